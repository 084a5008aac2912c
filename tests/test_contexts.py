"""Contexts against sentences of our own, each read by hand: what is said is right, and most of it is found."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg.extraction import extract
from kg.model import FIELDS
from kg.sources import read_text

FOLDER = Path(__file__).parent / "contexts"
#: a field is judged alone where so many sentences speak of it
ENOUGH = 5


def _found(row: dict[str, Any]) -> dict[str, str]:
    relations = [one for one in extract(read_text(row["text"])) if one.predicate not in ("derived_from", "contains")]
    assert relations, row["text"]
    about = next(
        (
            one
            for one in relations
            if (one.subject.entity.label, one.object.entity.label) == (row["subject"], row["object"])
        ),
        relations[0],
    )
    values: dict[str, list[str]] = {}
    for one in about.context:
        values.setdefault(one.field, []).append(one.value)
        assert about.sentence.text[one.span.start : one.span.end] == one.text
    return {field: " + ".join(sorted(listed)) for field, listed in values.items()}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_context_is_right_and_most_are_found(language: str) -> None:
    rows = [json.loads(line) for line in (FOLDER / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()]
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for row in rows:
        found = _found(row)
        for field in FIELDS:
            said, told = found.get(field), row["context"].get(field)
            right[field] += said is not None and said == told
            wrong[field] += said is not None and said != told
            missed[field] += told is not None and said != told
    told = {field: right[field] + missed[field] for field in FIELDS}
    assert sum(right.values()) >= 0.95 * (right.total() + wrong.total()), wrong
    assert sum(right.values()) >= 0.88 * (right.total() + missed.total()), missed
    for field in FIELDS:
        if told[field] >= ENOUGH:
            assert right[field] >= 0.9 * (right[field] + wrong[field]), (field, wrong[field])
    assert {field for field in FIELDS if told[field]} == set(FIELDS)
