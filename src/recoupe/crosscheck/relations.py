"""How claims bear on one another: contradicts, supersedes, refines, corroborates, same-origin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from recoupe.crosscheck.assertions import PAST, Claim, Claims
from recoupe.crosscheck.figures import (
    Count,
    Figure,
    may_share_scope,
    moment,
    read_claim,
    same_owner,
    same_scope,
    same_thing,
    side_by_side,
)
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import WORD, containment, content_stems, likeness
from recoupe.languages import word_list
from recoupe.model import (
    ActorKind,
    Attribution,
    Event,
    EventModality,
    Position,
    Quantity,
    RelationKind,
    SpeakerKind,
    Stance,
)

ALIKE_TARGET = 0.20
CONTAINED_TARGET = 0.55
ALIKE_COUNTED = 0.50
ALIKE_SAID = 0.50
ALIKE_VERSION = 0.28
LARGEST_GROUP = 200
SMALL_MATTER_ARTICLES = 25
DOZENS = 24
LARGEST_GROWTH = 3
# What nobody has to count (« 900 prisonniers ») may be told of many things: two figures for it stand in alike sentences.
ALIKE_BESIDE = 0.35
LONGEST_DENIED_WORDS = 25
ALL_BUT_NEGATION = 0.9
IN_FAVOUR = frozenset({Stance.SUPPORT, Stance.URGE, Stance.CONDITION})


@dataclass(frozen=True, slots=True)
class Link:
    """``left`` bears on ``right`` in this way; ``reason`` names the sentence in ``account.toml`` that says why."""

    kind: RelationKind
    left: Claim
    right: Claim
    reason: str


def relate_claims(situation: Situation, claims: Claims) -> list[Link]:
    """Every relation between claims of one kind, in the order of the claims."""
    return [
        *_relate_groups(situation, _event_groups(situation, claims.events), _relate_events),
        *_relate_groups(situation, _position_groups(situation, claims.positions), _relate_positions),
        *_relate_figures(situation, claims.quantities),
        *_relate_groups(situation, _statement_groups(situation, claims.statements), _relate_statements),
    ]


def _relate_groups(
    situation: Situation,
    groups: Sequence[list[Claim]],
    relate: Callable[[Situation, Claim, Claim], Link | None],
) -> Iterator[Link]:
    """Compare the claims of each group in pairs; a pair that stands in two groups is compared once."""
    done: set[tuple[int, int]] = set()
    for group in groups:
        for left, right in combinations(group[:LARGEST_GROUP], 2):
            if (id(left), id(right)) in done:
                continue
            done.add((id(left), id(right)))
            link = relate(situation, left, right)
            if link is not None and not _only_garbled(situation, link):
                yield link


def _only_garbled(situation: Situation, link: Link) -> bool:
    """Whether a contradiction or replacement rests on wording that a machine may have garbled; such wording changes nothing."""
    return link.kind in (RelationKind.CONTRADICTS, RelationKind.SUPERSEDES) and any(
        set(claim.articles) <= situation.doubtful for claim in (link.left, link.right)
    )


def _grouped(pairs: Iterator[tuple[tuple[str, ...], Claim]]) -> list[list[Claim]]:
    table: dict[tuple[str, ...], list[Claim]] = {}
    for key, claim in pairs:
        table.setdefault(key, []).append(claim)
    return [group for group in table.values() if len(group) > 1]


# --------------------------------------------------------------------------- events


def _event_groups(situation: Situation, claims: list[Claim]) -> list[list[Claim]]:
    return _grouped(
        ((_event(claim).type.value, situation.threads[claim.first.article]), claim) for claim in claims
    )


def _relate_events(situation: Situation, left: Claim, right: Claim) -> Link | None:
    """An event that one reports and another denies, for the same parties and a time that can be the same."""
    modalities = {_event(left).modality, _event(right).modality}
    if EventModality.DENIED not in modalities or not modalities & PAST:
        return None
    if not _overlap(left, right) or not _same_parties(situation, left, right):
        return None
    if {*left.articles} == {*right.articles}:
        return None
    return Link(RelationKind.CONTRADICTS, left, right, "contradicts_event")


def _event(claim: Claim) -> Event:
    assert isinstance(claim.first.record, Event)
    return claim.first.record


def _same_parties(situation: Situation, left: Claim, right: Claim) -> bool:
    """Whether actors and recipients are told on both sides and agree, and the wording is about one thing."""
    sides = []
    for part in ("actors", "recipients"):
        one = {key for assertion in left.assertions for key in getattr(assertion, part)}
        other = {key for assertion in right.assertions for key in getattr(assertion, part)}
        if one and other:
            sides.append(bool(situation.principals(one) & situation.principals(other)))
    alike = likeness(left.first.stems, right.first.stems, situation.weights)
    return (
        bool(sides) and all(sides) and (len(sides) == 2 or alike >= ALIKE_COUNTED) and alike >= ALIKE_TARGET
    )


# --------------------------------------------------------------------------- positions


def _position_groups(situation: Situation, claims: list[Claim]) -> list[list[Claim]]:
    return _grouped(((situation.principal(claim.first.actors[0]),), claim) for claim in claims)


def _relate_positions(situation: Situation, left: Claim, right: Claim) -> Link | None:
    """Two positions of one holder, or of two holders of one office, on one object."""
    if not _one_object(situation, left, right):
        return None
    first, second = _in_order(situation, left, right)
    holders = left.first.actors[0], right.first.actors[0]
    same_holder = holders[0] == holders[1]
    incompatible = (_position(left).stance in IN_FAVOUR) != (_position(right).stance in IN_FAVOUR)
    if incompatible and first is not None and second is not None:
        if same_holder:
            return Link(RelationKind.SUPERSEDES, second, first, "supersedes_position")
        if _speaks_for_country(situation, *holders) or _one_office(situation, *holders):
            return Link(RelationKind.SUPERSEDES, second, first, "supersedes_office")
        return None
    if incompatible or not same_holder:
        return None
    for narrow, wide in ((left, right), (right, left)):
        inside = containment(wide.first.stems, narrow.first.stems, situation.weights)
        if inside >= 0.9 and len(narrow.first.stems) > len(wide.first.stems):
            return Link(RelationKind.REFINES, narrow, wide, "refines_position")
    return None


def _position(claim: Claim) -> Position:
    assert isinstance(claim.first.record, Position)
    return claim.first.record


def _one_object(situation: Situation, left: Claim, right: Claim) -> bool:
    one, other = left.first.stems, right.first.stems
    shared = max(containment(one, other, situation.weights), containment(other, one, situation.weights))
    return likeness(one, other, situation.weights) >= ALIKE_TARGET or (
        shared >= CONTAINED_TARGET and len(one & other) >= 2
    )


def _speaks_for_country(situation: Situation, left: str, right: str) -> bool:
    """Whether one holder is the country or government that the other, a person, speaks for."""
    actors = [situation.identities.actors[key] for key in (left, right)]
    kinds = {actor.kind for actor in actors}
    return (
        situation.principal(left) == situation.principal(right)
        and bool(kinds & {ActorKind.COUNTRY, ActorKind.GOVERNMENT})
        and any(actor.kind is ActorKind.PERSON and actor.offices for actor in actors)
    )


def _one_office(situation: Situation, left: str, right: str) -> bool:
    """Whether two actors held one office, one after the other: the same title for the same country.

    « la présidente » and « le président alcéen » are one office; « ministre de la Défense » and « ministre de la Santé » two.
    """
    if situation.principal(left) != situation.principal(right):
        return False
    titles = [
        [
            content_stems(office.title, situation.language)
            for office in situation.identities.actors[key].offices
        ]
        for key in (left, right)
    ]
    return any(
        one & other and (len(one & other) * 2 > len(one | other) or min(len(one), len(other)) == 1)
        for one in titles[0]
        for other in titles[1]
    )


def _in_order(situation: Situation, left: Claim, right: Claim) -> tuple[Claim | None, Claim | None]:
    """The two claims in the order of time; (None, None) where nothing tells it.

    Articles' dates decide; where one article has none, the holder's last known term of office does.
    """
    spans = [_said_between(situation, claim) for claim in (left, right)]
    if spans[0][1] and spans[1][0] and spans[0][1] < spans[1][0]:
        return left, right
    if spans[1][1] and spans[0][0] and spans[1][1] < spans[0][0]:
        return right, left
    return None, None


def _said_between(situation: Situation, claim: Claim) -> tuple[str | None, str | None]:
    """The days between which a claim was first asserted."""
    first = claim.first
    if first.earliest and first.latest:
        return first.earliest, first.latest
    published = situation.published[first.article]
    if published.earliest or published.latest:
        return published.earliest, published.latest
    offices = situation.identities.actors[first.actors[0]].offices if first.actors else ()
    since = max((office.since for office in offices if office.since), default=None)
    return since, None


# --------------------------------------------------------------------------- quantities


def _relate_figures(situation: Situation, claims: list[Claim]) -> Iterator[Link]:
    """The relations between figures of one unit and matter that count a thing of the same name, or none but their unit."""
    figures = {id(claim): read_claim(situation, claim) for claim in claims}
    sizes = Counter(situation.threads.values())
    groups = _grouped(
        ((_quantity(claim).unit, situation.threads[claim.first.article], stem), claim)
        for claim in claims
        for stem in sorted(figures[id(claim)].counted) or ("",)
    )

    def relate(situation: Situation, left: Claim, right: Claim) -> Link | None:
        small = sizes[situation.threads[left.first.article]] <= SMALL_MATTER_ARTICLES
        return _relate_quantities(situation, left, right, (figures[id(left)], figures[id(right)]), small)

    return _relate_groups(situation, groups, relate)


def _relate_quantities(
    situation: Situation, left: Claim, right: Claim, figures: tuple[Figure, Figure], small: bool
) -> Link | None:
    """Two figures for one thing: a later count of one owner supersedes, compatible bounds refine, the rest contradict.

    In a ``small`` matter all that is counted under one name is one thing unless two places are told; in a large one,
    the figures have to be told of one place, or in one story.
    """
    if _bounds(left) == _bounds(right):
        return None
    if side_by_side(situation, left, right, figures):
        if figures[0].count is Count.ESTIMATED or _bounds_agree(left, right):
            return None
        if not _two_owners(situation, left, right):
            return None
        return Link(RelationKind.CONTRADICTS, left, right, "contradicts_quantity")
    if not same_thing(situation, *figures) or any(figure.partial for figure in figures):
        return None
    together = same_scope(*figures) and (small or _told_together(situation, left, right, figures))
    first, second = _counted_in_order(situation, left, right, figures[0].count)
    if (
        first is not None
        and second is not None
        and (together or (small and may_share_scope(*figures)))
        and _one_count(situation, first, second, figures[0].count)
    ):
        return Link(RelationKind.SUPERSEDES, second, first, "supersedes_quantity")
    if not together:
        return None
    if _bounds_agree(left, right):
        narrow, wide = sorted((left, right), key=lambda claim: _width(_bounds(claim)))
        return Link(RelationKind.REFINES, narrow, wide, "refines_quantity")
    if figures[0].count is Count.ESTIMATED or not _overlap(left, right):
        return None
    if figures[0].count is Count.FIXED and likeness(*_besides(figures), situation.weights) < ALIKE_BESIDE:
        return None
    if not _two_owners(situation, left, right) or (
        first is not None and not _fell(figures[0], first, second)
    ):
        return None
    return Link(RelationKind.CONTRADICTS, left, right, "contradicts_quantity")


def _besides(figures: tuple[Figure, Figure]) -> tuple[frozenset[str], frozenset[str]]:
    return figures[0].beside, figures[1].beside


def _bounds_agree(left: Claim, right: Claim) -> bool:
    """« plus de 40 » and « une soixantaine » can both hold."""
    one, other = _bounds(left), _bounds(right)
    return one[0] <= other[1] and other[0] <= one[1]


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
        return _in_order(situation, left, right)
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


def _grew(first: Claim, second: Claim) -> bool:
    return _bounds(first)[1] < _bounds(second)[0]


def _quantity(claim: Claim) -> Quantity:
    assert isinstance(claim.first.record, Quantity)
    return claim.first.record


def _bounds(claim: Claim) -> tuple[float, float]:
    quantity = _quantity(claim)
    low = quantity.minimum if quantity.minimum is not None else float("-inf")
    high = quantity.maximum if quantity.maximum is not None else float("inf")
    return low, high


def _width(bounds: tuple[float, float]) -> float:
    return bounds[1] - bounds[0]


# --------------------------------------------------------------------------- statements


def _statement_groups(situation: Situation, claims: list[Claim]) -> list[list[Claim]]:
    return _grouped(((situation.threads[claim.first.article],), claim) for claim in claims)


def _relate_statements(situation: Situation, left: Claim, right: Claim) -> Link | None:
    """Two voices that say the same, or two versions of what one voice said."""
    one, other = left.first.voice, right.first.voice
    assert one is not None and other is not None
    if one.actor is None or other.actor is None or left.first.stems.isdisjoint(right.first.stems):
        return None
    if not _overlap(left, right):
        return None
    same_side = situation.principal(one.actor) == situation.principal(other.actor)
    if not same_side and _deny_each_other(situation, left, right):
        return Link(RelationKind.CONTRADICTS, left, right, "contradicts_statement")
    alike = likeness(left.first.stems, right.first.stems, situation.weights)
    if alike < ALIKE_VERSION or {*left.articles} & {*right.articles}:
        return None
    if same_side and SpeakerKind.ANONYMOUS not in (one.kind, other.kind):
        return Link(RelationKind.SAME_ORIGIN, right, left, "same_origin")
    if not same_side and alike >= ALIKE_SAID and _modality(left) == _modality(right):
        return Link(RelationKind.CORROBORATES, right, left, "corroborates")
    return None


def _deny_each_other(situation: Situation, left: Claim, right: Claim) -> bool:
    """Whether one voice says of a thing what another says is not so: « les fumées n’étaient pas toxiques », « elles sont toxiques ».

    Both are short, one alone is negated, and all its words but the negation are the other's.
    """
    texts = [situation.text_of(*claim.first.place) for claim in (left, right)]
    languages = [situation.by_id[claim.first.article].language for claim in (left, right)]
    negated = [_is_negated(text, language) for text, language in zip(texts, languages, strict=True)]
    if negated[0] == negated[1] or max(len(text.split()) for text in texts) > LONGEST_DENIED_WORDS:
        return False
    denial, other = (left, right) if negated[0] else (right, left)
    stems = denial.first.stems - _negations(languages[0])
    return len(stems) > 1 and containment(stems, other.first.stems, situation.weights) >= ALL_BUT_NEGATION


@cache
def _negations(language: str) -> frozenset[str]:
    """The stems of the words that negate."""
    return content_stems(" ".join(word_list(language, "figures").get("negated", ())), language)


def _is_negated(text: str, language: str) -> bool:
    """« n’est pas », « ne sera jamais », « aucun »."""
    words = {found.group() for found in WORD.finditer(text.lower())}
    return bool(words & set(word_list(language, "figures").get("negated", ())))


def _modality(claim: Claim) -> str:
    assert isinstance(claim.first.record, Attribution)
    return claim.first.record.modality


def _overlap(left: Claim, right: Claim) -> bool:
    """Whether the times of two claims can be the same; unknown times can."""
    (low, high), (start, end) = left.interval, right.interval
    return not (high and start and high < start) and not (end and low and end < low)
