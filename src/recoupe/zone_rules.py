"""The tables of ``languages/<language>/zones.toml``, compiled: what the zones of an article are told by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from recoupe.languages import LANGUAGES, word_list

LETTER_CAPITAL = "A-ZÀ-ÖØ-ÞŒŠŽ"
ISO_STAMP = r"\d{4}-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:\s?(?:Z|[+-]\d{2}:?\d{2}))?)?)?(?![\w-])"
CLOCK = r"(?:(?:à|at|,|-|–)\s*)?\d{1,2}\s?(?:[h:.]\s?\d{2}(?::\d{2})?|h|heures)(?:\s?(?:[ap]\.?m\.?))?(?:\s?(?:gmt|utc|cest|cet|bst|e[ds]t|p[ds]t|(?-i:ET|PT)))?(?!\w)"

_WORD = rf"[{LETTER_CAPITAL}][\w'’.]*(?:[-/][\w'’.]+)*"
PLACE = rf"{_WORD}(?:\s(?:(?:de|du|des|la|le|les|sur|en|aux|of|the)\s|[dl]['’])?{_WORD}){{0,3}}"


@dataclass(frozen=True)
class Rules:
    """The tables of a language, compiled."""

    negations: frozenset[str]
    date: re.Pattern[str]
    clock: re.Pattern[str]
    published: re.Pattern[str]
    published_stamp: re.Pattern[str]
    dated_start: re.Pattern[str]
    reading_time: re.Pattern[str]
    source: re.Pattern[str]
    byline: re.Pattern[str]
    byline_words: frozenset[str]
    kicker: re.Pattern[str]
    dateline: re.Pattern[str]
    placed: re.Pattern[str]
    credit: re.Pattern[str]
    credit_tail: re.Pattern[str]
    screen: re.Pattern[str]
    thing: re.Pattern[str]
    addressed: re.Pattern[str]
    tracker: re.Pattern[str]
    phrases: re.Pattern[str]
    call: re.Pattern[str]
    call_tail: re.Pattern[str]
    rights: re.Pattern[str]
    share: frozenset[str]


def _bare(word: str) -> str:
    """A word without its accents, as many headlines in capitals are set: « MÉTÉO », « METEO »."""
    return "".join(
        letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)
    )


def _with_bare(words: Iterable[str]) -> list[str]:
    """Words with their forms without accents, as capitals and old systems have them: « PUBLIE LE 3 FEVRIER 2031 »."""
    return sorted({form for word in words for form in (word, _bare(word))})


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of these stretches of words, the longest first, whatever the spaces and apostrophes."""
    escaped = (
        re.escape(word).replace(r"\ ", r"\s{1,3}").replace("'", "['’]").replace(":", r"\s?:")
        for word in words
    )
    return "(?:" + "|".join(sorted(escaped, key=lambda pattern: (-len(pattern), pattern))) + ")"


