"""Figures that somebody gives by counting, by appraising or by bringing a count up to date: "a porté son bilan à neuf morts"."""

from __future__ import annotations

from recoupe.annotate.attributions.cues import Cue, Lexicon
from recoupe.annotate.attributions.subjects import PUNCTUATION, subject_of
from recoupe.annotate.attributions.utterances import Utterance
from recoupe.annotate.reading import Token

TALLY_WORDS = 14
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
    """
    begin = said.token(cue.last + 3 if still_counts(said, cue) else _behind(said, cue, times))
    if begin is None or begin.index in said.quote_at or not _counts(said, cue):
        return None
    if cue.entry.lemma in said.words.words("tallies", "speaking"):
        after = said.token(begin.index + 1)
        given = (
            begin.lower in ("de", "d'", "sur") and after is not None and _is_near_figure(said, after.index)
        )
        return begin.index + 1 if given else None
    revises = cue.entry.lemma in said.words.words("tallies", "revising")
    ahead = _clause(said, begin, past_comma=revises)
    figure = next((place for place, token in enumerate(ahead) if is_figure(token, said.words)), None)
    if figure is None:
        return None
    if cue.entry.lemma in said.words.words("tallies", "counting") and figure <= LEADING_WORDS:
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
        closes = said.token(place + 2)
        ahead = said.token(place + 1)
        if token.start in times or token.pos == "ADV":
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
    before = said.token(cue.first - 1)
    of_them = before is not None and before.lower == "en"
    stock = (
        cue.entry.lemma == "compter" and cue.first == cue.last and not still_counts(said, cue) and not of_them
    )
    if source is None or stock:
        return False
    head = source.head
    kinds = (said.words.words("kinds", kind) for kind in ("person", "institution", "document", "anonymous"))
    named = head.pos == "PROPN" or head.text[:1].isupper()
    return named or any({head.lower, head.lemma.lower()} & kind for kind in kinds)


def is_figure(token: Token, words: Lexicon) -> bool:
    """Whether a word is a number, in digits or in letters: "neuf" is one, however it was tagged."""
    return token.pos == "NUM" or token.text[0].isdigit() or token.lower in words.words("tallies", "numbers")
