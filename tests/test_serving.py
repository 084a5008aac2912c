"""A graph on a local server: the SPARQL protocol as its test suite names the cases, real clients, safety, the API, the pages."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from kg.query import list_questions, resolve_query
from kg.serving.api import CALLS
from kg.serving.protocol import GRAPHS, TABLES, ProtocolError, choose, read_operation
from kg.sparql import keywords, reaches_out, with_dataset
from tests.browsing import browser
from tests.served import FORM, QUERY, UPDATE, post, serve

__all__ = ["browser"]

G1, G2, G3 = (f"http://example.org/g{n}" for n in (1, 2, 3))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(tmp_path_factory.mktemp("served"), "--timeout", "4", "--max-mb", "1")


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(tmp_path_factory.mktemp("writable"), "--update", "--timeout", "20")


def asked(site: str, query: str, **graphs: list[str]) -> bool:
    pairs = [("query", query)] + [(name.replace("_", "-"), iri) for name, iris in graphs.items() for iri in iris]
    answer = httpx.get(f"{site}/sparql?{urlencode(pairs)}")
    assert answer.status_code == 200, answer.text
    return bool(answer.json()["boolean"])


@pytest.fixture(scope="module")
def filled(writable: str) -> str:
    text = "".join(
        f"INSERT DATA {{ GRAPH <{g}> {{ <{g}> <http://example.org/p> {n} }} }} ;\n"
        for n, g in enumerate((G1, G2, G3), 1)
    )
    assert post(writable, text, UPDATE).status_code == 204
    return writable


# The names are those of https://github.com/w3c/rdf-tests/blob/main/sparql/sparql11/protocol/manifest.ttl
def test_queries_by_get_post_and_form(site: str) -> None:
    text = "ASK { ?s ?p ?o }"
    assert asked(site, text)  # query_get
    assert post(site, urlencode({"query": text}), FORM).json()["boolean"]  # query_post_form
    assert post(site, urlencode({"query": text}), "application/x-www-url-form-urlencoded").json()["boolean"]
    assert post(site, text, QUERY).json()["boolean"]  # query_post_direct
    assert post(site, "ASK { <a> ?p ?o }", QUERY).status_code == 200  # a base is there


def test_a_request_names_the_graphs_of_a_query(filled: str) -> None:
    one = f"ASK {{ <{G1}> ?p ?o }}"
    assert asked(filled, one, default_graph_uri=[G1])  # query_dataset_default_graph
    both = f"ASK {{ <{G1}> ?p ?o . <{G2}> ?q ?r }}"
    body = urlencode([("query", both), ("default-graph-uri", G1), ("default-graph-uri", G2)])
    assert post(filled, body, FORM).json()["boolean"]  # query_dataset_default_graphs_post
    assert post(filled, both, QUERY, "?" + urlencode([("default-graph-uri", G1), ("default-graph-uri", G2)])).json()[
        "boolean"
    ]
    named = f"ASK {{ GRAPH ?g {{ <{G1}> ?p ?o }} GRAPH ?h {{ <{G2}> ?q ?r }} FILTER NOT EXISTS {{ GRAPH <{G3}> {{ ?x ?y ?z }} }} }}"
    assert asked(filled, named, named_graph_uri=[G1, G2])  # query_dataset_named_graphs_get
    body = urlencode([("query", named), ("named-graph-uri", G1), ("named-graph-uri", G2)])
    assert post(filled, body, FORM).json()["boolean"]  # query_dataset_named_graphs_post
    full = f"ASK {{ <{G3}> ?p ?o GRAPH ?g {{ <{G1}> ?q ?r }} }}"
    assert asked(filled, full, default_graph_uri=[G3], named_graph_uri=[G1, G2])  # query_dataset_full
    inside = f"ASK FROM <{G2}> {{ <{G1}> ?p ?o }}"
    assert asked(filled, inside, default_graph_uri=[G1])  # query_multiple_dataset: the request wins
    assert not asked(filled, "ASK { ?s ?p ?o }", named_graph_uri=[G1])


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        ("SELECT ?s { ?s ?p ?o } LIMIT 2", "", TABLES[0]),
        ("SELECT ?s { ?s ?p ?o } LIMIT 2", "application/sparql-results+xml", TABLES[1]),
        ("SELECT ?s { ?s ?p ?o } LIMIT 2", "text/csv", "text/csv"),
        (
            "SELECT ?s { ?s ?p ?o } LIMIT 2",
            "text/tab-separated-values;q=0.9, text/csv;q=0.1",
            "text/tab-separated-values",
        ),
        ("ASK { ?s ?p ?o }", "application/sparql-results+xml", TABLES[1]),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 2", "", "text/turtle"),
        ("DESCRIBE <https://w3id.org/reviewkg/lexicon/exosome>", "application/n-triples", "application/n-triples"),
        ("DESCRIBE <https://w3id.org/reviewkg/lexicon/exosome>", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 2", "application/ld+json", "application/ld+json"),
    ],
)  # query_content_type_select, _ask, _describe, _construct
def test_the_answer_has_the_form_that_was_asked_for(site: str, query: str, accept: str, media: str) -> None:
    answer = post(site, query, QUERY, accept=accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media
    if media in GRAPHS:
        kind = ox.RdfFormat.from_media_type(media)
        assert kind is not None
        assert list(ox.parse(answer.content, format=kind))


def test_updates_name_their_graphs_and_change_the_copy(filled: str) -> None:
    insert = "INSERT { GRAPH <http://example.org/new> { ?s <http://example.org/q> ?o } } WHERE { ?s <http://example.org/p> ?o }"
    seen = "ASK { GRAPH <http://example.org/new> { <%s> ?p ?o } }"
    clear = "DROP SILENT GRAPH <http://example.org/new>"

    def does(more: str, there: list[str], not_there: list[str]) -> None:
        assert post(filled, clear, UPDATE).status_code == 204
        assert post(filled, insert, UPDATE, more).status_code == 204
        assert all(asked(filled, seen % iri) for iri in there)
        assert not any(asked(filled, seen % iri) for iri in not_there)

    does("?" + urlencode({"using-graph-uri": G1}), [G1], [G2])  # update_dataset_default_graph
    does(
        "?" + urlencode([("using-graph-uri", G1), ("using-graph-uri", G2)]), [G1, G2], [G3]
    )  # update_dataset_default_graphs
    assert post(filled, clear, UPDATE).status_code == 204
    named = "INSERT { GRAPH <http://example.org/new> { ?s <http://example.org/q> ?o } } WHERE { GRAPH ?g { ?s <http://example.org/p> ?o } }"
    assert (
        post(filled, named, UPDATE, "?" + urlencode({"using-named-graph-uri": G2})).status_code == 204
    )  # update_dataset_named_graphs
    assert asked(filled, seen % G2)
    assert not asked(filled, seen % G1)
    assert (
        post(filled, named, UPDATE, "?" + urlencode({"using-graph-uri": G1, "using-named-graph-uri": G3})).status_code
        == 204
    )  # update_dataset_full
    assert asked(filled, seen % G3)
    assert post(filled, urlencode({"update": clear}), FORM).status_code == 204  # update_post_form
    assert post(filled, "CLEAR GRAPH <http://example.org/none>", UPDATE).status_code == 204  # as update_base_uri begins
    assert post(filled, "INSERT DATA { <rel> <p> 1 }", UPDATE).status_code == 204  # update_post_direct, update_base_uri
    assert asked(filled, f"ASK {{ <{filled}/rel> ?p 1 }}")


def test_what_the_protocol_forbids_is_refused(filled: str) -> None:
    ask, text = "ASK {}", urlencode({"query": "ASK {}"})
    bad = [
        httpx.put(f"{filled}/sparql?{text}"),  # bad_query_method
        httpx.get(f"{filled}/sparql?{text}&{text}"),  # bad_multiple_queries
        post(filled, ask, "text/plain"),  # bad_query_wrong_media_type
        httpx.post(f"{filled}/sparql", content=text),  # bad_query_missing_form_type
        httpx.post(f"{filled}/sparql", content=ask),  # bad_query_missing_direct_type
        post(filled, ask.encode("utf-16"), QUERY + "; charset=UTF-16"),  # bad_query_non_utf8
        httpx.get(f"{filled}/sparql?query=ASK+%7B"),  # bad_query_syntax
        httpx.get(f"{filled}/sparql?update=CLEAR+ALL"),  # bad_update_get
        post(filled, "update=CLEAR+NAMED&update=CLEAR+DEFAULT", FORM),  # bad_multiple_updates
        post(filled, "CLEAR NAMED", "text/plain"),  # bad_update_wrong_media_type
        httpx.post(f"{filled}/sparql", content="update=CLEAR+NAMED"),  # bad_update_missing_form_type
        post(filled, "CLEAR NAMED".encode("utf-16"), UPDATE + "; charset=UTF-16"),  # bad_update_non_utf8
        post(filled, "CLEAR XYZ", UPDATE),  # bad_update_syntax
        post(filled, f"CREATE GRAPH <{G1}>", UPDATE),  # it is there
        post(
            filled,
            f"DELETE {{ ?s ?p ?o }} USING <{G1}> WHERE {{ ?s ?p ?o }}",
            UPDATE,
            "?" + urlencode({"using-graph-uri": G2}),
        ),  # bad_update_dataset_conflict
        post(
            filled,
            f"WITH <{G1}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
            UPDATE,
            "?" + urlencode({"using-named-graph-uri": G2}),
        ),
        post(filled, b"ASK { ?s ?p '\xff' }", QUERY),
        post(filled, "SELECT * { ?s ?p ?o }", QUERY, accept="image/png"),
    ]
    assert [answer.status_code // 100 for answer in bad] == [4] * len(bad), [answer.text for answer in bad]
    assert all(len(answer.text) > 20 for answer in bad)
    assert asked(filled, f"ASK {{ GRAPH <{G1}> {{ ?s ?p ?o }} }}"), "nothing was changed"


def test_updates_and_the_world_outside_are_closed_by_default(site: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text("<http://x.org/a> <http://x.org/b> <http://x.org/c> .\n")
    assert post(site, "CLEAR ALL", UPDATE).status_code == 403
    for text in (
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { FILTER(?a < 3) SERVICE <x:y> { ?s ?p ?o } FILTER(?b > 1) }",
        "ASK { service silent <http://127.0.0.1:1/> {} }",
    ):
        assert post(site, text, QUERY).status_code == 403
    assert post(site, f"CONSTRUCT FROM <{secret.as_uri()}> WHERE {{ ?s ?p ?o }}", QUERY).text.strip() == ""
    assert asked(site, "ASK { ?s ?p ?o }")


def test_loading_is_refused_even_where_updates_are_allowed(writable: str, tmp_path: Path) -> None:
    for address in (tmp_path.as_uri(), "http://127.0.0.1:1/x.ttl"):
        assert post(writable, f"LOAD <{address}>", UPDATE).status_code == 403
        assert (
            post(
                writable, f"INSERT DATA {{ <a:a> <a:b> 'x' }} ; LOAD SILENT <{address}> INTO GRAPH <a:g>", UPDATE
            ).status_code
            == 403
        )


def test_many_clients_at_once_get_their_answers(site: str) -> None:
    async def crowd() -> list[int]:
        limits = httpx.Limits(max_connections=200)
        async with httpx.AsyncClient(timeout=60, limits=limits) as client:
            calls = [
                client.get(f"{site}/sparql", params={"query": f"SELECT ?s {{ ?s ?p ?o }} LIMIT {n % 7 + 1}"})
                for n in range(200)
            ]
            return [answer.status_code for answer in await asyncio.gather(*calls)]

    assert set(asyncio.run(crowd())) == {200}


def test_real_clients_understand_the_answers(site: str) -> None:
    wrapper = SPARQLWrapper(f"{site}/sparql")
    wrapper.setQuery("PREFIX kg: <https://w3id.org/reviewkg/ontology#> SELECT ?s { ?s kg:increases ?o }")
    counts = []
    for form in (JSON, XML, CSV):
        wrapper.setReturnFormat(form)
        result: Any = wrapper.query().convert()
        if form == JSON:
            counts.append(len(result["results"]["bindings"]))
        elif form == XML:
            counts.append(len(result.getElementsByTagName("result")))
        else:
            counts.append(len(result.decode().strip().splitlines()) - 1)
    assert len(set(counts)) == 1
    assert counts[0] > 10
    wrapper.setQuery("DESCRIBE <https://w3id.org/reviewkg/lexicon/exosome>")
    wrapper.setReturnFormat(TURTLE)
    described: Any = wrapper.query().convert()
    assert b"exosome" in described
    remote = rdflib.Graph(SPARQLStore(f"{site}/sparql"))
    exosome = rdflib.URIRef("https://w3id.org/reviewkg/lexicon/exosome")
    assert rdflib.Literal("外泌体", "zh") in set(remote.objects(exosome, rdflib.SKOS.prefLabel))
    curl = subprocess.run(
        ["curl", "-sf", f"{site}/sparql", "--data-urlencode", "query=ASK { ?s ?p ?o }"], capture_output=True, check=True
    ).stdout
    assert json.loads(curl)["boolean"] is True


def test_the_api_knows_names_in_both_languages_and_says_what_is_wrong(site: str) -> None:
    found = httpx.get(f"{site}/api/entity", params={"name": "外泌体"}).json()
    assert found["id"] == "lex:exosome"
    assert found["statements"]
    one = httpx.get(f"{site}/api/statement", params={"id": found["statements"][0]["id"]}).json()
    assert one["evidence"][0]["sentence"]
    ways = httpx.get(f"{site}/api/paths", params={"from": "ADSC", "to": "lex:photoaging"}).json()
    assert ways
    assert all(len(way) <= 4 for way in ways)
    assert httpx.get(f"{site}/api/statements", params={"predicate": "increases", "limit": "3"}).json()["total"] > 3
    wrong = httpx.get(f"{site}/api/entity", params={"name": "exosom"})
    assert wrong.status_code == 404
    assert "exosome" in wrong.json()["error"]
    assert httpx.get(f"{site}/api/search").status_code == 400
    assert httpx.get(f"{site}/api/search", params={"q": "a", "limit": "-1"}).status_code == 400
    described = httpx.get(f"{site}/openapi.json").json()
    assert described["paths"].keys() == CALLS.keys()
    assert "GET /api/paths" in httpx.get(f"{site}/api").text


def test_another_site_cannot_ask_and_assets_stay_in_their_folder(site: str) -> None:
    assert httpx.get(f"{site}/", headers={"Host": "evil.example"}).status_code == 400
    assert (
        "access-control-allow-origin"
        not in httpx.get(f"{site}/sparql?query=ASK%7B%7D", headers={"Origin": "http://evil.example"}).headers
    )
    for name in ("../console.html", "..%2f..%2fmodel.py", "console.html"):
        assert httpx.get(f"{site}/static/{name}").status_code == 404


@pytest.mark.browser
def test_the_pages_work_in_a_browser(browser: webdriver.Chrome, site: str) -> None:
    ready = "return document.body.dataset.ready === '1'"
    browser.get(f"{site}/around/{quote('光老化')}")
    WebDriverWait(browser, 60).until(lambda b: b.execute_script(ready))
    assert browser.execute_script("return kgPage.data.nodes.some((n) => n.zh === '光老化')")
    browser.get(f"{site}/query")
    WebDriverWait(browser, 60).until(lambda b: b.execute_script(ready))
    browser.execute_script("box.setValue(''); box.focus()")

    def keys(*typed: str) -> None:
        ActionChains(browser).send_keys(*typed).perform()

    def offers(word: str, expected: str) -> None:
        keys(word)
        WebDriverWait(browser, 20).until(
            lambda b: (
                b.execute_script("return (document.querySelector('li.CodeMirror-hint-active') || {}).innerText")
                == expected
            )
        )

    offers("ASK { ?s a ves", "kg:Vesicle Vesicle 囊泡")
    keys(Keys.ENTER)
    offers(" ; 增", "kg:increases increases 增加")
    keys(Keys.ENTER, " ?o")
    whole = "ASK { ?s a kg:Vesicle ; kg:increases ?o"  # on a slow machine the page is still taking in what was typed
    WebDriverWait(browser, 20).until(lambda b: b.execute_script("return box.getValue()").startswith(whole))
    ActionChains(browser).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    WebDriverWait(browser, 20).until(lambda b: b.find_elements(By.CSS_SELECTOR, "#answer td"))
    assert browser.find_element(By.CSS_SELECTOR, "#answer td").text == "true"
    Select(browser.find_element(By.ID, "question")).select_by_value("strongest")
    WebDriverWait(browser, 20).until(lambda b: len(b.find_elements(By.CSS_SELECTOR, "#answer tbody tr")) > 5)
    browser.find_element(By.ID, "graph").click()
    assert browser.find_elements(By.CSS_SELECTOR, "#drawing canvas")
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.browser
def test_the_query_page_says_what_is_wrong_while_it_is_typed(browser: webdriver.Chrome, site: str) -> None:
    browser.get(f"{site}/query")
    WebDriverWait(browser, 60).until(lambda b: b.execute_script("return document.body.dataset.ready === '1'"))

    def wrong(text: str) -> str:
        browser.execute_script("box.setValue(arguments[0])", text)
        return browser.find_element(By.ID, "wrong").text

    assert [name for name, _ in list_questions() if wrong(resolve_query(name))] == []
    assert wrong("SELECT ?s {\n  ?s kg:increases }").startswith("line 2")
    assert "nowhere" in wrong("ASK { ?s nowhere:x ?o }")
    assert wrong("ASK { ?s kg:increases ?o }") == ""
    browser.execute_script("box.setValue(''); box.focus()")
    ActionChains(browser).send_keys("ASK { ?s ?p 外泌").perform()  # a thing of the graph, by a part of its name
    WebDriverWait(browser, 20).until(lambda b: "lex:exosome" in b.find_element(By.TAG_NAME, "body").text)
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("SELECT * { SERVICE <http://x> {} }", "SERVICE"),
        ('SELECT * { ?service ex:service \'SERVICE\' , """a "SERVICE" b""" }', ""),
        ("# LOAD <x>\nASK {}", ""),
        ("SELECT * { FILTER(1<2) SERVICE<x>{} }", "SERVICE"),
        ("ASK { <http://SERVICE/x> ?p 'it\\'s SERVICE' }", ""),
        ("load <x>", "LOAD"),
    ],
)
def test_the_words_that_reach_out_are_found_and_no_others(text: str, word: str) -> None:
    assert reaches_out(text) == word


def test_an_update_is_given_its_graphs_once_for_each_of_its_operations() -> None:
    made = with_dataset(
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o } ; INSERT { ?s ?p 1 } WHERE { { SELECT ?s WHERE { ?s ?p ?o } } }",
        [G1],
        [G2],
    )
    assert made.count(f"USING <{G1}> USING NAMED <{G2}> WHERE") == 2
    with pytest.raises(ValueError, match="no IRI"):
        with_dataset("DELETE {} WHERE {}", ["a> } ; CLEAR ALL ; #"], [])


@given(
    st.text(max_size=80),
    st.sampled_from(["", FORM, QUERY, UPDATE, "a/b", FORM + "; charset=x"]),
    st.binary(max_size=60),
)
def test_any_request_is_read_or_refused(query: str, kind: str, body: bytes) -> None:
    for method in ("GET", "POST", "BREW"):
        with contextlib.suppress(ProtocolError):
            assert read_operation(method, quote(query), {"content-type": kind}, body).kind in ("query", "update")
    list(keywords(query))
    with contextlib.suppress(ProtocolError):
        assert choose(query, TABLES) in TABLES
