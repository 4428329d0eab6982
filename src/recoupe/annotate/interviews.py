"""Interviews: which paragraphs answer a question that the outlet asks, and whose answers they are."""

from __future__ import annotations

import re
from functools import cache

from recoupe.annotate.reading import Reading
from recoupe.languages import word_list
from recoupe.model import ActorKind, Role, Speaker, SpeakerKind, Zone

LEAST_QUESTIONS = 2
LONGEST_QUESTION = 600
BRIEF_ANSWER = 40  # characters: too short to speak of oneself
WORD = re.compile(r"\w+")
ASKED_BY_CHARS = 24
QUESTION = re.compile(r"\?\s*[»”\"]?\s*$")
QUOTED = re.compile(r"\s*[«“\"]")


@cache
def _persons(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words by which a question turns to somebody, and those by which one speaks of oneself."""
    words = word_list(language, "interviews")
    return frozenset(words["asked"]["words"]), frozenset(words["answered"]["words"])


@cache
def _asked_by(language: str) -> re.Pattern[str]:
    """What ends before the name of whoever asks or presents: « Propos recueillis par », « entretien mené par »."""
    words = word_list(language, "interviews")["asked_by"]
    asking, made = "|".join(words["words"]), "|".join(words["made"])
    return re.compile(rf"(?<!\w)(?:{asking}) (?:(?:{made}) )?par $", re.IGNORECASE)


def find_answers(reading: Reading) -> list[Zone]:
    """The paragraphs that answer in an interview, in order; none where the text is no interview.

    It is one where at least two paragraphs are questions, one of them turns to somebody ("Que craignez-vous ?"), and
    what follows the questions is quoted or speaks of itself ("Je crains une crue."): the questions under which an
    article explains something ("Qui est Lise Aubin ?") make none. What the outlet puts to somebody before its first
    question ("Le maire dit vous avoir prévenue.") is answered by the quotation behind it.
    """
    if not word_list(reading.language, "interviews") or reading.text.count("?") < LEAST_QUESTIONS:
        return []
    second, first = _persons(reading.language)
    questions: list[Zone] = []
    answers: list[Zone] = []
    told = turned = brief = 0
    prompted = False
    for zone in reading.zones:
        if zone.role is not Role.BODY:
            continue
        quoted, speaks = is_quoted(reading.text, zone), _uses(reading.text, zone, first)
        turns = not quoted and _uses(reading.text, zone, second)
        if _is_question(reading.text, zone):
            questions.append(zone)
            turned += turns
        elif questions and (speaks or not turns or zone.end - zone.start > LONGEST_QUESTION):
            answers.append(zone)
            told += quoted or speaks
            brief += not (quoted or speaks) and zone.end - zone.start <= BRIEF_ANSWER
        elif prompted and quoted and not questions:
            answers.append(zone)
            told += 1
        prompted = turns and not questions
    is_interview = len(questions) >= LEAST_QUESTIONS and turned > 0 and 2 * told > len(answers) - brief
    return answers if is_interview else []


def is_quoted(text: str, answer: Zone) -> bool:
    """Whether an answer begins with a quotation mark."""
    return QUOTED.match(text, answer.start, answer.end) is not None


def find_interviewee(reading: Reading) -> Speaker | None:
    """Who answers: the only person named above the first question, in the headline before all, or in the words that lead to it
    (« Nous recevons Ana Roux. Que craignez-vous ? »); None where it is not told. Who presents or asks does not answer.

    `Ana Roux : « Nous tiendrons »` / `Que craignez-vous ?` / `Le gel.` / `Et vous ?` / `Moi aussi, je gèle.` → `Ana Roux`
    """
    answers = find_answers(reading)
    if not answers:
        return None
    first = next(
        zone for zone in reading.zones if zone.role is Role.BODY and _is_question(reading.text, zone)
    )
    sentence = reading.text.rfind(". ", first.start, first.end)
    lead = first.start if sentence < 0 else sentence
    asked_by = _asked_by(reading.language)
    persons = {actor.key: actor for actor in reading.actors if actor.kind is ActorKind.PERSON}
    named = [
        mention
        for mention in reading.mentions
        if mention.end <= lead
        and mention.actor in persons
        and persons[mention.actor].name[:1].isupper()
        and asked_by.search(reading.text, max(0, mention.start - ASKED_BY_CHARS), mention.start) is None
    ]
    heads = [zone for zone in reading.zones if zone.role is Role.HEADLINE]
    in_head = [m for m in named if any(zone.start <= m.start < zone.end for zone in heads)]
    for found in (in_head, named):
        if len({mention.actor for mention in found}) == 1:
            mention = found[0]
            actor = persons[mention.actor]
            return Speaker(
                start=mention.start,
                end=mention.end,
                name=actor.name,
                kind=SpeakerKind.NAMED_PERSON,
                actor=actor.key,
            )
    return None


def _is_question(text: str, zone: Zone) -> bool:
    length = zone.end - zone.start
    return (
        length <= LONGEST_QUESTION
        and QUESTION.search(text, max(zone.end - 9, zone.start), zone.end) is not None
    )


def _uses(text: str, zone: Zone, words: frozenset[str]) -> bool:
    return any(match.group().lower() in words for match in WORD.finditer(text, zone.start, zone.end))
