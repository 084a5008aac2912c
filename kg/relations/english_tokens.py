"""English words with the job each does in its clause, decided from a word list and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.grounding import Found
from kg.languages import View
from kg.patterns import Patterns, Trigger

__all__ = ["Token", "read_tokens"]

_WORD = re.compile(
    r"[A-Za-z0-9α-ωΑ-Ω\u00c0-\u024f]+(?:[''][a-z]+)?(?:[-/.+][A-Za-z0-9α-ωΑ-Ω\u00c0-\u024f]+)*\+?|[,;:()\[\]\"&%]|\S"
)
_IRREGULAR = {
    "rise": ("rose", "risen"), "give": ("gave", "given"), "fall": ("fell", "fallen"), "arise": ("arose", "arisen"),
    "bring": ("brought", "brought"), "find": ("found", "found"), "show": ("showed", "shown"), "bind": ("bound", "bound"),
    "lead": ("led", "led"), "drive": ("drove", "driven"), "shed": ("shed", "shed"), "know": ("knew", "known"),
    "see": ("saw", "seen"), "take": ("took", "taken"), "make": ("made", "made"), "think": ("thought", "thought"),
    "begin": ("began", "begun"), "become": ("became", "become"), "go": ("went", "gone"), "grow": ("grew", "grown"),
    "undergo": ("underwent", "undergone"), "hold": ("held", "held"), "keep": ("kept", "kept"), "leave": ("left", "left"),
    "lose": ("lost", "lost"), "meet": ("met", "met"), "build": ("built", "built"), "choose": ("chose", "chosen"),
    "spread": ("spread", "spread"), "speed": ("sped", "sped"), "understand": ("understood", "understood"),
    "write": ("wrote", "written"), "seek": ("sought", "sought"), "send": ("sent", "sent"), "say": ("said", "said"),
    "get": ("got", "got"), "come": ("came", "come"), "cut": ("cut", "cut"), "put": ("put", "put"), "lie": ("lay", "lain"),
    "stand": ("stood", "stood"), "mean": ("meant", "meant"), "withdraw": ("withdrew", "withdrawn"),
}
_DOUBLED = frozenset(["drop", "stem", "stop", "control", "transfer", "curb", "refer", "occur", "begin", "get", "cut", "put", "plan", "permit", "prefer", "infer", "commit", "submit", "spur", "shed"])
_NOUN_TOO = frozenset(
    "increase decrease repair control influence release impact damage benefit support rise fall drop decline delay target "
    "function contact process limit cause result aid bind load block stem package balance clear lower slow transport "
    "transfer express drive direct link relate couple speed combat shuttle compromise silence change boost raise act form "
    "study test use need report work display focus review score stain culture treat measure place point shift face "
    "progress share turn feature bring expand associate complex mediate harbor curb present label access design answer "
    "set supply trigger kill heal mark spread start stop show cover cross contrast "
    "increases decreases controls influences releases impacts damages benefits supports rises falls drops declines delays "
    "targets functions limits causes results aids loads blocks transfers links changes boosts acts forms studies tests "
    "uses needs reports works displays reviews scores cultures measures places points shifts features designs marks triggers".split())
_ADVERBS = frozenset(
    "also then thus therefore hence further furthermore moreover only even well very quite rather still already often always "
    "usually never ever both either alone together mainly thereby therein ultimately subsequently eventually indeed instead "
    "however here now there once first second finally too almost just more most less least much so not far later again "
    "notably importantly interestingly respectively e.g i.e in-vitro in-vivo concomitantly twofold threefold up-to directly "
    "similarly additionally consequently accordingly overall meanwhile likewise nevertheless nonetheless otherwise away back "
    "down up over out forward partly".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mention or a mark in a view.

    ``kind`` is one of: N noun, A adjective, D determiner, Q quantity, T change noun, V trigger verb, X other verb,
    B be, H have, M modal, TO, NEG, ADV, P preposition, C conjunction, R relative, S clause opener, PRON, ``,`` ``;``
    ``(`` ``)``, SUF an ending such as "-induced".
    """

    start: int
    end: int
    word: str
    kind: str
    found: Found | None = None
    triggers: tuple[Trigger, ...] = ()
    form: str = ""
    hedge: bool = False


