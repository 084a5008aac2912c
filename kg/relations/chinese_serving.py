"""Chinese clauses that tell for whom, to whom or among what something is done, told in the plain way: A 为 B 提供支持 as A 支持 B."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.patterns import Patterns, Trigger
from kg.relations.chinese_chunks import Chunk
from kg.relations.phrases import Proposal, ends

__all__ = ["each_of_its_own", "held_within", "read_served"]

_SUPPORTS, _TREATS = Trigger("支持", "increases"), Trigger("治疗", "treats")
_CONTAINS, _KIND = Trigger("掺入", "contains"), Trigger("是一种", "is_a")
_THERE, _WITHIN = Trigger("表达", "expressed"), Trigger("中的", "contains")
_MADE = Trigger("使", "cause")
#: what holds others, and what it holds
_HOLDERS, _HELD = ("Secretome", "Vesicle", "Intervention", "Chemical"), ("GeneProduct", "RNA", "Chemical", "Vesicle")


def read_served(chunks: list[Chunk], patterns: Patterns, text: str) -> list[Chunk]:
    """Return the chunks of a clause with these ways of saying a thing replaced by the plain one.

    Args:
        chunks: those of one clause.
        patterns: Chinese word lists.
        text: of the sentence, folded.
    """
    chunks = _supported(_all_made(_entered(chunks, patterns)), patterns, text)
    chunks = _at_use(_put_in(chunks, patterns), patterns)
    return _whence(_expressed_in(_among(_undergone(chunks), patterns, text), text))


def held_within(chunks: list[Chunk]) -> Iterator[Proposal]:
    """Yield what "外泌体 中 的 miR-21" says: that exosomes contain it."""
    for n in range(len(chunks) - 3):
        where, end, of, what = chunks[n : n + 4]
        if _kinds([where, end, of, what]) != ["NP", "end", "DE", "NP"] or end.text not in ("中", "内", "里"):
            continue
        holders = tuple(arg for arg in where.args[-1:] if arg.entity and arg.entity.type in _HOLDERS)
        things = tuple(arg for arg in what.args if arg.entity and arg.entity.type in _HELD and not arg.sign)
        for holder, thing in ends(holders, _WITHIN, things):
            yield Proposal(holder, _WITHIN, thing, end.start, end.end, (where.start, what.end), "zh-attributive")


def each_of_its_own(chunks: list[Chunk]) -> list[list[Chunk]]:
    """Return "A 和 B 分别 促进 和 抑制 X" as "A 促进 X" and "B 抑制 X"; any other clause as it is."""
    for n in range(len(chunks) - 4):
        who, first, what, second, again = chunks[n : n + 5]
        if _kinds(chunks[n : n + 5]) != ["NP", "V", "NP", "V", "NP"] or not first.paired or again.start != what.start:
            continue  # 促进 和 抑制 X was told as 促进 X 抑制 X
        if len(who.args) == 2:
            one, other = replace(who, args=who.args[:1], joined=0), replace(who, args=who.args[1:], joined=0)
            rest = chunks[n + 5 :]
            return [[*chunks[:n], one, replace(first, paired=False), what], [other, second, again, *rest]]
    return [chunks]


def _kinds(chunks: list[Chunk]) -> list[str]:
    return [chunk.kind for chunk in chunks]


def _entered(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return "诱导 毛囊 进入 退行期" as "诱导 退行期", and "使 毛囊 由 休止期 进入 生长期" as "促使 生长期"."""
    for n in range(len(chunks) - 3):
        leads, what = chunks[n : n + 2]
        behind = n + 2 + 2 * (_kinds(chunks[n + 2 : n + 4]) == ["by", "NP"])
        enters = chunks[behind] if behind + 1 < len(chunks) else None
        if enters is None or enters.text not in patterns.having("entering") or what.kind != "NP":
            continue
        causes = leads.trigger is not None and leads.trigger.predicate in ("cause", "increases", "decreases")
        if leads.kind == "make" or causes:
            verb = leads if causes else replace(leads, kind="V", trigger=_MADE)
            return [*chunks[:n], verb, *chunks[behind + 1 :]]
    return chunks


def _all_made(chunks: list[Chunk]) -> list[Chunk]:
    """Return "使 A 减少、B 升高" as "使 A 减少 使 B 升高", and "使 A 减少、皮肤松弛" as "使 皮肤松弛 使 A 减少"."""
    for n in range(len(chunks) - 4):
        make, _, verb, joins = chunks[n : n + 4]
        if _kinds(chunks[n : n + 5]) != ["make", "NP", "V", "C", "NP"] or not (verb.trigger and verb.trigger.themes):
            continue
        if _kinds(chunks[n + 5 :]) == ["V"]:
            again = replace(make, start=joins.start, end=joins.end)
            return [*chunks[: n + 3], again, *chunks[n + 4 :]]
        states = all(arg.entity and arg.entity.type in ("Phenotype", "Disease") for arg in chunks[n + 4].args)
        if len(chunks) == n + 5 and states:
            return [*chunks[:n], replace(make, kind="V", trigger=_MADE), chunks[n + 4], *chunks[n : n + 3]]
    return chunks


def _supported(chunks: list[Chunk], patterns: Patterns, text: str) -> list[Chunk]:
    """Return "X 为 Y 提供 (了) 支持" as "X 支持 Y"; to provide an idea or a method supports nothing."""
    for n in range(len(chunks) - 2):
        leads, whom, gives = chunks[n : n + 3]
        if (leads.text, whom.kind) != ("为", "NP") or not gives.text.startswith("提供") or not whom.args:
            continue
        what = text[gives.end : chunks[-1].end]
        if what.endswith(tuple(patterns.words["support"])) and len(chunks) <= n + 6:
            verb = Chunk("V", gives.start, chunks[-1].end, "支持", trigger=_SUPPORTS, hedged=gives.hedged)
            return [*chunks[:n], verb, whom]
    return chunks


