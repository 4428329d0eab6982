"""Where reported speech ends: at words of saying after it, at a clause that goes back to the verb, or with the sentence."""

from __future__ import annotations

from recoupe.annotate.attributions.cues import HAVE, VERBAL, Cue
from recoupe.annotate.attributions.frames import Frame
from recoupe.annotate.attributions.subjects import MAX_PHRASE, NOMINAL, PUNCTUATION
from recoupe.annotate.attributions.utterances import Utterance
from recoupe.annotate.reading import Token


def content_end(said: Utterance, begin: int, cue: Cue, frames: list[Frame], *, commas: bool = False) -> int:
    """The last token of what is said: up to a frame, a clause joined to the verb of saying, or the end of the sentence."""
    last = begin - 1
    limit = next(
        (frame.first for frame in frames if frame.first >= begin and _closes(said, frame)), said.last + 1
    )
    index = begin
    while index < limit:
        token = said.tokens[index - said.first]
        if index not in said.quote_at:
            if (
                token.text == ":"
                and said.quote_at.get(index + 1) is not None
                and (commas or index > begin + 2)
            ):
                break
            if token.text == ":" and any(frame.incise and frame.first > index for frame in frames):
                break
            if token.text == "," and _leaves(said, index, cue, begin, commas=commas):
                break
            if token.lower in ("et", "mais", "puis") and (
                _rejoins(said, index, cue, begin) or _finite_again(said, index, begin)
            ):
                break
        last = index
        index += 1
    while (
        last >= begin
        and said.tokens[last - said.first].text in (".", ",", ";", ":", "–", "—", "(")
        and last not in said.quote_at
    ):
        last -= 1
    return last


def _closes(said: Utterance, frame: Frame) -> bool:
    """Whether a frame ends the content before it: an incise or a source phrase that the sentence ends with."""
    after = said.token(frame.last + 1)
    return after is None or after.text in ".;:!?" or (frame.incise and frame.last + 1 in said.quote_at)


def _leaves(said: Utterance, comma: int, cue: Cue, begin: int, *, commas: bool) -> bool:
    """Whether the content stops at a comma: before another word of saying, or, of a noun phrase, before a new clause."""
    after = said.token(comma + 1)
    if after is None:
        return True
    if after.index in said.participles or _ends_subordinate(said, cue) or _ends_fronted(said, comma, cue):
        return True
    if _says_again(said, comma + 1) or _comments(said, after):
        return True
    if after.lower == "dans" and _is_channel(said, comma + 2):
        return True
    if (commas or is_infinitive(_head_of(said, begin))) and _backs_off(said, comma + 1):
        return True
    if after.pos in VERBAL and "VerbForm=Fin" in after.morph and _in_relative(said, cue):
        return True
    if (
        after.lower.endswith("ant")
        and after.pos in VERBAL
        and (_reaches(after, cue.token) or after.dep in ("advcl", "acl"))
    ):
        return _reaches(after, cue.token) and not _reaches_content(after, cue.token, begin)
    if after.lower in ("tandis", "alors", "avant", "après", "lors", "dans"):
        return commas or (_reaches(after, cue.token) and not _reaches_content(after, cue.token, begin))
    if not commas:
        return after.head is cue.token and after.dep == "conj" and after.pos in VERBAL
    if _describes(said, after, begin):
        return _reports(said, after)
    return (
        after.pos in ("PRON", "SCONJ", "ADV", "ADP")
        or after.lower in ("et", "mais", "en", "au")
        or after.index in said.quote_at
        or (after.pos == "VERB")
    )


def _is_channel(said: Utterance, index: int) -> bool:
    """Whether the words were said in something: "…, dans une longue lettre au port", "…, dans un entretien"."""
    nouns = said.words.words("channels", "nouns") | said.words.words("kinds", "document")
    near = said.tokens[index - said.first : index + 3 - said.first]
    return any(token.lower in nouns for token in near)


