"""What a Chinese noun phrase is about: 细胞 发生 凋亡 is about 凋亡, X 处理 细胞 about X, ATR 抑制剂 VE-821 about VE-821."""

from __future__ import annotations

from kg.relations.chinese_tokens import Token

__all__ = ["ACTS_ON", "GIVING", "PATIENTS", "apposed", "core", "given", "is_given"]

PATIENTS = ("患者", "病人", "受试者")
_BEARERS = (*PATIENTS, "小鼠", "大鼠", "裸鼠", "兔", "动物", "人群")
_WHOM = ("Organism", "Anatomy", "Cell", "Disease")
_GIVEN = ("Chemical", "GeneProduct", "RNA", "Vesicle", "Secretome")
_GIVABLE = (*_GIVEN, "Cell", "Intervention")
_HAD = ("Process", "Phenotype", "Disease", "GeneProduct", "RNA", "Chemical")
_MORE_OF = ("过表达", "高表达", "外源性", "外源", "重组", "添加", "补充")
#: ways of giving something to a body
GIVING = ("注射", "给药", "输注", "涂抹", "外用", "灌胃", "口服", "内服", "外敷", "滴注")
ACTS_ON = ("抑制剂", "拮抗剂", "阻断剂", "阻滞剂", "激动剂", "激活剂")


def apposed(tokens: list[Token]) -> int:
    """Return where the name of a drug begins behind what it acts on: JAK 抑制剂 [托法替布]; 0 where there is none."""
    for k in range(len(tokens) - 2, -1, -1):
        acts = tokens[k].text.endswith(ACTS_ON) and (tokens[k].found is not None or (k and tokens[k].may("TAIL")))
        name = "".join(token.text for token in tokens[k + 1 :])
        short = len(name) < 4 and name.isascii()  # 丝氨酸蛋白酶抑制剂A3 is one name
        if acts and not short and all(token.kinds == {"N"} for token in tokens[k + 1 :]):
            return k + 1
    return 0


def is_given(token: Token) -> bool:
    """Return whether a token names what can be given to a cell or a patient."""
    return token.found is not None and token.found.entity.type in _GIVEN


def _outcome(tokens: list[Token]) -> bool:
    """Return whether the words name, from their first to their last, something that an animal or a patient can have."""
    last = tokens[-1] if tokens else None
    return bool(
        last and last.found and last.found.entity.type in _HAD and not any(token.may("DE", "C") for token in tokens)
    )


def given(tokens: list[Token]) -> list[Token] | None:
    """Return what is given where the words name the one it is given to: 裸鼠 皮下注射 外泌体. Else None."""
    for k, token in enumerate(tokens[1:-1], 1):
        before = [one for one in tokens[:k] if not one.may("W", "G", "DE") and one.text not in ("给", "对", "向")]
        whom = bool(before) and all(one.found and one.found.entity.type in _WHOM for one in before)
        thing = tokens[k + 1].found
        if whom and token.text.endswith(GIVING) and thing is not None and thing.entity.type in _GIVABLE:
            return tokens[k + 1 :]
    return None


def core(tokens: list[Token]) -> list[Token]:
    """Return the words of a phrase that name what is meant, without whom it happens in or whom it is given to.

    细胞 发生 凋亡 is about 凋亡; X 处理 细胞 about X; 注射 外泌体 about 外泌体; 患者 的 毛发生长 about 毛发生长.
    """
    for k, token in enumerate(tokens[1:-1], 1):
        if token.text == "发生" and tokens[k - 1].found and not tokens[k + 1].may("DE", "C"):
            return tokens[k + 1 :]
        if token.may("TREAT") and not token.found and is_given(tokens[k - 1]) and tokens[k + 1].found:
            return tokens[:k]
        if token.may("DE") and tokens[k - 1].text.endswith(PATIENTS) and tokens[k + 1].found:
            return tokens[k + 1 :]
        if token.text.endswith(_BEARERS) and _outcome(tokens[k + (2 if tokens[k + 1].may("DE") else 1) :]):
            return tokens[k + (2 if tokens[k + 1].may("DE") else 1) :]
    if (behind := given(tokens)) is not None:
        return behind
    if len(tokens) > 1 and tokens[0].text in _MORE_OF and is_given(tokens[1]) and not tokens[0].found:
        return tokens[1:]  # 过表达 miR-29a, 外源性 H2S
    if len(tokens) > 1 and tokens[0].text.endswith(GIVING) and not tokens[1].may("DE", "C", "TREAT", "V"):
        thing = tokens[1].found  # 外用 维A酸, 静脉输注 间充质干细胞, 口服 一味未知的药
        if thing is None or thing.entity.type in _GIVABLE:
            return tokens[1:]
    return tokens
