"""Noun phrases around a word of saying: the subject before it, the inverted subject after it, whom it is said to."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.annotate.attributions.cues import Cue
from recoupe.annotate.attributions.utterances import Utterance, ends_with_point
from recoupe.annotate.grammar import grammar
from recoupe.annotate.reading import Reading, Token

STOPS = grammar("fr", "phrases", "stops")
PUNCTUATION = frozenset(',;:.!?…()[]»«"”“„–—‹›') | {"...", "-"}
LINKS = grammar("fr", "phrases", "links")
TIME_WORDS = grammar("fr", "phrases", "times")
NOMINAL = frozenset({"NOUN", "PROPN", "X", "NUM"})
OPENERS = frozenset({"DET", "NOUN", "PROPN", "X", "NUM", "ADJ"})
SUBJECT_PRONOUNS = grammar("fr", "pronouns", "subjects")
RELATIVES = grammar("fr", "pronouns", "relatives")
CITED = frozenset({"cité", "citée", "cités", "citées"})
MAX_PHRASE = 16
MAX_CIRCUMSTANCES = 12
STAYS = grammar("fr", "phrases", "stays")
CIRCUMSTANTIAL = grammar("fr", "phrases", "circumstances")
QUOTED_REACH = 12


@dataclass(slots=True, frozen=True)
class Phrase:
    """A noun phrase or pronoun: its tokens ``first..last`` (both included) and its head."""

    first: Token
    last: Token
    head: Token

    @property
    def start(self) -> int:
        return self.first.start

    @property
    def end(self) -> int:
        return self.last.end


def phrase_after(said: Utterance, index: int, times: set[int], *, skip: bool = True) -> Phrase | None:
    """The noun phrase that begins at a token, or after the adverbs, dates and complements that may stand before it.

    "…, a indiqué mardi à la presse le maire de Tarque, élu en mars" gives "le maire de Tarque".
    """
    index = _skip_to_phrase(said, index, times) if skip else index
    token = said.token(index)
    if token is None or token.text in PUNCTUATION or token.lower in STOPS:
        return None
    if token.pos == "PRON" and token.lower in SUBJECT_PRONOUNS | RELATIVES:
        return Phrase(token, token, token)
    if token.pos not in OPENERS and not token.text[0].isupper():
        return None
    last = _extend(said, index, times)
    inside = said.tokens[index - said.first : last - said.first + 1]
    head = next((word for word in inside if word.pos in NOMINAL or word.text[0].isupper()), None)
    head = head or next((word for word in inside if word.pos not in ("DET", "ADP")), None)
    return Phrase(token, inside[-1], head) if head is not None else None


def _skip_to_phrase(said: Utterance, index: int, times: set[int]) -> int:
    for _ in range(3):
        token = said.token(index)
        while token is not None and (
            (token.pos == "ADV" and token.lower != "auprès") or token.start in times or is_time(said, token)
        ):
            index += 1
            token = said.token(index)
        if token is None or (token.pos != "ADP" and token.lower != "auprès") or token.lower in ("de", "d'"):
            return index
        by_means = (after := said.token(index + 1)) is not None and after.pos == "NOUN"
        if token.lower == "par" and not by_means:
            return index
        index += 1 + (token.lower == "auprès" and _of_follows(said, index))
        token = said.token(index)
        while token is not None and token.pos in ("DET", "ADJ", "NUM"):
            index += 1
            token = said.token(index)
        if token is not None and len(token.text) > 1 and token.text.isupper() and _name_follows(said, index):
            return index + 1
        if token is None or token.pos not in NOMINAL:
            return index
        index += 1
        token = said.token(index)
        if (
            token is not None
            and token.pos in ("PROPN", "X")
            and (after := said.token(index + 1))
            and after.pos == "DET"
        ):
            index += 1
            token = after
        while token is not None and (token.pos == "ADJ" or token.lower in ("de", "d'", "du")):
            index += 2 if token.pos == "ADP" else 1
            token = said.token(index)
    return index


def _of_follows(said: Utterance, index: int) -> bool:
    after = said.token(index + 1)
    return after is not None and after.lower in ("de", "d'", "du", "des")


def _name_follows(said: Utterance, index: int) -> bool:
    """Whether a name begins behind an outlet's letters: "déplore auprès de l'AFP Lise Aubin"."""
    after = said.token(index + 1)
    return after is not None and after.text[0].isupper() and not after.text.isupper()


