"""From triples to evidence: citations, independence, certainty, context, oppositions, chains, report and diff; both languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.belief import belief_of
from kg.chains import coverage_of, find_chains, languages_of
from kg.cli import main
from kg.context import load_cues
from kg.differences import compare, diff_lines
from kg.exports.findings import Reading, sections_of
from kg.exports.report import render_report
from kg.extraction import extract
from kg.knowledge import KnowledgeGraph
from kg.model import Reference, Relation
from kg.pipeline import build
from kg.references import identify, parse_reference, with_references
from kg.sources import read_text

ENTRIES = {
    "springer": "Wang X, Li Y (2019) Exosomes in skin. J Cell Sci 12(3):44–52",
    "frontiers": "Wang X, Li Y. Exosomes in skin. J Cell Sci (2019) 12:44–52. doi: 10.3389/x.2019.1",
    "nature": "Wang, X. & Li, Y. Exosomes in skin. J. Cell Sci. 12, 44–52 (2019).",
    "elsevier": "X. Wang, Y. Li, Exosomes in skin, J. Cell Sci. 12 (2019) 44–52.",
    "apa": "Wang, X., & Li, Y. (2019). Exosomes in skin. Journal of Cell Science, 12(3), 44-52.",
    "vancouver": "WANG X, LI Y, et al. Exosomes in skin. J Cell Sci. 2019 Jun 6;12(3):44-52.",
}
AUTHOR_YEAR = """# 外泌体 Exosomes

{text}

## References

