"""English verbs that name an event: what they call for, whom they concern, how they are told."""

from __future__ import annotations

from recoupe.annotate.events.plain_clauses import (
    HARD,
    Line,
    Party,
    Phrase,
    bounds,
    clause_end,
    is_wish,
    read_phrase,
    skip_times,
    skip_verdict,
    taken_up,
)
from recoupe.annotate.events.plain_groups import Group, Subject, embedded, read_group
from recoupe.annotate.events.plain_lexicon import VERBAL, PlainRow
from recoupe.annotate.events.plain_telling import PLACES, Draft, Told
from recoupe.model import ActorKind, EventModality, EventType

REACHED = 16
NEEDED = 14
NONE = frozenset[str]()
RELATIVES = frozenset({"that", "where", "which", "whom", "whose"})
COMPLEMENTS = frozenset({"at", "from", "in", "on", "of", "near"})
SOURCES = frozenset({"by", "from"})
PRONOUNS = frozenset({"it", "him", "her", "them"})
SELF = frozenset({"he", "it", "she", "they", "we"})
PERSONAL = frozenset({"her", "him", "them"})
SOMEBODY = frozenset({"all", "both", "he", "she", "they"})
TOLD_BY = {"to": frozenset({"TO", "PROPOSED"}), "that": frozenset({"THAT"})}
STATES = frozenset({ActorKind.COUNTRY, ActorKind.GOVERNMENT})
THINGS = frozenset({ActorKind.PLACE, ActorKind.DOCUMENT})
MET = frozenset({ActorKind.PLACE, ActorKind.MEDIA, ActorKind.DOCUMENT})
PEOPLE = frozenset({ActorKind.PERSON, ActorKind.COLLECTIVE, ActorKind.ANONYMOUS, ActorKind.ARMED_GROUP})
HARMFUL = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.PROTEST})
FIRM = frozenset({EventModality.ANNOUNCED, EventModality.OCCURRED})
STANCES = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.SUPPORT})
ASKED = frozenset({"BEINGS_TO", "IT_TO", "NAMED_FOR", "NAMED_TO"})
ANYBODY = frozenset({"NAMED", "NAMED_PARTY", "NAMED_PERSON"})
PLAYED = frozenset(
    {EventType.ASSAULT, EventType.THREATEN, EventType.REJECT, EventType.CONSULT, EventType.COERCE}
)


def read_verb(told: Told, line: Line, place: int) -> bool:
    """Read a word as a verb that names an event; True where it is a verb of its clause, whether it names one or not."""
    group = read_group(line, place, told.lexicon.forms[line.low(place)])
    if group is None:
        return False
    subject = told.subject_of(line, group)
    if subject is None or not _agrees(group, subject):
        return False
    apart = not subject.keys and line.low(subject.first - 1) in RELATIVES
    unsure = group.bare and group.form.shape in ("s", "base") and not subject.keys
    if not (unsure or apart or group.trailing):
        told.note(subject, group, place)
    if group.told is None or line.asks or _is_generic(told, line, group, subject):
        return True
    if _tell(told, line, group, subject):
        return True
    opener = None if subject.keys or group.trailing else told.opener(line, group)
    if opener is not None and _agrees(group, opener) and _tell(told, line, group, opener):
        told.note(opener, group, place)
        return True
    return bool(subject.keys) or not group.bare


def _is_generic(told: Told, line: Line, group: Group, subject: Subject) -> bool:
    """Whether a present tells what any such people do: "*companies threaten*, unions resist", outside headlines and without a day."""
    if not group.bare or group.form.shape != "base" or subject.keys or subject.nouns & bounds("pronouns"):
        return False
    if line.low(subject.first) in bounds("determiners") or line.times:
        return False
    return not told.scene.in_headline(line.words[group.verb].start)


