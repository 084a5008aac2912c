"""English words as plain as they mean: without those that only say who holds what, and with turns of phrase put straight."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from kg.patterns import Patterns
from kg.relations.english_bases import ADJECTIVE
from kg.relations.english_remedies import reworded
from kg.relations.english_suffixes import hung
from kg.relations.english_tokens import Token
from kg.relations.english_unchanged import affirmed, lacked, more_than, unchanged
from kg.relations.english_words import look_up

__all__ = ["NOMINAL", "explained", "means", "plain"]

NOMINAL: Final = ("N", "Q", "T")
#: "remained unchanged" is what "was not affected" says
_STAYS = ("remained", "remains", "remain", "stayed", "stays", "stay")
#: to be so is a quality; to remain so is to be left alone
_QUALITIES = ("stable", "constant")
_CHIEF, _CARE = ("mainstay", "cornerstone", "backbone"), ("treatment", "therapy", "management", "care")
_LEVELS = ("levels", "level", "expression", "expressions", "content", "synthesis", "production", "abundance")
_EXPRESSED = ("gene expression", "mrna")
_EXAMPLES = ("etc", "etc.", "e.g", "i.e")
_UNLIKE = ("unlike", "in contrast to", "contrary to", "as opposed to", "rather than", "instead of", "apart from")
_TIES = ("interaction", "interactions", "binding", "association")
_DOSED = ("low", "lower", "high", "higher", "single", "daily", "medium", "intermediate", "moderate")
_DID_NOT = ("did not", "does not", "do not")
#: "some of these factors": how many of them
_SOME = ("some", "many", "most", "several", "all", "both", "each", "any", "few")


def plain(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the words of a sentence in the order and number that the rules read.

    Args:
        tokens: as the word lists alone tell them.
        patterns: English word lists and triggers.
    """
    tokens = hung(lacked(_measured(reworded(more_than(affirmed(_owned(tokens))), patterns)), patterns))
    tokens = _whole(_exemplified(_mainstay(tokens), patterns.having("hyponym_markers")))
    tokens = _unasided(_affirmed(_counted(_cited(_held(tokens, patterns.having("held"))))), patterns)
    tokens = _described(_denied(_upright(unchanged(tokens, patterns)), patterns), patterns.having("looks"))
    return _listed(_paired(tokens, patterns.having("qualities")))


def _owned(tokens: list[Token]) -> list[Token]:
    """Return the words with "SMAD3's interaction" as "SMAD3 interaction", and "low dose X" as X."""
    out: list[Token] = []
    n = 0
    while n < len(tokens):
        here = [token.word for token in tokens[n : n + 2]]
        after = tokens[n + 2] if n + 2 < len(tokens) else None
        whose = here == ["'", "s"] and bool(out) and out[-1].found is not None
        whose = whose and after is not None and after.word in _TIES  # "X's effect on Y" is read where it stands
        dosed = (
            len(here) > 1 and here[0] in _DOSED and here[1] == "dose" and after is not None and after.found is not None
        )
        if whose or dosed:
            n += 2
            continue
        its = n > 0 and tokens[n].word == "s" and tokens[n].kind == "N" and tokens[n - 1].word == "'"
        out.append(replace(tokens[n], kind="D") if its else tokens[n])
        n += 1
    return out


def _measured(tokens: list[Token]) -> list[Token]:
    """Return the words with "mRNA and protein levels" and "gene expression of" as the amount of what they are of."""
    out: list[Token] = []
    n = 0
    while n < len(tokens):
        here = [token.word for token in tokens[n : n + 4]]
        size = 0
        if len(here) > 2 and {here[0], here[2]} == {"mrna", "protein"} and here[1] == "and":
            levels = here[3:] != [] and here[3] in _LEVELS
            owner = out[-1].found if out else None
            known = owner is not None and owner.entity.type in ("GeneProduct", "RNA")
            size = 3 + levels if levels or known or here[3:] == ["of"] else 0
        elif len(here) > 1 and here[0] in _EXPRESSED and here[1] == "of":
            size = 1
        if size:
            word = "levels" if size > 1 else "expression"
            out.append(Token(tokens[n].start, tokens[n + size - 1].end, word, "Q"))
            n += size
            continue
        out.append(tokens[n])
        n += 1
    return out


