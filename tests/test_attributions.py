"""Attributions: invented sentences with gold as a gate with floors, the lexicon's examples, and properties of any text."""

from __future__ import annotations

import re
import time
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe.annotate.attributions import find_attributions
from recoupe.annotate.attributions.commitment import is_conditional, is_future
from recoupe.annotate.quotes import find_quotes
from recoupe.annotate.reading import Reading, Token, has_parser, parse
from recoupe.languages import word_list
from recoupe.model import (
    Anchor,
    Article,
    Attribution,
    Role,
    SaidModality,
    TimeExpression,
    TimeType,
    Zone,
)

needs_parser = pytest.mark.skipif(not has_parser("fr"), reason="the French parser is not installed")
GOLD = Path(__file__).parent / "gold_attributions_fr.txt"
FLOORS = {"precision": 0.99, "recall": 0.99, "f1": 0.99, "speaker": 0.99}
MISREAD_EXAMPLES = 0


class Expected(NamedTuple):
    """One line of gold; None where the line leaves a field open."""

    content: str
    speaker: str | None = None
    addressee: str | None = None
    via: str | None = None
    modality: str | None = None


def read(text: str, *, role: Role = Role.BODY) -> Reading:
    """A parsed reading of a text whose lines are its paragraphs, without times and actors."""
    zones, start = [], 0
    for line in text.split("\n"):
        left = start + len(line) - len(line.lstrip())
        if line.strip():
            zones.append(Zone(start=left, end=left + len(line.strip()), role=role))
        start += len(line) + 1
    reading = next(iter(parse([Reading(Article(id="a", text=text), "fr", tuple(zones))])))
    reading.quotes = find_quotes(reading)
    return reading


def attributions(text: str) -> list[Attribution]:
    return find_attributions(read(text))


def contents(text: str) -> list[str]:
    return [text[one.start : one.end] for one in attributions(text)]


@cache
def gold() -> list[tuple[str, list[Expected]]]:
    found: list[tuple[str, list[Expected]]] = []
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            fields = [field.strip() or None for field in line[2:].split("|")]
            found[-1][1].append(Expected(*fields))  # type: ignore[arg-type]
        elif line and not line.startswith("#"):
            found.append((line, []))
    return found


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - {
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "des",
        "de",
        "du",
        "d",
        "m",
    }


def overlap(text: str, expected: str, one: Attribution) -> float:
    """Intersection over union of an expected content and a found one, in characters."""
    start = text.index(expected)
    end = start + len(expected)
    shared = min(end, one.end) - max(start, one.start)
    return shared / (max(end, one.end) - min(start, one.start)) if shared > 0 else 0.0


def same_name(expected: str | None, name: str | None) -> bool:
    if expected is None:
        return True
    if expected == "-":
        return name is None
    return name is not None and (words(expected) <= words(name) or words(name) <= words(expected))


class Scores(NamedTuple):
    precision: float
    recall: float
    f1: float
    speaker: float
    misses: list[str]


@cache
def scores() -> Scores:
    """Content at overlap of one half; ``speaker`` is the share of found ones whose other fields are right too."""
    hits = right = found = expected_count = 0
    misses = []
    for text, expected in gold():
        ones = attributions(text)
        found, expected_count = found + len(ones), expected_count + len(expected)
        free = list(ones)
        for line in expected:
            best = max(
                free, key=lambda one: (overlap(text, line.content, one), _agrees(line, one)), default=None
            )
            if best is None or overlap(text, line.content, best) < 0.5:
                misses.append(f"missed: {line.content} <- {text}")
                continue
            free.remove(best)
            hits += 1
            right += _agrees(line, best)
            if not _agrees(line, best):
                misses.append(f"fields: {line} {best} <- {text}")
        misses += [f"false: {text[one.start : one.end]} <- {text}" for one in free]
    precision, recall = hits / found, hits / expected_count
    return Scores(precision, recall, 2 * precision * recall / (precision + recall), right / hits, misses)


