"""Chinese clauses said in a roundabout way, told in the plain one: A 与 B 存在显著的相关性 as A 与 B 相关."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.grounding import as_worded
from kg.patterns import Patterns, Trigger
from kg.relations.chinese_chunks import Chunk
from kg.relations.phrases import Arg, signed

__all__ = ["read_plainly"]

_JOINED = ("并", "并且", "和", "或", "且", "及", "并可", "并能")
_AND = re.compile("[、和与及]")
_RELATED = Trigger("相关", "associated_with")
_TOWARDS = ("向", "至", "到")
_IS, _KIND = Trigger("为", "is_a"), Trigger("是一种", "is_a")
_FROM_THERE = Trigger("来自", "derived_from")
_PROTECTS = Trigger("保护", "protect")
_THERE = Trigger("表达", "located_in")
_SYMMETRIC = ("associated_with", "interacts_with")
_EFFECTS = {1: Trigger("促进作用", "increases"), -1: Trigger("抑制作用", "decreases")}
#: 由 X 分泌 的 Y: whose Y it is
_FROM = re.compile(r"(?:分泌|释放|来源|衍生|产生|制备|提取|分离)的")


def read_plainly(chunks: list[Chunk], patterns: Patterns, text: str) -> list[Chunk]:
    """Return the chunks of a clause with roundabout ways of saying a thing replaced by the plain one.

    Args:
        chunks: those of one clause.
        patterns: Chinese word lists.
        text: of the sentence, folded.
    """
    chunks = _applied(_together(_both(_made_by(_mechanism(chunks, patterns)), text), patterns))
    chunks = _towards(_headed_for(_grown(chunks)), patterns)
    chunks = _with_members(_at_work(_done_to(_varying(_undone(chunks), patterns))))
    chunks = _marking(_between(_extracted(chunks, patterns)), patterns)
    return _called(_meeting(_sourced(_related(_expressed(chunks, patterns), patterns))))


def _expressed(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return "A 在 B 中 的 表达 与 C" as "A 与 C": the amount of A in B speaks of A."""
    for n in range(len(chunks) - 4):
        of, at, _, end = chunks[n : n + 4]
        behind = n + 4 + (chunks[n + 4].kind == "DE")
        if (of.kind, at.kind, end.kind) != ("NP", "at", "end") or chunks[n + 2].kind != "NP" or behind >= len(chunks):
            continue
        amount = chunks[behind]
        if amount.kind != "NP" or not amount.args or not any(arg.entity for arg in of.args):
            continue
        text = amount.text.removeprefix("的").split("与")[0].split("和")[0]
        listed = _AND.split(amount.text.removeprefix("的"))
        if amount.joined and all(part in patterns.having("quantities") or part == "转录" for part in listed):
            return [*chunks[:n], of, *chunks[behind + 1 :]]  # 提高 I型胶原 在 成纤维细胞 中 的 转录 和 表达水平
        if text == "表达" and not n and behind + 1 == len(chunks):
            return [of, replace(amount, kind="V", args=(), trigger=_THERE), chunks[n + 2]]  # X 在 真皮 中 表达
        if not amount.joined and text in patterns.having("quantities"):
            return [*chunks[:n], of, *chunks[behind + 1 :]]  # 提高 I型胶原 在 成纤维细胞 中 的 转录
        if amount.joined and not any(arg.entity for arg in amount.args[: amount.joined]):
            ends = tuple(arg for arg in of.args if arg.entity)
            both = replace(amount, start=of.start, args=ends + amount.args[amount.joined :], joined=len(ends))
            return [*chunks[:n], both, *chunks[behind + 1 :]]
    return chunks


def _both(chunks: list[Chunk], text: str) -> list[Chunk]:
    """Return "抑制 并 逆转 X" as "抑制 X 逆转 X"."""
    for n in range(len(chunks) - 2):
        behind = n + 1 + (chunks[n + 1].kind == "C")
        if behind + 2 != len(chunks):
            continue
        one, other, what = chunks[n], chunks[behind], chunks[-1]
        verbs = one.kind == other.kind == "V" and what.kind == "NP" and bool(one.trigger and other.trigger)
        verbs = verbs and not (
            n > 1 and chunks[n - 2].kind == "take"
        )  # 将 其 降解 并 恢复 X: X is not what is degraded
        if not verbs or not one.trigger or text[one.end : other.start].lstrip("了") not in _JOINED:
            continue
        if one.trigger.predicate not in ("is_a", "located_in", "has_phenotype", "associated_with", "interacts_with"):
            return [*chunks[: n + 1], what, *chunks[behind:]]
    return chunks


