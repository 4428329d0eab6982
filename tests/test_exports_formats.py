"""Graphs, references, calendars, timelines and JSON-LD, read back by the readers their users have, hostile words and all."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date

import bibtexparser
import icalendar
import jsonschema
import msgspec
import networkx
import pytest
import rispy
from bibtexparser.library import Library
from export_stage import (
    ACCOUNT,
    ANNOTATIONS,
    Tags,
    both,
    material,
    read_iramuteq,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.errors import UsageError
from recoupe.exports import FORMATS, encode, kinds_for
from recoupe.exports.choosing import choose
from recoupe.exports.ical import _folded
from recoupe.exports.material import actors_of, gather
from recoupe.model import ActorKind, ActorRow, Verdict


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"pdf", "csv", "parquet"}))
def test_hostile_words_end_no_export(name: str) -> None:
    content = b"".join(encode(name, material(name, True, with_text=True)))
    assert content
    if not FORMATS[name].binary:
        content.decode("utf-8")


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"pdf"}))
def test_an_empty_dossier_is_an_empty_export(name: str) -> None:
    nothing = msgspec.structs.replace(ACCOUNT, rows=(), published={}, stories={}, matches=(), lineages=())
    kinds = kinds_for(name, ("events",) if name in ("csv", "parquet") else ())
    content = b"".join(encode(name, choose(nothing, {}, kinds, with_text=True)))
    if name in ("csl", "timelinejs", "webannotation", "schemaorg"):
        json.loads(content)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=80))
def test_any_words_are_read_back_as_one_record_of_each_format(words: str) -> None:
    article = msgspec.structs.replace(ANNOTATIONS[0].article, title=words, outlet=words, author=words)
    annotation = msgspec.structs.replace(ANNOTATIONS[0], article=article)
    row = next(row for row in ACCOUNT.rows if row.key == "l-stive")
    row = msgspec.structs.replace(row, summary=words, because=words, evidence=row.evidence[:1])
    account = msgspec.structs.replace(ACCOUNT, rows=(row,), matches=(), lineages=())

    def made(name: str) -> str:
        chosen = choose(account, gather([annotation]), kinds_for(name, ()), with_text=True)
        return b"".join(encode(name, chosen)).decode()

    assert len(rispy.loads(made("ris"))) == 1
    library = bibtexparser.parse_string(made("bibtex"))
    assert len(library.entries) == 1 and len(library.blocks) == 1
    assert len(icalendar.Calendar.from_ical(made("ical")).walk("VEVENT")) == 1
    assert len(networkx.read_gexf(io.BytesIO(made("gexf").encode()))) == 2
    assert len(networkx.read_graphml(io.BytesIO(made("graphml").encode()))) == 2
    assert len(read_iramuteq(made("iramuteq"))) == 1
    assert {*Tags(json.loads(made("timelinejs"))["events"][0]["text"]["text"]).tags} <= {"p", "a"}
    for name in ("csl", "webannotation", "schemaorg"):
        json.loads(made(name))


# --------------------------------------------------------------------------- graphs


def graph(name: str, hostile: bool, *kinds: str) -> networkx.DiGraph:
    text = written(name, hostile, *kinds)
    read = networkx.read_gexf if name == "gexf" else networkx.read_graphml
    found = read(io.BytesIO(text.encode()))
    assert found.is_directed()
    return found


@both
@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_actors_and_claims_are_a_graph(name: str, hostile: bool) -> None:
    found = graph(name, hostile)
    claims = material(name, hostile).claims
    assert sum(data["type"] != "actor" for _, data in found.nodes(data=True)) == len(claims)
    edges = Counter(
        (f"actor:{actor.key}", f"claim:{row.key}") for row in claims for _, actor in actors_of(row)
    )
    assert Counter((source, target) for source, target, *_ in found.edges) == edges
    assert found.nodes["claim:e-flood"]["origins"] == 2
    assert {data["role"] for *_, data in found.edges(data=True)} >= {
        "actor",
        "recipient",
        "speaker",
        "holder",
    }


def test_an_actor_is_of_the_kind_that_its_own_row_tells() -> None:
    """Rows of different chapters may take one name for different things; an entry for the actor takes neither's word."""
    made = material("graphml", False)
    named = {actor.key for row in made.claims for _, actor in actors_of(row)}
    own = next(row for row in made.account.rows if isinstance(row, ActorRow) and row.actor.key in named)
    retold = msgspec.structs.replace(own.actor, kind=ActorKind.DOCUMENT)
    rows = tuple(
        msgspec.structs.replace(row, actor=retold) if row is own else row for row in made.account.rows
    )
    changed = replace(made, account=msgspec.structs.replace(made.account, rows=rows))
    drawn = networkx.read_graphml(io.BytesIO(b"".join(encode("graphml", changed))))
    assert drawn.nodes[f"actor:{retold.key}"]["kind"] == "document"
    entities = [json.loads(line) for line in b"".join(encode("followthemoney", changed)).splitlines()]
    (schema,) = [
        one["schema"]
        for one in entities
        if one["properties"].get("name") == [retold.name] and one["schema"] != "Mention"
    ]
    assert schema == "LegalEntity"


