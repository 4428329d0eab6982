"""Scores of an account: are the rows that a careful journalist would write in it, with the right standing?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from recoupe.evaluation.score import Score, Scores, b_cubed, name_words, readings, same_name

Row = Mapping[str, Any]

SECTIONS = ("events", "statements", "positions", "quantities", "ledger")
EXHAUSTIVE_RELATIONS = ("contradicts", "supersedes")
SYMMETRICAL_RELATIONS = ("contradicts", "corroborates", "same-origin")


def evaluate_account(
    gold: Mapping[str, Any],
    rows: Iterable[Row],
    published: Mapping[str, Row] | None = None,
    stories: Mapping[str, str] | None = None,
) -> Scores:
    """The scores of the rows of an account (``recoupe.account/1`` lines as mappings) against a gold account.

    ``gold`` is one mapping with the lists ``events``, ``statements``, ``positions``, ``quantities``, ``ledger``
    (rows with an ``id`` of their own and ``evidence``: passages ``{"id", "start"?, "end"?}``; without offsets any
    passage of that article), ``relations`` (``kind``, ``from``, ``to``: ids of gold rows), ``actors`` (``names``) and
    ``published`` (``id``, ``earliest``, ``latest``). A gold row is found by the row of its section that shares most of
    its passages and agrees with it: events on type, statements on speaker, positions on holder and stance,
    quantities on bounds, ledger items on kind. ``accept`` lists other readings. ``published`` maps article ids to the
    dates the account gives them, as annotation lines write them, ``stories`` to their story; what is not given is not scored.

    Recall only (a gold account holds what matters, not every row), in per cent of the gold rows: *found*; *standing*
    found with the right standing; *lineages* found with the right number of them; events also *parties* (found, same
    actors and recipients) and *modality*; ledger *condition_status* and *parts* with the right status; standing *established* with
    precision, over the gold rows that were found; relations by kind, with precision for contradicts and supersedes
    (gold holds them all); actors *B-cubed* over the names of gold; published *sound* the interval given holds the one
    of gold, *exact* it is the same.
    """
    listed = list(rows)
    matches = {section: _match_rows(gold.get(section, ()), listed, section) for section in SECTIONS}
    scores: list[Score] = []
    for section in SECTIONS:
        if section in gold:
            scores += _section_scores(section, gold[section], matches[section])
    if "ledger" in gold:
        scores.append(_ledger_parts(gold["ledger"], matches["ledger"]))
    scores.append(_established(gold, matches))
    scores += _relation_scores(gold.get("relations", ()), listed, matches)
    if "actors" in gold:
        scores.append(_joined_names(gold["actors"], listed))
    if "published" in gold and published is not None:
        scores += _dates(gold["published"], published)
    if "stories" in gold and stories is not None:
        pairs = [
            (story["name"], stories.get(article))
            for story in gold["stories"]
            for article in story["articles"]
        ]
        scores.append(
            Score("stories", "B-cubed", *b_cubed([mine for mine, _ in pairs], [told for _, told in pairs]))
        )
    return tuple(scores)


def _section_scores(section: str, expected: Sequence[Row], matches: Mapping[str, Row]) -> list[Score]:
    """Found, and found with each further point right, over the gold rows that are not optional."""
    wanted = [row for row in expected if not row.get("optional")]
    found = [(row, matches[row["id"]]) for row in wanted if row["id"] in matches]
    points: list[tuple[str, Callable[[Row, Row], bool]]] = [("found", lambda mine, theirs: True)]
    if section == "events":
        points += [("parties", _same_parties), ("modality", _same("modality"))]
    if section == "ledger":
        points += [("condition_status", _same("condition_status"))]
    points += [("standing", _same("standing")), ("lineages", _same_lineages)]
    scores = []
    for measure, agree in points:
        asked = [row for row in wanted if measure in ("found", "parties") or measure in row]
        right = sum(agree(mine, theirs) for mine, theirs in found if mine in asked)
        if asked:
            scores.append(Score(section, measure, right, len(asked)))
    return scores


def _match_rows(expected: Iterable[Row], rows: Sequence[Row], section: str) -> dict[str, Row]:
    """For each gold row (by id) the row of its section that agrees with it and shares most of its passages."""
    agree = _AGREE[section]
    kind = {"events": "event", "statements": "statement", "positions": "position", "quantities": "quantity"}
    by_article: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row.get("row") == kind.get(section, section):
            for article in sorted({passage["id"] for passage in row.get("evidence", ())}):
                by_article[article].append(number)
    found = {}
    for mine in expected:
        candidates = {
            number for passage in mine.get("evidence", ()) for number in by_article.get(passage["id"], ())
        }
        ranked = [
            (-shared, number)
            for number in sorted(candidates)
            if (shared := _shared_passages(mine, rows[number])) and agree(mine, rows[number])
        ]
        if ranked:
            found[mine["id"]] = rows[min(ranked)[1]]
    return found


def _shared_passages(mine: Row, theirs: Row) -> int:
    """How many of the gold row's passages a passage of the other row touches."""
    return sum(
        any(_touches(passage, other) for other in theirs.get("evidence", ())) for passage in mine["evidence"]
    )


