"""The constructions in which French reports speech, over the tokens of a sentence and the parser's heads.

Each function finds one construction and gives back what it found as tokens; ``attributions`` makes records of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.annotate.cues import BE, HAVE, INVERTED, VERBAL, Cue, Lexicon
from recoupe.annotate.extents import content_end, is_infinitive
from recoupe.annotate.frames import Frame
from recoupe.annotate.reading import Quote, Token
from recoupe.annotate.subjects import PUNCTUATION, Phrase, phrase_after, subject_of
from recoupe.annotate.utterances import Utterance
from recoupe.model import Act

QUESTION_WORDS = frozenset(
    [
        "si",
        "s'",
        "pourquoi",
        "comment",
        "combien",
        "quand",
        "où",
        "ce",
        "quel",
        "quelle",
        "quels",
        "quelles",
        "qui",
        "lequel",
        "laquelle",
    ]
)
WHETHER = frozenset({"si", "s'"})
REACH = 40


@dataclass(slots=True)
class Find:
    """One piece of reported speech: the content as offsets, the words of saying, who says it and to whom."""

    start: int
    end: int
    cue: tuple[int, int] | None
    source: Phrase | None
    meaning: str
    act: Act
    said: Utterance
    addressee: Phrase | None = None
    negated: bool = False
    past: bool = False
    quote: Quote | None = None
    verb: Cue | None = None
    cited: tuple[Token, Phrase] | None = None
    frame: bool = False
    weak: bool = False
    nominal: bool = False
    question: bool = False
    around: tuple[int, int] | None = None
    relay: Phrase | None = None


def complements(
    said: Utterance, cues: list[Cue], frames: list[Frame], words: Lexicon, times: set[int]
) -> list[Find]:
    """What the verbs and nouns of saying of a sentence govern: clauses, infinitives, noun phrases, judgments."""
    inside = [(frame.first, _framed_until(said, frame)) for frame in frames]
    found: list[Find] = []
    taken: set[int] = set()
    for cue in cues:
        if cue.first in said.quote_at or any(first <= cue.first <= last for first, last in inside):
            continue
        find = _governed(said, cue, frames, words, times)
        if find is not None and find.start not in taken:
            taken.add(find.start)
            if found and find.verb is not None and _continues(said, found[-1], find.verb):
                find.source = found[-1].source
            found.append(find)
    return found


def _framed_until(said: Utterance, frame: Frame) -> int:
    """The last token of a frame that cannot say anything itself: a relative of its source can.

    "selon la préfecture, qui fait état de trois blessés" says two things.
    """
    if frame.incise:
        return frame.last
    for index in range(frame.source.last.index + 1, frame.last):
        token = said.token(index)
        if token is not None and token.lower == "qui":
            return index
    return frame.last


def without_doubles(found: list[Find], nouns: list[Find]) -> list[Find]:
    """Verbs and nouns of saying together: "annonce son intention de partir" is the noun's, not the verb's."""
    starts = {find.start for find in found if not find.nominal}
    kept = [find for find in nouns if find.start not in starts]
    spans = [find.cue for find in kept if find.cue is not None]
    return [
        find for find in found if not (find.nominal and any(_meet(find.cue, span) for span in spans))
    ] + kept


def _meet(one: tuple[int, int] | None, two: tuple[int, int]) -> bool:
    return one is not None and one[0] < two[1] and two[0] < one[1]


def _continues(said: Utterance, find: Find, cue: Cue) -> bool:
    """Whether a verb of saying shares its subject with the one before: "a dit que la digue tient et a promis un rapport"."""
    before = said.token(cue.first - 1)
    return before is not None and before.lower in ("et", "mais", "puis") and find.end <= before.start


def _governed(said: Utterance, cue: Cue, frames: list[Frame], words: Lexicon, times: set[int]) -> Find | None:
    """Try the constructions that a verb takes, clauses before infinitives before noun phrases."""
    takes = cue.entry.takes
    if _is_idiom(said, cue, words):
        return None
    if "q" in takes and (begin := _that(said, cue, words)) is not None:
        return _made(said, cue, begin, frames, words, times)
    if "X" in takes and (begin := _to_this_that(said, cue)) is not None:
        return _made(said, cue, begin, frames, words, times)
    for letter, markers in (("d", ("de", "d'")), ("a", ("à",)), ("B", ("de", "d'")), ("b", ())):
        if letter in takes and (begin := _infinitive(said, cue, markers, times)) is not None:
            if cue.negated and cue.entry.lemma == "souhaiter":
                return None
            return _made(said, cue, begin, frames, words, times)
    if "w" in takes and (begin := _question(said, cue)) is not None:
        find = _made(said, cue, begin, frames, words, times)
        if find is not None:
            find.question = True
        return find
    if "Y" in takes and (begin := _predicate(said, cue)) is not None:
        return _made(said, cue, begin, frames, words, times, commas=True)
    if (
        cue.participle
        and cue.token.dep == "acl"
        and said.tokens[max(cue.first - 1 - said.first, 0)].text != ","
    ):
        return None
    if (
        cue.negated
        and cue.entry.meaning not in ("deny", "side")
        and not cue.token.lemma.startswith("vouloir")
    ):
        return None
    if _is_past_deed(said, cue):
        return None
    if cue.passive or (cue.inverted is not None and said.inside is None and cue.first > said.first):
        return None
    if "J" in takes and (begin := _judged(said, cue)) is not None:
        return _made(said, cue, begin, frames, words, times, commas=True)
    if "A" in takes and (begin := _after_word(said, cue, ("à", "au", "aux"), times)) is not None:
        return _made(said, cue, begin, frames, words, times, commas=True)
    if (
        "N" in takes
        and (begin := _after_word(said, cue, ("de", "d'", "du", "des", "pour", "sur", "contre"), times))
        is not None
    ):
        return _made(said, cue, begin, frames, words, times, commas=True)
    if "o" in takes and (begin := _object(said, cue, times)) is not None:
        return _made(said, cue, begin, frames, words, times, commas=True)
    return None


def _is_past_deed(said: Utterance, cue: Cue) -> bool:
    """Whether a perfect infinitive tells of a deed and reports no words: "est accusé d'avoir ordonné le tir"."""
    first = said.tokens[cue.first - said.first]
    return first.lower in ("avoir", "aviez") and first is not cue.token


def _made(
    said: Utterance,
    cue: Cue,
    begin: int,
    frames: list[Frame],
    words: Lexicon,
    times: set[int],
    *,
    commas: bool = False,
) -> Find | None:
    last = content_end(said, begin, cue, frames, commas=commas)
    if last < begin:
        return None
    source = None if cue.passive and _agent(said, cue, times) is None else _speaker(said, cue, times)
    first, end = said.tokens[begin - said.first], said.tokens[last - said.first]
    addressee = addressee_of(said, cue, begin, words, times)
    return Find(
        first.start,
        end.end,
        (said.tokens[cue.first - said.first].start, said.tokens[cue.last - said.first].end),
        source,
        cue.entry.meaning,
        cue.entry.act,
        said,
        addressee,
        cue.negated,
        _is_past(said, cue),
        verb=cue,
        nominal=commas,
    )


def _speaker(said: Utterance, cue: Cue, times: set[int]) -> Phrase | None:
    if cue.passive:
        return _agent(said, cue, times)
    return subject_of(said, cue)


def _agent(said: Utterance, cue: Cue, times: set[int]) -> Phrase | None:
    """The "par X" of a passive: "Il a été annoncé par la mairie que le pont fermerait."."""
    after = said.token(cue.last + 1)
    if after is not None and after.lower == "par":
        return phrase_after(said, cue.last + 2, times, skip=False)
    return None


def _is_past(said: Utterance, cue: Cue) -> bool:
    """Whether the verb of saying is in the past, so that a conditional after it is a future seen from then."""
    if cue.first < cue.token.index and any(
        said.tokens[i - said.first].lower in HAVE | BE for i in range(cue.first, cue.token.index)
    ):
        return True
    return (
        cue.token.lower.endswith(("ait", "aient", "èrent"))
        or "Tense=Imp" in cue.token.morph
        or "Tense=Past" in cue.token.morph
    )


def _is_idiom(said: Utterance, cue: Cue, words: Lexicon) -> bool:
    after = " ".join(
        token.lower for token in said.tokens[cue.last + 1 - said.first : cue.last + 4 - said.first]
    )
    before = " ".join(
        token.lower
        for token in said.tokens[max(0, cue.first - said.first - 5) : cue.token.index - said.first]
    )
    before = before.replace("' ", "'")
    return any(
        after.replace("' ", "'").startswith(one) for one in words.words("idioms", "after_verb")
    ) or any(before.endswith(one) for one in words.words("idioms", "before_verb"))


def _that(said: Utterance, cue: Cue, words: Lexicon) -> int | None:
    """The first token after the "que" that the verb governs: "a dit, mardi, au maire que le pont …".

    "ne dit que la vérité" (only) and "a dit plus que son voisin" (than) have none.
    """
    depth_comma = relative = False
    for index in range(cue.last + 1, cue.last + REACH):
        token = said.token(index)
        if token is None or index in said.quote_at or token.text in ".:;!?":
            return None
        low = token.lower
        if low in ("que", "qu'"):
            previous = said.tokens[index - 1 - said.first]
            if previous.lower in words.words("not_that", "words") and previous.index > cue.last:
                return None
            if previous.text == "," and depth_comma:
                return None
            if _only(cue) or (low == "que" and previous.lower in ("ne", "n'")):
                return None
            return index + 1 if said.token(index + 1) is not None else None
        if (
            low in ("qui", "dont", "où", "si", "lorsque", "quand", "parce", "puisque", "comme")
            and not depth_comma
        ):
            return None
        if token.text == ",":
            depth_comma = not depth_comma
            relative = False
        elif depth_comma and (
            low == "mais" or (not relative and token.pos in VERBAL and "VerbForm=Fin" in token.morph)
        ):
            return None
        elif depth_comma and low in ("qui", "dont", "où"):
            relative = True
        elif not depth_comma and token.pos in VERBAL and token is not cue.token and low not in INVERTED:
            if "VerbForm=Fin" in token.morph or "VerbForm=Inf" in token.morph:
                return None
        elif not depth_comma and token.pos == "NOUN" and not _may_stand_before_that(said, cue, index):
            return None
    return None


def _only(cue: Cue) -> bool:
    lowers = {clitic.lower for clitic in cue.clitics}
    return bool(lowers & {"ne", "n'"}) and not cue.negated


def _may_stand_before_that(said: Utterance, cue: Cue, index: int) -> bool:
    """A bare object before "que" makes it a relative ("annonce la fermeture que …"), a person spoken to does not."""
    if "P" in cue.entry.takes:
        return True
    for place in range(index, cue.last, -1):
        token = said.tokens[place - said.first]
        if token.pos == "ADP" or token.text == ",":
            return True
        if token.lower in (
            "au",
            "aux",
            "du",
            "lundi",
            "mardi",
            "mercredi",
            "jeudi",
            "vendredi",
            "samedi",
            "dimanche",
            "ce",
            "cette",
            "soir",
            "matin",
            "fois",
        ):
            return True
    return said.tokens[index - said.first].dep.startswith("obl")


def _to_this_that(said: Utterance, cue: Cue) -> int | None:
    words = [token.lower for token in said.tokens[cue.last + 1 - said.first : cue.last + 4 - said.first]]
    if words[:2] == ["à", "ce"] and words[2:] and words[2] in ("que", "qu'"):
        return cue.last + 4 if said.token(cue.last + 4) is not None else None
    return None


def _infinitive(said: Utterance, cue: Cue, markers: tuple[str, ...], times: set[int]) -> int | None:
    """The infinitive that the verb governs: "demande aux riverains de partir", "nie avoir triché"."""
    if not markers:
        return _bare_infinitive(said, cue)
    aside = False
    for index in range(cue.last + 1, cue.last + REACH):
        token = said.token(index)
        if token is None or index in said.quote_at or token.text in ".:;!?":
            return None
        if token.text == ",":
            aside = not aside
        if aside:
            continue
        if token.lower in ("que", "qu'", "qui", "dont") or (
            token.pos in VERBAL and "VerbForm=Fin" in token.morph
        ):
            return None
        if token.lower in markers:
            if leads_to_infinitive(said, index + 1):
                return index + 1
            if "o" in cue.entry.takes and index == cue.last + 1:
                return None
        elif token.pos == "NOUN" and not _may_stand_before_that(said, cue, index):
            return None
    return None


def _bare_infinitive(said: Utterance, cue: Cue) -> int | None:
    for index in range(cue.last + 1, cue.last + 5):
        token = said.token(index)
        if token is None or index in said.quote_at:
            return None
        if is_infinitive(token):
            return _with_clitics(said, index, cue.last + 1)
        if token.pos not in ("ADV", "PRON"):
            return None
    return None


def leads_to_infinitive(said: Utterance, index: int) -> bool:
    while (word := said.token(index)) is not None and word.pos in ("PRON", "ADV"):
        index += 1
    return word is not None and is_infinitive(word)


def _with_clitics(said: Utterance, index: int, least: int) -> int:
    while index > least and said.tokens[index - 1 - said.first].pos in ("PRON", "ADV"):
        index -= 1
    return index


def _question(said: Utterance, cue: Cue) -> int | None:
    """The indirect question after the verb: "demande si le pont tient", "explique pourquoi il part"."""
    for index in range(cue.last + 1, cue.last + 8):
        token = said.token(index)
        if token is None or index in said.quote_at or token.text in PUNCTUATION or token.pos in VERBAL:
            return None
        after = said.token(index + 1)
        if token.lower in QUESTION_WORDS and after is not None:
            if token.lower == "ce" and after.lower not in ("que", "qui", "qu'", "dont"):
                return None
            if token.lower in ("qui", "où", "quand", "s'") and index != cue.last + 1:
                return None
            return index + 1 if token.lower in WHETHER else index
        if token.pos == "NOUN" and not _may_stand_before_that(said, cue, index):
            return None
    return None


def _judged(said: Utterance, cue: Cue) -> int | None:
    """What is called something: "qualifie l'attaque de folie" as a whole; "juge cette attaque lâche"."""
    begin = said.token(cue.last + 1)
    if begin is None:
        return None
    if (
        cue.clitics
        and begin.lower in ("de", "d'")
        and any(clitic.lower in ("l'", "le", "la", "les") for clitic in cue.clitics)
    ):
        return cue.last + 2
    ahead = said.tokens[cue.last + 1 - said.first : cue.last + 20 - said.first]
    if cue.entry.lemma == "juger":
        named = next(
            (token for token in ahead if token.pos == "ADJ" and token.dep in ("xcomp", "amod")), None
        )
        return (
            cue.last + 1
            if begin.pos in ("ADJ", "DET") and named is not None and named.dep == "xcomp"
            else None
        )
    if any(token.lower in ("de", "d'", "comme") for token in ahead):
        return cue.last + 1
    return None


def _predicate(said: Utterance, cue: Cue) -> int | None:
    """What somebody says he is: "se dit prête à partir", "s'est dit « très inquiet »"."""
    token = said.token(cue.last + 1)
    while token is not None and token.pos in ("ADV", "PRON") and token.index not in said.quote_at:
        token = said.token(token.index + 1)
    if token is None or (token.text in PUNCTUATION and token.index not in said.quote_at):
        return None
    fits = (
        token.index in said.quote_at
        or token.pos == "ADJ"
        or (token.pos in VERBAL and "VerbForm=Part" in token.morph)
    )
    return token.index if fits or token.lower in ("prêt", "prête", "prêts") else None


def _after_word(said: Utterance, cue: Cue, markers: tuple[str, ...], times: set[int]) -> int | None:
    """The phrase after a preposition: "appelle à des réformes", "se plaint du bruit", "accuse le maire de fraude"."""
    reach = 14 if "P" in cue.entry.takes else 4
    last: int | None = None
    for index in range(cue.last + 1, cue.last + reach):
        token = said.token(index)
        if (
            token is None
            or token.text in PUNCTUATION
            or (token.pos in VERBAL and "VerbForm=Fin" in token.morph)
        ):
            break
        if token.lower in markers and said.token(index + 1) is not None:
            if token.lower in ("à", "au", "aux") and "o" in cue.entry.takes:
                return None
            word = said.tokens[index + 1 - said.first]
            place = index + 1
            while (ahead := said.token(place)) is not None and ahead.pos in ("PRON", "ADV"):
                place += 1
            last = index + 1
            if (
                "P" not in cue.entry.takes
                or (ahead is not None and is_infinitive(ahead))
                or word.index in said.quote_at
            ):
                break
    return last


def _object(said: Utterance, cue: Cue, times: set[int]) -> int | None:
    """The noun phrase that is asked for, judged or made known: "dénonce un barème injuste"."""
    token = said.token(cue.last + 1)
    if token is not None and token.pos == "ADV" and token.lower not in ("pas", "plus"):
        token = said.token(cue.last + 2)
    if token is not None and (quote := said.quote_at.get(token.index)) is not None:
        token = _after_manner(said, token, quote)
    if token is None or (token.text in PUNCTUATION and token.index not in said.quote_at):
        return None
    if token.lower in ("aux", "au", "à"):
        phrase = phrase_after(said, token.index + 1, times, skip=False)
        token = said.token(phrase.last.index + 1) if phrase is not None else None
        if token is None or token.pos != "DET":
            return None
    if token.pos == "DET" or token.index in said.quote_at or token.lower in ("de", "d'", "des", "du"):
        return token.index
    return None


def _after_manner(said: Utterance, token: Token, quote: Quote) -> Token | None:
    """The object after a quoted manner: "a condamné « avec force » cette attaque"; a quoted object stays."""
    inner = next((word for word in said.tokens if word.start >= quote.inner.start), None)
    if inner is None or inner.lower not in ("avec", "sans", "dans", "en"):
        return token
    return next((word for word in said.tokens if word.start >= quote.end), None)


def addressee_of(said: Utterance, cue: Cue, begin: int, words: Lexicon, times: set[int]) -> Phrase | None:
    """To whom it is said: "demande à Odile Roux de partir", "informe le maire que…", "leur a promis que…"."""
    if "P" in cue.entry.takes and "N" not in cue.entry.takes and not cue.passive:
        object_clitic = next(
            (one for one in cue.clitics if one.lower in ("l'", "le", "la", "les", "nous", "m'", "me")), None
        )
        if object_clitic is not None and not cue.entry.reflexive:
            return Phrase(object_clitic, object_clitic, object_clitic)
        place = cue.last + 1
        while (token := said.token(place)) is not None and token.start in times:
            place += 1
        phrase = phrase_after(said, place, times, skip=False) if begin > place + 1 else None
        if phrase is not None and phrase.last.index < begin and phrase.head.start not in times:
            return phrase
    return spoken_to(said, cue, begin, words, times)


def spoken_to(said: Utterance, cue: Cue, begin: int, words: Lexicon, times: set[int]) -> Phrase | None:
    """The person after "à", "auprès de" or "devant", or "lui" and "leur": "a dit devant les députés que…"."""
    clitic = next((one for one in cue.clitics if one.lower in ("lui", "leur")), None)
    if clitic is not None:
        return Phrase(clitic, clitic, clitic)
    for index in range(cue.last + 1, begin):
        token = said.token(index)
        if token is None or token.text in ",:":
            return None
        if token.lower in ("à", "au", "aux", "auprès", "devant"):
            place = index + (2 if token.lower == "auprès" else 1)
            phrase = _cut_before(said, phrase_after(said, place, times, skip=False), begin)
            if phrase is not None and not _is_place_or_time(phrase, times):
                if token.lower != "devant" or _is_heard(phrase, words):
                    return phrase
            elif phrase is None:
                return None
    return None


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
    return (
        Phrase(phrase.first, said.tokens[last - said.first], phrase.head)
        if last >= phrase.head.index
        else None
    )


def _is_heard(phrase: Phrase, words: Lexicon) -> bool:
    """Whether somebody listens: "devant la presse" is spoken to, "devant la mairie" is a place."""
    low = phrase.head.lower
    return low in words.words("listeners", "nouns") or low.rstrip("s") in words.words("kinds", "person")


def _is_place_or_time(phrase: Phrase, times: set[int]) -> bool:
    head = phrase.head
    return head.start in times or head.pos == "NUM" or head.lower in (
        "occasion", "issue", "micro", "tour", "cours", "moment", "fois", "lendemain", "égard", "sujet", "nouveau", "propos",
        "antenne", "barre", "tribune", "sortie", "télévision", "radio", "voix", "demi-mot", "titre", "nom", "terme", "suite",
    )  # fmt: skip
