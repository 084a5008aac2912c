"""What members of a list share with a neighbour: the loss of A and B is that of B as well, A 和 B 的 减少 that of A."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from kg.grounding import as_worded
from kg.languages import View, has_cjk
from kg.lexicon import Lexicon
from kg.model import Entity
from kg.patterns import Patterns
from kg.relations.english_bases import ADJECTIVE
from kg.relations.phrases import Arg

__all__ = ["share_before", "share_behind", "share_ending"]

#: what one can have less of
_COUNTED = ("GeneProduct", "RNA", "Chemical", "Cell", "Vesicle")
_JOINS = re.compile(r"-?(?:,? and |,? or |, |/)")
_JOINS_ZH = re.compile(r"\s*(?:和|与|及|以及|或|、)\s*")
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.I)
#: a verb of one thing: "collagen and elastin loss causes"
_SINGULAR = re.compile(r" (?:[a-z]+ly )?(?:is|was|has|[a-z]{3,}s)\b(?! (?:of|in)\b)")
_SYMBOL = re.compile(r"[\w/\-αβγδκ]+")


def _any(patterns: Patterns, *names: str) -> str:
    """Return the words of some lists as alternatives, the longest first."""
    words = {word for name in names for word in patterns.words[name]}
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=4)
def _ending(patterns: Patterns) -> re.Pattern[str]:
    """Return what a list of genes may end in: IL-13 receptors, BMP信号通路."""
    names = ("shared_heads", "known_heads") if patterns.language == "en" else ("known_heads",)
    return re.compile(rf"(?P<symbol>[\w/\-αβγδκ]+?)[ -]?(?P<head>{_any(patterns, *names)})")


@lru_cache(maxsize=4)
def _tailed(patterns: Patterns) -> re.Pattern[str]:
    """Return the noun that ends an English list and is of all its members: IL-23 blockade."""
    return re.compile(
        rf".+?(?P<tail>(?P<shed>(?:[ -]derived)? (?:{_any(patterns, 'shed')}))"
        rf"|(?P<process> (?:{_any(patterns, 'turnover')}))"
        rf"|[ -](?:{_any(patterns, 'strains')}) (?:{_any(patterns, 'strain_bodies')})"
        rf"| (?:{_any(patterns, 'gene_doings')}))",
        re.I,
    )


@lru_cache(maxsize=4)
def _of(patterns: Patterns) -> re.Pattern[str]:
    """Return what a first member is called by: "inhibitors of", "mice lacking", "exosomes derived from"."""
    return re.compile(rf"(?P<lead>.+ (?:{_any(patterns, 'name_joints')}) )(?P<what>.+)", re.I)


@lru_cache(maxsize=4)
def _less(patterns: Patterns) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(patterns, 'lessening')})\b", re.I)


@lru_cache(maxsize=4)
def _headed(patterns: Patterns) -> re.Pattern[str]:
    """Return the noun that ends a Chinese list and is of all its members: 的 缺乏, 抑制剂, 来源 的 外泌体."""
    return re.compile(
        rf".+?(?P<tail>的(?:{_any(patterns, 'lacks')})|的?(?P<own>{_any(patterns, 'gene_doings')})|的?(?:{_any(patterns, 'gene_flaws')})"
        rf"|(?:(?:{_any(patterns, 'shedding')})的?|的)(?P<shed>{_any(patterns, 'shed')}))"
    )


def share_ending(args: Sequence[Arg], view: View, patterns: Patterns, lexicon: Lexicon) -> tuple[Arg, ...]:
    """Return the members of a list, a gene with the word that ends the list: of "IL-4 and IL-13 receptors" the first, too.

    Of "TGF-β1 and Smad signaling" that holds only where the lexicon knows such a pathway.

    Args:
        args: the members, in order.
        view: the folded sentence.
        patterns: word lists of the language.
        lexicon: names of concepts.
    """
    last = args[-1] if len(args) > 1 else None
    full = view.text[last.start : last.end] if last is not None else ""
    found = _ending(patterns).fullmatch(full) if last is not None and last.entity is not None else None
    if found is None or last is None or last.entity is None:
        return tuple(args)
    space = " " if patterns.language == "en" else ""
    plural = patterns.language == "en" and found["head"] in patterns.having("shared_heads")
    done = list(args)
    for n, arg in enumerate(args[:-1]):
        text = view.text[arg.start : arg.end]
        gene = arg.entity is not None and arg.entity.type == "GeneProduct" and not arg.sign
        if not gene or arg.start >= last.start or not _SYMBOL.fullmatch(text):
            continue
        concept = lexicon.get(f"{text}{space}{found['head']}")
        singular = found["head"].replace("bodies", "body").removesuffix("s")
        named = as_worded(f"{text} {singular}", last.entity.type, "en") if plural else None
        done[n] = replace(arg, entity=concept.entity if concept is not None else named or arg.entity)
    return tuple(done)


def share_before(args: Sequence[Arg], view: View, patterns: Patterns, lexicon: Lexicon) -> tuple[Arg, ...]:
    """Return the members of an English list, each with what the first is called by.

    Of "loss of A and B" both are lost, of "a decrease in A and B" there is less of both, and "inhibitors of A and B" names
    inhibitors of B, not B.

    Args:
        args: the members, in order.
        view: the folded sentence.
        patterns: English word lists.
        lexicon: names of concepts.
    """
    args = _share_after(args, view, patterns, lexicon)
    first = args[0] if len(args) > 1 else None
    if first is None or first.entity is None:
        return tuple(args)
    changed = first.sign != 0 and first.reach is not None and first.reach[0] < first.start
    if changed and first.reach:
        lead, kind = view.text[first.reach[0] : first.start], first.entity.type
    else:
        found = _of(patterns).fullmatch(view.text[first.start : first.end])
        what = lexicon.get(found["what"]) if found and not first.sign else None
        if found is None:
            return tuple(args)
        # a name that nobody knows may be of any kind that its neighbour is of
        unknown = args[1].entity.type if args[1].entity is not None else ""
        lead, kind = found["lead"], what.entity.type if what is not None else unknown
    done = list(args)
    for n, arg in enumerate(args[1:], 1):
        parted = _JOINS.fullmatch(view.text[args[n - 1].end : arg.start]) is None
        own = view.lower[arg.start : arg.end].split(" ")[0] in patterns.having("plentiful")
        if parted or own or arg.reach or not _is_counted(arg) or arg.entity is None:
            break
        if arg.entity.type != kind and not (_less(patterns).search(lead) and kind in _COUNTED):
            break  # "inhibition of mTOR and metformin"
        if changed and arg.sign == first.sign:
            done[n] = replace(arg, around=(_ARTICLE.sub("", lead), ""))
        elif not changed and not arg.sign:
            around = (_ARTICLE.sub("", lead), "")
            losses = patterns.having("negative_quantities") | patterns.having("undoing")
            lost = lead.lower().split()[0] in losses or lead.lower().startswith("the ")
            (whole,) = _named([arg], view, around, first.entity, lexicon)
            done[n] = replace(whole, around=around) if lost else whole
    return tuple(done)


def _share_after(args: Sequence[Arg], view: View, patterns: Patterns, lexicon: Lexicon) -> Sequence[Arg]:
    """Return the members of an English list, each with the noun that ends the last: "IL-17 and IL-23 blockade" is of both."""
    if len(args) < 2 or args[-1].entity is None:
        return args
    last, like, done = args[-1], args[-1].entity, list(args)
    end = last.reach[1] if last.reach and last.reach[1] > last.end else last.end
    found = _tailed(patterns).fullmatch(view.text[last.start : end])
    if found is None:
        return _share_noun(args, view, patterns, lexicon)
    goes_on = _SINGULAR.match(view.lower, end) is not None
    for n in range(len(args) - 2, -1, -1):
        arg = args[n]
        words = view.text[arg.start : arg.end]
        if _JOINS.fullmatch(view.text[arg.end : args[n + 1].start]) is None or not _is_bare(arg) or arg.entity is None:
            break
        if found["shed"]:
            shared = arg.entity.type == "Cell" and not words.endswith("s")
            done[n] = replace(arg, entity=_shed(arg.entity, like)) if shared else arg
            continue
        lacks = "deficien" in found["tail"] and arg.entity.type == "Chemical"
        if not (_is_target(arg) or lacks or (found["process"] and goes_on)) or (found["process"] and not goes_on):
            break  # "MMP-1 and collagen degradation cause"
        tail = found["tail"].replace("deficiencies", "deficiency")
        if last.sign and last.reach:
            done[n] = replace(arg, sign=last.sign, around=("", tail))
        else:
            (done[n],) = _named([arg], view, ("", tail), like, lexicon)
    return done


def share_behind(args: Sequence[Arg], view: View, patterns: Patterns, lexicon: Lexicon) -> tuple[Arg, ...]:
    """Return the members of a Chinese list, each with what the last is called by, or what stands before the first.

    Of A 和 B 的 减少 there is less of both, A 和 B 抑制剂 names inhibitors of A, and of 敲除 A 和 B both are undone.

    Args:
        args: the members, in order.
        view: the folded sentence.
        patterns: Chinese word lists.
        lexicon: names of concepts.
    """
    begins, ends = (args[0].entity, args[-1].entity) if len(args) > 1 else (None, None)
    if begins is None or ends is None:
        return tuple(args)
    args = _both_upset(args, view)
    first, last, done = args[0], args[-1], list(args)
    lead = next((word for word in patterns.words["undoing"] if view.text.startswith(word, first.start)), "")
    so = lead and first.end - first.start > len(lead) and view.text[first.start + len(lead)] != "剂"
    if so and all(map(_is_bare, args[1:])):
        return (first, *_named(args[1:], view, (lead, ""), begins, lexicon))
    found = _headed(patterns).fullmatch(view.text[last.start : last.end])
    changed, antibodies = last.sign != 0 and last.reach is not None, patterns.words["antibodies"]
    tail = view.text[last.end : last.reach[1]] if changed and last.reach else found["tail"] if found else ""
    if changed and not tail.removeprefix("能力").startswith("的"):
        return tuple(args)
    for n in range(len(args) - 2, -1, -1):
        arg = args[n]
        parted = _JOINS_ZH.fullmatch(view.text[arg.end : args[n + 1].start]) is None
        if tail.endswith(antibodies) and view.text[last.start] == "抗":
            break
        if tail.endswith(antibodies) and arg.property:  # 抗 IL-4 和 IL-13 抗体
            arg = replace(arg, sign=0, property=False, reach=None)
        alike = changed and _are_doings(arg, ends, view.text[arg.start : arg.end], patterns)
        if not tail or parted or not (alike or (_is_bare(arg) and (not changed or ends.type in _COUNTED))):
            break
        if changed:
            done[n] = replace(arg, sign=last.sign, around=("", tail))
        elif found and found["shed"] and arg.entity is not None:
            done[n] = replace(arg, entity=_shed(arg.entity, ends)) if arg.entity.type == "Cell" else arg
        elif found and not (found["own"] and not _is_target(arg)):
            (done[n],) = _named([arg], view, ("", tail), ends, lexicon)
    return tuple(done)


def _are_doings(arg: Arg, like: Entity, words: str, patterns: Patterns) -> bool:
    """Return whether a member of a list goes on in the body as the last does, and is nothing bad: 增殖 和 迁移 的 下降."""
    going_on = arg.entity is not None and arg.entity.type == like.type == "Process"
    bare = not arg.sign and arg.reach is None and arg.mention is None and not arg.property
    return going_on and bare and not words.endswith(patterns.words["harmful"])


def _both_upset(args: Sequence[Arg], view: View) -> Sequence[Arg]:
    """Return the members of a Chinese list, where its end tells of a change that has no direction all of them so."""
    last, done = args[-1], list(args)
    if not last.undirected:
        return args
    for n in range(len(args) - 2, -1, -1):
        arg = done[n]
        parted = _JOINS_ZH.fullmatch(view.text[arg.end : args[n + 1].start]) is None
        same = arg.entity is not None and (arg.entity.type in _COUNTED or arg.entity.type in ("Process", "Other"))
        upset = arg.entity is not None and (same or arg.entity.label.endswith(("structure", "结构")))
        if parted or not upset or arg.sign or arg.undirected or arg.reach is not None:
            break
        done[n] = replace(arg, undirected=True)
    return done


def _share_noun(args: Sequence[Arg], view: View, patterns: Patterns, lexicon: Lexicon) -> Sequence[Arg]:
    """Return the members of an English list, adjectives with the noun that ends the last: "innate and adaptive immune systems"."""
    last, done = args[-1], list(args)
    sort, _, noun = view.lower[last.start : last.end].partition(" ")
    if not noun or " of " in noun or last.entity is None or not _is_sort(sort, patterns):
        return args
    for n in range(len(args) - 2, -1, -1):
        arg = args[n]
        joined = _JOINS.fullmatch(view.text[arg.end : args[n + 1].start]) is not None
        word = view.lower[arg.start : arg.end]
        unknown = arg.entity is not None and arg.entity.provisional and not arg.reach and arg.mention is None
        untyped = arg.entity is not None and (arg.entity.type == "Other" or word in patterns.having("sorts"))
        if not (joined and unknown and untyped and _is_sort(word, patterns)):
            break
        words = " ".join((view.text[arg.start : arg.end], view.text[last.end - len(noun) : last.end]))
        concept = lexicon.get(words)
        entity = concept.entity if concept else as_worded(words, last.entity.type, "en")
        done[n] = replace(arg, entity=entity, sign=arg.sign or last.sign)
    return done


def _is_sort(word: str, patterns: Patterns) -> bool:
    """Return whether a word tells of what sort a thing is: dermal, innate."""
    return ADJECTIVE.fullmatch(word) is not None or word in patterns.having("sorts")


def _named(args: Sequence[Arg], view: View, around: tuple[str, str], like: Entity, lexicon: Lexicon) -> tuple[Arg, ...]:
    """Return arguments named with the words around them, of the type of another; in English a vesicle by its cell."""
    out: list[Arg] = []
    lead, tail = around[0][:1].lower() + around[0][1:], around[1]
    for arg in args:
        if lead and like.type in ("Vesicle", "Secretome") and arg.entity is not None:
            out.append(replace(arg, entity=_shed(arg.entity, like)))
        elif _is_bare(arg):
            words = view.text[arg.start : arg.end].join((lead, tail))
            concept = lexicon.get(words) or lexicon.get(words.replace("的", ""))
            entity = concept.entity if concept else as_worded(words, like.type, "zh" if has_cjk(words) else "en")
            out.append(replace(arg, entity=entity))
        else:
            out.append(arg)
    return tuple(out)


def _shed(cell: Entity, like: Entity) -> Entity | None:
    """Return what a cell sheds, as another name tells it: the exosome of a fibroblast."""
    kind = like.label.rsplit(" ", 1)[-1]
    shed = as_worded(f"{cell.label} {kind}", like.type, "en")
    return replace(shed, parts=(("derived_from", cell.id),), broader=like.broader) if shed is not None else None


def _is_target(arg: Arg) -> bool:
    return arg.entity is not None and arg.entity.type in ("GeneProduct", "RNA")


def _is_counted(arg: Arg) -> bool:
    return arg.entity is not None and arg.entity.type in _COUNTED and arg.mention is None and not arg.property


def _is_bare(arg: Arg) -> bool:
    return _is_counted(arg) and not arg.sign and arg.reach is None
