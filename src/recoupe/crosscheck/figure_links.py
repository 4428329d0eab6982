"""How figures bear on one another: a later count of one owner supersedes, compatible bounds refine, the rest contradict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from recoupe.crosscheck.assertions import Claim
from recoupe.crosscheck.figures import (
    DAY_LENGTH,
    Count,
    Figure,
    corrected_from,
    in_one_setting,
    is_of_a_whole,
    may_share_scope,
    measure_one_thing,
    moment,
    of_one_kind,
    read_claim,
    same_scope,
    same_thing,
    same_toll,
)
from recoupe.crosscheck.links import (
    SMALL_MATTER_ARTICLES,
    Link,
    by_size,
    grouped,
    in_order,
    overlap,
    relate_groups,
)
from recoupe.crosscheck.owners import same_owner
from recoupe.crosscheck.paired_figures import side_by_side, stand_still
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import content_stems, likeness
from recoupe.languages import word_list
from recoupe.model import Quantity, RelationKind

SHARE = "%"
PERSONS = frozenset({"personne", "person", "people"})
DOZENS = 24
LARGEST_GROWTH = 3
LARGEST_CORRECTION = 1.25
LARGEST_DISPUTE = 10  # times the other figure: what differs more counts another thing
LARGEST_UPDATE = 30
LARGEST_NARROWING = 2  # times the bound that « plus de » tells
# What nobody has to count (« 900 prisonniers ») may be told of many things: two figures for it stand in alike sentences.
ALIKE_BESIDE = 0.35


def relate_figures(situation: Situation, claims: list[Claim]) -> Iterator[Link]:
    """The relations between figures of one unit and matter that count a thing of the same name, or none but their unit."""
    figures = {id(claim): read_claim(situation, claim) for claim in claims}
    sizes = Counter(situation.threads.values())

    def words(claim: Claim) -> Sequence[str]:
        """The words under which a figure is compared; in a small matter another word may stand for the thing."""
        small = sizes[situation.threads[claim.first.article]] <= SMALL_MATTER_ARTICLES
        figure = figures[id(claim)]
        return ("",) if small else sorted(figure.counted | figure.group) or ("",)

    groups = grouped(
        ((_quantity(claim).unit, situation.threads[claim.first.article], stem), claim)
        for claim in claims
        for stem in words(claim)
    )

    def relate(situation: Situation, left: Claim, right: Claim, small: bool) -> Link | None:
        return _relate_quantities(situation, left, right, (figures[id(left)], figures[id(right)]), small)

    return relate_groups(situation, groups, by_size(situation, relate))


def _relate_quantities(
    situation: Situation, left: Claim, right: Claim, figures: tuple[Figure, Figure], small: bool
) -> Link | None:
    """Two figures for one thing: a later count of one owner supersedes, compatible bounds refine, the rest contradict.

    In a ``small`` matter all that is counted under one name is one thing unless two places are told; in a large one,
    the figures have to be told of one place, or in one story.
    """
    if (
        _bounds(left) == _bounds(right)
        or figures[0].former != figures[1].former
        or _is_bare_share(left, figures[0])
        or _is_bare_share(right, figures[1])
    ):
        return None
    measured = small and measure_one_thing(*figures)
    if side_by_side(situation, left, right, figures) or (measured and _two_owners(situation, left, right)):
        return _contradiction(situation, left, right, figures)
    corrected = small and _corrects(situation, left, right)
    one_thing = measured or corrected or same_thing(situation, *figures)
    if not (one_thing or (small and same_toll(*figures))) or any(figure.partial for figure in figures):
        return None
    if corrected and _two_owners(situation, left, right):
        return _contradiction(situation, left, right, figures)
    set_alike = small and (corrected or in_one_setting(situation, left, right, figures))
    fixed = figures[0].count is Count.FIXED
    still = small and stand_still(situation, left, right, figures)
    one_kind = small and of_one_kind(*figures)
    alike = likeness(*_besides(figures), situation.weights) >= ALIKE_BESIDE
    unplaced = not any(figure.places or figure.around for figure in figures)
    together = (
        set_alike
        or (small and fixed and may_share_scope(*figures) and (alike or unplaced))
        or still
        or (same_scope(*figures) and (small or _told_together(situation, left, right, figures)))
    )
    first, second = _counted_in_order(situation, left, right, figures[0].count)
    if (
        first is not None
        and second is not None
        and not _explains(situation, first, second)
        and not _is_another_crowd(situation, first, second, figures)
        and (together or (small and may_share_scope(*figures)))
        and (
            (
                _within(LARGEST_UPDATE, _bounds(first), _bounds(second))
                and _one_count(situation, first, second, figures[0].count)
            )
            or (small and _brings_up_to_date(situation, first, second, figures))
        )
    ):
        return Link(RelationKind.SUPERSEDES, second, first, "supersedes_quantity")
    if not together or not one_thing:
        return None
    if _bounds_agree(left, right):
        narrow, wide = sorted((left, right), key=lambda claim: _width(_bounds(claim)))
        return (
            None
            if not _narrows(_bounds(narrow), _bounds(wide))
            else Link(RelationKind.REFINES, narrow, wide, "refines_quantity")
        )
    if not overlap(left, right):
        return None
    if not one_kind and (
        (fixed and not alike) or not _within(LARGEST_DISPUTE, _bounds(left), _bounds(right))
    ):
        return None
    taken_again = first is not None and not (small and fixed) and not still
    if taken_again and first is not None and not _fell(figures[0], first, second):
        return None
    if first is not None and second is not None and _is_revised(situation, first, second, figures):
        return None
    return _contradiction(situation, left, right, figures)


def _contradiction(
    situation: Situation, left: Claim, right: Claim, figures: tuple[Figure, Figure]
) -> Link | None:
    """The contradiction of two figures for one thing: two owners, bounds that cannot both hold, no two ways to count, and not a
    whole country beside a town."""
    if is_of_a_whole(_quantity(left).what, situation.language) != is_of_a_whole(
        _quantity(right).what, situation.language
    ):
        return None
    if figures[0].count is Count.ESTIMATED or _bounds_agree(left, right):
        return None
    if not _two_owners(situation, left, right) or _count_a_crowd(situation, left, right, figures):
        return None
    return Link(RelationKind.CONTRADICTS, left, right, "contradicts_quantity")


def _count_a_crowd(situation: Situation, left: Claim, right: Claim, figures: tuple[Figure, Figure]) -> bool:
    """« 200 soignants devant l’hôpital, selon le syndicat. La police en compte 90. »: people whom nobody registers, counted by
    the police and by another, are counted in two ways."""
    if figures[0].count is not Count.FIXED or _quantity(left).unit not in PERSONS:
        return False
    voices = [a.voice for claim in (left, right) for a in claim.assertions if a.voice is not None]
    watching = content_stems(
        " ".join(word_list(situation.language, "figures").get("watching", ())), situation.language
    )
    return any(content_stems(voice.words, situation.language) & watching for voice in voices)


def _besides(figures: tuple[Figure, Figure]) -> tuple[frozenset[str], frozenset[str]]:
    return figures[0].beside, figures[1].beside


def _is_bare_share(claim: Claim, figure: Figure) -> bool:
    """« 39 % »: a share of which nobody says what it is."""
    return _quantity(claim).unit == SHARE and not figure.counted


def _within(times: float, one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two figures differ by no more than so many times; a few are never far apart."""
    low, high = sorted((one, other))
    return high[0] <= times * max(low[1], 1.0)


