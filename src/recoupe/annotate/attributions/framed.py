"""What words of saying around a clause cover: the quotations beside them, else the rest of their sentence."""

from __future__ import annotations

from itertools import takewhile

from recoupe.annotate.attributions.addressees import spoken_to
from recoupe.annotate.attributions.constructions import Find
from recoupe.annotate.attributions.cues import VERBAL, Cue, Lexicon, find_cues
from recoupe.annotate.attributions.frames import Frame, find_frames
from recoupe.annotate.attributions.subjects import PUNCTUATION, Phrase, phrase_ending_at
from recoupe.annotate.attributions.tallies import is_figure
from recoupe.annotate.attributions.utterances import Utterance
from recoupe.annotate.reading import Quote, Token
from recoupe.model import Act

LEAST_WORDS = 5
COMPLEMENTISERS = frozenset({"que", "qu'"})
OF_SOURCE = frozenset({"qui", "dont"})
CLOSES = frozenset({",", ".", ";", ":", "!", "?", "…"})


def of_quote(
    said: Utterance, quote: Quote, source: Phrase | None, frame: Frame | None, cue: Cue | None
) -> Find:
    entry = frame.entry if frame is not None else cue.entry if cue is not None else None
    words = None
    if frame is not None:
        words = (frame.cue[0].start, frame.cue[1].end)
    elif cue is not None:
        words = (said.tokens[cue.first - said.first].start, said.tokens[cue.last - said.first].end)
    return Find(
        quote.inner.start,
        quote.inner.end,
        words,
        source,
        entry.meaning if entry else "say",
        entry.act if entry else Act.STATEMENT,
        said,
        quote=quote,
        verb=cue or (frame.verb if frame else None),
        cited=frame.cited if frame else None,
        negated=cue.negated if cue else False,
    )


def incises_inside(said: Utterance, words: Lexicon) -> dict[int, Frame]:
    """The incises that stand inside the marks: "« Partez, lance-t-elle, et vite »", by the start of their quotation."""
    found: dict[int, Frame] = {}
    for nested in said.nested:
        cues = [cue for cue in find_cues(nested.tokens, words) if cue.first not in nested.quote_at]
        for frame in find_frames(nested, cues, words, set()) if cues else []:
            third = frame.source.head.lower not in words.words("pronouns", "first") | words.words(
                "pronouns", "nobody"
            )
            if frame.incise and third and nested.inside is not None:
                found.setdefault(nested.inside.start, frame)
    return found


def framed(said: Utterance, frame: Frame, frames: list[Frame], words: Lexicon, times: set[int]) -> list[Find]:
    """What a frame covers, with whom it is said to and when: the quotations beside it, else the rest of its sentence."""
    found = _covered(said, frame, frames)
    for find in found:
        find.around = (said.tokens[frame.first - said.first].start, said.tokens[frame.last - said.first].end)
        if frame.verb is not None and frame.incise:
            before = frame.source.first.index
            limit = before if before > frame.verb.last else frame.last + 1
            find.addressee = (
                spoken_to(said, frame.verb, limit, words, times)
                or spoken_to(said, frame.verb, frame.last + 1, words, times)
                or said.heard
            )
    return found


def _covered(said: Utterance, frame: Frame, frames: list[Frame]) -> list[Find]:
    if frame.incise and said.inside is not None:
        return []
    quotes = _beside(said, frame) if frame.incise else []
    if quotes:
        found = [of_quote(said, quote, frame.source, frame, None) for quote in quotes]
        return _mixed_start(said, frame, found)
    figure = _own_figure(said, frame, frames) or _wished(said, frame) or _inside_relative(said, frame)
    first, last = figure if figure is not None else _rest(said, frame, frames)
    if figure is None and not _says_something(said, first, last):
        return []
    parts = _only_quotes(said, first, last)
    if parts:
        return [of_quote(said, quote, frame.source, frame, None) for quote in parts]
    left, right = said.tokens[first - said.first], said.tokens[last - said.first]
    act = frame.entry.act if frame.entry else Act.STATEMENT
    find = Find(
        left.start,
        right.end,
        (frame.cue[0].start, frame.cue[1].end),
        frame.source,
        frame.entry.meaning if frame.entry else "frame",
        act,
        said,
        verb=frame.verb,
        cited=frame.cited,
        frame=not frame.incise,
    )
    return [find]


