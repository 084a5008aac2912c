"""The ASGI application: the page at /, queries at /query, the endpoint at /sparql, the API at /api."""

from __future__ import annotations

import asyncio
import html
import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.exports.page import render_page
from kg.graph import Contents
from kg.lookup import Index
from kg.namespaces import PREFIXES
from kg.ontology import load_ontology
from kg.query import list_questions, resolve_query
from kg.resources import data_folder
from kg.serving.api import CALLS, openapi
from kg.serving.protocol import GRAPHS, TABLES, Operation, ProtocolError, choose, read_operation
from kg.serving.running import Answer, Runner

__all__ = ["make_app"]

#: statements of the page at /; the page around a thing shows those that this leaves out
_PAGE = 20_000
_LARGEST = 4_000_000  #: bytes of a request
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
#: parts of the query page; the first three are built elsewhere
_ASSETS = {
    "vis-network.js": "text/javascript",
    "editor.min.js": "text/javascript",
    "editor.min.css": "text/css",
    "editor.js": "text/javascript",
    "console.js": "text/javascript",
    "console.css": "text/css",
}
_DESCRIPTION = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
<{here}> a sd:Service ; sd:endpoint <{here}> ; sd:supportedLanguage sd:SPARQL11Query{update} ;
  sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV, formats:SPARQL_Results_TSV,
    formats:Turtle, formats:N-Triples, formats:RDF_XML, formats:JSON-LD .
