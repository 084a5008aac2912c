"""Room 4b: in what a relation was shown: model and species, what was treated, how it was ill, dose, time, route, carrier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.context.cues import load_cues
from kg.context.finding import find_contexts
from kg.context.scoping import of_relation, scene_of
from kg.model import Mention, Relation, Sentence

__all__ = ["find_contexts", "load_cues", "of_relation", "scene_of", "with_context"]


def with_context(
    sentence: Sentence, relations: Sequence[Relation], mentions: Sequence[Mention]
) -> tuple[Relation, ...]:
    """Return the relations of one sentence with the context that the sentence gives each; nothing from elsewhere.

    Args:
        sentence: the sentence.
        relations: all that it states.
        mentions: all that it names, with the parts of composites.
    """
    if not relations:
        return ()
    # a phrase that the lexicon lacks is named by the relation alone
    known = {mention.span for mention in mentions}
    unknown = {end.span: end for one in relations for end in (one.subject, one.object) if end.span not in known}
    candidates = find_contexts(sentence, (*mentions, *unknown.values()), load_cues(sentence.language))
    scene = scene_of(sentence, candidates, relations, mentions)
    return tuple(replace(one, context=of_relation(one, scene)) for one in relations)
