"""Judgements: what a person decides outranks the machine, is found again, can be taken back, and is never lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from account_fixture import crosschecked
from hypothesis import given, settings
from hypothesis import strategies as st
from judgement_stage import (
    ARTICLES,
    BY,
    actors,
    agency,
    copy,
    dossier_of,
    every_way,
    lighthouse,
    plain_encoder,
    put,
    relations,
    row_at,
    threat,
)
from situations import Draft

from recoupe import judging
from recoupe.crosscheck import chapters, telling
from recoupe.crosscheck.judged.finding import is_near
from recoupe.crosscheck.judged.lost import Lack
from recoupe.decisions import (
    DECISION_FORMAT,
    DecisionKind,
    DecisionState,
    Letter,
    PassageAnchor,
    find_flaw,
    in_force,
)
from recoupe.dossier import Dossier
from recoupe.errors import UsageError
from recoupe.languages import LANGUAGES, word_list
from recoupe.model import (
    ActorRow,
    EventModality,
    EventRow,
    EventType,
    LedgerRow,
    MatchKind,
    Place,
    RelationKind,
    RelationRow,
    SaidModality,
    Standing,
    StatementRow,
)
from recoupe.store.judgements import last_ruling

__all__ = ["plain_encoder"]  # pytest takes the fixture by its name


@pytest.fixture
def dossier() -> Iterator[Dossier]:
    with dossier_of(*ARTICLES) as opened:
        yield opened


# --------------------------------------------------------------------------- actors


def test_merged_actors_are_one_under_the_first_name(dossier: Dossier) -> None:
    judging.merge_actors(dossier, "Ana Lind", "ilda-marsan", **BY)
    found = actors(dossier.account("en"))
    assert "Ilda Marsan" not in found and "Ilda Marsan" in found["Ana Lind"].names
    statement = row_at(dossier.account("en"), StatementRow, "agence", "vivres")
    assert statement.speaker.name == "Ana Lind"  # type: ignore[attr-defined]
    assert [(v.kind, v.author) for v in found["Ana Lind"].decided] == [("merge", "Noé")]


def test_new_articles_follow_a_merge(dossier: Dossier) -> None:
    judging.merge_actors(dossier, "Ana Lind", "Ilda Marsan", **BY)
    put(
        dossier,
        Draft("suite", "Ilda Marsan a reçu Teo Brandt à Valme.", "2031-03-20", "Le Phare")
        .event("a reçu Teo Brandt", EventType.CONSULT, ["ilda-marsan"], ["teo-brandt"])
        .done(),
    )
    found = actors(dossier.account("en"))
    assert "Ilda Marsan" not in found and "suite" in {e.id for e in found["Ana Lind"].evidence}


def test_an_actor_is_split_by_article_and_by_name(dossier: Dossier) -> None:
    judging.split_actor(dossier, "Ilda Marsan", articles=["copie"], **BY)
    found = [
        row
        for row in dossier.account("en").rows
        if isinstance(row, ActorRow) and row.actor.name == "Ilda Marsan"
    ]
    assert sorted(sorted({e.id for e in row.evidence}) for row in found) == [["agence"], ["copie"]]
    judging.undo(dossier, 1, **BY)
    judging.merge_actors(dossier, "Olo Kern", "Ana Lind", **BY)
    judging.split_actor(dossier, "Olo Kern", names=["Ana Lind"], **BY)
    assert {"Olo Kern", "Ana Lind"} <= actors(dossier.account("en")).keys()


def test_names_in_articles_are_what_can_be_split_off(dossier: Dossier) -> None:
    judging.merge_actors(dossier, "Olo Kern", "Ilda Marsan", **BY)
    assert judging.names_in_articles(dossier, "Olo Kern") == {
        "Ilda Marsan": ["agence", "copie"],
        "Olo Kern": ["menace"],
    }


# --------------------------------------------------------------------------- rows


def test_a_confirmed_row_says_who_confirmed_it(dossier: Dossier) -> None:
    row = row_at(dossier.account("en"), EventRow, "agence", "bombardé")
    judging.confirm_row(dossier, row.key, **BY)
    (verdict,) = row_at(dossier.account("en"), EventRow, "agence", "bombardé").decided
    assert (verdict.kind, verdict.author, verdict.at) == ("confirm", "Noé", "2031-04-01T06:00:00Z")


def test_a_rejected_row_stays_and_contradicts_nothing(dossier: Dossier) -> None:
    before = dossier.account("en")
    assert relations(before, RelationKind.CONTRADICTS)
    assert row_at(before, EventRow, "agence", "bombardé").standing is Standing.DISPUTED
    denial = row_at(before, EventRow, "phare", "n'a pas bombardé")
    judging.reject_row(dossier, denial.key, **BY)
    after = dossier.account("en")
    assert not relations(after, RelationKind.CONTRADICTS)
    assert row_at(after, EventRow, "agence", "bombardé").standing is not Standing.DISPUTED
    assert [v.kind for v in row_at(after, EventRow, "phare", "n'a pas bombardé").decided] == ["reject"]


def test_a_rejected_relation_is_told_on_its_rows(dossier: Dossier) -> None:
    (relation,) = relations(dossier.account("en"), RelationKind.CONTRADICTS)
    judging.reject_row(dossier, relation.key, **BY)
    after = dossier.account("en")
    assert not relations(after, RelationKind.CONTRADICTS) and not after.orphans
    assert [
        v.kind for row in after.rows if row.key in (relation.source, relation.target) for v in row.decided
    ] == ["reject", "reject"]


def test_a_rejected_threat_leaves_the_ledger(dossier: Dossier) -> None:
    before = dossier.account("en")
    assert any(isinstance(row, LedgerRow) for row in before.rows)
    judging.reject_row(dossier, row_at(before, EventRow, "menace", "menace de").key, **BY)
    assert not any(isinstance(row, LedgerRow) for row in dossier.account("en").rows)


def test_a_corrected_speaker_holds_for_copies_that_come_later() -> None:
    with dossier_of(agency, lighthouse, threat) as dossier:
        row = row_at(dossier.account("en"), StatementRow, "agence", "vivres")
        judging.correct_row(dossier, row.key, speaker="Olo Kern", **BY)
        put(dossier, copy())
        after = row_at(dossier.account("en"), StatementRow, "copie", "vivres")
    assert after.speaker.name == "Olo Kern" and {e.id for e in after.evidence} == {"agence", "copie"}  # type: ignore[attr-defined]
    assert after.summary.startswith("Olo Kern")


def test_a_speaker_that_no_article_names_is_one_actor_everywhere(dossier: Dossier) -> None:
    row = row_at(dossier.account("en"), StatementRow, "agence", "vivres")
    judging.correct_row(dossier, row.key, speaker="Mara Voss", **BY)
    after = row_at(dossier.account("en"), StatementRow, "copie", "vivres")
    assert (after.speaker.name, after.speaker.kind) == ("Mara Voss", "person")  # type: ignore[attr-defined]
    assert {e.id for e in after.evidence} == {"agence", "copie"}


def test_dates_and_modalities_are_corrected(dossier: Dossier) -> None:
    raided = row_at(dossier.account("en"), EventRow, "agence", "bombardé")
    said = row_at(dossier.account("en"), StatementRow, "agence", "vivres")
    judging.correct_row(dossier, raided.key, date="2031-02-27", modality="unverified", **BY)
    judging.correct_row(dossier, said.key, date="2031-03", modality="denied", **BY)
    after = dossier.account("en")
    raided, said = (
        row_at(after, EventRow, "agence", "bombardé"),
        row_at(after, StatementRow, "agence", "vivres"),
    )
    assert (raided.earliest, raided.latest, raided.modality) == (
        "2031-02-27",
        "2031-02-27",
        EventModality.UNVERIFIED,
    )
    assert (said.earliest, said.latest, said.modality) == ("2031-03-01", "2031-03-31", SaidModality.DENIED)


def test_a_correction_of_a_ledger_item_is_that_of_its_event(dossier: Dossier) -> None:
    item = next(row for row in dossier.account("en").rows if isinstance(row, LedgerRow))
    judging.correct_row(dossier, item.key, modality="occurred", **BY)
    assert not any(isinstance(row, LedgerRow) for row in dossier.account("en").rows)


# --------------------------------------------------------------------------- copies and lineages


def test_the_kind_of_copying_is_corrected_or_denied(dossier: Dossier) -> None:
    before = dossier.account("en")
    match = before.matches[0]
    judging.correct_copying(dossier, match.later, match.earlier, MatchKind.QUOTATION, **BY)
    assert {m.kind for m in dossier.account("en").matches} == {MatchKind.QUOTATION}
    judging.correct_copying(dossier, match.earlier, match.later, None, **BY)
    after = dossier.account("en")
    assert len(after.matches) == len(before.matches) - 1 and not after.orphans


def test_articles_decided_to_have_one_origin_or_two(dossier: Dossier) -> None:
    judging.reject_row(dossier, row_at(dossier.account("en"), EventRow, "phare", "n'a pas").key, **BY)
    row = row_at(dossier.account("en"), EventRow, "agence", "bombardé")
    assert row.standing is Standing.ESTABLISHED and len(row.lineages) == 2
    judging.correct_lineage(dossier, row.key, "agence", "phare", same=True, **BY)
    joined = row_at(dossier.account("en"), EventRow, "agence", "bombardé")
    assert len(joined.lineages) == 1 and joined.standing is Standing.SINGLE_ORIGIN
    assert {e.lineage for e in joined.evidence} == {0} and "Noé" in (joined.lineages[0].because or "")
    judging.undo(dossier, 2, **BY)
    judging.correct_lineage(dossier, row.key, "agence", "copie", same=False, **BY)
    parted = row_at(dossier.account("en"), EventRow, "agence", "bombardé")
    assert sorted(lineage.articles for lineage in parted.lineages) == [("agence",), ("copie",), ("phare",)]
    assert all(e.id in parted.lineages[e.lineage].articles for e in parted.evidence)


def test_letters_and_notes(dossier: Dossier) -> None:
    judging.rate_outlet(dossier, "le phare", Letter.C, **BY)
    judging.rate_outlet(dossier, "Le Phare", Letter.B, **BY)
    row = row_at(dossier.account("en"), EventRow, "agence", "bombardé")
    judging.note_row(dossier, row.key, "Demander au port.", **BY)
    judging.note_row(dossier, "Teo Brandt", "Porte-parole ?", **BY)
    judging.note_passage(dossier, Place(id="phare", start=0, end=14), "Pas encore rappelé.", **BY)
    account = dossier.account("en")
    assert account.letters == {"Le Phare": "B"} and not account.orphans
    assert [v.text for v in row_at(account, EventRow, "agence", "bombardé").decided] == ["Demander au port."]
    assert [v.text for v in actors(account)["Teo Brandt"].decided] == ["Porte-parole ?"]
    assert [d.values["text"] for d, _ in judging.decisions_in(dossier, "phare")] == ["Pas encore rappelé."]


# --------------------------------------------------------------------------- found again, or said to be lost


def test_a_decision_survives_an_analysis_that_moves_spans(dossier: Dossier) -> None:
    row = row_at(dossier.account("en"), EventRow, "phare", "n'a pas bombardé")
    judging.reject_row(dossier, row.key, **BY)
    moved = lighthouse()
    shifted = tuple(msgspec.structs.replace(e, start=e.start + 5, end=e.end - 1) for e in moved.events)
    with dossier_of(agency, copy, threat) as other:
        put(other, msgspec.structs.replace(moved, events=shifted))
        judging.import_decisions(other, judging.export_decisions(dossier))
        account = other.account("en")
    assert not account.orphans and not relations(account, RelationKind.CONTRADICTS)


def test_a_decision_survives_an_analysis_that_cuts_a_clause_off(dossier: Dossier) -> None:
    row = row_at(dossier.account("en"), EventRow, "agence", "bombardé")
    judging.correct_row(dossier, row.key, date="2031-03-10", **BY)
    judging.confirm_row(dossier, row.key, **BY)
    cut = agency()
    (event,) = cut.events
    first = event.start + len("L'Orvanie a bombardé le port séranien de Valme")
    shortened = msgspec.structs.replace(cut, events=(msgspec.structs.replace(event, end=first),))
    with dossier_of(lighthouse, threat) as other:
        put(other, shortened)
        judging.import_decisions(other, judging.export_decisions(dossier))
        account = other.account("en")
        again = row_at(account, EventRow, "agence", "bombardé")
        assert [verdict.number for verdict in again.decided] == [1, 2] and not account.orphans
        assert (again.earliest, again.latest) == ("2031-03-10", "2031-03-10")


@pytest.mark.parametrize(
    ("anchor", "place", "near"),
    [
        ((10, 60), (10, 60), True),
        ((10, 60), (20, 40), True),
        ((20, 40), (10, 90), True),
        ((20, 40), (22, 90), True),
        ((20, 40), (23, 90), False),
        ((20, 31), (10, 90), False),
        ((20, 40), (40, 60), False),
    ],
)
def test_of_places_nearly_the_same_one_lies_in_the_other_and_is_more_than_a_word(
    anchor: tuple[int, int], place: tuple[int, int], near: bool
) -> None:
    passage = PassageAnchor(article="a", id="a", start=anchor[0], end=anchor[1])
    assert is_near(passage, ("a", *place)) is near
    assert not is_near(passage, ("b", *place))


def test_an_orphan_says_what_it_lacks(dossier: Dossier) -> None:
    account = dossier.account("en")
    judging.confirm_row(dossier, row_at(account, EventRow, "menace", "se sont vus").key, **BY)
    judging.confirm_row(dossier, row_at(account, EventRow, "menace", "menace de").key, **BY)
    judging.confirm_row(dossier, row_at(account, EventRow, "agence", "bombardé").key, **BY)
    judging.confirm_row(dossier, actors(account)["Olo Kern"].key, **BY)
    judging.reject_row(dossier, relations(account, RelationKind.CONTRADICTS)[0].key, **BY)
    changed = threat()
    met, _ = changed.events
    retyped = (msgspec.structs.replace(met, type=EventType.AGREE),)
    with Dossier() as other:
        renamed = tuple(msgspec.structs.replace(a, name=f"{a.name} fils") for a in changed.actors)
        put(other, msgspec.structs.replace(changed, events=retyped, actors=renamed, mentions=()))
        judging.import_decisions(other, judging.export_decisions(dossier))
        lost = judging.explain_orphans(other, judging.list_decisions(other))
        now = row_at(other.account("en"), EventRow, "menace", "se sont vus")
    lacks = [Lack.TYPE, Lack.ROW, Lack.ARTICLE, Lack.ACTOR, Lack.ARTICLE]
    assert [lost[number].lack for number in sorted(lost)] == lacks
    assert [lost[number].key for number in sorted(lost)] == [now.key, None, None, None, None]


def test_to_take_back_a_note_tells_nothing_anew(dossier: Dossier) -> None:
    row = row_at(dossier.account("en"), EventRow, "agence", "bombardé")
    judging.note_row(dossier, row.key, "Oui.", **BY)
    judging.undo(dossier, 1, **BY)
    assert last_ruling(dossier.file) == 0
    judging.reject_row(dossier, row.key, **BY)
    judging.undo(dossier, 3, **BY)
    assert last_ruling(dossier.file) == 4


def test_decisions_travel_to_a_dossier_with_other_ids(dossier: Dossier) -> None:
    judging.merge_actors(dossier, "Ana Lind", "Ilda Marsan", **BY)
    judging.confirm_row(dossier, row_at(dossier.account("en"), EventRow, "agence", "bombardé").key, **BY)
    with Dossier() as other:
        for number, made in enumerate(ARTICLES):
            put(other, made(), f"n{number}")
        lines = list(judging.export_decisions(dossier))
        assert len(judging.import_decisions(other, lines)) == 2
        assert judging.import_decisions(other, lines) == []
        account = other.account("en")
        assert "Ilda Marsan" not in actors(account) and not account.orphans
        assert [d.author for d, _ in judging.list_decisions(other)] == ["Noé", "Noé"]
        assert list(judging.export_decisions(other)) == lines


def test_what_finds_nothing_is_orphaned_and_kept(dossier: Dossier) -> None:
    judging.confirm_row(dossier, row_at(dossier.account("en"), EventRow, "menace", "menace de").key, **BY)
    judging.note_passage(dossier, Place(id="menace", start=0, end=8), "Où ?", **BY)
    with dossier_of(agency) as other:
        judging.import_decisions(other, judging.export_decisions(dossier))
        assert other.account("en").orphans == (1, 2)
        assert [state for _, state in judging.list_decisions(other)] == [DecisionState.ORPHANED] * 2
        put(other, threat())
        assert other.account("en").orphans == ()


def test_the_history_of_a_row_holds_what_was_taken_back(dossier: Dossier) -> None:
    row = row_at(dossier.account("en"), EventRow, "agence", "bombardé")
    judging.confirm_row(dossier, row.key, **BY)
    judging.undo(dossier, 1, **BY)
    judging.reject_row(dossier, row.key, **BY)
    history = [(d.kind, state) for d, state in judging.decisions_on(dossier, row.key)]
    assert history == [
        (DecisionKind.CONFIRM, DecisionState.UNDONE),
        (DecisionKind.REJECT, DecisionState.HOLDS),
    ]


# --------------------------------------------------------------------------- taking back


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 8), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_to_undo_all_gives_the_account_as_it_was(choices: Sequence[int], random) -> None:  # type: ignore[no-untyped-def]
    with dossier_of(*ARTICLES) as dossier:
        before = dossier.account("en")
        numbers = []
        for choice in choices:
            ways = every_way(dossier)
            try:
                numbers.append(ways[choice % len(ways)]().number)
            except UsageError:
                continue
        random.shuffle(numbers)
        for number in numbers:
            judging.undo(dossier, number, **BY)
        assert dossier.account("en") == before


def test_an_undoing_can_be_undone(dossier: Dossier) -> None:
    judging.merge_actors(dossier, "Ana Lind", "Ilda Marsan", **BY)
    merged = dossier.account("en")
    judging.undo(dossier, 1, **BY)
    judging.undo(dossier, 2, **BY)
    assert dossier.account("en") == merged
    assert [d.number for d in in_force([d for d, _ in judging.list_decisions(dossier)])] == [1]
    with pytest.raises(UsageError):
        judging.undo(dossier, 2, **BY)


def test_the_same_may_be_decided_again(dossier: Dossier) -> None:
    row = row_at(dossier.account("en"), EventRow, "agence", "bombardé")
    first = judging.confirm_row(dossier, row.key, **BY)
    judging.undo(dossier, first.number, **BY)
    again = judging.confirm_row(dossier, row.key, **BY)
    assert again.uid != first.uid and again.number == 3
    assert [v.number for v in row_at(dossier.account("en"), EventRow, "agence", "bombardé").decided] == [3]


# --------------------------------------------------------------------------- what is told anew


def test_marks_do_not_tell_the_account_anew(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    row = row_at(dossier.account("en"), EventRow, "agence", "bombardé")
    monkeypatch.setattr("recoupe.dossier.crosscheck", lambda *_: pytest.fail("told anew"))
    judging.confirm_row(dossier, row.key, **BY)
    judging.note_row(dossier, row.key, "Oui.", **BY)
    judging.rate_outlet(dossier, "Le Phare", Letter.A, **BY)
    assert len(row_at(dossier.account("en"), EventRow, "agence", "bombardé").decided) == 2


def test_deciding_and_looking_at_decisions_do_not_read_or_make_the_account(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = dossier.account("en")
    event = row_at(account, EventRow, "agence", "bombardé")
    relation = next(row for row in account.rows if isinstance(row, RelationRow))
    marsan = actors(account)["Ilda Marsan"]
    monkeypatch.setattr(dossier, "account", lambda *_: pytest.fail("the account was asked for"))
    judging.reject_row(dossier, event.key, **BY)
    judging.confirm_row(dossier, relation.key, **BY)
    judging.merge_actors(dossier, marsan.key, "Teo Brandt", **BY)
    states = [state for _, state in judging.list_decisions(dossier)]
    assert states == [DecisionState.HOLDS] * 3
    assert [decision.number for decision, _ in judging.decisions_on(dossier, event.key)] == [1]


def test_what_is_split_is_looked_for_in_the_account_as_it_is_after_a_merge(dossier: Dossier) -> None:
    dossier.account("en")
    judging.merge_actors(dossier, "Ilda Marsan", "Teo Brandt", **BY)
    judging.split_actor(dossier, "Ilda Marsan", names=["Teo Brandt"], **BY)
    apart = actors(dossier.account("en"))
    assert {"Ilda Marsan", "Teo Brandt"} <= apart.keys()


def test_only_the_chapter_that_a_decision_touches_is_told_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chapters, "LARGEST", 1)
    with dossier_of(agency, copy, lighthouse) as dossier:
        far = Draft("loin", "Olo Kern et Ana Lind se sont vus à Marnoze.", "2029-06-01", "Le Phare")
        far.event(
            "se sont vus",
            EventType.CONSULT,
            ["olo-kern"],
            ["ana-lind"],
            earliest="2029-06-01",
            latest="2029-06-01",
        )
        put(dossier, far.done())
        row = row_at(dossier.account("en"), EventRow, "phare", "n'a pas bombardé")
        told: list[list[str]] = []
        write = telling.write_rows

        def watched(situation, *rest):  # type: ignore[no-untyped-def]
            told.append([annotation.id for annotation in situation.annotations])
            return write(situation, *rest)

        monkeypatch.setattr(telling, "write_rows", watched)
        judging.reject_row(dossier, row.key, **BY)
        dossier.account("en")
        assert any("phare" in chapter for chapter in told)
        assert not any("loin" in chapter for chapter in told)


def test_an_account_that_a_decision_overtook_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "d.recoupe"
    with dossier_of(*ARTICLES, path=path) as dossier, Dossier(path) as other:
        row = row_at(dossier.account("en"), EventRow, "phare", "n'a pas")
        made = other.account("en")
        judging.reject_row(dossier, row.key, **BY)
        other.file.save_account(crosschecked(made, "made"), "en", 0)
        assert not relations(dossier.account("en"), RelationKind.CONTRADICTS)


def test_an_update_that_a_decision_overtook_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "d.recoupe"
    with dossier_of(*ARTICLES, path=path) as dossier, Dossier(path) as other:
        row = row_at(dossier.account("fr"), EventRow, "phare", "n'a pas")
        find = other._find

        def overtaken(*asked):  # type: ignore[no-untyped-def]
            found = find(*asked)
            judging.reject_row(dossier, row.key, **BY)
            return found

        monkeypatch.setattr(other, "_find", overtaken)
        other.update("en")
        assert not relations(dossier.account("en"), RelationKind.CONTRADICTS)


def test_decisions_are_in_an_account_as_of_a_day(dossier: Dossier) -> None:
    row = row_at(dossier.account("en"), EventRow, "agence", "bombardé")
    judging.confirm_row(dossier, row.key, **BY)
    assert any(row.decided for row in dossier.account("en", as_of="2031-03-12").rows)


KILLED = """
import os, signal, sys
from recoupe.dossier import Dossier
from recoupe import judging
from recoupe.model import Place
with Dossier(sys.argv[1]) as dossier:
    for number in range(20):
        judging.note_passage(dossier, Place(id="phare", start=0, end=9), f"note {number}", author="Noé", at="2031-04-01T08:00:00Z")
    print("done", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_no_decision_that_was_given_back_is_lost_when_killed(tmp_path: Path) -> None:
    path = tmp_path / "d.recoupe"
    dossier_of(*ARTICLES, path=path).file.close()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path)], capture_output=True, text=True, env={**os.environ}
    )
    assert done.returncode == -signal.SIGKILL and "done" in done.stdout
    with Dossier(path) as dossier:
        assert len(judging.list_decisions(dossier)) == 20


