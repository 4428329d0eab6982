"""A claim's past, replayed day after day; and the addresses of claims and actors that are told with others now."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from judgement_stage import ARTICLES, BY, actors, agency, copy, dossier_of, row_at
from serve_fixture import Server, serving
from situations import Draft

from recoupe import judging
from recoupe.crosscheck import meaning
from recoupe.crosscheck.account import build_account
from recoupe.crosscheck.replay import Past, bearing_articles
from recoupe.dossier import Dossier
from recoupe.model import AccountRow, Annotation, EventRow, EventType, RelationRow, Standing


@pytest.fixture(autouse=True, scope="module")
def plain_encoder() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meaning, "SentenceEncoder", meaning.SpellingEncoder)
        yield


def struck(id: str, day: str, outlet: str, words: str) -> Annotation:
    """One article of an outlet that tells of the same bombardment in its own words."""
    draft = Draft(id, words, day, outlet)
    draft.event(
        words.rstrip("."),
        EventType.ASSAULT,
        ["orvanie"],
        ["seranie"],
        earliest="2031-03-11",
        latest="2031-03-11",
    )
    return draft.done()


TOLD_APART = (
    struck("un", "2031-03-12", "Agence Lorme", "L'Orvanie a bombardé le port séranien de Valme mardi soir."),
    struck("deux", "2031-03-14", "Le Phare", "Mardi soir, le port de Valme, en Séranie, a été la cible de bombes de l'Orvanie."),
)  # fmt: skip


def past_of(
    annotations: tuple[Annotation, ...], kind: type, article: str
) -> list[tuple[str, Standing | None, int]]:
    """How the first row of a kind that rests on an article stood, from day to day."""
    account = build_account(annotations, "fr")
    row = next(
        row for row in account.rows if isinstance(row, kind) and any(e.id == article for e in row.evidence)
    )
    rows = {row.key: row for row in account.rows}
    related = [r for r in account.rows if isinstance(r, RelationRow) and row.key in (r.source, r.target)]
    past = Past(annotations, account.published, "fr")
    return [(s.day, s.standing, s.lineages) for s in past.of(row, bearing_articles(row, related, rows))]


def test_a_second_origin_is_seen_on_the_day_on_which_it_came():
    first, second = past_of(TOLD_APART, EventRow, "un")
    assert (first[0], first[2]) == ("2031-03-12", 1) and (second[0], second[2]) == ("2031-03-14", 2)
    assert first[1] is not Standing.ESTABLISHED and second[1] is Standing.ESTABLISHED


def test_a_denial_makes_a_claim_disputed_from_its_day_on():
    annotations = tuple(made() for made in ARTICLES)
    days = past_of(annotations, EventRow, "agence")
    assert days[0][0] == "2031-03-12" and days[0][1] is not Standing.DISPUTED
    assert days[-1][:2] == ("2031-03-13", Standing.DISPUTED)


def test_a_copy_on_a_later_day_changes_nothing():
    assert len(past_of((agency(), copy()), EventRow, "agence")) == 1


def test_the_day_is_found_on_which_an_article_that_is_no_passage_of_a_claim_changed_how_it_stands():
    row, *others = (row for row in build_account(TOLD_APART, "fr").rows if isinstance(row, EventRow))
    assert not others
    days = [f"2031-03-{day}" for day in range(12, 24)]
    told_on = {day: [row if day >= "2031-03-19" else lone(row)] for day in days}

    class Table(Past):
        def __init__(self) -> None:
            self._out_by = {f"article du {day}": day for day in days}
            self.asked: list[str] = []

        def _rows(self, day: str) -> list[AccountRow]:
            self.asked.append(day)
            return told_on[day]

    table = Table()
    stood = table.of(row, ["article du 2031-03-12"])
    assert [(each.day, each.lineages) for each in stood] == [("2031-03-12", 1), ("2031-03-19", 2)]
    assert len(set(table.asked)) < len(days) - 4


def lone(row: EventRow) -> AccountRow:
    """A row as it was when only its first origin told of it."""
    return msgspec.structs.replace(row, standing=Standing.SINGLE_ORIGIN, lineages=row.lineages[:1])


def test_an_article_whose_day_is_not_known_comes_on_no_day():
    assert past_of((undated(),), EventRow, "sans-date") == []


def undated() -> Annotation:
    """An article of no certain day."""
    words = "L'Orvanie a bombardé le port séranien de Valme mardi soir."
    draft = Draft("sans-date", words, None, "Le Phare")
    draft.event(words.rstrip("."), EventType.ASSAULT, ["orvanie"], ["seranie"])
    return draft.done()


# --------------------------------------------------------------------------- on the page


@pytest.fixture
def dossier_file(tmp_path: Path) -> Path:
    path = tmp_path / "valme.recoupe"
    with dossier_of(*ARTICLES, path=path) as dossier:
        dossier.account("fr")
    return path


def past_told(server: Server, key: str) -> str:
    """What the page of a claim tells of its past, once that is found out."""
    assert 'data-poll="/row/' in server.client.get(f"/row/{key}").text
    until = time.monotonic() + 60
    while "data-poll" in (page := server.client.get(f"/row/{key}?replay=1").text):
        assert time.monotonic() < until
        time.sleep(0.2)
    return page.split('id="h-past"')[1]


def test_the_page_of_a_claim_tells_how_it_stood_from_day_to_day(dossier_file: Path):
    with Dossier(dossier_file) as dossier:
        row = row_at(dossier.account("fr"), EventRow, "agence", "bombardé")
    with serving(dossier_file, read_only=True) as server:
        told = past_told(server, row.key)
        assert "12 mars 2031" in told and "13 mars 2031" in told and "contesté" in told
        assert told.index("12 mars 2031") < told.index("13 mars 2031")
        assert 'class="past-disputed"' in told


def test_the_address_of_a_claim_leads_on_when_it_is_told_with_an_earlier_one(dossier_file: Path):
    with dossier_of(copy) as alone:
        before = next(row for row in alone.account("fr").rows if isinstance(row, EventRow))
    with Dossier(dossier_file) as dossier:
        now = row_at(dossier.account("fr"), EventRow, "agence", "bombardé")
    assert before.key != now.key
    with serving(dossier_file, read_only=True) as server:
        answer = server.client.get(f"/row/{before.key}")
        assert answer.status_code == 200 and answer.url.path == f"/row/{now.key}"
        assert "se lit maintenant avec" in answer.text
        assert server.client.get("/row/event-0123456789ab").status_code == 404
        assert server.client.get("/row/event-").status_code == 404


def test_the_address_of_an_actor_leads_on_to_whom_it_was_merged_into(dossier_file: Path):
    with Dossier(dossier_file) as dossier:
        gone = actors(dossier.account("fr"))["Teo Brandt"].actor.key
        kept = actors(dossier.account("fr"))["Ilda Marsan"].actor.key
        judging.merge_actors(dossier, "Ilda Marsan", "Teo Brandt", **BY)
        dossier.account("fr")
    with serving(dossier_file, read_only=True) as server:
        answer = server.client.get(f"/actor/{gone}")
        assert answer.status_code == 200 and answer.url.path == f"/actor/{kept}"
        assert "réuni à celui-ci" in answer.text
        assert server.client.get("/actor/personne").status_code == 404


def test_a_claim_of_no_certain_day_tells_how_it_stands_now(tmp_path: Path):
    path = tmp_path / "sans-date.recoupe"
    with dossier_of(undated, path=path) as dossier:
        row = next(row for row in dossier.account("fr").rows if isinstance(row, EventRow))
    with serving(path, read_only=True) as server:
        assert "sans date sûre" in past_told(server, row.key)
