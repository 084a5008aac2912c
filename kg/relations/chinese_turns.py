"""Chinese turns of phrase put as the rules read them: what is needed for what, why something comes about, what is done to 其."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.patterns import Patterns, Trigger
from kg.relations.chinese_spans import opening_at, type_of
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_turns"]

_ENDS = (",", ";")
_BODIES = ("Organism", "Cell")
_PARTS = ("Anatomy", "Disease")  #: 糖尿病大鼠 创面: where in a body
_MEASURED = ("GeneProduct", "RNA", "Chemical", "Process", "Phenotype", "Pathway")
_OWNERS = ("Cell", "Anatomy", "Organism", "Disease")
_NEEDED = "必不可少"  #: the word that the rules know for all that is needed


def read_turns(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence with such turns put straight.

    Args:
        tokens: those of the sentence.
        words: the words of Chinese that are no names.
        patterns: Chinese word lists.
    """
    said = {token.text for token in tokens}  # most sentences hold none of the words that a turn needs
    if not said.isdisjoint(patterns.having("and_does")):
        tokens = _made_and_acts(tokens, patterns)
    if not said.isdisjoint(patterns.having("toxicities")):
        tokens = _poisoned(tokens, words, patterns)
    if not said.isdisjoint(patterns.having("harms")) and not said.isdisjoint(("对", "对于")):
        tokens = _harmed(tokens, words, patterns)
    if not said.isdisjoint(patterns.having("futile")):
        tokens = _futile(tokens, patterns)
    if not said.isdisjoint(patterns.having("exerting")):
        tokens = _exerted(_acting(tokens, words, patterns), patterns)
    if not said.isdisjoint(patterns.having("not_only")):
        tokens = _not_only(tokens, patterns)
    if not said.isdisjoint(patterns.having("amply")):
        tokens = _amply(tokens, words, patterns)
    if not said.isdisjoint(patterns.having("natures")):
        tokens = _natured(tokens, patterns)
    if not said.isdisjoint(patterns.having("adverse")):
        tokens = _blamed(tokens, words, patterns)
    if not said.isdisjoint(patterns.having("modifications")):
        tokens = _modified(tokens, patterns)
    tokens = _tailed(tokens, patterns)
    if "因" in said:
        tokens = _reasoned(tokens)
    if not said.isdisjoint(patterns.having("needed")):
        tokens = _needed(tokens, words, patterns)
    return _in_the_ill(_once(tokens) if "被" in said else tokens, patterns)


def _acts(token: Token) -> bool:
    return token.may("V") and token.found is None and bool(token.triggers)


