"""Terms of ontologies as they come: OBO, OBO Graphs, SKOS, OWL, tables; what is known joins, what clashes is told."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

import kg
from kg.cli import main
from kg.errors import LexiconError
from kg.extraction import extract
from kg.languages import fold
from kg.lexicon import load_lexicon
from kg.listed import merge
from kg.namespaces import expand
from kg.sources import read_text
from kg.termlists import given, read_list
from kg.termnames import _slowly, looked_for
from kg.terms import lexicon_with
from kg.termtables import TermTable

OBO = """format-version: 1.2

[Term]
id: CL:9000001
name: zanzic cell
synonym: "zanzocyte" EXACT []
synonym: "odd one" RELATED []
is_a: CL:0000057 ! fibroblast

[Term]
id: CL:9000002
name: gone cell
is_obsolete: true

[Typedef]
id: part_of
name: part of
"""
GRAPHS = json.dumps(
    {
        "graphs": [
            {
                "nodes": [
                    {
                        "id": expand("CL:9000001"),
                        "lbl": "zanzic cell",
                        "meta": {
                            "synonyms": [
                                {"pred": "hasExactSynonym", "val": "zanzocyte"},
                                {"pred": "hasRelatedSynonym", "val": "odd one"},
                            ]
                        },
                    },
                    {"id": expand("CL:9000002"), "lbl": "gone cell", "meta": {"deprecated": True}},
                ],
                "edges": [{"sub": expand("CL:9000001"), "pred": "is_a", "obj": expand("CL:0000057")}],
            }
        ]
    }
)
SKOS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix CL: <http://purl.obolibrary.org/obo/CL_> .
CL:9000001 a skos:Concept ; skos:prefLabel "zanzic cell"@en, "赞佐细胞"@zh ; skos:altLabel "zanzocyte"@en ; skos:broader CL:0000057 .
"""
OWL = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
 xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:oio="http://www.geneontology.org/formats/oboInOwl#">
