"""What changed: every kind of change from one state to the next, told in the account's own sentences."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.console import Console
from typer.testing import CliRunner

from recoupe.cli import app
from recoupe.crosscheck.changes import compare_rows
from recoupe.dossier import Dossier
from recoupe.errors import DossierError
from recoupe.lines import encode_line
from recoupe.model import (
    Account,
    AccountRow,
    ActorKind,
    ActorName,
    Certainty,
    ChangeKind,
    ConditionStatus,
    EventModality,
    EventRow,
    EventType,
    Evidence,
    LedgerKind,
    LedgerPart,
    LedgerRow,
    Lineage,
    PartStatus,
    Standing,
)
from recoupe.views.changes import MOST_LINES, print_changes

MARSAN = ActorName(key="marsan", name="Ilda Marsan", kind=ActorKind.PERSON)


def account(*rows: AccountRow) -> list[AccountRow]:
    return list(rows)


def event(key: str, *articles: str, standing: Standing = Standing.SINGLE_ORIGIN) -> EventRow:
    return EventRow(
        format="recoupe.account/1", key=key, summary=f"Le port de {key} est fermé.", standing=standing,
        lineages=tuple(Lineage(origin=article, articles=(article,)) for article in articles),
        evidence=tuple(Evidence(id=article, start=0, end=9, lineage=n) for n, article in enumerate(articles)),
        because="Deux origines le disent.", type=EventType.SANCTION, actors=(), recipients=(),
        modality=EventModality.OCCURRED,
    )  # fmt: skip


def ledger(status: PartStatus, condition: ConditionStatus | None = None) -> LedgerRow:
    return LedgerRow(
        format="recoupe.account/1", key="ledger-1", summary="Ilda Marsan prévoit la fermeture.",
        standing=Standing.OPEN, lineages=(), evidence=(Evidence(id="a", start=20, end=40, lineage=0),),
        because="", kind=LedgerKind.PREDICTION, holder=MARSAN, certainty=Certainty.LIKELY,
        parts=(LedgerPart(what="mardi", aspect="when", status=status),), condition_status=condition,
    )  # fmt: skip


def kinds(before: Sequence[AccountRow], after: Sequence[AccountRow]) -> list[ChangeKind]:
    return [change.change for change in compare_rows(before, after)]


def test_an_account_compared_with_itself_has_not_changed():
    rows = [event("Valme", "a"), event("Sarles", "b", "c"), ledger(PartStatus.OPEN)]
    assert kinds(rows, rows) == []


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (Standing.CLAIMED, Standing.ESTABLISHED, ChangeKind.ROSE),
        (Standing.DISPUTED, Standing.ESTABLISHED, ChangeKind.ROSE),
        (Standing.ESTABLISHED, Standing.CLAIMED, ChangeKind.FELL),
        (Standing.ESTABLISHED, Standing.DISPUTED, ChangeKind.DISPUTED),
        (Standing.CLAIMED, Standing.SUPERSEDED, ChangeKind.SUPERSEDED),
    ],
)
def test_a_standing_that_turns_is_told_with_its_reason(before, after, kind):
    (change,) = compare_rows(
        account(event("Valme", "a", standing=before)), account(event("Valme", "a", "b", standing=after))
    )
    assert (change.change, change.before, change.after) == (kind, before, after)
    assert change.because == "Deux origines le disent."
    assert [place.id for place in change.evidence] == ["b"]


def test_another_origin_under_the_same_standing_is_told():
    (change,) = compare_rows(
        account(event("Valme", "a", "b", standing=Standing.ESTABLISHED)),
        account(event("Valme", "a", "b", "c", standing=Standing.ESTABLISHED)),
    )
    assert change.change is ChangeKind.CORROBORATED
    assert change.because == "3 origines indépendantes au lieu de 2."


def test_a_row_is_known_again_by_its_passages_when_its_key_changes():
    assert kinds([event("Valme", "b")], [replace(event("Valme", "a", "b"), key="other")]) == [
        ChangeKind.CORROBORATED
    ]


def test_what_is_new_joined_and_withdrawn():
    assert kinds([event("Valme", "a")], [event("Valme", "a"), event("Sarles", "b")]) == [ChangeKind.NEW]
    assert kinds([event("Valme", "a"), event("Sarles", "b")], [event("Valme", "a", "b")]) == [
        ChangeKind.CORROBORATED,
        ChangeKind.JOINED,
    ]
    assert kinds([event("Valme", "a")], []) == [ChangeKind.WITHDRAWN]


def test_what_was_foreseen_is_told_part_by_part():
    (change,) = compare_rows(
        account(ledger(PartStatus.OPEN, ConditionStatus.OPEN)),
        account(ledger(PartStatus.CONFIRMED, ConditionStatus.MET)),
    )
    assert change.change is ChangeKind.SETTLED
    assert change.because == "« mardi » est confirmé ; la condition est remplie"


def test_a_row_split_in_two_is_not_called_new():
    before, after = [event("Valme", "a", "b")], [event("Valme", "a"), event("Sarles", "b")]
    assert ChangeKind.NEW not in kinds(before, after)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_changes_are_printed_under_headings_and_capped(language):
    found = compare_rows(
        account(), account(*(event(f"P{n}", f"a{n}") for n in range(MOST_LINES + 3))), language
    )
    out = StringIO()
    print_changes(found, Console(file=out, width=100), language)
    told = out.getvalue()
    assert f"({MOST_LINES + 3})" in told and told.count("\n– ") == MOST_LINES
    assert ("de plus" if language == "fr" else "more") in told


def test_nothing_changed_is_said():
    out = StringIO()
    print_changes([], Console(file=out), "fr")
    assert "Rien n’a changé" in out.getvalue()


# --------------------------------------------------------------------------- the dossier

FIRST = "Le port de Valme\n\n12 mars 2031\n\nLa Séranie a bombardé le port de Valme mercredi.\n"
THEN = "Le port fermé\n\n14 mars 2031\n\nMercredi, le port de Valme a été bombardé par la Séranie. Les navires attendent.\n"
UNDATED = "Le quai désert\n\nPlus aucun navire n'accoste au quai de la douane, constate un marin.\n"


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    for name, text in (("un.txt", FIRST), ("deux.txt", THEN), ("sans-date.txt", UNDATED)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def lines(account: Account) -> list[bytes]:
    return [encode_line(row) for row in account.rows]


def test_every_earlier_state_can_be_had_again(pile: Path):
    with Dossier(pile / "d.recoupe") as dossier:
        dossier.add([pile / "un.txt"])
        first = dossier.account()
        dossier.add([pile / "deux.txt", pile / "sans-date.txt"])
        assert dossier.file.states() == [1, 3]
        assert dossier.changes() == compare_rows(first.rows, dossier.account().rows)
        assert lines(dossier.account(as_of="2031-03-13")) == lines(first)
        assert dossier.changes(since="2031-03-13") == dossier.changes()
        dossier.add([pile / "deux.txt"])
        assert dossier.file.states() == [1, 3]


def test_as_of_leaves_out_what_may_have_come_later(pile: Path):
    with Dossier() as dossier:
        dossier.add([pile / name for name in ("un.txt", "deux.txt", "sans-date.txt")])
        assert [a.id for a in dossier.annotations("2031-03-12")] == ["un"]
        assert [a.id for a in dossier.annotations("2031-03")] == ["un", "deux"]
        assert [a.id for a in dossier.annotations("2030")] == []


@pytest.mark.parametrize("date", ["hier", "2031-02-30", "2031-W10", ""])
def test_a_date_that_is_none_is_explained(pile: Path, date: str):
    with Dossier(language="fr") as dossier, pytest.raises(DossierError, match="n’est pas une date"):
        dossier.add([pile / "un.txt"])
        dossier.account(as_of=date)


def test_the_commands(pile: Path):
    run = CliRunner().invoke
    dossier = str(pile / "d.recoupe")
    assert run(app, ["add", dossier, str(pile / "un.txt")]).exit_code == 0
    added = run(app, ["add", dossier, str(pile / "deux.txt")])
    assert added.exit_code == 0 and "origines" in added.output
    told = run(app, ["changes", dossier, "--since", "2031-03-12"])
    assert told.exit_code == 0 and '"format":"recoupe.change/1"' in told.stdout
    early = run(app, ["account", dossier, "--as-of", "2031-03-12"])
    whole = run(app, ["account", dossier])
    assert early.exit_code == whole.exit_code == 0 and early.stdout != whole.stdout
    page = pile / "page.html"
    assert run(app, ["report", dossier, "-o", str(page), "--as-of", "2031-03-12"]).exit_code == 0
    assert "Le port fermé" not in page.read_text(encoding="utf-8")
    assert 'id="changed"' not in page.read_text(encoding="utf-8")
    assert run(app, ["report", dossier, "-o", str(page), "--since", "2031-03-12"]).exit_code == 0
    changed = (
        page.read_text(encoding="utf-8").partition('id="changed"')[2].partition("</section>\n</section>")[0]
    )
    assert "12 mars 2031" in changed and "Deux origines" not in changed and "origines" in changed
