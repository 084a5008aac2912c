"""Chinese tokens to chunks: noun phrases with their arguments, verbs, role markers, light verbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.grounding import Found, Grounder
from kg.languages import View
from kg.patterns import Patterns, Trigger
from kg.relations.chinese_tokens import Token
from kg.relations.phrases import Arg, Proposal, complete, share

__all__ = ["Chinese", "Chunk"]

_ROLES = ("by", "via", "to", "make", "take", "at")
_RISES, _FALLS = ("increases", "cause", "improve"), ("decreases", "treats", "protect")
#: verbs that are read as verbs even where a noun could stand
_COPULAR = ("is_a", "located_in", "derived_from", "has_phenotype", "use", "differentiates_into")
_JOINING = ("与", "和", "同", "跟", "及")


@dataclass(slots=True)
class Chunk:
    """A piece of a clause. ``kind``: NP, V, L light verb, E effect, DE, ``end``, REP, HYP, C, or a role marker.

    Attributes:
        args: of a noun phrase, one for each thing it names.
        tail: the noun trigger that heads it ("X 的标志物").
        sign: of an effect noun phrase: 促进作用 +1, 抑制作用 -1.
        joined: index of the first argument behind 与 or 和, or 0.
        effect: the phrase is headed by 作用, 影响, 功能 and the like.
        owner, head: what stands before and behind the last 的, when the phrase has one.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    args: tuple[Arg, ...] = ()
    trigger: Trigger | None = None
    tail: Trigger | None = None
    sign: int = 0
    joined: int = 0
    effect: bool = False
    negated: bool = False
    hedged: bool = False
    no_change: bool = False
    owner: Arg | None = None
    head: Arg | None = None


def _sign(trigger: Trigger) -> int:
    return 1 if trigger.predicate in _RISES else -1 if trigger.predicate in _FALLS else 0


