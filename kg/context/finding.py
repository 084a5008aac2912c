"""All that a sentence says of models, species, doses and the like, wherever it stands and whatever it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.context.cues import Beside, Cues
from kg.model import Context, Mention, Sentence, Span

__all__ = ["find_contexts"]

_NEAR = 60  #: code points that a word beside a mention may be away with all that stands between


def find_contexts(sentence: Sentence, mentions: Sequence[Mention], cues: Cues) -> tuple[Context, ...]:
    """Return the contexts that a sentence names, in order; of two of one field that overlap, the longer.

    Args:
        sentence: the sentence.
        mentions: what it names, with the parts of composites; spans in the document.
        cues: those of its language.
    """
    found = [*_worded(sentence, cues), *_measured(sentence, cues), *_beside(sentence, mentions, cues)]
    found.sort(key=lambda one: (one.field, one.span.start - one.span.end, one.span, one.value))
    kept: list[Context] = []
    for one in found:
        if not any(one.field == other.field and one.span.overlaps(other.span) for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: (one.span, one.field)))


def _quote(sentence: Sentence, start: int, end: int) -> tuple[Span, str]:
    return Span(sentence.span.start + start, sentence.span.start + end), sentence.text[start:end]


def _worded(sentence: Sentence, cues: Cues) -> Iterator[Context]:
    for field, name, pattern in cues.words:
        value = cues.values[field][name]
        for found in pattern.finditer(sentence.text):
            span, text = _quote(sentence, found.start(), found.end())
            yield Context(field, value.name, span, text, value.zh, value.terms)


def _measured(sentence: Sentence, cues: Cues) -> Iterator[Context]:
    for measure in cues.measures:
        for found in measure.regex.finditer(sentence.text):
            span, text = _quote(sentence, *found.span("v"))
            groups = {name: value or "" for name, value in found.groupdict().items()}
            value = measure.value.format(**groups) if measure.value else text
            yield Context(measure.field, _plain(value, measure.field), span, text)


def _plain(value: str, field: str) -> str:
    """Return a value in one writing: no markup, one space before a unit, carriers in lower case and singular."""
    value = re.sub(r"<[^>]{1,8}>", "", value.replace("&lt;", "<"))
    value = " ".join(value.replace("µ", "μ").split())
    if field in ("dose", "duration"):
        value = re.sub(r"(?<=\d)(?=[A-Za-zμ])|(?<=\d)-(?=[A-Za-z])", " ", value)
    if field == "effect":
        value = re.sub(r"\s*([<>=≤≥])\s*", r" \1 ", value.replace("＜", "<").replace("＝", "=")).strip()
    if field == "carrier":
        value = re.sub(r"(?<=[a-z]{3})s$", "", value if re.search(r"[A-Z].?[A-Z]", value) else value.lower())
    return value


def _beside(sentence: Sentence, mentions: Sequence[Mention], cues: Cues) -> Iterator[Context]:
    for mention in mentions:
        start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
        if start < 0 or end > len(sentence.text):
            continue
        for cue in cues.beside:
            if mention.entity.type not in cue.types or (cue.agents and not _named(mention, cues.agents)):
                continue
            found = _match(sentence.text, start, end, cue)
            if found is None or (cue.field == "treated" and _named(mention, cues.fluids)):
                continue
            if "v" in cue.words.groupindex:
                span, text = _quote(sentence, *found)
                yield Context(cue.field, _plain(text, cue.field), span, text)
            elif cue.field == "treated":
                yield Context(
                    cue.field,
                    mention.entity.label,
                    mention.span,
                    mention.text,
                    mention.entity.label_zh,
                    (mention.entity.id,),
                )
            else:
                span, text = _quote(sentence, min(start, found[0]), max(end, found[1]))
                yield Context(
                    cue.field, mention.entity.label, span, text, mention.entity.label_zh, (mention.entity.id,)
                )


def _match(text: str, start: int, end: int, cue: Beside) -> tuple[int, int] | None:
    """Return where the cue stands, as indices into the text: its group ``v``, else all of it."""
    if cue.side == "left":
        # the abbreviation in brackets belongs to the mention: "ultraviolet B (UVB)-irradiated"
        skipped = re.compile(r"(?:\s?[(（][^()（）]{1,14}[)）])?").match(text, end)
        at = end if "v" in cue.words.groupindex or not skipped else skipped.end()
        found = cue.words.match(text, at)
        return found.span("v" if "v" in cue.words.groupindex else 0) if found else None
    near = max(0, start - _NEAR)
    behind = cue.words.search(text[near:start])
    if behind is None:
        return None
    group = "v" if "v" in cue.words.groupindex else 0
    return near + behind.start(group), near + behind.end(group)


def _named(mention: Mention, names: frozenset[str]) -> bool:
    return not names.isdisjoint((mention.entity.label.casefold(), mention.text.casefold()))
