"""How sure a relation is: weights, what they rest on, what is published, and what the training says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli.parser import make_parser
from kg.errors import KgError, PatternError
from kg.extraction import read_sentences
from kg.relations import confidence as module
from kg.relations.confidence import Weights, confidence, load_weights
from kg.sources import read_text
from kg.training import Example, fit, weights_text

EN = "Exosomes derived from ADSCs increase collagen I in dermal fibroblasts."
ZH = "脂肪干细胞外泌体上调了I型胶原的表达。"


@pytest.mark.parametrize("text", [EN, ZH])
def test_a_confidence_lies_between_0_and_1_and_decides_what_is_published(text: str) -> None:
    (usual,) = read_sentences(read_text(text))
    assert usual.relations
    assert all(0 < relation.confidence < 1 for relation in usual.relations)
    (strict,) = read_sentences(read_text(text), min_confidence=1.0)
    assert strict.relations == ()
    assert any("is below 1.00" in item.refused for item in strict.judged)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_weight_is_of_an_observation_that_a_reader_understands(language: str) -> None:
    weights = load_weights("zh" if language == "zh" else "en")
    assert 0 < weights.publish < 1
    assert all(name.split(":")[0].strip() for name in weights.observations)
    assert len(weights.observations) < 150


def test_the_help_tells_from_where_relations_are_published(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        make_parser().parse_args(["score", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    published = {load_weights("en").publish, load_weights("zh").publish}
    assert published == {0.62}
    assert "that of the weights, 0.62 in both languages" in said


def test_more_evidence_for_it_makes_it_surer() -> None:
    weights = Weights(0.0, 0.5, {"good": 1.0, "bad": -1.0})
    assert confidence(["bad"], weights) < confidence([], weights) < confidence(["good"], weights)


def test_a_broken_weight_names_file_entry_and_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "load_toml", lambda *_: {"bias": 0, "publish": 0.5, "observations": {"rule:x": "much"}})
    load_weights.cache_clear()
    with pytest.raises(PatternError, match=r"confidence/en\.toml: 'rule:x' is 'much'; expected a number; `kg train`"):
        load_weights("en")
    load_weights.cache_clear()


def _examples() -> list[Example]:
    right = [Example(f"doc{n % 20}", ("rule:good",), True, frozenset({n})) for n in range(100)]
    wrong = [Example(f"doc{n % 20}", ("rule:bad",), False, frozenset()) for n in range(100)]
    return right + wrong


def test_training_learns_what_tells_right_from_wrong_and_reports_it_held_out() -> None:
    pytest.importorskip("sklearn")
    fitted = fit(_examples(), core=100, publish=0.5)
    assert fitted.weights.observations["rule:good"] > 0 > fitted.weights.observations["rule:bad"]
    number, precision, recall = fitted.at(0.5)
    assert (number, precision, recall) == (100, 1.0, 1.0)
    assert [share for *_, share in fitted.reliability()][-1] == 1.0
    assert weights_text(fitted) == weights_text(fit(_examples(), core=100, publish=0.5))
    assert "publish = 0.5" in weights_text(fitted)


def test_too_little_to_learn_from_is_said() -> None:
    with pytest.raises(KgError, match="too few to learn from; expected right and wrong ones"):
        fit(_examples()[:5], core=5)


def test_the_shipped_weights_are_what_training_makes(shared: Path) -> None:
    pytest.importorskip("sklearn")
    from kg.scoring import read_docs, read_gold
    from kg.training import find_examples

    docs = read_docs(shared / "gold" / "docs")
    annotated = read_gold(sorted((shared / "gold").glob("*-en*.jsonl")), docs)
    examples, core = find_examples(annotated, docs, "en")
    fitted = fit(examples, core, load_weights("en").publish)
    shipped = load_weights("en").observations
    fresh = fitted.weights.observations
    assert set(shipped) & set(fresh) >= {name for name in shipped if abs(shipped[name]) > 0.3}
