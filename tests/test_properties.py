"""What holds for every text: spans quote the document, order does not matter, nothing makes the reader fall over."""

from __future__ import annotations

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.extraction import extract
from kg.languages import fold
from kg.lexicon import load_lexicon
from kg.mentions import Naming, find_in_view
from kg.references import find_markers, identify, with_references
from kg.sentences import split_sentences
from kg.sources import read_text
from kg.sources.decoding import decode
from kg.statements import assemble, document_iri, find_evidence

PIECES = st.sampled_from(
    [
        "Exosomes",
        "外泌体",
        "脂肪间充质干细胞外泌体",
        "ADSC-derived exosomes",
        " increase ",
        "促进",
        "抑制",
        " was inhibited by ",
        "、",
        " and ",
        ", ",
        "，",
        "。",
        ". ",
        "collagen I",
        "I型胶原",
        "MMP-1",
        "MMP-12",
        "TGF-$\\beta$ 1",
        "的表达",
        " the expression of ",
        "[12]",
        "<sup>[3-5]</sup>",
        "(",
        ")",
        "（",
        "）",
        "\n\n",
        "\t",
        "通过",
        "由",
        "对",
        "具有",
        "作用",
        "not ",
        "未",
        "可能",
        "may ",
        "which ",
        "的",
        "such as ",
        "如",
        "等",
        "**",
        "#",
        " ",
        "miR-21",
        "ﬁ",
        "Ⅲ",
        "\u202e",
        "①",
        "与",
        "相关",
        "in response to ",
        "by activating ",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=4), min_size=1, max_size=40).map("".join)
CALM = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@CALM
@given(st.text(max_size=200))
def test_every_character_of_a_view_stands_for_a_stretch_of_the_text(text: str) -> None:
    view = fold(text)
    assert len(view.text) == len(view.lower) == len(view.starts) == len(view.ends)
    assert list(view.starts) == sorted(view.starts)
    assert all(0 <= a < b <= len(text) for a, b in zip(view.starts, view.ends, strict=True))


@CALM
@given(TEXTS)
def test_mentions_do_not_overlap_and_quote_the_text(text: str) -> None:
    view = fold(text)
    found = find_in_view(view, load_lexicon(), Naming())
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    for item in found:
        span = view.span(item.start, item.end)
        assert 0 <= span.start < span.end <= len(text)


@CALM
@given(TEXTS)
def test_sentences_and_relations_quote_the_document(text: str) -> None:
    try:
        doc = read_text(text)
    except SourceError:
        return
    sentences = list(split_sentences(doc))
    assert all(doc.text[s.span.start : s.span.end] == s.text for s in sentences)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(sentences))
    for relation in extract(doc):
        for end in (relation.subject, relation.object):
            assert text[end.span.start : end.span.end] == end.text
        assert text[relation.trigger.start : relation.trigger.end] == relation.trigger_text
        assert (
            relation.object.span.start >= relation.sentence.span.start
            or relation.object.span.end <= relation.sentence.span.start
        )


@CALM
@given(st.lists(TEXTS, min_size=1, max_size=4), st.randoms())
def test_statements_do_not_depend_on_the_order_of_the_evidence(texts: list[str], random: object) -> None:
    evidence = []
    for n, text in enumerate(texts):
        if text.strip():
            doc = with_references(read_text(text, name=f"d{n}"))
            papers = identify({document_iri(doc): doc.references})
            evidence += list(find_evidence(document_iri(doc), extract(doc), papers))
    shuffled = list(evidence)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert assemble(evidence) == assemble(shuffled)


@CALM
@given(st.text(max_size=120))
def test_markers_lie_within_the_text_in_order(text: str) -> None:
    spans = [marker.span for marker in find_markers(text)]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(span.end <= len(text) for span in spans)


def assert_names_the_file(error: SourceError) -> None:
    assert str(error).startswith("x.txt: ")


@CALM
@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_an_error_of_ours(data: bytes) -> None:
    try:
        assert isinstance(decode(data, "x.txt"), str)
    except SourceError as error:
        assert_names_the_file(error)


@CALM
@given(
    st.text(alphabet="外泌体促进胶原合成与皮肤衰老的机制研究，。", max_size=80).map("脂肪间充质干细胞外泌体".__add__),
    st.sampled_from(["utf-8", "gb18030", "utf-16"]),
)
def test_a_chinese_text_survives_its_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.txt") == text
