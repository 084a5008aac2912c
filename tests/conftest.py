"""Guidelines: test names are sentences; inputs stand inline; both languages side by side; one behaviour each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kg
from kg.sources import read_text

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

Triple = tuple[str, str, str]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--regenerate``, which writes the golden files anew."""
    parser.addoption("--regenerate", action="store_true", help="write exports/demo anew")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_our_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests out of the cache folder of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with annotated texts and term lists, which is not part of the repository."""
    if not SHARED.is_dir():
        pytest.skip("needs the shared folder with annotated texts and term lists beside the checkout")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; the browser tests need one."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("needs Chromium: apt-get install chromium chromium-driver")
    return found


@pytest.fixture(scope="session")
def demo() -> kg.KnowledgeGraph:
    """The graph of the two demo reviews."""
    return kg.build(*kg.demo_paths())


@pytest.fixture(scope="session")
def triples() -> Callable[[str], set[Triple]]:
    """Labels of the triples that a text states and does not deny."""

    def read(text: str) -> set[Triple]:
        return {
            (r.subject.entity.label, r.predicate, r.object.entity.label)
            for r in kg.extract(read_text(text))
            if not r.negated
        }

    return read
