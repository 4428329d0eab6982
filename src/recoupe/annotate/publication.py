"""The date an article states: its fields, the lines that hold a date, the numbers of the posts it cites.

Only what the article itself gives; never the clock, never the file system. Bounds are intersected; what
contradicts the date that stands is said in ``because`` and moves nothing.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache

from recoupe.annotate.anchors import lookup, year_of
from recoupe.annotate.calendar import safe_date
from recoupe.annotate.reading import Reading
from recoupe.annotate.timex import Sign, TimeWords, fold, scan, time_words
from recoupe.languages import word_list
from recoupe.model import Basis, Granularity, Published, Role

FIRST_YEAR, LAST_YEAR = 1800, 2100
DATED_ROLES = (Role.METADATA, Role.DATELINE)
LOOK_BACK_CHARS = 40
MAX_YEARS_BY_WEEKDAY = 6
HALF_YEAR = timedelta(days=183)
FIRST_SNOWFLAKE = 1 << 45

TWITTER_EPOCH_MS = 1_288_834_974_657
"""4 November 2010, 01:42:54.657 UTC: milliseconds from which X/Twitter counts (the 22 low bits hold machine and sequence)."""

_STATED = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d)(?:[T ](?P<clock>\d\d:\d\d(?P<second>:\d\d(?:\.\d+)?)?)(?:Z|[+-]\d\d:?\d\d)?)?)?)?"
)
_CRAWL_DATE = re.compile(r"(?<!\d)(\d{4}(?:-\d\d){1,2})(?![\d-])")
_URL_DATE = re.compile(r"[/_-](\d{4})[/_-](\d\d)(?:[/_-](\d\d))?(?=[/_.-])")
_TWITTER_POST = re.compile(r"(?:twitter|x)\.com/[\w/]{1,60}/status(?:es)?/(\d{10,20})(?!\d)")
_MASTODON_POST = re.compile(
    r"https?://[\w.-]{3,80}/(?:@[\w.@-]{1,60}|users/[\w.-]{1,60}/statuses)/(\d{17,18})(?!\d)"
)


@dataclass(slots=True)
class Bounds:
    """An interval of days being narrowed, with the reasons that narrowed it or could not."""

    low: date | None = None
    high: date | None = None
    granularity: Granularity = Granularity.UNKNOWN
    basis: Basis = Basis.UNKNOWN
    stated: str | None = None
    reasons: list[str] = field(default_factory=list)

    def admits(self, low: date | None, high: date | None) -> bool:
        """Whether the interval and another one have a day in common."""
        below = self.low is not None and high is not None and high < self.low
        above = self.high is not None and low is not None and low > self.high
        return not (below or above)

    def narrow(self, low: date | None, high: date | None) -> bool:
        """Intersect with another interval that is admitted; True where that changed anything."""
        before = (self.low, self.high)
        if low is not None:
            self.low = low if self.low is None else max(self.low, low)
        if high is not None:
            self.high = high if self.high is None else min(self.high, high)
        return before != (self.low, self.high)

    def published(self) -> Published:
        return Published(
            earliest=self.low.isoformat() if self.low else None,
            latest=self.high.isoformat() if self.high else None,
            granularity=self.granularity,
            basis=self.basis,
            because=" ; ".join(self.reasons),
            stated=self.stated,
        )


def say(key: str, language: str = "fr", **values: object) -> str:
    """A reason in words, from the table ``dating`` of the language."""
    phrase: str = word_list(language, "times")["dating"][key]
    return phrase.format(**values)


def date_article(reading: Reading) -> Published:
    """When an article was published, by what it states itself.

    Read in this order: the field beside the text, dates in header lines, the date in its address, the numbers of
    cited posts (the article is not older), weekdays beside dates. Unknown where nothing is stated.
    """
    bounds = Bounds()
    words = time_words(reading.language) or time_words("fr")
    folded = fold(reading.text)
    _read_field(reading, bounds)
    if words is not None:
        _read_lines(reading, folded, words, bounds)
    _read_address(reading, bounds)
    _read_posts(reading, bounds)
    if words is not None:
        _read_weekdays(reading, folded, words, bounds)
    if bounds.basis is Basis.UNKNOWN:
        bounds.reasons.append(say("unknown"))
    return bounds.published()


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
    if isinstance(read, str):
        bounds.reasons.append(say("stated_refused", date=stated, reason=say(read)))
        return
    bounds.low, bounds.high, bounds.granularity = read
    bounds.basis, bounds.stated = Basis.STATED, stated
    where = say("stated_source", source=source) if source else ""
    bounds.reasons.append(say("stated", date=stated, source=where))


# --------------------------------------------------------------------------- dates in header lines


def _read_lines(reading: Reading, folded: str, words: TimeWords, bounds: Bounds) -> None:
    """Dates of header lines: the first that is no date of an update counts; a finer one refines, another conflicts."""
    read = False
    for zone in reading.zones:
        if zone.role not in DATED_ROLES:
            continue
        for start, end, stated in _line_dates(folded, zone.start, zone.end, words):
            if _updated(folded[max(zone.start, start - LOOK_BACK_CHARS) : start], words) or read:
                continue
            read = _take_line(bounds, stated, reading.text[start:end])


def _line_dates(folded: str, start: int, end: int, words: TimeWords) -> Iterator[tuple[int, int, str]]:
    """The dates with a year of a header line, as ISO 8601 prefixes."""
    found = [(m.start(1), m.end(1), m[1]) for m in _CRAWL_DATE.finditer(folded, start, end)]
    for sign in scan(folded, start, end, words, lambda sign: sign.kind not in ("calendar", "month")):
        stated = _iso_of(sign, words)
        if stated is not None:
            found.append((sign.start, sign.end, stated))
    yield from sorted(found)


def _iso_of(sign: Sign, words: TimeWords) -> str | None:
    """The ISO 8601 prefix of a calendar date or month whose year is written."""
    groups = sign.groups
    year = year_of(groups["y"]) if "y" in groups else None
    month = lookup(words.tables["months"], groups["m"]) or lookup(
        words.tables["month_abbreviations"], groups["m"]
    )
    if year is None or not 1 <= month <= 12:
        return None
    if sign.kind == "month":
        return f"{year:04d}-{month:02d}"
    day = safe_date(year, month, int(re.sub(r"\D", "", groups["d"]) or "1"))
    return day.isoformat() if day else None


def _updated(before: str, words: TimeWords) -> bool:
    return any(word in before for word in words.tables["publication"]["updated"])


def _take_line(bounds: Bounds, stated: str, line: str) -> bool:
    """Bound by a date of a header line; False where it is refused."""
    read = stated_interval(stated)
    if isinstance(read, str):
        bounds.reasons.append(say("stated_refused", date=stated, reason=say(read)))
        return False
    low, high, granularity = read
    if not bounds.admits(low, high):
        bounds.reasons.append(say("line_differs", words=line, date=bounds.stated))
        return True
    if bounds.narrow(low, high):
        bounds.granularity, bounds.basis, bounds.stated = granularity, Basis.STATED, stated
        bounds.reasons.append(say("line", words=line))
    return True


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
        bounds.reasons.append(say("address_differs", date=stated))
    elif bounds.narrow(low, high):
        bounds.granularity = granularity
        bounds.basis = Basis.STATED if bounds.basis is Basis.STATED else Basis.INFERRED
        bounds.reasons.append(say("address", date=stated))


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
    """The newest cited post bounds the article from below."""
    posts = []
    for service, pattern in (("twitter", _TWITTER_POST), ("mastodon", _MASTODON_POST)):
        for found in pattern.finditer(reading.text):
            day = post_day(int(found[1]), service)
            if day is not None:
                posts.append((day, found[1]))
    if not posts:
        return
    day, number = max(posts)
    if not bounds.admits(day, None):
        bounds.reasons.append(say("post_differs", date=day.isoformat()))
        return
    if bounds.narrow(day, None):
        bounds.basis = Basis.STATED if bounds.basis is Basis.STATED else Basis.INFERRED
        bounds.reasons.append(say("post", number=number, date=day.isoformat()))


# --------------------------------------------------------------------------- weekdays beside dates


def _read_weekdays(reading: Reading, folded: str, words: TimeWords, bounds: Bounds) -> None:
    """A day such as "lundi 12 mai", without a year, fits few years: those within half a year of the article must hold one."""
    if bounds.low is None or bounds.high is None or bounds.high.year - bounds.low.year > MAX_YEARS_BY_WEEKDAY:
        return
    for found in _weekday_dates(reading, folded):
        weekday = words.tables["weekdays"][found["wd"]]
        month, number = words.tables["months"][found["m"]], _number(found["d"])
        years = range(bounds.low.year - 1, bounds.high.year + 2)
        near = [
            day
            for year in years
            if (day := safe_date(year, month, number)) and bounds.admits(day - HALF_YEAR, day + HALF_YEAR)
        ]
        fitting = [day for day in near if day.isoweekday() == weekday]
        if near and not fitting:
            bounds.reasons.append(say("weekday_differs", words=reading.text[found.start() : found.end()]))
            return
        if len(fitting) == 1 and len(near) > 1:
            day = fitting[0]
            if bounds.narrow(day - HALF_YEAR, day + HALF_YEAR):
                bounds.reasons.append(
                    say("weekday", words=reading.text[found.start() : found.end()], year=day.year)
                )


@cache
def _weekday_pattern(language: str) -> re.Pattern[str]:
    """A weekday, a day and a month in the language's order, without a year."""
    words = word_list(language, "times")
    weekdays, months = "|".join(words["weekdays"]), "|".join(words["months"])
    pattern: str = words["publication"]["weekday_date"]
    return re.compile(pattern.format(weekdays=weekdays, months=months))


def _weekday_dates(reading: Reading, folded: str) -> Iterator[re.Match[str]]:
    """Days with their weekday and month but no year, outside quotations of others' pages."""
    pattern = _weekday_pattern(reading.language if time_words(reading.language) else "fr")
    for zone in reading.zones:
        if zone.role in (Role.BODY, Role.HEADLINE, Role.DATELINE):
            yield from pattern.finditer(folded, zone.start, zone.end)


def _number(words: str) -> int:
    return int(re.sub(r"\D", "", words) or "1")
