"""Clauses that begin with their verb and name who acts behind it, or not at all: deeds, and clefts."""

from __future__ import annotations

from dataclasses import replace

from kg.grounding import as_worded
from kg.languages import View
from kg.patterns import Patterns, Trigger
from kg.relations.chinese_chunks import Chunk
from kg.relations.chinese_objects import Objects
from kg.relations.chinese_roles import Clause
from kg.relations.phrases import Arg, Proposal

__all__ = ["Deeds"]

#: to do this to a thing may itself do something
_DEEDS = ("increases", "decreases", "affects", "treats", "improve", "produces")


#: what may act, and so be the noun behind a clause that qualifies it
_ACTORS = ("GeneProduct", "RNA", "Chemical", "Vesicle", "Secretome", "Cell", "Intervention")


_AFTER = ("后", "之后", "以后", "时")
#: what something is given to, and is not thereby more of
_RECEIVERS = ("Cell", "Organism", "Anatomy")
_THERE_ARE = ("有", "主要有")
_IS_A = Trigger("包括", "is_a")


class Deeds:
    """Reads what is done as that which acts.

    Attributes:
        told: what the sentence said so far.
        view: the folded sentence.
    """

    def __init__(self, told: Objects, view: View, patterns: Patterns) -> None:
        self.told, self.view = told, view
        self.cause_ends = patterns.having("cause_ends")
        self.without = patterns.having("without")
        self.stimuli, self.raising_it = patterns.having("stimuli"), patterns.having("raising_it")
        self.modals = (*patterns.words["modals"], "有助于", "有利于", "有益于", "则")

    def cleft(self, here: Clause, chunks: list[Chunk], i: int) -> list[Proposal]:
        """Return what "导致 Y 的因素 包括 X" states: X leads to Y."""
        verb, then = chunks[i], chunks[i + 1 : i + 3]
        if here.bare is not None or here.subject is not None or verb.trigger is None or len(chunks) < i + 4:
            return []
        phrase, copula = (then[0], then[1]) if len(then) == 2 else (None, None)
        named = chunks[i + 3]
        if phrase is None or copula is None or phrase.kind != "NP" or named.kind != "NP" or phrase.owner is None:
            return []
        lists = copula.trigger is not None and copula.trigger.predicate == "is_a" and copula.trigger.inverse
        lists |= copula.kind == "L" and copula.text in _THERE_ARE
        is_one = copula.trigger is not None and copula.trigger.predicate == "is_a"
        head = phrase.head.entity if phrase.head is not None and not phrase.effect and phrase.tail is None else None
        if not lists and (not is_one or head is not None):
            return []
        out = list(self.told.propose(named.args, verb.trigger, (phrase.owner,), verb, "zh-cleft"))
        if phrase.head is not None and head is not None and not head.provisional:
            alike = tuple(arg for arg in named.args if arg.entity and arg.entity.type == head.type)
            out += self.told.propose(alike, _IS_A, (phrase.head,), copula, "zh-members")
        return out

    def deed(self, here: Clause, verb: Chunk, target: Chunk | None, chunks: list[Chunk], step: int) -> tuple[Arg, ...]:
        """Return what is done as the subject of the verb behind it: 抑制 Nox 可 延缓 衰老; to raise X, X itself."""
        follows = chunks[step] if step < len(chunks) else None
        if target is None and step and chunks[step - 1].text == "其":
            target = chunks[step - 1]  # 清除 其 可 延缓 Y
        if (
            target is None
            or follows is None
            or follows.kind not in ("V", "via", "to", "make")
            or here.subject is not None
            or here.bare is not None
            or not {"by", "make", "take", "via", "to"}.isdisjoint(here.roles)
            or verb.trigger is None
            or verb.trigger.predicate not in _DEEDS
        ):
            return ()
        defined = follows.trigger is not None and follows.trigger.predicate == "is_a" and not follows.trigger.inverse
        if verb.trigger.words not in self.without and not self.is_able(target, chunks, step) and not defined:
            return ()  # but 抑制 TGF-β1 是 治疗 瘢痕 的 策略
        text, one = self.view.text, self.told.state.subject
        its = text.startswith("其", verb.end) and len(one) == 1 and one[0].entity is not None
        if its and one[0].entity is not None:  # 恢复 其表达 可 促进 Y: it does; 阻断 其作用 可 促进 Y
            whole, name = Arg(verb.start, target.end, one[0].entity), one[0].entity.label_zh or one[0].entity.label
            if verb.trigger.predicate == "increases" or verb.text in self.raising_it:
                return (whole,)
            undone = as_worded(f"{verb.text}{name}", "Intervention", "zh")
            return (replace(whole, entity=undone),) if undone is not None else ()
        if verb.trigger.predicate == "increases":
            return tuple(arg for arg in target.args if arg.entity)
        entity = as_worded(text[verb.start : target.end], "Intervention", "zh")
        return (Arg(verb.start, target.end, entity),) if entity else ()

    def qualified(
        self, here: Clause, verb: Chunk, target: Chunk | None, chunks: list[Chunk], step: int
    ) -> list[Proposal] | None:
        """Return what a clause that begins with its verb says of the noun behind 的: 诱导 纤维化 的 TGF-β1 被释放."""
        holding = verb.trigger is not None and verb.trigger.predicate == "contains"
        follows = chunks[step].kind if step < len(chunks) else chunks[step - 1].kind if holding else ""
        if (
            target is None
            or target.head is None
            or target.owner is None
            or follows not in ("V", "L", "by", "via", "to")
        ):
            return None
        head, owner = target.head.entity, target.owner.entity
        if head is None or owner is None:
            return None
        made = holding and head.type in ("Other", "Intervention", "Chemical")  # 含 维生素C 的 精华 可 V
        holds = holding and (owner.type == "Cell" or made)
        if not holds and (head.type not in _ACTORS or owner.type in ("Cell", "Anatomy", "Organism")):
            return None
        if here.subject is not None or here.bare is not None or here.roles or verb.trigger is None:
            return None
        return list(self.told.propose((target.head,), verb.trigger, (target.owner,), verb, "zh-attributive"))

    def after(self, here: Clause, verb: Chunk, target: Chunk, ends: Chunk) -> bool:
        """Return whether a deed is the condition of what follows, and remember it: 在 小鼠 中 敲除 X 后."""
        if ends.text not in self.cause_ends or verb.trigger is None or verb.trigger.predicate not in _DEEDS:
            return False
        if ends.kind != "end":
            return False
        if here.subject is not None:
            given = verb.trigger.words in self.stimuli and ends.text in _AFTER
            whom = all(arg.entity is not None and arg.entity.type in _RECEIVERS for arg in target.args)
            if given and whom:
                self.told.state.condition = here.subject  # AGEs 刺激 成纤维细胞 后, Y 升高
            return given and whom
        entity = as_worded(self.view.text[verb.start : target.end], "Intervention", "zh")
        if verb.trigger.predicate != "decreases":
            self.told.state.condition = tuple(arg for arg in target.args if arg.entity)
        elif entity is not None:
            self.told.state.condition = (Arg(verb.start, target.end, entity),)
        return True

    def is_able(self, phrase: Chunk, chunks: list[Chunk], step: int) -> bool:
        """Return whether a modal stands between a phrase and what follows it: X 可 V."""
        follows = chunks[step] if step < len(chunks) else None
        between = self.view.text[phrase.end : follows.start] if follows is not None else ""
        return any(modal in between for modal in self.modals)
