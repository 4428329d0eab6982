"""The words of an event: of a verb its clause from the subject to the last complement, of a noun its phrase."""

from __future__ import annotations

from recoupe.annotate.events.conditions import Condition
from recoupe.annotate.events.phrases import (
    MAX_WORDS,
    RELATIVES,
    SUBJECTS,
    VERBAL,
    below,
    infinitive,
    own_words,
    phrase,
)
from recoupe.annotate.reading import Token
from recoupe.model import EventType

MAX_GAP = 14
MAX_STEPS = 3
MAX_BEFORE = 40
LOOSE_ENDS = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PUNCT"})
CONTENT = frozenset(
    {EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.AGREE, EventType.ACCUSE}
)
FRAMING = frozenset({"announced", "predicted", "threatened", "denied", "transparent"})
QUOTES = {"«": "»", "“": "”", "(": ")"}


def verb_span(
    verb: Token,
    words: list[Token],
    type_: EventType,
    tokens: list[Token],
    framing: dict[str, str],
    condition: Condition | None,
) -> tuple[Token, Token]:
    """The first and last word of the event a verb tells; ``words`` are those of its clause, source phrases left out.

    « *La Valdorie a retiré ses troupes* mardi soir » begins at the subject; an infinitive under a verb that only colours
    it (``framing``: lemma to effect) takes that verb in: « *La Valdorie doit retirer ses troupes* ». A condition that
    follows is part of what is told.
    """
    first = first_word(verb, tokens, framing)
    last = _last_word(verb, words, type_, tokens)
    if condition is not None and verb.index < condition.first <= last + 2:
        last = max(last, condition.last - 1)
    return tokens[first], closed(tokens, first, last)


def first_word(verb: Token, tokens: list[Token], framing: dict[str, str], steps: int = 0) -> int:
    """The index of the first word of what a verb (or an adjective said of a subject) tells."""
    subject = _subject_ahead(verb)
    if subject is not None:
        return next(word for word in phrase(subject) if word is subject or word.dep != "case").index
    governor = verb.head
    if (
        verb.dep == "xcomp"
        and governor.pos in VERBAL
        and governor.index < verb.index
        and steps < MAX_STEPS
        and framing.get(infinitive(governor)) in FRAMING
    ):
        return first_word(governor, tokens, framing, steps + 1)
    first = verb.index
    while first and tokens[first - 1].sentence == verb.sentence and _leans_on(tokens[first - 1], verb):
        first -= 1
    return first


def _subject_ahead(verb: Token) -> Token | None:
    """The subject before a verb; of a relative clause or a participle the noun right before it."""
    for child in verb.children[:MAX_WORDS]:
        if child.dep in SUBJECTS and 0 < verb.index - child.index <= MAX_BEFORE:
            if child.text.startswith("-"):
                return None
            if child.lower not in RELATIVES:
                return child
            break
    described = verb.dep in ("acl", "acl:relcl") and verb.head.pos in ("NOUN", "PROPN")
    described = described and not any(child.dep == "mark" for child in verb.children[:MAX_WORDS])
    near = 0 < verb.index - verb.head.index <= MAX_GAP
    finite_relative = verb.dep == "acl" or any(
        child.dep in SUBJECTS and child.lower in RELATIVES for child in verb.children[:MAX_WORDS]
    )
    return verb.head if described and near and finite_relative else None


def _leans_on(word: Token, verb: Token) -> bool:
    """Whether a word is an auxiliary, a clitic or a negation of a verb."""
    if word.pos not in ("AUX", "PRON", "ADV", "PART") or word.lower in RELATIVES:
        return False
    return word.head is verb or (word.head.head is verb and word.head.dep.startswith("aux"))


def _last_word(verb: Token, words: list[Token], type_: EventType, tokens: list[Token]) -> int:
    last = verb.index
    for word in words:
        if last < word.index <= last + MAX_GAP and not _parted(tokens, verb.index, last, word.index):
            last = word.index
    if type_ in CONTENT:
        for child in verb.children[:MAX_WORDS]:
            if child.dep == "ccomp" and verb.index < child.index <= last + MAX_GAP:
                said = [word for word in below(child) if word.sentence == verb.sentence]
                last = max([last, *(word.index for word in said)])
    while last > verb.index and (tokens[last].pos in LOOSE_ENDS or tokens[last].lower in ("ne", "n'")):
        last -= 1
    return last


def _parted(tokens: list[Token], verb: int, before: int, after: int) -> bool:
    """Whether a stop, or the end of a quotation that began before the verb, lies between two words."""
    between = tokens[before + 1 : after]
    if any(token.text in (";", ":") for token in between):
        return True
    return any(token.text == "»" for token in between) and all(
        token.text != "«" for token in tokens[max(verb, after - MAX_BEFORE) : after]
    )


def closed(tokens: list[Token], first: int, last: int) -> Token:
    """The last word of a stretch, its quotation mark or bracket closed: « *un texte « utile »* »."""
    waiting: list[str] = []
    straight = 0
    for token in tokens[first : last + 1]:
        if token.text in QUOTES:
            waiting.append(QUOTES[token.text])
        elif waiting and token.text == waiting[-1]:
            waiting.pop()
        straight += token.text == '"'
    wanted = waiting[-1] if waiting else '"' if straight % 2 else ""
    behind = last + 1
    if not wanted and _opens(tokens, behind):
        wanted, behind = QUOTES.get(tokens[behind].text, '"'), behind + 1
    if not wanted:
        return tokens[last]
    for token in tokens[behind : last + MAX_GAP]:
        if token.sentence != tokens[last].sentence:
            break
        if token.text == wanted:
            return token
    return tokens[last]


def _opens(tokens: list[Token], at: int) -> bool:
    """Whether a quotation opens right here: « un texte *« utile »* »."""
    if at + 1 >= len(tokens) or tokens[at].sentence != tokens[at - 1].sentence:
        return False
    mark = tokens[at]
    if mark.text == '"':
        return mark.start > tokens[at - 1].end and tokens[at + 1].start == mark.end
    return mark.text in ("«", "“")


def noun_span(words: list[Token], tokens: list[Token]) -> tuple[Token, Token]:
    """The first and last word of a noun's phrase, quotation marks closed."""
    words = own_words(words)
    return words[0], closed(tokens, words[0].index, words[-1].index)
