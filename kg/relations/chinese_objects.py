"""What a Chinese verb acts on, with the attributes that stand inside the object; and the making of proposals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.patterns import Patterns, Trigger
from kg.relations.chinese_chunks import Chunk
from kg.relations.chinese_pointing import Pointing
from kg.relations.phrases import Arg, Before, Proposal, ends, signed

__all__ = ["SYMMETRIC", "Objects", "bare_cells", "leads_with"]

_AIMED = Trigger("靶点", "associated_with")
_SET_UP = ("Cell", "Organism")
_WITHIN = Trigger("存在", "located_in")
_HOLDERS = ("Secretome", "Vesicle", "Intervention", "Chemical")
SYMMETRIC = ("associated_with", "interacts_with")


def _is_change(arg: Arg) -> bool:
    """Return whether a name says by itself that something is more, less or worse: 皮肤变薄, 弹性丧失."""
    return arg.entity is not None and arg.entity.type in ("Phenotype", "Disease")


def _brings_about(chunk: Chunk) -> bool:
    """Return whether a chunk lets a whole clause come about: 使, 导致."""
    return chunk.kind == "make" or (chunk.trigger is not None and chunk.trigger.predicate == "cause")


def bare_cells(target: Chunk) -> bool:
    """Return whether an object is cells, and no change of them: 导致 毛囊干细胞 经表皮排出."""
    return bool(target.args) and all(arg.entity and arg.entity.type == "Cell" and not arg.sign for arg in target.args)


class Objects(Pointing):
    """Finds objects and makes proposals, in the light of what the sentence has said so far."""

    def __init__(self, before: Before, patterns: Patterns) -> None:
        super().__init__(before)
        self.stimuli = patterns.having("stimuli")
        self.undergone = patterns.having("undergone")
        self.measured, self.falls = patterns.words["measured"], patterns.words["fallen"]
        self.doings = patterns.words["doings"]
        self.many = patterns.having("modifiers")
        self.ones, self.targets_of, self.made_of = (
            patterns.having("ones"),
            patterns.words["targets_of"],
            patterns.words["made_of"],
        )
        self.bounds = (0, 0)

    def object(self, chunks: list[Chunk], k: int, defined: tuple[Arg, ...]) -> tuple[Chunk | None, int, list[Proposal]]:
        """Return the object phrase at ``k``, where the clause goes on, and what its attributes state.

        "减少 [紫外线 诱导 的 细胞凋亡]" and "是 [由脂肪细胞 分泌 的 因子]": the head is the object, its attribute a proposal.

        Args:
            chunks: those of the clause.
            k: where the object would start.
            defined: what a copula defines; an attribute of the definition is about it.
        """
        start = k
        if (
            k + 1 < len(chunks)
            and chunks[k].kind == "to"
            and chunks[k + 1].kind == "NP"
            and not any(chunk.kind in ("V", "L") for chunk in chunks[k + 2 :])
        ):
            k += 1  # 介导 [对 DNA 的 氧化损伤]: what it is done to stands inside the object
            owned = chunks[k].head
            if owned is not None:
                return replace(chunks[k], args=self.resolved((owned,))), k + 1, []
        copula = chunks[k].trigger if k < len(chunks) and chunks[k].kind == "V" else None
        if copula is not None and copula.predicate == "is_a" and not copula.inverse:
            return None, start, []  # X 下降 是 Y 的 原因
        some = chunks[k].text if k + 1 < len(chunks) and chunks[k].kind == "NP" else ""
        if (some in self.ones and chunks[k + 1].kind != "DE") or (some in self.many and chunks[k + 1].kind == "V"):
            k = start = k + 1  # 作为 一种 [可 诱导 MSC 分化 的 诱导剂], 分泌 多种 [促进 血管新生 的 因子]
        change = chunks[k].trigger if [chunk.kind for chunk in chunks[k : k + 3]] == ["V", "DE", "NP"] else None
        if change is not None and change.themes:
            k = start = k + 2  # 清除 [受损 的] 线粒体
        if (behind := _past_place(chunks, k)) != k:
            k = start = behind
        while (
            k < len(chunks)
            and chunks[k].kind in ("by", "via", "C")
            and k + 2 < len(chunks)
            and chunks[k + 1].kind == "NP"
            and chunks[k + 2].kind == "V"
        ):
            k += 1
        if (
            k + 1 < len(chunks)
            and chunks[k].kind == "V"
            and chunks[k].trigger is not None
            and chunks[k + 1].kind == "NP"
            and (chunks[k + 1].head is not None or chunks[k + 1].whose is not None)
        ):
            return self.relative_object(chunks, k, defined)
        if k >= len(chunks) or chunks[k].kind != "NP":
            return None, start, []
        target = chunks[k]
        target.args = self.resolved(target.args)
        inner: list[Proposal] = []
        led = k != start
        while (
            k + 3 < len(chunks)
            and chunks[k + 1].kind == "V"
            and chunks[k + 2].kind == "DE"
            and chunks[k + 3].kind == "NP"
        ):
            head = chunks[k + 3]
            head.args = self.resolved(head.args)
            verb = chunks[k + 1]
            agents = self.agents(target, verb, head) if led else target.args[-1:]
            if (
                verb.trigger is not None
                and verb.trigger.predicate == "treats"
                and head.text.startswith(self.targets_of)
            ):
                verb = replace(verb, trigger=_AIMED)  # 腹膜纤维化 治疗 的 靶点 treats nothing
                inner += self.propose(defined or head.args, _AIMED, target.args[-1:], verb, "zh-attributive")
            else:
                whole = defined or self.changed(head.args, chunks, k + 4, ("", "V", "REP", "C"))
                inner += self.attributive(agents, verb, whole, symmetric=leads_with(chunks, k + 1))
            target = replace(head, args=target.args[: len(target.args) - len(agents)] + head.args)
            k += 3
        if led and not inner:
            return None, start, []
        setting = _past_setting(chunks, k)
        if setting is not None:  # 增强 MSC 在体外 的 成骨分化
            target, k = setting
            target.args = self.resolved(target.args)
        changed, step = self.clausal_object(target, chunks, k, k + 1)
        return changed, step, inner

    @staticmethod
    def changed(args: tuple[Arg, ...], chunks: list[Chunk], k: int, goes_on: tuple[str, ...]) -> tuple[Arg, ...]:
        """Return what an attribute is about with the change behind it: 阻止 [UVB 诱导 的 胶原 减少], where UVB lowers it.

        Args:
            args: the head of the attribute.
            chunks: those of the clause.
            k: where the change would stand.
            goes_on: kinds of what may follow a change that is a noun; "" where the clause may end with it.
        """
        change = chunks[k].trigger if k < len(chunks) and chunks[k].kind == "V" else None
        beyond = chunks[k + 1].kind if k + 1 < len(chunks) else ""
        if change is None or not change.themes or beyond not in goes_on:
            return args
        sign = 1 if change.predicate == "increases" else -1 if change.predicate == "decreases" else 0
        return tuple(signed(arg, sign) for arg in args)

    def relative_object(
        self, chunks: list[Chunk], k: int, defined: tuple[Arg, ...]
    ) -> tuple[Chunk | None, int, list[Proposal]]:
        """Return the head of "含有 [介导细胞内递送 的 功能因子]" as the object, and what its clause says of it."""
        verb, phrase = chunks[k], chunks[k + 1]
        owners = phrase.owners()
        if owners and verb.trigger is not None and not phrase.effect and phrase.kind_of and phrase.kind_of.entity:
            head = (phrase.kind_of,)  # 含有 [参与 A 和 B 的 蛋白质]
            inner = list(self.propose(defined or head, verb.trigger, owners, verb, "zh-attributive"))
            return replace(phrase, args=head, joined=0), k + 2, inner
        if (
            phrase.head is None
            or phrase.owner is None
            or verb.trigger is None
            or phrase.effect
            or not (defined or phrase.head.entity)
        ):
            return None, k, []
        inner = list(self.propose(defined or (phrase.head,), verb.trigger, (phrase.owner,), verb, "zh-attributive"))
        if defined and phrase.tail is not None:  # A 是 [导致 Y 的 主要因素]: that A leads to Y is all it says
            return replace(phrase, args=(), head=None, tail=None), k + 2, inner
        return replace(phrase, args=(phrase.head, *phrase.args[1:]), head=None), k + 2, inner

    def clausal_object(self, target: Chunk, chunks: list[Chunk], at: int, step: int) -> tuple[Chunk, int]:
        """Return the object with the change a verb behind it speaks of: 导致弹性 + 降低."""
        follows = chunks[at + 1] if at + 1 < len(chunks) else None
        beyond = chunks[at + 2] if at + 2 < len(chunks) else None
        if (
            follows is not None
            and follows.kind == "V"
            and follows.trigger is not None
            and follows.trigger.themes
            and (beyond is None or beyond.kind in ("V", "REP", "C"))
        ):
            led = bool(self.state.condition) or any(_brings_about(chunk) for chunk in chunks[: max(at - 1, 0)])
            if not led and self._is_deed(target, chunks[at - 1] if at else target):
                return target, step + 1
            if follows.trigger.predicate == "affects":  # 导致 X 发生 变化
                return replace(target, args=tuple(replace(arg, undirected=True) for arg in target.args)), step + 1
            sign = 1 if follows.trigger.predicate == "increases" else -1
            return self.changes(target, follows, sign, chunks, step + 1)
        return self._fallen(target), step

    def _is_deed(self, target: Chunk, verb: Chunk) -> bool:
        """Return whether what changes is a deed, done all the same: [促 Y 能力] 下降, [抑制 Y 的 作用] 减弱."""
        deed = verb.trigger.predicate if verb.trigger is not None and verb.end == target.start else ""
        ends = next((word for word in self.doings if target.text.endswith(word)), "")
        return bool(ends and target.args) and (
            deed == "increases" or (deed == "decreases" and target.text.endswith("的" + ends))
        )

    def _fallen(self, target: Chunk) -> Chunk:
        """Return a list whose last member is known as a fall with all its members fallen: 导致 [皮肤含水量 及 弹性下降]."""
        last = target.args[-1] if len(target.args) > 1 else None
        text = target.text[last.start - target.start : last.end - target.start] if last is not None else ""
        if last is None or last.sign or not text.endswith(self.falls):
            return target
        less = [
            replace(arg, sign=-1) if not arg.sign and (not _is_change(arg) or self._is_amount(target, arg)) else arg
            for arg in target.args[:-1]
        ]
        return replace(target, args=(*less, last))

    def _is_amount(self, target: Chunk, arg: Arg) -> bool:
        """Return whether a member of a list is by its name what there may be more or less of: 皮肤弹性."""
        return target.text[arg.start - target.start : arg.end - target.start].endswith(self.measured)

    def changes(self, target: Chunk, change: Chunk, sign: int, chunks: list[Chunk], step: int) -> tuple[Chunk, int]:
        """Return a list of changes as one phrase: 导致 [X 减少 和 Y 变薄], with where the clause goes on."""
        args = [
            replace(arg, sign=sign * (arg.sign or 1), reach=(arg.start, change.end) if arg is target.args[-1] else None)
            if arg is target.args[-1] or not _is_change(arg) or self._is_amount(target, arg)
            else arg  # 皮肤变薄 和 胶原 减少: each has its own
            for arg in target.args
        ]
        while [chunk.kind for chunk in chunks[step : step + 2]] == ["C", "NP"]:
            more, behind = self.clausal_object(chunks[step + 1], chunks, step + 1, step + 2)
            if behind == step + 2 and behind < len(chunks):
                break
            args += self.resolved(more.args)
            step = behind
        return replace(target, args=tuple(args)), step

    def agents(self, phrase: Chunk, verb: Chunk, head: Chunk) -> tuple[Arg, ...]:
        """Return who does what "A、B 引起的 C" tells: A and B, but B alone where A is rather another C."""
        types = {arg.entity.type if arg.entity else "" for arg in phrase.args}
        made = {arg.entity.type if arg.entity else "" for arg in head.args}
        apart = not types & {"", "Other", *made}
        return phrase.args if apart or verb.text.endswith(self.made_of) else phrase.args[-1:]

    def attributive(
        self, agents: tuple[Arg, ...], verb: Chunk, heads: tuple[Arg, ...], *, symmetric: bool
    ) -> Iterator[Proposal]:
        """Yield "X 诱导的 Y", and "与 X 相关的 Y", whose ends stand the other way round."""
        if verb.trigger is None or verb.text in self.undergone:
            return  # 胶原 减少 的 皮肤
        ill = [arg for arg in agents if arg.entity is not None and arg.entity.type == "Disease"]
        if verb.trigger.predicate == "treats" and ill and len(ill) == len(agents):
            yield from self.propose(heads, verb.trigger, agents, verb, "zh-attributive")  # 糖尿病 治疗 的 药物
        elif verb.trigger.predicate == "derived_from":  # 由 X 衍生出来 的 Y
            yield from self.propose(heads, verb.trigger, self.resolved(agents), verb, "zh-attributive")
        elif verb.trigger.predicate in SYMMETRIC:
            if symmetric:
                yield from self.propose(heads, verb.trigger, agents, verb, "zh-attributive")
            elif verb.text.startswith("靶"):  # miR-21 靶向 的 PTEN
                yield from self.propose(agents, verb.trigger, heads, verb, "zh-attributive")
        else:
            if verb.trigger.words in self.stimuli:  # LPS 刺激的巨噬细胞 are those that something else is then shown in
                heads = tuple(arg for arg in heads if arg.entity is None or arg.entity.type not in _SET_UP)
            elif verb.trigger.predicate in {"cause", "increases"}:  # 链脲佐菌素 诱导的 糖尿病大鼠: no more rats for it
                heads = tuple(arg for arg in heads if arg.entity is None or arg.entity.type != "Organism")
            yield from self.propose(self.resolved(agents), verb.trigger, heads, verb, "zh-attributive")

    def held(self, places: tuple[Arg, ...], verb: Chunk, things: tuple[Arg, ...]) -> Iterator[Proposal]:
        """Yield "X 中 存在 的 Y": Y is in X."""
        for place in places:
            holds = place.entity is not None and place.entity.type in _HOLDERS
            trigger = replace(_WITHIN, predicate="contains") if holds else _WITHIN
            pair = ((place,), things) if holds else (things, (place,))
            yield from self.propose(pair[0], trigger, pair[1], verb, "zh-attributive")

    def propose(
        self, subjects: Sequence[Arg], trigger: Trigger, objects: Sequence[Arg], verb: Chunk, rule: str
    ) -> Iterator[Proposal]:
        """Yield one proposal for each subject and object that name different things."""
        for subject, target in ends(subjects, trigger, objects, paired=verb.paired):
            if rule == "zh-theme" and target.sign and target.reach and target.reach[1] < verb.start:
                continue  # 细胞 数量 减少、功能 减退: what changed before does not change once more
            yield Proposal(
                subject,
                trigger,
                target,
                verb.start,
                verb.end,
                self.bounds,
                rule,
                negated=verb.negated,
                hedged=verb.hedged,
                no_change=verb.no_change,
            )


def _past_place(chunks: list[Chunk], k: int) -> int:
    """Return where the object stands behind the place it is in: 激活 [角质形成细胞 中 的] p53."""
    verb = chunks[k - 1].trigger if k else None
    if verb is not None and verb.predicate in ("located_in", "is_a"):  # 属于家族中的一员, 驻留于组织中的细胞
        return k
    if (
        k + 2 < len(chunks)
        and chunks[k].kind == "NP"
        and chunks[k + 1].kind == "end"
        and chunks[k + 1].text in ("中", "内")
    ):
        behind = k + 2 + (chunks[k + 2].kind == "DE")
        if behind < len(chunks) and chunks[behind].kind == "NP":
            return behind
    later = [chunk.kind for chunk in chunks[k : k + 4]] == ["NP", "end", "DE", "NP"]
    if later and chunks[k + 1].text.endswith("后"):
        return k + 3  # 预防 [面部 手术后 的] 瘢痕 形成
    if [chunk.kind for chunk in chunks[k:]] == ["NP", "end", "NP"] and chunks[k + 1].text.endswith("后"):
        return k + 2  # 参与 [血管 损伤后] 新生内膜 的 形成
    return k


def _past_setting(chunks: list[Chunk], k: int) -> tuple[Chunk, int] | None:
    """Return what stands behind "X 在体外 的" or "X 在 Y 中 的", and where; None where X itself ends the phrase."""
    kinds = [chunk.kind for chunk in chunks[k + 1 : k + 5]]
    if kinds[:2] == ["DE", "NP"]:
        if chunks[k].args and not any(arg.entity for arg in chunks[k + 2].args):
            return None  # 起到 促进 X 的 积极 作用
        return chunks[k + 2], k + 2
    if kinds[:2] == ["at", "NP"] and chunks[k + 2].head is not None and chunks[k + 1].text == "在":
        head = chunks[k + 2].head
        if head is not None and head.entity is not None:
            return replace(chunks[k + 2], args=(head,), head=None, owner=None), k + 2
    if kinds == ["at", "NP", "end", "DE"] and k + 5 < len(chunks) and chunks[k + 5].kind == "NP":
        return chunks[k + 5], k + 5
    return None


def leads_with(chunks: list[Chunk], verb: int) -> bool:
    """Return whether 与 or 和 leads the phrase before a verb."""
    return verb >= 2 and chunks[verb - 2].kind == "C" and chunks[verb - 2].text in ("与", "和", "同", "跟")
