"""What a stand is about: the words of the target of a verb, an adjective or a noun that takes one."""

from __future__ import annotations

from recoupe.annotate.events.conditions import Conditions
from recoupe.annotate.events.phrases import (
    MAX_WORDS,
    VERBAL,
    WORDS,
    clause,
    complements,
    infinitive,
    noun_phrase,
)
from recoupe.annotate.events.roles import Cast, direct_objects, is_passive
from recoupe.annotate.events.scene import Scene
from recoupe.annotate.events.torn import objects_of_mistaken
from recoupe.annotate.positions.position_antecedents import is_mistaken_noun, taken_up
from recoupe.annotate.positions.position_lexicon import Lexicon, Row
from recoupe.annotate.reading import Reading, Token
from recoupe.model import Stance

CLITIC_TARGETS = {"à": ("y",), "dative": ("lui", "leur"), "obj": ("le", "la", "l'", "les")}
TOLD_BY_PRONOUN = WORDS["target"]
CLITIC_WORDS = 4
CLAUSE_REACH = 13
MOST_COMMAS = 3
BETWEEN = frozenset({"ADP", "ADV", "ADJ", "DET", "NUM"})
QUOTES = frozenset({"«", '"', "“"})
STOPS = frozenset({",", ";", ":", ".", "!", "?", "…", "»", '"', "”", "(", ")", "—", "–"})


