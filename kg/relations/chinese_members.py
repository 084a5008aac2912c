"""What a Chinese sentence says of the members of a class that it has spoken of: 其中 X 最为重要, X，如 A、B."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Entity
from kg.patterns import Patterns, Trigger
from kg.relations.chinese_chunks import Chunk
from kg.relations.chinese_classes import Classes
from kg.relations.chinese_objects import Objects
from kg.relations.chinese_roles import Clause
from kg.relations.chinese_signs import Signs
from kg.relations.phrases import Arg, Proposal

__all__ = ["Members"]

_AMONG, _BEING = ("其中", "其中以", "尤以", "其中,"), ("是", "为", "最为", "作为")


class Members(Signs):
    """Proposes of the members of a class what was said of it.

    Attributes:
        last: the verb stated last, with its subjects and objects.
        among: a class named by what it does, for the member of it that the next clause speaks of.
    """

    def __init__(self, told: Objects, classes: Classes, patterns: Patterns) -> None:
        super().__init__(told, classes, patterns)
        self.weighty = patterns.having("weighty")
        self.wholes = tuple(of + word for word in patterns.words["wholes"] for of in ("的", ""))
        self.among: tuple[Chunk, Arg, Entity] | None = None
        self.last: tuple[Chunk, Trigger, tuple[Arg, ...], tuple[Arg, ...]] | None = None

    def chief(self, chunks: list[Chunk]) -> Iterator[Proposal] | None:
        """Return what "其中 X 最为重要" says after a clause about a class of things: of X too, what was said of them."""
        view, phrase = self.classes.view, chunks[0]
        if self.last is None or not view.text.endswith(_AMONG, 0, phrase.start) or phrase.kind != "NP" or phrase.joined:
            return None
        behind = view.text[phrase.end : chunks[-1].end]
        says = len(chunks) == 1 or chunks[1].text in _BEING or chunks[1].kind in ("L", "at")
        if not says or not any(word in behind for word in self.weighty):
            return None
        verb, trigger, subjects, objects = self.last
        kinds = {arg.entity.type for arg in phrase.args if arg.entity}
        if {arg.entity.type for arg in subjects if arg.entity} & kinds:
            return self.told.propose(phrase.args, trigger, objects, verb, "zh-members")
        if {arg.entity.type for arg in objects if arg.entity} & kinds:
            return self.told.propose(subjects, trigger, phrase.args, verb, "zh-members")
        return None

    def class_of(self, chunks: list[Chunk]) -> bool:
        """Return whether a clause names a class by what it does, and remember it: 在 众多 参与 纤维化 的 细胞因子 中."""
        kinds = [chunk.kind for chunk in chunks if chunk.kind != "NP" or any(arg.entity for arg in chunk.args)]
        if kinds != ["at", "V", "NP", "end"] or chunks[-1].text not in ("中", "里"):
            return False
        verb, phrase = chunks[-3], chunks[-2]
        if phrase.owner is None or phrase.head is None or phrase.head.entity is None or verb.trigger is None:
            return False
        self.among = (verb, phrase.owner, phrase.head.entity)
        return True

    def one_of(self, chunks: list[Chunk]) -> Iterator[Proposal]:
        """Yield what the class just named does of the first of it that the next clause speaks of: TGF-β 是 中心环节."""
        among, self.among = self.among, None
        phrase = next((chunk for chunk in chunks if chunk.kind != "C"), None)
        if among is None or phrase is None or phrase.kind != "NP":
            return
        verb, owner, kind = among
        alike = tuple(arg for arg in phrase.args if arg.entity and arg.entity.type == kind.type)
        if verb.trigger is not None:
            yield from self.told.propose(alike, verb.trigger, (owner,), verb, "zh-members")

    def members(self, here: Clause, marker: Chunk, members: Chunk) -> Iterator[Proposal]:
        """Yield "X，如 A、B": each is one of X, and what was said of X is said of them."""
        if here.bare is not None or self.last is None:
            before = self.told.state.last_object or self.told.state.subject
            text = self.classes.view.text
            if here.bare is None and before and text.startswith(self.wholes, before[-1].end):
                return  # 是 一种 周期性 再生 的 结构，包括 A: its parts
            yield from self.classes.members(here.bare.args if here.bare is not None else before, marker, members)
            return
        verb, trigger, subjects, objects = self.last
        types = {arg.entity.type for arg in members.args if arg.entity}
        named = max((a.start for a in subjects if a.entity and a.entity.type in types), default=-1)
        acted_on = max((a.start for a in objects if a.entity is None or a.entity.type in types), default=-1)
        if named > acted_on:  # 信号分子抑制羽毛生长，如骨形态发生蛋白; 由环境因素引起，如吸烟
            yield from self.told.propose(members.args, trigger, objects, verb, "zh-members")
            yield from self.classes.members(subjects, marker, members)
        else:
            yield from self.told.propose(subjects, trigger, members.args, verb, "zh-members")
            yield from self.classes.members(objects, marker, members)
            self.told.state.last_object = (*objects, *members.args)
