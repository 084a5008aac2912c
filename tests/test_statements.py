"""Room 5: relations to statements, and what counts as independent."""

from __future__ import annotations

from kg.extraction import extract
from kg.model import Statement
from kg.references import identify, with_references
from kg.sources import read_text
from kg.statements import assemble, document_iri, find_evidence

LIST = "\n\nReferences\n\n[1] LI Q, WU T. Exosomes. *J Cell.* 2019;1(1):1-9.\n[2] Roe P. Vesicles. *J Cell.* 2020;2(1):1-9.\n"


def statements(*texts: str) -> list[Statement]:
    docs = [with_references(read_text(text, name=f"d{n}")) for n, text in enumerate(texts)]
    papers = identify({document_iri(doc): doc.references for doc in docs})
    return assemble(item for doc in docs for item in find_evidence(document_iri(doc), extract(doc), papers))


def only(found: list[Statement], name: str) -> Statement:
    return next(s for s in found if s.object.label == name)


def test_two_languages_that_say_the_same_make_one_statement() -> None:
    found = statements("Exosomes increase elastin.", "外泌体增加弹性蛋白。")
    assert len(found) == 1
    assert len(found[0].evidence) == 2
    assert {item.relation.sentence.language for item in found[0].evidence} == {"en", "zh"}


def test_two_reviews_that_cite_one_paper_are_one_independent_source() -> None:
    found = statements(
        "Exosomes increase elastin [1]." + LIST,
        "外泌体增加弹性蛋白[7]。\n\n参考文献\n\n[7] Li Q, Wu T. Exosomes. J Cell. 2019; 1(1): 1–9.\n",
    )
    papers = {iri for item in only(found, "elastin").evidence for iri in item.references}
    assert len(papers) == 1


def test_a_number_that_the_list_lacks_stays_as_unresolved() -> None:
    found = statements("Exosomes increase elastin [1,9]." + LIST)
    item = only(found, "elastin").evidence[0]
    assert len(item.references) == 1
    assert item.unresolved == ("9",)


def test_denied_and_asserted_are_two_statements() -> None:
    found = statements("Exosomes increase elastin.", "Exosomes did not increase elastin.")
    assert sorted(s.negated for s in found) == [False, True]


def test_ids_depend_on_content_and_not_on_order() -> None:
    texts = ("Exosomes increase elastin.", "外泌体抑制MMP-1。")
    assert [s.id for s in statements(*texts)] == [s.id for s in statements(*texts)]
    assert document_iri(read_text("Exosomes increase elastin.", name="a")) != document_iri(
        read_text("Exosomes reduce elastin.", name="a")
    )
