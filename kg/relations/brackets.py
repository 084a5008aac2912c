"""Brackets of a sentence, of which scans lose some."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["unclosed"]


def unclosed(marks: Iterable[str]) -> frozenset[int]:
    """Return the indices of the brackets that nothing closes: 王等[31 发现, "Wang et al. (2019 showed".

    Args:
        marks: "(" and ")" where a bracket opens or closes, anything else elsewhere.

    >>> sorted(unclosed("a(b)(c"))
    [4]
    """
    stack: list[int] = []
    for n, mark in enumerate(marks):
        if mark == "(":
            stack.append(n)
        elif mark == ")" and stack:
            stack.pop()
    return frozenset(stack)
