"""The interactive page: one file that asks no network for anything.

pyvis makes the network and brings vis-network along; what its template would still fetch is taken out, and our own
panel, legend and search are put around it (``kg/data/page``). Text from documents travels as JSON inside a script
element that is never run, with every ``<`` escaped, and is shown as text only.
"""

from __future__ import annotations

import base64
import html
import json
import re
import zlib
from typing import Any

from kg.exports.pagedata import page_data
from kg.graph import Contents
from kg.resources import data_folder

__all__ = ["render_page"]

#: characters of JSON that a page carries as they are; a larger graph is carried deflated
_PLAIN = 4_000_000
_FETCHED = re.compile(r"<link\b[^>]*>|<script\b[^>]*\bsrc=[^>]*>\s*</script>|<center>.*?</center>", re.S)
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_OPTIONS: dict[str, Any] = {
    "layout": {"randomSeed": 7, "improvedLayout": False},
    "physics": {
        "enabled": False,
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
_BODY = """<header><h1 id="kg-title">{title}</h1><span class="counts" id="kg-counts"></span><span class="grow"></span>
<div class="search"><input id="kg-search" type="search" autocomplete="off"><ul class="hits" id="kg-hits"></ul></div>
<select class="tool" id="kg-limit"></select><span class="counts" id="kg-shown" role="status"></span>
<button class="tool" id="kg-filtered" type="button" aria-expanded="false" aria-controls="kg-filter"></button>
<button class="tool" id="kg-listed" type="button" aria-pressed="false" aria-controls="kg-list"></button>
<select class="tool" id="kg-save"></select>
<button class="tool" id="kg-theme" type="button"></button><button class="tool" id="kg-lang" type="button"></button></header>
<main id="stage">{stage}<div id="kg-many" hidden></div><div id="kg-list" hidden></div></main>
<form class="filter" id="kg-filter" hidden></form>
<nav class="legend" id="kg-legend"></nav>
<aside id="kg-side" aria-live="polite"></aside>
<script type="application/json" id="kg-data" data-form="{form}">{data}</script>
"""
_BOOT = """(async function () {
"use strict";
const held = document.getElementById("kg-data");
let text = held.textContent;
if (held.dataset.form === "deflate") {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}
window.kgData = JSON.parse(text);
held.remove();
"""


def _inert(value: object) -> str:
    """Return JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text.encode("utf-8", "replace").decode("utf-8")


def _with_pyvis(data: dict[str, Any]) -> tuple[str, str, str]:
    """Return the head, the stage and the scripts of pyvis's page for the opening part of the graph."""
    from pyvis.network import Network  # it imports IPython and takes a second

    network = Network(directed=True, cdn_resources="in_line", height="100%", width="100%")
    opening = data["edges"][: data["limit"]]
    names = {node["id"]: node["label"] for node in data["nodes"]}
    used = dict.fromkeys(end for edge in opening for end in (edge["s"], edge["o"]))
    # add_node and add_edge look for duplicates in lists; ours are unique, so they go in directly.
    network.nodes.extend({"id": end, "label": names[end], "shape": "box"} for end in used)
    network.edges.extend({"id": edge["id"], "from": edge["s"], "to": edge["o"], "arrows": "to"} for edge in opening)
    network.set_options(json.dumps(_OPTIONS))
    head, _, rest = _FETCHED.sub("", str(network.generate_html(notebook=False))).partition("<body>")
    # pyvis sizes its container in a style element of its own; ours fills the window.
    head = re.sub(r'<style type="text/css">\s*#mynetwork.*?</style>', "", head, flags=re.S)
    head = re.sub(r"<meta[^>]*charset[^>]*>", "", head).partition("<head>")[2].partition("</head>")[0]
    stage, _, scripts = rest.partition("</body>")[0].partition("<script")
    return head, stage, "<script" + scripts


def render_page(contents: Contents, *, title: str = "", language: str = "en") -> str:
    """Return the page of a graph as HTML; write it as UTF-8.

    Args:
        contents: the rows of the graph.
        title: shown at the top and in the browser's tab; what the page is, in the language of its labels, where none is given.
        language: of labels and interface when the page opens; a button switches it.
    """
    data = {**page_data(contents, language=language), "title": title}
    head, stage, scripts = _with_pyvis(data)
    folder = data_folder("page")
    style = folder.joinpath("explorer.css").read_text(encoding="utf-8")
    parts = sorted(folder.joinpath("script").iterdir(), key=lambda part: part.name)
    if data["engine"] == "sigma":  # built from js/, for graphs that boxes cannot show
        scripts += f"<script>{folder.joinpath('vendor', 'sigma.min.js').read_text(encoding='utf-8')}</script>"
    else:
        parts = [part for part in parts if part.name != "4-sigma.js"]
    script = _BOOT + "\n".join(part.read_text(encoding="utf-8") for part in parts) + "})();"
    shown, text, form = html.escape(title or data["words"][language]["title"]), _inert(data), "plain"
    if len(text) > _PLAIN:
        text, form = base64.b64encode(zlib.compress(text.encode(), 9)).decode(), "deflate"
    meta = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{shown}</title>'
    )
    body = _BODY.format(title=shown, stage=stage, data=text, form=form)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head>{meta}{head}<style>{style}</style></head>'
        f"<body>{body}{scripts}<script>{script}</script>\n</body>\n</html>\n"
    )
