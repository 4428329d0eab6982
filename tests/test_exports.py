"""Exports as tables: lines, CSV, workbooks and Parquet, and which rows and articles are chosen for them."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pyarrow.csv
import pyarrow.parquet
import pytest
from account_fixture import small_account
from hypothesis import given
from hypothesis import strategies as st

from recoupe.archive.slicing import CONDITIONS as OF_SLICES
from recoupe.dossier import Dossier
from recoupe.errors import UsageError
from recoupe.exports import FORMATS, encode, format_named, kinds_for
from recoupe.exports.choosing import CONDITIONS, choose, read_conditions, read_kinds
from recoupe.exports.material import ACCOUNT_KINDS, KINDS, Material, gather, issued
from recoupe.exports.tables import account_columns, describe_column, source_table, tables
from recoupe.exports.words import file_name, one_line, unique
from recoupe.languages import word_list
from recoupe.model import (
    ACCOUNT_FORMAT,
    AccountRow,
    Act,
    ActorKind,
    ActorName,
    ActorRow,
    Basis,
    Certainty,
    Evidence,
    Granularity,
    InputRow,
    InputStatus,
    LedgerKind,
    LedgerPart,
    LedgerRow,
    Lineage,
    Office,
    PartStatus,
    Published,
    QuantityRow,
    SaidModality,
    Standing,
    StatementRow,
)

DELMAS = ActorName(key="delmas", name="Anna Delmas", kind=ActorKind.PERSON)
COMMON: dict[str, Any] = {
    "format": ACCOUNT_FORMAT,
    "standing": Standing.CLAIMED,
    "because": "une seule voix",
    "lineages": (
        Lineage(origin="Agence Mirande", articles=("a", "b")),
        Lineage(origin="Le Courrier", articles=("b", "c")),
    ),
    "evidence": (Evidence(id="a", start=3, end=9, lineage=0), Evidence(id="c", start=0, end=4, lineage=1)),
}
ACCOUNT, ANNOTATIONS, INPUTS = small_account()
TEXTS = gather(ANNOTATIONS)


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


def of(rows: list[AccountRow], kinds: tuple[str, ...] = tuple(ACCOUNT_KINDS), **how: Any) -> Material:
    """Rows of which no article is at hand."""
    account = msgspec.structs.replace(ACCOUNT, rows=tuple(rows), published={}, matches=(), lineages=())
    return choose(account, {}, kinds, **how)


def chosen(*kinds: str, where: str = "", **how: Any) -> Material:
    """What is chosen of the invented situation."""
    conditions = read_conditions([where] if where else [], "fr")
    return choose(ACCOUNT, TEXTS, kinds or tuple(ACCOUNT_KINDS), conditions, **how)


def written(name: str, material: Material) -> bytes:
    return b"".join(encode(name, material))


def read_table(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


# --------------------------------------------------------------------------- JSON Lines


def test_lines_read_back_as_the_same_rows() -> None:
    lines = written("jsonl", of(ROWS)).splitlines(keepends=True)
    assert [msgspec.json.decode(line, type=AccountRow) for line in lines] == ROWS
    assert all(line.endswith(b"\n") for line in lines)
    assert json.loads(lines[1])["row"] == "statement"


def test_lines_of_other_kinds_say_what_they_are() -> None:
    lines = [json.loads(line) for line in written("jsonl", chosen(*KINDS[-4:])).splitlines()]
    kinds = [line["format"] for line in lines]
    assert list(dict.fromkeys(kinds)) == [
        "recoupe.role/1",
        "recoupe.passage/1",
        "recoupe.source/1",
        "recoupe.copying/1",
    ]
    for line in lines:
        if line["format"] == "recoupe.passage/1":
            assert TEXTS[line["article"]].text[line["start"] : line["end"]] == line["quote"]
    assert kinds.count("recoupe.source/1") == len(TEXTS)


def test_sources_can_be_added_to_another_dossier() -> None:
    from recoupe.readers import read_paths

    lines = written("jsonl", chosen("sources", with_text=True))
    read = list(read_paths(["-"], stdin=io.BytesIO(lines)))
    texts = {getattr(item, "id", None): getattr(item, "text", None) for item in read}
    assert texts == {key: annotation.text for key, annotation in TEXTS.items()}


# --------------------------------------------------------------------------- CSV


def test_the_table_holds_every_row_under_one_header() -> None:
    rows = read_table(written("csv", of(ROWS)))
    assert [row["row"] for row in rows] == ["actor", "statement", "quantity", "ledger"]
    assert rows[0]["names"] == "Anna Delmas | Mme Delmas" and rows[0]["offices"] == "préfète (2030-01/)"
    assert rows[1]["content"] == "Le pont, dit-elle, est « sûr » ; il\nrouvrira."
    assert rows[1]["speaker"] == "Anna Delmas"
    assert (rows[2]["minimum"], rows[2]["maximum"], rows[2]["owner"]) == ("300", "", "")
    assert rows[3]["parts"] == "en mai: open"
    for row in rows:
        assert row["lineages"] == "Agence Mirande | Le Courrier" and row["evidence"] == "a:3-9 | c:0-4"
        assert (row["lineage_count"], row["article_count"], row["articles"]) == ("2", "3", "a | b | c")


def test_a_row_quotes_its_passages_and_links_to_its_sources() -> None:
    rows = {row["key"]: row for row in read_table(written("csv", chosen("events")))}
    flood = rows["e-flood"]
    assert flood["quotes"] == "emporté le pont des Tanneurs | Le pont des Tanneurs n’existe plus"
    assert flood["outlets"].startswith("Agence Boréale | La Dépêche de Tessar")
    assert flood["urls"].split(" | ")[0] == "https://boreale-1.example/article"


def test_columns_come_once_with_what_all_rows_have_in_front() -> None:
    names = [column.name for column in account_columns(tuple(ACCOUNT_KINDS))]
    assert len(names) == len(set(names))
    assert names[:4] == ["row", "format", "key", "summary"]


@pytest.mark.parametrize("words", ["=1+1", "+33 1", "-2", "@import", "\tx", "\rx", "＝1"])
def test_formulas_are_guarded_only_where_asked(words: str) -> None:
    raw = read_table(written("csv", of([statement(words)])))
    safe = read_table(written("csv", of([statement(words)], guarded=True)))
    assert raw[0]["content"] == words
    assert safe[0]["content"] == f"'{words}"


def test_the_guard_changes_neither_plain_words_nor_numbers() -> None:
    rows = [statement("Pont = sûr"), QuantityRow(key="q", summary="Gel", what="degrés", minimum=-12.5, unit="degré", owner=None, **COMMON)]  # fmt: skip
    safe = read_table(written("csv", of(rows, guarded=True)))
    assert safe[0]["content"] == "Pont = sûr"
    assert safe[1]["minimum"] == "-12.5"


def test_no_rows_are_a_header_and_nothing() -> None:
    assert written("csv", of([])).count(b"\r\n") == 1
    assert written("jsonl", of([])) == b""


def test_another_reader_reads_the_same_table() -> None:
    content = written("csv", chosen("passages"))
    options = pyarrow.csv.ParseOptions(newlines_in_values=True)
    read = pyarrow.csv.read_csv(io.BytesIO(content), parse_options=options)
    assert read.num_rows == len(read_table(content)) == len(list(chosen("passages").passages()))
    assert str(read.schema.field("start").type) == "int64"


def test_one_table_cannot_hold_two_kinds_that_share_no_columns() -> None:
    with pytest.raises(UsageError, match="sources"):
        written("csv", chosen("events", "sources"))


# --------------------------------------------------------------------------- workbooks and Parquet


def workbook(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_workbook_has_a_sheet_for_each_kind_of_row_and_one_that_explains_the_columns() -> None:
    book = workbook(written("xlsx", chosen(*KINDS)))
    assert book.sheetnames == [*KINDS, "columns"]
    for kind in ACCOUNT_KINDS:
        header, *lines = book[kind].values
        assert list(header) == [column.name for column in account_columns((kind,))]
        keys = [row.key for row in ACCOUNT.rows if isinstance(row, ACCOUNT_KINDS[kind])]
        assert [line[header.index("key")] for line in lines] == keys
    header, *lines = book["quantities"].values
    assert {line[header.index("minimum")] for line in lines} >= {1000, 1200, 2}
    explained = {(line[0], line[1]) for line in book["columns"].values}
    assert ("passages", "quote") in explained


def test_no_cell_of_a_workbook_is_a_formula_and_no_control_breaks_it() -> None:
    hostile = ["=HYPERLINK(1)", "+1", "#N/A", "a\x00b\x0bc\ud800", "z" * 40_000]
    book = workbook(
        written("xlsx", of([statement(words, f"s{n}") for n, words in enumerate(hostile)], ("statements",)))
    )
    header, *lines = book["statements"].iter_rows()
    place = [cell.value for cell in header].index("content")
    cells = [line[place] for line in lines]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[:4]] == ["=HYPERLINK(1)", "+1", "#N/A", "abc\ufffd"]
    assert len(cells[4].value) == 32_767


def test_a_workbook_that_would_overflow_a_sheet_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoupe.exports.xlsx.MOST_ROWS", 3)
    with pytest.raises(UsageError, match="--rows"):
        written("xlsx", of([statement("a", f"s{n}") for n in range(5)], ("statements",)))


def test_parquet_has_types_and_nulls() -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(written("parquet", chosen("quantities"))))
    types = {field.name: str(field.type) for field in table.schema}
    assert types["minimum"] == "double" and types["lineage_count"] == "int64" and types["summary"] == "string"
    assert types["quotes"].startswith("list<")
    rows = {row["key"]: row for row in table.to_pylist()}
    assert rows["q-1000"]["minimum"] == 1000 and rows["q-1000"]["maximum"] is None
    assert rows["q-1000"]["quotes"] == ["Plus de 1 000 personnes ont été évacuées"]


def test_parquet_holds_copying_and_sources_too() -> None:
    copying = pyarrow.parquet.read_table(io.BytesIO(written("parquet", chosen("copying"))))
    assert {"source", "target", "words", "share", "known"} == set(copying.column_names)
    assert copying.num_rows > 0
    sources = pyarrow.parquet.read_table(io.BytesIO(written("parquet", chosen("sources", with_text=True))))
    assert sources.column("text").to_pylist() == [TEXTS[key].text for key in TEXTS]


@pytest.mark.parametrize("name", ["xlsx", "parquet"])
def test_a_library_that_is_not_installed_is_one_clear_line(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recoupe.exports.find_spec", lambda library: None)
    library = FORMATS[name].library
    with pytest.raises(UsageError, match=f"pip install {library}"):
        format_named(name, "en")


# --------------------------------------------------------------------------- whole texts

# Words of articles on which no row rests, and two sentences in a row of which only parts are cited.
UNCITED = (
    "Voir la vidéo de notre correspondant",
    "Abonnez-vous pour lire la suite",
    "avant l’aube. Le pont des Tanneurs n’existe plus",
)


@pytest.mark.parametrize(
    "name", sorted(name for name in FORMATS if not FORMATS[name].texts and name != "pdf")
)
def test_no_export_holds_a_whole_text_unless_asked(name: str) -> None:
    kinds = tuple(kind for kind in KINDS if kind in FORMATS[name].kinds)
    shapes = [(kind,) for kind in kinds] if name in ("csv", "parquet") else [FORMATS[name].unasked, kinds]
    for shape in shapes:
        if name in ("gexf", "graphml") and len(shape) > 1:
            shape = tuple(kind for kind in shape if kind != "copying")
        content = written(name, chosen(*shape))
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = b"".join(archive.read(member) for member in archive.namelist())
        for words in UNCITED:
            assert words.encode() not in content


@pytest.mark.parametrize("name", [name for name in FORMATS if FORMATS[name].texts])
def test_what_is_made_of_whole_texts_says_so(name: str) -> None:
    with pytest.raises(UsageError, match="--with-text"):
        written(name, chosen("sources"))


def test_the_text_of_a_source_is_a_column_only_where_asked() -> None:
    assert "text" not in [column.name for column in source_table(chosen("sources")).columns]
    assert "text" in [column.name for column in source_table(chosen("sources", with_text=True)).columns]


# --------------------------------------------------------------------------- choosing


KEYS: list[tuple[str, set[str]]] = [
    ("standing=superseded", {"p-dunn", "s-stive"}),
    ("standing=Disputed", {"e-open", "e-denied", "q-400"}),
    ("stance=support", {"p-vole"}),
    ("kind=threat", {"l-maren"}),
    ("kind=settles", {"e-flood>l-stive"}),
    ("modality=denied", {"e-denied"}),
    ("certainty=likely", {"l-maren"}),
    ("actor=dunn,stance=oppose", {"p-dunn"}),
    ("actor=Oskar Dunn,type=CONCEDE", {"e-resign"}),
    ("actor=OSKAR,stance=oppose", {"p-dunn"}),
    ("actor=sk,stance=oppose", set()),
    ("words=pont des tanneurs,standing=established", {"e-flood"}),
    ("words=evacues,since=2031-04", {"q-1350"}),
    ("since=2031-04-13,standing=announced", {"e-meet"}),
    ("since=2031-06", set()),
    ("until=2031-02-20,stance=oppose", {"p-dunn"}),
    ("origins=2,type=COERCE", {"e-open"}),
    ("origins=9", set()),
    ("article=depeche-2,type=CONCEDE", {"e-resign"}),
    ("outlet=la depeche de tessar,type=CONCEDE", {"e-resign"}),
    ("published=2031-04-12,stance=support", {"p-vole"}),
]


@pytest.mark.parametrize(("where", "keys"), KEYS)
def test_conditions_keep_the_rows_that_meet_them(where: str, keys: set[str]) -> None:
    assert {row.key for row in chosen(where=where).rows} == keys


def test_conditions_given_one_by_one_and_by_commas_are_the_same() -> None:
    assert read_conditions(["standing=open,actor=Maren"], "fr") == read_conditions(
        ["standing=open", "actor=Maren"], "fr"
    )
    assert read_conditions(["words=eau, vanne,until=2031"], "fr")[0].value == "eau, vanne"


def test_sources_are_those_that_the_chosen_rows_rest_on() -> None:
    assert chosen("sources").articles == tuple(TEXTS)
    assert chosen("positions", "sources").articles == ("courrier-1", "radiocap-1", "matin-1", "matin-2")
    assert chosen("sources", where="type=CONCEDE").articles == ("depeche-2",)
    assert chosen("sources", where="outlet=Radio Cap").articles == ("radiocap-1", "radiocap-2")
    assert chosen("sources", where="published=2031-03").articles[0] == "depeche-1"
    assert "aube" not in chosen("sources", where="published=2031").articles


def test_passages_stand_in_chosen_articles_and_name_what_they_settle() -> None:
    passages = list(chosen("passages", where="kind=prediction").passages())
    assert [(passage.place.id, passage.about) for passage in passages] == [
        ("courrier-1", ""),
        ("boreale-1", "event"),
        ("boreale-1", "when"),
    ]
    only = chosen("passages", where="outlet=Le Matin d’Orle,type=COERCE")
    assert [passage.place.id for passage in only.passages()] == ["matin-1"]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("standing", "standing"),
        ("colour=red", "since"),
        ("standing=certain", "established"),
        ("since=yesterday", "2031-03-14"),
        ("since=2031-13", "2031-03-14"),
        ("origins=-1", "origins=2"),
        ("actor=…", "Maren"),
        ("actor=", "Maren"),
        ("__class__=x", "since"),
        ("words=", "Lorme"),
    ],
)
def test_a_wrong_condition_says_what_to_write(where: str, said: str, language: str) -> None:
    with pytest.raises(UsageError) as raised:
        read_conditions([where], language)
    assert said in raised.value.remedy
    assert where in raised.value.what


def test_a_wrong_kind_of_row_says_what_to_write() -> None:
    with pytest.raises(UsageError, match="events, positions"):
        read_kinds(["event"], "en")
    assert read_kinds(["actors,events", "sources"], "en") == ("events", "actors", "sources")
    with pytest.raises(UsageError, match="events, ledger"):
        kinds_for("ical", ("actors",), "en")


def test_a_format_that_is_none_says_which_there_are() -> None:
    with pytest.raises(UsageError, match=r"csv.*ris.*xlsx"):
        format_named("word", "en")


@given(st.text(max_size=60))
def test_whatever_is_written_as_a_condition_is_one_or_a_clear_error(text: str) -> None:
    try:
        conditions = read_conditions([text], "en")
    except UsageError as error:
        assert error.remedy
    else:
        assert all(condition.name in CONDITIONS for condition in conditions)
        chosen_rows = choose(ACCOUNT, TEXTS, tuple(ACCOUNT_KINDS), conditions).rows
        assert set(chosen_rows) <= set(ACCOUNT.rows)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_condition_and_error_is_worded(language: str) -> None:
    words, other = word_list(language, "exports"), word_list("en", "exports")
    assert words["errors"].keys() == other["errors"].keys()
    assert words["values"].keys() == {
        "actor",
        "article",
        "origins",
        "outlet",
        "published",
        "since",
        "story",
        "until",
        "words",
    }
    assert words["values"].keys() < {*CONDITIONS, *OF_SLICES}


# --------------------------------------------------------------------------- columns and words


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_column_is_explained(language: str) -> None:
    words = word_list(language, "columns")
    used = set()
    for kind in KINDS:
        (table,) = list(tables(chosen(kind, with_text=True)))
        for column in table.columns:
            assert describe_column(words, kind, column.name)
            used.add((kind if column.name in words.get(kind, {}) else "every", column.name))
    explained = {(part, name) for part, names in words.items() if part != "sheet" for name in names}
    assert explained == used


def test_the_column_dictionary_in_the_docs_is_up_to_date() -> None:
    path = Path(__file__).parents[1] / "docs" / "columns.py"
    spec = importlib.util.spec_from_file_location("columns", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.dictionary(), "run python docs/columns.py"


@given(st.text())
def test_names_of_files_are_harmless(text: str) -> None:
    name = file_name(text, "note")
    assert name and len(name.encode()) <= 120
    assert not set(name) & set('/\\:*?"<>|#[]^\0\n\r\t') and name.strip(" .") == name
    assert name.casefold() not in ("con", "nul", "aux", "prn")


@pytest.mark.parametrize(
    "text", ["../../etc/passwd", "..", "C:\\x", "CON", "nul.md", "\u202egnp.exe", "...", "a" * 500]
)
def test_hostile_names_of_files(text: str) -> None:
    name = file_name(text, "note")
    assert ".." not in name and "/" not in name and "\\" not in name and "\u202e" not in name
    assert not name.casefold().startswith(("con", "nul")) and len(name) <= 120


@given(st.text())
def test_one_line_is_one_line_without_controls(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not set(line) & {"\u2028", "\u2029", "\u202e", "\x00", "\x0b", "\x85", "\r", "\n"}
    line.encode()


@given(st.lists(st.sampled_from(["Ana", "ana", "Aña", "Ana 2", "b"]), max_size=30))
def test_unique_names_differ_beyond_capitals(names: list[str]) -> None:
    found = unique(names)
    assert len({name.casefold() for name in found}) == len(names)
    assert all(new.startswith(old) for new, old in zip(found, names, strict=True))


DATES = [
    ("2031-03-01", "2031-03-01", "2031-03-01"),
    ("2031-03-01", "2031-03-31", "2031-03"),
    ("2031-02-27", "2031-03-02", "2031"),
    ("2030-12-31", "2031-01-01", None),
    ("2031-03-01", None, None),
    (None, None, None),
]


@pytest.mark.parametrize(("earliest", "latest", "date"), DATES)
def test_the_date_of_a_source_is_the_finest_that_is_sure(
    earliest: str | None, latest: str | None, date: str | None
) -> None:
    published = Published(
        earliest=earliest, latest=latest, granularity=Granularity.UNKNOWN, basis=Basis.UNKNOWN, because=""
    )
    assert issued(published) == date


# --------------------------------------------------------------------------- the same bytes


DIGESTS = """
from test_exports import digests
print(digests())
"""


def digests() -> dict[str, str]:
    """A digest of every export that is made here (not of the PDF, which a browser prints)."""
    found = {}
    for name in FORMATS:
        if name != "pdf":
            kinds = kinds_for(name, ("events",) if name in ("csv", "parquet") else ())
            material = choose(ACCOUNT, TEXTS, kinds, inputs=INPUTS, with_text=True)
            found[name] = sha256(written(name, material)).hexdigest()
    return found


def test_the_same_account_gives_the_same_bytes_in_every_process() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", DIGESTS],
        cwd=Path(__file__).parent,
        env={"PYTHONHASHSEED": "7", "PATH": "/usr/bin:/bin", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == str(digests())


def test_a_dossier_exports_itself() -> None:
    with Dossier() as dossier:
        assert list(dossier.export("jsonl")) == []
        dossier.file.save_annotation(ANNOTATIONS[0], "1", InputRow(origin="1", status=InputStatus.OK))
        head, *_ = b"".join(dossier.export("csv", rows=["sources"])).decode("utf-8-sig").splitlines()
        assert head.startswith("id,")
