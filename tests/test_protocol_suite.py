"""The requests of the W3C's own SPARQL 1.1 protocol suite, word for word, where a checkout of it is named by `RDF_TESTS`.

The suite is https://github.com/w3c/rdf-tests, `sparql/sparql11/protocol/manifest.ttl`: it describes its exchanges in
Markdown. What they ask is under test by name in `test_serving.py`, with data of our own and without the suite.
"""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import rdflib
from rdflib import RDFS
from rdflib.namespace import Namespace

from tests.served import UPDATE, post, serve

_MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
_DATA = "http://kasei.us/2009/09/sparql/data/data"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request of a case, and what the suite expects of the answer to it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    status: str
    media: str
    told: str


def _exchanges(comment: str) -> Iterator[Exchange]:
    charset = "utf-16" if "encoded in utf-16" in comment else "utf-8"
    for part in comment.split("#### Request")[1:]:
        asked, _, answered = part.partition("#### Response")
        head, _, body = textwrap.dedent(asked.expandtabs()).strip("\n").partition("\n\n")
        first, *lines = head.rstrip().splitlines()
        method, path = first.split()[:2]
        pairs = (line.split(": ", 1) for line in lines)
        headers = {name: value for name, value in pairs if name not in ("Host", "Content-Length")}
        told = textwrap.dedent(answered).replace("followed by", "").split()
        media = re.search(r"Content-Type: (.+)", answered)
        yield Exchange(
            method, path, headers, body.strip().encode(charset), told[0], media[1] if media else "", " ".join(told)
        )


@pytest.fixture(scope="module")
def cases() -> dict[str, list[Exchange]]:
    folder = os.environ.get("RDF_TESTS")
    if not folder:
        pytest.skip("needs the W3C's tests: set RDF_TESTS to a checkout of https://github.com/w3c/rdf-tests")
    manifest = Path(folder) / "sparql" / "sparql11" / "protocol" / "manifest.ttl"
    graph = rdflib.Graph().parse(manifest)
    tests = graph.subjects(rdflib.RDF.type, _MF.ProtocolTest)
    return {str(one).rpartition("#")[2]: list(_exchanges(str(graph.value(one, RDFS.comment)))) for one in tests}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(tmp_path_factory.mktemp("suite"), "--update", "--timeout", "20")


def _fill(site: str) -> None:
    """Hold what the suite's queries take for granted: three documents, and what the second says of a relative name."""
    text = "".join(
        f"INSERT DATA {{ GRAPH <{_DATA}{n}.rdf> {{ <{_DATA}{n}.rdf> a <http://example.org/Type> }} }} ;\n"
        for n in "123"
    )
    text += f"INSERT DATA {{ GRAPH <{_DATA}2.rdf> {{ <data1.rdf> a <http://example.org/Type> }} }}"
    assert post(site, text, UPDATE).status_code == 204


def _answer(site: str, one: Exchange) -> httpx.Response:
    return httpx.request(one.method, site + one.path, headers=one.headers, content=one.body, follow_redirects=True)


def test_every_request_of_the_suite_is_answered_as_it_says(cases: dict[str, list[Exchange]], site: str) -> None:
    assert len(cases) == 34
    for name, exchanges in cases.items():
        _fill(site)
        assert exchanges, name
        for one in exchanges:
            answer = _answer(site, one)
            assert str(answer.status_code)[0] in one.status.replace("2xx", "23"), (
                name,
                answer.status_code,
                answer.text,
            )
            media = answer.headers.get("content-type", "").partition(";")[0]
            assert not one.media or media in re.split(r", (?:or )?| or ", one.media), (name, media)
            if one.told.endswith("true"):  # said of a SELECT too: it must find something
                assert "true" in answer.text or "bindings" in answer.json()["results"], (name, answer.text)
                assert '"bindings":[]' not in answer.text, name
            if "is _not_" in one.told:
                assert answer.text.count("<uri>") == 1, (name, answer.text)
                assert "<uri>test</uri>" not in answer.text, name
