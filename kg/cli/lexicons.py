"""The command that checks lists of terms, lists concepts and finds names."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from kg.cli.commands import say
from kg.errors import KgError
from kg.lexicon import Concept
from kg.namespaces import curie
from kg.termlists import given, merge
from kg.terms import lexicon_with

__all__ = ["run_lexicon"]

_SHOWN = 20  #: clashes that are printed


def _lines(concepts: Iterable[Concept]) -> Iterable[str]:
    for concept in concepts:
        names = " | ".join(name for _, name in concept.alternatives)
        same = " ".join(curie(iri) for iri in concept.exact)
        yield "\t".join((curie(concept.id), concept.type, concept.label, concept.label_zh, names, same))


def run_lexicon(args: argparse.Namespace) -> int:
    """Check, list or find; 1 where a name is not found or lists clash."""
    if args.what == "find" and not args.name:
        raise KgError("kg lexicon find: no name; expected one in either language; try `kg lexicon find exosome`")
    if args.what != "check":
        lexicon = lexicon_with(args.terms, given(args.lexicon))
        if args.what == "list":
            found = [lexicon.concepts[iri] for iri in sorted(lexicon.concepts)]
        else:
            one = lexicon.get(args.name)
            found = [one] if one else []
        for line in _lines(found):
            sys.stdout.write(line + "\n")
        if not found:
            say(f"{args.name}: no concept of that name; teach it with --terms or --lexicon")
        return 0 if found else 1
    merged = merge(lexicon_with(args.terms), given(args.lexicon))
    for name, terms in merged.terms.items():
        sys.stdout.write(
            f"{name}: {terms} terms, {merged.joined[name]} of them known, {merged.passed[name]} names passed over\n"
        )
    for name, stays, other in merged.clashes[:_SHOWN]:
        sys.stdout.write(f"clash: {name!r} stays with {curie(stays)}, {curie(other)} has it too\n")
    say(f"{len(merged.lexicon.concepts)} concepts; {len(merged.clashes)} names that two terms have")
    return 1 if merged.clashes else 0
