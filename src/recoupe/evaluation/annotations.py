"""Scores of annotation lines, layer by layer."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from recoupe.evaluation.score import Score, Scores, b_cubed, name_words, readings, same_name

Line = Mapping[str, Any]
Pair = tuple[Line, Line]
Agrees = Callable[[Line, Line], bool]

LAYERS = ("times", "attributions", "zones", "actors", "events", "positions", "quantities")
OUTER = ' \t\r\n\u00a0\u202f"«»“”„‟″<>,;:.'
COMPLEMENTISER = re.compile(r"(?:que|qu['’]|de|d['’]|à|that|to)(?:\s+|(?<=['’]))", re.IGNORECASE)
MINIMUM_SHARED = 0.5


def evaluate_annotations(gold: Iterable[Line], predicted: Iterable[Line]) -> Scores:
    """The scores of annotation lines, layer by layer; both sides are lines of ``recoupe.annotation/1`` as mappings.

    Records are paired one to one inside an article, best pair first. Sums run over all articles (micro average).

    - times: *strict* same span; *relaxed* a character in common; *value* relaxed and the same TIMEX3 value
      (TempEval-3, Task A). F1 = 2PR / (P + R).
    - attributions: *content* span with intersection over union of at least 0.5, once quotation marks, outer
      punctuation and the complementiser are trimmed; *speaker* content and the speaker right (spans overlap, or
      the words of one name hold those of the other); *relays* over contents found whose gold has relays.
    - zones: *characters* the share of non-blank characters of gold zones that have the right role.
    - actors: *B-cubed* over gold mentions, each taken with the predicted mention that overlaps it most (Bagga and
      Baldwin 1998); a gold mention that no prediction overlaps has recall 0 and is left out of precision.
    - events: *type* overlapping words and the same type; *actors* these with the same actors and recipients;
      *modality* these with the same modality; *occurred* of the typed events called occurred, those that did occur;
      what did not occur counts here even where it is optional; *facts* the same over every event called occurred, so
      that one which gold does not hold, or holds as another type, is wrong.
    - positions: *stance* overlapping words and the same stance; *holder* these with the same holder.
    - quantities: *bounds* overlapping words and the same minimum and maximum; *unit* these with the same unit.

    Raises ``ValueError`` where both sides hold a text for one id and the texts differ: offsets would not compare.
    """
    found = {line["id"]: line for line in predicted}
    tally = _Tally()
    for line in gold:
        other = found.get(line["id"], {})
        if "text" in line and "text" in other and line["text"] != other["text"]:
            raise ValueError(f"the gold and the predicted text of {line['id']!r} differ")
        for layer in LAYERS:
            if layer == "actors" and "mentions" in line:
                _score_mentions(line, other, tally)
            elif layer in line and layer != "actors":
                _SCORERS[layer](line, other, tally)
    return tally.scores()


class _Tally:
    """Sums per layer and measure, in the order in which they were first met."""

    def __init__(self) -> None:
        self.sums: dict[tuple[str, str], list[float]] = {}

    def add(self, layer: str, measure: str, right: float, expected: float, predicted: float) -> None:
        self.add_apart(layer, measure, right, expected, right, predicted)

    def add_apart(
        self, layer: str, measure: str, recalled: float, expected: float, precise: float, predicted: float
    ) -> None:
        sums = self.sums.setdefault((layer, measure), [0.0, 0.0, 0.0, 0.0])
        for place, value in enumerate((recalled, expected, precise, predicted)):
            sums[place] += value

    def scores(self) -> Scores:
        ordered = sorted(self.sums.items(), key=lambda item: LAYERS.index(item[0][0]))
        return tuple(Score(layer, measure, *sums) for (layer, measure), sums in ordered)


def _score_times(gold: Line, predicted: Line, tally: _Tally) -> None:
    expected, found = _records(gold, predicted, "times")
    pairs = _pairs(expected, found, _shared_characters)
    same_span = [pair for pair in pairs if _span(pair[0]) == _span(pair[1])]
    right_value = [pair for pair in pairs if _same_value(*pair)]
    for measure, right in (("strict", same_span), ("relaxed", pairs), ("value", right_value)):
        _count(tally, "times", measure, right, pairs, expected, found)


def _score_attributions(gold: Line, predicted: Line, tally: _Tally) -> None:
    text = gold["text"]

    def shared_content(mine: Line, theirs: Line) -> float:
        share = _intersection_over_union(trim_content(text, *_span(mine)), trim_content(text, *_span(theirs)))
        return share + same_speaker(mine, theirs) if share >= MINIMUM_SHARED else 0.0

    expected, found = _records(gold, predicted, "attributions")
    pairs = _pairs(expected, found, shared_content)
    _count(tally, "attributions", "content", pairs, pairs, expected, found)
    right = [pair for pair in pairs if same_speaker(*pair)]
    _count(tally, "attributions", "speaker", right, pairs, expected, found)
    relayed = [pair for pair in pairs if pair[0].get("via") and not _is_optional(pair[0])]
    same_chain = sum(_same_relays(*pair) for pair in relayed)
    tally.add("attributions", "relays", same_chain, len(relayed), len(relayed))


def _score_zones(gold: Line, predicted: Line, tally: _Tally) -> None:
    text = gold["text"]
    roles = [""] * len(text)
    for zone in predicted.get("zones", ()):
        roles[zone["start"] : zone["end"]] = [zone["role"]] * (zone["end"] - zone["start"])
    places = [
        (place, zone["role"])
        for zone in gold["zones"]
        for place in range(zone["start"], zone["end"])
        if not text[place].isspace()
    ]
    right = sum(roles[place] == role for place, role in places)
    tally.add("zones", "characters", right, len(places), len(places))


def _score_mentions(gold: Line, predicted: Line, tally: _Tally) -> None:
    expected, found = list(gold["mentions"]), list(predicted.get("mentions", ()))
    best: dict[int, tuple[float, Hashable]] = {}
    for mine, theirs in _overlaps(expected, found):
        share = _intersection_over_union(_span(expected[mine]), _span(found[theirs]))
        if mine not in best or share > best[mine][0]:
            best[mine] = (share, found[theirs]["actor"])
    clusters = [best[mine][1] if mine in best else None for mine in range(len(expected))]
    tally.add_apart("actors", "B-cubed", *b_cubed([mention["actor"] for mention in expected], clusters))


def _score_events(gold: Line, predicted: Line, tally: _Tally) -> None:
    alike = _same_actors(gold, predicted)

    def same_parties(mine: Line, theirs: Line) -> bool:
        return all(
            any(alike(keys or (), theirs.get(side, ())) for keys in readings(mine, side))
            for side in ("actors", "recipients")
        )

    expected, found = _records(gold, predicted, "events")
    steps: list[tuple[str, Agrees]] = [
        ("type", _same("type")),
        ("actors", lambda mine, theirs: _same("type")(mine, theirs) and same_parties(mine, theirs)),
    ]
    steps.append(
        ("modality", lambda mine, theirs: steps[1][1](mine, theirs) and _same("modality")(mine, theirs))
    )
    pairs = _score_steps("events", steps, expected, found, tally)
    said = [pair for pair in pairs if pair[1].get("modality") == "occurred"]
    did = sum(_same("modality")(*pair) and not _is_optional(pair[0]) for pair in said)
    did_not = sum(not _same("modality")(*pair) for pair in said)
    tally.add("events", "occurred", did, did + did_not, did + did_not)
    called = sum(record.get("modality") == "occurred" for record in found)
    facts = did + did_not + called - len(said)
    tally.add("events", "facts", did, facts, facts)


def _score_positions(gold: Line, predicted: Line, tally: _Tally) -> None:
    alike = _same_actors(gold, predicted)
    expected, found = _records(gold, predicted, "positions")
    steps: list[tuple[str, Agrees]] = [
        ("stance", _same("stance")),
        (
            "holder",
            lambda mine, theirs: (
                _same("stance")(mine, theirs)
                and any(alike([key], [theirs.get("holder", "")]) for key in readings(mine, "holder"))
            ),
        ),
    ]
    _score_steps("positions", steps, expected, found, tally)


def _score_quantities(gold: Line, predicted: Line, tally: _Tally) -> None:
    expected, found = _records(gold, predicted, "quantities")
    steps: list[tuple[str, Agrees]] = [
        ("bounds", _same_bounds),
        ("unit", lambda mine, theirs: _same_bounds(mine, theirs) and _same_unit(mine, theirs)),
    ]
    _score_steps("quantities", steps, expected, found, tally)


_SCORERS: dict[str, Callable[[Line, Line, _Tally], None]] = {
    "times": _score_times,
    "attributions": _score_attributions,
    "zones": _score_zones,
    "events": _score_events,
    "positions": _score_positions,
    "quantities": _score_quantities,
}


def _score_steps(
    layer: str, steps: Sequence[tuple[str, Agrees]], expected: list[Line], found: list[Line], tally: _Tally
) -> list[Pair]:
    """Pair on the first step, those first that go furthest up the steps; count each step over these pairs."""

    def closeness(mine: Line, theirs: Line) -> float:
        reached = sum(agree(mine, theirs) for _, agree in steps)
        return reached + _intersection_over_union(_span(mine), _span(theirs)) if reached else 0.0

    pairs = _pairs(expected, found, closeness)
    for measure, agree in steps:
        right = [pair for pair in pairs if agree(*pair)]
        _count(tally, layer, measure, right, pairs, expected, found)
    return pairs


def _count(
    tally: _Tally,
    layer: str,
    measure: str,
    right: Sequence[Pair],
    pairs: Sequence[Pair],
    expected: Sequence[Line],
    found: Sequence[Line],
) -> None:
    """Add a measure's sums; optional gold, and what was paired with it, is left out on every side."""
    ignored = sum(_is_optional(mine) for mine, _ in pairs)
    counted = sum(not _is_optional(mine) for mine, _ in right)
    wanted = sum(not _is_optional(mine) for mine in expected)
    tally.add(layer, measure, counted, wanted, len(found) - ignored)


