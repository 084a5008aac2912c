"""What an English sentence says beside its plain statement: what shows it, what nobody has proved, what is given along with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.patterns import Patterns
from kg.relations.english_tokens import Token
from kg.relations.english_verbs import Chunk

__all__ = ["is_main_verb", "read_settings", "settled"]

#: "as evidenced by higher X": shown with it
_BY, _WITH = ("as", "by"), "with"
_COMBINED = ("combined", "coupled", "supplemented", "paired")
_NOMINAL = ("N", "Q", "T")
_HOW = ("faster", "slower", "better", "worse", "earlier", "sooner")
_BEST = "of choice"
_ABOUT = ("over", "about", "than", "approximately", "nearly", "almost", "around")


def read_settings(tokens: list[Token], patterns: Patterns) -> list[Token]:
    """Return the words with what shows a statement as what goes with it, and without how long a treatment lasts.

    Args:
        tokens: those of a sentence, with their jobs.
        patterns: the word lists ``showing_by`` and ``lasting``.
    """
    shown, lasting, treatments = (patterns.having(name) for name in ("showing_by", "lasting", "handling"))
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        here = [token.word for token in tokens[i : i + 4]]
        if len(here) > 2 and (here[0], here[2]) == _BY and here[1] in shown:
            out.append(Token(tokens[i].start, tokens[i + 2].end, _WITH, "P"))
            i += 3
        elif tokens[i].word in _HOW and (i + 1 == len(tokens) or tokens[i + 1].word in ("than", ".")):
            out.append(replace(tokens[i], kind="ADV", triggers=(), form=""))  # "healed faster than"
            i += 1
        elif [token.kind for token in tokens[i : i + 4]] == ["C", ",", "ADV", ","]:
            out.append(tokens[i])  # "A, B and, ultimately, C"
            i += 4
        elif tokens[i].word == _BEST:
            i += 1  # "the treatment (of choice) for X"
        elif tokens[i].word in ("×", "^") and i + 1 < len(tokens) and tokens[i + 1].word.isdigit():
            if out and out[-1].word.isdigit():
                out.pop()  # "(2 × 10^7) exosome particles"
            i += 2 if i + 2 == len(tokens) or tokens[i + 2].word != "^" else 1
        elif tokens[i].word.isdigit() and _is_counted(tokens, i):
            while out and (out[-1].word in _ABOUT or [token.word for token in out[-2:]] == ["more", "than"]):
                out.pop()  # "contains (more than 20) growth factors"
            i += 1
        elif len(here) == 4 and here[1] in lasting and here[2] == "of" and here[3] in treatments and i:
            i += 3 if tokens[i - 1].kind == "P" else 0  # "after (eight weeks of) treatment with X"
            out.append(tokens[i])
            i += 1
        else:
            out.append(tokens[i])
            i += 1
    return out


def _is_counted(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a number counts what is named behind it: "20 growth factors", but not "type 2 cytokines"."""
    what = tokens[i + 1] if i + 1 < len(tokens) else None
    found = what.found if what is not None and what.word.endswith("s") else None
    countable = found is not None and found.entity.type in ("GeneProduct", "RNA", "Cell", "Chemical")
    return countable and (i == 0 or tokens[i - 1].kind not in _NOMINAL)


def settled(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Return the chunks with "no evidence that X does Y" denied, and "A combined with B" as A and B."""
    return _unproven(_combined(chunks), patterns)


def _unproven(chunks: list[Chunk], patterns: Patterns) -> list[Chunk]:
    """Deny what "there is no evidence that" leads."""
    for n in range(len(chunks) - 3):
        no, proof = chunks[n : n + 2]
        that = n + 2 + (chunks[n + 2].kind == "X")  # "no study has shown that"
        led = no.kind == "NEG" and proof.kind == "NP" and proof.word in patterns.having("proofs")
        shown = no.kind in ("X", "V") and no.negated and no.word.split(" ")[-1] in patterns.having("provers")
        if shown and proof.word == "that":  # "it was not shown that"
            led, that = True, n + 1
        if not led or that >= len(chunks) or chunks[that].word != "that":
            continue
        verb = next((k for k in range(that + 1, len(chunks)) if chunks[k].kind == "V" and chunks[k].finite), 0)
        if verb and not any(chunk.kind in ("S", ";", "R") for chunk in chunks[that + 1 : verb]):
            denied = replace(chunks[verb], negated=not chunks[verb].negated)
            return [*chunks[:n], *chunks[that:verb], denied, *chunks[verb + 1 :]]
    return chunks


def _combined(chunks: list[Chunk]) -> list[Chunk]:
    """Let "A combined with B" be "A and B" where they open a clause and a verb follows."""
    for n in range(len(chunks) - 4):
        one, verb, leads, other, then = chunks[n : n + 5]
        opens = not n or chunks[n - 1].kind in ("S", ";", ",")
        joined = (one.kind, leads.word, other.kind) == ("NP", "with", "NP") and verb.word.rpartition(" ")[
            2
        ] in _COMBINED
        if opens and joined and verb.form == "part" and then.finite and not _is_empty(one):
            both = replace(one, end=other.end, args=(*one.args, *other.args), bases=(*one.bases, *other.bases))
            return [*chunks[:n], both, *chunks[n + 4 :]]
    return chunks


def _is_empty(phrase: Chunk) -> bool:
    """Return whether a phrase names nothing."""
    return not any(arg.entity for arg in phrase.args)


def _relates(tokens: Sequence[Token]) -> bool:
    """Return whether words begin a relative clause, or what explains a thing by one: "an antibody that blocks"."""
    first = next((k for k, token in enumerate(tokens) if token.kind not in ("D", "A", *_NOMINAL)), 0)
    explains = tokens[0].word in ("a", "an", "the") and first > 1
    return tokens[first].kind == "R" and (first == 0 or explains)


def is_main_verb(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a past form behind a comma goes on from before a relative clause: "X, which binds Y, raised Z"."""
    opens = next((k for k in range(i - 2, 0, -1) if tokens[k].kind == "," and _relates(tokens[k + 1 : i])), 0)
    if not opens or tokens[opens - 1].kind not in _NOMINAL:
        return False
    inside, before = tokens[opens + 2 : i - 1], tokens[:opens]
    verbs = ("V", "X", "B", "H", "M")
    told = any(t.kind in verbs and t.form not in ("part", "ing") for t in inside)
    return told and not any(t.kind in verbs and t.form not in ("part", "ing") for t in before)
