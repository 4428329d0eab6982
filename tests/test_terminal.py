"""The account on a terminal: the same answers in the same order, at any width."""

from __future__ import annotations

import io

import pytest
from account_fixture import empty_account, small_account
from rich.console import Console
from test_report import hostile_account

from recoupe.views.terminal import print_account


def printed(account, annotations, inputs, language: str = "fr", width: int = 100) -> str:
    out = io.StringIO()
    print_account(account, annotations, inputs, Console(file=out, width=width), language)
    return out.getvalue()


def test_what_stands_comes_first_then_disputed_awaited_ledger_figures_changes():
    text = printed(*small_account())
    titles = [
        "Ce qui tient",
        "Ce qui est contesté",
        "Ce qui est attendu",
        "Ce qui était annoncé, et qui est tranché",
        "Les chiffres",
        "Ce qui a changé",
    ]
    places = [text.index(f"\n{title}\n") for title in titles]
    assert places == sorted(places)
    assert "16 articles → 11 lignées → 4 établis, 3 contestés, 2 en attente" in text


def test_each_line_tells_its_date_its_standing_and_its_origins():
    text = printed(*small_account())
    assert "● Des tirs d’artillerie ont visé le poste tessarien de Brune" in text
    assert "4 mars 2031 · établi · 2 origines indépendantes dans 3 articles" in text


def test_english_wording():
    text = printed(*small_account(), language="en")
    assert "16 articles → 11 lineages → 4 established, 3 disputed, 2 open" in text
    assert "at least 1,200 personnes" in text


def test_changes_say_what_took_the_place_of_what():
    text = printed(*small_account(), width=200)
    assert (
        "Edda Vole soutient un partage des eaux — remplace\u202f: Oskar Dunn s’oppose à tout partage des eaux"
        in text
    )


@pytest.mark.parametrize("width", [30, 60, 200])
def test_no_line_is_wider_than_the_terminal(width):
    assert max(len(row) for row in printed(*small_account(), width=width).splitlines()) <= width


def test_nothing_read_is_said():
    text = printed(empty_account(), [], [])
    assert "0 article" in text and "Rien n’est établi" in text


def test_a_hostile_article_cannot_steer_the_terminal():
    text = printed(*hostile_account())
    assert "\x1b" not in text and "\u202e" not in text and "\x00" not in text
    assert "[31m" in text


def test_what_wraps_stays_under_the_words_and_not_under_the_mark():
    lines = printed(*small_account(), width=40).splitlines()
    place = next(number for number, row in enumerate(lines) if row.startswith("  ● Des tirs d’artillerie"))
    assert lines[place + 1].startswith("    ") and lines[place + 1][4] != " "


def test_parts_are_told_by_status_where_only_some_are_settled():
    text = printed(*small_account(), width=120)
    assert "● confirmé — le fait" in text
    assert "⊘ démenti par les faits — quand" in text
    assert "en attente — le fait" not in text


def test_what_contradicts_stands_under_what_it_contradicts():
    text = printed(*small_account(), width=120)
    assert "Contredit par : Le ministère norvalien" in " ".join(text.split())
