"""The page in a real browser: it draws, it answers clicks, it asks no network, it runs nothing that a document says."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

import kg
from tests.browsing import browser, open_page
from tests.test_exports import HOSTILE

__all__ = ["browser"]

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: webdriver.Chrome, demo: kg.KnowledgeGraph, tmp_path: Path) -> webdriver.Chrome:
    demo.save(tmp_path / "graph.html")
    browser.get_log("performance")
    browser.get_log("browser")
    open_page(browser, tmp_path / "graph.html")
    return browser


def side(browser: webdriver.Chrome) -> str:
    return browser.find_element(By.ID, "kg-side").text


def test_it_draws_without_error_and_asks_no_network(page: webdriver.Chrome) -> None:
    requests = [
        entry["message"] for entry in page.get_log("performance") if "Network.requestWillBeSent" in entry["message"]
    ]
    assert [r for r in requests if '"url":"http' in r] == []
    assert [entry for entry in page.get_log("browser") if entry["level"] == "SEVERE"] == []
    assert page.execute_script("return nodes.length > 10 && edges.length > 10")
    size = page.execute_script(
        "const c = document.querySelector('#mynetwork canvas'); return [c.clientWidth, c.clientHeight]"
    )
    assert min(size) > 300


def test_no_two_boxes_overlap(page: webdriver.Chrome) -> None:
    overlapping = page.execute_script("""
        const ids = nodes.getIds(), box = ids.map((id) => network.getBoundingBox(id)), out = [];
        for (let i = 0; i < ids.length; i++) for (let j = i + 1; j < ids.length; j++)
          if (Math.min(box[i].right, box[j].right) - Math.max(box[i].left, box[j].left) > 1
              && Math.min(box[i].bottom, box[j].bottom) - Math.max(box[i].top, box[j].top) > 1) out.push([ids[i], ids[j]]);
        return out""")
    assert overlapping == []


def test_a_click_on_an_arrow_shows_its_sentences_marked_with_source_and_citation(page: webdriver.Chrome) -> None:
    page.execute_script("""
        const d = window.kgPage.data, name = (id) => d.nodes.find((n) => n.id === id).label;
        const e = d.edges.find((e) => name(e.s) === 'adipose-derived stem cell exosome' && name(e.o) === 'elastin' && e.p === 'increases');
        network.emit ? 0 : 0; network.body.emitter.emit('click', {nodes: [], edges: [e.id]});""")
    quotes = page.find_elements(By.CSS_SELECTOR, "#kg-side blockquote")
    assert len(quotes) == 2
    marked = [mark.text for mark in page.find_elements(By.CSS_SELECTOR, "#kg-side blockquote mark")]
    assert "弹性蛋白" in marked
    assert "elastin" in marked
    assert "Exosomes of adipose stem cells raise collagen" in side(page)
    assert (
        page.find_element(By.CSS_SELECTOR, "#kg-side a").get_attribute("href")
        == "https://doi.org/10.5555/demo.2019.400"
    )


def test_labels_switch_language_and_search_knows_both(page: webdriver.Chrome) -> None:
    page.find_element(By.ID, "kg-lang").click()
    assert page.execute_script("return nodes.get().some((n) => n.label === '光老化')")
    box = page.find_element(By.ID, "kg-search")
    box.send_keys("photoag")
    assert "光老化" in page.find_element(By.ID, "kg-hits").text
    page.find_element(By.CSS_SELECTOR, "#kg-hits button").click()
    assert "光老化" in side(page)
    assert "photoaging" in side(page)
    box.clear()
    box.send_keys("I型胶原蛋白")
    assert "type I collagen" in page.find_element(By.ID, "kg-hits").text


def test_the_legend_hides_and_shows_a_class(page: webdriver.Chrome) -> None:
    before = page.execute_script("return edges.length")
    button = page.find_element(By.CSS_SELECTOR, "#kg-legend button")
    button.click()
    assert (
        page.execute_script("return edges.length") != before
        or page.find_element(By.CSS_SELECTOR, "#kg-legend button").get_attribute("aria-pressed") == "false"
    )
    page.find_element(By.CSS_SELECTOR, "#kg-legend button").click()
    assert page.execute_script("return edges.length") == before


def test_a_script_in_a_sentence_does_nothing(browser: webdriver.Chrome, tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text(HOSTILE, encoding="utf-8")
    kg.build(tmp_path / "evil.txt").save(tmp_path / "evil.html")
    browser.get((tmp_path / "evil.html").as_uri())
    browser.execute_script("window.ran = 0; window.alert = () => { window.ran += 1; };")
    for n in range(browser.execute_script("return window.kgPage.data.edges.length")):
        browser.execute_script("window.kgPage.showEdge(window.kgPage.data.edges[arguments[0]].id)", n)
        assert browser.find_elements(By.CSS_SELECTOR, "#kg-side script, #kg-side img") == []
    assert browser.execute_script("return window.ran") == 0
    assert "<script>alert(1)</script>" in browser.execute_script(
        "window.kgPage.data.edges.forEach((e) => window.kgPage.showEdge(e.id)); return JSON.stringify(window.kgPage.data)"
    )
