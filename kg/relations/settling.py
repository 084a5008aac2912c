"""What a proposal states: the predicate, settled by what the object is."""

from __future__ import annotations

import re

from kg.languages import View
from kg.patterns import Patterns
from kg.relations.meaning import MOLECULES, PREPARED
from kg.relations.phrases import Arg, Proposal

__all__ = ["settle"]

#: what the loss of a thing does in these ways, the thing itself does not
_DIRECTED = ("increases", "decreases", "cause", "improve", "treats", "protect")
#: what there was less of, right before its name
_PARTICIPLE = re.compile(r"\b(\w+ed) (?:\w+ )?(?:\w+ of )?(?:the )?\Z")
_PARTED = ("divided", "subdivided")
_BECOMING = ("become", "became", "成为")
#: what makes things, and what it makes
_MAKERS = ("Cell", "Vesicle", "Secretome", "Organism")
_EVENTS = ("Process", "Phenotype", "Disease", "Pathway")
_PRODUCTS = ("GeneProduct", "RNA", "Chemical", "Vesicle", "Secretome", "Cell")


def _is_harmful(arg: Arg, view: View, patterns: Patterns) -> bool:
    words, traits = patterns.having("harmful"), patterns.having("traits")
    entity = arg.entity
    names = [view.lower[arg.start : arg.end]] + ([entity.label.lower()] if entity else [])
    if entity is not None and entity.type == "Phenotype" and not any(_is_measure(name, patterns) for name in names):
        return True  # papules, 鱼尾纹: whoever improves them has fewer
    if patterns.language == "zh":
        ends = tuple(words)
        trait = next((trait for trait in traits if names[0].endswith(trait)), "")
        return any(name.endswith(ends) or name.removesuffix(trait).removesuffix("的").endswith(ends) for name in names)
    aside = patterns.having("bodies") | traits  # pain patients, scar thickness
    parts = (re.split(r"[\s-]+", name) for name in names)
    return any((part[-2] if part[-1] in aside and len(part) > 1 else part[-1]) in words for part in parts)


def _is_measure(name: str, patterns: Patterns) -> bool:
    """Return whether a name is of what one has more or less of: skin thickness, 皮肤弹性; but not loss of skin elasticity."""
    if name.startswith(patterns.words["spoiled"]):
        return False
    if patterns.language == "zh":
        return name.endswith(patterns.words["measured"])
    return name.split(" of ")[0].split(" ")[-1] in patterns.having("measured")


def _is_wished(text: str, patterns: Patterns) -> bool:
    """Return whether a phrase ends in a process that one wishes for: wound healing, 毛发生长."""
    if patterns.language == "zh":
        return text.endswith(patterns.words["wished"])
    return text.rsplit(" ", 1)[-1] in patterns.having("wished")


def _is_mended(arg: Arg, view: View, patterns: Patterns) -> bool:
    """Return whether a phrase speaks of the mending of what is harmful: 皮肤损伤的修复."""
    name = view.lower[arg.start : arg.end]
    stem = next((name.removesuffix(end) for end in ("的修复", "修复", "的预防", "的防治") if name.endswith(end)), "")
    return patterns.language == "zh" and bool(stem) and stem.endswith(tuple(patterns.words["harmful"]))


def _is_upset(proposal: Proposal, view: View, patterns: Patterns) -> bool:
    """Return whether the phrase speaks of the worsening of what is good: less of it, not more."""
    arg, worse = proposal.object, patterns.having("worsening")
    words = re.findall(r"\w+", _change_of(proposal, view))
    wished = arg.entity is not None and (arg.entity.type == "Phenotype" or "deterioration" in words)
    return any(word in worse for word in words) and (wished or _is_wished(view.lower[: arg.end], patterns))


def _change_of(proposal: Proposal, view: View) -> str:
    """Return the words that tell how an object changes, in small letters: "improvement of", of all the members of a list."""
    arg = proposal.object
    if arg.reach:
        return view.lower[slice(*arg.reach)]
    return view.lower[proposal.end if proposal.end <= arg.start else max(0, arg.start - 20) : arg.end]


def _is_improvement(proposal: Proposal, view: View, patterns: Patterns) -> bool:
    """Return whether the phrase speaks of the improvement of what is harmful: less of it, not more."""
    words, better = _change_of(proposal, view), patterns.having("bettering")
    if patterns.language == "zh":
        return words.endswith(tuple(better))
    return any(match[1] in better for match in re.finditer(r"\b(\w+) (?:of|in)\b", words))


def _generated(proposal: Proposal, kind: str, *, harmful: bool) -> str:
    """Return what 产生 or "generate" states: a cell makes a molecule, while what comes about is caused."""
    maker = proposal.subject.entity.type if proposal.subject.entity else "Other"
    if (maker in _MAKERS and kind not in _EVENTS) or (maker == "Anatomy" and kind in _PRODUCTS):
        return "produces"
    if proposal.object.sign:
        return "increases" if proposal.object.sign > 0 else "decreases"
    return "causes" if kind in ("Disease", "Phenotype") or harmful else "increases"


