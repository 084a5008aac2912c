"""What papers are told apart by, however a list prints them: the family name of an author, the initials of a journal."""

from __future__ import annotations

import re

__all__ = ["family_name", "journal_initials", "paper_keys"]

_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "to", "de", "la", "et", "an", "a", "und", "der"))
_INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,3}|(?:[A-Z][a-z]?\.[\s-]?)+")
_PARTICLES = ("van", "von", "de", "der", "den", "da", "di", "le", "la", "el", "al", "bin", "dos")


def family_name(author: str) -> str:
    """Return the family name of an author in lower case; a Chinese name in Chinese characters is kept whole.

    >>> [family_name(name) for name in ("LI Q", "Li, Q.", "Q. Li", "van der Berg JA", "Wei Wang", "王明")]
    ['li', 'li', 'li', 'van der berg', 'wang', '王明']
    """
    name = " ".join(author.replace("，", ",").split())
    if "," in name:
        return name.split(",")[0].strip().casefold()
    words = name.split()
    if len(words) < 2 or (not name.isascii() and re.search(r"[\u4e00-\u9fff]", name)):
        return name.casefold()
    if _INITIALS.fullmatch(words[-1]):  # LI Q, van der Berg JA
        while len(words) > 1 and _INITIALS.fullmatch(words[-1]):
            words.pop()
        return " ".join(words).casefold()
    while len(words) > 1 and (words[0].endswith(".") or len(words[0]) == 1):  # Q. Li
        words.pop(0)
    if len(words) > 1 and words[0].lower() not in _PARTICLES:  # Wei Wang
        words = words[next((i for i, word in enumerate(words[1:-1], 1) if word.lower() in _PARTICLES), -1) :]
    return " ".join(words).casefold()


def journal_initials(journal: str) -> str:
    """Return what the full and the shortened name of a journal share: the initials of its words; Chinese names whole.

    >>> journal_initials("Int J Nanomedicine"), journal_initials("International Journal of Nanomedicine")
    ('ijn', 'ijn')
    >>> journal_initials("再生 医学")
    '再生医学'
    """
    if re.search(r"[\u4e00-\u9fff]", journal):
        return "".join(char for char in journal if char.isalnum())
    words = [word for word in re.findall(r"[^\W\d_]+", journal.casefold()) if word not in _SMALL]
    return "".join(word[0] for word in words)


def paper_keys(authors: tuple[str, ...], title: str, journal: str, year: str, volume: str, pages: str) -> str:
    """Return the key of a paper that shows no identifier, or "" where too little of it is known to tell it apart."""
    if not authors or not year or not (journal or title):
        return ""
    first_page = re.split(r"[-–—]", pages)[0].casefold().lstrip("0")
    parts = [family_name(authors[0]), year, journal_initials(journal), volume, first_page]
    if not (volume and first_page):  # then the title must tell two papers of one year apart
        parts.append("".join(char for char in title.casefold() if char.isalnum())[:60])
    return "|".join("".join(char for char in part.casefold() if char.isalnum()) for part in parts)
