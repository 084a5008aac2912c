"""English words to chunks: noun phrases with their arguments, verb groups, the small words; lists joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.grounding import Found, Grounder, as_worded
from kg.languages import View
from kg.model import Entity
from kg.patterns import Patterns
from kg.relations.english_appositions import join_appositions
from kg.relations.english_bases import ADJECTIVE, Base, reach
from kg.relations.english_denials import denied, excepted
from kg.relations.english_nouns import NounPhrases
from kg.relations.english_settings import settled
from kg.relations.english_tokens import Token
from kg.relations.english_verbs import Chunk, VerbGroups
from kg.relations.phrases import Arg, complete, share
from kg.relations.sharing import share_before, share_ending

__all__ = ["English"]

_PLACES = ("Anatomy", "Cell", "Organism")
_WORSE = ("ing", "loss", "laxity", "wrinkle", "wrinkles", "atrophy", "dryness", "edema", "redness", "pain")


class English:
    """Chunks one sentence."""

    def __init__(
        self, view: View, found: Sequence[Found], tokens: list[Token], grounder: Grounder, patterns: Patterns
    ) -> None:
        self.view, self.tokens, self.grounder = view, tokens, grounder
        self.nouns = NounPhrases(view, found, tokens, grounder, patterns)
        self.verbs = VerbGroups(tokens, patterns)
        self.patterns = patterns
        self.anaphoric = patterns.having("anaphors")

    def chunks(self) -> list[Chunk]:
        """Return the chunks of the sentence, in order."""
        out: list[Chunk] = []
        i = 0
        while i < len(self.tokens):
            chunk, i = self._next(i, out)
            if chunk:
                out.append(chunk)
        out = settled(out, self.patterns)
        joined = _coordinate(_repeated(join_appositions(out, self.nouns, self.verbs.special)))
        joined = excepted(_predicated(denied(joined, self.view.lower)))
        for chunk in joined:
            if chunk.kind == "NP" and len(chunk.bases) > 1:
                chunk.args = _elliptic(chunk.args, self.view, self.nouns.found)
                chunk.args = complete(share(chunk.args, self._participant(chunk)), self.view, self.grounder.lexicon)
                for share_with in (share_ending, share_before):
                    chunk.args = share_with(chunk.args, self.view, self.patterns, self.grounder.lexicon)
        return joined

    def _participant(self, chunk: Chunk) -> Entity | None:
        """Return whose processes a list names: "proliferation and migration of fibroblasts"."""
        last = chunk.bases[-1]
        if last.of and last.head.found:
            return next((arg.entity for arg in self.nouns.args_of(last.of[0])), None)
        first = chunk.args[0].entity if chunk.args else None
        concepts = self.grounder.lexicon.concepts
        return (
            next(
                (concepts[part].entity for role, part in first.parts if role == "participant" and part in concepts),
                None,
            )
            if first
            else None
        )

    def _next(self, i: int, out: list[Chunk]) -> tuple[Chunk | None, int]:
        token = self.tokens[i]
        group = self.verbs.group(i, out)
        if group:
            return group
        base, after = self.nouns.base(i)
        if base:
            return self._noun_phrase(base), after
        if token.kind == "PRON":
            back = token.word in self.anaphoric
            arg = Arg(token.start, token.end, None, anaphor=back)
            return Chunk("NP", token.start, token.end, token.word, args=(arg,)), i + 1
        if token.kind in ("P", "C", "R", "S", ",", ";", "TO"):
            return Chunk(
                "P" if token.kind == "TO" else token.kind, token.start, token.end, token.word, hedged=token.hedge
            ), i + 1
        if token.kind == "NEG":
            return Chunk("NEG", token.start, token.end, token.word), i + 1
        return (Chunk("H", token.start, token.end) if token.hedge else None), i + 1

    def _noun_phrase(self, base: Base) -> Chunk:
        return Chunk(
            "NP", base.start, reach(base), args=tuple(self.nouns.args_of(base)), bases=(base,), word=base.head.word
        )


def _predicated(chunks: list[Chunk]) -> list[Chunk]:
    """Return the chunks with "is safe and effective for" and "is the most effective for" as "is effective for"."""
    for n, chunk in enumerate(chunks[1:], 1):
        at = n - 1 - (chunks[n - 1].kind == "C" and n > 1)
        be = chunks[at]
        said = chunk.kind == "V" and bool(chunk.triggers) and chunk.triggers[0].kind == "adjective"
        if said and be.kind == "B" and be.finite and chunk.form == "part":
            whole = replace(chunk, form="fin", finite=True, negated=be.negated or chunk.negated)
            return [*chunks[:at], whole, *chunks[n + 1 :]]
    return chunks


def _elliptic(args: Sequence[Arg], view: View, found: Sequence[Found]) -> tuple[Arg, ...]:
    """Return the members of a list, an adjective named with the noun that its neighbour ends in: "dorsal and ventral skin"."""
    ends = {item.end: view.text[item.start : item.end] for item in found}
    done = list(args)
    for n, (arg, other) in enumerate(pairwise(args)):
        word, full = view.text[arg.start : arg.end], view.text[other.start : other.end]
        unknown = arg.entity is not None and arg.entity.provisional and arg.entity.type == "Other"
        if unknown and other.entity is not None and " " in full and ADJECTIVE.fullmatch(word):
            known = ends.get(other.end, full)  # "native and cross-linked hyaluronic acid", and no native acid
            noun = known if known != full else full.rsplit(" ", 1)[1]
            entity = as_worded(f"{word} {noun}", other.entity.type, "en")
            done[n] = replace(arg, entity=entity)
    return tuple(done)


def _coordinate(chunks: list[Chunk]) -> list[Chunk]:
    """Return the chunks with lists of noun phrases joined: "A, B and C".

    The last member is left alone when a finite verb follows and one went before: "X raises A, and B lowers C".
    """
    out: list[Chunk] = []
    i = 0
    while i < len(chunks):
        chunk = chunks[i]
        if chunk.kind != "NP" or not chunk.bases:
            out.append(chunk)
            i += 1
            continue
        members, j = [chunk], i
        while True:
            k = j + 1
            comma = k < len(chunks) and chunks[k].kind == ","
            k += comma
            conjunction = k < len(chunks) and chunks[k].kind == "C"
            k += conjunction
            if not (comma or conjunction) or k >= len(chunks) or chunks[k].kind != "NP" or not chunks[k].bases:
                break
            follows = chunks[k + 1] if k + 1 < len(chunks) else None
            begun = any(c.finite for c in out)
            if (
                follows
                and follows.finite
                and begun
                and not (conjunction and not comma and not _has_finite_since_boundary(out))
            ):
                break
            if follows and follows.kind == "R" and comma and not conjunction and len(members) < 2:
                break
            if comma and conjunction and begun and (_begins_clause(chunks, k) or _acts(chunks, _listed(chunks, k))):
                break  # "X maintains A, and antibodies against X reverse it"
            if conjunction and (_resumes(out, chunk, chunks[k]) or _elsewhere(out, chunks, i, k)):
                break
            if comma and not conjunction and len(members) == 1 and _ends_opener(out):
                break  # "In diabetes, angiogenesis", "With age, the amount": the comma ends what leads up
            leads = comma and not conjunction and len(members) == 1 and _opens_with_adverbial(out)
            if leads and _acts(chunks, k):
                break  # "By digesting the matrix, myofibroblasts contribute": what follows the comma is the subject
            members.append(chunks[k])
            j = k
            if (
                conjunction
                and chunks[k - 1].word != "as well as"
                and not (k + 1 < len(chunks) and chunks[k + 1].kind in ("C",))
            ):
                break
        if len(members) > 1 and not (
            len(members) == 2 and chunks[i + 1].kind == "," and chunks[j - 1].kind == "," and _is_opener(out)
        ):
            out.append(_merge(members))
            i = j + 1
        else:
            out.append(chunk)
            i += 1
    return out


def _repeated(chunks: list[Chunk]) -> list[Chunk]:
    """Return the chunks with "leads to A (in B) and to C" as "leads to A and C (in B)"."""
    n = 1
    while (n := n + 1) + 2 < len(chunks):
        if chunks[n].kind != "C":
            continue
        joined = [chunk.kind for chunk in chunks[n + 1 : n + 3]] == ["P", "NP"] and chunks[n - 1].kind == "NP"
        stands = n + 3 < len(chunks) and chunks[n + 3].finite  # "and to X belongs Y"
        first = _governed(chunks, n - 1, chunks[n + 1].word) if joined and not stands and chunks[n].word == "and" else 0
        if first:
            chunks = [*chunks[: first + 1], chunks[n], chunks[n + 2], *chunks[first + 1 : n], *chunks[n + 3 :]]
    return chunks


def _governed(chunks: list[Chunk], k: int, word: str) -> int:
    """Return the noun phrase that a verb or preposition with a word governs, from phrase ``k`` back over what others add; 0 if none."""
    while k > 0:
        before = chunks[k - 1]
        if before.kind == "P" and before.word.rpartition(" ")[2] == word:
            return k
        if before.kind == "V" and any(word in trigger.prepositions for trigger in before.triggers):
            return k
        if before.kind != "P" or k < 2 or chunks[k - 2].kind != "NP":
            return 0
        k -= 2
    return 0


def _acts(chunks: list[Chunk], k: int) -> bool:
    """Return whether a finite verb follows noun phrase ``k``, behind what prepositions add: "drugs such as X improve"."""
    k += 1
    while [chunk.kind for chunk in chunks[k : k + 2]] == ["P", "NP"]:
        k += 2
    return k < len(chunks) and chunks[k].finite


def _listed(chunks: list[Chunk], k: int) -> int:
    """Return where the list ends that noun phrase ``k`` begins: "X raises A, and B, C and D lower E"; ``k`` where none does."""
    end = k
    while [chunk.kind for chunk in chunks[end + 1 : end + 3]] == [",", "NP"]:
        end += 2
    ends = [chunk.kind for chunk in chunks[end + 1 : end + 3]] == ["C", "NP"]
    return end + 2 if ends else k


def _begins_clause(chunks: list[Chunk], k: int) -> bool:
    """Return whether a relative clause and then a verb follow chunk ``k``: "X raises A, and Y, which inhibits B, lowers C"."""
    if [chunk.kind for chunk in chunks[k + 1 : k + 3]] != [",", "R"]:
        return False
    closing = next((n for n in range(k + 3, len(chunks)) if chunks[n].kind in (",", ";", "S")), len(chunks))
    return closing + 1 < len(chunks) and chunks[closing].kind == "," and chunks[closing + 1].finite


def _resumes(out: list[Chunk], inner: Chunk, change: Chunk) -> bool:
    """Return whether a change goes on from the one before a preposition: "activation of A in B and promotion of C"."""
    if (
        len(out) < 2
        or out[-1].kind != "P"
        or out[-1].word not in ("in", "on", "by", "from", "into")
        or out[-2].kind != "NP"
    ):
        return False
    heads = [chunk.bases[-1] for chunk in (out[-2], inner, change) if chunk.bases]
    changes = [base.head.kind in ("T", "Q") and bool(base.of) for base in heads]
    return changes == [True, False, True]


def _elsewhere(out: list[Chunk], chunks: list[Chunk], i: int, k: int) -> bool:
    """Return whether the second of "A in B and C in D" stands at ``k``: one thing in each of two places."""
    before, then = out[-2:], chunks[k + 1 : k + 3]
    if [chunk.kind for chunk in (*before, *then)] != ["NP", "P", "P", "NP"] or before[1].word != then[0].word:
        return False
    kinds = [
        {arg.entity.type if arg.entity else "" for arg in chunk.args}
        for chunk in (before[0], chunks[i], chunks[k], then[1])
    ]
    placed = all(kind <= set(_PLACES) for kind in (kinds[1], kinds[3]))
    told = all(kind.isdisjoint((*_PLACES, "")) for kind in (kinds[0], kinds[2]))
    return before[1].word in ("in", "on") and placed and told


def _has_finite_since_boundary(out: list[Chunk]) -> bool:
    for n in range(len(out) - 1, -1, -1):
        chunk = out[n]
        if chunk.kind in ("S", ";", "R") or (chunk.kind == "C" and n and out[n - 1].kind == ","):
            return False
        if chunk.finite:
            return True
    return False


def _opens_with_adverbial(out: list[Chunk]) -> bool:
    """Return whether the clause so far is a phrase that only leads up to its subject."""
    return bool(out) and (out[0].kind == "P" or out[0].form in ("ger", "inf")) and not any(c.finite for c in out)


def _ends_opener(out: list[Chunk]) -> bool:
    """Return whether the phrase before a comma only leads up to the clause: a preposition opened it."""
    start = next((k + 1 for k in range(len(out) - 1, -1, -1) if out[k].kind in ("S", ";")), 0)
    clause = out[start:]
    timed = len(clause) > 1 and clause[0].kind == "NP" and not any(arg.entity for arg in clause[0].args)
    opens = bool(clause) and (clause[0].kind == "P" or (timed and clause[1].kind == "P"))  # "six months after"
    return opens and clause[-1].kind == "P" and not any(c.finite for c in clause)


def _is_opener(out: list[Chunk]) -> bool:
    """Return whether "X, Y" begins with an adverbial such as "In mice," and is no list."""
    return bool(out) and out[-1].kind == "P" and not any(c.finite or c.kind == "NP" for c in out)


def _changed(members: list[Chunk]) -> tuple[Arg, ...]:
    """Return the members of a list, a change that the first speaks of shared by those that speak of none."""
    base = members[0].bases[-1] if members[0].bases else None
    # "reduction in A and B", "increased A and B"; but "A degradation and B" speaks of A alone
    spreads = base is not None and (bool(base.of) or base.tokens[0].kind == "A")
    first = members[0].args[-1:] if spreads else ()
    shared = first[0].sign if first and not first[0].property else 0
    plain = all(not arg.sign and not arg.property for member in members[1:] for arg in member.args)
    if not shared or not plain:
        return tuple(arg for member in members for arg in member.args)
    return members[0].args + tuple(
        arg if arg.entity is not None and _is_bad(arg.entity) and shared < 0 else replace(arg, sign=shared)
        for member in members[1:]
        for arg in member.args
    )  # "impaired wound healing and hair loss": there is no less of the loss


def _is_bad(entity: Entity) -> bool:
    """Return whether a name says by itself that things get worse: skin thinning, hair loss."""
    return entity.type == "Disease" or (entity.type == "Phenotype" and entity.label.endswith(_WORSE))


def _merge(members: list[Chunk]) -> Chunk:
    args = _changed(members)
    bases = tuple(base for member in members for base in member.bases)
    return Chunk("NP", members[0].start, members[-1].end, members[-1].word, args=args, bases=bases)
