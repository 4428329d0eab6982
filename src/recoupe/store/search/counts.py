"""How many of the passages found are of each outlet, name each actor, came out in each month."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from recoupe.store.search.found import Count, Counts

MOST_NAMED = 50
"""How many outlets and how many actors are counted by name."""

_ARTICLES = """
SELECT f.outlet, f.earliest, f.latest, n FROM (
    SELECT p.article, count(*) AS n FROM json_each(?) j CROSS JOIN passages p ON p.number = j.value GROUP BY p.article
) CROSS JOIN article_facts f USING (article)"""
_ACTORS = f"""
SELECT n.name, count(*) FROM json_each(?) j CROSS JOIN passage_actors a ON a.passage = j.value
CROSS JOIN actor_names n ON n.number = a.actor GROUP BY a.actor ORDER BY 2 DESC, 1 LIMIT {MOST_NAMED}"""


def count_hits(connection: sqlite3.Connection, numbers: Sequence[int]) -> Counts:
    """Counts over the passages of these numbers; those whose outlet or month is not known stand under None, last."""
    listed = msgspec.json.encode(numbers).decode()
    outlets: Counter[str | None] = Counter()
    months: Counter[str | None] = Counter()
    for outlet, earliest, latest, passages in connection.execute(_ARTICLES, (listed,)):
        outlets[outlet] += passages
        months[earliest[:7] if earliest and latest and earliest[:7] == latest[:7] else None] += passages
    actors = tuple(Count(name=name, passages=n) for name, n in connection.execute(_ACTORS, (listed,)))
    return Counts(
        outlets=_counts(
            outlets, sorted(outlets, key=lambda name: (name is None, -outlets[name], name or ""))
        )[:MOST_NAMED],
        actors=actors,
        months=_counts(months, sorted(months, key=lambda month: (month is None, month or ""))),
    )


def _counts(found: Mapping[str | None, int], order: Sequence[str | None]) -> tuple[Count, ...]:
    return tuple(Count(name=name, passages=found[name]) for name in order)