def _agrees(line: Expected, one: Attribution) -> bool:
    via = " > ".join(relay.name for relay in one.via) or None
    return (
        same_name(line.speaker, one.speaker.name if one.speaker else None)
        and same_name(line.addressee, one.addressee.name if one.addressee else None)
        and same_name(line.via, via)
        and line.modality in (None, one.modality.value)
    )


def test_gold_is_large_enough() -> None:
    assert len(gold()) >= 330
    assert sum(not expected for _, expected in gold()) >= 90


@needs_parser
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_scores_do_not_fall(name: str) -> None:
    result = scores()
    assert getattr(result, name) >= FLOORS[name], "\n".join(result.misses)


@needs_parser
def test_every_verb_of_the_lexicon_is_found_in_its_example() -> None:
    lines = {
        lemma: line["example"]
        for table in word_list("fr", "attributions")["verbs"].values()
        for lemma, line in table.items()
        if isinstance(line, dict)
    }
    missing = [f"{lemma}: {example}" for lemma, example in sorted(lines.items()) if not attributions(example)]
    assert len(missing) <= MISREAD_EXAMPLES, missing


def test_every_irregular_verb_has_its_forms() -> None:
    tables = word_list("fr", "attributions")
    verbs = [lemma for table in tables["verbs"].values() for lemma in table if lemma != "act"]
    heads = [lemma.removeprefix("se ").removeprefix("s'").split(" ") for lemma in verbs]
    last = {words[0] if words[0] == "mettre" else words[-1] for words in heads}
    assert {verb for verb in last if not verb.endswith("er")} <= set(tables["irregular"])


@needs_parser
@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Le maire a dit qu'il viendrait.", SaidModality.PREDICTION),
        ("Le maire a dit qu'il viendrait si on l'invitait.", SaidModality.CONDITIONAL),
        ("Selon le maire, le préfet aurait menti.", SaidModality.CONDITIONAL),
        ("Le maire dit que le pont devrait rouvrir.", SaidModality.PREDICTION),
        ("Le maire dit que les soldats tiraient.", SaidModality.ASSERTED),
        ("Le maire nie que le pont soit fermé.", SaidModality.DENIED),
        ("Le maire n'a pas reconnu que le pont était fermé.", SaidModality.ASSERTED),
    ],
)
def test_modality(text: str, modality: SaidModality) -> None:
    assert [one.modality for one in attributions(text)] == [modality]


@pytest.mark.parametrize(
    ("form", "lemma", "future", "conditional"),
    [
        ("partira", "partir", True, False),
        ("tirait", "tirer", False, False),
        ("espérait", "espérer", False, False),
        ("répondrait", "répondre", False, True),
        ("seraient", "être", False, True),
        ("viendront", "venir", True, False),
        ("opéra", "opéra", False, False),
    ],
)
def test_future_and_conditional_are_read_off_the_form(
    form: str, lemma: str, future: bool, conditional: bool
) -> None:
    token = Token(0, form, lemma, "VERB", "ROOT", "", 0, 0)
    assert (is_future(token), is_conditional(token)) == (future, conditional)


@needs_parser
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lise Aubin affirme que le pont tient.", "named_person"),
        ("Le ministère affirme que le pont tient.", "institution"),
        ("Un haut responsable affirme que le pont tient.", "anonymous"),
        ("Des sources proches du dossier affirment que le pont tient.", "anonymous"),
        ("Le communiqué affirme que le pont tient.", "document"),
        ("Le quotidien affirme que le pont tient.", "media"),
        ("Selon Reuters, le pont tient bon.", "media"),
    ],
)
def test_kind_of_source(text: str, kind: str) -> None:
    speakers = [one.speaker for one in attributions(text)]
    assert [speaker.kind.value for speaker in speakers if speaker] == [kind]


@needs_parser
def test_what_is_said_of_an_unnamed_source_is_kept() -> None:
    (one,) = attributions("Selon deux sources proches du dossier, le pont tient bon.")
    assert one.speaker is not None
    assert one.speaker.about == "deux sources proches du dossier"


