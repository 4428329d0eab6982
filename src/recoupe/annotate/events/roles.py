"""Who did what to whom: the actors that stand as subject, object or complement of a verb or of a noun.

The parser places prepositional phrases loosely, so complements are read off the words in their order
inside the clause or noun phrase, and the tree is only asked for subjects, objects and where a clause ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable
from functools import cache
from typing import NamedTuple

from recoupe.annotate.reading import Reading, Token
from recoupe.languages import word_list
from recoupe.model import ActorKind

MAX_WORDS = 60
NEAR = 12
CLAUSES = frozenset({"ccomp", "advcl", "acl:relcl", "parataxis", "csubj"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:caus", "expl:subj"})
RELATIVES = frozenset({"qui", "lequel", "laquelle", "lesquels", "lesquelles"})
PREPOSITIONS = frozenset(
    {
        "à",
        "au",
        "aux",
        "auprès",
        "avec",
        "chez",
        "contre",
        "d'",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "entre",
        "envers",
        "lors",
    }
    | {"par", "pour", "près", "sur", "vers", "visant", "après", "avant", "depuis", "sans", "selon", "sous"}
)
CONTROLLING = frozenset(
    {
        "accuser",
        "aider",
        "appeler",
        "autoriser",
        "charger",
        "contraindre",
        "convaincre",
        "demander",
        "empêcher",
        "encourager",
    }
    | {
        "enjoindre",
        "exhorter",
        "forcer",
        "inciter",
        "interdire",
        "inviter",
        "obliger",
        "ordonner",
        "permettre",
        "persuader",
    }
    | {"pousser", "presser", "prier", "reprocher", "sommer", "soupçonner", "suspecter"}
)
OWNING = frozenset({"de", "d'", "du", "des"})
COMPOUND = frozenset({"auprès", "près", "lors", "hors", "autour", "loin", "cours", "vertu", "côté"})
BINDING = frozenset({"contre", "entre", "envers", "de", "d'", "du", "des", "visant"})
VERBAL = frozenset({"VERB", "AUX"})
CONTRACTED = {
    "d'": "de", "du": "de", "des": "de", "au": "à", "aux": "à", "jusqu'": "jusque", "a": "à",
}  # fmt: skip


def infinitive(verb: Token) -> str:
    """The infinitive of a verb; the parser's lemma, mended where it gave a present form back: « réclame » is *réclamer*."""
    lemma = verb.lemma
    if lemma.endswith("e") and not lemma.endswith("re"):
        return lemma + "r"
    if lemma.endswith("ent") and lemma == verb.lower:
        return lemma[:-2] + "r"
    if lemma.endswith("re") and lemma == verb.lower and "VerbForm=Inf" not in verb.morph:
        return lemma + "r"
    return lemma


class Complement(NamedTuple):
    """A preposition (its plain form, e.g. ``à`` for *aux*), the head word of what it brings, where it stands."""

    preposition: str
    head: Token
    at: int


@cache
def role_words(language: str) -> dict[str, frozenset[str]]:
    """The word lists of ``languages/<language>/roles.toml`` as sets of lemmas."""
    return {name: frozenset(words) for name, words in word_list(language, "roles").get("nouns", {}).items()}


