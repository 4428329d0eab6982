"""The date an article states: its fields, the lines that hold a date, the numbers of the posts it cites.

Only what the article itself gives; never the clock, never the file system. Bounds are intersected; what
contradicts the date that stands is said in ``because`` and moves nothing.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache

from recoupe.annotate.publication.bounds import Bounds
from recoupe.annotate.publication.header_dates import HeaderDate, header_dates
from recoupe.annotate.publication.told_dates import newest_told
from recoupe.annotate.reading import Reading
from recoupe.annotate.times.calendar import safe_date
from recoupe.annotate.times.timex import fold, time_words
from recoupe.languages import LANGUAGES, word_list
from recoupe.model import Basis, Granularity, Published, Role

FIRST_YEAR, LAST_YEAR = 1800, 2100
DATED_ROLES = (Role.METADATA, Role.DATELINE)
LOOK_BACK_CHARS = 40
MAX_YEARS_BY_WEEKDAY = 6
HALF_YEAR = timedelta(days=183)
DAY = timedelta(days=1)
"""How far two stated days may lie apart because each is written on a clock of its own."""
DATELINE_AGE = timedelta(days=3)
"""How long before its publication a report may have been written where its dateline says so."""
FIRST_SNOWFLAKE = 1 << 45

TWITTER_EPOCH_MS = 1_288_834_974_657
"""4 November 2010, 01:42:54.657 UTC: milliseconds from which X/Twitter counts (the 22 low bits hold machine and sequence)."""

_STATED = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d)(?:[T ](?P<clock>\d\d:\d\d(?P<second>:\d\d(?:\.\d+)?)?)(?:Z|[+-]\d\d:?\d\d)?)?)?)?"
)
_URL_DATE = re.compile(r"[/_-](\d{4})[/_-](\d\d)(?:[/_-](\d\d))?(?=[/_.-])")
_TWITTER_POST = re.compile(r"(?<![\w-])(?:twitter|x)\.com/[\w/]{1,60}/status(?:es)?/(\d{10,20})(?!\d)")
_MASTODON_POST = re.compile(
    r"https?://[\w.-]{3,80}/(?:@[\w.@-]{1,60}(?:/posts)?|users/[\w.-]{1,60}/statuses)/(\d{17,18})(?!\d)"
)


def date_article(reading: Reading) -> Published:
    """When an article was published, by what it states itself.

    Read in this order: the day it was collected and the date given beside the text, dates in header lines, the date in
    its address, the numbers of cited posts (the article is not older), weekdays beside dates. Unknown where nothing is stated.
    """
    bounds = Bounds()
    _read_collected(reading, bounds)
    _read_field(reading, bounds)
    has_header = any(zone.role in DATED_ROLES for zone in reading.zones)
    folded = fold(reading.text) if has_header else ""
    _read_lines(reading, folded, bounds)
    _read_address(reading, bounds)
    _read_posts(reading, bounds)
    if bounds.low is not None:
        _read_weekdays(reading, folded or fold(reading.text), bounds)
    if bounds.limit is not None and bounds.admits(None, bounds.limit) and bounds.narrow(None, bounds.limit):
        bounds.infer()
        bounds.tell("collected", date=_collected(reading) or "")
    if bounds.basis is Basis.UNKNOWN:
        bounds.tell("unknown")
    return bounds.published()


def not_older_than_told(reading: Reading) -> Published:
    """The date of an article, ``reading.published``, with what its own account of the past adds.

    « La digue a été inaugurée le 3 mai 2011 »: the article is of that day at the earliest.
    """
    own = reading.published
    told = newest_told(reading)
    if (
        told is None
        or (own.earliest and str(told[0]) <= own.earliest)
        or (own.latest and str(told[0]) > own.latest)
    ):
        return own
    bounds = Bounds(
        low=told[0],
        high=date.fromisoformat(own.latest) if own.latest else None,
        granularity=own.granularity,
        basis=own.basis,
        stated=own.stated,
        reasons=[reason for reason in own.reasons if reason.key != "unknown"],
    )
    bounds.infer()
    bounds.tell("told", words=told[1])
    return bounds.published()


# --------------------------------------------------------------------------- the day of collecting


def _read_collected(reading: Reading, bounds: Bounds) -> None:
    """No article is newer than the day on which it was collected (a day more, as clocks differ)."""
    collected = _collected(reading)
    read = stated_interval(collected) if collected else None
    if read is not None and not isinstance(read, str):
        bounds.limit = read[1] + DAY


def _collected(reading: Reading) -> str | None:
    """The field that says when the article was collected, the earliest where there are several."""
    found = [
        value.strip()
        for name, value in reading.article.extra.items()
        if isinstance(value, str)
        and _bare(name[:80]) in _collecting_fields()
        and _STATED.fullmatch(value.strip())
    ]
    return min(found, default=None)


@cache
def _collecting_fields() -> frozenset[str]:
    return frozenset(
        _bare(name) for language in LANGUAGES for name in word_list(language, "dating")["collected"]
    )


def _bare(name: str) -> str:
    """A column's name in lower case, without accents, spaces and punctuation."""
    return "".join(letter for letter in fold(name) if letter.isalnum())


