"""What the parser tears apart: a verb it takes for a noun, a subject or an object it hangs elsewhere."""

from __future__ import annotations

from collections.abc import Container

from recoupe.annotate.events.phrases import MAX_WORDS, VERBAL, WORDS, infinitive
from recoupe.annotate.events.roles import NEAR
from recoupe.annotate.events.scene import Scene
from recoupe.annotate.events.verb_forms import masculine
from recoupe.annotate.reading import Reading, Token
from recoupe.languages import word_list

FRONTED_WORDS = 30
SET_WORDS = 6
PARTICIPLES = ("é", "ée", "és", "ées", "i", "is", "ie", "ies", "u", "us", "ue", "ues", "it", "ite")
ARTICLES, OPENING = WORDS["articles"], WORDS["opening"]
MISREAD: dict[str, str] = {
    form: verb for verb, forms in word_list("fr", "roles")["misread"].items() for form in forms
}


def is_mistaken_verb(token: Token, tokens: list[Token]) -> bool:
    """Whether a form of a verb stands where the word that the parser takes it for cannot: bare, and before an article.

    « Lena Mirande, maire de Kessim, *juge* la vente inutile », « réclame une enquête et *menace* de partir ».
    """
    if token.pos not in ("NOUN", "ADJ") or not 0 < token.index < len(tokens) - 1:
        return False
    ahead, behind = tokens[token.index - 1], tokens[token.index + 1]
    opens = ahead.lower in OPENING or (ahead.pos in ("NOUN", "PROPN", "ADJ") and token.dep == "ROOT")
    if not opens or any(
        child.dep in ("det", "case", "amod", "nmod") and child.index < token.index
        for child in token.children[:MAX_WORDS]
    ):
        return False
    if behind.lower in ARTICLES:
        return True
    if token.pos != "NOUN" or behind.lower not in ("de", "d'", "à", "au", "aux"):
        return False
    beyond = tokens[token.index + 2 : token.index + 3]
    led = bool(beyond) and "VerbForm=Inf" in beyond[0].morph
    return led or (behind.lower == "à" and token.dep in ("amod", "appos") and ahead.lower == ",")


def objects_of_mistaken(verb: Token, tokens: list[Token]) -> list[Token]:
    """The object of a verb that the parser takes for a noun: the first noun with an article and no preposition behind it.

    « Lena Mirande, maire de Kessim, demande à la Valdorie *la levée* du blocus ».
    """
    for at in range(verb.index + 1, min(len(tokens), verb.index + NEAR)):
        token = tokens[at]
        if token.sentence != verb.sentence or token.lower == ",":
            break
        if token.lower in ARTICLES and tokens[at - 1].pos != "ADP" and token.head.pos in ("NOUN", "PROPN"):
            return [token.head]
    return []


def object_behind_day(verb: Token, tokens: list[Token], dated: Container[int]) -> list[Token]:
    """The object that a day or an hour parts from its verb, which the parser hangs on that day or on a later verb.

    « La police a arrêté mardi vers midi *un maçon*, a dit le maire »; « a livré la semaine dernière *des vivres* ».
    ``dated`` are the words of time expressions.
    """
    subject = [
        child for child in verb.children[:MAX_WORDS] if child.dep == "nsubj" and child.index < verb.index
    ]
    at, end = verb.index + 1, min(len(tokens) - 1, verb.index + NEAR)
    while at < end and (tokens[at].index in dated or (tokens[at].pos == "ADP" and at + 1 in dated)):
        at += 1
    opener = tokens[at] if at < len(tokens) else verb
    if not subject or at == verb.index + 1 or opener.sentence != verb.sentence:
        return []
    opens = opener.pos == "DET" or opener.lower in ARTICLES or opener.lower == "des"
    noun = opener.head
    return [noun] if opens and noun.pos in ("NOUN", "PROPN") and at < noun.index <= at + SET_WORDS else []


def misread_governor(verb: Token, tokens: list[Token]) -> str | None:
    """The infinitive of the verb right before a past infinitive that the parser takes for an adverb.

    « La Valdorie *dément* avoir visé Kessim » has *démentir*.
    """
    first = min(
        [verb.index, *(child.index for child in verb.children[:MAX_WORDS] if child.dep.startswith("aux"))]
    )
    while first > 1 and tokens[first - 1].lower in WORDS["negating"]:
        first -= 1
    return MISREAD.get(tokens[first - 1].lower) if first and tokens[first - 1].pos == "ADV" else None


