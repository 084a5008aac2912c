"""English sentences that say that nothing changed, put as "Y was not affected": "no change in Y was observed after X"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.patterns import Patterns
from kg.relations.english_tokens import Token
from kg.relations.english_words import look_up

__all__ = ["affirmed", "lacked", "more_than", "unchanged"]

_NAMES: Final = ("N", "Q", "T", "A", "D", "SUF")
_OF: Final = ("in", "of", "to", "on", "for")
#: what stands behind the thing that did not change, and says after what
_AFTER: Final = ("after", "with", "following", "upon", "under", "by", "during", "between", "among", "compared")
_LACKS: Final = ("lack", "absence")
_AND: Final = ("and", "but", "yet")
_WANTS: Final = {"lack": "base", "lacks": "s", "lacked": "ed"}
_HOLDERS: Final = ("Cell", "Vesicle", "Secretome", "Anatomy")
_RARE: Final = ("uncommon", "unusual", "infrequent", "rare", "atypical", "negligible")
_MERELY: Final = ("only", "just", "merely", "simply", "solely")
_WITHOUT: Final = 2  #: words of "without affecting"


def unchanged(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the words of a sentence with such turns put straight.

    Args:
        tokens: as the word lists alone tell them.
        patterns: English word lists and triggers.
    """
    said = {token.word for token in tokens}  # most sentences hold none of them
    if "no" not in said and "change" not in said:
        return tokens
    reader = _Reader(tokens, patterns)
    out: list[Token] = []
    n = 0
    while n < len(tokens):
        read = reader.at(n)
        if read is None:
            out.append(tokens[n])
            n += 1
        else:
            out += read[0]
            n = read[1]
    return out


def affirmed(tokens: list[Token]) -> list[Token]:
    """Return the words with "was not an uncommon cause" as "was a cause"."""
    for n in range(len(tokens) - 2):
        if tokens[n].word != "not" or tokens[n].kind != "NEG":
            continue  # "no unusual events": none
        rare = n + 1 + (tokens[n + 1].kind == "D")
        if tokens[rare].word in _RARE and rare + 1 < len(tokens):
            return [*tokens[:n], *tokens[n + 1 : rare], *affirmed(tokens[rare + 1 :])]
    return tokens


def more_than(tokens: list[Token]) -> list[Token]:
    """Return the words with "did not only reduce" as "did reduce": what is not all is done."""
    said = {token.word for token in tokens}
    if said.isdisjoint(_MERELY):
        return tokens
    out = list(tokens)
    for n in range(len(out) - 2):
        no, only, verb = out[n : n + 3]
        if no.kind == "NEG" and only.word in _MERELY and verb.kind in ("V", "X", "B") and verb.form == "base":
            out[n] = replace(no, word="did", kind="M")
            out[n + 1] = replace(only, kind="ADV")
    return out


