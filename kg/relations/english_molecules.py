"""English turns of molecular biology put as the rules read them: "A and B form a complex", "targets A for degradation", "is A-dependent"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from kg.patterns import Patterns
from kg.relations.english_tokens import Token, as_verb
from kg.relations.english_words import look_up

__all__ = ["molecular"]

_NOUNS: Final = ("N", "Q", "T")
_WITHIN: Final = ("D", "A", "SUF", *_NOUNS)
_STOPS: Final = (",", ";", "P", "C", "S", "R", "TO", "NEG")
#: form of a verb -> the same form of "degrade", "mediate" and "interact"
_DEGRADES: Final = {"base": "degrade", "s": "degrades", "ed": "degraded", "ing": "degrading"}
_STIMULATES: Final = {"act": "stimulate", "acts": "stimulates", "acted": "stimulated"}
_MEDIATES: Final = {"base": "mediate", "s": "mediates", "ed": "mediated", "ing": "mediating"}
_INTERACTS: Final = {"base": "interact", "s": "interacts", "ed": "interacted", "ing": "interacting"}


def molecular(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the words of a sentence with such turns put straight.

    Args:
        tokens: as the word lists alone tell them.
        patterns: English word lists and triggers.
    """
    said = {token.word for token in tokens}  # most sentences hold none of the words that a turn needs
    steps: tuple[tuple[str, Callable[[list[Token], Patterns], list[Token]]], ...] = (
        ("fates", _fated),
        ("complexes", _complexed),
        ("complexes", _slashed),
        ("mutual", _mutual),
        ("needless", _needless),
        ("depending", _depending),
        ("exerting", _exerting),
        ("signalling", _signalling),
        ("mimicking", _mimicking),
        ("recruited", _recruited),
        ("whose", _whose),
    )
    for listed, step in steps:
        if not said.isdisjoint(patterns.having(listed)):
            tokens = step(tokens, patterns)
    return tokens


def _over(tokens: list[Token], n: int, *, lists: bool = False) -> int:
    """Return where the noun phrase that begins at ``n`` ends, or the list of them."""
    kinds = (*_WITHIN, "C", ",") if lists else _WITHIN
    end = next((k for k in range(n, len(tokens)) if tokens[k].kind not in kinds), len(tokens))
    while end > n and tokens[end - 1].kind in ("C", ","):
        end -= 1
    return end