def after_circumstances(said: Utterance, index: int, times: set[int]) -> int:
    """The first token after the adverbs, dates and complements of place or person that may follow a verb.

    "a demandé mardi au préfet, dans une lettre, la fin du chantier" leads to "la fin du chantier".
    """
    for _ in range(MAX_CIRCUMSTANCES):
        token = said.token(index)
        if token is None or token.index in said.quote_at:
            break
        after = said.token(index + 1)
        aside = _aside(said, index)
        if aside:
            index += aside
        elif (
            token.start in times or is_time(said, token) or (token.pos == "ADV" and token.lower not in STAYS)
        ):
            index += 1
        elif token.lower in CIRCUMSTANTIAL and (phrase := _circumstance(said, index, times)) is not None:
            index = phrase
        elif token.text == "," and after is not None and after.lower in CIRCUMSTANTIAL:
            end = _circumstance(said, index + 1, times)
            closing = said.token(end) if end is not None else None
            if end is None or closing is None or closing.text != ",":
                break
            index = end + 1
        else:
            break
    return index


def _aside(said: Utterance, index: int) -> int:
    """How many tokens from one on are an aside: "évoque *au contraire* des traces de pneus"."""
    for parts in said.words.asides:
        ahead = said.tokens[index - said.first : index - said.first + len(parts)]
        if tuple(token.lower for token in ahead) == parts:
            return len(parts)
    return 0


def _circumstance(said: Utterance, index: int, times: set[int]) -> int | None:
    """The token after a complement that begins with a preposition: "dans une lettre", "auprès de l'AFP", "à Paul"."""
    place = index + 1
    after = said.token(place)
    if after is not None and after.lower in ("de", "d'", "du", "des"):
        place += after.lower in ("de", "d'")
    phrase = phrase_after(said, place, times, skip=False)
    if phrase is None or "VerbForm=Inf" in phrase.first.morph:
        return None
    last = phrase.last.index
    for place in range(phrase.head.index + 1, last + 1):
        token = said.tokens[place - said.first]
        if (
            token.lower in ("de", "d'")
            and (ahead := said.token(place + 1)) is not None
            and ahead.pos == "ADJ"
        ):
            return place
    return last + 1


def is_time(said: Utterance, token: Token) -> bool:
    """Whether a word names a day or a part of one: "dimanche", "hier", "ce soir", "mardi dernier", not "le dernier bilan"."""
    if token.lower not in TIME_WORDS:
        return False
    if token.lower in ("dernier", "prochain"):
        before, after = said.token(token.index - 1), said.token(token.index + 1)
        led = before is not None and before.pos == "DET"
        return not (led and after is not None and after.pos == "NOUN" and after.lower not in TIME_WORDS)
    if token.lower in ("ce", "cet", "cette"):
        after = said.token(token.index + 1)
        return after is not None and after.lower in TIME_WORDS
    return True


def _extend(said: Utterance, index: int, times: set[int]) -> int:
    """The last token of the phrase that begins at ``index``: up to a comma, a verb, a relative or a circumstance."""
    last = index
    while last - index < MAX_PHRASE:
        token = said.token(last + 1)
        if token is None or token.lower in STOPS or (token.lower.startswith("-") and token.text != "-"):
            break
        if token.text in PUNCTUATION and not _is_hyphen(said, token):
            break
        if ends_with_point(said.tokens[last - said.first]):
            break
        if token.start in times or is_time(said, token) or said.quote_at.get(token.index):
            break
        if (
            token.pos in ("ADV", "PRON", "SCONJ", "CCONJ")
            and token.lower not in LINKS
            and token.text[0].islower()
        ):
            break
        if token.pos in ("VERB", "AUX") and ("VerbForm=Fin" in token.morph or token.lower.endswith("ant")):
            break
        if token.lower in CITED and _is_cited_by(said, token, times):
            break
        if "VerbForm=Inf" in token.morph:
            break
        if token.lower == "et" and not _joins(said, last + 1):
            break
        if token.lower in ("à", "au") and said.tokens[last - said.first].pos == "PROPN":
            break
        if (
            token.pos == "DET"
            and token.text[0].islower()
            and said.tokens[last - said.first].pos not in ("ADP", "CCONJ")
        ):
            break
        last += 1
    while last > index and (
        said.tokens[last - said.first].pos in ("ADP", "DET", "CCONJ")
        or said.tokens[last - said.first].lower in LINKS
    ):
        last -= 1
    return last


def _is_cited_by(said: Utterance, token: Token, times: set[int]) -> bool:
    """Whether a participle tells who passes words on: "un diplomate *cité* mardi par l'agence Quai"."""
    place = _past_times(said, token.index + 1, times)
    by = said.token(place)
    return by is not None and by.lower == "par"


