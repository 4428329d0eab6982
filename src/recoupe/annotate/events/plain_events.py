"""Events of a text that is read without a parser: who did what to whom in plain English prose.

Verbs and nouns are data (``languages/en/events.toml``, ``modality.toml``). Clauses are read by ``plain_clauses``, verb groups
and subjects by ``plain_groups``; what an article tells twice is one event (``retelling``).
"""

from __future__ import annotations

from recoupe.annotate.events.plain_clauses import lines
from recoupe.annotate.events.plain_lexicon import PlainLexicon, singular
from recoupe.annotate.events.plain_nouns import read_noun
from recoupe.annotate.events.plain_telling import Told
from recoupe.annotate.events.plain_verbs import read_verb
from recoupe.annotate.reading import Reading
from recoupe.model import Event


def find_plain_events(reading: Reading, lexicon: PlainLexicon) -> list[Event]:
    """The events of an article in the order of the text, each told once. Offsets are into the article's text."""
    told = Told(reading, lexicon)
    forms, nouns = lexicon.forms, lexicon.nouns
    for line in lines(reading):
        told.open(line)
        if told.in_fiction(line):
            continue
        for place, low in enumerate(line.lows):
            if place in line.parties:
                continue
            if low in forms and read_verb(told, line, place):
                continue
            if low in nouns or singular(low) in nouns:
                read_noun(told, line, place)
    return sorted(told.events, key=lambda event: (event.start, event.end, event.type))
