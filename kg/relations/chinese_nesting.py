"""What stands inside a Chinese phrase and would part it: where something is (A 与 细胞 内 的 B 结合), what a mouse lacks."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.patterns import Patterns
from kg.relations.chinese_spans import named_whole, type_of
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_nested"]

_PLACES = ("Cell", "Anatomy", "Organism")
_HOLDERS = ("Intervention", "Secretome", "Vesicle", "Chemical")
_INSIDE = ("中", "内", "里", "上", "表面")
_AFTER = ("后", "之后", "以后")
_WITH = ("与", "和", "同", "跟")
_MET = 4  #: tokens of 抑制 A 与 B
_AND = ("并", "且", "而", "并且", "后", "又")
_BARE = 2  #: 小鼠, and not 糖尿病大鼠


def read_nested(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens with what only says where, and with a name that holds a verb as one.

    Args:
        tokens: those of the sentence.
        words: the words of Chinese that are no names.
        patterns: Chinese word lists.
    """
    tokens = _named(_parted(_depositing(_done_and_borne(tokens), words, patterns), patterns), patterns)
    tokens = _meeting_inside(_changing_inside(_lost(tokens, words, patterns), patterns), patterns)
    tokens = _made_before(_at_last(_paracrine(tokens, words, patterns)), patterns)
    return _modelled(_shortened(_made_then(_lacking(tokens, patterns), patterns)), patterns)


def _done_and_borne(tokens: list[Token]) -> list[Token]:
    """Let 分泌 be a verb, and no part of a name, in "由 A 分泌 并 被 B 降解"."""
    for i in range(2, len(tokens) - 2):
        borne = tokens[i + 1].text in _AND and tokens[i + 2].may("by") and any(one.may("by") for one in tokens[:i])
        if borne and tokens[i].may("V") and not tokens[i].found:
            tokens[i] = replace(tokens[i], kinds=frozenset("V"))
    return tokens


