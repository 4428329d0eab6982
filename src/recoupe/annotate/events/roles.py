"""Who did what to whom: the actors that stand as subject, object or agent of a verb."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable

from recoupe.annotate.events.phrases import (
    MAX_WORDS,
    RELATIVES,
    SUBJECTS,
    VERBAL,
    WORDS,
    Complement,
    infinitive,
    phrase,
)
from recoupe.annotate.reading import Reading, Token
from recoupe.model import ActorKind

NEAR = 12
CLIMB = 6
OBJECTS = frozenset({"NOUN", "PROPN", "NUM", "PRON"})


class Cast:
    """The actors of one article by the words that name them.

    The innermost of nested mentions holds a word. Built once an article, in time linear in tokens and mentions.
    """

    def __init__(self, reading: Reading):
        self.tokens = reading.tokens
        self.kinds: dict[str, ActorKind] = {actor.key: actor.kind for actor in reading.actors}
        self.names: dict[str, str] = {actor.key: actor.name for actor in reading.actors}
        self.members = {actor.key: actor.members for actor in reading.actors if actor.members}
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

    def each(self, keys: Iterable[str]) -> list[str]:
        """The actors once each, those whom a collective takes up in its stead: « *les deux pays* ont signé »."""
        spelt = (one for key in keys for one in self.members.get(key, (key,)))
        return list(dict.fromkeys(spelt))

    def is_pronoun(self, token: Token) -> bool:
        """Whether a word is a mention by itself, whatever the parser takes it for: « *l'*accuse », « *la* défend »."""
        span = self.span_of.get(token.index)
        alone = span is not None and span[0] == token.start and span[1] <= token.end
        return alone and token.pos in ("DET", "PRON")

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
        if head.lemma in WORDS["related"] or head.lower in WORDS["related"]:
            return self._name_beside(head)
        counted = head.pos == "NUM" and any(child.dep == "nmod" for child in head.children[:MAX_WORDS])
        whole = counted or head.lemma in WORDS["measures"] or head.lower in WORDS["measures"]
        if not inside and not whole and head.lemma not in WORDS["bodies"]:
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
        if cases and not cases & WORDS["owning"]:
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


def _is_dative(word: Token) -> bool:
    """« le syndicat *leur* a apporté son soutien »: to whom, whatever the parser takes it for."""
    return word.pos == "PRON" and word.lower in WORDS["datives"]


def subjects(verb: Token) -> list[Token]:
    """The heads of a verb's subject, found also where it is shared with another verb or is a relative pronoun.

    « La milice, qui a pillé Kessim et brûlé le moulin » has *milice* for both verbs.
    """
    if verb.pos == "NOUN":
        return subject_of_mistaken(verb)
    seen = 0
    while seen < 8:
        controlled = _object_controller(verb)
        if controlled is not None:
            return [controlled]
        own = [child for child in verb.children[:MAX_WORDS] if child.dep in SUBJECTS and not _is_led(child)]
        own = [child for child in own if not _is_dative(child)] or own
        if own:
            return [antecedent(child, verb) for child in own]
        if _is_participle_of(verb) or (verb.dep == "amod" and "VerbForm=Fin" in verb.morph):
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


def subject_of_mistaken(verb: Token) -> list[Token]:
    """The subject of a verb that the parser takes for a noun: its own, that of the verb it is joined to, or the name before it."""
    here = verb
    for _ in range(CLIMB):
        own = [
            child for child in here.children[:MAX_WORDS] if child.dep in SUBJECTS and child.index < verb.index
        ]
        if own and (here is verb or here.pos in VERBAL):
            return [antecedent(child, verb) for child in own] if here is verb else own
        if here.head is here:
            break
        here = here.head
    return [here] if here is not verb and here.pos in ("NOUN", "PROPN") and here.index < verb.index else []


def _object_controller(verb: Token) -> Token | None:
    """Who is to do an infinitive that another is asked to: *Valdorie* in « accuse la Valdorie d'avoir frappé »."""
    if verb.dep not in ("xcomp", "acl", "obl:arg", "advcl") or "VerbForm=Fin" in verb.morph:
        return None
    head = verb.head
    if verb.dep == "acl" and head.pos in ("NOUN", "PROPN") and head.dep in ("obj", "obl:arg", "iobj"):
        return head if infinitive(head.head) in WORDS["controlling"] else None
    if infinitive(head) not in WORDS["controlling"]:
        return None
    return next(
        (child for child in head.children[:MAX_WORDS] if child.dep in ("obj", "obl:arg", "iobj")), None
    )


def _is_led(relative: Token) -> bool:
    """« l'Ostravie, *à laquelle* Lena Mirande impute la panne »: a pronoun behind a preposition is no subject."""
    return relative.lower in RELATIVES and any(child.dep == "case" for child in relative.children[:MAX_WORDS])


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
    if subject.lower in RELATIVES and verb.head is not verb and verb.head.pos != "PUNCT":
        return verb.head if verb.dep != "conj" else verb.head.head
    return subject


