"""Interviews: which paragraphs answer, who answers, and that what explains under questions is none."""

from __future__ import annotations

import pytest

from recoupe.annotate import annotate
from recoupe.annotate.interviews import find_answers
from recoupe.annotate.reading import Reading, has_parser
from recoupe.crosscheck.account import build_account
from recoupe.model import Annotation, Article, LedgerKind, LedgerRow
from recoupe.zones import find_zones

needs_parser = pytest.mark.skipif(not has_parser("fr"), reason="the French parser is not installed")

QUOTED = """Ana Roux : « Le port tiendra »

La directrice du port de Valme nous a reçus mardi.

Que répondez-vous au syndicat ?

« Il se trompe. Nous paierons les primes avant le 12 juin. »

Et si la grève reprend ?

« Je ne céderai pas. »"""

PLAIN = """Un mois après la panne, la régie s'explique

Odile Brun dirige la régie des eaux de Valme.

Combien de foyers attendent encore, et que leur dites-vous ?

Deux cents. Nous leur devons des excuses. On m'avait dit : « Ce sera bref. »

Le maire vous reproche votre silence.

Je n'ai rien caché.

Quand rouvrirez-vous la station ?

Nous la rouvrirons le 3 mai."""

ON_AIR = """Journal de midi, présenté par Maud Ferrier

Bonjour à tous. La régie de Valme a rouvert deux vannes.

Nous avons au téléphone sa directrice, Odile Brun. Madame, où êtes-vous ?

Dans mon bureau, à Valme. Je n'ai pas quitté la régie depuis lundi.

De quoi manquez-vous le plus ?

De bras. Et de sommeil.

Et que dites-vous aux foyers sans eau ?

Que je leur dois des excuses, et que les vannes tiendront."""

EXPLAINED = """La panne de Valme en trois questions

Que s'est-il passé ?

Une pompe a cédé lundi, nous dit la régie, selon Odile Brun.

Combien de foyers attendent encore ?

Deux cents foyers attendent l'eau.

Quand l'eau reviendra-t-elle ?

Elle reviendra en mai."""


def answers(text: str, language: str = "fr") -> list[str]:
    article = Article(id="a", text=text, origin="a")
    reading = Reading(article, language, tuple(find_zones(article, language)))
    return [text[zone.start : zone.end].split(".")[0] for zone in find_answers(reading)]


def read(text: str) -> Annotation:
    return next(iter(annotate([Article(id="a", text=text, origin="a", stated_date="2031-04-20")])))


def test_what_is_quoted_under_questions_answers() -> None:
    assert answers(QUOTED) == ["« Il se trompe", "« Je ne céderai pas"]


def test_what_speaks_of_itself_answers_also_a_question_without_a_mark() -> None:
    assert answers(PLAIN) == ["Deux cents", "Je n'ai rien caché", "Nous la rouvrirons le 3 mai"]


def test_what_explains_under_questions_answers_nobody() -> None:
    assert answers(EXPLAINED) == []
    assert answers(PLAIN.split("\n\nLe maire")[0]) == []


@needs_parser
@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            QUOTED,
            "Ana Roux",
            ["Il se trompe. Nous paierons les primes avant le 12 juin", "Je ne céderai pas"],
        ),
        (PLAIN, "Odile Brun", ["Je n'ai rien caché", "Nous la rouvrirons le 3 mai"]),
        (ON_AIR, "Odile Brun", ["De bras. Et de sommeil"]),
    ],
)
def test_who_is_interviewed_says_the_answers(text: str, name: str, expected: list[str]) -> None:
    said = [
        text[one.start : one.end]
        for one in read(text).attributions
        if one.speaker and one.speaker.name == name
    ]
    assert [content for content in said if content in expected] == expected


@needs_parser
def test_what_is_promised_in_the_middle_of_an_answer_is_kept_in_the_ledger() -> None:
    rows = [row for row in build_account([read(QUOTED)]).rows if isinstance(row, LedgerRow)]
    promised = [row for row in rows if row.kind is LedgerKind.PROMISE]
    assert [(row.holder.name if row.holder else None, row.parts[0].what) for row in promised] == [
        ("Ana Roux", "Nous paierons les primes avant le 12 juin"),
        ("Ana Roux", "Je ne céderai pas"),
    ]


@pytest.mark.parametrize("text", ["?", "vous ?\nje\n" * 20_000, "Et vous ?\n\n" * 5_000 + "Je. " * 50_000])
def test_any_text_is_read_in_time(text: str) -> None:
    answers(text)


def test_a_language_without_the_list_has_no_interviews() -> None:
    assert answers("And you?\n\nI will.\n\nWhy do you?\n\nI must.", "en") == []