def _tell(told: Told, line: Line, group: Group, subject: Subject) -> bool:
    """Add the event of a verb with a subject; False where no row of the verb fits."""
    for row in told.lexicon.verbs[group.form.lemma]:
        draft = (
            _passive(told, line, group, subject, row)
            if group.passive
            else _active(told, line, group, subject, row)
        )
        if draft is None and _is_undergone(line, group):
            draft = _passive(told, line, group, subject, row, clipped=True)
        if draft is None or (group.trailing and row.type not in VERBAL):
            continue
        if row.type in PLAYED and told.in_game(line):
            return True
        modality = _modality(group, draft, subject)
        if modality is EventModality.PREDICTED and not (draft.actors or draft.recipients):
            return True
        if modality is EventModality.ANNOUNCED and line.low(subject.first - 1) == "whether":
            modality = EventModality.UNVERIFIED
        if modality in FIRM and subject.first < group.first:
            modality = embedded(line, subject.first) or modality
        if modality is not None:
            draft.told = modality
            draft.verb = group.form.lemma
            told.emit(line, draft)
        return True
    return False


def _is_undergone(line: Line, group: Group) -> bool:
    """Whether a bare participle may tell what its subject underwent: "dozens *arrested*", "minister *held* over a leak"."""
    after = group.verb + 1
    if group.passive or not group.bare or group.form.shape not in ("ed", "en"):
        return False
    return line.is_mark(after) or after in line.times or line.low(after) in (*bounds("prepositions"), "and")


def _agrees(group: Group, subject: Subject) -> bool:
    """A present without an auxiliary needs a subject of its number: "Norway *backs*", "Norway and Peru *back*"."""
    if not group.bare or group.passive:
        return True
    if group.form.shape == "ing":
        return True
    first_person = bool(subject.nouns & {"we", "i", "they"})
    if group.form.shape == "base":
        return subject.plural or first_person
    return group.form.shape != "s" or not first_person


def _active(told: Told, line: Line, group: Group, subject: Subject, row: PlainRow) -> Draft | None:
    """ "Tavaria *shelled* the port of Kessim": the subject does it, the object undergoes it."""
    then = next((words for words in row.then if line.says(_then_at(line, group, words), words)), None)
    if then is None or (row.state and not any(told.kinds.get(key) in STATES for key in subject.keys)):
        return None
    nobody = subject.nobody and bool(row.subject)
    acting = row.subject | told.lexicon.doers if row.type in VERBAL else row.subject
    able = row.undergone or bool(subject.nouns & acting) or (row.type in VERBAL and _are_people(subject))
    if not subject.keys and not able and not nobody:
        return None
    if subject.keys and all(told.kinds.get(key) in THINGS for key in subject.keys) and not row.undergone:
        return None
    after = _then_at(line, group, then) + len(then)
    start = skip_verdict(line, skip_times(line, after))
    end = max(clause_end(line, after), after)
    phrase = read_phrase(line, start)
    clipped = phrase.last == phrase.first or line.low(start) in bounds("prepositions")
    if not then and (clipped or (line.low(subject.first - 1) == "whom" and not phrase.parties)):
        before = taken_up(line, subject.first)
        phrase = read_phrase(line, before[0]) if before is not None else phrase
    if row.mode == "obstruct" and any(told.kinds.get(key) in STATES for key in subject.keys):
        row = row._replace(type=EventType.COERCE, mode="restrict")
    draft = Draft(row, subject.first, max(end, phrase.last if start == after else end), (group.verb, after))
    draft.actors = list(subject.keys)
    if row.undergone:
        return _undergone(told, line, row, draft, phrase) if phrase.nouns & row.object else None
    if not _object_fits(told, line, row, phrase, start, end):
        return None
    if (row.needs and not _says_needed(line, row, after)) or _judged(line, row, after, end):
        return None
    draft.recipients = (
        told.each([party.key for party in phrase.parties if not _is_own(line, row, party)])
        or told.pronoun(line.low(start), draft.actors)
        or _reached(told, line, row.to, after, end)
        or _struck(told, line, row, phrase, end)
    )
    if row.mode == "resign" and any(told.kinds.get(key) in STATES for key in subject.keys):
        return None
    if row.aimed and not draft.recipients and not _aimed(told, line, row, after, end):
        return None
    if row.joint and len(draft.actors) < 2 and not subject.plural:
        return None
    if row.together:
        draft.actors = told.each(
            draft.actors + [key for key in draft.recipients if told.kinds.get(key) not in MET]
        )
        draft.recipients = []
    if row.type is EventType.THREATEN and row.object == {"TO_HARM"}:
        draft.recipients = []
    return draft