# --------------------------------------------------------------------------- refusals


REFUSALS: list[Callable[[Dossier], object]] = [
    lambda d: judging.merge_actors(d, "Nul Part", "Teo Brandt", **BY),
    lambda d: judging.merge_actors(d, "Teo Brandt", "teo-brandt", **BY),
    lambda d: judging.split_actor(d, "Teo Brandt", names=["Olo Kern"], **BY),
    lambda d: judging.split_actor(d, "Teo Brandt", articles=["phare"], **BY),
    lambda d: judging.split_actor(d, "Ilda Marsan", articles=["menace"], **BY),
    lambda d: judging.split_actor(d, "Ilda Marsan", **BY),
    lambda d: judging.confirm_row(d, "event-nothing", **BY),
    lambda d: judging.correct_row(d, row_at(d.account("en"), EventRow, "agence", "bombardé").key, **BY),
    lambda d: judging.correct_row(
        d, row_at(d.account("en"), EventRow, "agence", "bombardé").key, speaker="Teo Brandt", **BY
    ),
    lambda d: judging.correct_row(
        d, row_at(d.account("en"), EventRow, "agence", "bombardé").key, date="hier", **BY
    ),
    lambda d: judging.correct_row(
        d, row_at(d.account("en"), EventRow, "agence", "bombardé").key, modality="asserted", **BY
    ),
    lambda d: judging.correct_row(d, "teo-brandt", date="2031", **BY),
    lambda d: judging.correct_lineage(
        d, row_at(d.account("en"), EventRow, "agence", "bombardé").key, "agence", "menace", same=True, **BY
    ),
    lambda d: judging.correct_copying(
        d, Place(id="x", start=0, end=3), Place(id="copie", start=0, end=3), None, **BY
    ),
    lambda d: judging.rate_outlet(d, "Le Néant", Letter.A, **BY),
    lambda d: judging.note_row(d, "Teo Brandt", "  ", **BY),
    lambda d: judging.note_row(d, "Teo Brandt", "x" * 30_000, **BY),
    lambda d: judging.note_passage(d, Place(id="phare", start=9, end=3), "?", **BY),
    lambda d: judging.note_passage(d, Place(id="phare", start=0, end=100_000), "?", **BY),
    lambda d: judging.correct_copying(
        d, Place(id="phare", start=0, end=3), Place(id="copie", start=0, end=100_000), None, **BY
    ),
    lambda d: judging.note_row(d, "Teo Brandt", "Bien.", author=" ", at=BY["at"]),
    lambda d: judging.note_row(d, "Teo Brandt", "Bien.", author="Noé", at="2031-04-01T08:00:00"),
    lambda d: judging.undo(d, 7, **BY),
]


