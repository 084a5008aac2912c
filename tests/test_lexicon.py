"""The lexicon, its matcher, and the names with two meanings."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import pytest

from kg.errors import LexiconError, PatternError
from kg.languages import fold
from kg.lexicon import load_lexicon, read_concepts
from kg.namespaces import curie
from kg.ontology import load_ontology
from kg.patterns import load_patterns, parse_triggers
from kg.spellings import british


def names(text: str) -> set[str]:
    return {hit.concept.label for hit in load_lexicon().find(fold(text))}


def test_the_lexicon_is_large_and_complete_in_both_languages() -> None:
    concepts = load_lexicon().concepts.values()
    assert len(concepts) >= 600
    assert all(concept.label and concept.label_zh for concept in concepts)
    assert {concept.type for concept in concepts} == set(load_ontology().classes)
    assert all(concept.broader in load_lexicon().concepts for concept in concepts if concept.broader)


@pytest.mark.shared
def test_every_identifier_exists_in_its_term_list_and_exact_ones_share_a_name(shared: Path) -> None:
    lists = {
        "CL": "cl",
        "EFO": "efo",
        "BTO": "bto",
        "cellosaurus": "cellosaurus",
        "GO": "go",
        "CHEBI": "chebi_slice",
        "MESH": "mesh",
        "HGNC": "hgnc",
        "FPLX": "famplex",
        "UBERON": "uberon",
        "HP": "hp",
        "MONDO": "mondo",
        "ECTO": "ecto",
        "OBI": "obi",
        "SO": "so",
        "MAXO": "maxo",
        "NCBITaxon": "ncbitaxon_slice",
        "reactome": "reactome",
        "mirbase.family": "mirbase_family",
        "mirbase.mature": "mirbase_mature",
        "mirbase": "mirbase",
    }
    used = {curie(iri) for concept in load_lexicon().concepts.values() for iri in (*concept.exact, *concept.close)}
    known: set[str] = set()
    for prefix in {name.rpartition(":")[0] for name in used}:
        with gzip.open(shared / "ontologies" / f"{lists[prefix]}.tsv.gz", "rt", encoding="utf-8") as handle:
            known |= {line.split("\t", 1)[0] for line in handle}
    assert used - known == set()
    assert len(used) > 500


def test_an_exact_identifier_belongs_to_one_concept() -> None:
    counts = Counter(iri for concept in load_lexicon().concepts.values() for iri in concept.exact)
    assert [iri for iri, n in counts.items() if n > 1] == []


def test_a_name_belongs_to_one_concept() -> None:
    """What a name with two meanings stands for is written down as such; nothing is left to the order of the files."""
    lexicon = load_lexicon()
    owners = Counter(
        name
        for concept in lexicon.concepts.values()
        for name in {concept.label, concept.label_zh, *(name for _, name in concept.alternatives)}
    )
    assert [name for name, n in owners.items() if n > 1 and name not in lexicon.ambiguities] == []


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("MMP-12 rose", "MMP-12", "MMP-1"),
        ("MMP-1 rose", "MMP-1", "MMP-12"),
        ("上调MMP-12表达", "MMP-12", "MMP-1"),
        ("上调MMP1的表达", "MMP-1", "MMP-12"),
        ("scatter of cats", "", "catalase"),
        ("CAT activity", "catalase", ""),
        ("no effect", "", "nitric oxide"),
        ("NO production", "nitric oxide", ""),
        ("collagens", "collagen", ""),
        ("TGF beta 1", "TGF-β1", ""),
        ("TGFβ1", "TGF-β1", ""),
        ("transforming growth factor-beta", "TGF-β", ""),
        ("转化生长因子 $\\beta$ 与", "TGF-β", ""),
        ("Ⅰ型膠原", "type I collagen", ""),
        ("ageing of skin", "aging", ""),
        ("mitochondria", "mitochondrion", ""),
        ("I 型胶原", "type I collagen", ""),
        ("stimulation", "", "TIMP"),
    ],
)
def test_a_name_is_found_whole_or_not_at_all(text: str, inside: str, outside: str) -> None:
    found = names(text)
    assert not inside or inside in found
    assert not outside or outside not in found


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Exosomes carry RNA between cells.", "exosome"),
        ("The exosome drives RNA degradation with EXOSC3.", "RNA exosome complex"),
        ("ASC raised collagen in skin.", "adipose-derived stem cell"),
        ("ASC joins the NLRP3 inflammasome.", ""),
    ],
)
def test_an_ambiguous_name_is_decided_by_its_document(text: str, label: str) -> None:
    view, lexicon = fold(text), load_lexicon()
    found = {hit.concept.label for hit in lexicon.find(view, lexicon.decide(view.lower))}
    assert (label in found) if label else "adipose-derived stem cell" not in found


def test_ambiguous_names_point_to_concepts_that_exist() -> None:
    lexicon = load_lexicon()
    assert len(lexicon.ambiguities) >= 10
    for ambiguity in lexicon.ambiguities.values():
        assert ambiguity.usual in ("", *lexicon.concepts)
        assert ambiguity.other in ("", *lexicon.concepts)


@pytest.mark.parametrize(
    ("turtle", "says"),
    [
        ("lex:x a skos:Concept .", "not valid Turtle"),
        (
            '@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <urn:x> a skos:Concept ; skos:prefLabel "x"@en .',
            "0 classes",
        ),
        (
            '@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix kg: <https://w3id.org/reviewkg/ontology#> . <urn:x> a skos:Concept, kg:Cell ; skos:prefLabel "x"@en .',
            '"..."@zh',
        ),
    ],
)
def test_a_broken_lexicon_names_file_entry_and_remedy(turtle: str, says: str) -> None:
    with pytest.raises(LexiconError) as caught:
        list(read_concepts(turtle, "mine.ttl"))
    assert "mine.ttl" in str(caught.value)
    assert says in str(caught.value)


def test_a_broken_trigger_names_file_entry_and_remedy() -> None:
    with pytest.raises(PatternError, match=r"verbs.toml: trigger '促进' has the unknown key 'inverted'"):
        parse_triggers("verb", {"words": "促进", "predicate": "increases", "inverted": True}, "verbs.toml")
    with pytest.raises(PatternError, match="has no words"):
        parse_triggers("verb", {"predicate": "increases"}, "verbs.toml")


def test_adjectives_of_signs_name_concepts_that_exist() -> None:
    lexicon = load_lexicon()
    unknown = {name for name in load_patterns("en").tables["signs"].values() if lexicon.get(name) is None}
    assert unknown == set()


@pytest.mark.parametrize(
    ("american", "spelled"),
    [
        ("hydrogen sulfide", "hydrogen sulphide"),
        ("leukocyte infiltration", "leucocyte infiltration"),
        ("lymphedema", "lymphoedema"),
        ("oedema", "oedema"),
        ("tumorigenesis", "tumorigenesis"),
        ("pi3k/akt signaling pathway", "pi3k/akt signalling pathway"),
    ],
)
def test_a_name_is_spelled_as_british_writers_do_and_found_so(american: str, spelled: str) -> None:
    assert british(american) == spelled
    assert british(spelled) == spelled
