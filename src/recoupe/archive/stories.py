"""The stories of an archive: each month is grouped together with the last week of the month before it.

Inside such a window the grouping is the dossier's own (``crosscheck.stories``). An article belongs to the story that its
own month puts it in; a story that holds articles of the week before is that of the oldest of them. So windows are made
side by side, and what a month costs does not grow with the archive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import msgspec
import pyarrow as pa

from recoupe.archive.passages import unpack_slim
from recoupe.archive.schemas import batch_of
from recoupe.crosscheck.stories import WINDOW_DAYS, Opening, group_stories, open_annotation
from recoupe.model import (
    Direction,
    MatchKind,
    PassageMatch,
    Place,
    StoryLine,
)

UNDATED = "undated"
OPENINGS = pa.schema([("window", pa.string()), ("month", pa.string()), ("opening", pa.binary())])
COPIED = pa.schema([("window", pa.string()), ("earlier", pa.string()), ("later", pa.string())])
GROUPED = pa.schema(
    [
        ("window", pa.string()),
        ("group", pa.string()),
        ("id", pa.string()),
        ("month", pa.string()),
        ("earliest", pa.string()),
    ]
)


def month_after(month: str) -> str:
    """The month after one: ``2031-12`` is followed by ``2032-01``."""
    return (date.fromisoformat(f"{month}-28") + timedelta(days=7)).isoformat()[:7]


def _windows(month: str, earliest: str | None) -> list[str]:
    """The windows in which an article stands: its month's, and the next one's in the last week of it."""
    if month == UNDATED or earliest is None:
        return [month]
    after = month_after(month)
    last = date.fromisoformat(f"{after}-01") - timedelta(days=WINDOW_DAYS)
    return [month, after] if last.isoformat() <= earliest < f"{after}-01" else [month]


def open_windows(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Of texts (``passages.TEXTS``) what stories see of them, in each of their windows."""
    for batch in batches:
        rows = []
        for packed, month in zip(batch["slim"].to_pylist(), batch["month"].to_pylist(), strict=True):
            annotation = unpack_slim(packed)
            opening = msgspec.msgpack.encode(open_annotation(annotation))
            rows += [
                {"window": window, "month": month, "opening": opening}
                for window in _windows(month, annotation.published.earliest)
            ]
        yield batch_of(rows, OPENINGS)


def copied_in_windows(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The pairs of articles that share narrative, in the window of their later article's month and in the next."""
    for batch in batches:
        rows = [
            {"window": window, "earlier": row["earlier"]["id"], "later": row["later"]["id"]}
            for row in batch.to_pylist()
            if row["kind"] == MatchKind.NARRATIVE and row["earlier"]["id"] != row["later"]["id"]
            for window in (
                [UNDATED] if row["month"] == UNDATED else [row["month"], month_after(row["month"])]
            )
        ]
        yield batch_of(rows, COPIED)


def group_window(openings: pa.Table, copied: pa.Table) -> pa.Table:
    """The stories of one window, each under the smallest id in it."""
    if not openings.num_rows:
        return GROUPED.empty_table()
    packed = openings["opening"].to_pylist()
    held = sorted(
        (
            (msgspec.msgpack.decode(each, type=Opening), month)
            for each, month in zip(packed, openings["month"].to_pylist(), strict=True)
        ),
        key=lambda one: one[0].id,
    )
    ids = {opening.id for opening, _ in held}
    pairs = ((row["earlier"], row["later"]) for row in copied.to_pylist())
    matches = [_copied(*pair) for pair in pairs if ids.issuperset(pair)]
    groups = group_stories([opening for opening, _ in held], matches)
    window = openings["window"][0].as_py()
    rows = [
        {
            "window": window,
            "group": groups[opening.id],
            "id": opening.id,
            "month": month,
            "earliest": date.fromordinal(opening.earliest).isoformat() if opening.earliest else None,
        }
        for opening, month in held
    ]
    return pa.Table.from_batches([batch_of(rows, GROUPED)])


def _copied(earlier: str, later: str) -> PassageMatch:
    """A match of which ``group_stories`` needs the articles and the kind."""
    places = [Place(id=name, start=0, end=0) for name in (earlier, later)]
    return PassageMatch(
        earlier=places[0], later=places[1], kind=MatchKind.NARRATIVE, direction=Direction.UNKNOWN
    )


def name_stories(grouped: Iterable[Mapping[str, str]]) -> list[StoryLine]:
    """The story of each article, from rows of ``GROUPED``: window after window, in the order of article ids."""
    windows: dict[str, dict[str, list[Mapping[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in grouped:
        windows[row["window"]][row["group"]].append(row)
    story: dict[str, str] = {}
    for window in sorted(windows):
        for members in windows[window].values():
            own = sorted(row["id"] for row in members if row["month"] == window)
            before = sorted((row["earliest"], row["id"]) for row in members if row["month"] != window)
            if own:
                story |= dict.fromkeys(own, story[before[0][1]] if before else own[0])
    return [StoryLine(id=name, story=story[name]) for name in sorted(story)]
