r"""A readable view of raw text, with a map back to the raw offsets.

Reviews reach us with citation markers in mid-clause, Markdown emphasis, LaTeX Greek, spaces that a scanner put
between Chinese characters, full-width punctuation and traditional characters. :func:`fold` removes or replaces
all of that and remembers, for every character it keeps, which raw characters it stands for, so that whatever is
found in the view is quoted exactly from the document::

    raw    转化生长因子 $\\beta$ 、胶原[12]
    view   转化生长因子β、胶原
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress

from opencc import OpenCC

from kg.languages.scripts import is_cjk
from kg.model import Span

__all__ = ["View", "fold", "fold_term"]

_GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "zeta": "ζ",
    "eta": "η",
    "theta": "θ",
    "iota": "ι",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "nu": "ν",
    "xi": "ξ",
    "pi": "π",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "phi": "φ",
    "chi": "χ",
    "psi": "ψ",
    "omega": "ω",
    "times": "×",
    "pm": "±",
    "geq": "≥",
    "leq": "≤",
}
_MATH = re.compile(r"\$[^$\n]{1,120}\$")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_MARKUP = re.compile(
    r"</?(?:sup|sub|b|i|em|strong|span|br|u)\b[^<>\n]{0,80}>"
    # other tags only where nothing but a tag can stand, as "0.05<p and n>3" is not one
    r"|</?(?:a|p|div|h[1-6]|li|[ou]l|table|t[hrd]|tbody|thead|img|figure|figcaption|font|small|mark|script|style|iframe|svg)"
    r"(?:\s+[\w:-]+\s*=[^<>\n]{0,200})?\s*/?>|\*{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)|`+|&nbsp;"
)
_SPACE = re.compile(r"\s+")
_DASHES = dict.fromkeys("‐‑‒–—―−－", "-")
_PUNCTUATION = {
    "，": ",",
    "；": ";",
    "：": ":",
    "（": "(",
    "）": ")",
    "［": "[",
    "］": "]",
    "？": "?",
    "！": "!",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "ß": "β",
}


@dataclass(frozen=True, slots=True)
class View:
    """Folded text. ``text[i]`` stands for the raw characters ``starts[i]`` up to ``ends[i]``.

    Attributes:
        text: folded, in its original case.
        lower: the same in lower case, of the same length.
        starts, ends: raw code-point offsets, one per character of ``text``.
    """

    text: str
    lower: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the raw span of ``text[start:end]``, which must not be empty."""
        return Span(self.starts[start], self.ends[end - 1])

    def find(self, offset: int) -> int:
        """Return the first index whose raw start is at or after a raw offset."""
        return bisect_left(self.starts, offset)


@lru_cache(maxsize=1)
def _simplified() -> dict[str, str]:
    """Return the traditional-to-simplified table, one character to one."""
    every = [chr(code) for code in range(0x4E00, 0xA000)]
    folded = OpenCC("t2s").convert("\n".join(every)).split("\n")
    return {raw: new for raw, new in zip(every, folded, strict=True) if raw != new and len(new) == 1}


@lru_cache(maxsize=8192)
def _fold_char(char: str) -> str:
    """Return what one character reads as: narrow, simplified, plain dash; it may become several characters."""
    if char in _DASHES:
        return "-"
    if char in _PUNCTUATION:
        return _PUNCTUATION[char]
    if "\ud800" <= char <= "\udfff":  # half a character, from a broken decoder
        return "\ufffd"
    if "\u4e00" <= char < "\ua000":
        return _simplified().get(char, char)
    if "\u2460" <= char <= "\u2473":  # circled numbers open list items: as plain digits they would be quantities
        return char
    folded = unicodedata.normalize("NFKC", char)
    return "".join(c for c in folded if unicodedata.category(c) not in ("Cf", "Cc", "Mn")) if folded != " " else " "


