"""core.ttl: classes, predicates, labels, alignments."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from rdflib import Graph

from kg.namespaces import KG, PREFIXES
from kg.ontology import load_ontology
from kg.patterns import PREDICATES
from kg.resources import ontology_folder
from tests.conftest import ROOT

CLASSES = {
    "Cell",
    "Vesicle",
    "Secretome",
    "GeneProduct",
    "RNA",
    "Chemical",
    "Process",
    "Pathway",
    "Anatomy",
    "Phenotype",
    "Disease",
    "Exposure",
    "Intervention",
    "Organism",
    "Other",
}


def test_classes_and_predicates_are_those_of_the_design() -> None:
    ontology = load_ontology()
    assert set(ontology.classes) == CLASSES
    assert set(ontology.predicates) == set(PREDICATES)
    assert all(term.label and term.label_zh for term in (*ontology.classes.values(), *ontology.predicates.values()))


def test_every_term_has_a_definition_in_both_languages() -> None:
    graph = Graph().parse(data=ontology_folder("core.ttl").read_text(encoding="utf-8"))
    rows = graph.query("""PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT DISTINCT ?t { ?t rdfs:label ?l FILTER(!BOUND(?x)) OPTIONAL { ?t skos:definition ?d FILTER(LANG(?d) = "zh") } OPTIONAL { ?t skos:definition ?e FILTER(LANG(?e) = "en") } FILTER(!BOUND(?d) || !BOUND(?e)) }""")
    assert [str(row[0]) for row in rows] == []  # type: ignore[index]


def test_increases_and_decreases_are_kinds_of_affects() -> None:
    predicates = load_ontology().predicates
    assert {name for name, term in predicates.items() if term.parent == "affects"} >= {
        "increases",
        "decreases",
        "treats",
        "causes",
    }


def test_every_name_of_our_vocabulary_used_in_code_is_defined() -> None:
    core = ontology_folder("core.ttl").read_text(encoding="utf-8")
    defined = set(re.findall(r"^kg:(\w+) a ", core, re.M))
    used = (
        set(
            re.findall(
                r"""(?:_kg\(|\.kg\(|KG \+ |number\()"(\w+)\"""",
                "".join(p.read_text() for p in (ROOT / "kg/graph").glob("*.py")),
            )
        )
        if (ROOT / "kg").is_dir()
        else set()
    )
    assert used - defined - {"Start", "End"} == set()
    assert KG in PREFIXES.values()


@pytest.mark.shared
def test_every_alignment_exists_in_its_vocabulary(shared: Path) -> None:
    core = ontology_folder("core.ttl").read_text(encoding="utf-8")
    used = {
        name
        for name in re.findall(r"\b((?:RO|BFO|CL|GO|SO|CHEBI|UBERON|MONDO|MAXO|biolink):\w+)", core)
        if not core.count(f"@prefix {name.split(':')[0]}: <{name}")
    }
    known: set[str] = set()
    for name in ("ro", "cl", "go", "so", "chebi_slice", "uberon", "mondo", "maxo", "biolink"):
        with gzip.open(shared / "ontologies" / f"{name}.tsv.gz", "rt", encoding="utf-8") as handle:
            known |= {line.split("\t", 1)[0] for line in handle}
    assert used - known == set()
