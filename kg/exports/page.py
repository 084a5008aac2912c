"""The interactive page: one file that asks no network for anything.

pyvis makes the network and brings vis-network along; what its template would still fetch is taken out, and our own
panel, legend and search are put around it (``kg/data/page``). Text from documents travels as JSON inside a script
element that is never run, with every ``<`` escaped, and is shown as text only.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

from kg.graph import Contents, EvidenceRow, StatementRow
from kg.namespaces import curie
from kg.ontology import load_ontology
from kg.resources import data_folder, load_toml

__all__ = ["OPENING", "render_page"]

#: how many statements the page opens with: as many as can be read at first sight
OPENING = 45
_FETCHED = re.compile(r"<link\b[^>]*>|<script\b[^>]*\bsrc=[^>]*>\s*</script>|<center>.*?</center>", re.S)
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_OPTIONS: dict[str, Any] = {
    "layout": {"randomSeed": 7, "improvedLayout": False},
    "physics": {
        "solver": "forceAtlas2Based",
        "stabilization": {"enabled": True, "iterations": 320, "fit": True},
        "forceAtlas2Based": {
            "gravitationalConstant": -95,
            "centralGravity": 0.012,
            "springLength": 110,
            "springConstant": 0.06,
            "avoidOverlap": 0.9,
            "damping": 0.55,
        },
    },
    "interaction": {"hover": True, "tooltipDelay": 150},
}
_BODY = """<header><h1>{title}</h1><span class="counts" id="kg-counts"></span><span class="grow"></span>
<div class="search"><input id="kg-search" type="search" autocomplete="off"><ul class="hits" id="kg-hits"></ul></div>
<select class="tool" id="kg-limit" aria-label="how many statements"></select><span class="counts" id="kg-shown"></span>
<button class="tool" id="kg-lang" type="button"></button></header>
<main id="stage">{network}</main>
<nav class="legend" id="kg-legend"></nav>
<aside id="kg-side" aria-live="polite"></aside>
<script type="application/json" id="kg-data">{data}</script>
"""


def _inert(value: object) -> str:
    """Return JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text.encode("utf-8", "replace").decode("utf-8")


def _strength(row: StatementRow) -> tuple[int, int, int]:
    return row.documents, row.papers, row.mentions


def _order(contents: Contents, opening: int) -> list[StatementRow]:
    """Return the statements, those to open with first: strong, between known things, and hanging together.

    The strongest come first; among the next ones, those that touch what is already there, so that the page opens with
    one picture and not with scattered pairs.
    """

    def rank(row: StatementRow) -> tuple[object, ...]:
        unknown = contents.entities[row.subject].provisional + contents.entities[row.object].provisional
        return (unknown, *[-n for n in _strength(row)], row.predicate in ("is_a", "derived_from"), row.id)

    ranked = sorted(contents.statements, key=rank)
    neighbours: dict[str, list[StatementRow]] = {}
    for row in ranked[: opening * 4]:
        for end in (row.subject, row.object):
            neighbours.setdefault(end, []).append(row)
    best: list[StatementRow] = []
    for start in sorted(neighbours, key=lambda end: (-len(neighbours[end]), end))[:1]:
        reached, waiting = set(), [start]
        seen: set[str] = set()
        while waiting and len(best) < opening:
            end = waiting.pop(0)
            reached.add(end)
            for row in neighbours[end][:9]:
                other = row.object if row.subject == end else row.subject
                if row.id not in seen and len(best) < opening:
                    seen.add(row.id)
                    best.append(row)
                    if other not in reached:
                        waiting.append(other)
    chosen = {row.id for row in best}
    return best + [row for row in ranked if row.id not in chosen]


def _span(item: EvidenceRow, name: str) -> list[int] | None:
    """Return a mark within the sentence, in code points, or None when it stands in another sentence."""
    start, end = (
        item.offsets[name + "Start"] - item.offsets["sentenceStart"],
        item.offsets[name + "End"] - item.offsets["sentenceStart"],
    )
    return [start, end] if 0 <= start < end <= len(item.sentence) else None


def _evidence(item: EvidenceRow, short: dict[str, str]) -> dict[str, Any]:
    return {
        "text": item.sentence,
        "lang": item.language,
        "s": _span(item, "subject"),
        "o": _span(item, "object"),
        "t": _span(item, "trigger"),
        "doc": short[item.document],
        "section": item.section,
        "rule": item.rule,
        "sure": item.confidence,
        "hedged": item.hedged,
        "same": item.no_change,
        "cert": item.certainty,
        "ctx": [[row.field, row.value, row.value_zh] for row in item.context],
        "refs": [short[iri] for iri in item.references],
        "missing": list(item.unresolved),
    }