def _put_in(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return "将 X 掺入 Y (中)" as "Y 含有 X", with Y as who acts in what follows."""
    for n in range(len(chunks) - 3):
        take, what, puts, where = chunks[n : n + 4]
        led = (take.kind, what.kind, where.kind) == ("take", "NP", "NP") and puts.kind in ("X", "V")
        if not led or not puts.text.startswith(tuple(patterns.words["putting"])) or not where.args:
            continue
        behind = n + 4 + (n + 4 < len(chunks) and chunks[n + 4].kind == "end")
        if chunks[behind - 1].text.endswith(("后", "时")):
            continue  # what then changes, changes because of X
        verb = replace(puts, kind="V", trigger=_CONTAINS)
        return [where, verb, what, *chunks[behind:]]
    return chunks


def _at_use(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return "X 在 Y 治疗 中 的 应用" as "X 治疗 Y", and "对 Y 患者 实施 X" as well."""
    for n in range(1, len(chunks) - 4):
        what, leads, where, end = chunks[n - 1 : n + 3]
        behind = n + 3 + (chunks[n + 3].kind == "DE")
        used = behind < len(chunks) and chunks[behind].text.startswith(tuple(patterns.words["applications"]))
        placed = (what.kind, leads.text, where.kind, end.kind) == ("NP", "在", "NP", "end")
        if placed and used and where.text.endswith(("治疗", "防治")) and _ill(where):
            verb = replace(leads, kind="V", text="治疗", trigger=_TREATS, start=where.end - 2, end=where.end)
            plain = replace(where, args=tuple(replace(arg, sign=0) for arg in where.args), sign=0)
            return [*chunks[: n - 1], what, verb, plain]
    for n in range(len(chunks) - 3):
        to, whom, gives, what = chunks[n : n + 4]
        given = gives.text in patterns.having("uses") or gives.text.startswith("进行")
        if _kinds([to, whom, what]) == ["to", "NP", "NP"] and given and n + 4 == len(chunks) and _ill(whom):
            remedy = all(arg.entity and arg.entity.type in ("Intervention", "Chemical", "Vesicle") for arg in what.args)
            if remedy and what.args:
                return [what, replace(gives, kind="V", trigger=_TREATS), whom]
    return chunks


def _ill(phrase: Chunk) -> bool:
    return bool(phrase.args) and all(arg.entity and arg.entity.type in ("Disease", "Phenotype") for arg in phrase.args)


def _undergone(chunks: list[Chunk]) -> list[Chunk]:
    """Return "被 X 刺激 后" and "X 填充 后" as "X 后": what then changes, changes because of X."""
    led = _kinds(chunks[:2]) == ["by", "NP"] and len(chunks) > 3 and chunks[2].kind in ("V", "X")
    if led and chunks[3].kind == "end" and chunks[3].text in ("后", "之后", "以后", "时", "下"):
        return [chunks[1], *chunks[3:]]
    given = _kinds(chunks[:3]) == ["NP", "X", "end"] and chunks[2].text in ("后", "之后", "以后") and len(chunks) > 3
    things = chunks[0].args if given else ()
    if things and all(arg.entity and arg.entity.type in ("Chemical", "Intervention", "Vesicle") for arg in things):
        return [chunks[0], *chunks[2:]]  # 玻尿酸 填充 后
    return chunks


def _among(chunks: list[Chunk], patterns: Patterns, text: str) -> list[Chunk]:
    """Return "在 众多 Y 中 研究 较多 的 是 A 和 B" as "A 和 B 是一种 Y"."""
    if _kinds(chunks[:3]) != ["at", "NP", "end"] or len(chunks) < 5 or chunks[-1].kind != "NP":
        return chunks
    copula = chunks[-2]
    between = text[chunks[2].end : copula.start]
    chief = between.endswith("的") and any(word in between for word in patterns.words["chief"])
    if chief and copula.trigger is not None and copula.trigger.predicate == "is_a" and not copula.trigger.inverse:
        whole = replace(chunks[1], args=chunks[1].args[-1:])
        return [chunks[-1], replace(copula, text="是一种", trigger=_KIND), whole]
    return chunks


def _expressed_in(chunks: list[Chunk], text: str) -> list[Chunk]:
    """Return "X 在 Y 表达" as "X 表达于 Y", where nothing says that Y is inside."""
    if _kinds(chunks[-3:]) != ["NP", "at", "NP"] or chunks[-2].text != "在":
        return chunks
    what, at, where = chunks[-3:]
    molecules = all(arg.entity and arg.entity.type in ("GeneProduct", "RNA") for arg in what.args)
    named = any(arg.entity and not text.endswith("表达", arg.start, arg.end) for arg in where.args)
    if where.text.endswith("表达") and what.args and molecules and named:
        return [*chunks[:-2], replace(at, kind="V", text="表达", trigger=_THERE, paired=where.paired), where]
    return chunks


def _whence(chunks: list[Chunk]) -> list[Chunk]:
    """Return "来自 血浆 的 外泌体 V" without the 来自, where the phrase is one name: the vesicle is who acts."""
    if _kinds(chunks[:3]) != ["V", "NP", "V"] or len(chunks[1].args) != 1:
        return chunks
    verb, phrase = chunks[0], chunks[1]
    entity = phrase.args[0].entity
    if verb.trigger is not None and verb.trigger.predicate == "derived_from" and entity is not None:
        return chunks[1:] if entity.type in ("Vesicle", "Secretome") else chunks
    return chunks