def _being(proposal: Proposal, view: View, kind: str) -> str:
    """Return what "is" or "becomes" states: monocytes become macrophages by differentiation."""
    subject = proposal.subject.entity
    if proposal.trigger.words in _PARTED and kind in ("Anatomy", "Process"):
        return "located_in"  # what skin is divided into is no kind of skin, but a part of it
    cells = subject is not None and subject.type == kind == "Cell"
    return "differentiates_into" if cells and view.lower.startswith(_BECOMING, proposal.start) else "is_a"


def _is_let_out(proposal: Proposal, view: View, patterns: Patterns) -> bool:
    """Return whether a material gives off what was put into it: a hydrogel that releases VEGF makes none."""
    holder = view.lower[proposal.subject.start : proposal.subject.end]
    return proposal.trigger.words in patterns.having("releasing") and holder.endswith(
        tuple(patterns.words["materials"])
    )


def _gives_off(proposal: Proposal, view: View, patterns: Patterns) -> bool:
    """Return whether a material provides the release of a thing: "provided sustained release of bFGF"."""
    if patterns.language != "en" or not proposal.object.reach:
        return False
    released = view.lower.startswith("release of", view.lower.find("release", proposal.end, proposal.object.start))
    holder = view.lower[proposal.subject.start : proposal.subject.end]
    return released and holder.endswith(tuple(patterns.words["materials"]))


def _brought_about(proposal: Proposal, view: View, patterns: Patterns, kind: str, *, harmful: bool) -> str:
    """Return what "causes", "gives rise to" or "produces" states: cells give rise to cells, a drug produces an illness."""
    maker = proposal.subject.entity.type if proposal.subject.entity else "Other"
    ill = kind in ("Disease", "Phenotype") or harmful
    if proposal.trigger.predicate == "produces":
        if _is_let_out(proposal, view, patterns):
            return "delivers"
        if patterns.language == "en" and maker in ("Process", "Pathway", "Exposure") and kind in MOLECULES:
            return "increases"  # "degranulation releases histamine"
        lends = proposal.trigger.words == "提供" and kind in ("Process", "Phenotype") and not harmful
        lends = lends and proposal.object.entity is not None and not proposal.object.entity.provisional
        if lends:
            return "increases"  # 维生素C 可 提供 光保护作用
        return "causes" if ill and maker not in (*_MAKERS, "Anatomy") else "produces"
    if patterns.language == "zh" and proposal.trigger.words in patterns.having("factors") and not harmful:
        return "affects"  # 成骨分化 是 骨健康 的 因素
    if maker == "Cell" and kind in ("Cell", "Anatomy") and proposal.trigger.words in ("give", "arise", "stem"):
        return "differentiates_into"
    return "causes" if ill else "increases"


def settle(proposal: Proposal, view: View, patterns: Patterns) -> str:
    """Return the predicate that is stated, with the change the object phrase speaks of worked in.

    "reduces the loss of X" raises X, "leads to a decline of X" lowers it; "leads to" a disease causes it, while to
    lead to more of a protein is to raise it; to improve what is harmful is to treat it.
    """
    predicate, sign = proposal.trigger.predicate, proposal.object.sign
    lost = proposal.subject.sign < 0 and not proposal.subject.property and predicate in _DIRECTED
    if lost or (predicate == "increases" and _gives_off(proposal, view, patterns)):
        return "affects" if lost else "delivers"  # the loss of X causes Y: X itself does not
    entity = proposal.object.entity
    kind = entity.type if entity else "Other"
    harmful = kind == "Disease" or _is_harmful(proposal.object, view, patterns)
    improved = sign > 0 and not harmful and "improve" in _change_of(proposal, view)
    # "led to improved PASI scores": nobody says which way is better
    scored = improved and view.lower[: proposal.object.end].endswith(patterns.words["scales"])
    if scored or (proposal.object.undirected and predicate in ("increases", "cause", "decreases")):
        return "affects"
    better = sign > 0 and harmful and _is_improvement(proposal, view, patterns)
    sign = -1 if better or (sign > 0 and not harmful and _is_upset(proposal, view, patterns)) else sign
    if predicate == "improve":
        return _improved(proposal, view, patterns, sign, harmful=harmful)
    if sign < 0 and predicate == "increases" and _is_raised_again(proposal, view, patterns):
        sign = 1
    if sign and predicate in ("increases", "cause", "produces", "decreases", "treats", "protect"):
        raised = (sign > 0) == (predicate in ("increases", "cause", "produces"))
        # "produced an improvement of scars" improved them
        return "treats" if better and not raised else "increases" if raised else "decreases"
    if predicate in ("generate", "is_a"):
        return _being(proposal, view, kind) if predicate == "is_a" else _generated(proposal, kind, harmful=harmful)
    measured = patterns.language == "zh" and view.lower[: proposal.object.end].endswith(
        tuple(patterns.words["measures"])
    )
    if (
        predicate == "treats"
        and (kind in ("Process", "GeneProduct", "RNA", "Pathway", "Chemical") or measured)
        and proposal.trigger.words in patterns.having("easing")
    ):
        return "decreases" if not view.lower[: proposal.object.end].endswith(patterns.words["injuries"]) else "treats"
    if predicate in ("cause", "produces"):
        return _brought_about(proposal, view, patterns, kind, harmful=harmful)
    if (
        predicate == "treats"
        and kind in ("Process", "Phenotype", "GeneProduct", "Pathway", "RNA", "Chemical")
        and not harmful
        and proposal.trigger.kind != "tail"
        and not (
            kind in ("Phenotype", "Process") and proposal.trigger.words in patterns.having("curing")
        )  # 治疗 血管扩张
    ):
        if proposal.trigger.words not in patterns.having("reversals"):
            return "increases"
        return "decreases" if kind in ("Process", "Phenotype") else "affects"
    if proposal.trigger.words in patterns.having("worsening") and predicate == "increases" and not harmful:
        return (
            "decreases" if kind == "Phenotype" or _is_wished(view.lower[: proposal.object.end], patterns) else predicate
        )
    if predicate == "protect":
        return _protected(proposal, view, patterns, kind, harmful=harmful)
    return (
        _used(proposal, kind, view, patterns, harmful=harmful)
        if predicate == "use"
        else _narrowed(proposal, kind, patterns, harmful=harmful)
    )


