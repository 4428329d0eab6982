"""English nouns that name an event: "an *attack* on Kessim", "*talks* between Tavaria and Ostravia", "the *arrest* of Omar Delbos"."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from recoupe.annotate.events.plain_clauses import Line, bounds, clause_end, is_verb_like, read_phrase
from recoupe.annotate.events.plain_groups import read_group
from recoupe.annotate.events.plain_lexicon import VERBAL, Form, PlainRow, singular
from recoupe.annotate.events.plain_telling import PLACES, Draft, Told
from recoupe.annotate.events.plain_verbs import MET, THINGS, beings, doers
from recoupe.languages import word_list
from recoupe.model import EventModality, EventType

MODIFIERS = 6
COMPLEMENTS = 16
AFTER = 18
ACTING = frozenset({"to", "we", "i", "you", "they"})
PLURALS = frozenset({"talks", "clashes", "fighting"})
GAMES = frozenset({EventType.ASSAULT, EventType.CONSULT, EventType.RETREAT})


@dataclass(slots=True)
class Noun:
    """A noun with what stands before it: where its phrase begins, its determiner, its modifiers, whose it is.

    ``peopled`` where people without a name do it: "a sit-in *by villagers*"; ``undergone`` where they undergo it: "the sacking *of 40 miners*".
    """

    row: PlainRow
    word: str
    first: int
    last: int
    determiner: str = ""
    modifiers: frozenset[str] = frozenset()
    owners: list[str] = field(default_factory=list)
    plural: bool = False
    peopled: bool = False
    undergone: bool = False

    @property
    def definite(self) -> bool:
        return self.determiner in bounds("definite")


def read_noun(told: Told, line: Line, place: int) -> None:
    """Add the event that a noun names, where somebody or something around it says whose it is and how it is told."""
    low = line.low(place)
    found = told.lexicon.nouns.get(low) or told.lexicon.nouns.get(singular(low))
    if not found or line.asks or not line.words[place].text[-1].isalpha() or _is_compound(told, line, place):
        return
    if line.low(place - 2) == "in" and line.low(place - 1) in ("a", "an", "the") and told.here:
        return
    for row in found:
        noun = _left(told, line, place, row)
        if noun is None:
            continue
        draft = Draft(row, noun.first, noun.last, (place, place + 1), definite=noun.definite)
        _right(told, line, noun, draft)
        if not _is_told(told, line, noun, draft):
            continue
        modality = _modality(told, line, noun, draft)
        if modality is not None and not (row.type in GAMES and told.in_game(line)):
            draft.told = modality
            told.emit(line, draft)
        return


@cache
def _governing() -> dict[str, str]:
    """What a verb before a noun says of it: "launched" does it, "fears" expects it."""
    return {word: kind for kind, words in word_list("en", "modality")["governing"].items() for word in words}


def _is_compound(told: Told, line: Line, place: int) -> bool:
    """Whether the noun only qualifies the next word: "the *talks* room", "the *strike* price"."""
    after = place + 1
    if line.is_mark(after) or after in line.times or after in line.parties:
        return False
    low = line.low(after)
    known = low in bounds("prepositions") or low in bounds("conjunctions") or low in bounds("subordinators")
    if (
        known
        or is_verb_like(line, after)
        or low in told.lexicon.forms
        or low in _governing()
        or low.endswith("ly")
    ):
        return low in told.lexicon.nouns
    return low not in bounds("after_noun", "told") and low not in bounds("adverbs", "group")


def _left(told: Told, line: Line, place: int, row: PlainRow) -> Noun | None:
    """The noun with its modifiers, determiner and owner; None where it is a verb, or a bare singular that names a kind."""
    noun = Noun(row, singular(line.low(place)), place, place + 1)
    noun.plural = line.low(place) in PLURALS or line.low(place).endswith("s")
    modifiers: set[str] = set()
    first = place
    while first > 0 and place - first < MODIFIERS:
        party = line.ending(first)
        if party is not None:
            if party.adjective or party.owner:
                noun.owners = [party.key]
                first = party.first
            break
        low = line.low(first - 1)
        if low in bounds("determiners"):
            noun.determiner = low
            first -= 1
            break
        if _parts(told, line, first - 1):
            break
        modifiers.add(low.removesuffix("'s"))
        first -= 1
    if noun.owners and line.low(first - 1) in bounds("determiners"):
        noun.determiner = line.low(first - 1)
        first -= 1
    noun.first, noun.modifiers = first, frozenset(modifiers)
    if modifiers & told.lexicon.words["figurative"] or line.low(first - 1) in ACTING:
        return None
    if row.kinds and not modifiers & row.kinds and not _of_workers(line, place):
        return None
    bare = not noun.determiner and not noun.owners and not noun.plural
    weapon = bool(modifiers & told.lexicon.weapons.keys())
    if bare and not (first == 0 and weapon) and line.low(first - 1) not in _governing():
        return None
    return noun


@cache
def _small_words() -> frozenset[str]:
    return bounds("prepositions") | bounds("conjunctions") | bounds("subordinators") | bounds("pronouns")


def _parts(told: Told, line: Line, place: int) -> bool:
    """Whether a word before a noun is no modifier of it: a mark, a day, a preposition, a verb."""
    low = line.low(place)
    if line.is_mark(place) or (place in line.times and not low.endswith("'s")):
        return True
    if low in _small_words():
        return True
    if low in _governing() or (is_verb_like(line, place) and not low.endswith("ed")):
        return True
    forms = told.lexicon.forms.get(low)
    return forms is not None and read_group(line, place, forms) is not None and not _describes(line, place)


def _describes(line: Line, place: int) -> bool:
    """Whether a form in -ed stands between a determiner and its noun: "a *planned* attack"."""
    return line.low(place).endswith("ed") and line.low(place - 1) in bounds("determiners")


def _of_workers(line: Line, place: int) -> bool:
    """ "a strike *by dockers*": no military one."""
    return line.low(place + 1) in ("by", "of") and bool(
        read_phrase(line, place + 2).nouns & bounds("workers", "told")
    )


def _right(told: Told, line: Line, noun: Noun, draft: Draft) -> None:
    """Whom the prepositions behind a noun bring: "by", "of", "on", "between … and", "with"."""
    row = noun.row
    patient = row.of == "patient" or noun.word in row.patients
    (draft.recipients if patient else draft.actors).extend(noun.owners)
    end = min(clause_end(line, noun.last), noun.last + COMPLEMENTS)
    place = noun.last
    while place < end:
        low = line.low(place)
        if place not in line.parties and _is_finite(line, place):
            break
        if low not in bounds("prepositions"):
            place += 1
            continue
        phrase = read_phrase(line, place + 1, joined=low == "between")
        keys = [party.key for party in phrase.parties if not party.adjective]
        people = [key for key in keys if told.kinds.get(key) not in THINGS]
        if low == "by" or (low == "from" and row.type in VERBAL):
            draft.actors += doers(told, line, phrase, place + 1)
            noun.peopled = noun.peopled or bool(phrase.nouns & told.lexicon.crowds)
        elif low == "between" or (low == "with" and row.between):
            draft.actors += [key for key in keys if told.kinds.get(key) not in MET]
        elif low in row.to and not (low == "of" and not patient):
            brought = keys or [party.key for party in phrase.parties]
            draft.recipients += brought if row.type is EventType.ASSAULT or low == "to" else people or brought
        elif row.type is EventType.ASSAULT and low in bounds("placing") and not draft.recipients:
            draft.recipients += [
                key for key in keys if told.kinds.get(key) in PLACES and key not in draft.actors
            ]
        elif low == "of":
            draft.actors += people or doers(told, line, phrase, place + 1)
        if low == "of" and patient and phrase.nouns & beings(told) and not keys:
            noun.undergone = True
        draft.last = max(draft.last, phrase.last)
        place = max(phrase.last, place + 1)
    draft.actors, draft.recipients = told.each(draft.actors), told.each(draft.recipients)


def _is_finite(line: Line, place: int) -> bool:
    """Whether a word is the verb behind a noun: "the talks *opened*", "the truce *took* effect"."""
    low = line.low(place)
    return is_verb_like(line, place) or low in _governing() or low in bounds("finite", "told")


def _is_told(told: Told, line: Line, noun: Noun, draft: Draft) -> bool:
    """Whether enough stands around the noun to make it one event and no kind: a party, or a weapon; talks have two sides."""
    row = noun.row
    if noun.undergone and noun.definite and not draft.recipients:
        return True
    if row.person and not any(told.kinds.get(key) not in THINGS for key in draft.recipients):
        return False
    weapon = bool(noun.modifiers & told.lexicon.weapons.keys())
    if row.armed and not (weapon or "military" in noun.modifiers or noun.owners or draft.recipients):
        return False
    if row.armed and not weapon and not _aimed(line, noun):
        return False
    if row.between and len(draft.actors) < 2:
        return (bool(draft.actors) and line.low(noun.last) == "with") or _takes_up(told, noun)
    named = bool(draft.actors or draft.recipients)
    if row.type is EventType.PROTEST and _governing().get(line.low(noun.first - 1)) == "presupposing":
        return True
    return named or weapon or row.alone or noun.peopled or _takes_up(told, noun)


def _aimed(line: Line, noun: Noun) -> bool:
    """Whether a target follows: "a strike *on a depot*", not "a strike on Monday"."""
    return line.low(noun.last) in noun.row.to and noun.last + 1 not in line.times


def _takes_up(told: Told, noun: Noun) -> bool:
    """Whether a definite noun takes up an event of its type that was told: "*the attack*, the third in ten days"."""
    return (
        noun.definite
        and noun.determiner in ("the", "this", "that", "these", "those")
        and bool(told.seen.get(noun.row.type))
    )


# --------------------------------------------------------------------------- how it is told


def _modality(told: Told, line: Line, noun: Noun, draft: Draft) -> EventModality | None:
    """How the event of a noun is told: by its determiner, by the verb or preposition before it, by the verb behind it."""
    before = noun.first - 1
    if noun.determiner == "another" and _governed(told, line, noun, draft) == (EventModality.ANNOUNCED,):
        return EventModality.ANNOUNCED
    if noun.determiner in bounds("any") or noun.modifiers & bounds("any"):
        alleged = noun.modifiers & {"alleged"}
        planned = noun.modifiers & {"planned", "future"}
        return EventModality.UNVERIFIED if alleged else EventModality.ANNOUNCED if planned else None
    if noun.determiner in bounds("no"):
        return EventModality.DENIED if line.low(before) in ("was", "were", "been") else None
    if line.inside_condition(noun.first) is not None:
        condition = line.inside_condition(noun.first)
        return EventModality.CONDITIONAL if condition is not None and not condition.loose else None
    by_governor = _governed(told, line, noun, draft)
    if by_governor is not None:
        return by_governor[0]
    if line.low(before) in bounds("prepositions") and before not in line.times:
        return _behind_preposition(line, noun, before)
    return _behind(line, noun, draft)


def _governed(told: Told, line: Line, noun: Noun, draft: Draft) -> tuple[EventModality | None] | None:
    """By the verb whose object the noun is: "launched an attack", "fears an attack"; None where there is no such verb."""
    last = noun.first
    pair = f"{line.low(last - 2)} {line.low(last - 1)}"
    kind = _governing().get(pair) or _governing().get(line.low(last - 1))
    verb = last - 2 if pair in _governing() else last - 1
    low = line.low(verb)
    if kind is None or verb < 0:
        if low in told.lexicon.forms and last > 0 and verb not in line.parties:
            group = read_group(line, verb, told.lexicon.forms[low])
            return (
                None
                if group is None
                else (
                    EventModality.OCCURRED
                    if noun.definite and draft.actors and group.form.lemma in bounds("presupposed_by", "told")
                    else None,
                )
            )
        return None
    if kind == "presupposing":
        parties = bool(draft.actors or draft.recipients) or noun.row.type is EventType.PROTEST
        return (EventModality.OCCURRED if noun.definite or parties else None,)
    if kind != "does":
        return (EventModality(kind),)
    return (_done(told, line, noun, draft, verb),)


def _done(told: Told, line: Line, noun: Noun, draft: Draft, verb: int) -> EventModality | None:
    """ "Tavaria *will launch* an attack": the subject of the verb does it, and the verb's group says how it is told."""
    low = line.low(verb)
    shape = (
        "ing"
        if low.endswith("ing")
        else "ed"
        if low.endswith("ed") or low in ("held", "began", "paid")
        else "s"
        if low.endswith("s")
        else "base"
    )
    group = read_group(line, verb, [Form(low, shape), *([Form(low, "en")] if shape == "ed" else [])])
    if group is None:
        return None
    subject = told.subject_of(line, group)
    if subject is not None and not group.passive:
        told.note(subject, group, verb)
        keys = [key for key in subject.keys if told.kinds.get(key) not in THINGS]
        draft.actors = told.each([*keys, *draft.actors]) if keys else draft.actors
        draft.first = min(draft.first, subject.first) if keys else draft.first
    if group.negated:
        return EventModality.DENIED
    return group.told


