"""Room 1b: reference lists and citation markers."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Reference
from kg.references import find_markers, paper_key, parse_reference, with_references
from kg.references.markers import find_author_markers
from kg.sources import read_document, read_text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("rose [53].", [("53",)]),
        ("rose [53-55,60].", [("53", "54", "55", "60")]),
        ("上升<sup>[7]</sup>。", [("7",)]),
        ("上升［12］。", [("12",)]),
        ("rose [1;2;40].", [("1", "2", "40")]),
        ("rose³,⁵ and", [("3", "5")]),
        ("rose¹⁻³.", [("1", "2", "3")]),
        ("有关[1.3-5]，", [("1", "3", "4", "5")]),
        ("OR [0.6-1.8], [1.2-3.4] and [3.1-2]", []),
        ("[65–71]", [("65", "66", "67", "68", "69", "70", "71")]),
        ("in 5 cm² of skin", []),
        ("published in [2019]", []),
        ("no marker here", []),
    ],
)
def test_a_marker_gives_its_numbers(text: str, numbers: list[tuple[str, ...]]) -> None:
    assert [marker.numbers for marker in find_markers(text)] == numbers


def test_markers_are_spans_of_the_text() -> None:
    text = "外泌体<sup>[3-5]</sup>促进[6]"
    assert [text[m.span.start : m.span.end] for m in find_markers(text)] == ["<sup>[3-5]</sup>", "[6]"]


@pytest.mark.parametrize(
    ("text", "journal", "year", "volume", "pages"),
    [
        (
            "LI Q, WANG H, et al. Exosomes in skin: a study. *J Dermatol Sci.* 2020;47(3):12-19.",
            "J Dermatol Sci",
            "2020",
            "47",
            "12-19",
        ),
        ("王明, 李红, 等. 外泌体的作用 [J]. 再生医学, 2021, 42(4):1-6.", "再生医学", "2021", "42", "1-6"),
        (
            "Li, Q., & Wang, H. (2019). Exosomes in skin. Journal of Dermatology, 12(3), 44-52.",
            "Journal of Dermatology",
            "2019",
            "12",
            "44-52",
        ),
        (
            "Li Q, Wang H. Exosomes in skin. Int J Nanomedicine. 2018;13:5335-5345.",
            "Int J Nanomedicine",
            "2018",
            "13",
            "5335-5345",
        ),
    ],
)
def test_the_common_forms_of_an_entry_are_read(text: str, journal: str, year: str, volume: str, pages: str) -> None:
    ref = parse_reference("1", text)
    assert (ref.journal, ref.year, ref.volume, ref.pages) == (journal, year, volume, pages)
    assert ref.authors
    assert ref.title


def test_one_paper_has_one_key_whatever_the_case_and_punctuation() -> None:
    one = parse_reference("3", "LEE BR, KIM JH. Effect of young exosomes. *Int J Nanomedicine.* 2018;13:5335-5345.")
    two = parse_reference("75", "Lee BR, Kim JH. Effect of Young Exosomes. Int J Nanomedicine. 2018; 13: 5335–5345")
    assert paper_key(one) == paper_key(two)
    assert paper_key(Reference("1", "x", doi="10.1/A")) == paper_key(Reference("2", "y", doi="10.1/a"))


@pytest.mark.parametrize("form", ["[{n}] ", "{n}. ", "- [{n}] ", "({n}) ", "{n} "])
def test_a_numbered_list_is_read_in_every_common_form(form: str) -> None:
    entries = "".join(form.format(n=n) + f"Li Q. Paper {n}. J Cell. 201{n};5(1):{n}-9.\n" for n in (1, 2, 3))
    doc = with_references(read_text("Exosomes promote healing [2].\n\nReferences\n\n" + entries))
    assert [ref.number for ref in doc.references] == ["1", "2", "3"]
    assert doc.references[1].year == "2012"


@pytest.mark.shared
def test_the_chinese_review_has_91_references_and_one_marker_beyond_them(shared: Path) -> None:
    doc = with_references(read_document(next((shared / "reviews").glob("003*"))))
    assert [int(ref.number) for ref in doc.references] == list(range(1, 92))
    assert sum(bool(ref.authors and ref.title and ref.journal and ref.year) for ref in doc.references) == 91
    known = {ref.number for ref in doc.references}
    assert {number for marker in doc.markers for number in marker.numbers} - known == {"95"}


@pytest.mark.parametrize("text", ["Wang, " * 30_000, "王明、" * 30_000, "van der " * 20_000])
def test_a_long_run_of_names_takes_no_quadratic_time(text: str) -> None:
    # quadratic, each of these took minutes
    assert list(find_author_markers(text + "(2020)", ())) == []


def test_a_list_goes_on_where_a_scan_lost_entries_or_line_ends() -> None:
    """Entry 2 is lost, 4 stands behind 3 on its line, and a year at the start of a wrapped line is no entry."""
    text = "[1] 王明. 题名一[J]. 中国再生医学, 2011, 1(1):1-9.\n[3] ROE P. Title three[J]. J Demo, 2013, 3(1):1-9. [4] DOE J. Title four[J].\nJ Demo, 2014, 4(1):1-9.\n[5]赵平. 题名五[J]. 中国再生医学,\n2015, 5(1):1-9."
    doc = with_references(read_text(f"Exosomes promote healing [3,4].\n\nReferences\n\n{text}"))
    assert [(one.number, one.year) for one in doc.references] == [
        ("1", "2011"),
        ("3", "2013"),
        ("4", "2014"),
        ("5", "2015"),
    ]
