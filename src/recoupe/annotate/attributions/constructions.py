"""The constructions in which French reports speech, over the tokens of a sentence and the parser's heads.

Each function finds one construction and gives back what it found as tokens; ``attributions`` makes records of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.annotate.attributions.addressees import addressee_of
from recoupe.annotate.attributions.cues import BE, HAVE, INVERTED, VERBAL, Cue, Lexicon
from recoupe.annotate.attributions.extents import content_end, is_infinitive
from recoupe.annotate.attributions.frames import Frame, told_at, told_at_front
from recoupe.annotate.attributions.objects import (
    after_word,
    attributed,
    bare_object,
    is_verdict,
    judged,
    predicate,
)
from recoupe.annotate.attributions.subjects import (
    PUNCTUATION,
    Phrase,
    after_circumstances,
    phrase_after,
    phrase_ending_at,
    subject_of,
)
from recoupe.annotate.attributions.tallies import still_counts, tallied
from recoupe.annotate.attributions.utterances import Beside, Utterance
from recoupe.annotate.grammar import grammar
from recoupe.annotate.reading import Quote, Token
from recoupe.model import Act

QUESTION_WORDS = grammar("fr", "conjunctions", "questions")
WHETHER = grammar("fr", "conjunctions", "whether")
OPENING_MARKS = frozenset({"«", "“", '"', "‹", "„"})
REACH = 40
COLON_REACH = 8  # from a verb of saying to the colon that its pronoun announces


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


def share(said: Utterance, cues: list[Cue], frames: list[Frame]) -> None:
    """A participle speaks for the verb of saying beside it: "…, dit Lise à Paul, ajoutant que…", "Niant que…, Lise dit…"."""
    ends = {frame.last: frame for frame in frames if frame.incise}
    for place, cue in enumerate(cues):
        ahead = [
            token.lower for token in said.tokens[max(cue.first - 2 - said.first, 0) : cue.first - said.first]
        ]
        if cue.infinitive and place and ahead in (["avant", "de"], ["avant", "d'"]):
            source = subject_of(said, cues[place - 1])
            if source is not None:
                said.beside[cue.first] = Beside(source, None, 0)
        if not cue.participle:
            continue
        first = cue.first
        while (before := said.token(first - 1)) is not None and (
            before.text == "," or before.lower in ("en", "tout", "mais", "et")
        ):
            first -= 1
        frame = next((ends[index] for index in range(first - 1, cue.first) if index in ends), None)
        if frame is not None:
            said.beside[cue.first] = Beside(frame.source, frame.verb, frame.last + 1)
            continue
        opens = not any("VerbForm=Fin" in token.morph for token in said.tokens[: cue.first - said.first])
        main = next((one for one in cues[place + 1 :] if not one.participle and not one.passive), None)
        source = subject_of(said, main) if opens and main is not None else None
        if source is not None and source.first.index > cue.last:
            said.beside[cue.first] = Beside(source, None, 0)


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
    if _is_idiom(said, cue, words) or _is_impersonal(said, cue):
        return None
    if _is_told_of(said, cue):
        return _told_of(said, cue, times)
    if "q" in takes and (begin := _announced_by_clitic(said, cue)) is not None:
        return _made(said, cue, begin, frames, words, times)
    if "q" in takes and (begin := _that(said, cue, words, times)) is not None:
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
    if "Y" in takes and (begin := predicate(said, cue, times)) is not None:
        return _made(said, cue, begin, frames, words, times, commas=True)
    if (
        cue.participle
        and cue.token.dep == "acl"
        and said.tokens[max(cue.first - 1 - said.first, 0)].text != ","
        and (
            cue.entry.meaning not in ("report", "say")
            or not {cue.token.head.lower, cue.token.head.lemma} & words.words("kinds", "document")
        )
    ):
        return None
    if (
        cue.negated
        and not still_counts(said, cue)
        and cue.entry.meaning not in ("deny", "side")
        and not cue.token.lemma.startswith("vouloir")
    ):
        return None
    if _is_past_deed(said, cue) or (cue.infinitive and _is_purpose(said, cue)):
        return None
    if "N" in takes and (begin := _accused(said, cue, times)) is not None:
        find = _made(said, cue, begin, frames, words, times)
        if find is not None:
            find.source = _agent(said, cue, times)
        return find
    if cue.passive or (cue.inverted is not None and said.inside is None and cue.first > said.first):
        return None
    if "T" in takes and (begin := tallied(said, cue, times)) is not None:
        return _made(said, cue, begin, frames, words, times, commas=True)
    if "J" in takes and (begin := judged(said, cue)) is not None:
        return _made(said, cue, begin, frames, words, times, commas=True)
    if "K" in takes and (begin := attributed(said, cue, times)) is not None:
        find = _made(said, cue, begin, frames, words, times, commas=True)
        alone = (
            begin not in said.quote_at
            and find is not None
            and find.end <= said.tokens[begin - said.first].end
        )
        return None if alone else find
    if "A" in takes and (begin := after_word(said, cue, ("à", "au", "aux"), times)) is not None:
        return _made(said, cue, begin, frames, words, times, commas=True)
    if (
        "N" in takes
        and (begin := after_word(said, cue, ("de", "d'", "du", "des", "pour", "sur", "contre"), times))
        is not None
    ):
        return _made(said, cue, begin, frames, words, times, commas=True)
    if "o" in takes and (begin := bare_object(said, cue, times)) is not None:
        return _made(said, cue, begin, frames, words, times, commas=True)
    return None


def _announced_by_clitic(said: Utterance, cue: Cue) -> int | None:
    """Where a clause begins that a pronoun and a colon announce: "l'a rappelé lundi : la digue tient".

    `Omar Diallo l'a rappelé lundi matin : la digue tient.` → `la digue tient`
    """
    if not {clitic.lower for clitic in cue.clitics} & {"l'", "le"} or cue.passive:
        return None
    for token in said.tokens[cue.last + 1 - said.first : cue.last + 1 + COLON_REACH - said.first]:
        if token.text == ":":
            after = said.token(token.index + 1)
            return after.index if after is not None and after.index not in said.quote_at else None
        if token.text in PUNCTUATION or token.index in said.quote_at:
            return None
    return None


def _is_impersonal(said: Utterance, cue: Cue) -> bool:
    """Whether nobody says it: "Il est difficile de prédire une issue", "il faut demander au port de fermer"."""
    if not cue.infinitive:
        return False
    before = said.tokens[max(cue.first - 5 - said.first, 0) : cue.first - said.first]
    lowers = [token.lower for token in before]
    if any(low in ("faut", "faudrait", "faudra", "fallait") for low in lowers):
        return True
    if not lowers or lowers[-1] not in ("de", "d'", "pour"):
        return False
    return any(low in ("est", "était", "serait", "sera") for low in lowers) and (
        before[-2:-1] != []
        and (before[-2].pos in ("ADJ", "ADV") or before[-2].lower in ("temps", "question"))
    )


def _is_purpose(said: Utterance, cue: Cue) -> bool:
    """Whether a bare object is only what one is after: "appelle la police pour dénoncer un voisin"."""
    before, after = said.token(cue.first - 1), said.token(cue.last + 1)
    return (
        before is not None
        and before.lower == "pour"
        and cue.entry.meaning != "ask"
        and not any(index in said.quote_at for index in range(cue.last + 1, cue.last + 4))
        and after is not None
    )


def _is_told_of(said: Utterance, cue: Cue) -> bool:
    """Whether a past participle with "par" tells whose word the noun before it is: "la hausse annoncée par la mairie"."""
    token = cue.token
    if cue.first != cue.last or cue.passive or "VerbForm=Part" not in token.morph or cue.participle:
        return False
    after = said.token(cue.last + 1)
    if after is None or after.lower != "par" or token.head is token or token.head.index >= cue.first:
        return False
    tells = cue.entry.meaning in ("report", "ask", "promise") and "o" in cue.entry.takes
    return tells and token.dep.startswith(("acl", "amod", "appos", "advcl"))


def _told_of(said: Utterance, cue: Cue, times: set[int]) -> Find | None:
    """The noun phrase that a source announced, asked for or promised: "la hausse annoncée hier par la mairie".

    `La hausse du barème annoncée par la mairie inquiète.` → `La hausse du barème`
    """
    source = phrase_after(said, cue.last + 2, times, skip=False)
    place = cue.first - 1
    while (token := said.token(place)) is not None and (
        token.text == "," or token.start in times or token.pos == "ADV"
    ):
        place -= 1
    if source is None or token is None or place in said.quote_at:
        return None
    told = phrase_ending_at(said, place)
    if told is None or told.first.pos != "DET" or told.head.lemma.lower() in said.words.nouns:
        return None
    return Find(
        told.start, token.end, (cue.token.start, cue.token.end), source,
        cue.entry.meaning, cue.entry.act, said, verb=cue, nominal=True,
    )  # fmt: skip


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
    if source is not None and source.head.lower == "on":
        source = told_at_front(said, source, times) or told_at(said, cue.last + 1, times)[0] or source
    if is_verdict(said, cue, source) or (source is not None and _is_thing(cue, source, words)):
        return None
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


def _is_thing(cue: Cue, source: Phrase, words: Lexicon) -> bool:
    """Whether a thing is told to do what only people do with words: "la rédaction menace de tout bloquer"."""
    if cue.entry.meaning not in ("ask", "threaten", "promise") and cue.entry.lemma != "supposer":
        return False
    head = source.head
    if head.pos != "NOUN" or not head.lower.endswith(tuple(sorted(words.words("things", "endings")))):
        return False
    kinds = ("person", "institution", "document", "media", "anonymous")
    return not any({head.lower, head.lemma.lower()} & words.words("kinds", kind) for kind in kinds)


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


def _accused(said: Utterance, cue: Cue, times: set[int]) -> int | None:
    """Of what somebody is accused, and by whom it is told: "Le maire est accusé par le parquet d'avoir triché."."""
    agent = _agent(said, cue, times) if cue.passive or cue.participle else None
    after = said.token(agent.last.index + 1) if agent is not None else None
    if after is None or after.lower not in ("de", "d'"):
        return None
    behind = said.token(after.index + 1)
    return behind.index if behind is not None and "VerbForm=Inf" in behind.morph else None


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


def _that(said: Utterance, cue: Cue, words: Lexicon, times: set[int]) -> int | None:
    """The first token after the "que" that the verb governs: "a dit, mardi, au maire que le pont …".

    "ne dit que la vérité" (only) and "a dit plus que son voisin" (than) have none.

    `Le maire dit hier au préfet que la digue tient.` → `la digue tient`
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
        elif (
            not depth_comma
            and token.pos == "NOUN"
            and token.start not in times
            and not _may_stand_before_that(said, cue, index)
        ):
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
        return _bare_infinitive(said, cue, times)
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