# --------------------------------------------------------------------------- pairing and agreeing


def _records(gold: Line, predicted: Line, layer: str) -> tuple[list[Line], list[Line]]:
    return list(gold[layer]), list(predicted.get(layer, ()))


def _span(record: Line) -> tuple[int, int]:
    return record["start"], record["end"]


def _is_optional(record: Line) -> bool:
    return bool(record.get("optional") or record.get("borderline"))


def _overlaps(expected: Sequence[Line], found: Sequence[Line]) -> Iterable[tuple[int, int]]:
    """Indices of records that share a character; looks only where a record of the longest length could reach."""
    order = sorted(range(len(found)), key=lambda index: _span(found[index]))
    starts = [found[index]["start"] for index in order]
    reach = max((record["end"] - record["start"] for record in found), default=0)
    for mine, record in enumerate(expected):
        first = bisect_left(starts, record["start"] - reach)
        for place in range(first, bisect_right(starts, record["end"] - 1)):
            if found[order[place]]["end"] > record["start"]:
                yield mine, order[place]


def _pairs(expected: list[Line], found: list[Line], closeness: Callable[[Line, Line], float]) -> list[Pair]:
    """One-to-one pairs of overlapping records, closest first; closeness 0 is no pair; ties go to the earlier record."""
    candidates = [
        (-closeness(expected[mine], found[theirs]), mine, theirs)
        for mine, theirs in _overlaps(expected, found)
    ]
    used_mine: set[int] = set()
    used_theirs: set[int] = set()
    pairs = []
    for distance, mine, theirs in sorted(candidates):
        if distance < 0 and mine not in used_mine and theirs not in used_theirs:
            used_mine.add(mine)
            used_theirs.add(theirs)
            pairs.append((expected[mine], found[theirs]))
    return pairs


