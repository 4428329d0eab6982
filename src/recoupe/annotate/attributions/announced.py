"""Who says a quotation that no listed verb of saying introduces: a communiqué announced, a name in brackets, « Démenti de X »."""

from __future__ import annotations

from recoupe.annotate.attributions.cues import VERBAL
from recoupe.annotate.attributions.speakers import Speakers
from recoupe.annotate.attributions.subjects import NOMINAL, PUNCTUATION, Phrase, bare_subject, phrase_after
from recoupe.annotate.attributions.utterances import Utterance
from recoupe.annotate.grammar import grammar
from recoupe.annotate.reading import Quote, Token

AGENT_REACH = 12
BRACKET_REACH = 14
OF = frozenset({"de", "d'", "du", "des"})
FIRST_PERSONS = grammar("fr", "pronouns", "objects") | {"je", "j'"}


def announcing(
    said: Utterance, speakers: Speakers, times: set[int], *, until: int | None = None
) -> Phrase | None:
    """Whose words the sentence before a quotation announces, or the words before its colon (up to ``until``).

    "Nous publions la lettre lue lundi par Luc Amar.", "Démenti de la banque.", "Le club a diffusé ce message."
    """
    tokens = said.tokens if until is None else said.tokens[: max(until - said.first, 0)]
    nouns = said.words.words("announcing", "nouns")
    places = [
        token.index
        for token in tokens
        if (token.lower in nouns or token.lemma.lower() in nouns)
        and token.index not in said.quote_at
        and token.pos not in ("ADV", "ADP", "PRON")
    ]
    if not places:
        return None
    place = places[-1]
    for found in (_agent(said, place, times), _issuer(said, place, times), bare_subject(said)):
        if found is not None and found.first.index != place and _speaks(found, speakers):
            return found
    return None


def _speaks(phrase: Phrase, speakers: Speakers) -> bool:
    return phrase.head.lower not in FIRST_PERSONS and speakers.is_source(phrase)


def _agent(said: Utterance, place: int, times: set[int]) -> Phrase | None:
    """By whom a text was read or sent: "la lettre adressée mardi aux élus par Luc Amar"."""
    for token in said.tokens[place + 1 - said.first : place + 1 + AGENT_REACH - said.first]:
        if token.text in PUNCTUATION or token.index in said.quote_at:
            return None
        if token.lower == "par":
            return phrase_after(said, token.index + 1, times, skip=False)
    return None


def _issuer(said: Utterance, place: int, times: set[int]) -> Phrase | None:
    """Whose text it is: "la déclaration intégrale d'Hélène Moreau"; "le communiqué de presse" is nobody's."""
    token = said.token(place + 1)
    while token is not None and token.pos == "ADJ":
        token = said.token(token.index + 1)
    if token is None or token.lower not in OF:
        return None
    after = said.token(token.index + 1)
    common = after is not None and after.pos == "NOUN" and after.text[0].islower()
    bare = token.lower in ("de", "d'") and common
    return None if bare else phrase_after(said, token.index + 1, times, skip=False)


def bracketed(said: Utterance, quote: Quote, speakers: Speakers, times: set[int]) -> Phrase | None:
    """Who is named in brackets right after a quotation: "« La piscine est gratuite » (Paul Verdon, mardi). Faux."

    A year there dates a work: "« Le port dort » (Odile Marchand, 1946)" is a title.
    """
    opening = next((token for token in said.tokens if token.start >= quote.end), None)
    if opening is None or opening.text != "(":
        return None
    ahead = said.tokens[opening.index + 1 - said.first : opening.index + 1 + BRACKET_REACH - said.first]
    closing = next((place for place, token in enumerate(ahead) if token.text == ")"), None)
    if closing is None or any(token.text.isdigit() and len(token.text) == 4 for token in ahead[:closing]):
        return None
    found = phrase_after(said, opening.index + 1, times, skip=False)
    if found is None or found.head.pos not in NOMINAL or found.first.start in times:
        return None
    return found if speakers.is_source(found) else None


def unlisted_incise(said: Utterance, quote: Quote, speakers: Speakers, times: set[int]) -> Phrase | None:
    """Whoever stands behind a verb right after a quotation says it, whatever the verb: "« C'est trop », fulmine Inès Tabard."."""
    after = next((token.index for token in said.tokens if token.start >= quote.end), None)
    comma = said.token(after) if after is not None else None
    if comma is None or comma.text not in (",", "–", "—") or said.first not in said.quote_at:
        return None
    verb = said.token(comma.index + 1)
    if verb is not None and verb.lower in ("se", "s'"):
        verb = said.token(verb.index + 1)
    if verb is None or not _third_person(verb):
        return None
    found = phrase_after(said, verb.index + 1, times)
    if found is None or not speakers.is_source(found):
        return None
    closing = said.token(found.last.index + 1)
    ends = closing is None or closing.text in PUNCTUATION
    return found if ends else None


def _third_person(verb: Token) -> bool:
    """Whether a word can be a verb in the third person: "fulmine", "rougit", "pestent"."""
    return verb.pos in VERBAL and verb.text.islower() and verb.text.endswith(("e", "t", "ent", "a", "d"))
