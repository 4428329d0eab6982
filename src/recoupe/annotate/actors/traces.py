"""How the capitalised names that no table holds are met in an article: with an article, after "à", as who wills something."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from recoupe.annotate.actors.lexicon import pieces
from recoupe.annotate.actors.names import Scan, starts_person
from recoupe.languages import word_list
from recoupe.model import Role

_BLANKS = frozenset([" ", "\u00a0"])
_PARTIES = frozenset(["nsubj", "nsubj:pass", "obj", "iobj", "obl:arg", "obl:agent"])
_ACTORS = frozenset(["nsubj", "obl:agent"])


@dataclass(slots=True)
class Traces:
    """How a name that no table holds is met in one article: how often in each way, and where (words ``first:last``)."""

    places: list[tuple[int, int]] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    articled: int = 0
    feminine: int = 0
    within: int = 0
    located: int = 0
    person: int = 0
    governed: int = 0
    acting: int = 0
    things: int = 0
    inside: int = 0
    staffed: int = 0

    @property
    def shown(self) -> str:
        """The form met most often, the one with accents first."""
        return min(self.forms, key=lambda form: (-self.forms[form], form.isascii(), form))


@cache
def name_table(language: str, section: str, key: str) -> frozenset[str]:
    """The words of a list of the language's table of names; empty where the language has none."""
    return frozenset(word_list(language, "names").get(section, {}).get(key, ()))


def wills(scan: Scan, index: int, deeds: bool = False) -> bool:
    """Whether the word is a party to a verb of will: "Marnoze exige", "a sommé Marnoze de", "accusée par Marnoze".

    With ``deeds`` only who does it counts, and deeds of arms and trade do as well ("la Saldovie a tiré").
    """
    language = scan.lexicon.language
    token = scan.tokens[index]
    if token is None:
        return False
    right_after = scan.tokens[index - 1] if index > 0 and scan.gaps[index - 1] == " " else None
    if not deeds and right_after is not None and right_after.pos == "VERB":
        return right_after.lemma in name_table(language, "will", "verbs")
    for _ in range(3):
        if token.dep != "conj":
            break
        token = token.head
    bare = token.dep == "obl:mod" and not any(child.dep == "case" for child in token.children)
    if token.dep not in (_ACTORS if deeds else _PARTIES) and (deeds or not bare):
        return False
    verb = token.head
    if verb.dep in {"xcomp"} and token.dep == "nsubj":
        verb = verb.head
    if verb.lemma in name_table(language, "will", "verbs"):
        return True
    return deeds and verb.lemma in name_table(language, "will", "armed")


def name_traces(scan: Scan, titled: dict[int, str]) -> dict[str, Traces]:
    """By folded name, how each capitalised name that no table holds is met; hyphens join the words of one."""
    found: dict[str, Traces] = {}
    datelines = _dateline_words(scan)
    index, size = 0, len(scan)
    while index < size:
        if not scan.capital[index] or index in scan.taken:
            index += 1
            continue
        last = _past_hyphens(scan, index)
        key = " ".join(scan.folds[index:last])
        if scan.texts[index].isalpha() and key not in scan.lexicon.no_names:
            _trace(scan, index, last, titled, found.setdefault(key, Traces()))
        index = last
    for word in datelines & found.keys():
        found[word].located += 1
    return found


def _dateline_words(scan: Scan) -> set[str]:
    """The folded places that datelines name ("MARNOZE (ALP) –"); hyphens part words as in the text."""
    text = scan.reading.text
    return {
        " ".join(pieces(name))
        for zone in scan.reading.zones
        if zone.role is Role.DATELINE
        for name in re.split(r"[(,–—]| - ", text[zone.start : zone.end])
    }


def _past_hyphens(scan: Scan, index: int) -> int:
    last = index + 1
    while last < len(scan) and scan.gaps[last - 1] == "-" and last not in scan.taken and last - index < 6:
        last += 1
    return last


