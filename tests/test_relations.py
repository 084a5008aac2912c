"""Room 4: what sentences state. English and Chinese side by side, and every rule with the sentence it documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import kg
from kg.relations.chinese_clauses import RULES as CHINESE
from kg.relations.english_clauses import RULES as ENGLISH
from kg.sources import read_text
from tests.conftest import Triple

ADSC = "adipose-derived stem cell exosome"
Reader = Callable[[str], set[Triple]]

SIDE_BY_SIDE = [
    (
        "active",
        "ADSC exosomes increased the expression of collagen I.",
        "脂肪干细胞外泌体上调了I型胶原的表达。",
        {(ADSC, "increases", "type I collagen")},
    ),
    (
        "passive",
        "Photoaging is caused by ultraviolet radiation.",
        "光老化由紫外线引起。",
        {("ultraviolet radiation", "causes", "photoaging")},
    ),
    (
        "coordination of objects",
        "VEGF promotes cell proliferation, cell migration and angiogenesis.",
        "VEGF促进细胞增殖、细胞迁移和血管生成。",
        {
            ("VEGF", "increases", "cell proliferation"),
            ("VEGF", "increases", "cell migration"),
            ("VEGF", "increases", "angiogenesis"),
        },
    ),
    (
        "coordination of subjects",
        "VEGF and EGF promote wound healing.",
        "VEGF和EGF促进伤口愈合。",
        {("VEGF", "increases", "wound healing"), ("EGF", "increases", "wound healing")},
    ),
    (
        "a shared head",
        "Exosomes increased collagen I and III.",
        "外泌体增加了I型和III型胶原的产生。",
        {("exosome", "increases", "type I collagen"), ("exosome", "increases", "type III collagen")},
    ),
    (
        "where it happens",
        "Exosomes inhibit the expression of MMP-1 in fibroblasts.",
        "外泌体抑制成纤维细胞中MMP-1的表达。",
        {("exosome", "decreases", "MMP-1")},
    ),
    (
        "a cell and what it becomes",
        "VEGF promotes osteogenic differentiation, and BM-MSCs differentiate into osteoblasts.",
        "VEGF促进成骨分化，骨髓间充质干细胞可向成骨细胞分化。",
        {
            ("VEGF", "increases", "osteogenic differentiation"),
            ("bone marrow mesenchymal stem cell", "differentiates_into", "osteoblast"),
        },
    ),
    (
        "a shared cell",
        "Exosomes promote the proliferation and migration of keratinocytes.",
        "外泌体促进角质形成细胞增殖和迁移。",
        {("exosome", "increases", "keratinocyte proliferation"), ("exosome", "increases", "keratinocyte migration")},
    ),
    (
        "an elided subject",
        "Exosomes increased elastin and inhibited MMP-1.",
        "外泌体增加弹性蛋白，并抑制MMP-1。",
        {("exosome", "increases", "elastin"), ("exosome", "decreases", "MMP-1")},
    ),
    (
        "means",
        "Exosomes reduce wrinkles by activating AMPK.",
        "外泌体通过激活AMPK减少皱纹。",
        {("exosome", "decreases", "wrinkle"), ("exosome", "increases", "AMPK")},
    ),
    (
        "a change as object",
        "Ultraviolet radiation leads to a decrease in elastin.",
        "紫外线导致弹性蛋白减少。",
        {("ultraviolet radiation", "decreases", "elastin")},
    ),
    (
        "an amount",
        "TGF-β stimulates the production of fibronectin.",
        "TGF-β刺激纤连蛋白的产生。",
        {("TGF-β", "increases", "fibronectin")},
    ),
    (
        "an attribute",
        "UV-induced photoaging was reduced by exosomes.",
        "外泌体减轻紫外线诱导的光老化。",
        {("ultraviolet radiation", "causes", "photoaging")},
    ),
    (
        "a light verb",
        "VEGF plays an important role in angiogenesis.",
        "VEGF在血管生成中发挥重要作用。",
        {("VEGF", "affects", "angiogenesis")},
    ),
    (
        "a property",
        "Exosomes have anti-inflammatory effects.",
        "外泌体具有抗炎作用。",
        {("exosome", "decreases", "inflammation")},
    ),
    (
        "association",
        "VEGF is associated with angiogenesis.",
        "VEGF与血管生成密切相关。",
        {("VEGF", "associated_with", "angiogenesis")},
    ),
    (
        "secretion",
        "Adipose-derived stem cells secrete HGF.",
        "脂肪干细胞分泌肝细胞生长因子。",
        {("adipose-derived stem cell", "produces", "HGF")},
    ),
    ("cargo", "Exosomes contain miR-21.", "外泌体含有miR-21。", {("exosome", "contains", "miR-21")}),
    (
        "origin",
        "ADSC-derived exosomes were isolated from skin.",
        "脂肪干细胞外泌体被分离。",
        {(ADSC, "derived_from", "adipose-derived stem cell")},
    ),
    (
        "a kind",
        "Exosomes are extracellular vesicles.",
        "外泌体是一种细胞外囊泡。",
        {("exosome", "is_a", "extracellular vesicle")},
    ),
    (
        "members",
        "Growth factors such as VEGF and EGF promote wound healing.",
        "生长因子包括VEGF和EGF。",
        {("VEGF", "is_a", "growth factor"), ("EGF", "is_a", "growth factor")},
    ),
    (
        "differentiation",
        "Preadipocytes differentiate into adipocytes.",
        "前脂肪细胞分化为脂肪细胞。",
        {("preadipocyte", "differentiates_into", "adipocyte")},
    ),
    ("treatment", "Exosomes are used to treat alopecia.", "外泌体用于治疗脱发。", {("exosome", "treats", "alopecia")}),
    (
        "good is improved",
        "Exosomes improve wound healing.",
        "外泌体改善伤口愈合。",
        {("exosome", "increases", "wound healing")},
    ),
    ("bad is treated", "Exosomes improve photoaging.", "外泌体改善光老化。", {("exosome", "treats", "photoaging")}),
    (
        "a target phrase",
        "Exosomes have an inhibitory effect on apoptosis.",
        "外泌体对细胞凋亡具有抑制作用。",
        {("exosome", "decreases", "apoptosis")},
    ),
    (
        "a report",
        "Studies have shown that exosomes promote angiogenesis.",
        "研究表明，外泌体促进血管生成。",
        {("exosome", "increases", "angiogenesis")},
    ),
    (
        "two losses",
        "Exosomes inhibit the reduction of collagen.",
        "外泌体抑制胶原的减少。",
        {("exosome", "increases", "collagen")},
    ),
]


@pytest.mark.parametrize(
    ("english", "chinese", "expected"), [case[1:] for case in SIDE_BY_SIDE], ids=[case[0] for case in SIDE_BY_SIDE]
)
def test_both_languages_state_the_same(triples: Reader, english: str, chinese: str, expected: set[Triple]) -> None:
    assert expected <= triples(english)
    assert expected <= triples(chinese)


@pytest.mark.parametrize(("rule", "sentence"), [*ENGLISH.items(), *CHINESE.items()])
def test_every_rule_reads_the_sentence_that_documents_it(rule: str, sentence: str) -> None:
    assert rule in {relation.rule for relation in kg.extract(read_text(sentence))}


def flags(text: str) -> set[tuple[str, str, bool, bool]]:
    return {(r.predicate, r.object.entity.label, r.negated, r.hedged) for r in kg.extract(read_text(text))}


@pytest.mark.parametrize(
    ("english", "chinese", "expected"),
    [
        (
            "Exosomes did not increase collagen I.",
            "外泌体未增加I型胶原。",
            ("increases", "type I collagen", True, False),
        ),
        ("Exosomes failed to inhibit MMP-1.", "外泌体未能抑制MMP-1。", ("decreases", "MMP-1", True, False)),
        ("Exosomes may promote angiogenesis.", "外泌体可能促进血管生成。", ("increases", "angiogenesis", False, True)),
        (
            "Exosomes not only promote angiogenesis but also inhibit apoptosis.",
            "外泌体不仅促进血管生成，还抑制细胞凋亡。",
            ("increases", "angiogenesis", False, False),
        ),
        ("Exosomes can promote angiogenesis.", "外泌体可促进血管生成。", ("increases", "angiogenesis", False, False)),
    ],
)
def test_denial_and_doubt_are_kept_apart(english: str, chinese: str, expected: tuple[str, str, bool, bool]) -> None:
    assert expected in flags(english)
    assert expected in flags(chinese)


@pytest.mark.parametrize(
    "text",
    [
        "We searched PubMed for articles about exosomes.",
        "检索PubMed数据库中有关外泌体的文献。",
        "The aim of this review is to summarize exosomes in skin ageing.",
        "干扰素抑制剂和生长因子受体。",
        "Target genes and reverse transcription were studied in fibroblasts.",
    ],
)
def test_what_states_nothing_gives_nothing(text: str) -> None:
    assert [r for r in kg.extract(read_text(text)) if r.rule != "composite"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ultraviolet radiation induced VEGF down-regulation in human keratinocytes.",
            {("ultraviolet radiation", "decreases", "VEGF")},
        ),
        ("EGF induced a second and enhanced expression of VEGF in fibroblasts.", {("EGF", "increases", "VEGF")}),
        (
            "VEGF is also secreted by mesenchymal stem cells, as well as by fibroblasts.",
            {("mesenchymal stem cell", "produces", "VEGF"), ("fibroblast", "produces", "VEGF")},
        ),
        (
            "EGF and VEGF released by fibroblasts were studied.",
            {("fibroblast", "produces", "EGF"), ("fibroblast", "produces", "VEGF")},
        ),
        (
            "EGF, as well as VEGF, MMP-1, and MMP-3 were associated with melanoma.",
            {(name, "associated_with", "melanoma") for name in ("EGF", "VEGF", "MMP-1", "MMP-3")},
        ),
    ],
)
def test_lists_and_changes_are_read_whole(triples: Reader, text: str, expected: set[Triple]) -> None:
    assert expected == triples(text)


@pytest.mark.parametrize("text", ["A JNK inhibitor decreased MMP-1.", "JNK抑制剂降低MMP-1的表达。"])
def test_an_inhibitor_is_not_what_it_inhibits(triples: Reader, text: str) -> None:
    """Taking the one for the other turns a statement into its opposite."""
    stated = [triple for triple in triples(text) if triple[1:] == ("decreases", "MMP-1")]
    assert [subject in ("JNK inhibitor", "JNK抑制剂") for subject, _, _ in stated] == [True]


@pytest.mark.parametrize(
    "text",
    ["Smith et al. increased collagen I, whereas Lee et al treated photoaging.", "Smith等[3]提高了I型胶原的表达。"],
)
def test_authors_state_nothing(triples: Reader, text: str) -> None:
    assert not triples(text)


@pytest.mark.parametrize(
    "text",
    [
        "VEGF binds to its receptor, thus promoting angiogenesis.",
        "VEGF可与其受体结合，从而促进血管生成。",
        "VEGF通过抑制EGF与受体结合等发挥作用，促进血管生成。",
    ],
)
def test_a_companion_does_not_act(triples: Reader, text: str) -> None:
    assert {subject for subject, _, obj in triples(text) if obj == "angiogenesis"} == {"VEGF"}


def test_a_place_is_not_what_changes(triples: Reader) -> None:
    assert triples("外泌体抑制成纤维细胞中MMP-1的表达。") == {("exosome", "decreases", "MMP-1")}


@pytest.mark.parametrize(
    ("text", "loss"),
    [
        ("Collagen reduction causes wrinkles.", "collagen reduction"),
        ("Reduced collagen synthesis causes wrinkles.", "reduced collagen synthesis"),
        ("胶原减少导致皱纹。", "胶原减少"),
        ("胶原合成的减少导致皱纹。", "胶原合成的减少"),
    ],
)
def test_the_loss_of_a_thing_is_not_the_thing(triples: Reader, text: str, loss: str) -> None:
    assert triples(text) == {(loss, "causes", "wrinkle")}


def test_a_symbol_is_no_class_of_examples(triples: Reader) -> None:
    found = triples("Wounds were treated with the proteins present in PRGF such as VEGF and EGF.")
    assert not any(predicate == "is_a" and whole == "PRGF" for _, predicate, whole in found)


def test_a_verb_that_ends_an_object_names_a_process(triples: Reader) -> None:
    """修复 is a verb elsewhere; behind 促进 and a noun it is what is promoted."""
    assert {obj for _, predicate, obj in triples("脂肪干细胞外泌体可促进韧带修复。") if predicate == "increases"} == {
        "韧带修复"
    }


def test_a_pronoun_points_to_the_subject_of_the_sentence_before() -> None:
    found = list(
        kg.extract(read_text("ADSC exosomes act on skin and increase elastin. They also promote angiogenesis."))
    )
    last = next(r for r in found if r.object.entity.label == "angiogenesis")
    assert last.subject.text == "ADSC exosomes"
    assert last.subject.span.end < last.sentence.span.start


def test_a_citation_belongs_to_the_clause_it_closes() -> None:
    text = "VEGF promotes angiogenesis [3], and EGF promotes wound healing [4,5].\n\nReferences\n\n[3] A B. C. J D. 2001;1(1):1-2.\n[4] E F. G. J H. 2002;2(1):3-4.\n"
    cited = {r.object.entity.label: r.citations for r in kg.extract(read_text(text))}
    assert cited == {"angiogenesis": ("3",), "wound healing": ("4", "5")}


def test_hostile_and_odd_text_is_only_text() -> None:
    text = (
        "Exosomes <script>alert(1)</script> promote angiogenesis. 外泌体\x00\u202e促进\ud800血管生成。"
        + "(" * 2000
        + "、" * 2000
    )
    assert all(text[r.subject.span.start : r.subject.span.end] == r.subject.text for r in kg.extract(read_text(text)))


@pytest.mark.parametrize(
    "turn",
    [
        "makes fibroblasts more sensitive ",
        "collagen is raised in keloids and degraded by MMP-1 and ",
        "MMPs that are induced by UV and inhibited by TIMPs ",
        "keeps plasminogen from binding to cells and ",
        "由成纤维细胞分泌并被MMP-12降解",
        "抑制VEGF与VEGFR2结合",
        "含神经酰胺的润肤剂可",
        "leads to a reduction in the ability of fibroblasts to produce collagen ",
        "a woman developed alopecia while receiving retinol and ",
        "we report a case of alopecia following retinol ",
        "oils from plants which improve the innate and adaptive immune systems ",
        "给予外泌体后，可减轻炎症",
        "皮肤因胶原减少，导致皱纹",
        "UVB诱导凋亡与p53有关",
        "血糖控制不佳是的发育调控通路",
        "did not reduce IL-6 or have an effect on melanin, ",
        "has no effect on IL-6 and was safe and increased collagen ",
        "researchers need a strategy to inhibit MMP-1 ",
        "genes implicated in melanogenesis, such as TYR, were ",
        "carries a risk of irritation in a psoriasis model of mice induced by UV ",
        "from reducing collagen I or increasing MMP-1 ",
        "twenty-eight percent of patients showed edema and markedly dilated vessels ",
        "导致皮肤屏障结构和功能的破坏",
        "导致成纤维细胞功能的异常，血糖控制可促进",
        "MMP-1被抑制的细胞使干细胞分泌VEGF的能力下降",
        "皮肤缺乏水分会有助于理解皮肤衰老",
        "成纤维细胞在紫外线照射下产生更多的MMP-1增加",
        "脂肪细胞由脂肪干细胞分化而来导",
        "caused by reduced collagen in the dermis, and increased MMP-1 ",
    ],
)
def test_a_turn_is_read_wherever_a_sentence_without_end_is_cut(turn: str) -> None:
    for before in range(0, len(turn), 3):
        text = "A" * before + " " + turn * (4000 // len(turn))
        assert all(text[r.object.span.start : r.object.span.end] == r.object.text for r in kg.extract(read_text(text)))
