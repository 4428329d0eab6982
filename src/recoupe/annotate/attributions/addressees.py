"""To whom something is said: "demande à Odile Roux de partir", "informe le maire que…", "a dit devant les députés que…"."""

from __future__ import annotations

from recoupe.annotate.attributions.cues import Cue, Lexicon
from recoupe.annotate.attributions.subjects import PUNCTUATION, Phrase, is_time, phrase_after, subject_of
from recoupe.annotate.attributions.utterances import Utterance
from recoupe.annotate.grammar import grammar
from recoupe.annotate.reading import Token

TO = grammar("fr", "phrases", "to")
CHANNEL_REACH = 6


def addressee_of(said: Utterance, cue: Cue, begin: int, words: Lexicon, times: set[int]) -> Phrase | None:
    """To whom it is said: the verb's own object or "à X", else whom the sentence names as listening.

    "demande à Odile Roux de partir", "informe le maire que…", "Les riverains ont été priés de partir".
    """
    takes_person = "P" in cue.entry.takes
    if cue.passive and takes_person:
        return subject_of(said, cue) or said.heard
    if takes_person and (phrase := _object_person(said, cue, begin, times)) is not None:
        return phrase
    found = spoken_to(said, cue, begin, words, times)
    beside = said.beside.get(cue.first)
    if found is None and beside is not None and beside.verb is not None:
        found = spoken_to(said, beside.verb, beside.limit, words, times)
    return found or said.heard


def _object_person(said: Utterance, cue: Cue, begin: int, times: set[int]) -> Phrase | None:
    """The person who is the verb's object: "informe le maire que…", "les a exhortés à partir", "accuse Paul d'avoir triché"."""
    clitic = next((one for one in cue.clitics if one.lower in OBJECT_CLITICS), None)
    if clitic is not None and not cue.entry.reflexive:
        return Phrase(clitic, clitic, clitic)
    place = cue.last + 1
    while (token := said.token(place)) is not None and (
        token.start in times or is_time(said, token) or token.pos == "ADV"
    ):
        place += 1
    phrase = phrase_after(said, place, times, skip=False) if begin > place + 1 else None
    if phrase is not None and phrase.last.index < begin and phrase.head.start not in times:
        return phrase
    return None


OBJECT_CLITICS = grammar("fr", "pronouns", "objects")


def spoken_to(said: Utterance, cue: Cue, begin: int, words: Lexicon, times: set[int]) -> Phrase | None:
    """The person after "à", "auprès de" or "devant", or "lui", "leur", "nous": "a dit devant les députés que…"."""
    clitic = next(
        (one for one in cue.clitics if one.lower in INDIRECT_CLITICS and not cue.entry.reflexive), None
    )
    if clitic is not None:
        return Phrase(clitic, clitic, clitic)
    for index in range(cue.last + 1, begin):
        token = said.token(index)
        if token is None or token.text in ",:":
            return None
        if token.lower in TO or token.lower in ("auprès", "devant", "face"):
            phrase = _cut_before(said, _after_preposition(said, token, times), begin)
            if phrase is not None and not _is_place_or_time(phrase, times):
                if token.lower not in ("devant", "face") or _is_heard(phrase, words):
                    return phrase
            elif phrase is None:
                return None
    return None


INDIRECT_CLITICS = grammar("fr", "pronouns", "indirect")


def _after_preposition(said: Utterance, token: Token, times: set[int]) -> Phrase | None:
    """The phrase after "à", "auprès de", "face à": "auprès d'un correspondant du Courrier"."""
    place = token.index + (2 if token.lower in ("auprès", "face") else 1)
    return phrase_after(said, place, times, skip=False)


