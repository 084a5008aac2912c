"""Breaks files at random and reads them: ``python -m tests.bench.fuzz [SECONDS] [READER...]``.

A reader gives documents or says what is wrong; whatever else it raises, and whatever takes longer than ten seconds, is printed with
the seed that brings it back.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from kg.errors import SourceError
from kg.model import Document
from kg.references import with_references
from kg.sources import Source, read_source
from kg.sources.opening import STOPPED

_LONG = 10.0


def seeds() -> dict[str, tuple[bytes, str]]:
    """Return a whole file of every format."""
    from tests.test_readers import WRITTEN, zipped

    files = {kind: (text.encode() if isinstance(text, str) else text, name) for kind, (text, name) in WRITTEN.items()}
    files["zip"] = (zipped({name: data for data, name in files.values()}), "a.zip")
    page = Path(__file__).parent.parent / "readers" / "two-columns-en.html"
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "a.pdf"
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}", page.as_uri()]
        subprocess.run(command, capture_output=True, check=True)
        files["pdf"] = (target.read_bytes(), "a.pdf")
    return files


def broken(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """Return a file with a few things broken in it."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = rng.randrange(len(out) + 1)
        kind = rng.randrange(8)
        if kind == 0:
            out[at : at + 1] = bytes([rng.randrange(256)])
        elif kind == 1:
            del out[at : at + rng.choice((1, 4, 64, 1024))]
        elif kind == 2:
            out[at:at] = rng.randbytes(rng.choice((1, 4, 64)))
        elif kind == 3:
            start = rng.randrange(len(out) + 1)
            out[at:at] = out[start : start + rng.choice((8, 64, 512))] * rng.choice((1, 2, 50))
        elif kind == 4:
            del out[at:]
        elif kind == 5:
            other = rng.choice(others)
            start = rng.randrange(len(other))
            out[at:at] = other[start : start + 200]
        elif kind == 6:
            out[at:at] = rng.choice(
                (
                    b"\x00",
                    b"\xed\xa0\x80",
                    b"\xef\xbf\xbe",
                    b"<",
                    b"&",
                    b'"',
                    b"\n",
                    b"]]>",
                    b"-1",
                    b"9" * 30,
                    "\u202e".encode(),
                    b"<!ENTITY a 'b'>",
                    b"\\u0000\\ud800",
                )
            )
        else:
            out = bytearray(
                out.replace(
                    rng.choice((b"0", b"1", b"</", b">", b'"', b"\n", b":")),
                    rng.choice((b"", b"-", b"99999999999", b"\x00")),
                    rng.randrange(1, 4),
                )
            )
    return bytes(out)


def main() -> None:
    """Break and read, each format for so many seconds."""
    sys.set_int_max_str_digits(5000)
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    files = seeds()
    everything = [data for data, _ in files.values()]
    for kind in sys.argv[2:] or files:
        data, name = files[kind]
        end, count, read, wrong = time.monotonic() + seconds, 0, 0, 0
        while time.monotonic() < end:
            rng = random.Random(count)  # noqa: S311
            bad = broken(data, rng, everything)
            start = time.monotonic()
            try:
                for item in read_source(Source.of(bad, name)):
                    if isinstance(item, Document):
                        read += 1
                        with_references(item)
                        assert all(item.text[a.span.start : a.span.end] == a.text for a in item.annotations)
                        assert all(s.span.end <= len(item.text) for s in item.sections)
                    else:
                        assert isinstance(item, SourceError)
                    assert STOPPED not in str(item), item
            except Exception:
                wrong += 1
                if wrong <= 3:
                    sys.stdout.write(f"{kind} seed {count}: {traceback.format_exc()[-1500:]}\n")
            took = time.monotonic() - start
            if took > _LONG:
                sys.stdout.write(f"{kind} seed {count}: {took:.1f} s\n")
            count += 1
        sys.stdout.write(f"{kind}: {count} broken files in {seconds:.0f} s, {read} documents, {wrong} wrong\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
