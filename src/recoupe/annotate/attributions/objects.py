"""The noun phrases and qualities that verbs of saying govern: "dénonce un barème injuste", "juge la loi utile"."""

from __future__ import annotations

from recoupe.annotate.attributions.cues import VERBAL, Cue
from recoupe.annotate.attributions.extents import is_infinitive
from recoupe.annotate.attributions.subjects import (
    PUNCTUATION,
    Phrase,
    after_circumstances,
    phrase_after,
)
from recoupe.annotate.attributions.utterances import Utterance
from recoupe.annotate.grammar import grammar
from recoupe.annotate.reading import Quote, Token

QUANTIFIERS = grammar("fr", "phrases", "quantifiers")


def judged(said: Utterance, cue: Cue) -> int | None:
    """What is called something, as a whole: "qualifie l'attaque de folie", "le taxe de lâcheté".

    `Le chef qualifie le tir de folie.` → `le tir de folie`
    """
    begin = said.token(cue.last + 1)
    if begin is None:
        return None
    if _object_clitic(cue) and begin.lower in ("de", "d'"):
        return cue.last + 2
    ahead = said.tokens[cue.last + 1 - said.first : cue.last + 20 - said.first]
    return cue.last + 1 if any(token.lower in ("de", "d'", "comme") for token in ahead) else None


def attributed(said: Utterance, cue: Cue, times: set[int]) -> int | None:
    """What is found to be something: "juge « utile » cette loi", "les juge inutiles", "estime le barème injuste"."""
    begin = said.token(after_circumstances(said, cue.last + 1, times))
    if begin is None:
        return None
    first = begin if begin.index not in said.quote_at else said.token(begin.index + 1)
    if first is not None and first.index not in said.quote_at and begin.index in said.quote_at:
        return None
    if first is not None and _is_quality(first):
        return begin.index
    if _object_clitic(cue) and begin.pos in ("ADJ", "ADV", "ADP") and begin.text not in PUNCTUATION:
        return begin.index
    if begin.pos != "DET" or begin.index in said.quote_at:
        return None
    phrase = phrase_after(said, begin.index, times, skip=False)
    after = said.token(phrase.last.index + 1) if phrase is not None else None
    if phrase is None or after is None:
        return None
    if after.index in said.quote_at or after.lower == "comme" or _is_quality(after) or after.pos == "ADV":
        return begin.index
    inside = said.tokens[begin.index - said.first : phrase.last.index + 1 - said.first]
    return begin.index if any(token.pos == "ADJ" and token.dep == "xcomp" for token in inside) else None


def _object_clitic(cue: Cue) -> bool:
    return any(clitic.lower in ("l'", "le", "la", "les") for clitic in cue.clitics)


def _is_quality(token: Token) -> bool:
    """An adjective or past participle: "juge « problématique » la vente", "estime justifié que"."""
    if token.pos == "ADJ":
        return True
    return token.pos == "VERB" and "VerbForm=Part" in token.morph and not token.lower.endswith("ant")


def is_verdict(said: Utterance, cue: Cue, source: Phrase | None) -> bool:
    """Whether a court passes sentence rather than somebody a judgment: "a condamné le voleur à six mois de prison"."""
    if cue.entry.lemma != "condamner":
        return False
    if source is not None and source.head.lower in said.words.words("verdicts", "courts"):
        return True
    penalties = said.words.words("verdicts", "penalties")
    ahead = said.tokens[cue.last + 1 - said.first : cue.last + 20 - said.first]
    return any(
        token.lower in ("à", "au", "aux")
        and any(word.lower in penalties for word in ahead[place + 1 : place + 4])
        for place, token in enumerate(ahead)
    )


def predicate(said: Utterance, cue: Cue, times: set[int]) -> int | None:
    """What somebody says he is: "se dit prête à partir", "s'est dit mardi « très inquiet »".

    `Le maire s'est dit favorable à une taxe.` → `favorable à une taxe`
    """
    token = said.token(cue.last + 1)
    while (
        token is not None
        and (token.pos in ("ADV", "PRON") or token.start in times)
        and token.index not in said.quote_at
    ):
        token = said.token(token.index + 1)
    if token is None or (token.text in PUNCTUATION and token.index not in said.quote_at):
        return None
    fits = (
        token.index in said.quote_at
        or token.pos == "ADJ"
        or (token.pos in VERBAL and "VerbForm=Part" in token.morph)
    )
    return token.index if fits or token.lower in ("prêt", "prête", "prêts") else None


def after_word(said: Utterance, cue: Cue, markers: tuple[str, ...], times: set[int]) -> int | None:
    """The phrase after a preposition: "appelle à des réformes", "se plaint mardi du bruit", "accuse le maire de fraude"."""
    ahead_of = said.tokens[cue.last + 1 - said.first : cue.last + 8 - said.first]
    reach = 14 if "P" in cue.entry.takes else 4 + sum(token.start in times for token in ahead_of)
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


def bare_object(said: Utterance, cue: Cue, times: set[int]) -> int | None:
    """The noun phrase that is asked for, judged or made known: "dénonce mardi dans une lettre un barème injuste".

    `Le syndicat dénonce dans une lettre un barème injuste.` → `un barème injuste`
    """
    begin = after_circumstances(said, cue.last + 1, times)
    token = said.token(begin)
    if token is not None and token.pos == "ADV" and token.lower not in QUANTIFIERS:
        return None
    if token is not None and (quote := said.quote_at.get(token.index)) is not None:
        token = _after_manner(said, token, quote)
    if token is None or (token.text in PUNCTUATION and token.index not in said.quote_at):
        return None
    if token.pos in ("DET", "NUM") or token.index in said.quote_at:
        return token.index
    return token.index if token.lower in ("de", "d'", "des", "du") or token.lower in QUANTIFIERS else None


def _after_manner(said: Utterance, token: Token, quote: Quote) -> Token | None:
    """The object after a quoted manner: "a condamné « avec force » cette attaque"; a quoted object stays."""
    inner = next((word for word in said.tokens if word.start >= quote.inner.start), None)
    if inner is None or inner.lower not in ("avec", "sans", "dans", "en"):
        return token
    return next((word for word in said.tokens if word.start >= quote.end), None)