def _fated(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "targets A for (proteasomal) degradation" as "degrades A"."""
    for n, token in enumerate(tokens):
        if token.word not in patterns.having("fating") or token.form not in _DEGRADES:
            continue
        # "targets A for", "is targeted for", "targets it for"
        to = _over(tokens, n + 1, lists=True)
        to += to < len(tokens) and to == n + 1 and tokens[to].kind == "PRON"
        if to >= len(tokens) or tokens[to].word not in ("for", "to", "toward", "towards"):
            continue
        end = _over(tokens, to + 1)
        if end > to + 1 and tokens[end - 1].word in patterns.having("fates"):
            verb = as_verb(token, _DEGRADES, patterns)
            return [*tokens[:n], verb, *tokens[n + 1 : to], *_fated(tokens[end:], patterns)]
    return tokens


def _complexed(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "A and B form a complex", "A forms a complex with B" and "A is in a complex with B" as "A interacts with B"."""
    for n, token in enumerate(tokens):
        k = n
        while k and tokens[k - 1].kind in ("A", "D", "ADV", "N") and tokens[k - 1].found is None:
            k -= 1
        if token.word not in patterns.having("complexes") or not k:
            continue
        led, after = tokens[k - 1], tokens[n + 1] if n + 1 < len(tokens) else None
        held = after is not None and after.word == "with"
        if led.word == "in" and k > 1 and held:
            at = k - 2
            while at and tokens[at - 1].kind in ("B", "ADV"):
                at -= 1
            if tokens[at].kind == "B" or tokens[at].form in ("s", "base"):
                verb = as_verb(replace(led, form="s"), _INTERACTS, patterns)
                return [*tokens[:at], verb, *tokens[n + 1 :]]
        forms = led.word in patterns.having("forming") and led.form in _INTERACTS
        if forms and held:
            return [*tokens[: k - 1], as_verb(led, _INTERACTS, patterns), *_complexed(tokens[n + 1 :], patterns)]
        if forms and (after is None or (after.kind in (*_STOPS, "ADV") and after.word not in _OF)):
            return _joined(tokens, k - 1, n + 1, patterns)
    return tokens


def _slashed(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "the A/B complex" as one name: it is neither of them."""
    for n in range(3, len(tokens)):
        first, mark, last = tokens[n - 3 : n]
        cut = mark.end - mark.start == 1 and mark.word in ("/", "or")
        named = last.kind in _NOUNS and (first.found is not None or last.found is not None)
        if tokens[n].word in patterns.having("complexes") and cut and named:
            whole = Token(first.start, tokens[n].end, f"{first.word}/{last.word} {tokens[n].word}", "N")
            return [*tokens[: n - 3], whole, *_slashed(tokens[n + 1 :], patterns)]
    return tokens


#: what a complex is with or of
_OF: Final = ("with", "of", "containing", "between", "comprising")


def _joined(tokens: list[Token], n: int, end: int, patterns: Patterns) -> list[Token]:
    """Return "A and B bind each other" as "A interacts with B": the verb stands at ``n``, and what it takes ends at ``end``."""
    first = n
    while first and tokens[first - 1].kind in ("ADV", "M", "H", "B"):
        first -= 1
    joins = next((k for k in range(first - 1, 0, -1) if tokens[k].kind not in _WITHIN), 0)
    alone = joins and tokens[joins].word == "and" and joins + 1 < first and tokens[joins - 1].kind in _NOUNS
    start = next((k for k in range(joins - 1, -1, -1) if tokens[k].kind not in _WITHIN), -1)
    if not alone or (start >= 0 and tokens[start].kind in ("C", ",", "P") and not _opens(tokens, start)):
        return tokens
    own = any("with" in trigger.prepositions for trigger in tokens[n].triggers)
    verb = replace(tokens[n], form="s") if own else as_verb(replace(tokens[n], form="s"), _INTERACTS, patterns)
    return [
        *tokens[:joins],
        verb,
        replace(tokens[joins], word="with", kind="P"),
        *tokens[joins + 1 : first],
        *tokens[end:],
    ]


def _opens(tokens: list[Token], n: int) -> bool:
    """Return whether the comma at ``n`` ends what only leads up to a clause."""
    return tokens[n].kind == "," and not any(one.found for one in tokens[max(0, n - 1) : n])


def _mutual(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "A and B interact (with each other)" as "A interacts with B"."""
    for n in range(3, len(tokens)):
        token = tokens[n]
        if token.word not in patterns.having("mutual"):
            continue
        k = n + 1
        k += k < len(tokens) and tokens[k].word in ("with", "to")
        other = [one.word for one in tokens[k : k + 2]]
        if other in (["each", "other"], ["one", "another"]):
            return _joined(tokens, n, k + 2, patterns)
        ends = n + 1 == len(tokens) or tokens[n + 1].kind in (",", ";", "ADV", "S") or tokens[n + 1].word in _WHERE
        if ends and token.word in patterns.having("mutual_alone"):
            return _joined(tokens, n, n + 1, patterns)
    return tokens


_WHERE: Final = ("in", "at", "on", "during", "and")


def _needless(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "is dispensable for" as "is not required for"."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        led = n > 0 and tokens[n - 1].kind in ("B", "ADV")
        follows = n + 1 < len(tokens) and tokens[n + 1].word in ("for", "to")
        if token.word in patterns.having("needless") and led and follows:
            out.append(Token(token.start, token.start, "not", "NEG"))
            token = replace(token, word="required", kind="A", form="", triggers=(), found=None)
        elif token.word == "to" and out and out[-1].word == "required" and tokens[n - 1].word != "required":
            token = replace(token, word="for", kind="P")
        out.append(token)
    return out


def _depending(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "is A-dependent" as "is dependent on A", and "is A-independent" as its denial."""
    for n in range(2, len(tokens)):
        token, name = tokens[n], tokens[n - 1]
        if token.word not in patterns.having("depending") or token.start > name.end + 1 or name.kind not in _NOUNS:
            continue
        k = n - 1
        while k and tokens[k - 1].kind in ("ADV", "NEG"):
            k -= 1
        after = tokens[n + 1] if n + 1 < len(tokens) else None
        if not k or tokens[k - 1].kind != "B" or (after is not None and after.kind not in (*_STOPS, "ADV")):
            continue
        no = [replace(token, word="not", kind="NEG")] if token.word.startswith("in") else []
        on = [replace(token, word="dependent", kind="A"), replace(token, word="on", kind="P")]
        return [*tokens[: n - 1], *no, *on, name, *_depending(tokens[n + 1 :], patterns)]
    return tokens


def _signalling(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "A signals through B" as "A acts through B", and "A signals cells to" as "stimulates" them; signals are things, too."""
    out = list(tokens)
    for n in range(1, len(tokens) - 2):
        token, who, what = tokens[n], tokens[n - 1], tokens[n + 1]
        if who.found is None or who.found.entity.type not in ("GeneProduct", "Chemical"):
            continue
        whom = what.found is not None and what.found.entity.type == "Cell" and tokens[n + 2].kind == "TO"
        word = patterns.tables["signals"].get(token.word, "") if what.word in ("through", "via") or whom else ""
        if word:
            triggers, form = look_up(patterns).verbs[_STIMULATES[word] if whom else word]
            out[n] = replace(token, word=word, kind="V", form=form, triggers=triggers, found=None)
    return out


def _mimicking(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "mimics the effect of A on B" as "mediates" it: what is mimicked is there."""
    out = list(tokens)
    for n, token in enumerate(tokens[:-3]):
        end = _over(tokens, n + 1) if token.word in patterns.having("mimicking") and token.form in _MEDIATES else 0
        if end > n + 1 and tokens[end - 1].word in patterns.having("effect_nouns") and end < len(tokens):
            out[n] = as_verb(token, _MEDIATES, patterns) if tokens[end].word == "of" else token
    return out


def _recruited(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "is recruited to the promoter of A" as "binds" it, where nobody is said to do that."""
    for n in range(1, len(tokens) - 2):
        led = tokens[n].word in patterns.having("recruited") and tokens[n - 1].kind == "B"
        if not led or tokens[n + 1].word not in ("to", "onto", "at"):
            continue
        end = _over(tokens, n + 2)
        bound = end > n + 2 and tokens[end - 1].word in patterns.having("gene_parts")
        if not bound or any(one.word == "by" for one in tokens[end:]):
            continue
        at = n - 1
        while at and tokens[at - 1].kind in ("B", "H", "M", "ADV"):
            at -= 1
        verb = as_verb(replace(tokens[n], form="s"), _INTERACTS, patterns)
        return [*tokens[:at], verb, replace(tokens[n + 1], word="with", kind="P"), *tokens[n + 2 :]]
    return tokens


def _whose(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "A, whose expression declines" as "A, which declines"."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        before = tokens[n - 1] if n else None
        told = before is not None and before.word == "whose" and token.word in patterns.having("own_amounts")
        if told and n + 1 < len(tokens) and tokens[n + 1].kind in ("V", "X", "B", "H", "M", "ADV"):
            out[-1] = replace(out[-1], end=token.end, word="which")
        else:
            out.append(token)
    return out


def _exerting(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "exerts its effects through" as "acts through"."""
    for n in range(1, len(tokens) - 3):
        token = tokens[n]
        if token.word not in patterns.having("exerting") or token.form not in ("base", "s", "ed"):
            continue
        end = _over(tokens, n + 2) if tokens[n + 1].word in ("its", "their", "this", "these", "such") else 0
        plain = n + 2 < end < len(tokens) and not any(one.found for one in tokens[n + 2 : end])
        acts = plain and tokens[end - 1].word in patterns.having("effect_nouns")
        if acts and tokens[end].word in ("through", "via", "by"):
            word = {"base": "act", "s": "acts", "ed": "acted"}[token.form]
            verb = replace(token, word=word, kind="V", triggers=look_up(patterns).verbs[word][0])
            return [*tokens[:n], verb, *tokens[end:]]
    return tokens
