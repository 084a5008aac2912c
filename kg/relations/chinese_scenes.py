"""What Chinese clauses set the scene with: 外泌体处理后, 在光老化皮肤中, 特应性皮炎患者. What then changes, changes because of it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.grounding import Found
from kg.languages import View
from kg.patterns import Patterns, Trigger
from kg.relations.chinese_chunks import Chunk
from kg.relations.chinese_objects import Objects
from kg.relations.phrases import Arg, Proposal

__all__ = ["Scenes"]

_ACTORS = ("Vesicle", "Secretome", "Chemical", "Intervention", "RNA", "GeneProduct")
_PLACES = ("Cell", "Anatomy", "Organism", "Phenotype", "GeneProduct")
_MAKING = ("cause", "generate", "produces", "increases", "decreases", "affects")
_GIVABLE = ("Vesicle", "Secretome", "Chemical", "Intervention", "Cell")
_LATER = ("后", "之后", "以后")
#: what goes through a change and then acts
_BECOMING = ("GeneProduct", "RNA", "Cell", "Vesicle", "Pathway")
_BINDS = Trigger("结合", "interacts_with")
_SCENES = ("Disease", "Cell", "Exposure")


def _is_ill(arg: Arg) -> bool:
    return arg.entity is not None and arg.entity.type in ("Disease", "Phenotype", "Process")


class Scenes:
    """Remembers the scene of a sentence as the condition of what it goes on to say.

    Attributes:
        told: what the sentence said so far.
        view: the folded sentence.
        illnesses: the mentions of diseases in it.
    """

    def __init__(self, told: Objects, view: View, patterns: Patterns, found: Sequence[Found]) -> None:
        self.told, self.view = told, view
        self.illnesses = [item for item in found if item.entity.type == "Disease"]
        self.cause_ends, self.inside = patterns.having("cause_ends"), patterns.having("scene_ends")
        self.progress, self.patients = patterns.words["progress"], patterns.having("patients")
        self.becoming = tuple(patterns.words["becoming"])
        self.meeting, self.put_in = patterns.words["meeting"], patterns.having("put_in_ends")
        self.opens = 0
        self.harmful, self.ill = tuple(patterns.words["harmful"]), patterns.having("ill")

    def set(self, phrase: Chunk, end: str) -> None:
        """Set the scene by a phrase and the word that ends it (后, 下, 中), where it sets one."""
        if end not in self.cause_ends or not any(arg.entity for arg in phrase.args):
            return
        inside, known = end in self.inside, self.told.state.condition
        if inside and any(arg.entity and arg.entity.type in _ACTORS for arg in known):
            return  # X 处理后，细胞中 Y 增加: X does
        scene = tuple(arg for arg in phrase.args if arg.entity and (not inside or self._matters(arg)))
        if end.endswith("后"):  # 患者 治疗后: not the patients do it
            scene = tuple(arg for arg in scene if self.view.text[arg.start : arg.end] not in self.patients)
        self.told.state.condition = scene or (known if inside else ())

    def led(self, phrase: Chunk, word: str) -> None:
        """Set the scene by what 用, 随着 or 由于 leads; what merely goes along with a change is no cause beside one."""
        if word.startswith("随") and phrase.text.endswith(self.progress) and not any(map(_is_ill, phrase.args)):
            return  # 随着 组织工程 技术 的 发展: in the course of time
        along = word.startswith("随") and any(arg.sign for arg in phrase.args)
        if not along or not self.told.state.condition:
            self.told.state.condition = phrase.args

    def again(self, end: Chunk, said: Sequence[Arg]) -> None:
        """Set the scene by "移植后" alone: what was given is the transplantation spoken of, else who acted.

        Args:
            end: the chunk of 移植后.
            said: what the sentence names, in order.
        """
        if end.text not in self.cause_ends or not end.text.endswith("后") or len(end.text) < 3:
            return
        deed = end.text.removesuffix("后")
        named = [arg for arg in said if arg.entity and self.view.text.endswith(deed, arg.start, arg.end)]
        acts = tuple(named[-1:]) or self.told.state.subject
        if acts and all(arg.entity is not None and arg.entity.type in _GIVABLE for arg in acts):
            self.told.state.condition = acts

    def exposed(self, verb: Chunk, then: Sequence[Chunk]) -> bool:
        """Return whether a verb exposes something, and set the scene by what to: 暴露于 紫外线 后; or by what is received."""
        exposes, ends = verb.text.startswith(("暴露", "接触")), [chunk.kind for chunk in then] == ["NP", "end"]
        what = then[0].args if ends and then[1].text.endswith("后") else ()
        given = bool(what) and all(arg.entity and arg.entity.type in _ACTORS for arg in what)
        if ends and (exposes or given):
            self.set(then[0], then[1].text)  # 患者 接受 X 治疗后
        return exposes

    def agents(self, first: Chunk) -> tuple[Arg, ...]:
        """Return what makes what a clause without anyone who acts begins with: 紫外线照射后，产生 大量 活性氧."""
        makes = first.trigger is not None and first.trigger.predicate in _MAKING and first.kind == "V"
        scene = self.told.state.condition if makes else ()
        return tuple(arg for arg in scene if arg.entity and arg.entity.type not in _PLACES)

    def actor(self, phrase: Chunk, end: str, found: Sequence[Found]) -> tuple[Arg, ...]:
        """Return who acts in what follows, by what it went through before: Nrf2 活化后, A 与 B 结合后, 聚左旋乳酸 植入后.

        Args:
            phrase: what stands before the word that ends the scene.
            end: that word.
            found: the mentions of the sentence.
        """
        if end in self.put_in and len(phrase.args) == 1 and phrase.start == self.opens:
            return tuple(arg for arg in phrase.args if arg.entity and arg.entity.type in _GIVABLE)
        if end not in _LATER or len(phrase.args) > 2:
            return ()
        if phrase.joined == 1 and phrase.text.endswith(self.meeting):
            return tuple(arg for arg in phrase.args[:1] if arg.entity)
        if len(phrase.args) > 1 or not phrase.text.endswith(self.becoming) or "的" in phrase.text:
            return ()
        return tuple(
            Arg(item.start, item.end, item.entity)
            for item in found
            if item.start == phrase.start
            and item.entity.type in _BECOMING
            and self.view.text[item.end : phrase.end] in self.becoming
        )

    def met(self, phrase: Chunk) -> list[Proposal]:
        """Return what "A 与 B 结合 后" says by itself: that they bind."""
        if phrase.joined != 1 or len(phrase.args) != 2:
            return []
        (one, other), bounds = phrase.args, (phrase.start, phrase.end)
        return [Proposal(one, _BINDS, other, phrase.end - 2, phrase.end, bounds, "zh-symmetric")]

    def _matters(self, arg: Arg) -> bool:
        """Return whether things happen because of what they happen in: 光老化, 衰老过程, 银屑病皮损, but not 伤口愈合过程."""
        text = self.view.lower[arg.start : arg.end].removesuffix("过程")
        if arg.entity is None:
            return False
        # 斑秃 头皮: the illness stands within the name
        whose = any(arg.start <= item.start and item.end <= arg.end for item in self.illnesses)
        return (
            whose or arg.entity.type in _SCENES or text.endswith(self.harmful) or any(word in text for word in self.ill)
        )