def _narrows(narrow: tuple[float, float], wide: tuple[float, float]) -> bool:
    """Whether one figure can be what « plus de 40 » or « moins de 40 » leaves open: 57 or 30, hardly 900."""
    if wide[1] == float("inf"):
        return narrow[0] <= LARGEST_NARROWING * wide[0]
    return wide[0] != float("-inf") or wide[1] <= LARGEST_NARROWING * narrow[1]


def can_both_hold(one: Quantity, other: Quantity) -> bool:
    """« plus de 40 » and « une soixantaine » can both hold."""
    (low, high), (least, most) = _bounds_of(one), _bounds_of(other)
    return low <= most and least <= high


def _bounds_agree(left: Claim, right: Claim) -> bool:
    return can_both_hold(_quantity(left), _quantity(right))


def _fell(figure: Figure, first: Claim, second: Claim | None) -> bool:
    """Whether a count that can only grow is given lower later: then it is no new count."""
    return second is not None and figure.count is Count.RISING and _grew(second, first)


def _told_together(situation: Situation, left: Claim, right: Claim, figures: tuple[Figure, Figure]) -> bool:
    """Whether two figures are told of the same places, one of more than the other at most, or of none in one story."""
    one, other = (figure.scope for figure in figures)
    if one and other:
        return one == other or (_two_owners_told(left, right) and (one <= other or other <= one))
    stories = [{situation.stories[article] for article in claim.articles} for claim in (left, right)]
    return not (one or other) and bool(stories[0] & stories[1])


def _two_owners_told(left: Claim, right: Claim) -> bool:
    return all(any(a.voice is not None for a in claim.assertions) for claim in (left, right))


