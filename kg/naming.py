"""Names to things: in either language, by synonym, CURIE or IRI, and the nearest where there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import pyoxigraph as ox

from kg.errors import UnknownNameError
from kg.namespaces import PREFIXES, curie, expand

__all__ = ["Names", "read_names"]


@dataclass(frozen=True)
class Names:
    """The names of the things of a graph.

    Attributes:
        names: (name in lower case, IRI of the thing), every name of every thing.
        labels: IRI -> the English and the Chinese name that are shown.
        weight: IRI -> in how many statements it is; of two things with one name, the one in more is meant.
    """

    names: tuple[tuple[str, str], ...]
    labels: Mapping[str, tuple[str, str]]
    weight: Mapping[str, int]

    def search(self, text: str, most: int = 20) -> list[str]:
        """Return the IRIs of the things that a text names: whole names first, then beginnings, then parts."""
        wanted = text.strip().casefold()
        best: dict[str, int] = {}
        for name, iri in self.names if wanted else ():
            at = name.find(wanted)
            if at >= 0:
                rank = 2 if at else 0 if name == wanted else 1
                best[iri] = min(best.get(iri, 9), rank)
        return sorted(best, key=lambda iri: (best[iri], -self.weight.get(iri, 0), iri))[:most]

    def find(self, name: str) -> str | None:
        """Return the IRI of the thing of an IRI, a CURIE or a name, or None."""
        for iri in (name, expand(name)):
            if iri in self.labels:
                return iri
        wanted = name.strip().casefold()
        for text in (wanted, *self._rephrased(wanted)):
            exact = [iri for one, iri in self.names if one == text]
            if exact:
                return min(exact, key=lambda iri: (-self.weight.get(iri, 0), iri))
        return None

    def _rephrased(self, wanted: str) -> Iterator[str]:
        """Yield a name with what it begins with spelled out: "ADSC exosome" is no name of its own."""
        for name, iri in self.names:
            rest = wanted[len(name) :]
            if len(name) > 1 and rest and wanted.startswith(name):
                label, label_zh = self.labels[iri]
                if rest[0] in " -":
                    yield f"{label} {rest[1:]}".casefold()
                elif not rest.isascii():
                    yield (label_zh or label).casefold() + rest

    def resolve(self, name: str) -> str:
        """Return the IRI of the thing of an IRI, a CURIE or a name.

        Raises:
            UnknownNameError: if nothing has that name; the message suggests what comes near.
        """
        found = self.find(name)
        if found is None:
            close = get_close_matches(name.strip().casefold(), {one for one, _ in self.names}, 3, 0.6)
            near = self.search(name, 3) + [iri for text in close for one, iri in self.names if one == text]
            hint = (
                f"nearest: {', '.join(dict.fromkeys(self.labels[iri][0] for iri in near))}"
                if near
                else "no name comes near; see g.entities for all names"
            )
            raise UnknownNameError(f"{name!r}: no thing of that name in this graph; {hint}")
        return found


def _values(store: ox.Store, predicate: str) -> Iterator[tuple[str, str, str]]:
    """Yield (subject, object, language) for a predicate; the language of an IRI is "iri"."""
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal | ox.NamedNode):
            language = (quad.object.language or "") if isinstance(quad.object, ox.Literal) else "iri"
            yield quad.subject.value, quad.object.value, language


def read_names(store: ox.Store) -> Names:
    """Return the names of all things of a store, those with no statement of their own too; nothing else of it is read."""
    weight = Counter(thing for end in ("subject", "object") for _, thing, _ in _values(store, PREFIXES["rdf"] + end))
    shown: dict[str, dict[str, list[str]]] = {iri: {} for iri in weight}
    shown.update((iri, {}) for iri, _, _ in _values(store, PREFIXES["skos"] + "prefLabel"))
    names = [(curie(iri).casefold(), iri) for iri in shown]
    for kind in ("prefLabel", "altLabel", "exactMatch", "closeMatch"):
        for iri, value, language in _values(store, PREFIXES["skos"] + kind):
            if iri in shown:
                names.append(((curie(value) if language == "iri" else value).casefold(), iri))
                if kind == "prefLabel":
                    shown[iri].setdefault(language, []).append(value)
    labels = {iri: (min(found.get("en", [iri])), min(found.get("zh", [""]))) for iri, found in shown.items()}
    return Names(tuple(sorted(names)), labels, weight)
