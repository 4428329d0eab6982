"""Phrases beside a clause that say whose words it is: "selon X", incises ("a dit X"), "comme l'a dit X", "pour lui"."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.annotate.attributions.cues import VERBAL, Cue, Entry, Lexicon
from recoupe.annotate.attributions.subjects import (
    CITED,
    PUNCTUATION,
    Phrase,
    compound,
    phrase_after,
    quoted_by,
    subject_of,
)
from recoupe.annotate.attributions.tallies import is_figure
from recoupe.annotate.attributions.utterances import Utterance
from recoupe.annotate.grammar import grammar
from recoupe.annotate.reading import Token

COUNTED_AS = [[who, verb] for who in ("ils", "elles") for verb in ("étaient", "sont", "seraient")]
FIGURE_BEHIND = 8  # tokens from a figure to « pour la police »
TAIL_REACH = 60
OPENING_REACH = 6
FIGURE_REACH = 3  # from the head of a sentence: « Plus de trente expulsions, dit la mairie »
ASIDE_REACH = 7
BREAKS = frozenset({",", "–", "—", "-", "(", "!", "?", "…", "...", "»", "”", '"', "›"})
ASSESSES = grammar("fr", "frames", "assesses")


@dataclass(slots=True)
class Frame:
    """A phrase ``first..last`` (token indices, with its commas) that frames the rest of its sentence.

    ``cited`` is the inner source of "un rapport de X citant Y"; ``incise`` tells "a dit X" from "selon X".
    """

    first: int
    last: int
    cue: tuple[Token, Token]
    source: Phrase
    entry: Entry | None = None
    cited: tuple[Token, Phrase] | None = None
    incise: bool = False
    verb: Cue | None = None


def find_frames(said: Utterance, cues: list[Cue], words: Lexicon, times: set[int]) -> list[Frame]:
    """The frames of a sentence in order, those inside its quotations left out."""
    found = []
    by_index = {cue.first: cue for cue in cues}
    taken = -1
    for token in said.tokens:
        if token.index <= taken or token.index in said.quote_at:
            continue
        frame = None
        if token.index in by_index:
            frame = _incise(said, by_index[token.index], times)
        elif token.lower == "comme":
            frame = _as_said(said, token, cues, times)
        elif token.pos == "ADP" or token.lower in OPENING_WORDS:
            frame = _source_phrase(said, token, words, times)
        if frame is not None:
            found.append(frame)
            taken = frame.last
    return found


OPENING_WORDS = grammar("fr", "frames", "openings")


def _source_phrase(said: Utterance, token: Token, words: Lexicon, times: set[int]) -> Frame | None:
    """ "Selon la préfecture, le pont est fermé." is framed; "selon les cas" and "selon que" are not."""
    opening = _opening(said, token, words)
    if opening is None:
        return None
    last, weak = opening
    after = said.token(last + 1)
    if token.lower == "de" and after is not None and after.lower in ("source", "sources"):
        last, after = token.index, after
    source = phrase_after(said, last + 1, times, skip=False)
    if (
        source is None
        or (_is_no_source(source, words) and not _is_body_apart(said, token, source, words))
        or (source.head.lower in ("laquelle", "lequel", "lesquelles", "lesquels"))
    ):
        return None
    if weak and not (_is_view(said, token, source, words) or _gives_figure(said, token, source, words)):
        return None
    last_cue = said.tokens[last - said.first]
    end, cited = _frame_end(said, source, times, words)
    source = _issuer(said, source, end, words, times) or source
    return Frame(token.index, end, (token, last_cue), source, cited=cited)


def _issuer(said: Utterance, source: Phrase, end: int, words: Lexicon, times: set[int]) -> Phrase | None:
    """Whose count it is: "selon un bilan communiqué hier par la préfecture" and "selon les chiffres de la préfecture".

    `Le froid a tué neuf ours, d'après le dernier bilan de la Protection civile.` → `Le froid a tué neuf ours`
    """
    if source.head.lower not in words.words("counts", "nouns"):
        return None
    for index in range(source.head.index + 1, end):
        token = said.token(index)
        if token is None or token.text in PUNCTUATION:
            return None
        if token.lower in ("par", "de", "du", "d'", "des"):
            issuer = phrase_after(said, index + 1, times, skip=False)
            bodies = words.words("kinds", "institution") | words.words("kinds", "media")
            named = issuer is not None and (issuer.head.pos == "PROPN" or issuer.head.text[:1].isupper())
            if issuer is not None and (named or issuer.head.lower in bodies):
                return issuer
    return None


def _opening(said: Utterance, token: Token, words: Lexicon) -> tuple[int, bool] | None:
    """The index of the last word of a phrase such as "à en croire", and whether it is a weak one ("pour")."""
    ahead = " ".join(
        word.lower
        for word in said.tokens[token.index - said.first : token.index - said.first + OPENING_REACH]
    )
    ahead = ahead.replace("d' ", "d'").replace("l' ", "l'") + " "
    if ahead.startswith("selon "):
        return token.index, False
    if ahead.startswith("d'après "):
        return token.index + (0 if token.lower == "d'après" else 1), False
    for longer in words.words("frames", "longer"):
        if ahead.startswith(longer + " "):
            before = said.token(token.index - 1)
            if longer.startswith("de source"):
                fits = (
                    before is None
                    or before.text in BREAKS
                    or before.lower in ("apprend", "indique", "apprend-on", "on")
                )
                return (token.index, False) if fits else None
            count = len(longer.replace("'", "' ").split(" ")) - 1
            return token.index + count, False
    if token.lower in words.words("frames", "weak"):
        return token.index, True
    return None


def _is_no_source(source: Phrase, words: Lexicon) -> bool:
    nouns = words.words("no_source", "nouns")
    head = source.head
    low = head.lower.strip("'")
    return (
        low in nouns or head.lemma.lower() in nouns or low.rstrip("sx") in nouns or low in ("que", "laquelle")
    )


def _is_body_apart(said: Utterance, token: Token, source: Phrase, words: Lexicon) -> bool:
    """Whether a place or a house speaks, set apart by a comma, in a sentence that tells no rate; "Les loyers varient selon la
    ville." is nobody's word.

    `Les dégâts sont lourds, selon la ville.` → `Les dégâts sont lourds`
    """
    before, after = said.token(token.index - 1), said.token(source.last.index + 1)
    apart = before is None or before.text == "," or token.index == said.first
    varies = words.words("no_source", "varying")
    return (
        apart
        and source.first.lower in ("la", "le", "l'")
        and after is not None
        and after.text in PUNCTUATION
        and source.head.lower in words.words("kinds", "institution")
        and not any(one.lemma in varies for one in said.tokens)
    )


def _is_view(said: Utterance, token: Token, source: Phrase, words: Lexicon) -> bool:
    """ "Pour lui, c'est gagné" is his view; "Pour lui, sa mère a tout quitté" is done for him."""
    if token.index - said.first > 1:
        return False
    comma, after = said.token(source.last.index + 1), said.token(source.last.index + 2)
    if comma is None or comma.text != "," or after is None:
        return False
    pronoun = source.head.lower in ("lui", "elle", "eux", "elles")
    human = source.head.pos == "PROPN" or source.head.lower in words.words("kinds", "person") | words.words(
        "kinds", "institution"
    )
    if not (pronoun or human):
        return False
    if after.index in said.quote_at:
        return True
    opening = [word.lower for word in said.tokens[after.index - said.first : after.index - said.first + 2]]
    if source.head.lower in words.words("frames", "viewing") and any(
        "VerbForm=Fin" in word.morph for word in said.tokens[after.index - said.first :]
    ):
        return True
    return (
        bool(opening)
        and (opening[0] in ("c'", "il", "ce", "cela", "ça", "pas", "rien", "aucun"))
        and opening[-1] in ASSESSES
    )


def _gives_figure(said: Utterance, token: Token, source: Phrase, words: Lexicon) -> bool:
    """Whether *pour* gives a figure to a source, beside a figure that another gives, or before a count of people.

    `900 marcheurs pour la police, 3 000 selon le syndicat.` → `900 marcheurs`
    `Il compte 90 blessés, contre 40 pour la préfecture.` → `40`
    `Pour la préfecture, ils étaient 900.` → `ils étaient 900`
    """
    kinds = words.words("kinds", "institution") | words.words("kinds", "person")
    named = source.head.pos == "PROPN" or source.head.text[0].isupper() or source.head.lower in kinds
    after = said.token(source.last.index + 1)
    if not named or after is None or after.text not in PUNCTUATION:
        return False
    if token.index <= said.first + 1:
        ahead = [
            one.lower for one in said.tokens[after.index + 1 - said.first : after.index + 3 - said.first]
        ]
        figure = said.token(after.index + 3)
        return ahead in COUNTED_AS and figure is not None and is_figure(figure, words)
    place = token.index - 1
    while (before := said.token(place)) is not None and not is_figure(before, words):
        finite = before.pos in VERBAL and "VerbForm=Fin" in before.morph
        if before.text in PUNCTUATION or finite or token.index - place > FIGURE_BEHIND:
            return False
        place -= 1
    against = said.token(place - 1)
    if before is not None and against is not None and against.lower == "contre":
        return True
    others = [one for one in said.tokens if one.index > source.last.index or one.index < place]
    return before is not None and any(_names_source(said, one, words) for one in others)


def _names_source(said: Utterance, token: Token, words: Lexicon) -> bool:
    """Whether another source is named from a word on: "selon", "à en croire"."""
    opening = _opening(said, token, words)
    return opening is not None and not opening[1]


def _frame_end(
    said: Utterance, source: Phrase, times: set[int], words: Lexicon
) -> tuple[int, tuple[Token, Phrase] | None]:
    """The last token of a frame: over "citant Y" and an apposition ("selon Ana Roux, maire de Tarque, …")."""
    place = source.last.index
    cited = None
    word, further = said.token(place + 1), said.token(place + 2)
    if (
        word is not None
        and word.text == ","
        and further is not None
        and (further.lower == "citant" or further.lower in CITED)
    ):
        word = further
    elif (
        word is not None
        and word.text == ","
        and further is not None
        and further.lower == "qui"
        and (verb := said.token(place + 3)) is not None
        and verb.lower in ("cite", "citent", "citait")
    ):
        word = verb
    if word is not None and word.lower in ("citant", "cite", "citent", "citait"):
        inner = phrase_after(said, word.index + 1, times, skip=False)
        if inner is not None:
            cited, place = (word, inner), inner.last.index
    elif word is not None and word.lower in CITED and (relay := quoted_by(said, source, times)) is not None:
        place = relay.last.index
    place = _over_parenthesis(said, place)
    tail = _tail_end(said, place, source, words)
    if tail is not None:
        return tail, cited
    comma = said.token(place + 1)
    if comma is None or comma.text != ",":
        return _skip_circumstance(said, place, source), cited
    apposition = _apposition_end(said, place + 1)
    return apposition if apposition is not None else place + 1, cited


def _over_parenthesis(said: Utterance, place: int) -> int:
    """The last token of a short name in brackets: "selon l'Institut des eaux (Ideo), la digue tient"."""
    opening = said.token(place + 1)
    if opening is None or opening.text != "(":
        return place
    for index in range(place + 2, place + 7):
        token = said.token(index)
        if token is not None and token.text == ")":
            return index
    return place


def _tail_end(said: Utterance, place: int, source: Phrase, words: Lexicon) -> int | None:
    """The end of the sentence where a frame stands last: "La digue tient, selon un bilan publié hier, qui date de mai".

    None where another clause or source follows, or where no clause stands before.
    """
    head = said.tokens[: source.first.index - said.first]
    if not any("VerbForm=Fin" in token.morph for token in head):
        return None
    after = said.token(place + 1)
    if source.head.pos == "PRON" and after is not None and after.text not in PUNCTUATION:
        return None
    relative = False
    for token in said.tokens[place + 1 - said.first : place + 1 + TAIL_REACH - said.first]:
        if token.index in said.quote_at or token.text in (":", ";", "(", ")", "–", "—"):
            return None
        if token.lower in (*RELATIVE_OPENERS, "où", "que", "qu'"):
            relative = True
        elif (
            token.lower in ("et", "mais")
            or _names_source(said, token, words)
            or token.index in said.participles
            or (token.pos in VERBAL and "VerbForm=Fin" in token.morph and not relative)
        ):
            return None
    if place + 1 + TAIL_REACH < said.last:
        return None
    last = said.last
    while last > place and said.tokens[last - said.first].text in (".", "!", "?", "…"):
        last -= 1
    return last


def _skip_circumstance(said: Utterance, place: int, source: Phrase) -> int:
    """What is told of the source belongs to the frame: "selon une étude menée à Tarque par deux équipes, le pont…"."""
    start, relative = place, False
    if source.head.pos == "PRON" or said.first + 2 < source.first.index:
        return place
    while (token := said.token(place + 1)) is not None and place - start < 30:
        if token.text == ",":
            rest = said.tokens[place + 2 - said.first :]
            return place + 1 if any("VerbForm=Fin" in after.morph for after in rest) else start
        relative = relative or token.lower in RELATIVE_OPENERS
        if token.text in PUNCTUATION or token.index in said.quote_at:
            return start
        if "VerbForm=Fin" in token.morph and not relative:
            return start
        place += 1
    return start


def _apposition_end(said: Utterance, comma: int) -> int | None:
    """The comma that closes an apposition opened by a comma; None where what follows is the clause itself."""
    for index in range(comma + 1, comma + 16):
        token = said.token(index)
        if token is None or token.text in ".:;!?»" or index in said.quote_at:
            return None
        if token.text == ",":
            return index if index > comma + 1 else None
        if index == comma + 1 and token.lower in RELATIVE_OPENERS:
            continue
        finite = token.pos == "AUX" or (token.pos == "VERB" and "VerbForm=Fin" in token.morph)
        if finite and said.tokens[comma + 1 - said.first].lower not in RELATIVE_OPENERS:
            return None
        if index == comma + 1 and token.pos in ("PRON", "ADP", "ADV", "PROPN", "SCONJ"):
            return None
        if index == comma + 1 and token.pos == "DET" and token.lower not in ("le", "la", "l'"):
            return None
    return None


RELATIVE_OPENERS = frozenset({"qui", "dont"})
TOLD_AT = frozenset({"à", "au", "aux", "chez", "dans", "de", "des", "du"})


def _incise(said: Utterance, cue: Cue, times: set[int]) -> Frame | None:
    """ "La digue tient, assure Lise Aubin, et tiendra": a verb of saying between marks with its subject after it."""
    if "i" not in cue.entry.takes or cue.passive or cue.participle or cue.infinitive:
        return None
    if cue.first == said.first and said.inside is None:
        return None
    before = said.token(cue.first - 1)
    if before is not None and before.text not in BREAKS and before.index not in said.quote_at:
        return None
    if before is None:
        return None
    if cue.inverted is not None:
        source: Phrase | None = Phrase(cue.inverted, cue.inverted, cue.inverted)
        end = cue.last
        if cue.entry.lemma == "lire":
            source, end = _read_in(said, cue, times)
        elif cue.inverted.lower.removeprefix("-").removeprefix("t-") == "on":
            at, reached = told_at(said, cue.last + 1, times)
            source, end = (at, reached) if at is not None else (source, end)
    else:
        source = phrase_after(said, cue.last + 1, times) or _behind_aside(said, cue.last + 1, times)
        end = source.last.index if source is not None else cue.last
    if source is None or _governs(said, source, end) or _has_subject_before(said, cue, source):
        return None
    end = _incise_end(said, end)
    if (
        cue.inverted is None
        and not _quoted_just_before(said, cue.first)
        and not _interrupts(said, cue.first, end)
        and not _follows_figure(said, cue, source)
    ):
        return None
    token_first, token_last = said.tokens[cue.first - said.first], said.tokens[cue.last - said.first]
    first = cue.first
    while (
        (word := said.token(first - 1)) is not None
        and word.text in (",", "–", "—", "-", "(")
        and first - 1 not in said.quote_at
    ):
        first -= 1
    return Frame(first, end, (token_first, token_last), source, cue.entry, incise=True, verb=cue)


def _behind_aside(said: Utterance, place: int, times: set[int]) -> Phrase | None:
    """The speaker behind what tells how it is said: "« Courez », nous crie, hors d'haleine, Lise Aubin"."""
    comma = said.token(place)
    if comma is None or comma.text != ",":
        return None
    for index in range(place + 1, place + 1 + ASIDE_REACH):
        token = said.token(index)
        if token is None or index in said.quote_at or (token.pos in VERBAL and "VerbForm=Fin" in token.morph):
            return None
        if token.text == ",":
            return phrase_after(said, index + 1, times, skip=False) if index > place + 1 else None
    return None


def _read_in(said: Utterance, cue: Cue, times: set[int]) -> tuple[Phrase | None, int]:
    """What is read stands in a document: "« Fermé », peut-on lire sur une affiche"."""
    word = said.token(cue.last + 1)
    if word is None or word.lower not in ("dans", "sur", "sous"):
        return None, cue.last
    found = phrase_after(said, cue.last + 2, times, skip=False)
    return found, found.last.index if found is not None else cue.last


def told_at(said: Utterance, place: int, times: set[int]) -> tuple[Phrase | None, int]:
    """Where one says it is who says it: "Tout est prêt, assure-t-on à la mairie", "dit-on dans l'entourage du ministre".

    The phrase that begins at ``place`` and the place of its last word; None where none does.
    """
    word, last = said.token(place), place - 1
    side = said.token(place + 1)
    if word is not None and word.lower == "du" and side is not None and side.lower == "côté":
        place, word = place + 2, said.token(place + 2)
    if word is None or word.lower not in TOLD_AT:
        return None, last
    found = phrase_after(said, place + 1, times, skip=False)
    return found, found.last.index if found is not None else last


def told_at_front(said: Utterance, one: Phrase, times: set[int]) -> Phrase | None:
    """The place told before "on", a time aside: "À la mairie, on assure que le pont tient.".

    `Chez Ardel, mardi soir, on assurait que le four tiendrait.` → `le four tiendrait`
    """
    comma = said.token(one.first.index - 1)
    if comma is None or comma.text != ",":
        return None
    found, last = told_at(said, said.first, times)
    between = said.tokens[last + 1 - said.first : comma.index - said.first]
    aside = all(token.text == "," or token.start in times for token in between)
    return found if found is not None and last < comma.index and aside else None


def _interrupts(said: Utterance, first: int, end: int) -> bool:
    """Whether a clause stands around an incise: in "Le maire, qui sourit, annonce un vote" none does before the verb."""
    relative = False
    for token in said.tokens[: first - said.first]:
        if token.lower in ("qui", "dont", "où", "que", "qu'"):
            relative = True
        elif token.text == ",":
            relative = False
        elif not relative and token.pos in VERBAL and "VerbForm=Fin" in token.morph:
            return True
    if any(token.lower in ("qui", "dont", "où") for token in said.tokens[: first - said.first]):
        return False
    rest = said.tokens[end + 1 - said.first :]
    return (
        any(token.pos in VERBAL and "VerbForm=Fin" in token.morph for token in rest) or first in said.quote_at
    )


def _follows_figure(said: Utterance, cue: Cue, source: Phrase) -> bool:
    """Whether a figure without a verb stands before the verb of saying and its subject, at the head of the sentence.

    `Trente expulsions dans le quartier, a comptabilisé le collectif.` → `Trente expulsions dans le quartier`
    """
    head = [token for token in said.tokens[: cue.first - said.first] if token.text not in PUNCTUATION]
    figure = any(is_figure(token, said.words) for token in head[:FIGURE_REACH])
    told = any(token.pos in VERBAL and "VerbForm=Fin" in token.morph for token in head)
    one = said.tokens[cue.first - said.first].lower
    alone = (
        not one.endswith("nt")
        or one.endswith(("tient", "vient"))
        or source.first.lower in ("les", "des", "plusieurs")
    )
    kinds = [said.words.words("kinds", kind) for kind in ("person", "institution", "anonymous", "media")]
    forms = {source.head.lower, source.head.lemma.lower(), compound(said, source.head)}
    human = any(forms & kind for kind in kinds)
    speaks = human or source.head.pos == "PROPN" or source.head.text[0].isupper()
    return figure and not told and alone and speaks and source.first.lower not in ("un", "une")


def _has_subject_before(said: Utterance, cue: Cue, source: Phrase) -> bool:
    """Whether the verb has its subject before it and its object after: "Lise Aubin, la maire, dénonce une erreur"."""
    if cue.inverted is not None or source.first.lower not in ("un", "une", "des"):
        return False
    if _quoted_just_before(said, cue.first):
        return False
    return any(
        child.dep.startswith("nsubj") and said.first <= child.index < cue.first
        for child in cue.token.children
    )


def _quoted_just_before(said: Utterance, index: int) -> bool:
    return index - 1 in said.quote_at or index - 2 in said.quote_at


def _governs(said: Utterance, source: Phrase, end: int) -> bool:
    """Whether a clause in "que" follows at once: then the verb has its complement and is no incise."""
    token = said.token(end + 1)
    return token is not None and token.lower in ("que", "qu'")


def _incise_end(said: Utterance, last: int) -> int:
    """An incise goes to the next quotation or final mark, or to the comma after its subject and circumstances."""
    index = last
    comma = None
    while (token := said.token(index + 1)) is not None and index - last < 60:
        if index + 1 in said.quote_at or token.text in (".", ":", ";", "!", "?", "…", "...", ")"):
            return index
        if token.text == "," and _participle_follows(said, index + 2):
            return index + 1
        if token.text in (",", "–", "—"):
            if comma is None:
                comma = index + 1
            elif token.text == ",":
                return comma
        elif comma is not None and token.pos in VERBAL and "VerbForm=Fin" in token.morph:
            return comma
        index += 1
    return index


def _participle_follows(said: Utterance, index: int) -> bool:
    """Whether a participle of saying follows, with "en" or "tout en" before it: "…, tout en précisant que"."""
    while (token := said.token(index)) is not None and token.lower in ("tout", "en", "mais"):
        index += 1
    return index in said.participles


def _as_said(said: Utterance, token: Token, cues: list[Cue], times: set[int]) -> Frame | None:
    """ "Comme l'a dit le maire, la digue tient." and "comme le maire l'a dit"; "comme prévu" is nobody's word."""
    for cue in cues:
        if (
            token.index < cue.first <= token.index + 12
            and "q" in cue.entry.takes
            and not cue.passive
            and not cue.infinitive
        ):
            between = said.tokens[token.index + 1 - said.first : cue.first - said.first]
            if any(word.text in PUNCTUATION for word in between):
                return None
            clitics = {clitic.lower for clitic in cue.clitics}
            if not clitics & {"l'", "le"}:
                return None
            if cue.inverted is not None:
                source: Phrase | None = Phrase(cue.inverted, cue.inverted, cue.inverted)
                end = cue.last
            elif cue.first == token.index + 1:
                source = phrase_after(said, cue.last + 1, times)
                end = source.last.index if source else cue.last
            else:
                source, end = subject_of(said, cue), cue.last
            if source is None:
                return None
            comma = said.token(end + 1)
            if comma is not None and comma.text == ",":
                end += 1
            first = token.index
            before = said.token(first - 1)
            if before is not None and before.text == ",":
                first -= 1
            return Frame(
                first,
                end,
                (said.tokens[cue.first - said.first], cue.token),
                source,
                cue.entry,
                incise=False,
                verb=cue,
            )
    return None