@needs_parser
def test_without_a_parse_nothing_is_guessed() -> None:
    reading = Reading(
        Article(id="a", text="« Oui », dit Luc."), "xx", (Zone(start=0, end=17, role=Role.BODY),)
    )
    assert find_attributions(reading) == []


@needs_parser
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Lise Aubin a déclaré mercredi que la digue tenait.", "mercredi"),
        ("Mardi soir, Lise Aubin a dit que la digue tenait.", "Mardi soir"),
        ("La digue tient, a indiqué la mairie dans un communiqué diffusé samedi soir.", "samedi soir"),
        ("Neuf maisons ont brûlé, selon un bilan publié dimanche par la mairie.", "dimanche"),
        ("Lise Aubin a déclaré que la digue céderait mercredi.", None),
        ("Jeudi, la digue a cédé. Lise Aubin a dit que tout allait bien.", None),
    ],
)
def test_when_it_was_said(text: str, day: str | None) -> None:
    reading = read(text)
    for word in re.finditer(r"(?:mardi|mercredi|jeudi|samedi|dimanche)(?: soir)?", text, re.IGNORECASE):
        time = TimeExpression(
            start=word.start(), end=word.end(), type=TimeType.DATE, value="2031-05-07",
            earliest=word.group(), latest=word.group(), anchor=Anchor.PUBLISHED,
        )  # fmt: skip
        reading.times.append(time)
    assert [one.earliest for one in find_attributions(reading)] == [day]


PIECES = st.sampled_from(
    ["« ", " »", '"', "selon ", "Selon Luc, ", "a dit que ", "que ", "le maire ", ", ", ". ", "dit-il", " a-t-il dit", "\n", ": ",
     "d'", "demande à ", "de partir", "citant ", "comme ", "l'a dit ", "qui ", "é", "😀", "\u0301", "n'", "pas "]
)  # fmt: skip
ANY = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80)


@needs_parser
@given(ANY)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_records_of_any_text_stay_inside_it(text: str) -> None:
    reading = read(text)
    found = find_attributions(reading)
    assert found == find_attributions(reading)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        content = text[one.start : one.end]
        assert content == content.strip()
        for span in (one.speaker, one.cue, one.addressee, *one.via):
            assert span is None or 0 <= span.start < span.end <= len(text)


@needs_parser
def test_no_content_begins_with_its_complementiser() -> None:
    for text, _ in gold():
        for content in contents(text):
            assert not re.match(r"que?\b(?!l)|qu['’]", content), (content, text)


@needs_parser
@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Le maire a dit que que la digue tenait.", "la digue tenait"),
        ("Selon Lise Aubin que la digue ferme.", "la digue ferme"),
    ],
)
def test_a_que_too_many_is_no_content(text: str, content: str) -> None:
    assert contents(text) == [content]


@needs_parser
@pytest.mark.parametrize("unit", ["Le maire dit que ", "selon lui, ", "comme il l'a dit, "])
def test_time_is_linear_on_long_paragraphs(unit: str) -> None:
    reading = read(unit * (200_000 // len(unit)))
    begin = time.process_time()
    find_attributions(reading)
    assert time.process_time() - begin < 8


@pytest.mark.parametrize(
    ("text", "speaker", "relay"),
    [
        ("Selon un diplomate cité par l'agence Quai, la digue cédera.", "diplomate", "agence Quai"),
        ("D'après trois élus du port cités mardi soir par Le Fanal, la digue cédera.", "trois élus du port", "Le Fanal"),
    ],
)  # fmt: skip
def test_who_is_cited_by_somebody_is_told_without_it_and_through_him(
    text: str, speaker: str, relay: str
) -> None:
    (one,) = attributions(text)
    assert text[one.start : one.end] == "la digue cédera"
    assert one.speaker is not None
    assert text[one.speaker.start : one.speaker.end].endswith(speaker)
    assert [text[by.start : by.end].removeprefix("l'") for by in one.via] == [relay]
