"""Which script and which language a stretch of text is in, by counting characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Language

__all__ = ["detect_language", "has_cjk", "is_cjk", "is_joined", "word_starts"]

_IDEOGRAPHS = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_CJK = re.compile(rf"[{_IDEOGRAPHS}]")
_JOINED_OR_ONE = re.compile(rf"[^\W_{_IDEOGRAPHS}]+|\S")
#: a symbol such as PTEN or miR-21 is at home in both languages
_LATIN_WORD = re.compile(r"[A-Za-z]*[a-z]{3,}")


def is_cjk(char: str) -> bool:
    """Return whether a character is a Chinese ideograph.

    >>> is_cjk("胶"), is_cjk("β"), is_cjk("，")
    (True, False, False)
    """
    return bool(_CJK.match(char))


def has_cjk(text: str) -> bool:
    """Return whether a text holds a Chinese ideograph.

    >>> has_cjk("CD90阳性"), has_cjk("β-catenin, CD90")
    (True, False)
    """
    return _CJK.search(text) is not None


def is_joined(char: str) -> bool:
    """Return whether a character belongs to an unbroken Latin, Greek or digit word.

    A dictionary hit is refused when such characters stand on both sides of one of its edges: ``MMP-1`` is not
    in ``MMP-12``, while ``TGF-β1`` may touch a Chinese character.
    """
    return char.isalnum() and not is_cjk(char)


def word_starts(text: str) -> Iterator[int]:
    """Yield where a name may begin: at an unbroken Latin, Greek or digit word, or at any other character but a space.

    >>> list(word_starts("TGF-β1 和胶原"))
    [0, 3, 4, 7, 8, 9]
    """
    return (found.start() for found in _JOINED_OR_ONE.finditer(text))


def detect_language(text: str) -> Language:
    """Return the language of a text: Chinese when it has as many ideographs as English words.

    >>> detect_language("外泌体上调了collagen I的表达")
    'zh'
    >>> detect_language("Exosomes (外泌体) increase collagen in dermal fibroblasts.")
    'en'
    """
    return "zh" if len(_CJK.findall(text)) > 1.2 * len(_LATIN_WORD.findall(text)) else "en"
