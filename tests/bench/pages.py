"""How soon a page is drawn and answers, beside what plain pyvis makes of the same graph: ``python -m tests.bench.pages``."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from pyvis.network import Network
from selenium import webdriver
from selenium.common.exceptions import TimeoutException, WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from urllib3.exceptions import HTTPError

from kg.exports.page import render_page
from kg.graph import Contents
from tests.bench.graphs import made_up

_PATIENCE = 100  #: seconds after which a page counts as not drawn
_SIZES = ((100, 200), (1000, 3000), (5000, 15000), (20000, 60000))
_COUNT = """
window.frames_ = 0; window.since = performance.now();
const count = () => { window.frames_ += 1; requestAnimationFrame(count); }; requestAnimationFrame(count);"""
_FRAMES = "return window.frames_ * 1000 / (performance.now() - window.since)"


def _browser() -> webdriver.Chrome:
    options = Options()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--window-size=1500,950",
        "--enable-unsafe-swiftshader",
    ):
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver") or ""))
    browser.set_page_load_timeout(_PATIENCE)
    browser.set_script_timeout(_PATIENCE)
    return browser


def _plain(contents: Contents) -> str:
    network = Network(directed=True, cdn_resources="in_line")
    network.nodes.extend({"id": iri, "label": row.label, "shape": "dot"} for iri, row in contents.entities.items())
    network.edges.extend({"from": row.subject, "to": row.object, "arrows": "to"} for row in contents.statements)
    return str(network.generate_html(notebook=False))


def _drawn(browser: webdriver.Chrome, path: Path, ready: str) -> float:
    """Return seconds until a page is drawn and still, or infinity where it was not in time."""
    start = time.perf_counter()
    try:
        browser.get(path.as_uri())
        WebDriverWait(browser, _PATIENCE, 0.05).until(lambda b: b.execute_script(f"return {ready}"))
    except (TimeoutException, WebDriverException, HTTPError):  # a page that never answers stops the driver, too
        return float("inf")
    return time.perf_counter() - start


def _frames(browser: webdriver.Chrome) -> float:
    """Return frames a second while a hand drags the whole picture about."""
    hand = ActionChains(browser, duration=16).move_to_element(browser.find_element(By.ID, "kg-many")).click_and_hold()
    hand.move_by_offset(2, 1).perform()
    browser.execute_script(_COUNT)
    for n in range(60):
        hand = ActionChains(browser, duration=16)
        hand.move_by_offset(3 if n < 30 else -3, 1).perform()
    frames = float(browser.execute_script(_FRAMES))
    ActionChains(browser).release().perform()
    return frames


def main() -> None:
    """Print one line for each size."""
    out = sys.stdout.write
    out("things statements   page MB  drawn s  plain pyvis s  ratio  search ms  all drawn s  frames/s\n")
    with tempfile.TemporaryDirectory() as folder:
        for things, statements in _SIZES:
            contents = made_up(things, statements)
            ours, plain = Path(folder) / "ours.html", Path(folder) / "plain.html"
            ours.write_text(render_page(contents), encoding="utf-8")
            text = _plain(contents).replace("<head>", '<head><meta charset="utf-8">')
            # plain pyvis says so when its physics has come to rest
            text = text.replace(
                "return network;",
                'network.once("stabilizationIterationsDone", () => { window.still = true; }); return network;',
            )
            plain.write_text(text, encoding="utf-8")
            with _browser() as browser:
                drawn = min(_drawn(browser, ours, "document.body.dataset.ready === '1'") for _ in range(3))
                search = browser.execute_script(
                    "const t = performance.now(); for (let n = 0; n < 10; n++) kgPage.find('omega ' + n); return (performance.now() - t) / 10"
                )
                every, frames = 0.0, 0.0
                if things > 2000:
                    browser.execute_script("kgPage.state.limit = kgPage.data.edges.length")
                    every = browser.execute_script(
                        "const t = performance.now(); kgPage.draw(); return (performance.now() - t) / 1000"
                    )
                    frames = _frames(browser)
            browser = _browser()
            other = _drawn(browser, plain, "window.still === true")
            browser.service.stop()
            out(
                f"{things:6} {statements:10} {ours.stat().st_size / 1e6:9.1f} {drawn:8.2f} {other:14.1f} {other / drawn:6.1f} {search:10.1f} {every:12.1f} {frames:9.1f}\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
