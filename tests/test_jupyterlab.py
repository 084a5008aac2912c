"""The page in a real JupyterLab: a cell runs there, and the graph is drawn below it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

import kg
from tests.browsing import browser

__all__ = ["browser"]

pytestmark = pytest.mark.browser


_IDLE = ".jp-Notebook-ExecutionIndicator[data-status=idle]"
_FRAME = ".jp-OutputArea-output iframe"


def _run(browser: webdriver.Chrome) -> bool:
    """Run all cells where nothing runs and nothing is shown yet; return whether something is shown."""
    if browser.find_elements(By.CSS_SELECTOR, _FRAME):
        return True
    ready = "return !!window.jupyterapp && !!document.querySelector('.jp-CodeCell')"
    if browser.execute_script(ready) and browser.find_elements(By.CSS_SELECTOR, _IDLE):
        browser.execute_script("jupyterapp.commands.execute('notebook:run-all-cells')")
    return False


@pytest.fixture
def lab(tmp_path: Path, demo: kg.KnowledgeGraph) -> Iterator[str]:
    """The address of a notebook with one cell that shows the demo graph, not yet run."""
    pytest.importorskip("jupyterlab", reason="needs JupyterLab: pip install 'reviewkg[notebooks]'")
    demo.save(tmp_path / "graph.ttl")
    source = "import kg\nkg.load('graph.ttl').show(language='zh')"
    cell: dict[str, object] = {
        "cell_type": "code",
        "id": "a",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": source,
    }
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--allow-root",
        "--no-browser",
        "--port=0",
        "--expose-app-in-browser",
    ]
    command += ["--IdentityProvider.token=", f"--ServerApp.root_dir={tmp_path}", "--ServerApp.open_browser=False"]
    folders = {name: str(tmp_path / "jupyter") for name in ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")}
    with subprocess.Popen(command, env={**os.environ, **folders}, stderr=subprocess.DEVNULL) as process:
        try:
            yield f"{_address(tmp_path / 'jupyter')}lab/tree/a.ipynb"
        finally:
            process.terminate()


def _address(folder: Path) -> str:
    """Return where the server listens, once it answers; it writes that into a file of its own."""
    for _ in range(300):
        for told in folder.glob("jpserver-*.json"):
            text = told.read_text(encoding="utf-8")
            if text.endswith("}"):
                url = str(json.loads(text)["url"])
                if httpx.get(f"{url}api").is_success:
                    return url
        time.sleep(0.2)
    pytest.fail("JupyterLab did not start within a minute")


def test_a_graph_shows_itself_in_jupyterlab(browser: webdriver.Chrome, lab: str) -> None:
    wait = WebDriverWait(browser, 60, poll_frequency=2)
    browser.get(lab)
    wait.until(_run)
    browser.switch_to.frame(browser.find_element(By.CSS_SELECTOR, _FRAME))
    wait.until(lambda b: b.execute_script("return document.body.dataset.ready === '1'"))
    assert browser.execute_script("return location.href") == "about:srcdoc"
    assert browser.execute_script("return kgPage.shown().length") > 10
    assert browser.find_element(By.ID, "kg-title").text == "综述知识图谱"
    assert browser.find_elements(By.CSS_SELECTOR, "#mynetwork canvas")
