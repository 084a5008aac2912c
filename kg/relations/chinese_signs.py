"""What Chinese clauses show: "X 以 Y 为特征", "光老化皮肤 中 可见 Y", "X 使 Y 松弛"; and what is said of effects alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.patterns import Patterns, Trigger
from kg.relations.chinese_chunks import Chunk
from kg.relations.chinese_classes import Classes
from kg.relations.chinese_objects import Objects
from kg.relations.chinese_roles import Clause
from kg.relations.phrases import Arg, Proposal

__all__ = ["EXPRESSED", "Signs"]

#: to express more or less of a gene
EXPRESSED: Final = {"高表达": "increases", "过表达": "increases", "低表达": "decreases"}
_IN, _MAKES_IT = Trigger("表达", "located_in"), Trigger("表达", "produces")
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
        self.stronger, self.weaker = words["more_of_it"], words["less_of_it"]
        self.without = words["none_of"]
        self.sick = (*words["ill"], *words["harmful"])
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

    def denied(self, verb: Chunk, what: tuple[Arg, ...]) -> Chunk:
        """Return the verb of a change, denied where there is none of what changes: 注射后 无 红斑 增多."""
        before = self.classes.view.text[: what[0].start] if what else ""
        return replace(verb, negated=not verb.negated) if before.endswith(self.without) else verb

    def is_any_cell(self, arg: Arg) -> bool:
        """Return whether a scene is set by cells that are neither ill nor old nor treated: 成纤维细胞 中 胶原 减少."""
        entity = arg.entity
        plain = entity is not None and entity.type == "Cell" and not entity.provisional
        inside = self.classes.view.text.startswith(("中", "内", "里"), arg.end)
        text = self.classes.view.lower[arg.start : arg.end]
        return plain and inside and not any(word in text for word in self.sick)

    def abounds(self, here: Clause, verb: Chunk, trigger: Trigger, subject: tuple[Arg, ...]) -> Iterator[Proposal]:
        """Yield "X 在 Y 中 高表达": where Y is ill or aged it raises X, elsewhere that is where X is."""
        where = here.roles.get("at")
        if where is None:
            return
        change = replace(trigger, predicate=EXPRESSED[trigger.words])
        ill = tuple(arg for arg in self.told.state.condition if arg in where.args)
        cells = all(arg.entity and arg.entity.type == "Cell" for arg in ill)
        sick = any(word in self.classes.view.lower[arg.start : arg.end] for arg in ill for word in self.sick)
        if ill and cells and not sick and change.predicate == "increases":
            yield from self.told.propose(ill, _MAKES_IT, subject, verb, "zh-active")  # 在 真皮乳头细胞 中 高表达
        elif ill:
            yield from self.told.propose(ill, change, subject, verb, "zh-theme")
        elif change.predicate == "increases":
            yield from self.told.propose(subject, _IN, where.args, verb, "zh-active")

    def more_or_less(self, trigger: Trigger, actors: tuple[Arg, ...], args: tuple[Arg, ...]) -> tuple[Arg, ...]:
        """Return the objects with the sign of "导致 更低 的 X"; of what holds less of a thing, only where it is ill or old."""
        ill = all(arg.entity and arg.entity.type in ("Disease", "Phenotype") for arg in actors)
        out: list[Arg] = []
        for arg in args:
            before = self.classes.view.text[: arg.start].removesuffix("的")
            sign = 1 if before.endswith(self.stronger) else -1 if before.endswith(self.weaker) else 0
            if trigger.predicate == "cause" and sign and not arg.sign:
                arg = replace(arg, sign=sign)
            elif trigger.predicate == "contains" and sign < 0:
                if not ill:
                    continue
                arg = replace(arg, sign=sign)
            out.append(arg)
        return tuple(out)
