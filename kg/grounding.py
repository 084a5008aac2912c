"""From words to an entity: a concept of the lexicon, a composite of concepts, or a provisional thing.

Two readers of the same idea must end at one node, so a composite is named by its parts and not by its words:
"ADSC-derived exosomes" and 脂肪间充质干细胞外泌体 are both *exosome from adipose-derived stem cell*, and
"proliferation of fibroblasts" is 成纤维细胞增殖.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.languages import View, has_cjk
from kg.lexicon import Lexicon, provisional_iri
from kg.model import Entity, Language, Mention
from kg.namespaces import LEX
from kg.patterns import Patterns
from kg.processes import of_process

__all__ = ["BROAD", "Found", "Grounder", "is_shared", "of_engineering", "of_source", "to_mention", "type_of"]

#: concepts so broad that they name no one thing: to be one of them says nothing, and 该蛋白 points to another
BROAD = frozenset(
    LEX + name
    for name in ("cell", "gene", "protein", "receptor", "rna", "enzyme", "signaling-molecule", "membrane-vesicle")
)
#: what is the same thing in whichever animal it is seen
_OF_ANYBODY = ("GeneProduct", "RNA", "Chemical", "Pathway", "Process", "Phenotype", "Disease")
_PLACES = ("Organism", "Cell", "Anatomy")
_MADE = ("GeneProduct", "RNA", "Chemical")
_CARRIERS = frozenset(LEX + name for name in ("gene", "protein", "mrna"))
#: what a body is given: "PRP injections" are about PRP
_GIVABLE = ("Chemical", "GeneProduct", "RNA", "Vesicle", "Secretome", "Intervention", "Cell")
_AGING, _SENESCENCE = LEX + "aging", LEX + "cellular-senescence"
_SOURCED = ("Vesicle", "Secretome")
_WORD = re.compile(r"[^\s]+\s+")
_ARTICLE = re.compile(r"^(?:the|a|an|this|that|these|those|its|their|such|some|various|several|other)\s+")
_SHORT_FORM = re.compile(r"(?<=[\u4e00-\u9fffα-ω\d])\([A-Z][A-Za-z0-9α-ω/-]{1,9}\)(?=的)")  #: 转化生长因子β(TGF-β)的
_CAPITAL = re.compile(r"[A-Z][a-z]+(?![A-Za-z0-9])|A(?![A-Za-z0-9-])")  #: of a word that opens a sentence
#: how much of a thing, in front of its name: "10 μg/mL of X", 10 μg/mL的X
_DOSE = re.compile(
    r"\d[\d.,]*(?:\s?[×x]\s?10\^?\d+)?\s?(?:%|(?:[μmnk]?(?:g|l|mol|m)|particles|cells|iu|j|mj)(?![A-Za-z0-9])"
    r"(?:\s?/\s?(?:m?l|kg|cm2|d|day|mouse|well)\b)*)\s?(?:of\s+|的)?",
    re.I,
)


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """An entity found in a view: indices into the view's text, half-open, and the parts of a composite."""

    start: int
    end: int
    entity: Entity
    parts: tuple[tuple[str, Found], ...] = ()


def of_source(product: Entity, source: Entity) -> Entity:
    """Return the vesicle or secretome that comes from a cell, tissue or organism.

    >>> cell = Entity("lex:adsc", "ADSC", "脂肪干细胞", "Cell")
    >>> vesicle = Entity("lex:exosome", "exosome", "外泌体", "Vesicle")
    >>> of_source(vesicle, cell).label, of_source(vesicle, cell).label_zh
    ('ADSC exosome', '脂肪干细胞外泌体')
    """
    label = f"{source.label} {product.label}"
    label_zh = source.label_zh + product.label_zh if source.label_zh and product.label_zh else ""
    return Entity(
        provisional_iri(product.type, label),
        label,
        label_zh,
        product.type,
        parts=(*product.parts, ("derived_from", source.id)),  # young mouse | ADSC exosome: from both
        broader=product.id,
    )


#: kind of engineering -> how an English name says it, how a Chinese one does, what the thing then has to what it was done with
_ENGINEERED = {
    "overexpression": ("overexpressing", "过表达", "contains"),
    "loading": ("loaded", "负载", "contains"),
    "modification": ("modified", "修饰", "modified_by"),
    "preconditioning": ("preconditioned", "预处理", "modified_by"),
    "knockdown": ("knockdown", "敲低", "modified_by"),
}