def lacked(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "the absence of p53" with the absence as a thing, which acts; "a lack of association" as "no association"."""
    if not any(token.kind == "NEG" and token.word.startswith(_LACKS) for token in tokens):
        return tokens
    out: list[Token] = []
    for n, token in enumerate(tokens):
        rest = tokens[n + 1 :]
        holder = (
            next((one for one in out if one.found), None) if out and out[-1].word in _AND else out[-1] if out else None
        )
        if token.word in _WANTS and holder is not None and _wanted(holder, rest):
            contains = look_up(patterns).verbs["contain"][0]
            out.append(Token(token.start, token.start, "does not", "NEG"))
            out.append(replace(token, word="contain", kind="V", form="base", triggers=contains))
            continue
        joined = token.word.endswith(" of") and token.word.removesuffix(" of") in patterns.having("negative_quantities")
        apart = token.word in patterns.having("negative_quantities") and bool(rest) and rest[0].word == "of"
        if (
            token.kind == "P"
            and token.word == "of"
            and out
            and out[-1].word == "no"
            and out[-1].end == tokens[n - 1].end
        ):
            continue
        if token.kind != "NEG" or not (joined or apart):
            out.append(token)
            continue
        what = next((one for one in rest[apart:] if one.kind not in ("D", "A", "ADV")), None)
        if what is not None and (what.kind == "T" or what.triggers) and what.found is None:
            if out and out[-1].kind == "D":
                out.pop()
            out.append(replace(token, word="no"))
        elif joined:
            split = token.end - 2
            out.append(replace(token, end=split - 1, word=token.word[:-3], kind="N"))
            out.append(Token(split, token.end, "of", "P"))
        else:
            out.append(replace(token, kind="N"))
    return out


def _wanted(holder: Token, rest: list[Token]) -> bool:
    """Return whether what lacks something does not hold it: cartilage and vessels, cells and CD90; not skin and collagen."""
    thing = next((token.found for token in rest if token.kind not in ("A", "D", "ADV")), None)
    if holder.found is None or thing is None or holder.found.entity.type not in _HOLDERS:
        return False
    kind = thing.entity.type
    return kind in ("Anatomy", "Cell") or (holder.found.entity.type != "Anatomy" and kind in ("GeneProduct", "RNA"))


class _Reader:
    """Finds the turns of one sentence."""

    def __init__(self, tokens: Sequence[Token], patterns: Patterns) -> None:
        self.tokens, self.nouns = tokens, patterns.having("same_nouns")
        self.seen, self.placebos = patterns.having("seen_same"), patterns.having("placebos")
        self.affects, self.nominal = look_up(patterns).verbs["affected"][0], look_up(patterns).nominal

    def at(self, n: int) -> tuple[list[Token], int] | None:
        """Return what the words from ``n`` on say, and where they end; None where no turn begins."""
        token = self.tokens[n]
        if token.kind == "N" and token.word == "change" and n and self.tokens[n - 1].kind == "NEG":
            return self._verb(n)
        if token.kind == "P" and token.word == "with" and (noun := self._noun(n + 1)):
            of = self._word(noun + 1)
            led = n > 0 and of in ("in", "on", "to") and self._thing(noun + 2) > noun + _WITHOUT
            return (self._without(n, noun), noun + 2) if led else None
        if token.kind == "PRON" and token.word == "there" and self._kind(n + 1) == "B" and (noun := self._noun(n + 2)):
            return self._there(noun)
        if token.kind == "NEG" and (noun := self._noun(n)):
            return self._seen(noun)
        brings = token.kind == "V" and any(trigger.predicate in ("cause", "produces") for trigger in token.triggers)
        if brings and token.form in ("ed", "s", "base"):
            return self._brought(n)
        return None

    def _kind(self, n: int) -> str:
        return self.tokens[n].kind if n < len(self.tokens) else ""

    def _word(self, n: int) -> str:
        return self.tokens[n].word if n < len(self.tokens) else ""

    def _noun(self, n: int) -> int:
        """Return where the noun of "no (significant) change" stands, or 0."""
        if self._word(n) != "no":
            return 0
        k = n + 1
        while self._kind(k) in ("A", "ADV"):
            k += 1
        if k >= len(self.tokens) or self.tokens[k].found is not None:
            return 0
        return k if self._word(k) in self.nouns or self._is_change(self.tokens[k]) else 0

    def _is_change(self, token: Token) -> bool:
        """Return whether a noun says which way something changes: "increase"."""
        triggers = self.nominal.get(token.word, ())
        return token.found is None and bool(triggers) and triggers[0].predicate in ("increases", "decreases")

    def _thing(self, n: int) -> int:
        """Return where the thing ends that begins at ``n``."""
        k = n
        while self._kind(k) in (*_NAMES, "C") or (k > n and self._word(k) in ("of", "in", *self.placebos)):
            k += 1
        while k > n and (self._kind(k - 1) == "C" or self._word(k - 1) in ("of", "in")):
            k -= 1
        return k

    def _told(self, at: Token) -> list[Token]:
        """Return "was not affected" where a noun says so, and "was not increased" of an increase."""
        triggers = self.nominal[at.word] if self._is_change(at) else self.affects
        verb = replace(at, word="affected", kind="V", form="pass", triggers=triggers, found=None)
        return [replace(at, word="was", kind="B", form="", triggers=()), replace(at, word="not", kind="NEG"), verb]

    def _verb(self, n: int) -> tuple[list[Token], int] | None:
        if self._kind(n + 1) not in (*_NAMES, "PRON") or self._thing(n + 1) == n + 1:
            return None
        verb = replace(self.tokens[n], word="affect", kind="V", form="base", triggers=self.affects)
        return [verb], n + 1

    def _without(self, n: int, noun: int) -> list[Token]:
        affecting = replace(self.tokens[noun], word="affecting", kind="V", form="ing", triggers=self.affects)
        return [replace(self.tokens[n], word="without"), affecting]

    def _there(self, noun: int) -> tuple[list[Token], int] | None:
        """Read "there was no change in Y after X"."""
        end = self._thing(noun + 2)
        if self._word(noun + 1) not in _OF or end == noun + 2:
            return None
        rest, stop = self._rest(noun, end)
        return [*self.tokens[noun + 2 : end], *self._told(self.tokens[noun]), *rest], stop

    def _brought(self, n: int) -> tuple[list[Token], int] | None:
        """Read "caused no increase in Y" and "led to no increase in Y" as "did not increase Y"."""
        k = n + 1 + (self._word(n + 1) in ("to", "in"))
        noun = self._noun(k)
        if not noun or not self._is_change(self.tokens[noun]) or self._word(noun + 1) not in _OF:
            return None
        verb = replace(self.tokens[n], triggers=self.nominal[self._word(noun)])
        denial = Token(verb.start, verb.start, "not", "NEG")
        return [denial, verb], noun + 2

    def _seen(self, noun: int) -> tuple[list[Token], int] | None:
        """Read "no change in Y was observed after X" and "no change was observed in Y"."""
        if self._word(noun + 1) in _OF:
            end = self._thing(noun + 2)
            if end == noun + 2 or self._kind(end) != "B" or self._word(end + 1) not in self.seen:
                return None
            rest, stop = self._rest(noun, end + 2)
            return [*self.tokens[noun + 2 : end], *self._told(self.tokens[noun]), *rest], stop
        if self._kind(noun + 1) != "B" or self._word(noun + 2) not in self.seen or self._word(noun + 3) not in _OF:
            return None
        end = self._thing(noun + 4)
        if end == noun + 4:
            return None
        rest, stop = self._rest(noun, end)
        return [*self.tokens[noun + 4 : end], *self._told(self.tokens[noun]), *rest], stop

    def _rest(self, noun: int, n: int) -> tuple[list[Token], int]:
        """Return what follows where something did not change: "between X and placebo" is "by X", "with X" is "by X"."""
        if self._word(n) == "with":
            return [replace(self.tokens[n], word="by")], n + 1
        if self._word(n) != "between" or not self._word(noun).startswith("difference"):
            return [], n
        end = self._thing(n + 1)
        both = next((k for k in range(n + 1, end) if self._word(k) == "and"), 0)
        sides = (self.tokens[n + 1 : both], self.tokens[both + 1 : end])
        controls = [any(token.word in self.placebos for token in side) for side in sides]
        if not both or sum(controls) != 1:
            return [], n
        acts = [token for token in sides[controls.index(False)] if token.kind != "SUF"]
        return [replace(self.tokens[n], word="by"), *acts], end
