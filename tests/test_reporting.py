"""What a person reads of an extraction: sentences, reasons, what was missed, terms to add."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import LexiconError, PatternError
from kg.extraction import extract, read_sentences
from kg.patterns import patterns_with
from kg.reporting import explain_lines, missed_lines, sentence_lines, unknown_terms
from kg.sources import read_text
from kg.terms import lexicon_with, read_terms


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_a_sentence_is_shown_with_its_mentions_underlined_in_either_width() -> None:
    (english,) = read_sentences(read_text("Exosomes increase elastin."))
    (chinese,) = read_sentences(read_text("外泌体增加弹性蛋白。"))
    assert list(sentence_lines(1, english))[1:4] == [
        "Exosomes increase elastin.",
        "~~~~~~~~          ~~~~~~~",
        f"  {english.relations[0].confidence:.2f}  exosome | increases | elastin",
    ]
    assert list(sentence_lines(1, chinese))[1:3] == ["外泌体增加弹性蛋白。", "~~~~~~    ~~~~~~~~"]


def test_a_proposal_is_explained_by_rule_spans_and_what_its_confidence_rests_on() -> None:
    (reading,) = read_sentences(read_text("外泌体增加弹性蛋白，外泌体增加弹性蛋白。"))
    text = "\n".join(explain_lines(1, reading))
    assert "published  exosome | increases | elastin" in text
    assert "rule zh-active, trigger '增加' 3..5" in text
    assert "object '弹性蛋白' 5..9: elastin, GeneProduct, in the lexicon" in text
    assert "confidence 0." in text
    assert "starts at" in text


def test_a_refused_proposal_says_why() -> None:
    (reading,) = read_sentences(read_text("Keloids are characterized by collagen."))
    text = "\n".join(explain_lines(1, reading))
    assert "refused    keloid | has_phenotype | collagen: has_phenotype does not join Disease and GeneProduct" in text


def test_sentences_that_seem_to_state_something_and_gave_nothing_are_listed() -> None:
    doc = read_text("Exosomes increase elastin. Keloids are characterized by collagen. Keloids are common.")
    lines = list(missed_lines(doc, list(read_sentences(doc))))
    assert lines[0] == "text:2"
    assert "Keloids are characterized by collagen." in lines
    assert not any("increase elastin" in line or "common" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Zanzuol reduces wrinkles. Zanzuol increases elastin.", (2, "Chemical", "zanzuol")),
        ("芙蓉花提取物减少皱纹。芙蓉花提取物增加弹性蛋白。", (2, "Chemical", "芙蓉花提取物")),
    ],
)
def test_unknown_terms_come_by_frequency_with_the_class_their_form_suggests(
    text: str, row: tuple[int, str, str]
) -> None:
    assert [found[:3] for found in unknown_terms(list(read_sentences(read_text(text))))] == [row]


def test_one_line_of_a_file_teaches_a_term_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("# mine\n\nChemical\thibiscus extract\t芙蓉花提取物\tHFX\n", encoding="utf-8")
    lexicon = lexicon_with([path])
    for text in ("HFX reduces wrinkles.", "芙蓉花提取物减少皱纹。", "Hibiscus extracts reduce wrinkles."):
        (relation,) = extract(read_text(text), lexicon)
        assert (relation.subject.entity.label, relation.subject.entity.label_zh) == ("hibiscus extract", "芙蓉花提取物")
        assert not relation.subject.entity.provisional


@pytest.mark.parametrize(("line", "text"), [("zanzuol", "Zanzuol reduces wrinkles."), ("赞佐", "赞佐可减少皱纹。")])
def test_a_term_in_one_language_is_enough(tmp_path: Path, line: str, text: str) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(f"Chemical\t{line}\n", encoding="utf-8")
    (relation,) = extract(read_text(text), lexicon_with([path]))
    assert (relation.subject.entity.label, relation.subject.entity.type) == (line, "Chemical")


@pytest.mark.parametrize(
    ("line", "message"),
    [("Potion\tzanzuol", "mine.tsv:1: 'Potion' is no class; expected one of Anatomy"), ("Cell\t \t", "no name")],
)
def test_a_bad_line_of_terms_names_file_line_and_remedy(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        read_terms(path)


TRIGGERS = """
[[en.verb]]
words = "unplug"
predicate = "increases"

