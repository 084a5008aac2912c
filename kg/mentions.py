"""Room 3: a sentence to its mentions, the longest first, none overlapping.

Names of the lexicon, names the document defines by an abbreviation, names with a shape of their own (miRNAs,
gene symbols), and composites: a vesicle or a conditioned medium together with the cell it comes from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

import rjieba

from kg.grounding import Found, of_engineering, of_source, type_of
from kg.languages import View, fold_term, has_cjk
from kg.lexicon import Lexicon, provisional_iri
from kg.model import Entity, Span
from kg.namespaces import LEX
from kg.patterns import Patterns, load_patterns
from kg.shapes import find_shapes, join_slashed

__all__ = ["Naming", "find_in_view", "learn_names"]

_ABBREVIATION = re.compile(r"\(([A-Za-z][A-Za-z0-9α-ω\-/]{1,11})\)")
#: what a cell or a vesicle may be made over with
_AGENTS = ("GeneProduct", "RNA", "Chemical", "Process", "Exposure", "Intervention")
#: what may begin inside the name of a cell: 上皮|细胞凋亡
_HAPPENING = ("Process", "Disease", "Phenotype")
#: 外泌体 治疗组 are those given exosomes, and no group of a therapy; so are 外泌体 治疗的 小鼠
_TREATED_GROUP = re.compile("治疗(?:组|的(?=[^,;:。]{0,8}(?:小鼠|大鼠|患者|动物|细胞|创面|皮肤)))")
_HYPOXIA, _PRECONDITIONING = LEX + "hypoxia-response", LEX + "hypoxic-preconditioning"
_BEHIND = re.compile(
    r"s?(?: \([^)]{1,12}\))? (?:stably |genetically )?"
    r"(?:(?P<how>over-?expressing)|(?P<with>loaded|enriched|laden|modified|transfected|preconditioned|pre-conditioned|pretreated|"
    r"pre-treated|primed) (?:with|by)) (?:the )?"
)
#: "UV damages DNA": no damage by UV, but a deed of it
_DEED = re.compile(
    r" damages (?!(?:and|or|in|of|by|to|from|that|which|are|were|is|was|have|had|can|may|could|such|after|during|due|with|"
    r"through|via|on|as|at|but|caused?|causing|induced?|inducing|leading)\b)[a-z]"
)
_CELL = re.compile(r"cell (?=[a-z])|细胞(?=.)")
_HUMAN = LEX + "human"  #: before another name it only says whose: human umbilical cord MSCs
_JOIN_EN = re.compile(
    r"(?:s|'s|s')?(?:[ -]derived|[ -]secreted|[ -]released|[ -]originated)?[ -](?:(?:small|engineered|human|cell|circulating|nanosized|enriched) )?"
)
_JOIN_ZH = re.compile(
    r"(?:来源的?|获得的|提取的|分离的|制备的|分离得到的|中提取的|中分离的|源性|衍生的?|分泌的?|释放的?|产生的?|的|-|/|来源性)?"
)
_FROM_EN = re.compile(
    r"s?(?: \([^)]{1,12}\))? (?:that (?:are|were) )?(?:derived|isolated|obtained|purified|extracted|collected|harvested|originating|originated|from)(?: from| of)? (?:the |human |rat |mouse |murine |porcine |bovine |rabbit |adult |healthy |primary |various |cultured |autologous |allogeneic )*"
)
_OF_EN = re.compile(r"s? (?:from|of) (?:the |human |cultured )?")
_FROM_ZH = re.compile(r"(?:来源于|来自于?|源自|衍生自|分离自|提取自|从)$")


@dataclass(frozen=True, slots=True)
class Naming:
    """What a document calls things: abbreviations it defines, and what its ambiguous names mean."""

    abbreviations: Mapping[str, Entity] = field(default_factory=dict)
    decided: Mapping[str, str] = field(default_factory=dict)


def _longest(candidates: Iterable[Found]) -> list[Found]:
    """Return the candidates that together cover most of the text, in as few pieces as can be.

    Weighted interval scheduling: 干细胞 + 分化 beats 细胞分化, and 间充质干细胞 beats its parts. Of equals, the one
    that stands first in the input wins.
    """
    ordered = sorted(enumerate(candidates), key=lambda pair: (pair[1].end, pair[0]))
    items = [item for _, item in ordered]
    ends = [item.end for item in items]
    best: list[tuple[int, int, int, int]] = [(0, 0, -1, -1)]  # covered, -pieces, item, previous row
    for n, item in enumerate(items):
        row = bisect_right(ends, item.start, 0, n)
        covered, pieces = best[row][0] + item.end - item.start, best[row][1] - 1
        best.append((covered, pieces, n, row) if (covered, pieces) > best[n][:2] else (*best[n][:2], -1, n))
    taken: list[Found] = []
    row = len(items)
    while row > 0:
        _, _, n, before = best[row]
        if n >= 0:
            taken.append(items[n])
        row = before
    return taken[::-1]


def _shift(view: View, found: list[Found], lexicon: Lexicon) -> list[Found]:
    """Return the mentions with "dermal papilla | cell proliferation" cut as "dermal papilla cell | proliferation"."""
    out = list(found)
    for n, (left, right) in enumerate(pairwise(found)):
        word = _CELL.match(view.lower, right.start, right.end)
        if word is None or left.entity.type != "Anatomy" or view.lower[left.end : right.start].strip(" "):
            continue
        cell = lexicon.get(view.text[left.start : word.end()].strip())
        if cell is not None and cell.entity.type == "Cell":
            rest = right.start + len(word[0])
            out[n] = Found(left.start, left.start + len(view.text[left.start : rest].rstrip()), cell.entity)
            out[n + 1] = replace(right, start=rest)
    return out


def _compose(view: View, found: list[Found]) -> list[Found]:
    """Return the mentions with each vesicle or medium joined to the source that its phrase names."""
    out: list[Found] = []
    i = 0
    while i < len(found):
        item, after = found[i], found[i + 1] if i + 1 < len(found) else None
        if after is not None:
            joined = _join(view, item, after)
            if joined:
                out.append(joined)
                i += 2
                continue
        out.append(item)
        i += 1
    return out


def _join(view: View, left: Found, right: Found) -> Found | None:
    gap = view.lower[left.end : right.start]
    product, source = right, left
    if right.entity.type in ("Vesicle", "Secretome") and left.entity.type in ("Cell", "Anatomy", "Organism"):
        if not (_JOIN_EN.fullmatch(gap) or _JOIN_ZH.fullmatch(gap)) or right.parts:
            return None
        if right.entity.type == "Secretome" and gap in ("分泌", "释放", "产生"):
            return None  # 衰老细胞 分泌 SASP says that they do
        start = left.start
        before = _FROM_ZH.search(view.lower[: left.start])
        if before and gap.endswith("的"):
            start = before.start()
        return Found(start, right.end, of_source(product.entity, source.entity), (("derived_from", source),))
    if left.entity.type in ("Vesicle", "Secretome") and right.entity.type in ("Cell", "Anatomy") and not left.parts:
        product, source = left, right
        if _FROM_EN.fullmatch(gap) or (_OF_EN.fullmatch(gap) and right.entity.type == "Cell"):
            return Found(left.start, right.end, of_source(product.entity, source.entity), (("derived_from", source),))
    return None


def _engineered(view: View, found: list[Found], lexicon: Lexicon, patterns: Patterns) -> list[Found]:
    """Return the mentions with each cell or vesicle joined to what its phrase says it was made over with."""
    kinds = patterns.tables["engineering"]
    words = "|".join(sorted(map(re.escape, kinds), key=len, reverse=True))
    if patterns.language == "en":
        after = re.compile(rf"[ -](?P<how>{words})[ -](?:human |rat |mouse |murine )?")
        before, between = None, re.compile(r"(?!)")
        source = _FROM_EN
    else:
        after = re.compile(rf"(?:基因)?(?P<how>{words})(?:后)?的?(?:人|小鼠|大鼠)?")
        before, between = re.compile(rf"(?P<how>{words})了?$"), re.compile(r"(?:基因)?的(?:人|小鼠|大鼠)?")
        source = None
    out: list[Found] = []
    for thing in _made_over_behind(view, found, kinds) if source is not None else found:
        taken = False
        for back in (1, 2):  # 过表达 may be a mention itself
            if len(out) < back or thing.entity.type not in ("Cell", "Vesicle", "Secretome"):
                break
            agent = out[-back]
            gap, start = view.lower[agent.end : thing.start], agent.start
            how = after.fullmatch(gap)
            if agent.entity.id == _PRECONDITIONING and gap in ("", "的", "后的", " ", " of "):
                out[-back:] = [_made_over(view, [], thing, agent, "preconditioning", start, source)]
                taken = True
                break
            if how is None and before is not None and between.fullmatch(gap):
                how = before.search(view.lower[: agent.start])
                start = how.start() if how else start
            # a gel that holds cells (水凝胶负载干细胞) is no cell that holds a gel
            loads = how is not None and kinds[how["how"]] == "loading" and before is not None
            if how is None or agent.entity.type not in _AGENTS or (loads and "的" not in gap):
                continue
            hypoxia = agent.entity.id == _HYPOXIA and kinds[how["how"]] == "preconditioning"
            if hypoxia and (concept := lexicon.concepts.get(_PRECONDITIONING)):
                agent = replace(agent, entity=concept.entity)
            del out[-back:]
            while out and out[-1].start >= start:
                out.pop()  # the word for the deed
            out.append(_made_over(view, out, thing, agent, kinds[how["how"]], start, source))
            taken = True
            break
        if not taken:
            out.append(thing)
    return out


def _made_over_behind(view: View, found: list[Found], kinds: Mapping[str, str]) -> list[Found]:
    """Return the mentions with "MSCs overexpressing X" and "exosomes loaded with X" as one each."""
    out: list[Found] = []
    for n, agent in enumerate(found):
        thing = out[-1] if out else None
        after = found[n + 1] if n + 1 < len(found) else None
        how = _BEHIND.fullmatch(view.lower[thing.end : agent.start]) if thing is not None else None
        kind = kinds.get(how["how"] or how["with"], "") if how else ""
        made = thing is not None and thing.entity.type in ("Cell", "Vesicle", "Secretome")
        listed = after is not None and view.lower[agent.end : after.start] in (" and ", " or ", ", ", " & ")
        if thing is None or not kind or not made or listed or agent.entity.type not in _AGENTS:
            out.append(agent)
            continue
        predicate = "contains" if kind in ("overexpression", "loading") else "modified_by"
        whole = of_engineering(thing.entity, kind, agent.entity)
        out[-1] = Found(thing.start, agent.end, whole, (*thing.parts, (predicate, agent)))
    return out


def _made_over(
    view: View, out: list[Found], thing: Found, agent: Found, kind: str, start: int, source: re.Pattern[str] | None
) -> Found:
    """Return a cell or vesicle made over; "exosomes from NAMPT-overexpressing MSCs" is one vesicle."""
    predicate = "contains" if kind in ("overexpression", "loading") else "modified_by"
    parts = (*thing.parts, (predicate, agent))
    product = out[-1] if out else None
    if product and source and thing.entity.type == "Cell" and product.entity.type in ("Vesicle", "Secretome"):
        gap = view.lower[product.end : start]
        if not product.parts and (source.fullmatch(gap) or _OF_EN.fullmatch(gap)):
            out.pop()
            vesicle = of_engineering(of_source(product.entity, thing.entity), kind, agent.entity)
            return Found(product.start, thing.end, vesicle, (("derived_from", thing), (predicate, agent)))
    return Found(start, thing.end, of_engineering(thing.entity, kind, agent.entity), parts)


def _marked(view: View, marked: Sequence[tuple[Span, Entity]]) -> Iterable[Found]:
    """Yield what the file marks within a view."""
    if not view.text:
        return
    for span, entity in marked:
        if view.starts[0] <= span.start and span.end <= view.ends[-1]:
            start, end = view.find(span.start), view.find(span.end)
            if start < end:
                yield Found(start, end, entity)


def _whole_cells(candidates: list[Found]) -> list[Found]:
    """Return the candidates without things that cut into the name of a cell: 间充质 | 干细胞移植 is no way to cut it."""
    cells: dict[int, int] = {}
    for item in candidates:
        if item.entity.type == "Cell":
            cells[item.end] = min(item.start, cells.get(item.end, item.start))
    spans = {(item.start, item.end): item.entity.type for item in candidates}
    return [item for item in candidates if item.entity.type == "Cell" or not _cuts_cell(item, cells, spans)]


def _cuts_cell(item: Found, cells: Mapping[int, int], spans: Mapping[tuple[int, int], str]) -> bool:
    """Return whether a name begins inside that of a cell; what happens may, behind a part of the body: 上皮|细胞凋亡."""
    cut = [cells[end] for end in range(item.start + 1, item.end) if cells.get(end, item.start) < item.start]
    if item.entity.type not in _HAPPENING:
        return bool(cut)
    return any(spans.get((start, item.start)) in ("Chemical", "GeneProduct") for start in cut)  # 黑色素|细胞分化


def _uncrossed(view: View, candidates: list[Found]) -> list[Found]:
    """Return the candidates without those that cut words where two of one length cross: 延长|寿命 holds no 长寿."""
    starts = {item.start: item for item in sorted(candidates, key=lambda item: item.end)}
    crossed: set[Found] = set()
    for one in candidates:
        for at in range(one.start + 1, one.end):
            other = starts.get(at)
            crosses = other is not None and other.end > one.end
            alike = other is not None and other.end - at == one.end - one.start
            alike |= other is not None and one.end - at == 1 and one.end - one.start > other.end - at  # 分泌|组胺
            if other is not None and crosses and alike and has_cjk(view.text[one.start : other.end]):
                crossed |= {one, other}
    if not crossed:
        return candidates
    ends = {0, *accumulate(map(len, rjieba.cut(view.text)))}
    return [item for item in candidates if item not in crossed or {item.start, item.end} <= ends]


def find_in_view(
    view: View, lexicon: Lexicon, naming: Naming, marked: Sequence[tuple[Span, Entity]] = ()
) -> list[Found]:
    """Return the mentions of a view, longest first, none overlapping, in order.

    Args:
        view: the folded sentence.
        lexicon: the concepts to look for.
        naming: what the document defines.
        marked: what the file itself marks, by its place in the document.
    """
    candidates = [Found(hit.start, hit.end, hit.concept.entity) for hit in lexicon.find(view, naming.decided)]
    for short, entity in naming.abbreviations.items():
        if short not in view.text:
            continue  # a sentence holds few of those that a document defines
        for found in re.finditer(rf"(?<![A-Za-z0-9\-]){re.escape(short)}s?(?![A-Za-z0-9])", view.text):
            candidates.append(Found(found.start(), found.end(), entity))
    candidates += _marked(view, marked)
    candidates = [c for c in candidates if not _DEED.match(view.lower, max(c.start, c.end - 8))]
    starts = {item.start for item in candidates}
    candidates = [c for c in candidates if c.entity.id != _HUMAN or (c.end + 1 not in starts and c.end not in starts)]
    candidates = [
        c for c in _whole_cells(_uncrossed(view, candidates)) if not _TREATED_GROUP.match(view.text, max(0, c.end - 2))
    ]
    # Lexicon and abbreviations come first, so that a shape never wins over a name of the same length.
    cut = _longest([*candidates, *find_shapes(view, load_patterns("en").having("no_symbols"), lexicon)])
    composed = _compose(view, join_slashed(view, _shift(view, cut, lexicon)))
    return _engineered(view, composed, lexicon, load_patterns("zh" if has_cjk(view.text) else "en"))


def _long_form(text: str, short: str) -> int:
    """Return where the long form before a bracket starts, or -1 (Schwartz and Hearst 2003, doi:10.1142/9789812776303_0042)."""
    letters = [char.lower() for char in short if char.isalnum()]
    at = len(text) - 1
    for n, letter in enumerate(reversed(letters)):
        first = n == len(letters) - 1
        while at >= 0 and (text[at].lower() != letter or (first and at > 0 and text[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return -1
        at -= 1
    start = at + 1
    words = text[start:].split()
    return start if 1 <= len(words) <= min(len(letters) + 5, len(letters) * 2) else -1


def learn_names(views: Sequence[View], lexicon: Lexicon, patterns: Patterns) -> Naming:
    """Return what a document calls things, from the brackets in which it defines its abbreviations.

    Args:
        views: the folded sentences of the document.
        lexicon: the concepts it may mean.
        patterns: those of the language of the document.
    """
    decided = lexicon.decide("\n".join(view.lower for view in views))
    known: dict[str, Entity] = {}
    for view in views:
        for bracket in _ABBREVIATION.finditer(view.text):
            short = bracket[1].removesuffix("s") if bracket[1][-2:-1].isupper() else bracket[1]
            if sum(map(str.isupper, short)) < 2 and not any(map(str.isdigit, short)):
                continue
            entity = _defined(view, bracket, lexicon, patterns, decided)
            if entity:
                known.setdefault(short, entity)
    return Naming(known, decided)


def _defined(
    view: View, bracket: re.Match[str], lexicon: Lexicon, patterns: Patterns, decided: Mapping[str, str]
) -> Entity | None:
    before = view.text[: bracket.start()].rstrip()
    found = find_in_view(view, lexicon, Naming({}, decided))
    for item in found:
        if item.end == len(before) or before[item.end :] in ("s", "es"):
            short = bracket[1].lower()
            start = _long_form(before, bracket[1])
            # An English long form may begin before the known name: then the known name is only its tail.
            if start == -1 or item.start <= start or before[start : item.start].strip().lower() in ("human", "the"):
                named = lexicon.get(bracket[1])
                return None if named and named.label.lower() == short else item.entity
    start = _long_form(before, bracket[1])
    if start < 0:
        return None
    name = before[start:]
    kind = type_of(fold_term(name).replace("-", " "), patterns) or "Other"
    concept = lexicon.get(name)
    return (
        concept.entity
        if concept
        else Entity(
            provisional_iri(kind, name.lower()),
            name.lower() if not name.isupper() else name,
            "",
            kind,
            provisional=True,
        )
    )