def _is_raised_again(proposal: Proposal, view: View, patterns: Patterns) -> bool:
    """Return whether there is more again of what there was less of: "enlarges miniaturized follicles", "promotes impaired healing"."""
    lessened = (
        _PARTICIPLE.search(view.lower, proposal.end, proposal.object.start) if patterns.language == "en" else None
    )
    if lessened is None:
        return False
    helps = proposal.trigger.words in patterns.having("promoting_verbs") and lessened[1] in patterns.having("marred")
    return helps or proposal.trigger.words in patterns.having("raising_amounts")


def _protected(proposal: Proposal, view: View, patterns: Patterns, kind: str, *, harmful: bool) -> str:
    """Return what it states to protect a thing, or to protect from it: it is a wound that is looked after."""
    entity = proposal.object.entity
    if kind == "Disease" and entity is not None and entity.label.endswith(("wound", "ulcer")):
        return "treats"
    if not harmful and re.search(r"\b(?:against|from)\b", view.lower[proposal.start : proposal.object.start]):
        return "decreases"  # "protects against MMP-1"
    dying = view.lower[: proposal.object.end].endswith(patterns.words["dying"])
    return "decreases" if harmful or dying or kind == "Exposure" else "increases"


def _improved(proposal: Proposal, view: View, patterns: Patterns, sign: int, *, harmful: bool) -> str:
    """Return what it states to improve a thing: to rescue the decrease in X is to raise X, to improve its degradation to lower that."""
    against = "against" in view.lower[proposal.start : proposal.object.start]
    if against and not harmful:
        return "decreases"  # "is effective against mites"
    if sign:
        return "increases" if sign > 0 or not harmful else "decreases"
    if not harmful and view.lower[: proposal.object.end].endswith(patterns.words["scales"]):
        return "affects"  # "improved the PASI score"
    losing = view.lower[: proposal.object.end].endswith(patterns.words["losing"])
    return "treats" if harmful else "decreases" if losing else "increases"


def _used(proposal: Proposal, kind: str, view: View, patterns: Patterns, *, harmful: bool) -> str:
    """Return what it states that a thing is used for another: it treats an illness, and is of the kind that it serves as."""
    maker = proposal.subject.entity.type if proposal.subject.entity else "Other"
    if proposal.trigger.words in patterns.having("serving_as") and kind in PREPARED and maker in (*PREPARED, "Other"):
        return "is_a"  # 曲尼司特 被用作 抗过敏药
    if proposal.object.sign and not harmful and not proposal.object.property:
        return "increases" if proposal.object.sign > 0 else "decreases"  # "approved for the reduction of fat"
    return "treats" if harmful or _is_mended(proposal.object, view, patterns) else "affects"


def _narrowed(proposal: Proposal, kind: str, patterns: Patterns, *, harmful: bool) -> str:
    """Return what a trigger states of something of a kind, where nothing else settles it."""
    trigger, actor = proposal.trigger, proposal.subject.entity.type if proposal.subject.entity else "Other"
    remedy = actor in ("Intervention", "Chemical", "Exposure")
    if trigger.predicate == "has_phenotype" and remedy and (harmful or kind == "Phenotype"):
        return "causes"  # 三氯乙酸剥脱术后可出现红斑: no sign of a peel, but what it does
    if trigger.predicate == "has_phenotype" and actor in ("Vesicle", "Secretome", "RNA"):
        return "affects"  # "follicles treated with exosomes displayed long shafts": no sign of an exosome
    if trigger.predicate == "interacts_with" and trigger.kind == "tail" and kind in _EVENTS:
        return "associated_with"  # a target in the treatment of a disease
    if kind in ("GeneProduct", "RNA", "Pathway") and trigger.words in patterns.having("detaining"):
        return "affects"  # "KEAP1 retains NRF2 in the cytoplasm": there is no more of it
    curbed = trigger.predicate == "affects" and harmful and trigger.words in patterns.having("curbing")
    return "decreases" if curbed else trigger.predicate
