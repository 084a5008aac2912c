"""Chinese chunks to proposals. Arguments stand before the verb with a role marker, or bare; subjects are carried on.

`RULES` names each rule with a sentence that it reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.grounding import Found, Grounder
from kg.languages import View
from kg.patterns import Patterns, Trigger
from kg.relations.chinese_adjusting import read_tokens
from kg.relations.chinese_chunks import Chunk, sign_of
from kg.relations.chinese_classes import restated
from kg.relations.chinese_objects import SYMMETRIC, bare_cells, leads_with
from kg.relations.chinese_phrases import Chinese
from kg.relations.chinese_roles import Clause
from kg.relations.chinese_steps import Steps
from kg.relations.phrases import Arg, Before, Proposal

__all__ = ["RULES", "read_chinese"]

#: rule -> a sentence it reads
RULES = {
    "zh-active": "外泌体促进胶原合成。",
    "zh-carried": "外泌体促进胶原合成，抑制细胞凋亡。",
    "zh-passive": "光老化由紫外线引起。",
    "zh-causative": "外泌体使MMP-1的表达降低。",
    "zh-target": "外泌体对毛囊再生具有促进作用。",
    "zh-light": "表皮干细胞在皮肤衰老中发挥重要作用。",
    "zh-property": "外泌体具有抗炎作用。",
    "zh-attributive": "紫外线诱导的光老化受到关注。",
    "zh-theme": "紫外线照射后，活性氧增加。",
    "zh-symmetric": "VEGF与血管生成密切相关。",
    "zh-tail": "K10是表皮的标志物。",
    "zh-copula": "外泌体是一种细胞外囊泡。",
    "zh-members": "干细胞包括胚胎干细胞和成体干细胞。",
    "zh-into": "骨髓间充质干细胞可向成骨细胞分化。",
    "zh-cleft": "导致皮肤衰老的因素包括紫外线。",
    "composite": "脂肪间充质干细胞外泌体被分离。",
}
_BEING = ("存在", "存在着", "含有")
#: what makes things and is no more than before when it is made to
_BODIES = ("Cell", "Anatomy", "Disease")
_NOTHING = Before()
#: "in" one of these, something happens because of it; "in" a process it merely happens
_CAN = ("可", "可以", "能", "能够", "会", "则")
_OWN_SUBJECT = ("produces", "generate", "differentiates_into", "located_in")


def _are_makers(target: Chunk | None, follows: Trigger | None) -> bool:
    """Return whether an object is a body that is then said to make or become something: 促进 巨噬细胞 分泌 IL-10."""
    makes = follows is not None and follows.predicate in ("produces", "generate", "differentiates_into")
    if not makes or target is None:
        return False
    parts = bool(target.args) and all(a.entity and a.entity.type in _BODIES and not a.sign for a in target.args)
    return bare_cells(target) or (parts and follows is not None and follows.predicate != "differentiates_into")


def _is_denied(here: Clause, target: Chunk | None) -> bool:
    """Return whether it is denied that somebody makes another do it: 不能 促使 成纤维细胞 合成 胶原 says nothing of them."""
    denied = here.control is not None and here.control[2].negated and here.bare is here.nested
    raises = here.control is not None and here.control[0].predicate != "decreases"
    return denied and raises and target is not None and not target.effect


def _is_ill_made(here: Clause, trigger: Trigger, target: Chunk | None) -> bool:
    """Return whether a body is said to come to harm by what made it do so: 诱导 皮肤 产生 红斑 is no doing of the skin."""
    harmed = target is not None and any(a.entity and a.entity.type in ("Disease", "Phenotype") for a in target.args)
    return here.nested is not None and trigger.predicate == "generate" and harmed


class _Reader(Steps):
    """Reads one sentence, clause by clause."""

    def read(self) -> Iterator[Proposal]:
        """Yield the proposals of the sentence."""
        colon = False
        for chunks in self.chinese.clauses():
            if not chunks:
                continue
            if chunks[0].kind == ";":
                self.told.state.condition = self.frames.makers = ()
                colon = self.chinese.view.text[chunks[0].start] == ":"
                continue
            if colon and self.frames.open is not None and chunks[0].kind == "NP" and len(chunks) == 1:
                verb, trigger, subject = self.frames.open  # 源于两种原因：A 和 B
                yield from self.told.propose(subject, trigger, chunks[0].args, verb, "zh-members")
            colon = False
            self.told.bounds = (chunks[0].start, chunks[-1].end)
            text = self.chinese.view.text
            opens = max(text.rfind(mark, 0, chunks[0].start) for mark in ",;:。") + 1
            if self.unreported.search(text, opens, chunks[-1].end):
                continue  # 未见 X 对 Y 影响 的 报道
            if (more := self.frames.more(chunks) or self.frames.chief(chunks)) is not None:
                yield from more
                continue
            yield from self.frames.one_of(chunks)
            self.clause = self.frames.chunks = chunks
            if not self.frames.class_of(chunks):
                yield from self._read_clause(chunks)
        yield from self.chinese.nouns.embedded
        yield from self.classes.listed(self.chinese)
        yield from self.classes.explained(self.chinese)

    def _read_clause(self, chunks: list[Chunk]) -> Iterator[Proposal]:
        here = Clause()
        self.frames.ended, self.frames.makers = False, ()
        i = 0
        while i < len(chunks):
            chunk = chunks[i]
            following = chunks[i + 1] if i + 1 < len(chunks) else None
            if chunk.kind == "NP":
                i = self.take_phrase(here, chunk, following, i)
            elif chunk.kind in ("V", "L"):
                steps = list((self._verb if chunk.kind == "V" else self._light)(here, chunks, i))
                yield from (step for step in steps if isinstance(step, Proposal))
                i = next(step for step in steps if isinstance(step, int))
            elif chunk.kind == "HYP" and following is not None and following.kind == "NP":
                yield from self.frames.members(here, chunk, following)
                i += 2
            elif chunk.kind == "REP":
                yield from self.frames.seen(here, chunk, following)
                here = Clause()
                i += 1
            elif chunk.kind == "TREAT" and following is not None and following.kind == "NP":
                i = self.treated(here, following, i)
            elif chunk.kind == "X":
                whose = self.subject(here)
                brought = not whose and following is not None and self.deeds.is_able(following, chunks, i + 2)
                if here.bare is not None and not self.told.state.subject and here.bare.known and following is not None:
                    self.keep_topic(here.bare)  # 干细胞 归巢 至 皮肤，分化为 …
                here.bare = following if self.scenes.exposed(chunk, chunks[i + 1 : i + 3]) or brought else None
                here.roles.clear()
                i += 2 if following is not None and following.kind == "NP" else 1
            else:
                if chunk.kind == "end" and not i:
                    self.scenes.again(chunk, [arg for arg in self.chinese.nouns.made if arg.end <= chunk.start])
                if chunk.kind in ("by", "via", "to", "make", "take", "at"):
                    if (
                        here.bare is not None
                        and any(arg.entity for arg in here.bare.args)
                        and not self.blames(chunk, here)
                    ):
                        here.subject = self.acting(here.bare)
                        self.remember(here.subject)
                        here.bare = None
                    here.pending, here.pending_text = chunk.kind, chunk.text
                i += 1
        yield from self._close(here, chunks)

    def _close(self, here: Clause, chunks: list[Chunk]) -> Iterator[Proposal]:
        """Yield what a clause says by its nouns alone, and keep what the next one may go on from."""
        yield from self.frames.effect(here, chunks)
        yield from self.frames.marked(here)
        if "make" in here.roles:
            whose = self.subject(here)  # 雌激素 下降，使 皮肤变薄: the loss of it does
            yield from self.frames.made(here, chunks, (self.told.state.carried and self.told.state.loss) or whose)
        yield from self.frames.unchanged(here, chunks)
        by = here.roles.get("by")
        if by is not None and by.verbal is not None and here.subject and not self.frames.limits_use(by.text):
            self.frames.last = (by, by.verbal, by.args, here.subject)
            yield from self.told.propose(by.args, by.verbal, here.subject, by, "zh-passive")
        last = self.frames.last
        final = chunks[-1].trigger if chunks[-1].kind == "V" else None
        self.frames.changed = last is not None and final is not None and final.themes and chunks[-1] is not last[0]
        self.frames.ended = last is not None and len(chunks) > 1 and chunks[-2] is last[0] and chunks[-1].kind == "NP"
        qualified = [chunk.kind for chunk in chunks[-3:]] == ["V", "DE", "NP"]  # 肥胖 引起 的 X 的 增加，会 …
        first = chunks[0].trigger.predicate if chunks[0].trigger is not None else ""
        opens = first in ("is_a", "derived_from") and here.bare is not None and chunks[-1].args is here.bare.args
        told = any(c.kind in ("V", "L") for c in chunks) and not qualified and not opens  # 作为 A 中 成员 之一 的 B，
        if here.subject is None and here.bare is not None and not told:
            self.keep_topic(self.because(here) or here.bare)

    def _verb(self, here: Clause, chunks: list[Chunk], i: int) -> Iterator[Proposal | int]:
        verb = chunks[i]
        trigger = verb.trigger
        if trigger is None:
            yield i + 1
            return
        after = chunks[i + 1] if i + 1 < len(chunks) else None
        if after is not None and after.kind == "DE" and i + 2 < len(chunks) and chunks[i + 2].kind == "NP":
            yield from self._relative_head(here, chunks, i)
            return
        if trigger.words in self.examples and not i and after is not None and after.kind == "NP":
            after.args = self.told.resolved(after.args)
            yield from self.frames.members(here, verb, after)  # 分泌因子，包括 A、B
            yield i + 2
            return
        cleft = self.deeds.cleft(here, chunks, i)
        if cleft:
            yield from cleft
            yield len(chunks)
            return
        if verb.text in _BEING and self.is_inside(here, chunks, i) and after is not None and after.kind == "NP":
            yield from self.told.held(here.roles.pop("at").args, verb, self.told.resolved(after.args))
            yield i + 2
            return
        self.place(here, trigger, chunks, i)
        subject = self.subject(here)
        yield from self.classes.defined(verb, trigger, subject, chunks[-1])
        treated = [chunk.kind for chunk in chunks[i + 1 : i + 4]] == ["NP", "TREAT", "NP"]  # 抑制 X 处理 的 Y
        whose = subject if trigger.predicate == "is_a" else ()
        between = self.chinese.view.text[verb.end : after.start] if after is not None and after.kind == "V" else ""
        lost = trigger.themes and trigger.predicate == "decreases" and between.endswith(_CAN)
        # miR-146a 缺失 可 加重 皮肤 的 炎症: that it is lost does so
        target, step, inner = (
            self.told.object(chunks, i + (3 if treated else 1), whose) if not lost else (None, i + 1, [])
        )
        target = self.its(here, self.within_definition(target, chunks, i, step), subject)
        yield from (replace(proposal, hedged=proposal.hedged or verb.hedged) for proposal in inner)
        ends = chunks[step] if step < len(chunks) else None
        if (
            target is not None
            and ends is not None
            and step + 1 == len(chunks)
            and self.deeds.after(here, verb, target, ends)
        ):
            yield step + 1
            return
        said = self.deeds.qualified(here, verb, target, chunks, step)
        if said is not None and target is not None and target.head is not None:
            yield from said  # 诱导 纤维化 的 TGF-β1 + V
            here.bare = replace(target, args=(target.head, *target.args[1:]), head=None, owner=None)
            yield step
            return
        deed = self.deeds.deed(here, verb, target, chunks, step)
        if deed:
            here.subject, here.last, here.pending = deed, verb, ""
            self.remember(here.subject)
            yield step
            return
        follows = chunks[step].trigger if step < len(chunks) and chunks[step].kind == "V" else None
        nested = target is not None and follows is not None and follows.predicate in _OWN_SUBJECT
        # 分化为 角质形成细胞 并 分泌 X: not those that come of it do
        nested = nested and target is not None and "并" not in self.chinese.view.text[target.end : chunks[step].start]
        effect = self._has_effect(trigger, target, chunks, step)
        nested = nested or effect
        set_off, target = self._set_off(verb, trigger, target, chunks[step - 1])
        yield from set_off
        made = nested and (effect or trigger.predicate == "decreases" or _are_makers(target, follows))
        made = made or _is_denied(here, target)
        if not made and not (here.bare is here.nested and _is_ill_made(here, trigger, target)):
            # 抑制 巨噬细胞 分泌 IL-6 lowers IL-6, and 促进 巨噬细胞 分泌 IL-10 raises IL-10: there are no fewer or more cells
            yield from self.frames.state(here, verb, trigger, subject, target)
        if (
            target is None
            and trigger.predicate == "decreases"
            and trigger.themes
            and here.roles.keys() <= {"at"}
            and here.subject
        ):
            here.subject = tuple(self.lost(arg, verb) for arg in here.subject)  # 胶原 减少 导致 …: the loss of it does
            self.told.state.loss = here.subject
        if here.control is not None and target is not None and here.bare is here.nested:
            yield from self._controlled(here.control, verb, trigger, target)
            here.control = None
        here.last, here.bare, here.pending = verb, None, ""
        here.roles.clear()
        if target is not None:
            self.told.state.last_object, self.told.state.grouped = target.args, "等" in target.text
            if nested:
                here.bare = here.nested = target
                here.control = (trigger, subject, verb)
        yield step

    def _has_effect(self, trigger: Trigger, target: Chunk | None, chunks: list[Chunk], k: int) -> bool:
        """Return whether an object goes on as one whose effect is meant: 减弱 外泌体 [促进 Y 的 作用]."""
        verb, what = chunks[k : k + 1], chunks[k + 1 : k + 2]
        if target is None or not sign_of(trigger) or not what or what[0].kind != "NP" or not what[0].effect:
            return False
        acts = verb[0].trigger is not None and bool(sign_of(verb[0].trigger)) and verb[0].start == target.end
        return acts and bool(what[0].args) and what[0].text.endswith(self.doings)

    def _controlled(
        self, control: tuple[Trigger, tuple[Arg, ...], Chunk], verb: Chunk, trigger: Trigger, target: Chunk
    ) -> Iterator[Proposal]:
        """Yield what somebody does to what another does: TGF-β1 刺激 成纤维细胞 产生 胶原, 减弱 外泌体 促进 Y 的 作用."""
        outer, actors, led = control
        verb = replace(verb, negated=verb.negated or led.negated, hedged=verb.hedged or led.hedged)
        if target.effect and sign_of(trigger):
            rises = sign_of(outer) * sign_of(trigger) > 0
            outer = replace(outer, predicate="increases" if rises else "decreases")
        if outer.predicate in ("increases", "decreases", "cause"):
            yield from self.told.propose(actors, outer, target.args, verb, "zh-active")

    def _set_off(
        self, verb: Chunk, trigger: Trigger, target: Chunk | None, change: Chunk
    ) -> tuple[tuple[Proposal, ...], Chunk | None]:
        """Return what a scene does to an effect that becomes more or less in it, and the effect as it is without.

        H19 沉默 后，外泌体 促进 成骨分化 的 作用 减弱: the silencing lowers it, the exosome raises it.
        """
        changes = change is not verb and change.trigger is not None and change.trigger.themes
        if target is None or not target.effect or not changes or not self.told.state.condition:
            return (), target
        way = sign_of(change.trigger) if change.trigger is not None else 0
        changed = tuple(arg for arg in target.args if arg.sign and arg.entity)
        said = tuple(self.told.propose(self.told.state.condition, trigger, changed, verb, "zh-theme"))
        # what is left of the sign is that of the name itself: 炎症 消退
        return said, replace(target, args=tuple(replace(a, sign=0 if a.sign == way else -1) for a in target.args))

    def _relative_head(self, here: Clause, chunks: list[Chunk], i: int) -> Iterator[Proposal | int]:
        """Read "X 诱导的 Y" before the main verb: Y takes the place of X in the clause."""
        verb, head = chunks[i], chunks[i + 2]
        placed = [chunk.kind for chunk in chunks[i + 3 : i + 5]] == ["end", "NP"] and not head.joined
        if placed and chunks[i + 3].text in ("中", "内"):
            del chunks[i + 2 : i + 4]  # X 引起 的 皮肤 内 炎症: the place is not what is meant
            head = chunks[i + 2]
        head.args = self.told.resolved(head.args)
        behind = chunks[i + 3] if i + 3 < len(chunks) else None
        if verb.text in _BEING and chunks[i - 1].kind == "end" and "at" in here.roles and here.bare is None:
            yield from self.told.held(here.roles.pop("at").args, verb, head.args)
            yield self.take_phrase(here, head, behind, i + 2)
            return
        role = next((name for name in ("by", "via", "to", "at", "take", "make") if name in here.roles), "")
        agents: Chunk | None
        if here.bare is not None:
            agents, here.bare = here.bare, None
        else:
            agents = here.roles.pop(role) if role else None
        if agents is None:
            yield self.take_phrase(here, head, behind, i + 2)
            return
        causes = role == "by" and verb.trigger is not None and verb.trigger.predicate == "cause"  # 由 A 和 B 引起 的 Y
        led = agents.joined and (agents is chunks[0] or causes)
        whole = agents.args if led else self.told.agents(agents, verb, head)
        ties = any(one.trigger is not None and one.trigger.predicate in SYMMETRIC for one in chunks[i + 3 :])
        j = head.joined
        parts = self.chinese.view.text[head.args[j - 1].end : head.args[j].start] if 0 < j < len(head.args) else ""
        made = head.args[:j] if ties and "与" in parts else head.args  # X 导致 的 Y 与 Z 相关
        made = self.told.changed(
            made, chunks, i + 3, ("V", "by", "via", "to", "L", "X", "SAME")
        )  # UVB 引起 的 胶原 减少 可 被
        if not head.given:  # 链脲佐菌素 诱导 的 大鼠 皮下注射 外泌体: it makes no exosomes
            yield from self.told.attributive(whole, verb, made, symmetric=leads_with(chunks, i))
        rest = agents.args[: len(agents.args) - len(whole)]
        if role and rest:
            head = replace(head, args=rest + head.args)
        open_role = role in ("via", "to", "at", "take", "make") and chunks[i - 1].kind != "end"  # X 中 富含 的 Y acts
        suffers = behind is not None and behind.kind == "V" and here.subject is not None and here.last is None
        acted_on = role == "by" and suffers and here.bare is None  # X 被 A 分泌 的 B 激活
        if (open_role and role not in here.roles and here.bare is None) or (role == "by" and rest) or acted_on:
            here.pending, here.pending_text = role, ""
        yield self.take_phrase(here, head, behind, i + 2)

    def _light(self, here: Clause, chunks: list[Chunk], i: int) -> Iterator[Proposal | int]:
        """Yield "对 B 具有促进作用", "在 B 中发挥重要作用", "具有抗炎作用"."""
        after = chunks[i + 1] if i + 1 < len(chunks) else None
        if after is None or after.kind != "NP":
            yield i + 1  # 具有 + 促进 X 的作用: the verb that follows says it all
            return
        beyond = chunks[i + 2] if i + 2 < len(chunks) else None
        if beyond is not None and beyond.kind == "V" and not any(arg.entity for arg in after.args):
            yield i + 2  # 具有相似的促进 X 的作用
            return
        yield from self.frames.light(here, chunks, i, self.subject(here))
        here.bare = None
        here.roles.clear()
        yield i + 2


def read_chinese(
    view: View, found: Sequence[Found], grounder: Grounder, patterns: Patterns, before: Before = _NOTHING
) -> tuple[list[Proposal], Arg | None]:
    """Return the proposals of a Chinese sentence, and its main subject for the pronouns of the next one.

    Args:
        view: the folded sentence.
        found: its mentions.
        grounder: names what phrases name.
        patterns: Chinese word lists and triggers.
        before: what the sentence before leaves for a pronoun to point to.
    """
    chinese = Chinese(view, found, read_tokens(view, found, patterns), grounder, patterns)
    reader = _Reader(chinese, patterns, before)
    proposals = list(restated(reader.read(), view, patterns))
    opens = next((item for item in found if not item.start), None)
    if reader.main is None and opens is not None:  # 紫外线 通过 多种 途径 …: of what the lists do not read
        return proposals, Arg(opens.start, opens.end, opens.entity)
    return proposals, reader.main
