"""Lists of examples: "growth factors such as VEGF and EGF" stands for its members as well."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from kg.patterns import Trigger
from kg.relations.english_nouns import NounPhrases
from kg.relations.english_verbs import Chunk
from kg.relations.phrases import Arg, Proposal, ends

__all__ = ["join_members"]


def join_members(chunks: list[Chunk], nouns: NounPhrases, markers: Collection[str]) -> list[Chunk]:
    """Return the chunks with each "NP such as A, B" as one noun phrase that offers the class and its members.

    What is a kind of what is added to what the noun phrases state.

    Args:
        chunks: those of the sentence.
        nouns: reader of the noun phrases of the sentence.
        markers: "such as" and its kin.
    """
    chunks = _secondary(list(chunks), nouns)
    own: dict[int, int] = {}  # where a list starts that ends in a class with members -> how many members are its own
    for k in range(len(chunks) - 3, -1, -1):
        if k + 2 >= len(chunks):
            continue
        left, marker, right = chunks[k : k + 3]
        skip = 0
        if marker.kind == "," and right.kind == "P" and right.word in markers and k + 3 < len(chunks):
            marker, right, skip = right, chunks[k + 3], 1
        named = left.kind == "NP" and bool(left.bases)
        if named and marker.kind == "P" and marker.word in markers and right.kind == "NP":
            whole, at = left.args[-1], k
            if (back := _contained(chunks, k, right)) is not None:
                whole, at = chunks[back].args[-1], back  # "proteins present in PRP, such as PDGF"
            elif skip and (back := _caused(chunks, k, right)) is not None:
                whole, at = chunks[back].args[-1], back  # "scars due to burns, such as keloids"
            elif (back := _acting(chunks, k, right)) is not None:
                whole, at = chunks[back].args[-1], back  # "drugs that inhibit melanogenesis, such as kojic acid"
            if _is_symbol(whole) and k > 1 and chunks[k - 1].kind == "P" and chunks[k - 2].kind == "NP":
                whole = chunks[k - 2].args[-1]  # the proteins in PRGF such as A, B
            if (remedies := _treated(chunks, k, right)) is not None:
                nouns.embedded += remedies  # "methods to treat X such as A, B"
                del chunks[k + 1 : k + 3 + skip]
                continue
            listed = replace(right, args=right.args[: own.get(right.start, len(right.args))])
            nouns.embedded += _kinds(whole, left, marker, listed)
            members = tuple(replace(arg, sign=arg.sign or whole.sign) for arg in right.args)
            into = chunks[at]
            if len(into.bases) > 1:
                own[into.start] = len(into.args) - 1  # of "A and [B such as C]" B and C are of another kind
            end = right.end if at == k else into.end
            chunks[at] = Chunk("NP", into.start, end, into.word, args=into.args + members, bases=into.bases)
            del chunks[k + 1 : k + 3 + skip]
    return chunks


def _secondary(chunks: list[Chunk], nouns: NounPhrases) -> list[Chunk]:
    """Return "methods to treat alopecia (secondary to chemotherapy)" without the cause, which is then said of the illness alone."""
    for k in range(len(chunks) - 3, 1, -1):
        if k + 2 >= len(chunks):
            continue  # a cause behind it was taken out
        ill, verb, cause = chunks[k : k + 3]
        if [ill.kind, verb.kind, cause.kind] != ["NP", "V", "NP"] or verb.form != "part" or not verb.triggers:
            continue
        by, trigger = chunks[k - 1], verb.triggers[0]
        treats = by.kind == "V" and bool(by.triggers) and by.triggers[0].predicate in ("treats", "improve")
        if trigger.predicate != "cause" or not (treats or by.word == "for") or len(ill.args) != 1:
            continue
        bounds = (ill.start, cause.end)
        nouns.embedded += [
            Proposal(subject, trigger, target, verb.start, verb.end, bounds, "en-participle")
            for subject, target in ends(ill.args, trigger, cause.args)
        ]
        del chunks[k + 1 : k + 3]
    return chunks


def _caused(chunks: list[Chunk], k: int, members: Chunk) -> int | None:
    """Return the noun phrase before "due to X," whose kind the members are of; None where they may be of X alone."""
    k -= k > 2 and chunks[k - 1].word == "by"  # "ulcers caused by pressure, such as"
    verb = chunks[k - 1] if k > 1 else None
    said = verb is not None and verb.kind == "V" and verb.form == "part" and bool(verb.triggers)
    cause = verb is not None and (verb.word == "due to" or (said and verb.triggers[0].predicate == "cause"))
    if not cause or chunks[k - 2].kind != "NP" or not chunks[k - 2].bases:
        return None
    types = {arg.entity.type for arg in members.args if arg.entity}
    types |= {"Disease", "Phenotype"} if types & {"Disease", "Phenotype"} else set()  # a keloid is a scar
    whole = chunks[k - 2].args[-1].entity if chunks[k - 2].args else None
    return k - 2 if whole is not None and whole.type in types else None


def _treated(chunks: list[Chunk], k: int, members: Chunk) -> list[Proposal] | None:
    """Return that each member treats chunk ``k``, an illness; None where that is not what is listed.

    "There are methods to treat X such as A, B", "agents for the treatment of X such as A, B".
    """
    by = chunks[k - 1] if k > 1 else None
    ill = all(arg.entity and arg.entity.type in ("Disease", "Phenotype") for arg in chunks[k].args)
    given = all(
        arg.entity and arg.entity.type in ("Chemical", "Intervention", "Vesicle", "Cell") for arg in members.args
    )
    if by is None or not ill or not given or chunks[k - 2].kind != "NP":
        return None
    verb = by.kind == "V" and by.form in ("inf", "ger", "relger") and by.triggers[0].predicate in ("treats", "improve")
    if not verb and by.word != "for":
        return None
    bounds = (chunks[k - 2].start, members.end)
    trigger = by.triggers[0] if verb else Trigger("for", "treats")
    return [
        Proposal(subject, trigger, replace(target, sign=0), by.start, by.end, bounds, "en-such-as")
        for subject, target in ends(members.args, trigger, chunks[k].args)
    ]


def _contained(chunks: list[Chunk], k: int, members: Chunk) -> int | None:
    """Return the noun phrase before "in X" or "present in X" whose kind the members are of; None where X itself may be."""
    types = {arg.entity.type for arg in members.args if arg.entity}
    own = chunks[k].args[-1].entity if chunks[k].args else None
    places = k > 1 and bool(chunks[k - 1].triggers) and chunks[k - 1].triggers[0].predicate == "located_in"
    if k < 2 or not (chunks[k - 1].kind == "P" or places) or own is None or own.type in types or not types:
        return None
    back = k - 2
    if chunks[back].kind != "NP" or not chunks[back].args or not chunks[back].bases:
        return None
    entity = chunks[back].args[-1].entity
    return back if entity is not None and entity.type in types else None


def _acting(chunks: list[Chunk], k: int, members: Chunk) -> int | None:
    """Return the noun phrase of those that do something to chunk ``k``, if it is they that the members are of.

    "Drugs that inhibit melanogenesis, such as A", "strategies to improve healing, such as A", "agents targeting X, such as A".
    """
    kinds = {arg.entity.type for arg in members.args if arg.entity and arg.entity.type != "Other"}
    others = {arg.entity.type if arg.entity else "Other" for arg in chunks[k].args}
    verb = k - 1 - (k > 2 and chunks[k - 1].kind == "P" and chunks[k - 2].form == "part")  # "involved in"
    if verb < 1 or not kinds or not others or "Other" in others or chunks[verb].kind not in ("V", "X"):
        return None
    if kinds & others and not _is_single(chunks[k], members):
        return None
    form, back = chunks[verb].form, verb - 1
    led = chunks[back].kind == "R" and form == "fin"
    plain = form in ("inf", "relger", "part")
    if not led and not plain and not (form == "fin" and chunks[verb].lemma_form == "ed" and _goes_on(chunks, members)):
        return None
    back -= led
    if back < 0 or chunks[back].kind != "NP" or not chunks[back].bases or not chunks[back].args:
        return None
    entity = chunks[back].args[-1].entity
    plural = chunks[back].bases[-1].head.word.endswith("s")
    return back if plural and (entity is None or entity.type in (*kinds, "Other", "Pathway")) else None


def _is_single(chunk: Chunk, members: Chunk) -> bool:
    """Return whether a noun phrase names one thing that the members are no sorts of: "enzymes that degrade collagen, such as MMP-1"."""
    base = chunk.bases[-1] if len(chunk.args) == 1 and chunk.bases else None
    while base is not None and base.of:
        base = base.of[-1]  # "the degradation of matrix proteins"
    if base is None or base.head.word.endswith("s"):
        return False
    own = chunk.args[0].entity
    labels = [arg.entity.label.lower() for arg in members.args if arg.entity]
    return own is not None and not any(own.label.lower() in label for label in labels)


def _goes_on(chunks: list[Chunk], members: Chunk) -> bool:
    """Return whether the verb of the sentence follows a list: "genes implicated in X, such as A and B, were reduced"."""
    at = next(n for n, chunk in enumerate(chunks) if chunk is members) + 1
    at += at < len(chunks) and chunks[at].kind == ","
    return at < len(chunks) and chunks[at].finite


def _is_symbol(arg: Arg) -> bool:
    """Return whether an argument is named by a singular symbol, which has no members."""
    return arg.entity is not None and arg.entity.label.isupper()


def _kinds(whole: Arg, left: Chunk, marker: Chunk, right: Chunk) -> Iterator[Proposal]:
    """Yield that each member is a kind of `whole`, where both are of one type."""
    plural = left.bases[-1].head.word.endswith("s")
    if whole.entity is None or _is_symbol(whole) or (marker.word == "like" and not plural):
        return  # "blue light, like UVA, raises": as UVA does
    for arg in right.args:
        if arg.entity is None or arg.sign or arg.property:
            continue
        if arg.entity.id != whole.entity.id and arg.entity.type == whole.entity.type:
            yield Proposal(
                arg,
                Trigger(marker.word, "is_a"),
                replace(whole, sign=0),
                marker.start,
                marker.end,
                (left.start, right.end),
                "en-such-as",
            )
