"""The command that checks lists of terms, lists concepts, finds names and suggests terms."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from kg.cli.commands import documents, say
from kg.errors import KgError
from kg.extraction import read_sentences
from kg.lexicon import Concept
from kg.listed import merge
from kg.namespaces import curie
from kg.reporting import unknown_terms
from kg.termlists import given
from kg.terms import lexicon_with

__all__ = ["run_lexicon"]

_SHOWN = 20  #: clashes that are printed


def _lines(concepts: Iterable[Concept]) -> Iterable[str]:
    for concept in concepts:
        names = " | ".join(name for _, name in concept.alternatives)
        same = " ".join(curie(iri) for iri in concept.exact)
        yield "\t".join((curie(concept.id), concept.type, concept.label, concept.label_zh, names, same))


def _suggest(args: argparse.Namespace) -> int:
    """Print the terms that reviews use and the lexicon lacks, as a file for --terms."""
    args.paths, args.demo = [Path(name) for name in args.names], False
    lexicon, readings = lexicon_with(args.terms, given(args.lexicon)), []
    for doc in documents(args):
        readings += list(read_sentences(doc, lexicon))
    for many, kind, term, text in unknown_terms(readings):
        for line in (f"# {many} times: {text[:160]}", f"{kind}\t{term}"):
            sys.stdout.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")
    say("look through the classes and names before you give this file to --terms")
    return 1 if args.failed else 0


def run_lexicon(args: argparse.Namespace) -> int:
    """Check, list, find or suggest; 1 where a name is not found or lists clash."""
    if args.what == "suggest":
        return _suggest(args)
    if args.what == "find" and not args.names:
        raise KgError("kg lexicon find: no name; expected one in either language; try `kg lexicon find exosome`")
    if args.what != "check":
        lexicon = lexicon_with(args.terms, given(args.lexicon))
        if args.what == "list":
            found = [lexicon.concepts[iri] for iri in sorted(lexicon.concepts)]
        else:
            one = lexicon.get(" ".join(args.names))
            found = [one] if one else []
        for line in _lines(found):
            sys.stdout.write(line + "\n")
        if not found:
            say(f"{' '.join(args.names)}: no concept of that name; teach it with --terms or --lexicon")
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
