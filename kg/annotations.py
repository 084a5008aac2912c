"""Names that a file marks itself, with identifiers, as things: the lexicon's concept where it has one, else a thing of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.lexicon import Lexicon, provisional_iri
from kg.model import Annotation, Entity, Span
from kg.namespaces import expand

__all__ = ["things_of"]


def things_of(annotations: Sequence[Annotation], lexicon: Lexicon) -> list[tuple[Span, Entity]]:
    """Return where a document marks a thing, and which, in the order of the text.

    A thing without a concept is named by its identifier, and called what the document calls it most often.

    Args:
        annotations: of one document.
        lexicon: the concepts that it may mean.
    """
    if not annotations:
        return []
    same = {iri: concept for concept in lexicon.own.values() for iri in concept.exact}
    called: dict[str, Counter[str]] = {}
    for one in annotations:
        if one.identifier:
            called.setdefault(one.identifier, Counter())[_plain(one.text)] += 1
    found = []
    for one in annotations:
        iri = expand(one.identifier) if one.identifier else ""
        concept = same.get(iri) or lexicon.get(one.text)
        if concept is not None and (iri in same or concept.entity.type == one.type):
            entity = concept.entity
        else:
            names = called.get(one.identifier, Counter({_plain(one.text): 1}))
            label = min(names, key=lambda name: (-names[name], -len(name), name))
            entity = Entity(iri or provisional_iri(one.type, label), label, "", one.type, provisional=not iri)
        found.append((one.span, entity))
    return found


def _plain(name: str) -> str:
    """Return a name as it stands within a sentence: a first capital is that of the sentence."""
    words = " ".join(name.split())
    return words[:1].lower() + words[1:] if words[1:2].islower() and words[:1].isupper() else words