def _trace(scan: Scan, first: int, last: int, titled: dict[int, str], traces: Traces) -> None:
    traces.places.append((first, last))
    traces.forms[scan.reading.text[scan.starts[first] : scan.ends[last - 1]]] += 1
    label = scan.label(first)
    if label:
        traces.labels[label] += 1
    traces.inside += not scan.opens_sentence(first) or scan.gap_before(first).endswith("(")
    before = scan.before(first)
    if first in titled or _in_full_name(scan, first, last):
        traces.person += 1
    elif before in scan.small.one:
        _trace_article(scan, first, last, before, traces)
    elif before == "chez":
        traces.staffed += 1
    elif before in scan.small.inside:
        traces.within += 1
    elif before in scan.small.toward or _located(scan, first, last, before):
        traces.located += 1
    elif before in scan.small.plain_of and first > 1:
        noun = scan.folds[first - 2]
        traces.staffed += noun in name_table(scan.lexicon.language, "things", "staff")
        traces.things += noun in name_table(scan.lexicon.language, "things", "nouns")
        traces.located += (
            noun in name_table(scan.lexicon.language, "things", "placing") or noun in scan.small.toward
        )
    elif wills(scan, first):
        traces.acting += 1


def _trace_article(scan: Scan, first: int, last: int, before: str, traces: Traces) -> None:
    if last < len(scan) and scan.capital[last] and scan.gaps[last - 1] in _BLANKS:
        return
    traces.articled += 1
    traces.feminine += before == "la" or (before == "l" and scan.folds[last - 1].endswith(("e", "a")))
    traces.governed += _state_before(scan, first - 2, before)
    traces.acting += wills(scan, first, deeds=True)


def speaks_behind(scan: Scan, index: int) -> bool:
    """Whether a verb right before the word follows a quotation: "« Non », *a écrit* Mme Brandt"."""
    first = index - 1
    if first > 0 and scan.folds[first] in scan.lexicon.civility:
        first -= 1
    verb = first
    while first >= 0 and first > index - 5 and scan.pos(first) in {"VERB", "AUX"} and scan.gaps[first] == " ":
        first -= 1
    return first < verb and bool(_CLOSING.intersection(scan.gap_before(first + 1)))


_CLOSING = frozenset('"»”')


def _state_before(scan: Scan, index: int, article: str) -> bool:
    """Whether a noun of state stands before "de la", "de l'", "du"; after "ministre" a field of office follows, no country."""
    if article not in scan.small.contracted:
        if index < 1 or scan.folds[index] != "de":
            return False
        index -= 1
    noun = scan.folds[index] if index >= 0 else ""
    language = scan.lexicon.language
    if article in scan.small.one and noun in name_table(language, "state", "deeds"):
        return True
    return noun in name_table(language, "state", "nouns") and noun.removesuffix("s") not in scan.small.fielded


def _in_full_name(scan: Scan, first: int, last: int) -> bool:
    """Whether the word is part of a person's full name: beside another capital, after a given name or where the name finder says so."""
    behind = first > 0 and scan.capital[first - 1] and scan.gaps[first - 1] in _BLANKS
    beside = (behind and scan.pos(first - 1) not in {"ADP", "DET"}) or (
        last < len(scan) and scan.capital[last] and scan.gaps[last - 1] in _BLANKS
    )
    if not beside:
        return False
    return scan.label(first) == "PER" or starts_person(scan, first) or starts_person(scan, first - 1)


def _located(scan: Scan, first: int, last: int, before: str) -> bool:
    """Whether "à" before the name leads to a place: it opens the sentence, or hangs on no verb as its object."""
    if before != "a" or scan.gaps[first - 1] not in _BLANKS or scan.texts[first - 1] == "a":
        return False
    token = scan.tokens[first]
    if token is None or scan.opens_sentence(first - 1) or scan.label(first) == "LOC":
        return True
    if token.dep not in {"obl:mod", "nmod", "obl:arg"} or wills(scan, first):
        return False
    return token.dep != "obl:arg" or token.head.lemma not in name_table(
        scan.lexicon.language, "will", "giving"
    )