def test_graphs_are_dated() -> None:
    gexf, graphml = graph("gexf", False), graph("graphml", False)
    for found, first, last in ((gexf, "start", "end"), (graphml, "first", "last")):
        node = found.nodes["claim:e-meet"]
        assert (node[first], node[last], node["label"]) == (
            "2031-04-15",
            "2031-05-31",
            "Des émissaires doivent se retrouver à Miravel",
        )
        assert first not in found.nodes["claim:q-notice"]
    assert gexf.graph["mode"] == "dynamic"


@both
@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_outlets_and_copying_are_a_graph(name: str, hostile: bool) -> None:
    found = graph(name, hostile, "copying")
    table = material(name, hostile, "copying").copying()
    assert found.number_of_edges() == len(table) > 0
    assert sorted(data["words"] for *_, data in found.edges(data=True)) == sorted(row.words for row in table)
    assert all(data["weight"] == data["words"] for *_, data in found.edges(data=True))


def test_copying_is_dated_by_the_articles_that_copied() -> None:
    found = graph("gexf", False, "copying")
    labels = {data["label"]: node for node, data in found.nodes(data=True)}
    edge = found.edges[labels["Agence Boréale"], labels["Radio Cap"]]
    assert (edge["start"], edge["end"], edge["known"]) == ("2031-03-01", "2031-03-02", True)


def test_one_file_holds_one_graph() -> None:
    with pytest.raises(UsageError, match="copying"):
        written("gexf", False, "events", "copying")


# --------------------------------------------------------------------------- references


@both
def test_ris_is_read_by_rispy(hostile: bool) -> None:
    records = rispy.loads(written("ris", hostile))
    assert len(records) == len(ANNOTATIONS)
    assert all(record["type_of_reference"] == "NEWS" for record in records)
    if not hostile:
        flood = next(
            record for record in records if record["title"] == "Les vannes ouvertes, Orle sous les eaux"
        )
        assert flood["secondary_title"] == "La Dépêche de Tessar" and flood["year"] == "2031"
        assert flood["date"] == "2031/03//" and flood["urls"] == ["https://depeche-1.example/article"]
        assert "mars 2031" in flood["notes"][0] and "Agence Boréale" in flood["notes"][0]


def test_ris_can_be_added_as_sources_are_chosen() -> None:
    records = rispy.loads(written("ris", False, where="type=CONCEDE"))
    assert [record["title"] for record in records] == ["Dunn s’en va"]


def test_an_undated_article_stays_undated() -> None:
    (record,) = rispy.loads(written("ris", where="article=aube"))
    assert "date" not in record and "date inconnue" in record["notes"][0]


@both
def test_bibtex_is_read_by_bibtexparser(hostile: bool) -> None:
    library: Library = bibtexparser.parse_string(written("bibtex", hostile))
    assert not library.failed_blocks and not library.comments and not library.preambles
    assert len(library.entries) == len({entry.key for entry in library.entries}) == len(ANNOTATIONS)
    assert all(re.fullmatch(r"\w+", entry.key, re.ASCII) for entry in library.entries)
    if not hostile:
        entry = library.entries_dict["courrier_1_b71cd0"]
        assert entry["journal"] == "Le Courrier du Delta" and entry["date"] == "2031-02-20"
        assert entry["title"] == "{À Lorme, les experts attendent la crue}"


CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type", "title"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string", "pattern": "^[A-Za-z0-9_]+$"},
            "type": {"const": "article-newspaper"},
            "author": {"type": "array", "items": {"type": "object", "required": ["literal"]}},
            "issued": {
                "type": "object",
                "required": ["date-parts"],
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 2,
                        "items": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": 3,
                            "items": {"type": "integer"},
                        },
                    }
                },
            },
            "URL": {"type": "string", "pattern": "^https?://"},
            **{name: {"type": "string"} for name in ("title", "container-title", "language", "note")},
        },
    },
}


@both
def test_csl_has_its_shape(hostile: bool) -> None:
    items = json.loads(written("csl", hostile))
    jsonschema.validate(items, CSL)
    assert len({item["id"] for item in items}) == len(ANNOTATIONS)


