"""What Chinese clauses show: "X 以 Y 为特征", "光老化皮肤 中 可见 Y", "X 使 Y 松弛"; and what is said of effects alone."""

from __future__ import annotations

from collections.abc import Iterator

from kg.patterns import Patterns, Trigger
from kg.relations.chinese_chunks import Chunk
from kg.relations.chinese_classes import Classes
from kg.relations.chinese_objects import Objects
from kg.relations.chinese_roles import Clause
from kg.relations.phrases import Arg, Proposal

__all__ = ["Signs"]

_SHOWN_BY = Trigger("为特征", "has_phenotype")
_MAKES = Trigger("使", "cause")
_STATES = ("Phenotype", "Disease")
_CHANGES = ("increases", "decreases", "treats")
_DOERS = ("Chemical", "Intervention", "Vesicle", "Secretome")


class Signs:
    """Reads what is seen of something, and the state that something brings about.

    Attributes:
        told: what the sentence said so far.
        makers: who makes something change, where the clause before says so.
    """

    def __init__(self, told: Objects, classes: Classes, patterns: Patterns) -> None:
        self.told, self.classes = told, classes
        words = patterns.words
        self.seeing, self.signs = patterns.having("seeing"), words["signs"]
        self.features, self.coming = words["features"], words["coming"]
        self.makers: tuple[Arg, ...] = ()

    def is_of_what_it_does(self, trigger: Trigger, target: Chunk) -> bool:
        """Return whether there is more or less of what something does, and not of the thing: 消除 二甲双胍 的 作用."""
        doers = all(arg.entity and arg.entity.type in _DOERS for arg in target.args)
        return trigger.predicate in _CHANGES and target.effect and not target.sign and doers and "的" in target.text

    def made(self, here: Clause, chunks: list[Chunk], subject: tuple[Arg, ...]) -> Iterator[Proposal]:
        """Yield "X 使 Y 松弛", where the state that comes about ends the clause and no verb is known to say so."""
        state = here.roles.get("make")
        if state is None or chunks[-1] is not state:
            return
        comes = tuple(
            arg for arg in state.args if arg.entity and (arg.entity.type in _STATES or state.text.endswith(self.coming))
        )
        self.makers = subject if comes else ()
        yield from self.told.propose(subject, _MAKES, comes, state, "zh-causative")

    def seen(self, here: Clause, verb: Chunk, what: Chunk | None) -> Iterator[Proposal]:
        """Yield "光老化皮肤 中 可见 Y": what is seen in what is ill is a sign of it."""
        where = here.roles.get("at")
        if verb.text not in self.seeing or where is None or what is None or what.kind != "NP":
            return
        ill = tuple(arg for arg in self.told.state.condition if arg in where.args)
        text = self.classes.view.text
        signs = tuple(
            arg
            for arg in what.args
            if arg.entity and (arg.entity.type in _STATES or text.endswith(self.signs, arg.start, arg.end))
        )
        yield from self.told.propose(ill, _SHOWN_BY, signs, verb, "zh-light")

    def marked(self, here: Clause) -> Iterator[Proposal]:
        """Yield "X 以 Y 为特征": what is to be seen of X."""
        signs, feature = here.roles.get("at"), here.roles.get("by")
        if not here.served or here.subject is None or signs is None or feature is None or here.last is not None:
            return
        if feature.text.endswith(self.features):
            yield from self.told.propose(here.subject, _SHOWN_BY, signs.args, feature, "zh-light")