def _undergone(told: Told, line: Line, row: PlainRow, draft: Draft, phrase: Phrase) -> Draft | None:
    """ "A clinic *came under mortar fire* from Tavaria": the subject undergoes it, whom "from" brings does it."""
    if phrase.nouns & row.refuse or (row.needs and not _says_needed(line, row, draft.cue[1])):
        return None
    draft.recipients, draft.actors = draft.actors, _reached(told, line, SOURCES, phrase.last, draft.last)
    return draft


def _are_people(subject: Subject) -> bool:
    """Whether a plural without a name is of people by its ending: "*riders* accuse", "*lobbyists* urged"."""
    return subject.plural and any(
        noun.endswith(("er", "or", "ist", "ian")) and noun not in bounds("no_people")
        for noun in subject.nouns
    )


def _then_at(line: Line, group: Group, words: tuple[str, ...]) -> int:
    """Where the words behind a verb stand, a day between or not: "balked *on Friday* at"."""
    if not words or line.says(group.verb + 1, words):
        return group.verb + 1
    return skip_times(line, group.verb + 1)


def _says_needed(line: Line, row: PlainRow, after: int) -> bool:
    """Whether a word that the row calls for follows, in quotation marks or not: "called it *a farce*"."""
    for place in range(after, min(after + NEEDED, len(line.words))):
        if line.words[place].text in HARD:
            return False
        if line.low(place) in row.needs:
            return True
    return False


def _is_own(line: Line, row: PlainRow, party: Party) -> bool:
    """ "recalled *its ambassador*": who is withdrawn undergoes nothing."""
    return row.mode == "withdraw" and line.low(party.first) in bounds("definite")


def _aimed(told: Told, line: Line, row: PlainRow, place: int, end: int) -> bool:
    """Whether a preposition of the row brings what is struck: "fired rockets *at a village*", not "into the sea"."""
    return any(
        line.low(at) in row.to and bool(read_phrase(line, at + 1).nouns & (told.lexicon.seats | beings(told)))
        for at in range(place, min(end, place + REACHED))
    )


def _struck(told: Told, line: Line, row: PlainRow, phrase: Phrase, end: int) -> list[str]:
    """ "bombed a depot *near Dorn*": the place of what was struck is struck."""
    if row.type is not EventType.ASSAULT or not phrase.nouns & told.lexicon.seats:
        return []
    found = _reached(told, line, bounds("placing"), phrase.last, end)
    return [key for key in found if told.kinds.get(key) in PLACES]


def _reached(told: Told, line: Line, prepositions: frozenset[str], place: int, end: int) -> list[str]:
    """Whom prepositions of the row bring: "sent tents *to Kessim*"."""
    for at in range(place, min(end, place + REACHED)):
        if line.low(at) in prepositions:
            phrase = read_phrase(line, at + 1)
            if phrase.parties:
                return told.each([party.key for party in phrase.parties])
    return []


def _passive(
    told: Told, line: Line, group: Group, subject: Subject, row: PlainRow, *, clipped: bool = False
) -> Draft | None:
    """ "Kessim *was shelled by* Tavaria": the subject undergoes it, whom "by" brings does it; ``clipped`` without an auxiliary."""
    then = next((words for words in row.then if words and line.says(_then_at(line, group, words), words)), ())
    if row.then != ((),) and () not in row.then and not then:
        return None
    after = _then_at(line, group, then) + len(then)
    if row.needs and not _says_needed(line, row, after):
        return None
    end = clause_end(line, after)
    draft = Draft(row, subject.first, max(end, after), (group.verb, after), recipients=list(subject.keys))
    by = next((at for at in range(after, min(end, after + REACHED)) if line.low(at) == "by"), None)
    if by is not None:
        phrase = read_phrase(line, by + 1)
        draft.actors = doers(told, line, phrase, by + 1)
        verbal = told.lexicon.doers if row.type in VERBAL else row.subject
        nobody = not draft.actors and not (phrase.nouns & (row.subject | verbal))
        if nobody and (not row.passive or row.type is EventType.ASSAULT):
            return None
    elif not row.passive or (group.bare and not clipped):
        return None
    if _judged(line, row, after, end):
        return None
    if draft.actors and row.type in VERBAL and "SOMETHING" in row.object and not subject.nouns & row.refuse:
        return draft
    asked = row.object & ASKED and any(line.low(at) == "to" for at in range(after, min(end, after + REACHED)))
    if not _undergoes(told, row, subject) and not (asked and (subject.keys or subject.nouns)):
        return None
    return draft