def _says_something(said: Utterance, first: int, last: int) -> bool:
    """Whether words can be a statement: a verb, a figure or some length; "Radio Quai, selon une dépêche" signs a text."""
    inside = said.tokens[first - said.first : last + 1 - said.first]
    if len(inside) < 2:
        return any(is_figure(token, said.words) for token in inside)
    least = LEAST_WORDS if said.first == first else 2
    return len(inside) > least or any(token.pos in VERBAL or is_figure(token, said.words) for token in inside)


def _own_figure(said: Utterance, frame: Frame, frames: list[Frame]) -> tuple[int, int] | None:
    """The figure that a source owns beside another one, or alone in brackets or behind *contre*.

    "Ils étaient 800 selon la police, 2 000 selon le syndicat." has two voices, one figure each.
    """
    if frame.incise or frame.first <= said.first + 1:
        return None
    others = [one for one in frames if not one.incise and one is not frame and one.first > said.first + 1]
    last = frame.first - 1
    if said.tokens[last - said.first].text == ",":
        last -= 1
    first = last + 1
    bracketed = False  # or set against another figure
    while first > said.first:
        token = said.tokens[first - 1 - said.first]
        bracketed = token.text == "(" or token.lower == "contre"
        finite = token.pos in VERBAL and "VerbForm=Fin" in token.morph
        part = token.pos == "VERB" and "VerbForm=Part" in token.morph
        if token.text in PUNCTUATION or finite or part or token.lower in ("et", "mais", "ou", "contre"):
            break
        first -= 1
    if not others and not bracketed:
        return None
    inside = said.tokens[first - said.first : last + 1 - said.first]
    figures = any(is_figure(token, said.words) for token in inside)
    return (first, last) if figures or (others and len(inside) == 1) else None


def _wished(said: Utterance, frame: Frame) -> tuple[int, int] | None:
    """What "comme" takes up inside a clause: "Partir comme le veut Paul serait une erreur" has "Partir"."""
    if frame.verb is None or frame.incise or frame.first <= said.first:
        return None
    before, after = said.token(frame.first), said.token(frame.last + 1)
    if before is None or before.text == "," or after is None or after.text in PUNCTUATION:
        return None
    if any("VerbForm=Fin" in token.morph for token in said.tokens[: frame.first - said.first]):
        return None
    return said.first, frame.first - 1


def _inside_relative(said: Utterance, frame: Frame) -> tuple[int, int] | None:
    """A source named inside a relative vouches for it alone: "un homme qui a tiré selon elle sur la foule".

    `Un homme qui a tiré selon elle sur la foule a été arrêté.` → `a tiré selon elle sur la foule`
    """
    before, after = said.token(frame.first), said.token(frame.last + 1)
    if frame.incise or frame.verb is not None or before is None or after is None or after.text in PUNCTUATION:
        return None
    first = frame.first
    while (token := said.token(first - 1)) is not None and frame.first - first < 12:
        if token.text in PUNCTUATION or token.index in said.quote_at:
            return None
        if token.lower == "qui":
            break
        first -= 1
    if token is None or token.lower != "qui" or first == frame.first:
        return None
    last = frame.last
    while (token := said.token(last + 1)) is not None and token.text not in PUNCTUATION:
        if token.pos in VERBAL and "VerbForm=Fin" in token.morph:
            break
        last += 1
    return first, last


def _only_quotes(said: Utterance, first: int, last: int) -> list[Quote]:
    """The quotations of a stretch that holds nothing else: "Pour elle, « c'est fini », et « tant mieux »" has two."""
    found: list[Quote] = []
    for token in said.tokens[first - said.first : last + 1 - said.first]:
        quote = said.quote_at.get(token.index)
        if quote is None and token.text not in PUNCTUATION and token.lower not in ("et", "mais", "ou"):
            return []
        if quote is not None and (not found or found[-1] is not quote):
            found.append(quote)
    return found