def _depositing(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Let 沉积 be a verb behind who does it: "后者 沉积 过量 胶原"; without 表面 in front of "展示 CD64 的 外泌体"."""
    out: list[Token] = []
    depositing, surfaces = patterns.having("depositing"), patterns.having("surfaces")
    for i, token in enumerate(tokens):
        if token.text not in depositing | surfaces or token.found is not None:
            out.append(token)
            continue
        before, after = tokens[i - 1] if i else None, tokens[i + 1 : i + 3]
        by = before is not None and (before.may("ANA") or type_of(before) == "Cell")
        what = next((one for one in after if one.found is not None), None)
        if token.text in depositing and by and what is not None and not after[0].may("DE"):
            out.append(replace(token, kinds=words.kinds["产生"], triggers=words.triggers["产生"]))
        elif token.text in surfaces and after and (before is None or before.may(",", ";")):
            out += [token] if after[0].may("DE", "tail", "end") else []
        else:
            out.append(token)
    return out


def _parted(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "A 减少 且 B 下降" as two clauses, and "X 中 含有 Y" with X as what holds it."""
    out: list[Token] = []
    parting, opens = patterns.having("parting"), 0
    for i, token in enumerate(tokens):
        before, after = tokens[i - 1] if i else None, tokens[i + 1] if i + 1 < len(tokens) else None
        if token.may(",", ";"):
            opens = i + 1
        if before is None or after is None or token.found is not None:
            out.append(token)
        elif token.text in parting and after.may("N") and _both_change(tokens, i, opens):
            out.append(replace(token, text=",", kinds=frozenset((",",)), triggers=()))
        elif token.text != "中" or type_of(before) not in _HOLDERS or not _contains(after):
            out.append(token)
    return out


def _contains(token: Token) -> bool:
    return bool(token.triggers) and token.triggers[0].predicate == "contains"


def _both_change(tokens: list[Token], i: int, opens: int) -> bool:
    """Return whether a word parts two things of which there is more or less, and nothing leads them: 表现 为 A 升高、B 受损."""
    if not tokens[i - 1].may("V") or not any(trigger.themes for trigger in tokens[i - 1].triggers):
        return False
    verb = next((n for n in range(i + 1, len(tokens)) if tokens[n].may("V", ",", ";", "DE")), 0)
    then = verb > i + 1 and tokens[verb].may("V") and any(trigger.themes for trigger in tokens[verb].triggers)
    ends = then and (verb + 1 == len(tokens) or tokens[verb + 1].may(",", ";"))
    return ends and not any(one.may("V") for one in tokens[opens : i - 1])


def _named(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "黑素小体 降解 减少" and "A 与 B 的 结合" with the process as a name; "(严重 者) 可 导致" without nobody in particular."""
    out: list[Token] = []
    losing, meeting, some_who = (patterns.having(name) for name in ("losing", "meeting", "some_who"))
    typical, marks = patterns.having("typical"), patterns.having("marks")
    told = losing | meeting | typical | {"者"}
    for i, token in enumerate(tokens):
        if token.text not in told or token.found is not None:
            out.append(token)
            continue
        before, after = out[-1] if out else None, tokens[i + 1] if i + 1 < len(tokens) else None
        changes = after is not None and after.may("V") and any(trigger.themes for trigger in after.triggers)
        lost = token.text in losing and changes
        if lost and before is not None and before.found is not None and before.end == token.start:
            out[-1] = replace(before, end=token.end, text=before.text + token.text, found=None, triggers=())
        elif token.text == "者" and before is not None and before.text in some_who:
            out.pop()
        elif (token.text in meeting and before is not None and before.may("DE")) and not (
            after is not None and after.may("N", "DE")
        ):
            out.append(replace(token, kinds=frozenset(("N",)), triggers=()))
        elif token.text in meeting and _is_kept_apart(out) and not (after is not None and after.may("N", "DE", "C")):
            out[-3:] = [named_whole([*out[-3:], token])]  # 抑制 A 与 B 结合: of neither is there less
        elif not (token.text in typical and any(one.text in marks for one in tokens[i + 1 : i + 3])):
            out.append(token)
    return out


def _is_kept_apart(tokens: list[Token]) -> bool:
    """Return whether tokens end in 抑制 A 与 B, or 促进 A 与 B."""
    if len(tokens) < _MET or not (tokens[-1].may("N") and tokens[-2].text in _WITH and tokens[-3].may("N")):
        return False
    return any(trigger.predicate in ("increases", "decreases") for trigger in tokens[-_MET].triggers)


def _lost(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Let 丢失 be a verb in "X 随 年龄 增长 而 丢失"; elsewhere it is a noun."""
    going = patterns.having("going_lost")
    for i in range(1, len(tokens)):
        if tokens[i].text in going and tokens[i - 1].text == "而" and not tokens[i].found:
            tokens[i] = replace(tokens[i], kinds=words.kinds["流失"], triggers=words.triggers["流失"])
    return tokens


def _meeting_inside(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "A 与 (细胞 内 的) B 结合": where B is parts neither."""
    for i in range(1, len(tokens) - 4):
        joins, where, end = tokens[i : i + 3]
        led = joins.text in ("与", "和", "同") and type_of(where) in _PLACES and end.text in _INSIDE
        who = next((token for token in reversed(tokens[:i]) if token.kinds != {"ADV"}), None)  # A 可 与
        if not led or who is None or not who.found:
            continue
        other = i + 3 + tokens[i + 3].may("DE")
        met = other + 1 < len(tokens) and tokens[other].found and tokens[other + 1].text in patterns.words["meeting"]
        if met:
            return [*tokens[: i + 1], *tokens[other:]]
    return tokens


def _changing_inside(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "A (在 细胞 中) 的 持续 激活 可 促进 B": the change is of A, and it is what acts."""
    inner = patterns.having("inner_adverbs")
    for i in range(1, len(tokens) - 5):
        at, where, end, of = tokens[i : i + 4]
        led = at.text == "在" and type_of(where) in _PLACES and end.text in _INSIDE and of.may("DE")
        if not led or not tokens[i - 1].found:
            continue
        change = i + 4 + (tokens[i + 4].text in inner)
        after = tokens[change + 1] if change + 1 < len(tokens) else None
        changes = bool(tokens[change].triggers) and tokens[change].triggers[0].themes and not tokens[change].found
        if changes and after is not None and after.may("ADV", "V") and not after.found:
            return [*tokens[:i], *tokens[i + 3 :]]
    return tokens


def _paracrine(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Let 旁分泌 be a verb in front of what is secreted: 通过 旁分泌 HGF、VEGF 等 因子."""
    ways = patterns.having("secreting")
    for i, (way, what) in enumerate(pairwise(tokens)):
        if (
            way.text in ways
            and type_of(what) in ("GeneProduct", "RNA", "Chemical", "Vesicle")
            and way.end == what.start
        ):
            secretes = replace(way, kinds=words.kinds["分泌"], triggers=words.triggers["分泌"], found=None)
            tokens = [*tokens[:i], secretes, *tokens[i + 1 :]]
    return tokens


def _at_last(tokens: list[Token]) -> list[Token]:
    """Let an unknown word that ends in 后 say only when, behind who then acts: YAP 入核后 与 TEAD 结合."""
    for i, (who, when) in enumerate(pairwise(tokens)):
        late = when.found is None and when.kinds == {"N"} and when.text.endswith("后") and 2 < len(when.text) < 6
        behind = tokens[i + 2] if i + 2 < len(tokens) else None
        goes_on = behind is not None and not behind.may("DE", "N", "W", ",")
        if late and goes_on and who.found is not None and who.end == when.start:
            tokens = [*tokens[: i + 1], replace(when, kinds=frozenset(("ADV",))), *tokens[i + 2 :]]
    return tokens


def _lacking(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "Klotho 基因 缺失 的 小鼠" as one name: those mice are who has the signs."""
    absences = patterns.having("without") | {"过表达"}
    for i in range(1, len(tokens) - 1):
        if tokens[i].text not in absences:
            continue
        of = tokens[i + 1].may("DE")  # Klotho 缺失 小鼠 as well
        who_at = i + 1 + of
        strain = (
            who_at + 1 < len(tokens) and tokens[who_at].found is None and tokens[who_at].text.isascii()
        )  # ob/ob 小鼠
        who_at += strain
        lacks, who = tokens[i], tokens[min(who_at, len(tokens) - 1)]
        if type_of(who) not in ("Organism", "Cell"):
            continue
        first = i - 1 - (tokens[i - 1].text == "基因" and i > 1)
        opens = not first or tokens[first - 1].may(",", ";", "REP")
        touches = tokens[first].found is not None and tokens[i - 1].end == lacks.start
        if touches and opens and type_of(tokens[first]) in ("GeneProduct", "RNA"):
            end = who_at + 1
            text = "".join(token.text for token in tokens[first:end])
            whole = Token(tokens[first].start, who.end, text, frozenset("N"))
            named = end < len(tokens) and tokens[end].found is not None and tokens[end].start == who.end
            inside = [Token(who.end, who.end, "中", frozenset(("end",)))] if named else []
            return [*tokens[:first], whole, *inside, *tokens[end:]]
    return tokens


def _made_before(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "，(产生 的) α-MSH 作用于" with the name alone: by whom it was made was just said."""
    for i in range(1, len(tokens) - 2):
        made = tokens[i].text in patterns.having("making") and tokens[i + 1].may("DE") and tokens[i - 1].may(",")
        if made and tokens[i + 2].found is not None:
            return [*tokens[:i], *tokens[i + 2 :]]
    return tokens


def _made_then(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "A 由 B 合成 (后)，…": that B makes A is said, whatever happens then."""
    for i in range(3, len(tokens) - 1):
        made = tokens[i - 1].text in patterns.having("making") and tokens[i - 3].may("by") and tokens[i - 2].found
        if tokens[i].text in _AFTER and made and tokens[i + 1].may(",") and tokens[i - 3].text != "被":
            return [*tokens[:i], *tokens[i + 1 :]]
    return tokens


def _shortened(tokens: list[Token]) -> list[Token]:
    """Return "A、B 和 寿命 缩短 等 症状" with the last of the list as one name."""
    for i in range(2, len(tokens) - 1):
        change, before = tokens[i], tokens[i - 1]
        changes = bool(change.triggers) and change.triggers[0].themes and change.may("V") and not change.found
        listed = tokens[i - 2].may("C") and before.found is not None and before.end == change.start
        if changes and listed and tokens[i + 1].text in ("等", "等等"):
            whole = replace(before, end=change.end, text=before.text + change.text, found=None, triggers=())
            return [*tokens[: i - 1], whole, *tokens[i + 1 :]]
    return tokens


def _modelled(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "改善 (STZ 诱导 的 糖尿病 大鼠 的) 创面愈合": how the animals were made ill acts on nothing that is told of them."""
    inducing = patterns.having("inducing")
    for i in range(1, len(tokens) - 1):
        agent, of = tokens[i - 1], i + 1 < len(tokens) and tokens[i + 1].may("DE")
        if tokens[i].text not in inducing or not agent.may("N") or agent.end != tokens[i].start:
            continue
        first = i + 1 + of
        animal = next((n for n in range(first, min(first + 4, len(tokens))) if type_of(tokens[n]) == "Organism"), 0)
        inside = tokens[first:animal]
        if not animal or not all(token.may("N", "C", "W") and not token.may("V") for token in inside):
            continue
        before = tokens[i - 2] if i > 1 else None
        ill = any(not token.may("W") for token in inside) or len(tokens[animal].text) > _BARE
        led = before is not None and before.may("V") and bool(before.triggers)
        if before is not None and before.may("C", "DE", "by", "in", "take", "at"):
            continue
        owns = animal + 2 < len(tokens) and tokens[animal + 1].may("DE") and type_of(tokens[animal + 2]) != "Disease"
        ill |= led and owns  # 降低 博来霉素 诱导 小鼠 的 真皮厚度
        if led and not ill and not of:  # 减轻 D-半乳糖 致 小鼠 皮肤衰老: what it is done to is what was brought about
            return [*tokens[: i + 1], Token(tokens[i].end, tokens[i].end, "的", frozenset(("DE",))), *tokens[i + 1 :]]
        end = animal + 1 + (animal + 1 < len(tokens) and tokens[animal + 1].text == "模型")
        end += end < len(tokens) and tokens[end].may("DE")
        if ill and (of or led or tokens[i].text == "致") and end < len(tokens) and tokens[end].may("N", "EQW", "Q"):
            return [*tokens[: i - 1], *tokens[end:]]
    return tokens
