"""What a Chinese sentence has said so far, and what 它, 其, 前者 and 二者 mean in the light of it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.relations.phrases import Arg, Before

__all__ = ["Pointing", "State"]

#: what happens, and cannot be taken away
_HAPPENS = ("Process", "Phenotype", "Pathway")
_TWO = ("前者", "后者")


@dataclass(slots=True)
class State:
    """What a sentence has said so far: who acts, what was last acted on, under which condition."""

    subject: tuple[Arg, ...] = ()
    last_object: tuple[Arg, ...] = ()
    #: whether that was named as a group: A、B 等 C
    grouped: bool = False
    condition: tuple[Arg, ...] = ()
    carried: bool = False
    #: who acted in the last passive clause, and was named last: 后者
    agents: tuple[Arg, ...] = ()
    #: the two of which 前者 was one: 后者 is the other
    pair: tuple[Arg, ...] = ()
    #: who acted in the clause before: 酪氨酸酶 是 限速酶，熊果苷 可 抑制 其活性
    topic: tuple[Arg, ...] = ()
    #: who acted last, as the loss of it, where the sentence told of one
    loss: tuple[Arg, ...] = ()


class Pointing:
    """Finds what pronouns mean.

    Attributes:
        before: what the sentence before left.
        state: what this one has said so far.
    """

    def __init__(self, before: Before) -> None:
        self.before = before
        self.state = State()

    def resolved(self, args: tuple[Arg, ...]) -> tuple[Arg, ...]:
        """Return the arguments with those that point back replaced by who acted before."""
        if not any(arg.anaphor for arg in args):
            return args
        out: list[Arg] = []
        for arg in args:
            found = self._meant(arg) if arg.anaphor else (arg,)
            out += [back for back in found if back not in out]
        return tuple(out)

    def _meant(self, arg: Arg) -> tuple[Arg, ...]:
        """Return what a pronoun or 该蛋白 points to, in this sentence or the one before."""
        kind = arg.entity.type if arg.entity else ""
        said = (self.state.last_object, self.state.subject)
        two: tuple[Arg, ...] = next((args for args in said if len(args) == 2), ())
        named = self.before.pair if arg.nth == 1 and not any(said) else ()
        if len(named) == len(_TWO):
            two = tuple(Arg(0, 0, one.entity, mention=one) for one in named)
        if arg.nth == 2 and self.state.pair:
            two, self.state.pair = self.state.pair, ()  # 前者 阻断 A，后者 诱导 B
        many = len(self.state.last_object) > 1
        if (arg.nth == 2 and many and self.state.grouped) or (arg.several and many and len(self.state.subject) < 2):
            return self.state.last_object  # 分泌 A、B 等 因子，后者 …: the factors
        if arg.nth and two:
            self.state.pair = two if arg.nth == 1 else ()
            return (two[arg.nth - 1],)  # 前者, 后者
        if arg.nth == 2 and self.state.agents:
            return self.state.agents  # Y 由 X 介导，后者 …
        if arg.nth == 1 and not any(said):
            return ()  # of which two things, the sentence does not say
        if arg.pair:  # 二者
            group = self.before.group
            return two or tuple(Arg(0, 0, m.entity, mention=m) for m in group if len(group) == 2)
        back = (
            next((args for args in said if any(a.entity and a.entity.type == kind for a in args)), ()) if kind else ()
        )
        taken = arg.event and arg.end - arg.start == 1  # X 抑制 迁移，DNase 可 将 其 降解: X, and not the migration
        happens = all(one.entity and one.entity.type in _HAPPENS for one in self.state.last_object)
        if taken and happens and any(one.entity and one.entity.type not in _HAPPENS for one in self.state.topic):
            back = back or self.state.topic
        if arg.alone and not back and len(self.state.subject) > 1:
            back = self.state.topic if len(self.state.topic) == 1 else ()
            back = back or self._subject_before()  # 这些 酶 降解 Y；它 诱导 Z: not the enzymes
        back = back or (self.state.last_object if arg.event and self.state.last_object else self.state.subject)
        fitting = tuple(other for other in back if other.entity and (not kind or other.entity.type == kind))
        if fitting:
            return fitting
        mention = self.before.like(kind)
        if mention is not None:
            return (Arg(0, 0, mention.entity, mention=mention),)
        return (arg,) if arg.entity is not None and not arg.entity.provisional else ()

    def agent(self) -> tuple[Arg, ...]:
        """Return who 其 means in "炎症 被 其 抑制": who acted before, and not what it is done to."""
        return self.state.topic or self._subject_before()

    def _subject_before(self) -> tuple[Arg, ...]:
        one = self.before.subject
        return (Arg(0, 0, one.entity, mention=one),) if one is not None else ()
