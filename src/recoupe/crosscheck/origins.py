"""From how many origins a claim comes: which of its passages say the thing themselves, and which have it from another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec

from recoupe.crosscheck.assertions import Assertion, Claim, Voice
from recoupe.crosscheck.claims import SAID_TYPES
from recoupe.crosscheck.figures import is_counted
from recoupe.crosscheck.lineages import Lineages, Support
from recoupe.crosscheck.owners import same_owner
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import takes_up
from recoupe.model import Annotation, Event, Evidence, Lineage, Quantity, Role, SpeakerKind

# « JAKARTA - », « PORT-ORNE, 3 mars - »: the capitals that a dateline begins with.
DATELINE_PLACE = re.compile(r"^\s*([^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ-]+)")


class Origins:
    """The origins of the claims of one situation."""

    def __init__(self, situation: Situation, lineages: Lineages):
        self.situation = situation
        self._lineages = lineages

    def of(self, assertions: Iterable[Assertion]) -> tuple[tuple[Lineage, ...], tuple[Evidence, ...]]:
        """The lineages behind assertions and the passages with the lineage each belongs to."""
        owners: list[Voice] = []
        supports = []
        for assertion in assertions:
            voice = assertion.voice
            if voice is not None and isinstance(assertion.record, Quantity):
                voice = next((other for other in owners if same_owner(self.situation, other, voice)), voice)
                owners.append(voice)
            supports.append(_support(assertion, voice))
        lineages, numbers = self._lineages.of(supports)
        evidence = [
            Evidence(id=support.article, start=support.start, end=support.end, lineage=number)
            for support, number in zip(supports, numbers, strict=True)
        ]
        return tuple(lineages), tuple(dict.fromkeys(evidence))

    def firm(
        self, claim: Claim, lineages: tuple[Lineage, ...], evidence: tuple[Evidence, ...]
    ) -> tuple[tuple[Lineage, ...], tuple[Evidence, ...]]:
        """The lineages that say enough to count; who only mentions the thing (« l’attaque ») goes with the first of them."""
        firm_places = {assertion.place for assertion in claim.assertions if self._is_origin(claim, assertion)}
        firm = sorted({e.lineage for e in evidence if (e.id, e.start, e.end) in firm_places})
        voiced = {a.place for a in claim.assertions if a.voice is not None}
        quoted = {e.lineage for e in evidence if (e.id, e.start, e.end) in voiced}
        firm = [n for n in firm if n in quoted or not self._within_another(n, firm, lineages, quoted)]
        if not firm and isinstance(claim.first.record, Quantity):
            firm = [0]
        if not firm or len(firm) == len(lineages):
            return lineages, evidence
        number = {old: firm.index(old) if old in firm else 0 for old in range(len(lineages))}
        articles: list[list[str]] = [[] for _ in firm]
        for old, lineage in enumerate(lineages):
            articles[number[old]] += lineage.articles
        kept = [
            msgspec.structs.replace(lineages[old], articles=tuple(dict.fromkeys(articles[new])))
            for new, old in enumerate(firm)
        ]
        return tuple(kept), tuple(msgspec.structs.replace(e, lineage=number[e.lineage]) for e in evidence)

    def _within_another(
        self, number: int, firm: Sequence[int], lineages: Sequence[Lineage], quoted: set[int]
    ) -> bool:
        """Whether all who say it themselves also print another lineage, in the same outlets or in copies: they have it from there.

        What was printed before the other had said anything is not from there.
        """
        mine = {self._newsrooms[article] for article in lineages[number].articles}
        for other in firm:
            theirs = {self._newsrooms[article] for article in lineages[other].articles}
            within = mine <= theirs and (mine != theirs or other < number or other in quoted)
            if other != number and within and not self._is_before(lineages[number], lineages[other]):
                return True
        return False

    def _is_before(self, one: Lineage, other: Lineage) -> bool:
        """Whether an article of one lineage was out before any of another; never where a date is missing."""
        published = self.situation.published
        out = [published[article].latest for article in one.articles]
        begun = [published[article].earliest for article in other.articles]
        known = [day[:10] for day in out if day]
        return bool(known) and all(day and min(known) < day[:10] for day in begun)

    @cached_property
    def _newsrooms(self) -> dict[str, str]:
        """By article, one name for its outlet and for whoever shares a quarter of an article with it."""
        group = {article: min(members) for members in self._lineages.groups for article in members}
        rooms: dict[str, str] = {}
        first: dict[str, str] = {}
        for article in sorted(group):
            outlet = self.situation.by_id[article].article.outlet
            rooms[article] = (
                first.setdefault(f"outlet {outlet}", group[article]) if outlet else group[article]
            )
        return rooms

    def _is_origin(self, claim: Claim, assertion: Assertion) -> bool:
        """Whether an assertion can be an origin of its own: of a figure, only words of one who gives it are; garbled words are one
        beside clean ones only where they tell of what they are a translation."""
        if isinstance(assertion.record, Quantity) and assertion.voice is None:
            return False
        doubtful = self.situation.doubtful
        clean = [article for article in claim.articles if article not in doubtful]
        if (
            assertion.article in doubtful
            and clean
            and not self._is_signed_elsewhere(assertion.article, clean)
        ):
            return False
        return assertion.is_firm and not self._only_names_what_was_said(assertion)

    def _is_signed_elsewhere(self, article: str, others: Sequence[str]) -> bool:
        """Whether a translated article comes from a newsroom that the others do not name: its dateline tells the place, or it
        cites the paper (« a rapporté le Valme Courier »). It is then that newsroom's own report."""
        names = self._signatures(self.situation.by_id[article])
        texts = [self.situation.by_id[other].text.casefold() for other in others]
        return bool(names) and not any(name in text for name in names for text in texts)

    def _signatures(self, annotation: Annotation) -> list[str]:
        """The places of an article's dateline and the newsrooms it cites, in small letters."""
        lines = [annotation.text[z.start : z.end] for z in annotation.zones if z.role is Role.DATELINE]
        cited = [
            a.speaker.name
            for a in annotation.attributions
            if a.speaker and a.speaker.kind is SpeakerKind.MEDIA
        ]
        cited += [
            relay.name for a in annotation.attributions for relay in a.via if relay.kind is SpeakerKind.MEDIA
        ]
        named = [found.casefold() for line in lines for found in DATELINE_PLACE.findall(line)]
        return sorted({*named, *(name.casefold() for name in cited if name[:1].isupper())})

    def _only_names_what_was_said(self, assertion: Assertion) -> bool:
        """« les accusations de la maire », « les sanctions contre les élus »: a noun that takes up what was said or told elsewhere,
        and reports nothing itself; of what was not said only where it tells neither who nor when."""
        record = assertion.record
        if not isinstance(record, Event) or record.cue is None:
            return False
        if record.type not in SAID_TYPES and (assertion.actors or assertion.earliest or assertion.latest):
            return False
        annotation = self.situation.by_id[assertion.article]
        return takes_up(
            annotation.text[max(0, record.cue.start - 20) : record.cue.start], annotation.language
        )

    def has_owner(self, claim: Claim) -> bool:
        """Whether a claim is a count that somebody takes, and it is told who: no outlet that repeats it took it too."""
        return is_counted(self.situation, claim.first) and any(a.voice is not None for a in claim.assertions)


def _support(assertion: Assertion, voice: Voice | None) -> Support:
    return Support(
        article=assertion.article,
        start=assertion.start,
        end=assertion.end,
        speaker=voice.actor if voice else None,
        speaker_kind=voice.kind if voice else None,
        via=voice.via if voice else (),
        words=voice.words if voice else "",
    )
