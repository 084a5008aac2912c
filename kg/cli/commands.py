"""What each command does with its arguments; every one returns its exit code."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO

from kg.benchmark import bench_lines, growth, growth_lines, measure
from kg.differences import diff_lines
from kg.errors import KgError
from kg.exports import write_aside
from kg.exports.report import render_report
from kg.extraction import Reading, read_sentences
from kg.gathering import COUNTED_ONCE, read_all
from kg.lines import TABS, relation_line, tab_line
from kg.model import Document, Relation
from kg.patterns import patterns_with
from kg.pipeline import build, demo_paths, load
from kg.pushing import push
from kg.query import format_table, list_questions, parameters_of, resolve_query
from kg.reporting import errors_lines, explain_lines, missed_lines, score_lines, sentence_lines, unknown_terms
from kg.scoring import read_docs, read_gold, score
from kg.termlists import given
from kg.terms import lexicon_with
from kg.training import find_examples, fit, weights_text

__all__ = [
    "documents",
    "run_bench",
    "run_build",
    "run_check",
    "run_diff",
    "run_explain",
    "run_export",
    "run_extract",
    "run_missed",
    "run_push",
    "run_query",
    "run_report",
    "run_score",
    "run_serve",
    "run_text",
    "run_train",
    "say",
]

_FEW = 3  #: documents for which progress would only be noise


def say(text: str) -> None:
    """Print words for people, on standard error."""
    print(text, file=sys.stderr)  # noqa: T201


def _progress(stream: TextIO) -> Callable[[int, int, str], None]:
    began = time.monotonic()

    def show(done: int, total: int, name: str) -> None:
        if total <= _FEW:
            return
        live = stream.isatty()
        if live or done % 50 == 0 or done == total:
            start, end = ("\r\033[K", "\n" if done == total else "") if live else ("", "\n")
            stream.write(f"{start}{done} of {total} files{_pace(done, total, time.monotonic() - began)} {name}{end}")
            stream.flush()

    return show


def _pace(done: int, total: int, seconds: float) -> str:
    """Return how fast files are read and how long the rest will take, once there is something to tell it from.

    >>> _pace(30, 150, 60.0), _pace(1, 150, 0.5)
    (', 0.5 a second, 4 min left', '')
    """
    if done < 3 or seconds < 1 or done == total:
        return ""
    left = seconds / done * (total - done)
    return (
        f", {done / seconds:.2g} a second, {left / 60:.0f} min left"
        if left >= 90
        else f", {done / seconds:.2g} a second, {left:.0f} s left"
    )


def _print_relation(doc: Document, relation: Relation, style: str) -> None:
    _print(
        [json.dumps(relation_line(doc, relation), ensure_ascii=False) if style == "jsonl" else tab_line(doc, relation)]
    )


def _print(lines: Iterable[str]) -> None:
    """Write lines to standard output; a lone surrogate of a broken file is written as a question mark."""
    for line in lines:
        sys.stdout.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")


def _paths(args: argparse.Namespace) -> list[str | Path]:
    if args.demo:
        return [*demo_paths(), *args.paths]
    if not args.paths:
        raise KgError("no document was named; expected files or folders; try `kg build --demo`")
    return list(args.paths)


def run_build(args: argparse.Namespace) -> int:
    """Read reviews and write the graph, its page and its tables."""
    graph = build(
        *_paths(args),
        terms=args.terms,
        lexicons=args.lexicon,
        triggers=args.triggers,
        min_confidence=args.min_confidence,
        strict=args.strict,
        jobs=args.jobs,
        cache=args.cache,
        scheduler=args.scheduler,
        seconds=args.limit,
        partitions=args.partitions or (args.out / "partitions" if args.scheduler not in ("", "local") else ""),
        progress=_progress(sys.stderr),
    )
    written = graph.write(args.out, args.reason, args.jobs)
    if args.store:
        graph.write_store(args.store)
        written.append(args.store)
    for _, why in graph.report.skipped:
        say(f"left out: {why}")
    frame = graph.statements
    both = int((frame.languages == "en+zh").sum())
    say(
        f"{len(graph.report.read)} documents, {len(frame)} statements between {len(graph.contents.entities)} things, "
        f"{len(graph.contents.evidence)} pieces of evidence; {both} statements in both languages"
    )
    for path in written:
        sys.stdout.write(f"{path}\n")
    return 1 if any(COUNTED_ONCE not in why for _, why in graph.report.skipped) else 0


def documents(args: argparse.Namespace) -> Iterator[Document]:
    """Yield the documents that are named; what cannot be read is said and remembered in `args`."""
    args.failed = False
    for item in read_all(_paths(args), progress=_progress(sys.stderr)):
        if isinstance(item, tuple):
            say(f"left out: {item[1]}")
            args.failed |= COUNTED_ONCE not in item[1]
        else:
            yield item


def run_extract(args: argparse.Namespace) -> int:
    """Print the relations of reviews."""
    lexicon, own = lexicon_with(args.terms, given(args.lexicon)), patterns_with(args.triggers)
    if args.format == "tsv":
        _print(["\t".join(TABS)])
    for doc in documents(args):
        if args.format == "text":
            _print([f"# {doc.id}", ""])
        for number, reading in enumerate(read_sentences(doc, lexicon, args.min_confidence, own), 1):
            if args.format == "text":
                _print(sentence_lines(number, reading))
            else:
                for relation in reading.relations:
                    _print_relation(doc, relation, args.format)
    return 1 if args.failed else 0


def run_text(args: argparse.Namespace) -> int:
    """Print the text of documents."""
    for doc in documents(args):
        if args.format == "text":
            sys.stdout.write(doc.text.encode("utf-8", "replace").decode("utf-8"))
            continue
        front = ("id", "path", "language", "title", "authors", "journal", "year", "doi", "pmid")
        parts = [{"start": s.span.start, "end": s.span.end, "kind": s.kind, "title": s.title} for s in doc.sections]
        told = {name: getattr(doc, name) for name in front} | {"references": len(doc.references), "sections": parts}
        _print([json.dumps(told | {"text": doc.text}, ensure_ascii=False)])
    return 1 if args.failed else 0


def run_explain(args: argparse.Namespace) -> int:
    """Say of every proposal why it was made or refused."""
    name, _, number = args.place.rpartition(":")
    path, wanted = (Path(name), int(number)) if name and number.isdigit() else (Path(args.place), None)
    args.paths, args.demo = [path], False
    for doc in documents(args):
        readings = list(
            read_sentences(doc, lexicon_with(args.terms, given(args.lexicon)), None, patterns_with(args.triggers))
        )
        if wanted is not None and not 0 < wanted <= len(readings):
            raise KgError(f"{path}: there is no sentence {wanted}; expected 1 to {len(readings)}")
        for place, reading in enumerate(readings, 1):
            if wanted in (None, place):
                _print(explain_lines(place, reading))
    return 1 if args.failed else 0


def run_missed(args: argparse.Namespace) -> int:
    """List sentences that seem to state something and gave nothing."""
    lexicon, own = lexicon_with(args.terms, given(args.lexicon)), patterns_with(args.triggers)
    everything: list[Reading] = []
    for doc in documents(args):
        readings = list(read_sentences(doc, lexicon, None, own))
        _print(missed_lines(doc, readings))
        everything += readings
    _print(
        ["# terms that the lexicon lacks: how often, then a line for a file of terms (see --terms), and a sentence"]
        + [f"{many}\t{kind}\t{term}\t# {text[:160]}" for many, kind, term, text in unknown_terms(everything)]
    )
    return 1 if args.failed else 0


def run_score(args: argparse.Namespace) -> int:
    """Measure precision and recall."""
    docs = read_docs(args.docs)
    annotated = read_gold(args.gold, docs)
    for scored in score(
        annotated,
        docs,
        lexicon_with(args.terms, given(args.lexicon)),
        args.min_confidence,
        patterns_with(args.triggers),
    ):
        _print([*score_lines(scored), ""])
        if args.errors:
            _print(errors_lines(scored, args.errors))
    return 0


def run_bench(args: argparse.Namespace) -> int:
    """Measure characters a second."""
    docs = list(documents(args))
    if args.growth:
        _print(growth_lines(list(growth(docs, least=args.characters // 10))))
        return 1 if args.failed else 0
    times = max(1, args.characters // max(1, sum(len(doc.text) for doc in docs)))
    _print(bench_lines(list(measure(docs * times))))
    return 1 if args.failed else 0


def run_train(args: argparse.Namespace) -> int:
    """Fit the weights of the confidence."""
    docs = read_docs(args.docs)
    annotated = read_gold(args.gold, docs)
    args.out.mkdir(parents=True, exist_ok=True)
    for language in sorted({docs[one.document].language for one in annotated}):
        examples, core = find_examples(annotated, docs, language)
        fitted = fit(examples, core, args.publish)
        say(f"{language}: {len(examples)} proposals, {len(fitted.weights.observations)} observations weighed")
        for least in (0.0, 0.5, 0.6, 0.7, 0.8):
            number, precision, recall = fitted.at(least)
            say(
                f"  from {least:.1f}: {number} published, precision {precision:.3f}, core recall {recall:.3f}, held out"
            )
        for low, high, many, share in fitted.reliability():
            say(f"  confidence {low:.1f} to {high:.1f}: {share:.2f} of {many} are right, held out")
        path = args.out / f"{language}.toml"
        path.write_text(weights_text(fitted), encoding="utf-8")
        _print([str(path)])
    return 0


def run_query(args: argparse.Namespace) -> int:
    """Ask a graph, or list the shipped questions."""
    if args.list:
        for name, question in list_questions():
            sys.stdout.write(f"{name:18} {question}\n")
            for parameter, (kind, what, usual) in parameters_of(resolve_query(name)).items():
                sys.stdout.write(f"{'':18}   --param {parameter}={usual}   {what} ({kind})\n")
        return 0
    if args.graph is None or args.query is None:
        raise KgError(
            "a graph and a query are needed; expected `kg query GRAPH QUERY`; `kg query --list` lists the shipped questions"
        )
    given = dict(item.partition("=")[::2] for item in args.param)
    graph = load(args.graph)
    graph = graph.reasoned(args.reason) if args.reason else graph
    sys.stdout.write(format_table(graph.ask(args.query, **given), args.format))
    return 0


def run_export(args: argparse.Namespace) -> int:
    """Write a graph in another format."""
    graph = load(args.graph)
    if args.reason:
        name = args.out.name.lower()
        if not name.endswith((".trig", ".nq")) or name.endswith(".nanopub.trig"):
            raise KgError(f"{args.out}: cannot keep apart what was read and what follows; expected .trig or .nq")
        graph = graph.reasoned(args.reason)
    graph.save(args.out)
    sys.stdout.write(f"{args.out}\n")
    return 0


def run_check(args: argparse.Namespace) -> int:
    """Check a graph against the shapes."""
    findings, notes = load(args.graph).check()
    for note in notes:
        say(f"note: {note}")
    for finding in findings:
        sys.stdout.write(f"{finding}\n")
    say(f"{len(findings)} findings, {len(notes)} notes")
    return 1 if findings else 0


def run_report(args: argparse.Namespace) -> int:
    """Write what a graph says, for a reader."""
    style = args.out.suffix.lower().lstrip(".")
    if style not in ("html", "md"):
        raise KgError(f"{args.out}: a report ends in .html or .md; change the ending")
    write_aside(args.out, render_report(load(args.graph).contents, style).encode("utf-8", "replace"))
    _print([str(args.out)])
    return 0


def run_diff(args: argparse.Namespace) -> int:
    """Print which statements came, went, or changed their evidence; 1 where any did."""
    lines = list(diff_lines(load(args.old).contents, load(args.new).contents))
    _print(lines)
    say(
        f"{sum(line[0] == '+' for line in lines)} came, {sum(line[0] == '-' for line in lines)} went, {sum(line[0] == '~' for line in lines)} changed"
    )
    return 1 if lines else 0


def run_push(args: argparse.Namespace) -> int:
    """Send a graph to a triple store."""
    graph = load(args.graph)
    password = os.environ.get("KG_PASSWORD", "")
    sent = push(
        graph.store,
        args.endpoint,
        graph=args.named,
        protocol=args.protocol,
        add=args.add,
        user=args.user,
        password=password,
        progress=lambda count: say(f"{count} of {len(graph.store)} triples"),
    )
    say(f"{sent} triples are at {args.endpoint}")
    return 0


def run_serve(args: argparse.Namespace) -> int:
    """Serve a graph until Ctrl-C."""
    from kg.cli.serving import serve_graph  # what a server needs is not imported for every command

    return serve_graph(args)