class Cast:
    """The actors of one article by the words that name them.

    The innermost of nested mentions holds a word. Built once an article, in time linear in tokens and mentions.
    """

    def __init__(self, reading: Reading):
        self.tokens = reading.tokens
        self.language = reading.language
        self.kinds: dict[str, ActorKind] = {actor.key: actor.kind for actor in reading.actors}
        self.key_of: dict[int, str] = {}
        self.span_of: dict[int, tuple[int, int]] = {}
        starts = [token.start for token in reading.tokens]
        painted = 0
        for mention in sorted(reading.mentions, key=lambda m: (m.start - m.end, m.start)):
            first = bisect_left(starts, mention.start)
            while first < len(starts) and starts[first] < mention.end and painted < 20 * len(starts):
                self.key_of[first] = mention.actor
                self.span_of[first] = (mention.start, mention.end)
                first += 1
                painted += 1

    def kind(self, key: str) -> ActorKind | None:
        return self.kinds.get(key)

    def is_place(self, key: str) -> bool:
        return self.kinds.get(key) is ActorKind.PLACE

    def named(self, head: Token, *, inside: bool) -> list[str]:
        """The keys of the actors that a noun phrase names, its coordinated members included, in the order of the text.

        With ``inside``, a phrase whose head names nobody stands for the first actor named within it
        (« le port de Kessim » for Kessim); otherwise only bodies that act for one do (« l'armée valdorienne »).
        """
        keys: list[str] = []
        for member in members(head):
            key = self._key(member, inside)
            if key and key not in keys:
                keys.append(key)
        return keys

    def _key(self, head: Token, inside: bool) -> str | None:
        key = self.key_of.get(head.index)
        if key:
            return key
        words = role_words(self.language)
        if head.lemma in words.get("related", ()) or head.lower in words.get("related", ()):
            return self._name_beside(head)
        whole = head.lemma in words.get("measures", ()) or head.lower in words.get("measures", ())
        if not inside and not whole and head.lemma not in words.get("bodies", ()):
            return self._name_beside(head)
        behind = [token for token in self.tokens[head.index + 1 : head.index + 2] if token.text.islower()]
        for token in [*behind, *phrase(head)]:
            if token.index in self.key_of and _belongs(token, head):
                return self.key_of[token.index]
        return None

    def _name_beside(self, head: Token) -> str | None:
        """The name set beside a common noun: « la maire, Lena Mirande »."""
        for child in head.children[:MAX_WORDS]:
            if child.dep in ("appos", "flat:name", "flat") and child.index in self.key_of:
                return self.key_of[child.index]
        return None


def _belongs(word: Token, head: Token) -> bool:
    """Whether a name inside a phrase is whose the thing is: « le port *de Kessim* », not « la haine envers Kessim »."""
    here = word
    for _ in range(8):
        cases = {child.lower for child in here.children[:MAX_WORDS] if child.dep == "case"}
        if cases and not cases & OWNING:
            return False
        if here.head is head or here.head is here or here is head:
            return True
        here = here.head
    return True


def members(head: Token) -> list[Token]:
    """A noun and the nouns coordinated with it: « la Valdorie et l'Ostravie »."""
    found = [head]
    for child in head.children[:MAX_WORDS]:
        if child.dep == "conj" and child.pos not in VERBAL:
            found.append(child)
            found.extend(c for c in child.children[:MAX_WORDS] if c.dep == "conj" and c.pos not in VERBAL)
    return found


def phrase(head: Token) -> list[Token]:
    """The words of a noun phrase without relative clauses, appositions apart, coordinated members; at most 60, in order."""
    return _grow(
        head, lambda child: child.dep not in CLAUSES and child.dep not in ("conj", "appos", "cc", "punct")
    )


def clause(verb: Token) -> list[Token]:
    """The words of a clause without the clauses that hang on it; at most 60, in the order of the text."""
    return _grow(verb, _in_clause)


def _in_clause(child: Token) -> bool:
    if child.dep in CLAUSES or child.dep == "punct":
        return False
    return not (child.dep == "conj" and child.pos in VERBAL)


def below(head: Token) -> list[Token]:
    """A word and all that hangs on it; at most 60 words, in the order of the text."""
    return _grow(head, lambda child: True)


def _grow(head: Token, keep: Callable[[Token], bool]) -> list[Token]:
    found, stack = [head], [head]
    while stack and len(found) < MAX_WORDS:
        for child in stack.pop().children:
            if keep(child):
                found.append(child)
                stack.append(child)
                if len(found) >= MAX_WORDS:
                    break
    return sorted(found, key=lambda token: token.index)


def complements(words: Iterable[Token], after: int) -> list[Complement]:
    """The prepositions among these words after a place in the text, each with the noun it brings.

    « Omar Delbos a envoyé des tentes à l'Ostravie » has (à, Ostravie), wherever the parser hangs it.
    """
    found = []
    previous: Token | None = None
    for token in words:
        if token.index <= after or token.lower not in PREPOSITIONS:
            continue
        if token.pos == "DET" and token.lower not in ("du", "au", "aux"):
            continue
        if previous is not None and previous.lower in COMPOUND and previous.index == token.index - 1:
            previous = token
            continue
        previous = token
        head = _brought(token)
        if head is not None:
            found.append(Complement(CONTRACTED.get(token.lower, token.lower), head, token.index))
    return found


