"""The command line. Data goes to standard output, words and progress to standard error.

Exit codes: 0 fine, 1 findings (or a document that could not be read), 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

import kg
from kg.errors import KgError
from kg.exports import WRITERS
from kg.model import Document, Mention, Relation
from kg.namespaces import curie
from kg.pipeline import build, demo_paths, extract, load, read_all
from kg.query import FORMATS, format_table, list_questions
from kg.references import with_references
from kg.sources import READERS, read_text

__all__ = ["main", "make_parser", "relation_line"]

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


def _mention(mention: Mention) -> dict[str, object]:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "id": curie(mention.entity.id),
        "label": mention.entity.label,
        "type": mention.entity.type,
    }


def relation_line(doc: Document, relation: Relation) -> dict[str, object]:
    """Return a relation as ``kg extract --format jsonl`` prints it; offsets are code points in the decoded text."""
    sentence = relation.sentence
    return {
        "doc": doc.id,
        "lang": sentence.language,
        "sentence": {"start": sentence.span.start, "end": sentence.span.end, "text": sentence.text},
        "subject": _mention(relation.subject),
        "predicate": relation.predicate,
        "object": _mention(relation.object),
        "trigger": {"start": relation.trigger.start, "end": relation.trigger.end, "text": relation.trigger_text},
        "negated": relation.negated,
        "hedged": relation.hedged,
        "no_change": relation.no_change,
        "citations": list(relation.citations),
        "rule": relation.rule,
    }


def _flags(relation: Relation) -> str:
    return "".join(
        f" [{name}]"
        for name, on in (("denied", relation.negated), ("hedged", relation.hedged), ("no change", relation.no_change))
        if on
    )


def _print_relation(doc: Document, relation: Relation, style: str) -> None:
    if style == "jsonl":
        line = json.dumps(relation_line(doc, relation), ensure_ascii=False)
    elif style == "tsv":
        cells = [
            doc.id,
            relation.subject.text,
            relation.predicate,
            relation.object.text,
            str(relation.negated).lower(),
            str(relation.hedged).lower(),
            ",".join(relation.citations),
            relation.rule,
            relation.sentence.text,
        ]
        line = "\t".join(" ".join(cell.split()) for cell in cells)
    else:
        cited = f" [{','.join(relation.citations)}]" if relation.citations else ""
        line = f"{relation.subject.entity.label} | {relation.predicate} | {relation.object.entity.label}{_flags(relation)}{cited}"
    sys.stdout.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")


def _paths(args: argparse.Namespace) -> list[Path]:
    if args.demo:
        return [*demo_paths(), *args.paths]
    if not args.paths:
        raise KgError("no document was named; expected files or folders; try `kg build --demo`")
    return list(args.paths)


def _build(args: argparse.Namespace) -> int:
    graph = build(*_paths(args), progress=_progress(sys.stderr))
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


def _extract(args: argparse.Namespace) -> int:
    failed = False
    if args.format == "tsv":
        sys.stdout.write("doc\tsubject\tpredicate\tobject\tnegated\thedged\tcitations\trule\tsentence\n")
    if [str(path) for path in args.paths] == ["-"]:
        doc = with_references(read_text(sys.stdin.read(), name="stdin"))
        for relation in extract(doc):
            _print_relation(doc, relation, args.format)
        return 0
    for item in read_all(_paths(args), progress=_progress(sys.stderr)):
        if isinstance(item, tuple):
            _say(f"left out: {item[1]}")
            failed |= "counted once" not in item[1]
            continue
        for relation in extract(item):
            _print_relation(item, relation, args.format)
    return 1 if failed else 0


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
    made = command(
        "extract",
        _extract,
        "print the relations of reviews, one a line; - reads standard input",
        "kg extract --demo --format text",
    )
    reads(made)
    made.add_argument("--format", choices=("jsonl", "tsv", "text"), default="jsonl", help="default: jsonl")
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