def test_an_uncertain_date_is_a_range_in_csl() -> None:
    account = msgspec.structs.replace(
        ACCOUNT,
        published={
            **ACCOUNT.published,
            "aube": msgspec.structs.replace(
                ACCOUNT.published["aube"], earliest="2030-12-30", latest="2031-01-02"
            ),
        },
    )
    chosen = choose(account, gather(ANNOTATIONS), ("sources",))
    items = {item["id"]: item for item in json.loads(b"".join(encode("csl", chosen)))}
    issued = [item.get("issued") for key, item in items.items() if key.startswith("aube")]
    assert issued == [{"date-parts": [[2030, 12, 30], [2031, 1, 2]]}]


# --------------------------------------------------------------------------- calendar


@both
def test_the_calendar_is_read_by_icalendar(hostile: bool) -> None:
    text = written("ical", hostile)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")) and "\n" not in text.replace(
        "\r\n", ""
    )
    calendar = icalendar.Calendar.from_ical(text)
    entries = calendar.walk("VEVENT")
    assert len(entries) == text.count("BEGIN:VEVENT\r\n") == 2
    for entry in entries:
        assert not entry.errors
        assert entry["DTSTART"].dt < entry["DTEND"].dt


def test_calendar_entries_say_what_was_foreseen_and_what_became_of_it() -> None:
    entries = {
        str(entry["SUMMARY"]): entry for entry in icalendar.Calendar.from_ical(written("ical")).walk("VEVENT")
    }
    talks = entries["Des pourparlers à Miravel avant la fin de mai"]
    assert (talks["DTSTART"].dt, talks["DTEND"].dt) == (date(2031, 5, 1), date(2031, 6, 1))
    assert talks["STATUS"] == "TENTATIVE" and "doivent se retrouver à Miravel" in talks["DESCRIPTION"]
    flood = entries["Paol Stive prévoit une crue à Orle avant la fin de février"]
    assert flood["STATUS"] == "CONFIRMED"
    assert flood["DTSTAMP"].dt.date() == date(2031, 4, 15)


def test_an_announced_event_without_a_ledger_row_is_in_the_calendar() -> None:
    entries = icalendar.Calendar.from_ical(written("ical", False, "events")).walk("VEVENT")
    assert [str(entry["SUMMARY"]) for entry in entries] == ["Des émissaires doivent se retrouver à Miravel"]


@given(st.text(max_size=300))
def test_folded_lines_unfold_to_the_same(text: str) -> None:
    line = re.sub(r"[\r\n]", "", text).encode("utf-8", "replace")
    folded = _folded(line)
    assert folded.replace(b"\r\n ", b"").removesuffix(b"\r\n") == line
    for piece in folded.split(b"\r\n"):
        assert len(piece) <= 75
        piece.decode("utf-8")


# --------------------------------------------------------------------------- timeline and JSON-LD

DAY = {
    "type": "object",
    "required": ["year", "month", "day"],
    "additionalProperties": False,
    "properties": {name: {"type": "integer"} for name in ("year", "month", "day")},
}
TIMELINE = {
    "type": "object",
    "required": ["events"],
    "additionalProperties": False,
    "properties": {
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["start_date", "text", "unique_id", "display_date", "group"],
                "additionalProperties": False,
                "properties": {
                    "start_date": DAY,
                    "end_date": DAY,
                    "unique_id": {"type": "string"},
                    "display_date": {"type": "string"},
                    "group": {"type": "string"},
                    "text": {
                        "type": "object",
                        "required": ["headline", "text"],
                        "properties": {"headline": {"type": "string"}, "text": {"type": "string"}},
                    },
                },
            },
        }
    },
}


@both
def test_the_timeline_has_its_shape_and_only_our_tags(hostile: bool) -> None:
    timeline = json.loads(written("timelinejs", hostile))
    jsonschema.validate(timeline, TIMELINE)
    assert len({slide["unique_id"] for slide in timeline["events"]}) == len(timeline["events"]) > 5
    for slide in timeline["events"]:
        page = Tags(slide["text"]["text"] + slide["text"]["headline"] + slide["display_date"])
        assert page.tags <= {"p", "a"}
        assert all(link.startswith(("https://", "http://")) for link in page.links)


def test_an_uncertain_date_is_told_in_words_on_the_timeline() -> None:
    slides = {
        slide["unique_id"]: slide for slide in json.loads(written("timelinejs", language="en"))["events"]
    }
    assert slides["e-open"]["display_date"] == "between 28 February and 1 March 2031"
    assert slides["e-open"]["start_date"] == {"year": 2031, "month": 2, "day": 28}
    assert slides["e-open"]["end_date"] == {"year": 2031, "month": 3, "day": 1}
    assert "end_date" not in slides["e-flood"]
    assert "e-treaty" not in slides


