"""Exports: the rows of an account as lines and as a table that other programs read back."""

import csv
import io
import json

import msgspec
import pytest

from recoupe.exports import csv as table
from recoupe.exports import jsonl
from recoupe.model import (
    ACCOUNT_FORMAT,
    AccountRow,
    Act,
    ActorKind,
    ActorName,
    ActorRow,
    Certainty,
    Evidence,
    LedgerKind,
    LedgerPart,
    LedgerRow,
    Lineage,
    Office,
    PartStatus,
    QuantityRow,
    SaidModality,
    Standing,
    StatementRow,
)

DELMAS = ActorName(key="delmas", name="Anna Delmas", kind=ActorKind.PERSON)
COMMON = {
    "format": ACCOUNT_FORMAT,
    "standing": Standing.CLAIMED,
    "because": "une seule voix",
    "lineages": (
        Lineage(origin="Agence Mirande", articles=("a", "b")),
        Lineage(origin="Le Courrier", articles=("b", "c")),
    ),
    "evidence": (Evidence(id="a", start=3, end=9, lineage=0), Evidence(id="c", start=0, end=4, lineage=1)),
}


def statement(content: str, key: str = "s1") -> StatementRow:
    return StatementRow(
        key=key, summary="Anna Delmas dit que…", speaker=DELMAS, addressee=None, content=content,
        modality=SaidModality.ASSERTED, act=Act.STATEMENT, **COMMON,
    )  # fmt: skip


ROWS: list[AccountRow] = [
    ActorRow(key="a1", summary="Anna Delmas", actor=DELMAS, names=("Anna Delmas", "Mme Delmas"), offices=(Office(title="préfète", since="2030-01"),), **COMMON),
    statement("Le pont, dit-elle, est « sûr » ; il\nrouvrira."),
    QuantityRow(key="q1", summary="Au moins 300", what="drones", minimum=300.0, unit="drone", owner=None, **COMMON),
    LedgerRow(
        key="l1", summary="Le pont rouvrira", kind=LedgerKind.PREDICTION, holder=DELMAS, certainty=Certainty.CERTAIN,
        parts=(LedgerPart(what="en mai", aspect="time", status=PartStatus.OPEN),), **COMMON,
    ),
]  # fmt: skip


def read_table(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_lines_read_back_as_the_same_rows() -> None:
    lines = list(jsonl.encode(ROWS))
    assert [msgspec.json.decode(line, type=AccountRow) for line in lines] == ROWS
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in lines)
    assert json.loads(lines[1])["row"] == "statement"


def test_the_table_holds_every_row_under_one_header() -> None:
    rows = read_table(b"".join(table.encode(ROWS)))
    assert [row["row"] for row in rows] == ["actor", "statement", "quantity", "ledger"]
    assert rows[0]["names"] == "Anna Delmas | Mme Delmas" and rows[0]["offices"] == "préfète (2030-01/)"
    assert (
        rows[1]["content"] == "Le pont, dit-elle, est « sûr » ; il\nrouvrira."
        and rows[1]["speaker"] == "Anna Delmas"
    )
    assert (rows[2]["minimum"], rows[2]["maximum"], rows[2]["owner"]) == ("300", "", "")
    assert rows[3]["parts"] == "en mai: open"
    for row in rows:
        assert row["lineages"] == "Agence Mirande | Le Courrier" and row["evidence"] == "a:3-9 | c:0-4"
        assert (row["lineage_count"], row["article_count"], row["articles"]) == ("2", "3", "a | b | c")


def test_columns_come_once_with_what_all_rows_have_in_front() -> None:
    names = table.columns()
    assert len(names) == len(set(names))
    assert names[:4] == ["row", "format", "key", "summary"]


@pytest.mark.parametrize("words", ["=1+1", "+33 1", "-2", "@import", "\tx", "\rx", "＝1"])
def test_formulas_are_guarded_only_where_asked(words: str) -> None:
    raw = read_table(b"".join(table.encode([statement(words)])))
    safe = read_table(b"".join(table.encode([statement(words)], guarded=True)))
    assert raw[0]["content"] == words
    assert safe[0]["content"] == f"'{words}"


def test_plain_words_are_not_changed_by_the_guard() -> None:
    assert (
        read_table(b"".join(table.encode([statement("Pont = sûr")], guarded=True)))[0]["content"]
        == "Pont = sûr"
    )


def test_no_rows_are_a_header_and_nothing() -> None:
    assert b"".join(table.encode([])).count(b"\r\n") == 1
    assert list(jsonl.encode([])) == []
