"""What is compared between articles: assertions (one record of one article), and the claims that gather them."""

from __future__ import annotations

from dataclasses import dataclass, field

from recoupe.model import Attribution, Event, EventModality, Position, Quantity, Span, SpeakerKind

PAST = frozenset({EventModality.OCCURRED, EventModality.UNVERIFIED})

# A bare span: a sentence that settles what was foreseen.
EvidencedRecord = Event | Attribution | Position | Quantity | Span


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it, where it is not the article itself: the account's key, the kind, the name, the relays.

    ``shown`` is the source in the article's own words (« une source à la préfecture »).
    """

    actor: str | None
    kind: SpeakerKind | None
    words: str
    shown: str
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assertion:
    """One record of one article with what is needed to compare it with others.

    ``earliest`` and ``latest`` are ISO days of the thing told, None where the article does not tell. ``voice`` is
    None where the article speaks for itself.
    """

    record: EvidencedRecord
    article: str
    start: int
    end: int
    stems: frozenset[str]
    voice: Voice | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None

    @property
    def place(self) -> tuple[str, int, int]:
        return (self.article, self.start, self.end)

    @property
    def is_firm(self) -> bool:
        """Whether it holds the thing for true and, of an event, names a party or place: « l’attaque » alone may be another."""
        if not isinstance(self.record, Event):
            return True
        named = bool(self.actors or self.recipients or self.record.place)
        return self.record.modality is not EventModality.UNVERIFIED and named


@dataclass(slots=True)
class Claim:
    """Assertions that say the same thing; the first is the earliest."""

    assertions: list[Assertion] = field(default_factory=list)

    @property
    def first(self) -> Assertion:
        return self.assertions[0]

    @property
    def articles(self) -> list[str]:
        return sorted({assertion.article for assertion in self.assertions})

    @property
    def interval(self) -> tuple[str | None, str | None]:
        """The days that all assertions with a time agree on; of those that do not overlap, the first counts."""
        earliest: str | None = None
        latest: str | None = None
        for assertion in self.assertions:
            low, high = assertion.earliest, assertion.latest
            if latest is not None and low is not None and low > latest:
                continue
            if earliest is not None and high is not None and high < earliest:
                continue
            earliest = max(filter(None, (earliest, low)), default=None)
            latest = min(filter(None, (latest, high)), default=None)
        return earliest, latest


@dataclass(frozen=True, slots=True)
class Claims:
    """Every claim, by kind, in the order of their first assertion."""

    events: list[Claim]
    statements: list[Claim]
    positions: list[Claim]
    quantities: list[Claim]
