"""What the ends of a proposal mean, and what it says of them: named as the whole they stand for, the maker before what it makes."""

from __future__ import annotations

from dataclasses import replace

from kg.grounding import as_worded
from kg.languages import View
from kg.patterns import Patterns
from kg.relations.phrases import Arg, Proposal

__all__ = ["MOLECULES", "PREPARED", "mean"]

MOLECULES = ("GeneProduct", "RNA", "Chemical", "Vesicle", "Secretome")
PREPARED = ("Intervention", "Chemical")
_HOLDING = ("Vesicle", "Secretome", "Cell", "Anatomy", "Intervention")
#: concepts of diseases that one can look into, by the ends of their names
_PLACES = ("wound", "scar", "keloid", "ulcer", "lesion", "tumor", "cancer", "carcinoma", "melanoma", "burn", "injury")


def mean(proposal: Proposal, view: View, patterns: Patterns) -> Proposal:
    """Return a proposal with its ends as they are meant: the loss of a thing is no longer that thing.

    Args:
        proposal: as a reader made it.
        view: the folded sentence.
        patterns: word lists of its language.
    """
    proposal, language = _held(_expressed(_of_gene(_withstood(proposal, patterns), view, patterns))), patterns.language
    return replace(proposal, subject=_lost(proposal, view, language), object=_shown(proposal, view, language))


def _of_gene(proposal: Proposal, view: View, patterns: Patterns) -> Proposal:
    """Return "FLG mutations were found in ichthyosis" as what it says of the illness: they go along with it."""
    where, what = proposal.object.entity, view.lower[proposal.subject.start : proposal.subject.end]
    flaw = any(word in what for word in patterns.words["gene_flaws"])
    if proposal.trigger.predicate not in ("located_in", "seen") or where is None or where.type != "Disease" or not flaw:
        return proposal
    return replace(proposal, trigger=replace(proposal.trigger, predicate="associated_with"))


def _withstood(proposal: Proposal, patterns: Patterns) -> Proposal:
    """Return "alopecia is resistant to minoxidil" as that it does not treat it; "biofilms to UV" as that it does nothing to them."""
    actor, ill = proposal.subject.entity, proposal.object.entity
    if proposal.trigger.words not in patterns.having("withstanding") or actor is None or ill is None:
        return proposal
    denied = replace(proposal, negated=not proposal.negated)
    if proposal.trigger.predicate == "decreases" and ill.type in ("Chemical", "Intervention", "Exposure"):
        plain = replace(proposal.trigger, predicate="affects", inverse=True)  # "biofilms resist antibiotics"
        proposal = replace(proposal, subject=proposal.object, trigger=plain, object=proposal.subject)
        denied, actor, ill = replace(proposal, negated=not proposal.negated), ill, actor
    if ill.type == "Disease":
        remedy = actor.type in ("Chemical", "Intervention")
        return replace(denied, trigger=replace(proposal.trigger, predicate="treats")) if remedy else proposal
    return denied if proposal.trigger.predicate == "affects" else proposal  # 细胞 抵抗 凋亡 is to have less of it


def _held(proposal: Proposal) -> Proposal:
    """Return "growth factors are present in PRP" as what it says of the plasma: that it contains them."""
    where, what = proposal.object.entity, proposal.subject.entity
    holds = proposal.trigger.predicate == "contains" and proposal.trigger.words == "enriched"
    if holds and where is not None and what is not None and what.type in MOLECULES and where.type in _HOLDING:
        # "miR-21 is enriched in exosomes": they hold it
        proposal = replace(proposal, trigger=replace(proposal.trigger, predicate="located_in"))
    if proposal.trigger.predicate != "located_in" or proposal.trigger.inverse or where is None or what is None:
        return proposal
    if where.type not in (*PREPARED, "Vesicle", "Secretome") or what.type not in (*MOLECULES, "Cell"):
        return proposal
    contains = replace(proposal.trigger, predicate="contains")
    return replace(proposal, subject=proposal.object, object=proposal.subject, trigger=contains)


