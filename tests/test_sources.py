"""Room 1: bytes to documents, and the parts of an article."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.sources import MAX_BYTES, READERS, find_files, read_document, read_text

TEXT = "Exosomes increased collagen I in fibroblasts. 外泌体上调了I型胶原的表达，促进毛囊再生。"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["utf8", "utf8-bom", "gb18030", "utf16le-bom", "utf16be-bom", "utf16le", "utf16be"],
)
def test_an_encoding_is_recognised(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert read_document(tmp_path / "a.txt").text == TEXT


def test_latin_accents_are_not_taken_for_chinese(tmp_path: Path) -> None:
    text = "Les exosomes dérivés des cellules souches améliorent la régénération de la peau âgée, d'après l'étude. " * 4
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    assert read_document(tmp_path / "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7\n\x00\x01", "not a readable PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "not a text file"),
        (bytes(range(256)) * 8, "not a text file"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00", "broken at byte"),
    ],
)
def test_what_is_no_text_is_refused_with_what_where_and_remedy(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "odd.txt").write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read_document(tmp_path / "odd.txt")
    message = str(caught.value)
    assert says in message
    assert "odd.txt" in message
    assert ";" in message


def test_a_file_too_large_to_be_a_review_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(SourceError, match="larger than"):
        read_document(path)


def test_files_come_in_the_same_order_whatever_the_order_asked(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "c.docx"):
        (tmp_path / name).write_text("x")
    asked = [tmp_path / "b.md", tmp_path / "a.txt"]
    assert list(find_files(asked)) == list(find_files(reversed(asked))) == list(find_files([tmp_path]))


def test_a_missing_path_and_an_empty_folder_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        list(find_files([tmp_path / "nowhere"]))
    with pytest.raises(SourceError, match=r"\.txt, \.text, \.md"):
        list(find_files([tmp_path]))
    (tmp_path / "a.xyz").write_text("x")
    with pytest.raises(SourceError, match=r"no reader for \.xyz"):
        read_document(tmp_path / "a.xyz")
    assert ".md" in READERS


MARKDOWN = """# 外泌体与皮肤衰老

王明, 李红

<https://doi.org/10.1234/abc.5>

引用本文: 王明, 李红. 外泌体与皮肤衰老 [J]. 再生医学, 2023, 1(1):1-6.

关键词: 外泌体; 胶原

## 摘要

外泌体促进胶原合成。

## 1 资料和方法

### 1.1 检索策略

检索PubMed数据库中外泌体促进胶原合成的文献。

## 2 结果

外泌体抑制细胞凋亡<sup>[1]</sup>。

表1 | 外泌体的作用

外泌体\t促进胶原合成

## 利益冲突

作者促进了研究。

## 参考文献

- [1] LI Q. Exosomes promote collagen. *J Derm.* 2020;4(1):1-9.
"""


def test_the_parts_of_a_markdown_article_are_told_apart() -> None:
    doc = read_text(MARKDOWN)
    kinds = {
        kind: "".join(doc.text[s.span.start : s.span.end] for s in doc.sections if s.kind == kind)
        for kind in ("body", "back", "references", "table", "front")
    }
    assert "外泌体促进胶原合成。" in kinds["body"]
    assert "抑制细胞凋亡" in kinds["body"]
    assert "PubMed" in kinds["back"]
    assert "作者促进" in kinds["back"]
    assert "LI Q" in kinds["references"]
    assert "\t" in kinds["table"]
    assert "关键词" in kinds["front"]
    assert (doc.title, doc.authors, doc.journal, doc.year, doc.doi) == (
        "外泌体与皮肤衰老",
        ("王明", "李红"),
        "再生医学",
        "2023",
        "10.1234/abc.5",
    )


def test_hard_wrapped_lines_are_one_paragraph_and_a_reference_list_needs_no_heading() -> None:
    text = (
        "Exosomes from adipose-derived stem cells increase the expression of type I\ncollagen in dermal fibroblasts that were cultured "
        "in vitro for several days\nand they reduce wrinkles.\n\n"
        "1. Smith J, Lee K. Vesicles promote growth. J Cell. 2019;12(3):4-9.\n2. Wu T. Vesicles inhibit death. J Cell. 2020;13(1):1-9.\n"
        "3. Roe P. Vesicles cause healing. J Cell. 2021;14(2):7-9.\n"
    )
    doc = read_text(text)
    assert [s.kind for s in doc.sections] == ["body", "references"]


@pytest.mark.shared
def test_the_two_real_reviews_show_their_front_matter(shared: Path) -> None:
    english, chinese = (read_document(file) for file in sorted((shared / "reviews").iterdir()))
    assert english.title.startswith("Research progress of mesenchymal stem cell-derived exosomes")
    assert english.authors == ("Wanjun ZHANG", "Peihua ZHANG")
    assert (english.journal, english.year, english.language) == ("Chinese Journal of Plastic Surgery", "2024", "en")
    assert english.doi == "10.3760/cma.j.cn114453-20220718-00223"
    assert len(chinese.authors) == 5
    assert (chinese.journal, chinese.year, chinese.doi, chinese.language) == (
        "中国组织工程研究",
        "2023",
        "10.12307/2023.239",
        "zh",
    )
