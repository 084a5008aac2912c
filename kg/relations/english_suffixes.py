"""What English endings state: "UV-induced photoaging", "exosome-treated mice", "collagen-producing cells"."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

from kg.grounding import Grounder
from kg.languages import View
from kg.model import Entity
from kg.patterns import Patterns, Trigger
from kg.relations.english_bases import Base, reach
from kg.relations.english_tokens import Token
from kg.relations.english_words import look_up
from kg.relations.phrases import Arg, Proposal

__all__ = ["GIVEN", "Suffixes", "hung"]

#: the form of what shares a suffix that stands behind another: "UVA- and UVB-induced"
_HANGING = "hanging"
_NOUNS = ("N", "Q", "T")
#: what may be given to a body
GIVEN = ("Chemical", "GeneProduct", "RNA", "Vesicle", "Secretome")
#: "X-induced", "X-stimulated": said of a cell, it sets up a model
_SETS_UP, _SET_UP = ("cause", "increases"), ("Cell",)
_MODELS = ("model", "models")
#: what a suffix such as "-treated" says of those behind it
_RECEIVED = "given"


def hung(tokens: list[Token]) -> list[Token]:
    """Return "UVA- and UVB-induced" as one name with its suffix: what the hyphens hang on is part of it."""
    if not any(token.kind == "SUF" for token in tokens):
        return tokens
    out = list(tokens)
    for n in range(3, len(tokens)):
        first, joins = n - 1, False
        if tokens[n].kind != "SUF" or tokens[n - 1].kind not in _NOUNS:
            continue
        while first > 1 and tokens[first - 1].kind in ("C", ","):
            k = first - 1 - (tokens[first - 1].kind == "C" and tokens[first - 2].kind == ",")
            gap = tokens[k].start - tokens[k - 1].end - (tokens[k].kind == "C")
            if tokens[k - 1].kind not in _NOUNS or gap != 1:  # one more than a space: the hyphen
                break
            first, joins = k - 1, True
        if joins:
            out[first : n - 1] = [replace(token, kind="A", form=_HANGING) for token in tokens[first : n - 1]]
    return out


class Suffixes(ABC):
    """Reads the noun phrases with an ending such as "-induced" inside.

    Attributes:
        given: where a phrase starts -> what those it names were given: "exosome-treated mice".
        embedded: what the phrases state by their form, such as "UV-induced".
    """

    def __init__(self, view: View, grounder: Grounder, patterns: Patterns) -> None:
        self.view, self.grounder = view, grounder
        self.suffixes, self.verbs = patterns.tables["suffixes"], look_up(patterns).verbs
        self.placebos, self.given_to = patterns.having("placebos"), patterns.having("given_to")
        self.vague = patterns.having("vague")
        self.given: dict[int, Arg] = {}
        self.embedded: list[Proposal] = []

    @abstractmethod
    def args_of(self, base: Base) -> list[Arg]:
        """Return the arguments that a noun phrase offers."""

    @abstractmethod
    def entity(self, start: int, end: int) -> Entity | None:
        """Return what a stretch of the text names, or None."""

    def with_suffix(self, base: Base, tokens: list[Token], suffix: int) -> list[Arg]:
        """Return the argument behind "-induced"; what stands before becomes a proposal of its own."""
        sharing = [token for token in tokens[:suffix] if token.form == _HANGING]
        named = [token for token in tokens[:suffix] if token.form != _HANGING]
        agent_start = next((t.start for t in named if t.word not in self.vague), tokens[0].start)
        agent_end = tokens[suffix].start - 1
        others = [Arg(t.start, t.end, self.entity(t.start, t.end)) for t in sharing if t.word not in ("and", "or", ",")]
        agent = Arg(agent_start, agent_end, self.entity(agent_start, agent_end))
        rest = Base(tuple(tokens[suffix + 1 :]), base.of)
        objects = self.args_of(rest)
        word = tokens[suffix].word
        predicate = self.suffixes.get(word) or self._done(word)
        if word not in self.suffixes and word.endswith("ing"):  # "tumor-initiating cells" are a sort of their own
            whole = self.entity(tokens[0].start, reach(base))
            return [replace(arg, start=tokens[0].start, entity=whole) for arg in objects] if whole else objects
        if predicate == _RECEIVED:
            return self._receivers(base, tokens, agent, objects)
        inverse = predicate.endswith("_inverse")
        trigger = Trigger(
            tokens[suffix].word, predicate.removesuffix("_inverse"), inverse=predicate == "derived_from" or inverse
        )
        for arg in objects:
            if predicate == "none" or (predicate in _SETS_UP and arg.entity and arg.entity.type in _SET_UP):
                continue  # LPS-stimulated macrophages are those that something else is then shown in
            failing = bool(rest.tokens) and rest.tokens[0].kind == "A" and rest.tokens[0].word.endswith("ing")
            if predicate in _SETS_UP and failing and arg.entity and arg.entity.type == "Anatomy":
                continue  # doxorubicin-induced failing heart: there is no more of the heart
            if predicate in ("increases", "cause") and arg.entity and arg.entity.type == "Organism":
                continue  # streptozotocin-induced diabetic rats: there is no more of the rats
            if predicate in _SETS_UP and rest.head.word in _MODELS:  # "STZ-induced diabetes model": STZ causes diabetes
                ill = next((t for t in rest.tokens if t.found and t.found.entity.type == "Disease"), None)
                if ill is None or ill.found is None:
                    continue
                arg = Arg(ill.start, ill.end, ill.found.entity)  # the model itself is the object of the clause
            if predicate == "affects" and arg.sign:  # "ROS-mediated activation of AP-1"
                trigger = replace(trigger, predicate="increases" if arg.sign > 0 else "decreases")
            for one in (*others, agent):  # "UVA- and UVB-induced"
                first, second = (arg, one) if trigger.inverse else (one, arg)
                self.embedded.append(
                    Proposal(
                        first,
                        trigger,
                        second if predicate in _SETS_UP else replace(second, sign=0),
                        tokens[suffix].start,
                        tokens[suffix].end,
                        (base.start, base.end),
                        "en-suffix",
                    )
                )
        return objects

    def _done(self, word: str) -> str:
        """Return what a participle that no list has says of what is behind it: "glucose-impaired healing"."""
        triggers, _ = self.verbs.get(word, ((), ""))
        return next((one.predicate for one in triggers if one.predicate in ("increases", "decreases", "cause")), "none")

    def _receivers(self, base: Base, tokens: list[Token], agent: Arg, objects: list[Arg]) -> list[Arg]:
        """Return what "exosome-treated mice" names, and remember what they were given; of a group, what was given is all."""
        control = not self.placebos.isdisjoint(self.view.lower[agent.start : agent.end].replace("-", " ").split())
        known = agent.entity is not None and agent.entity.type in (*GIVEN, "Cell", "Intervention", "Exposure")
        if known and not control:
            self.given[base.start] = agent
            if base.head.word in self.given_to:
                return [agent]
        whole = self.entity(tokens[0].start, reach(base))
        return [Arg(tokens[0].start, reach(base), whole)] if whole and any(arg.entity for arg in objects) else objects
