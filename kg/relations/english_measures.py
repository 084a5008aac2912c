"""How much and how often something is given, and by how much it changes, which stand where an agent or an object would."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.patterns import Patterns
from kg.relations.english_tokens import Token

__all__ = ["read_measures"]

_NUMBER = re.compile(r"\d+(?:[.-]\d+)*|two|three|four|five|six")
_AMOUNT = re.compile(r"(?:(\d+(?:[.-]\d+)*)-?)?([a-zμ%]+)(?:/[a-z0-9μ./]+)?")
_FOLD = re.compile(r"(?:[\d.]+|two|three|four|five|six|seven|eight|nine|ten|several|many)-?fold")
_OPENERS = frozenset(
    ("by", "every", "each", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "many")
)
_EACH = ("a", "per", "every", "each", "in")
_SKIPPED = ("other", "alternate", "second", "third")


def read_measures(tokens: Sequence[Token], patterns: Patterns) -> list[Token]:
    """Return the words with each dose, frequency and extent as one adverb: "minoxidil 5% twice daily", "rose by 50%".

    Args:
        tokens: those of a sentence, brackets left out.
        patterns: the word lists ``dose_units``, ``often``, ``times``, ``periods``, ``extents``, ``about`` and ``giving``.
    """
    out: list[Token] = []
    i, compared = 0, patterns.tables["comparatives"].keys() | patterns.tables["amounts"].keys()
    openers = patterns.having("often") | patterns.having("times") | _OPENERS
    while i < len(tokens):
        word = tokens[i].word
        if not (word[:1].isdigit() or word in openers or word.endswith("fold")):
            out.append(tokens[i])
            i += 1
            continue
        size = _factor(tokens, i)
        more = tokens[i + size] if size and i + size < len(tokens) else None
        if more is not None and more.word in compared and (size == 1 or more.kind != "V"):
            i += size  # "2-fold higher", "30% less scarring"
            continue
        size = _counted(tokens, i, out) or _extent(tokens, i, patterns) or _regimen(tokens, i, patterns)
        size = size or int(bool(_FOLD.fullmatch(word)))  # "raised COL1A1 2.3-fold"
        behind = tokens[i + size] if i + size < len(tokens) else None
        if size and out and out[-1].found and behind is not None and behind.word in patterns.having("giving"):
            i += size  # "tretinoin 0.05% cream"
            continue
        # "twice daily minoxidil" and "5% minoxidil" are names of what is given
        names = behind is not None and (behind.kind in ("N", "Q", "T", "A", "SUF") or behind.word == "of")
        after = bool(out) and (out[-1].kind in ("N", "ADV") or out[-1].form in ("ed", "part", "pass"))
        if names and size == 2 and tokens[i + 1].word == "%" and out and out[-1].kind in ("P", "V", "X"):
            out += [replace(one, kind="D") for one in tokens[i : i + 2]]  # "by 5% niacinamide"
            i += 2
        elif size and not names and (after or tokens[i].word == "by"):
            end = tokens[i + size - 1].end
            out.append(Token(tokens[i].start, end, " ".join(one.word for one in tokens[i : i + size]), "ADV"))
            i += size
        else:
            out.append(tokens[i])
            i += 1
    return _floating(out, patterns)


def _floating(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let "both" between names and their verb say nothing, and "faster" behind a verb be how: "A and B both raised C"."""
    shared, how = patterns.having("shared"), patterns.having("in_what_way")
    out = list(tokens)
    for n, token in enumerate(tokens[1:], 1):
        before, after = tokens[n - 1], tokens[n + 1] if n + 1 < len(tokens) else None
        does = after is not None and after.kind in ("V", "X") and after.form in ("ed", "base", "s")
        listed = before.kind == "N" and any(one.word == "and" for one in tokens[max(0, n - 4) : n])
        ends = after is None or after.kind in ("P", "C", ",", ";", "S", "ADV") or after.word == "than"
        done = before.kind in ("V", "X")
        if (token.word in shared and does and listed) or (token.word in how and not token.found and ends and done):
            out[n] = replace(token, kind="ADV", triggers=())
    return out