def _inflect(lemma: str) -> Iterator[tuple[str, str]]:
    """Yield (form, spelling) of a verb: base, s, ed, ing."""
    yield "base", lemma
    stem = lemma + lemma[-1] if lemma in _DOUBLED else lemma[:-1] if lemma.endswith("e") else lemma
    y = lemma.endswith("y") and lemma[-2] not in "aeiou"
    yield "s", lemma[:-1] + "ies" if y else lemma + ("es" if lemma.endswith(("s", "x", "ch", "sh", "z")) else "s")
    for past in _IRREGULAR.get(lemma, (lemma[:-1] + "ied" if y else stem + "ed",)):
        yield "ed", past
    yield "ing", "lying" if lemma == "lie" else (lemma if lemma.endswith(("ee", "ye")) else stem) + "ing"
    if lemma.endswith("ize"):
        yield from ((form, word.replace("iz", "is")) for form, word in _inflect_regular(lemma))


def _inflect_regular(lemma: str) -> Iterator[tuple[str, str]]:
    yield from (("base", lemma), ("s", lemma + "s"), ("ed", lemma + "d"), ("ing", lemma[:-1] + "ing"))


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists turned into look-ups: spelling -> what it may be."""

    closed: dict[str, str]
    phrases: dict[str, list[tuple[tuple[str, ...], str]]]
    verbs: dict[str, tuple[tuple[Trigger, ...], str]]
    others: dict[str, str]
    nominal: dict[str, tuple[Trigger, ...]]
    hedges: frozenset[str]


@lru_cache(maxsize=2)
def _words(patterns: Patterns) -> _Words:
    closed: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    lists = (("determiners", "D"), ("pronouns", "PRON"), ("conjunctions", "C"), ("prepositions", "P"), ("subordinators", "S"),
             ("contrast", "S"), ("auxiliaries", "M"), ("be_forms", "B"), ("have_forms", "H"), ("vague", "A"), ("quantities", "Q"),
             ("hyponym_markers", "P"), ("negations", "NEG"), ("negation_exceptions", "ADV"), ("nouns", "N"))
    for name, kind in lists:
        for entry in patterns.words[name]:
            parts = tuple(entry.split())
            if len(parts) > 1:
                phrases.setdefault(parts[0], []).append((parts, kind))
            elif not (kind == "Q" and entry in closed):
                closed[entry] = kind
    closed |= {"to": "TO", "been": "B", "being": "B", "be": "B", "that": "R", "which": "R", "who": "R", "whose": "R",
               "this": "D", "these": "D", "those": "D", "as": "P", "than": "P", "no": "NEG", "without": "P", "both": "D",
               "rather": "ADV", "it": "PRON", "they": "PRON", "one": "D", "nor": "C", "neither": "NEG"}
    for options in phrases.values():
        options.sort(key=lambda item: -len(item[0]))
    verbs: dict[str, tuple[tuple[Trigger, ...], str]] = {}
    nominal: dict[str, tuple[Trigger, ...]] = {}
    for trigger in patterns.triggers:
        if trigger.kind == "verb":
            for form, word in _inflect(trigger.words):
                known = verbs.get(word, ((), form))
                verbs[word] = ((*known[0], trigger), known[1] if known[0] else form)
            for noun in trigger.noun:
                nominal[noun] = (*nominal.get(noun, ()), trigger)
    others = {word: form for lemma in (*patterns.words["verbs"], *patterns.words["reporting"]) if " " not in lemma
              for form, word in _inflect(lemma)}
    return _Words(closed, phrases, verbs, others, nominal, frozenset(w for w in patterns.words["hedges"]))


def _raw(view: View, found: Sequence[Found], patterns: Patterns) -> Iterator[Token]:
    """Yield mentions as nouns, and the words between them by what the lists say alone."""
    starts = {item.start: item for item in found}
    suffixes = patterns.tables["suffixes"]
    at = 0
    text = view.lower
    while at < len(text):
        item = starts.get(at)
        if item:
            yield Token(item.start, item.end, text[item.start:item.end], "N", found=item)
            at = item.end
            continue
        word = _WORD.match(text, at)
        if word is None:
            at += 1
            continue
        end = min([word.end(), *[start for start in starts if at < start < word.end()]])
        part = text[at:end].rstrip("-") or text[at:end]
        if part.startswith("-") and part[1:]:
            part = part[1:]
            at += 1
        if part == "-":
            at += 1
            continue
        dashed = part.rpartition("-")
        if part in suffixes and at and text[at - 1] in "- " and view.text[at - 1] == "-":
            yield Token(at, at + len(part), part, "SUF")
        elif dashed[0] and dashed[2] in suffixes:
            yield Token(at, at + len(dashed[0]), dashed[0], "N")
            yield Token(at + len(dashed[0]) + 1, at + len(part), dashed[2], "SUF")
        else:
            yield Token(at, at + len(part), part, "?")
        at = max(end, at + len(part))


def _classify(token: Token, words: _Words) -> Token:
    word = token.word
    if token.kind != "?":
        return token
    hedge = word in words.hedges
    if word in ",;:()[]":
        return replace(token, kind={":": ";", "[": "(", "]": ")"}.get(word, word))
    if word in ("&",):
        return replace(token, kind="C")
    if word in words.closed:
        return replace(token, kind=words.closed[word], hedge=hedge)
    if word in words.verbs:
        triggers, form = words.verbs[word]
        return replace(token, kind="V", triggers=triggers, form=form)
    if word in words.nominal:
        return replace(token, kind="T", triggers=words.nominal[word])
    if word in words.others:
        return replace(token, kind="X", form=words.others[word], hedge=hedge)
    if word in _ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in ("assembly", "family", "anomaly", "early", "supply")):
        return replace(token, kind="ADV", hedge=hedge)
    if hedge:
        return replace(token, kind="A", hedge=True)
    if word.endswith("ed") and len(word) > 4 and word.isalpha():
        return replace(token, kind="X", form="ed")
    if not any(char.isalnum() for char in word):
        return replace(token, kind="ADV" if word not in '"%' else "ADV")
    return replace(token, kind="N")


def _phrase(tokens: list[Token], i: int, words: _Words) -> tuple[int, str] | None:
    """Return how many tokens a fixed phrase spans at a position, and its kind."""
    for parts, kind in words.phrases.get(tokens[i].word, ()):
        if tuple(token.word for token in tokens[i:i + len(parts)]) == parts and not any(token.found for token in tokens[i:i + len(parts)]):
            return len(parts), kind
    return None


def _merge_phrases(tokens: list[Token], words: _Words) -> list[Token]:
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        phrase = _phrase(tokens, i, words)
        if phrase:
            size, kind = phrase
            word = " ".join(token.word for token in tokens[i:i + size])
            out.append(Token(tokens[i].start, tokens[i + size - 1].end, word, kind))
            i += size
        else:
            out.append(_classify(tokens[i], words))
            i += 1
    return out


_NOMINAL = ("N", "Q", "T")


def _is_plural(token: Token) -> bool:
    return token.word.endswith("s") and not token.word.endswith(("ss", "us", "is"))


def _decide(tokens: list[Token], i: int, words: _Words) -> Token:
    """Return the token at ``i`` with verb or noun settled by what stands beside it."""
    token = tokens[i]
    back = i - 1
    while back >= 0 and tokens[back].kind in ("ADV", "NEG") and tokens[back].word != "no":
        back -= 1
    before = tokens[back] if back >= 0 else None
    after = next((t for t in tokens[i + 1:] if t.kind != "ADV"), None)
    noun = replace(token, kind="T" if token.word in words.nominal else "N", triggers=words.nominal.get(token.word, ()), form="")
    adjective = replace(token, kind="A", form="ed")
    if token.form in ("base", "s"):
        return _decide_finite(token, noun, before, after, tokens, i)
    if token.form == "ing":
        if before and before.kind in ("D", "A") and after and after.kind in _NOMINAL:
            return adjective
        if before and before.kind == "D":
            return replace(noun, kind="T" if token.kind == "V" else "N", triggers=token.triggers)
        if after and after.word == "of" and token.kind == "X":
            return noun
        return token
    return _decide_past(token, adjective, before, after, tokens, i)


def _decide_finite(token: Token, noun: Token, before: Token | None, after: Token | None, tokens: list[Token], i: int) -> Token:
    if before and before.kind in ("M", "TO") or (before and before.kind in ("PRON", "R")):
        return token
    if token.form == "base" and before and before.kind == "C" and not any(t.kind in ("V", "X", "B", "H", "M") for t in tokens[:i]):
        return noun  # "target genes and reverse transcription": nothing before it is a verb that it could continue
    if token.word not in _NOUN_TOO:
        return noun if before and before.kind in ("D", "A") and after and after.kind not in ("D", "N") else token
    if before is None or before.kind in ("D", "A", "P", "SUF", "V", "X", "B", "H", "NEG"):
        return noun
    if after is None or after.kind in (",", ";", ")") or after.word in ("of", "and", "or"):
        return noun if not (token.form == "s" and after and after.kind in (",",) and False) else token
    if before.kind in (*_NOMINAL, ")"):
        nounish = after.kind in ("P", "B", "M", "H", "V", "X") and after.word not in ("by", "to", "in", "with", "from", "on")
        agrees = _is_plural(before) if token.form == "base" else not _is_plural(before) or bool(before.found)
        if nounish or (token.form == "base" and not agrees and not before.found):
            return noun
        return token
    if before.kind == "C":
        # "stimulate growth and increase survival": a verb when an object follows
        return token if after.kind in ("D", "N", "Q", "T", "A") and any(t.kind in ("V", "M", "TO") for t in tokens[:i]) else noun
    return token if after.kind in ("D", "N", "Q", "T", "A") else noun


def _decide_past(token: Token, adjective: Token, before: Token | None, after: Token | None, tokens: list[Token], i: int) -> Token:
    if before and before.kind in ("B", "H"):
        return replace(token, form="pass" if before.kind == "B" else "ed")
    opens = after is not None and after.kind in ("N", "Q", "T", "A", "SUF", "V", "X")
    if before is None or before.kind in ("D", "A", "P", "TO", "V", "X", ";", "(", "M"):
        return adjective if opens else replace(token, form="part")
    if before.kind in ("C", ","):
        finite = any(t.kind in ("V", "X", "B", "H", "M") and t.form not in ("part", "ing") for t in tokens[:i])
        if opens and (not finite or before.kind == "C" and _list_of_adjectives(tokens, i)):
            return adjective
        return replace(token, form="ed" if after is not None and after.kind not in ("P",) else "part")
    if after is not None and after.word == "by":
        return replace(token, form="part")
    if after is None or after.kind == "P" or after.kind in (",", ";", ")", "C", "TO", "B", "H", "M"):
        themes = any(trigger.themes for trigger in token.triggers)
        return token if themes or any(trigger.prepositions for trigger in token.triggers if after and after.word in trigger.prepositions) else replace(token, form="part")
    return token


def _list_of_adjectives(tokens: list[Token], i: int) -> bool:
    return i >= 2 and tokens[i - 2].kind == "A"


def read_tokens(view: View, found: Sequence[Found], patterns: Patterns) -> list[Token]:
    """Return the words of a sentence with their jobs; brackets and what they hold are left out.

    Args:
        view: the folded sentence.
        found: its mentions, in order, none overlapping.
        patterns: English word lists and triggers.
    """
    words = _words(patterns)
    tokens = _merge_phrases(list(_raw(view, found, patterns)), words)
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.kind == "("
        if not depth:
            kept.append(token)
        depth -= token.kind == ")" and depth > 0
    for i, token in enumerate(kept):
        if token.kind in ("V", "X") and not token.found:
            kept[i] = _decide(kept, i, words)
        elif token.word == "that" and i and kept[i - 1].kind not in (*_NOMINAL, ","):
            kept[i] = replace(token, kind="S" if kept[i - 1].kind in ("V", "X", "ADV") else "D" if i + 1 < len(kept) and kept[i + 1].kind in _NOMINAL and kept[i - 1].kind == "P" else "S")
        elif token.word in ("this", "these", "those", "both", "all", "some", "many") and (i + 1 == len(kept) or kept[i + 1].kind not in (*_NOMINAL, "A", "D", "V", "?")):
            kept[i] = replace(token, kind="PRON")
    return kept