def doers(told: Told, line: Line, phrase: Phrase, first: int) -> list[str]:
    """Who acts in a phrase behind "by": actors that head it, or the country of "Tavarian *forces*"."""
    found: list[str] = []
    for party in phrase.parties:
        if party.kind is ActorKind.PLACE or line.low(party.first - 1) == "of":
            continue
        if party.adjective or party.owner:
            bodies = told.lexicon.words["acting_for"]
            if not any(line.low(at) in bodies for at in range(party.last, phrase.last)):
                continue
        found.append(party.key)
    return told.each(found)


def _undergoes(told: Told, row: PlainRow, subject: Subject) -> bool:
    """Whether the subject of a passive may be the object of the row."""
    if (subject.nobody and not subject.nouns) or (
        subject.nouns and subject.nouns <= SOMEBODY and bool(row.object & ANYBODY)
    ):
        return True
    kinds = {told.kinds.get(key) for key in subject.keys}
    if subject.keys and _named_fits(row.object, kinds):
        return not subject.nouns & row.refuse
    nouns = subject.nouns - row.refuse
    if {"SOMETHING", "IT"} & row.object:
        return bool(nouns)
    if "NUMBER" in row.object and nouns & told.lexicon.words["numbers"]:
        return True
    return bool(nouns & row.object)


def _named_fits(wanted: frozenset[str], kinds: set[ActorKind | None]) -> bool:
    if "NAMED" in wanted or "SOMETHING" in wanted:
        return True
    if "NAMED_PARTY" in wanted:
        return bool(kinds - THINGS)
    return "NAMED_PERSON" in wanted and bool(kinds & PEOPLE)


def _object_fits(told: Told, line: Line, row: PlainRow, phrase: Phrase, start: int, end: int) -> bool:
    """Whether what stands after the verb is what the row calls for."""
    wanted = row.object
    nouns = phrase.nouns
    if nouns & row.refuse or line.low(phrase.last - 1) in row.refuse:
        return False
    if not wanted:
        return True
    kinds: set[ActorKind | None] = {party.kind for party in phrase.parties}
    heads = {party.kind for party in phrase.parties if not party.adjective}
    filled = phrase.last > phrase.first
    reached = _over_complement(line, phrase)
    behind = line.low(reached + 1)
    infinitive = line.low(reached) == "to" and behind.isalpha() and behind not in bounds("determiners")
    low = line.low(start)
    if "WISH" in wanted:
        return low == "that" and is_wish(line, start + 1)
    if low == "not":
        return False
    if "WARNED" in wanted:
        return _warns(told, line, start)
    if low == "to" and wanted & {"TO_HARM", "TO_ACT"}:
        return _harms(told, line, start + 1) if "TO_HARM" in wanted else _acts(told, line, start + 1)
    if "NO_THING" in wanted and (not filled or low in bounds("prepositions")):
        return True
    if wanted & {"SOMETHING", "PROPOSED"} and filled and nouns - bounds("determiners"):
        return True
    if low == "to" and line.low(start - 1) in ("all", "both") and "BEINGS_TO" in wanted:
        return True
    if wanted & TOLD_BY.get(low, NONE):
        return True
    if infinitive and (("NAMED_TO" in wanted and heads) or ("BEINGS_TO" in wanted and filled and not heads)):
        return True
    if "NAMED_FOR" in wanted and heads and line.low(phrase.last) in ("for", "to"):
        return True
    if low in PRONOUNS and ("IT" in wanted or (infinitive and "IT_TO" in wanted)):
        return True
    if (
        low in PERSONAL
        and phrase.last - start <= 1
        and wanted & {"NAMED", "NAMED_PARTY", "NAMED_PERSON", "SOMETHING"}
    ):
        return True
    if "PARTNER" in wanted or "PLACED" in wanted:
        return _partner(told, line, row, start, end)
    if (
        "NUMBER" in wanted
        and line.words[start : start + 1]
        and (line.low(start)[0].isdigit() or "people" in nouns)
    ):
        return True
    if kinds and _named_fits(wanted, kinds):
        return True
    return bool(nouns & wanted)


