"""What stands before a Chinese verb in its clause: who acts, in which role, and what still waits for its phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.patterns import Trigger
from kg.relations.chinese_chunks import Chunk
from kg.relations.phrases import Arg

__all__ = ["Clause", "is_companion"]


_EFFECTS = ("作用", "疗效", "效果", "效应", "功效")


@dataclass(slots=True)
class Clause:
    """What stands before the verb that is being read."""

    subject: tuple[Arg, ...] | None = None
    bare: Chunk | None = None
    roles: dict[str, Chunk] = field(default_factory=dict)
    pending: str = ""
    pending_text: str = ""
    last: Chunk | None = None
    used: bool = False
    served: bool = False
    #: whether who acts was given to those that the verb tells of: X 处理 的 细胞
    given: bool = False
    nested: Chunk | None = None
    control: tuple[Trigger, tuple[Arg, ...], Chunk] | None = None

    def said(self, trigger: Trigger) -> Trigger:
        """Return what a verb states of who acts: "X 处理 的 细胞 分泌 Y" does not say that X makes any."""
        return replace(trigger, predicate="increases") if self.given and trigger.predicate == "produces" else trigger

    def of_effect(self, trigger: Trigger) -> bool:
        """Return whether something is done to an effect, and not to who has it.

        X 对 Y 的 修复作用 被 削弱 does not say that there is less of X, X 的 治疗作用 归因于 Y not that Y makes it.
        """
        effect = self.roles.get("to")
        owed = trigger.inverse and trigger.predicate == "cause" and self.bare is not None and self.bare.effect
        owed = owed and self.bare is not None and self.bare.text.endswith(_EFFECTS)  # but 能力 的 下降 源于 Y
        return owed or (self.pending == "by" and effect is not None and effect.effect)


def is_companion(clause: Sequence[Chunk], i: int) -> bool:
    """Return whether 与 leads a phrase that is no agent: 可 与 受体 结合, but not 与 X 相关 的 Y."""
    if not i or clause[i - 1].kind != "C" or clause[i - 1].text not in ("与", "同", "跟"):
        return False
    return not any(chunk.kind in ("DE", "TREAT") for chunk in clause[i + 1 : i + 3])