def _touches(mine: Row, theirs: Row) -> bool:
    if mine["id"] != theirs["id"]:
        return False
    return "start" not in mine or (mine["start"] < theirs["end"] and theirs["start"] < mine["end"])


def _same(field: str) -> Callable[[Row, Row], bool]:
    return lambda mine, theirs: theirs.get(field) in readings(mine, field)


def _named(mine: Row, theirs: Row, field: str) -> bool:
    """Whether gold's name for a field (None for nobody) and the actor that a row has there are the same."""
    actor = theirs.get(field)
    name = actor.get("name") if actor else None
    return any(
        name is None if reading is None else same_name(reading, name) for reading in readings(mine, field)
    )


def _same_parties(mine: Row, theirs: Row) -> bool:
    return all(
        any(_same_names(names or (), theirs.get(side, ())) for names in readings(mine, side))
        for side in ("actors", "recipients")
    )


def _same_names(names: Sequence[str], actors: Sequence[Row]) -> bool:
    found = [actor.get("name") for actor in actors]
    return all(any(same_name(name, other) for other in found) for name in names) and all(
        any(same_name(name, other) for name in names) for other in found
    )


def _same_lineages(mine: Row, theirs: Row) -> bool:
    return bool(mine.get("lineages") == len(theirs.get("lineages", ())))


def _same_figure(mine: Row, theirs: Row) -> bool:
    bounds = all(theirs.get(bound) in readings(mine, bound) for bound in ("minimum", "maximum"))
    return bounds and ("owner" not in mine or _named(mine, theirs, "owner"))


_AGREE: dict[str, Callable[[Row, Row], bool]] = {
    "events": _same("type"),
    "statements": lambda mine, theirs: _named(mine, theirs, "speaker"),
    "positions": lambda mine, theirs: _same("stance")(mine, theirs) and _named(mine, theirs, "holder"),
    "quantities": _same_figure,
    "ledger": _same("kind"),
}


def _ledger_parts(expected: Iterable[Row], matches: Mapping[str, Row]) -> Score:
    """Parts of the ledger's items with the right status; a part is found by its words or by its aspect."""
    right = asked = 0
    for item in expected:
        parts = matches.get(item["id"], {}).get("parts", ())
        for part in item["parts"]:
            asked += 1
            alike = sorted((other for other in parts if _same_part(part, other)), key=_of_aspect(part))
            right += bool(alike) and alike[0].get("status") == part["status"]
    return Score("ledger", "parts", right, asked)