def agents(verb: Token, brought: Iterable[Complement]) -> list[Token]:
    """Who does what a passive verb says, *par* another participle left to that one.

    « Omar Delbos a été blessé, a dit un témoin cité par la Valdorie » names no doer.
    """
    found = [item.head for item in brought if item.preposition == "par" and not _of_other(item, verb)]
    return found + [c for c in verb.children[:MAX_WORDS] if c.dep == "obl:agent" and c not in found]


def _of_other(agent: Complement, verb: Token) -> bool:
    """Whether another participle stands between a verb and its *par*, or the phrase hangs on a noun."""
    here = agent.head
    for _ in range(4):
        if here.head is verb or here.head is here:
            break
        here = here.head
        if here.index > verb.index and "VerbForm=Part" in here.morph and here.dep in ("acl", "amod"):
            return True
    return False


def without_sources(verb: Token, words: list[Token], language: str) -> list[Token]:
    """The words of a clause without the phrases that only name the source.

    « Selon la Valdorie, la milice a quitté le port, d'après un bilan communiqué par Omar Delbos » keeps the middle.
    """
    table = word_list(language, "roles").get("sources", {})
    openers, documents = table.get("openers", ()), table.get("documents", ())
    kept: list[Token] = []
    dropping = False
    last = -1
    for word in words:
        gap = word.index > last + 1
        if dropping and (
            word.index >= verb.index > last or word.dep in SUBJECTS or word.dep.startswith("aux")
        ):
            dropping = False
        if dropping and gap and word.index < verb.index:
            dropping = False
        if word.lower in openers or (word.lower == "après" and kept and kept[-1].lower == "d'"):
            dropping = True
            if word.lower == "après":
                kept.pop()
        elif gap and word.index > verb.index and word.pos == "ADP" and word.head.lemma in documents:
            dropping = True
        if not dropping:
            kept.append(word)
        last = word.index
    return kept if verb in kept else words


def _brought(preposition: Token) -> Token | None:
    """The noun a preposition brings; where the parser took the preposition for a word of its own, the noun under it."""
    if preposition.dep in ("case", "mark", "det", "fixed"):
        return preposition.head if preposition.head is not preposition else None
    return next((child for child in preposition.children[:MAX_WORDS] if child.pos in ("NOUN", "PROPN")), None)


def subjects(verb: Token) -> list[Token]:
    """The heads of a verb's subject, found also where it is shared with another verb or is a relative pronoun.

    « La milice, qui a pillé Kessim et brûlé le moulin » has *milice* for both verbs.
    """
    seen = 0
    while seen < 8:
        controlled = _object_controller(verb)
        if controlled is not None:
            return [controlled]
        own = [child for child in verb.children[:MAX_WORDS] if child.dep in SUBJECTS]
        if own:
            return [antecedent(child, verb) for child in own]
        if _is_participle_of(verb):
            return [verb.head]
        if verb.head is verb or (
            verb.dep not in ("conj", "xcomp", "advcl", "acl", "aux", "ccomp", "obl:mod", "obl:arg")
        ):
            return []
        if verb.dep in ("ccomp", "acl") and "VerbForm=Fin" in verb.morph:
            return []
        verb = controller(verb)
        seen += 1
        if verb.pos not in VERBAL and not any(c.dep in SUBJECTS for c in verb.children[:MAX_WORDS]):
            return [] if verb.dep in ("nmod", "obl:mod", "ROOT") else [verb] if verb.pos == "PROPN" else []
    return []


def _object_controller(verb: Token) -> Token | None:
    """Who is to do an infinitive that another is asked to: *Valdorie* in « accuse la Valdorie d'avoir frappé »."""
    if verb.dep not in ("xcomp", "acl", "obl:arg", "advcl") or "VerbForm=Fin" in verb.morph:
        return None
    head = verb.head
    if verb.dep == "acl" and head.pos in ("NOUN", "PROPN") and head.dep in ("obj", "obl:arg", "iobj"):
        return head if infinitive(head.head) in CONTROLLING else None
    if infinitive(head) not in CONTROLLING:
        return None
    return next(
        (child for child in head.children[:MAX_WORDS] if child.dep in ("obj", "obl:arg", "iobj")), None
    )