@pytest.fixture(scope="module")
def unjudged() -> Iterator[Dossier]:
    with dossier_of(*ARTICLES) as opened:
        yield opened


@pytest.mark.parametrize("number", range(len(REFUSALS)))
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_decided_is_refused_in_words(unjudged: Dossier, number: int, language: str) -> None:
    unjudged.file.language = language
    with pytest.raises(UsageError) as error:
        REFUSALS[number](unjudged)
    assert "{" not in str(error.value) and str(error.value)
    assert judging.list_decisions(unjudged) == []


def test_words_are_the_same_in_every_language() -> None:
    tables = [word_list(language, "judge") for language in LANGUAGES]
    assert all(
        {part: list(table[part]) for part in table} == {part: list(tables[0][part]) for part in tables[0]}
        for table in tables
    )


def broken(line: bytes) -> list[bytes]:
    """A decision line broken in every way that a hostile one may be."""
    decision = msgspec.json.decode(line)
    changes: list[dict[str, object]] = [
        {"format": "other/1"},
        {"uid": ""},
        {"author": ""},
        {"at": "demain"},
        {"at": "2031-04-01T08:00:00+02:00"},
        {"kind": "explode"},
        {"kind": "undo", "undoes": "nothing"},
        {"kind": "correct", "values": {"modality": "boiled"}},
        {"kind": "correct", "values": {"date": "2031-02-31"}},
        {"kind": "correct", "values": {"colour": "red"}},
        {"kind": "copying", "values": {"kind": "narrative"}},
        {"kind": "letter", "values": {"outlet": "Le Phare", "letter": "Z"}},
        {"kind": "merge"},
        {"kind": "note", "values": {"text": ""}},
        {"row": {**decision["row"], "ends": [decision["row"]]}},
        {"row": {**decision["row"], "passages": [{"article": "a", "id": "a", "start": 9, "end": 2}]}},
        {"values": {"text": "x" * 50_000}},
    ]
    return [
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        *(msgspec.json.encode({**decision, "number": 1, **change}) for change in changes),
    ]


def test_a_broken_line_is_named_and_nothing_of_its_file_taken_over(dossier: Dossier) -> None:
    judging.confirm_row(dossier, row_at(dossier.account("en"), EventRow, "agence", "bombardé").key, **BY)
    (line,) = judging.export_decisions(dossier)
    for bad in broken(line):
        with dossier_of(*ARTICLES) as other:
            with pytest.raises(UsageError, match="line 2"):
                judging.import_decisions(other, [line, bad])
            assert judging.list_decisions(other) == []


def test_every_decision_made_is_sound(dossier: Dossier) -> None:
    for decision in [way() for way in reversed(every_way(dossier))]:
        assert find_flaw(decision) is None and decision.format == DECISION_FORMAT
    dossier.account("en")
