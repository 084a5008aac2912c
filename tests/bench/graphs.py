"""Graphs of any size with evidence of the shape that reviews give; the same seed gives the same graph."""

from __future__ import annotations

import random

from kg.graph import Contents, ContextRow, EntityRow, EvidenceRow, ReferenceRow, StatementRow
from kg.namespaces import DOC, ENT, EVD, REF, STM, mint
from kg.ontology import load_ontology

__all__ = ["made_up"]

_WORDS = ("alpha", "beta", "gamma", "delta", "kappa", "sigma", "omega", "lambda")


def made_up(things: int, statements: int, seed: int = 1) -> Contents:
    """Return a graph of so many things and statements; few things are in many statements, most in few."""
    rng = random.Random(seed)  # noqa: S311  # made up, and the same every time
    ontology = load_ontology()
    classes, predicates = sorted(ontology.classes), sorted(ontology.predicates)
    entities = {}
    for n in range(things):
        label = f"{rng.choice(_WORDS)} {rng.choice(_WORDS)} {n}"
        iri = f"{ENT}thing/{n}"
        broader = f"{ENT}thing/{n // 10}" if n >= 10 and n % 3 == 0 else ""  # a tree, as the lexicon is
        entities[iri] = EntityRow(iri, label, f"实体{n}", rng.choice(classes), synonyms=(f"T{n}",), broader=broader)
    iris = list(entities)
    documents = {
        f"{DOC}{n}": ReferenceRow(
            f"{DOC}{n}", "", title=f"Review {n}", year=str(2000 + n % 25), language="zh" if n % 3 == 2 else "en"
        )
        for n in range(max(2, statements // 500))
    }
    papers = {
        f"{REF}{n}": ReferenceRow(
            f"{REF}{n}", f"Author {n}. A study of things. J Things. 2019;{n}:1-9.", doi=f"10.5555/{n}"
        )
        for n in range(max(3, statements // 4))
    }
    rows: dict[str, StatementRow] = {}
    evidence: list[EvidenceRow] = []
    places = dict.fromkeys(documents, 0)
    # preferential attachment: an end is often one that already has statements
    pool = iris[: min(3, things)]
    while len(rows) < statements:
        subject = iris[len(rows) % things] if len(rows) < things else rng.choice(pool)
        target = rng.choice(pool)
        predicate = rng.choice(predicates)
        iri = mint(STM, subject, predicate, target)
        if subject == target or iri in rows:
            pool.append(rng.choice(iris))
            continue
        pool += [subject, target]
        count = 1 + (rng.random() < 0.2) + (rng.random() < 0.05)
        cited = (
            rng.sample(sorted(papers), count)
            if statements < 5000
            else [f"{REF}{rng.randrange(len(papers))}" for _ in range(count)]
        )
        for k in range(count):
            document = f"{DOC}{rng.randrange(len(documents))}"
            hedged, uncited, model = (
                rng.random() < 0.1,
                rng.random() < 0.2,
                rng.choice(("cell_culture", "animal", "trial", "")),
            )
            one, other = entities[subject].label, entities[target].label
            sentence = f"In cultured cells, {one} {predicate.replace('_', ' ')} {other} at 10 μg/mL after 24 h, as several groups have reported [{k + 1}]."
            start, at = places[document], sentence.index(one)
            places[document] += len(sentence) + 1
            behind = sentence.index(other, at + len(one))
            offsets = {
                "sentenceStart": start,
                "sentenceEnd": start + len(sentence),
                "subjectStart": start + at,
                "subjectEnd": start + at + len(one),
                "objectStart": start + behind,
                "objectEnd": start + behind + len(other),
                "triggerStart": start + at + len(one) + 1,
                "triggerEnd": start + behind - 1,
            }
            context = (
                (ContextRow(start + 3, start + 17, "model", model, "细胞实验", "cultured cells"),) if model else ()
            )
            evidence.append(
                EvidenceRow(
                    mint(EVD, iri, k),
                    iri,
                    sentence,
                    documents[document].language,
                    "Results",
                    document,
                    offsets,
                    one,
                    other,
                    predicate,
                    "en-active",
                    0.9,
                    hedged,
                    False,
                    () if uncited else (str(k + 1),),
                    (),
                    () if uncited else (cited[k],),
                    "hedged" if hedged else "asserted",
                    context,
                )
            )
        rows[iri] = StatementRow(
            iri,
            subject,
            predicate,
            target,
            False,
            "asserted",
            count,
            count,
            count,
            count,
            round(rng.uniform(0.3, 0.95), 2),
        )
    return Contents(entities, tuple(rows.values()), tuple(evidence), documents, papers)
