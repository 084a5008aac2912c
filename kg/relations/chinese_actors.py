"""Who acts in a Chinese clause where what stands before its verb does not: what came before, what a body is made to do; and on what."""

from __future__ import annotations

from dataclasses import replace

from kg.patterns import Trigger
from kg.relations.chinese_chunks import Chunk
from kg.relations.chinese_roles import Clause
from kg.relations.phrases import Arg

__all__ = ["mended", "who_acts"]

#: what is no stimulus of a cell
_BODIES = ("Cell", "Anatomy", "Organism")
_ILLS = ("Disease", "Phenotype")
_REMEDIES = ("Chemical", "Intervention")


def who_acts(
    here: Clause,
    trigger: Trigger,
    subject: tuple[Arg, ...],
    target: Chunk,
    condition: tuple[Arg, ...],
    own_changes: frozenset[str],
) -> tuple[Arg, ...] | None:
    """Return who does what a verb states to its object, or None where nobody is said to.

    Args:
        here: what stands before the verb in its clause.
        trigger: what the verb states.
        subject: who acts by what stands there.
        target: the object.
        condition: what sets the scene: α-MSH of α-MSH 刺激下.
        own_changes: what cells do to their own genes: 上调.
    """
    actors = here.roles["make"].args if "make" in here.roles else subject
    if trigger.predicate == "generate" and _come_to_harm(actors, target):
        return subject if "make" in here.roles else None  # 紫外线 使 皮肤 产生 皱纹, but 皮肤 产生 炎症
    if trigger.predicate == "has_phenotype" and not actors and all(_is(arg, _REMEDIES) for arg in condition):
        return condition  # 外用 维A酸 后 可 出现 红斑
    if trigger.words.startswith("免") and here.last is None:
        return subject if "make" in here.roles else None  # 使 皮肤 免受 Y, but 皮肤 免受 Y: it does nothing
    stimuli = tuple(arg for arg in condition if arg.entity and arg.entity.type not in _BODIES)
    own = trigger.words in own_changes and bool(stimuli) and all(_is(arg, ("Cell",)) for arg in actors)
    return stimuli if own else actors  # α-MSH 刺激下，黑素细胞 上调 MITF


def mended(trigger: Trigger, target: Chunk, mending: tuple[str, ...]) -> Chunk:
    """Return the object of 用于 皮肤缺损 的 修复 as what is mended; any other as it is.

    Args:
        trigger: what the verb states.
        target: its object.
        mending: words for mending: 修复.
    """
    owner = target.owner
    used = trigger.predicate == "use" and target.text.endswith(mending) and len(target.args) == 1
    return replace(target, args=(owner,)) if used and owner is not None and _is(owner, _ILLS) else target


def _is(arg: Arg, kinds: tuple[str, ...]) -> bool:
    return arg.entity is not None and arg.entity.type in kinds


def _come_to_harm(actors: tuple[Arg, ...], target: Chunk) -> bool:
    """Return whether parts of a body are said to come to what is ill: 皮肤 产生 皱纹."""
    bodies = bool(actors) and all(_is(arg, ("Anatomy", "Organism")) for arg in actors)
    return bodies and all(_is(arg, _ILLS) for arg in target.args)
