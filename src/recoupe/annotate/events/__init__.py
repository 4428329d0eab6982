"""Events of an article: who did what to whom, where, when, and whether it happened.

Verbs and nouns are looked up in ``languages/<language>/events.toml`` in one pass over the words; local rules
then find actors (``roles.py``), modality (``modality.py``), place and time. What an article tells twice is one event.
"""

from __future__ import annotations

from msgspec.structs import replace

from recoupe.annotate.events.casting import NOUNS, Casting, Draft
from recoupe.annotate.events.conditions import Conditions
from recoupe.annotate.events.event_lexicon import Lexicon, Row, is_cued, load_lexicon, verb_lemma
from recoupe.annotate.events.event_rows import Fitting, doers, wished
from recoupe.annotate.events.event_spans import first_word, noun_span, verb_span
from recoupe.annotate.events.look_alikes import are_people, is_accident, is_met_by_reporter, is_no_deed
from recoupe.annotate.events.modality import Judge
from recoupe.annotate.events.modality_lexicon import modality_words
from recoupe.annotate.events.negation import is_negated
from recoupe.annotate.events.phrases import (
    MAX_WORDS,
    SUBJECTS,
    VERBAL,
    WORDS,
    clause,
    complements,
    infinitive,
    is_idiom,
    noun_phrase,
    without_sources,
)
from recoupe.annotate.events.plain_events import find_plain_events
from recoupe.annotate.events.plain_lexicon import plain_event_words
from recoupe.annotate.events.retelling import merge, same_happening
from recoupe.annotate.events.roles import Cast, controller, direct_objects, is_passive, subjects
from recoupe.annotate.events.scene import Scene
from recoupe.annotate.events.threats import threats_said
from recoupe.annotate.events.torn import (
    bare_names,
    fronted_patient,
    is_fronted,
    object_behind_day,
    objects_of_mistaken,
)
from recoupe.annotate.events.unreal import is_guessed
from recoupe.annotate.events.verb_forms import form_of, masculine
from recoupe.annotate.events.verb_modality import SAID
from recoupe.annotate.reading import Reading, Token
from recoupe.languages import word_list
from recoupe.model import ActorKind, Event, EventModality, EventType, Span

MAX_COMPARED = 40
LESSENED_WITHIN = 4
AMID_CHARACTERS = 300
STANCES = frozenset({EventType.SUPPORT, EventType.REJECT})
BETWEEN = frozenset(
    {
        EventType.ACCUSE,
        EventType.AGREE,
        EventType.AID,
        EventType.CONSULT,
        EventType.REJECT,
        EventType.REQUEST,
        EventType.SUPPORT,
        EventType.THREATEN,
    }
)
KIND = frozenset(
    {
        EventType.AGREE,
        EventType.AID,
        EventType.CONCEDE,
        EventType.CONSULT,
        EventType.COOPERATE,
        EventType.RETREAT,
        EventType.SUPPORT,
    }
)
DONE_TO = frozenset({EventType.ACCUSE, EventType.COERCE, EventType.RETREAT, EventType.SANCTION})
MARCHING = frozenset({"demo", "strike"})
STATES = frozenset({ActorKind.COUNTRY, ActorKind.GOVERNMENT})
PLAYED = frozenset({EventType.ASSAULT, EventType.THREATEN, EventType.REJECT, EventType.CONSULT})
ARMED = frozenset({*STATES, ActorKind.ARMED_GROUP})
STATIVE = frozenset({"ADJ", "VERB"})
CARRYING = frozenset({"aller", "devoir", "pouvoir"})
CARRIED = frozenset({"xcomp", "advmod", "amod", "obj", "obl:mod"})