def heard_by(said: Utterance, times: set[int]) -> Phrase | None:
    """Whom the sentence names as listening, apart from its verbs: "interrogé par l'AFP", "dans une lettre au préfet".

    "au micro de Radio Quai", "à l'adresse des marins", "en s'adressant aux élus".
    """
    words = said.words
    for token in said.tokens:
        low = token.lower
        if token.index in said.quote_at:
            continue
        if low in words.words("asked", "forms"):
            phrase = _asker(said, token, times)
        elif low in words.words("letters", "nouns"):
            phrase = _reader(said, token, times)
        elif low in words.words("towards", "nouns"):
            phrase = _aimed_at(said, token, times)
        elif low in ("adressant", "adressait", "adressé", "adressée", "adresse") and _reflexive(said, token):
            phrase = _next_to(said, token.index + 1, times)
        else:
            continue
        if phrase is not None and not _is_place_or_time(phrase, times):
            return phrase
    return None


def _asker(said: Utterance, token: Token, times: set[int]) -> Phrase | None:
    """Who asked: "…, interrogé mardi par Radio Quai"; "a été interrogé par la police" reports nothing."""
    before = said.token(token.index - 1)
    if before is not None and before.lower in ("été", "être", "est", "était", "sera"):
        return None
    for index in range(token.index + 1, token.index + CHANNEL_REACH):
        word = said.token(index)
        if word is None or word.text in PUNCTUATION:
            return None
        if word.lower == "par":
            return phrase_after(said, index + 1, times, skip=False)
    return None


def _reader(said: Utterance, token: Token, times: set[int]) -> Phrase | None:
    """Who is written or talked to: "dans une lettre au préfet", "lors d'un entretien accordé hier à Radio Quai"."""
    before = [
        word.lower for word in said.tokens[max(token.index - 4 - said.first, 0) : token.index - said.first]
    ]
    if not {"dans", "lors", "par", "cours", "adressé", "envoyé", "écrit"} & set(before):
        return None
    return _next_to(said, token.index + 1, times)


def _next_to(said: Utterance, index: int, times: set[int]) -> Phrase | None:
    """The phrase after the next "à" or "avec", over adjectives, participles and dates."""
    for place in range(index, index + CHANNEL_REACH):
        word = said.token(place)
        if word is None or word.text in PUNCTUATION or "VerbForm=Fin" in word.morph or place in said.quote_at:
            return None
        if word.lower in TO or word.lower == "avec":
            return phrase_after(said, place + 1, times, skip=False)
    return None


def _aimed_at(said: Utterance, token: Token, times: set[int]) -> Phrase | None:
    """Who is meant: "a-t-elle lancé à l'adresse des marins", "au micro de Radio Quai"."""
    before, after = said.token(token.index - 1), said.token(token.index + 1)
    if before is None or after is None or before.lower not in ("l'", "au", "aux"):
        return None
    if after.lower not in ("de", "d'", "du", "des"):
        return None
    return phrase_after(said, token.index + 2, times, skip=False)


def _reflexive(said: Utterance, token: Token) -> bool:
    before = said.tokens[max(token.index - 3 - said.first, 0) : token.index - said.first]
    return any(word.lower in ("s'", "se") for word in before)


def _cut_before(said: Utterance, phrase: Phrase | None, begin: int) -> Phrase | None:
    """The part of a phrase before a token: "a dit au Courrier Lise Aubin" is said to the Courrier."""
    if phrase is None or phrase.last.index < begin:
        return phrase
    last = begin - 1
    while last >= phrase.head.index and said.tokens[last - said.first].pos in (
        "ADP",
        "DET",
        "SCONJ",
        "PUNCT",
    ):
        last -= 1
    if last < phrase.head.index:
        return None
    return Phrase(phrase.first, said.tokens[last - said.first], phrase.head)


def _is_heard(phrase: Phrase, words: Lexicon) -> bool:
    """Whether somebody listens: "devant la presse" is spoken to, "devant la mairie" is a place."""
    low = phrase.head.lower
    return low in words.words("listeners", "nouns") or low.rstrip("s") in words.words("kinds", "person")


def _is_place_or_time(phrase: Phrase, times: set[int]) -> bool:
    head = phrase.head
    return head.start in times or head.pos == "NUM" or head.lower in NOBODY


NOBODY = grammar("fr", "phrases", "nobody")
