"""What stands before the verb of a Chinese clause, taken phrase by phrase: who acts, where, on whom, by what means."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.grounding import as_worded
from kg.patterns import Patterns, Trigger
from kg.relations.chinese_chunks import Chunk
from kg.relations.chinese_classes import Classes
from kg.relations.chinese_deeds import Deeds
from kg.relations.chinese_frames import Frames
from kg.relations.chinese_objects import Objects
from kg.relations.chinese_phrases import Chinese
from kg.relations.chinese_roles import Clause, is_companion
from kg.relations.chinese_scenes import Scenes
from kg.relations.phrases import Arg, Before, signed

__all__ = ["Steps"]


#: what is made, and may be made more or less of
_MADE = ("GeneProduct", "RNA", "Chemical")
_ITS = re.compile(r"其(?:泛素化|蛋白酶体)?$")
#: how much of it: 高浓度, 低剂量的
_VARIED = re.compile(r"(?:较?[高低大小]|中等?|微小|过高)(?:浓度|剂量)的?")


class Steps:
    """Takes the phrases of one sentence's clauses up to their verbs."""

    def __init__(self, chinese: Chinese, patterns: Patterns, before: Before) -> None:
        self.chinese = chinese
        self.cause_starts = patterns.having("cause_starts")
        self.examples = patterns.having("hyponym_markers")
        self.all_of = patterns.words["all_of"]
        self.undoing, self.ways_of_doing = patterns.words["undoing"], patterns.words["ways_of_doing"]
        self.doings = tuple(patterns.words["doings"])
        self.causes, self.upset = patterns.having("causes"), patterns.words["upset"]
        self.uses, self.giving = patterns.having("uses"), patterns.having("giving")
        never, works = ("|".join(patterns.words[name]) for name in ("unreported", "works"))
        # 未见 X 对 Y 影响 的 报道; 在 增加 Y 方面 不优于 Z
        self.unreported = re.compile(
            f"(?:{never}).*(?:{works})|在.+方面.*(?:不优于|不劣于|无差异|无明显差异|无显著差异|相当)"
        )
        self.its_own, self.its_loss = patterns.having("its_own"), patterns.words["its_loss"]
        self.told = Objects(before, patterns)
        self.scenes = Scenes(self.told, chinese.view, patterns, chinese.found)
        self.classes = Classes(self.told, chinese.view)
        self.main: Arg | None = None
        self.frames = Frames(self.told, self.classes, patterns)
        self.deeds = Deeds(self.told, chinese.view, patterns)
        self.clause: list[Chunk] = []

    def take_phrase(self, here: Clause, chunk: Chunk, following: Chunk | None, i: int) -> int:
        """Take the noun phrase at ``i`` into the clause, in the part that stands open for it, and return where to go on."""
        by = here.pending == "by" and bool(chunk.args) and all(arg.anaphor and not arg.entity for arg in chunk.args)
        chunk.args = (by and self.told.agent()) or self.meant(chunk) or self.told.resolved(chunk.args)
        if (
            chunk.joined
            and here.bare is not None
            and i
            and self.clause[i - 1].kind == "DE"
            and not any(arg.entity for arg in chunk.args[: chunk.joined])
        ):  # A 在 B 中的表达 与 C: what stands beside C is A
            owners = tuple(arg for arg in here.bare.args if arg.entity)
            chunk.args, chunk.joined = owners + chunk.args[chunk.joined :], len(owners)
        if following is not None and following.kind == "DE" and [c.kind for c in self.clause[i + 2 : i + 3]] == ["end"]:
            following, i = self.clause[i + 2], i + 1  # 紫外线 的 刺激下
        if (
            following is not None
            and following.kind == "NP"
            and chunk.text.endswith(self.chinese.nouns.cores.patients[:2])
        ):
            self.told.state.condition = tuple(arg for arg in chunk.args if arg.entity)
        ends = following is not None and following.kind == "end"
        if ends and following is not None:
            self.scenes.set(chunk, following.text)
            self.scenes.opens = self.clause[0].start
            if actor := self.scenes.actor(chunk, following.text, self.chinese.found):
                self.remember(actor)
                self.chinese.nouns.embedded += self.scenes.met(chunk)
            here.roles["at"] = chunk
            here.pending = here.pending if here.pending in ("make", "take") else ""  # 使 表皮 中 X 减少
            return i + 2
        if chunk.given and here.pending in ("", "at") and any(arg.entity for arg in chunk.args):
            self.told.state.condition, here.bare, here.pending = chunk.args, chunk, ""  # 在 裸鼠 皮下注射 X
            return i + 1
        if here.pending:
            here.roles[here.pending] = chunk
            here.served |= here.pending == "by" and here.pending_text == "为"
            here.used |= here.pending == "at" and here.pending_text in self.uses
            if here.pending == "at" and here.pending_text in self.cause_starts:
                self.scenes.led(chunk, here.pending_text)
            here.pending = ""
        elif i and self.clause[i - 1].kind == "SAME":
            pass  # 外泌体 不影响 X: X does not act
        elif here.last is not None and i and self.clause[i - 1].kind == "C":
            pass  # 抑制 X 与 其受体 结合: what a conjunction adds behind an object acts no more than that
        elif is_companion(self.clause, i):
            here.roles["with"] = chunk
        elif "with" in here.roles and self.clause[i - 1].kind == "C":
            here.roles["with"] = replace(chunk, args=here.roles["with"].args + chunk.args)
        elif self.adds_nothing(here, chunk, i):
            pass
        elif (
            here.bare is None or any(arg.entity for arg in chunk.args) or not any(arg.entity for arg in here.bare.args)
        ):
            here.bare = chunk
        return i + 1

    def adds_nothing(self, here: Clause, chunk: Chunk, i: int) -> bool:
        """Return whether a phrase takes no one's place: 活性氧 不仅 损伤DNA, 糖皮质激素 长期 外用, 而 长期 外用 可 引起 Y."""
        if here.bare is None:
            return chunk.text in self.giving and bool(self.told.state.subject)
        return i > 0 and (chunk.text in self.giving or (here.bare.known and not chunk.known))

    def meant(self, chunk: Chunk) -> tuple[Arg, ...]:
        """Return what a phrase means that only varies who acted before: 而 高浓度 则 (H2O2), 而 其 敲除 则 (of miR-205); else none."""
        one = self.told.state.subject[0] if len(self.told.state.subject) == 1 else None
        mention = self.told.before.like("") if one is None and self._opens_with_its(chunk) else None
        if mention is not None and mention.entity.type in _MADE:
            return (
                Arg(0, 0, mention.entity, mention=mention),
            )  # 其活性 可 被 X 抑制: of what the sentence before is of
        if one is None or one.entity is None or one.mention is not None or one.start >= chunk.start:
            return ()
        text = self.chinese.view.text
        name = _VARIED.sub("", text[one.start : one.end])
        if _VARIED.fullmatch(chunk.text) and not any(arg.entity for arg in chunk.args):
            entity = as_worded(f"{chunk.text}的{name}", one.entity.type, "zh", one.entity.broader)
        elif text[: chunk.start].endswith("其") and chunk.text in self.undoing:
            stem = next((name.removesuffix(end) for end in self.undoing if name.endswith(end)), name)
            entity = as_worded(f"{stem}{chunk.text}", "Intervention", "zh")
        else:
            return ()
        return (Arg(chunk.start, chunk.end, entity),) if entity is not None else ()

    def _opens_with_its(self, chunk: Chunk) -> bool:
        """Return whether a sentence opens with an amount of what was named before: 其活性, 其水平."""
        amount = chunk.text in self.its_own and not chunk.text.endswith(self.its_loss)
        return amount and self.chinese.view.text[: chunk.start] == "其" and not any(arg.entity for arg in chunk.args)

    def treated(self, here: Clause, treated: Chunk, i: int) -> int:
        """Read "用 X 处理的 Y" as X: what Y then does is what X did to it."""
        agent = here.bare or (here.roles.get("at") or here.roles.get("via"))
        here.pending = ""
        if agent is not None and any(arg.entity for arg in agent.args):
            here.bare, here.given = agent, True
            behind = [chunk.kind for chunk in self.clause[i + 2 :]]
            if behind == ["V"]:  # X 处理 的 Y 增强
                self.told.state.condition, here.bare = agent.args, treated
            elif not behind:  # X 喂养 的 小鼠 脂肪堆积，胶原 减少
                self.told.state.condition = agent.args
        else:
            here.bare = treated
        here.roles.clear()
        return i + 2

    def blames(self, chunk: Chunk, here: Clause) -> bool:
        """Return whether 因 stands behind who suffers: "患者 因 长期 日晒，"."""
        whom = here.bare is not None and all(arg.entity and arg.entity.type == "Organism" for arg in here.bare.args)
        return whom and chunk.kind == "at" and chunk.text in self.causes

    def because(self, here: Clause) -> Chunk | None:
        """Return what "患者 因 长期 日晒，" ends in, where that and not the patient goes on to do something."""
        cause = here.roles.get("at") if here.pending_text in self.causes else None
        return cause if cause is not None and cause is self.clause[-1] else None

    def acting(self, phrase: Chunk) -> tuple[Arg, ...]:
        """Return who acts by a phrase: 其 闭合 创面 的 速度 快于 Y，并 上调 Z tells of whose speed that is, and not of the wound."""
        its = self.chinese.view.text[: phrase.start].endswith("其") and phrase.text.endswith(self.ways_of_doing)
        return (self.told.state.subject or self.told.agent()) if its else phrase.args

    def keep_topic(self, phrase: Chunk) -> None:
        """Keep a noun phrase that fills a clause alone as the subject of the next: 脂肪干细胞外泌体，可促进…."""
        upset = phrase.text.endswith(self.upset)  # …，而 MMP/TIMP 失衡，导致 X: that does, and not who acted before
        if phrase.args and all(arg.entity for arg in phrase.args) and (upset or not self.told.state.subject):
            self.told.state.subject = phrase.args

    @staticmethod
    def within_definition(target: Chunk | None, chunks: list[Chunk], i: int, step: int) -> Chunk | None:
        """Return the object without the kind that a definition ends in: 是一种 … 以 防止 [端粒变短] 的 酶."""
        defines = any(chunk.text.endswith(("一种", "一类")) and chunk.kind == "V" for chunk in chunks[:i])
        if target is None or not defines or step != len(chunks) or target.owner is None or target.head is None:
            return target
        return replace(target, args=(target.owner,), head=None, owner=None) if len(target.args) == 1 else target

    def is_inside(self, here: Clause, chunks: list[Chunk], i: int) -> bool:
        """Return whether a clause begins with where something is: 创面 中 存在 X."""
        opens = i > 0 and chunks[i - 1].kind == "end" and chunks[i - 1].text in ("中", "内", "里", "上")
        return opens and here.bare is None and here.subject is None and "at" in here.roles and i + 2 == len(chunks)

    def place(self, here: Clause, trigger: Trigger, chunks: list[Chunk], i: int) -> None:
        """Let the place in "外泌体中含有 Y" be what contains it."""
        behind = chunks[i - 1].kind == "end" and here.subject is None if i else False
        behind = behind and not (i + 2 < len(chunks) and self.deeds.is_able(chunks[i + 1], chunks, i + 2))
        if behind and here.bare is None and "at" in here.roles and trigger.predicate in ("contains", "produces"):
            here.bare = here.roles.pop("at")

    def its(self, here: Clause, target: Chunk | None, subject: tuple[Arg, ...]) -> Chunk | None:
        """Return the object 其表达 as what it is of: of what was acted on before, or, where somebody else acts now, of who acted before."""
        text = self.chinese.view.text
        if target is None or target.text not in self.its_own or not _ITS.search(text, 0, target.start):
            return target
        state = self.told.state
        goes_on = state.carried or here.last is not None
        whose = state.last_object if goes_on else state.topic
        mention = self.told.before.like("") if not whose and not goes_on else None
        if mention is not None:
            whose = (Arg(0, 0, mention.entity, mention=mention),)
        made = tuple(arg for arg in whose if arg.entity and arg.entity.type in _MADE)
        if not made or any(arg.entity == one.entity for arg in made for one in subject):
            return target
        plain = tuple(replace(arg, sign=0) for arg in made)
        falls = target.text.endswith(self.its_loss)
        return replace(target, args=tuple(signed(arg, -1) for arg in plain) if falls else plain)

    def lost(self, arg: Arg, verb: Chunk) -> Arg:
        """Return who acts as the loss of it that a verb tells of; of what a pronoun means, the loss has its name."""
        grows = "随" in self.chinese.view.text[arg.end : verb.start]  # 胶原 随 年龄 增长 而 减少
        if arg.start >= self.clause[0].start and arg.mention is None and not grows:
            return replace(signed(arg, -1), reach=(arg.start, verb.end))
        named = arg.mention.text if arg.mention is not None else self.chinese.view.text[arg.start : arg.end]
        entity = as_worded(named + verb.text, "Process", "zh")
        return Arg(verb.start, verb.end, entity) if entity is not None else signed(arg, -1)

    def subject(self, here: Clause) -> tuple[Arg, ...]:
        """Return who acts: the bare phrase before the verb, else who acted before."""
        self.told.state.carried = False
        if here.nested is not None and here.bare is here.nested:
            return here.nested.args
        if here.bare is not None and any(arg.entity and not (arg.property and arg.sign) for arg in here.bare.args):
            here.subject = here.bare.args  # but 抗衰老机制 does not act, and ageing still less
            self.remember(here.subject)
        if here.subject is not None:
            if here.subject and here.subject == self.told.state.loss:
                self.told.state.subject = here.subject  # 神经酰胺 减少 会 破坏 Y，加重 Z: its loss does that as well
            return here.subject
        used = here.roles.get("at") if here.used else None
        means = here.roles.get("via") if not self.told.state.subject else None
        for tool in (used, means):
            if tool is not None and any(arg.entity for arg in tool.args):
                return tool.args  # 用 X 促进 Y: X does
        self.told.state.carried = True
        start = self.clause[0].start
        clause = self.chinese.view.text[max(0, start - 8) : start]
        if len(self.told.state.last_object) > 1 and clause.rstrip("可能会").endswith(self.all_of):
            return self.told.state.last_object  # 分泌 A 和 B，均可促进 Z: A and B do
        return self.told.state.subject or self.scenes.agents(self.clause[0])

    def remember(self, args: tuple[Arg, ...]) -> None:
        """Keep who acts for the clauses that follow; the first of the sentence is its main subject."""
        if self.told.state.subject and self.told.state.subject != args:
            self.told.state.topic = self.told.state.subject
        self.told.state.subject, self.told.state.loss = args, ()
        if self.main is None and args and args[0].entity and not args[0].mention:
            self.main = args[0]
