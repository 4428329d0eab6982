"""Figures that somebody gives by counting, by appraising or by bringing a count up to date: "a porté son bilan à neuf morts"."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.annotate.attributions.cues import VERBAL, Cue, Lexicon
from recoupe.annotate.attributions.subjects import (
    PUNCTUATION,
    Phrase,
    bare_subject,
    compound,
    phrase_after,
    subject_of,
)
from recoupe.annotate.attributions.utterances import Utterance
from recoupe.annotate.reading import Token

TALLY_WORDS = 14
IN_NUMBER = ["au", "nombre", "de"]
NO_NEWS = ["sans", "nouvelles", "de"]
LEADING_WORDS = 3  # before the figure: « a recensé plus de douze blessés »


def tallied(said: Utterance, cue: Cue, times: set[int]) -> int | None:
    """A figure that somebody gives by counting or by bringing a count up to date; a stock of what one has is none.

    `Le ministère a porté son bilan à neuf morts.` → `son bilan à neuf morts`
    `Le cabinet évalue ce préjudice à 40 000 euros.` → `ce préjudice à 40 000 euros`
    `La police a compté 90 marcheurs, le collectif en revendique 300.` → `300`
    `La préfecture ne comptait plus que 300 foyers sans eau.` → `300 foyers sans eau`
    `Le collectif annonce 900 marcheurs ; la police en compte 240.` → `240`
    `La mairie estime désormais à 300 tonnes les pertes.` → `à 300 tonnes les pertes`
    `La mairie évalue à une trentaine le nombre des blessés.` → `à une trentaine le nombre des blessés`
    `La préfecture a revu son bilan à la baisse, à neuf morts.` → `son bilan à la baisse`
    `Le collectif parle de 90 blessés ; la police en reconnaît désormais trois.` → `trois`
    `Le maire a vu les voleurs et les dit au nombre de douze.` → `douze`
    `La mairie porte à 11 tonnes le poids des algues ramassées.` → `à 11 tonnes le poids des algues ramassées`
    `Le syndicat, qui a lu le plan, arrive à 620 postes supprimés.` → `620 postes supprimés`
    `La ministre en attend 9 milliards de couronnes d'économies.` → `9 milliards de couronnes d'économies`
    `C'est le rectorat qui compte aujourd'hui six blessés.` → `six blessés`
    """
    begin = said.token(cue.last + 3 if still_counts(said, cue) else _behind(said, cue, times))
    if begin is None or begin.index in said.quote_at or not _counts(said, cue):
        return None
    if [token.lower for token in said.tokens[begin.index - said.first :][:3]] == IN_NUMBER:
        number = said.token(begin.index + 3)
        return number.index if number is not None and is_figure(number, said.words) else None
    if cue.entry.lemma in said.words.words("tallies", "speaking"):
        after = said.token(begin.index + 1)
        given = (
            begin.lower in ("de", "d'", "sur") and after is not None and _is_near_figure(said, after.index)
        )
        return begin.index + 1 if given else None
    if cue.entry.lemma in said.words.words("tallies", "reaching"):
        reached = said.token(begin.index + 1)
        counted = said.token(begin.index + 2)
        led = begin.lower == "à" and reached is not None and is_figure(reached, said.words)
        return (
            reached.index if led and reached and counted and counted.pos in ("NOUN", "ADJ", "PUNCT") else None
        )
    revises = cue.entry.lemma in said.words.words("tallies", "revising")
    ahead = _clause(said, begin, past_comma=revises)
    figure = next((place for place, token in enumerate(ahead) if is_figure(token, said.words)), None)
    if figure is None:
        return None
    counts = cue.entry.lemma in said.words.words("tallies", "counting") or _of_them(said, cue)
    if counts and figure <= LEADING_WORDS:
        return begin.index
    tolls = said.words.words("tallies", "nouns")
    toll = any({token.lower, token.lemma} & tolls for token in ahead)
    appraises = cue.entry.lemma in said.words.words("tallies", "appraising") and figure > 0
    led = any(token.lower == "à" for token in ahead[max(0, figure - LEADING_WORDS) : figure])
    return begin.index if toll or (appraises and led) else None


def still_counts(said: Utterance, cue: Cue) -> bool:
    """Whether a count goes down: "ne comptait plus que 300 foyers" says no less than that they are 300."""
    after = [token.lower for token in said.tokens[cue.last + 1 - said.first : cue.last + 3 - said.first]]
    counting = cue.entry.lemma in said.words.words("tallies", "counting")
    return counting and after in (["plus", "que"], ["plus", "qu'"])


def _behind(said: Utterance, cue: Cue, times: set[int]) -> int:
    """Where what a verb governs begins, past adverbs, times and « , lui, »."""
    place = cue.last + 1
    while (token := said.token(place)) is not None:
        apart = said.words.words("tallies", "apart")
        ahead, closes = said.token(place + 1), said.token(place + 2)
        only = token.lower in ("que", "qu'") and ahead is not None and is_figure(ahead, said.words)
        if token.start in times or token.pos == "ADV" or only:
            place += 1
        elif (
            token.text == ","
            and ahead is not None
            and ahead.lower in apart
            and closes is not None
            and closes.text == ","
        ):
            place += 3
        else:
            break
    return place


def _clause(said: Utterance, begin: Token, *, past_comma: bool) -> list[Token]:
    """What a verb governs up to the next mark, ``past_comma`` where it brings a count up or down: « …, qui s’élève à neuf morts »."""
    ahead = []
    for token in said.tokens[begin.index - said.first : begin.index + TALLY_WORDS - said.first]:
        if token.text in PUNCTUATION and not (past_comma and token.text == ","):
            break
        ahead.append(token)
    return ahead


def _is_near_figure(said: Utterance, index: int) -> bool:
    near = said.tokens[index - said.first : index + LEADING_WORDS - said.first]
    return any(is_figure(token, said.words) for token in near)


def _counts(said: Utterance, cue: Cue) -> bool:
    """Whether the subject can count: people and bodies can, a new death that "porte le bilan à neuf" cannot; "la ville
    compte 300 élèves" tells what it has, "la police a compté 300 manifestants" what was counted."""
    source = subject_of(said, cue)
    stock = (
        cue.entry.lemma == "compter"
        and cue.first == cue.last
        and not still_counts(said, cue)
        and not _of_them(said, cue)
        and not _is_cleft(said, cue)
    )
    if source is None or stock:
        return False
    if _of_them(said, cue):
        return True
    head = source.head
    if head.pos == "PRON" and head.lower in ("il", "elle", "ils", "elles") and cue.entry.lemma != "compter":
        return True
    kinds = (said.words.words("kinds", kind) for kind in ("person", "institution", "document", "anonymous"))
    named = head.pos == "PROPN" or head.text[:1].isupper()
    return named or any({head.lower, head.lemma.lower(), compound(said, head)} & kind for kind in kinds)


