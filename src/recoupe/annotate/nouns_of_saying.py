"""Nouns of saying and what they govern: "a exprimé sa crainte que le pont ne cède", "la promesse de partir"."""

from __future__ import annotations

from recoupe.annotate.constructions import Find, leads_to_infinitive
from recoupe.annotate.cues import VERBAL, Cue, Entry, Lexicon
from recoupe.annotate.extents import content_end
from recoupe.annotate.frames import Frame
from recoupe.annotate.reading import Token
from recoupe.annotate.subjects import NOMINAL, PUNCTUATION, Phrase, phrase_before, subject_of
from recoupe.annotate.utterances import Utterance
from recoupe.model import Act


def noun_finds(
    said: Utterance, frames: list[Frame], words: Lexicon, times: set[int], taken: set[int]
) -> list[Find]:
    """Nouns of saying with their clause: "a exprimé sa crainte que le pont ne cède", "la promesse de partir"."""
    found = []
    supports = words.words("support", "verbs")
    stating = words.words("support", "stating")
    for token in said.tokens:
        act = words.nouns.get(token.lemma.lower()) or words.nouns.get(token.lower)
        if act is None or token.pos != "NOUN" or token.index in said.quote_at:
            continue
        find = _noun_clause(said, token, act, frames, times, supports, stating)
        if find is not None and find.start not in taken:
            taken.add(find.start)
            found.append(find)
    return found


def _noun_clause(
    said: Utterance,
    noun: Token,
    act: Act,
    frames: list[Frame],
    times: set[int],
    supports: frozenset[str],
    stating: frozenset[str],
) -> Find | None:
    verb = _support(said, noun, supports)
    begin = _noun_content(said, noun, verb)
    if begin is None:
        if (
            verb is None
            or verb.lemma not in stating | {"faire"}
            or (verb.lemma == "faire" and not _shares(said, verb))
        ):
            return None
        begin = noun.index
        while begin > said.first and said.tokens[begin - 1 - said.first].pos in ("DET", "ADJ"):
            begin -= 1
        if said.tokens[begin - said.first].lower in ("l'", "la", "le"):
            return None
    holder = _holder(said, noun, verb, times)
    token = verb if verb is not None else noun
    entry = Entry(noun.lemma, frozenset(), "noun", act, False)
    cue = Cue(token, entry, min(token.index, noun.index), noun.index)
    last = content_end(said, begin, cue, frames, commas=said.tokens[begin - said.first].index == noun.index)
    if last < begin:
        return None
    start_token = said.tokens[cue.first - said.first]
    return Find(
        said.tokens[begin - said.first].start,
        said.tokens[last - said.first].end,
        (start_token.start, noun.end if begin > noun.index else token.end),
        holder,
        "noun",
        act,
        said,
        verb=cue,
    )


def _support(said: Utterance, noun: Token, supports: frozenset[str]) -> Token | None:
    """The verb whose object the noun is: "exprime sa crainte", "fait part de sa colère"."""
    place = noun.index - 1
    while (token := said.token(place)) is not None and noun.index - place < 8:
        if token.text in PUNCTUATION:
            return None
        if token.pos in VERBAL:
            return token if token.lemma in supports or token.lower in ("fait", "envoie", "envoyé") else None
        place -= 1
    return None


def _shares(said: Utterance, verb: Token) -> bool:
    after = said.token(verb.index + 1)
    return after is not None and after.lower in ("part", "état")


def _noun_content(said: Utterance, noun: Token, verb: Token | None) -> int | None:
    """The first token of the clause or infinitive that a noun of saying governs."""
    index = noun.index + 1
    token = said.token(index)
    if token is not None and token.pos == "ADJ":
        index += 1
        token = said.token(index)
    if token is None:
        return None
    after = said.token(index + 1)
    if token.lower in ("que", "qu'") and after is not None:
        if token.dep in ("obj", "nsubj") and token.pos == "PRON" and verb is None:
            return None
        return index + 1
    if token.lower == "," and after is not None and after.lower == "selon":
        index, token, after = index + 1, after, said.token(index + 2)
    if (
        token.lower == "selon"
        and after is not None
        and after.lower in ("laquelle", "lequel", "lesquelles", "lesquels")
    ):
        return index + 2 if said.token(index + 2) is not None else None
    if token.lower in ("de", "d'") and verb is not None and after is not None:
        return index + 1 if leads_to_infinitive(said, index + 1) else None
    return None


def _holder(said: Utterance, noun: Token, verb: Token | None, times: set[int]) -> Phrase | None:
    """Whose word it is: the subject of the verb, the possessor ("l'annonce par la mairie que…"), or nobody."""
    if verb is not None:
        return subject_of(
            said, Cue(verb, Entry("", frozenset(), "", Act.STATEMENT, False), verb.index, verb.index)
        )
    for child in noun.children:
        if child.dep == "nmod" and child.pos in NOMINAL and said.token(child.index) is not None:
            return phrase_before(said, child)
    return None
