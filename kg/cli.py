"""The command line. Data goes to standard output, words and progress to standard error.

Exit codes: 0 fine, 1 findings (or a document that could not be read), 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

import kg
from kg.benchmark import bench_lines, measure
from kg.errors import KgError
from kg.exports import WRITERS
from kg.lines import TABS, relation_line, tab_line
from kg.model import Document, Relation
from kg.pipeline import Reading, build, demo_paths, load, read_all, read_sentences
from kg.query import FORMATS, format_table, list_questions
from kg.references import with_references
from kg.reporting import errors_lines, explain_lines, missed_lines, score_lines, sentence_lines, unknown_terms
from kg.scoring import read_docs, read_gold, score
from kg.sources import READERS, read_text
from kg.terms import lexicon_with
from kg.training import find_examples, fit, weights_text

__all__ = ["main", "make_parser"]

_FEW = 3  #: documents for which progress would only be noise


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201


def _progress(stream: TextIO) -> Callable[[int, int, str], None]:
    def show(done: int, total: int, name: str) -> None:
        if total > _FEW:
            end = "\n" if done == total else "" if stream.isatty() else "\n"
            start = "\r\033[K" if stream.isatty() else ""
            if stream.isatty() or done % 50 == 0 or done == total:
                stream.write(f"{start}{done} of {total} documents {name}{end}")
                stream.flush()

    return show


def _print_relation(doc: Document, relation: Relation, style: str) -> None:
    _print(
        [json.dumps(relation_line(doc, relation), ensure_ascii=False) if style == "jsonl" else tab_line(doc, relation)]
    )


def _print(lines: Iterable[str]) -> None:
    """Write lines to standard output; a lone surrogate of a broken file is written as a question mark."""
    for line in lines:
        sys.stdout.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")


def _between_0_and_1(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no confidence; expected a number from 0 to 1, such as 0.7")
    return value


def _paths(args: argparse.Namespace) -> list[Path]:
    if args.demo:
        return [*demo_paths(), *args.paths]
    if not args.paths:
        raise KgError("no document was named; expected files or folders; try `kg build --demo`")
    return list(args.paths)


def _build(args: argparse.Namespace) -> int:
    graph = build(
        *_paths(args),
        lexicon=lexicon_with(args.terms),
        min_confidence=args.min_confidence,
        progress=_progress(sys.stderr),
    )
    written = graph.write(args.out)
    for _, why in graph.report.skipped:
        _say(f"left out: {why}")
    frame = graph.statements
    both = int((frame.languages == "en+zh").sum())
    _say(
        f"{len(graph.report.read)} documents, {len(frame)} statements between {len(graph.contents.entities)} things, "
        f"{len(graph.contents.evidence)} pieces of evidence; {both} statements in both languages"
    )
    for path in written:
        sys.stdout.write(f"{path}\n")
    return 1 if any("counted once" not in why for _, why in graph.report.skipped) else 0


def _documents(args: argparse.Namespace) -> Iterator[Document]:
    """Yield the documents that are named, or standard input; what cannot be read is said and remembered in `args`."""
    args.failed = False
    if [str(path) for path in args.paths] == ["-"]:
        yield with_references(read_text(sys.stdin.read(), name="stdin"))
        return
    for item in read_all(_paths(args), progress=_progress(sys.stderr)):
        if isinstance(item, tuple):
            _say(f"left out: {item[1]}")
            args.failed |= "counted once" not in item[1]
        else:
            yield item


def _extract(args: argparse.Namespace) -> int:
    lexicon = lexicon_with(args.terms)
    if args.format == "tsv":
        _print(["\t".join(TABS)])
    for doc in _documents(args):
        if args.format == "text":
            _print([f"# {doc.id}", ""])
        for number, reading in enumerate(read_sentences(doc, lexicon, args.min_confidence), 1):
            if args.format == "text":
                _print(sentence_lines(number, reading))
            else:
                for relation in reading.relations:
                    _print_relation(doc, relation, args.format)
    return 1 if args.failed else 0


def _explain(args: argparse.Namespace) -> int:
    name, _, number = args.place.rpartition(":")
    path, wanted = (Path(name), int(number)) if name and number.isdigit() else (Path(args.place), None)
    args.paths, args.demo = [path], False
    for doc in _documents(args):
        readings = list(read_sentences(doc, lexicon_with(args.terms)))
        if wanted is not None and not 0 < wanted <= len(readings):
            raise KgError(f"{path}: there is no sentence {wanted}; expected 1 to {len(readings)}")
        for place, reading in enumerate(readings, 1):
            if wanted in (None, place):
                _print(explain_lines(place, reading))
    return 1 if args.failed else 0


def _missed(args: argparse.Namespace) -> int:
    lexicon = lexicon_with(args.terms)
    everything: list[Reading] = []
    for doc in _documents(args):
        readings = list(read_sentences(doc, lexicon))
        _print(missed_lines(doc, readings))
        everything += readings
    _print(
        ["# terms that the lexicon lacks: how often, then a line for a file of terms (see --terms), and a sentence"]
        + [f"{many}\t{kind}\t{term}\t# {text[:160]}" for many, kind, term, text in unknown_terms(everything)]
    )
    return 1 if args.failed else 0


def _score(args: argparse.Namespace) -> int:
    docs = read_docs(args.docs)
    annotated = read_gold(args.gold, docs)
    for scored in score(annotated, docs, lexicon_with(args.terms), args.min_confidence):
        _print([*score_lines(scored), ""])
        if args.errors:
            _print(errors_lines(scored, args.errors))
    return 0


def _bench(args: argparse.Namespace) -> int:
    docs = list(_documents(args))
    times = max(1, args.characters // max(1, sum(len(doc.text) for doc in docs)))
    _print(bench_lines(list(measure(docs * times))))
    return 1 if args.failed else 0


def _train(args: argparse.Namespace) -> int:
    docs = read_docs(args.docs)
    annotated = read_gold(args.gold, docs)
    args.out.mkdir(parents=True, exist_ok=True)
    for language in sorted({docs[one.document].language for one in annotated}):
        examples, core = find_examples(annotated, docs, language)
        fitted = fit(examples, core, args.publish)
        _say(f"{language}: {len(examples)} proposals, {len(fitted.weights.observations)} observations weighed")
        for least in (0.0, 0.5, 0.6, 0.7, 0.8):
            number, precision, recall = fitted.at(least)
            _say(
                f"  from {least:.1f}: {number} published, precision {precision:.3f}, core recall {recall:.3f}, held out"
            )
        for low, high, many, share in fitted.reliability():
            _say(f"  confidence {low:.1f} to {high:.1f}: {share:.2f} of {many} are right, held out")
        path = args.out / f"{language}.toml"
        path.write_text(weights_text(fitted), encoding="utf-8")
        _print([str(path)])
    return 0


def _query(args: argparse.Namespace) -> int:
    if args.list:
        for name, question in list_questions():
            sys.stdout.write(f"{name:18} {question}\n")
        return 0
    if args.graph is None or args.query is None:
        raise KgError(
            "a graph and a query are needed; expected `kg query GRAPH QUERY`; `kg query --list` lists the shipped questions"
        )
    sys.stdout.write(format_table(load(args.graph).query(args.query), args.format))
    return 0


def _export(args: argparse.Namespace) -> int:
    load(args.graph).save(args.out)
    sys.stdout.write(f"{args.out}\n")
    return 0


def _check(args: argparse.Namespace) -> int:
    findings, notes = load(args.graph).check()
    for note in notes:
        _say(f"note: {note}")
    for finding in findings:
        sys.stdout.write(f"{finding}\n")
    _say(f"{len(findings)} findings, {len(notes)} notes")
    return 1 if findings else 0


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line; its help carries an example for every command."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="kg",
        formatter_class=raw,
        description="Knowledge graphs from review articles, English and Chinese.",
        epilog="example:\n  kg build --demo -o exports/demo\n  kg query exports/demo/graph.ttl strongest",
    )
    parser.add_argument("--version", action="version", version=f"kg {kg.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], what: str, example: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=what,
            description=what[0].upper() + what[1:] + ".",
            formatter_class=raw,
            epilog=f"example:\n  {example}",
        )
        made.set_defaults(run=run)
        return made

    def knows(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "--terms",
            action="append",
            type=Path,
            default=[],
            metavar="FILE",
            help="your own terms, one a line: class, tab, name, and further names after tabs; may be given again",
        )

    def weighs(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "--min-confidence",
            type=_between_0_and_1,
            metavar="0..1",
            help="publish only relations at least so sure (default: that of each language, 0.62)",
        )

    def judges(made: argparse.ArgumentParser) -> None:
        made.add_argument("gold", nargs="+", type=Path, metavar="GOLD", help="annotated sentences, JSON lines")
        made.add_argument("--docs", type=Path, required=True, metavar="DIR", help="the documents they stand in")

    def reads(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "paths", nargs="*", type=Path, metavar="PATH", help=f"files ({', '.join(READERS)}) or folders"
        )
        made.add_argument("--demo", action="store_true", help="the two demo reviews that ship with kg")

    made = command(
        "build", _build, "read reviews and write the graph, its page and its tables", "kg build reviews/ -o exports"
    )
    reads(made)
    made.add_argument(
        "-o", "--out", type=Path, default=Path("exports"), metavar="DIR", help="folder to write to (default: exports)"
    )
    weighs(made)
    knows(made)
    made = command(
        "extract",
        _extract,
        "print the relations of reviews, one a line; - reads standard input",
        "kg extract --demo --format text",
    )
    reads(made)
    made.add_argument("--format", choices=("jsonl", "tsv", "text"), default="jsonl", help="default: jsonl")
    weighs(made)
    knows(made)
    made = command(
        "explain", _explain, "say of every proposal in a sentence why it was made or refused", "kg explain review.md:3"
    )
    made.add_argument("place", metavar="FILE[:SENTENCE]", help="a file; sentences count from 1, as --format text shows")
    knows(made)
    made = command(
        "missed",
        _missed,
        "list sentences that seem to state something and gave nothing, and terms that the lexicon lacks",
        "kg missed --demo",
    )
    reads(made)
    knows(made)
    made = command(
        "query",
        _query,
        "ask a graph in SPARQL, or one of the shipped questions",
        "kg query exports/demo/graph.ttl strongest --format md",
    )
    made.add_argument("graph", nargs="?", type=Path, metavar="GRAPH", help="a graph.ttl")
    made.add_argument(
        "query", nargs="?", metavar="QUERY", help="SPARQL, a file ending in .rq, or the name of a question"
    )
    made.add_argument("--format", choices=FORMATS, default="table", help="default: table")
    made.add_argument("--list", action="store_true", help="list the shipped questions")
    made = command(
        "export",
        _export,
        "write a graph in another format, by the ending of the file",
        "kg export exports/demo/graph.ttl -o exports/demo/graph.nt",
    )
    made.add_argument("graph", type=Path, metavar="GRAPH")
    made.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help=f"endings: {', '.join(WRITERS)}")
    made = command(
        "check", _check, "check a graph against the shapes; exit 1 with findings", "kg check exports/demo/graph.ttl"
    )
    made.add_argument("graph", type=Path, metavar="GRAPH")
    made = command(
        "score",
        _score,
        "measure precision and recall against annotated sentences",
        "kg score annotated.jsonl --docs texts/ --errors 10",
    )
    judges(made)
    made.add_argument("--errors", type=int, default=0, metavar="N", help="show up to N sentences with errors")
    weighs(made)
    knows(made)
    made = command(
        "train",
        _train,
        "fit the weights of the confidence to annotated sentences",
        "kg train annotated.jsonl --docs texts/ -o kg/data/confidence",
    )
    judges(made)
    made.add_argument("-o", "--out", type=Path, required=True, metavar="DIR", help="folder for en.toml and zh.toml")
    made.add_argument(
        "--publish",
        type=_between_0_and_1,
        default=0.62,
        metavar="0..1",
        help="confidence to publish from (default: 0.62)",
    )
    made = command(
        "bench", _bench, "measure characters a second, beside the bare dictionary matcher", "kg bench --demo"
    )
    reads(made)
    made.add_argument(
        "--characters", type=int, default=100_000, metavar="N", help="read the documents again until so many"
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: those of the process when left out.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    args = make_parser().parse_args(arguments)
    try:
        return int(args.run(args))
    except KgError as error:
        _say(f"kg: {error}")
        return 2
    except BrokenPipeError:  # `kg extract ... | head`
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        _say("kg: interrupted; nothing was written")
        return 2