class _OneForOne(dict[int, str]):
    """What characters read as, for ``str.translate``: filled as characters come, those of other lengths put down in ``odd``."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: set[str] = set()

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = self[code] = _fold_char(char)
        if len(folded) != 1:
            self.odd.add(char)
        return folded


@lru_cache(maxsize=1)
def _one_for_one() -> _OneForOne:
    return _OneForOne()


def _lower(text: str) -> str:
    """Return a text in lower case and of the same length: the few characters that would grow stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _plain_math(source: str) -> list[tuple[str, int, int]]:
    """Return (character, start, end) for LaTeX between dollars: commands become Greek, layout disappears."""
    kept: list[tuple[str, int, int]] = []
    at = 0
    while at < len(source):
        command = _COMMAND.match(source, at)
        if command:
            greek = _GREEK.get(command[1].lower())
            if greek:
                kept.append((greek, at, command.end()))
            at = command.end()
        elif source[at] in "$\\{}_^~ &":
            at += 1
        else:
            kept.extend((char, at, at + 1) for char in _fold_char(source[at]))
            at += 1
    return kept


def _holes(text: str, start: int, end: int, hidden: Iterable[Span]) -> dict[int, tuple[int, str]]:
    """Return raw start -> (raw end, kind) of the stretches that are not read character by character."""
    holes = {span.start: (span.end, "gap") for span in hidden if start <= span.start and span.end <= end}
    for kind, pattern in (("gap", _MARKUP), ("math", _MATH), ("space", _SPACE)):
        for found in pattern.finditer(text, start, end):
            holes.setdefault(found.start(), (found.end(), kind))
    return holes


def fold(text: str, start: int = 0, end: int | None = None, hidden: Iterable[Span] = ()) -> View:
    r"""Return the view of ``text[start:end]`` without the ``hidden`` spans (citation markers).

    >>> fold("轉化生長因子 $\\\\beta$ ，胶 原").text
    '转化生长因子β,胶原'
    >>> view = fold("<sup>a</sup> ﬁbroblast")
    >>> view.text, view.span(2, 4)
    ('a fibroblast', Span(start=13, end=14))
    """
    end = len(text) if end is None else end
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = start
    for hole, (stop, kind) in sorted(_holes(text, start, end, hidden).items()):
        if hole < at:
            continue  # inside another
        _extend(text, at, hole, chars, starts, ends)
        if kind == "space":
            chars.append(" ")
            starts.append(hole)
            ends.append(stop)
        elif kind == "math":
            for char, a, b in _plain_math(text[hole:stop]):
                chars.append(char)
                starts.append(hole + a)
                ends.append(hole + b)
        at = stop
    _extend(text, at, end, chars, starts, ends)
    kept = [char != " " or _keeps_space(chars, i) for i, char in enumerate(chars)]
    folded = "".join(compress(chars, kept))
    return View(folded, _lower(folded), tuple(compress(starts, kept)), tuple(compress(ends, kept)))


def _extend(text: str, start: int, end: int, chars: list[str], starts: list[int], ends: list[int]) -> None:
    """Add a stretch that is read character by character: all at once where each of them stays one."""
    if start >= end:
        return
    table, raw = _one_for_one(), text[start:end]
    folded = raw.translate(table)
    if table.odd.isdisjoint(raw):
        chars += folded
        starts += range(start, end)
        ends += range(start + 1, end + 1)
        return
    for at, char in enumerate(raw, start):
        for part in table[ord(char)]:
            chars.append(part)
            starts.append(at)
            ends.append(at + 1)


def _keeps_space(chars: list[str], i: int) -> bool:
    """Return whether a space separates words: not at the ends, not doubled, not beside Chinese or Greek."""
    if i == 0 or i == len(chars) - 1:
        return False
    before, after = chars[i - 1], chars[i + 1]
    if before in " (、。" or after in ",;:)、。" or (before == "-" and ("α" <= after <= "ω")):
        return False
    if after == "-" and "α" <= before <= "ω":
        return False  # $\beta$ -catenin
    if is_cjk(before) or is_cjk(after):
        return False
    return not (before in ",;:)" and i + 1 < len(chars) and is_cjk(after))


@lru_cache(maxsize=65536)
def fold_term(term: str) -> str:
    """Return a dictionary term as the matcher sees it: folded, lower case, hyphens as spaces.

    >>> fold_term("Ⅰ型膠原"), fold_term("TGF–β1")
    ('i型胶原', 'tgf β1')
    """
    return fold(term).lower.replace("-", " ")