def _two_owners(situation: Situation, left: Claim, right: Claim) -> bool:
    """Whether it is told of both figures whose they are, and these are two; a figure without an owner contradicts nobody."""
    voices = [[a.voice for a in claim.assertions if a.voice is not None] for claim in (left, right)]
    return all(voices) and not any(
        same_owner(situation, one, other) for one in voices[0] for other in voices[1]
    )


def _counted_in_order(
    situation: Situation, left: Claim, right: Claim, count: Count
) -> tuple[Claim | None, Claim | None]:
    """The earlier and the later of two counts; of one day, the lower of a count that can only grow is the earlier."""
    spans = [moment(situation, claim) for claim in (left, right)]
    if spans[0] is None or spans[1] is None:
        return in_order(situation, left, right)
    if spans[0][1] < spans[1][0]:
        return left, right
    if spans[1][1] < spans[0][0]:
        return right, left
    for low, high in ((left, right), (right, left)):
        if count is Count.RISING and _grew(low, high) and _one_count(situation, low, high, count):
            return low, high
    return None, None


def _one_count(situation: Situation, first: Claim, second: Claim, count: Count) -> bool:
    """Whether two figures are one count taken twice: of one owner, or a toll that grew, which an outlet gives without its owner.

    A toll of dozens that grew more than ``LARGEST_GROWTH`` times is another toll.
    """
    voices = [[a.voice for a in claim.assertions if a.voice is not None] for claim in (first, second)]
    if all(voices):
        return any(same_owner(situation, one, other) for one in voices[0] for other in voices[1])
    before = _bounds(first)[1]
    steady = before < DOZENS or _bounds(second)[0] <= LARGEST_GROWTH * before
    return count is Count.RISING and _grew(first, second) and steady


def _is_revised(situation: Situation, first: Claim, second: Claim, figures: tuple[Figure, Figure]) -> bool:
    """Whether the later of two tolls says itself that it corrects one, by a little: « a revu son bilan à la baisse »."""
    corrected = figures[0].count is Count.RISING and read_claim(situation, second).updated
    return corrected and _bounds(first)[0] <= LARGEST_CORRECTION * _bounds(second)[1]


def _corrects(situation: Situation, left: Claim, right: Claim) -> bool:
    """Whether one figure is told to stand instead of the other: « cinq soldats sont morts, et non deux »."""
    return any(
        _bounds(other) == (value, value)
        for claim, other in ((left, right), (right, left))
        for value in corrected_from(situation, claim)
    )


def _is_another_crowd(
    situation: Situation, first: Claim, second: Claim, figures: tuple[Figure, Figure]
) -> bool:
    """Whether two crowds were out on two days: the second march is no new count of the first."""
    days = [moment(situation, claim) for claim in (first, second)]
    if figures[0].count is not Count.ESTIMATED or days[0] is None or days[1] is None:
        return False
    return days[0][1][:DAY_LENGTH] < days[1][0][:DAY_LENGTH]


def _explains(situation: Situation, first: Claim, second: Claim) -> bool:
    """Whether one article alone gives both for one moment: « dix-sept morts : deux corps avaient été comptés deux fois »."""
    return (
        first.articles == second.articles
        and len(first.articles) == 1
        and moment(situation, first) == moment(situation, second)
    )


def _brings_up_to_date(
    situation: Situation, first: Claim, second: Claim, figures: tuple[Figure, Figure]
) -> bool:
    """Whether the later of two counts says that it goes on from one (« est passé à 85 »), and no other owner gave the earlier."""
    later = read_claim(situation, second)
    voices = [[a.voice for a in claim.assertions if a.voice is not None] for claim in (first, second)]
    one_owner = any(same_owner(situation, one, other) for one in voices[0] for other in voices[1])
    return later.updated and figures[0].count is Count.FIXED and (one_owner or not all(voices))


def _grew(first: Claim, second: Claim) -> bool:
    return _bounds(first)[1] < _bounds(second)[0]


def _quantity(claim: Claim) -> Quantity:
    assert isinstance(claim.first.record, Quantity)
    return claim.first.record


def _bounds(claim: Claim) -> tuple[float, float]:
    return _bounds_of(_quantity(claim))


def _bounds_of(quantity: Quantity) -> tuple[float, float]:
    low = quantity.minimum if quantity.minimum is not None else float("-inf")
    high = quantity.maximum if quantity.maximum is not None else float("inf")
    return low, high


def _width(bounds: tuple[float, float]) -> float:
    return bounds[1] - bounds[0]