class Targets:
    """Finds the targets of the stands of one article."""

    def __init__(self, reading: Reading, cast: Cast, scene: Scene, conditions: Conditions, lexicon: Lexicon):
        self.reading = reading
        self.lexicon = lexicon
        self.tokens = reading.tokens
        self.cast = cast
        self.scene = scene
        self.conditions = conditions

    def of(self, word: Token, row: Row) -> tuple[Token, Token] | None:
        """The first and last word of what a stand is about."""
        for place in row.target:
            found = self._target_at(word, place, row)
            if found is not None:
                return found
        return None

    def _target_at(self, word: Token, place: str, row: Row) -> tuple[Token, Token] | None:
        clitic = self.clitic(word, place)
        if clitic is not None:
            return taken_up(clitic, word, self.reading, self.cast) or (clitic, clitic)
        if place == "infinitive":
            return self.infinitive_behind(word)
        if place == "clause":
            return self.clause_behind(word)
        if place == "obj":
            heads = self._objects(word)
        else:
            words = self._clause_around(word) if word.pos in (*VERBAL, "ADJ") else self._behind(word, row)
            near = MAX_WORDS if word.pos not in VERBAL or place != "de" else 4
            opener, *noun = place.split()[:2]
            heads = [
                item.head
                for item in complements(words, word.index)
                if item.preposition == opener
                and item.at - word.index <= near
                and (not noun or item.head.lemma in noun)
            ]
            if word.pos not in VERBAL and place == "de":
                heads = [head for head in heads if not self.cast.named(head, inside=False)]
            told = [head for head in heads if not self._is_place(head)]
            heads = told or heads
        heads = [
            head
            for head in heads
            if head is not word
            and head.lemma not in row.refuse
            and (not row.only_headed or head.lemma in row.only_headed)
            and (head.pos in ("NOUN", "PROPN", "NUM", "X") or self.is_told(head))
            and not (row.stance is Stance.URGE and self._is_place(head))
            and not (head.lemma in row.refuse_counted and self._is_counted(head))
        ]
        if not heads:
            return None
        if heads[0].pos == "PRON" and heads[0].lower == "ce":
            return heads[0], heads[0]
        phrase = self.phrase(heads[0])
        if place == "en faveur de" and heads[0].lemma == "faveur":
            phrase = phrase[2:] or phrase
        return self.before_condition(phrase[0], phrase[-1])

    def _objects(self, word: Token) -> list[Token]:
        """The heads of what a verb is done to, the subject of a passive one."""
        if is_passive(word):
            undergoing = [child for child in word.children[:MAX_WORDS] if child.dep == "nsubj:pass"]
            if undergoing:
                return undergoing
        heads = [head for head in direct_objects(word, self.scene.time_at) if not self.scene.is_time(head)]
        return heads or (objects_of_mistaken(word, self.tokens) if word.pos not in VERBAL else [])

    def is_told(self, head: Token) -> bool:
        """A pronoun that tells a target, or « l'*offre* », a noun that the parser takes for a verb."""
        return head.lower in TOLD_BY_PRONOUN or is_mistaken_noun(head, self.tokens)

    def _is_counted(self, head: Token) -> bool:
        """« quatre morts », « de lourds dégâts », « une centaine de victimes »."""
        children = head.children[:MAX_WORDS]
        counted = any(
            c.dep == "nummod" or c.pos == "NUM" or c.lower in ("de", "des", "un", "une") for c in children
        )
        return counted or head.lemma in WORDS["measures"]

    def phrase(self, noun: Token) -> list[Token]:
        """The words of a noun's phrase with what the noun calls for (« un appel *à la grève* »), without a bare day or a manner behind it.

        « a rejeté l'offre *à l'unanimité* », « cesseront le travail *jeudi* ».
        """
        rows = self.lexicon.rows["noun"].get(noun.lemma, ())
        brings = {place for row in rows for place in row.target if place != "infinitive"}
        words = noun_phrase(noun, self.tokens, self.cast.key_of, brings)
        for at, word in enumerate(words):
            if word.index <= noun.index:
                continue
            if word.lower == "à" and self._is_manner(words[at + 1 : at + 5]):
                return words[:at]
            day = (
                self.scene.is_time(word)
                and word.pos in ("NOUN", "PROPN")
                and words[at - 1].pos not in ("ADP", "DET")
            )
            if day and not any(self.scene.is_time(other) for other in words[:at]):
                return words[:at]
        return words

    def _is_manner(self, words: list[Token]) -> bool:
        for word in words:
            if word.lower in self.lexicon.lists["manners"]:
                return True
            if word.pos not in ("DET", "ADJ"):
                return False
        return False

    def _clause_around(self, word: Token) -> list[Token]:
        """The words of a clause; of « restait *opposée*, mardi, à la vente » and « dite jeudi *favorable* à la vente » those of
        the verb or the day that carries it as well."""
        words = clause(word)
        day = word.dep == "amod" and self.scene.is_time(word.head)
        if day or (word.dep == "xcomp" and "VerbForm=Inf" not in word.morph):
            words = sorted({*words, *clause(word.head)}, key=lambda token: token.index)
        return words

    def _is_place(self, head: Token) -> bool:
        """« l'invitera *à Kessim* », « se sont opposés *à Kessim* au passage du train »: where, and nothing that is asked for."""
        return any(self.cast.is_place(key) for key in self.cast.named(head, inside=False))

    def clitic(self, word: Token, place: str) -> Token | None:
        """« Le syndicat s'*y* oppose », « *y* est favorable », « Omar Delbos *l'*a condamné »: a target told by a pronoun before its verb."""
        wanted = CLITIC_TARGETS.get(place)
        if wanted is None or (is_passive(word) and place != "à") or (word.pos not in VERBAL and place != "à"):
            return None
        return next(
            (
                child
                for child in word.children[:MAX_WORDS]
                if 0 < word.index - child.index <= CLITIC_WORDS
                and child.pos == "PRON"
                and child.lower in wanted
            ),
            None,
        )

    def _behind(self, noun: Token, row: Row) -> list[Token]:
        """The words of a noun's phrase, whatever the parser hung its complements on."""
        return noun_phrase(noun, self.tokens, self.cast.key_of, row.target)

    def infinitive_behind(self, word: Token) -> tuple[Token, Token] | None:
        """« de *publier la liste* », « à *rouvrir le port* »: the infinitive that completes a word, with its own complements."""
        for at in range(word.index + 1, min(len(self.tokens), word.index + 16)):
            token = self.tokens[at]
            if (
                token.sentence != word.sentence
                or token.pos in ("SCONJ", "PUNCT")
                or "VerbForm=Fin" in token.morph
            ):
                return None
            if token.lower in ("de", "d'", "à") and self._opens_infinitive(at):
                if self.tokens[at - 1].lower in self.lexicon.lists["purposes"] or self._is_outlets(at + 1):
                    return None
                quoted = at + 1 < len(self.tokens) and self.tokens[at + 1].lower in QUOTES
                return self.stretch(at + 2 if quoted else at + 1, word)
            if token.lower == "pour":
                return None
        return None

    def _is_outlets(self, at: int) -> bool:
        """« a accepté de *nous* recevoir »: outside what somebody says, *nous* is the outlet."""
        word = self.tokens[at]
        return word.lower in ("nous", "me", "m'") and self.scene.attribution(word.start) is None

    def _opens_infinitive(self, at: int) -> bool:
        for token in self.tokens[at + 1 : at + 5]:
            if "VerbForm=Inf" in token.morph and token.lower.endswith(("r", "re")):
                return True
            if token.pos not in ("PRON", "ADV", "PART") and token.lower not in QUOTES:
                return False
        return False

    def clause_behind(self, word: Token) -> tuple[Token, Token] | None:
        """« que *le port rouvre* »: the clause that completes a verb, also behind a day, an adverb or whom it is asked of."""
        for at in range(word.index + 1, min(len(self.tokens), word.index + CLAUSE_REACH)):
            token = self.tokens[at]
            if token.sentence != word.sentence:
                return None
            if token.lower in ("que", "qu'") and (token.pos != "PRON" or at <= word.index + 2):
                return self._with_verb(self.stretch(at + 1, word), word)
            led = token.pos in ("NOUN", "PROPN") and self._is_led(token, word)
            if not (led or self.scene.is_time(token) or token.pos in BETWEEN or token.lower.startswith("-")):
                return None
        return None

    def _is_led(self, noun: Token, word: Token) -> bool:
        """Whether a preposition brings a noun behind a verb: « demande *au gouvernement* que »."""
        ahead = [t for t in self.tokens[max(word.index + 1, noun.index - 4) : noun.index] if t.pos != "ADJ"]
        return any(t.pos == "ADP" or t.lower in ("au", "aux") for t in ahead)

    def _with_verb(self, found: tuple[Token, Token] | None, word: Token) -> tuple[Token, Token] | None:
        """« que *dans ce dossier, rien ne bouge* »: a clause goes on past the comma until it has its verb."""
        if found is None:
            return None
        first, last = found
        for _ in range(MOST_COMMAS):
            comma = last.index + 1
            if any("VerbForm=Fin" in t.morph for t in self.tokens[first.index : comma]):
                return first, last
            further = self.tokens[comma : comma + 1]
            behind = self.stretch(comma + 1, word) if further and further[0].text == "," else None
            if behind is None:
                break
            last = behind[1]
        return first, last

    def stretch(self, first: int, word: Token) -> tuple[Token, Token] | None:
        """From a word to the next stop of its sentence."""
        last = first
        inside = False
        while last < len(self.tokens) and last - first < MAX_WORDS:
            token = self.tokens[last]
            opening = token.lower == '"' and self._opens_quote(token)
            closing = inside and token.lower in ('"', "»")
            if token.sentence != word.sentence or (token.lower in STOPS and not opening and not closing):
                break
            if closing:
                inside = False
                last += 1
                continue
            inside = inside or opening or token.lower == "«"
            if token.lower in ("et", "mais", "alors") and last > first and self._starts_clause(last):
                break
            last += 1
        if last == first:
            return None
        return self.before_condition(self.tokens[first], self.tokens[last - 1])

    def _opens_quote(self, mark: Token) -> bool:
        text = self.reading.text
        return text[mark.start - 1 : mark.start].isspace() and not text[mark.end : mark.end + 1].isspace()

    def bare_infinitive(self, word: Token) -> tuple[Token, Token] | None:
        """« Il faut *rouvrir le port* »."""
        behind = word.index + 1
        while behind < len(self.tokens) and self.tokens[behind].pos in ("ADV", "PRON"):
            behind += 1
        if behind >= len(self.tokens) or "VerbForm=Inf" not in self.tokens[behind].morph:
            return None
        if infinitive(self.tokens[behind]) in self.lexicon.lists["unurged"]:
            return None
        while self.tokens[behind - 1].pos == "PRON" and behind - 1 > word.index:
            behind -= 1
        return self.stretch(behind, word)

    def _starts_clause(self, at: int) -> bool:
        """Whether a finite verb follows a conjunction within three words: « …, et ne les soutiendra pas »."""
        return any(
            "VerbForm=Fin" in token.morph or token.lower in ("ne", "n'")
            for token in self.tokens[at + 1 : at + 4]
        )

    def before_condition(self, first: Token, last: Token) -> tuple[Token, Token] | None:
        """A target ends where the condition begins."""
        for condition in self.conditions.by_sentence.get(first.sentence, ()):
            if first.index < condition.first <= last.index:
                ahead = self.tokens[condition.first - 1]
                comma = ahead.text == "," and ahead.index > first.index
                return first, self.tokens[ahead.index - 1] if comma else ahead
            if condition.first <= first.index < condition.last:
                return None
        return first, last
