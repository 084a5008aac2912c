"""What members of a list share with a neighbour: the loss of A and B is that of B as well, A 和 B 的 减少 that of A."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from kg.grounding import as_worded
from kg.languages import View
from kg.model import Entity
from kg.relations.phrases import Arg

__all__ = ["share_before", "share_behind"]

#: what one can have less of
_COUNTED = ("GeneProduct", "RNA", "Chemical", "Cell", "Vesicle")
_JOINS = re.compile(r"(?:,? and |,? or |, |/)")
_JOINS_ZH = re.compile(r"\s*(?:和|与|及|以及|或|、)\s*")
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.I)
#: of these a list may name things of several kinds
_LESS = re.compile(
    r"\b(?:loss|lack|deficiency|depletion|decrease|decline|reduction|reduced|decreased|lower|less)\b", re.I
)
_DEFICIENCIES = re.compile(r".+ (?P<head>deficiencies)")
_LACK = re.compile(r".+?(?P<tail>的(?:缺乏|缺失|不足|流失|丢失|丧失|敲除|沉默))")


def share_before(
    args: Sequence[Arg], view: View, undoing: Collection[str], ground: Callable[[int, int], Entity | None]
) -> tuple[Arg, ...]:
    """Return the members of an English list, those behind "loss of A and" and "a decrease in A and" lost or less as well.

    Args:
        args: the members, in order.
        view: the folded sentence.
        undoing: nouns for what is done to a thing, or that it lacks: "loss", "knockdown".
        ground: what a stretch of the view names.
    """
    if len(args) < 2:
        return tuple(args)
    first, last, done = args[0], args[-1], list(args)
    text = view.text[first.start : first.end]
    if (plural := _DEFICIENCIES.fullmatch(view.text[last.start : last.end])) and last.entity is not None:
        head = plural["head"].replace("ies", "y")
        for n, arg in enumerate(args[:-1]):
            if _is_bare(arg):
                lacking = as_worded(f"{view.text[arg.start : arg.end]} {head}", last.entity.type, "en")
                done[n] = replace(arg, entity=lacking)
        return tuple(done)
    named = re.match(rf"(?:the )?(?P<lead>(?:{'|'.join(sorted(undoing))}) (?:of|in) )(?P<what>.+)", text, re.I)
    changed = first.sign != 0 and first.reach is not None and first.reach[0] < first.start
    lead = view.text[first.reach[0] : first.start] if changed and first.reach else named["lead"] if named else ""
    if not lead or first.entity is None:
        return tuple(args)
    inner = first.entity if changed else ground(first.end - len(named["what"]), first.end) if named else None
    for n, arg in enumerate(args[1:], 1):
        parted = _JOINS.fullmatch(view.text[args[n - 1].end : arg.start]) is None
        if parted or inner is None or arg.reach or not _is_counted(arg) or arg.entity is None:
            break
        if arg.entity.type != inner.type and not (_LESS.search(lead) and inner.type in _COUNTED):
            break  # "inhibition of mTOR and metformin"
        if changed and arg.sign == first.sign:
            done[n] = replace(arg, sign=first.sign, around=(_ARTICLE.sub("", lead), ""))
        elif not changed and not arg.sign:
            whole = as_worded(lead.lower() + view.text[arg.start : arg.end], first.entity.type, "en")
            done[n] = replace(arg, entity=whole, around=(lead, ""))
    return tuple(done)


def share_behind(args: Sequence[Arg], view: View, undoing: tuple[str, ...]) -> tuple[Arg, ...]:
    """Return the members of a Chinese list, those before "和 B 的 减少" less as well, and those behind 敲除 A 和 undone.

    Args:
        args: the members, in order.
        view: the folded sentence.
        undoing: words for what is done to a gene: 敲除.
    """
    lead = next((word for word in undoing if view.text.startswith(word, args[0].start)), "") if len(args) > 1 else ""
    so = lead and args[0].end - args[0].start > len(lead) and view.text[args[0].start + len(lead)] != "剂"
    if so and args[0].entity is not None and all(map(_is_bare, args[1:])):
        kind = args[0].entity.type
        named = (as_worded(lead + view.text[arg.start : arg.end], kind, "zh") for arg in args[1:])
        return (args[0], *(replace(arg, entity=entity) for arg, entity in zip(args[1:], named, strict=True)))
    whole = args[-1].entity if len(args) > 1 else None
    if whole is None:
        return tuple(args)
    last, done = args[-1], list(args)
    text = view.text[last.start : last.end]
    lacks = _LACK.fullmatch(text)
    tail = view.text[last.end : last.reach[1]] if last.sign and last.reach else lacks["tail"] if lacks else ""
    if not tail.startswith("的"):
        return tuple(args)
    for n in range(len(args) - 2, -1, -1):
        arg = args[n]
        parted = _JOINS_ZH.fullmatch(view.text[arg.end : args[n + 1].start]) is None
        if parted or not _is_bare(arg) or (not lacks and whole.type not in _COUNTED):
            break
        if lacks:
            done[n] = replace(arg, entity=as_worded(view.text[arg.start : arg.end] + tail, whole.type, "zh"))
        else:
            done[n] = replace(arg, sign=last.sign, around=("", tail))
    return tuple(done)


def _is_counted(arg: Arg) -> bool:
    return arg.entity is not None and arg.entity.type in _COUNTED and arg.mention is None and not arg.property


def _is_bare(arg: Arg) -> bool:
    return _is_counted(arg) and not arg.sign and arg.reach is None
