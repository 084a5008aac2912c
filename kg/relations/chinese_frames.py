"""What a Chinese verb states, by the roles that stand before it: agents, causes, things disposed of, companions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.patterns import Patterns, Trigger
from kg.relations.chinese_actors import mended, who_acts
from kg.relations.chinese_chunks import Chunk
from kg.relations.chinese_classes import Classes
from kg.relations.chinese_members import Members
from kg.relations.chinese_objects import SYMMETRIC, Objects, bare_cells
from kg.relations.chinese_roles import Clause
from kg.relations.chinese_signs import EXPRESSED
from kg.relations.phrases import Arg, Proposal, signed

__all__ = ["Frames"]

_AFFECTS = Trigger("作用", "affects")
#: what the loss of a thing does in the clause behind it: 神经酰胺 减少，削弱 屏障
_BY_LOSS = ("cause", "increases", "decreases", "affects")
_REMEDY = Trigger("疗效", "use")
_SHIELDS, _PROTECTS = ("保护作用", "保护效应"), Trigger("保护", "protect")
_BENEFIT = Trigger("积极作用", "improve")
_HAS = Trigger("具有", "increases")
_MEASURED = ("GeneProduct", "RNA", "Chemical", "Process")
HAPPENINGS = ("Process", "Phenotype")


def _stated(effect: Chunk) -> str:
    """Return what an effect states: 改善作用 is an improvement, 促进作用 an increase."""
    verb = effect.verbal.predicate if effect.verbal is not None else ""
    if verb in ("improve", "treats", "protect"):
        return verb
    return "increases" if effect.sign > 0 else "decreases"


_MADE_FROM, _RAISES = Trigger("转化", "derived_from"), Trigger("转化", "increases")
_MOLECULES = ("Chemical", "GeneProduct", "RNA")


class Frames(Members):
    """Makes the proposals of a verb, in the light of its clause and of what the sentence has said so far.

    Attributes:
        open: a verb whose object named nothing, for a list that follows a colon.
        ended: whether the clause before ends in the object of that verb.
        changed: whether it ends in a change that the verb leads to.
    """

    def __init__(self, told: Objects, classes: Classes, patterns: Patterns) -> None:
        super().__init__(told, classes, patterns)
        self.remedial = tuple(patterns.words["remedial"])
        words = patterns.words
        self.limits, self.put_to_use = words["limits"], words["put_to_use"]
        self.benign, self.plainly = words["benign"], patterns.having("plainly")
        self.contrasts = words["contrasts"]
        self.own_changes, self.forfeiting = patterns.having("own_changes"), patterns.having("forfeiting")
        self.in_turn, self.as_well = words["in_turn"], words["as_well"]
        self.like, self.able, self.mending = words["like"], words["able"], words["mending"]
        self.control_groups = tuple(f"{word}组" for word in words["controls"])  # what they show is no change
        self.chunks: list[Chunk] = []
        self.ended = self.changed = False
        self.open: tuple[Chunk, Trigger, tuple[Arg, ...]] | None = None

    def state(
        self, here: Clause, verb: Chunk, trigger: Trigger, subject: tuple[Arg, ...], target: Chunk | None
    ) -> Iterator[Proposal]:
        """Yield what a verb states by the roles that stand before it.

        Args:
            here: what stands before it in its clause.
            verb: its chunk.
            trigger: what it states.
            subject: who acts.
            target: its object, if it has one.
        """
        roles, trigger = here.roles, here.said(trigger)
        rule = "zh-carried" if self.told.state.carried else "zh-active"
        if self.told.state.carried and trigger.predicate in _BY_LOSS and self.told.state.loss and not verb.negated:
            subject = self.told.state.loss  # 胶原减少，导致皱纹
        before = self.classes.view.text[max(0, verb.start - 6) : verb.start]
        acted = self.last is not None and bool(subject) and self.last[2] == subject  # Nrf2缺陷 加重 炎症，并加速 光老化
        goes_on = before.endswith(self.in_turn) or (acted and before.endswith(self.as_well))
        done = "by" in roles or here.pending == "by"  # 蛋白质糖基化 …，由 X 介导: what is done is no one who acts
        whole = subject
        if (
            self.told.state.carried
            and trigger.predicate not in ("cause", *SYMMETRIC)
            and not goes_on
            and not done
            and "make" not in roles
        ):
            # a process or trait before a comma is what happened; it is seldom who acts behind it
            subject = tuple(arg for arg in subject if arg.entity and arg.entity.type not in HAPPENINGS)
        if (
            (here.served and trigger.predicate in ("produces", "cause"))
            or here.pending == "make"
            or here.of_effect(trigger)
            or (trigger.predicate == "cause" and target is not None and bare_cells(target))
            or (trigger.words == "赋予" and target is not None and bare_cells(target))
            or self.limits_use(trigger.words)
        ):
            return  # 为 X 提供 Y: X is who it serves; 使得 人们 V: nobody that is named does
        if here.pending == "by" and target is None:  # 被 + verb: nobody is named who does it
            yield from self.told.propose(
                self.told.state.condition, trigger, () if self.told.state.carried else subject, verb, "zh-theme"
            )
        elif "by" in roles and target is None:
            self.last = (verb, trigger, roles["by"].args, subject)
            self.told.state.agents = roles["by"].args
            yield from self.told.propose(roles["by"].args, trigger, subject, verb, "zh-passive")
        elif "by" in roles and target is not None and roles["by"].args and trigger.inverse:
            yield from self.told.propose(target.args, trigger, subject, verb, "zh-passive")
        elif "make" in roles and target is None:
            self.makers = subject if trigger.themes else ()
            yield from self.told.propose(subject, trigger, roles["make"].args, verb, "zh-causative")
            self.told.state.last_object = roles["make"].args  # 使 AP-1 增强，后者 …
        elif "take" in roles and target is None and not (trigger.predicate == "is_a" and trigger.inverse):
            yield from self.told.propose(subject, trigger, roles["take"].args, verb, rule)
        elif target is not None and not self.is_of_what_it_does(trigger, target):
            yield from self._with_object(here, verb, trigger, subject, target, rule)
        elif trigger.predicate == "is_a" and trigger.inverse:  # 将其分为 3种：A、B 和 C
            self.open = (verb, trigger, roles["take"].args if "take" in roles else subject)
        elif trigger.predicate in SYMMETRIC:
            yield from self._symmetric(here, verb, trigger, subject)
        elif "to" in roles and not trigger.themes:
            yield from self.told.propose(subject, trigger, roles["to"].args, verb, "zh-target")
        elif trigger.words in EXPRESSED and not self.told.state.carried:
            yield from self.abounds(here, verb, trigger, subject)
        elif trigger.themes and (not self.told.state.carried or self._is_scened(whole)):
            yield from self._theme(verb, trigger, whole if self.told.state.carried else subject)

    def _is_scened(self, subject: tuple[Arg, ...]) -> bool:
        """Return whether a clause is no more than when something measured changes, of which the one before spoke: "…，绝经 后 下降"."""
        measured = bool(subject) and all(arg.entity and arg.entity.type in _MEASURED for arg in subject)
        own = any(arg.start >= self.chunks[0].start for arg in self.told.state.condition) if self.chunks else False
        return measured and own and [chunk.kind for chunk in self.chunks] == ["NP", "end", "V"]

    def _theme(self, verb: Chunk, trigger: Trigger, subject: tuple[Arg, ...]) -> Iterator[Proposal]:
        """Yield "(光老化皮肤 中) X 减少": it is due to what sets the scene, and so is what goes on the list (…，如 A 和 B)."""
        condition = tuple(arg for arg in self.told.state.condition if not self.is_any_cell(arg))
        text = self.classes.view.text
        subject = tuple(arg for arg in subject if not text.startswith(self.control_groups, arg.start))
        verb = self.denied(verb, subject)
        if condition and subject:
            self.last = (verb, trigger, condition, subject)
        yield from self.told.propose(condition, trigger, subject, verb, "zh-theme")

    def _with_object(
        self, here: Clause, verb: Chunk, trigger: Trigger, subject: tuple[Arg, ...], target: Chunk, rule: str
    ) -> Iterator[Proposal]:
        actors = who_acts(here, trigger, subject, target, self.told.state.condition, self.own_changes)
        if actors is None:
            return
        if "take" in here.roles and trigger.predicate == "delivers":
            yield from self.told.propose(actors, trigger, here.roles["take"].args, verb, rule)
            return
        if trigger.predicate == "differentiates_into":
            taken = here.roles.get("take") or here.roles.get("make")
            who = subject if "make" in here.roles else actors
            yield from self._becomes(verb, trigger, who, taken.args if taken is not None else (), target)
            return
        if trigger.predicate == "is_a":
            if self._goes_on(trigger, target):
                return
            if trigger.inverse and not any(arg.entity for arg in target.args):  # 将其分为三种：A、B 和 C
                self.open = (verb, trigger, here.roles["take"].args if "take" in here.roles else actors)
            yield from self.classes.copula(verb, trigger, actors, target, here.bare)
            return
        if trigger.predicate == "protect":  # what it is protected from says more: 保护 X 免受 Y
            follows = next((c for c in self.chunks if c.start >= target.end and c.kind == "V"), None)
            if follows is not None and follows.text.startswith("免"):
                return
        if trigger.words in self.forfeiting and self.told.state.condition:  # 随着 年龄增长，干细胞 丧失 自我更新
            actors = self.told.state.condition
        target = mended(trigger, target, self.mending)
        if trigger.predicate in ("cause", "contains"):
            target = replace(target, args=self.more_or_less(trigger, actors, target.args))
            less = trigger.predicate == "contains" and any(arg.sign < 0 for arg in target.args)
            trigger = replace(trigger, predicate="increases") if less else trigger  # an old skin holds less of it
        shown = tuple(arg for arg in target.args if arg.property)
        if trigger.predicate == "has_phenotype" and shown:
            yield from self.told.propose(actors, _HAS, shown, verb, "zh-property")  # 表现出 更强的 抗炎活性
            return
        self.last = (verb, trigger, actors, target.args)
        self.open = None if any(arg.entity for arg in target.args) else (verb, trigger, actors)
        yield from self.told.propose(actors, trigger, target.args, verb, rule)

    def _becomes(
        self, verb: Chunk, trigger: Trigger, actors: tuple[Arg, ...], taken: tuple[Arg, ...], target: Chunk
    ) -> Iterator[Proposal]:
        """Yield "X 将 A 转化为 B" as A becoming B, or B made from A where A is a molecule, and as X raising B."""
        was, who = (taken, actors) if taken else (actors, self.told.state.condition)
        scene = self.classes.view.text[who[-1].end : who[-1].end + 9] if who else ""
        molecules = any(arg.entity and arg.entity.type in _MOLECULES for arg in was)
        if molecules:
            yield from self.told.propose(target.args, _MADE_FROM, was, verb, "zh-active")
        else:
            yield from self.told.propose(was, trigger, target.args, verb, "zh-active")
        made = tuple(arg for arg in target.args if arg.entity and arg.entity.type in (*_MOLECULES, "Cell"))
        if taken or (molecules and "下" in scene):  # X 的 催化下; in a place nothing does it
            yield from self.told.propose(who, _RAISES, made, verb, "zh-active")

    def _goes_on(self, trigger: Trigger, target: Chunk) -> bool:
        """Return whether what stands behind 是 only tells how the kind comes about: 是 酪氨酸 经 酶 生成 的 色素."""
        rest = [chunk for chunk in self.chunks if chunk.start >= target.end]
        if trigger.inverse or len(rest) < 2 or rest[0].kind not in ("via", "end", "by", "at") or rest[-1].kind != "NP":
            return False
        return "的" in self.classes.view.text[rest[0].end : rest[-1].end]

    def _symmetric(self, here: Clause, verb: Chunk, trigger: Trigger, subject: tuple[Arg, ...]) -> Iterator[Proposal]:
        """Yield "A 与 B 相关", where 与 joined both ends in one phrase."""
        phrase = here.bare
        led = any(c.kind == "C" and phrase is not None and c.end <= phrase.start for c in self.chunks)
        if phrase is not None and phrase.joined and len(phrase.args) > phrase.joined and not led:
            here.subject = self.told.state.subject = phrase.args[: phrase.joined]
            self.told.state.last_object = phrase.args[phrase.joined :]
            yield from self.told.propose(
                phrase.args[: phrase.joined], trigger, phrase.args[phrase.joined :], verb, "zh-symmetric"
            )
            return
        for role in ("to", "with"):
            if role in here.roles:
                self.told.state.last_object = here.roles[role].args  # 这 与 X 有关，后者 …
                yield from self.told.propose(subject, trigger, here.roles[role].args, verb, "zh-symmetric")

    def limits_use(self, verb: str) -> bool:
        """Return whether a clause tells what limits the use of a thing: there is no less of the thing for that."""
        clause = self.classes.view.text[self.told.bounds[0] : self.told.bounds[1]]
        return verb.endswith(self.limits) and any(word in clause for word in self.put_to_use)

    def more(self, chunks: list[Chunk]) -> Iterator[Proposal] | None:
        """Return what a list that goes on behind a comma adds: 影响细胞的生长，发育与死亡."""
        phrase, last = chunks[0], self.last
        listed = self.classes.view.text.endswith(self.like, 0, phrase.start)
        if last is not None and listed and [chunk.kind for chunk in chunks] == ["NP", "V"]:
            change = chunks[1].trigger  # 诱发 细胞紊乱，如 活性氧 升高
            if change is not None and change.themes and last[2]:
                return self.told.propose(last[2], change, phrase.args, chunks[1], "zh-members")
        if self.makers and [chunk.kind for chunk in chunks] == ["NP", "V"] and "组" not in phrase.text:
            change = chunks[1].trigger
            if change is not None and change.themes:
                return self.told.propose(
                    self.makers, change, phrase.args, chunks[1], "zh-causative"
                )  # 使 A 增加，B 减少
        falls = self.ended and last is not None and any(arg.sign for arg in last[3])  # 导致 A 缓慢，B 下降
        if last is not None and (self.changed or falls) and [chunk.kind for chunk in chunks] == ["NP", "V"]:
            verb, trigger, subjects, _ = last
            change = chunks[1].trigger
            if trigger.predicate == "cause" and change is not None and change.themes and not self.told.state.condition:
                sign = 1 if change.predicate == "increases" else -1
                args = tuple(replace(signed(arg, sign), reach=(arg.start, chunks[1].end)) for arg in phrase.args)
                return self.told.propose(subjects, trigger, args, verb, "zh-active")  # 导致 A 减少，B 下降
        if last is None or len(chunks) > 1 or phrase.kind != "NP" or not phrase.args or not self.ended:
            return None
        verb, trigger, subjects, objects = last
        if len(phrase.args) == 1:  # 导致 管壁增厚，管腔狭窄
            alike = all(arg.entity and arg.entity.type == "Phenotype" for arg in (*phrase.args, *objects))
            return self.told.propose(subjects, trigger, phrase.args, verb, "zh-active") if alike and objects else None
        kinds = {arg.entity.type for arg in phrase.args if arg.entity} | {
            arg.entity.type for arg in objects if arg.entity
        }
        if len(kinds) != 1 or not all(arg.entity for arg in phrase.args):
            return None
        return self.told.propose(subjects, trigger, phrase.args, verb, "zh-active")

    def light(self, here: Clause, chunks: list[Chunk], i: int, subject: tuple[Arg, ...]) -> Iterator[Proposal]:
        """Yield what a light verb and its noun say: 对 B 具有促进作用, 在 B 中发挥重要作用, 具有抗炎作用."""
        light, after = chunks[i], chunks[i + 1]
        named = chunks[i + 4] if [c.kind for c in chunks[i + 2 : i + 5]] == ["DE", "V", "NP"] else None
        if named is not None and not subject:
            subject = named.args  # 对 Y 起促进作用 的 是 X
        after.args = self.told.resolved(after.args)
        properties = tuple(arg for arg in after.args if arg.property)
        light.negated |= after.negated
        if properties:
            yield from self.told.propose(subject, _HAS, properties, light, "zh-property")
        elif after.text.endswith(_SHIELDS) and "to" in here.roles:
            shielded = here.roles["to"].args  # 对 皮肤 具有 保护作用
            yield from self.told.propose(subject, _PROTECTS, shielded, replace(light, end=after.end), "zh-target")
        elif after.text.endswith(self.able) and after.args and self._is_made(subject):
            ability = tuple(arg for arg in after.args if arg.entity and arg.entity.type == "Process")
            yield from self.told.propose(subject, _HAS, ability, light, "zh-light")  # 支架 具有 组织修复 能力
        elif after.effect or after.sign:
            place = here.roles.get("to") or here.roles.get("at") or (None if after.sign else here.roles.get("via"))
            target = place.args if place is not None else after.args if after.args and after.sign else ()
            change = replace(_AFFECTS, predicate=_stated(after))
            ill = bool(target) and all(arg.entity and arg.entity.type in ("Disease", "Phenotype") for arg in target)
            remedial = after.text.endswith(self.remedial) or (ill and after.text.endswith("效果"))
            plain = _REMEDY if remedial else _AFFECTS  # 对痤疮具有良好的疗效
            said = self.classes.view.text[light.end : after.end]
            if after.text in self.plainly and any(word in said for word in self.benign):
                plain = _BENEFIT  # 对 Y 具有 积极 作用
            if place is not None and place.text.endswith(("治疗", "防治")):  # 在 皮肤老化 治疗 中 具有 潜力
                plain, target = _REMEDY, tuple(replace(arg, sign=0) for arg in target)
            yield from self.told.propose(
                subject,
                change if after.sign else plain,
                target,
                replace(light, end=after.end),
                "zh-target" if "to" in here.roles else "zh-light",
            )

    @staticmethod
    def _is_made(subject: tuple[Arg, ...]) -> bool:
        """Return whether those of a subject are no living things: what a cell is able to do it does itself."""
        types = {arg.entity.type for arg in subject if arg.entity}
        return bool(types) and types <= {"Intervention", "Chemical", "Vesicle", "Secretome", "GeneProduct", "RNA"}

    def effect(self, here: Clause, chunks: list[Chunk]) -> Iterator[Proposal]:
        """Yield "X 对 Y 的抑制作用明显"; to study it (探讨 X 对 Y 的抑制作用) says nothing."""
        on = here.roles.get("to")
        if on is None or not on.effect or not on.sign or on.owner is None or here.last is not None or not here.subject:
            return
        if any(chunk.kind in ("L", "REP", "X") for chunk in chunks):
            return
        trigger = replace(_AFFECTS, predicate=_stated(on))
        yield from self.told.propose(here.subject, trigger, (on.owner,), on, "zh-target")

    def unchanged(self, here: Clause, chunks: list[Chunk]) -> Iterator[Proposal]:
        """Yield "X 对 Y 没有影响" and "X 不影响 Y": tested, and no change."""
        same = next((n for n, chunk in enumerate(chunks) if chunk.kind == "SAME"), None)
        if same is None or here.last is not None:
            return
        after = chunks[same + 1] if same + 1 < len(chunks) else None
        on = here.roles.get("to") or (after if after is not None and after.kind == "NP" else None)
        acts = here.subject or (here.bare.args if here.bare is not None and here.bare is not after else ())
        if on is None and same + 1 == len(chunks) and here.bare is not None and "组" not in here.bare.text:
            acts, on = self.told.state.condition, here.bare  # X 组 Y 无明显差异; X 处理后，Y 无明显变化
        plain = [chunk.kind for chunk in chunks[:same]] in ([], ["to", "NP"])
        but = self.classes.view.text[: chunks[0].start].endswith(self.contrasts)
        if but and not acts and [chunk.kind for chunk in chunks] == ["NP", "SAME"] and "组" not in chunks[0].text:
            acts, on = self.told.state.subject, chunks[0]  # X 增加 Y，但 Z 无变化
        acts = acts or (self.told.state.subject if plain else ())  # X 促进 Y，但 不影响 Z; 但 对 Z 无影响
        if on is None or not acts:
            return
        yield from self.told.propose(acts, _AFFECTS, on.args, chunks[same], "zh-target")
