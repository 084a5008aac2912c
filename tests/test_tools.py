"""The house rules that tools check: style, types, floors, size of files, and the public names."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import pytest

import kg
from tests.conftest import ROOT


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"], ["importlinter.cli"]],
    ids=["style", "format", "types", "floors"],
)
def test_the_tools_find_nothing(command: list[str]) -> None:
    module = (
        [sys.executable, "-m", *command]
        if command[0] != "importlinter.cli"
        else [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    )
    done = subprocess.run(module, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_of_the_package_is_longer_than_400_lines() -> None:
    long = {
        str(path): n
        for path in (ROOT / "kg").rglob("*.py")
        if (n := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


@pytest.mark.parametrize(
    "name", [module.name for module in pkgutil.walk_packages(kg.__path__, "kg.") if module.name != "kg.__main__"]
)
def test_every_public_name_exists_and_every_module_says_what_it_is_for(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__
    assert all(hasattr(module, public) for public in getattr(module, "__all__", ()))
    assert name.count("._") or hasattr(module, "__all__")


def test_importing_the_package_reads_no_data_and_loads_nothing_heavy() -> None:
    code = "import sys, kg; print([m for m in ('pyvis', 'pyshacl', 'IPython', 'rdflib') if m in sys.modules]); from kg.lexicon import load_lexicon; print(load_lexicon.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "0"]