# --------------------------------------------------------------------------- the field beside the text


def stated_interval(stated: str) -> tuple[date, date, Granularity] | str:
    """The days an ISO 8601 prefix names and how finely, or the key of the reason why it names none."""
    found = _STATED.fullmatch(stated.strip())
    if found is None:
        return "not_a_date"
    year = int(found["y"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return "out_of_range"
    if found["m"] is None:
        return date(year, 1, 1), date(year, 12, 31), Granularity.YEAR
    month = int(found["m"])
    if found["d"] is None:
        return _month_interval(year, month)
    day = safe_date(year, month, int(found["d"]))
    if day is None:
        return "no_such_day"
    if found["clock"] is None:
        return day, day, Granularity.DAY
    return day, day, Granularity.SECOND if found["second"] else Granularity.MINUTE


def _month_interval(year: int, month: int) -> tuple[date, date, Granularity] | str:
    if not 1 <= month <= 12:
        return "no_such_day"
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), Granularity.MONTH


def _read_field(reading: Reading, bounds: Bounds) -> None:
    stated, source = reading.article.stated_date, reading.article.date_source
    if not stated:
        return
    read = stated_interval(stated)
    if not isinstance(read, str) and bounds.limit is not None and read[0] > bounds.limit:
        read = "after_collected"
    if isinstance(read, str):
        bounds.tell("stated_refused", date=stated, reason=read)
        return
    bounds.low, bounds.high, bounds.granularity = read
    bounds.basis, bounds.stated = Basis.STATED, stated
    if source:
        bounds.tell("stated_in", date=stated, source=source)
    else:
        bounds.tell("stated", date=stated)


# --------------------------------------------------------------------------- dates in header lines


def _read_lines(reading: Reading, folded: str, bounds: Bounds) -> None:
    """Dates of header lines: the first that is no date of an update counts; a finer one refines, another conflicts."""
    table = word_list(reading.language, "dating") or word_list("fr", "dating")
    read = False
    for zone in reading.zones:
        if zone.role not in DATED_ROLES:
            continue
        place = zone.start
        for found in header_dates(folded, zone.start, zone.end, table["day_first"]):
            before = folded[max(place, found.start - LOOK_BACK_CHARS) : found.start]
            place = found.end
            line = reading.text[found.start : found.end]
            if any(word in before for word in table["updated"]):
                _take_update(bounds, found)
            elif not read:
                read = _take_line(bounds, found, line, zone.role)


def _take_line(bounds: Bounds, found: HeaderDate, line: str, role: Role) -> bool:
    """Bound by a date of a header line; False where it does not count: refused, or no year is written and none follows."""
    if found.year is None:
        return _take_yearless(bounds, found, line, role)
    read, refusals = [], []
    for stated in found.readings or ("",):
        interval = stated_interval(stated) if stated else "no_such_day"
        if not isinstance(interval, str) and bounds.limit is not None and interval[0] > bounds.limit:
            interval = "after_collected"
        if isinstance(interval, str):
            refusals.append(interval)
        else:
            read.append((stated, *interval))
    if not read:
        bounds.tell("line_refused", words=line, reason=refusals[0])
        return False
    fitting = [one for one in read if bounds.admits(one[1], one[2])]
    on_weekday = [one for one in fitting if found.weekday in (None, one[1].isoweekday())]
    if not fitting:
        if role is not Role.DATELINE or not bounds.admits(read[0][1], read[0][2] + DATELINE_AGE):
            bounds.tell("line_differs", words=line)
        return True
    if found.day is not None and found.weekday is not None and not on_weekday:
        bounds.tell("line_weekday_differs", words=line)
    _narrow_by_line(bounds, on_weekday or fitting, line)
    return True


def _narrow_by_line(bounds: Bounds, read: list[tuple[str, date, date, Granularity]], line: str) -> None:
    """Take a date of a header line; of one that can be read in two ways, all from the first day to the second."""
    finer = len(read) == 1 and bounds.low == bounds.high and bounds.granularity is Granularity.DAY
    changed = bounds.narrow(min(one[1] for one in read), max(one[2] for one in read))
    if not changed and not (finer and read[0][3] in (Granularity.MINUTE, Granularity.SECOND)):
        return
    stated, low, _, granularity = read[0]
    bounds.basis = Basis.STATED
    bounds.granularity = granularity if len(read) == 1 else Granularity.YEAR
    bounds.stated = stated if len(read) == 1 else f"{low.year:04d}"
    bounds.tell("line" if len(read) == 1 else "line_either", words=line)


def _take_yearless(bounds: Bounds, found: HeaderDate, line: str, role: Role) -> bool:
    """« 13 mars » alone on a line: a day of the interval that is known, where only one such day lies in it."""
    if bounds.low is None or bounds.high is None or found.day is None:
        return False
    if bounds.high.year - bounds.low.year > MAX_YEARS_BY_WEEKDAY:
        return False
    age = DATELINE_AGE if role is Role.DATELINE else timedelta(0)
    days = [
        day
        for year in range(bounds.low.year - 1, bounds.high.year + 1)
        if (day := safe_date(year, found.month, found.day)) and bounds.admits(day, day + age)
    ]
    fitting = [day for day in days if found.weekday in (None, day.isoweekday())]
    if not days:
        bounds.tell("line_differs", words=line)
    elif not fitting:
        bounds.tell("line_weekday_differs", words=line)
    elif len(fitting) == 1 and bounds.admits(fitting[0], fitting[0]):
        _narrow_by_line(bounds, [(fitting[0].isoformat(), fitting[0], fitting[0], Granularity.DAY)], line)
    return True


def _take_update(bounds: Bounds, found: HeaderDate) -> None:
    """« Mis à jour le 5 mai 2011 »: the article was there by then."""
    read = stated_interval(found.readings[0]) if len(found.readings) == 1 else "not_a_date"
    if isinstance(read, str):
        return
    stated = found.readings[0]
    if not bounds.admits(None, read[1] + DAY):
        bounds.tell("update_differs", date=stated)
    elif bounds.admits(None, read[1]) and bounds.narrow(None, read[1]):
        bounds.infer()
        bounds.tell("update", date=stated)


def _read_address(reading: Reading, bounds: Bounds) -> None:
    """A date in the article's address: "https://lavigie.example/2011/05/03/pont.html"."""
    found = _URL_DATE.search(reading.article.url or "")
    if found is None:
        return
    stated = "-".join(part for part in found.groups() if part)
    read = stated_interval(stated)
    if isinstance(read, str):
        return
    low, high, granularity = read
    if not bounds.admits(low, high):
        bounds.tell("address_differs", date=stated)
    elif bounds.narrow(low, high):
        bounds.granularity = granularity
        bounds.infer()
        bounds.tell("address", date=stated)


# --------------------------------------------------------------------------- numbers of posts


def post_day(number: int, service: str) -> date | None:
    """The day (UTC) on which a post was made, by its number; None where the number does not hold a time.

    X/Twitter: milliseconds since ``TWITTER_EPOCH_MS`` above the 22 low bits; numbers under ``FIRST_SNOWFLAKE`` are
    older and plain counts. Mastodon: milliseconds since 1970 above the 16 low bits.
    """
    if service == "twitter":
        if number < FIRST_SNOWFLAKE:
            return None
        milliseconds = (number >> 22) + TWITTER_EPOCH_MS
    else:
        milliseconds = number >> 16
    made = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    return made.date() if 2010 <= made.year <= LAST_YEAR else None


def _read_posts(reading: Reading, bounds: Bounds) -> None:
    """The newest post that the article cites, or is, bounds it from below."""
    posts = []
    text = f"{reading.article.url or ''}\n{reading.text}"
    for service, pattern, sign in (("twitter", _TWITTER_POST, ".com/"), ("mastodon", _MASTODON_POST, "://")):
        for found in pattern.finditer(text) if sign in text else ():
            day = post_day(int(found[1]), service)
            if day is not None:
                posts.append((day, found[1]))
    if not posts:
        return
    day, number = max(posts)
    if not bounds.admits(day - DAY, None):
        bounds.tell("post_differs", date=day)
    elif bounds.admits(day, None) and bounds.narrow(day, None):
        bounds.infer()
        bounds.tell("post", number=number, date=day)


# --------------------------------------------------------------------------- weekdays beside dates


def _read_weekdays(reading: Reading, folded: str, bounds: Bounds) -> None:
    """A day such as "lundi 12 mai", without a year, fits few years: those within half a year of the article must hold one."""
    if bounds.low is None or bounds.high is None or bounds.high.year - bounds.low.year > MAX_YEARS_BY_WEEKDAY:
        return
    language = reading.language if time_words(reading.language) else "fr"
    tables = word_list(language, "times")
    for found in _weekday_dates(reading, folded, language):
        words = reading.text[found.start() : found.end()]
        weekday = tables["weekdays"][found["wd"]]
        month, number = tables["months"][found["m"]], int(re.sub(r"\D", "", found["d"]))
        years = range(bounds.low.year - 1, bounds.high.year + 2)
        near = [
            day
            for year in years
            if (day := safe_date(year, month, number)) and bounds.admits(day - HALF_YEAR, day + HALF_YEAR)
        ]
        fitting = [day for day in near if day.isoweekday() == weekday]
        if near and not fitting:
            bounds.tell("weekday_differs", words=words)
            return
        if len(fitting) == 1 and len(near) > 1:
            day = fitting[0]
            if bounds.narrow(day - HALF_YEAR, day + HALF_YEAR):
                bounds.tell("weekday", words=words, year=day.year)


@cache
def _weekday_pattern(language: str) -> re.Pattern[str]:
    """A weekday, a day and a month in the language's order, without a year."""
    words = word_list(language, "times")
    weekdays, months = "|".join(words["weekdays"]), "|".join(words["months"])
    pattern: str = word_list(language, "dating")["weekday_date"]
    return re.compile(pattern.format(weekdays=weekdays, months=months))


def _weekday_dates(reading: Reading, folded: str, language: str) -> Iterator[re.Match[str]]:
    """Days with their weekday and month but no year, outside quotations of others' pages."""
    for zone in reading.zones:
        if zone.role in (Role.BODY, Role.HEADLINE, Role.DATELINE):
            yield from _weekday_pattern(language).finditer(folded, zone.start, zone.end)
