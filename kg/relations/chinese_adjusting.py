"""Chinese tokens put right by their neighbours: what is a verb here, what only sets the scene, what is compared with what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, zip_longest

from kg.grounding import Found
from kg.languages import View
from kg.patterns import Patterns
from kg.relations.chinese_aims import read_vehicles
from kg.relations.chinese_asides import read_asides
from kg.relations.chinese_aspects import read_aspects
from kg.relations.chinese_causing import read_causing
from kg.relations.chinese_compounds import read_compounds
from kg.relations.chinese_denials import read_denials
from kg.relations.chinese_doings import read_doings
from kg.relations.chinese_doubts import read_doubts
from kg.relations.chinese_lacking import read_lacking
from kg.relations.chinese_lists import read_lists
from kg.relations.chinese_making import read_making
from kg.relations.chinese_manners import is_marker, read_manners
from kg.relations.chinese_means import read_means
from kg.relations.chinese_molecules import read_molecules
from kg.relations.chinese_naming import read_named
from kg.relations.chinese_nesting import read_nested
from kg.relations.chinese_outcomes import read_outcomes
from kg.relations.chinese_plain import read_plain
from kg.relations.chinese_reasons import read_reasons
from kg.relations.chinese_settings import read_settings
from kg.relations.chinese_showing import read_showing
from kg.relations.chinese_states import read_states
from kg.relations.chinese_tokens import Token, Words, cut_tokens, words_of
from kg.relations.chinese_trials import read_trials
from kg.relations.chinese_trimming import read_trimmed
from kg.relations.chinese_turns import read_turns
from kg.relations.chinese_unchanged import read_unchanged
from kg.relations.chinese_wordings import read_wordings

__all__ = ["read_tokens"]

_TREATS, _WAYS = "治疗", ("途径", "机制", "方式", "机理")
_SURNAME = re.compile(r"[A-Z][a-z]{1,14}(?:-[A-Z][a-z]+)?")
#: what the animals or cells of a group are given, or ill with
_GIVEN = ("Vesicle", "Cell", "Chemical", "Intervention", "GeneProduct", "RNA", "Exposure", "Disease")


def read_tokens(view: View, found: Sequence[Found], patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence, each with the jobs that its neighbours leave it.

    Args:
        view: the folded sentence.
        found: its mentions, in order, none overlapping.
        patterns: Chinese word lists and triggers.
    """
    words = words_of(patterns)
    tokens = read_trimmed(read_lists(_authors(_bare(cut_tokens(view, found, patterns))), words), words, patterns)
    tokens = read_causing(read_outcomes(read_molecules(tokens, words, patterns), words, patterns), words, patterns)
    tokens = read_states(read_aspects(read_means(tokens, words, patterns), words, patterns), words, patterns)
    tokens = read_reasons(tokens, words, patterns)
    tokens = read_making(tokens, words, patterns)
    tokens = read_doubts(tokens, words, patterns)
    tokens = read_showing(read_doings(read_named(tokens, words, patterns), words, patterns), words, patterns)
    tokens = read_turns(read_asides(read_plain(tokens, words, patterns), words, patterns), words, patterns)
    tokens = read_compounds(read_nested(read_trials(tokens, words, patterns), words, patterns), patterns)
    tokens = read_manners(tokens, words, patterns)
    tokens = _as_verbs(_treating(_put_into(tokens, words, patterns), words), words)
    tokens = _uncompared(read_lacking(read_vehicles(tokens, words, patterns), patterns), words, patterns)
    tokens = read_wordings(read_settings(read_unchanged(tokens, patterns), patterns), patterns)
    tokens = read_denials(tokens, view.text, words, patterns)
    tokens = _undosed(_placed(tokens, patterns), patterns)
    return _with_groups(_past(tokens, patterns), patterns)


def _authors(tokens: list[Token]) -> list[Token]:
    """Let a Latin name before 等 be who did the study, and no thing: Qi 等 制备 的 水凝胶."""
    out: list[Token] = []
    n = 0
    while n < len(tokens):
        token, rest = tokens[n], tokens[n + 1 : n + 4]
        author = bool(rest) and rest[0].text.startswith("等") and _is_author(tokens, n)
        if author and len(rest) == 3 and rest[1].may("X") and rest[2].may("DE"):
            n += 4  # what they made is what matters
            continue
        out.append(replace(token, kinds=frozenset(("STUDY",))) if author else token)
        n += 1
    return out