def _is_participle_of(verb: Token) -> bool:
    """Whether a present participle stands right behind the noun it describes: « un rapport accusant la Valdorie »."""
    participle = verb.lower.endswith("ant")
    finite = not participle and "VerbForm=Part" not in verb.morph and not verb.lower.endswith("r")
    return verb.dep == "acl" and (participle or finite) and verb.head.index == verb.index - 1


def controller(verb: Token) -> Token:
    """The verb whose subject a dependent verb shares; nouns between are passed over, a few steps up at most."""
    here = verb.head
    for _ in range(4):
        if here.pos in VERBAL or here.head is here or here.pos == "ADJ":
            break
        here = here.head
    return here


def antecedent(subject: Token, verb: Token) -> Token:
    """The noun a relative pronoun stands for; any other subject is itself."""
    if subject.lower in RELATIVES and verb.head is not verb:
        return verb.head if verb.dep != "conj" else verb.head.head
    return subject


def direct_objects(verb: Token) -> list[Token]:
    """The heads of a verb's direct object, of a relative *que* the noun it stands for.

    A time expression that the parser took for one is left out by the caller. « le texte *que* Lena Mirande soutient ».
    """
    found = [child for child in verb.children[:MAX_WORDS] if child.dep == "obj"]
    joined = [child.index for child in verb.children[:MAX_WORDS] if _is_joined(child)]
    if joined:
        found = [child for child in found if child.index < joined[0]] or found[:1]
    if not found and _is_joined(verb):
        behind = [child for child in verb.head.children[:MAX_WORDS] if child.dep == "obj"]
        found = [child for child in behind if verb.index < child.index <= verb.index + NEAR][:1]
    if not found and not is_passive(verb):
        near = [part for child in verb.children[:MAX_WORDS] for part in (child, *_beside_day(child))]
        found = [part for part in near if _is_bare_phrase(part, verb)][:1]
    if verb.dep != "acl:relcl":
        return found
    return [verb.head if child.lower in ("que", "qu'") else child for child in found]


def _is_joined(verb: Token) -> bool:
    """« a dispersé le cortège *et interpellé* six personnes »: an object behind the second verb is its own."""
    return (
        verb.dep == "conj" and verb.pos in VERBAL and verb.head.pos in VERBAL and verb.index > verb.head.index
    )


def _beside_day(child: Token) -> list[Token]:
    """« ont signé *mercredi* un accord »: the noun that the parser hangs on the day before it."""
    if child.dep != "obl:mod":
        return []
    return [part for part in child.children[:MAX_WORDS] if part.dep == "appos" and part.index > child.index]


def _is_bare_phrase(child: Token, verb: Token) -> bool:
    """« ont bloqué mardi *l'entrée* du port »: a noun with its article and no preposition, taken for a circumstance."""
    if child.dep not in ("obl:mod", "obl:arg", "nmod", "dep", "appos") or child.pos != "NOUN":
        return False
    deps = {part.dep for part in child.children[:MAX_WORDS]}
    return 0 < child.index - verb.index <= NEAR and "det" in deps and "case" not in deps


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


def is_passive(verb: Token, steps: int = 0) -> bool:
    """Whether a verb is passive: « a été frappé », « frappé par », not « s'est rendu »."""
    if "VerbForm=Part" not in verb.morph or "Tense=Pres" in verb.morph:
        return False
    tenses = [child for child in verb.children[:MAX_WORDS] if child.dep in ("aux:tense", "aux:pass")]
    if any(child.dep in ("expl:comp", "expl:pv", "expl:pass") for child in verb.children[:MAX_WORDS]):
        return False
    if any(child.dep in ("nsubj:pass", "obl:agent") for child in verb.children[:MAX_WORDS]):
        return not any(child.dep == "obj" for child in verb.children[:MAX_WORDS]) or len(tenses) != 1
    if not tenses and verb.dep == "conj" and verb.head.pos in VERBAL and steps < 8:
        return is_passive(verb.head, steps + 1)
    if not tenses:
        return True
    return (
        any(child.dep == "aux:pass" for child in tenses)
        and any(child.lemma == "être" for child in tenses)
        and not any(child.lemma == "avoir" and len(tenses) == 1 for child in tenses)
    )


