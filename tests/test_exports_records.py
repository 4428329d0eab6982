"""Entities, coded events, notes, corpora and the report as exports, read back, hostile words and all."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from datetime import date
from functools import cache
from typing import IO, Any

import msgspec
import pytest
from account_fixture import DISPATCH
from export_stage import (
    ACCOUNT,
    ANNOTATIONS,
    Tags,
    both,
    material,
    read_iramuteq,
    written,
)

from recoupe.errors import UsageError
from recoupe.exports import encode
from recoupe.exports.choosing import choose
from recoupe.exports.material import actors_of, gather
from recoupe.exports.plover import code_of, tables
from recoupe.exports.polecat import COLUMNS
from recoupe.model import (
    EventModality,
    EventRow,
    EventType,
    Verdict,
)

# --------------------------------------------------------------------------- FollowTheMoney

PROPERTIES = {
    "Article": {
        "fileName",
        "title",
        "author",
        "publisher",
        "publishedAt",
        "sourceUrl",
        "language",
        "bodyText",
    },
    "Person": {"name", "alias"},
    "PublicBody": {"name", "alias"},
    "Organization": {"name", "alias"},
    "LegalEntity": {"name", "alias"},
    "Event": {"name", "notes", "keywords", "proof", "date", "startDate", "endDate", "involved", "location"},
    "Note": {"name", "notes", "keywords", "proof", "description", "entity"},
    "Documentation": {"document", "entity", "role", "summary", "recordId"},
    "Mention": {"document", "resolved", "name"},
}
REQUIRED = {"Article": {"fileName"}, "Event": {"name"}, "Note": {"name"}, "Documentation": {"document", "entity"}, "Mention": {"document", "name"}}  # fmt: skip
ENTITIES = {"proof", "involved", "entity", "document", "resolved"}


def entities(hostile: bool, **how: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written("followthemoney", hostile, **how).split("\n")[:-1]]


@both
def test_entities_have_known_properties_and_refer_to_each_other(hostile: bool) -> None:
    found = entities(hostile, with_text=True)
    ids = {entity["id"] for entity in found}
    assert len(ids) == len(found)
    for entity in found:
        properties = entity["properties"]
        assert properties.keys() <= PROPERTIES[entity["schema"]]
        assert all(isinstance(value, str) and value for values in properties.values() for value in values)
        for name in ENTITIES & properties.keys():
            assert ids.issuperset(properties[name])
        if not hostile:
            assert REQUIRED.get(entity["schema"], {"name"}) <= properties.keys()


@both
def test_entities_are_valid_to_followthemoney(hostile: bool) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
    for entity in entities(hostile, with_text=True):
        proxy = model.get_proxy({**entity, "datasets": []}, cleaned=False)
        for name, values in entity["properties"].items():
            assert len(proxy.get(name)) == len(set(values)) or name in ("sourceUrl", "name", "alias"), (
                name,
                values,
            )


# --------------------------------------------------------------------------- PLOVER


CODES = [
    (EventType.CONSULT, "visit", EventModality.OCCURRED, ("CONSULT", "visit", "VC", 4.0)),
    (EventType.CONSULT, "visit", EventModality.ANNOUNCED, ("AGREE", "", "VC", 2.5)),
    (EventType.AID, None, EventModality.CONDITIONAL, ("AGREE", "", "VC", 2.5)),
    (EventType.RETREAT, "ceasefire", EventModality.ANNOUNCED, ("CONCEDE", "", "VC", 4.5)),
    (EventType.ASSAULT, "drone", EventModality.UNVERIFIED, ("ASSAULT", "drone", "MX", -9.5)),
    (EventType.ASSAULT, "drone", EventModality.THREATENED, ("THREATEN", "", "VX", -3.5)),
    (EventType.REJECT, "meet", EventModality.ANNOUNCED, ("REJECT", "meet", "VX", -2.0)),
    (EventType.ACCUSE, None, EventModality.OCCURRED, ("ACCUSE", "", "VX", -2.0)),
    (EventType.PROTEST, "vandalize", EventModality.OCCURRED, ("PROTEST", "vandalize", "MX", -5.0)),
]


@pytest.mark.parametrize(("type_", "mode", "modality", "code"), CODES)
def test_an_event_to_come_is_folded_into_the_code_that_foresees_it(
    type_: EventType, mode: str | None, modality: EventModality, code: tuple[str, str, str, float]
) -> None:
    event = next(row for row in ACCOUNT.rows if isinstance(row, EventRow))
    assert code_of(msgspec.structs.replace(event, type=type_, mode=mode, modality=modality)) == code


def test_every_type_and_modality_is_known_to_the_tables() -> None:
    known = tables()
    assert known["types"].keys() == {type_.value for type_ in EventType}
    named = {*known["modalities"]["to_come"], *known["modalities"]["left_out"]}
    assert named < {modality.value for modality in EventModality}


@both
def test_plover_and_polecat_hold_the_same_events(hostile: bool) -> None:
    records = [json.loads(line) for line in written("plover", hostile).split("\n")[:-1]]
    table = list(
        csv.reader(
            io.StringIO(written("polecat", hostile), newline=""), delimiter="\t", quoting=csv.QUOTE_NONE
        )
    )
    assert tuple(table[0]) == COLUMNS and all(len(line) == len(COLUMNS) for line in table)
    lines = [dict(zip(COLUMNS, line, strict=True)) for line in table[1:]]
    assert [record["id"] for record in records] == [line["Event ID"] for line in lines]
    assert [record["event"] for record in records] == [line["Event Type"] for line in lines]
    assert "e-denied" not in {line["Event ID"] for line in lines}
    for record in records:
        assert {"id", "date", "event"} <= record.keys() and date.fromisoformat(record["date"])


def test_what_plover_has_no_field_for_is_in_the_comment() -> None:
    records = {record["id"]: record for record in map(json.loads, written("plover").split("\n")[:-1])}
    assert records["e-meet"]["event"] == "AGREE"
    assert records["e-meet"]["comment"] == "modality=announced; standing=announced; was=CONSULT"
    assert records["e-open"]["enddate"] == "2031-03-01" and records["e-open"]["quad_code"] == "MX"


# --------------------------------------------------------------------------- notes


@cache
def notes(hostile: bool) -> dict[str, str]:
    content = b"".join(encode("markdown", material("markdown", hostile)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


@both
def test_every_link_between_notes_has_its_note(hostile: bool) -> None:
    found = notes(hostile)
    stems = [name.rpartition("/")[2].removesuffix(".md") for name in found]
    assert len({stem.casefold() for stem in stems}) == len(stems)
    for text in found.values():
        links = re.findall(r"(?<!\\)\[\[([^\]]*)\]\]", text)
        assert set(links) <= set(stems)
    assert len(found) == 1 + len(material("markdown").claims) + len({
        actor.key for row in material("markdown").rows for _, actor in actors_of(row)
    })  # fmt: skip


@both
def test_names_of_notes_stay_in_their_folder(hostile: bool) -> None:
    for name in notes(hostile):
        assert re.fullmatch(r"(?:[^/\\:*?\"<>|#^\[\]]+/)?[^/\\:*?\"<>|#^\[\]]+\.md", name)
        assert ".." not in name and "\u202e" not in name


def test_nothing_that_articles_say_is_markup_in_a_note() -> None:
    for text in notes(True).values():
        _, head, body = text.split("---\n", 2) if text.startswith("---\n") else ("", "", text)
        for line in head.splitlines():
            name, _, value = line.partition(": ")
            assert re.fullmatch(r"\w+", name)
            json.loads(value)
        assert "](javascript:" not in text
        ours = re.sub(r"(?<!\\)\[\[[^\]]*\]\]", "", body)
        ours = re.sub(r"(?<!\\)\[((?:\\.|[^\\\]])*)\]\(https?:[^)\s]*\)", r"\1", ours)
        assert not re.search(r"(?<!\\)[`%$<\[]|[^\\#\n]#[^# ]", ours)
        assert not {"\u202e", "\u2028", "\x00"} & set(text)


def test_a_note_quotes_words_once_and_names_every_article_that_has_them() -> None:
    note = next(text for name, text in notes(False).items() if "(e-flood)" in name)
    assert note.count("> « emporté le pont des Tanneurs »") == 1
    (line,) = [line for line in note.splitlines() if line.startswith("> — [Agence Boréale, ")]
    assert "[L’Écho du Port, 1er mars 2031](https://echo-1.example/article)" in line


def test_a_note_tells_what_a_person_decided() -> None:
    said = Verdict(number=4, kind="note", author="Léa [Brun]", at="2031-05-03T10:00:00Z", text="à <revoir>")
    rows = tuple(msgspec.structs.replace(row, decided=(said,)) for row in ACCOUNT.rows)
    chosen = choose(msgspec.structs.replace(ACCOUNT, rows=rows), gather(ANNOTATIONS), ("events",))
    with zipfile.ZipFile(io.BytesIO(b"".join(encode("markdown", chosen)))) as archive:
        name = next(name for name in archive.namelist() if "(e-open)" in name)
        assert re.search(
            r"- Note \(Léa \\\[Brun\\\], 2031-05-03\)\s:\sà \\<revoir\\>", archive.read(name).decode()
        )


def test_a_note_tells_standing_actors_passages_and_what_contradicts_it() -> None:
    note = next(text for name, text in notes(False).items() if "(e-open)" in name)
    assert 'standing: "disputed"' in note and "[[Norvale]]" in note
    assert "[Agence Boréale, 1er mars 2031](https://boreale-1.example/article)" in note
    assert "[[Le ministère norvalien de l’Eau n’a pas ouvert les vannes, dit-il (e-denied)]]" in note


# --------------------------------------------------------------------------- corpora


@both
def test_an_iramuteq_corpus_has_every_text_with_its_variables(hostile: bool) -> None:
    texts = read_iramuteq(written("iramuteq", hostile, with_text=True))
    assert len(texts) == len({variables["id"] for variables, _ in texts}) == len(ANNOTATIONS)
    assert not any(re.search(r"^-\*|\*\*", text, re.MULTILINE) for _, text in texts)
    if not hostile:
        variables, text = texts[1]
        assert variables == {
            "id": "depeche_1",
            "source": "La_Depeche_de_Tessar",
            "am": "2031-03",
            "annee": "2031",
        }
        assert DISPATCH in text
        assert "Voir la vidéo" not in text and "maj 2031-03" not in text


@both
def test_a_txm_corpus_has_a_line_of_metadata_for_each_text(hostile: bool) -> None:
    content = b"".join(encode("txm", material("txm", hostile, with_text=True)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        table = list(csv.DictReader(io.StringIO(archive.read("metadata.csv").decode(), newline="")))
        assert {f"{line['id']}.txt" for line in table} | {"metadata.csv"} == set(archive.namelist())
        assert all(re.fullmatch(r"\w+", line["id"], re.ASCII) for line in table)
        if not hostile:
            assert table[0]["source"] == "Le Courrier du Delta" and table[0]["date"] == "2031-02-20"
            assert DISPATCH in archive.read("boreale_1.txt").decode()


# --------------------------------------------------------------------------- the report


def test_the_report_as_an_export_quotes_and_links_but_holds_no_article() -> None:
    page = Tags(written("html"))
    assert "emporté le pont des Tanneurs" in page.words
    assert "https://boreale-1.example/article" in page.links
    assert "Ce ne cite" not in page.words and "Voir la vidéo" not in page.words
    assert "Cette page ne cite que des passages" in page.words
    assert "Voir la vidéo" in Tags(written("html", with_text=True)).words


def test_the_report_holds_the_chosen_rows_only() -> None:
    page = Tags(written("html", where="standing=disputed"))
    assert "La Norvale a ouvert les vannes" in page.words and "Edda Vole lui succède" not in page.words


@pytest.mark.skipif(
    not (shutil.which("chromium") or shutil.which("google-chrome")), reason="no Chromium here"
)
def test_the_report_is_printed_by_chromium() -> None:
    import pypdfium2

    chosen = material("pdf", where="type=CONCEDE")
    first, second = (b"".join(encode("pdf", chosen)) for _ in range(2))
    assert first == second
    document = pypdfium2.PdfDocument(first)
    words = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "Edda Vole lui succède" in " ".join(words.split())


def test_without_a_browser_the_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(UsageError, match="Chromium"):
        written("pdf")


def test_a_browser_that_fails_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(command: list[str], *, stderr: IO[bytes], **_: Any) -> subprocess.CompletedProcess[bytes]:
        stderr.write(b"first\ncannot open display\n")
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(shutil, "which", lambda name: "/bin/browser")
    monkeypatch.setattr(subprocess, "run", broken)
    with pytest.raises(UsageError, match="cannot open display"):
        written("pdf")