def _head_of(said: Utterance, begin: int) -> Token:
    """The first word of a content that is no clitic or adverb: "ne pas le dire" gives "dire"."""
    token = said.tokens[begin - said.first]
    while token.pos in ("ADV", "PRON") and (after := said.token(token.index + 1)) is not None:
        token = after
    return token


def _backs_off(said: Utterance, index: int) -> bool:
    """Whether the narrator goes on after an infinitive or a noun phrase: "a promis de partir, alors que le vote approche".

    `Le maire a promis de partir, alors que le vote approche.` → `partir`
    """
    pair = " ".join(token.lower for token in said.tokens[index - said.first : index + 2 - said.first])
    return pair in ("alors que", "alors qu'", "tandis que", "tandis qu'", "au lendemain", "après que")


def _says_again(said: Utterance, index: int) -> bool:
    """Whether another word of saying is joined by "avant de" or "tout en": "…, avant d'ajouter que", "…, tout en niant"."""
    for token in said.tokens[index - said.first : index + 4 - said.first]:
        if token.index in said.cues:
            return token.index > index
        if token.lower not in (
            "avant",
            "après",
            "d'",
            "de",
            "tout",
            "en",
            "et",
            "mais",
            "puis",
            "se",
            "s'",
            "l'",
            "y",
        ):
            return False
    return False


def _comments(said: Utterance, after: Token) -> bool:
    """Whether an apposition names what was said: "…, une version démentie par sa sœur", "…, des propos qui ont choqué".

    `Le club affirme avoir payé, une version démentie par sa sœur.` → `avoir payé`
    """
    if after.pos != "DET" or after.lower in ("le", "la", "l'", "les"):
        return False
    nouns = said.words.words("comments", "nouns")
    near = said.tokens[after.index + 1 - said.first : after.index + 3 - said.first]
    return any(token.lower in nouns or token.lemma.lower() in nouns for token in near)


def _ends_fronted(said: Utterance, comma: int, cue: Cue) -> bool:
    """Whether the main clause begins after a comma: "Reconnaissant que la digue fuit, Paul Verdon est parti".

    `Reconnaissant que la digue fuit, Paul Verdon a promis de partir.` → `la digue fuit`
    """
    if not cue.participle:
        return False
    if any("VerbForm=Fin" in token.morph for token in said.tokens[: cue.first - said.first]):
        return False
    for token in said.tokens[comma + 1 - said.first : comma + 1 + MAX_PHRASE - said.first]:
        if token.index in said.cues and token.index not in said.participles:
            return token.index > comma + 1
        if token.text in PUNCTUATION or token.lower in ("que", "qu'", "qui", "dont", "où"):
            return False
        if token.pos in VERBAL and "VerbForm=Fin" in token.morph:
            return token.head is cue.token.head or cue.token.head is token
    return False


def _describes(said: Utterance, after: Token, begin: int) -> bool:
    """Whether a relative or a participle after a comma tells of the noun before: "le raid, qu'il juge lâche"."""
    if after.lower in ("qui", "que", "qu'", "dont", "où"):
        return True
    participle = (
        after.pos in ("VERB", "ADJ") and "VerbForm=Part" in after.morph and not after.lower.endswith("ant")
    )
    return participle and after.dep.startswith(("acl", "amod")) and after.head.index >= begin


def _reports(said: Utterance, opener: Token) -> bool:
    """Whether a relative says something of its own: "… le retrait de la loi, qui prévoit que", not "que le port juge utile"."""
    return opener.lower == "qui" and any(
        index in said.cues for index in range(opener.index + 1, opener.index + 5)
    )


def _in_relative(said: Utterance, cue: Cue) -> bool:
    """Whether the verb of saying stands in a relative between commas: "Paul, qui dit que la digue tient, est parti"."""
    before, comma = said.token(cue.first - 1), said.token(cue.first - 2)
    return before is not None and before.lower == "qui" and comma is not None and comma.text == ","


