"""SPARQL, or the name of a shipped question, to a table. Oxigraph answers; our prefixes need not be written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyoxigraph as ox

from kg.errors import QueryError
from kg.namespaces import PREFIXES, curie
from kg.resources import ontology_folder
from kg.sparql import reaches_out

__all__ = ["FORMATS", "ask", "format_table", "list_questions", "parameters_of", "resolve_query", "with_parameters"]

_HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_PARAMETER = re.compile(
    r"VALUES \?(?P<name>\w+) \{ (?P<usual>[^{}]*) \}[ \t]*# (?P<kind>thing|number|text): (?P<what>[^\n]*)"
)
_SAFE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
FORMATS = ("table", "csv", "json", "md")


def list_questions() -> Iterator[tuple[str, str]]:
    """Yield (name, what it asks) of the shipped questions, by name.

    >>> dict(list_questions())["strongest"]
    'Which claims have the most independent papers behind them? / 哪些论断有最多的独立论文支持？'
    """
    for file in sorted(ontology_folder("questions").iterdir(), key=lambda item: item.name):
        if file.name.endswith(".rq"):
            first = file.read_text(encoding="utf-8").splitlines()[0]
            yield file.name.removesuffix(".rq"), first.lstrip("# ").strip()


def resolve_query(given: str) -> str:
    """Return the SPARQL text of a query, a file ending in .rq, or the name of a shipped question.

    Raises:
        QueryError: if a file is missing, or a bare word is no question's name.
    """
    if given.endswith((".rq", ".sparql")):
        try:
            return Path(given).read_text(encoding="utf-8")
        except OSError as error:
            raise QueryError(
                f"{given}: cannot be opened ({error.strerror}); expected a file with a SPARQL query; check the path"
            ) from error
    if _SAFE_NAME.fullmatch(given):
        file = ontology_folder("questions", given + ".rq")
        if file.is_file():
            return file.read_text(encoding="utf-8")
        names = ", ".join(name for name, _ in list_questions())
        raise QueryError(f"{given}: no question of that name; expected one of {names}; or write SPARQL")
    return given


def parameters_of(text: str) -> dict[str, tuple[str, str, str]]:
    """Return the parameters of a question: name -> (kind, what it is, what stands there when none is given).

    A parameter is a line such as ``VALUES ?target { lex:collagen }  # thing: what is raised``, so that a question is a valid
    query as it is, for any tool.

    >>> parameters_of(resolve_query("raises"))
    {'target': ('thing', 'what is raised', 'lex:collagen')}
    """
    return {
        found["name"]: (found["kind"], found["what"].strip(), found["usual"]) for found in _PARAMETER.finditer(text)
    }


def with_parameters(text: str, given: Mapping[str, object], resolve: Callable[[str], str]) -> str:
    """Return a question with other values in place of those that stand in it.

    Args:
        text: of the question.
        given: name -> value; a thing by its name, CURIE or IRI.
        resolve: name of a thing -> IRI.

    Raises:
        QueryError: if the question has no parameter of that name, or a value does not fit it.
    """
    known = parameters_of(text)
    for name in given:
        if name not in known:
            have = ", ".join(f"{one} ({kind})" for one, (kind, _, _) in known.items()) or "none"
            raise QueryError(f"parameter {name}: this question has no such parameter; it has {have}")

    def put(found: re.Match[str]) -> str:
        if found["name"] not in given:
            return found[0]
        value = given[found["name"]]
        if found["kind"] == "thing":
            term = str(ox.NamedNode(resolve(str(value))))
        elif found["kind"] == "number":
            if not re.fullmatch(r"-?\d+(?:\.\d+)?", str(value)):
                raise QueryError(f"parameter {found['name']}: {value!r} is no number; give one such as 2")
            term = str(value)
        else:
            term = str(ox.Literal(str(value)))
        return f"VALUES ?{found['name']} {{ {term} }}"

    return _PARAMETER.sub(put, text)


def _value(term: object) -> object:
    if isinstance(term, ox.NamedNode):
        return curie(term.value)
    if isinstance(term, ox.Literal):
        kind = term.datatype.value.rpartition("#")[2]
        if kind in ("integer", "int", "long"):
            return int(term.value)
        if kind in ("decimal", "double", "float"):
            return float(term.value)
        return term.value == "true" if kind == "boolean" else term.value
    return "" if term is None else str(term)


def ask(store: ox.Store, query: str) -> pd.DataFrame:
    """Return the answer to a SPARQL query as a table: IRIs as CURIEs, numbers as numbers, no answer as no rows.

    SELECT gives its variables as columns, ASK one column ``answer``, CONSTRUCT and DESCRIBE subject, predicate, object.

    Args:
        store: the graph.
        query: SPARQL 1.1; our prefixes are known.

    Raises:
        QueryError: if the query is not valid, or tries to change the graph or to reach another server.
    """
    if reaches_out(query) == "SERVICE":
        raise QueryError("query: SERVICE asks another server; expected a query of this graph alone; remove it")
    try:
        inferred = next(iter(store.named_graphs()), None) is not None  # it was asked for, so it answers with the rest
        result = store.query(_HEAD + query, use_default_graph_as_union=inferred)
    except SyntaxError as error:
        line = re.sub(
            r"error at (\d+):", lambda found: f"error at line {max(1, int(found[1]) - len(PREFIXES))}:", str(error)
        )
        raise QueryError(
            f"query: not valid SPARQL: {line}; mend it, or name one of the questions of `kg query --list`"
        ) from error
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"query: cannot be run: {error}; mend it") from error
    if isinstance(result, ox.QuerySolutions):
        columns = [variable.value for variable in result.variables]
        return pd.DataFrame([[_value(row[name]) for name in columns] for row in result], columns=columns)
    if isinstance(result, ox.QueryTriples):
        rows = sorted((curie(str(t.subject.value)), curie(t.predicate.value), str(_value(t.object))) for t in result)
        return pd.DataFrame(rows, columns=["subject", "predicate", "object"])
    return pd.DataFrame({"answer": [bool(result)]})


def _width(text: str) -> int:
    """Return how many columns a terminal gives a text; Chinese characters take two."""
    return sum(2 if "\u1100" <= char <= "\uffef" and not "\u2000" <= char < "\u2e80" else 1 for char in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def format_table(frame: pd.DataFrame, style: str) -> str:
    """Return a table as text: "table" for people, "csv", "json" (a list of objects), "md" for Markdown."""
    if style == "csv":
        return str(frame.to_csv(index=False))
    if style == "json":
        return str(frame.to_json(orient="records", force_ascii=False, indent=2)) + "\n"
    rows = [[str(value).replace("\n", " ") for value in row] for row in frame.itertuples(index=False)]
    heads = [str(name) for name in frame.columns]
    if style == "md":
        rows = [[cell.replace("|", "\\|") for cell in row] for row in rows]
        lines = [heads, ["---"] * len(heads), *rows]
        return "".join("| " + " | ".join(line) + " |\n" for line in lines)
    widths = [max([_width(head), *[_width(row[i]) for row in rows]]) for i, head in enumerate(heads)]
    ruled = [heads, ["-" * width for width in widths], *rows]
    return "".join(
        "  ".join(_pad(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n" for line in ruled
    )