def _is_author(tokens: list[Token], n: int) -> bool:
    """Return whether a token before 等 is a Latin name that opens its clause; Snail 等 转录因子 is none."""
    token, behind = tokens[n], tokens[n + 2] if n + 2 < len(tokens) else None
    opens = not n or tokens[n - 1].may(",", ";", "ADV")
    alone = token.found is None and token.kinds == {"N"} and _SURNAME.fullmatch(token.text) is not None
    return alone and opens and not (behind is not None and behind.may("N", "W", "G", "Q"))


def _bare(tokens: list[Token]) -> list[Token]:
    """Leave out what tells when something was treated: 用 X 干预 (过) 的 大鼠."""
    return [
        token
        for n, token in enumerate(tokens)
        if not (
            token.text in ("过", "后")
            and 0 < n < len(tokens) - 1
            and tokens[n - 1].may("TREAT")
            and tokens[n + 1].may("DE")
        )
    ]


def _other(tokens: list[Token], i: int) -> int:
    """Return the last word of whom something is compared with that then is more or less: 较 年轻小鼠 (明显 降低); or 0."""
    last = i + 1
    while last + 1 < len(tokens) and tokens[last + 1].kinds == {"N"}:
        last += 1
    verb = next((k for k in range(last + 1, min(last + 4, len(tokens))) if tokens[k].kinds != {"ADV"}), 0)
    closes = verb and (verb + 1 == len(tokens) or tokens[verb + 1].may(",", ";"))
    changes = closes and bool(tokens[verb].triggers) and tokens[verb].triggers[0].themes
    whole = tokens[last].found if last < len(tokens) else None
    fits = whole is not None and whole.entity.type in ("Organism", "Cell", "Anatomy")
    # 较 年轻成纤维细胞 分泌 更多 X
    more = bool(verb) and tokens[verb].may("V") and any(t.text.startswith("更") for t in tokens[verb + 1 : verb + 3])
    return last if (changes or more) and fits else 0


def _plain_change(tokens: list[Token], i: int, words: Words) -> Token | None:
    """Return 慢 behind whom something is compared with as 更慢, where it ends the clause."""
    closes = i + 1 == len(tokens) or tokens[i + 1].may(",", ";")
    word = "更" + tokens[i].text if i < len(tokens) and closes else ""
    if word not in words.triggers:
        return None
    return replace(tokens[i], text=word, kinds=words.kinds[word], triggers=words.triggers[word], found=None)