def _same(field: str) -> Agrees:
    return lambda mine, theirs: theirs.get(field) in readings(mine, field)


def _shared_characters(mine: Line, theirs: Line) -> float:
    """Characters in common; the same span counts above everything."""
    if _span(mine) == _span(theirs):
        return float("inf")
    return float(max(0, min(mine["end"], theirs["end"]) - max(mine["start"], theirs["start"])))


def _intersection_over_union(mine: tuple[int, int], theirs: tuple[int, int]) -> float:
    shared = min(mine[1], theirs[1]) - max(mine[0], theirs[0])
    return shared / (max(mine[1], theirs[1]) - min(mine[0], theirs[0])) if shared > 0 else 0.0


def trim_content(text: str, start: int, end: int) -> tuple[int, int]:
    """A content span without outer blanks, quotation marks, punctuation and complementiser, so that conventions agree."""
    start, end = max(0, start), min(end, len(text))
    while start < end:
        while start < end and text[start] in OUTER:
            start += 1
        while end > start and text[end - 1] in OUTER:
            end -= 1
        opening = COMPLEMENTISER.match(text, start, end)
        if not opening or opening.end() >= end:
            break
        start = opening.end()
    return start, end


def same_speaker(mine: Line, theirs: Line) -> bool:
    """Whether two attributions have one speaker: spans overlap, or names agree, or neither has one."""
    first, second = mine.get("speaker"), theirs.get("speaker")
    if not first or not second:
        return not first and not second
    if min(first["end"], second["end"]) > max(first["start"], second["start"]):
        return True
    return same_name(first.get("name"), second.get("name"))


