"""Bad input to every reader: it is named with its reason, nothing else is lost, and it takes no time to speak of."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kg
from kg.cli import main
from kg.errors import SourceError
from kg.model import Document
from kg.references import with_references
from kg.sources import MAX_BYTES, READERS, Source, read_documents, read_source
from kg.sources.guarding import apart
from kg.sources.opening import STOPPED, Read
from tests.test_readers import CLAIM, JATS, WRITTEN, read, zipped

BINARY = bytes(range(256)) * 64
KINDS = list(WRITTEN)


def data_of(kind: str) -> tuple[bytes, str]:
    text, name = WRITTEN[kind]
    return (text.encode() if isinstance(text, str) else text), name


def sound(data: bytes, name: str) -> list[Document | SourceError]:
    """Read a file and return what came; every document is whole, every error says what, where and what to do."""
    start = time.monotonic()
    found = list(read_source(Source.of(data, name)))
    assert time.monotonic() - start < 20
    for item in found:
        if isinstance(item, SourceError):
            assert name.partition(".gz")[0] in str(item)
            assert ";" in str(item)
            assert STOPPED not in str(item)
        else:
            doc = with_references(item)
            assert all(section.span.end <= len(doc.text) for section in doc.sections)
            assert all(marker.span.end <= len(doc.text) for marker in doc.markers)
            assert all(doc.text[one.span.start : one.span.end] == one.text for one in doc.annotations)
    return found


@pytest.mark.parametrize("ending", [*READERS, ".gz", ".zip"])
@pytest.mark.parametrize(
    "data",
    [b"", b" \n\t\n", BINARY, b"\x00" * 5000, b"\xff\xfe\x00", os.urandom(3000)],
    ids=["empty", "blank", "bytes", "nul", "mark", "noise"],
)
def test_what_is_no_document_is_said_to_be_none(ending: str, data: bytes) -> None:
    found = sound(data, "x" + ending)
    assert found, "silence is no answer"
    assert all(isinstance(item, SourceError) for item in found) or data not in (b"", b" \n\t\n")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_short_anywhere_is_no_harm(kind: str) -> None:
    data, name = data_of(kind)
    for at in range(1, len(data), max(1, len(data) // 23)):
        assert sound(data[:at], name)


@pytest.mark.parametrize("kind", KINDS)
def test_strange_characters_are_no_harm(kind: str) -> None:
    data, name = data_of(kind)
    claim = CLAIM.encode()
    for strange in (
        "\x00",
        "\u202e\u2066",
        "\ufffe",
        "\u0085\u2028",
        "\ufeff",
        "𝒜👩‍🔬",
        "<script>alert(1)</script>",
        "]]>",
        "&nbsp;&bogus;",
        "=cmd|'/c calc'!A1",
        "\\ud800",
        "\ud800",
    ):
        sound(data.replace(claim, claim[:9] + strange.encode("utf-8", "surrogatepass") + claim[9:]), name)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind in ("html", "csv", "jsonl", "markdown", "medline")])
def test_a_file_in_gb18030_is_decoded(kind: str) -> None:
    text, name = WRITTEN[kind]
    assert isinstance(text, str)
    claim_zh = "间充质干细胞来源的外泌体促进毛囊再生，并增加了真皮成纤维细胞中I型胶原的表达"
    raw = text.replace('charset="utf-8"', 'charset="gb2312"').replace(CLAIM, f"{claim_zh}。{CLAIM}").encode("gb18030")
    docs = [item for item in sound(raw, name) if isinstance(item, Document)]
    assert any(claim_zh in doc.text for doc in docs)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE article [<!ENTITY a "'
    + "x" * 1000
    + '">'
    + "".join(
        f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE article [<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY net SYSTEM "http://127.0.0.1:9/x">]>'


@pytest.mark.parametrize("kind", ["jats", "pubmed", "bioc-xml"])
@pytest.mark.parametrize(("head", "entity"), [(BOMB, "&j;"), (OUTSIDE, "&secret;&net;")], ids=["bomb", "outside"])
def test_entities_neither_grow_nor_reach_out(kind: str, head: str, entity: str) -> None:
    text, name = WRITTEN[kind]
    assert isinstance(text, str)
    body = text[
        text.index("<article ")
        if kind == "jats"
        else text.index("<PubmedArticleSet")
        if kind == "pubmed"
        else text.index("<collection") :
    ]
    found = sound(
        (
            head.replace("article [", body[1:].split()[0].split(">")[0] + " [") + body.replace(CLAIM, CLAIM + entity)
        ).encode(),
        name,
    )
    for item in found:
        if isinstance(item, Document):
            assert len(item.text) < 10_000
            assert "root:" not in item.text


@pytest.mark.parametrize("kind", ["jats", "bioc-json", "html", "jsonl", "bioc-xml", "pubmed", "markdown"])
def test_deep_nesting_is_no_harm(kind: str) -> None:
    depth = 100_000
    data = {
        "jats": b"<article><body>" + b"<sec>" * depth,
        "bioc-xml": b"<collection><document>" * depth,
        "pubmed": b"<PubmedArticleSet><PubmedArticle>" + b"<b>" * depth,
        "bioc-json": b'{"documents": ' + b"[" * depth,
        "jsonl": b'{"text": ' + b"[" * depth + b"]" * depth + b"}",
        "html": b"<html><body>" + b"<div>" * depth + b"x",
        "markdown": b"> " * depth + b"(" * depth + CLAIM.encode(),
    }[kind]
    assert sound(data, WRITTEN[kind][1])
    closed = {
        "jats": b"<article><body>" + b"<sec>" * 250 + b"<p>Exosomes rose.</p>" + b"</sec>" * 250 + b"</body></article>"
    }
    if kind in closed:
        assert isinstance(sound(closed[kind], "a.nxml")[0], Document)


@pytest.mark.parametrize("ending", [".txt", ".csv", ".jsonl", ".html", ".nbib", ".pubtator"])
def test_a_line_of_ten_megabytes_is_read_or_refused(ending: str) -> None:
    line = (b"Exosomes increase elastin in the skin of mice. " * 220_000)[: 10 * 1024 * 1024]
    head = {
        ".csv": b"title,text\na,",
        ".jsonl": b'{"text": "',
        ".nbib": b"PMID- 1\nTI  - x\nAB  - ",
        ".pubtator": b"1|t|x\n1|a|",
    }.get(ending, b"")
    assert sound(head + line + (b'"}' if ending == ".jsonl" else b""), "x" + ending)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as stream:
        stream.truncate(MAX_BYTES * 20)
    (error,) = read_documents(huge)
    assert "larger than 64 MB" in str(error)


def test_bombs_in_archives_do_not_go_off() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"\x20" * (MAX_BYTES + 10))
        archive.writestr("good.txt", f"{CLAIM}.")
    bomb, good = sorted(sound(out.getvalue(), "a.zip"), key=lambda item: isinstance(item, Document))
    assert "grows" in str(bomb)
    assert isinstance(good, Document)
    (error,) = sound(gzip.compress(b"\x20" * (MAX_BYTES + 10)), "a.txt.gz")
    assert "larger than" in str(error)
    nested = gzip.compress(b"x")
    for _ in range(6):
        nested = gzip.compress(nested)
    (error,) = sound(nested, "a.txt" + ".gz" * 7)
    assert "archive in an archive" in str(error)


def test_a_member_that_is_broken_does_not_take_the_others_with_it() -> None:
    whole = zipped(
        {"a.txt": b"Exosomes increase elastin. " * 50, "b.txt": f"{CLAIM}.".encode(), "c.nxml": JATS.encode()}
    )
    at = whole.index(b"a.txt") + 12
    found = sound(whole[:at] + b"\xff" * 8 + whole[at + 8 :], "a.zip")
    assert sum(isinstance(item, Document) for item in found) >= 2
    assert any(isinstance(item, SourceError) and "a.zip/" in str(item) for item in found)


def test_an_office_document_says_what_to_do() -> None:
    (error,) = sound(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "a.zip")
    assert "save it as one of these" in str(error)


def test_pdfs_without_text_or_locked_or_broken() -> None:
    import pypdfium2 as pdfium

    blank = pdfium.PdfDocument.new()
    blank.new_page(200, 200)
    out = io.BytesIO()
    blank.save(out)
    blank.close()
    (error,) = sound(out.getvalue(), "a.pdf")
    assert "run OCR" in str(error)
    (error,) = sound(out.getvalue()[:200], "a.pdf")
    assert "not a readable PDF" in str(error)


def test_a_reader_that_fails_unforeseen_does_not_lose_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(source: Source) -> Iterator[Document | SourceError]:
        raise KeyError(source.name)

    monkeypatch.setitem(READERS, ".nbib", fails)
    (tmp_path / "a.nbib").write_text("PMID- 1\nTI  - x\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"{CLAIM}.", encoding="utf-8")
    graph = kg.build(tmp_path)
    assert len(graph.statements) == 1
    ((_, why),) = graph.report.skipped
    assert "a.nbib: the reader stopped (KeyError" in why
    (error,) = apart(fails)(Source.of(b"", "a.pdf"))
    assert "a.pdf: the reader stopped (KeyError" in str(error)


def _hangs(_: Source) -> Iterator[Document | SourceError]:
    while True:
        time.sleep(0.01)


def _crashes(_: Source) -> Iterator[Document | SourceError]:
    os.kill(os.getpid(), signal.SIGKILL)
    yield SourceError("")


def _swallows(_: Source) -> Iterator[Document | SourceError]:
    kept = [bytearray(100_000_000) for _ in range(100)]
    yield SourceError(str(len(kept)))


@pytest.mark.parametrize(
    ("reader", "says"), [(_hangs, "not read after 1 s"), (_crashes, "its reader crashed"), (_swallows, "MB to read")]
)
def test_a_reader_that_hangs_crashes_or_swallows_memory_takes_nothing_with_it(
    reader: Callable[[Source], Read], says: str
) -> None:
    def caught() -> list[Document | SourceError]:
        try:
            return list(apart(reader, 30.0 if reader is _swallows else 1.0)(Source.of(b"", "a.pdf")))
        except SourceError as error:
            return [error]

    (error,) = caught()
    assert says in str(error)


def test_hostile_text_is_inert_in_every_output(tmp_path: Path) -> None:
    formula, script = "=HYPERLINK(1)", "<script>alert(1)</script>"
    rows = [
        {
            "id": formula,
            "title": formula + script,
            "text": f"{CLAIM}. Exosomes increase {script} elastin.",
            "journal": formula,
            "authors": [script],
            "doi": "javascript:alert(1)",
        }
    ]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    graph = kg.build(tmp_path / "in")
    graph.write(tmp_path / "out")
    page = (tmp_path / "out" / "graph.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "javascript:alert" not in page.replace('"javascript:alert', "").replace("\\u006aavascript", "")
    for name in ("statements.csv", "evidence.csv"):
        for line in (tmp_path / "out" / name).read_text(encoding="utf-8-sig").splitlines():
            assert not any(cell.startswith("=") for cell in line.split(","))


def test_one_bad_document_is_reported_and_strict_stops(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(f"{CLAIM}.", encoding="utf-8")
    (tmp_path / "in" / "bad.nxml").write_text("<article><body><p>Broken", encoding="utf-8")
    (tmp_path / "in" / "worse.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert main(["build", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "bad.nxml: not well-formed XML" in said
    assert "worse.pdf: not a readable PDF" in said
    assert len(kg.load(tmp_path / "out" / "graph.ttl").statements) == 1
    assert main(["build", str(tmp_path / "in"), "-o", str(tmp_path / "strict"), "--strict"]) == 2
    assert "not well-formed" in capsys.readouterr().err
    assert not (tmp_path / "strict").exists()


def test_reading_the_same_bytes_twice_gives_the_same_documents() -> None:
    for kind in KINDS:
        text, name = WRITTEN[kind]
        assert [str(item) if isinstance(item, SourceError) else item for item in read(text, name)] == [
            str(item) if isinstance(item, SourceError) else item for item in read(text, name)
        ]
