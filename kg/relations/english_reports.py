"""What English reports of those who take something: "alopecia was observed in patients receiving X", "bruising follows the injection"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kg.patterns import Patterns, Trigger
from kg.relations.english_cases import is_ill
from kg.relations.english_tokens import Token

__all__ = ["reported"]

_NOUNS: Final = ("N", "Q", "T")
_ENDS: Final = (",", ";", "S", "R", "C")
_SHOWN = ("Phenotype", "Disease")
_ILL = (*_SHOWN, "Process")
_BODY = ("Anatomy", "Organism", "Cell")
_DONE = ("Intervention", "Chemical", "Vesicle", "Secretome", "Exposure", "Cell")
_COMMON = ("common", "frequent", "prevalent")
_TAKEN = ("receiving", "taking", "using", "treated", "given", "administered")
_CAUSES, _COMES = Trigger("make", "cause"), Trigger("appear", "cause", themes=True)
_GOES_WITH = Trigger("common", "associated_with")
_BEARS = ("carr", "pose", "have", "has", "had", "present", "entail", "involve", "bear", "bore", "confer")
_RISKS, _LESS = ("risk", "risks"), ("lower", "reduced", "decreased", "no")
_LOW = ("low", "minimal", "small", "little", "negligible")
_BAD, _HARMS = ("side", "adverse", "unwanted", "undesirable"), ("complication", "complications", "reactions")
_UNWANTED = ("effect", "effects", "event", "events", "complication", "complications", "reaction", "reactions")
_LATER = ("after", "following", "upon", "with")
_NEAR = 7  #: words in which what was done is named: "after a single injection of X"
_EARLIER = ("before", "prior", "baseline")
_SUCH = ("such as", "including", "like", "namely")
_FOLLOWS = Trigger("follow", "cause", inverse=True)


def reported(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the words of a sentence with what somebody had who took something as what it brings about.

    Args:
        tokens: those of a sentence, with their jobs.
        patterns: English word lists.
    """
    said = {token.word for token in tokens}
    if not said.isdisjoint(patterns.having("following_verbs")):
        tokens = [_following(tokens, n, patterns) for n in range(len(tokens))]
    if not said.isdisjoint(patterns.having("reporting_signs")) or "new" in said or "new-onset" in said:
        tokens = _reported(tokens, patterns)
    if "in" in said and not said.isdisjoint(patterns.having("seen_in")):
        tokens = _seen(tokens, patterns)
    if not said.isdisjoint(_LATER) and not said.isdisjoint(patterns.having("seen_in")):
        tokens = _described(tokens, patterns)
    if "in" in said and not said.isdisjoint(patterns.having("turning_up")):
        tokens = _recovered(tokens, patterns)
    if not said.isdisjoint(patterns.having("experiencing")):
        tokens = _experienced(tokens, patterns)
    if not said.isdisjoint(_COMMON):
        tokens = _frequent(_commoner(tokens), patterns)
    if not said.isdisjoint(_UNWANTED):
        tokens = _harmful(tokens, patterns.having("vague"))
    if any(token.word.endswith("toxicity") for token in tokens):
        tokens = _toxic(tokens, patterns)
    if not said.isdisjoint(_RISKS) or not said.isdisjoint(_UNWANTED):
        tokens = _bearing(tokens, patterns)
    if "as" in said and not said.isdisjoint(_UNWANTED):
        tokens = _as_effect(tokens)
    return tokens


def _is(token: Token, types: tuple[str, ...]) -> bool:
    return token.found is not None and token.found.entity.type in types


def _acts(tokens: list[Token], patterns: Patterns) -> bool:
    """Return whether some words name what may bring something about, and no placebo."""
    sham = patterns.having("placebos")
    return any(_is(one, _DONE) and one.word not in sham for one in tokens)


def _following(tokens: list[Token], n: int, patterns: Patterns) -> Token:
    """Return "follow" as what comes of what was done: "bruising follows the injection"."""
    token = tokens[n]
    if token.word not in patterns.having("following_verbs") or token.kind not in ("V", "X"):
        return token
    before = next((one for one in reversed(tokens[:n]) if one.kind not in ("ADV", "M")), None)
    done = next((one for one in tokens[n + 1 :] if one.kind not in ("D", "A") and not _plain(one)), None)
    fits = before is not None and _is(before, _SHOWN) and done is not None and _is(done, _DONE)
    return replace(token, kind="V", triggers=(_FOLLOWS,)) if fits else token