def of_engineering(thing: Entity, kind: str, agent: Entity) -> Entity:
    """Return the cell or vesicle that was made over: it is a kind of the plain one, and keeps its source.

    >>> cell = Entity("lex:adsc", "ADSC", "脂肪干细胞", "Cell")
    >>> gene = Entity("lex:klotho", "Klotho", "Klotho", "GeneProduct")
    >>> of_engineering(cell, "overexpression", gene).label, of_engineering(cell, "overexpression", gene).label_zh
    ('Klotho-overexpressing ADSC', 'Klotho过表达脂肪干细胞')
    """
    word, word_zh, predicate = _ENGINEERED[kind]
    name, name_zh = agent.label, agent.label_zh or agent.label
    if kind == "preconditioning":  # hypoxic preconditioning is what was done, hypoxia what it was done with
        name = name.removesuffix(" preconditioning").replace("hypoxic", "hypoxia")
        name_zh = name_zh.removesuffix("预处理")
    label = f"{name}-{word} {thing.label}"
    label_zh = name_zh + word_zh + thing.label_zh if thing.label_zh else ""
    return Entity(
        provisional_iri(thing.type, label),
        label,
        label_zh,
        thing.type,
        parts=(*thing.parts, (predicate, agent.id)),
        broader=thing.id,
    )


def is_shared(entity: Entity) -> bool:
    """Return whether a process named bare in a list is that of the cell its neighbour names.

    "proliferation and migration of fibroblasts", 成纤维细胞增殖和迁移: both belong to the fibroblast.
    """
    return not entity.parts and (
        entity.label.startswith("cell ") or entity.label in ("apoptosis", "cellular senescence", "autophagy")
    )


def type_of(name: str, patterns: Patterns) -> str:
    """Return the class that a name shows by how it ends, or "" when it shows none.

    Args:
        name: folded, lower case.
        patterns: those of the language of the name.
    """
    endings = patterns.tables["endings"]
    if patterns.language == "en":
        words = re.findall(r"[^\s\-/]+", name)
        if words and words[-1] in patterns.tables["heads"]:
            return patterns.tables["heads"][words[-1]]
        if len(words) > 1 and _NUMBERED.fullmatch(words[-1]):
            kind = type_of(words[-2], patterns)  # integrin α5β1, phospholipase A2: one of its kind
            return kind if kind in ("GeneProduct", "RNA") else ""
    for length in range(min(6, len(name) - 1), 0, -1):
        if name[-length:] in endings and (patterns.language == "zh" or length > 1):
            return endings[name[-length:]]
    return ""


#: what tells one molecule of a family from the others
_NUMBERED = re.compile(r"[a-z]?\d+[a-zα-ω]?\d?|[α-ω][a-zα-ω\d]{0,5}")
#: endings of words that are no plural
_NO_PLURAL = re.compile(
    r"(?:ss|us|is|(?:gene|kine)tics|(?:mechan|dynam|om)ics|\b(?:specie|serie|carie|scabie|rabie|diabete|herpe|[khn]?-?ra|fa|pancrea|bia|atla|len)s)$",
    re.I,
)


def _singular(name: str) -> str:
    """Return an English name with its last word in the singular, so that "cells" and "cell" meet."""
    if _NO_PLURAL.search(name) or len(name) < 4:
        return name
    if re.search(r"(?:sh|ch|x|ss)es$", name):
        return name[:-2]
    if name.endswith("ies") and len(name) > 5:
        return name[:-3] + "y"
    return name[:-1] if name.endswith("s") else name


def to_mention(text: str, view: View, found: Found) -> Mention:
    """Return a found entity with its exact words in the document.

    Args:
        text: ``Document.text``.
        view: the folded sentence it was found in.
        found: what was found there.
    """
    span = view.span(found.start, found.end)
    parts = tuple((role, to_mention(text, view, part)) for role, part in found.parts)
    return Mention(span, text[span.start : span.end], found.entity, parts)


def as_worded(text: str, kind: str, language: str, broader: str = "") -> Entity | None:
    """Return the provisional entity that a text names by its words alone, or None when it holds no name.

    Args:
        text: the folded words.
        kind: its type.
        language: "en" or "zh".
        broader: identifier of the concept that heads it.
    """
    name = text.strip(" -·、,")
    if language == "zh":
        name = _SHORT_FORM.sub("", name)
    if language == "en":
        name = _ARTICLE.sub(
            "",
            name
            if not _CAPITAL.match(name)  # M1, T-cell and McCauley keep theirs
            else name[0].lower() + name[1:],
        )
    if len(name) < 2 or not any(char.isalpha() for char in name):
        return None
    chinese = has_cjk(name)
    key = name if chinese else _singular(name)
    return Entity(provisional_iri(kind, key), key, name if chinese else "", kind, broader=broader, provisional=True)