def _uncompared(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Leave out what something is more or less than: 胶原 (较 对照组) 升高."""
    groups = tuple(patterns.words["compared"])
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        if i and tokens[i].text in ("较", "比"):
            near = range(i + 1, min(i + 6, len(tokens) - 1))
            stop = next((k for k in near if tokens[k].may(",", ";")), near.stop)
            said = "".join(token.text for token in tokens[i + 1 : stop])
            ends = accumulate(len(token.text) for token in tokens[i + 1 : stop])
            last = next((k for k, end in enumerate(ends, i + 1) if said.endswith(groups, 0, end)), 0)  # 治疗|前
            last = last or _other(tokens, i)
            if last and not tokens[last + 1].may("DE", ",", ";", "C"):
                i = last + 1
                if more := _plain_change(tokens, i, words):
                    out.append(more)
                    i += 1
                continue
        out.append(tokens[i])
        i += 1
    return out


def _treating(tokens: list[Token], words: Words) -> list[Token]:
    """Let the name of a therapy be a thing and a verb before a disease: 外泌体治疗 斑秃 is 外泌体 治疗 斑秃."""
    out: list[Token] = []
    for token, after in zip_longest(tokens, tokens[1:]):
        ill = after is not None and after.found is not None and after.found.entity.type in ("Disease", "Phenotype")
        start = token.end - len(_TREATS)
        if not ill or token.found is None or not token.text.endswith(_TREATS) or start - token.start < 2:
            out.append(token)
            continue
        thing = replace(token.found, end=start)
        out.append(replace(token, end=start, text=token.text[: -len(_TREATS)], found=thing))
        out.append(Token(start, token.end, _TREATS, words.kinds[_TREATS], triggers=words.triggers[_TREATS]))
    return out


def _owner(token: Token, before: Token) -> tuple[str, ...]:
    """Return of what types those are that may stand before a name as where it is: 光老化皮肤 MMP-1, 老年MSCs 增殖, 老年小鼠 毛囊干细胞."""
    kind = token.found.entity.type if token.found is not None else ""
    owner = before.found.entity.type if before.found is not None else ""
    if is_marker(token):
        return ("Cell", "Anatomy", "Disease")
    if (kind, owner) in (("Process", "Cell"), ("Cell", "Organism"), ("Cell", "Anatomy")):
        return (owner,)
    return ()


def _undosed(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Leave out how much a group was given: 外泌体 (高、中、低剂量) 组."""
    for i, token in enumerate(tokens):
        if token.text != "剂量" or i + 1 == len(tokens) or not (tokens[i + 1].found or tokens[i + 1].may("G", "N")):
            continue
        first = i
        while first and tokens[first - 1].text in patterns.having("doses"):
            first -= 1
        while first < i and tokens[first].may("C"):
            first += 1  # PRP组 和 高剂量 外泌体组 are two
        if first < i:
            return [*tokens[:first], *tokens[i + 1 :]]
    return tokens


def _placed(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let "光老化 皮肤 MMP-1 表达 升高" be "光老化 皮肤 中 MMP-1 表达 升高": what is ill raises it."""
    ill = tuple(patterns.words["ill"])
    out: list[Token] = []
    opens = 0
    for i, token in enumerate(tokens):
        if token.may(",", ";", "REP"):
            opens = i + 1
        whose = opens + 1 < i and tokens[i - 1].may("DE") and token.found is not None  # 老年小鼠 的 胶原 减少
        near = opens < i and tokens[i - 1].end == token.start
        cells = token.found is not None and token.found.entity.type == "Cell"
        its = cells and i + 1 < len(tokens) and tokens[i + 1].may("DE")  # 老年小鼠角质形成细胞 的 迁移
        owner = _owner(token, tokens[i - 1]) if near and not its else ()
        if owner or whose:
            before = tokens[opens : i - whose]
            first = not opens or tokens[opens - 1].may(";")  # 老年小鼠成纤维细胞 的 增殖 下降
            ills = ("Organism", "Anatomy", "Disease", *(("Cell",) if first else ()))
            types = ills if whose else owner
            named = before[-1].found is not None and before[-1].found.entity.type in types
            plain = all(one.kinds <= {"N", "W", "G"} for one in before)
            text = "".join(one.text for one in before)
            end = next((k for k in range(i, len(tokens)) if tokens[k].may(",", ";")), len(tokens))
            last = tokens[end - 1]
            changes = bool(last.triggers) and last.triggers[0].themes
            sick = any(one.found is not None and one.found.entity.type == "Disease" for one in before)
            if named and plain and changes and (any(word in text for word in ill) or (sick and whose)):
                out = out[:-1] if whose else out
                out.append(Token(token.start, token.start, "中", frozenset(("end",))))
        spot = token.text == "处" and i + 1 < len(tokens)
        out.append(_spot(token, tokens[opens:i], tokens[i + 1]) if spot else token)
    return out


def _spot(token: Token, before: Sequence[Token], after: Token) -> Token:
    """Return 处 behind the lesion of somebody ill as 中: 黄褐斑 患者 皮损 处 黑素细胞 增多."""
    sick = any(one.found is not None and one.found.entity.type == "Disease" for one in before)
    led = any(one.may("at", "by", "to", "V") for one in before)
    spot = sick and not led and after.found is not None
    return replace(token, text="中", kinds=frozenset(("end",))) if spot else token


def _put_into(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Let 移植 be a verb in "将 X 移植 到 Y 后"."""
    if not any(token.may("take") for token in tokens):
        return tokens
    for i in range(1, len(tokens) - 2):
        carried = (
            tokens[i].found is not None
            and tokens[i].text.endswith(patterns.words["carrying"])
            and tokens[i - 1].may("take")
        )
        if carried and tokens[i + 1].text in ("到", "至", "入", "于"):  # 将 黑素小体转运 至 Y
            thing, start = tokens[i], tokens[i].end - 2
            verb = Token(start, thing.end, thing.text[-2:], words.kinds["递送"], triggers=words.triggers["递送"])
            what = Token(thing.start, start, thing.text[:-2], frozenset("N"))
            return [*tokens[:i], what, verb, *tokens[i + 1 :]]
        led = any(token.may("take") for token in tokens[max(0, i - 4) : i])
        if (
            led and tokens[i].may("X") and tokens[i].text[:-1] in patterns.words["carrying"] and tokens[i].found is None
        ):  # 转移到
            carries = replace(tokens[i], kinds=words.kinds["递送"], triggers=words.triggers["递送"])
            return [*tokens[:i], carries, *tokens[i + 1 :]]
        taken = tokens[i].may("TREAT") and tokens[i + 1].text in ("到", "至", "入", "于") and not tokens[i].found
        if taken and any(token.may("take") for token in tokens[max(0, i - 4) : i - 1]):
            return [*tokens[:i], replace(tokens[i], kinds=frozenset("X")), *tokens[i + 2 :]]
    return tokens


def _past(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Leave out what a cell went through before it does something: 肥大细胞 (活化后) 释放 组胺, (受紫外线照射后) 释放 IL-6."""
    becoming = patterns.having("becoming")
    for i, token in enumerate(tokens):
        if token.found is None or token.found.entity.type not in ("Cell", "Vesicle"):
            continue
        end = next((k for k in range(i + 1, min(i + 5, len(tokens))) if tokens[k].text in ("后", "之后")), 0)
        led = i + 1 < end and (tokens[i + 1].may("by") or end == i + 2)
        if not led or not tokens[end - 1].text.endswith(tuple(becoming)):
            continue
        verb = next((k for k in range(end + 1, len(tokens)) if tokens[k].kinds != {"ADV"}), 0)
        if verb and tokens[verb].may("V") and not tokens[verb].found and verb + 1 < len(tokens):
            tokens[verb] = replace(tokens[verb], kinds=frozenset("V"))
            return [*tokens[: i + 1], *tokens[end + 1 :]]
    return tokens


def _as_verbs(tokens: list[Token], words: Words) -> list[Token]:
    """Let a name that is also a verb be one behind an adverb and in front of a thing: 紫外线 可 损伤 皮肤."""
    for i in range(1, len(tokens) - 1):
        token = tokens[i]
        if token.found is None or token.text not in words.triggers:
            continue
        verbs = tuple(one for one in words.triggers[token.text] if one.kind == "verb")
        ways = tokens[i - 1].text in _WAYS and tokens[max(0, i - 3)].may("via")  # 通过 多种 途径 损伤 皮肤
        opens = ways or tokens[i - 1].kinds == {"ADV"} or (tokens[i - 1].may(",") and tokens[i + 1].start == token.end)
        if verbs and opens and tokens[i + 1].kinds == {"N"}:
            tokens[i] = Token(token.start, token.end, token.text, words.kinds[token.text], triggers=verbs)
    return tokens


def _with_groups(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let "外泌体(处理)组" at the head of a clause be where the rest of it happens: "外泌体组 (与 对照组 相比) I型胶原 升高"."""
    groups, stimuli = patterns.having("groups"), patterns.having("stimuli")
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token, after = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else None
        lettered = bool(out) and out[-1].kinds == {"N"} and len(out[-1].text) == 1 and token.text in groups
        thing = out[-3].found if lettered and len(out) > 3 and out[-2].may("DE") and out[-4].may("at") else None
        if thing is not None and thing.entity.type in _GIVEN and after is not None:  # 应用 X 的 B 组 Y 增加
            out = [*out[:-4], out[-3], replace(token, kinds=frozenset(("end",)))]
            i += 1
            continue
        treated = (
            bool(out) and (out[-1].may("TREAT") or out[-1].text in stimuli) and out[-1].found is None and len(out) > 1
        )
        given = len(out) - 1 - treated
        if token.text not in groups or after is None or given < 0 or not _is_given(out, given):
            out.append(token)
            i += 1
            continue
        clause = next((k for k in range(i, len(tokens)) if tokens[k].may(",", ";")), len(tokens))
        contrast = after.text == "与" and tokens[clause - 1].text.startswith(("相比", "比较"))
        own = after.may("DE") and i + 2 < len(tokens) and tokens[i + 2].found is not None  # 外泌体 组 的 胶原 升高
        if not contrast and (out[given].found is None or not (after.kinds <= {"N", "W"} or own)):
            out.append(token)
            i += 1
            continue
        out = [*out[: given + 1], replace(token, text="组", kinds=frozenset(("end",)))]
        i = clause if contrast else i + 1 + own
    return out


def _is_given(tokens: list[Token], at: int) -> bool:
    """Return whether a token opens its clause and names what a group was given, or may do so."""
    token = tokens[at]
    opens = at == 0 or tokens[at - 1].may(",", ";", "REP") or tokens[at - 1].text in ("经", "用")
    return opens and (token.found.entity.type in _GIVEN if token.found else token.kinds == {"N"})