def _same_relays(mine: Line, theirs: Line) -> bool:
    first, second = mine.get("via", ()), theirs.get("via", ())
    return len(first) == len(second) and all(
        same_name(one.get("name"), other.get("name")) for one, other in zip(first, second, strict=True)
    )


def _same_value(mine: Line, theirs: Line) -> bool:
    value = str(theirs.get("value", "")).upper()
    return value in [str(reading).upper() for reading in readings(mine, "value")]


def _same_bounds(mine: Line, theirs: Line) -> bool:
    return all(theirs.get(bound) in readings(mine, bound) for bound in ("minimum", "maximum"))


def _same_unit(mine: Line, theirs: Line) -> bool:
    """Whether the units are the same words, in the singular or the plural."""
    return _unit_words(theirs.get("unit")) in [_unit_words(unit) for unit in readings(mine, "unit")]


def _unit_words(unit: str | None) -> frozenset[str]:
    return frozenset(word.rstrip("sx") for word in name_words(unit)) or frozenset({unit or ""})


def _same_actors(gold: Line, predicted: Line) -> Callable[[Iterable[str], Iterable[str]], bool]:
    """A test whether two groups of actor keys name the same actors, each on its own side of an article.

    Two keys are one actor where a mention of one overlaps a mention of the other by half, or where the names agree.
    """
    names = [
        {actor["key"]: actor.get("name") for actor in side.get("actors", ())} for side in (gold, predicted)
    ]
    mine, theirs = list(gold.get("mentions", ())), list(predicted.get("mentions", ()))
    joined = {
        (mine[one]["actor"], theirs[other]["actor"])
        for one, other in _overlaps(mine, theirs)
        if _intersection_over_union(_span(mine[one]), _span(theirs[other])) >= MINIMUM_SHARED
    }

    def alike(first: Iterable[str], second: Iterable[str]) -> bool:
        left, right = list(first), list(second)

        def one(key: str, other: str) -> bool:
            return (key, other) in joined or same_name(names[0].get(key), names[1].get(other))

        return all(any(one(key, other) for other in right) for key in left) and all(
            any(one(key, other) for key in left) for other in right
        )

    return alike
