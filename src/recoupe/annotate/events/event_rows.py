"""Whether a row of the lexicon fits a verb or a noun where it stands: the constraints of ``languages/fr/events.toml``.

Besides classes of nouns a row may ask for (or refuse) what no list holds: ``PERSON`` a person's name, ``ACTOR`` any
actor, ``ANYONE`` a personal pronoun or a bare number, ``INFINITIVE`` and ``CLAUSE`` what completes a verb, ``OBJECT`` any direct object.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from recoupe.annotate.events.casting import is_done_to
from recoupe.annotate.events.event_lexicon import Lexicon, Row
from recoupe.annotate.events.modality_lexicon import Words
from recoupe.annotate.events.negation import is_negated
from recoupe.annotate.events.phrases import MAX_WORDS, VERBAL, WORDS, Complement, infinitive
from recoupe.annotate.events.roles import Cast, agents, is_passive, is_reflexive, subjects
from recoupe.annotate.events.scene import Scene
from recoupe.annotate.events.torn import is_fronted
from recoupe.annotate.events.verb_forms import form_of
from recoupe.annotate.reading import Reading, Token
from recoupe.model import ActorKind, EventType

SPORT_WORDS = 3
INFINITIVES = frozenset({"infinitive", "past_infinitive"})
BESIDE = 3
NEAR_WORDS = 12
TALKING = frozenset({ActorKind.ORGANISATION, ActorKind.MEDIA, ActorKind.DOCUMENT})
CLITIC_OF = {"à": WORDS["to_it"], "de": WORDS["of_it"]}


class Fitting:
    """Checks the rows of one article's verbs and nouns."""

    def __init__(self, reading: Reading, lexicon: Lexicon, cast: Cast, scene: Scene, words: Words):
        self.reading = reading
        self.lexicon = lexicon
        self.cast = cast
        self.scene = scene
        self.words = words
        self._play: dict[int, bool] = {}
        self._disasters: set[str] | None = None

    # ------------------------------------------------------------------ verbs

    def verb(
        self, row: Row, verb: Token, words: list[Token], brought: list[Complement], patients: list[Token]
    ) -> bool:
        """Whether a row's constraints hold for a verb in its clause."""
        if row.reflexive is not None and is_reflexive(verb) is not row.reflexive:
            return False
        if row.voice is not None and is_passive(verb) is not (row.voice == "passive"):
            return False
        if row.vow and not self._vows(verb):
            return False
        if row.only_denied and not is_negated(verb, self.words):
            return False
        if row.free and infinitive(verb.head) == "devoir" and verb.dep == "xcomp":
            return False
        patients = [patient for patient in patients if not self.scene.is_time(patient)]
        if row.object and not self._acts_on(row, verb, patients):
            return False
        if row.type is EventType.REQUEST and self._asks(verb):
            return False
        behind = [word for word in words if word.index > verb.index]
        if row.needs and not self._has(row, verb, behind, brought):
            return False
        if row.needs_also and not _holds(row.needs_also, behind, brought):
            return False
        if is_done_to(verb):
            return not self._refuses(row, verb, brought, patients)
        if row.subject and not self._can_act(row, verb, brought):
            return False
        if row.subject_of and not any(
            self.is_a(row.subject_of, head) for head in doers(verb, brought, self.reading.tokens)
        ):
            return False
        return not self._refuses(row, verb, brought, patients) and self._has_party(row, verb, brought)

    def _acts_on(self, row: Row, verb: Token, patients: list[Token]) -> bool:
        return any(self.is_a(row.object, patient) for patient in patients)

    def _has(self, row: Row, verb: Token, behind: list[Token], brought: list[Complement]) -> bool:
        if "CLAUSE" in row.needs and _has_clause(verb):
            return True
        if "REASON" in row.needs:
            return _has_reason(verb)
        if "CRY" in row.needs and self._cries(verb):
            return True
        if row.near:
            return self._is_near(row, verb, brought)
        if "pour" in row.needs and any(_opens_with(child, row.needs) for child in verb.children[:MAX_WORDS]):
            return True
        clitics = {child.lower for child in verb.children[:MAX_WORDS] if child.index < verb.index}
        if any(clitics.intersection(CLITIC_OF.get(place, ())) for place in row.needs):
            return True
        return _holds(row.needs, behind, brought)

    def _adds_words(self, verb: Token) -> bool:
        """« a riposté *en brandissant* ses comptes », unless it is by another assault: « en bombardant le port »."""
        led = [
            child
            for child in verb.children[:MAX_WORDS]
            if child.lower.endswith("ant") and child.index > verb.index
        ]
        return any(
            child.pos in VERBAL
            and all(
                row.type is not EventType.ASSAULT for row in self.lexicon.verbs.get(infinitive(child), ())
            )
            for child in led
        )

    def _cries(self, verb: Token) -> bool:
        """« se sont rassemblés *pour dénoncer* la réforme »: what a gathering is for."""
        voiced = self.words.particles["voiced"]
        return any(
            child.dep in ("advcl", "xcomp") and child.index > verb.index and infinitive(child) in voiced
            for child in verb.children[:MAX_WORDS]
        )

    def _refuses(self, row: Row, verb: Token, brought: list[Complement], patients: list[Token]) -> bool:
        if row.refuse:
            if "OBJECT" in row.refuse and patients:
                return True
            if "CLAUSE" in row.refuse and _has_clause(verb):
                return True
            if "REASON" in row.refuse and _has_reason(verb):
                return True
            led = [
                child
                for child in verb.children[:MAX_WORDS]
                if child.dep == "xcomp"
                or (child.index > verb.index and form_of(child) == "past_infinitive" and child.pos in VERBAL)
            ]
            led += _led_infinitive(verb, self.reading.tokens)
            if "INFINITIVE" in row.refuse and any(form_of(word) in INFINITIVES for word in led):
                return True
            if "GERUND" in row.refuse and self._adds_words(verb):
                return True
            if "TOLD" in row.refuse and any(child.lower == "à" for child in verb.children[:MAX_WORDS]):
                return True
            if (
                "ADJECTIVE" in row.refuse
                and self.reading.tokens[verb.index + 1 : verb.index + 2]
                and self.reading.tokens[verb.index + 1].pos == "ADJ"
            ):
                return True
            near = (child for word in (verb, *led) for child in word.children[:MAX_WORDS])
            adverbs = [child for child in near if child.pos in ("ADV", "ADJ")]
            if any(item.preposition in row.refuse for item in brought) or any(
                word.lemma in row.refuse or word.lower in row.refuse
                for word in [*self._counted(patients), *led, *adverbs, *(item.head for item in brought)]
            ):
                return True
        return bool(row.refuse_subject and not is_done_to(verb)) and any(
            self._is_refused(row.refuse_subject, self._meant(word))
            for word in doers(verb, brought, self.reading.tokens)
        )

    def _meant(self, word: Token) -> Token:
        """« l'épidémie de covid – *qui* a tué dix personnes »: the noun before a relative pronoun that the parser left alone."""
        if word.lower != "qui":
            return word
        ahead = self.reading.tokens[max(0, word.index - 4) : word.index]
        return next((token for token in reversed(ahead) if token.pos in ("NOUN", "PROPN")), word)

    def _is_near(self, row: Row, verb: Token, brought: list[Complement]) -> bool:
        """« s'est rendue lundi *à Kessim* »: what is needed stands right behind the verb, days and stops not counted."""
        tokens = self.reading.tokens
        behind = [
            token
            for token in tokens[verb.index + 1 : verb.index + NEAR_WORDS]
            if not self.scene.is_time(token) and token.pos != "PUNCT"
        ][:BESIDE]
        if "INFINITIVE" in row.needs:
            return any(one.lower == "à" and _is_infinitive_behind(one, tokens) for one in behind)
        places = {token.index for token in behind}
        return any(item.preposition in row.needs and item.at in places for item in brought) or any(
            token.lemma in row.needs or token.lower in row.needs for token in behind if token.pos != "ADP"
        )

    def _counted(self, nouns: list[Token]) -> list[Token]:
        """« trois tonnes de *boue* »: a noun of measure, and what it measures."""
        measured = [noun for noun in nouns if noun.lemma in self.lexicon.measures or noun.pos == "NUM"]
        return nouns + [
            child
            for noun in measured
            for child in noun.children[:MAX_WORDS]
            if child.dep == "nmod" or (child.dep == "conj" and noun.pos == "NUM")
        ]

    def _is_refused(self, refused: frozenset[str], word: Token) -> bool:
        if word.lemma in refused or word.lower in refused:
            return True
        if "DISASTER" in refused and self._is_disaster(word):
            return True
        keys = self.cast.named(word, inside=False)
        if "LAWYER" in refused and self.reading.tokens[max(0, word.index - 1)].lower in ("me", "maître"):
            return True
        if "PRONOUN" in refused and word.pos == "PRON" and not keys:
            return True
        kinds = {self.cast.kind(key) for key in keys}
        if ("DOCUMENT" in refused and ActorKind.DOCUMENT in kinds) or (
            "MEDIA" in refused and ActorKind.MEDIA in kinds
        ):
            return True
        return ("PERSON" in refused and ActorKind.PERSON in kinds) or (
            "ORGANISATION" in refused and bool(kinds & TALKING)
        )

    def _is_disaster(self, name: Token) -> bool:
        """« l'île a été frappée par *Aldara* », of which the article also says « la tempête *Aldara* »; « Ebola a frappé l'île »."""
        if self._disasters is None:
            self._disasters = {
                token.lower
                for ahead, token in itertools.pairwise(self.reading.tokens)
                if token.pos == "PROPN" and ahead.lemma in self.lexicon.disasters
            }
        return name.lower in self._disasters or name.lower in self.lexicon.disasters

    def _has_party(self, row: Row, verb: Token, brought: list[Complement]) -> bool:
        if row.party and "CLAUSE" in row.to:
            return any(self.cast.named(head, inside=False) for head in wished(verb))
        return not row.party or any(
            item.preposition in row.to and self.cast.named(item.head, inside=False) for item in brought
        )

    def _vows(self, verb: Token) -> bool:
        """« *Nous répondrons* », said by someone: the first person of the future."""
        heads = subjects(verb)
        first = any(head.lower in ("nous", "je", "j'") for head in heads)
        return first and form_of(verb) == "future" and bool(self.scene.speaker_at(verb.start))

    def _asks(self, verb: Token) -> bool:
        """« a demandé si le port rouvrirait », « ce qui le gênait »: a question, no request."""
        behind = self.reading.tokens[verb.index + 1 : verb.index + 5]
        asking = self.words.particles["asking"]
        if any(token.lower in asking for token in behind[:1]):
            return True
        told = [token.lower for token in behind if token.pos != "PUNCT" and token.pos != "ADV"][:1]
        if told and told[0] in ("si", "s'") and infinitive(verb) == "demander":
            return True
        if any(
            one.lower == "ce" and other.lower in ("qui", "que", "qu'", "dont")
            for one, other in itertools.pairwise(behind)
        ):
            return True
        return any(token.lower in ("si", "s'") and token.dep == "mark" for token in behind)

    def _can_act(self, row: Row, verb: Token, brought: list[Complement]) -> bool:
        """Whether whoever does it can mean it: not « la rougeole a tué », nor « la forêt est menacée » by nobody."""
        doers = agents(verb, brought) if is_passive(verb) else subjects(verb)
        if is_passive(verb) and not doers:
            return row.type is not EventType.THREATEN
        return any(
            head.pos != "NOUN"
            or head.text[:1].isupper()
            or head.lemma in row.subject
            or head.lower in row.subject
            or bool(self.cast.named(head, inside=False))
            or self.is_a(row.subject, head)
            for head in doers
        ) or (not doers)

    def is_a(self, wanted: frozenset[str], noun: Token) -> bool:
        """Whether a noun is one of the words wanted, or what a pseudo-class asks for."""
        if noun.lemma in wanted or noun.lower in wanted or noun.lower.rstrip("sx") in wanted:
            return True
        keys = self.cast.named(noun, inside=False)
        if "ACTOR" in wanted and keys:
            return True
        if "PERSON" in wanted and any(self.cast.kind(key) is ActorKind.PERSON for key in keys):
            return True
        anyone = self.lexicon.pronouns
        if "ANYONE" in wanted and (noun.lower.lstrip("-") in anyone or noun.pos in ("NUM", "PROPN")):
            return True
        return noun.lemma in self.lexicon.measures and any(
            child.lemma in wanted or child.lower.rstrip("sx") in wanted
            for child in noun.children[:MAX_WORDS]
            if child.dep == "nmod"
        )

    # ------------------------------------------------------------------ nouns

    def noun(self, row: Row, noun: Token, words: list[Token], brought: list[Complement]) -> bool:
        """Whether a row's constraints hold for a noun in its phrase."""
        if noun.lower in row.refuse_form:
            return False
        others = [word for word in words if word is not noun]
        if "PERSON" in row.refuse and self._names(ActorKind.PERSON, brought):
            return False
        if row.refuse and any(word.lemma in row.refuse or word.lower in row.refuse for word in others):
            return False
        if row.needs_also and not _holds(row.needs_also, others, brought):
            return False
        if not row.needs or _holds(row.needs, others, brought):
            return True
        return "PERSON" in row.needs and self._names(ActorKind.PERSON, brought)

    def _names(self, kind: ActorKind, brought: list[Complement]) -> bool:
        return any(
            self.cast.kind(key) is kind
            for item in brought
            for key in self.cast.named(item.head, inside=False)
        )

    # ------------------------------------------------------------------ games

    def in_play(self, token: Token) -> bool:
        """Whether a sentence stands in a paragraph that tells of a game: three of its words at least are a game's.

        « Les Blancs ouvrent l'échiquier et lancent une attaque au vingtième coup de la partie » tells of no war.
        """
        sentence = self.reading.sentences[token.sentence]
        known = self._play.get(sentence.paragraph)
        if known is None:
            zone = self.reading.paragraphs[sentence.paragraph]
            met = set(self._words_around(token, zone.start, zone.end))
            known = self._play[sentence.paragraph] = len(met) >= SPORT_WORDS
        return known

    def _words_around(self, token: Token, start: int, end: int) -> Iterator[str]:
        tokens, games = self.reading.tokens, self.lexicon.games
        for step in (-1, 1):
            at = token.index
            while 0 <= at < len(tokens) and start <= tokens[at].start < end:
                if tokens[at].lemma in games or tokens[at].lower in games:
                    yield tokens[at].lemma
                at += step


