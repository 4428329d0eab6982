"""Exports read back by the readers their users have, with an invented situation and with hostile words in every field."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from datetime import date
from functools import cache
from html.parser import HTMLParser
from typing import Any

import bibtexparser
import icalendar
import jsonschema
import msgspec
import networkx
import pytest
import rispy
from account_fixture import DISPATCH, small_account
from bibtexparser.library import Library
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.errors import UsageError
from recoupe.exports import FORMATS, encode, kinds_for
from recoupe.exports.choosing import choose, read_conditions
from recoupe.exports.ical import _folded
from recoupe.exports.material import Material, actors_of, gather
from recoupe.exports.plover import code_of, tables
from recoupe.exports.polecat import COLUMNS
from recoupe.model import (
    Account,
    AccountRow,
    ActorName,
    ActorRow,
    Annotation,
    EventModality,
    EventRow,
    EventType,
    LedgerRow,
    Lineage,
    Published,
    StatementRow,
    Verdict,
)

ACCOUNT, ANNOTATIONS, INPUTS = small_account()
HOSTILE = [
    "<script>alert(1)</script> & \"x\" ]]> 'y'",
    "deux\u2028lignes\u2029ici\x85et\x0blà\r\nER  - \r\nTY  - JOUR\nEND:VEVENT",
    "nul\x00 échap\x1b[31m demi\ud800paire \ufffe",
    "\u202etxt.exe\u2066 renversé",
    "}}, author = {x}}\n@comment{ \\input{/etc/passwd} $x_1^2$ 100% #1 ~",
    "[[lien]] ![[image]] #étiquette `= 1 + 1` %%secret%% | ^bloc $a$ <% x %> ---\n---\nclé: valeur",
    "=HYPERLINK(1)",
    "../../../etc/passwd",
    "🙂é" * 120,
    "****  *source_faux *date_1999\n**** encore\n-*theme_x",
    "",
    " \t\n ",
]


def hostile_situation() -> tuple[Account, list[Annotation]]:
    """The invented situation with hostile words for every name, sentence, outlet, address, title and text."""
    turn = iter(HOSTILE * 200)
    annotations = []
    for number, annotation in enumerate(ANNOTATIONS):
        words = HOSTILE[number % len(HOSTILE)]
        article = msgspec.structs.replace(
            annotation.article, outlet=next(turn) or None, title=next(turn) or None, author=next(turn) or None,
            url=["javascript:alert(1)", "https://a.example/x?a={}&b=\"'<>", "http://[", None][number % 4],
            text=annotation.text + "\n" + words,
        )  # fmt: skip
        last = annotation.zones[-1]
        zone = msgspec.structs.replace(
            last, start=len(annotation.text) + 1, end=len(annotation.text) + 1 + len(words)
        )
        annotations.append(
            msgspec.structs.replace(annotation, article=article, zones=(*annotation.zones, zone))
        )
    rows = tuple(_hostile_row(row, next(turn), next(turn)) for row in ACCOUNT.rows)
    lineages = tuple(Lineage(origin=next(turn), articles=lineage.articles) for lineage in ACCOUNT.lineages)
    return msgspec.structs.replace(ACCOUNT, rows=rows, lineages=lineages), annotations


def _hostile_row(row: AccountRow, summary: str, words: str) -> AccountRow:
    def named(actor: ActorName | None) -> ActorName | None:
        return msgspec.structs.replace(actor, name=words) if actor else None

    changes: dict[str, Any] = {"summary": summary, "because": words}
    match row:
        case EventRow():
            changes |= {"actors": tuple(map(named, row.actors)), "place": words}
        case StatementRow():
            changes |= {"speaker": named(row.speaker), "content": words}
        case ActorRow():
            changes |= {"actor": named(row.actor), "names": (words, summary)}
        case LedgerRow():
            changes |= {"parts": tuple(msgspec.structs.replace(part, what=words) for part in row.parts)}
        case _:
            pass
    return msgspec.structs.replace(row, **changes)


def material(name: str, hostile: bool = False, *kinds: str, where: str = "", **how: Any) -> Material:
    account, annotations = hostile_situation() if hostile else (ACCOUNT, ANNOTATIONS)
    conditions = read_conditions([where] if where else [], "fr")
    return choose(account, gather(annotations), kinds_for(name, kinds), conditions, inputs=INPUTS, **how)


def written(name: str, hostile: bool = False, *kinds: str, **how: Any) -> str:
    content = b"".join(encode(name, material(name, hostile, *kinds, **how)))
    return content.decode("utf-8")


both = pytest.mark.parametrize("hostile", [False, True], ids=["plain", "hostile"])


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


class Tags(HTMLParser):
    """The tags of a piece of HTML, with the addresses it links to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


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


def read_iramuteq(text: str) -> list[tuple[dict[str, str], str]]:
    """The texts of an IRaMuTeQ corpus with their variables, as the program takes them."""
    found: list[tuple[dict[str, str], list[str]]] = []
    for line in text.split("\n"):
        if line.startswith("****"):
            variables = re.findall(r"\*([a-z]+)_(\S+)", line)
            found.append((dict(variables), []))
        else:
            found[-1][1].append(line)
    return [(variables, "\n".join(lines).strip()) for variables, lines in found]


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
    def broken(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, 1, b"", b"first\ncannot open display\n")

    monkeypatch.setattr(shutil, "which", lambda name: "/bin/browser")
    monkeypatch.setattr(subprocess, "run", broken)
    with pytest.raises(UsageError, match="cannot open display"):
        written("pdf")


def test_an_undated_article_stays_undated() -> None:
    published = Published(
        granularity=ACCOUNT.published["aube"].granularity, basis=ACCOUNT.published["aube"].basis, because=""
    )
    assert published.earliest is None
    records = rispy.loads(written("ris", where="article=aube"))
    assert "date" not in records[0] and "date inconnue" in records[0]["notes"][0]
