"""The commands, their arguments and their help, with a runnable example each."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import kg
from kg.cli.commands import (
    run_bench,
    run_build,
    run_check,
    run_diff,
    run_explain,
    run_export,
    run_extract,
    run_missed,
    run_push,
    run_query,
    run_report,
    run_score,
    run_serve,
    run_text,
    run_train,
)
from kg.cli.lexicons import run_lexicon
from kg.exports import WRITERS
from kg.limits import SECONDS
from kg.query import FORMATS
from kg.reasoning import REGIMES
from kg.sources import READERS, is_url
from kg.termlists import ENDINGS

__all__ = ["make_parser"]


def _between_0_and_1(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no confidence; expected a number from 0 to 1, such as 0.7")
    return value


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes or seconds; expected 0, 1, 2, ...")
    return int(text)


def _place(text: str) -> str | Path:
    return text if is_url(text) else Path(text)


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
        made.add_argument(
            "--lexicon",
            action="append",
            default=[],
            metavar="FILE[=CLASS]",
            help=f"terms of an ontology ({', '.join(ENDINGS)}, or .gz of these); may be given again, the first wins",
        )
        made.add_argument(
            "--triggers",
            action="append",
            type=Path,
            default=[],
            metavar="FILE",
            help="your own triggers, TOML: [[en.verb]] or [[zh.verb]], words, predicate; may be given again",
        )

    def weighs(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "--min-confidence",
            type=_between_0_and_1,
            metavar="0..1",
            help="publish only relations at least so sure (default: that of the weights, 0.62 in both languages)",
        )

    def reasons(made: argparse.ArgumentParser, what: str) -> None:
        made.add_argument("--reason", choices=sorted(REGIMES, reverse=True), help=what)

    def judges(made: argparse.ArgumentParser) -> None:
        made.add_argument("gold", nargs="+", type=Path, metavar="GOLD", help="annotated sentences, JSON lines")
        made.add_argument("--docs", type=Path, required=True, metavar="DIR", help="the documents they stand in")

    def reads(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "paths",
            nargs="*",
            type=_place,
            metavar="PATH",
            help=f"files ({', '.join(READERS)}, .gz and .zip of them), folders, URLs, or - for standard input",
        )
        made.add_argument("--demo", action="store_true", help="the two demo reviews that ship with kg")

    made = command(
        "build", run_build, "read reviews and write the graph, its page and its tables", "kg build reviews/ -o exports"
    )
    reads(made)
    made.add_argument(
        "-o", "--out", type=Path, default=Path("exports"), metavar="DIR", help="folder to write to (default: exports)"
    )
    made.add_argument(
        "--store",
        type=Path,
        metavar="DIR",
        help="write the graph to this folder as well, where it opens at once at any size",
    )
    reasons(made, "write what follows from the graph to inferred.ttl beside it")
    made.add_argument(
        "--jobs", type=_count, default=1, metavar="N", help="processes that read; 0 for one a processor (default: 1)"
    )
    made.add_argument(
        "--cache", type=Path, metavar="DIR", help="remember what every document gave, and read only what is new"
    )
    made.add_argument(
        "--limit",
        type=_count,
        default=SECONDS,
        metavar="SECONDS",
        help=f"leave out a document that takes longer; 0 for as long as it takes (default: {SECONDS})",
    )
    made.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="read on a Dask cluster: tcp://HOST:PORT of its scheduler, or local for one on this machine",
    )
    made.add_argument(
        "--partitions",
        type=_place,
        metavar="DIR",
        help="folder or URL that the cluster's workers and this machine see; keeps what was read (default: DIR of -o/partitions)",
    )
    made.add_argument("--strict", action="store_true", help="stop at the first document that cannot be read")
    weighs(made)
    knows(made)
    made = command(
        "extract",
        run_extract,
        "print the relations of reviews, one a line; - reads standard input",
        "kg extract --demo --format text",
    )
    reads(made)
    made.add_argument("--format", choices=("jsonl", "tsv", "text"), default="jsonl", help="default: jsonl")
    weighs(made)
    knows(made)
    made = command(
        "text",
        run_text,
        "print the text that a reader makes of a file, into which all offsets point",
        "kg text --demo --format jsonl",
    )
    reads(made)
    made.add_argument(
        "--format",
        choices=("text", "jsonl"),
        default="text",
        help="text alone, or a line for each document (default: text)",
    )
    made = command(
        "explain",
        run_explain,
        "say of every proposal in a sentence why it was made or refused",
        "kg explain review.md:3",
    )
    made.add_argument("place", metavar="FILE[:SENTENCE]", help="a file; sentences count from 1, as --format text shows")
    knows(made)
    made = command(
        "missed",
        run_missed,
        "list sentences that seem to state something and gave nothing, and terms that the lexicon lacks",
        "kg missed --demo",
    )
    reads(made)
    knows(made)
    made = command(
        "query",
        run_query,
        "ask a graph in SPARQL, or one of the shipped questions",
        'kg query exports/demo/graph.ttl raises --param target="collagen I"',
    )
    made.add_argument("graph", nargs="?", type=Path, metavar="GRAPH", help="a graph.ttl, or the folder of --store")
    made.add_argument(
        "query", nargs="?", metavar="QUERY", help="SPARQL, a file ending in .rq, or the name of a question"
    )
    made.add_argument(
        "--param",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a value for a parameter of the question; things by name in either language, CURIE or IRI",
    )
    made.add_argument("--format", choices=FORMATS, default="table", help="default: table")
    made.add_argument("--list", action="store_true", help="list the shipped questions")
    reasons(made, "ask what follows from the graph, too")
    made = command(
        "export",
        run_export,
        "write a graph in another format, by the ending of the file",
        "kg export exports/demo/graph.ttl -o exports/demo/graph.nt",
    )
    made.add_argument("graph", type=Path, metavar="GRAPH")
    made.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help=f"endings: {', '.join(WRITERS)}")
    reasons(made, "with what follows from the graph, in a named graph of its own (.trig or .nq)")
    made = command(
        "check", run_check, "check a graph against the shapes; exit 1 with findings", "kg check exports/demo/graph.ttl"
    )
    made.add_argument("graph", type=Path, metavar="GRAPH")
    made = command(
        "report",
        run_report,
        "write what a reader wants on one page: strongest claims, oppositions, gaps",
        "kg report exports/demo/graph.ttl -o report.html",
    )
    made.add_argument("graph", type=Path, metavar="GRAPH")
    made.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help="ends in .html or .md")
    made = command(
        "diff",
        run_diff,
        "say which statements came, went, or changed their evidence; exit 1 when any did",
        "kg diff exports/demo/graph.ttl exports/demo/graph.ttl",
    )
    made.add_argument("old", type=Path, metavar="OLD")
    made.add_argument("new", type=Path, metavar="NEW")
    made = command(
        "score",
        run_score,
        "measure precision and recall against annotated sentences",
        "kg score annotated.jsonl --docs texts/ --errors 10",
    )
    judges(made)
    made.add_argument("--errors", type=int, default=0, metavar="N", help="show up to N sentences with errors")
    weighs(made)
    knows(made)
    made = command(
        "train",
        run_train,
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
        "bench", run_bench, "measure characters a second, beside the bare dictionary matcher", "kg bench --demo"
    )
    reads(made)
    made.add_argument(
        "--characters", type=int, default=100_000, metavar="N", help="read the documents again until so many"
    )
    made.add_argument(
        "--growth", action="store_true", help="show how time grows with a tenth of N characters, N and ten times N"
    )
    made = command(
        "lexicon",
        run_lexicon,
        "check lists of terms, list what is known, find what a name stands for, or suggest terms that reviews use",
        "kg lexicon find 脂肪干细胞",
    )
    made.add_argument(
        "what",
        choices=("check", "list", "find", "suggest"),
        help="check the lists, list all concepts, find a name, suggest terms as a file for --terms",
    )
    made.add_argument(
        "names", nargs="*", metavar="NAME", help="for find: in either language; for suggest: files, folders"
    )
    knows(made)
    made = command(
        "push",
        run_push,
        "send a graph to a triple store, by the Graph Store Protocol or SPARQL Update",
        "kg push graph.ttl --endpoint http://localhost:7878/store --graph https://example.org/reviews",
    )
    made.add_argument("graph", type=Path, metavar="GRAPH", help="a graph file, or the folder of --store")
    made.add_argument("--endpoint", required=True, metavar="URL", help="of the graph store, or of the update endpoint")
    made.add_argument(
        "--graph", dest="named", default="", metavar="IRI", help="the graph to write to (default: the default graph)"
    )
    made.add_argument(
        "--protocol", choices=("gsp", "update"), default="gsp", help="default: gsp, the Graph Store Protocol"
    )
    made.add_argument("--add", action="store_true", help="keep what the graph holds already (default: replace it)")
    made.add_argument("--user", default="", help="for servers that ask; the password is read from KG_PASSWORD")
    serve = command(
        "serve",
        run_serve,
        "serve a graph on this machine: the page, SPARQL, a JSON API",
        "kg serve exports/demo/graph.ttl --port 8765",
    )
    serve.add_argument("graph", type=Path, metavar="GRAPH", help="a graph file")
    serve.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: %(default)s, this machine alone)"
    )
    serve.add_argument("--port", type=int, default=8765, help="port, 0 for a free one (default: %(default)s)")
    serve.add_argument(
        "--timeout", type=float, default=30.0, metavar="SECONDS", help="how long a query may run (default: %(default)g)"
    )
    serve.add_argument(
        "--max-mb", type=int, default=100, metavar="MB", help="the largest answer (default: %(default)s)"
    )
    serve.add_argument(
        "--memory",
        type=int,
        default=2000,
        metavar="MB",
        help="what a query may use beside the graph (default: %(default)s)",
    )
    serve.add_argument(
        "--update", action="store_true", help="allow SPARQL updates of the served copy; the file stays as it is"
    )
    return parser
