"""The graph in the formats of other programs, read back by their own libraries where those are light."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pandas as pd
import pytest
import rdflib

import kg
from kg.errors import GraphError
from kg.exports import to_bytes
from kg.resources import data_folder, load_toml

FORMATS = (".graphml", ".gexf", ".cyjs", ".kgx.json", ".neo4j.zip", ".sssom.tsv", ".nanopub.trig")
EXOSOME, EXOSOME_ZH = "adipose-derived stem cell exosome", "脂肪间充质干细胞外泌体"


@pytest.fixture(scope="module")
def written(demo: kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("interchange")
    paths = {ending: folder / f"graph{ending}" for ending in FORMATS}
    for path in paths.values():
        demo.save(path)
    return paths


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_graph_gives_the_same_bytes(demo: kg.KnowledgeGraph, written: dict[str, Path], ending: str) -> None:
    assert to_bytes(ending, demo.store) == written[ending].read_bytes()


def test_igraph_and_networkx_read_graphml(demo: kg.KnowledgeGraph, written: dict[str, Path]) -> None:
    theirs = igraph.Graph.Read_GraphML(str(written[".graphml"]))
    assert (theirs.vcount(), theirs.ecount()) == (len(demo.contents.entities), len(demo.statements))
    assert EXOSOME_ZH in theirs.vs["label_zh"]
    again: Any = nx.read_graphml(written[".graphml"], force_multigraph=True)
    ours: Any = demo.networkx()
    assert dict(again.nodes(data=True)) == dict(ours.nodes(data=True))
    assert {(a, b, k): d["predicate"] for a, b, k, d in again.edges(keys=True, data=True)} == {
        (a, b, k): d["predicate"] for a, b, k, d in ours.edges(keys=True, data=True)
    }


def test_networkx_reads_gexf_and_it_bears_no_date(demo: kg.KnowledgeGraph, written: dict[str, Path]) -> None:
    again = nx.read_gexf(written[".gexf"])
    assert again.number_of_nodes() == len(demo.contents.entities)
    assert again.number_of_edges() == len(demo.statements)
    assert b"lastmodified" not in written[".gexf"].read_bytes()


def test_cytoscape_json_has_ids_and_interactions(demo: kg.KnowledgeGraph, written: dict[str, Path]) -> None:
    data = json.loads(written[".cyjs"].read_text(encoding="utf-8"))
    nodes, edges = data["elements"]["nodes"], data["elements"]["edges"]
    assert {edge["data"]["source"] for edge in edges} <= {node["data"]["id"] for node in nodes}
    assert len({edge["data"]["id"] for edge in edges}) == len(edges) == len(demo.statements)
    assert {"increases", "decreases"} <= {edge["data"]["interaction"] for edge in edges}
    assert EXOSOME_ZH in {node["data"]["label_zh"] for node in nodes}


def test_kgx_says_who_found_it_and_how(demo: kg.KnowledgeGraph, written: dict[str, Path]) -> None:
    data = json.loads(written[".kgx.json"].read_text(encoding="utf-8"))
    known = {node["id"] for node in data["nodes"]}
    assert len(known) == len(demo.contents.entities)
    for node in data["nodes"]:
        assert re.fullmatch(r"biolink:[A-Z]\w+", node["category"][0])
        assert re.match(r"[\w.]+:", node["id"])
    for edge in data["edges"]:
        assert {edge["subject"], edge["object"]} <= known
        assert (edge["agent_type"], edge["knowledge_level"]) == ("text_mining_agent", "not_provided")
        assert len(edge["has_supporting_study_result"]) == edge["evidence_count"]
    (raised,) = [
        edge
        for edge in data["edges"]
        if edge["object"] == "lex:elastin" and edge["subject"].endswith("adipose-derived-stem-cell-exosome")
    ]
    assert raised["predicate"] == "biolink:affects"
    assert raised["qualified_predicate"] == "biolink:causes"
    assert raised["object_direction_qualifier"] == "increased"
    assert raised["publications"] == ["doi:10.5555/demo.2019.400"]
    assert [edge for edge in data["edges"] if edge["negated"]]


@pytest.mark.shared
def test_every_biolink_name_is_in_its_term_list(shared: Path) -> None:
    with gzip.open(shared / "ontologies" / "biolink.tsv.gz", "rt", encoding="utf-8") as handle:
        known = {line.partition("\t")[0] for line in handle}
    names = load_toml(data_folder("exports", "biolink.toml"), "biolink.toml")
    assert {f"biolink:{name}" for name in names["categories"].values()} <= known
    for said in names["predicates"].values():
        assert f"biolink:{said['predicate']}" in known
        assert {f"biolink:{key}" for key in said if key != "predicate"} <= known
    assert "biolink:GeneOrGeneProductOrChemicalEntityAspectEnum#activity_or_abundance" in known


def test_every_class_and_predicate_has_a_biolink_name(demo: kg.KnowledgeGraph) -> None:
    from kg.ontology import load_ontology

    names = load_toml(data_folder("exports", "biolink.toml"), "biolink.toml")
    assert set(names["categories"]) == {*load_ontology().classes}
    assert set(names["predicates"]) == {*load_ontology().predicates}
    assert demo.contents.statements


def test_neo4j_gets_two_tables_with_chinese_intact(demo: kg.KnowledgeGraph, written: dict[str, Path]) -> None:
    with zipfile.ZipFile(written[".neo4j.zip"]) as archive:
        nodes, edges = (
            list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline="")))
            for name in ("nodes.csv", "relationships.csv")
        )
        assert b"neo4j-admin database import" in archive.read("README.txt")
    assert len(edges) == len(demo.statements)
    ids = {row["id:ID"] for row in nodes}
    assert {row[":START_ID"] for row in edges} | {row[":END_ID"] for row in edges} <= ids
    assert EXOSOME_ZH in {row["label_zh"] for row in nodes}
    assert all(row[":LABEL"].startswith("Entity;") for row in nodes)
    assert {"INCREASES", "TREATS"} <= {row[":TYPE"] for row in edges}


def test_sssom_has_its_columns_and_prefixes(written: dict[str, Path]) -> None:
    text = written[".sssom.tsv"].read_text(encoding="utf-8")
    table = pd.read_csv(io.StringIO(text), sep="\t", comment="#")
    assert {"subject_id", "predicate_id", "object_id", "mapping_justification"} <= set(table.columns)
    assert set(table.predicate_id) <= {"skos:exactMatch", "skos:closeMatch"}
    declared = set(re.findall(r'^#  ([\w.]+): "', text, re.M))
    assert {name.partition(":")[0] for name in (*table.subject_id, *table.object_id)} <= declared
    assert "外泌体" in set(table.other)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib uses what it deprecates
def test_a_nanopublication_has_four_graphs_and_its_sentences(demo: kg.KnowledgeGraph, written: dict[str, Path]) -> None:
    both = rdflib.Dataset()
    both.parse(data=written[".nanopub.trig"].read_text(encoding="utf-8"), format="trig")
    names = {str(graph.identifier) for graph in both.graphs() if "/nanopub/" in str(graph.identifier)}
    each: dict[str, set[str]] = {}
    for name in names:
        each.setdefault(name.partition("#")[0], set()).add(name.partition("#")[2])
    assert set(map(frozenset, each.values())) == {frozenset(("Head", "assertion", "provenance", "pubinfo"))}
    assert len(each) == int((demo.statements.result == "positive").sum())
    for name in each:
        assert len(both.graph(rdflib.URIRef(f"{name}#assertion"))) == 1
        (head,) = both.graph(rdflib.URIRef(f"{name}#Head")).subjects(
            rdflib.RDF.type, rdflib.URIRef("http://www.nanopub.org/nschema#Nanopublication")
        )
        assert str(head) == name


@pytest.mark.parametrize("ending", FORMATS)
def test_hostile_text_passes_through_every_format(tmp_path: Path, ending: str) -> None:
    (tmp_path / "a.txt").write_text(
        'Exosomes increase elastin, \x01 "so" <b>&amp; ]]> \u202e it is said; =1+1\ufffe. Zanzuol <& x\x02> reduces wrinkles.',
        encoding="utf-8",
    )
    graph = kg.build(tmp_path / "a.txt")
    assert len(graph.statements) >= 1
    graph.save(tmp_path / f"x{ending}")
    data = (tmp_path / f"x{ending}").read_bytes()
    if ending == ".graphml":
        nx.read_graphml(io.BytesIO(data))
    elif ending == ".gexf":
        nx.read_gexf(io.BytesIO(data))
    elif ending.endswith(("js", "json")):
        json.loads(data)


def test_an_unknown_ending_says_which_there_are(demo: kg.KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"\.graphml.*\.nanopub\.trig"):
        demo.save(tmp_path / "a.docx")