@cache
def load_rules(language: str) -> Rules:
    """The rules of a language; of every language where this one has no table."""
    tables = (
        [word_list(language, "zones")]
        if word_list(language, "zones")
        else [word_list(known, "zones") for known in LANGUAGES]
    )

    def words(table: str, name: str | None = None) -> list[str]:
        return sorted({word for each in tables for word in (each[table][name] if name else each[table])})

    def search(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    everywhere = [word_list(known, "zones") for known in LANGUAGES]
    months = _any_of(_with_bare(month for each in everywhere for month in each["months"]))
    date = _date_pattern(months, _any_of(day for each in everywhere for day in each["weekdays"]))
    published = _any_of(_with_bare(words("header", "published")))
    call = _any_of(words("calls", "pointer") + words("calls", "appeal"))
    credit = _any_of(words("caption", "credit"))
    return Rules(
        negations=frozenset(words("negations")),
        date=search(date),
        clock=search(CLOCK),
        published=search(rf"{published}(?!\w)\s{{0,3}}:?"),
        published_stamp=search(
            rf"{published}\s{{0,3}}:?\s{{0,3}}{date}(?:\s{{0,3}}{CLOCK})?[\s.|·•–—-]{{0,5}}(?-i:(?=[{LETTER_CAPITAL}«\"“]|$))"
        ),
        dated_start=search(
            rf"{date}(?:\s{{0,3}}{CLOCK})?\s{{0,3}}[-–—|]\s{{1,3}}(?-i:(?=[{LETTER_CAPITAL}«\"“]))"
        ),
        reading_time=search(
            rf"(?:{_any_of(words('header', 'reading_time'))}\s{{0,3}}:?\s{{0,3}})?\d{{1,3}}[\s-]{{0,3}}(?:minutes?|mins?|mn)(?!\w)\.?(?:\s{{0,3}}{_any_of(words('header', 'reading_time'))})?"
        ),
        source=search(rf"{_any_of(words('header', 'source'))}\s?:\s?[^.!?…]{{1,100}}$"),
        byline=search(
            rf"{_any_of(words('header', 'byline'))}(?!\w)\s{{0,3}}:?\s{{0,3}}([^|·•]{{2,140}}?)(?=\s{{0,3}}[|·•]|\s[-–—]\s|,?\s{{1,3}}(?:{published}\s|le\s\d|\d)|$)"
        ),
        byline_words=frozenset(words("header", "byline_words")),
        kicker=re.compile(
            rf"{_any_of(form for word in words('header', 'kickers') for form in (word.upper(), _bare(word).upper()))}\s?(?:[-–—:|]|\.\s)\s{{0,3}}"
        ),
        dateline=_dateline_pattern(date),
        placed=re.compile(rf"{PLACE},\s{{1,3}}(?=le\s{{1,3}}(?i:{date}))"),
        credit=search(rf"(?:{credit}\s?:|©|\(c\)\s)"),
        credit_tail=search(rf"[.!?…»\"”)]\s{{0,3}}({credit}\s?:|©)"),
        screen=search(rf"(?<!\w){_any_of(words('embed', 'screen'))}(?!\w)"),
        thing=search(rf"(?<!\w){_any_of(words('embed', 'thing'))}(?!\w)"),
        addressed=search(rf"(?<!\w){_any_of(words('embed', 'addressed'))}(?!\w)"),
        tracker=search(rf"(?<!\w){_any_of(words('embed', 'tracker'))}(?!\w)"),
        phrases=search(_any_of(words("embed", "phrases"))),
        call=search(rf"[\s•*>→►▶✎➡-]{{0,6}}{call}(?!\w)"),
        call_tail=search(rf"[.!?…»\"”)]\s{{0,3}}[>→►▶➡]{{0,2}}\s?({call})(?!\w)"),
        rights=search(_any_of(words("calls", "rights"))),
        share=frozenset(words("calls", "share")),
    )


def _date_pattern(months: str, weekdays: str) -> str:
    """A calendar date as headers write it, with or without its weekday and its year."""
    spelled = rf"\d{{1,2}}(?:er|st|nd|rd|th)?\s{{1,3}}{months},?(?:\s{{1,3}}\d{{4}})?|{months}\s{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s{{1,3}}\d{{4}})?|{months}\s{{1,3}}\d{{4}}"
    figures = r"\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})|\d{1,2}-\d{1,2}-\d{4}"
    return rf"(?:{weekdays},?\s{{1,3}})?(?:le\s{{1,3}})?(?:{ISO_STAMP}|(?:{spelled}|{figures})(?!\w))"


def _dateline_pattern(date: str) -> re.Pattern[str]:
    """Place, perhaps region, date and agency, then a dash and a sentence."""
    dated = rf"(?i:{date})"
    details = rf"(?:\s?,\s?(?:{dated}|{PLACE})){{0,2}}(?:\s?(?P<agency>\([^()]{{2,40}}\)|/[^/\s]{{2,20}}/))?(?:\s?,?\s?(?P<date>{dated}))?"
    dash = r"(?:\s{1,3}(?:--?|–|—)\s{0,3}|(?:--|–|—)\s{0,3}|-\s{1,3})"
    return re.compile(rf"(?P<place>{PLACE}){details}{dash}(?=[{LETTER_CAPITAL}«\"“\d])")
