"""Fits the weights of :mod:`kg.relations.confidence` to annotated sentences, and says how well they will do on others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import KgError
from kg.model import Document, Language
from kg.relations.confidence import Weights, confidence
from kg.scoring import Annotated, read_annotated, rooms

__all__ = ["Example", "Fitted", "find_examples", "fit", "weights_text"]

#: an observation seen less often says nothing that holds elsewhere
_SEEN = 12
_FOLDS = 8
_STRENGTH = 0.05  #: of the data against the penalty: the smaller, the flatter the weights


@dataclass(frozen=True, slots=True)
class Example:
    """A proposal in an annotated sentence: what was observed, and whether it is right."""

    group: str
    observed: tuple[str, ...]
    right: bool
    core: frozenset[int]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights, and what each proposal got from weights that had not seen its document."""

    weights: Weights
    held_out: tuple[tuple[float, Example], ...]
    core: int

    def at(self, least: float) -> tuple[int, float, float]:
        """Return how many proposals reach a confidence, their precision, and the core recall, both 0..1, held out."""
        kept = [example for sure, example in self.held_out if sure >= least]
        found = {gold for example in kept for gold in example.core}
        right = sum(example.right for example in kept)
        return len(kept), right / len(kept) if kept else 0.0, len(found) / self.core if self.core else 0.0

    def reliability(self, bins: int = 5) -> Iterator[tuple[float, float, int, float]]:
        """Yield (from, to, how many, share that is right) for each stretch of confidence, held out."""
        for n in range(bins):
            low, high = n / bins, (n + 1) / bins
            here = [example for sure, example in self.held_out if low <= sure < high or (sure == high == 1.0)]
            if here:
                yield low, high, len(here), sum(example.right for example in here) / len(here)


def find_examples(
    annotated: Sequence[Annotated], docs: Mapping[str, Document], language: Language
) -> tuple[list[Example], int]:
    """Return every proposal that might be published in the annotated sentences of a language, and the core relations.

    A long document counts as several groups, so that it is not all on one side of the cross-validation.
    """
    examples: list[Example] = []
    core = 0
    mine = [one for one in annotated if docs[one.document].language == language]
    for doc, here, readings in read_annotated(mine, docs, min_confidence=0.0):
        core += sum(gold.core for one in here for gold in one.relations)
        for item in (item for reading in readings for item in reading.judged):
            if item.relation is None or item.refused:
                continue
            around = rooms(item.relation, here)
            if not around:
                continue
            hits = [gold for one in around for gold in one.relations if gold.agrees(item.relation)]
            group = f"{doc.id}:{item.relation.sentence.span.start // 5000}"
            examples.append(
                Example(group, item.observed, bool(hits), frozenset(id(gold) for gold in hits if gold.core))
            )
    return examples, core


def _model() -> Any:
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise KgError(
            "fitting weights needs scikit-learn, which is not installed; expected it beside kg; "
            "run `pip install 'reviewkg[train]'`"
        ) from error
    return LogisticRegression(C=_STRENGTH, max_iter=2000)


def _fit_weights(examples: Sequence[Example], publish: float) -> Weights:
    counts = Counter(name for example in examples for name in set(example.observed))
    names = sorted(name for name, number in counts.items() if number >= _SEEN)
    table = [[float(name in example.observed) for name in names] for example in examples]
    model = _model().fit(table, [example.right for example in examples])
    rounded = {name: round(float(value), 2) for name, value in zip(names, model.coef_[0], strict=True)}
    return Weights(
        round(float(model.intercept_[0]), 2),
        publish,
        {name: value for name, value in rounded.items() if abs(value) >= 0.05},
    )


def fit(examples: Sequence[Example], core: int, publish: float = 0.62) -> Fitted:
    """Return the weights that fit some examples, and what they give when fitted without the document they judge.

    Args:
        examples: as :func:`find_examples` gave them.
        core: how many annotated core relations there are.
        publish: 0..1, the confidence from which relations are to be published.

    Raises:
        KgError: if scikit-learn is missing, or there are too few examples to learn from.
    """
    groups = sorted({example.group for example in examples})
    if len(groups) < _FOLDS or len({example.right for example in examples}) < 2:
        raise KgError(
            f"{len(examples)} proposals in {len(groups)} stretches of text are too few to learn from; "
            f"expected right and wrong ones from at least {_FOLDS}; give more annotated documents"
        )
    held_out: list[tuple[float, Example]] = []
    for fold in range(_FOLDS):
        outside = set(groups[fold::_FOLDS])
        weights = _fit_weights([example for example in examples if example.group not in outside], publish)
        held_out += [(confidence(e.observed, weights), e) for e in examples if e.group in outside]
    return Fitted(_fit_weights(examples, publish), tuple(held_out), core)


def weights_text(fitted: Fitted) -> str:
    """Return weights as the TOML file that kg reads, with what was measured as a comment; the same bytes for the same input."""
    number, precision, recall = fitted.at(fitted.weights.publish)
    lines = [
        "# What the confidence of a relation rests on: log-odds, added up. Made by `kg train`; do not edit by hand.",
        f"# Held out by document: {len(fitted.held_out)} proposals, of which {number} are published,",
        f"# with a precision of {precision:.2f} and a core recall of {recall:.2f}.",
        *(
            f"# confidence {low:.1f} to {high:.1f}: {share:.2f} of {many} are right"
            for low, high, many, share in fitted.reliability()
        ),
        f"bias = {fitted.weights.bias}",
        f"publish = {fitted.weights.publish}",
        "",
        "[observations]",
        *(f'"{name}" = {value}' for name, value in sorted(fitted.weights.observations.items())),
    ]
    return "\n".join(lines) + "\n"
