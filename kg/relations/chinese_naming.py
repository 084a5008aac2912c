"""What Chinese lists under a name or says of all or none: 副作用 有 A 和 B, 没有 药物 能 逆转 Y, 除 增加 A 外，X 还 延长 B."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.patterns import Patterns
from kg.relations.chinese_spans import ENDS, Wording, named_whole, put_plainly, states, stop_at, type_of
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_named"]

_INCLUDES, _IRRITATES = "包括", "刺激"
_GIVEN = ("Chemical", "Vesicle", "Secretome", "Cell", "Intervention", "Exposure")
_CAN = ("能", "可", "可以", "能够", "可有效", "能有效", "被证实", "被证明")
_TIME = re.compile(r"\d.*(?:天|周|月|小时|年|d|h)内?$")
_BESIDES = ("外", "之外", "以外")


def read_named(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such turns put plainly.

    Args:
        tokens: with the jobs that they may have.
        words: of Chinese that are no names.
        patterns: Chinese word lists.
    """
    tokens = put_plainly(_NAMED, tokens, words, patterns)
    return [_unfed(tokens, n, patterns) if one.kinds == {"N"} else one for n, one in enumerate(tokens)]


def _unfed(tokens: list[Token], n: int, patterns: Patterns) -> Token:
    """Return 饲喂高脂饲料, which the lists do not part, as what was fed."""
    token = tokens[n]
    how = next((one for one in patterns.words["fed_as"] if token.text.startswith(one)), "")
    opens = not n or tokens[n - 1].may("end", *ENDS)
    if not how or not opens or token.found is not None or len(token.text) < len(how) + 2:
        return token
    return replace(token, start=token.start + len(how), text=token.text[len(how) :])