Wang X, Wu T, Xu Y. (2021). Exosomes and collagen. Journal of Cells, 12(3), 44-52.
Li Q, Zhao P. (2019). Vesicles and skin. Journal of Cells, 10(1), 1-9.
王明, 李红. 2018. 外泌体的作用[J]. 再生医学, 42(4):1-6.
"""


def told(text: str) -> list[Relation]:
    return [one for one in extract(read_text(text)) if one.predicate not in ("derived_from", "contains")]


def graph(tmp_path: Path, **texts: str) -> KnowledgeGraph:
    folder = tmp_path / "reviews"
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return build(folder)


@pytest.mark.parametrize("form", ENTRIES)
def test_every_printed_form_of_an_entry_names_one_paper(form: str) -> None:
    papers = identify(
        {form: [parse_reference("1", ENTRIES[form])], "other": [parse_reference("9", ENTRIES["frontiers"])]}
    )
    assert len(set(papers.values())) == 1


def test_two_identifiers_are_two_papers() -> None:
    one, two = (Reference("1", "", ("Li Q",), "T", "J", "2019", "1", "1", doi=f"10.1000/{n}") for n in (1, 2))
    bare = replace(one, doi="")
    assert len(set(identify({"a": [one], "b": [two], "c": [bare]}).values())) == 3


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Exosomes increased elastin (Wang et al., 2021; Li and Zhao 2019).", ("Wang 2021", "Li 2019")),
        ("外泌体增加弹性蛋白（王明和李红，2018）。", ("王明 2018",)),
        ("Wang et al. (2021) showed that exosomes increased elastin.", ("Wang 2021",)),
        ("Exosomes increased elastin (Sato et al., 2020).", ("Sato 2020",)),
        ("Exosomes increased elastin (May 2019).", ()),
    ],
)
def test_authors_and_year_point_into_the_list(text: str, cited: tuple[str, ...]) -> None:
    doc = with_references(read_text(AUTHOR_YEAR.format(text=text)))
    assert [entry.number for entry in doc.references] == ["Wang 2021", "Li 2019", "王明 2018"]
    assert next(one for one in extract(doc) if one.object.entity.label == "elastin").citations == cited


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Exosomes increased elastin [1]; UVB decreased fibrillin [2].", {"elastin": ("1",), "fibrillin": ("2",)}),
        ("外泌体增加弹性蛋白[1]；紫外线减少透明质酸[2]。", {"elastin": ("1",), "hyaluronic acid": ("2",)}),
        ("Exosomes increased elastin; UVB decreased hyaluronic acid [2].", {"elastin": (), "hyaluronic acid": ("2",)}),
        ("外泌体增加弹性蛋白；紫外线减少透明质酸[2]。", {"elastin": (), "hyaluronic acid": ("2",)}),
        ("Wang et al. [3] found that exosomes increased elastin.", {"elastin": ("3",)}),
        ("王明等[3]发现外泌体增加弹性蛋白。", {"elastin": ("3",)}),
        ("外泌体增加弹性蛋白[1]，这将导致皱纹减少。", {"elastin": ("1",)}),
        ("Exosomes increased elastin.[4] Skin ages.", {"elastin": ("4",)}),
    ],
)
def test_a_marker_speaks_for_the_clause_it_closes_or_opens(text: str, cited: dict[str, tuple[str, ...]]) -> None:
    found = {one.object.entity.label: one.citations for one in told(text)}
    assert {name: found.get(name, ()) for name in cited} == cited


@pytest.mark.parametrize(
    ("text", "certainty", "result"),
    [
        ("Exosomes increase elastin.", "asserted", "positive"),
        ("外泌体增加弹性蛋白。", "asserted", "positive"),
        ("Exosomes may increase elastin.", "hedged", "positive"),
        ("外泌体可能增加弹性蛋白。", "hedged", "positive"),
        ("We hypothesized that exosomes increase elastin.", "hypothesised", "positive"),
        ("外泌体是否增加弹性蛋白尚不清楚。", "hypothesised", "positive"),
        ("We examined if exosomes increase elastin.", "hypothesised", "positive"),
        ("It was tested if exosomes increased elastin in skin.", "hypothesised", "positive"),
        ("Exosomes did not increase elastin.", "asserted", "denied"),
        ("外泌体未增加弹性蛋白。", "asserted", "denied"),
    ],
)
def test_certainty_and_result_are_kept_apart(text: str, certainty: str, result: str) -> None:
    assert [(one.certainty, one.result) for one in told(text)] == [(certainty, result)]


CONTEXTS = [
    (
        "In diabetic mice, intravenous injection of ADSC exosomes at 100 µg per mouse for 14 days accelerated wound healing (P < 0.05).",
        {
            "condition": "diabetes",
            "model": "animal",
            "species": "mouse",
            "route": "intravenous",
            "dose": "100 μg per mouse",
            "duration": "14 days",
            "effect": "P < 0.05",
        },
    ),
    (
        "在糖尿病小鼠中，静脉注射ADSC外泌体（100 μg/只）促进了创面愈合（P<0.05）。",
        {
            "condition": "diabetes",
            "model": "animal",
            "species": "mouse",
            "route": "intravenous",
            "dose": "100 μg/只",
            "effect": "P < 0.05",
        },
    ),
    (
        "In vitro, 10 µg/mL ADSC-Exos increased collagen I in UVB-irradiated human dermal fibroblasts by 2.5-fold after 24 h.",
        {
            "model": "cell_culture",
            "dose": "10 μg/mL",
            "condition": "ultraviolet B",
            "species": "human",
            "treated": "dermal fibroblast",
            "effect": "2.5-fold",
            "duration": "24 h",
        },
    ),
    (
        "体外实验中，10 μg/mL的外泌体使I型胶原增加了2.5倍。",
        {"model": "cell_culture", "dose": "10 μg/mL", "effect": "2.5倍"},
    ),
    (
        "Hypoxia-preconditioned ADSC exosomes promoted angiogenesis in a rat wound model.",
        {"engineering": "hypoxia", "species": "rat", "model": "animal", "condition": "wound"},
    ),
    (
        "低氧预处理的脂肪干细胞外泌体促进大鼠创面血管生成。",
        {"engineering": "hypoxia", "species": "rat", "model": "animal"},
    ),
    (
        "Human ADSC exosomes reduced wrinkles in photoaged mice.",
        {"donor": "human", "condition": "photoaging", "species": "mouse", "model": "animal"},
    ),
    (
        "ADSC exosomes loaded in a hyaluronic acid hydrogel improved wound healing in db/db mice.",
        {"carrier": "hyaluronic acid hydrogel", "condition": "diabetes", "model": "animal", "species": "mouse"},
    ),
    (
        "A meta-analysis showed that PRP increased hair density (SMD = 1.52, 95% CI 0.9-2.1).",
        {"model": "meta_analysis", "effect": "SMD = 1.52, 95% CI 0.9-2.1"},
    ),
    ("荟萃分析显示，PRP可增加毛发密度（SMD=1.52）。", {"model": "meta_analysis"}),
    ("Exosomes promoted fibroblast proliferation.", {"treated": "fibroblast"}),
    ("外泌体促进成纤维细胞增殖。", {"treated": "fibroblast"}),
    ("外泌体在4、8周时减少了皱纹。", {"duration": "4、8周"}),
    ("Exosomes increased elastin.", {}),
    ("外泌体增加弹性蛋白。", {}),
]


@pytest.mark.parametrize(("text", "wanted"), CONTEXTS, ids=[text[:40] for text, _ in CONTEXTS])
def test_the_context_is_what_the_sentence_says(text: str, wanted: dict[str, str]) -> None:
    relation = told(text)[0]
    found = {one.field: one.value for one in relation.context}
    assert {name: found.get(name) for name in wanted} == wanted
    assert found.keys() - wanted.keys() <= {"treated", "effect"}
    for one in relation.context:
        assert relation.sentence.text[one.span.start : one.span.end] == one.text


def test_a_context_is_that_of_its_own_experiment() -> None:
    mice, cells = told(
        "ADSC exosomes improved wound healing in db/db mice, whereas conditioned medium inhibited MMP-1 in HaCaT cells."
    )
    assert [one.value for one in mice.context if one.field == "species"] == ["mouse"]
    assert [one.value for one in cells.context if one.field == "species"] == ["human"]


def test_the_cues_of_both_languages_name_the_same_fields() -> None:
    fields = [{field for field, _, _ in load_cues(language).words} for language in ("en", "zh")]
    assert fields[0] == fields[1]


@pytest.mark.parametrize(
    "text",
    [
        "Exosomes from NAMPT-overexpressing umbilical cord MSCs delayed senescence.",
        "NAMPT过表达的脐带间充质干细胞外泌体延缓了衰老。",
        "过表达NAMPT的脐带间充质干细胞外泌体延缓了衰老。",
    ],
)
def test_a_vesicle_has_its_parts_and_rolls_up(text: str, tmp_path: Path) -> None:
    rows = graph(tmp_path, one=text).query(
        """SELECT DISTINCT ?general { ?x a kg:Vesicle ; kg:derived_from/skos:prefLabel "umbilical cord mesenchymal stem cell"@en ;
        kg:contains/skos:prefLabel "NAMPT"@en ; skos:broader+/skos:prefLabel ?general FILTER(LANG(?general) = "en") }"""
    )
    assert {"umbilical cord mesenchymal stem cell exosome", "mesenchymal stem cell exosome", "exosome"} <= set(
        rows.general
    )


@pytest.mark.parametrize(
    "text", ["Young mouse ADSC exosomes reduced wrinkles.", "年轻小鼠脂肪间充质干细胞外泌体减少皱纹。"]
)
def test_a_vesicle_of_a_donor_is_still_one_of_its_cell(text: str, tmp_path: Path) -> None:
    rows = graph(tmp_path, one=text).query(
        """SELECT DISTINCT ?general { ?x a kg:Vesicle ; kg:derived_from lex:adipose-derived-stem-cell, lex:young-mouse ;
        skos:broader+/skos:prefLabel ?general FILTER(LANG(?general) = "en") }"""
    )
    assert {"adipose-derived stem cell exosome", "mesenchymal stem cell exosome", "exosome"} <= set(rows.general)


def test_a_vesicle_leads_to_the_tissue_of_its_source_in_both_languages(tmp_path: Path) -> None:
    made = graph(
        tmp_path,
        a="ADSC exosomes loaded with miR-21 promoted wound healing.",
        b="负载miR-21的脂肪干细胞外泌体促进创面愈合。",
    )
    rows = made.query(
        """SELECT DISTINCT ?x ?tissue { ?x a kg:Vesicle ; kg:contains/skos:prefLabel "miR-21"@en ;
        kg:derived_from/kg:derived_from/skos:prefLabel ?tissue FILTER(LANG(?tissue) = "en") }"""
    )
    assert list(rows.tissue) == ["adipose tissue"]
    assert made.statements.set_index("predicate").languages["increases"] == "en+zh"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("MSCs overexpressing NAMPT delayed senescence.", "NAMPT-overexpressing mesenchymal stem cell"),
        (
            "Exosomes from MSCs pretreated with melatonin reduced wrinkles.",
            "melatonin-preconditioned mesenchymal stem cell exosome",
        ),
        ("Exosomes enriched with VEGF and miR-21 reduced wrinkles.", "exosome"),
        ("过表达NAMPT的间充质干细胞延缓了衰老。", "NAMPT-overexpressing mesenchymal stem cell"),
    ],
)
def test_what_was_made_over_is_told_before_and_behind(text: str, label: str) -> None:
    assert next(one for one in told(text) if one.predicate == "decreases").subject.entity.label == label


LIST = "\n\n## References\n\n[1] LI Q, WU T. Exosomes. *J Cell.* 2019;1(1):1-9.\n[2] Roe P. Advances in vesicles: a review. *J Cell.* 2020;2(1):1-9.\n"


def test_six_reviews_of_one_study_are_one_primary_paper(tmp_path: Path) -> None:
    made = graph(tmp_path, **{f"r{n}": f"# Review {n}\n\nExosomes increase elastin [1]." + LIST for n in range(6)})
    row = made.statements.iloc[0]
    assert (row.mentions, row.documents, row.papers, row.primary) == (6, 6, 1, 1)


def test_a_cited_review_is_no_primary_paper(tmp_path: Path) -> None:
    row = graph(tmp_path, a="Exosomes increase elastin [2]." + LIST).statements.iloc[0]
    assert (row.papers, row.primary) == (1, 0)


def test_asserted_here_and_hedged_there_shows_both(tmp_path: Path) -> None:
    row = graph(tmp_path, a="Exosomes increase elastin.", b="外泌体可能增加弹性蛋白。").statements.iloc[0]
    assert (row.certainty, row.asserted, row.hedged) == ("mixed", 1, 1)


def test_belief_grows_with_sources_and_never_beyond_what_was_read(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        folder.mkdir()
    one = graph(folders[0], a="Exosomes increase elastin [1]." + LIST)
    two = graph(folders[1], a="Exosomes increase elastin [1].\n\nAlso, exosomes increase elastin [2]." + LIST)
    assert 0 < one.statements.belief[0] < two.statements.belief[0] <= 1
    assert belief_of([]) == 0


def test_opposite_statements_are_lined_up_with_what_differs(tmp_path: Path) -> None:
    text = "Exosomes increased melanin in mice. Exosomes decreased melanin in rats. Exosomes increased elastin.\n\n外泌体未增加弹性蛋白。"
    made = graph(tmp_path, a=text)
    verdicts = {(pair.kind, pair.verdict) for pair in made.contents.oppositions}
    assert ("direction", "explained") in verdicts
    assert ("denied", "unknown") in verdicts
    assert made.check()[0] == []


def test_one_sentence_does_not_contradict_itself(tmp_path: Path) -> None:
    made = graph(tmp_path, a="Exosomes increased melanin and exosomes decreased melanin.")
    assert {row.predicate for row in made.contents.statements} >= {"increases", "decreases"}
    assert made.contents.oppositions == ()


CHAIN = "ADSC exosomes contain miR-21. miR-21 activates the PI3K/AKT signaling pathway. The PI3K/AKT signaling pathway promotes wound healing in mice."


def test_a_chain_is_as_strong_as_its_weakest_link(tmp_path: Path) -> None:
    contents = graph(tmp_path, a=CHAIN).contents
    chain = next(one for one in find_chains(contents) if len(one.links) == 3)
    assert [contents.entities[row.object].label for row in chain.links][-1] == "wound healing"
    assert chain.weakest.belief == min(row.belief for row in chain.links)


def test_coverage_and_languages(tmp_path: Path) -> None:
    contents = graph(tmp_path, a="ADSC exosomes promoted wound healing in mice.", b="外泌体延缓皮肤衰老。").contents
    assert any("animal" in models for models in coverage_of(contents).cells.values())
    assert set(languages_of(contents).values()) == {("en",), ("zh",)}


def test_the_report_is_inert_and_every_line_leads_to_its_sentence(tmp_path: Path) -> None:
    hostile = (
        "# <script>alert(1)</script>\n\nExosomes increase elastin in <img src=x onerror=alert(1)> mice [9].\n\n外泌体减少弹性蛋白。"
        + LIST
    )
    contents = graph(tmp_path, a=hostile).contents
    page, text = render_report(contents, "html"), render_report(contents, "md")
    assert "<script" not in page
    assert "<img" not in page
    assert "<img" not in text.replace("\\<", "")
    assert 'href="#s1"' in page
    assert 'id="s1"' in page
    assert "[9]" in page
    for title in ("Strongest claims", "oppose each other", "without a citation", "only in Chinese", "Most spoken of"):
        assert title in page
        assert title in text
    assert page == render_report(contents, "html")


def test_what_one_sentence_says_of_several_things_is_one_claim(tmp_path: Path) -> None:
    contents = graph(
        tmp_path,
        a="Exosomes increase elastin, VEGF and HGF.\n\nExosomes increase fibrillin-1.",
        b="外泌体促进血管新生。",
    ).contents
    claims = next(s for s in sections_of(Reading.of_graph(contents)) if s.title == "Strongest claims")
    said = [line.cells[0] for line in claims.lines]
    assert len(said) == 3
    assert [cell for cell in said if "elastin" in cell and "VEGF" in cell and "HGF" in cell]
    assert not [cell for cell in said if "elastin" in cell and "fibrillin" in cell]


def test_report_and_diff_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").mkdir()
    old, new = tmp_path / "old.ttl", tmp_path / "new.ttl"
    graph(tmp_path, a="Exosomes increase elastin.\n\nUVB increases MMP-1.").save(old)
    graph(
        tmp_path / "x", a="Exosomes increase elastin.\n\nExosomes clearly increase elastin.\n\n外泌体减少皱纹。"
    ).save(new)
    assert main(["diff", str(old), str(old)]) == 0
    assert main(["diff", str(old), str(new)]) == 1
    signs = [line[0] for line in capsys.readouterr().out.splitlines()]
    assert set(signs) == {"+", "-", "~"}
    assert main(["report", str(new), "-o", str(tmp_path / "r.html")]) == 0
    assert main(["report", str(new), "-o", str(tmp_path / "r.pdf")]) == 2
    assert "ends in .html or .md" in capsys.readouterr().err


def test_a_changed_statement_says_how(tmp_path: Path) -> None:
    one = graph(tmp_path, a="Exosomes increase elastin.").contents
    assert list(compare(one, one)) == []
    assert list(diff_lines(one, one)) == []