def wished(verb: Token) -> list[Token]:
    """Who is to do what is wished: « souhaite que *la Valdorie* rouvre le port »."""
    return [head for child in verb.children[:MAX_WORDS] if child.dep == "ccomp" for head in subjects(child)]


def _led_infinitive(verb: Token, tokens: list[Token]) -> list[Token]:
    """« a renoncé à *sortir* »: an infinitive behind the verb and its preposition, whatever the parser made of it."""
    behind = tokens[verb.index + 1 : verb.index + 3]
    led = len(behind) == 2 and behind[0].pos == "ADP" and "VerbForm=Inf" in behind[1].morph
    return behind[1:] if led else []


def _is_infinitive_behind(preposition: Token, tokens: list[Token]) -> bool:
    """« à *publier* la liste », « à ne pas *licencier* »."""
    for token in tokens[preposition.index + 1 : preposition.index + 5]:
        if "VerbForm=Inf" in token.morph:
            return True
        if token.pos not in ("PRON", "ADV", "PART"):
            return False
    return False


def _has_reason(verb: Token) -> bool:
    """« a attaqué Omar Delbos *pour avoir vendu* le port »: what somebody is blamed for."""
    return any(
        child.pos == "VERB"
        and {"pour", "avoir"}
        <= {inner.lower for inner in child.children[:MAX_WORDS] if inner.index < child.index}
        for child in verb.children[:MAX_WORDS]
    )