def find_events(reading: Reading) -> list[Event]:
    """The events of an article in the order of the text, each told once; [] where there is no parse and no plain word list.

    A language whose word list is made to be read without grammar (English) goes to ``plain_events``, parsed or not.
    """
    plain = plain_event_words(reading.language)
    if plain is not None:
        return find_plain_events(reading, plain)
    lexicon = load_lexicon(reading.language)
    if not reading.tokens or not lexicon.verbs:
        return []
    finder = _Finder(reading, lexicon)
    events: list[Event] = []
    for token in reading.tokens:
        if token.pos in STATIVE:
            states = lexicon.adjectives.get(token.lemma) or lexicon.adjectives.get(masculine(token))
            if states and finder.read_adjective(token, states[0], events):
                continue
        if token.pos in VERBAL or token.lower in lexicon.forms:
            lemma = verb_lemma(token, lexicon, reading.tokens, finder.cast)
            if lemma:
                finder.read_verb(token, lemma, events)
                continue
        if token.pos in NOUNS:
            rows = lexicon.nouns.get(token.lemma) or lexicon.nouns.get(token.lower)
            if rows:
                finder.read_noun(token, rows, events)
    events += threats_said(reading, finder.cast, finder.conditions, finder.scene, events)
    return sorted(events, key=lambda event: (event.start, event.end, event.type))