def _behind_preposition(line: Line, noun: Noun, before: int) -> EventModality | None:
    """ "after the attack": it was; "a risk of attacks": it may be; "calls for talks" tells nothing."""
    low = line.low(before)
    if low == "of" and singular(line.low(before - 1)) in {
        singular(word) for word in bounds("feared", "told")
    }:
        return EventModality.PREDICTED
    if low == "before" or (low == "of" and line.low(before - 1) == "ahead"):
        planned = noun.row.type is EventType.CONSULT
        return EventModality.ANNOUNCED if planned and (noun.definite or noun.owners) else None
    if low in bounds("behind", "told"):
        return EventModality.OCCURRED
    if low == "for" and noun.definite and line.low(before - 1) in bounds("answered", "told"):
        return EventModality.OCCURRED
    return EventModality.OCCURRED if low in ("of", "about") and noun.definite else None


def _behind(line: Line, noun: Noun, draft: Draft) -> EventModality | None:
    """By the first verb behind the noun and its complements: "the talks *will open*", "an attack *is expected*".

    What was announced between commas is no verb of the noun: "the arrest, *announced on Monday*, came".
    """
    modality = word_list("en", "modality")
    group, told = modality["group"], modality["told"]
    finite = None
    for place in range(max(draft.last, noun.last), min(draft.last + AFTER, len(line.words))):
        low = line.low(place)
        if line.words[place].text in ".;:?!":
            break
        if low == "announced" and line.low(place - 1) == ",":
            continue
        if place in line.parties or (place in line.times and low not in group["predicted"]):
            continue
        if (
            finite is None
            and not is_verb_like(line, place)
            and low not in _governing()
            and low not in told["finite"]
        ):
            continue
        if finite is None:
            finite = place
            draft.until = clause_end(line, place + 1)
        if low in told["refused"] or low in group["untold"]:
            return None
        if (
            low in group["announced"]
            or low in told["announced"]
            or (low == "to" and line.low(place - 1) in group["be"])
        ):
            return EventModality.ANNOUNCED
        if low in group["predicted"] or low in told["predicted"]:
            return EventModality.PREDICTED
        if low in group["would"]:
            return None
        if low in group["unverified"]:
            return EventModality.UNVERIFIED
        if low in group["negations"]:
            return EventModality.DENIED
        if place - finite > 3 or low in bounds("conjunctions"):
            break
    if finite is not None:
        return EventModality.OCCURRED
    dated = any(place in line.times for place in range(noun.first, draft.last))
    return EventModality.OCCURRED if noun.definite or dated else None
