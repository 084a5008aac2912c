"""What documents gave to a graph: statements with all their evidence, oppositions, papers; by several processes where asked.

Every pair of things is told of by itself, so the pairs are shared out, each process writes its triples sorted, and what is merged from
their files is the same for any number of them.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
import weakref
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from kg.graph import Seen, claim_triples, merge_lines, named_triples, store_of, write_lines
from kg.knowledge import BuildReport, KnowledgeGraph
from kg.lexicon import Lexicon
from kg.model import Opposition, Reference, Statement
from kg.ontology import load_ontology
from kg.oppositions import find_oppositions
from kg.references import identify
from kg.resources import VERSION
from kg.spooling import Spool, relations
from kg.statements import assemble, find_evidence

__all__ = ["put_together"]

#: bytes of N-Triples that are held in memory as a graph, which takes about four times as much there
HELD = 300_000_000
_WORTH = 2_000  #: documents from which on more processes take less time


@dataclass(frozen=True)
class _Share:
    """What a process writes.

    Attributes:
        spool: file with what the documents gave.
        folder: for the files.
        parts: how many of them.
        identified: (document, number) -> IRI of the paper.
        reviews: IRIs of the cited papers that are reviews themselves.
    """

    spool: Path
    folder: Path
    parts: int
    identified: Mapping[tuple[str, str], str]
    reviews: Collection[str]

    def file(self, part: int) -> Path:
        """Return where the claims of a part are written."""
        return self.folder / f"claims-{part}.nt"


#: what a process works with; it is a copy of this one, so it need not be sent
_share: _Share | None = None


def _begin(share: _Share) -> None:
    global _share  # each process has its own
    _share = share


def _take(part: int) -> Seen:
    if _share is None:
        raise RuntimeError("a worker without a share")
    return _write_claims(_share, part)


def _write_claims(share: _Share, part: int) -> Seen:
    """Write the triples of a part's claims to its file, and return what they name."""
    seen = Seen()
    write_lines(claim_triples(_claims(share, part), load_ontology(), VERSION, seen), share.file(part))
    return seen


def _claims(share: _Share, part: int) -> Iterator[Statement | Opposition]:
    """Yield the statements between two things, then those of them that oppose each other; then of the next two."""
    for group in relations(share.spool, part, share.parts):
        evidence = [one for iri, relation in group for one in find_evidence(iri, [relation], share.identified)]
        statements = assemble(evidence, share.reviews)
        yield from statements
        yield from find_oppositions(statements)


def _written(share: _Share) -> Seen:
    """Write the files of all parts, and return what the claims name."""
    if share.parts == 1:
        return _write_claims(share, 0)
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(share.parts, mp_context=context, initializer=_begin, initargs=(share,)) as pool:
            found = list(pool.map(_take, range(share.parts)))
    except BrokenProcessPool:  # one of them ended, perhaps for want of memory: this one goes on alone
        found = [_write_claims(share, part) for part in range(share.parts)]
    return Seen({end for one in found for end in one.ends}, {iri for one in found for iri in one.cited})


def put_together(
    spool: Spool, lexicon: Lexicon, skipped: Sequence[tuple[str, str]] = (), jobs: int = 1, most: int = HELD
) -> KnowledgeGraph:
    """Return the graph of what documents gave.

    Args:
        spool: with at least one document.
        lexicon: that they were read with.
        skipped: (file, reason) of those that were left out.
        jobs: how many processes; 0 or less for as many as there are processors.
        most: bytes of N-Triples above which the graph lies on disk, in a folder that goes with it.
    """
    several = len(spool) >= _WORTH and "fork" in multiprocessing.get_all_start_methods()
    references, identified = _papers({iri: doc.references for iri, doc, _ in spool.documents()})
    reviews = {iri for iri, reference in references.items() if reference.review}
    folder = Path(tempfile.mkdtemp(prefix="kg-graph-"))
    try:
        parts = (max(jobs, 0) or os.cpu_count() or 1) if several else 1
        share = _Share(spool.whole(), folder, parts, identified, reviews)
        seen = _written(share)
        named, file = folder / "named.nt", folder / "graph.nt"
        write_lines(named_triples(seen, spool.documents(), references, lexicon, load_ontology(), VERSION), named)
        written = [named, *map(share.file, range(parts))]
        merge_lines(written, file)
        for done in written:
            done.unlink()
        large = file.stat().st_size > most
        store = store_of(file, folder / "store" if large else None)
        file.unlink()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    graph = KnowledgeGraph(store, BuildReport(tuple(spool.paths()), tuple(skipped)), on_disk=large)
    if large:
        weakref.finalize(graph, shutil.rmtree, folder, ignore_errors=True)
    else:
        folder.rmdir()
    return graph


def _papers(lists: Mapping[str, Sequence[Reference]]) -> tuple[dict[str, Reference], dict[tuple[str, str], str]]:
    """Return the papers by IRI, and (document, number) -> IRI of the paper."""
    identified = identify(lists)
    references: dict[str, Reference] = {}
    for iri, listed in lists.items():
        for reference in listed:
            # the fullest entry of a paper stands for it, whichever document was read first
            paper = identified[iri, reference.number]
            references[paper] = max(
                references.get(paper, reference), reference, key=lambda ref: (len(ref.text), ref.text)
            )
    return references, identified
