"""Is a cited paper a review? Told from its title alone, which is all that a reference list shows."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.errors import PatternError
from kg.resources import data_folder, load_toml

__all__ = ["is_review"]


@lru_cache(maxsize=1)
def _cues() -> re.Pattern[str]:
    where = "kg/data/reviews.toml"
    listed = load_toml(data_folder("reviews.toml"), where)
    joined = "|".join(pattern for language in ("en", "zh") for pattern in listed.get(language, ()))
    try:
        return re.compile(joined, re.I)
    except re.error as error:
        raise PatternError(f"{where}: not a regular expression: {error}; mend or escape the entry") from error


def is_review(title: str) -> bool:
    """Return whether a title shows a review. One that does not may still be one.

    >>> is_review("Exosomes from adipose-derived stem cells: the emerging roles"), is_review("外泌体的研究进展")
    (True, True)
    >>> is_review("Exosomes promote migration of skin fibroblasts")
    False
    """
    return bool(title) and bool(_cues().search(title))