def _beside(said: Utterance, frame: Frame) -> list[Quote]:
    """The quotations that an incise belongs to: those just before it and those that go on after it."""
    found: list[Quote] = []
    place = frame.first - 1
    while (quote := said.quote_at.get(place)) is not None:
        found.insert(0, quote)
        while place in said.quote_at and said.quote_at[place] is quote:
            place -= 1
        while (
            (token := said.token(place)) is not None
            and place not in said.quote_at
            and token.text in (",", "et", "–", "—")
        ):
            place -= 1
    place = frame.last + 1
    while (
        (token := said.token(place)) is not None
        and place not in said.quote_at
        and token.text in (",", ":", "–", "—", ".")
    ):
        place += 1
    after = said.quote_at.get(place)
    apart = place > frame.last + 1 or said.tokens[frame.last - said.first].text in (",", "–", "—")
    if after is not None and apart and (found or frame.first == said.first):
        found.append(after)
    return found


def _mixed_start(said: Utterance, frame: Frame, found: list[Find]) -> list[Find]:
    """A clause that runs into its quotation is said as a whole: "Le pont est « dans un état grave », a dit X"."""
    first = found[0]
    if first.quote is None or first.start > frame.cue[0].start:
        return found
    before = [token for token in said.tokens if token.end <= first.quote.start]
    while before and before[0].text in PUNCTUATION:
        before = before[1:]
    words = [token for token in before if token.index not in said.quote_at and token.text not in PUNCTUATION]
    quoted = any(token.index in said.quote_at for token in before)
    if words and before[-1].text != ":" and (quoted or before[-1].text not in PUNCTUATION):
        first.start = before[0].start
        first.quote = None
    return found


def _goes_on(said: Utterance, index: int) -> bool:
    """Whether what follows an incise is a participle that says more: "…, a dit Paul, jugeant que la digue tient"."""
    while (token := said.token(index)) is not None and (
        token.text == "," or token.lower in ("en", "tout", "mais")
    ):
        index += 1
    return index in said.participles


def _only_of_source(said: Utterance, frame: Frame, last: int) -> bool:
    """Whether all that follows an incise tells of who speaks or where: "…, a dit Paul, le chef, qui la surveille".

    `La digue ne fuit pas, assure Paul Verdon, le chef des travaux, qui la surveille.` → `La digue ne fuit pas`
    `Le tramway roulera jeudi, a assuré le directeur, Luc Amar, sur Radio Quai.` → `Le tramway roulera jeudi`
    `Le four chauffera lundi, jure Paul Verdon, pour qui la panne est finie.` → `Le four chauffera lundi`
    """
    relative = told = False
    for token in said.tokens[frame.source.last.index + 1 - said.first : last + 1 - said.first]:
        if token.index in said.quote_at or token.index in said.participles:
            return False
        if token.text in (",", ";", ":", "–", "—"):
            after = said.token(token.index + 1)
            relative = after is not None and (
                after.lower in OF_SOURCE or _does_besides(after) or opens_view(said, after)
            )
            told = told or relative or (after is not None and _carries(said, after))
        elif not relative and token.pos in VERBAL and "VerbForm=Fin" in token.morph:
            return False
    return told


def opens_view(said: Utterance, token: Token) -> bool:
    """Whether a relative tells how somebody sees it: « , pour qui la panne est finie »."""
    after = said.token(token.index + 1)
    return token.lower == "pour" and after is not None and after.lower == "qui"


def held_in_relative(said: Utterance) -> Find | None:
    """What somebody holds, told of him in a relative behind a comma.

    `Paul Verdon, pour qui la panne est finie, a promis un essai.` → `la panne est finie`
    """
    for token in said.tokens:
        comma = said.token(token.index - 1)
        if comma is None or comma.text != "," or not opens_view(said, token):
            continue
        source = phrase_ending_at(said, comma.index - 1)
        inside = list(
            takewhile(lambda one: one.text not in CLOSES, said.tokens[token.index + 2 - said.first :])
        )
        clause = any(one.pos in VERBAL and "VerbForm=Fin" in one.morph for one in inside)
        named = source is not None and (source.head.pos == "PROPN" or source.head.text[:1].isupper())
        if (
            source is None
            or not clause
            or not (named or source.head.lower in said.words.words("kinds", "person"))
        ):
            continue
        cue = (token.start, said.tokens[token.index + 1 - said.first].end)
        return Find(inside[0].start, inside[-1].end, cue, source, "frame", Act.STATEMENT, said)
    return None