def _over_complement(line: Line, phrase: Phrase) -> int:
    """Where a phrase ends with its own place: "asked the court *in Kessim* to annul"."""
    if line.low(phrase.last) not in COMPLEMENTS or phrase.last <= phrase.first:
        return phrase.last
    return read_phrase(line, phrase.last + 1).last


def beings(told: Told) -> frozenset[str]:
    """Nouns of people without a name, who may undergo a deed."""
    rows = told.lexicon.verbs.get("abduct", ())
    return rows[0].object if rows else frozenset()


def _acts(told: Told, line: Line, place: int) -> bool:
    """Whether a deed is refused, and no mere word: "refused to *withdraw*", not "to comment"."""
    return line.low(place) not in told.lexicon.words["silent"]


def _harms(told: Told, line: Line, place: int) -> bool:
    """Whether the deed vowed does harm: "vowed to *attack* the convoys"."""
    lemmas = {form.lemma for form in told.lexicon.forms.get(line.low(place), ())}
    if lemmas & told.lexicon.words["retaliate"]:
        return True
    return any(
        row.type in HARMFUL and not row.undergone
        for lemma in sorted(lemmas)
        for row in told.lexicon.verbs.get(lemma, ())
    )


def _warns(told: Told, line: Line, place: int) -> bool:
    """Whether what is warned of is the speaker's own harm: "warned that it *would retaliate*", not "that the dam would burst"."""
    ahead = own = False
    modal = place
    for at in range(place, min(place + REACHED, len(line.words))):
        low = line.low(at)
        if line.words[at].text in ".;":
            break
        if low in bounds("announced", "group") or low in bounds("would", "group"):
            ahead, own, modal = True, line.low(at - 1) in SELF, at
            continue
        if ahead and low in told.lexicon.words["retaliate"] | told.lexicon.words["countering"]:
            return True
        if own and at in (modal + 1, modal + 2) and _harms(told, line, at):
            return True
    return False


def _judged(line: Line, row: PlainRow, first: int, last: int) -> bool:
    """Whether "as" tells what somebody is only held to be: "dismissed by Tavaria *as* a smuggler"."""
    near = range(first, min(last, first + REACHED))
    return "as" in row.refuse and any(line.low(at) == "as" and line.low(at + 1) in ("a", "an") for at in near)


def _partner(told: Told, line: Line, row: PlainRow, start: int, end: int) -> bool:
    """Whether a preposition of the row brings an actor: "spoke *with* Omar Delbos", "travelled *to* Ostravia"."""
    for at in range(start, min(end, start + REACHED)):
        if line.low(at) in row.to:
            parties = read_phrase(line, at + 1).parties
            placed = "PLACED" in row.object
            if any(
                not p.adjective and ((p.kind in PLACES) if placed else p.kind not in MET) for p in parties
            ):
                return True
    return False


def _modality(group: Group, draft: Draft, subject: Subject) -> EventModality | None:
    """How a verb's event is told; None where nothing is told of it."""
    kind, told = draft.row.type, group.told
    negated = group.negated or subject.nobody
    if draft.row.vow:
        spoken = bool(subject.nouns & {"we", "i"}) and told is EventModality.ANNOUNCED and not negated
        return EventModality.THREATENED if spoken else None
    if kind is EventType.THREATEN and not negated:
        return (
            EventModality.THREATENED if told in (EventModality.OCCURRED, EventModality.THREATENED) else told
        )
    if negated:
        if kind is EventType.REJECT or (kind is EventType.REQUEST and not draft.recipients):
            return None
        if kind is EventType.SUPPORT and told is EventModality.ANNOUNCED:
            draft.row = draft.row._replace(type=EventType.REJECT, mode=None)
            return EventModality.OCCURRED
        return EventModality.DENIED
    if group.settled and kind in STANCES and told is EventModality.ANNOUNCED:
        return EventModality.OCCURRED
    if kind is EventType.REJECT and told is EventModality.ANNOUNCED and not group.chained and not group.would:
        return EventModality.OCCURRED
    return told