def direct_objects(verb: Token, dated: Container[int] = frozenset()) -> list[Token]:
    """The heads of a verb's direct object, of a relative *que* the noun it stands for.

    ``dated`` are the words of time expressions, which the parser may take for one. « le texte *que* Lena Mirande soutient ».
    """
    found = [child for child in verb.children[:MAX_WORDS] if child.dep == "obj" and child.index not in dated]
    joined = [child.index for child in verb.children[:MAX_WORDS] if _is_joined(child)]
    if joined:
        found = [child for child in found if child.index < joined[0]] or found[:1]
    if not found and _is_joined(verb):
        behind = [child for child in verb.head.children[:MAX_WORDS] if child.dep == "obj"]
        found = [child for child in behind if verb.index < child.index <= verb.index + NEAR][:1]
    if not found and not is_passive(verb):
        near = [part for child in verb.children[:MAX_WORDS] for part in (child, *_beside_day(child))]
        if _is_joined(verb):
            near += [part for part in verb.head.children[:MAX_WORDS] if part.index > verb.index]
        near = [part for part in near if part.index not in dated]
        found = [part for part in near if _is_bare_phrase(part, verb)][:1]
    if verb.dep not in ("acl:relcl", "acl"):
        return found
    found = [verb.head if child.lower in ("que", "qu'") else child for child in found]
    return [verb.head] if _is_relative(verb) and not any(o.pos in OBJECTS for o in found) else found


def _is_relative(verb: Token) -> bool:
    """« la vente *que* Lena Mirande a dénoncée », where the parser takes *que* for a mere conjunction."""
    return any(
        child.lower in ("que", "qu'") and child.dep == "mark" and child.index < verb.index
        for child in verb.children[:MAX_WORDS]
    )


def _is_joined(verb: Token) -> bool:
    """« a dispersé le cortège *et interpellé* six personnes »: an object behind the second verb is its own."""
    return (
        verb.dep == "conj" and verb.pos in VERBAL and verb.head.pos in VERBAL and verb.index > verb.head.index
    )


def _beside_day(child: Token) -> list[Token]:
    """« ont signé *mercredi à Kessim* un accord »: the noun that the parser hangs on the day or the place before it."""
    if not child.dep.startswith("obl"):
        return []
    return [
        part
        for part in child.children[:MAX_WORDS]
        if part.dep in ("appos", "nmod", "obj") and part.index > child.index
    ]


def _is_bare_phrase(child: Token, verb: Token) -> bool:
    """« ont bloqué mardi *l'entrée* du port »: a noun with its article and no preposition, taken for a circumstance."""
    if child.dep not in ("obl:mod", "obl:arg", "nmod", "dep", "appos", "obj", "xcomp") or child.pos != "NOUN":
        return False
    deps = {part.dep for part in child.children[:MAX_WORDS]}
    counted = bool(deps & {"det", "nummod"})
    return 0 < child.index - verb.index <= NEAR and counted and "case" not in deps


def is_passive(verb: Token, steps: int = 0) -> bool:
    """Whether a verb is passive: « a été frappé », « frappé par », not « s'est rendu »."""
    if "VerbForm=Part" not in verb.morph or "Tense=Pres" in verb.morph or infinitive(verb) in WORDS["moving"]:
        return False
    tenses = [child for child in verb.children[:MAX_WORDS] if child.dep in ("aux:tense", "aux:pass")]
    if tenses and all(child.lemma == "avoir" for child in tenses):
        return False
    if is_reflexive(verb) or any(
        child.dep in ("expl:comp", "expl:pv", "expl:pass") for child in verb.children[:MAX_WORDS]
    ):
        return False
    if any(child.dep in ("nsubj:pass", "obl:agent") for child in verb.children[:MAX_WORDS]):
        return not any(child.dep == "obj" for child in verb.children[:MAX_WORDS]) or len(tenses) != 1
    if not tenses and verb.dep == "conj" and verb.head.pos in VERBAL and steps < 8:
        return is_passive(verb.head, steps + 1)
    if not tenses:
        return not _is_present_form(verb)
    return (
        any(child.dep == "aux:pass" for child in tenses)
        and any(child.lemma == "être" for child in tenses)
        and not any(child.lemma == "avoir" and len(tenses) == 1 for child in tenses)
    )


def _is_present_form(verb: Token) -> bool:
    """« La Valdorie *interdit* le cortège », taken for a participle: a form that is also of the present, with a subject."""
    return verb.lower.endswith(("t", "s")) and any(
        child.dep == "nsubj" and child.index < verb.index for child in verb.children[:MAX_WORDS]
    )


def _says_i(verb: Token) -> bool:
    return any(child.lower in ("je", "j'") and child.dep in SUBJECTS for child in verb.children[:MAX_WORDS])


def _is_said_again(pronoun: Token, verb: Token) -> bool:
    """« *nous nous* saluions »: the object is the subject."""
    return any(
        child.lower == pronoun.lower and child.index == pronoun.index - 1 and child.dep in SUBJECTS
        for child in verb.children[:MAX_WORDS]
    )


def is_reflexive(verb: Token) -> bool:
    """Whether a verb stands with *se*: « s'est rendu », « je me demande »."""
    return any(
        (child.lower in ("se", "s'") and child.pos == "PRON" and child.index < verb.index)
        or (child.lower in ("me", "m'", "nous") and child.dep.startswith("expl"))
        or (child.lower in ("nous", "vous") and _is_said_again(child, verb))
        or (child.lower in ("me", "m'") and child.index < verb.index and _says_i(verb))
        for child in verb.children[:MAX_WORDS]
    )
