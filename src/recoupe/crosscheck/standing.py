"""What a claim is worth, and why: origins are counted, never articles; repetition establishes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.crosscheck.assertions import PAST, Assertion, Claim
from recoupe.crosscheck.sentences import Sentences
from recoupe.model import (
    Attribution,
    Event,
    EventModality,
    Lineage,
    Position,
    Quantity,
    SaidModality,
    Standing,
)

INDEPENDENT_ORIGINS = 2
GRADES = {Standing.ESTABLISHED: 1, Standing.SINGLE_ORIGIN: 3, Standing.DISPUTED: 4}
UNJUDGED = 6


@dataclass(frozen=True, slots=True)
class Judgement:
    """A standing and the sentence that gives its reason; ``grade`` is the Admiralty scale's number, 1 to 6."""

    standing: Standing
    because: str

    @property
    def grade(self) -> int:
        """1 confirmed by independent origins, 3 possibly true, 4 doubtful, 6 cannot be judged."""
        return GRADES.get(self.standing, UNJUDGED)


def judge(
    sentences: Sentences,
    claim: Claim,
    lineages: Sequence[Lineage],
    contradicted_by: str | None,
    superseded_by: str | None,
    settled: bool,
    has_owner: bool = False,
    newsrooms: int = INDEPENDENT_ORIGINS,
) -> Judgement:
    """The standing of a claim.

    ``contradicted_by`` and ``superseded_by`` are the sentences of the claims that do so; ``settled`` says whether
    later articles settle what it foresees; ``has_owner`` whether it is a count that one told by name takes, so that who gives
    it without saying whose it is has it from there; ``newsrooms`` how many print it: what one alone prints is not established.
    """
    if superseded_by:
        return Judgement(Standing.SUPERSEDED, sentences.because("superseded", other=superseded_by))
    if contradicted_by:
        return Judgement(Standing.DISPUTED, sentences.because("disputed", other=contradicted_by))
    awaited = _awaited(sentences, claim, settled)
    if awaited is not None:
        return awaited
    return _by_origins(sentences, claim, lineages, has_owner, newsrooms)


def _awaited(sentences: Sentences, claim: Claim, settled: bool) -> Judgement | None:
    """The standing of what has not happened: announced, or open."""
    record = claim.first.record
    if isinstance(record, Event) and record.modality not in PAST | {EventModality.DENIED}:
        if record.modality is EventModality.ANNOUNCED:
            return Judgement(
                Standing.ANNOUNCED, sentences.because("announced_done" if settled else "announced")
            )
        reason = "threat" if record.modality is EventModality.THREATENED else "open"
        return Judgement(Standing.OPEN, sentences.because("open_settled" if settled else reason))
    if isinstance(record, Attribution) and record.modality is SaidModality.PREDICTION:
        return Judgement(Standing.ANNOUNCED, sentences.because("announced"))
    return None


def _by_origins(
    sentences: Sentences, claim: Claim, lineages: Sequence[Lineage], has_owner: bool, newsrooms: int
) -> Judgement:
    origins = ", ".join(lineage.origin for lineage in lineages[:4])
    voices = {_voice_name(assertion) for assertion in claim.assertions}
    told = not has_owner and any(
        assertion.voice is None and not _unverified(assertion) for assertion in claim.assertions
    )
    firm = any(assertion.is_firm for assertion in claim.assertions)
    if len(lineages) >= INDEPENDENT_ORIGINS and firm and _can_be_established(claim):
        if newsrooms < INDEPENDENT_ORIGINS:
            return Judgement(Standing.SINGLE_ORIGIN, sentences.because("one_newsroom", origins=origins))
        return Judgement(
            Standing.ESTABLISHED, sentences.because("established", count=len(lineages), origins=origins)
        )
    articles = len(claim.articles)
    if told or not any(voices):
        if all(_unverified(assertion) for assertion in claim.assertions):
            return Judgement(Standing.CLAIMED, sentences.because("claimed_unverified", origin=origins))
        reason = "single_origin_copied" if articles > 1 else "single_origin"
        return Judgement(Standing.SINGLE_ORIGIN, sentences.because(reason, origin=origins, articles=articles))
    voice = next(assertion.voice for assertion in claim.assertions if assertion.voice is not None)
    return Judgement(
        Standing.CLAIMED,
        sentences.because(
            "claimed_copied" if articles > 1 else "claimed",
            voice=sentences.voice(voice),
            via=sentences.chain(voice),
            articles=articles,
        ),
    )


def _can_be_established(claim: Claim) -> bool:
    """What one person says never becomes a fact by being quoted; what happened, what is counted and who wants what can."""
    record = claim.first.record
    if isinstance(record, Event):
        return record.modality in PAST
    return isinstance(record, Position | Quantity)


def _unverified(assertion: Assertion) -> bool:
    return isinstance(assertion.record, Event) and assertion.record.modality is EventModality.UNVERIFIED


def _voice_name(assertion: Assertion) -> str | None:
    return (assertion.voice.actor or assertion.voice.words) if assertion.voice else None
