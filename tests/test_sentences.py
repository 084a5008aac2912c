"""Room 2: sentences with exact spans."""

from __future__ import annotations

import itertools

import pytest

from kg.sentences import split_sentences
from kg.sources import read_text


def split(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(read_text(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exosomes act on skin cells. They heal wounds.", ["Exosomes act on skin cells.", "They heal wounds."]),
        ("外泌体作用于皮肤细胞。它们促进愈合！", ["外泌体作用于皮肤细胞。", "它们促进愈合！"]),
        (
            "MSCs (e.g. ADSCs) secrete VEGF, i.e. a growth factor. It acts.",
            ["MSCs (e.g. ADSCs) secrete VEGF, i.e. a growth factor.", "It acts."],
        ),
        (
            "Smith et al. showed that VEGF acts, cf. Fig. 3. It is so.",
            ["Smith et al. showed that VEGF acts, cf. Fig. 3.", "It is so."],
        ),
        ("Exosomes raised collagen [53-55]. Others did not.", ["Exosomes raised collagen [53-55].", "Others did not."]),
        ("Exosomes raised collagen.[53] Others did not.", ["Exosomes raised collagen.[53]", "Others did not."]),
        ("外泌体增加胶原<sup>[1]</sup>。细胞凋亡减少。", ["外泌体增加胶原<sup>[1]</sup>。", "细胞凋亡减少。"]),
        ("外泌体增加胶原.细胞凋亡减少.这是结果.", ["外泌体增加胶原.", "细胞凋亡减少.", "这是结果."]),
        (
            "The dose was 0.5 mg of S. aureus lysate. It worked.",
            ["The dose was 0.5 mg of S. aureus lysate.", "It worked."],
        ),
        ("Levels of vitamin C. Collagen rose in cells.", ["Levels of vitamin C.", "Collagen rose in cells."]),
        ("It lowered NF-κB.", ["It lowered NF-κB."]),
        ("It lowered TRPV-A. Skin tone rose.", ["It lowered TRPV-A.", "Skin tone rose."]),
        ("It inhibits Cdc20-APC/C. Skin tone rose.", ["It inhibits Cdc20-APC/C.", "Skin tone rose."]),
        ("We used mitomycin C. Scars were flat.", ["We used mitomycin C.", "Scars were flat."]),
        ("A method of J. Miller was used here.", ["A method of J. Miller was used here."]),
        ("TGF-β1 acts on cells. β-catenin follows it.", ["TGF-β1 acts on cells.", "β-catenin follows it."]),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_page_break_in_mid_sentence_does_not_end_it() -> None:
    text = "衰老导致的低增殖与多种鼠组织中干细胞自我更新减少相关。我们知道哺乳动物表\n\n皮干细胞能够进行对称和不对称的自我更新分裂。"
    assert split(text)[1] == "我们知道哺乳动物表\n\n皮干细胞能够进行对称和不对称的自我更新分裂。"


def test_a_heading_that_runs_into_its_paragraph_is_left_out() -> None:
    assert split("2.1 皮肤衰老 衰老过程包括生理和功能退化。") == ["衰老过程包括生理和功能退化。"]
    assert split("**表皮干细胞与免疫:** 上皮组织会遇到各种各样的炎症反应。") == ["上皮组织会遇到各种各样的炎症反应。"]


def test_spans_are_exact_and_do_not_overlap() -> None:
    doc = read_text("  Exosomes act on skin cells.  They heal wounds!\n\n外泌体作用于细胞。\n")
    found = list(split_sentences(doc))
    assert all(doc.text[s.span.start : s.span.end] == s.text for s in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert [s.language for s in found] == ["en", "en", "zh"]


def test_a_stretch_without_a_full_stop_is_cut_and_nothing_of_it_is_lost() -> None:
    text = "Exosomes increase elastin and " * 2000 + "."
    doc = read_text(text)
    found = list(split_sentences(doc))
    assert max(len(s.text) for s in found) <= 3000
    assert sum(s.text.count("elastin") for s in found) == 2000
