"""All that the page shows, as plain values: statements strongest first, every sentence once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.context.cues import load_values
from kg.graph import Contents, EvidenceRow, StatementRow
from kg.layout import place
from kg.namespaces import PREFIXES, curie
from kg.ontology import load_ontology
from kg.resources import data_folder, load_toml

__all__ = ["OPENING", "page_data"]

#: how many statements the page opens with: as many as can be read at first sight
OPENING = 45
#: things that vis-network can find places for while one waits; beyond, places are worked out here
_PLACED_BY_HAND = 300
#: things that vis-network can draw; beyond, sigma.js does
_DRAWN_AS_BOXES = 2000


def _strength(row: StatementRow) -> tuple[int, int, int]:
    return row.documents, row.papers, row.mentions


def _order(contents: Contents, opening: int) -> list[StatementRow]:
    """Return the statements, those to open with first: strong, between known things, and hanging together.

    The strongest come first; among the next ones, those that touch what is already there, so that the page opens with
    one picture and not with scattered pairs.
    """

    def rank(row: StatementRow) -> tuple[object, ...]:
        unknown = contents.entities[row.subject].provisional + contents.entities[row.object].provisional
        return (unknown, *[-n for n in _strength(row)], row.predicate in ("is_a", "derived_from"), row.id)

    ranked = sorted(contents.statements, key=rank)
    neighbours: dict[str, list[StatementRow]] = {}
    for row in ranked[: opening * 4]:
        for end in (row.subject, row.object):
            neighbours.setdefault(end, []).append(row)
    best: list[StatementRow] = []
    for start in sorted(neighbours, key=lambda end: (-len(neighbours[end]), end))[:1]:
        reached, waiting = set(), [start]
        seen: set[str] = set()
        while waiting and len(best) < opening:
            end = waiting.pop(0)
            reached.add(end)
            for row in neighbours[end][:9]:
                other = row.object if row.subject == end else row.subject
                if row.id not in seen and len(best) < opening:
                    seen.add(row.id)
                    best.append(row)
                    if other not in reached:
                        waiting.append(other)
    chosen = {row.id for row in best}
    return best + [row for row in ranked if row.id not in chosen]


def _span(item: EvidenceRow, name: str) -> list[int] | None:
    """Return a mark within the sentence, in code points, or None when it stands in another sentence."""
    start, end = (
        item.offsets[name + "Start"] - item.offsets["sentenceStart"],
        item.offsets[name + "End"] - item.offsets["sentenceStart"],
    )
    return [start, end] if 0 <= start < end <= len(item.sentence) else None


def _evidence(item: EvidenceRow, short: Mapping[str, str], sentences: Mapping[tuple[str, int], int]) -> dict[str, Any]:
    return {
        "q": sentences[_sentence(item)],
        "s": _span(item, "subject"),
        "o": _span(item, "object"),
        "t": _span(item, "trigger"),
        "rule": item.rule,
        "sure": item.confidence,
        "same": item.no_change,
        "cert": item.certainty,
        "ctx": [[row.field, row.value, row.value_zh] for row in item.context],
        "refs": [short[iri] for iri in item.references if iri in short],
        "missing": list(item.unresolved),
    }


def _sentence(item: EvidenceRow) -> tuple[str, int]:
    return item.document, item.offsets["sentenceStart"]


def _darker(color: str, by: float) -> str:
    return "#" + "".join(f"{int(int(color[k : k + 2], 16) * by):02x}" for k in (1, 3, 5))


def _terms(table: Mapping[str, Any], colors: Mapping[str, str], by: float) -> dict[str, Any]:
    return {
        name: {"en": term.label, "zh": term.label_zh, "color": colors[name], "ink": _darker(colors[name], by)}
        for name, term in table.items()
    }


def _nodes(contents: Contents, short: Mapping[str, str]) -> list[dict[str, Any]]:
    rows = list(contents.entities.values())
    index = {row.id: n for n, row in enumerate(rows)}
    places: list[tuple[int, int]] = []
    if len(rows) > _PLACED_BY_HAND:
        places = place(len(rows), [(index[row.subject], index[row.object]) for row in contents.statements])
    return [
        {
            "id": short[row.id],
            "iri": curie(row.id),
            "label": row.label,
            "zh": row.label_zh,
            "type": row.type,
            "syn": list(row.synonyms),
            "match": [curie(iri) for iri in row.matches],
            "prov": row.provisional,
            **({"x": places[n][0], "y": places[n][1]} if places else {}),
        }
        for n, row in enumerate(rows)
    ]


def _edges(
    contents: Contents, opening: int, short: Mapping[str, str], sentences: Mapping[tuple[str, int], int]
) -> list[dict[str, Any]]:
    by_statement: dict[str, list[EvidenceRow]] = {}
    for item in contents.evidence:
        by_statement.setdefault(item.statement, []).append(item)
    opposed: dict[str, list[list[Any]]] = {}
    for pair in contents.oppositions:
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            opposed.setdefault(one, []).append([_local(other), pair.verdict, list(pair.differences)])
    return [
        {
            "id": _local(row.id),
            "s": short[row.subject],
            "o": short[row.object],
            "p": row.predicate,
            "neg": row.negated,
            "cert": row.certainty,
            "m": row.mentions,
            "d": row.documents,
            "papers": row.papers,
            "primary": row.primary,
            "belief": row.belief,
            "result": row.result,
            "uncited": row.uncited,
            "opp": opposed.get(row.id, []),
            "ev": [
                _evidence(item, short, sentences)
                for item in sorted(
                    by_statement.get(row.id, []), key=lambda e: (e.document, e.offsets["sentenceStart"], e.id)
                )
            ],
        }
        for row in _order(contents, opening)
    ]


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]


def page_data(contents: Contents, *, language: str = "en", opening: int = OPENING) -> dict[str, Any]:
    """Return all that the page shows, as plain values: statements strongest first.

    Args:
        contents: rows of a graph.
        language: of labels and interface when the page opens.
        opening: how many statements it opens with.
    """
    ontology, look = load_ontology(), load_toml(data_folder("page", "page.toml"), "kg/data/page/page.toml")
    short = {
        iri: f"{letter}{n}"
        for letter, rows in (("n", contents.entities), ("d", contents.documents), ("r", contents.references))
        for n, iri in enumerate(sorted(rows))
    }
    told = {_sentence(item): item for item in contents.evidence}
    sentences = {key: n for n, key in enumerate(sorted(told))}
    nodes = _nodes(contents, short)
    used = {name.partition(":")[0] for node in nodes for name in (node["iri"], *node["match"])}
    return {
        "lang": language,
        "limit": opening,
        "engine": "sigma" if len(nodes) > _DRAWN_AS_BOXES else "vis",
        "nodes": nodes,
        "edges": _edges(contents, opening, short, sentences),
        "sentences": [
            {"text": item.sentence, "lang": item.language, "doc": short[item.document], "section": item.section}
            for _, item in sorted(told.items())
        ],
        "documents": {
            short[iri]: {
                "key": iri.rpartition("/")[2],
                "title": row.title,
                "journal": row.journal,
                "year": row.year,
                "doi": row.doi,
            }
            for iri, row in contents.documents.items()
        },
        "references": {short[iri]: {"text": row.text, "doi": row.doi} for iri, row in contents.references.items()},
        "types": _terms(ontology.classes, look["types"], 0.72),
        "predicates": _terms(ontology.predicates, look["predicates"], 1.0),
        "fields": look["fields"],
        "models": {
            name: {"en": value.en, "zh": value.zh, "rung": value.rung} for name, value in load_values()["model"].items()
        },
        "prefixes": {name: PREFIXES[name] for name in sorted({"kg", *used} & PREFIXES.keys())},
        "words": look["words"],
    }