[[zh.verb]]
words = ["焕活"]
predicate = "increases"
"""


def test_one_entry_of_a_file_teaches_a_trigger_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TRIGGERS, encoding="utf-8")
    own = patterns_with([path])
    for text in (
        "Exosomes unplugged the hair follicle.",
        "Hair follicles were unplugged by exosomes.",
        "外泌体焕活了毛囊。",
    ):
        assert not list(extract(read_text(text)))
        (reading,) = read_sentences(read_text(text), own=own)
        assert [(one.subject.entity.label, one.predicate, one.object.entity.label) for one in reading.relations] == [
            ("exosome", "increases", "hair follicle")
        ]


def test_an_entry_of_ones_own_replaces_the_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[[zh.verb]]\nwords = ["促进"]\npredicate = "affects"\n', encoding="utf-8")
    (reading,) = read_sentences(read_text("外泌体促进血管生成。"), own=patterns_with([path]))
    assert [one.predicate for one in reading.relations] == ["affects"]
    (usual,) = extract(read_text("外泌体促进血管生成。"))
    assert usual.predicate == "increases", "what ships is as it was"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[[en.verb]]\nwords = "x"\npredicate = "raises"', "unknown predicate 'raises'; expected one of affects"),
        ('[[en.verb]]\nword = "x"\npredicate = "affects"', 'has no words; add words = "..."'),
        ('[[de.verb]]\nwords = "x"\npredicate = "affects"', "'de' is no language"),
        ('[[en.noun]]\nwords = "x"\npredicate = "affects"', "en.noun is no kind of trigger; expected verb"),
        ('[en]\nverb = "x"', "en.verb is no kind of trigger"),
        ("[[en.verb", "not valid TOML"),
    ],
)
def test_a_wrong_entry_of_triggers_names_file_and_remedy(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PatternError, match=re.escape(message)) as caught:
        patterns_with([path])
    assert "mine.toml" in str(caught.value)
    with pytest.raises(PatternError, match="no such file"):
        patterns_with([tmp_path / "absent.toml"])


def test_the_commands_explain_missed_score_and_train_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Exosomes increase elastin. Zanzuol is new.\n", encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text(
        '{"doc": "a", "sent": "Exosomes increase elastin.", "triples": [{"s": "Exosomes", "p": "increases", "o": "elastin"}]}\n',
        encoding="utf-8",
    )
    explained = run("explain", f"{tmp_path / 'a.txt'}:1")
    assert "published  exosome | increases | elastin" in explained.stdout
    assert "there is no sentence 0; expected 1 to 2" in run("explain", f"{tmp_path / 'a.txt'}:0").stderr
    assert "there is no sentence 9; expected 1 to 2" in run("explain", f"{tmp_path / 'a.txt'}:9").stderr
    assert "terms that the lexicon lacks" in run("missed", tmp_path / "a.txt").stdout
    (tmp_path / "docs").mkdir()
    (tmp_path / "a.txt").rename(tmp_path / "docs" / "a.txt")
    scored = run("score", tmp_path / "gold.jsonl", "--docs", tmp_path / "docs", "--errors", 3)
    assert "precision 1.000   core recall 1.000" in scored.stdout
    trained = run("train", tmp_path / "gold.jsonl", "--docs", tmp_path / "docs", "-o", tmp_path / "out")
    assert trained.returncode == 2
    assert "too few to learn from" in trained.stderr
    wrong = run("extract", tmp_path / "docs", "--min-confidence", "2")
    assert "'2' is no confidence; expected a number from 0 to 1" in wrong.stderr


def test_the_benchmark_runs_each_step_beside_the_bare_matcher() -> None:
    lines = run("bench", "--demo", "--characters", 1000).stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["en"] * 4 + ["zh"] * 4
    assert all("characters a second   1/" in line for line in lines)