<owl:Class rdf:about="http://purl.obolibrary.org/obo/CL_9000001"><rdfs:label>zanzic cell</rdfs:label><oio:hasExactSynonym>zanzocyte</oio:hasExactSynonym>
<rdfs:subClassOf rdf:resource="http://purl.obolibrary.org/obo/CL_0000057"/></owl:Class>
<owl:Class rdf:about="http://purl.obolibrary.org/obo/CL_9000002"><rdfs:label>gone cell</rdfs:label><owl:deprecated>true</owl:deprecated></owl:Class></rdf:RDF>"""
TABLE = "id\tlabel\tsynonyms\tparents\nCL:9000001\tzanzic cell\tzanzocyte\tCL:0000057\nhas_part\thas part\t\t\n"
LISTS = {"a.obo": OBO, "a.json": GRAPHS, "a.ttl": SKOS, "a.owl": OWL, "a.tsv": TABLE}


@pytest.mark.parametrize("name", LISTS)
def test_every_format_gives_the_same_term(tmp_path: Path, name: str) -> None:
    path, packed = tmp_path / name, tmp_path / f"{name}.gz"
    path.write_text(LISTS[name], encoding="utf-8")
    packed.write_bytes(gzip.compress(LISTS[name].encode()))
    for one in (path, packed):
        (term,) = read_list(one)
        assert (term.iri, term.label) == (expand("CL:9000001"), "zanzic cell")
        assert "zanzocyte" in term.names
        assert "odd one" not in term.names, "a related name is another thing's"
        assert term.parents == [expand("CL:0000057")]


@pytest.mark.parametrize("spoil", ["cut short", "damaged"])
@pytest.mark.parametrize("name", LISTS)
def test_a_packed_list_that_is_spoiled_is_named(tmp_path: Path, name: str, spoil: str) -> None:
    packed = bytearray(gzip.compress((LISTS[name] * 50).encode()))
    for at in range(24, 40):
        packed[at] ^= 0xFF if spoil == "damaged" else 0
    path = tmp_path / f"{name}.gz"
    path.write_bytes(packed if spoil == "damaged" else packed[: len(packed) // 2])
    with pytest.raises(LexiconError, match=f"{path.name}: cannot be read"):
        list(read_list(path))


@pytest.mark.parametrize("name", LISTS)
def test_a_term_is_found_in_text_with_its_identifier_and_class(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(LISTS[name], encoding="utf-8")
    lexicon = lexicon_with([], given([path]))
    texts = ["Zanzic cells increase elastin.", "Zanzocytes increase elastin.", "ZANZIC CELLS secrete elastin."]
    for text in texts + (["赞佐细胞增加弹性蛋白。"] if name == "a.ttl" else []):
        (relation,) = extract(read_text(text), lexicon)
        thing = relation.subject.entity
        assert (thing.id, thing.label, thing.type, thing.provisional) == (
            expand("CL:9000001"),
            "zanzic cell",
            "Cell",
            False,
        )
        assert thing.broader == "https://w3id.org/reviewkg/lexicon/fibroblast", (
            "what the lexicon knows is what is broader"
        )


def test_a_term_that_is_known_adds_names_and_no_second_thing(tmp_path: Path) -> None:
    fibroblast = next(c for c in load_lexicon().concepts.values() if c.label == "fibroblast")
    path = tmp_path / "a.tsv"
    path.write_text(
        "id\tlabel\tsynonyms\tparents\nCL:0000057\tfibroblast\tzanzoblast\t\nMONDO:9\telastin\tzanzastin\t\n",
        encoding="utf-8",
    )
    merged = merge(load_lexicon(), given([path]))
    assert merged.joined[str(path)] == 1
    (relation,) = extract(read_text("Zanzoblasts secrete elastin."), merged.lexicon)
    assert relation.subject.entity.id == fibroblast.id
    assert relation.object.entity.type == "GeneProduct", "the lexicon's own names win over those of a list"


def test_words_of_everyday_prose_are_no_names(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(
        "id\tlabel\tsynonyms\tparents\nCHEBI:1\trole\tlight|increase|x1|REST|zanzuol, acid\t\n", encoding="utf-8"
    )
    merged = merge(load_lexicon(), given([path]))
    assert merged.passed[str(path)] == 5
    assert merged.lexicon.get("light") is None
    found = merged.lexicon.get("REST")
    assert found is not None
    assert found.id == expand("CHEBI:1")
    assert not list(extract(read_text("The rest increase elastin."), merged.lexicon)), "a symbol keeps its case"


@any_of(
    st.one_of(
        st.text(st.sampled_from("aZ-s e()'/5β胶"), max_size=12),
        st.lists(st.sampled_from(["type", "II", "mouse", "fibrosis", "body", "-", " ", "E", "peroxisome"])).map(
            " ".join
        ),
    ),
    st.booleans(),
    st.sampled_from(["Chemical", "Disease"]),
)
def test_the_short_way_to_a_spelling_gives_what_the_long_one_gives(name: str, proper: bool, kind: str) -> None:
    assert tuple(looked_for(name, proper, kind)) == tuple(_slowly(name, proper, kind))


def test_a_name_of_which_folding_leaves_a_letter_is_none() -> None:
    assert not looked_for("- E", False, "Chemical")


def test_the_first_of_two_lists_keeps_a_name_and_the_clash_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = tmp_path / "one.tsv", tmp_path / "other.tsv"
    one.write_text("id\tlabel\nCHEBI:1\tzanzuol\n", encoding="utf-8")
    other.write_text("id\tlabel\nMONDO:2\tzanzuol\n", encoding="utf-8")
    for first, second, kind in ((one, other, "Chemical"), (other, one, "Disease")):
        merged = merge(load_lexicon(), given([first, second]))
        assert len(merged.clashes) == 1
        found = merged.lexicon.get("zanzuol")
        assert found is not None
        assert found.type == kind
    assert main(["lexicon", "check", "--lexicon", str(one), "--lexicon", str(other)]) == 1
    assert "clash: 'zanzuol' stays with CHEBI:1, MONDO:2 has it too" in capsys.readouterr().out


def test_a_class_is_said_for_what_no_prefix_tells(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("id\tlabel\nXYZ:1\tzanzuol\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"of what class is XYZ:1\?"):
        merge(load_lexicon(), given([path]))
    found = merge(load_lexicon(), given([f"{path}=Chemical"])).lexicon.get("zanzuol")
    assert found is not None
    assert found.type == "Chemical"
    with pytest.raises(LexiconError, match="'Potion' is no class"):
        merge(load_lexicon(), given([f"{path}=Potion"]))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", "x", "no list of terms by its ending"),
        ("a.tsv", "name\tid\nx\ty\n", "a.tsv:1: expected a header"),
        ("a.tsv", "id\tlabel\n\tzanzuol\n", "a.tsv:2: no identifier"),
        ("a.tsv", "id\tlabel\n", "no term in it"),
        ("a.obo", "[Term]\nid CL:1\n", "a.obo:2: 'id CL:1' is no line of OBO"),
        ("a.json", '{"graphs": [1]}', "no OBO Graphs JSON"),
        ("a.json", "[" * 100_000, "no OBO Graphs JSON"),
        ("a.ttl", "<a> <b>", "not valid RDF"),
        ("a.tsv", "\udcff", "cannot be read"),
    ],
)
def test_a_broken_list_names_file_line_and_remedy(tmp_path: Path, name: str, content: str, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(LexiconError) as caught:
        list(read_list(path))
    assert says in str(caught.value)
    assert name in str(caught.value)


def test_the_commands_find_list_and_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.obo"
    path.write_text(OBO, encoding="utf-8")
    assert main(["lexicon", "find", "脂肪干细胞"]) == 0
    assert "adipose-derived stem cell" in capsys.readouterr().out
    assert main(["lexicon", "find", "zanzocyte"]) == 1
    assert main(["lexicon", "find", "zanzocyte", "--lexicon", str(path)]) == 0
    assert "CL:9000001\tCell\tzanzic cell" in capsys.readouterr().out
    assert main(["lexicon", "list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(load_lexicon().concepts)
    assert main(["lexicon", "check", "--lexicon", str(path)]) == 0
    assert "1 terms, 0 of them known" in capsys.readouterr().out
    assert main(["lexicon", "find"]) == 2


def test_a_build_takes_lists(tmp_path: Path) -> None:
    (tmp_path / "a.obo").write_text(OBO, encoding="utf-8")
    (tmp_path / "a.txt").write_text("Zanzocytes increase elastin.", encoding="utf-8")
    graph = kg.build(tmp_path / "a.txt", lexicons=[tmp_path / "a.obo"])
    assert graph.statements.subject.tolist() == ["zanzic cell"]
    assert graph.statements.subject_id.tolist() == ["CL:9000001"]
    findings, _ = graph.check()
    assert findings == []


@pytest.mark.shared
def test_the_lists_of_the_field_load_together(shared: Path) -> None:
    names = ("cl", "uberon", "maxo", "mirbase_mature", "chebi_slice")
    merged = merge(load_lexicon(), given([shared / "ontologies" / f"{name}.tsv.gz" for name in names]))
    assert sum(merged.terms.values()) > 45_000
    assert sum(merged.joined.values()) > 200
    for name, iri in (("cementoblast", "CL:0000061"), ("nail bed", "UBERON:0005273")):
        found = merged.lexicon.get(name)
        assert found is not None
        assert found.id == expand(iri)


def test_every_name_of_a_list_is_found_where_words_begin(tmp_path: Path) -> None:
    """Names within names, plurals, hyphens, figures, both scripts, and text that is no valid Unicode."""
    path = tmp_path / "a.json"
    names = ["Zanzo-zym (4)", "zanzic  kinase 2", "zanziosis", "zanzoty", "赞佐肽", "β-zanzol", "zanzo\ud800"]
    nodes = [{"id": f"CHEBI:{n}", "lbl": name} for n, name in enumerate(names)]
    path.write_text(json.dumps({"graphs": [{"nodes": nodes}]}), encoding="utf-8")
    merged = merge(load_lexicon(), given([path]))
    assert merged.passed[str(path)] == 1
    for text, names_found in {
        "zanzo zym (4) with ZANZIC KINASE 2": ["Zanzo-zym (4)", "zanzic  kinase 2"],
        "zanzic kinase 21, xzanziosis": [],
        "zanzioses of zanzoties": ["zanziosis", "zanzoty"],
        "用赞佐肽和β-zanzol处理": ["赞佐肽", "β-zanzol"],
        "\ud800赞佐肽\udfff": ["赞佐肽"],
    }.items():
        hits = merged.lexicon.find(fold(text))
        assert [hit.concept.label for hit in hits if hit.concept.id.startswith("CHEBI")] == names_found


def _table(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(["id\tlabel\tsynonyms\tparents", *lines]) + "\n", encoding="utf-8")
    return path


def _cached() -> list[Path]:
    return sorted((Path(os.environ["XDG_CACHE_HOME"]) / "reviewkg").glob("*.terms"))


def test_a_list_is_read_once_and_again_when_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = _table(tmp_path / "a.tsv", "CL:9000001\tzanzic cell\tzanzocyte\t", "CL:0000057\tfibroblast\tzanzoblast\t")
    first = lexicon_with([], given([path]))
    assert len(_cached()) == 1
    monkeypatch.setattr("kg.listed.read_list", lambda _path: pytest.fail("the table of the first time serves"))
    again = lexicon_with([], given([path]))
    for name in ("zanzocyte", "Zanzic cells", "zanzoblast", "fibroblast", "外泌体"):
        one, other = first.get(name), again.get(name)
        assert one == other
        assert one is not None
    assert dict(again.concepts) == dict(first.concepts)
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    _table(path, "CL:9000001\tzanzic cell\tzanzotype\t")
    assert lexicon_with([], given([path])).get("zanzocyte") is None
    assert len(_cached()) == 2


@pytest.mark.parametrize("broken", [b"", b"reviewkg terms 2\n", b"reviewkg terms 2\n{}\n", b"x" * 100])
def test_a_broken_table_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: bytes) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = _table(tmp_path / "a.tsv", "CL:9000001\tzanzic cell\tzanzocyte\t")
    lexicon_with([], given([path]))
    (table,) = _cached()
    whole = table.read_bytes()
    at = whole.index(b"\n", len(b"reviewkg terms 2\n")) + 60  # inside the names
    damaged = whole[:at] + bytes(255 - byte for byte in whole[at : at + 40]) + whole[at + 40 :]
    for data in (broken, whole[: len(whole) // 2], damaged):
        table.write_bytes(data)
        with pytest.raises(LexiconError, match="no table of terms"):
            TermTable(table)
        found = lexicon_with([], given([path])).get("zanzocyte")
        assert found is not None
        assert table.read_bytes() == whole, "the same list makes the same table"


def test_where_no_cache_can_be_written_the_list_still_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    path = _table(tmp_path / "a.tsv", "CL:9000001\tzanzic cell\tzanzocyte\t")
    assert lexicon_with([], given([path])).get("zanzocyte") is not None


def test_a_label_is_worth_more_than_a_synonym(tmp_path: Path) -> None:
    """An older symbol of one gene is the symbol of another; three letters alone mean too much."""
    path = _table(
        tmp_path / "a.tsv",
        "HGNC:1\tZNZ7\tZNZ9|ZZY|ZZYX|type I|zanzic\t",
        "HGNC:2\tZNZ9\tZNZ7\t",
        "MONDO:3\tzanzic disease\tzanzial\t",
    )
    lexicon = merge(load_lexicon(), given([path])).lexicon
    found = {name: lexicon.get(name) for name in ("ZNZ7", "ZNZ9", "ZZY", "ZZYX", "type I", "zanzial", "zanzic")}
    named = {name: concept.label for name, concept in found.items() if concept is not None}
    assert named == {"ZNZ7": "ZNZ7", "ZNZ9": "ZNZ9", "ZZYX": "ZNZ7", "zanzic": "ZNZ7"}


def test_mappings_in_sssom_are_names(tmp_path: Path, demo: kg.KnowledgeGraph) -> None:
    path = tmp_path / "a.sssom.tsv"
    path.write_text(
        "#curie_map:\n#  FOO: https://foo.org/\n"
        "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\n"
        "FOO:1\tzanzoblast\tskos:exactMatch\tCL:0000057\tfibroblast\tsemapv:ManualMappingCuration\n"
        "FOO:2\tzanzuol\tskos:exactMatch\tCHEBI:99\tzanzuolic compound\tsemapv:ManualMappingCuration\n"
        "FOO:3\tzanzinil\tskos:closeMatch\tCHEBI:98\tx\tsemapv:ManualMappingCuration\n",
        encoding="utf-8",
    )
    lexicon = merge(load_lexicon(), given([f"{path}=Chemical"])).lexicon
    known = {name: lexicon.get(name) for name in ("zanzoblast", "zanzuolic compound", "zanzinil")}
    assert [(concept.label, concept.id) for concept in known.values() if concept] == [
        ("fibroblast", "https://w3id.org/reviewkg/lexicon/fibroblast"),
        ("zanzuol", "https://foo.org/2"),
    ]
    demo.save(tmp_path / "ours.sssom.tsv")
    terms = list(read_list(tmp_path / "ours.sssom.tsv"))
    assert {term.iri for term in terms} <= set(load_lexicon().concepts)


def test_terms_are_suggested_as_a_file_that_teaches_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    review = tmp_path / "reviews"
    review.mkdir()
    (review / "a.txt").write_text("Zanzinib increases elastin. Zanzinib decreases MMP-1.", encoding="utf-8")
    (review / "b.txt").write_text("赞佐肽促进胶原合成。赞佐肽抑制炎症。", encoding="utf-8")
    assert main(["lexicon", "suggest", str(review)]) == 0
    told = capsys.readouterr().out
    assert any(line.lower().endswith("\tzanzinib") for line in told.splitlines())
    assert "赞佐肽" in told
    (tmp_path / "mine.tsv").write_text(told, encoding="utf-8")
    assert lexicon_with([tmp_path / "mine.tsv"]).get("zanzinib") is not None
    assert main(["lexicon", "suggest", str(review), "--terms", str(tmp_path / "mine.tsv")]) == 0
    assert "zanzinib" not in capsys.readouterr().out.lower()
