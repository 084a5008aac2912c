"""Room 3: mentions, composites, names a document defines."""

from __future__ import annotations

import pytest

from kg.languages import fold
from kg.lexicon import load_lexicon
from kg.mentions import Naming, find_in_view, learn_names
from kg.model import Language
from kg.patterns import load_patterns


def labels(text: str) -> list[str]:
    return [item.entity.label for item in find_in_view(fold(text), load_lexicon(), Naming())]


@pytest.mark.parametrize(
    ("english", "chinese", "label"),
    [
        ("ADSC-derived exosomes", "脂肪间充质干细胞外泌体", "adipose-derived stem cell exosome"),
        (
            "exosomes derived from adipose-derived stem cells",
            "脂肪干细胞来源的外泌体",
            "adipose-derived stem cell exosome",
        ),
        ("mesenchymal stem cell exosomes", "来源于间充质干细胞的外泌体", "mesenchymal stem cell exosome"),
        (
            "extracellular vesicles isolated from the umbilical cord",
            "脐带来源细胞外囊泡",
            "umbilical cord extracellular vesicle",
        ),
        (
            "conditioned medium from adipose-derived stem cells",
            "脂肪间充质干细胞条件培养基",
            "adipose-derived stem cell conditioned medium",
        ),
    ],
)
def test_a_vesicle_and_its_source_are_one_thing_in_both_languages(english: str, chinese: str, label: str) -> None:
    assert labels(english) == [label]
    assert labels(chinese) == [label]


def test_a_composite_knows_its_parts_and_where_they_stand() -> None:
    text = "使用脂肪间充质干细胞外泌体"
    item = find_in_view(fold(text), load_lexicon(), Naming())[0]
    ((role, part),) = item.parts
    assert role == "derived_from"
    assert text[part.start : part.end] == "脂肪间充质干细胞"
    assert item.entity.parts == (("derived_from", part.entity.id),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("干细胞分化", ["stem cell", "cell differentiation"]),
        ("间充质干细胞", ["mesenchymal stem cell"]),
        ("miR-126b-5p and hsa-miR-4484", ["miR-126b-5p", "miR-4484"]),
        ("hBD2 and SCX", ["hBD2", "SCX"]),
        ("DNA and PCR", []),
    ],
)
def test_the_longest_reading_wins_and_shapes_fill_the_gaps(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "short", "label"),
    [
        ("en", "Mesenchymal stem cell-derived exosomes (MSCs-Exo) act.", "MSCs-Exo", "mesenchymal stem cell exosome"),
        ("en", "Dermal papilla cells (DPCs) act.", "DPC", "dermal papilla cell"),
        ("en", "Advanced oxidation protein products (AOPPs) act.", "AOPP", "advanced oxidation protein products"),
        ("zh", "分化簇34(CD-34)上调。", "CD-34", "CD34"),
        ("zh", "富血小板血浆（PRPL）用于治疗。", "PRPL", "platelet-rich plasma"),
    ],
)
def test_a_document_says_what_its_abbreviations_mean(language: Language, text: str, short: str, label: str) -> None:
    naming = learn_names([fold(text)], load_lexicon(), load_patterns(language))
    assert naming.abbreviations[short].label == label


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ('<a href="x">ADSC</a> <script>exosomes</script>', "ADSC exosomes"),
        ("<p>外泌体<b>促进</b>胶原</p>", "外泌体促进胶原"),
        ("0.05<p and n>3", "0.05<p and n>3"),
    ],
)
def test_markup_is_not_read_and_comparisons_are(text: str, folded: str) -> None:
    assert fold(text).text.strip() == folded
