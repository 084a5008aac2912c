"""Chinese tokens to chunks: noun phrases with their arguments, verbs, role markers, light verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.grounding import BROAD, Found, Grounder, as_worded
from kg.languages import View
from kg.patterns import Patterns
from kg.relations.chinese_aims import read_aims
from kg.relations.chinese_chunks import Chunk, shares_denial, shares_doubt
from kg.relations.chinese_comparisons import read_comparisons
from kg.relations.chinese_fates import read_fates
from kg.relations.chinese_joining import read_plainly
from kg.relations.chinese_nouns import NounPhrases
from kg.relations.chinese_serving import each_of_its_own, held_within, read_served
from kg.relations.chinese_tokens import Token, split_brackets
from kg.relations.chinese_verbs import Verbs
from kg.relations.phrases import Arg

__all__ = ["Chinese"]

_ROLES = ("by", "via", "to", "make", "take", "at")
_ITSELF = ("它", "它们", "其")  #: right before a verb, who acts
_PLURAL = ("这些", "上述", "以上")
_LISTING = ("、", "等", "如", "包括", "例如")
_BETWEEN = ("与", "同", "跟")
_JOINING = ("与", "和", "同", "跟", "及")


class Chinese:
    """Chunks the clauses of one sentence."""

    def __init__(
        self, view: View, found: Sequence[Found], tokens: list[Token], grounder: Grounder, patterns: Patterns
    ) -> None:
        self.tokens, groups = split_brackets(tokens)
        self.view, self.found = view, found
        self.nouns = NounPhrases(view, found, grounder, patterns)
        self.verbs = Verbs(self.tokens, patterns)
        self.patterns = patterns
        self.endings = patterns.tables["endings"]
        self.inner = patterns.having("inner_adverbs")
        self.pointing = patterns.having("pointing")
        self.pairs, self.together = patterns.having("pairs"), patterns.having("together")
        self.former, self.latter = patterns.having("former"), patterns.having("latter")
        self.theirs = patterns.having("theirs")
        self.outcomes = patterns.having("outcomes")
        self.afterwards = patterns.having("afterwards")
        self.helping = patterns.having("helping")
        self.denying = patterns.having("denying")
        no, proof = ("|".join(patterns.words[name]) for name in ("unproven", "proofs"))
        #: 尚无 明确 证据 before 表明: what is reported is denied
        self.unproven = re.compile(f"(?:{no})[^,;:。]{{0,6}}(?:{proof})[^,;:。]{{0,4}}$")
        #: index behind the word before a bracket -> what it holds
        self.groups = groups
        #: index behind the word before a bracket -> the chunks of what it lists
        self.listed = [
            (end, [chunk for clause in Chinese(view, found, inside, grounder, patterns).clauses() for chunk in clause])
            for end, inside in groups
            if any(token.text in _LISTING for token in inside)
        ]

    def clauses(self) -> Iterator[list[Chunk]]:
        """Yield the chunks of each clause: clauses end at commas, and behind what introduces a report."""
        start = 0
        for i, token in enumerate([*self.tokens, None]):
            if token is None or token.may(",", ";"):
                text = self.view.text
                chunks = read_aims(self._chunks(start, i), self.patterns, text)
                chunks = read_plainly(read_served(chunks, self.patterns, text), self.patterns, text)
                self.nouns.embedded += held_within(chunks)
                for part in each_of_its_own(chunks):
                    yield read_fates(read_comparisons(part, self.patterns), self.nouns)
                if token is not None and token.may(";"):
                    yield [Chunk(";", token.start, token.end)]
                start = i + 1

    def _chunks(self, i: int, end: int) -> list[Chunk]:
        out: list[Chunk] = []
        negated = hedged = same = unproven = False
        while i < end:
            token = self.tokens[i]
            unproven |= token.may("REP") and self.unproven.search(self.view.text, 0, token.end) is not None
            if self._is_silent(i, end, out):
                i += 1
                continue
            if self.verbs.is_verb(i, end):
                trigger = token.triggers[0]
                negated |= shares_denial(out) or unproven or token.text in self.denying
                hedged |= shares_doubt(out)
                out.append(
                    Chunk(
                        "V",
                        token.start,
                        token.end,
                        token.text,
                        trigger=trigger,
                        negated=negated,
                        hedged=hedged,
                        no_change=same,
                        paired=self._is_paired(i),
                    )
                )
                negated = hedged = False
                i = self._after_verb(i + 1, end)
                if token.text == "所致" and i < end and not self.tokens[i].may("DE"):
                    out.append(Chunk("DE", token.end, token.end, ""))  # X 所致 Y is X 所致 的 Y
                continue
            if token.may("OPEN") and not out and self._holds_verb(i + 1, end):
                pass
            elif token.may("SAME"):
                same = negated = True
                out.append(Chunk("SAME", token.start, token.end, token.text, negated=True, no_change=True))
            elif token.may("NEG"):
                negated = True
            elif token.may("HEDGE"):
                hedged = True
            elif (
                token.may("ANA", "THIS")
                and not self._is_taken(i, end, out)
                and token.text not in (*self.former, *self.latter)
                and i + 1 < end
                and self._opens_phrase(i + 1)
                and not self.tokens[i + 1].may("ADV", "at")
                and not (token.text in _ITSELF and self.verbs.is_verb(i + 1, end) and not (out and out[-1].kind == "V"))
                and not self._changes_then_acts(i + 1, end)
            ):
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
            elif self.verbs.is_other_verb(i, end):
                out.append(Chunk("X", token.start, token.end, token.text))
            elif token.may("ANA") and (
                not token.may("ADV") or self._changes_then_acts(i + 1, end) or self._is_taken(i, end, out)
            ):
                out += self._small(token, out, negated=negated, hedged=hedged)
            elif self._opens_phrase(i):
                chunk, i = self._noun_phrase(i, end)
                chunk.negated, chunk.hedged = negated, hedged
                # 不 受 X 影响, 不 在 X 中 表达: it is the verb behind that is denied; 不 通过 X 促进 Y denies the way alone
                negated = negated and bool(out) and out[-1].kind in ("by", "make", "at", "to", "take")
                out.append(chunk)
                continue
            else:
                out += self._later(i, end, out) or self._small(token, out, negated=negated, hedged=hedged)
                negated = negated and not token.may("L")
            i += 1
        return out

    def _is_taken(self, i: int, end: int, out: list[Chunk]) -> bool:
        """Return whether 其 is what something is done to: 并 将 其 递送 至."""
        taken = self.tokens[i].text == "其" and bool(out) and out[-1].kind == "take" and i + 1 < end
        return taken and self.verbs.is_verb(i + 1, end)

    def _changes_then_acts(self, i: int, end: int) -> bool:
        """Return whether a change stands at ``i`` and a verb behind it: 其 [缺乏 会 导致] X."""
        change = self.tokens[i].triggers[0] if i < end and self.tokens[i].triggers else None
        return change is not None and change.themes and self.verbs.is_verb(i, end) and self._verb_behind(i, end)

    def _is_paired(self, verb: int) -> bool:
        """Return whether 分别 stands before a verb, with no more than where or by whom between: 分别 由 A 和 B 分泌."""
        if "分别" not in self.view.text:
            return False
        for token in reversed(self.tokens[max(0, verb - 9) : verb]):
            if token.text == "分别":
                return True
            if token.may("V", ",", ";") and not token.found:
                return False
        return False

    def _is_silent(self, i: int, end: int, out: list[Chunk]) -> bool:
        """Return whether a word says nothing where it stands.

        的 of 产生 显著 的 X, 减少 of 与 X 减少 有关, 有助于 of 有助于 增强 X.
        """
        token = self.tokens[i]
        if token.may("DE") and i and self.tokens[i - 1].may("ADV") and out and out[-1].kind in ("V", "L"):
            return True
        if self._is_change_of(i, end) and out and out[-1].kind == "NP":
            return True
        return token.text in self.helping and self._verb_behind(i, end)

    def _is_change_of(self, i: int, end: int) -> bool:
        """Return whether a change ends the name of what something is related to."""
        token, after = self.tokens[i], self.tokens[i + 1] if i + 1 < end else None
        change = bool(token.triggers) and token.triggers[0].themes and token.triggers[0].kind == "verb"
        return (
            change and after is not None and bool(after.triggers) and after.triggers[0].predicate == "associated_with"
        )

    def _later(self, i: int, end: int, out: list[Chunk]) -> list[Chunk]:
        """Return the end of what opens the clause where a time stands behind it: 口服 X 8周后 Y 减少."""
        token = self.tokens[i]
        later = token.kinds == {"ADV"} and token.text.endswith("后") and [chunk.kind for chunk in out] == ["NP"]
        opens = i + 1 < end and self._opens_phrase(i + 1)
        if self._closes_scene(i, end) and [chunk.kind for chunk in out] == ["NP"]:
            return [Chunk("end", token.start, token.end, token.text)]  # 高糖环境 下，
        return [Chunk("end", token.end - 1, token.end, "后")] if later and opens else []

    def _closes_scene(self, i: int, end: int) -> bool:
        """Return whether 下 ends a clause that no preposition opens, behind something that is known."""
        return self.tokens[i].text == "下" and i + 1 == end and i > 0 and self.tokens[i - 1].found is not None

    def _verb_behind(self, i: int, end: int) -> bool:
        """Return whether the next word that is no adverb is a verb."""
        k = next((k for k in range(i + 1, end) if not self.tokens[k].may("ADV")), end)
        return k < end and self.verbs.is_verb(k, end)

    def _holds_verb(self, i: int, end: int) -> bool:
        """Return whether a verb that takes a subject stands in a stretch of the clause."""
        return any(self.verbs.is_verb(k, end) or self.tokens[k].may("L") for k in range(i + 1, end))

    def _small(self, token: Token, out: list[Chunk], *, negated: bool, hedged: bool) -> list[Chunk]:
        """Return the chunk of a function word, if the clause needs to know of it."""
        if token.may("L"):
            return [Chunk("L", token.start, token.end, token.text, negated=negated, hedged=hedged)]
        if token.may("REP"):
            return [Chunk("REP", token.start, token.end, token.text)]
        if token.may("ANA", "ILL"):
            back = Arg(
                token.start,
                token.end,
                as_worded(token.text, "Disease", "zh") if token.may("ILL") else None,
                anaphor=True,
                event=token.may("EVENT") or (bool(out) and out[-1].kind == "take"),
                pair=token.text in self.pairs,
                several=token.text in self.theirs,
                alone=token.text == "它",
                nth=1 if token.text in self.former else 2 if token.text in self.latter else 0,
            )
            return [Chunk("NP", token.start, token.end, token.text, args=(back,))]
        if token.may("tail") and any(chunk.kind in _ROLES for chunk in out[-3:]):
            return [Chunk("end", token.start, token.end, token.text)]
        for kind in (*_ROLES, "end", "HYP", "DE", "C"):
            if token.may(kind):
                return [Chunk(kind, token.start, token.end, token.text)]
        return []

    def _pointed(self, arg: Arg, token: Token) -> Arg:
        """Return what a phrase behind 这些 or 其 means: an earlier, fuller mention, or something to be resolved."""
        if arg.entity is None:
            outcome = token.text in ("这些", "上述") and self.view.text[arg.start : arg.end] in self.outcomes
            return replace(arg, anaphor=True, event=token.may("EVENT") or outcome)
        if token.may("THIS"):
            name = self.view.text[arg.start : arg.end]
            if arg.entity.id in BROAD or name in self.pointing:
                kind = self.endings.get(name, arg.entity.type)
                return replace(arg, entity=replace(arg.entity, type=kind), anaphor=True)  # 该蛋白
            kinds = [item for item in self.found if item.end <= arg.start and item.entity.broader == arg.entity.id]
            if token.text in _PLURAL and len(kinds) > 1:
                return replace(arg, anaphor=True)  # 这些 miRNA are all that were named
            for item in reversed(self.found):
                fuller = arg.entity.provisional and self.view.text[item.start : item.end].endswith(name)  # 该 表型
                if item.end <= arg.start and (item.entity.broader == arg.entity.id or fuller):
                    return Arg(item.start, item.end, item.entity, arg.sign, arg.undirected)
        return arg

    def _after_verb(self, i: int, end: int) -> int:
        """Return the index behind the aspect particles that follow a verb."""
        while i < end and self.tokens[i].text in ("了", "着", "过", "到", "出"):
            i += 1
        return i

    def _opens_phrase(self, i: int) -> bool:
        token = self.tokens[i]
        if (token.may("ADV", "HEDGE") and not token.may("N", "Q", "G", "TREAT")) or token.text == "下":
            return False
        if token.may("N", "W", "TAIL", "STUDY", "CHANGE", "TREAT", "X"):
            return not (token.may("at") and not token.may("W", "N"))
        if token.may("V"):  # not used as a verb: a noun
            return not token.may("ADV", "L", "REP") or token.may("Q")
        if token.may("tail") and not token.may("end"):
            return i == 0 or not any(t.may(*_ROLES) for t in self.tokens[max(0, i - 5) : i])
        return token.may("Q", "G", "E") and not token.may("ADV", "L", "REP", "end")

    def _noun_phrase(self, i: int, end: int) -> tuple[Chunk, int]:
        segments: list[list[Token]] = [[]]
        joints: list[tuple[str, int]] = []
        start = i
        while i < end:
            token = self.tokens[i]
            if token.may("DE") and segments[-1]:
                if (
                    i + 1 < end
                    and (self._opens_phrase(i + 1) or self._noun_verb(i + 1, end))
                    and not self.verbs.is_verb(i + 1, end)
                ):
                    segments[-1].append(token)
                elif self._changes_on(i + 1, end):
                    segments[-1] += [token, *self.tokens[i + 1 : i + 3]]  # X 的 持续 激活 是
                    i += 2
                elif i + 2 < end and self.tokens[i + 1].may("G") and self._opens_phrase(i + 2):
                    segments[-1] += [token, self.tokens[i + 1]]  # Y 的 主要 调节因子
                    i += 1
                else:
                    break
            elif token.may("C") and segments[-1] and i + 1 < end and self._continues(i + 1, end):
                joints += [(token.text, len(segments))] if token.text in _JOINING else []
                segments.append([])
            elif segments[-1] and i + 1 < end and self._is_inside(token, self.tokens[i + 1]):
                segments[-1].append(token)
            elif (
                token.text in self.together
                and segments[-1]
                and segments[-1][-1].kinds == {"N"}
                and i + 1 < end
                and self.tokens[i + 1].found
            ):
                joints.append((token.text, len(segments)))
                segments.append([])  # 微针 联合 外泌体
            elif token.text in self.inner and segments[-1] and i + 1 < end and self._noun_behind(i + 1, end):
                segments[-1].append(token)  # 胶原 过度 沉积
            elif segments[-1] and self._stops(i, end, start):
                break
            elif (
                not self.verbs.is_verb(i, end)
                and (self._opens_phrase(i) or self._noun_verb(i, end))
                and not (token.may("end") and not token.may("N", "W", "Q"))
            ):
                segments[-1].append(token)
            else:
                break
            i += 1
        if not segments[-1]:
            segments.pop()
        # A 和 B 与 C 相关: 与 parts them, whatever went before
        joined = next((at for text, at in joints if text in _BETWEEN), joints[0][1] if joints else 0)
        chunk = Chunk("NP", self.tokens[start].start, self.tokens[i - 1].end, joined=joined)
        chunk.paired = self._is_paired(start)
        self.nouns.fill(chunk, segments)
        return chunk, i

    def _changes_on(self, i: int, end: int) -> bool:
        """Return whether an adverb and a change follow that are a noun: what comes then is the verb of the clause."""
        inner = i < end and (self.tokens[i].text in self.inner or self.tokens[i].may("CHANGE"))
        if i + 1 >= end or not inner or not self.tokens[i + 1].may("V", "Q"):
            return False
        return (
            i + 2 == end
            or self.tokens[i + 2].text in _BETWEEN
            or (self.tokens[i + 2].may("V") and self.verbs.is_verb(i + 2, end))
        )

    def _noun_behind(self, i: int, end: int) -> bool:
        """Return whether a word that ends the clause names a process or an amount."""
        return (
            (i + 1 == end or self.tokens[i + 1].may("C"))
            and not self.verbs.is_verb(i, end)
            and (self.tokens[i].may("Q") or bool(self.tokens[i].found))
        )

    def _is_inside(self, token: Token, after: Token) -> bool:
        """Return whether a word that ends other phrases goes on here: 激光 术后 红斑, 新 发现 的 X, 观察 指标."""
        if token.text in ("且", "而", "又") and after.may("G") and not after.may("V"):
            return True  # 常见 且 严重 的 并发症
        return (token.text in self.afterwards and after.found is not None) or (
            token.may("REP") and after.may("DE", "TAIL") and not after.found
        )

    def _stops(self, i: int, end: int, start: int) -> bool:
        """Return whether a phrase ends before a token: another verb, or 处理 before 的."""
        token = self.tokens[i]
        if (token.may("TREAT") and i + 1 < end and self.tokens[i + 1].may("DE")) or self._closes_scene(i, end):
            return True
        acted_on = any(before.may("V", "make", "take") for before in self.tokens[max(0, start - 2) : start])
        if (
            token.found
            and i > 1
            and self.tokens[i - 1].text in self.nouns.cores.patients
            and self.tokens[i - 2].found
            and not acted_on
        ):
            ill = self.tokens[i - 2].found
            return ill is not None and ill.entity.type == "Disease"  # 特应性皮炎 患者 | 皮肤屏障 受损
        return self.verbs.is_other_verb(i, end)

    def _continues(self, i: int, end: int) -> bool:
        if self.verbs.is_other_verb(i, end) or self.verbs.is_verb(i, end):
            return False
        return self._opens_phrase(i) or self._noun_verb(i, end)

    def _noun_verb(self, i: int, end: int) -> bool:
        return self.tokens[i].may("V") and not self.verbs.is_verb(i, end)
