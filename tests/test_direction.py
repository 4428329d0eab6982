"""Which of two texts that share wording is the copy, by what they betray; contrary or weak evidence decides nothing."""

from __future__ import annotations

import pytest

from recoupe.crosscheck.direction import Verdict, Version, judge_direction
from recoupe.crosscheck.reuse import match_articles
from recoupe.model import Article, Basis, Direction, Granularity, Published

NO_DATE = Published(granularity=Granularity.UNKNOWN, basis=Basis.UNKNOWN, because="")
HEAD = "La préfète de Tarvel a ordonné jeudi l'évacuation du quartier des Salines"
TAIL = "après la rupture d'une vanne à l'entrepôt Morvan, où cent vingt pompiers se relaient depuis l'aube"
WHOLE = f"{HEAD} {TAIL}."


def version(name: str, text: str, outlet: str | None = None, language: str = "fr") -> Version:
    """A text that is shared from its first to its last letter."""
    return Version(Article(id=name, text=text, outlet=outlet), language, NO_DATE, ((0, len(text)),))


def judged(
    source: str, copy: str, of_source: str | None = None, of_copy: str | None = None, language: str = "fr"
) -> Verdict:
    """The verdict on (source, copy); the other way round it is the same verdict."""
    one, other = version("s", source, of_source, language), version("c", copy, of_copy, language)
    there, back = judge_direction(one, other), judge_direction(other, one)
    assert (there.direction, there.because) == (back.direction, back.because)
    assert there.first is None or there.first is not back.first
    return there


@pytest.mark.parametrize(
    ("copy", "reason"),
    [
        (f"{HEAD}, rapporte l'AFP, {TAIL}.", "rapporte l'AFP"),
        (f"{HEAD}, selon le quotidien, {TAIL}.", "selon le quotidien"),
        (f"{HEAD}, d’après nos confrères, {TAIL}.", "d’après nos confrères"),
        (f"{HEAD} {TAIL}, selon l'agence Reuters.", "selon l'agence Reuters"),
        (f"{HEAD} (NDLR : le plus bas de la ville) {TAIL}.", "NDLR"),
        (f"{HEAD} [note de la rédaction] {TAIL}.", "note de la rédaction"),
    ],
)
def test_the_copy_adds_its_relay_or_its_note(copy: str, reason: str) -> None:
    verdict = judged(WHOLE, copy)
    assert (verdict.first, verdict.direction) == (True, Direction.INFERRED)
    assert verdict.because and "ajoute" in verdict.because and reason in verdict.because


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}, a-t-elle déclaré à l'AFP, {TAIL}.",
        f"{HEAD}, a appris notre rédaction, {TAIL}.",
        f"{HEAD}, selon l'agence de l'eau, {TAIL}.",
        f"{HEAD} (dit « le bas pays ») {TAIL}.",
        f"{WHOLE} Les riverains dorment au gymnase. Une enquête est ouverte.",
        f"Tarvel s'est réveillée sous les eaux. {WHOLE}",
        f"{HEAD.replace('préfète', 'préféte')} {TAIL}.",
        f"{HEAD.replace('du quartier', 'du du quartier')} {TAIL}.",
        f"{HEAD}… {TAIL}.",
    ],
    ids=[
        "told to the agency",
        "its own newsroom",
        "an agency that is no press",
        "brackets",
        "sentences after",
        "sentences before",
        "misspelling",
        "word twice",
        "suspense",
    ],
)
def test_what_an_original_may_hold_as_well_tells_nothing(text: str) -> None:
    assert judged(WHOLE, text) == Verdict(None, Direction.UNKNOWN)


def test_a_relay_on_both_sides_tells_nothing() -> None:
    relayed = f"{HEAD}, rapporte l'AFP, {TAIL}."
    assert judged(relayed, relayed.replace("rapporte", "indique")).direction is Direction.UNKNOWN


@pytest.mark.parametrize("mark", ["[…]", "(...)", "[ ... ]", "(…)"])
def test_the_copy_is_cut_at_a_mark_of_leaving_out(mark: str) -> None:
    verdict = judged(WHOLE, f"{HEAD} {mark} {TAIL}.")
    assert verdict.first is True
    assert verdict.because and "s'interrompt" in verdict.because


def test_the_copy_repeats_an_error_and_says_so() -> None:
    wrong = WHOLE.replace("Salines", "Sallines")
    verdict = judged(wrong, wrong.replace("Sallines", "Sallines (sic)"))
    assert verdict.first is True
    assert verdict.because and "sic" in verdict.because