SELECTOR = {
    "oneOf": [
        {
            "type": "object",
            "required": ["type", "exact"],
            "additionalProperties": False,
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                **{name: {"type": "string"} for name in ("exact", "prefix", "suffix")},
            },
        },
        {
            "type": "object",
            "required": ["type", "start", "end"],
            "additionalProperties": False,
            "properties": {
                "type": {"const": "TextPositionSelector"},
                **{name: {"type": "integer", "minimum": 0} for name in ("start", "end")},
            },
        },
    ]
}
ANNOTATION_PAGE = {
    "type": "object",
    "required": ["@context", "id", "type", "items"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "type": {"const": "AnnotationPage"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "type", "target"],
                "properties": {
                    "id": {"type": "string", "pattern": "^urn:[^ ]+$"},
                    "type": {"const": "Annotation"},
                    "target": {
                        "type": "object",
                        "required": ["source", "selector"],
                        "properties": {
                            "source": {"type": "object", "required": ["id"], "properties": {"id": {"pattern": "^(https?|urn):[^ ]+$"}}},
                            "selector": {"type": "array", "items": SELECTOR},
                        },
                    },
                },
            },
        },
    },
}  # fmt: skip


@both
def test_annotations_have_their_shape(hostile: bool) -> None:
    page = json.loads(written("webannotation", hostile))
    jsonschema.validate(page, ANNOTATION_PAGE)
    assert len({item["id"] for item in page["items"]}) == len(page["items"]) > 20


def test_an_annotation_quotes_its_passage_with_the_words_around_it() -> None:
    texts = [annotation.text for annotation in ANNOTATIONS]
    for item in json.loads(written("webannotation"))["items"]:
        quote, position = item["target"]["selector"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert position["end"] - position["start"] == len(quote["exact"]) > 0
        assert any(
            text[position["start"] : position["end"]] == quote["exact"] and around in text for text in texts
        )


@both
def test_json_ld_names_articles_and_claims(hostile: bool) -> None:
    graph = json.loads(written("schemaorg", hostile))["@graph"]
    kinds = Counter(node["@type"] for node in graph)
    assert kinds["NewsArticle"] == len(ANNOTATIONS) and kinds["Claim"] == len(material("schemaorg").claims)
    assert kinds["ClaimReview"] == 0
    ids = {node["@id"] for node in graph}
    assert len(ids) == len(graph)
    for node in graph:
        if node["@type"] == "Claim":
            assert {node["firstAppearance"]["@id"], *(place["@id"] for place in node["appearance"])} <= ids
        assert node.get("url", "https://").startswith("http")


def test_a_claim_says_where_it_was_read_first_and_whose_it_is() -> None:
    nodes = {node.get("name"): node for node in json.loads(written("schemaorg"))["@graph"]}
    threat = nodes["Ilda Maren menace de répondre si l’eau manque à Orle"]
    assert threat["text"] == "La Tessarie répondra si une seule goutte manque à Orle"
    assert threat["author"] == [{"@type": "Person", "name": "Ilda Maren"}]
    by_id = {node["@id"]: node for node in json.loads(written("schemaorg"))["@graph"]}
    assert by_id[threat["firstAppearance"]["@id"]]["publisher"]["name"] == "Radio Cap"


def test_a_review_is_written_only_for_the_verdict_of_a_person() -> None:
    said = [
        Verdict(number=1, kind="confirm", author="Paul Brun", at="2031-05-01T10:00:00Z"),
        Verdict(number=2, kind="reject", author="Léa Brun", at="2031-05-02T10:00:00Z"),
        Verdict(number=3, kind="note", author="Léa Brun", at="2031-05-03T10:00:00Z", text="à revoir"),
    ]
    rows = tuple(
        msgspec.structs.replace(row, decided=tuple(said)) if row.key == "e-open" else row
        for row in ACCOUNT.rows
    )
    account = msgspec.structs.replace(ACCOUNT, rows=rows)
    chosen = choose(account, gather(ANNOTATIONS), kinds_for("schemaorg", ()))
    graph = json.loads(b"".join(encode("schemaorg", chosen)))["@graph"]
    (review,) = [node for node in graph if node["@type"] == "ClaimReview"]
    assert review["author"]["name"] == "Léa Brun" and review["datePublished"] == "2031-05-02T10:00:00Z"
    assert review["reviewRating"]["ratingValue"] == 1 and review["reviewRating"]["alternateName"] == "rejeté"
    claim = next(node for node in graph if node["@id"] == review["itemReviewed"]["@id"])
    assert claim["name"] == "La Norvale a ouvert les vannes du barrage de Lorme"
