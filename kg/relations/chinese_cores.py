"""What a Chinese noun phrase is about: 细胞 发生 凋亡 is about 凋亡, X 处理 细胞 about X, ATR 抑制剂 VE-821 about VE-821."""

from __future__ import annotations

from itertools import pairwise

from kg.patterns import Patterns
from kg.relations.chinese_tokens import Token

__all__ = ["Cores", "first_member", "is_given"]

_PLACE = 3  #: code points of a place that something is given into: 腹腔, 病灶内
_WHOM = ("Organism", "Anatomy", "Cell", "Disease")
_GIVEN = ("Chemical", "GeneProduct", "RNA", "Vesicle", "Secretome")
_GIVABLE = (*_GIVEN, "Cell", "Intervention")
_HAD = ("Process", "Phenotype", "Disease", "GeneProduct", "RNA", "Chemical")


def is_given(token: Token) -> bool:
    """Return whether a token names what can be given to a cell or a patient."""
    return token.found is not None and token.found.entity.type in _GIVEN


def _outcome(tokens: list[Token]) -> bool:
    """Return whether the words name, from their first to their last, something that an animal or a patient can have."""
    last = tokens[-1] if tokens else None
    return bool(
        last and last.found and last.found.entity.type in _HAD and not any(token.may("DE", "C") for token in tokens)
    )


def first_member(spans: list[tuple[int, int]], text: str) -> int:
    """Return which of a list begins the members of the class behind it: in "A 和 B、C 等 D" those are B and C."""
    between = [text[one[1] : other[0]] for one, other in pairwise(spans)]
    joins = next((n for n, gap in enumerate(between) if any(word in gap for word in ("和", "与", "及"))), -1)
    listed = any("、" in gap for gap in between[joins + 1 :])
    return joins + 1 if joins >= 0 and listed and not any("、" in gap for gap in between[:joins]) else 0


def _is_whom(tokens: list[Token]) -> bool:
    """Return whether the words behind 处理 name what was treated: 细胞, 离体 人皮肤."""
    apart = len(tokens) > 1 and not tokens[0].found and tokens[0].text.startswith(("离体", "体外", "培养"))
    return tokens[apart].found is not None


class Cores:
    """Finds the core of noun phrases.

    Attributes:
        patients: words for those who are ill.
        giving: ways of giving something to a body.
        acting_on: what acts on the thing named before it: 抑制剂.
    """

    def __init__(self, patterns: Patterns) -> None:
        words = patterns.words
        self.patients, self.giving, self.acting_on = words["patients"], words["giving"], words["acting_on"]
        self._bearers, self._more_of = (*words["patients"], *words["bearers"]), patterns.having("more_of")

    def apposed(self, tokens: list[Token]) -> int:
        """Return where the name of a drug begins behind what it acts on: JAK 抑制剂 [托法替布]; 0 where there is none."""
        for k in range(len(tokens) - 2, -1, -1):
            if not tokens[k].text.endswith(self.acting_on):
                continue
            known = tokens[k].found is not None or (k and tokens[k].may("TAIL"))
            name = "".join(token.text for token in tokens[k + 1 :])
            short = len(name) < 4 and name.isascii()  # 丝氨酸蛋白酶抑制剂A3 is one name
            names = not short and all(token.kinds == {"N"} for token in tokens[k + 1 :])
            if known and names:
                return k + 1
        return 0

    def given(self, tokens: list[Token]) -> list[Token] | None:
        """Return what is given where the words name the one it is given to: 裸鼠 皮下注射 外泌体. Else None."""
        for k, token in enumerate(tokens[1:-1], 1):
            if not token.text.endswith(self.giving):
                continue
            plain = ("给", "对", "向", "男性", "女性", "女孩", "男孩", "儿童", *self.patients)
            before = [one for one in tokens[:k] if not one.may("W", "G", "DE", "ADV") and one.text not in plain]
            whom = bool(before) and all(one.found and one.found.entity.type in _WHOM for one in before)
            thing = tokens[k + 1].found
            if whom and thing is not None and thing.entity.type in _GIVABLE:
                return tokens[k + 1 :]
        return None

    def _given_at_the_end(self, tokens: list[Token]) -> list[Token] | None:
        """Return what is given where the words end in how: 雷帕霉素 (局部) 外用, MSC 静脉 注射. Else None."""
        if len(tokens) < 2 or not tokens[-1].text.endswith(self.giving) or tokens[-1].may("DE", "TREAT"):
            return None
        end = len(tokens) - 1
        end -= end > 1 and tokens[end - 1].found is None and tokens[end - 1].end - tokens[end - 1].start <= _PLACE
        thing = tokens[0].found
        return tokens[:1] if end == 1 and thing is not None and thing.entity.type in _GIVABLE else None

    def core(self, tokens: list[Token]) -> list[Token]:
        """Return the words of a phrase that name what is meant, without whom it happens in or whom it is given to.

        细胞 发生 凋亡 is about 凋亡; X 处理 细胞 about X; 注射 外泌体 about 外泌体; 患者 的 毛发生长 about 毛发生长.
        """
        for k, token in enumerate(tokens[1:-1], 1):
            if token.text == "发生" and tokens[k - 1].found and not tokens[k + 1].may("DE", "C"):
                return tokens[k + 1 :]
            if token.may("TREAT") and not token.found and is_given(tokens[k - 1]) and _is_whom(tokens[k + 1 :]):
                return tokens[:k]
            if token.may("DE") and tokens[k - 1].text.endswith(self.patients) and tokens[k + 1].found:
                return tokens[k + 1 :]
            if token.text.endswith(self._bearers) and _outcome(tokens[k + (2 if tokens[k + 1].may("DE") else 1) :]):
                return self.core(tokens[k + (2 if tokens[k + 1].may("DE") else 1) :])  # 患者 口服 X
        if (behind := self.given(tokens)) is not None:
            return behind
        if (before := self._given_at_the_end(tokens)) is not None:
            return before
        if len(tokens) > 1 and tokens[0].text in self._more_of and is_given(tokens[1]) and not tokens[0].found:
            return tokens[1:]  # 过表达 miR-29a, 外源性 H2S
        for k in range(min(2, len(tokens) - 1)):  # 腹腔 注射 二甲双胍
            place = k == 0 or (tokens[0].found is None and tokens[0].end - tokens[0].start <= _PLACE)
            if not place or not tokens[k].text.endswith(self.giving) or tokens[k + 1].may("DE", "C", "TREAT", "V"):
                continue
            thing = tokens[k + 1].found  # 外用 维A酸, 静脉输注 间充质干细胞, 口服 一味未知的药
            if thing.entity.type in _GIVABLE if thing else not k:
                return tokens[k + 1 :]
        return tokens