def _tailed(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "银屑病 (最 重要) 的 (独立) 危险因素" without how much of one it is."""
    qualities = patterns.having("qualities")
    out: list[Token] = []
    for token in tokens:
        if token.may("TAIL") and not token.found and not token.may("N"):
            first = len(out)
            while first and _says_how(out[first - 1], qualities):
                first -= 1
            of = next((one for one in out[first:] if one.may("DE")), None)
            if of is not None and first and out[first - 1].may("N", "Q", "W"):
                del out[first:]
                out.append(of)
        out.append(token)
    return out


def _says_how(token: Token, qualities: frozenset[str]) -> bool:
    plain = token.found is None and (token.may("DE") or token.text in qualities)
    return plain or (token.kinds == {"ADV"} and len(token.text) == 1 and token.text in "最很较更尤")


def _modified(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let 磷酸化 be what is done in "使 p53 (去) 磷酸化"; of more or less of it nothing is said."""
    ways = patterns.having("modifications")
    out: list[Token] = []
    for n, token in enumerate(tokens):
        undone = token.text == "去" and n + 1 < len(tokens) and tokens[n + 1].text in ways
        if undone and tokens[n + 1].start == token.end:
            continue
        off = n > 0 and token.text in ways and tokens[n - 1].text == "去" and tokens[n - 1].end == token.start
        whole = replace(token, start=tokens[n - 1].start, text=f"去{token.text}", found=None) if off else token
        ends = n + 1 == len(tokens) or tokens[n + 1].may(*_ENDS)
        near = out[max(0, len(out) - 7) :]
        makes = next((k for k in range(len(near) - 1, -1, -1) if near[k].may("make")), len(near))
        made = (
            bool(near[makes + 1 :]) and near[-1].may("N") and all(one.may("N", "C", "DE") for one in near[makes + 1 :])
        )
        if token.text in ways and ends and made:
            trigger = Trigger(whole.text, "affects", themes=True)
            whole = replace(whole, found=None, kinds=frozenset(("V",)), triggers=(trigger,))
        out.append(whole)
    return out


def _reasoned(tokens: list[Token]) -> list[Token]:
    """Return "皮肤 因 (胶原 减少) 而 松弛" with the cause as one name, and "因 感染 (加重) 而" without that there is more of it."""
    for i in range(1, len(tokens) - 4):
        if tokens[i].text != "因" or not tokens[i - 1].may("N", "Q"):
            continue
        then = next((n for n in range(i + 2, min(i + 8, len(tokens))) if tokens[n].text == "而"), 0)
        inside = tokens[i + 1 : then]
        change = inside[-1] if len(inside) > 1 else None
        if change is None or not change.triggers or not change.triggers[0].themes or not inside[0].may("N"):
            continue
        if any(one.may("V", "by", "DE", *_ENDS) for one in inside[:-1]):
            continue
        if change.triggers[0].predicate == "increases":
            return [*tokens[: then - 1], *_reasoned(tokens[then:])]
        text = "".join(one.text for one in inside)
        cause = Token(inside[0].start, change.end, text, frozenset(("N",)))
        return [*tokens[: i + 1], cause, *_reasoned(tokens[then:])]
    return tokens


def _needed(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "VEGF 是 血管生成 所 必需 的", "对 血管生成 是 必需 的" and "在 血管生成 中 不可或缺" as "VEGF 对 血管生成 必不可少"."""
    needed = patterns.having("needed")
    for i in range(2, len(tokens)):
        of = i + 1 < len(tokens) and tokens[i + 1].may("DE")
        stop = i + 1 + of
        if tokens[i].text not in needed or not (stop == len(tokens) or tokens[stop].may(*_ENDS)):
            continue
        must = Token(tokens[i].start, tokens[i].end, _NEEDED, words.kinds[_NEEDED], triggers=words.triggers[_NEEDED])
        first, last = opening_at(tokens, i), i - 1
        while last > first and (tokens[last].text in ("所", "是", "为") or tokens[last].kinds == {"ADV"}):
            last -= 1
        led = next((n for n in range(last - 1, first, -1) if tokens[n].text in ("对", "对于", "在", "是", "为")), 0)
        inside = tokens[last].may("end")
        what = tokens[led + 1 : last + (not inside)]
        made = max((n for n, one in enumerate(what) if one.may("V") and one.may("Q") and one.found is None), default=-1)
        if 0 <= made < len(what) - 1:
            what = what[made + 1 :]  # (成纤维细胞 合成) 胶原 所 必需 的
        if not led or not what or any(one.may("V") and not one.may("N", "Q", "E") for one in what):
            continue
        if (tokens[led].text == "在") != inside:
            continue
        to = replace(tokens[led], text="对", kinds=words.kinds["对"], triggers=())
        return [*tokens[:led], to, *what, must, *_needed(tokens[stop:], words, patterns)]
    return tokens


def _once(tokens: list[Token]) -> list[Token]:
    """Return "RAGE (被) 激活 后" without the mark of the passive: nobody is named who did it."""
    return [
        token
        for n, token in enumerate(tokens)
        if not (
            token.text == "被"
            and 0 < n < len(tokens) - 2
            and tokens[n - 1].found is not None
            and _acts(tokens[n + 1])
            and tokens[n + 2].text in ("后", "之后", "以后")
        )
    ]


def _in_the_ill(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "老年小鼠 创面愈合 延迟" and "吸烟者 的 X 低于 Y" with 中 behind those who are ill: what changes in them, that changes."""
    opening = (n for n in range(len(tokens)) if not n or tokens[n - 1].may(*_ENDS))
    last = {_ill_until(tokens, n, patterns) for n in opening} - {-1}
    if not last:
        return tokens
    out: list[Token] = []
    for i, token in enumerate(tokens):
        out.append(token)
        if i not in last or not token.may("N"):
            continue
        of = i + 1 < len(tokens) and tokens[i + 1].may("DE")
        seen = i + 1 < len(tokens) and tokens[i + 1].text in patterns.having("seeing")
        if seen or _changes_then(tokens, i + 1 + of, patterns):
            out.append(Token(token.end, token.end, "中", frozenset(("end",))))
    return [
        token
        for n, token in enumerate(out)
        if not (token.may("DE") and n and out[n - 1].may("end") and out[n - 1].start == out[n - 1].end)
    ]


def _ill_until(tokens: list[Token], first: int, patterns: Patterns) -> int:
    """Return where the phrase ends that opens a clause and names those who are ill or aged; -1 for none."""
    places = patterns.words["ill_places"]
    ill = first < len(tokens) and type_of(tokens[first]) in ("Disease", "Phenotype")
    if first >= len(tokens) or not (ill or _is_body(tokens[first], patterns)):
        return -1
    last = first
    while last + 1 < len(tokens) and tokens[last + 1].start == tokens[last].end:
        if type_of(tokens[last + 1]) not in _PARTS and tokens[last + 1].text not in places:
            break
        last += 1
    text = "".join(token.text for token in tokens[first : last + 1])
    if ill:  # 银屑病 皮损, 脱发 区 头皮, 瘢痕组织: an illness and where it is
        return last if text.endswith(places) else -1
    smokes = type_of(tokens[first]) == "Exposure"
    return last if smokes or any(word in text for word in patterns.words["ill"]) else -1


def _is_body(token: Token, patterns: Patterns) -> bool:
    person = token.found is not None and token.text.endswith(patterns.words["people"])
    return type_of(token) in _BODIES or person or (type_of(token) == "Exposure" and token.text.endswith("者"))


def _changes_then(tokens: list[Token], k: int, patterns: Patterns) -> bool:
    """Return whether a clause goes on with what there is more or less of, or how it compares, and with nothing else."""
    if k >= len(tokens) or type_of(tokens[k]) not in _MEASURED or (tokens[k].may("V") and not tokens[k].found):
        return False
    stop = next((n for n in range(k, len(tokens)) if tokens[n].may(*_ENDS)), len(tokens))
    compared = patterns.tables["comparatives"]
    verb = next(
        (n for n in range(k + 1, stop) if tokens[n].text in compared or (_acts(tokens[n]) and not tokens[n].may("Q"))),
        0,
    )
    if not verb or any(one.may("by", "via", "make", "take", "end", "at", "NEG") for one in tokens[k:verb]):
        return False
    if tokens[verb].text in compared:
        return True
    changes = any(trigger.themes for trigger in tokens[verb].triggers)
    return changes and all(one.kinds == {"ADV"} for one in tokens[verb + 1 : stop])


def _made_and_acts(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X 使 A 减少 (并) 增加 B" with a comma: it is X, and not A, that goes on."""
    and_does, out = patterns.having("and_does"), list(tokens)
    for i in range(3, len(tokens) - 2):
        if tokens[i].text not in and_does or not any(one.may("make") for one in tokens[opening_at(tokens, i) : i - 1]):
            continue
        done = tokens[i - 1]
        changed = (_acts(done) and done.triggers[0].themes) or done.text in patterns.having("going_on")
        verb = next((n for n in range(i + 1, len(tokens)) if tokens[n].kinds != {"ADV"}), i)
        goes_on = _acts(tokens[verb]) and verb + 1 < len(tokens) and tokens[verb + 1].may("N")
        if changed and goes_on:
            out[i] = replace(tokens[i], text=",", kinds=frozenset((",",)), triggers=())
    return out


def _poisoned(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "X 对 Y 有 毒性" as "X 损伤 Y"."""
    toxic = patterns.having("toxicities")
    for i in range(3, len(tokens)):
        has = tokens[i - 1]
        if tokens[i].text not in toxic or not has.may("L") or has.may("NEG"):
            continue
        to = next((n for n in range(i - 2, opening_at(tokens, i), -1) if tokens[n].may("to")), 0)
        ends = i + 1 == len(tokens) or tokens[i + 1].may(*_ENDS) or tokens[i + 1].text == "作用"
        if to and ends and not any(one.may("V", "NEG", "ADV") for one in tokens[to + 1 : i - 1]):
            harms = replace(tokens[to], text="损伤", kinds=words.kinds["损伤"], triggers=words.triggers["损伤"])
            behind = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].text == "作用")
            return [*tokens[:to], harms, *tokens[to + 1 : i - 1], *_poisoned(tokens[behind:], words, patterns)]
    return tokens


def _harmed(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "减轻 X 对 Y 的 损伤" as "减轻 X 诱导 的 Y 的 损伤": it is the harm of which there is less, and not X."""
    harms = patterns.having("harms")
    for n in range(1, len(tokens) - 4):
        verb, who, to, whom = tokens[n - 1 : n + 3]
        lessens = _acts(verb) and verb.triggers[0].predicate in ("decreases", "treats", "protect")
        if not lessens or who.found is None or not to.may("to") or whom.found is None:
            continue
        of, harm = tokens[n + 3], tokens[n + 4]
        if of.may("DE") and harm.text in harms:
            cause = replace(to, text="诱导", kinds=words.kinds["诱导"], triggers=words.triggers["诱导"])
            less = verb
            if verb.triggers[0].predicate == "protect":  # 保护 X 对 Y 的 损伤
                less = replace(verb, text="减轻", kinds=words.kinds["减轻"], triggers=words.triggers["减轻"])
            done = replace(harm, kinds=frozenset(("N",)), triggers=())  # 伤害 is a verb elsewhere
            rest = _harmed(tokens[n + 5 :], words, patterns)
            return [*tokens[: n - 1], less, who, cause, replace(of, start=to.end, end=to.end), whom, of, done, *rest]
    return tokens


def _not_only(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "成纤维细胞 (不仅 增殖 下降)，而且 分泌 X" without what is less of them: it is they that go on acting."""
    for n in range(1, len(tokens) - 2):
        whose = tokens[n - 1].found
        if tokens[n].text not in patterns.having("not_only") or whose is None or whose.entity.type not in _OWNERS:
            continue
        stop = next((k for k in range(n, len(tokens)) if tokens[k].may(*_ENDS)), len(tokens))
        last = tokens[stop - 1]
        changes = _acts(last) and bool(last.triggers[0].themes) and tokens[n + 1].may("N")
        if changes and not any(_acts(one) for one in tokens[n + 1 : stop - 1]):
            return [*tokens[:n], *_not_only(tokens[stop:], patterns)]
    return tokens


def _futile(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X 治疗 Y 无效" as "X 不 治疗 Y"."""
    for n in range(2, len(tokens)):
        closes = n + 1 == len(tokens) or tokens[n + 1].may(*_ENDS)
        if tokens[n].text not in patterns.having("futile") or not closes:
            continue
        last = n - (tokens[n - 1].text in patterns.having("applications"))  # 疗效 不佳
        back = range(last - 2, max(last - 5, -1), -1)
        treats = next((k for k in back if tokens[k].text in patterns.having("curing")), -1)
        if treats >= 0 and all(one.may("N", "C") for one in tokens[treats + 1 : last]):
            denial = Token(tokens[treats].start, tokens[treats].start, "不", frozenset(("NEG",)))
            return [*tokens[:treats], denial, *tokens[treats:last], *_futile(tokens[n + 1 :], patterns)]
    return tokens


def _acting(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "对 X 产生 抑制 作用" as "对 X 具有 抑制 作用": an effect is had and not made."""
    out = list(tokens)
    for n in range(2, len(tokens) - 1):
        if tokens[n].text not in patterns.having("exerting") or not tokens[n].may("V") or tokens[n].found:
            continue
        stop = next((k for k in range(n, len(tokens)) if tokens[k].may(*_ENDS)), len(tokens))
        led = any(one.may("to") for one in tokens[opening_at(tokens, n) : n])
        if led and tokens[stop - 1].text in patterns.having("plainly") and stop - 1 > n + 1 and stop - n < 7:
            out[n] = replace(tokens[n], text="具有", kinds=words.kinds["具有"], triggers=())
    return out


def _exerted(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "对 X (产生 重要) 影响" as "对 X 影响": nothing is made."""
    for n in range(2, len(tokens) - 1):
        if tokens[n].text not in patterns.having("exerting"):
            continue
        end = next((k for k in range(n + 1, min(n + 5, len(tokens))) if tokens[k].text == "影响"), 0)
        between = tokens[n + 1 : end] if end else []
        plain = end > n and all(one.found is None and not one.may("V", ",", ";", "N") for one in between)
        closes = end + 1 == len(tokens) or tokens[end + 1].may(*_ENDS) if end else False
        if plain and closes and any(one.may("to") for one in tokens[opening_at(tokens, n) : n]):
            return [*tokens[:n], *_exerted(tokens[end:], patterns)]
    return tokens


def _amply(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "活性氧 大量 产生" as "活性氧 增加", where nobody in the clause is said to make it."""
    much, coming = patterns.having("amply"), patterns.having("coming")
    out = list(tokens)
    for n in range(1, len(tokens) - 1):
        what, how, comes = tokens[n - 1 : n + 2]
        closes = n + 2 == len(tokens) or tokens[n + 2].may(*_ENDS)
        if how.text not in much or comes.text not in coming or what.found is None or not closes or comes.found:
            continue
        before = tokens[opening_at(tokens, n - 1) : n - 1]
        if what.found.entity.type in _MEASURED and not any(_acts(one) or one.may("make", "take") for one in before):
            out[n + 1] = replace(comes, kinds=words.kinds["增加"], triggers=words.triggers["增加"])
    return out


def _natured(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X 具有 A 缓慢、B 抵抗 和 分泌 C 的 特性" as the clauses that it holds: X A 缓慢，B 抵抗，分泌 C."""
    for end in range(4, len(tokens)):
        if tokens[end].text not in patterns.having("natures") or not tokens[end - 1].may("DE"):
            continue
        has = next(
            (n for n in range(end - 2, opening_at(tokens, end), -1) if tokens[n].text in ("具有", "有", "具备")), 0
        )
        inside = tokens[has + 1 : end - 1]
        does = any(_acts(a) and b.found is not None for a, b in pairwise(inside))
        joins = [n for n in range(has + 1, end - 1) if tokens[n].may("C") and _acts(tokens[n + 1])]
        if not has or not does or not joins or any(one.may("DE") for one in inside):
            continue
        last = joins[-1]
        comma = replace(tokens[last], text=",", kinds=frozenset((",",)), triggers=())
        return [*tokens[:has], *tokens[has + 1 : last], comma, *tokens[last + 1 : end - 1], *tokens[end + 1 :]]
    return tokens


def _blamed(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "A 是 X (最 严重) 的 并发症 (之一)" as "A 由 X 引起"."""
    adverse = patterns.having("adverse")
    for k in range(3, len(tokens)):
        stop = k + 1 + (k + 1 < len(tokens) and tokens[k + 1].text == "之一")
        if tokens[k].text not in adverse or not (stop == len(tokens) or tokens[stop].may(*_ENDS)):
            continue
        be = next((n for n in range(k - 1, opening_at(tokens, k), -1) if tokens[n].text in ("是", "为")), 0)
        inside = tokens[be + 1 : k]
        what = next((n for n, one in enumerate(inside) if one.may("DE", "ADV")), 0)
        given = inside[:what]
        if not be or not what or not given[0].found or any(one.may("V") for one in given):
            continue
        if not all(one.may("DE", "ADV", "G", "W") for one in inside[what:]):
            continue
        by = replace(tokens[be], text="由", kinds=words.kinds["由"], triggers=())
        causes = replace(tokens[k], text="引起", kinds=words.kinds["引起"], triggers=words.triggers["引起"], found=None)
        return [*tokens[:be], by, *given, causes, *_blamed(tokens[stop:], words, patterns)]
    return tokens