def _past_times(said: Utterance, place: int, times: set[int]) -> int:
    """The place of the first token from ``place`` on that tells no time."""
    while (after := said.token(place)) is not None and (
        after.start in times or after.pos == "ADV" or is_time(said, after)
    ):
        place += 1
    return place


def _is_hyphen(said: Utterance, token: Token) -> bool:
    """Whether a dash joins two parts of a name that the parser took apart: "le groupe Morvan-Roux"."""
    before, after = said.token(token.index - 1), said.token(token.index + 1)
    if token.text != "-" or before is None or after is None:
        return False
    return before.end == token.start and token.end == after.start


def compound(said: Utterance, head: Token) -> str:
    """A noun with what hyphens join to it: "état-major", which parsers cut."""
    word, place = head.lower, head.index
    while (hyphen := said.token(place + 1)) is not None and _is_hyphen(said, hyphen):
        joined = said.token(place + 2)
        word, place = word + "-" + (joined.lower if joined is not None else ""), place + 2
    return word


def _joins(said: Utterance, index: int) -> bool:
    """Whether "et" joins two names or two sources ("le maire et le préfet"), rather than two clauses."""
    for place in range(index + 1, index + 6):
        token = said.token(place)
        if token is None or token.text in PUNCTUATION:
            return True
        if token.pos in ("VERB", "AUX", "PRON"):
            return False
    return True


def phrase_before(said: Utterance, head: Token) -> Phrase:
    """The noun phrase around a head that the parser gives: its determiners before, its complements after."""
    if head.pos == "PRON":
        return Phrase(head, head, head)
    first = head.index
    while (token := said.token(first - 1)) is not None and (
        token.pos in OPENERS and token.text not in PUNCTUATION and not is_time(said, token)
    ):
        first -= 1
    last = _extend(said, head.index, set())
    head = next(
        (token for token in said.tokens[first - said.first : head.index - said.first] if token.pos == "NOUN"),
        head,
    )
    return Phrase(said.tokens[first - said.first], said.tokens[last - said.first], head)


def subject_of(said: Utterance, cue: Cue) -> Phrase | None:
    """Who does the saying: the subject of the verb, of the verb it hangs on, or the noun it describes.

    "Le maire, qui assure que la digue tient" and "Le maire a parlé, assurant que la digue tient" give "Le maire".
    """
    if cue.inverted is not None:
        return Phrase(cue.inverted, cue.inverted, cue.inverted)
    if (beside := said.beside.get(cue.first)) is not None:
        return beside.source
    if cue.infinitive and (lent := _lent_subject(said, cue)) is not None:
        return lent
    verb = cue.token
    before = said.token(cue.first - 1)
    if cue.participle and before is not None and before.text == ",":
        verb = _main_verb(said, cue.first) or verb
    for _ in range(5):
        if said.token(verb.index) is None:
            break
        subject = _own_subject(said, verb, cue)
        if subject is not None:
            if subject.lower in RELATIVES:
                return _antecedent(said, subject.index)
            return _up_to(said, phrase_before(said, subject), cue)
        if verb.dep.startswith("acl") and verb.head.pos in NOMINAL:
            if said.token(verb.head.index) is None:
                return None
            return _up_to(said, phrase_before(said, verb.head), cue)
        if verb.head is verb:
            break
        verb = verb.head
    return _nearest_subject(said, cue.first)


def _up_to(said: Utterance, subject: Phrase, cue: Cue) -> Phrase:
    """A subject without the verb itself, where the parser takes the verb for one of its adjectives."""
    if not subject.head.index < cue.first <= subject.last.index:
        return subject
    return Phrase(subject.first, said.tokens[cue.first - 1 - said.first], subject.head)


def _lent_subject(said: Utterance, cue: Cue) -> Phrase | None:
    """Who says in an infinitive: "permettez-moi de dire que", "j'ai entendu le préfet dire que"."""
    before = said.tokens[max(cue.first - 4 - said.first, 0) : cue.first - said.first]
    me = next((token for token in before if token.lower == "-moi"), None)
    if me is not None:
        return Phrase(me, me, me)
    if not before or before[-1].pos not in NOMINAL or before[-1].index in said.quote_at:
        return None
    phrase = phrase_ending_at(said, before[-1].index)
    verb = said.token(phrase.first.index - 1) if phrase is not None else None
    return phrase if verb is not None and verb.lemma in ("entendre", "voir", "écouter", "laisser") else None


def _main_verb(said: Utterance, index: int) -> Token | None:
    """The last finite verb before a participle that has a subject of its own and stands in no relative."""
    for token in reversed(said.tokens[: index - said.first]):
        if token.pos in ("VERB", "AUX") and token.index not in said.quote_at:
            subjects = [child for child in token.children if child.dep in ("nsubj", "nsubj:pass")]
            if subjects and not any(child.lower in RELATIVES for child in subjects):
                return token
    return None


