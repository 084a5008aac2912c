"""Is a Chinese trigger used as a verb here, or as a noun? What stands beside it decides."""

from __future__ import annotations

from kg.patterns import Patterns
from kg.relations.chinese_tokens import Token, processes_of

__all__ = ["Verbs"]

#: verbs that are read as verbs even where a noun could stand
_COPULAR = ("is_a", "located_in", "derived_from", "has_phenotype", "use", "expressed", "differentiates_into")


_ASPECT = ("了", "着", "过")
_ENZYME = "酶"


class Verbs:
    """Tells verbs from nouns in one sentence."""

    def __init__(self, tokens: list[Token], patterns: Patterns) -> None:
        self.tokens = tokens
        self.tails = tuple(patterns.words["noun_tails"])
        self.ends = patterns.having("cause_ends")
        self.predicatives = patterns.having("predicatives")
        self.closing = patterns.having("closing")
        self.heads = patterns.having("noun_heads")
        self.helping = patterns.having("helping")
        self.harms = patterns.having("harmful")
        self.processes = processes_of(patterns)
        words = patterns.words
        self.carriers, self.gradual, self.noun_endings = words["carriers"], words["gradual"], words["noun_endings"]
        self.listed_processes, self.coming_about = patterns.having("listed_processes"), patterns.having("coming_about")

    def is_verb(self, i: int, end: int) -> bool:
        """Return whether a trigger is used as a verb here, by what stands beside it."""
        token = self.tokens[i]
        if not token.may("V") or not token.triggers or token.triggers[0].kind != "verb":
            return False
        following = next((k for k in range(i + 1, end) if not self._is_light(k)), end)
        after = self.tokens[following] if following < end else None
        before = self.tokens[i - 1] if i and not self.tokens[i - 1].may(",", ";") else None
        spared = before is not None and before.text.startswith("免") and before.may("V") and after is None
        headed = (
            before is not None and before.end == token.start and before.text in self.heads and before.kinds == {"N"}
        )
        if spared or headed:
            return False  # 免受 降解
        if token.text in self.predicatives or token.text in self.closing:
            return after is None and (token.text in self.closing or self._is_aimed(i))
        if token.triggers[0].predicate in _COPULAR:
            divides = token.triggers[0].inverse and token.text.endswith("为") and i > 0
            return after is not None or divides  # 可 分为 3种：A、B 和 C
        if after is not None and after.text in self.ends and after.kinds == {"end"}:
            return False  # X 治疗 后, X 激活 过程中: a noun
        if token.triggers[0].predicate == "associated_with":
            return after is None or not after.may("N", "W", "Q", "G", "E", "CHANGE")
        if after is not None and after.found is None and not after.may("DE", "ADV") and self._is_tail(after, i, end):
            return False
        shows = before is not None and before.may("DE") and self._qualifies(i, end)
        if (before is not None and before.may("DE") and not shows) or self._is_inside_name(i, end, before, after):
            return False
        touches = before is not None and before.end == token.start and before.may("N", "W", "Q", "G")
        if touches and after is None and not token.triggers[0].themes and self._is_governed(i):
            return False
        if token.may("Q", "ADV", "L") and not token.may("REP"):
            return self._is_weak_verb(i, end, before, after)
        if (
            touches
            and before is not None
            and before.found is None
            and before.may("N")
            and after is not None
            and after.may("C", "DE")
        ):
            return token.triggers[0].themes is False or after.may("DE")
        return True

    def _is_inside_name(self, i: int, end: int, before: Token | None, after: Token | None) -> bool:
        """Return whether a trigger ends or begins part of a name: 血管 重塑 和 …, DNA损伤 修复 酶, 转运 蛋白, 进行性 损害."""
        trigger, token = self.tokens[i].triggers[0], self.tokens[i]
        touches = before is not None and before.end == token.start and not before.may("ADV", "C", "NEG")
        if before is not None and before.text == "、" and after is not None and after.may("C") and not trigger.themes:
            beyond = self.tokens[i + 2] if i + 2 < end else None
            return token.text in self.processes | self.listed_processes and beyond is not None and not beyond.may("V")
        if after is not None and after.start == token.end and trigger.predicate == "delivers":
            return after.text.startswith(self.carriers)
        if not touches or before is None:
            return False
        if after is not None and after.text == _ENZYME and after.start == token.end:
            beyond = self.tokens[i + 2] if i + 2 < end else None
            return before.may("N") and (beyond is None or not beyond.may("N", "W", "Q", "DE"))
        if after is None and not trigger.themes and before.text.endswith(self.gradual):
            return self._is_governed(i)
        if after is None and before.text.endswith(self.gradual):
            return self._is_governed(i) and token.text in self.harms
        joins = after is not None and after.may("C") and before.found is not None and not trigger.themes
        beyond = self.tokens[i + 2] if joins and i + 2 < end else None
        return beyond is not None and token.text in self.processes and not beyond.may("V", "ADV", "X")

    def _is_aimed(self, i: int) -> bool:
        """Return whether 对 stands earlier in the clause: 对 斑秃 有效."""
        for token in reversed(self.tokens[:i]):
            if token.may(",", ";"):
                return False
            if token.may("to"):
                return True
        return False

    def _is_governed(self, i: int) -> bool:
        """Return whether an earlier verb of the clause has a trigger without object as its object: 促进 + 神经修复."""
        governed = False
        for token in reversed(self.tokens[:i]):
            if token.may(",", ";"):
                break
            if token.may("by", "via", "to", "make", "take", "at"):
                return False
            governed |= token.may("V") and not token.may("Q", "ADV", "L")
        return governed

    def _is_light(self, k: int) -> bool:
        """Return whether a token may stand between a verb and its object: 了, 显著, and the 的 behind 显著."""
        token = self.tokens[k]
        if token.may("DE"):
            return self.tokens[k - 1].may("ADV") and self._is_light(k - 1)
        return token.text in _ASPECT or token.kinds == {"ADV"} or token.text in self.closing

    def _is_tail(self, after: Token, i: int, end: int) -> bool:
        if not after.text.startswith(self.tails) or after.may("V", "L"):
            return False
        # 调节细胞行为: what begins with such a word and goes on is an object.
        follows = self.tokens[i + 2] if i + 2 < end else None
        exact = after.text in self.tails or any(after.text == tail for tail in self.tails)
        return (exact or (after.kinds == {"N"} and len(after.text) <= 3)) and not (
            follows is not None
            and (follows.found or follows.may("Q"))
            and after.text in ("组织", "细胞", "信号", "蛋白", "基因")
        )

    def _is_weak_verb(self, i: int, end: int, before: Token | None, after: Token | None) -> bool:
        """Return whether a word that is a noun as often as a verb (表达, 分泌, 产生) is a verb here."""
        nominal_after = after is not None and (after.may("N", "W", "ANA") or (after.may("G") and not after.may("Q")))
        if after is not None and after.may("DE") and before is not None and before.may("N", "W"):
            headed = next((t for t in reversed(self.tokens[i + 2 : end]) if not t.may("ADV")), None)
            if self.tokens[i].text in self.coming_about and headed is not None and headed.may("TAIL", "G", "E"):
                return False  # 瘢痕 形成 的 核心 机制
            return i + 2 < end and not self.tokens[i + 2].may("V", "Q")
        if after is not None and self._heads_clause(i + 1, end) and before is not None and before.may("ADV", "N"):
            return True
        if i + 2 < end and self.tokens[i + 1].text == "并" and before is not None and before.may("N"):
            return self.tokens[i + 2].may("V")  # 由 细胞 分泌 并 携带 X
        if after is None and i > 1 and self.tokens[i - 2].text == "由" and before is not None and before.found:
            return True  # 由 黑素细胞 合成，
        if not nominal_after:
            return False
        if before is None or before.may("ADV", "NEG", "HEDGE", "ANA", "C", "DE", "L", "via"):
            return True
        if before.text in self.helping or (
            before.text in ("是", "为") and any(t.may("DE") for t in self.tokens[i:end])
        ):
            return True  # 负责 合成 胶原, 是 合成 胶原 的 细胞
        scene = before.text.endswith("下") and any(token.may("at") for token in self.tokens[max(0, i - 8) : i])
        return before.may("N", "W", "G", "STUDY") or scene  # 在 紫外线照射 下 产生 X

    def _qualifies(self, i: int, end: int) -> bool:
        """Return whether a verb behind 的 is what an effect does: 具有 相似 的 促进 X 的 作用."""
        led = i > 1 and self.tokens[i - 2].may("ADV", "G", "X") and not self.tokens[i - 2].found
        light = any(token.may("L") for token in self.tokens[max(0, i - 5) : i - 1])
        last = self.tokens[end - 1]
        return led and light and last.may("E") and end - i > 3 and any(t.may("DE") for t in self.tokens[i + 1 : end])

    def _heads_clause(self, i: int, end: int) -> bool:
        """Return whether a verb opens what is said of an object: 可 产生 [载有 miR-21 的 外泌体]."""
        if i >= end or not self.tokens[i].may("V") or self.tokens[i].may("Q", "N", "W"):
            return False
        last = max((k for k in range(i + 2, end - 1) if self.tokens[k].may("DE")), default=0)
        return last > 0 and self.tokens[i + 1].may("N", "W") and self.tokens[last + 1].may("N", "W")

    def is_other_verb(self, i: int, end: int) -> bool:
        """Return whether a token is a verb that states nothing: a noun phrase ends before it."""
        token = self.tokens[i]
        if not token.may("X") or token.may("N", "W", "Q", "G", "E", "TREAT") or i + 1 >= end:
            return False
        after = self.tokens[i + 1]
        if i and self.tokens[i - 1].may("DE"):
            return False  # 细胞 的 粘附
        if i and self.tokens[i - 1].found and after.triggers and after.triggers[0].themes:
            return False  # 胶原 交联 增加
        return not after.may("DE", "E") and not (
            after.end - after.start >= 1 and after.text.startswith(self.noun_endings)
        )
