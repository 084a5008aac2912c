"""A reader's own terms: a file of tab-separated lines, one term each, added to the lexicon that ships with kg."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.errors import LexiconError
from kg.languages.scripts import has_cjk
from kg.lexicon import Concept, Lexicon, load_lexicon, provisional_iri
from kg.listed import merged_lexicon
from kg.ontology import load_ontology

__all__ = ["lexicon_with", "read_terms"]


def read_terms(path: Path) -> list[Concept]:
    """Return the terms of a file, in order.

    A line is ``class<TAB>name<TAB>another name...``; names may be English or Chinese, the first of each language is the
    one that is shown. Empty lines and lines that begin with ``#`` are passed over.

    Raises:
        LexiconError: if the file cannot be read, or a line lacks a name or has an unknown class.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read: {error}; expected a text file in UTF-8") from error
    return [
        _term(line, f"{path}:{number}")
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def _term(line: str, where: str) -> Concept:
    kind, *names = [cell.strip() for cell in line.split("\t")]
    names = [name for name in names if name]
    classes = {"Other", *load_ontology().classes}
    if kind not in classes:
        raise LexiconError(f"{where}: {kind!r} is no class; expected one of {', '.join(sorted(classes))}, then a tab")
    if not names:
        raise LexiconError(f"{where}: no name; expected `{kind}`, a tab and a name; more names may follow, with tabs")
    chinese = [name for name in names if has_cjk(name)]
    english = [name for name in names if name not in chinese]
    label = (english or chinese)[0]
    return Concept(
        provisional_iri(kind, label),
        kind,
        label,
        chinese[0] if chinese else "",
        tuple(sorted([("en", name) for name in english[1:]] + [("zh", name) for name in chinese[1:]])),
    )


def lexicon_with(paths: list[Path], lists: Sequence[tuple[Path, str]] = ()) -> Lexicon:
    """Return the lexicon that ships with kg together with the terms of some files; theirs win where a name is in both.

    Args:
        paths: files of your own terms; see :func:`read_terms`.
        lists: terms of ontologies, which do not win over any other; see :func:`kg.listed.merge`.

    Raises:
        LexiconError: see :func:`read_terms` and :func:`kg.listed.merge`.
    """
    shipped = load_lexicon()
    if paths:
        own = {concept.id: concept for path in paths for concept in read_terms(path)}
        shipped = Lexicon({**own, **shipped.own}, shipped.ambiguities)
    return merged_lexicon(shipped, lists) if lists else shipped