def _ends_subordinate(said: Utterance, cue: Cue) -> bool:
    """Whether the verb of saying stands in a clause that the sentence begins with: "Alors que Lise dit que non, Paul part"."""
    if said.tokens[0].lower not in ("alors", "si", "quand", "lorsque", "bien", "après", "tandis", "puisque"):
        return False
    return not any(token.text == "," for token in said.tokens[: cue.first - said.first])


def _reaches(token: Token, goal: Token) -> bool:
    """Whether the verb of saying is a near ancestor of a token in the parse."""
    for _ in range(4):
        if token is goal:
            return True
        if token.head is token:
            return False
        token = token.head
    return token is goal


def _reaches_content(token: Token, goal: Token, begin: int) -> bool:
    """Whether a token hangs on the content (words from ``begin`` on) before it reaches the verb of saying."""
    head = token.head
    return head is not goal and head.index >= begin


def _finite_again(said: Utterance, index: int, begin: int) -> bool:
    """Whether "et" goes back to the verb of saying: an infinitive is joined to no finite verb.

    "presse le maire de partir et invite le préfet" joins "invite" to "presse"; so does "et tout le monde est sorti".
    """
    opening = said.tokens[begin - said.first : begin - said.first + 4]
    if not any(is_infinitive(token) for token in opening):
        return False
    first = next((token for token in opening if token.pos in VERBAL), None)
    if first is None or not is_infinitive(first):
        return False
    if any(
        token.lower in ("qui", "que", "qu'", "dont", "où", "si")
        for token in said.tokens[begin - said.first : index - said.first]
    ):
        return False
    for place in range(index + 1, index + 9):
        after = said.token(place)
        if after is None or after.text in PUNCTUATION or after.index in said.quote_at:
            return False
        if after.lower in ("qui", "que", "qu'", "dont", "où", "de", "d'", "à") or is_infinitive(after):
            return False
        if after.pos in VERBAL and "VerbForm=Fin" in after.morph:
            return True
    return False


def _rejoins(said: Utterance, index: int, cue: Cue, begin: int) -> bool:
    """Whether "et" joins a new verb to the verb of saying: "dit que la digue tient et a promis un rapport".

    `Le labo juge que la boue est toxique et recommande de fermer le parc.` → `la boue est toxique`
    """
    if _says_more(said, index, begin):
        return True
    for place in range(index + 1, index + 7):
        token = said.token(place)
        if token is None or token.text in PUNCTUATION:
            return False
        if token.lower in ("que", "qu'", "de", "d'"):
            return False
        if (
            place == index + 1
            and token.lower in HAVE
            and said.tokens[cue.first - said.first].lower == token.lower
        ):
            said_before = said.tokens[begin - said.first : index - said.first]
            return not any(word.lower == token.lower and word.pos == "AUX" for word in said_before)
        if token.pos in VERBAL and token.dep not in ("aux:tense", "aux:pass", "cop"):
            return token.dep == "conj" and token.head is cue.token
    return False


def _says_more(said: Utterance, index: int, begin: int) -> bool:
    """Whether a verb of saying follows right behind "et", and what stands before it tells of a thing, which says nothing."""
    verb = said.token(index + 1)
    if verb is None or verb.index not in said.cues or "VerbForm=Fin" not in verb.morph or verb.pos != "VERB":
        return False
    subject = next(
        (token for token in said.tokens[begin - said.first : index - said.first] if token.pos in NOMINAL),
        None,
    )
    speaking = ("person", "institution", "document", "media", "anonymous")
    return (
        subject is not None
        and subject.pos == "NOUN"
        and not any(
            {subject.lower, subject.lemma.lower()} & said.words.words("kinds", kind) for kind in speaking
        )
    )


def is_infinitive(token: Token) -> bool:
    if "VerbForm=Inf" in token.morph:
        return True
    return (
        token.pos in VERBAL
        and token.lower.endswith(("er", "ir", "re", "oir"))
        and "VerbForm=Fin" not in token.morph
    )
