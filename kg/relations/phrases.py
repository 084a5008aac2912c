"""What the readers of both languages hand over: arguments, and proposals that one thing does something to another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from kg.grounding import as_worded, is_shared
from kg.languages import View
from kg.lexicon import Lexicon
from kg.model import Entity, Mention
from kg.patterns import Trigger
from kg.processes import of_process

__all__ = ["Arg", "Before", "Proposal", "complete", "ends", "excepting", "share", "signed"]


@dataclass(frozen=True, slots=True)
class Arg:
    """A noun phrase that may be a subject or an object: indices into the view's text, half-open.

    Attributes:
        entity: what it names, or None when it names nothing that a graph should hold ("the results").
        sign: +1 or -1 when the phrase speaks of more or less of the thing ("reduction of X"), else 0.
        undirected: the phrase speaks of a change and does not say which way ("changes of X").
        property: the phrase is a property such as "anti-inflammatory effects" and no thing of its own.
        anaphor: the phrase points back ("they", 其).
        event: the phrase points back to what the clause before ends with (这将, 此举, 后者), and not to who acted.
        pair: the phrase points back to two things (二者).
        several: the phrase points back to more than one thing (它们).
        alone: the phrase points back to one thing (它).
        nth: which of the two things just named it points back to (前者 1, 后者 2), or 0.
        mention: what it points back to, where that stands in an earlier sentence.
        reach: where the phrase stands that speaks of more or less of it, or of its amount.
        around: the words in front of it and behind it that it shares with its neighbour: "loss of" of "loss of A and B".
    """

    start: int
    end: int
    entity: Entity | None
    sign: int = 0
    undirected: bool = False
    property: bool = False
    anaphor: bool = False
    event: bool = False
    pair: bool = False
    several: bool = False
    alone: bool = False
    nth: int = 0
    mention: Mention | None = None
    reach: tuple[int, int] | None = None
    around: tuple[str, str] = ("", "")


#: what hair, skin and the like have more or less of
_TRAITS = frozenset(
    ("density", "thickness", "diameter", "length", "depth", "width", "count", "elasticity", "hydration")
)
#: code points that may stand between the members of a list: ", and "
_BETWEEN = 6
#: "type I", "types II", "III collagen": one of several sorts
_SORT = re.compile(r"^(?:\w+ )?types? (?:[IVX]+|\d{1,2})$|^[IVX]+ [a-z]+$")


@dataclass(frozen=True, slots=True)
class Before:
    """What the sentence before leaves for a pronoun to point to.

    Attributes:
        subject: its main subject, or that of the last sentence that had one.
        named: what it names, in order.
        group: the subject with those of its type that are listed beside it: what "they" and 二者 point to.
        pair: the last two things that were named as two, "A and B": what "the former" and "the latter" point to.
    """

    subject: Mention | None = None
    named: tuple[Mention, ...] = ()
    group: tuple[Mention, ...] = ()
    pair: tuple[Mention, ...] = ()

    def like(self, kind: str) -> Mention | None:
        """Return what "this protein" or 该蛋白 points to: the subject if its type fits, else the last thing named that does.

        Args:
            kind: type of the noun behind the pronoun; "" and "Other" fit anything.
        """
        if kind in ("", "Other"):
            return self.subject
        if self.subject is not None and self.subject.entity.type == kind:
            span, named = self.subject.span, self.subject.entity.provisional
            inside = (m for m in self.named if named and span.start < m.span.start and m.span.end <= span.end)
            return next(
                (m for m in inside if m.entity.type == kind), self.subject
            )  # "overexpression of X": the protein is X
        return next((mention for mention in reversed(self.named) if mention.entity.type == kind), None)

    def several(self, kind: str, noun: str) -> tuple[Mention, ...]:
        """Return what "these factors" points to: the class of that name, else the last list of things of its type.

        Args:
            kind: type of the noun behind the pronoun.
            noun: that noun, in the plural.
        """
        for mention in reversed(self.named):
            if mention.text.lower().endswith(noun):
                return (mention,)
        listed: list[Mention] = []
        for mention in reversed(self.named):
            if mention.entity.type != kind:
                if listed:
                    break
            elif not listed or listed[-1].span.start - mention.span.end <= _BETWEEN:
                listed.append(mention)
            else:
                break
        return tuple(reversed(listed))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reader's finding, before negation, doubt, domain and range are settled.

    Attributes:
        subject, object: the arguments, as the predicate takes them.
        trigger: what states it.
        start, end: where the trigger stands in the view.
        clause: where the clause that holds it begins and ends, for the cues of negation and doubt.
        rule: the name that goes into the evidence.
    """

    subject: Arg
    trigger: Trigger
    object: Arg
    start: int
    end: int
    clause: tuple[int, int]
    rule: str
    negated: bool = False
    hedged: bool = False
    no_change: bool = False