def _of_them(said: Utterance, cue: Cue) -> bool:
    """« la police *en* compte 240 », « n'*en* reconnaît que trois »."""
    return any(
        token.lower == "en"
        for token in said.tokens[max(cue.first - 1 - said.first, 0) : cue.last - said.first]
    )


def _is_cleft(said: Utterance, cue: Cue) -> bool:
    """« C'est le rectorat *qui compte* six blessés »."""
    before = said.token(cue.first - 1)
    opening = [token.lower for token in said.tokens[:2]]
    return before is not None and before.lower == "qui" and opening in (["c'", "est"], ["c’", "est"])


@dataclass(frozen=True, slots=True)
class Heading:
    """A noun that heads figures, whose they are, and the tokens ``first..last`` that it heads."""

    noun: Token
    source: Phrase
    first: int
    last: int


def heading_of_figures(said: Utterance, times: set[int]) -> Heading | None:
    """Whose word figures are that a count heads, with no verb before its colon.

    `Dernier bilan de la mairie à midi : 14 foyers relogés.` → `14 foyers relogés`
    """
    colon = next(
        (t for t in said.tokens if t.text == ":" and t.index not in said.quote_at and t.index < said.last),
        None,
    )
    if colon is None:
        return None
    head = said.tokens[: colon.index - said.first]
    if any(token.pos in VERBAL and "VerbForm=Fin" in token.morph for token in head):
        return None
    headings = said.words.words("tallies", "headings")
    noun = next((token for token in head if token.lower in headings), None)
    of = said.token(noun.index + 1) if noun is not None else None
    if noun is None or of is None or of.lower not in ("de", "d'", "du", "des"):
        return None
    source = phrase_after(said, of.index + 1, times, skip=False)
    behind = said.tokens[colon.index + 1 - said.first : colon.index + 1 + LEADING_WORDS - said.first]
    if (
        source is None
        or source.last.index >= colon.index
        or not any(is_figure(t, said.words) for t in behind)
    ):
        return None
    last = said.last
    while said.tokens[last - said.first].text in PUNCTUATION:
        last -= 1
    return Heading(noun, source, colon.index + 1, last)