def page_data(contents: Contents, *, language: str = "en", opening: int = OPENING) -> dict[str, Any]:
    """Return all that the page shows, as plain values: statements strongest first."""
    ontology, look = load_ontology(), load_toml(data_folder("page", "page.toml"), "kg/data/page/page.toml")
    ordered = _order(contents, opening)
    short = {
        iri: f"{letter}{n}"
        for letter, rows in (("n", contents.entities), ("d", contents.documents), ("r", contents.references))
        for n, iri in enumerate(sorted(rows))
    }
    by_statement: dict[str, list[EvidenceRow]] = {}
    for item in contents.evidence:
        by_statement.setdefault(item.statement, []).append(item)
    return {
        "lang": language,
        "limit": opening,
        "nodes": [
            {
                "id": short[row.id],
                "label": row.label,
                "zh": row.label_zh,
                "type": row.type,
                "syn": list(row.synonyms),
                "match": [curie(iri) for iri in row.matches],
                "prov": row.provisional,
            }
            for row in contents.entities.values()
        ],
        "edges": [
            {
                "id": f"e{n}",
                "s": short[row.subject],
                "o": short[row.object],
                "p": row.predicate,
                "neg": row.negated,
                "cert": row.certainty,
                "m": row.mentions,
                "d": row.documents,
                "papers": row.papers,
                "primary": row.primary,
                "belief": row.belief,
                "result": row.result,
                "uncited": row.uncited,
                "ev": [
                    _evidence(item, short)
                    for item in sorted(
                        by_statement.get(row.id, []), key=lambda e: (e.document, e.offsets["sentenceStart"], e.id)
                    )
                ],
            }
            for n, row in enumerate(ordered)
        ],
        "documents": {
            short[iri]: {"title": row.title, "journal": row.journal, "year": row.year, "doi": row.doi}
            for iri, row in contents.documents.items()
        },
        "references": {short[iri]: {"text": row.text, "doi": row.doi} for iri, row in contents.references.items()},
        "types": {
            name: {"en": term.label, "zh": term.label_zh, "color": look["types"][name]}
            for name, term in ontology.classes.items()
        },
        "predicates": {
            name: {"en": term.label, "zh": term.label_zh, "color": look["predicates"][name]}
            for name, term in ontology.predicates.items()
        },
    }


def _network(data: dict[str, Any]) -> str:
    """Return pyvis's page for the opening part of the graph."""
    from pyvis.network import Network  # it imports IPython and takes a second

    network = Network(directed=True, cdn_resources="in_line", height="100%", width="100%")
    opening = data["edges"][: data["limit"]]
    names = {node["id"]: node["label"] for node in data["nodes"]}
    used = dict.fromkeys(end for edge in opening for end in (edge["s"], edge["o"]))
    # add_node and add_edge look for duplicates in lists; ours are unique, so they go in directly.
    network.nodes.extend({"id": end, "label": names[end], "shape": "box"} for end in used)
    network.edges.extend({"id": edge["id"], "from": edge["s"], "to": edge["o"], "arrows": "to"} for edge in opening)
    network.set_options(json.dumps(_OPTIONS))
    return str(network.generate_html(notebook=False))


def render_page(contents: Contents, *, title: str = "Review knowledge graph", language: str = "en") -> str:
    """Return the page of a graph as HTML; write it as UTF-8.

    Args:
        contents: the rows of the graph.
        title: shown at the top and in the browser's tab.
        language: of labels and interface when the page opens; a button switches it.
    """
    data = page_data(contents, language=language)
    base = _FETCHED.sub("", _network(data))
    head, _, rest = base.partition("<body>")
    drawing, _, _ = rest.partition("</body>")
    container, _, scripts = drawing.partition("<script")
    folder = data_folder("page")
    style = folder.joinpath("explorer.css").read_text(encoding="utf-8")
    script = folder.joinpath("explorer.js").read_text(encoding="utf-8")
    # pyvis sizes its container in a style element of its own; ours fills the window.
    head = re.sub(r'<style type="text/css">\s*#mynetwork.*?</style>', "", head, flags=re.S)
    head = re.sub(r"<meta[^>]*charset[^>]*>", "", head)
    shown = html.escape(title)
    meta = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{shown}</title>'
    )
    head = head.replace("<html>", f'<!DOCTYPE html>\n<html lang="{language}">').replace("<head>", "<head>" + meta, 1)
    head = head.replace("</head>", f"<style>{style}</style></head>")
    body = _BODY.format(title=shown, network=container, data=_inert(data))
    return f"{head}<body>{body}<script{scripts}<script>{script}</script>\n</body>\n</html>\n"