class Grounder:
    """Grounds phrases in the concepts of a lexicon, with the word lists of one language."""

    def __init__(self, lexicon: Lexicon, patterns: Patterns) -> None:
        self.lexicon = lexicon
        self.patterns = patterns
        self.language: Language = patterns.language
        self._vague = (
            patterns.having("vague") | patterns.having("handled")
            if self.language == "en"
            else patterns.having("modifiers")
        )
        self._classes = patterns.words["classes"]
        self._class_ends = {name.rpartition(" ")[2] for name in self._classes}
        self._given = patterns.having("giving" if self.language == "en" else "formulations")

    def ground(self, view: View, start: int, end: int, found: Sequence[Found]) -> Entity | None:
        """Return the entity that ``view.text[start:end]`` names, or None when it names nothing.

        Args:
            view: folded sentence.
            start: index of the first character.
            end: index behind the last.
            found: the mentions within, not overlapping, in order.
        """
        start = self.strip(view, start, end)
        inside = [item for item in found if item.start < end and item.end > start]
        for item in inside:
            if item.start <= start and item.end >= end:
                # 黑素小体 of 黑素小体转运 is a name of its own
                own = self.lexicon.get(view.text[start:end]) if item.end > end else None
                return own.entity if own else item.entity
        if self.language == "zh" and (whole := self._plainer(view.text[start:end])) is not None:
            return whole
        if self.language == "en" and (of := view.lower.find(" of ", start, end)) > 0:
            composed = self._of(view, of, inside)
            if composed:
                return composed
            if (kind := type_of(view.lower[start:of].strip(), self.patterns)) in ("Process", "Phenotype"):
                return as_worded(view.text[start:end], kind, "en")  # healing of chronic wounds is no wound
        last = inside[-1] if inside else None
        if last and view.text[last.end : end].strip(" s-") == "":
            return self._headed(view, start, end, inside, last)
        tail = view.lower[last.end : end].removeprefix("s") if last else ""
        given = _DOSE.sub("", tail).strip(" -") in self._given  # "tretinoin 0.05% cream"
        if last and given and len(inside) == 1 and last.start == start and last.entity.type in _GIVABLE:
            return last.entity  # PRP injections
        return self._provisional(view, start, end, None)

    def _plainer(self, text: str) -> Entity | None:
        """Return what a Chinese phrase names without its 的 (皮肤的损伤) or the number of a citation that stuck to it (细胞凋亡2)."""
        bare = text.rstrip("0123456789")
        stuck = bare != text and "\u4e00" <= bare[-1:] <= "\u9fff"
        concept = (
            self.lexicon.get(text.replace("的", ""))
            if text.count("的") == 1
            else self.lexicon.get(bare)
            if stuck
            else None
        )
        if concept is None or (stuck and concept.entity.type not in ("Process", "Phenotype", "Disease")):
            return None
        return concept.entity

    def strip(self, view: View, start: int, end: int) -> int:
        """Return the start of a phrase without the modifiers that are no part of a name."""
        dose = _DOSE.match(view.lower, start, end)
        start = first = dose.end() if dose and dose.end() < end else start
        while start < end:
            if self.language == "en":
                word = _WORD.match(view.lower, start, end)
                said = word[0].strip() if word else ""
                joined = start > first and said in ("and", "or")  # "(intense and) persistent pigmentation"
                if not word or (said not in self._vague and not joined and not _ARTICLE.match(word[0])):
                    return start
                start = word.end()
            else:
                known = next(
                    (
                        size
                        for size in range(min(6, end - start - 1), 0, -1)
                        if view.lower[start : start + size] in self._vague
                    ),
                    0,
                )
                if known == 1 and view.lower[start] not in "的其该" and not self._begins(view, start + 1, end):
                    return start  # 地域, 多糖, 人参 begin with no modifier
                # 人体 and 人类 are names when nothing stands behind them, and 人参 is no kind of 参.
                if not known or (end - start - known < 2) or self.lexicon.get(view.text[start:end]):
                    return start
                start += known
        return start

    def _begins(self, view: View, start: int, end: int) -> bool:
        """Return whether a phrase begins with a name of the lexicon."""
        return any(self.lexicon.get(view.text[start:stop]) for stop in range(start + 2, min(end, start + 10) + 1))

    def _of(self, view: View, of: int, inside: Sequence[Found]) -> Entity | None:
        heads = [item for item in inside if item.end <= of]
        rest = [item for item in inside if item.start >= of + 4]
        if not heads or not rest or view.text[heads[-1].end : of].strip(" s"):
            return None
        head, part = heads[-1].entity, rest[0].entity
        if head.type in ("Process", "Phenotype"):
            return self._process(head, part)
        if head.type in ("Exposure", "Intervention") and part.type in _PLACES:
            return head  # ultraviolet irradiation of skin
        return of_source(head, part) if head.type in _SOURCED else None

    def _process(self, process: Entity, participant: Entity) -> Entity:
        """Return a process of somebody: cells that age (成纤维细胞衰老) are senescent."""
        senescence = self.lexicon.concepts.get(_SENESCENCE) if process.id == _AGING else None
        return of_process(senescence.entity if senescence and participant.type == "Cell" else process, participant)

    def _headed(self, view: View, start: int, end: int, inside: Sequence[Found], last: Found) -> Entity:
        """Return the entity of a phrase that ends in a known name."""
        before = view.lower[start : last.start].strip(" -")
        if not before or before == "的" or all(word in self._vague for word in re.split(r"[\s-]+", before)):
            return last.entity
        others = inside[:-1]
        if self._is_class(view, before, others, last):
            return last.entity  # the transcription factor YAP, 促炎细胞因子IL-6: one node, whatever it is introduced as
        if self._is_where(others, last):
            return last.entity  # p16 of old mice is p16, skin collagen is collagen: the mice and the skin are context
        if (
            others
            and last.entity.id in _CARRIERS
            and others[-1].entity.type == "GeneProduct"
            and not view.text[others[-1].end : last.start].strip(" -")
        ):
            return others[-1].entity  # the elastin gene, 弹性蛋白基因: one node for a gene and its product
        gap = (
            re.sub(r"^(?:s|的|之|等|-derived|derived|\s|-)+|(?:的|\s|-)+$", "", view.lower[others[-1].end : last.start])
            if others
            else "?"
        )
        lead = view.lower[start : others[0].start].strip(" -") if others else "?"
        if len(others) == 1 and gap == "" and (not lead or lead in self._vague):
            if last.entity.type in ("Process", "Phenotype") and others[0].entity.type in (
                "Cell",
                "Anatomy",
                "GeneProduct",
                "Chemical",
                "Vesicle",
            ):
                return self._process(last.entity, others[0].entity)
            if last.entity.type in _SOURCED and others[0].entity.type in ("Cell", "Anatomy", "Organism"):
                return of_source(last.entity, others[0].entity)
        return self._provisional(view, start, end, last.entity) or last.entity

    def _is_class(self, view: View, before: str, others: Sequence[Found], last: Found) -> bool:
        """Return whether the words before a known name only say of what kind it is."""
        if last.entity.type not in _MADE or len(others) > 1:
            return False
        if others and others[0].entity.id == last.entity.id:
            return True  # 雄激素受体AR
        word = before.rpartition(" ")[2] if self.language == "en" else before
        if others and view.lower[others[0].end : last.start].strip() in self._classes:
            return True  # 糖化终产物受体RAGE
        kind = before.endswith(self._classes) and (self.language == "zh" or word in self._class_ends)
        return kind and (not others or others[0].end >= last.start - 1)

    def _is_where(self, before: Sequence[Found], last: Found) -> bool:
        """Return whether the names before a known one say only in whom or where it is, and how ill that one is."""
        kinds = [one.entity.type for one in before]
        if not kinds or last.entity.id in BROAD or not set(kinds) <= {*_PLACES, "Exposure", "Disease"}:
            return False
        return last.entity.type in (_OF_ANYBODY if kinds[-1] == "Organism" else _MADE if kinds[-1] in _PLACES else ())

    def _provisional(self, view: View, start: int, end: int, head: Entity | None) -> Entity | None:
        kind = (head.type if head else "") or type_of(view.lower[start:end].strip(), self.patterns) or "Other"
        return as_worded(view.text[start:end], kind, self.language, head.id if head else "")