"""


class _Site:
    """The routes over one graph."""

    def __init__(self, contents: Contents, runner: Runner, *, writable: bool) -> None:
        self.index, self.runner, self.writable = Index(contents), runner, writable
        self.gate = asyncio.Semaphore(runner.at_once or 8)
        self._page: str | None = None

    async def page(self, _: Request) -> Response:
        if self._page is None:
            contents = self.index.contents
            part = contents if len(contents.statements) <= _PAGE else self.index.strongest(_PAGE)
            self._page = await run_in_threadpool(render_page, part)
        return HTMLResponse(self._page)

    async def around(self, request: Request) -> Response:
        found = self.index.thing(request.path_params["name"])
        if found is None:
            return _problem(
                ProtocolError(
                    404, f"{request.path_params['name']}: no thing of that name in this graph; try /api/search?q="
                )
            )
        return HTMLResponse(await run_in_threadpool(render_page, self.index.near(found.id, 2, 2000), title=found.label))

    async def api(self, request: Request) -> Response:
        answer, _, _ = CALLS[request.url.path]
        try:
            return JSONResponse(await run_in_threadpool(answer, self.index, dict(request.query_params)))
        except ProtocolError as error:
            return _problem(error)

    async def sparql(self, request: Request) -> Response:
        try:
            if request.method in ("GET", "HEAD") and not request.url.query:
                return self._described(request)
            raw = bytearray()
            async for part in request.stream():
                raw += part
                if len(raw) > _LARGEST:
                    raise ProtocolError(413, f"the request is larger than {_LARGEST} bytes; send a shorter query")
            operation = read_operation(request.method, request.url.query, request.headers, bytes(raw))
            if operation.kind == "update" and not self.writable:
                raise ProtocolError(403, "this endpoint answers queries only; start it with --update to allow updates")
            answer = await self._run(request, operation)
        except ProtocolError as error:
            return Response(f"{error}\n", error.status, media_type="text/plain")
        return Response(
            answer.body, answer.status, media_type=answer.media, headers={"X-Content-Type-Options": "nosniff"}
        )

    async def _run(self, request: Request, operation: Operation) -> Answer:
        """Run an operation for as long as someone waits for its answer."""

        async def gone() -> None:
            while not await request.is_disconnected():  # the server tells it no other way
                await asyncio.sleep(0.1)

        async with self.gate:
            work = asyncio.ensure_future(
                self.runner.run(operation, request.headers.get("accept", ""), str(request.url.replace(query="")))
            )
            watch = asyncio.ensure_future(gone())
            await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
            watch.cancel()
            if not work.done():
                work.cancel()
                await asyncio.wait({work})
                return Answer(499, "text/plain", b"")
            return work.result()

    def _described(self, request: Request) -> Response:
        if "text/html" in request.headers.get("accept", ""):
            return RedirectResponse("/query")
        choose(request.headers.get("accept", ""), ("text/turtle",))
        here = str(request.url.replace(query=""))
        update = ", sd:SPARQL11Update" if self.writable else ""
        return Response(_DESCRIPTION.format(here=here, update=update), media_type="text/turtle")


def _problem(error: ProtocolError) -> Response:
    return JSONResponse({"error": str(error)}, error.status)


async def _console(_: Request) -> Response:
    text = data_folder("page", "console.html").read_text(encoding="utf-8")
    return HTMLResponse(text, headers={"Content-Security-Policy": _POLICY})


async def _vocabulary(_: Request) -> Response:
    """Return what the query page completes, and the shipped questions."""
    ontology = load_ontology()
    names = [
        {"name": f"kg:{name}", "en": term.label, "zh": term.label_zh, "kind": kind}
        for kind, table in (("class", ontology.classes), ("predicate", ontology.predicates))
        for name, term in table.items()
    ]
    questions = [{"name": name, "asks": asks, "text": resolve_query(name)} for name, asks in list_questions()]
    return JSONResponse(
        {"prefixes": PREFIXES, "names": names, "questions": questions, "tables": TABLES, "graphs": GRAPHS}
    )


@lru_cache(maxsize=len(_ASSETS))
def _static(name: str) -> tuple[str, str]:
    if name == "vis-network.js":  # pyvis brings it along
        folder = files("pyvis").joinpath("templates", "lib", "vis-9.1.2")
        return folder.joinpath("vis-network.min.js").read_text(encoding="utf-8"), _ASSETS[name]
    where = ("page", "vendor", name) if ".min." in name else ("page", name)
    return data_folder(*where).read_text(encoding="utf-8"), _ASSETS[name]


async def _asset(request: Request) -> Response:
    if request.path_params["name"] not in _ASSETS:
        return _problem(ProtocolError(404, f"{request.path_params['name']}: no such part of the pages"))
    text, kind = _static(request.path_params["name"])
    return Response(text, media_type=kind)


async def _described_api(_: Request) -> Response:
    rows = "".join(
        f"<h2><code>GET {html.escape(path)}</code></h2><p>{html.escape(summary)}</p><ul>"
        + "".join(
            f"<li><code>{html.escape(name)}</code>{' (needed)' if needed else ''}: {html.escape(what)}</li>"
            for name, (what, needed) in given.items()
        )
        + "</ul>"
        for path, (_, summary, given) in CALLS.items()
    )
    style = "body{font:15px/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    return HTMLResponse(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>API</title><style>{style}</style><h1>JSON API</h1>'
        f'<p>Described for programs in <a href="/openapi.json">openapi.json</a>.</p>{rows}</html>',
        headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"},
    )


async def _openapi(_: Request) -> Response:
    return Response(json.dumps(openapi(), indent=1), media_type="application/json")


def make_app(
    contents: Contents, runner: Runner, *, hosts: Sequence[str] = ("127.0.0.1", "localhost"), writable: bool = False
) -> Starlette:
    """Return the ASGI application over a graph.

    Args:
        contents: rows of the graph, for the page and the API.
        runner: the way to the process that holds the same graph, for SPARQL.
        hosts: names under which a browser may reach it; a page of another site can then not ask it.
        writable: whether SPARQL updates are done; they change what the endpoint answers, not the page, the API or any file.
    """
    site = _Site(contents, runner, writable=writable)
    assets = [Route("/static/{name:str}", _asset)]
    return Starlette(
        routes=[
            Route("/", site.page),
            Route("/around/{name:path}", site.around),
            Route("/query", _console),
            Route("/vocabulary.json", _vocabulary),
            Route("/sparql", site.sparql, methods=["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]),
            Route("/openapi.json", _openapi),
            Route("/api", _described_api),
            *[Route(path, site.api) for path in CALLS],
            *assets,
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)),
            Middleware(GZipMiddleware, minimum_size=2000),
        ],
    )