def _own_subject(said: Utterance, verb: Token, cue: Cue) -> Token | None:
    limit = cue.first if verb is cue.token else max(cue.first, verb.index)
    for child in verb.children:
        if child.dep not in ("nsubj", "nsubj:pass", "expl:subj") or child.index >= limit:
            continue
        pronoun = child.pos == "PRON" and child.lower not in SUBJECT_PRONOUNS | RELATIVES
        if child.text not in PUNCTUATION and not pronoun and said.token(child.index) is not None:
            return child
    return None


def _antecedent(said: Utterance, index: int) -> Phrase | None:
    """The noun phrase before a relative pronoun, over a comma if there is one."""
    place = index - 1
    while (token := said.token(place)) is not None and token.text in (",", "(", "»", '"'):
        place -= 1
    return phrase_ending_at(said, place)


def phrase_ending_at(said: Utterance, place: int) -> Phrase | None:
    """The noun phrase whose last token stands at ``place``: before "qui" in "le maire de Tarque qui dit que".

    `Neuf ours sont morts, a dit en fin de journée la préfecture de Tarque, qui recense 12 loups.` → `12 loups`
    """
    last = place
    while (token := said.token(place)) is not None and last - place < MAX_PHRASE:
        if _is_hyphen(said, token):
            place -= 1
            continue
        if (
            token.text in PUNCTUATION
            or token.pos in ("VERB", "AUX", "SCONJ", "CCONJ")
            or token.lower in STOPS
        ):
            break
        place -= 1
    inside = said.tokens[max(place + 1 - said.first, 0) : max(last - said.first + 1, 0)]
    opening = [at for at in range(1, len(inside)) if inside[at].pos == "DET" and inside[at - 1].pos == "NOUN"]
    inside = inside[opening[-1] :] if opening else inside
    while inside and inside[0].pos in ("ADV", "ADP", "PUNCT"):
        inside = inside[1:]
    head = next((word for word in inside if word.pos in NOMINAL or word.text[0].isupper()), None)
    return Phrase(inside[0], inside[-1], head) if head is not None else None


def _nearest_subject(said: Utterance, index: int) -> Phrase | None:
    """Where the parser gives no subject: the pronoun or the noun phrase that stands just before the verb.

    "Ce dernier, ému, assure que la digue tient" gives "Ce dernier"; a phrase after a preposition is none.
    """
    place, commas = index - 1, 0
    while (token := said.token(place)) is not None and index - place < 30:
        if token.text == ",":
            commas += 1
        if token.lower in SUBJECT_PRONOUNS and token.pos == "PRON":
            return Phrase(token, token, token)
        if token.lower in RELATIVES:
            return _antecedent(said, place)
        if (token.pos in NOMINAL or token.text[0].isupper()) and commas != 1:
            found = phrase_ending_at(said, place)
            if found is None:
                return None
            before = said.token(found.first.index - 1)
            if before is None or before.pos != "ADP":
                return found
            place = found.first.index - 1
        place -= 1
    return None


def quoted_by(said: Utterance, source: Phrase | None, times: set[int]) -> Phrase | None:
    """Who passes a source's words on: "a dit Paul Verdon, cité mardi par l'agence Quai" gives "l'agence Quai"."""
    if source is None or said.token(source.last.index) is None:
        return None
    for index in range(source.last.index + 1, source.last.index + QUOTED_REACH):
        token = said.token(index)
        if token is None or token.text in ".;:!?":
            return None
        if token.lower in CITED:
            by = _is_cited_by(said, token, times)
            place = _past_times(said, index + 1, times)
            return phrase_after(said, place + 1, times, skip=False) if by else None
    return None


def bare_subject(said: Utterance) -> Phrase | None:
    """The subject of a sentence without a verb of saying ("La capitaine sourit."); None where the parser sees none."""
    for token in said.tokens:
        if token.dep not in ("nsubj", "nsubj:pass") or token.index in said.quote_at:
            continue
        if token.lower not in RELATIVES and token.text not in PUNCTUATION:
            return phrase_before(said, token)
    return None


def time_starts(reading: Reading) -> set[int]:
    """The offsets of the tokens inside time expressions."""
    spans = [(time.start, time.end) for time in reading.times]
    found: set[int] = set()
    place = 0
    for token in reading.tokens:
        while place < len(spans) and spans[place][1] <= token.start:
            place += 1
        if place < len(spans) and spans[place][0] <= token.start:
            found.add(token.start)
    return found
