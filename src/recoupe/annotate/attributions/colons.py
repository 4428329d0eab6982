"""Words without quotation marks behind a colon, on the word of whoever stands before it: « Le maire prévient : la digue cédera »."""

from __future__ import annotations

from recoupe.annotate.attributions.announced import FIRST_PERSONS, OF
from recoupe.annotate.attributions.constructions import Find
from recoupe.annotate.attributions.cues import BE, VERBAL, Cue
from recoupe.annotate.attributions.frames import told_at_front
from recoupe.annotate.attributions.speakers import Speakers
from recoupe.annotate.attributions.subjects import (
    PUNCTUATION,
    Phrase,
    after_circumstances,
    bare_subject,
    phrase_after,
    subject_of,
)
from recoupe.annotate.attributions.utterances import Utterance
from recoupe.annotate.reading import Token
from recoupe.model import Act

SAYING = frozenset({"c", "q"})  # constructions of the lexicon: words behind a colon, a clause behind « que »
IMPERSONAL = frozenset({"c'", "ce", "ceci", "cela", "ça", "qui", "que"})
LONGEST_NOUN_WORDS = 8  # between a noun of saying and the colon
Lead = tuple[Phrase, Token, Act, str]  # whose word it is, the word that tells so, its act and meaning


def behind_colon(
    said: Utterance, cues: list[Cue], found: list[Find], speakers: Speakers, times: set[int]
) -> Find | None:
    """The clause behind the colon of a sentence, where a verb, a stand or a noun of saying leads to it.

    `Le maire prévient, mardi : la digue cédera.` → `la digue cédera`
    `Le parquet est catégorique : personne n'a forcé la porte.` → `personne n'a forcé la porte`
    `Le groupe a publié un démenti : aucun atelier ne fermera.` → `aucun atelier ne fermera`
    """
    colon = next((t for t in said.tokens[1:] if t.text == ":" and t.index not in said.quote_at), None)
    if colon is None or said.inside is not None:
        return None
    first, last = said.token(colon.index + 1), said.last
    while last > colon.index and said.tokens[last - said.first].text in PUNCTUATION:
        last -= 1
    if first is None or first.index in said.quote_at or last in said.quote_at:
        return None
    clause = said.tokens[first.index - said.first : last + 1 - said.first]
    if not any(token.pos in VERBAL and "VerbForm=Fin" in token.morph for token in clause):
        return None
    start, end = first.start, clause[-1].end
    if any(find.start < end and start < find.end for find in found):
        return None
    for lead in (
        _by_verb(said, cues, colon, times),
        _by_stand(said, colon, times),
        _by_noun(said, colon, speakers, times),
    ):
        if lead is not None and _may_speak(lead[0], speakers):
            source, words, act, meaning = lead
            return Find(start, end, (words.start, words.end), source, meaning, act, said)
    return None


def _may_speak(source: Phrase, speakers: Speakers) -> bool:
    return source.head.lower not in IMPERSONAL and speakers.is_source(source)


def _by_verb(said: Utterance, cues: list[Cue], colon: Token, times: set[int]) -> Lead | None:
    """« La secrétaire s'emporte : … », « À l'hôpital, on nie : … »."""
    cue = next((cue for cue in reversed(cues) if cue.last < colon.index), None)
    if cue is None or not cue.entry.takes & SAYING or cue.negated or cue.passive or cue.infinitive:
        return None
    behind = said.token(after_circumstances(said, cue.last + 1, times))
    source = _before(subject_of(said, cue), said, colon, times)
    if behind is None or behind.text not in (":", ",") or source is None:
        return None
    if behind.text == "," and behind.index != colon.index - 1:
        between = said.tokens[behind.index + 1 - said.first : colon.index - said.first]
        if not all(token.start in times or token.pos in ("ADP", "DET", "NOUN", "NUM") for token in between):
            return None
    if source.head.lower == "on":
        source = told_at_front(said, source, times) or source
    own = cue.entry.meaning == "deny"  # « nie : personne n'est entré » says so
    return source, cue.token, Act.STATEMENT if own else cue.entry.act, "say" if own else cue.entry.meaning


def _by_stand(said: Utterance, colon: Token, times: set[int]) -> Lead | None:
    """« Le parquet est formel : … », « Le recteur n'en démord pas : … »."""
    last = said.token(colon.index - 1)
    subject = _before(bare_subject(said), said, colon, times)
    if last is None or subject is None or subject.last.index >= last.index:
        return None
    predicate = [
        token.lower for token in said.tokens[subject.last.index + 1 - said.first : colon.index - said.first]
    ]
    is_firm = last.lemma.lower() in said.words.words("colons", "firm") and not BE.isdisjoint(predicate)
    told = " ".join(predicate).replace("' ", "'") in said.words.words("colons", "phrases")
    if not (is_firm or told):
        return None
    source = told_at_front(said, subject, times) if subject.head.lower == "on" else subject
    return (source, last, Act.STATEMENT, "say") if source is not None else None


def _by_noun(said: Utterance, colon: Token, speakers: Speakers, times: set[int]) -> Lead | None:
    """« Réponse du ministère : … », « L'institut a rendu ses conclusions : … », « Le groupe a une autre explication : … »."""
    nouns = said.words.words("colons", "nouns")
    before = said.tokens[max(0, colon.index - LONGEST_NOUN_WORDS - said.first) : colon.index - said.first]
    noun = next((token for token in reversed(before) if token.lower in nouns), None)
    if noun is None:
        return None
    behind = said.tokens[noun.index + 1 - said.first : colon.index - said.first]
    if any(token.pos in VERBAL and "VerbForm=Fin" in token.morph for token in behind):
        return None
    place = next((token.index for token in behind if token.lower in OF), None)
    source = phrase_after(said, place + 1, times, skip=False) if place is not None else None
    if source is None or not speakers.is_source(source):  # « un démenti de deux lignes »
        source = _before(bare_subject(said), said, noun, times)
    if source is None or source.last.index >= colon.index or source.first.index == noun.index:
        return None
    return source, noun, Act.STATEMENT, "say"


def _before(subject: Phrase | None, said: Utterance, end: Token, times: set[int]) -> Phrase | None:
    """The subject if it is a third person's and stands before a word, else the phrase that opens the sentence and does."""
    if subject is None or subject.last.index >= end.index or subject.head.lower in FIRST_PERSONS:
        subject = phrase_after(said, said.first, times, skip=False)
    return subject if subject is not None and subject.last.index < end.index else None