def _mechanism(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return "促进 A 的 机制 与 B 有关" as "促进 A" and "A 与 B 有关": B is no second thing that is promoted."""
    for n in range(len(chunks) - 2):
        verb, both, ties = chunks[n : n + 3]
        meets = ties.kind == "V" and ties.trigger is not None and ties.trigger.predicate in _SYMMETRIC
        if verb.kind != "V" or both.kind != "NP" or not both.joined or not meets or len(chunks) > n + 3:
            continue
        first = both.args[: both.joined]
        if any(word in both.text for word in patterns.words["ways"]) and all(arg.entity for arg in first):
            what = replace(both, args=first, joined=0, head=None, owner=None, whose=None)
            return [*chunks[: n + 1], what, both, ties]
    return chunks


def _made_by(chunks: list[Chunk]) -> list[Chunk]:
    """Return "X 是 由 Y 分泌 并 携带 Z 的 W" as "X 由 Y 分泌 携带 Z 是一种 W"."""
    if [chunk.kind for chunk in chunks[1:6]] != ["V", "by", "NP", "V", "V"] or len(chunks) != 7:
        return chunks
    what, copula, by, maker, made, verb, phrase = chunks
    last = phrase.kind_of
    whose = (*phrase.args[:-1], phrase.whose or phrase.owner)
    if copula.text != "是" or last is None or last.entity is None or phrase.kind != "NP":
        return chunks
    held = replace(phrase, args=tuple(arg for arg in whose if arg is not None), head=None, owner=None, whose=None)
    kind = replace(phrase, args=(last,), head=None, owner=None, whose=None)
    named = replace(copula, start=phrase.start, end=phrase.end, trigger=_KIND, text="是一种")
    return [what, by, maker, made, verb, held, named, kind]


def _applied(chunks: list[Chunk]) -> list[Chunk]:
    """Return "将 X 应用于 Y 时" as "X 后": what then changes, changes because of X."""
    if chunks and chunks[0].kind == "NP" and not any(arg.entity for arg in chunks[0].args):
        chunks = chunks[1:] if [chunk.kind for chunk in chunks[1:3]] == ["take", "NP"] else chunks  # 研究者 将 X …
    if [chunk.kind for chunk in chunks[:2]] != ["take", "NP"] or len(chunks) < 4 or not chunks[1].args:
        return chunks
    if len(chunks) == 4 and chunks[2].text.endswith("应用于") and chunks[3].kind == "NP":
        return [chunks[1], replace(chunks[2], kind="end", text="后", trigger=None)]  # 将 X 应用于 兔耳 模型，
    if len(chunks) < 5:
        return chunks
    verb, whom, end = chunks[2], chunks[3], chunks[4]
    used = verb.kind == "X" or (verb.trigger is not None and verb.trigger.predicate in ("use", "delivers", "contains"))
    if not used or whom.kind != "NP" or end.kind != "end" or end.text not in ("时", "后", "之后", "以后"):
        return chunks
    return [chunks[1], replace(end, text="后"), *chunks[5:]]


def _headed_for(chunks: list[Chunk]) -> list[Chunk]:
    """Return "X 由 M1 型 向 M2 型 极化" without where X comes from: that is nobody who acts; "促进 X 向 Y 极化" as "促进 Y 极化"."""
    for n in range(len(chunks) - 3):
        whence, _, to = chunks[n : n + 3]
        if whence.text in ("由", "从") and chunks[n + 1].kind == "NP" and to.text in _TOWARDS:
            chunks = [*chunks[:n], *chunks[n + 2 :]]
            break
    for n in range(len(chunks) - 3):
        who, to, change = chunks[n + 1 : n + 4]
        led = [chunk.kind for chunk in chunks[n : n + 4]] == ["V", "NP", "at", "NP"] and to.text in _TOWARDS
        process = bool(change.args) and all(arg.entity and arg.entity.type == "Process" for arg in change.args)
        if led and process and who.args and change.text.endswith("极化"):  # what turns into what is told as such
            return [*chunks[: n + 1], *chunks[n + 3 :]]
    return chunks


def _grown(chunks: list[Chunk]) -> list[Chunk]:
    """Return "密度 由 120 根 增加 至 160 根" without the amounts: they are nobody who acts."""
    for n in range(1, len(chunks) - 3):
        whence, amount, verb, to = chunks[n : n + 4]
        led = whence.text in ("由", "从") and amount.kind == "NP" and verb.trigger is not None and verb.trigger.themes
        known = any(arg.entity and arg.entity.type != "Other" for arg in amount.args)
        if led and not known and to.text[:1] in ("至", "到", "为"):
            return [*chunks[:n], verb]
    return chunks


def _together(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return "使用 A 结合 B" as "使用 A 和 B": what is used together does not bind."""
    for n in range(len(chunks) - 3):
        uses, one, joins, other = chunks[n : n + 4]
        used = uses.kind == "at" and uses.text in patterns.having("uses")
        if used and (one.kind, joins.text, other.kind) == ("NP", "结合", "NP"):
            both = replace(one, end=other.end, args=one.args + other.args, joined=len(one.args))
            return [*chunks[: n + 1], both, *chunks[n + 4 :]]
    return chunks


def _towards(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return "抑制 X 对 Y 的 响应" with what X has towards Y as one name."""
    for n in range(len(chunks) - 3):
        verb, whose, to, what = chunks[n : n + 4]
        kinds = [chunk.kind for chunk in (verb, whose, to, what)]
        if kinds != ["V", "NP", "to", "NP"] or not what.text.endswith(tuple(patterns.words["towards"])):
            continue
        name = f"{whose.text}{to.text}{what.text}"
        entity = as_worded(name, "Process", "zh")
        if entity is not None and len(name) == what.end - whose.start and any(arg.entity for arg in whose.args):
            whole = Chunk("NP", whose.start, what.end, name, args=(Arg(whose.start, what.end, entity),))
            return [*chunks[: n + 1], whole, *chunks[n + 4 :]]
    return chunks


def _undone(chunks: list[Chunk]) -> list[Chunk]:
    """Return "X 逆转 Y 对 Z 的 抑制作用" as "Y 对 Z 具有 抑制作用": what X does to an effect says first that there is one."""
    for n in range(len(chunks) - 3):
        verb, actor, to, effect = chunks[n : n + 4]
        kinds = [chunk.kind for chunk in (verb, actor, to, effect)]
        shields = effect.text.endswith("保护作用")
        if kinds != ["V", "NP", "to", "NP"] or n + 4 != len(chunks) or effect.owner is None:
            continue
        if shields and any(arg.entity for arg in actor.args):
            has = Chunk("V", effect.start, effect.end, effect.text, trigger=_PROTECTS)
            whom = replace(effect, args=(effect.owner,), head=None, owner=None, tail=None, verbal=None, effect=False)
            return [actor, has, whom]
        if not effect.effect and effect.verbal is None:  # H2O2 对 X 的 抑制(作用)
            continue
        if effect.sign and any(arg.entity for arg in actor.args):
            has = Chunk("V", effect.start, effect.end, effect.text, trigger=_EFFECTS[effect.sign])
            whom = replace(effect, args=(effect.owner,), head=None, owner=None, tail=None, verbal=None, effect=False)
            return [actor, has, whom]
    return chunks


def _varying(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return "由 X 减少 引起" and "随 X 升高 而 降低" with the change of X inside its phrase: the change is what acts."""
    for n in range(len(chunks) - 3):
        leads, phrase, change, verb = chunks[n : n + 4]
        led = leads.kind == "by" or (leads.kind == "at" and leads.text in patterns.having("varying"))
        then = verb.kind == "V" or (verb.kind == "C" and n + 4 < len(chunks) and chunks[n + 4].kind == "V")
        if not led or phrase.kind != "NP" or not (change.trigger and change.trigger.themes) or not then:
            continue
        sign = 1 if change.trigger.predicate in ("increases", "improve") else -1
        args = tuple(replace(signed(arg, sign), reach=(arg.start, change.end)) for arg in phrase.args)
        whole = replace(phrase, args=args, end=change.end, text=phrase.text + change.text)
        behind = chunks[n + 3 :]
        behind = behind[1:] if behind[0].kind == "C" else behind
        return [*chunks[: n + 1], whole, *behind]
    return chunks


def _done_to(chunks: list[Chunk]) -> list[Chunk]:
    """Return "X 是 由 A 破坏 B 所致" as "A 破坏 B，引起 X"."""
    for n in range(1, len(chunks) - 4):
        by, actor, does, what, verb = chunks[n : n + 5]
        kinds = [chunk.kind for chunk in chunks[n : n + 5]] == ["by", "NP", "V", "NP", "V"] and by.text == "由"
        causes = verb.trigger is not None and verb.trigger.predicate in ("cause", "generate")
        closes = all(chunk.kind == "DE" for chunk in chunks[n + 5 :])
        comes = next((chunk for chunk in reversed(chunks[:n]) if chunk.kind == "NP"), None)
        if kinds and causes and closes and comes is not None and verb.trigger is not None:
            return [actor, does, what, replace(verb, trigger=replace(verb.trigger, inverse=False)), comes]
    return chunks


def _at_work(chunks: list[Chunk]) -> list[Chunk]:
    """Return "X 是 由于 Y 造成 的" as "X 由 Y 造成"."""
    for n in range(1, len(chunks) - 3):
        leads, cause, verb = chunks[n : n + 3]
        causes = verb.trigger is not None and verb.trigger.predicate in ("cause", "generate", "increases", "decreases")
        closes = [chunk.kind for chunk in chunks[n + 3 :]] == ["DE"]
        if leads.text in ("由于", "因", "因为") and cause.kind == "NP" and causes and closes:
            return [*chunks[:n], replace(leads, kind="by", text="由"), cause, verb]
    return chunks


def _with_members(chunks: list[Chunk]) -> list[Chunk]:
    """Return "包括 A 和 B 在内 的 Y" as "A 和 B", members of Y that stand for it."""
    for n in range(len(chunks) - 4):
        lists, members = chunks[n : n + 2]
        rest = [chunk.text or chunk.kind for chunk in chunks[n + 2 : n + 5]]
        if lists.text in ("包括", "包含") and members.kind == "NP" and rest[:2] == ["在", "内"]:
            behind = n + 4 + (chunks[n + 4].kind == "DE")
            if behind < len(chunks) and chunks[behind].kind == "NP":
                whole = replace(chunks[behind], args=members.args, joined=0, head=None, owner=None)
                return [*chunks[:n], whole, *chunks[behind + 1 :]]
    return chunks


def _marking(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return "X 是 Y 中 常用 的 标记物" as "X 是 Y 的 标记物"."""
    for n in range(len(chunks) - 3):
        verb, where, end = chunks[n : n + 3]
        last = chunks[-1]
        between = chunks[n + 3 : -1]
        named = verb.trigger is not None and verb.trigger.predicate == "is_a" and where.kind == "NP"
        if not named or end.kind != "end" or last.kind != "NP" or any(chunk.kind != "DE" for chunk in between):
            continue
        alone = next((one for one in patterns.triggers if one.kind == "tail" and last.text.endswith(one.words)), None)
        plain = last.tail if not any(arg.entity for arg in last.args) else alone if "的" not in last.text else None
        if plain is not None and last is not end:
            return [*chunks[: n + 1], replace(last, start=where.start, args=where.args, tail=plain, head=None)]
    return chunks


def _between(chunks: list[Chunk]) -> list[Chunk]:
    """Return "A 与 B 中 C 相关" as "A 与 C 相关": B is where C is."""
    for n in range(len(chunks) - 3):
        both, end = chunks[n], chunks[n + 1]
        behind = n + 2 + (chunks[n + 2].kind == "DE")
        if behind + 1 >= len(chunks) or not both.joined or end.kind != "end" or end.text not in ("中", "内"):
            continue
        other, verb = chunks[behind], chunks[behind + 1]
        meets = verb.trigger is not None and verb.trigger.predicate in _SYMMETRIC
        if both.kind == "NP" and other.kind == "NP" and verb.kind == "V" and meets:
            args = both.args[: both.joined] + other.args
            return [*chunks[:n], replace(both, end=other.end, args=args), *chunks[behind + 1 :]]
    return chunks


def _extracted(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return "X 是 从 Y 中 提取 的 Z" as "X 来自 Y 是一种 Z", and "X 可 从 Y 中 分离" as "X 来自 Y"."""
    taking = tuple(patterns.words["extracting"])
    for n in range(1, len(chunks) - 3):
        whence, source, end, taken = chunks[n : n + 4]
        text = taken.text.removesuffix("的")
        led = (whence.text, source.kind) == ("从", "NP") and end.text in ("中", "内", "里") and text.startswith(taking)
        what = next((chunk for chunk in reversed(chunks[:n]) if chunk.kind == "NP"), None)
        if not led or what is None:
            continue
        comes = replace(whence, kind="V", trigger=_FROM_THERE)
        tail = chunks[-1]
        if (
            chunks[n - 1].text in ("是", "为", "是一种")
            and tail.kind == "NP"
            and "的" in (taken.text + _text(chunks, n + 4))
        ):
            kind = replace(tail, args=(tail.kind_of,) if tail.kind_of else ())
            return [
                *chunks[: n - 1],
                comes,
                source,
                replace(chunks[n - 1], kind="V", text="是一种", trigger=_KIND),
                kind,
            ]
        if len(chunks) <= n + 5 and all(chunk.text.startswith((*taking, "获得", "得到")) for chunk in chunks[n + 3 :]):
            return [*chunks[:n], comes, source]
    return chunks


def _text(chunks: list[Chunk], start: int) -> str:
    """Return the words of the chunks from one on, 的 for those that are one."""
    return "".join("的" if chunk.kind == "DE" else chunk.text for chunk in chunks[start:])


def _related(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return "A 与 B 存在 显著的 相关性" as "A 与 B 相关"."""
    for n in range(1, len(chunks) - 1):
        has, noun = chunks[n], chunks[n + 1]
        if has.text not in patterns.having("standing") or noun.kind != "NP" or n + 2 != len(chunks):
            continue
        joined = any(chunk.joined or (chunk.kind == "C" and chunk.text in ("与", "同", "和")) for chunk in chunks[:n])
        if joined and noun.text.endswith(tuple(patterns.words["relations"])):
            verb = replace(has, kind="V", end=noun.end, text=_RELATED.words, trigger=_RELATED)
            return [*chunks[:n], replace(verb, negated=has.negated or noun.negated)]
    return chunks


def _sourced(chunks: list[Chunk]) -> list[Chunk]:
    """Return "由 X 分泌 的 外泌体 可 V" without the 由, where the phrase is one name: the vesicle is who acts."""
    for n, chunk in enumerate(chunks[:-2]):
        phrase, opens = chunks[n + 1], n == 0 or chunks[n - 1].kind == "REP"
        if chunk.kind == "by" and chunk.text == "由" and opens and phrase.kind == "NP" and phrase.args:
            last = phrase.args[-1]
            if last.entity and last.entity.type in ("Vesicle", "Secretome") and _FROM.search(phrase.text):
                return [*chunks[:n], replace(phrase, args=(last,), joined=0, owner=None, head=None), *chunks[n + 2 :]]
    return chunks


def _meeting(chunks: list[Chunk]) -> list[Chunk]:
    """Return "X 通过 与 Y 结合 激活 Z" without the 通过, so that X is who binds Y."""
    for n in range(len(chunks) - 3):
        via, joins, _, verb = chunks[n : n + 4]
        meets = verb.trigger is not None and verb.trigger.predicate in _SYMMETRIC
        if (via.kind, joins.kind, verb.kind) == ("via", "C", "V") and chunks[n + 2].kind == "NP" and meets:
            return [*chunks[:n], *chunks[n + 1 :]]
    return chunks


def _called(chunks: list[Chunk]) -> list[Chunk]:
    """Return "X 为 Y 的 Z" as "X 是 Y 的 Z": where the clause ends there, 为 is a copula."""
    if [chunk.kind for chunk in chunks[-3:]] != ["NP", "by", "NP"] or chunks[-2].text != "为":
        return chunks
    what = chunks[-1]
    serves = any(chunk.kind in ("at", "take", "V", "L", "by") for chunk in chunks[:-2])  # 以 X 为 Y
    if serves or not (what.tail or what.head or any(arg.entity for arg in what.args)) or what.verbal:
        return chunks
    return [*chunks[:-2], replace(chunks[-2], kind="V", trigger=_IS), what]