class _Finder:
    """The events of one article."""

    def __init__(self, reading: Reading, lexicon: Lexicon):
        self.reading = reading
        self.lexicon = lexicon
        self.words = modality_words(reading.language)
        self.cast = Cast(reading)
        self.conditions = Conditions(reading)
        self.scene = Scene(reading, self.cast)
        self.judge = Judge(
            self.words, self.conditions, _questions(reading), self.cast.key_of, self.scene.time_at
        )
        self.casting = Casting(reading, self.cast, self.scene, self.words)
        self.fitting = Fitting(reading, lexicon, self.cast, self.scene, self.words)
        self.seen: dict[EventType, list[int]] = {}
        self.told: dict[int, int] = {}

    # ------------------------------------------------------------------ verbs

    def read_verb(self, verb: Token, lemma: str, events: list[Event]) -> None:
        if verb.dep.startswith("aux") or verb.dep == "cop" or _describes(verb):
            return
        if verb.lower.endswith("ant") and any(child.dep == "cop" for child in verb.children[:MAX_WORDS]):
            return
        if not is_cued(verb, lemma, self.lexicon, self.reading.tokens):
            return
        ahead = self.reading.tokens[verb.index - 1] if verb.index else verb
        if ahead.lower in self.words.particles["any"] or ahead.lower in self.words.particles["no"]:
            return
        words = without_sources(verb, clause(verb))
        brought = complements(words, verb.index)
        if not self.conditions.inside(verb):
            brought = [item for item in brought if not self.conditions.inside(item.head)]
        patients = (
            subjects(verb)
            if is_passive(verb)
            else [
                *direct_objects(verb, self.scene.time_at),
                *bare_names(verb, self.reading, self.cast.key_of, self.scene),
            ]
        )
        if not patients and verb.pos not in VERBAL:
            patients = objects_of_mistaken(verb, self.reading.tokens)
        if not patients and not is_passive(verb):
            patients = object_behind_day(verb, self.reading.tokens, self.scene.time_at)
            reached = self.reading.tokens[verb.index : patients[0].index + 1] if patients else ()
            words = sorted({*words, *reached}, key=lambda word: word.index)
        if is_passive(verb) and verb.dep == "acl" and verb.head.pos in NOUNS and verb.head.index < verb.index:
            patients = [verb.head]
        patients = fronted_patient(verb, self.reading.tokens) or patients
        speakers = self.scene.speakers_behind(verb)
        if speakers is not None:
            patients, brought = [], []
        row = next(
            (
                row
                for row in self.lexicon.verbs[lemma]
                if self.fitting.verb(row, verb, words, brought, patients)
            ),
            None,
        )
        if row is None or self._yields_to_complement(row, verb) or (speakers is not None and not row.says):
            return
        if is_accident(row, verb, self.lexicon.accidents) or self._tells_of_noun(row, verb, patients, events):
            return
        draft = Draft(row, verb, words)
        if speakers is None:
            self.casting.of_verb(draft, brought, patients)
        else:
            draft.actors = speakers
        if speakers is None and self._says_too_little(draft, patients):
            return
        if self._is_game(draft) or self._is_interview(draft) or is_met_by_reporter(draft.row, verb):
            return
        self._settle_protest(draft)
        if draft.row.to == {"CLAUSE"}:
            draft.recipients = self.casting.names(wished(verb), inside=True, verb=None)
        modality = self._verb_modality(draft)
        if (
            draft.row.agent
            and modality is not EventModality.DENIED
            and not doers(verb, brought, self.reading.tokens)
            and not self._is_amid_assault(draft, events)
        ):
            return
        if row.doubted and modality not in (EventModality.DENIED, EventModality.UNVERIFIED):
            return
        if modality is not None:
            edges = verb_span(
                verb, words, draft.row.type, self.reading.tokens, self.words.verbs, self.conditions.on(verb)
            )
            self._emit(draft, modality, edges, events)

    def _is_amid_assault(self, draft: Draft, events: list[Event]) -> bool:
        """« La milice a bombardé le port. *Deux ponts ont été détruits* »: by nobody named, but just behind an assault that occurred."""
        if draft.row.mode != "destroy" or not is_passive(draft.cue):
            return False
        if any(word.lemma in draft.row.refuse_subject for word in draft.words):
            return False
        assaults = self.seen.get(EventType.ASSAULT, ())
        told = events[assaults[-1]] if assaults else None
        if told is None or told.modality is not EventModality.OCCURRED:
            return False
        return 0 <= draft.cue.start - told.end < AMID_CHARACTERS

    def _settle_protest(self, draft: Draft) -> None:
        """« la Valdorie a bloqué le port »: what a state blocks is coercion; « *les Valdoriens* ont défilé » are no state."""
        states = [key for key in draft.actors if self.cast.kind(key) in STATES]
        if draft.row.type is not EventType.PROTEST or draft.row.mode == "boycott" or not states:
            return
        heads = subjects(draft.cue)
        people = [head for head in heads if are_people(head, self._name_at(head))]
        if people:
            draft.actors = [key for key in draft.actors if key not in states]
        else:
            draft.row = draft.row._replace(type=EventType.COERCE, mode="restrict")

    def _name_at(self, word: Token) -> str:
        return self.cast.names.get(self.cast.key_of.get(word.index, ""), "")

    def _tells_of_noun(self, row: Row, verb: Token, patients: list[Token], events: list[Event]) -> bool:
        """« Le raid qui a tué trois soldats »: the raid is told already, the verb only adds whom it struck."""
        if row.type is not EventType.ASSAULT or is_passive(verb):
            return False
        if verb.lower.endswith("ant") and verb.head.start in self.told:
            return self._adds_victims(self.told[verb.head.start], patients, events)
        for subject in subjects(verb):
            rows = self.lexicon.nouns.get(subject.lemma, ())
            if not any(other.type is row.type for other in rows):
                continue
            at = self.told.get(subject.start)
            return at is None or self._adds_victims(at, patients, events)
        return False

    def _adds_victims(self, at: int, patients: list[Token], events: list[Event]) -> bool:
        """« a bombardé le port, *tuant* trois soldats »: whom the assault told already struck, where it names nobody; no other event."""
        told = events[at]
        if told.type is not EventType.ASSAULT:
            return False
        if not told.recipients:
            named = self.casting.names(patients, inside=True, verb=None)
            struck = tuple(key for key in named if key not in told.actors)
            events[at] = replace(told, recipients=struck)
        return True

    def _says_too_little(self, draft: Draft, patients: list[Token]) -> bool:
        """A bare participle without a doer (« des villes frappées »), a promise of nothing (« promet-elle »)."""
        verb = draft.cue
        if verb.lower.endswith("ant") and verb.dep == "acl" and not draft.actors:
            return True
        if form_of(verb) == "participle" and not verb.lower.endswith("ant"):
            dated = draft.recipients and self.scene.times_of(verb, draft.words)
            named = draft.recipients and draft.row.type is EventType.ACCUSE
            return not draft.actors and not dated and not named and not self._is_set_apart(draft)
        if self._is_general(verb) and self.conditions.on(verb):
            return True
        if not draft.actors and not draft.recipients:
            if draft.row.mode == "visit" or self._is_general(verb):
                return True
            if is_passive(verb) and form_of(verb) == "present" and not self.scene.times_of(verb, draft.words):
                return True
            if draft.row.type is EventType.AGREE and is_passive(verb) and not draft.row.together:
                return True
            if draft.row.type in BETWEEN and all(head.lower in WORDS["nobody"] for head in subjects(verb)):
                return True
        if draft.row.type is not EventType.AGREE or draft.row.reflexive or draft.row.together:
            return False
        return all(patient.pos == "PRON" for patient in patients) and not any(
            child.dep in ("xcomp", "ccomp")
            or (child.dep == "obl:arg" and child.pos != "PRON" and child.index not in self.cast.key_of)
            for child in verb.children[:MAX_WORDS]
        )

    def _is_set_apart(self, draft: Draft) -> bool:
        """« Omar Delbos, *écroué à Kessim*, … », « *Arrêté à Kessim*, Omar Delbos… »: told of somebody, between commas or ahead."""
        if draft.row.type not in DONE_TO or not draft.recipients:
            return False
        ahead = self.reading.tokens[max(0, draft.cue.index - 1)]
        return ahead.text == "," or is_fronted(draft.cue, self.reading.tokens)

    def _is_general(self, verb: Token) -> bool:
        """« lorsqu'on vous attaque »: *on* in the present tells of nothing in particular."""
        heads = subjects(verb)
        return bool(heads) and all(head.lower == "on" for head in heads) and form_of(verb) == "present"

    def _yields_to_complement(self, row: Row, verb: Token) -> bool:
        """« promet de riposter » is told by *riposter*; « promet de livrer des chars » is a promise, and a delivery announced."""
        if row.type is not EventType.AGREE:
            return False
        return any(
            child.dep in ("xcomp", "ccomp")
            and not self._follows_comma(child)
            and not is_negated(child, self.words)
            and any(other.type not in KIND for other in self.lexicon.verbs.get(infinitive(child), ()))
            for child in verb.children[:MAX_WORDS]
        )

    def _follows_comma(self, verb: Token) -> bool:
        """« propose son aide, *que* l'Ostravie refuse »: behind a comma *que* stands for the noun before it."""
        marks = [child for child in verb.children[:MAX_WORDS] if child.lower in ("que", "qu'")]
        return any(mark.index and self.reading.tokens[mark.index - 1].lower == "," for mark in marks)

    def _is_cry(self, verb: Token) -> bool:
        """« a défilé *pour réclamer* une enquête »: the protest is the demand, and is told by its own verb."""
        carrier = controller(verb)
        rows = self.lexicon.verbs.get(infinitive(carrier), ()) if carrier.pos in VERBAL else ()
        return "VerbForm=Inf" in verb.morph and any(row.mode in MARCHING for row in rows)

    def _verb_modality(self, draft: Draft) -> EventModality | None:
        verb, row = draft.cue, draft.row
        if row.type in (EventType.REQUEST, EventType.ACCUSE) and self._is_cry(verb):
            return None
        found = self.judge.of_verb(verb, row.type)
        if row.only_denied:
            stands = EventModality.THREATENED if row.type is EventType.THREATEN else EventModality.OCCURRED
            return stands if found is EventModality.DENIED else None
        if row.type is EventType.THREATEN and (found is EventModality.OCCURRED or row.vow):
            return EventModality.THREATENED
        if found is EventModality.OCCURRED and form_of(verb) == "present" and row.type not in SAID:
            meeting = row.type in (EventType.CONSULT, EventType.PROTEST)
            return EventModality.ANNOUNCED if self.scene.is_ahead(verb, today=meeting) else found
        if found is EventModality.DENIED and infinitive(verb) in self.words.particles["unexcluded"]:
            return None
        if row.type not in STANCES:
            return found
        if (
            found is EventModality.DENIED
            and row.type is EventType.SUPPORT
            and not row.object
            and form_of(verb) in ("present", "future", "conditional")
        ):
            draft.row = row._replace(type=EventType.REJECT, mode=None)
            return EventModality.PREDICTED if is_guessed(verb, self.words) else EventModality.OCCURRED
        if (
            row.type is EventType.REJECT
            and found is EventModality.ANNOUNCED
            and (draft.actors and form_of(verb) in ("future", "conditional"))
        ):
            return EventModality.OCCURRED
        return found

    def read_adjective(self, word: Token, row: Row, events: list[Event]) -> bool:
        """« Lena Mirande *reste opposée à* la vente », « s'est dite *favorable à* une trêve »: a stand, told as a state; True where it is one."""
        carried = word.head.pos in VERBAL and infinitive(word.head) in self.words.support["states"]
        carrier = word.head if carried and word.dep in CARRIED else word
        if carrier is word and not any(child.dep == "cop" for child in word.children[:MAX_WORDS]):
            return False
        ahead = self.reading.tokens[max(0, word.index - LESSENED_WITHIN) : word.index]
        if any(token.lower in self.words.particles["lessening"] for token in ahead):
            return False
        words = sorted({*clause(word), *clause(carrier)}, key=lambda token: token.index)
        brought = [item for item in complements(words, word.index) if item.preposition in row.needs]
        draft = Draft(row, word, words)
        draft.actors = self.casting.names(subjects(word) or subjects(carrier), inside=False, verb=None)
        clitic = any(child.lower in WORDS["to_it"] for child in word.children[:MAX_WORDS])
        if not (brought or (clitic and "à" in row.needs)) or not draft.actors or is_negated(word, self.words):
            return False
        if row.type is EventType.AGREE and self._leads_to_harm(word):
            return False
        if self.judge.of_verb(carrier) is not EventModality.OCCURRED:
            return False
        edges = verb_span(word, words, row.type, self.reading.tokens, self.words.verbs, None)
        first = first_word(carrier, self.reading.tokens, self.words.verbs)
        self._emit(draft, EventModality.OCCURRED, (self.reading.tokens[first], edges[1]), events)
        return True

    def _leads_to_harm(self, word: Token) -> bool:
        """« prêt à *frapper* »: no consent."""
        led = [child for child in word.children[:MAX_WORDS] if "VerbForm=Inf" in child.morph]
        return any(
            row.type not in KIND for child in led for row in self.lexicon.verbs.get(infinitive(child), ())
        )

    # ------------------------------------------------------------------ nouns

    def read_noun(self, noun: Token, rows: list[Row], events: list[Event]) -> None:
        if is_idiom(noun) or is_no_deed(noun, self.reading.tokens, self.cast.key_of, self.lexicon.idioms):
            return
        words = noun_phrase(noun, self.reading.tokens, self.cast.key_of, _called_for(rows))
        brought = complements(words, noun.index)
        row = next((row for row in rows if self.fitting.noun(row, noun, words, brought)), None)
        if row is None or (row.type is EventType.AGREE and self._is_signed(noun)):
            return
        draft = Draft(row, noun, words)
        self.casting.of_noun(draft, brought)
        if not (row.alone or draft.actors or draft.recipients or (row.carried and self._takes_place(noun))):
            return
        if self._is_game(draft) or self._is_interview(draft):
            return
        if self._in_words(draft):
            draft.row = row._replace(type=EventType.ACCUSE, mode="disapprove")
        modality = self._noun_modality(draft)
        if modality is not None:
            self._emit(draft, modality, noun_span(words, self.reading.tokens), events)

    def _is_signed(self, noun: Token) -> bool:
        """« *l'accord signé* lundi entre… », « ont signé un *accord* »: told by its verb."""
        verbs = [child for child in noun.children[:MAX_WORDS] if child.dep in ("acl", "amod")]
        if noun.dep in ("obj", "obl:arg", "nsubj:pass"):
            verbs.append(noun.head)
        return any(
            row.type in (EventType.AGREE, EventType.SUPPORT)
            for verb in verbs
            for row in self.lexicon.verbs.get(infinitive(verb), ())
        )

    def _takes_place(self, noun: Token) -> bool:
        """« Une deuxième réunion *se tiendra* », « doit *avoir lieu* »: its verb says that it takes place."""
        verb = noun.head
        if infinitive(verb) in CARRYING:
            verb = next((child for child in verb.children[:MAX_WORDS] if child.dep == "xcomp"), verb)
        return noun.dep in SUBJECTS and infinitive(verb) in self.words.support["takes_place"]

    def _is_game(self, draft: Draft) -> bool:
        """« une attaque sur le roque », « la dame est menacée »: told of a game, and by nobody who wages war."""
        if draft.row.type not in PLAYED or not self.fitting.in_play(draft.cue):
            return False
        return not any(self.cast.kind(key) in ARMED for key in (*draft.actors, *draft.recipients))

    def _is_interview(self, draft: Draft) -> bool:
        """« un entretien avec La Gazette »: what is said to a newspaper is no meeting."""
        parties = (*draft.actors, *draft.recipients)
        return draft.row.type is EventType.CONSULT and any(
            self.cast.kind(key) is ActorKind.MEDIA for key in parties
        )

    def _in_words(self, draft: Draft) -> bool:
        """« les attaques de Lena Mirande contre la presse »: several, by one person, without a weapon: words."""
        noun = draft.cue
        if noun.lemma != "attaque" or not draft.actors or self._weapon(draft) is not None:
            return False
        plural = noun.lower.endswith("s")
        return plural and all(self.cast.kind(key) is ActorKind.PERSON for key in draft.actors)

    def _noun_modality(self, draft: Draft) -> EventModality | None:
        noun, row = draft.cue, draft.row
        found = self.judge.of_noun(noun, draft.words, row.type)
        verb = noun.head
        if found is EventModality.OCCURRED and row.type is EventType.THREATEN:
            return EventModality.THREATENED
        if found is EventModality.OCCURRED and self._attributed(noun):
            return EventModality.UNVERIFIED
        if found is EventModality.OCCURRED and not self._behind_us(noun) and self._is_ahead(draft):
            return EventModality.ANNOUNCED
        governed = (
            verb.pos in VERBAL and infinitive(verb) in self.lexicon.verbs and noun.dep in ("obj", "obl:arg")
        )
        if (
            governed
            and row.type in (EventType.SUPPORT, EventType.REJECT, EventType.SANCTION, EventType.CONCEDE)
            and found
        ):
            rows = self.lexicon.verbs[infinitive(verb)]
            if any(other.type is row.type and noun.lemma in (other.object | other.needs) for other in rows):
                return None
        return found

    def _is_ahead(self, draft: Draft) -> bool:
        """« Une manifestation est organisée ce samedi »: in the present, what is told for the day itself is to come."""
        verb = draft.cue.head
        planned = draft.row.type in (EventType.CONSULT, EventType.PROTEST) and verb.pos in VERBAL
        return self.scene.is_ahead(draft.cue, today=planned and form_of(verb) == "present")

    def _attributed(self, noun: Token) -> bool:
        """« une attaque attribuée à la milice »: on somebody's word."""
        attributed = self.words.support["attributed"]
        participles = [child for child in noun.children[:MAX_WORDS] if child.dep in ("acl", "amod")]
        if noun.dep == "nsubj:pass":
            participles.append(noun.head)
        return any(infinitive(verb) in attributed for verb in participles)

    def _behind_us(self, noun: Token) -> bool:
        """Whether a deed is spoken of as done: « dénonce les frappes de samedi », « le raid de samedi a tué »."""
        verb = noun.head
        if verb.pos not in VERBAL or not self.judge.is_definite(noun):
            return False
        return form_of(verb) == "past" or infinitive(verb) in self.words.particles["presupposing"]

    # ------------------------------------------------------------------ records

    def _emit(
        self, draft: Draft, modality: EventModality, edges: tuple[Token, Token], events: list[Event]
    ) -> None:
        start, end = edges[0].start, edges[1].end
        cue = Span(start=draft.cue.start, end=draft.cue.end)
        attribution = self.scene.attribution(draft.cue.start)
        earliest, latest = self.scene.when(draft.cue, draft.words)
        if modality is EventModality.OCCURRED and self.scene.is_denied(attribution, draft.cue):
            modality = EventModality.DENIED
        event = Event(
            start=start,
            end=end,
            type=draft.row.type,
            mode=draft.row.mode or self._weapon(draft),
            actors=tuple(draft.actors),
            recipients=tuple(draft.recipients),
            place=draft.place or self._place(draft),
            earliest=earliest,
            latest=latest,
            modality=modality,
            attribution=attribution,
            cue=cue,
            condition=self._condition(draft, modality),
        )
        recent = self.seen.setdefault(event.type, [])
        known = draft.cue.pos in NOUNS and (self.judge.is_definite(draft.cue) or self._presupposed(draft.cue))
        for at in reversed(recent[-MAX_COMPARED:]):
            if same_happening(events[at], event, known) or self._spells_out(events[at], event):
                events[at] = merge(events[at], event)
                self.told[cue.start] = at
                return
        self.told[cue.start] = len(events)
        recent.append(len(events))
        events.append(event)

    def _place(self, draft: Draft) -> str | None:
        """Where it happened; a place may be both struck and the scene of it, but is no scene of words said to it."""
        struck = draft.row.type is EventType.ASSAULT
        parties = [*draft.actors, *draft.recipients]
        return self.scene.place(draft.cue, draft.words, parties, struck=struck)

    def _presupposed(self, noun: Token) -> bool:
        """« La Valdorie a condamné une attaque »: one that is known to have been."""
        verb = noun.head
        return noun.dep == "obj" and infinitive(verb) in self.words.particles["presupposing"]

    def _spells_out(self, told: Event, again: Event) -> bool:
        """Whether an event is what a headline only named: « Raid sur le port », then « La milice a bombardé… »."""
        if told.actors or told.recipients or told.type is not again.type or told.type in SAID:
            return False
        return told.modality is again.modality and self.scene.in_headline(told.start)

    def _weapon(self, draft: Draft) -> str | None:
        """The mode that a weapon named beside an assault gives: « une attaque de drones »."""
        if draft.row.type is not EventType.ASSAULT:
            return None
        lemmas = {word.lemma for word in draft.words if word.index > draft.cue.index}
        modes = word_list(self.reading.language, "events").get("weapons", {})
        return next((mode for mode, words in sorted(modes.items()) if lemmas.intersection(words)), None)

    def _condition(self, draft: Draft, modality: EventModality) -> str | None:
        """The words of the condition that an event which has not happened hangs on."""
        if modality in (EventModality.OCCURRED, EventModality.DENIED):
            return None
        here = draft.cue
        for _ in range(4):
            found = self.conditions.on(here) or (self.conditions.inside(here) if here is draft.cue else None)
            if found:
                return self.conditions.words_of(found)
            if here.head is here:
                return None
            here = here.head
        return None


def _describes(verb: Token) -> bool:
    """« les villes *frappées* »: a participle that only describes, unless it names its doer (« *reçue par* la maire »)."""
    return (
        verb.pos == "VERB"
        and verb.dep == "amod"
        and "VerbForm=Fin" not in verb.morph
        and not any(child.dep == "obl:agent" for child in verb.children[:MAX_WORDS])
    )


def _called_for(rows: list[Row]) -> frozenset[str]:
    """The prepositions that a noun calls for; « à » only where it brings a party or the deed asked for."""
    return frozenset().union(*(row.to | row.needs for row in rows)) - {"en", "au", "chez", "vers", "obj"}


def _questions(reading: Reading) -> frozenset[int]:
    """The sentences that end in a question mark."""
    return frozenset(
        number
        for number, sentence in enumerate(reading.sentences)
        if any(
            token.text == "?"
            for token in reading.tokens[max(sentence.first, sentence.last - 3) : sentence.last]
        )
    )