def _having(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "氢醌 的 副作用 有 红斑 和 脱屑" with 包括."""
    listed = tuple(patterns.words["headings_of"])
    cases = [
        n for n, one in enumerate(tokens[:-1]) if one.text == "有" and tokens[n + 1].text.endswith(("例", "人", "名"))
    ]
    if cases:  # 观察组 (有 3例) 出现 疼痛
        tokens = [one for n, one in enumerate(tokens) if n not in cases and n - 1 not in cases]
    for n in range(2, len(tokens) - 1):
        if tokens[n].text != "有" or not tokens[n + 1].may("N"):
            continue
        last = next((k for k in range(n - 1, 0, -1) if not tokens[k].may("ADV") or tokens[k].may("N", "G", "E")), 0)
        first = last
        while first and not tokens[first].may("DE", *ENDS):
            first -= 1
        if "".join(one.text for one in tokens[first : last + 1]).endswith(listed) and tokens[first].may("DE"):
            has = replace(tokens[n], text=_INCLUDES, kinds=words.kinds[_INCLUDES])
            return [*tokens[:n], replace(has, triggers=words.triggers.get(_INCLUDES, ())), *tokens[n + 1 :]]
    return tokens


def _none(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "没有 药物 能 逆转 Y" as "药物 不能 逆转 Y": what none does is denied."""
    for n in range(len(tokens) - 3):
        if not tokens[n].may("NEG") or tokens[n].text not in ("无", "没有", "尚无", "并无", "暂无"):
            continue
        first = n + 1 + (tokens[n + 1].text in ("任何", "一种"))
        end = first
        while end < len(tokens) and tokens[end].may("N", "W", "G", "TREAT", "Q", "DE") and not tokens[end].may("ADV"):
            end += 1
        can = end
        while can < len(tokens) and tokens[can].may("ADV") and not tokens[can].may("V"):
            can += 1
        able = any(one.text.endswith(_CAN) for one in tokens[end:can])
        if end > first and able and can < len(tokens) and states(tokens[can]):
            return [*tokens[:n], *tokens[first:end], tokens[n], *_none(tokens[end:], words, patterns)]
    return tokens


def _besides(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "除 增加 A 外，X 还 延长 B" as "X 增加 A，X 还 延长 B"."""
    for n in range(len(tokens) - 4):
        if tokens[n].text not in ("除", "除了") or not states(tokens[n + 1]):
            continue
        comma = stop_at(tokens, n)
        verb = next((k for k in range(comma + 1, len(tokens)) if tokens[k].may("ADV", "V", *ENDS)), 0)
        what = tokens[n + 1 : comma - (tokens[comma - 1].text in _BESIDES)]
        who = tokens[comma + 1 : verb]
        plain = who and all(one.may("N", "DE", "C") for one in who) and comma < len(tokens) and tokens[comma].may(",")
        if plain and len(what) > 1 and not tokens[verb].may(*ENDS):
            return [*tokens[:n], *who, *what, tokens[comma], *_besides(tokens[comma + 1 :], words, patterns)]
    return tokens


def _affecting(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "X 对 Y 的 影响 最 大" as "X 影响 Y"."""
    for n in range(4, len(tokens)):
        if tokens[n].text != "影响" or not tokens[n - 1].may("DE") or not tokens[n].triggers:
            continue
        stop = stop_at(tokens, n)
        how = "".join(one.text for one in tokens[n + 1 : stop])
        to = next((k for k in range(n - 2, 0, -1) if tokens[k].may("to", *ENDS)), 0)
        if not to or not tokens[to].may("to") or not tokens[to - 1].may("N") or how not in patterns.having("how_great"):
            continue
        verb = replace(tokens[n], kinds=frozenset(("V",)))
        return [*tokens[:to], verb, *tokens[to + 1 : n - 1], *_affecting(tokens[stop:], words, patterns)]
    return tokens


def _irritating(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Let 刺激 be a name in "引起 刺激" and "副作用 包括 刺激 和 脱屑"."""
    out = list(tokens)
    for n in range(1, len(tokens)):
        closes = n + 1 == len(tokens) or tokens[n + 1].may("C", *ENDS) or tokens[n + 1].text in ("反应", "等")
        before = tokens[n - 1]
        causes = bool(before.triggers) and before.triggers[0].predicate == "cause"
        led = causes or before.text in patterns.having("headed_by")
        if tokens[n].text == _IRRITATES and tokens[n].found is None and closes and led:
            out[n] = replace(tokens[n], kinds=frozenset(("N",)), triggers=())
    return out


def _notably(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "引起 色素沉着(，深肤色者 尤为 明显)" without in whom it is plainest."""
    for n in range(2, len(tokens)):
        if tokens[n].text not in ("尤为", "更为", "尤其", "较为"):
            continue
        first = max((k for k in range(n) if tokens[k].may(*ENDS)), default=0)
        stop = stop_at(tokens, n)
        how = "".join(one.text for one in tokens[n + 1 : stop])
        plain = how in patterns.having("how_plain") and not any(states(one) for one in tokens[first + 1 : n])
        if first and plain and tokens[first].may(","):
            return [*tokens[:first], *_notably(tokens[stop:], words, patterns)]
    return tokens


def _risky(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "存在 成瘤 风险" as what is feared: nothing is found in a risk."""
    for n in range(1, len(tokens) - 1):
        stop = stop_at(tokens, n)
        named = any(one.may("N") and not one.may("ADV", "W") for one in tokens[n + 1 : stop - 1])
        if tokens[n].text == "存在" and tokens[stop - 1].text in patterns.having("feared") and named:
            return [*tokens[:n], *_risky(tokens[stop:], words, patterns)]
    return tokens


def _given(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "注射 X 的 小鼠 Y 增多" as "X 后 Y 增多": it is what they were given that tells."""
    for n in range(len(tokens) - 5):
        item = tokens[n + 1].found
        led = tokens[n].text in patterns.having("giving_to") and (not n or tokens[n - 1].may(*ENDS))
        if not led or item is None or item.entity.type not in _GIVEN or not tokens[n + 2].may("DE"):
            continue
        who = n + 3
        while who < len(tokens) - 1 and type_of(tokens[who]) == "Disease":
            who += 1  # 光老化 小鼠
        body = type_of(tokens[who]) in ("Organism", "Anatomy")
        changes = next((one for one in tokens[who + 1 : stop_at(tokens, who)] if states(one)), None)
        if body and changes is not None and changes.triggers[0].themes:
            after = replace(tokens[n + 2], text="后", kinds=frozenset(("end",)))
            return [*tokens[:n], tokens[n + 1], after, *tokens[who + 1 :]]
    return tokens


def _fed(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "(给 雏鸡 饲喂) 缺乏 泛酸 的 饲粮" with what it lacks as part of its name: nobody lowers what is not in it."""
    diets, feeding = tuple(patterns.words["diets"]), patterns.having("feeding")
    for n in range(len(tokens) - 1):
        lacks = tokens[n].text in ("缺乏", "缺少", "不含") and tokens[n].found is None
        last = n
        while lacks and last + 1 < len(tokens) and tokens[last + 1].may("N", "C", "DE"):
            last += 1
            if tokens[last].text.endswith(diets):
                break
        if last > n + 1 and tokens[last].text.endswith(diets):
            fed = n > 0 and tokens[n - 1].text.endswith(tuple(feeding))
            return [*tokens[: n - fed], named_whole(tokens[n : last + 1]), *tokens[last + 1 :]]
    return tokens


def _from_to(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "由 12.3 降至 5.1" without how far."""
    for n in range(1, len(tokens) - 2):
        number = tokens[n + 1].text.replace(".", "").rstrip("%％").isdigit()
        if tokens[n].text in ("由", "从", "自") and number and states(tokens[n + 2]):
            end = n + 3 + (n + 3 < len(tokens) and tokens[n + 3].text[:1].isdigit())
            return [*tokens[:n], tokens[n + 2], *_from_to(tokens[end:], words, patterns)]
    return tokens


def _subsiding(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Let "红斑 3天 消退" and "自行 消退" say nothing: it goes by itself, and not by what was done."""
    goes = patterns.having("subsiding")
    out = list(tokens)
    for n in range(1, len(tokens)):
        near = tokens[max(0, n - 2) : n]
        alone = any(one.text in ("自行", "自然", "自发") or _TIME.search(one.text) for one in near)
        if tokens[n].text in goes and tokens[n].found is None and alone:
            out[n] = replace(tokens[n], kinds=frozenset(("X",)), triggers=())
    return out


def _dosed(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Leave 高 剂量 out in "低剂量 X 促进 Y，(高剂量) 则 引起 Z": it is X still."""
    for n in range(2, len(tokens) - 2):
        if tokens[n].text not in patterns.having("dosed") or tokens[n - 1].found is not None:
            continue
        first = n - 1 if tokens[n - 1].text in ("高", "低", "大", "小") else n
        opens = tokens[first - 1].may(*ENDS) or (tokens[first - 1].may("ADV") and tokens[first - 2].may(*ENDS))
        acts = next((one for one in tokens[n + 1 : n + 4] if not one.may("ADV") or one.may("V")), None)
        if opens and acts is not None and states(acts):
            return [*tokens[:first], *tokens[n + 1 :]]
    return tokens


def _knocked(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "MMP-9 基因敲除小鼠 创面愈合 延迟" with the mice as where it does."""
    for n in range(1, len(tokens) - 2):
        whose = type_of(tokens[n - 1]) in ("GeneProduct", "RNA") and tokens[n - 1].end == tokens[n].start
        opens = n == 1 or tokens[n - 2].may(*ENDS)
        plain = tokens[n + 1].may("N") and not tokens[n + 1].may("V")
        if tokens[n].text in patterns.having("knocked_out") and whose and opens and plain:
            there = Token(tokens[n].end, tokens[n].end, "中", frozenset(("end",)))
            return [*tokens[: n - 1], named_whole(tokens[n - 1 : n + 1]), there, *tokens[n + 1 :]]
    return tokens


def _silenced(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "(siRNA) 沉默 X 后" without what one silences with."""
    for n in range(len(tokens) - 2):
        opens = not n or tokens[n - 1].may(*ENDS)
        if (
            tokens[n].text in patterns.having("silencers")
            and opens
            and tokens[n + 1].text in ("沉默", "敲低", "敲除", "干扰")
        ):
            return [*tokens[:n], *tokens[n + 1 :]]
    return tokens


def _tall(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Let 高度 be what is measured behind a name: 提高 小肠绒毛 高度."""
    out = list(tokens)
    for n in range(1, len(tokens)):
        behind = tokens[n - 1].may("N") and tokens[n - 1].end == tokens[n].start
        ends = n + 1 == len(tokens) or tokens[n + 1].may("C", *ENDS)
        if tokens[n].text in patterns.having("heights") and behind and ends and tokens[n].found is None:
            out[n] = replace(tokens[n], kinds=frozenset(("N",)))
    return out


def _some(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "(少数) 患者 出现 Y" without how many they are."""
    few, patients = patterns.having("so_many"), patterns.having("patients")
    return [
        one
        for n, one in enumerate(tokens)
        if not (one.text in few and n + 1 < len(tokens) and tokens[n + 1].text in patients)
    ]


def _slashed(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Return "壳聚糖/明胶 支架" as one name: it is neither chitosan nor a scaffold of gelatin alone."""
    for n in range(len(tokens) - 3):
        one, mark, other, what = tokens[n : n + 4]
        joined = mark.text == "/" and one.found is not None and other.found is not None and what.start == other.end
        if joined and what.text in patterns.having("materials"):
            return [*tokens[:n], named_whole(tokens[n : n + 4]), *_slashed(tokens[n + 4 :], _, patterns)]
    return tokens


def _lost(tokens: list[Token], _: Words, patterns: Patterns) -> list[Token]:
    """Let 流失 be part of the name in "脂肪 流失 和 骨吸收 导致 老化" and "骨吸收 和 脂肪 流失 导致 老化"."""
    out = list(tokens)
    for n in range(1, len(tokens) - 1):
        token, after = tokens[n], tokens[n + 1]
        loses = token.text in patterns.having("its_loss") and states(token) and token.triggers[0].themes
        if not loses or not tokens[n - 1].may("N") or tokens[n - 1].end != token.start:
            continue
        led = n > 1 and tokens[n - 2].may("C") and n > 2 and tokens[n - 3].may("N")
        joins = after.may("C") and n + 3 < len(tokens) and tokens[n + 2].may("N") and states(tokens[n + 3])
        brings = states(after) and after.triggers[0].predicate in ("cause", "is_a")
        if joins or (led and brings):
            out[n] = replace(token, kinds=frozenset(("N",)), triggers=())
    return out


def _usual(tokens: list[Token], _: Words, __: Patterns) -> list[Token]:
    """Return "(常用) 氨甲环酸 治疗 黄褐斑" without how often, and "脱发 (加重) 的 危险因素" without how far it goes."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        after = tokens[n + 1] if n + 1 < len(tokens) else None
        often = token.text == "常用" and after is not None and type_of(after) in (*_GIVEN, "GeneProduct")
        then = tokens[n + 2] if n + 2 < len(tokens) else None
        goes_on = token.text in ("加重", "恶化", "进展", "发展") and token.found is None and n > 0
        told = goes_on and after is not None and after.may("DE") and then is not None and then.may("TAIL")
        if not often and not (told and type_of(tokens[n - 1]) in ("Disease", "Phenotype")):
            out.append(token)
    return out


#: each with words of which it needs one, or the name of their list
_NAMED: tuple[tuple[str, Wording], ...] = (
    ("有", _having),
    ("无 没有 尚无 并无 暂无", _none),
    ("除 除了", _besides),
    ("影响", _affecting),
    (_IRRITATES, _irritating),
    ("dosed", _dosed),
    ("尤为 更为 尤其 较为", _notably),
    ("存在", _risky),
    ("缺乏 缺少 不含", _fed),
    ("由 从 自", _from_to),
    ("subsiding", _subsiding),
    ("giving_to", _given),
    ("knocked_out", _knocked),
    ("silencers", _silenced),
    ("heights", _tall),
    ("so_many", _some),
    ("its_loss", _lost),
    ("materials", _slashed),
    ("常用 加重 恶化 进展 发展", _usual),
)
