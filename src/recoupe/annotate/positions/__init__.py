"""Positions of an article: who supports, opposes, urges or conditions what.

Verbs, adjectives and nouns are looked up in ``languages/<language>/positions.toml`` in one pass over the words.
A stand that hangs on a condition (« soutiendra la trêve si… ») has the stance *condition*; a request keeps *urge*.
"""

from __future__ import annotations

from recoupe.annotate.events.casting import is_done_to
from recoupe.annotate.events.conditions import Condition, Conditions
from recoupe.annotate.events.event_spans import closed, first_word
from recoupe.annotate.events.modality import Judge
from recoupe.annotate.events.modality_lexicon import modality_words
from recoupe.annotate.events.negation import is_negated
from recoupe.annotate.events.phrases import (
    MAX_WORDS,
    RELATIVES,
    VERBAL,
    clause,
    complements,
    infinitive,
    is_idiom,
    noun_phrase,
    own_words,
)
from recoupe.annotate.events.roles import Cast, direct_objects, is_passive, is_reflexive, subjects
from recoupe.annotate.events.scene import Scene
from recoupe.annotate.events.torn import is_mistaken_verb, spoken
from recoupe.annotate.events.verb_forms import form_of, masculine
from recoupe.annotate.positions.plain_positions import find_plain_positions, plain_position_words
from recoupe.annotate.positions.position_antecedents import is_mistaken_noun
from recoupe.annotate.positions.position_holders import Holders, brought
from recoupe.annotate.positions.position_lexicon import TAKEN, Lexicon, Row, load_lexicon
from recoupe.annotate.positions.position_targets import STOPS, TOLD_BY_PRONOUN, Targets
from recoupe.annotate.reading import Reading, Token
from recoupe.model import Act, EventModality, Position, Span, Stance

KINDS = {"VERB": "verb", "AUX": "verb", "ADJ": "adjective", "NOUN": "noun", "PROPN": "noun"}


def find_positions(reading: Reading) -> list[Position]:
    """The positions taken in an article, in the order of the text; [] where there is no parse and no plain word list.

    A stand whose holder is not known by an actor's key is left out. English goes to ``plain_positions``, parsed or not.
    """
    plain = plain_position_words(reading.language)
    if plain is not None:
        return find_plain_positions(reading, plain)
    lexicon = load_lexicon(reading.language)
    if not reading.tokens or not lexicon.rows:
        return []
    finder = _Finder(reading, lexicon)
    found: list[Position] = []
    for token in reading.tokens:
        acts = is_mistaken_verb(token, reading.tokens) or (token.pos == "ADJ" and is_reflexive(token))
        if token.pos == "NOUN" and token.index and finder.cast.is_pronoun(reading.tokens[token.index - 1]):
            acts = True
        kind = "verb" if acts else KINDS.get(token.pos)
        if kind is not None or token.text in ("Que", "Qu'", "Qu’"):
            position = finder.read(token, kind) if kind is not None else finder.wished(token)
            if position is not None:
                found.append(position)
    return found


