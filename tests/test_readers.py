"""Every format that is read, each with an article of our own, and with the real files where those are."""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import SourceError
from kg.model import Document
from kg.references import with_references
from kg.sources import READERS, Source, read_document, read_documents, read_source
from kg.sources.sniffing import sniff

CLAIM = "Exosomes increased collagen I in dermal fibroblasts"
CLAIM_ZH = "外泌体增加了I型胶原的表达"

JATS = (
    f"""<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving DTD v1.0//EN" "JATS-archivearticle1.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><journal-meta><journal-title-group><journal-title>J Demo</journal-title>
</journal-title-group></journal-meta><article-meta><article-id pub-id-type="doi">10.5555/demo.1</article-id>
<article-id pub-id-type="pmid">123</article-id><title-group><article-title>Exosomes in <italic>skin</italic></article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Roe</surname><given-names>Paula Q</given-names></name></contrib></contrib-group>
<pub-date><year>2021</year></pub-date><abstract><p>{CLAIM}.</p></abstract>
<abstract abstract-type="graphical"><p>Exosomes reduced elastin.</p></abstract></article-meta></front>
<body><sec><title>1. Introduction</title>
<p>{CLAIM} [<xref ref-type="bibr" rid="B1">1</xref>&#x2013;<xref ref-type="bibr" rid="B3">3</xref>]. Elastin rose to 10<sup>9</sup> units
&alpha;.<sup><xref ref-type="bibr" rid="B4">4</xref></sup></p>
<fig><label>Fig 1</label><caption><p>A picture of wrinkles.</p></caption></fig></sec>
<sec><title>2. Methods</title><sec><title>2.1. Cells</title><p>Exosomes reduced wrinkles in a pilot.</p></sec></sec>
<sec><title>3. Discussion</title><p>{CLAIM_ZH}（<xref ref-type="bibr" rid="B2">Roe and Doe, 2012</xref>）。</p></sec></body>
<back><ack><p>Collagen thanks exosomes.</p></ack><ref-list>"""
    + "".join(
        f"""<ref id="B{n}"><label>{n}</label><element-citation publication-type="journal"><person-group person-group-type="author">
<name><surname>Roe</surname><given-names>P</given-names></name><name><surname>Doe</surname><given-names>J</given-names></name></person-group>
<article-title>Paper {n} on exosomes</article-title><source>J Demo</source><year>201{n}</year><volume>{n}</volume><fpage>1</fpage><lpage>9</lpage>
<pub-id pub-id-type="doi">10.5555/p.{n}</pub-id></element-citation></ref>"""
        for n in (1, 2, 3, 4)
    )
    + "</ref-list></back></article>"
)

PUBMED = f"""<?xml version="1.0"?><PubmedArticleSet>{
    "".join(
        f'''<PubmedArticle><MedlineCitation><PMID Version="1">{n}</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2020</Year></PubDate></JournalIssue><Title>J Demo</Title></Journal>
<ArticleTitle>Record {n}.</ArticleTitle><ELocationID EIdType="doi">10.5555/r.{n}</ELocationID>
<Abstract><AbstractText Label="METHODS">Wrinkles were caused by light.</AbstractText><AbstractText Label="RESULTS">{CLAIM} {n}.</AbstractText></Abstract>
<AuthorList><Author><LastName>Roe</LastName><Initials>P</Initials></Author></AuthorList></Article></MedlineCitation></PubmedArticle>'''
        for n in (11, 12)
    )
}
<PubmedArticle><MedlineCitation><PMID>13</PMID><Article></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""

MEDLINE = f"""
PMID- 21
TI  - Exosomes in
      skin.
AU  - Roe P
JT  - J Demo
DP  - 2019 Mar
AID - 10.5555/m.1 [doi]
AB  - AIM: To see. METHODS: Light caused wrinkles. RESULTS: {CLAIM}
      of old skin.