def _factor(tokens: Sequence[Token], i: int) -> int:
    """Return over how many words it is told how much more: "2-fold", "30 %", "1.5 times"."""
    if _FOLD.fullmatch(tokens[i].word):
        return 1
    then = tokens[i + 1].word if i + 1 < len(tokens) else ""
    return 2 if then in ("%", "times") and _NUMBER.fullmatch(tokens[i].word) else 0


def _counted(tokens: Sequence[Token], i: int, before: Sequence[Token]) -> int:
    """Return over how many words things are counted behind a change: "hair density rose by 18.6 hairs per cm2".

    Behind a passive they are who does it: "was raised by 2 cytokines".
    """
    if tokens[i].word != "by" or not before or not before[-1].triggers or i + 2 >= len(tokens):
        return 0
    passive = next((one for one in reversed(before[:-1]) if one.kind != "ADV"), before[-1]).kind in ("B", "H", "P")
    if passive or not tokens[i + 1].word[:1].isdigit() or tokens[i + 1].found or tokens[i + 2].kind != "N":
        return 0
    per = i + 4 < len(tokens) and tokens[i + 3].word in ("per", "/") and not tokens[i + 4].found
    return 5 if per else 3


def _extent(tokens: Sequence[Token], i: int, patterns: Patterns) -> int:
    """Return over how many words an extent goes: "by 50%", "by more than 3-fold", "by half"."""
    if tokens[i].word != "by":
        return 0
    k, about = i + 1, patterns.having("about")
    while k < len(tokens) and not tokens[k].found and (tokens[k].kind == "ADV" or tokens[k].word in about):
        k += 1
    if k == len(tokens) or tokens[k].found:
        return 0
    size = 1 if _FOLD.fullmatch(tokens[k].word) or tokens[k].word in patterns.having("extents") else 0
    size = size or _dose(tokens, k, patterns)
    return k + size - i if size else 0


def _regimen(tokens: Sequence[Token], i: int, patterns: Patterns) -> int:
    """Return over how many words doses and frequencies go from here on: "1 mg once daily"."""
    size = 0
    while i + size < len(tokens) and not tokens[i + size].found:
        more = _frequency(tokens, i + size, patterns) or _dose(tokens, i + size, patterns)
        if not more:
            break
        size += more
    return size


def _dose(tokens: Sequence[Token], i: int, patterns: Patterns) -> int:
    """Return over how many words a dose goes: "5 %", "250 mg", "250mg", "2.5 g/day"."""
    units = patterns.having("dose_units")
    alone = _AMOUNT.fullmatch(tokens[i].word)
    if alone and alone[1] and alone[2] in units:
        return 1
    if not _NUMBER.fullmatch(tokens[i].word) or i + 1 == len(tokens) or tokens[i + 1].found:
        return 0
    unit = _AMOUNT.fullmatch(tokens[i + 1].word)
    return 2 if unit and unit[2] in units else 0


def _frequency(tokens: Sequence[Token], i: int, patterns: Patterns) -> int:
    """Return over how many words a frequency goes: "daily", "twice a week", "three times daily", "every 2 weeks"."""
    often, times, periods = (patterns.having(name) for name in ("often", "times", "periods"))
    words = [one.word for one in tokens[i : i + 5]]
    if words[0] in often:
        return 1
    if words[0] in ("every", "each"):
        k = 2 if len(words) > 2 and (words[1] in _SKIPPED or _NUMBER.fullmatch(words[1])) else 1
        return k + 1 if len(words) > k and words[k] in periods else 0
    k = 1 if _NUMBER.fullmatch(words[0]) else 0
    if len(words) <= k + 1 or words[k] not in times:
        return 0
    if words[k + 1] in often:
        return k + 2
    return k + 3 if len(words) > k + 2 and words[k + 1] in _EACH and words[k + 2] in periods else 0
