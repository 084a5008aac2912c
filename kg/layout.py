"""Places for the things of a graph, worked out once, when the page is built: the same graph gives the same places.

Forces after Fruchterman and Reingold (1991, doi:10.1002/spe.4380211102): neighbours attract, all repel. Repulsion between
things far apart is that between the cells of a grid, so that 20,000 things take seconds. After every round places are rounded,
so that the last bit of a processor's arithmetic makes no difference.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["place"]

_Array = npt.NDArray[np.float64]
_GRID = 18  #: cells a side, for the repulsion of what is far away
_TOLD = 120  #: things of one cell that push each other apart one by one
_GRAVITY = 0.6
_GOLDEN = 2.399963229728653  #: radians


def place(
    count: int, links: Sequence[tuple[int, int]], *, rounds: int = 0, apart: float = 130.0
) -> list[tuple[int, int]]:
    """Return a place for each of ``count`` things, (x, y) in pixels at scale 1, around (0, 0).

    Args:
        count: how many things.
        links: pairs of indices; the order of a pair and of the list makes no difference.
        rounds: how often everything moves; 0 for as often as its size allows.
        apart: about how far neighbours stand from each other.

    >>> place(2, [(0, 1)]) == place(2, [(1, 0), (0, 1)])
    True
    """
    if not count:
        return []
    pairs = np.array(sorted({(min(pair), max(pair)) for pair in links if pair[0] != pair[1]}), dtype=np.int64).reshape(
        -1, 2
    )
    at = _begin(count, pairs, apart)
    rounds = rounds or (120 if count <= 3000 else 60)
    heat = apart * np.sqrt(count) / 6
    degree = np.bincount(pairs.ravel(), minlength=count).astype(np.float64)
    for n in range(rounds):
        # what hangs on nothing would drift away for ever
        push = _repulsion(at, apart) + _attraction(at, pairs, degree, apart) - _GRAVITY * at
        far = np.maximum(np.hypot(push[:, 0], push[:, 1]), 1e-9)
        step = np.minimum(far, heat * (1 - n / rounds) ** 1.5 + 0.5)
        at = np.round(at + push / far[:, None] * step[:, None], 2)
    return [(int(x), int(y)) for x, y in np.round(at).tolist()]


def _begin(count: int, pairs: npt.NDArray[np.int64], apart: float) -> _Array:
    """Return places on a spiral, in the order in which a walk from the most linked reaches the things."""
    around: list[list[int]] = [[] for _ in range(count)]
    for one, other in pairs.tolist():
        around[one].append(other)
        around[other].append(one)
    order: list[int] = []
    seen = bytearray(count)
    for start in sorted(range(count), key=lambda k: (-len(around[k]), k)):
        if seen[start]:
            continue
        seen[start] = 1
        waiting = [start]
        for k in waiting:  # it grows while it is walked
            fresh = [other for other in around[k] if not seen[other]]
            for other in fresh:
                seen[other] = 1
            waiting += fresh
        order += waiting
    rank = np.empty(count)
    rank[order] = np.arange(count)
    far, turn = apart * 0.7 * np.sqrt(rank + 0.5), rank * _GOLDEN
    return np.asarray(np.round(np.stack([far * np.cos(turn), far * np.sin(turn)], axis=1), 2), dtype=np.float64)


def _attraction(at: _Array, pairs: npt.NDArray[np.int64], degree: _Array, apart: float) -> _Array:
    one, other = pairs[:, 0], pairs[:, 1]
    gap = at[other] - at[one]
    # a hub is not dragged about by each of its hundred neighbours
    pull = (
        gap
        * (0.6 * np.hypot(gap[:, 0], gap[:, 1]) / apart)[:, None]
        / np.sqrt(np.minimum(degree[one], degree[other]))[:, None]
    )
    out = np.zeros_like(at)
    for axis in (0, 1):
        out[:, axis] = np.bincount(one, pull[:, axis], len(at)) - np.bincount(other, pull[:, axis], len(at))
    return out


def _repulsion(at: _Array, apart: float) -> _Array:
    """Return the push of all things on each: of each cell of the grid as one, of those in the same cell apart."""
    ordered = np.sort(at, axis=0)
    # the grid is fine where the things are; a few far out do not stretch it
    low, high = ordered[len(at) // 50], ordered[-1 - len(at) // 50]
    size = np.maximum((high - low) / _GRID, 1e-6)
    cell = np.clip(((at - low) / size).astype(np.int64), 0, _GRID - 1)
    key = cell[:, 0] * _GRID + cell[:, 1]
    weight = np.bincount(key, minlength=_GRID * _GRID).astype(np.float64)
    used = np.flatnonzero(weight)
    centre = np.stack([np.bincount(key, at[:, axis], _GRID * _GRID)[used] / weight[used] for axis in (0, 1)], axis=1)
    out = np.zeros_like(at)
    for n, k in enumerate(used.tolist()):
        gap = at - centre[n]
        near = gap[:, 0] ** 2 + gap[:, 1] ** 2
        force = weight[k] * apart**2 / np.maximum(near, apart**2 / 4)
        force[key == k] = 0.0
        out += gap * force[:, None]
    order = np.argsort(key, kind="stable")
    ends = np.cumsum(weight[used].astype(np.int64))
    for first, last in zip([0, *ends.tolist()], ends.tolist(), strict=False):
        inside = order[first:last][:_TOLD]  # more in one cell than can be told apart anyway
        gap = at[inside][:, None, :] - at[inside][None, :, :]
        near = np.maximum((gap**2).sum(axis=2), apart**2 / 400)
        out[inside] += (gap * (apart**2 / near)[:, :, None]).sum(axis=1)
    return out