def is_reflexive(verb: Token) -> bool:
    """Whether a verb stands with *se*: « s'est rendu »."""
    return any(
        child.lower in ("se", "s'", "me", "m'", "nous") and child.dep.startswith("expl")
        for child in verb.children[:MAX_WORDS]
    )


def noun_phrase(
    noun: Token, tokens: list[Token], named: Container[int], brings: Container[str] = ()
) -> list[Token]:
    """The words of a noun's phrase in their order, from its determiner to its last complement, without relative clauses.

    Read off the words: « une attaque valdorienne contre le port de Kessim », up to a verb, a stop or a clause,
    since the parser hangs such complements on the verb or on one another. ``named`` are the words of mentions,
    ``brings`` the prepositions that the noun calls for (« un appel *à* la retenue »).
    """
    first = noun.index
    while first and tokens[first - 1].head is noun and tokens[first - 1].pos in ("DET", "ADJ", "NUM", "ADV"):
        first -= 1
    last = noun.index + 1
    inside = False
    while last < len(tokens) and last - noun.index <= MAX_WORDS and tokens[last].sentence == noun.sentence:
        token = tokens[last]
        if token.lower in PREPOSITIONS and token.pos != "PRON":
            called = CONTRACTED.get(token.lower, token.lower) in brings
            inside = token.lower in BINDING or called or _hangs_on(token, noun)
            if not inside:
                break
        elif not _continues(token, noun, inside, named) or _opens_idiom(tokens, last):
            break
        last += 1
    while last - 1 > noun.index and tokens[last - 1].pos in ("ADP", "DET", "CCONJ", "PUNCT", "ADV"):
        if tokens[last - 1].index in named:
            break
        last -= 1
    return tokens[first:last]


def _opens_idiom(tokens: list[Token], at: int) -> bool:
    """« face à », « grâce à », « suite à »: what follows belongs to the clause, not to the noun before it."""
    return tokens[at].lower in ("face", "grâce", "suite", "quant") and any(
        token.lower in ("à", "au", "aux") for token in tokens[at + 1 : at + 2]
    )


def _continues(token: Token, noun: Token, inside: bool, named: Container[int]) -> bool:
    """Whether a word that is no preposition goes on with the phrase of a noun, or with the complement just opened."""
    if token.index in named and (inside or token.index == noun.index + 1):
        return token.pos != "PRON"
    if token.pos in ("AUX", "SCONJ", "PRON", "PUNCT"):
        return False
    if token.pos == "VERB" and (token.dep not in ("amod", "acl") or "VerbForm=Fin" in token.morph):
        return False
    if token.pos == "VERB" and not token.lower.endswith(
        ("é", "ée", "és", "ées", "i", "ie", "is", "ies", "ue", "u", "us", "ues")
    ):
        return False
    return (inside and token.pos != "CCONJ") or _hangs_on(token, noun)


def _hangs_on(token: Token, noun: Token) -> bool:
    """Whether a word is below a noun in the tree, a few steps up."""
    here = token
    for _ in range(8):
        if here is noun:
            return True
        if here.head is here:
            return False
        here = here.head
    return here is noun


def own_words(words: list[Token]) -> list[Token]:
    """The words of a clause without what only joins it to another: « *que* les ports rouvrent », « *et* … »."""
    at = 0
    while at + 1 < len(words) and (
        words[at].pos in ("CCONJ", "SCONJ", "PUNCT") or words[at].lower in ("que", "qu'")
    ):
        at += 1
    return words[at:]


def is_idiom(noun: Token) -> bool:
    """« fait appel à », « prend appui sur »: a bare noun that only makes up a verb."""
    bare = not any(child.dep == "det" or child.pos == "DET" for child in noun.children[:MAX_WORDS])
    return bare and noun.dep == "obj" and infinitive(noun.head) in ("faire", "prendre", "mettre")
