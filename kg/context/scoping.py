"""Which of the contexts of a sentence belong to which of its relations.

A sentence of a review often tells of two experiments. A context belongs to a relation when it stands in the same part of the
sentence, or in a part that states nothing else; what opens the sentence ("In diabetic mice, ...") holds for all of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.model import Context, Language, Mention, Relation, Sentence, Span
from kg.patterns import load_patterns

__all__ = ["Scene", "of_relation", "scene_of"]

#: where one experiment ends and another begins
_STRONG = re.compile(r"[;；。]|,\s+(?:whereas|while)\s|[，,](?:而|然而)(?!且)|[①-⑳]|[(（]\d{1,2}[)）]")
_WEAK = re.compile(
    r"[,，、](?!\s?\d)|\b(?:and|but)\b(?=\s+(?:\w+ed|\w+s|did|does|do|was|were|had|significantly|also)\b)"
)
_SOURCED = ("Vesicle", "Secretome")
#: what a sentence may set the scene with, for all that it states
_SCENE = frozenset(("model", "species", "condition"))
#: "In diabetic mice," and 糖尿病小鼠中，
_FRAME = re.compile(
    r"\s*(?:In|Among|After|Following|Upon|When|Under|Using|With|For)\b|^\W*(?:在|对|体[外内])|[中后下里时内]\s*$"
)
#: what tells of an experiment of its own
_SETTING = frozenset(("model", "species", "dose", "duration", "route"))
_VERB_FIRST = re.compile(
    r"\W*(?:and|but)?\W*(?:also |significantly |then |further )?(?!in\b|as\b|this\b)[a-z]+(?:ed|s)\b"
)
#: what a thing is or comes from was not shown in a model
_TIMELESS = frozenset(("derived_from", "is_a"))
_ACTS = frozenset(("increases", "decreases", "affects", "treats", "causes"))
_GIVEN_OFF = re.compile(r"\s*(?:细胞|cells?\b|-?derived|-?secreted|-?released|来源|源性|源|分泌|释放|衍生)")
_COMES_FROM = re.compile(
    r"(?:from|derived from|secreted by|released by|isolated from|来自|来源于|源于|由)\s*(?:[\w-]+\s){0,2}$"
)
_APART = re.compile(
    r"[,，;；。()（）]|注射|移植|输注|给予|口服|涂抹|灌胃|\b(?:inject|graft|transplant|receiv|given)\w*|\b(?:in|of|on|to|by|with|and|from)\b|[在对于中和与]|(?<!神)经(?!血)"
)


@dataclass(frozen=True)
class Scene:
    """What a sentence states and names, laid out once, so that a sentence of a thousand relations is not read a million times."""

    sentence: Sentence
    #: what it names, as :func:`kg.context.find_contexts` gave it
    candidates: tuple[Context, ...]
    mentions: tuple[Mention, ...]
    #: where one experiment ends and another begins, in order; the weak places hold the strong ones
    strong: tuple[int, ...]
    weak: tuple[int, ...]
    #: part of the sentence -> what acts in what is stated there
    actors: Mapping[int, frozenset[str]]
    #: trigger -> where its subjects stand
    agents: Mapping[Span, tuple[Span, ...]]
    #: the species that are those of a donor, whatever the relation is
    donors: frozenset[Span]

    def part_of(self, place: int) -> int:
        """Return the number of the part, from 0, that holds a place of the document."""
        return bisect_right(self.weak, place)

    def part(self, place: int) -> str:
        """Return the words of the part that holds a place of the document."""
        at = self.part_of(place)
        start = self.weak[at - 1] if at else self.sentence.span.start
        return self.between(start, self.weak[at] if at < len(self.weak) else self.sentence.span.end)

    def between(self, start: int, end: int) -> str:
        """Return the words between two places of the document."""
        base = self.sentence.span.start
        return self.sentence.text[start - base : end - base]


def scene_of(
    sentence: Sentence, candidates: Sequence[Context], relations: Sequence[Relation], mentions: Sequence[Mention]
) -> Scene:
    """Return a sentence laid out for :func:`of_relation`.

    Args:
        sentence: the sentence.
        candidates: what it names, as :func:`kg.context.find_contexts` gave it.
        relations: all that it states.
        mentions: all that it names.
    """
    text, base = sentence.text, sentence.span.start
    strong = [found.start() + base for found in _STRONG.finditer(text)]
    weak = sorted({*strong, *[found.start() + base for found in _WEAK.finditer(text)]})
    actors: dict[int, set[str]] = {}
    agents: dict[Span, dict[Span, None]] = {}
    for one in relations:
        actors.setdefault(bisect_right(weak, one.trigger.start), set()).add(one.subject.entity.id)
        agents.setdefault(one.trigger, {})[one.subject.span] = None
    sources = [mention.span for mention in mentions if mention.entity.type in _SOURCED]
    species = [one.span for one in candidates if one.field == "species"]
    return Scene(
        sentence,
        tuple(candidates),
        tuple(mentions),
        tuple(strong),
        tuple(weak),
        {part: frozenset(named) for part, named in actors.items()},
        {trigger: tuple(spans) for trigger, spans in agents.items()},
        frozenset(
            span
            for span in species
            if _COMES_FROM.search(text[max(0, span.start - base - 30) : span.start - base])
            or any(_is_of(span, source, sentence) for source in sources)
        ),
    )


def of_relation(relation: Relation, scene: Scene) -> tuple[Context, ...]:
    """Return the contexts of one relation, in order, each value of a field once.

    Args:
        relation: one of those of the sentence.
        scene: the sentence, as :func:`scene_of` laid it out.
    """
    strong, weak = scene.strong, scene.weak
    fitting = [
        one for one in scene.candidates if _fits(one, relation, scene) and not _is_anothers(one, relation, scene)
    ]
    mine = [_donor(one, relation, scene) for one in fitting]
    # UVB(60 mJ/cm2)照射的: the dose of what makes ill is none of the remedy
    harms = [one.span for one in mine if one.field == "condition"]
    mine = [one for one in mine if one.field != "dose" or not any(_covers(span, one.span) for span in harms)]
    mine += _inside_object(relation, mine, scene)
    mine += _made_over(relation, mine)
    stated = scene.part_of(relation.trigger.start)
    if any(one.field in _SETTING and scene.part_of(one.span.start) == stated for one in mine):
        mine = [one for one in mine if not _is_told_next(one, relation, scene)]
    segment = bisect_right(strong, relation.trigger.start)
    anchors = {
        bisect_right(weak, span.start) for span in (relation.trigger, relation.subject.span, relation.object.span)
    }
    kept = []
    for field in dict.fromkeys(one.field for one in mine):
        here = [one for one in mine if one.field == field]
        near = [
            one for one in here if bisect_right(strong, one.span.start) == segment and _is_free(one, relation, scene)
        ]
        # what opens the sentence holds for all of it, where nothing nearer is said
        near = near or [one for one in here if segment and field in _SCENE and _opens(one, scene)]
        closest = (
            [one for one in near if bisect_right(weak, one.span.start) in anchors]
            if field in ("dose", "effect")
            else []
        )
        kept += [one for one in near if not closest or one in closest or _goes_with(one, closest, scene)]
    once = {(one.field, one.value): one for one in sorted(kept, key=lambda one: one.span, reverse=True)}
    return tuple(sorted(once.values(), key=lambda one: (one.span, one.field)))


def _goes_with(one: Context, closest: Sequence[Context], scene: Scene) -> bool:
    """Return whether a measure stands right behind one that is kept: "(35%, P = 0.02)"."""
    gaps = [scene.between(other.span.end, one.span.start) for other in closest if other.span.end <= one.span.start]
    return one.field == "effect" and any(not gap.strip(" ,，、;；") for gap in gaps)


def _is_told_next(one: Context, relation: Relation, scene: Scene) -> bool:
    """Return whether a context stands in a later part of the sentence that states something else.

    "increased A at 10 μg/mL and accelerated B in mice": where the first is told with a setting of its own, the mice belong
    to the second.
    """
    if scene.part_of(one.span.start) <= scene.part_of(relation.trigger.start):
        return False
    part = scene.part(one.span.start)
    return bool(_verbs("zh").search(part) if relation.sentence.language == "zh" else _VERB_FIRST.match(part))


@lru_cache(maxsize=1)
def _verbs(language: Language) -> re.Pattern[str]:
    words = {trigger.words for trigger in load_patterns(language).triggers if trigger.kind == "verb"}
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def _made_over(relation: Relation, found: Sequence[Context]) -> list[Context]:
    """Return what the source cell was made over with, where its name alone says so: 褪黑素预处理的干细胞."""
    if any(one.field == "engineering" for one in found):
        return []
    return [
        Context("engineering", part.entity.label, part.span, part.text, part.entity.label_zh, (part.entity.id,))
        for role, part in relation.subject.parts
        if role == "modified_by" and relation.subject.span.overlaps(part.span)
    ]


def _is_free(one: Context, relation: Relation, scene: Scene) -> bool:
    """Return whether a context stands where this relation is stated, or where no relation of another subject is."""
    part = scene.part_of(one.span.start)
    if part == scene.part_of(relation.trigger.start):
        return True
    if scene.actors.get(part, frozenset()) <= {relation.subject.entity.id}:
        return True
    # H2O2诱导的衰老成纤维细胞中， states something and yet sets the scene
    return one.span.start < relation.trigger.start and bool(_FRAME.search(scene.part(one.span.start)))


def _opens(one: Context, scene: Scene) -> bool:
    return scene.part_of(one.span.start) == 0 and bool(_FRAME.search(scene.part(one.span.start)))


def _fits(one: Context, relation: Relation, scene: Scene) -> bool:
    """Return whether a context can be one of this relation at all, whatever stands between them."""
    subject, target = relation.subject, relation.object
    if relation.predicate in _TIMELESS and one.field != "engineering":
        return False
    if one.field == "condition":
        ends = (subject.span, target.span)
        named = {subject.entity.id, target.entity.id}.isdisjoint(one.terms)
        # "UVB-induced wrinkles" as the object of another is a condition; the damage that acts is none
        return named and not (one.terms and any(_covers(span, one.span) and _covers(one.span, span) for span in ends))
    if one.field == "treated":
        after = scene.between(one.span.end, one.span.end + 12)
        before = scene.between(max(relation.sentence.span.start, one.span.start - 30), one.span.start)
        taken = one.span.overlaps(subject.span) or {subject.entity.id, target.entity.id} & set(one.terms)
        return (
            relation.predicate in _ACTS and not taken and not _GIVEN_OFF.match(after) and not _COMES_FROM.search(before)
        )
    if one.field == "engineering":
        near = subject.span.start - 45 <= one.span.start and one.span.end <= subject.span.end + 45
        made = subject.entity.type in (*_SOURCED, "Cell") or _covers(subject.span, one.span)
        behind = scene.between(one.span.end, subject.span.start) if one.span.end < subject.span.start else ""
        ahead = scene.between(subject.span.end, one.span.start) if one.span.start > subject.span.end else ""
        return made and near and not re.search(r"[,，;；。]|\b(?:in|of|on)\b", behind + ahead)
    if one.field == "route" and one.span == subject.span:
        return False  # microneedling reduces scars: what acts is no route of itself
    told = 0 <= one.span.start - target.span.end <= 2 and one.text.endswith("%")  # less melanin (30%): how much less
    return not (one.field == "dose" and (told or one.span.overlaps(target.span)))


def _is_anothers(one: Context, relation: Relation, scene: Scene) -> bool:
    """Return whether a way of giving stands right at another agent: "laser combined with topical PRP"."""
    near = 2 if one.field == "dose" else 1  # "vitamin C (10 %)"
    if one.field not in ("route", "dose") or _stands_at(one.span, relation.subject.span, near):
        return False
    others = scene.agents.get(relation.trigger, ())
    return any(span != relation.subject.span and _stands_at(one.span, span, near) for span in others)


def _stands_at(span: Span, agent: Span, near: int) -> bool:
    """Return whether a span lies in an agent, or no more than so many code points behind it, or touches its head."""
    return _covers(agent, span) or 0 <= agent.start - span.end <= 1 or 0 <= span.start - agent.end <= near


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _donor(one: Context, relation: Relation, scene: Scene) -> Context:
    """Return a species as that of the donor where it is one."""
    return replace(one, field="donor") if one.field == "species" and _is_donor(one, relation, scene) else one


def _is_donor(one: Context, relation: Relation, scene: Scene) -> bool:
    """Return whether a species is that of the source ("human ADSC exosomes", 人脐带间充质干细胞) and not of the model."""
    is_source = relation.subject.entity.type in (*_SOURCED, "Cell")
    return one.span in scene.donors or (is_source and _is_of(one.span, relation.subject.span, scene.sentence))


def _is_of(species: Span, source: Span, sentence: Sentence) -> bool:
    """Return whether a species lies in the name of a source, or stands in front of it with nothing that parts them."""
    base = sentence.span.start
    return _covers(source, species) or (
        species.end <= source.start <= species.end + 40
        and not _APART.search(sentence.text[species.end - base : source.start - base])
    )


def _inside_object(relation: Relation, found: Sequence[Context], scene: Scene) -> list[Context]:
    """Return the cell or tissue that the object names beside the process: in "fibroblast migration" the fibroblast is treated."""
    target = relation.object
    if relation.predicate not in _ACTS or target.entity.type not in (
        "Process",
        "Phenotype",
        "GeneProduct",
        "Chemical",
        "RNA",
    ):
        return []
    inner = [mention for _, mention in target.parts] + [
        mention for mention in scene.mentions if _covers(target.span, mention.span) and mention.span != target.span
    ]
    taken = [one.span for one in found if one.field == "treated"]
    return [
        Context(
            "treated", mention.entity.label, mention.span, mention.text, mention.entity.label_zh, (mention.entity.id,)
        )
        for mention in inner
        if mention.entity.type in ("Cell", "Anatomy")
        and not _GIVEN_OFF.match(scene.between(mention.span.end, mention.span.end + 12))
        and mention.entity.id != relation.subject.entity.id
        and not any(mention.span.overlaps(span) for span in taken)
    ]