def excepting(proposals: Iterable[Proposal], but: Mapping[tuple[int, int], tuple[Arg, ...]]) -> Iterator[Proposal]:
    """Yield proposals, and of "A, but not B, raises C" also that B does not.

    Args:
        proposals: of a sentence.
        but: where an argument stands -> those of whom the opposite is said.
    """
    for proposal in proposals:
        yield proposal
        for other in but.get((proposal.subject.start, proposal.subject.end), ()):
            yield replace(proposal, subject=replace(other, sign=proposal.subject.sign), negated=not proposal.negated)
        for other in but.get((proposal.object.start, proposal.object.end), ()):
            yield replace(proposal, object=replace(other, sign=proposal.object.sign), negated=not proposal.negated)


def ends(
    subjects: Sequence[Arg], trigger: Trigger, objects: Sequence[Arg], *, paired: bool = False
) -> Iterator[tuple[Arg, Arg]]:
    """Yield the subject and object of each proposal, as the predicate takes them; a thing does nothing to itself.

    Args:
        subjects: who acts.
        trigger: what is stated.
        objects: what is acted on.
        paired: the first acts on the first, the second on the second: "respectively", 分别.
    """
    alike = paired and 1 < len(subjects) == len(objects)
    for subject, target in zip(subjects, objects, strict=True) if alike else product(subjects, objects):
        if subject.entity is not None and target.entity is not None and subject.entity.id != target.entity.id:
            yield (target, subject) if trigger.inverse else (subject, target)


def signed(arg: Arg, sign: int) -> Arg:
    """Return the argument with one more change applied to it; two losses make a gain."""
    return replace(arg, sign=sign * arg.sign if arg.sign else sign) if sign else arg


def share(args: Sequence[Arg], participant: Entity | None) -> tuple[Arg, ...]:
    """Return the members of a list, those that name a bare process given the cell that takes part in it.

    Args:
        args: the members.
        participant: the cell or tissue that one of them names, or None.
    """
    if participant is None or participant.type not in ("Cell", "Anatomy", "Organism"):
        return tuple(args)
    return tuple(
        replace(arg, entity=of_process(arg.entity, participant)) if arg.entity and is_shared(arg.entity) else arg
        for arg in args
    )


def _splits(text: str, k: int) -> bool:
    """Return whether a cut goes through a word: "type I" and the end of "III collagen" make no "type III collagen"."""
    return text[k - 1].isascii() and text[k].isascii() and text[k - 1].isalpha() and text[k].isalpha()


def _shared_trait(text: str, before: Sequence[str]) -> str:
    """Return the whole name of a trait that shares the name of its owner with the one before: thickness of "hair density and thickness"."""
    owner, _, trait = before[-1].rpartition(" ") if before else ("", "", "")
    return f"{owner} {text}" if owner and text in _TRAITS and trait in _TRAITS and " " not in owner else ""


def _shared_head(arg: Arg, text: str, behind: Sequence[str], lexicon: Lexicon) -> Entity | None:
    """Return what a bare adjective means with the head of the next member: intrinsic of "intrinsic and extrinsic ageing"."""
    alone = arg.entity is None or (arg.entity.provisional and arg.entity.type == "Other")
    if not behind or " " in text or " " not in behind[0] or not text.isascii() or not alone:
        return None
    concept = lexicon.get(f"{text.lower()} {behind[0].rpartition(' ')[2]}")
    return concept.entity if concept else None


def complete(args: Sequence[Arg], view: View, lexicon: Lexicon) -> tuple[Arg, ...]:
    """Return the members of a list, a shortened one named by what it shares with its neighbour.

    "collagen I and III" is collagen III as well; I型和III型胶原 is I型胶原 as well.
    """
    done = list(args)
    for i, arg in enumerate(args):
        text = view.text[arg.start : arg.end].removesuffix("蛋白").replace("types ", "type ")  # Smad2/3蛋白
        sort = _SORT.search(text) is not None
        if shared := _shared_trait(text, [view.text[a.start : a.end] for a in args[:i]]):
            concept = lexicon.get(shared)
            entity = concept.entity if concept else as_worded(shared, arg.entity.type, "en") if arg.entity else None
            done[i] = replace(arg, entity=entity or arg.entity)
            continue
        if kind := _shared_head(arg, text, [view.text[a.start : a.end] for a in args[i + 1 : i + 2]], lexicon):
            done[i] = replace(arg, entity=kind)
            continue
        if (len(text) > 6 and not sort) or (arg.entity is not None and not arg.entity.provisional):
            continue
        for other in (*args[i + 1 : i + 2], *reversed(args[:i])):
            full = view.text[other.start : other.end].replace("types ", "type ")
            tries = (
                [full[:k] + text for k in range(len(full) - 1, 1, -1) if not _splits(full, k)]
                if other.start < arg.start
                else [text + full[k:] for k in range(1, len(full) - 1) if not _splits(full, k)]
            )
            tries += [text] if sort else []
            concept = next((found for name in tries if (found := lexicon.get(name))), None)
            if concept:
                done[i] = replace(arg, entity=concept.entity)
                break
    return tuple(done)