def _opens_with(clause: Token, needs: frozenset[str]) -> bool:
    """« plaide *pour que* la Valdorie rouvre le port »: a clause that a preposition opens."""
    if clause.dep not in ("advcl", "ccomp") or "VerbForm=Inf" in clause.morph:
        return False
    marks = [child.lower for child in clause.children[:MAX_WORDS] if child.index < clause.index]
    return any(one in needs and other in ("que", "qu'") for one, other in itertools.pairwise(marks))


def _has_clause(verb: Token) -> bool:
    """« soutient *que* le port est sûr », « soutient *être venu* »: a clause completes the verb."""
    near = [part for child in verb.children[:MAX_WORDS] for part in (child, *child.children[:MAX_WORDS])]
    if any(part.index == verb.index + 1 and "VerbForm=Inf" in part.morph for part in near):
        return True
    return any(
        child.dep == "ccomp" and child.index > verb.index for child in verb.children[:MAX_WORDS]
    ) and any(
        child.lower in ("que", "qu'")
        for head in verb.children[:MAX_WORDS]
        if head.dep == "ccomp"
        for child in head.children[:MAX_WORDS]
    )


def doers(verb: Token, brought: list[Complement], tokens: list[Token]) -> list[Token]:
    """Whoever does what a verb says, agents of a passive included: « frappé par la crise »."""
    passive = is_passive(verb) or is_fronted(verb, tokens)
    return agents(verb, brought) if passive else subjects(verb)


def _holds(needs: frozenset[str], words: list[Token], brought: list[Complement]) -> bool:
    """Whether one of the needed prepositions, words or both (« en examen ») stands among these."""
    if "INFINITIVE" in needs and any("VerbForm=Inf" in word.morph for word in words):
        return True
    return any(
        item.preposition in needs or f"{item.preposition} {item.head.lower}" in needs for item in brought
    ) or any(word.lemma in needs or word.lower in needs for word in words)
