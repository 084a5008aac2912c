"""Where the files that travel with kg lie, in a wheel and in a checkout.

The ontology is a top-level folder of the repository and is packed as ``kg/data/ontology``; this file is the
one place that chooses between the two.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from kg.errors import PatternError

__all__ = ["VERSION", "data_folder", "load_toml", "ontology_folder"]

#: of this package; tests hold it equal to that of pyproject.toml
VERSION = "0.1.0"


def data_folder(*parts: str) -> Traversable:
    """Return a folder or file of ``kg/data``; it may lie in a zip, so read it with ``read_text``.

    >>> data_folder("patterns", "zh").is_dir()
    True
    """
    return files("kg").joinpath("data", *parts)


def ontology_folder(*parts: str) -> Traversable:
    """Return a folder or file of the ontology: the packed copy when installed, else the checkout's.

    >>> ontology_folder("core.ttl").is_file()
    True
    """
    packed = data_folder("ontology")
    if packed.is_dir():
        return packed.joinpath(*parts)
    return Path(__file__).resolve().parent.parent.joinpath("ontology", *parts)


def load_toml(source: Traversable | Path, where: str) -> dict[str, Any]:
    """Return a parsed TOML file.

    Raises:
        PatternError: if it is missing or not TOML, with the line.
    """
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PatternError(f"{where}: no such file; expected a TOML file of patterns; check the name") from error
    except OSError as error:
        raise PatternError(f"{where}: cannot be read ({error.strerror}); expected a TOML file of patterns") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PatternError(f"{where}: not valid TOML: {error}; mend the line that is named") from error
