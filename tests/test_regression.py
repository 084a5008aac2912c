"""Sentences of our own, in `tests/regression`, and everything that they state: one or more for each rule and each error."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import kg
from kg.relations.chinese_clauses import RULES as CHINESE_RULES
from kg.relations.english_clauses import RULES as ENGLISH_RULES
from kg.sources import read_text

CASES = [
    case
    for file in sorted((Path(__file__).parent / "regression").glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
_SAMPLE = 4  #: of so many sentences one is cut at its words, which takes a hundred times as long as to read it
SENTENCES = [(case, language) for case in CASES for language in ("en", "zh") if language in case]


def _said(text: str) -> list[str]:
    return sorted(
        {
            ("not " if relation.negated else "")
            + " | ".join((relation.subject.entity.label, relation.predicate, relation.object.entity.label))
            + (" (hedged)" if relation.hedged else "")
            for relation in kg.extract(read_text(text))
        }
    )


@pytest.mark.parametrize(("case", "language"), SENTENCES, ids=[case[language] for case, language in SENTENCES])
def test_a_sentence_states_just_this(case: dict[str, object], language: str) -> None:
    expected = case.get("states", case.get(f"{language}_states"))
    assert _said(str(case[language])) == expected


def test_there_are_a_hundred_and_fifty_sentences_a_language() -> None:
    counts = Counter(language for _, language in SENTENCES)
    assert min(counts["en"], counts["zh"]) >= 150


def test_every_rule_reads_a_sentence_of_the_corpus() -> None:
    used = {relation.rule for case, language in SENTENCES for relation in kg.extract(read_text(str(case[language])))}
    assert set(ENGLISH_RULES) | set(CHINESE_RULES) <= used


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_sentence_that_breaks_off_or_begins_in_the_middle_is_read(language: str) -> None:
    """Titles, captions and scans end anywhere; what stands at the edge of a sentence has no neighbour."""
    for case, own in SENTENCES[::_SAMPLE]:
        if own != language:
            continue
        text = str(case[language])
        edges = [n for n, char in enumerate(text) if char == " "] if language == "en" else range(1, len(text))
        for cut in list(edges)[1 :: max(1, len(edges) // 6)]:
            for part in (text[:cut], text[cut:]):
                for relation in kg.extract(read_text(part)) if part.strip() else ():
                    assert part[relation.subject.span.start : relation.subject.span.end] == relation.subject.text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_sentence_whose_words_a_page_has_mixed_is_read(language: str) -> None:
    """Two columns read as one, and tables as prose, leave words in no order that a grammar expects."""
    order = random.Random(1)  # noqa: S311  # the same every time
    for case, own in SENTENCES:
        if own == language:
            text = str(case[language])
            words = text.split() if language == "en" else list(text)
            order.shuffle(words)
            for relation in kg.extract(read_text((" " if language == "en" else "").join(words))):
                assert relation.subject.entity.id != relation.object.entity.id


def test_words_that_stand_where_no_verb_does_are_read() -> None:
    assert not list(kg.extract(read_text("implications. clinical potential with disease and aggravation,")))
