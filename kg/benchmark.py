"""How fast extraction is: characters a second, step by step, beside the bare dictionary matcher in the same process.

Times are of the processor, the best of several rounds, so that a busy machine tells less; ratios travel between
machines, times do not.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from kg.extraction import read_sentences
from kg.languages import fold
from kg.lexicon import Lexicon, load_lexicon
from kg.model import Document, Language
from kg.sentences import split_sentences
from kg.sources import read_text

__all__ = ["Speed", "bench_lines", "growth", "growth_lines", "measure"]

_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Speed:
    """One step over some documents: characters read, and processor seconds it took at best."""

    step: str
    language: Language
    characters: int
    seconds: float

    @property
    def rate(self) -> float:
        """Characters a second."""
        return self.characters / self.seconds if self.seconds else float("inf")


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def _each(work: Callable[[Any], object], items: Sequence[Any]) -> None:
    for item in items:
        work(item)


def measure(docs: Sequence[Document], lexicon: Lexicon | None = None) -> Iterator[Speed]:
    """Yield the speed of each step, per language: the bare matcher, splitting, folding, and text to relations.

    Args:
        docs: documents to read, of one language or both.
        lexicon: the concepts to look for; those shipped with kg when left out.
    """
    lexicon = lexicon or load_lexicon()
    languages: tuple[Language, ...] = ("en", "zh")
    for language in languages:
        mine = [doc for doc in docs if doc.language == language]
        if not mine:
            continue
        characters = sum(len(doc.text) for doc in mine)
        sentences = tuple((doc, sentence) for doc in mine for sentence in split_sentences(doc))
        list(read_sentences(mine[0], lexicon))  # word lists are read once, before the clock runs

        steps: dict[str, Callable[[], object]] = {
            "bare dictionary matcher": partial(_each, lambda doc: lexicon.match(doc.text.lower()), mine),
            "split": partial(_each, lambda doc: list(split_sentences(doc)), mine),
            "fold": partial(
                _each, lambda pair: fold(pair[0].text, pair[1].span.start, pair[1].span.end, []), sentences
            ),
            "text to relations": partial(_each, lambda doc: list(read_sentences(doc, lexicon)), mine),
        }
        for name, work in steps.items():
            yield Speed(name, language, characters, _best(work))


def bench_lines(speeds: Sequence[Speed]) -> Iterator[str]:
    """Yield a line for each step: characters a second, and how many times slower than the bare matcher."""
    bare = {speed.language: speed.rate for speed in speeds if speed.step == "bare dictionary matcher"}
    for speed in speeds:
        slower = bare[speed.language] / speed.rate
        yield f"{speed.language}  {speed.step:26} {speed.rate:14,.0f} characters a second   1/{slower:,.0f} of the matcher"


def growth(docs: Sequence[Document], lexicon: Lexicon | None = None, least: int = 10_000) -> Iterator[Speed]:
    """Yield how long text to relations takes for so many characters, ten times and a hundred times as many, per language.

    Args:
        docs: documents to read, of one language or both; they are read again until there are enough characters.
        lexicon: the concepts to look for; those shipped with kg when left out.
        least: characters of the smallest amount.
    """
    lexicon = lexicon or load_lexicon()
    languages: tuple[Language, ...] = ("en", "zh")
    for language in languages:
        mine = [doc for doc in docs if doc.language == language]
        size = sum(len(doc.text) for doc in mine)
        if not size:
            continue
        once = mine * math.ceil(least / size)
        for times in (1, 10, 100):
            text = _longer(once, times)
            work = partial(_each, lambda doc: list(read_sentences(doc, lexicon)), text)
            yield Speed(f"{times}x", language, sum(len(doc.text) for doc in text), _best(work))


def _longer(docs: Sequence[Document], times: int) -> list[Document]:
    """Return the bodies of documents, so many times as long each: many short ones would hide what grows within one."""
    bodies = [
        "\n\n".join(doc.text[part.span.start : part.span.end] for part in doc.sections if part.kind == "body")
        for doc in docs
    ]
    return [read_text("\n\n".join([body or doc.text] * times)) for doc, body in zip(docs, bodies, strict=True)]


def growth_lines(speeds: Sequence[Speed]) -> Iterator[str]:
    """Yield a line for each amount, and one for each language with the exponent of the growth: 1 is linear."""
    for speed in speeds:
        yield f"{speed.language}  {speed.step:>5} {speed.characters:12,} characters {speed.seconds:9.2f} s {speed.rate:12,.0f} characters a second"
    for language in dict.fromkeys(speed.language for speed in speeds):
        first, *_, last = [speed for speed in speeds if speed.language == language]
        slope = math.log(last.seconds / first.seconds) / math.log(last.characters / first.characters)
        yield f"{language}  grows as the {slope:.2f}th power of the text"
