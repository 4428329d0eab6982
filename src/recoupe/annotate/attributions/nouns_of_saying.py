"""Nouns of saying and what they govern: "a exprimé sa crainte que le pont ne cède", "la promesse de partir"."""

from __future__ import annotations

from recoupe.annotate.attributions.constructions import Find, leads_to_infinitive
from recoupe.annotate.attributions.cues import VERBAL, Cue, Entry, Lexicon
from recoupe.annotate.attributions.extents import content_end
from recoupe.annotate.attributions.frames import Frame
from recoupe.annotate.attributions.subjects import (
    NOMINAL,
    PUNCTUATION,
    Phrase,
    phrase_after,
    phrase_before,
    subject_of,
)
from recoupe.annotate.attributions.utterances import Utterance
from recoupe.annotate.reading import Token
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
    issued = _issued(said, noun, times) if verb is None else None
    begin = _noun_content(said, noun, verb) if issued is None else issued[1]
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
    holder = _holder(said, noun, verb) if issued is None else issued[0]
    token = verb if verb is not None else noun
    entry = Entry(noun.lemma, frozenset(), "noun", act, False)
    cue = Cue(token, entry, min(token.index, noun.index), noun.index)
    last = content_end(said, begin, cue, frames, commas=said.tokens[begin - said.first].index == noun.index)
    last = min(last, _before_its_verb(said, noun, begin, last))
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


def _before_its_verb(said: Utterance, noun: Token, begin: int, last: int) -> int:
    """The last token before the verb whose subject the noun is: "L'annonce que le quai fermera | a surpris"."""
    verb = noun.head
    if not noun.dep.startswith("nsubj") or not begin < verb.index <= last:
        return last
    group = [
        child.index
        for child in verb.children
        if begin < child.index and child.dep.startswith(("aux", "expl", "cop"))
    ]
    return min([verb.index, *group]) - 1


def _issued(said: Utterance, noun: Token, times: set[int]) -> tuple[Phrase, int] | None:
    """A noun of saying with who says it: "l'annonce par le port de la fin des travaux", "l'appel du maire à partir".

    After "par X" a noun phrase or a clause is what is said; after "de X" an infinitive or a quotation.

    `L'annonce par le port de la fin des travaux a surpris.` → `la fin des travaux`
    """
    by = said.token(noun.index + 1)
    if by is None or by.lower not in ("par", "de", "du", "d'", "des"):
        return None
    source = phrase_after(said, by.index + 1, times, skip=False)
    if source is None:
        return None
    source = _until_content(said, source)
    joint = said.token(source.last.index + 1)
    while joint is not None and (joint.start in times or joint.pos == "ADV"):
        joint = said.token(joint.index + 1)
    if joint is None or said.token(joint.index + 1) is None:
        return None
    begin = joint.index + 1
    if joint.lower in ("que", "qu'") and (by.lower == "par" or joint.dep == "mark"):
        return source, begin
    if joint.lower in ("de", "d'", "à") and leads_to_infinitive(said, begin):
        return source, begin
    if by.lower == "par" and joint.lower in ("de", "d'", "du", "des"):
        return source, begin
    return None


def _until_content(said: Utterance, source: Phrase) -> Phrase:
    """The source without what it says: "par le port de la fin des travaux" is said by "le port"."""
    for index in range(source.head.index + 1, source.last.index + 1):
        token = said.tokens[index - said.first]
        if token.lower in ("de", "d'", "du", "des") and source.first.index < index:
            after = said.token(index + 1)
            if after is not None and (
                after.pos == "DET" or "VerbForm=Inf" in after.morph or token.lower in ("du", "des")
            ):
                return Phrase(source.first, said.tokens[index - 1 - said.first], source.head)
    return source


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


def _holder(said: Utterance, noun: Token, verb: Token | None) -> Phrase | None:
    """Whose word it is: the subject of the verb, the possessor ("l'annonce par la mairie que…"), or nobody."""
    if verb is not None:
        return subject_of(
            said, Cue(verb, Entry("", frozenset(), "", Act.STATEMENT, False), verb.index, verb.index)
        )
    for child in noun.children:
        if child.dep == "nmod" and child.pos in NOMINAL and said.token(child.index) is not None:
            return phrase_before(said, child)
    return None