class Chinese:
    """Chunks the clauses of one sentence."""

    def __init__(self, view: View, found: Sequence[Found], tokens: list[Token], grounder: Grounder, patterns: Patterns) -> None:
        self.view, self.found, self.tokens, self.grounder = view, found, tokens, grounder
        self.embedded: list[Proposal] = []
        self.tails = tuple(sorted(patterns.having("noun_tails"), key=len, reverse=True))
        self.heads = patterns.having("noun_heads")
        self.prefixes = patterns.tables["prefixes"]
        self.prefix_nouns = patterns.tables["prefix_nouns"]

    def clauses(self) -> Iterator[list[Chunk]]:
        """Yield the chunks of each clause: clauses end at commas, and behind what introduces a report."""
        start = 0
        for i, token in enumerate([*self.tokens, None]):
            if token is None or token.may(",", ";"):
                yield self._chunks(start, i)
                if token is not None and token.may(";"):
                    yield [Chunk(";", token.start, token.end)]
                start = i + 1

    def _chunks(self, i: int, end: int) -> list[Chunk]:
        out: list[Chunk] = []
        negated = hedged = same = False
        while i < end:
            token = self.tokens[i]
            if self._is_verb(i, end):
                trigger = token.triggers[0]
                out.append(Chunk("V", token.start, token.end, token.text, trigger=trigger, negated=negated, hedged=hedged, no_change=same))
                negated = hedged = False
                i = self._after_verb(i + 1, end)
                continue
            if token.may("SAME"):
                same = negated = True
            elif token.may("NEG"):
                negated = True
            elif token.may("HEDGE"):
                hedged = True
            elif token.may("ANA", "THIS") and i + 1 < end and self._opens_phrase(i + 1, end) and not self.tokens[i + 1].may("ADV", "at"):
                chunk, i = self._noun_phrase(i + 1, end)
                chunk.args = tuple(self._pointed(arg, token) for arg in chunk.args)
                chunk.negated, chunk.hedged = negated, hedged
                negated = False
                out.append(chunk)
                continue
            elif token.may("TREAT") and i + 1 < end and self.tokens[i + 1].may("DE") and out and out[-1].kind == "NP":
                out.append(Chunk("TREAT", token.start, token.end, token.text))
                i += 2
                continue
            elif token.may("X") and not token.may("N", "W", "Q", "G", "E", "TREAT") and i + 1 < end and not self.tokens[i + 1].may("E"):
                out.append(Chunk("X", token.start, token.end, token.text))
            elif self._opens_phrase(i, end):
                chunk, i = self._noun_phrase(i, end)
                chunk.negated, chunk.hedged = negated, hedged
                negated = False
                out.append(chunk)
                continue
            else:
                out += self._small(token, i, end, out, negated=negated, hedged=hedged)
                negated = negated and not token.may("L")
            i += 1
        return out

    def _small(self, token: Token, i: int, end: int, out: list[Chunk], *, negated: bool, hedged: bool) -> list[Chunk]:
        """Return the chunk of a function word, if the clause needs to know of it."""
        if token.may("L"):
            return [Chunk("L", token.start, token.end, token.text, negated=negated, hedged=hedged)]
        if token.may("REP"):
            return [Chunk("REP", token.start, token.end, token.text)]
        if token.may("ANA"):
            return [Chunk("NP", token.start, token.end, token.text, args=(Arg(token.start, token.end, None, anaphor=True),))]
        if token.may("tail") and any(chunk.kind in _ROLES for chunk in out[-3:]):
            return [Chunk("end", token.start, token.end, token.text)]
        for kind in (*_ROLES, "end", "HYP", "DE", "C"):
            if token.may(kind):
                return [Chunk(kind, token.start, token.end, token.text)]
        return []

    def _pointed(self, arg: Arg, token: Token) -> Arg:
        """Return what a phrase behind 这些 or 其 means: an earlier, fuller mention, or something to be resolved."""
        if arg.entity is None:
            return replace(arg, anaphor=True)
        if token.may("THIS"):
            for item in reversed(self.found):
                if item.end <= arg.start and item.entity.broader == arg.entity.id:
                    return Arg(item.start, item.end, item.entity, arg.sign, arg.undirected)
        return arg

    def _after_verb(self, i: int, end: int) -> int:
        """Return the index behind the aspect particles that follow a verb."""
        while i < end and self.tokens[i].text in ("了", "着", "过", "到", "出"):
            i += 1
        return i

    # --- verbs ----------------------------------------------------------------------------------------------------

    def _is_verb(self, i: int, end: int) -> bool:
        """Return whether a trigger is used as a verb here, by what stands beside it."""
        token = self.tokens[i]
        if not token.may("V") or not token.triggers or token.triggers[0].kind != "verb":
            return False
        after = self.tokens[i + 1] if i + 1 < end else None
        before = self.tokens[i - 1] if i else None
        if before and before.end == token.start and before.text in self.heads and before.kinds == {"N"}:
            return False
        if token.triggers[0].predicate in _COPULAR:
            return after is not None
        if token.triggers[0].predicate == "associated_with":
            return after is None or not after.may("N", "W", "Q", "G", "E", "CHANGE")
        if after is not None and after.found is None and not after.may("DE", "ADV") and self._is_tail(after, i, end):
            return False
        if before is not None and before.may("DE"):
            return False
        touches = before is not None and before.end == token.start and before.may("N", "W", "Q", "G")
        if token.may("Q", "ADV", "L") and not token.may("REP"):
            return self._is_weak_verb(i, end, before, after)
        if touches and before is not None and before.found is None and before.may("N") and after is not None and after.may("C", "DE"):
            return token.triggers[0].themes is False or after.may("DE")
        return True

    def _is_tail(self, after: Token, i: int, end: int) -> bool:
        if not after.text.startswith(self.tails) or after.may("V", "L"):
            return False
        # 调节细胞行为: what begins with such a word and goes on is an object.
        follows = self.tokens[i + 2] if i + 2 < end else None
        exact = after.text in self.tails or any(after.text == tail for tail in self.tails)
        return (exact or after.kinds == {"N"} and len(after.text) <= 3) and not (follows is not None and follows.found and after.text in ("组织", "细胞", "信号", "蛋白", "基因"))

    def _is_weak_verb(self, i: int, end: int, before: Token | None, after: Token | None) -> bool:
        """Return whether a word that is a noun as often as a verb (表达, 分泌, 产生) is a verb here."""
        nominal_after = after is not None and (after.may("N", "W", "ANA") or after.may("G") and not after.may("Q"))
        if after is not None and after.may("DE") and before is not None and before.may("N", "W"):
            return i + 2 < end and not self.tokens[i + 2].may("V", "Q")
        if not nominal_after:
            return False
        if before is None or before.may("ADV", "NEG", "HEDGE", "ANA", "C", "DE", "L"):
            return True
        return before.may("N", "W", "G", "STUDY")

    # --- noun phrases -----------------------------------------------------------------------------------------------

    def _opens_phrase(self, i: int, end: int) -> bool:
        token = self.tokens[i]
        if token.may("ADV", "HEDGE") and not token.may("N", "Q", "G", "TREAT"):
            return False
        if token.may("N", "W", "TAIL", "STUDY", "CHANGE", "TREAT", "X"):
            return not (token.may("at") and not token.may("W", "N"))
        if token.may("V"):  # not used as a verb: a noun
            return not token.may("ADV", "L", "REP") or token.may("Q")
        if token.may("tail") and not token.may("end"):
            return i == 0 or not any(t.may(*_ROLES) for t in self.tokens[max(0, i - 5):i])
        return token.may("Q", "G", "E") and not token.may("ADV", "L", "REP", "end")

    def _noun_phrase(self, i: int, end: int) -> tuple[Chunk, int]:
        segments: list[list[Token]] = [[]]
        joined, start = 0, i
        while i < end:
            token = self.tokens[i]
            if token.may("DE") and segments[-1]:
                if i + 1 < end and (self._opens_phrase(i + 1, end) or self._noun_verb(i + 1, end)) and not self._is_verb(i + 1, end):
                    segments[-1].append(token)
                else:
                    break
            elif token.may("C") and segments[-1] and i + 1 < end and self._continues(i + 1, end):
                if token.text in _JOINING:
                    joined = joined or len(segments)
                segments.append([])
            elif segments[-1] and self._stops(i, end):
                break
            elif not self._is_verb(i, end) and (self._opens_phrase(i, end) or self._noun_verb(i, end)) and not (
                    token.may("end") and not token.may("N", "W", "Q")):
                segments[-1].append(token)
            else:
                break
            i += 1
        if not segments[-1]:
            segments.pop()
        chunk = Chunk("NP", self.tokens[start].start, self.tokens[i - 1].end, joined=joined)
        self._fill(chunk, segments)
        return chunk, i

    def _stops(self, i: int, end: int) -> bool:
        """Return whether a phrase ends before a token: another verb, or 处理 before 的."""
        token = self.tokens[i]
        if token.may("TREAT") and i + 1 < end and self.tokens[i + 1].may("DE"):
            return True
        return token.may("X") and not token.may("N", "W", "Q", "G", "E", "TREAT") and i + 1 < end and not self.tokens[i + 1].may("DE", "E")

    def _continues(self, i: int, end: int) -> bool:
        return not self._is_verb(i, end) and (self._opens_phrase(i, end) or self._noun_verb(i, end)) or self.tokens[i].may("C", "ANA") and False

    def _noun_verb(self, i: int, end: int) -> bool:
        return self.tokens[i].may("V") and not self._is_verb(i, end)

    def _fill(self, chunk: Chunk, segments: list[list[Token]]) -> None:
        args: list[Arg] = []
        for n, segment in enumerate(segments):
            like = next((k for k, token in enumerate(segment) if token.text in ("等", "等等") and 0 < k < len(segment) - 1), 0)
            if like:
                self._members(args, segment, like, chunk)
                continue
            arg = self._argument(segment, chunk, last=n == len(segments) - 1)
            if arg:
                args.append(arg)
            elif chunk.joined and n < chunk.joined:
                chunk.joined -= 1
        last_de = max((k for k, token in enumerate(segments[0]) if token.may("DE")), default=0) if segments else 0
        if last_de and last_de < len(segments[0]) - 1:
            blank = Chunk("NP", chunk.start, chunk.end)
            chunk.owner = self._argument(segments[0][:last_de], blank, last=False)
            chunk.head = self._argument(segments[0][last_de + 1:], blank, last=False)
        first = args[0].entity if len(args) > 1 else None
        concepts = self.grounder.lexicon.concepts
        participant = next((concepts[part].entity for role, part in first.parts if role == "participant" and part in concepts), None) if first else None
        chunk.args = complete(share(args, participant), self.view, self.grounder.lexicon)
        chunk.text = self.view.text[chunk.start:chunk.end]

    def _members(self, args: list[Arg], segment: list[Token], like: int, chunk: Chunk) -> None:
        """Add the members in "A、B 等 C", and say that each is a C."""
        member = self._argument(segment[:like], chunk, last=False)
        blank = Chunk("NP", chunk.start, chunk.end)
        whole = self._argument(segment[like + 1:], blank, last=False)
        args += [member] if member else []
        for arg in args:
            if whole and whole.entity and arg.entity and whole.entity.id != arg.entity.id and whole.entity.type == arg.entity.type:
                self.embedded.append(Proposal(replace(arg, sign=0), Trigger("等", "is_a"), replace(whole, sign=0), segment[like].start,
                                              segment[like].end, (chunk.start, chunk.end), "zh-members"))

    def _argument(self, segment: list[Token], chunk: Chunk, *, last: bool) -> Arg | None:
        """Return the argument of one member of a list; amounts and changes at its end give way to what they are of."""
        tokens = [token for token in segment if token.text not in ("等", "等等")]
        sign, undirected = 0, False
        while tokens:
            token = tokens[-1]
            undirected |= token.may("CHANGE") and not token.found
            if token.may("DE"):
                tokens = tokens[:-1]
            elif token.may("TAIL") and not token.found and last and len(tokens) > 1:
                chunk.tail = chunk.tail or token.triggers[-1]
                tokens = tokens[:-1]
            elif token.may("V") and not token.found and token.triggers and len(tokens) > 1 and token.triggers[0].kind == "verb":
                sign = (_sign(token.triggers[0]) or 1) * (sign or 1) if _sign(token.triggers[0]) or sign else 0
                chunk.sign = chunk.sign or _sign(token.triggers[0])
                tokens = tokens[:-1]
            elif token.may("E") and not token.found:
                chunk.effect = True
                tokens = tokens[:-1]
            elif token.may("Q", "G", "CHANGE") and not token.found and not (token.may("W") and len(tokens) > 1 and not token.may("Q", "E", "G")):
                tokens = tokens[:-1]
            else:
                break
        if tokens and tokens[-1].may("V") and not tokens[-1].found and len(tokens) == 1:
            chunk.sign = chunk.sign or _sign(tokens[-1].triggers[0])
            return None
        while tokens and (tokens[0].may("DE") or tokens[0].may("STUDY") and not tokens[0].found):
            tokens = tokens[1:]
        if not tokens:
            return Arg(segment[0].start, segment[-1].end, None) if segment and not chunk.sign else None
        arg = self._named(tokens, sign)
        return replace(arg, undirected=undirected and not sign) if arg else None

    def _named(self, tokens: list[Token], sign: int) -> Arg | None:
        for k in range(len(tokens) - 1):
            if tokens[k].text in self.prefixes and tokens[k].end == tokens[k + 1].start or tokens[k].text[-1:] in self.prefixes and tokens[k].found is None and tokens[k].end == tokens[k + 1].start and len(tokens[k].text) <= 3:
                noun = tokens[k + 1]
                concept = noun.found.entity if noun.found else None
                named = self.grounder.lexicon.get(self.prefix_nouns.get(noun.text, "")) if concept is None and noun.text in self.prefix_nouns else None
                entity = concept or (named.entity if named else None)
                prefix = tokens[k].text[-1:]
                if entity and prefix in self.prefixes:
                    return Arg(noun.start, noun.end, entity, -1 if self.prefixes[prefix] == "decreases" else 1, property=True)
        for token in tokens:
            if token.found is None and len(token.text) > 1 and token.text[0] in self.prefixes and token.text[1:] in self.prefix_nouns:
                named = self.grounder.lexicon.get(self.prefix_nouns[token.text[1:]])
                if named:
                    return Arg(token.start + 1, token.end, named.entity, -1 if self.prefixes[token.text[0]] == "decreases" else 1, property=True)
        start, end = tokens[0].start, tokens[-1].end
        if all(token.found is None and (token.may("G", "Q", "E", "DE", "STUDY") or token.may("W") and token.may("G")) for token in tokens):
            return Arg(start, end, None, sign)
        entity = self.grounder.ground(self.view, start, end, self.found) if end - start <= 40 else None
        stripped = self.grounder.strip(self.view, start, end)
        return Arg(stripped, end, entity, sign) if stripped < end else replace(Arg(start, end, None), sign=sign)
