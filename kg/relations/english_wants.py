"""What is still wanted does nothing yet: "researchers need a strategy to inhibit MMP-1", "there has to be a way to treat X"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.patterns import Patterns
from kg.relations.english_verbs import Chunk
from kg.relations.phrases import Arg

__all__ = ["are_served", "is_wanted", "need_it"]

_NEEDS = ("need", "requir")
_STOPS = ("stop", "discontinu", "withdr", "ceas", "taper", "quit")
_DEEDS = ("treats", "decreases", "increases")
_PEOPLE = ("people", "patient", "women", "woman", "men", "human", "individual", "child", "dermatologist", "physician")


def need_it(verb: Chunk, who: Sequence[Arg]) -> bool:
    """Return whether people need what stands behind a verb, which then acts: "patients need X to prevent Y"."""
    return verb.kind == "V" and verb.word.rpartition(" ")[2].startswith(_NEEDS) and are_served(verb, who)


def are_served(verb: Chunk, who: Sequence[Arg]) -> bool:
    """Return whether people need, stop or treat something, by which nothing acts: "patients requiring corticosteroids"."""
    if verb.kind != "V" or verb.form in ("pass", "part") or not who:
        return False
    needs = verb.word.rpartition(" ")[2].startswith((*_NEEDS, *_STOPS))
    people = all(arg.entity is None or arg.entity.label in _PEOPLE for arg in who)
    acts = (
        bool(verb.triggers) and verb.triggers[0].predicate in _DEEDS and people
    )  # "patients need to reduce UV exposure"
    return acts or (needs and all(arg.entity is None or arg.entity.type == "Organism" for arg in who))


def is_wanted(chunks: Sequence[Chunk], i: int, patterns: Patterns) -> bool:
    """Return whether the infinitive at chunk ``i`` tells what a thing would be for that somebody still looks for.

    Args:
        chunks: all of the sentence.
        i: index of the infinitive.
        patterns: English word lists; ``devices`` are ways and drugs, ``wanting`` begins the verbs of who lacks them.
    """
    if i < 2 or chunks[i - 1].kind != "NP" or not chunks[i - 1].bases:
        return False
    if chunks[i - 1].bases[-1].head.word not in patterns.having("devices"):
        return False
    k = i - 2
    k -= chunks[k].kind == "P" and chunks[k].word in ("for", "of", "to") and k > 0
    verb = chunks[k]
    last = verb.word.rpartition(" ")[2] if verb.kind in ("V", "X", "NP", "H") else ""
    if last.startswith(patterns.words["wanting"]):
        return True
    start = next((n + 1 for n in range(i - 1, -1, -1) if chunks[n].kind in ("S", ";", ",")), 0)
    return verb.kind == "B" and any(chunk.word == "there" for chunk in chunks[start:k])
