"""Names that show their class by their form: miRNAs, gene symbols, one of a numbered family, A-to-B transitions, marked cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.grounding import Found
from kg.languages import View, has_cjk
from kg.lexicon import Lexicon, provisional_iri
from kg.model import Entity

__all__ = ["find_shapes", "join_slashed"]

_MIRNA = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:hsa|mmu|rno)-)?(?:mi[Rr]NA|mi[Rr]|microRNA|let)-?(\d+[a-z]?(?:-\d)?(?:-[35]p)?)(?![A-Za-z0-9])"
)
#: circular RNAs that have no other name: circRNA_0001, hsa_circ_0000520
_CIRCULAR = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:hsa|mmu|rno)_)?circ(?:RNA)?[_-]?(?:\d{3,8}|[A-Z][A-Za-z0-9]+)(?![A-Za-z0-9])"
)
#: one more of a series of miRNAs: miR-381, -543 and -129; miR-381、-543和-129
_SERIAL = re.compile(
    r"\s*(?:[,、/]|和|与|及|以及|[,，]?\s*(?:and|or)\b)\s*(-(\d+[a-z]?(?:-[35]p)?))(?![A-Za-z0-9]|\s?[°℃%])"
)
#: a name that ends in a number, of which there may be more
_NUMBERED = re.compile(
    r"(?<![A-Za-z0-9\-])([A-Z][A-Za-z]{0,10}|caspase|interleukin|claudin|integrin)(?:\s\([A-Z]{1,6}\))?-(\d+[a-zα-ω]?)(?![A-Za-z0-9])"
)
#: one that no list has of a family that one has: IL-12 where IL-6 is known
_FAMILY = re.compile(r"(?<![A-Za-z0-9\-])([A-Z][A-Za-z]{1,6})-\d{1,3}(?:R[A-Z]{0,2}\d?|[A-Za-zα-ω]?)(?![A-Za-z0-9\-])")
_SYMBOL = re.compile(
    r"(?<![A-Za-z0-9\-/.])(?:[hmr]?[A-Z][A-Za-z]{0,6}\d{1,3}(?:[A-Za-z]{0,2}\d?|RA[A-Z])|[A-Z]{3,7}(?:-?\d{1,2}[A-Z]?)?)s?(?![A-Za-z0-9]|-[A-Za-z0-9]*\d)"
)
#: from one state to another: the telogen-to-anagen transition, M1-to-M2 macrophage polarization
_PASSAGE = re.compile(
    r"(?<![A-Za-z0-9\-])[A-Za-z0-9]+-to-[A-Za-z0-9]+ (?:[a-z]+ )?(?:transition|polari[sz]ation|conversion|switch|shift|transformation)\b"
)
#: what makes one name of two that a slash joins: the TGF-β1/Smad3 pathway, SIRT1/FOXO3a信号轴
_PATHWAY = re.compile(
    r"\s?(?:(?:signal(?:l)?ing[ -])?(?:pathways?|axis|axes|cascades?)|signal(?:l)?ing|信号(?:转导)?(?:通路|途径|轴)?|通路|途径|轴)",
    re.I,
)
#: one more of them that nobody knows
_MORE = re.compile(r"/([A-Z][A-Za-z0-9α-ω\-]{1,9})")
#: cells by what they bear: CD34+ cells, CD8+ NKG2D+ T cells, CD34+CD31- cells, CD34+细胞
_BEARING = re.compile(
    r"(?<![A-Za-z0-9\-])([A-Z][A-Za-z0-9α-ω]{1,8}\+(?:[ /]?[A-Z][A-Za-z0-9α-ω]{1,8}[+-])*)\s?([TB]|NK)?\s?(?:cells?\b|细胞)"
)
_RATIO = re.compile(r"\s?(?:ratios?\b|比值|比例|之比)", re.I)


def _numbered(label: str, kind: str, lexicon: Lexicon) -> Entity:
    concept = lexicon.get(label)
    return concept.entity if concept else Entity(provisional_iri(kind, label), label, label, kind, provisional=True)


def find_shapes(view: View, no_symbols: frozenset[str], lexicon: Lexicon) -> Iterable[Found]:
    """Yield names that show their class by their form.

    Args:
        view: the folded sentence.
        no_symbols: capitals that are no gene symbol.
        lexicon: what it knows under such a name is that.
    """
    for found in _MIRNA.finditer(view.text):
        stem = "let-" if "let" in found[0] else "miR-"
        yield Found(found.start(), found.end(), _numbered(stem + found[1], "RNA", lexicon))
        at = found.end()
        while more := _SERIAL.match(view.text, at):
            yield Found(more.start(1), more.end(1), _numbered(stem + more[2], "RNA", lexicon))
            at = more.end()
    for found in _CIRCULAR.finditer(view.text):
        yield Found(found.start(), found.end(), _numbered(found[0], "RNA", lexicon))
    for found in _NUMBERED.finditer(view.text):
        first = lexicon.get(f"{found[1]}-{found[2]}")  # interleukin (IL)-6, -7
        if first is None or first.entity.type != "GeneProduct":
            continue
        at = found.end()
        while more := _SERIAL.match(view.text, at):  # IL-6, -8 and -10; MMP-1、-3和-9
            named = _numbered(f"{found[1]}-{more[2]}", "GeneProduct", lexicon)
            yield Found(more.start(1), more.end(1), named)
            at = more.end()
    for found in _FAMILY.finditer(view.text):
        if _is_family(found[1], lexicon) and lexicon.get(found[0]) is None:
            yield Found(found.start(), found.end(), _numbered(found[0], "GeneProduct", lexicon))
    for found in _PASSAGE.finditer(view.text):
        yield Found(found.start(), found.end(), _numbered(found[0], "Process", lexicon))
    for found in _BEARING.finditer(view.text):
        label = " ".join(part for part in (found[1], found[2], "cell") if part)
        yield Found(found.start(), found.end(), _numbered(label, "Cell", lexicon))
    for found in _SYMBOL.finditer(view.text):
        symbol = found[0].rstrip("s")
        if symbol.upper() not in no_symbols and not re.fullmatch(r"[A-Z]\d|[IVX]+", symbol):
            entity = Entity(provisional_iri("GeneProduct", symbol), symbol, symbol, "GeneProduct", provisional=True)
            yield Found(found.start(), found.end(), entity)


def _is_family(stem: str, lexicon: Lexicon) -> bool:
    """Return whether a stem names a family of proteins: that of IL-6, or of MMP-1."""
    known = (lexicon.get(f"{stem}-{number}") for number in (1, 2, 3, 4, 6, 8, 9, 10))
    return any(concept is not None and concept.entity.type == "GeneProduct" for concept in known)


def join_slashed(view: View, found: Sequence[Found]) -> list[Found]:
    """Return the mentions with molecules that slashes join as one, where a word behind them makes one thing of them.

    Args:
        view: the folded sentence.
        found: its mentions, in order, none overlapping.
    """
    out: list[Found] = []
    n = 0
    while n < len(found):
        k = n
        while k + 1 < len(found) and _slashed(view, found[k], found[k + 1]):
            k += 1
        joined = _joined(view, found[n : k + 1])
        out += [joined] if joined else found[n : k + 1]
        n = k + 1
    return out


def _slashed(view: View, left: Found, right: Found) -> bool:
    molecules = left.entity.type in ("GeneProduct", "RNA") and right.entity.type in ("GeneProduct", "RNA")
    return molecules and view.text[left.end : right.start].strip() == "/"


def _joined(view: View, parts: Sequence[Found]) -> Found | None:
    """Return the pathway or the ratio that molecules name together, else None."""
    more = _MORE.match(view.text, parts[-1].end) if parts[-1].entity.type == "GeneProduct" else None
    end = more.end() if more else parts[-1].end
    word = _PATHWAY.match(view.text, end)
    ratio = _RATIO.match(view.text, end) if word is None and more is None else None
    if len(parts) == 1 and more is None:
        return None
    behind = word or ratio
    if behind is None:
        return None
    kind, en, zh = ("Pathway", "pathway", "通路") if word else ("Other", "ratio", "比值")
    unknown = [more[1]] if more else []
    label = "/".join([*(part.entity.label for part in parts), *unknown]) + f" {en}"
    names = [*(part.entity.label_zh or part.entity.label for part in parts), *unknown]
    label_zh = "/".join(names) + zh if any(map(has_cjk, names)) or has_cjk(behind[0]) else ""
    entity = Entity(provisional_iri(kind, label), label, label_zh, kind, provisional=True)
    return Found(parts[0].start, behind.end(), entity)
