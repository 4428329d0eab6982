"""Where a crawl glued sentences together, so that each can be parsed as the sentence it was.

Pages lose their line breaks when their text is extracted: "La digue tient.Elle a deux siècles.", "« Oui. »Le maire",
"- Le quai fermé -La mairie a". Linear in the text.
"""

from __future__ import annotations

import re
from functools import cache

from recoupe.languages import word_list

CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
SMALL = "a-zà-öø-ÿœ"
EDGE = re.compile(rf'[-.!?…)»”"](?:(?=["«“]?[{CAPITAL}])|(?=-\s)|(?<="))')
ENDED = re.compile(rf'(?:[{SMALL}]{{2}}|.[0-9%)\]»”".]|[{CAPITAL}]{{2}})[.!?…]$')
BEGINS = re.compile(rf"[«“\"]?[{CAPITAL}][{SMALL}'’ ]")
RUN_ON = re.compile(rf"[{CAPITAL}](?<=[{SMALL}]{{2}}.)")
ADDRESS = re.compile(r"www\.|://|@")
REACH = 40


def glued(text: str, start: int, end: int, language: str) -> list[int]:
    """The offsets inside ``text[start:end]`` at which a sentence begins without a blank before it, sorted.

    "tient.Elle" and "-La mairie" are cut before the capital; a straight mark after a final point goes to the side that
    it quotes, which the marks before it in the paragraph tell. Web addresses and initials stay whole.
    """
    cuts = set()
    inside = False
    for match in EDGE.finditer(text, start, end):
        mark, place = match.group(), match.end()
        if mark == '"':
            inside = not inside
        if inside and mark == '"' and ENDED.search(text, max(start, place - 4), place - 1):
            cuts.add(place - 1)
        elif not (inside and mark == '"') and _ends(text, start, place, mark):
            cuts.add(place)
    openers = _openers(language)
    if openers is not None:
        cuts.update(
            match.start()
            for match in RUN_ON.finditer(text, start, end)
            if openers.match(text, match.start(), end)
        )
    return sorted(
        cut for cut in cuts if start < cut < end and not ADDRESS.search(text, max(start, cut - REACH), cut)
    )


def _ends(text: str, start: int, place: int, mark: str) -> bool:
    """Whether a sentence ends at ``place``, after a mark: "tient.|Elle", "tient. »|Elle", "fermé -|La mairie"."""
    if mark == "-":
        return text[place - 2 : place - 1].isspace() and BEGINS.match(text, place) is not None
    intertitle = text[place : place + 1] == "-"
    before = text[max(start, place - 3) : place]
    if mark in "»”":
        return intertitle or BEGINS.match(text, place) is not None
    if mark == '"':
        return not before[-2:-1].isspace() and (intertitle or BEGINS.match(text, place) is not None)
    if mark == ")":
        return before[1:2].islower() and BEGINS.match(text, place) is not None
    return ENDED.search(before) is not None and (intertitle or _begins_plainly(text, place))


def _begins_plainly(text: str, place: int) -> bool:
    """Whether a sentence begins at ``place`` without a straight mark, whose side only the marks before it tell."""
    return text[place : place + 1] != '"' and BEGINS.match(text, place) is not None


@cache
def _openers(language: str) -> re.Pattern[str] | None:
    """The words that begin a sentence which ran into the word before it: "glacialLa digue", "mairieL'usine"."""
    words = word_list(language, "glued").get("openers", {}).get("words", ())
    listed = "|".join(sorted(words))
    return re.compile(rf"(?:{listed})\s+[{SMALL}]|[LD]['’][{SMALL}]{{2}}") if words else None