def _mainstay(tokens: list[Token]) -> list[Token]:
    """Return "the (mainstay of) treatment for X", and "given its small size" as what goes along with the rest."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        chief = token.word == "of" and out and out[-1].word in _CHIEF and n + 1 < len(tokens)
        if chief and tokens[n + 1].word in _CARE:
            out.pop()
            continue
        opens = not out or out[-1].kind in (",", ";")
        if token.word == "given" and opens and n + 1 < len(tokens) and tokens[n + 1].kind in ("D", "A", *NOMINAL):
            token = replace(token, kind="P", form="", triggers=())
        out.append(token)
    return out


def _exemplified(tokens: list[Token], markers: frozenset[str]) -> list[Token]:
    """Return "cytokines (IL-6 and IL-8)" and "antioxidants (e.g., vitamin C)" as "cytokines such as IL-6 and IL-8"."""
    out: list[Token] = []
    n = 0
    while n < len(tokens):
        end = next((k for k in range(n + 1, len(tokens)) if tokens[k].kind in ("(", ")")), 0)
        inside = tokens[n + 1 : end]
        whole = out[-1] if out else None
        if tokens[n].kind == "(" and end and tokens[end].kind == ")" and inside and whole is not None:
            told = inside[0].word in markers or inside[0].word in _EXAMPLES
            inside = [token for token in inside if token.word not in (*_EXAMPLES, ".")] if told else inside
            told_here = told and bool(inside) and inside[0].word in markers
            listed = [token for token in inside[told_here:] if token.kind not in (",", "C")]
            if _has_members(whole, listed, told=told):
                first = next(k for k, token in enumerate(inside) if token.found)
                out.append(Token(tokens[n].start, tokens[n].end, "such as", "P"))
                out += inside[first:]
                n = end + 1
                continue
        out.append(tokens[n])
        n += 1
    return out


def _has_members(whole: Token, listed: list[Token], *, told: bool) -> bool:
    """Return whether what stands in brackets behind a class in the plural are things of its kind."""
    plural = whole.kind == "N" and whole.word.endswith("s") and not whole.word.endswith(("ss", "is", "us"))
    if not plural or not listed or any(token.found is None for token in listed):
        return False
    kinds = {token.found.entity.type for token in listed if token.found}
    own = whole.found.entity.type if whole.found else ""
    return len(kinds) == 1 and (told or len(listed) > 1) and (own in kinds or (told and not own))


def _whole(tokens: list[Token]) -> list[Token]:
    """Return the words with "mice deficient in Klotho" as one name: what they are deficient in makes them what they are."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        made = token.word == "overexpressing" and out and out[-1].kind in NOMINAL and n + 1 < len(tokens)
        if made and tokens[n + 1].kind in NOMINAL:
            token = replace(token, kind="N", form="", triggers=())  # "mice overexpressing Wnt10b"
        lacks = token.word in ("in", "for") and out and out[-1].word == "deficient" and len(out) > 1
        if lacks and out[-2].kind in NOMINAL and n + 1 < len(tokens) and tokens[n + 1].kind in NOMINAL:
            out[-1] = replace(out[-1], end=token.end, word=f"deficient {token.word}", kind="N")
            continue
        out.append(token)
    return out


def _cited(tokens: list[Token]) -> list[Token]:
    """Return the words without the comma of "Miller, et al.," so that those who found something are no list."""
    return [
        token
        for n, token in enumerate(tokens)
        if not (token.kind == "," and [one.word for one in tokens[n + 1 : n + 3]] == ["et", "al"])
    ]


