"""Which names of a list are looked for in text, and as what: not those that would find what they do not mean.

What is a word of everyday prose, a property or a sort of anything is no name; see ``kg/data/termlists.toml`` for the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from kg.languages import fold_term, has_cjk
from kg.lexicon import plural
from kg.patterns import load_patterns
from kg.resources import data_folder, load_toml
from kg.termtables import plural_end

__all__ = ["is_chinese", "looked_for", "prose", "settings"]

_LONGEST, _SHORTEST = 80, 3  #: code points of a name; Chinese names may have two
_AMBIGUOUS = 3  #: letters of a symbol that, as a synonym, is more often the abbreviation of something else
#: "type I" is one of the sorts of whatever the text speaks of
_SORTED = re.compile(r"(?:type|class|group|grade|stage|phase|form|subtype|layer)[ -](?:[ivx]+|\d{1,3}|[a-z])$", re.I)
_SORTED_ENDS: Final = 16  #: no such sort is as long
#: "familial", "basal": what lists say of diseases and places alone is a property in a text
_ADJECTIVE = re.compile(r"(?:al|ar|ic|ous|ed|ive|ior)$")
_NOT_ADJECTIVES = frozenset(("Anatomy", "Cell", "Disease", "Process"))
_MARKED = re.compile(r"[\\$<>&*_`~^{}]")
#: in a name, what folding may change, or what makes it none
_ODD = re.compile(r"[^A-Za-z0-9 ()./'+:\[\]-]")
_HALF = re.compile("[\ud800-\udfff]")  #: of a character, as broken JSON has it; no text can be searched for one
_LETTER = re.compile(r"[^\W\d_]")
#: how the names end that a plural other than with s is made of (see :func:`kg.lexicon.plural`), and how many code points decide that
_OTHERWISE, _END = re.compile(r"(?:[^aeiou]y|sis|\b[a-z]|\Amouse|\Aperoxisome)\Z"), 11
#: the same roughly, for a test that is five times as fast: what ends otherwise has a plural with s
_PERHAPS = ("y", "sis", "mouse", "peroxisome", *(f"{mark}{letter}" for mark in " ()./'+:[]" for letter in "se"))


@lru_cache(maxsize=1)
def prose() -> frozenset[str]:
    """Return the words of which none is taken for the name of a term."""
    listed = {word.lower() for words in load_patterns("en").words.values() for word in words if " " not in word}
    verbs = {trigger.words for trigger in load_patterns("en").triggers}
    return frozenset(listed | verbs | set(settings()["prose"]["names"]))


@lru_cache(maxsize=1)
def settings() -> dict[str, Any]:
    """Return what ``kg/data/termlists.toml`` says."""
    return load_toml(data_folder("termlists.toml"), "kg/data/termlists.toml")


def is_chinese(name: str) -> bool:
    """Return whether a name has Chinese characters."""
    return not name.isascii() and has_cjk(name)


def _is_name(name: str, proper: bool, kind: str) -> bool:
    """Return whether a name can be looked for in running text without finding what it does not mean.

    Args:
        name: of a term.
        proper: whether it is the term's label, and no synonym.
        kind: class of the term.
    """
    if _HALF.search(name):
        return False
    if is_chinese(name):
        return 2 <= len(name) <= _LONGEST
    if not _SHORTEST <= len(name) <= _LONGEST or ", " in name or not _LETTER.search(name):
        return False
    if not name.isalpha():
        return not _SORTED.match(name) and name.lower() not in prose()
    if name.isupper():  # a symbol is matched with its case, but three letters have too many meanings
        return proper or len(name) > _AMBIGUOUS
    return name.lower() not in prose() and not (kind in _NOT_ADJECTIVES and _ADJECTIVE.search(name))


def _forms(name: str) -> Iterator[str]:
    """Yield the folded spelling of a name, and its plural where an s behind it does not make it."""
    simple = name.isascii() and not _MARKED.search(name)  # then folding is this, and a hundred times faster
    base = " ".join(name.lower().replace("-", " ").split()) if simple else fold_term(name).replace("-", " ")
    if len(base) < (_SHORTEST if base.isascii() else 1):  # "- E" is a letter
        return
    yield base
    if base[-1] in "yse" and base.isascii() and _OTHERWISE.search(base[-_END:]):
        many = plural(base)
        if not many.startswith(base) or plural_end(many, 0, len(base)) != len(many):
            yield many


def looked_for(name: str, proper: bool, kind: str) -> Sequence[str]:
    """Return the folded spellings under which a name is looked for in text; none if it would find what it does not mean.

    Args:
        name: of a term.
        proper: whether it is the term's label, and no synonym.
        kind: class of the term.
    """
    if not _SHORTEST <= len(name) <= _LONGEST or _ODD.search(name):
        return _slowly(name, proper, kind)
    form = name.lower()  # of a million names most come here: the same as above, in a fifth of the time
    if name.isalpha():
        if not _is_name(name, proper, kind):
            return ()
    elif (len(form) < _SORTED_ENDS and _SORTED.match(name)) or not form.islower() or form in prose():
        return ()
    form = form.replace("-", " ")
    if "  " in form or form[0] == " " or form[-1] == " ":
        form = " ".join(form.split())
        if len(form) < _SHORTEST:
            return ()
    return (form,) if form[-1] not in "yse" or not form.endswith(_PERHAPS) else tuple(_forms(name))


def _slowly(name: str, proper: bool, kind: str) -> Sequence[str]:
    """Return what :func:`looked_for` does, for any name."""
    return tuple(_forms(name)) if _is_name(name, proper, kind) else ()
