"""What the pronoun of a stand takes up: words set before the sentence, or what the sentence before is about."""

from __future__ import annotations

from itertools import pairwise

from recoupe.annotate.events.phrases import CLAUSES, MAX_WORDS, VERBAL, noun_phrase
from recoupe.annotate.events.roles import Cast, direct_objects, subjects
from recoupe.annotate.reading import Reading, Token

REACH = 40
ENDS = frozenset({".", "!", "?", "…", ";", "«", "»", '"', "”"})
BEFORE = frozenset({",", ":", "?"})
BESIDE_CLITIC = frozenset({"n'", "ne", "s'", "se"})
OPENS_PHRASE = frozenset({"amod", "det", "nummod"})


def taken_up(clitic: Token, verb: Token, reading: Reading, cast: Cast) -> tuple[Token, Token] | None:
    """The first and last word of what a pronoun before its verb takes up; None where that is a person or not told nearby.

    « *Fermer la mine*, Omar Delbos y est opposé »; « Le conseil examine *le rachat du stade*. Lena Mirande y est favorable ».
    """
    if clitic.lower in ("lui", "leur"):
        return None
    opening = _opening(clitic, verb, reading, cast)
    fronted = _fronted(opening, reading)
    if fronted is not None:
        return fronted
    return _of_sentence_before(opening, reading, cast) if clitic.lower == "y" else None


def _opening(clitic: Token, verb: Token, reading: Reading, cast: Cast) -> Token:
    """The first word of the subject before the pronoun, or the pronoun itself."""
    at = clitic.index - 1
    while at >= 0 and reading.tokens[at].lower in BESIDE_CLITIC:
        at -= 1
    span = cast.span_of.get(at)
    if span is not None:
        while at and cast.span_of.get(at - 1) == span:
            at -= 1
        while at and reading.tokens[at - 1].pos == "DET":
            at -= 1
        return reading.tokens[at]
    heads = [head for head in subjects(verb) if head.index < clitic.index]
    if not heads:
        return clitic
    before = [
        c for c in heads[-1].children[:MAX_WORDS] if c.index < heads[-1].index and c.dep in OPENS_PHRASE
    ]
    return before[0] if before else heads[-1]


def _fronted(opening: Token, reading: Reading) -> tuple[Token, Token] | None:
    """The noun phrase or infinitive that stands between the sentence's beginning and a comma, a colon or a question mark before the subject."""
    tokens, text = reading.tokens, reading.text
    last = opening.index - 2
    if last < 0 or tokens[last + 1].text not in BEFORE:
        return None
    first = last
    while first and last - first < REACH and not _parted(tokens, first, text):
        first -= 1
    words = tokens[first : last + 1]
    mistaken = [word for word in words if word.index and is_mistaken_noun(word, tokens)]
    if any(("VerbForm=Fin" in w.morph and w not in mistaken) or w.text in BEFORE for w in words):
        return None
    infinitive = "VerbForm=Inf" in words[0].morph or (words[0].lower in ("se", "s'", "ne") and len(words) > 1)
    named = words[0].pos == "DET" and (bool(mistaken) or any(word.pos == "NOUN" for word in words))
    return (words[0], words[-1]) if infinitive or named else None


def _parted(tokens: list[Token], at: int, text: str) -> bool:
    """Whether a sentence, a quotation or a line begins with this word."""
    ahead = tokens[at - 1]
    return ahead.text in ENDS or "\n" in text[ahead.end : tokens[at].start]


def _of_sentence_before(opening: Token, reading: Reading, cast: Cast) -> tuple[Token, Token] | None:
    """The infinitive, else the object, else the subject that tells what the sentence before is about; no actor, no day."""
    tokens, text = reading.tokens, reading.text
    last = opening.index - 1
    if last < 1 or tokens[last].text != "." or "\n" in text[tokens[last].end : opening.start]:
        return None
    first = last - 1
    while first and last - first < REACH and not _parted(tokens, first, text):
        first -= 1
    words = tokens[first:last]
    main = [w for w in words if "VerbForm=Fin" in w.morph and w.dep not in (*CLAUSES, "conj")]
    if not main:
        return None
    verb = main[0].head if main[0].dep.startswith(("aux", "cop")) else main[0]
    for one, other in pairwise(words[words.index(main[0]) :]):
        if "VerbForm=Inf" in other.morph and one.pos in (*VERBAL, "PRON"):
            return other, words[-1]
    heads = [*direct_objects(verb), *subjects(verb)]
    for head in heads:
        if head.pos == "NOUN" and first <= head.index < last and not cast.named(head, inside=False):
            phrase = noun_phrase(head, tokens, cast.key_of)
            return phrase[0], phrase[-1]
    return None


def is_mistaken_noun(head: Token, tokens: list[Token]) -> bool:
    """« l'*offre* », which the parser takes for a verb."""
    ahead = tokens[head.index - 1] if head.index else head
    return head.pos == "VERB" and ahead.pos == "DET" and ahead.head is head