def _plain(token: Token) -> bool:
    """Return whether a word before a name tells how it was used: "injection of X"."""
    return token.found is None and token.kind in ("P", *_NOUNS)


def _seen(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "alopecia was observed in patients receiving X" as "alopecia appeared with X"."""
    for n in range(2, len(tokens) - 4):
        told = tokens[n].word in patterns.having("seen_in") and tokens[n + 1].word == "in"
        passive = next((one for one in reversed(tokens[:n]) if one.kind not in ("ADV", "NEG")), None)
        if not told or passive is None or passive.kind != "B":
            continue
        k = n - 1
        while k and tokens[k - 1].kind in ("B", "H", "ADV", "M", "NEG"):
            k -= 1
        how = [one for one in tokens[k:n] if one.kind in ("M", "NEG", "ADV")]
        taking = next((m for m in range(n + 2, min(n + 7, len(tokens) - 1)) if tokens[m].word in _TAKEN), 0)
        who = tokens[n + 2 : taking]
        people = bool(who) and (who[-1].word in patterns.having("bodies") or _is(who[-1], _BODY))
        by = taking + (taking > 0 and tokens[taking + 1].word == "with")
        if k and _is(tokens[k - 1], _SHOWN) and people and _acts(tokens[by + 1 : by + 4], patterns):
            form = "base" if any(one.kind == "M" for one in how) else "ed"
            comes = replace(tokens[n], kind="V", form=form, triggers=(_COMES,))
            led = replace(tokens[by], kind="P", word="with", form="", triggers=())
            return [*tokens[:k], *how, comes, led, *tokens[by + 1 :]]
    return tokens


def _described(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "blindness has been reported after injection of X" as "blindness appeared after injection of X"."""
    for n in range(2, len(tokens) - 2):
        told = tokens[n].word in patterns.having("seen_in") and tokens[n + 1].word in _LATER
        k = n
        while k and tokens[k - 1].kind in ("B", "H", "ADV", "M", "NEG"):
            k -= 1
        passive = any(one.kind == "B" for one in tokens[k:n])
        if told and passive and k and _is(tokens[k - 1], _SHOWN) and _acts(tokens[n + 2 : n + _NEAR], patterns):
            how = [one for one in tokens[k:n] if one.kind in ("M", "NEG", "ADV")]
            form = "base" if any(one.kind == "M" for one in how) else "ed"
            comes = replace(tokens[n], kind="V", form=form, triggers=(_COMES,))
            return [*tokens[:k], *how, comes, *_described(tokens[n + 1 :], patterns)]
    return tokens


def _recovered(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "healing occurred in patients treated with X" as "healing increased with X"."""
    for n in range(1, len(tokens) - 3):
        if tokens[n].word not in patterns.having("turning_up") or tokens[n + 1].word != "in":
            continue
        k = n
        while k and tokens[k - 1].kind in ("B", "H", "ADV", "M"):
            k -= 1
        first = next((m + 1 for m in range(k - 1, -1, -1) if tokens[m].kind not in ("D", "A", "P", *_NOUNS)), 0)
        named = [one.word for one in tokens[first:k]]
        head = named[named.index("of") - 1] if "of" in named[1:] else named[-1] if named else ""
        taking = next((m for m in range(n + 2, min(n + 7, len(tokens) - 1)) if tokens[m].word in _TAKEN), 0)
        who = tokens[taking - 1] if taking else None
        people = who is not None and (who.word in patterns.having("bodies") or _is(who, ("Organism", "Disease")))
        by = taking + (taking > 0 and tokens[taking + 1].word == "with")
        gets_well = head.rpartition(" ")[2] in patterns.having("recoveries")
        falls = any(one.kind == "T" for one in tokens[first:k])
        if people and (gets_well or falls) and _acts(tokens[by + 1 : by + 4], patterns):
            trigger = Trigger("occur", "increases", themes=True)
            comes = replace(tokens[n], kind="V", form="ed", triggers=(trigger,), found=None)
            led = replace(tokens[by], kind="P", word="with", form="", triggers=())
            return [*tokens[:k], comes, led, *tokens[by + 1 :]]
    return tokens


def _experienced(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "patients experienced relief of X after Y" as "relief of X was observed after Y"."""
    for n in range(1, len(tokens) - 3):
        if tokens[n].word not in patterns.having("experiencing") or tokens[n].kind not in ("V", "X", "H"):
            continue
        who = tokens[n - 1]
        opens = next((m for m in range(n - 1, 0, -1) if tokens[m - 1].kind not in ("D", "A", *_NOUNS)), 0)
        alone = not any(one.found is not None and not _is(one, ("Organism",)) for one in tokens[opens:n])
        people = alone and (who.word in patterns.having("bodies") or _is(who, ("Organism",)))
        led = next((m for m in range(n + 1, len(tokens)) if tokens[m].word in ("after", "following", "with")), 0)
        what = tokens[n + 1 : led]
        change = any(one.kind == "T" for one in what) and all(one.kind in ("D", "A", "P", "Q", *_NOUNS) for one in what)
        begins = not opens or tokens[opens - 1].kind in (",", ";", "S")
        if people and change and begins and _acts(tokens[led + 1 : led + 5], patterns):
            was = replace(tokens[n], word="was", kind="B", form="", triggers=())
            seen = replace(tokens[n], word="observed", kind="X", form="pass", triggers=())
            return [*tokens[:opens], *what, was, seen, *tokens[led:]]
    return tokens


def _reported(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "patients treated with X reported pain" as "X causes pain", unless there is less of it."""
    for n in range(3, len(tokens) - 1):
        new = tokens[n + 1].word in ("new", "new-onset")  # "had new hair loss"
        reports = tokens[n].word in patterns.having("reporting_signs") and tokens[n].kind in ("V", "X")
        if not reports and not (new and tokens[n].word in ("had", "showed", "developed")):
            continue
        first = n
        while first and tokens[first - 1].kind in ("D", "A", *_NOUNS):
            first -= 1
        k = first - 1 - (first > 1 and tokens[first - 1].word == "with")
        taken = k > 0 and tokens[k].word in _TAKEN and _is(tokens[n - 1], _DONE)
        who = tokens[k - 1] if taken else None
        people = who is not None and (who.word in patterns.having("bodies") or _is(who, ("Organism",)))
        people = people and not any(one.word in _EARLIER for one in tokens[n:])  # "reported pain before treatment"
        sign = next(
            (m for m in range(n + 1, len(tokens)) if tokens[m].word not in ("a", "an", "the", "new", "new-onset")), n
        )
        if people and sign < len(tokens) and _is(tokens[sign], _SHOWN):
            opens = next((m for m in range(k - 1, 0, -1) if tokens[m - 1].kind not in ("D", "A", *_NOUNS)), 0)
            causes = replace(tokens[n], kind="V", triggers=(_CAUSES,))
            return [*tokens[:opens], *tokens[first:n], causes, *tokens[sign:]]
    return tokens


def _commoner(tokens: list[Token]) -> list[Token]:
    """Return "acne was more common with X" as "acne appeared with X", and "less common" as less of it."""
    for n in range(2, len(tokens) - 2):
        if tokens[n].word not in _COMMON or tokens[n - 1].word not in ("more", "less") or tokens[n - 2].kind != "B":
            continue
        led = tokens[n + 1].word
        stop = next((k for k in range(n + 2, len(tokens)) if tokens[k].kind in ("P", *_ENDS)), len(tokens))
        what = tokens[n + 2 : stop]
        group = any(one.word in ("group", "groups", "arm", "arms") for one in what)
        given = led in ("with", "after", "following") or (led == "in" and group)
        if given and any(_is(one, _DONE) for one in what) and _is(tokens[n - 3] if n > 2 else tokens[0], _SHOWN):
            trigger = _COMES if tokens[n - 1].word == "more" else Trigger("common", "decreases", themes=True)
            verb = replace(tokens[n], kind="V", form="s", triggers=(trigger,), found=None)
            return [*tokens[: n - 2], verb, *tokens[n + 1 :]]
    return tokens


def _frequent(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "depression is common in patients with psoriasis" as "depression is associated with psoriasis"."""
    for n in range(2, len(tokens) - 3):
        k = n - (tokens[n - 1].word == "more") - 1
        none = [tokens[k]] if tokens[k].kind == "NEG" and k else []
        k -= len(none)
        if tokens[n].word not in _COMMON or tokens[n + 1].word not in ("in", "among") or tokens[k].kind != "B":
            continue
        ill = next((m for m in range(n + 2, min(n + 6, len(tokens) - 1)) if tokens[m].word == "with"), 0)
        who = tokens[n + 2 : ill]
        people = (
            bool(who) and who[-1].word in patterns.having("bodies") and all(t.kind in ("D", "A", *_NOUNS) for t in who)
        )
        if people and k and tokens[k - 1].kind in _NOUNS and any(_is(t, _SHOWN) for t in tokens[ill + 1 : ill + 3]):
            goes = replace(tokens[k], kind="V", form="s", triggers=(_GOES_WITH,))
            return [*tokens[:k], *none, goes, *_frequent(tokens[ill + 1 :], patterns)]
    return tokens


def _harmful(tokens: list[Token], vague: frozenset[str]) -> list[Token]:
    """Return "(minor) nephrotoxic effects" as nephrotoxicity."""
    out: list[Token] = []
    for token in tokens:
        if token.word in _UNWANTED and out and out[-1].word.endswith("toxic") and out[-1].found is None:
            word = out[-1].word + "ity"
            out[-1] = replace(out[-1], end=token.end, word=word, kind="N", form="sign", triggers=())
            while len(out) > 1 and (out[-2].kind in ("A", "ADV") or out[-2].word in vague):
                del out[-2]
        else:
            out.append(token)
    return out


def _toxic(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X shows (no) nephrotoxicity" as "X (does not) cause it": who is toxic brings that about."""
    for n in range(1, len(tokens) - 1):
        shows = tokens[n].kind in ("V", "X", "H") and tokens[n].word.startswith(patterns.words["showing"])
        none = tokens[n + 1].kind == "NEG"
        what = tokens[n + 1 + none] if n + 1 + none < len(tokens) else None
        toxic = what is not None and (_is(what, _ILL) or what.form == "sign") and what.word.endswith("toxicity")
        if shows and toxic and tokens[n].form not in ("pass", "part"):
            causes = replace(tokens[n], kind="V", form=tokens[n].form or "s", triggers=(_CAUSES,))
            return [*tokens[:n], *tokens[n + 1 : n + 1 + none], causes, *tokens[n + 1 + none :]]
    return tokens


def _bearing(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return "X carries a risk of Y" and "X has side effects such as Y" as "X causes Y"; a low risk says nothing."""
    for n in range(1, len(tokens) - 3):
        if not tokens[n].word.startswith(_BEARS) or tokens[n].kind not in ("V", "X", "H"):
            continue
        k = n + 1
        while k < len(tokens) and tokens[k].kind in ("D", "A", "N") and tokens[k].found is None:
            k += 1
        low = any(one.word in _LOW for one in tokens[n + 1 : k])
        risk = k + 2 < len(tokens) and tokens[k].word in _RISKS and tokens[k + 1].word == "of"
        # "beneficial effects such as" are none that nobody wants
        bad = any(one.word in _BAD for one in tokens[n + 1 : k]) or tokens[min(k, len(tokens) - 1)].word in _HARMS
        listed = bad and k + 2 < len(tokens) and tokens[k].word in _UNWANTED and tokens[k + 1].word in _SUCH
        ill = k + 2 < len(tokens) and (_is(tokens[k + 2], _ILL) or is_ill(tokens[k + 2], patterns))
        if risk and not ill:  # "carries a risk of interactions": it holds none
            holds = replace(tokens[n], kind="X", form=tokens[n].form or "s", triggers=())
            return [*tokens[:n], holds, *_bearing(tokens[n + 1 :], patterns)]
        if not (risk or listed) or not ill or any(one.word in _LESS for one in tokens[n + 1 : k]):
            continue  # less of a risk is less of the harm
        form = tokens[n].form or ("base" if tokens[n].word == "have" else "s")
        acts = replace(tokens[n], kind="X" if low else "V", form=form, triggers=() if low else (_CAUSES,))
        end = next((m for m in range(k + 2, len(tokens)) if tokens[m].kind in _ENDS[:2]), len(tokens))
        return [*tokens[:n], acts, *(tokens[end:] if low else tokens[k + 2 :])]
    return tokens


def _as_effect(tokens: list[Token]) -> list[Token]:
    """Return "may occur as an adverse effect of X" as "may occur after X"."""
    for n in range(1, len(tokens) - 3):
        if tokens[n].word != "as" or not tokens[n - 1].word.startswith(("occur", "develop", "arise", "appear")):
            continue
        of = next((k for k in range(n + 1, min(n + 6, len(tokens) - 1)) if tokens[k].word == "of"), 0)
        if of and any(one.word in _UNWANTED for one in tokens[n + 1 : of]):
            return [*tokens[:n], replace(tokens[n], kind="P", word="after"), *tokens[of + 1 :]]
    return tokens