class _Finder:
    """The positions of one article."""

    def __init__(self, reading: Reading, lexicon: Lexicon):
        self.reading = reading
        self.tokens = reading.tokens
        self.lexicon = lexicon
        self.words = modality_words(reading.language)
        self.cast = Cast(reading)
        self.conditions = Conditions(reading)
        self.judge = Judge(self.words, self.conditions)
        self.scene = Scene(reading, self.cast)
        self.targets = Targets(reading, self.cast, self.scene, self.conditions, lexicon)
        self.holders = Holders(reading, self.cast, self.scene, self.judge, lexicon.lists)

    def read(self, token: Token, kind: str) -> Position | None:
        """The stand that a word takes, by the first row of its lemma that fits."""
        rows = self.lexicon.rows
        described = kind == "verb" and masculine(token) in rows["adjective"] and is_passive(token)
        if described and not is_reflexive(token):
            kind = "adjective"
            lemma = masculine(token)
        else:
            lemma = spoken(token) if kind == "verb" else token.lemma
            if kind != "verb" and token.lower.removesuffix("s") in self.lexicon.lists["bearers"]:
                kind, lemma = "adjective", token.lower.removesuffix("s")
            elif kind == "adjective" and lemma not in rows["adjective"]:
                lemma = masculine(token)
        for row in rows[kind].get(lemma, ()):
            position = self.of_verb(token, row) if kind == "verb" else self.of_word(token, row, kind)
            if position is not None:
                return position
        if token.lower == "question":
            return self.ruled_out(token)
        if lemma in self.lexicon.impersonal:
            return self.impersonal(token, self.lexicon.impersonal[lemma])
        if kind == "verb" and lemma in self.lexicon.lists["judging"]:
            return self.judged(token)
        return self.deed_on_condition(token) if kind == "verb" else None

    # ------------------------------------------------------------------ the words that take a stand

    def of_verb(self, verb: Token, row: Row) -> Position | None:
        """« La Valdorie soutient le plan », « Omar Delbos a demandé à Lena Mirande de partir »."""
        if verb.dep.startswith("aux") or (
            row.reflexive is not None and is_reflexive(verb) is not row.reflexive
        ):
            return None
        if is_done_to(verb) or self._pleads(verb) or self.scene.speakers_behind(verb) is not None:
            return None
        if row.clitic and not any(child.lower == row.clitic for child in verb.children[:MAX_WORDS]):
            return None
        if row.beside and self._word_behind(verb, row.beside, BESIDE) is None:
            return None
        if row.precondition:
            return self._made_precondition(verb, row.precondition)
        if row.stance is Stance.CONDITION and not row.only_conditioned:
            return self._conditioned(verb)
        objects = [*direct_objects(verb, self.scene.time_at), *(subjects(verb) if is_passive(verb) else ())]
        if any(head.lemma in row.refuse for head in objects) or self._is_sentence(verb, row):
            return None
        if row.bare and direct_objects(verb, self.scene.time_at):
            return None
        modality = self.judge.of_verb(verb)
        form = form_of(verb)
        if modality is None and self._in_the_street(verb):
            modality = EventModality.OCCURRED
        condition = self._condition_on(verb, form)
        if row.only_conditioned and (condition := condition or self._condition_behind(verb)) is None:
            return None
        if modality is EventModality.UNVERIFIED and form == "conditional" and condition:
            modality = EventModality.CONDITIONAL
        if modality not in TAKEN or self.conditions.inside(verb):
            return None
        stance = _with_polarity(row, is_negated(verb, self.words))
        holders = self.holders.of_verb(verb)
        target = self.targets.of(verb, row) if stance is not None and holders else None
        if stance is None or target is None or self._is_holder(target, holders[0]):
            return None
        return self._record(verb, holders[0], stance, target, condition, self._first(verb))

    def of_word(self, word: Token, row: Row, kind: str) -> Position | None:
        """« La Valdorie est favorable à la trêve »; « son soutien à l'Ostravie »."""
        if self.conditions.inside(word) or (kind == "noun" and is_idiom(word)):
            return None
        if any(child.lower in ("se", "s'") for child in word.children[:MAX_WORDS]) and kind == "adjective":
            return None
        stance: Stance | None = row.stance
        if kind == "adjective":
            dated = word.dep == "amod" and self.scene.is_time(word.head)
            held = word.head if dated else word
            carrier = held.head if held.dep in CARRIED and held.head.pos in VERBAL else word
            holders = self.holders.named(subjects(word))
            if not holders and carrier is not word:
                holders = self.holders.of_verb(carrier) or self.holders.named(subjects(carrier))
            if not holders and word.dep in ("acl", "amod", "appos", "nmod", "conj"):
                holders = self.holders.named([word.head])
            holders = holders or self.holders.first_person(word) or self.holders.said_of_self(word)
            holders = holders or self.holders.right_before(word)
            stance = _with_polarity(row, is_negated(word, self.words) or is_negated(carrier, self.words))
            if stance is None and row.stance is Stance.OPPOSE and self._condition_near(word) is not None:
                stance = Stance.CONDITION
            first = self._first(carrier)
        else:
            phrase = noun_phrase(word, self.tokens, self.cast.key_of, row.target)
            if row.refuse and any(token.lemma in row.refuse for token in phrase):
                return None
            holders = self.holders.owner(word, phrase)
            first = phrase[0]
        target = self.targets.of(word, row) if stance is not None and holders else None
        if stance is None or target is None:
            return None
        return self._record(word, holders[0], stance, target, self._condition_near(word), first)

    def _pleads(self, verb: Token) -> bool:
        """« Me Mirande, qui défend Omar Delbos »: his lawyer takes no stand by that."""
        ahead = [self.tokens[head.index - 1].lower for head in subjects(verb) if head.index]
        return infinitive(verb) == "défendre" and any(word in ("me", "maître") for word in ahead)

    def _is_sentence(self, verb: Token, row: Row) -> bool:
        """« Le tribunal a condamné Omar Delbos *à deux ans de prison* »: a court's sentence is no stand."""
        courts = self.lexicon.lists["courts"]
        if spoken(verb) == "condamner" and any(head.lemma in courts for head in subjects(verb)):
            return True
        return bool(row.refuse_beside) and any(
            word.lemma in row.refuse_beside
            for item in brought(verb)
            for word in (item.head, *item.head.children[:MAX_WORDS])
        )

    def _is_holder(self, target: tuple[Token, Token], holder: str) -> bool:
        """Whether the target is nothing but the holder's name, or a bare pronoun."""
        keys = {self.cast.key_of.get(at) for at in range(target[0].index, target[1].index + 1)}
        if keys == {holder}:
            return True
        bare = target[0] is target[1] and target[0].pos in ("PRON", "SCONJ")
        return bare and target[0].lower not in TOLD_BY_PRONOUN

    def _in_the_street(self, verb: Token) -> bool:
        """« Le syndicat a défilé *pour réclamer* une enquête »."""
        purpose = any(child.lower in ("pour", "afin") for child in verb.children[:MAX_WORDS])
        carrier = verb.head
        street = carrier.pos in VERBAL and infinitive(carrier) in self.lexicon.lists["street"]
        return purpose and street and self.judge.of_verb(carrier) is EventModality.OCCURRED

    def ruled_out(self, word: Token) -> Position | None:
        """« Il est hors de question de céder »: refused by whoever speaks; « *pour Oona Marsel*, pas question de céder »: by her."""
        opening = " ".join(token.lower for token in self.tokens[max(0, word.index - 2) : word.index + 1])
        if not opening.endswith(tuple(self.lexicon.lists["ruled_out"])):
            return None
        behind = self._refused_behind(word)
        if behind is None:
            return None
        views = [
            c
            for c in word.children[:MAX_WORDS]
            if any(m.lower == "pour" and m.dep == "case" for m in c.children)
        ]
        holders = self.holders.named(views) or self.holders.speaker_at(word)
        target = self.targets.stretch(behind + 1, word)
        if not holders or target is None:
            return None
        first = self.tokens[max(0, word.index - 2)]
        return self._record(word, holders[0], Stance.OPPOSE, target, None, first)

    def _refused_behind(self, word: Token) -> int | None:
        """Where the "de" or "que" of what is refused stands, also past whose view it is: « pas question, pour les dockers, *de* céder »."""
        openers = ("de", "d'", "que", "qu'")
        right = self.tokens[word.index + 1 : word.index + 2]
        if right and right[0].lower in openers:
            return right[0].index
        if not right or right[0].lower not in (",", "pour"):
            return None
        for at in range(word.index + 2, min(word.index + _FAR_MARK, len(self.tokens))):
            if self.tokens[at].lower in openers and self.tokens[at - 1].text == ",":
                return at if self.tokens[at].sentence == word.sentence else None
        return None

    def wished(self, opener: Token) -> Position | None:
        """« *Que chacun rentre chez soi* », a exhorté Omar Delbos: what opens with *que* and ends there is what the speaker urges."""
        index = self.scene.attribution(opener.start)
        alone = not opener.index or self.tokens[opener.index - 1].text in WISH_OPENS
        if index is None or not alone or not opener.text[0].isupper():
            return None
        near = self.tokens[opener.index + 1 : opener.index + MAX_WISH]
        verb = next((token for token in near if "VerbForm=Fin" in token.morph), None)
        holders, target = self.scene.speaker_in(index), self.targets.stretch(opener.index + 1, opener)
        if verb is None or not holders or target is None or not self._is_wish(verb, target[1]):
            return None
        behind = self.tokens[target[1].index + 1 : target[1].index + 2]
        if not behind or not (
            behind[0].text in WISH_ENDS or behind[0].start >= self.reading.attributions[index].end
        ):
            return None
        lexical = verb.head if verb.dep.startswith(("aux", "cop")) else verb
        negated = is_negated(lexical, self.words)
        return self._record(
            opener, holders[0], Stance.OPPOSE if negated else Stance.URGE, target, None, opener
        )

    def _is_wish(self, verb: Token, last: Token) -> bool:
        """Whether a verb can be a subjunctive that tells a wish, and the only one of its clause: not « que le train soit tard *gêne* »."""
        told = "Mood=Sub" in verb.morph or ("Tense=Pres" in verb.morph and verb.lower.endswith(("e", "ent")))
        if not told or "Person=1" in verb.morph or infinitive(verb) in self.lexicon.lists["unwished"]:
            return False
        opened = False
        for token in self.tokens[verb.index + 1 : last.index + 1]:
            if token.lower == "ou" or ("VerbForm=Fin" in token.morph and not opened):
                return False
            opened = opened or token.pos in ("SCONJ", "CCONJ") or token.lower in RELATIVES
        return True

    def impersonal(self, word: Token, stance: Stance) -> Position | None:
        """« Il faut rouvrir le port », « il faut ne pas céder », « il est urgent de négocier », said by someone: what the speaker urges."""
        here = next((t for t in self.tokens[max(0, word.index - 4) : word.index] if t.lower == "il"), None)
        if here is None or here.sentence != word.sentence or self.conditions.inside(word):
            return None
        holders = self.holders.speaker_at(word)
        if not holders or form_of(word) not in ("present", "future", "conditional") or _is_over(word):
            return None
        behind = [token.lower for token in self.tokens[word.index + 1 : word.index + 5]]
        if is_negated(word, self.words):
            if word.pos not in VERBAL:
                return None
            stance = Stance.OPPOSE
        elif "ne" in behind and "pas" in behind[behind.index("ne") + 1 :][:1]:
            stance = Stance.OPPOSE
        target = (
            self.targets.bare_infinitive(word)
            or self.targets.infinitive_behind(word)
            or self.targets.clause_behind(word)
        )
        if target is not None and (avoided := self._avoided(target[0], word)) is not None:
            stance, target = Stance.URGE if stance is Stance.OPPOSE else Stance.OPPOSE, avoided
        return None if target is None else self._record(word, holders[0], stance, target, None, here)

    def _avoided(self, first: Token, word: Token) -> tuple[Token, Token] | None:
        """What should be avoided: « il faut éviter *de céder* », « il faut se garder *de céder* »; None for other verbs."""
        at = first.index + (first.lower in ("se", "s'"))
        if at + 1 >= len(self.tokens) or infinitive(self.tokens[at]) not in self.lexicon.lists["avoiding"]:
            return None
        behind = at + 1 + (self.tokens[at + 1].lower in ("de", "d'", "que", "qu'"))
        return self.targets.stretch(behind, word) if behind < len(self.tokens) else None

    def judged(self, verb: Token) -> Position | None:
        """« La Valdorie juge le plan inacceptable », « estime indispensable un accord »."""
        judgment = self._judgment_behind(verb)
        if judgment is None or is_negated(verb, self.words) or self.judge.of_verb(verb) not in TAKEN:
            return None
        between = self.tokens[verb.index + 1 : judgment[0].index]
        if any(token.lower in STOPS or token.lower in ("que", "qu'") for token in between):
            return None
        clitic = self.targets.clitic(verb, "obj")
        heads = [
            head
            for head in direct_objects(verb, self.scene.time_at)
            if head is not judgment[0] and head is not clitic
        ]
        heads += [
            child
            for child in judgment[0].children[:MAX_WORDS]
            if child.dep in ("obj", "nsubj", "obl:arg", "nmod") and child.pos in ("NOUN", "PROPN")
        ]
        before = [head for head in heads if head.index < verb.index and head is verb.head]
        target = next(
            (
                self._phrase_of(head, judgment[0])
                for head in heads
                if head.index > verb.index or head in before
            ),
            None,
        ) or self.targets.infinitive_behind(judgment[0])
        if clitic is not None:
            target = clitic, clitic
        holders = self.holders.of_verb(verb)
        if target is None or not holders or self._is_holder(target, holders[0]):
            return None
        return self._record(verb, holders[0], judgment[1], target, None, self._first(verb))

    def _judgment_behind(self, verb: Token) -> tuple[Token, Stance] | None:
        """The word of judgment within reach of a verb, with the stance it tells."""
        for token in self.tokens[verb.index + 1 : verb.index + 14]:
            if token.sentence != verb.sentence:
                break
            if token.pos in ("ADJ", "VERB"):
                stance = self.lexicon.judged.get(token.lemma) or self.lexicon.judged.get(masculine(token))
                if stance is not None:
                    return token, stance
        return None

    def _phrase_of(self, head: Token, judgment: Token) -> tuple[Token, Token]:
        phrase = [t for t in noun_phrase(head, self.tokens, self.cast.key_of) if t.index != judgment.index]
        return phrase[0], phrase[-1]

    def deed_on_condition(self, verb: Token) -> Position | None:
        """« La Valdorie rouvrirait le port si la milice partait »: an own deed that hangs on a condition.

        Where no actor is to do it, it is the speaker's who commits or threatens: « Le port restera clos tant que… ».
        """
        if verb.sentence not in self.conditions.by_sentence or verb.dep.startswith("aux"):
            return None
        condition = self.conditions.on(verb)
        if (
            condition is None
            or form_of(verb) not in ("future", "conditional")
            or self.conditions.inside(verb)
        ):
            return None
        if infinitive(verb) in self.lexicon.lists["unwilled"] or self._is_further_condition(verb, condition):
            return None
        holders = [] if is_passive(verb) else self.holders.of_verb(verb)
        heads = [head for head in direct_objects(verb, self.scene.time_at) if not self.scene.is_time(head)]
        target: tuple[Token, Token] | None
        if holders and heads and heads[0].pos in ("NOUN", "PROPN"):
            phrase = self.targets.phrase(heads[0])
            opening = verb if phrase[0].lower in OWN and verb.index < phrase[0].index else phrase[0]
            target = self.targets.before_condition(opening, phrase[-1])
        elif holders and not heads and self._binds(verb, condition):
            target = self.targets.before_condition(self._clause_opening(verb), own_words(clause(verb))[-1])
        elif not holders and self._commits(verb, condition):
            holders = self.holders.speaker_at(verb)
            target = self.targets.before_condition(self._clause_opening(verb), own_words(clause(verb))[-1])
        else:
            return None
        if not holders or target is None or target[0].index > target[1].index:
            return None
        return self._record(verb, holders[0], Stance.CONDITION, target, condition, self._first(verb))

    def _is_further_condition(self, verb: Token, condition: Condition) -> bool:
        """« Si le stade ferme *et que Lena Mirande rouvre la piscine* »: *que* stands for another *si*."""
        opening = self._clause_opening(verb)
        if condition.last > opening.index or not opening.index:
            return False
        ahead = self.tokens[condition.last : opening.index]
        return (
            bool(ahead)
            and ahead[-1].lower in ("que", "qu'")
            and all(t.lower in (",", "et", "que", "qu'") for t in ahead)
        )

    def _binds(self, verb: Token, condition: Condition) -> bool:
        """« Nous répondrons si… », « Elle ne paiera pas, sauf si… »: a deed without an object that one binds oneself to."""
        if self._is_own(verb):
            return condition.kind in (*BINDING_KINDS, "si") and form_of(verb) == "future"
        return condition.kind in BINDING_KINDS and is_negated(verb, self.words)

    def _is_own(self, verb: Token) -> bool:
        """« *Nous ne reprendrons pas* tant que le plan n'est pas retiré »: the speaker's own deed, without an object."""
        return any(head.lower in ("nous", "je", "j'") for head in subjects(verb))

    def _clause_opening(self, verb: Token) -> Token:
        """The first word of a clause: the one behind the last stop or *que*."""
        at = verb.index
        while at and verb.index - at < MAX_WORDS:
            ahead = self.tokens[at - 1]
            if ahead.sentence != verb.sentence or ahead.lower in (*STOPS, "«", "que", "qu'"):
                break
            at -= 1
        return self.tokens[at]

    def _commits(self, verb: Token, condition: Condition) -> bool:
        """Whether a speaker binds himself by what he says will be."""
        index = self.scene.attribution(verb.start)
        if index is None:
            return False
        act = self.reading.attributions[index].act
        return act in (Act.THREAT, Act.COMMITMENT) or condition.kind in BINDING_KINDS

    def _conditioned(self, verb: Token) -> Position | None:
        """« La Valdorie conditionne son aide à une réforme »; « Le soutien de Lena Mirande est conditionné à … »."""
        passive = is_passive(verb)
        goods = subjects(verb) if passive else direct_objects(verb, self.scene.time_at)
        brought = [item for item in complements(clause(verb), verb.index) if item.preposition == "à"]
        if not goods or not brought:
            return None
        phrase = noun_phrase(goods[0], self.tokens, self.cast.key_of, ("à",) if passive else ())
        holders = self.holders.owner(goods[0], phrase) if passive else self.holders.of_verb(verb)
        if not holders:
            return None
        asked = noun_phrase(brought[0].head, self.tokens, self.cast.key_of)
        condition = Condition(asked[0].index, asked[-1].index + 1, "conditionné à", frozenset())
        target = self._goods(goods[0], phrase, asked[0])
        return self._record(verb, holders[0], Stance.CONDITION, target, condition, self._first(verb))

    def _word_behind(self, verb: Token, wanted: frozenset[str], reach: int) -> Token | None:
        """« a mis, mardi, son *veto* à »: one of these words within reach behind a verb."""
        return next(
            (
                token
                for token in self.tokens[verb.index + 1 : verb.index + 1 + reach]
                if token.sentence == verb.sentence and (token.lower in wanted or token.lemma in wanted)
            ),
            None,
        )

    def _made_precondition(self, verb: Token, names: frozenset[str]) -> Position | None:
        """« La Valdorie fait de la levée du blocus un préalable à toute rencontre »."""
        name = self._word_behind(verb, names, PRECONDITION_REACH)
        behind = self.tokens[verb.index + 1 : verb.index + 2]
        if name is None or not behind or behind[0].lower not in ("de", "d'", "du", "des"):
            return None
        asked = self.tokens[behind[0].index + 1 : name.index]
        while asked and asked[-1].pos in ("DET", "ADJ", "PUNCT"):
            asked = asked[:-1]
        opener = self._word_behind(name, frozenset({"à", "au", "aux"}), 2)
        holders = self.holders.of_verb(verb)
        if not asked or opener is None or not holders or self.judge.of_verb(verb) not in TAKEN:
            return None
        target = noun_phrase(opener.head, self.tokens, self.cast.key_of)
        condition = Condition(asked[0].index, asked[-1].index + 1, "conditionné à", frozenset())
        if opener.head.index < opener.index or is_negated(verb, self.words):
            return None
        return self._record(
            verb, holders[0], Stance.CONDITION, (target[0], target[-1]), condition, self._first(verb)
        )

    def _goods(self, noun: Token, phrase: list[Token], asked: Token) -> tuple[Token, Token]:
        """What is given on a condition: of « le soutien de la Valdorie à l'Ostravie » *l'Ostravie*, else the noun itself."""
        rows = self.lexicon.rows["noun"].get(noun.lemma, ())
        target = self.targets.of(noun, rows[0]) if rows else None
        if target is not None and target[1].index < asked.index:
            return target
        last = noun
        for word in phrase:
            if (
                word.index > noun.index
                and word.index < asked.index - 1
                and word.index not in self.cast.key_of
            ):
                last = word
            elif word.index in self.cast.key_of and word.index > noun.index:
                break
        while last is not noun and last.pos in ("ADP", "DET", "PUNCT"):
            last = self.tokens[last.index - 1]
        return phrase[0], last

    # ------------------------------------------------------------------ what, and on what condition

    def _first(self, word: Token) -> Token:
        """Where the words of a stand begin: at the subject, where that stands before it."""
        return self.tokens[first_word(word, self.tokens, self.words.verbs)]

    def _condition_near(self, word: Token) -> Condition | None:
        """The condition on an adjective or noun, also where it bears on what that brings: « prêt à négocier si… »."""
        led = [child for child in word.children[:MAX_WORDS] if child.dep in ("xcomp", "acl", "ccomp")]
        return next((found for here in (word, *led) if (found := self.conditions.on(here))), None)

    def _condition_behind(self, verb: Token) -> Condition | None:
        """The condition that closes a threat or a promise: « menace de fermer le port *si la trêve échoue* »."""
        for condition in self.conditions.by_sentence.get(verb.sentence, ()):
            if condition.first > verb.index:
                return condition
        return None

    def _condition_on(self, verb: Token, form: str) -> Condition | None:
        """The condition on a verb, also where « l'offre » behind it passes for a verb of its own."""
        if form == "past":
            return None
        mistaken = [c for c in verb.children[:MAX_WORDS] if is_mistaken_noun(c, self.tokens)]
        return next((found for here in (verb, *mistaken) if (found := self.conditions.on(here))), None)

    # ------------------------------------------------------------------ records

    def _record(
        self,
        cue: Token,
        holder: str,
        stance: Stance,
        target: tuple[Token, Token],
        condition: Condition | None,
        first: Token,
    ) -> Position:
        text = self.reading.text
        end = closed(self.tokens, target[0].index, target[1].index).end
        target_span = Span(start=target[0].start, end=end)
        span = None
        if condition is not None:
            span = Span(start=self.tokens[condition.first].start, end=self.tokens[condition.last - 1].end)
            stance = stance if stance is Stance.URGE else Stance.CONDITION
        here = not any(token.text == "." for token in self.tokens[target[1].index + 1 : first.index])
        edges = [s for s in (target_span if here else None, span) if s is not None]
        return Position(
            start=min([first.start, cue.start, *(edge.start for edge in edges)]),
            end=max([cue.end, *(edge.end for edge in edges)]),
            holder=holder,
            stance=stance,
            target=text[target_span.start : target_span.end],
            target_span=target_span,
            condition=text[span.start : span.end] if span else None,
            condition_span=span,
            attribution=self.scene.attribution(cue.start),
        )


BESIDE = 6
MAX_WISH = 8
OWN = frozenset({"leur", "leurs", "ma", "mes", "mon", "nos", "notre", "sa", "ses", "son"})
WISH_OPENS = frozenset({".", "!", "?", "…", "«", '"', "“", ":"})
WISH_ENDS = frozenset({".", "!", "…", "»", '"', "”"})
PRECONDITION_REACH = 20
CARRIED = frozenset({"xcomp", "advmod", "amod", "obj", "obl:mod"})
BINDING_KINDS = frozenset(
    {"tant que", "à condition que", "sauf si", "à moins que", "quand", "avant que", "pourvu que"}
)


_FAR_MARK = 15


def _is_over(word: Token) -> bool:
    """« Il *a fallu* du temps » urges nothing."""
    return "VerbForm=Part" in word.morph and "Tense=Past" in word.morph and word.lemma == "falloir"


def _with_polarity(row: Row, negated: bool) -> Stance | None:
    """The stance of a word, negated or not; None where a negation says too little."""
    if negated:
        return row.negated
    return None if row.only_negated else row.stance