def fronted_patient(verb: Token, tokens: list[Token]) -> list[Token]:
    """Whom a participle that opens a sentence tells of: the first noun behind its comma.

    « *Reçue lundi par Lena Mirande*, la Valdorie n'a rien obtenu ».
    """
    if not is_fronted(verb, tokens):
        return []
    for at in range(verb.index + 1, min(len(tokens) - 2, verb.index + FRONTED_WORDS)):
        if tokens[at].sentence > verb.sentence + 1 or tokens[at].lower in (".", ";"):
            break
        if tokens[at].lower == "," and tokens[at + 1].pos in ("DET", "NOUN", "PROPN", "PRON"):
            behind = tokens[at + 1]
            return [behind.head] if behind.pos == "DET" and behind.head.index > at else [behind]
    return []


def is_fronted(verb: Token, tokens: list[Token]) -> bool:
    """Whether a past participle opens its sentence, whatever the parser takes it for."""
    if verb.index and tokens[verb.index - 1].sentence == verb.sentence:
        return False
    if not verb.lower.endswith(PARTICIPLES) or verb.pos not in ("VERB", "ADJ"):
        return False
    return not any(child.dep.startswith("aux") or child.dep == "cop" for child in verb.children[:MAX_WORDS])


def torn_subject(verb: Token, tokens: list[Token]) -> list[Token]:
    """The name that an insertion parts from its verb, where the parser makes two sentences of it.

    « *La Valdorie*, en revanche, a rejeté l'offre ».
    """
    if verb.head is not verb or "VerbForm=Inf" in verb.morph:
        return []
    first = verb.index
    while first and tokens[first - 1].sentence == verb.sentence and verb.index - first < NEAR:
        first -= 1
    if first == verb.index or tokens[first].text != "," or not first:
        return []
    ahead = tokens[first - 1]
    if ahead.end != tokens[first].start:
        return []
    while ahead.head is not ahead and ahead.head.sentence == ahead.sentence:
        ahead = ahead.head
    return [ahead] if ahead.pos in ("PROPN", "NOUN") and ahead.index >= first - NEAR else []


def torn_object(noun: Token) -> Token | None:
    """The verb of an object that the parser takes for a circumstance, or for a second name of the day before it.

    « La Valdorie *a exigé* samedi le retrait »; also where it takes the verb for an adjective.
    """
    before_it = [child for child in noun.children[:MAX_WORDS] if child.index < noun.index]
    if not any(child.dep == "det" for child in before_it) or any(child.dep == "case" for child in before_it):
        return None
    head = noun.head
    if noun.dep == "appos" and head.dep == "obl:mod":
        head = head.head
    elif noun.dep not in ("obl:mod", "obl:arg", "nmod") and not (
        noun.dep == "obj" and head.pos not in VERBAL
    ):
        return None
    done = any(child.dep == "aux:tense" for child in head.children[:MAX_WORDS])
    return head if head.index < noun.index and (head.pos in VERBAL or done) else None


def spoken(verb: Token) -> str:
    """The infinitive of a verb, also of a participle in -é that the parser takes for an adjective (« *a exigé* »)."""
    if verb.pos in VERBAL:
        return infinitive(verb)
    plain = masculine(verb)
    return plain.removesuffix("é") + "er" if plain.endswith("é") else infinitive(verb)


def bare_names(verb: Token, reading: Reading, named: Container[int], scene: Scene) -> list[Token]:
    """Names right behind a verb without a preposition, which the parser may take for something else than its object.

    « La police a arrêté *Omar Delbos* », « a remis en liberté *Omar Delbos* », also where a name unknown to the parser
    opens a sentence of its own. ``named`` are the words of mentions.
    """
    if any(child.dep == "obj" for child in verb.children[:MAX_WORDS]):
        return []
    torn = reading.tokens[verb.index + 1 : verb.index + 2]
    if torn and torn[0].index in named and _runs_on(verb, torn[0], reading):
        return [] if scene.is_time(torn[0]) else torn
    near = [
        part
        for child in verb.children[:MAX_WORDS]
        if verb.index < child.index <= verb.index + SET_WORDS
        for part in (child, *(_hung_on(child) if child.index not in named else ()))
    ]
    return [
        child
        for child in near
        if child.dep in ("nmod", "obl:mod", "obl:arg", "xcomp", "dep", "appos", "flat:name")
        and child.index in named
        and not scene.is_time(child)
        and not any(c.dep == "case" for c in child.children[:MAX_WORDS])
    ][:1]


def _hung_on(child: Token) -> list[Token]:
    """« a remis en liberté *Omar Delbos* »: names that the parser hangs on a set phrase."""
    if not child.dep.startswith("obl"):
        return []
    return [part for part in child.children[:MAX_WORDS] if part.dep in ("nmod", "appos")]


def _runs_on(verb: Token, behind: Token, reading: Reading) -> bool:
    """Whether a word opens the sentence after a verb's, in the same paragraph."""
    sentences = reading.sentences
    same = sentences[verb.sentence].paragraph == sentences[behind.sentence].paragraph
    return same and behind.sentence == verb.sentence + 1