def _bare_infinitive(said: Utterance, cue: Cue, times: set[int]) -> int | None:
    """The infinitive without a preposition: "affirme, hier, avoir vu le tir", "nie l'avoir vu".

    `Le port affirme hier avoir fermé ses grilles.` → `avoir fermé ses grilles`
    """
    begin = after_circumstances(said, cue.last + 1, times)
    for index in range(begin, begin + 4):
        token = said.token(index)
        if token is None or index in said.quote_at:
            return None
        if is_infinitive(token):
            return _with_clitics(said, index, begin)
        if token.pos not in ("ADV", "PRON"):
            return None
    return None


def leads_to_infinitive(said: Utterance, index: int) -> bool:
    """Whether an infinitive comes next, over clitics and an opening mark: "de ne pas « céder »"."""
    while (word := said.token(index)) is not None and (
        word.pos in ("PRON", "ADV") or (word.text in OPENING_MARKS and index in said.quote_at)
    ):
        index += 1
    return word is not None and is_infinitive(word)


def _with_clitics(said: Utterance, index: int, least: int) -> int:
    while index > least and said.tokens[index - 1 - said.first].pos in ("PRON", "ADV"):
        index -= 1
    return index


def _question(said: Utterance, cue: Cue) -> int | None:
    """The indirect question after the verb: "demande si le pont tient", "explique pourquoi il part".

    `Lise Aubin explique pourquoi elle part.` → `pourquoi elle part`
    """
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