@pytest.mark.parametrize(
    "spoiled",
    [
        WHOLE.replace("é", "Ã©").replace("è", "Ã¨"),
        WHOLE.replace("'", "â€™"),
        WHOLE.replace("'", "&#39;"),
        WHOLE.replace("é", "\ufffd"),
    ],
    ids=["utf-8 as latin-1", "apostrophes", "html", "replacement"],
)
def test_spoiled_letters_make_a_copy(spoiled: str) -> None:
    assert judged(WHOLE, spoiled).first is True


@pytest.mark.parametrize(
    ("outlet", "sentence", "named"),
    [
        ("Le Fanal d'Orvane", "L'information a été donnée au Fanal d'Orvane.", True),
        ("Le Fanal d'Orvane", "Contactée par le « Fanal d'Orvane », elle confirme.", True),
        ("L'Éclaireur de Tarvel", "Selon l'Éclaireur de Tarvel, la vanne était usée.", True),
        ("Le Globe", "Selon le Globe, la vanne était usée.", True),
        ("Le Globe", "Le Globe l'écrit depuis un an.", True),
        ("Le Globe", "Elle a fini troisième de la coupe du Globe.", False),
        ("Lesconil Info", "Les Conil informent leurs voisins.", False),
        ("Le Fanal d'Orvane", "Le fanal d'Orvane éclaire la rade.", False),
        ("Le Fanal", "Le Fanaliste est au port.", False),
        ("", "La vanne était usée, dit-on partout.", False),
    ],
)
def test_an_outlet_is_named_with_its_article_or_without(outlet: str, sentence: str, named: bool) -> None:
    verdict = judged(WHOLE, f"{WHOLE} {sentence}", of_source=outlet, of_copy="Radio Corvin")
    assert verdict.direction is (Direction.INFERRED if named else Direction.UNKNOWN)


def test_an_article_that_names_its_own_outlet_names_no_source() -> None:
    text = f"{WHOLE} Le Fanal d'Orvane y reviendra."
    assert judged(WHOLE, text, "Le Fanal d'Orvane", "Le Fanal d'Orvane").direction is Direction.UNKNOWN


def test_evidence_for_both_sides_cancels_out() -> None:
    one = f"{HEAD}, rapporte l'AFP, {TAIL}."
    other = f"{HEAD} […] {TAIL}."
    assert judged(one, other) == Verdict(None, Direction.UNKNOWN)


def test_all_evidence_of_one_side_is_told() -> None:
    verdict = judged(WHOLE, f"{HEAD} […], selon Le Globe et selon l'AFP, {TAIL}.", "Le Globe", "Radio Corvin")
    assert verdict.because and all(word in verdict.because for word in ("nomme", "s'interrompt", "ajoute"))


def test_dates_outrank_evidence() -> None:
    one = version("s", WHOLE)
    day = Published(
        earliest="2031-03-08", latest="2031-03-08", granularity=Granularity.DAY, basis=Basis.STATED,
        because="", stated="2031-03-08",
    )  # fmt: skip
    later = Published(
        earliest="2031-03-09", latest="2031-03-09", granularity=Granularity.DAY, basis=Basis.STATED,
        because="", stated="2031-03-09",
    )  # fmt: skip
    cut = version("c", f"{HEAD} […] {TAIL}.")
    dated = judge_direction(
        Version(one.article, "fr", later, one.passages), Version(cut.article, "fr", day, cut.passages)
    )
    assert (dated.first, dated.direction) == (False, Direction.DATED)


def test_in_english() -> None:
    whole = (
        "The mayor of Harrowby closed the old bridge on Friday after divers found cracks in two of its piers."
    )
    relayed = whole.replace("on Friday", "on Friday, according to local media,")
    verdict = judged(whole, relayed, language="en")
    assert verdict.because == 'c adds "according to local media" to the words of s'


def test_the_evidence_stands_in_the_record() -> None:
    own = "Le vent tombait quand les premiers camions ont quitté la place du marché."
    copy = Article(id="a", text=f"{own}\n{HEAD}, selon l'AFP, {TAIL}.", language="fr")
    source = Article(id="b", text=f"Le port reste fermé ce soir.\n{WHOLE}", language="fr")
    (match,) = match_articles([copy, source])
    assert (match.earlier.id, match.later.id, match.direction) == ("b", "a", Direction.INFERRED)
    assert match.because == "a ajoute « selon l'AFP » aux mots de b"


@pytest.mark.parametrize("text", ["(" * 50_000, "selon " * 30_000, "[…" * 20_000, "\ud800", " " * 100_000])
def test_hostile_texts_neither_crash_nor_hang(text: str) -> None:
    assert judged(text, text, "Le Fanal", "Radio Corvin").direction is Direction.UNKNOWN
