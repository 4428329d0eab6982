"""What the tests of actors share: a parsed text, and its actors with the words of their mentions."""

from __future__ import annotations

from recoupe.annotate.actors import find_actors
from recoupe.annotate.quotes import find_quotes
from recoupe.annotate.reading import Reading, parse
from recoupe.annotate.times import find_times_and_ages
from recoupe.model import Actor, Article, Basis, Granularity, Published, Role, Zone

UNKNOWN = Published(granularity=Granularity.UNKNOWN, basis=Basis.UNKNOWN, because="")


def day(iso: str) -> Published:
    """Published on this day, stated."""
    return Published(
        earliest=iso, latest=iso, granularity=Granularity.DAY, basis=Basis.STATED, because="", stated=iso
    )


def read(text: str, published: Published = UNKNOWN, language: str = "fr") -> Reading:
    """A parsed text, a paragraph a line, with its quotations, times and ages; above a blank line stands its headline."""
    zones, start = [], 0
    for paragraph in text.split("\n"):
        if paragraph.strip():
            role = Role.HEADLINE if text.startswith(f"{paragraph}\n\n") else Role.BODY
            zones.append(Zone(start=start, end=start + len(paragraph), role=role))
        start += len(paragraph) + 1
    reading = next(parse([Reading(Article(id="a", text=text), language, tuple(zones), published=published)]))
    reading.quotes = find_quotes(reading)
    reading.times, reading.ages = find_times_and_ages(reading)
    return reading


def actors_of(
    text: str, published: Published = UNKNOWN, language: str = "fr"
) -> tuple[dict[str, Actor], dict[str, list[str]]]:
    """The actors by key, and the words of each one's mentions."""
    actors, mentions = find_actors(read(text, published, language))
    words: dict[str, list[str]] = {actor.key: [] for actor in actors}
    for mention in mentions:
        words[mention.actor].append(text[mention.start : mention.end])
    return {actor.key: actor for actor in actors}, words
