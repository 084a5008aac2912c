"""A piece of a Chinese clause: a noun phrase with its arguments, a verb, a mark of a role."""

from __future__ import annotations

from dataclasses import dataclass

from kg.patterns import Trigger
from kg.relations.phrases import Arg

__all__ = ["Chunk", "shares_denial", "shares_doubt", "sign_of"]

_RISES, _FALLS = ("increases", "cause", "improve"), ("decreases", "treats", "protect")


@dataclass(slots=True)
class Chunk:
    """A piece of a clause. ``kind``: NP, V, L light verb, E effect, DE, ``end``, REP, HYP, C, or a role marker.

    Attributes:
        args: of a noun phrase, one for each thing it names.
        tail: the noun trigger that heads it ("X 的标志物").
        of: what the noun trigger is of, where the phrase names a thing by it: p38 of p38抑制剂.
        sign: of an effect noun phrase: 促进作用 +1, 抑制作用 -1.
        joined: index of the first argument behind 与 or 和, or 0.
        effect: the phrase is headed by 作用, 影响, 功能 and the like.
        verbal: the verb that ends it as a noun: 受到 X 的调节.
        given: it names what was given to whom: 裸鼠皮下注射外泌体.
        owner, head: what stands before and behind the last 的, when the phrase has one.
        whose: what stands before the last 的 of the last of several members: B of A 和 B 的 C.
        paired: of a verb, 分别 stands before it.
        kind_of: what stands behind the last 的 of its last member, or that member: of which kind a definition says a thing is.
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
    paired: bool = False
    verbal: Trigger | None = None
    of: tuple[Arg, ...] = ()
    owner: Arg | None = None
    head: Arg | None = None
    given: bool = False
    kind_of: Arg | None = None
    whose: Arg | None = None

    def owners(self) -> tuple[Arg, ...]:
        """Return the members of "A 和 B 的 C" whose C it is, where all of them may be so; else none."""
        last = self.whose.entity if self.whose is not None else None
        if last is None or self.whose is None or len(self.args) < 2:
            return ()
        alike = all(arg.entity is not None and arg.entity.type == last.type for arg in self.args[:-1])
        return (*self.args[:-1], self.whose) if alike else ()

    @property
    def known(self) -> bool:
        """Whether a noun phrase holds a name whose type something shows."""
        return any(arg.entity and (not arg.entity.provisional or arg.entity.type != "Other") for arg in self.args)


def sign_of(trigger: Trigger) -> int:
    """Return whether a trigger speaks of more (+1), of less (-1) or of neither (0)."""
    return 1 if trigger.predicate in _RISES else -1 if trigger.predicate in _FALLS else 0


def shares_doubt(out: list[Chunk]) -> bool:
    """Return whether the verb before in "可能 促进 A 和 抑制 B" is doubted, and this one with it."""
    kinds = [chunk.kind for chunk in out[-3:]]
    if kinds == ["via", "V", "NP"] and out[-2].hedged:
        return True  # 可能 通过 激活 SIRT1 增加 胶原
    return kinds == ["V", "NP", "C"] and out[-3].hedged and out[-1].text in ("和", "及", "与", "以及", "并")


def shares_denial(out: list[Chunk]) -> bool:
    """Return whether what comes next is denied with the verb before it: 不再 维持 A 和 修复 B."""
    if not out or out[-1].kind != "C" or out[-1].text not in ("和", "或", "及", "与", "或者"):
        return False
    return next((chunk.negated for chunk in reversed(out) if chunk.kind == "V"), False)
