"""How time and memory of a whole build grow with the number of abstracts: ``python -m tests.bench.corpus [ABSTRACTS...]``.

The abstracts are made of our own sentences, some of which state something and some nothing, and of made-up genes, so that things
and statements go on growing. An abstract states about six relations, as real ones of PubMed do here (5.1 and 7.5 in two samples).
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measuring import measured

__all__ = ["abstracts", "main"]

_SETTING = (
    "Skin ageing is a complex process with many faces.",
    "Little is known about how long this lasts.",
    "We searched three databases for studies in English and Chinese.",
    "Ninety volunteers took part, and nobody left before the end.",
    "Further studies with longer follow-up are needed.",
)
_PER_FILE = 1000


def abstracts(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Yield so many abstracts as rows with id, title, text and year; the same ones every time."""
    rng = random.Random(seed)  # noqa: S311  # made up, and the same every time
    own: list[str] = []
    for file in sorted((Path(__file__).parents[1] / "regression").glob("*.toml")):
        cases = tomllib.loads(file.read_text(encoding="utf-8"))["case"]
        own += [case["en"] for case in cases if "en" in case]
    for n in range(count):
        genes = [
            f"{rng.choice('ABCDEFGHKLMNPRST')}{rng.choice('ABCDEFGHKLMNPRST')}X{rng.randrange(20_000)}" for _ in "123"
        ]
        made = [
            f"{genes[0]} {rng.choice(('increased', 'reduced', 'did not change'))} {genes[1]} in dermal fibroblasts.",
            f"Treatment with {genes[2]} for {rng.randrange(2, 72)} h {rng.choice(('promoted', 'inhibited'))} angiogenesis in mice.",
        ]
        sentences = [rng.choice(_SETTING), *rng.sample(own, 3), *made, *rng.sample(_SETTING, 3)]
        text = " ".join(sentences)
        yield {
            "id": f"A{n}",
            "title": f"Effects of {genes[0]} and {genes[2]}",
            "text": text,
            "year": str(1990 + n % 35),
        }


def _write(count: int, folder: Path) -> int:
    characters = 0
    rows = abstracts(count)
    for number in range(0, count, _PER_FILE):
        with (folder / f"{number:08}.jsonl").open("w", encoding="utf-8") as file:
            for row, _ in zip(rows, range(min(_PER_FILE, count - number)), strict=False):
                characters += len(row["text"])
                file.write(json.dumps(row) + "\n")
    return characters


def main() -> None:
    """Print seconds and the most memory of one process, for every number of abstracts that is named."""
    sizes = [int(word) for word in sys.argv[1:]] or [100, 1000, 10_000]
    for size in sizes:
        folder = Path(tempfile.mkdtemp(prefix="kg-bench-"))
        try:
            (folder / "in").mkdir()
            characters = _write(size, folder / "in")
            start = time.perf_counter()
            kilobytes = measured(
                [sys.executable, "-m", "kg", "build", str(folder / "in"), "-o", str(folder / "out"), "--jobs", "2"]
            )
            took = time.perf_counter() - start
            told = json.loads((folder / "out" / "build.json").read_text(encoding="utf-8"))
            sys.stdout.write(
                f"{size} abstracts, {characters} characters, {told['evidence']} pieces of evidence, {told['statements']} statements: "
                f"{took:.0f} s, {took / size * 1000:.1f} ms an abstract, {kilobytes / 1e6:.2f} GB\n"
            )
            sys.stdout.flush()
        finally:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
