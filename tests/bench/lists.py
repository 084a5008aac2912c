"""A million terms with two million names, the first time and again: ``python -m tests.bench.lists [TERMS]``.

Beside it the bare work of reading such a file, in the same run: so the ratio tells what the program makes of it, whatever the machine.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kg.lexicon import load_lexicon
from kg.terms import lexicon_with

_SYLLABLES = ("zan", "mel", "tor", "ix", "pha", "glu", "co", "der", "mo", "thy", "ra", "sin", "ol", "kin", "ase", "ate")


def _word(of: random.Random) -> str:
    return "".join(of.choices(_SYLLABLES, k=of.randint(2, 4)))


def _list(path: Path, terms: int) -> None:
    of = random.Random(1)  # noqa: S311  # made up, and the same every time
    words = [_word(of) for _ in range(60_000)]
    with path.open("w", encoding="utf-8") as file:
        file.write("id\tlabel\tsynonyms\tparents\n")
        for n in range(terms):
            one, other = (" ".join(of.choices(words, k=of.randint(2, 4))) for _ in range(2))
            file.write(f"CHEBI:{n}\t{one}\t{other}\tCHEBI:{n // 7}\n")


def _bare(path: Path) -> None:
    """Read the file and put its names into a dictionary, which is the least that can be done."""
    names = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").split("\t")
            for name in (cells[1], *cells[2].split("|")):
                names[name.lower()] = cells[0]


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print the seconds of each, the ratio to the bare work, and the memory."""
    terms = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    load_lexicon()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        path = Path(folder) / "terms.tsv"
        _list(path, terms)
        first = _timed(lambda: lexicon_with([], [(path, "")]))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        again = _timed(lambda: lexicon_with([], [(path, "")]))
        bare = _timed(lambda: _bare(path))
    sys.stdout.write(
        f"{terms} terms: {first:.1f} s the first time, {first / bare:.1f} times the bare reading ({bare:.1f} s); "
        f"{again:.2f} s again; {most:.0f} MB at most\n"
    )


if __name__ == "__main__":
    main()