def missing_to_somebody(said: Utterance) -> Heading | None:
    """How many somebody has no news of, who tells it of his own.

    `Le syndicat est sans nouvelles de onze de ses marins.` → `onze de ses marins`
    """
    lowers = [token.lower for token in said.tokens]
    places = [at for at in range(len(lowers) - 3) if lowers[at : at + 3] == NO_NEWS]
    source = bare_subject(said) if places else None
    if source is None or not is_figure(said.tokens[places[0] + 3], said.words):
        return None
    ahead = _clause(said, said.tokens[places[0] + 3], past_comma=False)
    return Heading(said.tokens[places[0] + 1], source, ahead[0].index, ahead[-1].index)


def tally_of_passive(said: Utterance, times: set[int]) -> Heading | None:
    """A count that is brought up to date or appraised by somebody, told in the passive.

    `Le bilan a été porté jeudi à neuf morts par la mairie de Tarque.` → `à neuf morts`
    `Le coût du pont est évalué à 3 millions d'euros par la préfecture.` → `à 3 millions d'euros`
    """
    verbs = said.words.words("tallies", "passives")
    verb = next((token for token in said.tokens if token.lower in verbs and _is_passive(said, token)), None)
    behind = said.tokens[verb.index + 1 - said.first :] if verb is not None else []
    to = next((token for token in behind if token.lower in ("à", "de") and token.start not in times), None)
    by = next((token for token in behind if token.lower == "par"), None)
    if verb is None or to is None or by is None or by.index <= to.index + 1:
        return None
    source = phrase_after(said, by.index + 1, times, skip=False)
    given = said.tokens[to.index - said.first : by.index - said.first]
    if (
        source is None
        or any(token.index in said.quote_at or token.text in ".;:" for token in given)
        or not _is_near_figure(said, to.index + 1)
    ):
        return None
    return Heading(verb, source, to.index, given[-1].index)


def _is_passive(said: Utterance, participle: Token) -> bool:
    """« a été porté », « est désormais évalué », not « a porté »."""
    before = [token.lower for token in said.tokens[: participle.index - said.first][-3:]]
    return any(word in ("été", "est", "sont", "était", "étaient") for word in before)


def is_figure(token: Token, words: Lexicon) -> bool:
    """Whether a word is a number, in digits or in letters: "neuf", "vingt-deux" are, however they were tagged."""
    numeral = token.lower.partition("-")[0].rstrip(".")
    return token.pos == "NUM" or token.text[0].isdigit() or numeral in words.words("tallies", "numbers")
