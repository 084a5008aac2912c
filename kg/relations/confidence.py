"""How sure a relation is: a logistic regression over what the grammar saw.

Its weights are a text file of each language in ``kg/data/confidence``, made by ``kg train``. The model is that of
Cox (1958), https://doi.org/10.1111/j.2517-6161.1958.tb00292.x.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import PatternError
from kg.grounding import Found
from kg.languages import View
from kg.model import Language, Mention, Relation
from kg.relations.phrases import Proposal
from kg.resources import data_folder, load_toml

__all__ = ["Weights", "confidence", "load_weights", "observe"]

_MARKS = {"en": ",;:", "zh": ",;:"}
_FAR = {"en": 60, "zh": 25}
_LONG = {"en": 40, "zh": 14}


@dataclass(frozen=True, slots=True)
class Weights:
    """What the confidence of one language is made from.

    Attributes:
        bias: log-odds of a relation of which nothing is observed.
        publish: 0..1, the confidence from which a relation is published.
        observations: observation -> log-odds it adds.
    """

    bias: float
    publish: float
    observations: Mapping[str, float]


@lru_cache(maxsize=2)
def load_weights(language: Language) -> Weights:
    """Return the weights shipped for a language; read once per process.

    Raises:
        PatternError: if the file is missing, or an entry of it is no number.
    """
    where = f"kg/data/confidence/{language}.toml"
    table = load_toml(data_folder("confidence", f"{language}.toml"), where)
    observations = table.get("observations", {})
    for name, value in {"bias": table.get("bias"), "publish": table.get("publish"), **observations}.items():
        if not isinstance(value, int | float):
            raise PatternError(f"{where}: {name!r} is {value!r}; expected a number; `kg train` writes this file anew")
    return Weights(float(table["bias"]), float(table["publish"]), {k: float(v) for k, v in observations.items()})


def confidence(observed: Iterable[str], weights: Weights) -> float:
    """Return how likely a relation is right, 0..1, in hundredths.

    >>> round(confidence(["rule:a"], Weights(0.0, 0.5, {"rule:a": 1.0})), 2)
    0.73
    """
    odds = weights.bias + sum(weights.observations.get(name, 0.0) for name in observed)
    return round(1 / (1 + math.exp(-odds)), 2)


def _standing(mention: Mention) -> str:
    """Return how well a thing is known: by the lexicon, as a composite of its things, by its form, or not at all."""
    entity = mention.entity
    if not entity.provisional:
        return "known"
    if entity.broader:
        return "composite"
    return "typed" if entity.type != "Other" else "unknown"


def _few(number: int, most: int) -> str:
    return str(number) if number < most else f"{most}+"


def observe(proposal: Proposal, relation: Relation, view: View, found: Sequence[Found], fan: int) -> tuple[str, ...]:
    """Return what the confidence of a relation rests on, as names that a reader understands.

    Args:
        proposal: what the grammar proposed.
        relation: what it says.
        view: the folded sentence.
        found: its mentions, indices into the view.
        fan: how many proposals share its trigger.
    """
    language = relation.sentence.language
    subject, target = _standing(relation.subject), _standing(relation.object)
    observed = [
        f"rule:{proposal.rule}",
        f"predicate:{relation.predicate}",
        f"subject:{subject}",
        f"object:{target}",
        f"subject type:{relation.subject.entity.type}",
        f"object type:{relation.object.entity.type}",
        f"rule and predicate:{proposal.rule} {relation.predicate}",
        f"rule and subject type:{proposal.rule} {relation.subject.entity.type}",
        f"trigger:{proposal.trigger.words}",
        f"fan:{_few(fan, 6)}",
    ]
    if subject == "unknown" and target in ("unknown", "typed"):
        observed.append(f"both ends:unknown {target}")
    for name, arg in (("subject", proposal.subject), ("object", proposal.object)):
        if arg.mention is not None:
            observed.append(f"{name}:in an earlier sentence")
            continue
        start, end = (arg.end, proposal.start) if arg.end <= proposal.start else (proposal.end, arg.start)
        between = view.text[start:end] if start < end else ""
        marks = sum(between.count(mark) for mark in _MARKS[language])
        others = sum(1 for item in found if start <= item.start and item.end <= end)
        observed.append(f"{name}:{_few(marks, 3)} commas from trigger")
        observed.append(f"{name}:{_few(others, 4)} things from trigger")
        if len(between) > _FAR[language]:
            observed.append(f"{name}:far from trigger")
        if arg.end - arg.start > _LONG[language]:
            observed.append(f"{name}:long")
    observed += [name for name, on in (("denied", relation.negated), ("hedged", relation.hedged)) if on]
    return tuple(observed)
