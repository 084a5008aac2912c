"""What Chinese names of drugs say that they act on: JAK 抑制剂 托法替布, C646(组蛋白乙酰转移酶抑制剂)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.grounding import Grounder, as_worded
from kg.languages import View
from kg.patterns import Patterns, Trigger
from kg.relations.chinese_tokens import Token
from kg.relations.phrases import Arg, Proposal

__all__ = ["Drugs"]

_DRUGS = ("Chemical", "Other", "Intervention")
_RAISES, _LOWERS = Trigger("激动剂", "increases"), Trigger("抑制剂", "decreases")


class Drugs:
    """Reads the names of drugs in one sentence."""

    def __init__(self, view: View, grounder: Grounder, patterns: Patterns) -> None:
        self.view, self.lexicon = view, grounder.lexicon
        words = patterns.words
        self._acting_on, self._raising, self._sorts = words["acting_on"], words["raising"], words["sorts"]

    def explained(self, tokens: Sequence[Token]) -> tuple[Arg, Trigger] | None:
        """Return what words such as "JAK 抑制剂" act on, and how; None for any others."""
        text = self.view.text[tokens[0].start : tokens[-1].end]
        plain = not any(token.may("C", ",", "DE", "ADV", "L") for token in tokens)
        return self.target(tokens) if plain and text.endswith(self._acting_on) and len(text) > 4 else None

    def target(self, tokens: Sequence[Token]) -> tuple[Arg, Trigger] | None:
        """Return what "ATR 的 小分子 抑制剂" acts on, and how."""
        kind = next((one for one in self._acting_on if tokens[-1].text.endswith(one)), "抑制剂")
        start, end = tokens[0].start, tokens[-1].end - len(kind)
        trigger = _RAISES if tokens[-1].text.endswith(self._raising) else _LOWERS
        while end > start:
            word = next((one for one in self._sorts if self.view.text.endswith(one, start, end)), "")
            if not word:
                break
            end -= len(word)
        hit = next((hit for hit in self.lexicon.find(self.view) if (hit.start, hit.end) == (start, end)), None)
        entity = hit.concept.entity if hit else as_worded(self.view.text[start:end], "GeneProduct", "zh")
        return (Arg(start, end, entity), trigger) if entity is not None else None

    def named(self, arg: Arg) -> Arg:
        """Return what stands behind the kind of drug as a drug: unknown names there name chemicals."""
        if arg.entity is None or arg.entity.type not in _DRUGS or not arg.entity.provisional:
            return arg
        entity = as_worded(self.view.text[arg.start : arg.end], "Chemical", "zh")
        return replace(arg, entity=entity or arg.entity)

    def act(self, drugs: Sequence[Arg], target: Arg, trigger: Trigger, bounds: tuple[int, int]) -> Iterator[Proposal]:
        """Yield what each of some drugs does to what they are named for."""
        for arg in drugs:
            if arg.entity is not None and arg.entity.type in _DRUGS:
                yield Proposal(arg, trigger, target, target.end, target.end + 1, bounds, "zh-tail")
