"""Chinese words as plain as they mean: without those that only say where or who found it, and with a name that holds a verb as one."""

from __future__ import annotations

from dataclasses import replace

from kg.patterns import Patterns, Trigger
from kg.relations.chinese_spans import type_of
from kg.relations.chinese_tokens import Token, Words

__all__ = ["read_plain"]

_INSIDE = ("中", "内", "里", "上", "表面")
_ACTORS = ("Cell", "Anatomy", "Organism")
_GENES = ("GeneProduct", "RNA")
_MATTERS = ("cause", "affects", "increases", "decreases")  #: what 重要因素 and its kin state
_TARGETS = "靶向"
_LONGEST = 4  #: words of a name that holds a verb


def read_plain(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return the tokens of a sentence as the rules read them.

    Args:
        tokens: those of the sentence.
        words: the words of Chinese that are no names.
        patterns: Chinese word lists.
    """
    tokens = _seen(_divided(_derived(_numbered(tokens, patterns), patterns), patterns), patterns)
    tokens = _theirs(_anyone(tokens, patterns), patterns)
    tokens = _valued(_unseen(_because(_expressed(tokens, patterns), words, patterns), patterns), patterns)
    tokens = _treated(_excepted(_of_genes(tokens), patterns), words)
    return _marked(_joined(_targeted(_pivoted(tokens, patterns), words, patterns)), patterns)


def _acts(token: Token) -> bool:
    return token.may("V") and token.found is None and bool(token.triggers)


def _numbered(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "(细胞凋亡信号 调节 蛋白 1)" as one name: the number says that the protein is called so."""
    heads = patterns.having("numbered")
    for i in range(1, len(tokens) - 2):
        verb, head, number = tokens[i : i + 3]
        called = head.text in heads and number.found is None and number.text.isascii() and number.text.isalnum()
        touching = verb.end == head.start and head.end == number.start and tokens[i - 1].end == verb.start
        if not _acts(verb) or not called or not touching or not tokens[i - 1].may("N", "G"):
            continue
        first = i
        while first and i - first < _LONGEST and tokens[first - 1].may("N", "G") and not tokens[first - 1].may("ADV"):
            if tokens[first - 1].end != tokens[first].start:
                break
            first -= 1
        text = "".join(token.text for token in tokens[first : i + 3])
        whole = Token(tokens[first].start, number.end, text, frozenset(("N",)))
        return [*tokens[:first], whole, *_numbered(tokens[i + 3 :], patterns)]
    return tokens


def _derived(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "(由) 周细胞 衍生 的 肌成纤维细胞" as "周细胞衍生的肌成纤维细胞", one name."""
    deriving = patterns.having("deriving")
    out: list[Token] = []
    for n, token in enumerate(tokens):
        then = tokens[n + 1 : n + 4]
        if token.text == "由" and len(then) == 3 and then[0].found and then[1].text in deriving and then[2].may("DE"):
            continue
        out.append(token)
    return out


def _divided(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "将 X 分为 A 和 B" as "X 分为 A 和 B"."""
    dividing = patterns.having("dividing")
    return [
        token
        for n, token in enumerate(tokens)
        if not (token.may("take") and n + 2 < len(tokens) and tokens[n + 1].found and tokens[n + 2].text in dividing)
    ]


def _seen(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X 最早 (发现) 表达于 Y" without that it was found: who found it is not said."""
    first = patterns.having("at_first")
    return [
        token
        for n, token in enumerate(tokens)
        if not (token.may("REP") and 0 < n < len(tokens) - 1 and tokens[n - 1].text in first and _acts(tokens[n + 1]))
    ]


def _pivoted(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "促使 干细胞 (在 支架 上) 形成 骨" without where it happens, so that those who are made to act stand by their verb."""
    driving = patterns.having("driving")
    for i in range(2, len(tokens) - 3):
        drives, who, at = tokens[i - 2 : i + 1]
        if drives.text not in driving or type_of(who) not in _ACTORS or at.text != "在":
            continue
        end = next((n for n in range(i + 1, min(i + 8, len(tokens) - 1)) if tokens[n].may("V", ",", ";")), 0)
        made = _acts(tokens[end]) and tokens[end].triggers[0].predicate in (
            "produces",
            "generate",
            "differentiates_into",
        )
        if end and made and (tokens[end - 1].text in _INSIDE or tokens[end - 1].may("N", "G")):
            return [*tokens[:i], *tokens[end:]]
    return tokens


def _anyone(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "(患者 的) 毛发密度" without whose it is, where no illness is named."""
    patients, persons = patterns.having("patients"), patterns.having("persons")
    out: list[Token] = []
    n = 0
    while n < len(tokens):
        opens = not out or out[-1].end < tokens[n].start or not out[-1].may("N")
        if tokens[n].text in persons and opens and type_of(tokens[min(n + 1, len(tokens) - 1)]) == "Anatomy":
            n += 1  # (女性)皮肤
            continue
        if tokens[n].text in patients and opens and type_of(tokens[min(n + 1, len(tokens) - 1)]) == "Phenotype":
            n += 1  # (受试者)皮肤含水量
            continue
        if tokens[n].text in patients:
            ill = bool(out) and out[-1].end == tokens[n].start and (out[-1].found is not None or out[-1].may("DE"))
            if not ill and n + 2 < len(tokens) and tokens[n + 1].may("DE") and tokens[n + 2].may("N", "G", "Q"):
                n += 2
                continue
        out.append(tokens[n])
        n += 1
    return out


def _theirs(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X 与 细胞 上 的 Y 结合 后，促使 (其 分泌) Z" with X as what raises Z: it is not X that secretes it."""
    driving, out = patterns.having("driving"), list(tokens)
    for n in range(len(out) - 4, -1, -1):
        drives, whose, makes = out[n : n + 3]
        made = _acts(makes) and makes.triggers[0].predicate in ("produces", "generate")
        if drives.text in driving and whose.text == "其" and made and out[n + 3].found is not None:
            del out[n + 1 : n + 3]
    return out


def _unseen(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "未见 二甲双胍 影响 X" as "二甲双胍 未见 影响 X": what nobody saw did not happen."""
    unseen = patterns.having("unseen")
    for n, token in enumerate(tokens):
        if token.text not in unseen or (n and not tokens[n - 1].may(",", ";", "REP", "ADV", "end")):
            continue
        stop = next((k for k in range(n + 1, len(tokens)) if tokens[k].may(",", ";")), len(tokens))
        verb = next((k for k in range(n + 1, stop) if _acts(tokens[k])), 0)
        who = tokens[n + 1 : verb]
        if verb and any(one.found for one in who) and not any(one.may("DE", "by", "end") for one in who):
            return [*tokens[:n], *who, token, *tokens[verb:]]
    return tokens


def _valued(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "对 X 有 不利 影响" and "对 X 有害" as "对 X 损害", and what does it good as "对 X 改善"."""
    harm, good = patterns.having("malign"), patterns.having("benign_effects")
    bad, well, plain = (patterns.having(name) for name in ("doing_harm", "doing_good", "plainly"))
    if {token.text for token in tokens}.isdisjoint(harm | good | bad | well):
        return tokens
    for n in range(2, len(tokens)):
        closes = n + 1 == len(tokens) or tokens[n + 1].may(",", ";", ")")
        how = tokens[n].text
        k = n - 1 - (tokens[n - 1].may("DE") and n > 3)
        if closes and how in plain and tokens[k].text in harm | good:
            how, first = tokens[k].text, k
            while first and (tokens[first - 1].kinds <= {"ADV", "Q", "DE"} or tokens[first - 1].may("L")):
                first -= 1
        elif closes and how in bad | well:
            first = n
        else:
            continue
        start = first - 1
        while start >= 0 and tokens[start].may("N", "DE", "C", "W", "G", "E", "Q"):
            start -= 1
        if start < 0 or not tokens[start].may("to") or start == first - 1:
            continue
        said = Trigger("损害", "decreases") if how in harm | bad else Trigger("改善", "improve")
        verb = replace(
            tokens[first], end=tokens[n].end, text=said.words, kinds=frozenset("V"), triggers=(said,), found=None
        )
        return [*tokens[:first], verb, *_valued(tokens[n + 1 :], patterns)]
    return tokens


def _expressed(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Let 表达 in "促进 弹性蛋白 表达 并 抑制 MMP-1" be what is promoted, and no verb that goes on with the next."""
    and_does, out = patterns.having("and_does"), list(tokens)
    for n in range(2, len(tokens) - 2):
        what, done, joins, verb = tokens[n - 1 : n + 3]
        if joins.text not in and_does:
            continue
        made = done.may("Q") and done.may("V") and not done.found and type_of(what) in (*_GENES, "Chemical")
        led = any(_acts(one) for one in tokens[max(0, n - 4) : n - 1])
        if made and led and (verb.may("ADV") or _acts(verb)):
            out[n] = replace(done, kinds=frozenset(("Q",)), triggers=())
    return out


def _because(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "X 增加 (是 由于) 二甲双胍 激活 AMPK" as two clauses: what there is more of activates nothing.

    "皱纹 (是 由于) 胶原 减少" is due to that, as if it said 源于.
    """
    for n in range(1, len(tokens) - 2):
        is_so, why = tokens[n : n + 2]
        if is_so.text != "是" or why.text not in patterns.having("causes"):
            continue
        stop = next((k for k in range(n + 2, len(tokens)) if tokens[k].may(",", ";")), len(tokens))
        verb = next((k for k in range(n + 2, stop) if _acts(tokens[k])), 0)
        told = verb > n + 2 and any(one.may("N") and not one.may("V") for one in tokens[verb + 1 : stop])
        if any(one.may("DE") for one in tokens[stop - 1 : stop]) or tokens[stop - 1].text == "所致":
            continue  # 是 由于 X 引起 的
        plain = replace(is_so, end=why.end, text=",", kinds=frozenset((",",)), triggers=())
        due = replace(plain, text="源于", kinds=words.kinds["源于"], triggers=words.triggers["源于"])
        return [*tokens[:n], plain if told else due, *tokens[n + 2 :]]
    return tokens


def _of_genes(tokens: list[Token]) -> list[Token]:
    """Return "弹性蛋白 mRNA 的 表达" as that of the gene."""
    return [
        token
        for n, token in enumerate(tokens)
        if not (token.text.lower() == "mrna" and n and type_of(tokens[n - 1]) == "GeneProduct")
    ]


def _excepted(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "二甲双胍 (而非 白藜芦醇) 可 增加" without what does not act."""
    instead = patterns.having("instead")
    for n in range(1, len(tokens) - 2):
        if tokens[n].text in instead and tokens[n - 1].may("N") and tokens[n + 1].may("N"):
            k = next((k for k in range(n + 2, len(tokens)) if not tokens[k].may("N") or tokens[k].may("V")), n + 2)
            behind = tokens[min(k, len(tokens) - 1)]
            if behind.may("ADV", "V", "L", ",", ";") and not behind.found:
                return [*tokens[:n], *_excepted(tokens[k:], patterns)]
    return tokens


def _treated(tokens: list[Token], words: Words) -> list[Token]:
    """Return "二甲双胍 处理后 的 细胞" as "二甲双胍 处理 的 细胞": what the cells then do is due to it."""
    out = list(tokens)
    for n in range(1, len(tokens) - 2):
        end, of, who = tokens[n : n + 3]
        if (
            end.text in ("处理后", "干预后", "刺激后")
            and of.may("DE")
            and tokens[n - 1].found
            and type_of(who) == "Cell"
        ):
            verb = end.text[:-1]
            if verb in words.kinds:
                out[n] = replace(
                    end, text=verb, end=end.end - 1, kinds=words.kinds[verb], triggers=words.triggers.get(verb, ())
                )
    return out


def _targeted(tokens: list[Token], words: Words, patterns: Patterns) -> list[Token]:
    """Return "miR-29 的 靶基因 COL1A1" as "miR-29 靶向 的 COL1A1"; a receptor or ligand leaves its name alone."""
    targets = patterns.having("target_names")
    for i in range(len(tokens) - 3):
        whose, of, word, name = tokens[i : i + 4]
        told = of.may("DE") and word.text in targets and word.found is None
        if told and type_of(whose) in _GENES and type_of(name) in _GENES and word.end == name.start:
            rest = _targeted(tokens[i + 3 :], words, patterns)
            if "靶" not in word.text:
                return [*tokens[:i], *rest]
            kinds, triggers = words.kinds[_TARGETS], words.triggers[_TARGETS]
            return [*tokens[: i + 1], replace(word, text=_TARGETS, kinds=kinds, triggers=triggers), of, *rest]
    return tokens


def _joined(tokens: list[Token]) -> list[Token]:
    """Return "是 A 和 (维持) B 的 重要因素" without the verb: both are what it matters for."""
    for i in range(2, len(tokens) - 2):
        verb, joins, one = tokens[i], tokens[i - 1], tokens[i - 2]
        if not _acts(verb) or not joins.may("C") or not one.may("N") or not tokens[i + 1].may("N"):
            continue
        tail = next((n for n in range(i + 1, min(i + 6, len(tokens))) if tokens[n].may("TAIL")), 0)
        plain = bool(tail) and not any(token.may("V", ",", ";") for token in tokens[i + 1 : tail])
        be = next((n for n in range(i - 2, max(i - 6, -1), -1) if tokens[n].may("V", ",", ";")), -1)
        is_one = be >= 0 and _acts(tokens[be]) and tokens[be].triggers[0].predicate == "is_a"
        matters = bool(tail) and any(trigger.predicate in _MATTERS for trigger in tokens[tail].triggers)
        if plain and is_one and matters and tokens[tail - 1].may("DE"):
            return [*tokens[:i], *tokens[i + 1 :]]
    return tokens


def _marked(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "(上皮 标志物 如) E-钙黏蛋白 减少" as what there is less of: the markers, and not what they mark."""
    marks = patterns.having("marks")
    for i in range(1, len(tokens) - 2):
        if tokens[i].text not in marks or tokens[i].found or not tokens[i + 1].may("HYP") or not tokens[i - 1].may("N"):
            continue
        before = tokens[i - 2] if i > 1 else None
        if before is None or before.may(",", ";", "V"):
            return [*tokens[: i - 1], *_marked(tokens[i + 2 :], patterns)]
    return tokens
