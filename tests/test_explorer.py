"""What a reader does in the page, in a real browser: filter, list, find ways, compare, save, and come back by a link."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import rdflib
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

import kg
from kg.exports.page import render_page
from tests.bench.graphs import made_up
from tests.browsing import browser, open_page

__all__ = ["browser"]

pytestmark = pytest.mark.browser

OPPOSED = "Exosomes increased melanin synthesis in mice. Exosomes decreased melanin synthesis in rats at 10 μg/mL. Exosomes may increase elastin.\n\n外泌体增加黑色素合成。"


@pytest.fixture(scope="module")
def demo_page(demo: kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    demo.save(path)
    return path


@pytest.fixture(scope="module")
def opposed_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("opposed")
    (folder / "a.txt").write_text(OPPOSED, encoding="utf-8")
    kg.build(folder / "a.txt").save(folder / "graph.html")
    return folder / "graph.html"


def shown(browser: webdriver.Chrome) -> list[dict[str, Any]]:
    return list(browser.execute_script("return kgPage.shown()"))


def side(browser: webdriver.Chrome) -> str:
    return browser.find_element(By.ID, "kg-side").text


def test_a_link_names_the_document_not_its_number(
    browser: webdriver.Chrome, demo: kg.KnowledgeGraph, demo_page: Path, tmp_path: Path
) -> None:
    """A review more, and the others have other numbers on the page; the link still shows the same one."""
    open_page(browser, demo_page)
    browser.find_element(By.ID, "kg-filtered").click()
    box = Select(browser.find_element(By.ID, "kg-f-document"))
    box.select_by_index(2)
    title, view = box.first_selected_option.text, browser.execute_script("return location.hash")
    before = {edge["id"] for edge in shown(browser)}
    (tmp_path / "aa.txt").write_text("Exosomes increase elastin.", encoding="utf-8")
    (demo + kg.build(tmp_path / "aa.txt")).save(tmp_path / "more.html")
    open_page(browser, tmp_path / "more.html", view)
    assert {edge["id"] for edge in shown(browser)} == before
    browser.find_element(By.ID, "kg-filtered").click()
    assert Select(browser.find_element(By.ID, "kg-f-document")).first_selected_option.text == title


def test_filters_leave_what_passes_and_clear_again(browser: webdriver.Chrome, opposed_page: Path) -> None:
    open_page(browser, opposed_page)
    every = len(shown(browser))
    browser.find_element(By.ID, "kg-filtered").click()
    Select(browser.find_element(By.ID, "kg-f-certainty")).select_by_value("hedged")
    assert [edge["cert"] for edge in shown(browser)] == ["hedged"]
    browser.find_element(By.CSS_SELECTOR, "#kg-filter button").click()
    Select(browser.find_element(By.ID, "kg-f-language")).select_by_value("both")
    assert [(edge["p"], len(edge["ev"])) for edge in shown(browser)] == [("increases", 2)]
    browser.find_element(By.CSS_SELECTOR, "#kg-filter button").click()
    browser.find_element(By.ID, "kg-f-opposed").click()
    assert {edge["p"] for edge in shown(browser)} == {"increases", "decreases"}
    Select(browser.find_element(By.ID, "kg-f-rung")).select_by_value("3")
    assert len(shown(browser)) == 2
    browser.find_element(By.CSS_SELECTOR, "#kg-filter button").click()
    assert len(shown(browser)) == every


def test_raised_numbers_are_raised_and_nothing_else_is_markup(browser: webdriver.Chrome, tmp_path: Path) -> None:
    text = "Exosomes increase elastin in skin<sup>3,4</sup>, it is said<sup><img src=x onerror=alert(1)></sup>. 外泌体增加弹性蛋白<sup>[5]</sup>。"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    kg.build(tmp_path / "a.txt").save(tmp_path / "graph.html")
    open_page(browser, tmp_path / "graph.html")
    browser.execute_script("kgPage.showEdge(kgPage.data.edges[0].id)")
    raised = browser.find_elements(By.CSS_SELECTOR, "#kg-side blockquote sup")
    assert sorted(one.text for one in raised) == ["3,4", "[5]"]
    assert not browser.find_elements(By.CSS_SELECTOR, "#kg-side img")
    assert "<img src=x onerror=alert(1)>" in side(browser)


def test_opposed_statements_stand_side_by_side_with_what_differs(browser: webdriver.Chrome, opposed_page: Path) -> None:
    open_page(browser, opposed_page)
    browser.execute_script("kgPage.showEdge(kgPage.data.edges.find((e) => e.opp.length).id)")
    halves = [half.text for half in browser.find_elements(By.CSS_SELECTOR, ".versus .half")]
    assert len(halves) == 2
    assert any("rats" in half for half in halves)
    assert "species: mouse | rat" in side(browser)
    assert "explained by what differs" in side(browser)


def test_the_list_says_what_is_shown_and_answers_the_keyboard(browser: webdriver.Chrome, demo_page: Path) -> None:
    open_page(browser, demo_page)
    browser.find_element(By.ID, "kg-listed").send_keys(Keys.ENTER)
    rows = browser.find_elements(By.CSS_SELECTOR, "#kg-list tbody tr")
    assert len(rows) == len(shown(browser)) > 20
    rows[0].find_elements(By.TAG_NAME, "button")[1].send_keys(Keys.ENTER)
    assert browser.find_elements(By.CSS_SELECTOR, "#kg-side blockquote")
    browser.find_element(By.ID, "kg-listed").send_keys(Keys.ENTER)
    assert not browser.find_element(By.ID, "kg-list").is_displayed()


def test_ways_between_two_things_are_found_and_drawn(browser: webdriver.Chrome, demo_page: Path) -> None:
    open_page(browser, demo_page)
    browser.execute_script("kgPage.showPaths(kgPage.find('ADSC exosome')[0].id, kgPage.find('光老化')[0].id)")
    trails = browser.find_elements(By.CSS_SELECTOR, "#kg-side .path")
    assert len(trails) > 1
    steps = len(trails[1].find_elements(By.CSS_SELECTOR, ".row"))
    trails[1].find_element(By.CSS_SELECTOR, ".tool").click()
    assert len(shown(browser)) == steps
    ends = [{edge["s"], edge["o"]} for edge in shown(browser)]
    assert all(one & other for one, other in pairwise(ends))


def test_a_thing_grows_by_its_neighbours_and_the_address_brings_it_back(
    browser: webdriver.Chrome, demo_page: Path
) -> None:
    open_page(browser, demo_page)
    assert browser.title == "Review knowledge graph"
    browser.find_element(By.ID, "kg-lang").click()
    assert browser.title == browser.find_element(By.ID, "kg-title").text == "综述知识图谱"
    browser.find_element(By.ID, "kg-search").send_keys("photoaging", Keys.ENTER)
    alone = len(shown(browser))
    browser.execute_script("kgPage.expand(kgPage.find('wrinkle')[0].id)")
    assert len(shown(browser)) > alone
    before = [edge["id"] for edge in shown(browser)]
    view = "#" + browser.current_url.partition("#")[2]
    assert "start=lex%3Aphotoaging" in view
    open_page(browser, demo_page, view)
    assert [edge["id"] for edge in shown(browser)] == before
    assert "皱纹" in side(browser)
    open_page(browser, demo_page, "#start=no:such&path=x&lang=xx&n=-3&hide=%3Cscript%3E&select=%22")
    assert len(shown(browser)) == 45


def test_the_shown_part_is_saved_as_csv_turtle_svg_and_png(browser: webdriver.Chrome, demo_page: Path) -> None:
    open_page(browser, demo_page)
    made = {
        kind: browser.execute_script("return kgPage.files[arguments[0]]()[1]", kind) for kind in ("csv", "ttl", "svg")
    }
    rows = list(csv.DictReader(io.StringIO(made["csv"].removeprefix("\ufeff"))))
    assert len(rows) == len(shown(browser))
    triples = rdflib.Graph().parse(data=made["ttl"], format="turtle")
    name = rdflib.URIRef("https://w3id.org/reviewkg/ontology#increases")
    assert len(list(triples.triples((None, name, None)))) == sum(
        edge["p"] == "increases" and edge["result"] == "positive" for edge in shown(browser)
    )
    drawing = ET.fromstring(made["svg"])  # noqa: S314  # our own page made it
    assert len(drawing.findall("{http://www.w3.org/2000/svg}line")) == len(shown(browser))
    browser.execute_script(
        "URL.createObjectURL = (blob) => { window.saved = [blob.type, blob.size]; return 'data:,'; }"
    )
    Select(browser.find_element(By.ID, "kg-save")).select_by_value("png")
    kind, size = WebDriverWait(browser, 20).until(lambda b: b.execute_script("return window.saved"))
    assert kind == "image/png"
    assert size > 10_000


def test_the_theme_can_be_chosen_against_the_system(browser: webdriver.Chrome, demo_page: Path) -> None:
    open_page(browser, demo_page, "#theme=dark")
    dark = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    open_page(browser, demo_page, "#theme=light")
    assert browser.execute_script("return getComputedStyle(document.body).backgroundColor") != dark


def test_thousands_are_drawn_as_discs_and_a_few_as_boxes(browser: webdriver.Chrome, tmp_path: Path) -> None:
    (tmp_path / "big.html").write_text(render_page(made_up(2500, 5000)), encoding="utf-8")
    open_page(browser, tmp_path / "big.html")
    assert not browser.find_element(By.ID, "kg-many").is_displayed()
    Select(browser.find_element(By.ID, "kg-limit")).select_by_value("5000")
    assert browser.find_element(By.ID, "kg-many").is_displayed()
    assert browser.execute_script("return kgPage.engine().places().size") == 2500
    browser.execute_script("kgPage.startWith(kgPage.find('T7')[0].id)")
    assert not browser.find_element(By.ID, "kg-many").is_displayed()
    assert len(shown(browser)) > 0
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_thousands_follow_the_hand_and_are_drawn_where_it_leaves_them(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    """A drag of a picture too large to draw in time moves the picture; its end moves the camera by as much, and is no click."""
    (tmp_path / "big.html").write_text(render_page(made_up(5000, 6000)), encoding="utf-8")
    open_page(browser, tmp_path / "big.html")
    Select(browser.find_element(By.ID, "kg-limit")).select_by_value("6000")
    moved = "return document.querySelector('#kg-many canvas.sigma-nodes').style.transform"
    middle = "const r = kgPage.engine().renderer; return r.viewportToGraph({x: 300, y: 200})"
    under_the_hand = browser.execute_script(middle)
    hand = ActionChains(browser, duration=0).move_to_element_with_offset(browser.find_element(By.ID, "kg-many"), 60, 40)
    hand.click_and_hold().move_by_offset(50, 30).move_by_offset(50, 30).perform()
    assert browser.execute_script(moved) == "translate(100px, 60px)"
    ActionChains(browser).release().perform()
    WebDriverWait(browser, 30).until(lambda b: b.execute_script(moved) == "")
    now = browser.execute_script(middle.replace("300", "400").replace("200", "260"))
    assert now == pytest.approx(under_the_hand)
    assert browser.execute_script("return kgPage.state.selected") is None


BAD = (
    "<img src=x onerror=window.ran=1>",
    "</script><script>window.ran=1</script>",
    "\u202eevil\u0000\u2028",
    "'\"><svg/onload=window.ran=1>",
    "javascript:window.ran=1",
)


def test_hostile_names_titles_and_addresses_stay_text(browser: webdriver.Chrome, tmp_path: Path) -> None:
    plain = made_up(6, 8)
    bad = [BAD[n % len(BAD)] for n in range(20)]
    contents = replace(
        plain,
        entities={iri: replace(row, label=bad[n], label_zh=bad[n + 1], synonyms=(bad[n + 2],), matches=(bad[n + 3],)) for n, (iri, row) in enumerate(plain.entities.items())},
        documents={iri: replace(row, title=bad[n], journal=bad[n + 1], year=bad[n + 2], doi=bad[n + 4]) for n, (iri, row) in enumerate(plain.documents.items())},
        references={iri: replace(row, text=bad[n], doi=bad[n + 4]) for n, (iri, row) in enumerate(plain.references.items())},
    )  # fmt: skip
    (tmp_path / "bad.html").write_text(render_page(contents, title=BAD[1]), encoding="utf-8", errors="replace")
    open_page(browser, tmp_path / "bad.html")
    for edge in shown(browser):
        browser.execute_script("kgPage.showEdge(arguments[0]); kgPage.showNode(arguments[1])", edge["id"], edge["s"])
        browser.execute_script("kgPage.showEdge(arguments[0])", edge["id"])
        assert browser.find_elements(By.CSS_SELECTOR, "#kg-side img, #kg-side svg, #kg-side script") == []
        assert not [
            a
            for a in browser.find_elements(By.CSS_SELECTOR, "a[href]")
            if not str(a.get_attribute("href")).startswith("https://doi.org/")
        ]
    ET.fromstring(browser.execute_script("return kgPage.files.svg()[1]"))  # noqa: S314
    assert browser.execute_script("return window.ran") is None


def test_a_notebook_shows_the_page_in_a_frame_that_needs_nothing_else(
    browser: webdriver.Chrome, demo: kg.KnowledgeGraph, tmp_path: Path
) -> None:
    page = tmp_path / "notebook.html"
    page.write_text(
        "<!doctype html><meta charset=utf-8><h1>Notebook</h1>" + demo.show(height=700, language="zh")._repr_html_(),
        encoding="utf-8",
    )
    browser.get_log("performance")
    browser.get(page.as_uri())
    browser.switch_to.frame(browser.find_element(By.TAG_NAME, "iframe"))
    WebDriverWait(browser, 60).until(lambda b: b.execute_script("return document.body.dataset.ready === '1'"))
    browser.find_element(By.ID, "kg-search").send_keys("光老化", Keys.ENTER)
    assert "photoaging" in side(browser)
    browser.switch_to.default_content()
    asked = [
        entry["message"] for entry in browser.get_log("performance") if "Network.requestWillBeSent" in entry["message"]
    ]
    assert [one for one in asked if '"url":"http' in one] == []
