"""What of an article is its own, and who took how much from whom, as the command gives it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from recoupe.cli import app
from recoupe.crosscheck.originality import weigh_articles, weigh_outlets
from recoupe.model import Article

PASSAGE = (
    "La préfète de Tarvel a ordonné jeudi l'évacuation du quartier des Salines après la rupture d'une vanne "
    "à l'entrepôt Morvan, où cent vingt pompiers se relaient depuis l'aube."
)
OWN = "Devant la gare, personne ne savait encore combien de temps durerait l'attente ni où dormir ce soir."
SAID = (
    "« Nous n'avons reçu aucune alerte avant quatre heures du matin et nos équipes ont fait tout ce qu'elles "
    "pouvaient avec les pompes dont elles disposaient », dit-elle."
)


def article(name: str, text: str, day: str | None = None, outlet: str | None = None) -> Article:
    return Article(id=name, text=text, stated_date=day, outlet=outlet, language="fr")


FANAL = article("a", PASSAGE, "2031-03-01", "Le Fanal")
CORVIN = article("b", f"{PASSAGE} {OWN}", "2031-03-02", "Radio Corvin")


def rates(*articles: Article) -> dict[str, float]:
    return {line.id: line.originality for line in weigh_articles(articles)}


def test_what_an_earlier_article_has_is_not_ones_own() -> None:
    found = rates(CORVIN, FANAL)
    assert list(found) == ["b", "a"]
    assert found["a"] == 1
    assert found["b"] == pytest.approx(len(OWN) / len(f"{PASSAGE} {OWN}"), abs=0.05)


def test_a_shared_quotation_is_nobodys_loss() -> None:
    one = article("a", f"{OWN}\n{SAID}", "2031-03-01")
    other = article("b", f"La mairie se tait. Le port est fermé.\n{SAID}", "2031-03-02")
    assert set(rates(one, other).values()) == {1.0}


def test_unknown_direction_lowers_nobodys_originality() -> None:
    one, other = article("a", PASSAGE, outlet="Le Fanal"), article("b", PASSAGE, outlet="Radio Corvin")
    assert rates(one, other) == {"a": 1.0, "b": 1.0}
    (row,) = weigh_outlets([one, other])
    assert (row.source, row.target, row.known, row.share) == ("Le Fanal", "Radio Corvin", False, 1.0)


def test_an_outlet_takes_nothing_from_itself() -> None:
    again = article("b", PASSAGE, "2031-03-02", "Le Fanal")
    assert weigh_outlets([FANAL, again]) == []


def test_articles_of_no_known_outlet_stand_for_themselves() -> None:
    (row,) = weigh_outlets([article("x", PASSAGE, "2031-03-01"), article("y", PASSAGE, "2031-03-02")])
    assert (row.source, row.target, row.known) == ("x", "y", True)


def test_nothing_copied_no_rows() -> None:
    assert weigh_outlets([]) == []
    assert weigh_articles([]) == []
    assert rates(article("a", ""), article("b", OWN)) == {"a": 1.0, "b": 1.0}


@pytest.mark.parametrize(
    ("by", "fields"),
    [
        ("passage", {"earlier", "later", "kind", "direction", "because"}),
        ("article", {"id", "originality"}),
        ("outlet", {"source", "target", "words", "share", "known"}),
    ],
)
def test_the_command_writes_a_line_for_each(tmp_path: Path, by: str, fields: set[str]) -> None:
    press = tmp_path / "press.jsonl"
    lines = [
        {"id": one.id, "text": one.text, "published": one.stated_date, "outlet": one.outlet}
        for one in (FANAL, CORVIN)
    ]
    press.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    result = CliRunner().invoke(app, ["reuse", str(press), "--by", by])
    assert result.exit_code == 0
    written = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(written) == (2 if by == "article" else 1)
    assert all(set(line) == fields for line in written)