def _counted(tokens: list[Token]) -> list[Token]:
    """Return the words with "some of these factors" as "some these factors", one phrase."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        then = tokens[n + 1] if n + 1 < len(tokens) else None
        if token.word == "of" and out and out[-1].word == "none":
            out[-1] = replace(out[-1], kind="NEG", word="no")  # "none of the drugs"
            continue
        if token.word == "of" and out and out[-1].word in _SOME and then is not None and then.kind == "D":
            out[-1] = replace(out[-1], kind="D")
            continue
        out.append(token)
    return out


def _affirmed(tokens: list[Token]) -> list[Token]:
    """Return the words without what was expected in vain: "was reduced, not increased, in"."""
    for n in range(1, len(tokens) - 3):
        did, comma, no, other = tokens[n - 1 : n + 3]
        if did.form == other.form == "ed" and (comma.kind, no.word) == (",", "not"):
            behind = n + 3 + (tokens[n + 3].kind == ",")
            return [*tokens[:n], *_affirmed(tokens[behind:])]
    return tokens


def _unasided(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the words without what stands aside between subject and verb: "X, however, raised Y", "X, unlike Z, raised Y"."""
    close = next((k for k in range(1, min(9, len(tokens))) if tokens[k].kind == ","), 0)
    if close and tokens[0].word in _UNLIKE and all(t.kind in ("D", "A", *NOMINAL) for t in tokens[1:close]):
        tokens = tokens[close + 1 :]  # "Unlike X, Y raises Z"
    contrast, adverbs, aside = patterns.having("contrast"), patterns.having("adverbs"), patterns.having("asides")
    for n in range(1, len(tokens) - 3):
        if tokens[n].kind != "," or tokens[n - 1].kind not in (*NOMINAL, ")"):
            continue
        end = next((k for k in range(n + 1, min(n + 10, len(tokens))) if tokens[k].kind in (",", ";", ")")), 0)
        if not end or tokens[end].kind != "," or end + 1 >= len(tokens) or end == n + 1:
            continue
        inside, verb = tokens[n + 1 : end], next((t for t in tokens[end + 1 :] if t.kind not in ("ADV", "NEG")), None)
        word = (
            len(inside) == 1 and inside[0].found is None and (inside[0].word in contrast or inside[0].word in adverbs)
        )
        dosed = inside[0].word[0].isdigit() and not any(t.found or t.kind in ("V", "X") for t in inside)
        phrase = (dosed or inside[0].word in aside) and not any(t.kind in ("B", "H", "M") for t in inside)
        acts = verb is not None and (
            verb.kind in ("B", "H", "M")
            or (verb.kind in ("V", "X") and verb.form in ("s", "ed"))
            or (verb.kind in ("V", "X") and verb.form == "base" and tokens[n - 1].word.endswith("s"))
            or (verb.kind in ("V", "X") and tokens[end + 1].kind == "NEG" and tokens[end + 1].word in _DID_NOT)
        )
        before = tokens[:n]
        told = any(t.kind in ("B", "H", "M") or (t.kind in ("V", "X") and t.form in ("s", "ed")) for t in before)
        if (word or phrase) and acts and not told:
            return [*before, *_unasided(tokens[end + 1 :], patterns)]
    return tokens


