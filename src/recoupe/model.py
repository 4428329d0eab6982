"""Every record type of Recoupe: what an article holds, what is found in it, what an account says.

Nothing else defines a record. All are frozen; offsets are Unicode code points into ``article.text``,
end exclusive, so ``article.text[record.start:record.end]`` is always the words a record rests on.
The structs are also the line formats (``docs/formats.md``): a field that is optional there has a
default here and is left out of the line when it holds it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

ANNOTATION_FORMAT = "recoupe.annotation/1"
ACCOUNT_FORMAT = "recoupe.account/1"


class Record(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """Base of every record: frozen, keyword-only, defaults left out of lines; never part of a cycle of references."""


class Span(Record, frozen=True, kw_only=True):
    """A stretch of an article's text."""

    start: int
    end: int


# --------------------------------------------------------------------------- what is read


class Granularity(StrEnum):
    """How finely a date is known."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """On what a date rests."""

    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class Reason(Record, frozen=True, kw_only=True):
    """Why a date is what it is: a key of ``languages/<language>/dating.toml`` and what fills the holes of its sentence."""

    key: str
    values: dict[str, str] = {}


class Published(Record, frozen=True, kw_only=True):
    """When an article was published: an interval of days (ISO 8601 dates), how fine, on what basis, and why in words.

    ``earliest`` and ``latest`` are None where that side is not bounded. ``stated`` is the ISO 8601 prefix
    as it was given (``2024-04``, ``2024-04-14T06:42:00+02:00``), where one was. ``reasons`` are what ``because`` words.
    """

    earliest: str | None = None
    latest: str | None = None
    granularity: Granularity
    basis: Basis
    because: str
    stated: str | None = None
    reasons: tuple[Reason, ...] = ()


class Article(Record, frozen=True, kw_only=True):
    """One published text, verbatim, with what is known of outlet, date and address.

    ``stated_date`` is the ISO 8601 prefix found beside the text (page metadata, feed, file field), None where
    none was. ``date_source`` names the field or tag where it stood. ``extra`` keeps unknown fields of the input.
    ``origin`` is the path (or path#entry) it was read from.
    """

    id: str
    text: str
    title: str | None = None
    stated_date: str | None = None
    date_source: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    origin: str = ""
    extra: dict[str, Any] = {}


class Role(StrEnum):
    """What a stretch of an article is for."""

    HEADLINE = "headline"
    METADATA = "metadata"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    EMBED = "embed"
    BOILERPLATE = "boilerplate"
    REPETITION = "repetition"


class Zone(Span, frozen=True, kw_only=True):
    """A stretch of an article by its role. Zones are sorted, do not overlap and hold every non-blank character."""

    role: Role


# --------------------------------------------------------------------------- what is found in one article


class TimeType(StrEnum):
    """TIMEX3 types (ISO-TimeML)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Anchor(StrEnum):
    """What a time expression was resolved on."""

    ABSOLUTE = "absolute"
    PUBLISHED = "published"
    NARRATIVE = "narrative"
    QUOTATION = "quotation"


class TimeExpression(Span, frozen=True, kw_only=True):
    """A stretch that names a time, with its TIMEX3 value and the interval (ISO 8601) that the value stands for."""

    type: TimeType
    value: str
    mod: str | None = None
    earliest: str | None = None
    latest: str | None = None
    anchor: Anchor


class Age(Span, frozen=True, kw_only=True):
    """How old somebody or something is: a TIMEX3 length (``P31Y``); such lengths are not among the times."""

    value: str
    mod: str | None = None


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    GOVERNMENT = "government"
    COUNTRY = "country"
    PLACE = "place"
    INSTITUTION = "institution"
    ARMED_GROUP = "armed_group"
    ORGANISATION = "organisation"
    MEDIA = "media"
    DOCUMENT = "document"
    COLLECTIVE = "collective"
    ANONYMOUS = "anonymous"


class Actor(Record, frozen=True, kw_only=True):
    """Who acts or is spoken of in one article; ``key`` holds within the article. ``country`` is ISO 3166 alpha-3.

    ``acts_for`` is the key of the article's country for which it acts or to which it belongs, where ISO 3166 has no code for it.
    ``members`` are the keys of two that a collective takes up ("les deux pays"), where the article shows which two.
    """

    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    office: str | None = None
    acts_for: str | None = None
    members: tuple[str, ...] = ()


class Mention(Span, frozen=True, kw_only=True):
    """A stretch that refers to an actor (by its key)."""

    actor: str


class SpeakerKind(StrEnum):
    """What kind of source speaks."""

    NAMED_PERSON = "named_person"
    INSTITUTION = "institution"
    ANONYMOUS = "anonymous"
    DOCUMENT = "document"
    MEDIA = "media"


class Speaker(Span, frozen=True, kw_only=True):
    """Who speaks: the words that name the source where they stand, the name they resolve to, the kind of source.

    ``actor`` is the actor's key in this article where the words are a mention of one; ``about`` is what is said
    of an unnamed source (number, side, closeness), in the article's words.
    """

    name: str
    kind: SpeakerKind
    actor: str | None = None
    about: str | None = None


class Addressee(Span, frozen=True, kw_only=True):
    """To whom something is said."""

    name: str
    actor: str | None = None


class Relay(Span, frozen=True, kw_only=True):
    """One link of the chain through which a statement reached the article; outermost first in ``via``."""

    name: str
    kind: SpeakerKind


class Manner(StrEnum):
    """Whether words are quoted, reported, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SaidModality(StrEnum):
    """How the speaker commits to what is said."""

    ASSERTED = "asserted"
    DENIED = "denied"
    CONDITIONAL = "conditional"
    PREDICTION = "prediction"


class Act(StrEnum):
    """What is done by saying it."""

    STATEMENT = "statement"
    REPORT = "report"
    REQUEST = "request"
    COMMITMENT = "commitment"
    THREAT = "threat"
    JUDGMENT = "judgment"
    OPINION = "opinion"
    POSITION = "position"


class Attribution(Span, frozen=True, kw_only=True):
    """Who says what to whom: ``start:end`` is the content, without complementiser and outer quotation marks."""

    kind: Manner
    speaker: Speaker | None
    cue: Span | None
    addressee: Addressee | None
    via: tuple[Relay, ...]
    modality: SaidModality
    act: Act
    earliest: str | None = None
    latest: str | None = None


class EventModality(StrEnum):
    """Whether an event happened, and if not, in what way it is spoken of."""

    OCCURRED = "occurred"
    ANNOUNCED = "announced"
    THREATENED = "threatened"
    PREDICTED = "predicted"
    CONDITIONAL = "conditional"
    DENIED = "denied"
    UNVERIFIED = "unverified"


class EventType(StrEnum):
    """PLOVER's sixteen event types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Event(Span, frozen=True, kw_only=True):
    """Who did what to whom, where and when. ``start:end`` is the clause or phrase; ``cue`` the word that names it.

    ``actors`` and ``recipients`` are actor keys, ``place`` a mention's words, ``attribution`` an index into the
    article's attributions (the innermost whose content holds the event).
    """

    type: EventType
    mode: str | None = None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None = None
    earliest: str | None = None
    latest: str | None = None
    modality: EventModality
    attribution: int | None = None
    cue: Span | None = None
    condition: str | None = None


class Stance(StrEnum):
    """What a holder wants of the target of a position."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    URGE = "urge"
    CONDITION = "condition"


class Position(Span, frozen=True, kw_only=True):
    """Who supports, opposes, urges or conditions what. ``holder`` is an actor key, ``target`` the article's words."""

    holder: str
    stance: Stance
    target: str
    condition: str | None = None
    attribution: int | None = None
    target_span: Span | None = None
    condition_span: Span | None = None


class Quantity(Span, frozen=True, kw_only=True):
    """What is counted or measured: value or bounds, unit, qualifier, as of when, on whose word."""

    what: str
    minimum: float | None = None
    maximum: float | None = None
    unit: str
    qualifier: str | None = None
    as_of: str | None = None
    attribution: int | None = None


class Annotation(Record, frozen=True, kw_only=True):
    """One annotated article: the article and every record found in it."""

    article: Article
    language: str
    sha256: str
    published: Published
    zones: tuple[Zone, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    ages: tuple[Age, ...] = ()
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.article.id

    @property
    def text(self) -> str:
        return self.article.text


# --------------------------------------------------------------------------- what is found between articles


class Place(Span, frozen=True, kw_only=True):
    """A stretch of the text of the article ``id``."""

    id: str


class MatchKind(StrEnum):
    """What kind of sharing a passage match is."""

    NARRATIVE = "narrative"
    QUOTATION = "quotation"
    BOILERPLATE = "boilerplate"


class Direction(StrEnum):
    """How it is known which side was first."""

    DATED = "dated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class PassageMatch(Record, frozen=True, kw_only=True):
    """The same wording in two places; an article against itself is a repetition. ``because`` says how direction is known."""

    earlier: Place
    later: Place
    kind: MatchKind
    direction: Direction
    because: str | None = None


class StoryLine(Record, frozen=True, kw_only=True):
    """To which story an article belongs."""

    id: str
    story: str


class Standing(StrEnum):
    """What a row of the account is worth, in the order in which a reader is shown it."""

    ESTABLISHED = "established"
    DISPUTED = "disputed"
    SINGLE_ORIGIN = "single-origin"
    CLAIMED = "claimed"
    ANNOUNCED = "announced"
    OPEN = "open"
    SUPERSEDED = "superseded"


class Lineage(Record, frozen=True, kw_only=True):
    """Articles whose words on a point come from one origin. ``origin`` names it; ``via`` the relays; ``because`` why it is one."""

    origin: str
    articles: tuple[str, ...]
    via: tuple[str, ...] = ()
    because: str | None = None


class Evidence(Place, frozen=True, kw_only=True):
    """A passage a row rests on, and the index of the lineage it belongs to."""

    lineage: int


class ActorName(Record, frozen=True, kw_only=True):
    """An actor as the account's rows name it."""

    key: str
    name: str
    kind: ActorKind


class Office(Record, frozen=True, kw_only=True):
    """An office an actor held, as far as the articles or the table of offices tell; dates are ISO 8601 prefixes."""

    title: str
    since: str | None = msgspec.field(default=None, name="from")
    until: str | None = msgspec.field(default=None, name="to")


class Verdict(Record, frozen=True, kw_only=True):
    """What a person decided on a row: the decision's number and kind (``decisions.DecisionKind``), by whom, when, its words."""

    number: int
    kind: str
    author: str
    at: str
    text: str | None = None
    values: dict[str, str] = {}


class Row(Record, frozen=True, kw_only=True, tag_field="row"):
    """One row of the account: a sentence, its standing and why, its date, its lineages, its passages, what was decided on it."""

    format: str
    key: str
    summary: str
    standing: Standing
    earliest: str | None = None
    latest: str | None = None
    granularity: Granularity | None = None
    lineages: tuple[Lineage, ...]
    evidence: tuple[Evidence, ...]
    because: str
    grade: int | None = None
    decided: tuple[Verdict, ...] = ()


class Doubt(Record, frozen=True, kw_only=True):
    """An actor that may be the same as the one of a row, and why; a person settles it by merging them or not."""

    key: str
    name: str
    because: str


class ActorRow(Row, frozen=True, kw_only=True, tag="actor"):
    """Who: every name met, country, offices, and the actors that may be the same."""

    actor: ActorName
    names: tuple[str, ...]
    country: str | None = None
    offices: tuple[Office, ...] = ()
    candidates: tuple[Doubt, ...] = ()


class EventRow(Row, frozen=True, kw_only=True, tag="event"):
    """What happened, was announced, threatened, foretold or denied."""

    type: EventType
    mode: str | None = None
    actors: tuple[ActorName, ...]
    recipients: tuple[ActorName, ...]
    place: str | None = None
    modality: EventModality


class StatementRow(Row, frozen=True, kw_only=True, tag="statement"):
    """What was said, by whom, to whom."""

    speaker: ActorName | None
    speaker_kind: SpeakerKind | None = None
    addressee: ActorName | None
    content: str
    modality: SaidModality
    act: Act


class PositionRow(Row, frozen=True, kw_only=True, tag="position"):
    """Who supports, opposes, urges or conditions what."""

    holder: ActorName
    stance: Stance
    target: str
    condition: str | None = None


class QuantityRow(Row, frozen=True, kw_only=True, tag="quantity"):
    """A figure: what it counts, its bounds, whose it is, as of when."""

    what: str
    minimum: float | None = None
    maximum: float | None = None
    unit: str
    qualifier: str | None = None
    owner: ActorName | None
    as_of: str | None = None


class LedgerKind(StrEnum):
    """What is awaited."""

    PREDICTION = "prediction"
    THREAT = "threat"
    PROMISE = "promise"
    CONDITION = "condition"


class Certainty(StrEnum):
    """How sure the words are that something will be; a threat, a promise and a condition carry their own."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    ANNOUNCED = "announced"
    THREATENED = "threatened"


class ConditionStatus(StrEnum):
    """What became of a condition."""

    OPEN = "open"
    MET = "met"
    HONOURED = "honoured"
    BROKEN = "broken"


class PartStatus(StrEnum):
    """What became of one part of a ledger item."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    OPEN = "open"


class LedgerPart(Record, frozen=True, kw_only=True):
    """One part of what was foreseen (event, when, by whom, with what, against whom) and the passages that settle it."""

    what: str
    aspect: str
    status: PartStatus
    evidence: tuple[Evidence, ...] = ()


class LedgerRow(Row, frozen=True, kw_only=True, tag="ledger"):
    """What was announced, threatened, predicted or made conditional, and what became of it.

    ``closed``: the time foreseen is past and nothing read says what became of it; ``because`` tells that time.
    """

    kind: LedgerKind
    holder: ActorName | None
    certainty: Certainty
    parts: tuple[LedgerPart, ...]
    condition_status: ConditionStatus | None = None
    closed: bool = False


class RelationKind(StrEnum):
    """How one row bears on another."""

    CORROBORATES = "corroborates"
    CONTRADICTS = "contradicts"
    SUPERSEDES = "supersedes"
    SETTLES = "settles"
    REFINES = "refines"
    SAME_ORIGIN = "same-origin"


class RelationRow(Row, frozen=True, kw_only=True, tag="relation"):
    """How the row ``from`` bears on the row ``to``."""

    kind: RelationKind
    source: str = msgspec.field(name="from")
    target: str = msgspec.field(name="to")


AccountRow = ActorRow | EventRow | StatementRow | PositionRow | QuantityRow | LedgerRow | RelationRow


class Account(Record, frozen=True, kw_only=True):
    """A sourced, dated account: its rows in order, the dates and stories of the articles, the passages they share.

    ``letters`` are the outlets' letters of reliability, ``orphans`` the numbers of the decisions that find nothing any more.
    """

    rows: tuple[AccountRow, ...]
    published: dict[str, Published]
    stories: dict[str, str]
    matches: tuple[PassageMatch, ...]
    lineages: tuple[Lineage, ...]
    letters: dict[str, str] = {}
    orphans: tuple[int, ...] = ()


class Chapter(Record, frozen=True, kw_only=True):
    """What one set of articles tells: its rows, and the account's keys of the actors who do, say or want something in it.

    ``digest`` stands for everything that the rows were made of, the program's version and the reader's language included.
    """

    digest: str
    rows: tuple[AccountRow, ...]
    active: tuple[str, ...]


# --------------------------------------------------------------------------- what changed


class ChangeKind(StrEnum):
    """What later articles did to a row, in the order in which a reader is told."""

    SETTLED = "settled"
    DISPUTED = "disputed"
    SUPERSEDED = "superseded"
    FELL = "fell"
    ROSE = "rose"
    CORROBORATED = "corroborated"
    NEW = "new"
    JOINED = "joined"
    WITHDRAWN = "withdrawn"


class Change(Record, frozen=True, kw_only=True):
    """One difference between two states of an account.

    ``key`` and ``summary`` are the later row's (the earlier's where it is withdrawn); ``evidence`` are its new passages;
    ``before`` and ``after`` its standings, ``because`` a sentence in the reader's language.
    """

    format: str
    change: ChangeKind
    row: str
    key: str
    summary: str
    before: Standing | None = None
    after: Standing | None = None
    because: str
    evidence: tuple[Place, ...] = ()


# --------------------------------------------------------------------------- what became of each input


class InputStatus(StrEnum):
    """What became of one input."""

    SEEN = "seen"
    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"
    DUPLICATE = "duplicate"


class InputRow(Record, frozen=True, kw_only=True):
    """One input, what became of it, why, and what the user can do about it.

    ``reason`` and ``remedy`` are in English; ``code`` (``errors.Problem``) gives them in another language
    through ``errors.describe``.
    """

    origin: str
    status: InputStatus
    reason: str | None = None
    remedy: str | None = None
    article: str | None = None
    code: str | None = None
