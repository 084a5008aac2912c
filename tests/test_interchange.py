"""The graph in the formats of other programs, read back by their own libraries where those are light."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any, get_args

import igraph
import networkx as nx
import pandas as pd
import pytest
import rdflib

import kg
from kg.errors import GraphError
from kg.exports import to_bytes
from kg.resources import data_folder, load_toml

FORMATS = (
    ".graphml",
    ".gexf",
    ".cyjs",
    ".cx2",
    ".kgx.json",
    ".kgx.jsonl.zip",
    ".kgx.tsv.zip",
    ".neo4j.zip",
    ".sssom.tsv",
    ".nanopub.trig",
    ".indra.json",
    ".bel",
    ".parquet",
    ".parquet.zip",
)
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


def test_cx2_is_read_by_the_library_of_ndex(demo: kg.KnowledgeGraph, written: dict[str, Path]) -> None:
    from ndex2.cx2 import RawCX2NetworkFactory

    theirs = RawCX2NetworkFactory().get_cx2network(json.loads(written[".cx2"].read_text(encoding="utf-8")))
    assert (len(theirs.get_nodes()), len(theirs.get_edges())) == (len(demo.contents.entities), len(demo.statements))
    node = next(one for one in theirs.get_nodes().values() if one["v"]["name"] == EXOSOME)
    assert node["v"]["label_zh"] == EXOSOME_ZH
    assert node["v"]["provisional"] is True or node["v"]["provisional"] is False
    assert {"increases", "decreases"} <= {one["v"]["interaction"] for one in theirs.get_edges().values()}


def test_kgx_says_who_found_it_and_how(demo: kg.KnowledgeGraph, written: dict[str, Path]) -> None:
    data = json.loads(written[".kgx.json"].read_text(encoding="utf-8"))
    known = {node["id"] for node in data["nodes"]}
    assert len(known) == len(demo.contents.entities)
    for edge in data["edges"]:
        assert {edge["subject"], edge["object"]} <= known
        assert (edge["agent_type"], edge["knowledge_level"]) == ("text_mining_agent", "not_provided")
        (study,) = edge["has_supporting_studies"].values()
        assert len(study["has_study_results"]) == len(edge["supporting_text"]) == edge["evidence_count"]
    (raised,) = [
        edge
        for edge in data["edges"]
        if edge["object"] == "lex:elastin" and edge["subject"].endswith("adipose-derived-stem-cell-exosome")
    ]
    assert raised["predicate"] == "biolink:increases_amount_or_activity_of"
    assert raised["publications"] == ["doi:10.5555/demo.2019.400"]
    assert [edge for edge in data["edges"] if edge["negated"]]


def test_the_biolink_model_accepts_every_node_edge_and_study(written: dict[str, Path]) -> None:
    from biolink_model.datamodel import pydanticmodel_v2 as model

    data = json.loads(written[".kgx.json"].read_text(encoding="utf-8"))
    for node in data["nodes"]:
        kind = getattr(model, node["category"][0].removeprefix("biolink:"))
        assert issubclass(kind, model.NamedThing)
        kind(**node)
    for edge in data["edges"]:
        model.Association(**edge)
        for study in edge["has_supporting_studies"].values():
            model.Study(**study)
            for result in study["has_study_results"]:
                model.TextMiningStudyResult(**result)


def test_kgx_lines_and_tables_say_the_same(written: dict[str, Path]) -> None:
    whole = json.loads(written[".kgx.json"].read_text(encoding="utf-8"))
    with zipfile.ZipFile(written[".kgx.jsonl.zip"]) as archive:
        for name in ("nodes", "edges"):
            lines = archive.read(f"reviewkg_{name}.jsonl").decode("utf-8").split("\n")[:-1]
            assert [json.loads(line) for line in lines] == whole[name]
    with zipfile.ZipFile(written[".kgx.tsv.zip"]) as archive:
        for name in ("nodes", "edges"):
            text = archive.read(f"reviewkg_{name}.tsv").decode("utf-8")
            rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
            assert [row["id"] for row in rows] == [one["id"] for one in whole[name]]
            for row, one in zip(rows, whole[name], strict=True):
                assert row["category"] == one["category"][0]
                assert None not in row
                if name == "nodes":
                    assert row["synonym"].split("|") == (one["synonym"] or [""])


@pytest.mark.shared
def test_every_biolink_name_is_in_its_term_list(shared: Path) -> None:
    """The two predicates with a direction are younger than the list: the model itself has them."""
    from biolink_model.datamodel import pydanticmodel_v2 as model

    with gzip.open(shared / "ontologies" / "biolink.tsv.gz", "rt", encoding="utf-8") as handle:
        known = {line.partition("\t")[0] for line in handle}
    said = model.ChemicalEntityToBiologicalProcessAssociation.model_fields["predicate"].annotation
    known |= set(get_args(said))
    names = load_toml(data_folder("exports", "biolink.toml"), "biolink.toml")
    assert {f"biolink:{name}" for name in (*names["categories"].values(), *names["predicates"].values())} <= known


def test_every_class_and_predicate_has_a_biolink_name(demo: kg.KnowledgeGraph) -> None:
    from kg.ontology import load_ontology

    names = load_toml(data_folder("exports", "biolink.toml"), "biolink.toml")
    assert set(names["categories"]) == {*load_ontology().classes}
    assert set(names["predicates"]) == {*load_ontology().predicates}
    assert demo.contents.statements


@pytest.fixture(scope="module")
def molecules(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    """A graph of what molecules do, in both languages."""
    folder = tmp_path_factory.mktemp("molecules")
    (folder / "en.txt").write_text(
        "TGF-β1 activates AP-1. TGF-β1 upregulates the expression of collagen I. miR-21 decreased PTEN levels. "
        "Curcumin did not affect IL-6. Curcumin did not increase IL-6. VEGF may promote angiogenesis. "
        "Fibroblasts secrete elastin. TGF-β1 interacts with decorin. AKT is associated with apoptosis.",
        encoding="utf-8",
    )
    (folder / "zh.txt").write_text("TGF-β1激活AP-1。姜黄素上调Ⅰ型胶原的表达。", encoding="utf-8")
    return kg.build(folder)


def test_what_molecules_do_is_said_in_statements_of_indra(molecules: kg.KnowledgeGraph) -> None:
    """Names of statements and name spaces are those that indra 1.24 reads; its schema accepted them (by hand: 44 MB)."""
    found = json.loads(to_bytes(".indra.json", molecules.store))
    said = {}
    for one in found:
        ends = one.get("members") or (one["subj"], one["obj"])
        said[one["type"], *(end["name"] for end in ends)] = one
        assert set(one) == {"type", "id", "belief", "evidence"} | (
            {"members"} if "members" in one else {"subj", "obj"}
        ) | ({"obj_activity"} if one["type"] in ("Activation", "Inhibition") else set())
        for item in one["evidence"]:
            for end, (start, stop) in zip(ends, item["annotations"]["agents"]["coords"], strict=True):
                assert item["text"][start:stop]
                assert end["db_refs"]["TEXT"]
    assert {
        ("Activation", "TGF-β1", "AP-1"),
        ("IncreaseAmount", "TGF-β1", "type I collagen"),
        ("IncreaseAmount", "curcumin", "type I collagen"),
        ("DecreaseAmount", "miR-21", "PTEN"),
        ("Activation", "VEGF", "angiogenesis"),
        ("Complex", "TGF-β1", "decorin"),
    } <= set(said), said.keys()
    assert len(said["Activation", "TGF-β1", "AP-1"]["evidence"]) == 2, "both languages say it"
    assert said["Activation", "TGF-β1", "AP-1"]["subj"]["db_refs"]["HGNC"] == "11766"
    assert said["Activation", "VEGF", "angiogenesis"]["obj"]["db_refs"]["GO"] == "GO:0001525"
    assert said["Activation", "VEGF", "angiogenesis"]["evidence"][0]["epistemics"] == {"hypothesis": True}
    (denied,) = [one for one in found if one["evidence"][0]["epistemics"].get("negated")]
    assert denied["type"] == "IncreaseAmount"
    assert not [one for one in found if "fibroblast" in str(one).lower()], "cells are no molecules"


def test_pybel_reads_the_bel_script(molecules: kg.KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "graph.bel"
    molecules.save(path)
    # in a process of its own: it warns of what its libraries deprecate
    code = (
        "import sys, json, pybel; g = pybel.from_bel_script(sys.argv[1]); "
        "print(json.dumps([[str(w) for w in g.warnings], [[str(a), d['relation'], str(b), d['evidence']] for a, b, d in g.edges(data=True)]]))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    warned, edges = json.loads(done.stdout.splitlines()[-1])
    assert warned == []
    assert ['p(HGNC:11766 ! "TGF-β1")', "increases", "p(FPLX:AP1 ! AP-1)", "TGF-β1激活AP-1。"] in edges, edges
    assert any(relation == "decreases" and one.startswith("m(") for one, relation, _, _ in edges)
    assert not [edge for edge in edges if "did not" in edge[3]], "BEL cannot deny"


def test_parquet_holds_the_tables(demo: kg.KnowledgeGraph, written: dict[str, Path]) -> None:
    again = pd.read_parquet(written[".parquet"])
    assert again.astype(str).equals(demo.statements.astype(str))
    with zipfile.ZipFile(written[".parquet.zip"]) as archive:
        assert archive.namelist() == [
            "statements.parquet",
            "evidence.parquet",
            "entities.parquet",
            "references.parquet",
        ]
        evidence = pd.read_parquet(io.BytesIO(archive.read("evidence.parquet")))
    assert evidence.sentence.tolist() == demo.evidence.sentence.tolist()


def test_without_pyarrow_the_message_says_how_to_get_it(
    demo: kg.KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(GraphError, match=r"pip install .reviewkg\[parquet\]"):
        demo.save(tmp_path / "graph.parquet")
    assert not list(tmp_path.iterdir())


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