def _lost(proposal: Proposal, view: View, language: str) -> Arg:
    """Return a subject of which there is less, or that is upset, as what it is: collagen itself causes no wrinkles."""
    arg = proposal.subject
    if any(arg.around) and arg.sign < 0 and not arg.property:
        entity = as_worded(view.text[arg.start : arg.end].join(arg.around), "Process", language)
        return Arg(arg.start, arg.end, entity) if entity else arg
    if (arg.sign >= 0 and not arg.undirected) or arg.property or arg.reach is None or arg.mention is not None:
        return arg
    if proposal.start < arg.reach[1] <= proposal.end:
        return replace(arg, sign=0)  # 受到 X 的 调节, 受到 X 的 抑制: the change is what is stated, and X acts
    entity = as_worded(view.text[slice(*arg.reach)], "Process", language)
    return Arg(*arg.reach, entity) if entity else arg


def _shown(proposal: Proposal, view: View, language: str) -> Arg:
    """Return what a disease shows as the whole change: 胶原减少 is the sign, not 胶原."""
    arg = proposal.object
    if proposal.trigger.predicate != "has_phenotype" or arg.reach is None or arg.mention is not None:
        return arg
    plain = arg.entity is None or arg.entity.type not in MOLECULES
    if not arg.sign and not arg.undirected and plain:
        return arg  # 皱纹的程度 is about wrinkles; 胶原的沉积 is no molecule
    entity = as_worded(view.text[slice(*arg.reach)], "Phenotype", language)
    return Arg(*arg.reach, entity) if entity else arg


def _is_place_of_illness(proposal: Proposal) -> bool:
    """Return whether a molecule is said to be found in a disease that is no place: "in psoriasis", but not "in wounds"."""
    what, where = proposal.subject.entity, proposal.object.entity
    if where is None or where.type != "Disease" or what is None or what.type not in ("GeneProduct", "RNA", "Chemical"):
        return False
    return not where.label.endswith(_PLACES)


def _expressed(proposal: Proposal) -> Proposal:
    """Return what it says that a thing is expressed somewhere, or comes from it: a cell produces it, a tissue holds it."""
    if proposal.trigger.predicate == "located_in" and _is_place_of_illness(proposal):
        signed = bool(proposal.subject.sign)
        trigger = replace(proposal.trigger, predicate="increases" if signed else "associated_with")
        ends = (proposal.object, proposal.subject) if signed else (proposal.subject, proposal.object)
        return replace(proposal, subject=ends[0], trigger=trigger, object=ends[1])
    if proposal.trigger.predicate == "seen":
        where, shown = proposal.object.entity, proposal.subject
        measured = shown.sign and shown.entity is not None and shown.entity.type in ("GeneProduct", "RNA", "Chemical")
        if (
            where is not None and where.type == "Disease" and measured
        ):  # "elevated levels of IL-6 were found in psoriasis"
            trigger = replace(proposal.trigger, predicate="increases")
            return replace(proposal, subject=proposal.object, trigger=trigger, object=shown)
        if where is not None and where.type == "Disease":  # "hyperplasia is seen in psoriasis"
            trigger = replace(proposal.trigger, predicate="has_phenotype")
            return replace(proposal, subject=proposal.object, trigger=trigger, object=proposal.subject)
        return replace(proposal, trigger=replace(proposal.trigger, predicate="located_in"))
    if proposal.trigger.kind == "light" and proposal.trigger.words == "target":
        by = proposal.object.entity  # a miRNA binds its target, a pathway or a drug acts on it
        if by is not None and by.type == "Disease":  # a target for the treatment of it
            return replace(proposal, trigger=replace(proposal.trigger, predicate="associated_with"))
        if by is not None and by.type != "RNA":
            trigger = replace(proposal.trigger, predicate="affects")
            return replace(proposal, subject=proposal.object, trigger=trigger, object=proposal.subject)
    if proposal.trigger.predicate == "source":
        made = proposal.object.entity
        maker = proposal.subject.entity
        cell = maker is not None and maker.type == "Cell"
        if made is not None and (made.type in MOLECULES or (made.type == "Other" and cell)):
            return replace(proposal, trigger=replace(proposal.trigger, predicate="produces"))
        trigger = replace(proposal.trigger, predicate="derived_from")
        return replace(proposal, subject=proposal.object, trigger=trigger, object=proposal.subject)
    if proposal.trigger.predicate != "expressed":
        return proposal
    where = proposal.object.entity
    if where is not None and where.type == "Cell":
        trigger = replace(proposal.trigger, predicate="produces")
        return replace(proposal, subject=proposal.object, trigger=trigger, object=proposal.subject)
    return replace(proposal, trigger=replace(proposal.trigger, predicate="located_in"))
