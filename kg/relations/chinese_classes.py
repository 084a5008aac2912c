"""What is said to be a kind of what: copulas, examples after 如, and brackets that list members."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.languages import View
from kg.patterns import Patterns, Trigger
from kg.relations.chinese_chunks import Chunk
from kg.relations.chinese_objects import Objects
from kg.relations.chinese_phrases import Chinese
from kg.relations.meaning import PREPARED
from kg.relations.phrases import Arg, Proposal

__all__ = ["Classes", "restated"]

#: copulas that say of what kind a thing is, whatever its own name shows
_KINDS = ("一种", "一类", "一个", "一组", "属于", "属")
_HAS_PART = Trigger("包含", "contains")
_HELD = (
    ("Anatomy", "Anatomy"),
    ("Anatomy", "Cell"),
    ("Anatomy", "GeneProduct"),
    ("Anatomy", "Chemical"),
    ("Intervention", "GeneProduct"),
    ("Vesicle", "GeneProduct"),
    ("Vesicle", "RNA"),
    ("Vesicle", "Chemical"),
    ("Secretome", "GeneProduct"),
    ("Secretome", "RNA"),
    ("Secretome", "Vesicle"),
)
_IS_A = Trigger("如", "is_a")
#: types that one may be a kind of another: 光老化 is 衰老
_HAPPENING = ("Process", "Disease", "Phenotype")


def _alike(args: tuple[Arg, ...], other: Arg | None, *, loosely: bool = False, made: bool = False) -> tuple[Arg, ...]:
    """Return the arguments of the same type as `other`: a cell is not a kind of process.

    Args:
        args: the candidates.
        other: what they are compared with.
        loosely: whether a name whose type nothing shows passes as well.
        made: whether what is prepared may be of what it is made of: 填充剂 包括 透明质酸.
    """
    if other is None or other.entity is None:
        return ()
    kinds = (_HAPPENING, PREPARED) if made else (_HAPPENING,)
    kin = next((kin for kin in kinds if other.entity.type in kin), (other.entity.type,))
    types = (*kin, "Other") if loosely else kin
    return tuple(arg for arg in args if arg.entity and arg.entity.type in types)


_EFFECTS = re.compile("对[^,，;；。]{1,10}的?(?:不良|有害|主要|负面)?(?:影响|危害|损害)")


@lru_cache(maxsize=2)
def _listed(patterns: Patterns) -> re.Pattern[str]:
    """Return what may stand behind a name where what is listed is no kind of it: 的 机制, 因素, 体征."""
    names = (("way", "listed_ways"), ("cause", "listed_causes"), ("sign", "listed_signs"), ("course", "courses"))
    return re.compile(
        "的?(?:" + "|".join(f"(?P<{name}>{'|'.join(patterns.words[words])})" for name, words in names) + ")"
    )


def restated(proposals: Iterable[Proposal], view: View, patterns: Patterns) -> Iterator[Proposal]:
    """Yield the proposals of a sentence, without kinds that are none: 皱纹 等 衰老 体征 are its signs, 衰老 的 机制 affect it, a 过程 has parts."""
    for proposal in proposals:
        kind = proposal.object
        happens = kind.entity is not None and kind.entity.type in _HAPPENING
        told = _listed(patterns).match(view.text, kind.end) if proposal.rule == "zh-members" and happens else None
        harms = _EFFECTS.match(view.text, kind.end) if proposal.rule == "zh-members" else None
        ends = proposal.rule == "zh-members" and view.text[kind.start : kind.end].endswith(patterns.words["courses"])
        if proposal.trigger.predicate == "is_a" and harms is not None:  # 衰老 对 外观 的 影响 包括 皱纹
            brings = replace(proposal.trigger, predicate="cause", inverse=False)
            yield replace(proposal, subject=kind, trigger=brings, object=proposal.subject)
        elif proposal.trigger.predicate == "is_a" and (ends or (told is not None and told["course"])):
            held = replace(proposal.trigger, predicate="contains", inverse=False)  # 愈合 过程 包括 A 和 B
            yield replace(proposal, subject=kind, trigger=held, object=proposal.subject)
        elif told is None or proposal.trigger.predicate != "is_a":
            yield proposal
        elif told["sign"]:
            shows = replace(proposal.trigger, predicate="has_phenotype", inverse=False)
            yield replace(proposal, subject=kind, trigger=shows, object=proposal.subject)
        else:
            says = "affects" if told["way"] else "cause"
            yield replace(proposal, trigger=replace(proposal.trigger, predicate=says, inverse=False))


def _lists(chunk: Chunk) -> bool:
    """Return whether a verb leads a list of members: 包括."""
    return chunk.trigger is not None and chunk.trigger.inverse and chunk.trigger.predicate == "is_a"


@dataclass(frozen=True, slots=True)
class Classes:
    """Proposes members of classes.

    Attributes:
        told: what the sentence said so far.
        view: the folded sentence.
    """

    told: Objects
    view: View

    def copula(
        self, verb: Chunk, trigger: Trigger, subject: tuple[Arg, ...], target: Chunk, topic: Chunk | None
    ) -> Iterator[Proposal]:
        """Yield "X 是一种 Y", "X 包括 Y" and, by the noun that ends either phrase, "X 是 Y 的标志物"."""
        if topic is not None and topic.tail is not None and topic.tail.predicate != "is_a" and not topic.of:
            yield from self.told.propose(target.args, topic.tail, topic.args, verb, "zh-tail")  # Y 的标志物 是 X
            return
        if self.told.state.carried and trigger.words in ("是", "即", "作为", "为") and target.tail is None:
            return
        if target.tail is not None:
            of = target.of or target.args
            whose = of[-1:] if target.tail.predicate == "is_a" else of
            said = re.split("[,，;；]", self.view.text[: verb.start])[-1]
            if self.told.state.loss and target.tail.predicate == "cause" and said.startswith("这"):
                subject = self.told.state.loss  # 胶原 减少，这 是 皱纹 的 原因
            yield from self.told.propose(subject, target.tail, whose, verb, "zh-tail")
            if target.of and trigger.words.endswith(_KINDS):  # 是一种 p38抑制剂
                yield from self.told.propose(
                    _alike(subject, target.args[-1], loosely=True), trigger, target.args[-1:], verb, "zh-copula"
                )
            return
        if trigger.inverse:
            for arg in target.args:
                own = topic.start if topic is not None and topic.tail is None else verb.end
                whole = tuple(one for one in subject if one.start >= own and self._is_whole(one, arg))
                yield from self.told.propose(whole, _HAS_PART, (arg,), verb, "zh-members")
                kinds = tuple(one for one in _alike(subject, arg, made=True) if one not in whole)
                yield from self.told.propose(kinds, trigger, (arg,), verb, "zh-members")
            return
        if target.head is not None and target.head.entity and not target.joined and len(target.args) == 1:
            target = replace(target, args=(target.head,))  # 是重复的核苷酸序列: a sequence
        named = tuple(arg for arg in target.args if arg.entity and not arg.sign and not arg.property)
        named = tuple(arg for arg in named if "的" not in self.view.text[arg.start : arg.end] and arg not in subject)
        named = tuple(arg for arg in named if not self._is_quality(arg))
        same = _alike(subject, named[0] if named else None, loosely=trigger.words.endswith(_KINDS))
        yield from self.told.propose(same, trigger, named, verb, "zh-copula")

    def _is_quality(self, arg: Arg) -> bool:
        """Return whether a name tells what a thing is like, and no kind of it: 是 良性 的."""
        vague = arg.entity is not None and arg.entity.provisional
        return vague and self.view.text[arg.start : arg.end].endswith("性")

    def _is_whole(self, one: Arg, other: Arg) -> bool:
        """Return whether what is listed is in the thing, not one of its kind: 皮肤 包括 表皮 和 真皮; but not 初级毛囊."""
        if one.entity is None or other.entity is None:
            return False
        holds = (one.entity.type, other.entity.type) in _HELD
        text = self.view.text
        return holds and not text[other.start : other.end].endswith(text[one.start : one.end])

    def defined(self, verb: Chunk, trigger: Trigger, subject: tuple[Arg, ...], last: Chunk) -> Iterator[Proposal]:
        """Yield "X 是一种 [什么样] 的 Y", whatever stands between: the noun that ends the clause is the kind.

        Args:
            verb: the copula.
            trigger: what it states.
            subject: what is defined.
            last: the chunk that ends the clause.
        """
        kind = last.kind_of
        if trigger.inverse or not trigger.words.endswith(_KINDS) or last.kind != "NP" or last.tail or kind is None:
            return
        yield from self.told.propose(_alike(subject, kind, loosely=True), trigger, (kind,), verb, "zh-copula")

    def members(self, whole: tuple[Arg, ...], marker: Chunk, members: Chunk) -> Iterator[Proposal]:
        """Yield "生长因子，如 A、B": each member is one of the class named last before it."""
        for arg in members.args:
            name = self.view.text[arg.start : arg.end]
            kinds = [kind for kind in whole if self.view.text[kind.start : kind.end] in name] or whole[-1:]
            yield from self.told.propose((arg,), _IS_A, _alike(tuple(kinds), arg, made=True), marker, "zh-members")

    def explained(self, chinese: Chinese) -> Iterator[Proposal]:
        """Yield what a bracket says that a thing acts on: C646(组蛋白乙酰转移酶抑制剂)."""
        for end, tokens in chinese.groups:
            what = next((arg for arg in chinese.nouns.made if arg.end == end and arg.entity), None)
            if what is not None and tokens and (acts := chinese.nouns.drugs.explained(tokens)) is not None:
                target, trigger = acts
                verb = Chunk("V", tokens[-1].end - len(trigger.words), tokens[-1].end, trigger.words)
                yield from self.told.propose((what,), trigger, (target,), verb, "zh-tail")

    def listed(self, chinese: Chinese) -> Iterator[Proposal]:
        """Yield what a bracket lists as members of what stands before it: 内源性因素(激素变化、活性氧等)."""
        for end, chunks in chinese.listed:
            whole = next((arg for arg in chinese.nouns.made if arg.end == end and arg.entity), None)
            if whole is None or not all(chunk.kind in ("NP", "HYP", "C") or _lists(chunk) for chunk in chunks):
                continue
            for chunk in chunks:
                yield from self.told.propose(chunk.args, _IS_A, (whole,), chunk, "zh-members")