def _denied(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the words with what is denied in other ways: "was unaffected by", "did not change after", "neither A nor B"."""
    affected, still = look_up(patterns).verbs["affected"], patterns.having("unmoved")
    if not any(token.word in still or token.word in ("change", "nor") for token in tokens):
        return tokens
    out: list[Token] = []
    for n, token in enumerate(tokens):
        be = next((one for one in reversed(out) if one.kind != "ADV"), None)
        then = next((one for one in tokens[n + 1 :] if one.kind != "ADV"), None)
        ends = then is None or then.kind in ("P", ",", ";", "C")
        no = Token(token.start, token.start, "not", "NEG")
        told = replace(token, word="affected", kind="V", form="ed", triggers=affected[0], found=None)
        kept = be is not None and (be.word in _STAYS or (be.kind == "B" and token.word not in _QUALITIES))
        if token.word in still and be is not None and kept and ends:
            if be.kind != "B":
                out[out.index(be)] = replace(be, word="was", kind="B", form="", triggers=())
            out += [no, told]
        elif token.word == "change" and be is not None and be.word in _DID_NOT and ends:
            out[out.index(be)] = replace(be, end=be.start, word="was", kind="B")
            out += [replace(be, word="not"), told]
        elif token.word == "neither" and be is not None and be.kind in ("V", "X") and be.form in ("ed", "s", "base"):
            out.insert(out.index(be), replace(no, start=be.start, end=be.start))  # "affected neither A nor B"
        elif (
            token.word == "nor"
            and then is not None
            and then.kind in ("V", "X")
            and any(t.word == "neither" for t in out)
        ):
            out += [replace(token, word="and"), replace(no, start=token.end, end=token.end)]
        else:
            out.append(token)
    return out


def _described(tokens: list[Token], looks: frozenset[str]) -> list[Token]:
    """Return the words with "in non-toxic, dose-dependent reductions" as two adjectives of one thing, and no list."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        one, after = (out[-1] if out else None), tokens[n + 1 : n + 3]
        shaped = one is not None and one.word in looks and len(after) == 2 and after[0].form == "ed"
        plain = len(after) == 2 and ((after[0].kind == "A" and not after[0].form) or after[0].word in looks)
        if token.kind == "," and one is not None and (plain or shaped):
            before = out[-2] if len(out) > 1 else None
            like = one.word in looks or ADJECTIVE.fullmatch(one.word)
            told = one.kind == "A" or (one.kind == "N" and one.found is None and like)
            if told and (before is None or before.kind in ("P", "D", "V")) and after[1].kind in ("N", "T", "Q"):
                out[-1] = replace(one, kind="A")
                if shaped:
                    tokens[n + 1] = replace(after[0], kind="A", triggers=())
                continue
        out.append(token)
    return out


def _paired(tokens: list[Token], qualities: frozenset[str]) -> list[Token]:
    """Return the words with "acute and chronic profibrotic conditions" as one thing: the adjectives tell of no two sorts of it."""
    out: list[Token] = []
    for n, token in enumerate(tokens):
        one, then = (out[-1] if out else None), tokens[n + 1 : n + 3]
        joins = token.word in ("and", "or") and one is not None and len(then) == 2 and then[1].kind in NOMINAL
        led = len(out) < 2 or out[-2].kind in ("P", "D", "V", "X", "A", ",", ";", "S")
        rather = one is not None and joins and not qualities.isdisjoint((one.word, then[0].word))
        if joins and one is not None and one.word.isdigit() and then[0].word.isdigit():  # "the 52 and 46 kDa isoforms"
            out[-1], tokens[n + 1] = replace(one, kind="A"), replace(then[0], kind="A")
            continue
        rather = rather or (joins and [t.word for t in tokens[n + 3 : n + 4]] == ["of"])
        if rather and led and one is not None and _tells(one, qualities) and _tells(then[0], qualities):
            both = then[1].found is not None and then[1].found.entity.type in ("GeneProduct", "RNA")
            out[-1] = replace(one, kind="D" if both else "A")  # "wild-type and mutant p53": p53
            tokens[n + 1] = replace(then[0], kind="D" if both else "A")
            continue
        out.append(token)
    return out


def _tells(token: Token, qualities: frozenset[str]) -> bool:
    """Return whether a word that names nothing known tells what something is like."""
    plain = token.found is None and token.kind in ("N", "A") and not token.form
    plain |= token.word in qualities and token.form == "ed"  # truncated
    return plain and (token.kind == "A" or token.word in qualities or ADJECTIVE.fullmatch(token.word) is not None)


def _listed(tokens: list[Token]) -> list[Token]:
    """Return the words with a gerund that no list holds as one, among gerunds: "removing A, completing B and reducing C"."""
    for n in range(2, len(tokens) - 1):
        token, before, after = tokens[n], tokens[n - 1], tokens[n + 1]
        unknown = token.kind == "N" and token.found is None and token.word.endswith("ing") and len(token.word) > 5
        if not unknown or before.kind not in (",", "C") or not any(one.form == "ing" for one in tokens[: n - 1]):
            continue
        rest = tokens[n + 2 : n + 9]
        goes_on = any(one.kind in (",", "C") and then.form == "ing" for one, then in pairwise(rest))
        if after.kind == "D" or (goes_on and after.kind in (*NOMINAL, "A")):
            tokens[n] = replace(token, kind="X", form="ing")
    return tokens


def _held(tokens: list[Token], held: frozenset[str]) -> list[Token]:
    """Return the words without those that only say who holds a thing to be so: "is (considered) a driver of", "approved (by the FDA) for"."""
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.word in held and i + 1 < len(tokens):
            before = next((one for one in reversed(out) if one.kind != "ADV"), None)
            skip = 2 if tokens[i + 1].word == "as" else 1
            after = tokens[i + skip] if i + skip < len(tokens) else None
            is_held = before is not None and before.kind == "B"
            if is_held and after is not None and (after.kind == "D" or skip == 2):
                i += skip
                continue
        out.append(token)
        if token.word == "approved" and i + 1 < len(tokens) and tokens[i + 1].word == "by":
            ends = next((n for n in range(i + 1, min(i + 12, len(tokens))) if tokens[n].word == "for"), 0)
            i = ends - 1 if ends > i + 2 and tokens[ends - 1].kind == "N" else i
        i += 1
    return out


def _upright(tokens: list[Token]) -> list[Token]:
    """Return the words with "nor does it induce X" as "and it does not induce X"."""
    for i in range(len(tokens) - 3):
        nor, aux = tokens[i], tokens[i + 1]
        if nor.word != "nor" or aux.kind not in ("M", "B", "H"):
            continue
        verb = next((k for k in range(i + 2, min(i + 9, len(tokens))) if tokens[k].kind in ("V", "X")), 0)
        who = tokens[i + 2 : verb]
        if who and all(token.kind in ("PRON", "D", "A", *NOMINAL) for token in who):
            denial = Token(aux.end, aux.end, "not", "NEG")
            joins = replace(nor, kind="C", word="and")
            return [*tokens[:i], joins, *who, aux, denial, *tokens[verb:]]
    return tokens


def explained(tokens: list[Token]) -> set[int]:
    """Return where the brackets stand that say what goes before is: "fibroblasts (the main collagen-producing cells)"."""
    out: set[int] = set()
    for n, token in enumerate(tokens[:-3]):
        if token.kind != "(" or tokens[n + 1].word not in ("a", "an", "the"):
            continue
        end = next((k for k in range(n + 1, len(tokens)) if tokens[k].kind in ("(", ")")), n)
        inside = tokens[n + 1 : end]
        plain = all(t.kind in ("D", "A", "ADV", "SUF", "P", *NOMINAL) or t.form == "ing" for t in inside)
        if n and tokens[n - 1].found and tokens[end].kind == ")" and plain and end + 1 < len(tokens):
            out |= {n, end}
    return out


def means(tokens: list[Token], throughs: frozenset[str]) -> set[int]:
    """Return where the brackets stand whose inside tells the means: "induces VEGF (through the JNK pathway)"."""
    opens = (n for n, (one, then) in enumerate(pairwise(tokens)) if one.kind == "(" and then.word in throughs)
    pairs = ((n, next((k for k in range(n + 1, len(tokens)) if tokens[k].kind in ("(", ")")), -1)) for n in opens)
    return {place for n, k in pairs if k > 0 and tokens[k].kind == ")" for place in (n, k)}