PMID- 22
TI  - [A title that was translated].
AB  - {CLAIM}.
"""

PUBTATOR = f"31|t|A title on BRCA9X.\n31|a|{CLAIM}, and zanzuol increased BRCA9X.\n" + "".join(
    f"31\t{start}\t{start + len(name)}\t{name}\t{kind}\t{identifier}\n"
    for name, kind, identifier, start in (
        ("zanzuol", "Chemical", "MESH:D000001", 19 + len(CLAIM) + 6),
        ("BRCA9X", "Gene", "4242", 19 + len(CLAIM) + 6 + len("zanzuol increased ")),
    )
)

BIOC: dict[str, Any] = {
    "documents": [
        {
            "id": "41",
            "passages": [
                {
                    "infons": {
                        "section_type": "TITLE",
                        "type": "front",
                        "year": "2018",
                        "name_0": "surname:Roe;given-names:Paula",
                    },
                    "offset": 0,
                    "text": "Zanzuol and skin",
                    "annotations": [],
                },
                {"infons": {"section_type": "INTRO", "type": "title_1"}, "offset": 17, "text": "Introduction"},
                {
                    "infons": {"section_type": "INTRO", "type": "paragraph"},
                    "offset": 30,
                    "text": f"Zanzuol increased elastin [1]. {CLAIM}.",
                    "annotations": [
                        {
                            "text": "Zanzuol",
                            "infons": {"type": "Chemical", "identifier": "MESH:D000001"},
                            "locations": [{"offset": 30, "length": 7}],
                        }
                    ],
                },
                {
                    "infons": {"section_type": "METHODS", "type": "paragraph"},
                    "offset": 200,
                    "text": "Light caused wrinkles.",
                },
                {
                    "infons": {
                        "section_type": "REF",
                        "type": "ref",
                        "source": "J Demo",
                        "year": "2011",
                        "volume": "3",
                        "fpage": "1",
                        "lpage": "9",
                        "name_0": "surname:Roe;given-names:Paula Q",
                        "pub-id_pmid": "77",
                    },
                    "offset": 300,
                    "text": "Paper one on exosomes",
                },
            ],
        }
    ]
}


def bioc_xml() -> str:
    passages = ""
    for passage in BIOC["documents"][0]["passages"]:
        infons = "".join(f'<infon key="{key}">{value}</infon>' for key, value in passage["infons"].items())
        marks = "".join(
            f'<annotation id="1"><infon key="type">{one["infons"]["type"]}</infon><infon key="identifier">{one["infons"]["identifier"]}</infon>'
            f'<location offset="{one["locations"][0]["offset"]}" length="{one["locations"][0]["length"]}"/><text>{one["text"]}</text></annotation>'
            for one in passage.get("annotations", ())
        )
        passages += (
            f"<passage>{infons}<offset>{passage['offset']}</offset><text>{passage['text']}</text>{marks}</passage>"
        )
    return f"<?xml version='1.0'?><!DOCTYPE collection SYSTEM 'BioC.dtd'><collection><source>x</source><document><id>41</id>{passages}</document></collection>"


HTML = f"""<!doctype html><html><head><title>Exosomes in skin – J Demo</title><meta charset="utf-8">
<meta name="citation_title" content="Exosomes in skin"><meta name="citation_author" content="Roe, Paula"><meta name="citation_doi" content="10.5555/h.1">
<meta name="citation_journal_title" content="J Demo"><meta name="citation_publication_date" content="2022/03/01">
<style>p {{ color: red }}</style><script>var x = "Exosomes increased wrinkles.";</script></head><body>
<nav><ul><li><a href="/">Home: exosomes increased sales.</a></li></ul></nav><div class="cookie-banner"><p>Cookies reduced privacy.</p></div>
<div id="main"><article><h1>Exosomes in skin</h1><h2>Introduction</h2><p>{CLAIM}<sup>1,2</sup>. Elastin
rose.</p><p>{CLAIM_ZH}<sup>[2]</sup>。</p><table><tr><td>a</td><td>b</td></tr></table>
<h2>Methods</h2><p>Exosomes reduced wrinkles in a pilot.</p><h2>References</h2><ol><li>Roe P. Paper one. J Demo. 2011;1(1):1-9.</li>
<li>Doe J. Paper two. J Demo. 2012;2(1):1-9.</li></ol></article></div><footer><p>Light caused wrinkles. All rights reserved by the footer of this page.</p></footer></body></html>"""

CSV = f'PMID,Title,Abstract,Year,Journal/Book\n51,Exosomes in skin,"{CLAIM}, they say.",2020,J Demo\n52,No abstract here,,2021,J Demo\n53,,,2022,\n'
TSV = f"题名\t摘要\t年份\t作者\n外泌体与皮肤\t{CLAIM_ZH}。\t2021\t王明；李红\n"
JSONL = (
    json.dumps({"id": "61", "title": "Exosomes in skin", "text": CLAIM + ".", "authors": ["Roe P", "Doe J"]})
    + "\n{broken\n"
)


def read(text: str | bytes, name: str) -> list[Document | SourceError]:
    return list(read_source(Source.of(text.encode() if isinstance(text, str) else text, name)))


def documents(text: str | bytes, name: str) -> list[Document]:
    return [item for item in read(text, name) if isinstance(item, Document)]


def claims(doc: Document) -> set[tuple[str, str, str]]:
    return {(r.subject.entity.label, r.predicate, r.object.entity.label) for r in kg.extract(doc)}


THE_CLAIM = ("exosome", "increases", "type I collagen")
WRITTEN: dict[str, tuple[str | bytes, str]] = {
    "jats": (JATS, "a.nxml"),
    "pubmed": (PUBMED, "a.xml"),
    "medline": (MEDLINE, "a.nbib"),
    "pubtator": (PUBTATOR, "a.pubtator"),
    "bioc-json": (json.dumps(BIOC), "a.json"),
    "bioc-xml": (bioc_xml(), "a.xml"),
    "html": (HTML, "a.html"),
    "csv": (CSV, "a.csv"),
    "tsv": (TSV, "a.tsv"),
    "jsonl": (JSONL, "a.jsonl"),
    "markdown": (f"# Exosomes\n\n{CLAIM}.", "a.md"),
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_the_claim_is_found_in_every_format(kind: str) -> None:
    docs = documents(*WRITTEN[kind])
    assert docs
    assert THE_CLAIM in claims(docs[0])
    for doc in docs:
        assert doc.text.strip()
        for section in doc.sections:
            assert 0 <= section.span.start <= section.span.end <= len(doc.text)
        for relation in kg.extract(doc):
            for end in (relation.subject, relation.object):
                assert doc.text[end.span.start : end.span.end] == end.text
        assert not claims(doc) & {("exosome", "decreases", "wrinkle"), ("light", "causes", "wrinkle")}, (
            "methods and menus are not read"
        )


@pytest.mark.parametrize("kind", [kind for kind in WRITTEN if kind not in ("csv", "tsv", "markdown")])
def test_content_tells_the_format_where_the_ending_lies(kind: str) -> None:
    text, name = WRITTEN[kind]
    usual = [(doc.text, doc.title) for doc in documents(text, name)]
    for lie in ("a", "a.dat") if kind in ("html", "jsonl") else ("a", "a.txt", "a.xyz", "a.html"):
        assert [(doc.text, doc.title) for doc in documents(text, lie)] == usual, lie


def test_jats_gives_front_matter_references_and_citations_from_its_markup() -> None:
    (doc,) = documents(JATS, "a.nxml")
    assert (doc.title, doc.authors, doc.journal, doc.year, doc.doi, doc.pmid) == (
        "Exosomes in skin",
        ("Roe PQ",),
        "J Demo",
        "2021",
        "10.5555/demo.1",
        "123",
    )
    assert [(one.number, one.year, one.doi) for one in doc.references] == [
        (str(n), f"201{n}", f"10.5555/p.{n}") for n in (1, 2, 3, 4)
    ]
    shown = {doc.text[m.span.start : m.span.end]: m.numbers for m in doc.markers}
    assert shown == {"[1–3]": ("1", "2", "3"), "[4]": ("4",), "（Roe and Doe, 2012）": ("2",)}
    assert "10⁹ units α" in doc.text
    assert "graphical" not in doc.text
    assert "reduced elastin" not in doc.text
    cited = {r.citations for r in kg.extract(with_references(doc)) if r.citations}
    assert cited == {("1", "2", "3"), ("2",)}


def test_many_records_come_one_by_one_and_an_empty_one_is_named() -> None:
    found = read(PUBMED, "shelf.xml")
    assert [item.id for item in found if isinstance(item, Document)] == ["11", "12"]
    (error,) = [item for item in found if isinstance(item, SourceError)]
    assert "record 13 has neither title nor abstract" in str(error)
    first = documents(PUBMED, "shelf.xml")[0]
    assert (first.path, first.pmid, first.year, first.authors) == ("shelf.xml#11", "11", "2020", ("Roe P",))
    one, other = documents(MEDLINE, "a.nbib")
    assert (one.title, one.doi, one.year, one.journal) == ("Exosomes in skin", "10.5555/m.1", "2019", "J Demo")
    assert other.title == "A title that was translated"


def test_what_others_marked_is_a_mention_with_its_identifier() -> None:
    for docs in (documents(PUBTATOR, "a.txt"), documents(json.dumps(BIOC), "a.json"), documents(bioc_xml(), "a.xml")):
        (doc,) = docs
        (zanzuol,) = [one for one in doc.annotations if one.text.lower() == "zanzuol"]
        assert (zanzuol.type, zanzuol.identifier) == ("Chemical", "MESH:D000001")
        ends = {end.entity for r in kg.extract(doc) for end in (r.subject, r.object)}
        (thing,) = [one for one in ends if one.label == "zanzuol"]
        assert thing.id == "http://id.nlm.nih.gov/mesh/D000001"
        assert not thing.provisional
    (doc,) = documents(PUBTATOR, "a.txt")
    assert ("zanzuol", "increases", "BRCA9X") in claims(doc)


def test_bioc_gives_references_and_leaves_methods_out() -> None:
    for doc in (*documents(json.dumps(BIOC), "a.json"), *documents(bioc_xml(), "a.xml")):
        (reference,) = doc.references
        assert (reference.authors, reference.journal, reference.year, reference.pages, reference.pmid) == (
            ("Roe PQ",),
            "J Demo",
            "2011",
            "1-9",
            "77",
        )
        assert {r.citations for r in kg.extract(doc) if r.object.entity.label == "elastin"} == {("1",)}
        assert doc.title == "Zanzuol and skin"


def test_a_web_page_gives_its_article_and_its_head() -> None:
    (doc,) = documents(HTML, "a.html")
    assert (doc.title, doc.journal, doc.year, doc.doi, doc.authors) == (
        "Exosomes in skin",
        "J Demo",
        "2022",
        "10.5555/h.1",
        ("Roe, Paula",),
    )
    for gone in ("Cookies", "sales", "var x", "color", "footer"):
        assert gone not in doc.text
    resolved = with_references(doc)
    assert [one.year for one in resolved.references] == ["2011", "2012"]
    assert {r.citations for r in kg.extract(resolved)} >= {("1", "2"), ("2",)}


def test_a_wrapper_that_is_called_after_its_sidebar_is_still_the_article() -> None:
    page = HTML.replace(
        '<div id="main">', '<div class="site with-sidebar" id="main"><div class="sidebar"><p>Buy now.</p></div>'
    )
    page = page.replace("<article>", "<div>").replace("</article>", "</div>")
    (doc,) = documents(page, "a.html")
    assert THE_CLAIM in claims(doc)
    assert "Buy now" not in doc.text


def test_an_entry_of_several_papers_and_labels_that_are_no_numbers() -> None:
    one = '<ref id="B1"><label>1</label><element-citation'
    several = JATS.replace(
        one,
        '<ref id="B1"><label>[1]</label><element-citation><article-title>Paper zero</article-title><source>J</source>'
        "<year>2009</year></element-citation><element-citation",
    )
    (doc,) = documents(several, "a.nxml")
    assert [(entry.number, entry.year) for entry in doc.references][:3] == [
        ("1", "2009"),
        ("1b", "2011"),
        ("2", "2012"),
    ]
    assert doc.markers[0].numbers == ("1", "1b", "2", "3")
    named = JATS.replace("<label>2</label>", "<label>Roe 2012</label>").replace("<label>4</label>", "<label>1</label>")
    (doc,) = documents(named, "a.nxml")
    numbers = [entry.number for entry in doc.references]
    assert len(set(numbers)) == 4, "no two papers share a number, whatever is printed"
    years = {entry.number: entry.year for entry in doc.references}
    assert [years[number] for number in doc.markers[-1].numbers] == ["2012"]


def test_a_title_with_marks_keeps_what_stands_before_it() -> None:
    given = json.loads(json.dumps(BIOC))
    title = given["documents"][0]["passages"][0]
    title["text"] = "Zanzuol   and\n skin"
    title["annotations"] = [
        {
            "text": "Zanzuol",
            "infons": {"type": "Chemical", "identifier": "MESH:D000001"},
            "locations": [{"offset": 0, "length": 7}],
        }
    ]
    given["documents"][0]["passages"].insert(2, dict(title))
    (doc,) = documents(json.dumps(given), "a.json")
    assert doc.text.startswith("Zanzuol and skin\n\nIntroduction\n\nZanzuol and skin\n\nZanzuol increased")
    assert [one.text for one in doc.annotations] == ["Zanzuol"] * 3


def test_a_table_has_a_document_a_row() -> None:
    found = read(CSV, "a.csv")
    assert [item.id for item in found if isinstance(item, Document)] == ["51", "52"]
    assert "row 3 has neither title nor text" in str(found[-1])
    (doc,) = documents(TSV, "a.tsv")
    assert (doc.title, doc.year, doc.authors, doc.language) == ("外泌体与皮肤", "2021", ("王明", "李红"), "zh")
    one, error = read(JSONL, "a.jsonl")
    assert isinstance(one, Document)
    assert one.authors == ("Roe P", "Doe J")
    assert "line 2 is not JSON" in str(error)
    (wrong,) = read("a,b\n1,2\n", "a.csv")
    assert "no column of texts" in str(wrong)


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_archives_are_read_without_being_unpacked(tmp_path: Path) -> None:
    shelf = zipped(
        {
            "b/one.md": f"{CLAIM}.".encode(),
            "../../evil.txt": b"Exosomes increase elastin.",
            "note.docx": b"x",
            "x.nxml.gz": gzip.compress(JATS.encode()),
            ".hidden.txt": b"no",
        }
    )
    (tmp_path / "shelf.zip").write_bytes(shelf)
    docs = [item for item in read_documents(tmp_path / "shelf.zip") if isinstance(item, Document)]
    assert [doc.path for doc in docs] == ["shelf.zip/../../evil.txt", "shelf.zip/b/one.md", "shelf.zip/x.nxml"]
    assert not (tmp_path.parent / "evil.txt").exists()
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(f"{CLAIM}.".encode()))
    assert read_document(tmp_path / "a.txt.gz").path == "a.txt"


def test_the_graph_of_an_archive_is_that_of_its_files(tmp_path: Path) -> None:
    files = {
        name: (data.encode() if isinstance(data, str) else data)
        for data, name in (WRITTEN["html"], WRITTEN["jats"], WRITTEN["medline"])
    }
    (tmp_path / "folder").mkdir()
    for name, data in files.items():
        (tmp_path / "folder" / name).write_bytes(data)
    (tmp_path / "shelf.zip").write_bytes(zipped(files))
    loose, packed = kg.build(tmp_path / "folder"), kg.build(tmp_path / "shelf.zip")
    assert loose.statements.equals(packed.statements)
    assert loose.statements.mentions.sum() > 2


@pytest.mark.parametrize("ending", READERS)
def test_every_ending_has_a_reader_that_can_be_called(ending: str) -> None:
    (error,) = read(b"", "x" + ending)
    assert isinstance(error, SourceError)
    assert f"x{ending}" in str(error)


def test_the_text_that_offsets_point_into_is_printed(tmp_path: Path) -> None:
    (tmp_path / "a.nxml").write_text(JATS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kg", "text", str(tmp_path / "a.nxml")], capture_output=True, check=True
    )
    text = done.stdout.decode()
    assert text == read_document(tmp_path / "a.nxml").text
    lines = subprocess.run(
        [sys.executable, "-m", "kg", "extract", str(tmp_path / "a.nxml")], capture_output=True, check=True
    ).stdout.decode()
    for line in lines.splitlines():
        row = json.loads(line)
        assert text[row["subject"]["start"] : row["subject"]["end"]] == row["subject"]["text"]
    piped = subprocess.run(
        [sys.executable, "-m", "kg", "extract", "-"], input=JATS.encode(), capture_output=True, check=True
    )
    assert len(piped.stdout.decode().splitlines()) == len(lines.splitlines())


def test_a_build_reads_standard_input_beside_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("外泌体增加弹性蛋白。", encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", "-", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out")]
    subprocess.run(command, input=JATS.encode(), capture_output=True, check=True)
    graph = kg.load(tmp_path / "out" / "graph.ttl")
    assert set(graph.statements.object) == {"elastin", "type I collagen"}
    assert set(graph.evidence.document) == {"stdin", "a.txt"}


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """Return the bytes of a PDF that Chromium prints of one of our pages."""
    folder = tmp_path_factory.mktemp("printed")

    def make(name: str) -> bytes:
        target = folder / f"{name}.pdf"
        if not target.exists():
            page = (Path(__file__).parent / "readers" / f"{name}.html").as_uri()
            subprocess.run(
                [
                    "chromium",
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    f"--user-data-dir={folder / 'profile'}",
                    f"--print-to-pdf={target}",
                    page,
                ],
                capture_output=True,
                check=True,
                timeout=120,
            )
        return target.read_bytes()

    return make


@pytest.mark.browser
def test_a_pdf_of_two_columns_is_read_in_order_with_its_words_whole(printed: Callable[[str], bytes]) -> None:
    (doc,) = documents(printed("two-columns-en"), "a.pdf")
    assert (
        doc.title
        == "Exosomes of adipose stem cells in the ageing skin: a review of what they carry and what they change"
    )
    numbers = [int(part.split()[0]) for part in doc.text.split("Paragraph number ")[1:]]
    assert numbers == list(range(14)), "from the foot of one column to the head of the next, over the page"
    for whole in ("proliferation", "metalloproteinase", "androgenetic", "fibroblasts"):
        assert doc.text.count(whole) >= 14
    assert "\u00ad" not in doc.text
    assert "‐" not in doc.text
    assert [s.title for s in doc.sections if s.kind == "front"] == [
        "1. Introduction",
        "2. Mechanisms of action",
        "References",
    ]
    assert not re.search(r"\d+/\d+/\d+|file:", doc.text), "the head and the foot of the page are left out"
    resolved = with_references(doc)
    assert [one.year for one in resolved.references] == [f"201{n}" for n in range(1, 7)]
    assert {m.numbers for m in resolved.markers} == {("1", "2"), ("3",), ("2", "3", "4")}
    assert len(resolved.markers) == 42


@pytest.mark.browser
def test_a_chinese_pdf_is_read_without_spaces_between_its_characters(printed: Callable[[str], bytes]) -> None:
    (doc,) = documents(printed("two-columns-zh"), "a.pdf")
    assert (doc.language, doc.title) == ("zh", "脂肪间充质干细胞外泌体延缓皮肤衰老的研究进展")
    assert doc.text.count("脂肪间充质干细胞外泌体可促进真皮成纤维细胞的增殖和迁移，并上调I型胶原蛋白的表达") == 16
    resolved = with_references(doc)
    assert [(one.journal, one.year) for one in resolved.references] == [
        ("中国再生医学", f"202{n}") for n in range(1, 6)
    ]
    assert {m.numbers for m in resolved.markers} == {("1", "2"), ("3",), ("4",)}
    stated = claims(resolved)
    assert ("adipose-derived stem cell exosome", "increases", "type I collagen") in stated


REAL = {
    "PMC4389977.nxml": (1, 27, 24),
    "PMC3680633.nxml": (1, 13, 16),
    "PMC3847091.nxml": (1, 21, 31),
    "pmcPMC5283843.xml": (1, 52, 2),
    "PMID15731348.pdf": (1, 29, 19),
    "PMID9171350.pdf": (1, 60, 60),
    "ChinaXiv-201711.01800V1.md": (1, 50, 40),
    "ChinaXiv-201712.00868V1.md": (1, 33, 23),
    "entrez_pubmed.xml": (23, 0, 0),
    "pubmed-29768149.xml": (1, 0, 0),
    "Test.BioC.JSON": (100, 0, 0),
    "CDR_sample.txt": (50, 0, 0),
    "annotation-guidelines.pdf": (1, 0, 0),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_files_give_their_documents_and_references(shared: Path, name: str) -> None:
    """Counts are at least those seen when the files were read by eye; two are exact: documents and references."""
    many, references, markers = REAL[name]
    found = list(read_documents(shared / "formats" / name))
    docs = [with_references(item) for item in found if isinstance(item, Document)]
    assert [str(item) for item in found if isinstance(item, SourceError)] == []
    assert len(docs) == many
    assert sum(len(doc.references) for doc in docs) == references
    cited = [number for doc in docs for marker in doc.markers for number in marker.numbers]
    assert sum(len(doc.markers) for doc in docs) >= markers
    known = {(doc.id, one.number) for doc in docs for one in doc.references}
    resolved = sum((doc.id, number) in known for doc in docs for marker in doc.markers for number in marker.numbers)
    assert not references or resolved >= 0.7 * len(cited)
    for doc in docs:
        assert all(doc.text[one.span.start : one.span.end] == one.text for one in doc.annotations)


def test_sniffing_reads_little(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"<?xml version='1.0'?><!-- " + b"x" * 3000 + b" --><article>" + b" " * 10**6)
    path = tmp_path / "a"
    assert sniff(Source(str(path), lambda: path.open("rb"), "a")) == ".nxml"