def _does_besides(token: Token) -> bool:
    """Whether a participle tells what the speaker does by saying it: "…, a dit Paul, contredisant Lise"."""
    return token.pos in VERBAL and token.lower.endswith("ant") and "VerbForm=Part" in token.morph


def _carries(said: Utterance, token: Token) -> bool:
    """Whether a phrase tells where something was said: "sur Radio Quai", "devant les élus", "dans un entretien"."""
    if token.lower == "devant":
        return True
    if token.lower not in ("sur", "dans", "à", "au", "lors"):
        return False
    words = said.words
    nouns = (
        words.words("channels", "nouns") | words.words("kinds", "media") | words.words("kinds", "document")
    )
    near = said.tokens[token.index + 1 - said.first : token.index + 4 - said.first]
    return any(one.lower in nouns or one.lemma.lower() in nouns for one in near)


def _behind_heading(said: Utterance, frame: Frame) -> int | None:
    """Where a clause begins behind a heading without a verb of its own: "Colère de Lise Aubin : le port ferme, dit-elle"; or behind
    what another denies or says.

    `La mairie rejette toute faute : le mur a cédé seul, soutient Luc Amar.` → `le mur a cédé seul`
    """
    relative = False
    colon = next((t for t in said.tokens[: frame.first - said.first] if t.text == ":"), None)
    if colon is not None and any(said.first <= cue < colon.index for cue in said.cues):
        return colon.index + 1 if frame.incise and colon.index not in said.quote_at else None
    for token in said.tokens[: frame.first - said.first]:
        if token.text == ":" and token.index > said.first:
            return token.index + 1
        relative = (relative or token.lower in OF_SOURCE) and token.text != ","
        finite = token.pos in VERBAL and "VerbForm=Fin" in token.morph
        if token.index in said.quote_at or (finite and not relative):
            return None
    return None


def _rest(said: Utterance, frame: Frame, frames: list[Frame]) -> tuple[int, int]:
    """The tokens of the sentence that a frame covers: after it, before it, or all where it stands in the middle.

    It stands in the middle where the clause after it belongs to words before it: "Inutile selon Lise que Paul vienne."
    """
    first, last = said.first, said.last
    for other in frames:
        if other is not frame and other.last + 2 >= last and other.first > frame.last and other.incise:
            last = other.first - 1
        if other is not frame and other.first <= first + 1 and other.last < frame.first and not other.incise:
            first = other.last + 1
    head = [token for token in said.tokens[: frame.first - said.first] if token.text not in PUNCTUATION]
    if frame.incise and head and _goes_on(said, frame.last + 1):
        last = frame.first - 1
    tail = [
        token
        for token in said.tokens[frame.last + 1 - said.first : last + 1 - said.first]
        if token.text not in PUNCTUATION
    ]
    headed = _behind_heading(said, frame) if frame.incise and first == said.first else None
    if headed is not None:
        first = headed
    joined = bool(head) and bool(tail) and tail[0].lower in COMPLEMENTISERS
    if frame.incise and head and _only_of_source(said, frame, last):
        last = frame.first - 1
    elif joined or (frame.incise and head and any("VerbForm=Fin" in token.morph for token in tail)):
        pass
    elif len(head) <= 2 and (len(tail) > 2 or not head):
        first = frame.last + 1
    elif len(tail) <= 2:
        last = frame.first - 1
    elif head[-1].lower in ("que", "qu'", "et", "mais", "car", "or") and not frame.incise:
        first = frame.last + 1
    while (
        first <= last
        and said.tokens[first - said.first].text in (",", ":", ";", ".")
        and first not in said.quote_at
    ):
        first += 1
    while (
        last >= first
        and said.tokens[last - said.first].text in (",", ":", ";", ".")
        and last not in said.quote_at
    ):
        last -= 1
    return first, last
