"""One relation in every wording that a language has for it: frames filled in with verbs, and verbs with kinds of things.

What a sentence must state follows from its frame, so that no expected result is written down sentence by sentence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.sources import read_text

FRAMES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "frames.toml").read_text(encoding="utf-8"))
DIRECTIONS = ("increases", "decreases")


def _stated(text: str) -> Iterator[tuple[str, str, str, bool]]:
    for relation in kg.extract(read_text(text)):
        yield relation.subject.entity.label, relation.predicate, relation.object.entity.label, relation.negated


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("denied", [False, True])
def test_every_wording_of_more_and_of_less(language: str, direction: str, denied: bool) -> None:
    """The direction is that of the verb, and a denial is one whichever words deny."""
    own = FRAMES[language]
    wrong = []
    for frame in own["denied" if denied else "said"]:
        for forms in own[direction]:
            text = frame.format(**forms)
            found = [item for item in _stated(text) if item[0] == own["subject"] and item[2].startswith(own["object"])]
            # that a thing was not affected denies that it rose
            fits = {(direction, denied), ("affects", True)} if denied else {(direction, False)}
            if not found or not {(item[1], item[3]) for item in found} <= fits:
                wrong.append((text, found))
    assert wrong == []


@pytest.mark.parametrize("tie", FRAMES["ties"], ids=[f"{tie['language']}: {tie['about']}" for tie in FRAMES["ties"]])
def test_every_wording_of_a_tie(tie: dict[str, Any]) -> None:
    """Two things stand in one relation, denied or not, whichever words tie them."""
    ends, wrong = {tie["subject"], tie["object"]}, []
    for text in tie["sentences"]:
        found = [item for item in _stated(text) if {item[0], item[2]} == ends]
        if not found or any(item[1] not in tie["states"] or item[3] != tie["denied"] for item in found):
            wrong.append((text, found))
    assert wrong == []


@pytest.mark.parametrize(
    "row", FRAMES["kinds"], ids=[f"{row['language']}: {row['verbs'][0]} {row['states']}" for row in FRAMES["kinds"]]
)
def test_what_a_verb_states_of_a_kind_of_thing(row: dict[str, Any]) -> None:
    """To improve a sign is to treat it, to improve a measure is to raise it."""
    frame, wrong = ("Curcumin {} {}." if row["language"] == "en" else "姜黄素可{}{}。"), []
    for verb in row["verbs"]:
        for thing in row["objects"]:
            text = frame.format(verb, thing)
            found = [item for item in _stated(text) if item[0] == "curcumin"]
            if not found or any((item[1], item[3]) != (row["states"], False) for item in found):
                wrong.append((text, found))
    assert wrong == []


@pytest.mark.parametrize("doubted", [False, True])
def test_every_wording_of_a_doubt(doubted: bool) -> None:
    wrong = []
    for text in FRAMES["doubts"]["doubted" if doubted else "sure"]:
        found = [relation for relation in kg.extract(read_text(text)) if relation.object.entity.label == "collagen"]
        if not found or any(relation.hedged != doubted or relation.negated for relation in found):
            wrong.append(text)
    assert wrong == []