def _of_aspect(mine: Row) -> Callable[[Row], tuple[bool, int]]:
    """For sorting: parts of the aspect that gold names come before those that only hold its words; of these, that with the fewest
    others."""
    return lambda theirs: (
        mine.get("aspect") is None or mine["aspect"] != theirs.get("aspect"),
        len(name_words(theirs.get("what"))) if mine.get("aspect") is None else 0,
    )


def _same_part(mine: Row, theirs: Row) -> bool:
    if mine.get("aspect") is not None and mine["aspect"] == theirs.get("aspect"):
        return True
    words = name_words(mine["what"])
    return bool(words) and words <= name_words(theirs.get("what"))


def _established(gold: Mapping[str, Any], matches: Mapping[str, Mapping[str, Row]]) -> Score:
    """Of the rows of gold that were found: those called established, and those that are or may be."""
    pairs = [
        (readings(row, "standing"), matches[section][row["id"]].get("standing") == "established")
        for section in SECTIONS
        for row in gold.get(section, ())
        if row["id"] in matches[section] and "standing" in row
    ]
    are = sum(standings[0] == "established" for standings, _ in pairs)
    told = sum(standings[0] == "established" and called for standings, called in pairs)
    rightly = sum("established" in standings and called for standings, called in pairs)
    return Score("standing", "established", told, are, rightly, sum(called for _, called in pairs))


def _relation_scores(
    expected: Sequence[Row], rows: Sequence[Row], matches: Mapping[str, Mapping[str, Row]]
) -> list[Score]:
    """Relations of gold whose two rows were found and are related alike; by kind, in the order of gold."""
    keys = {name: row["key"] for found in matches.values() for name, row in found.items()}
    related = {_ends(row["kind"], row["from"], row["to"]) for row in rows if row.get("row") == "relation"}
    scores = []
    for kind in dict.fromkeys(row["kind"] for row in expected):
        wanted = [row for row in expected if row["kind"] == kind]
        right = sum(
            row["from"] in keys
            and row["to"] in keys
            and _ends(kind, keys[row["from"]], keys[row["to"]]) in related
            for row in wanted
        )
        given = sum(ends[0] == kind for ends in related) if kind in EXHAUSTIVE_RELATIONS else None
        scores.append(Score("relations", kind, right, len(wanted), right, given))
    return scores


def _ends(kind: str, source: str, target: str) -> tuple[str, str, str]:
    """A relation as it is compared; which of two rows contradicts, or shares an origin with, the other is no matter."""
    if kind in SYMMETRICAL_RELATIONS:
        source, target = sorted((source, target))
    return kind, source, target


def _joined_names(expected: Iterable[Row], rows: Sequence[Row]) -> Score:
    """B-cubed over the names that gold joins, each in the first actor row that holds it."""
    holder: dict[frozenset[str], str] = {}
    for row in rows:
        if row.get("row") == "actor":
            for name in row.get("names", ()):
                holder.setdefault(name_words(name), row["key"])
    pairs = [
        (number, holder.get(name_words(name)))
        for number, actor in enumerate(expected)
        for name in actor["names"]
    ]
    return Score("actors", "B-cubed", *b_cubed([mine for mine, _ in pairs], [theirs for _, theirs in pairs]))


def _dates(expected: Sequence[Row], published: Mapping[str, Row]) -> list[Score]:
    """Whether the dates given to articles leave room for the truth (sound), and whether they are as close (exact)."""
    sound = exact = 0
    for mine in expected:
        theirs = published.get(mine["id"])
        if theirs is not None:
            early, late = theirs.get("earliest"), theirs.get("latest")
            holds_early = early is None or (mine["earliest"] is not None and early <= mine["earliest"])
            holds_late = late is None or (mine["latest"] is not None and late >= mine["latest"])
            sound += holds_early and holds_late
            exact += (early, late) == (mine["earliest"], mine["latest"])
    return [
        Score("published", "sound", sound, len(expected)),
        Score("published", "exact", exact, len(expected)),
    ]
