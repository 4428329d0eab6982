"""Whom a pronoun or a bare description stands for: settled by gender, number, nearness and who was subject, or left alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache
from itertools import islice

from recoupe.annotate.actors.joining import Entity
from recoupe.annotate.actors.lexicon import pieces
from recoupe.annotate.actors.names import Reference, Scan
from recoupe.annotate.actors.offices import peers, posts, ranks
from recoupe.annotate.actors.traces import name_table, speaks_behind
from recoupe.annotate.reading import Token
from recoupe.languages import word_list
from recoupe.model import ActorKind

_MAX_SENTENCES = 2
_MAX_ACTORS = 500
_FAR = 5
_PEOPLE = frozenset([ActorKind.PERSON, ActorKind.COLLECTIVE, ActorKind.ANONYMOUS])
_NEVER = frozenset([ActorKind.PLACE, ActorKind.MEDIA])
_PARTIES = frozenset(["nsubj", "nsubj:pass", "obj", "iobj", "obl:arg", "conj"])
_SUBJECTS = frozenset(["nsubj", "nsubj:pass", "expl:subj"])


class Way(Enum):
    """How an anaphor points: to whom the clause is about, to the one named last, to a person of whom something was said, to
    the only one who fits, to the only person who was subject and of whom no office is known, to somebody else than the subject of its verb, to the subject just before it, to another than the one it hangs on."""

    PLAIN = auto()
    LATTER = auto()
    CONCERNED = auto()
    SOLE = auto()
    OBJECT = auto()
    REINFORCING = auto()
    OPPOSITE = auto()
    ALONE = auto()


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Words ``first:last`` that take somebody up: gender and number, whether only a speaker can be meant.

    A description has the ``kinds`` of actor that it fits, the likeliest first, and the offices that suit it ("l'élu" suits a maire); a pronoun
    has none. With ``strict`` only who holds such an office is meant. Of a body, ``own`` is what its own noun should tell that it is
    ("firms") and ``refused`` what it must not. Who is known to be of another ``country``, or not of these ``ages``, is not meant;
    with ``former`` who was told to have left an office is meant first. ``rank`` is 0 for "le premier" and 1 for "le second".
    ``people`` says that no body can be meant; with ``harmed`` whoever had harm done to them is meant first, with ``charged`` whoever was
    accused, judged or arrested or did harm; a ``doer`` is nobody who had harm done to them, and nobody with an office of ``unsuited`` is meant.
    """

    first: int
    last: int
    gender: str
    plural: bool
    way: Way = Way.PLAIN
    speaker: bool = False
    kinds: tuple[ActorKind, ...] = ()
    suits: frozenset[str] = frozenset()
    strict: bool = False
    own: str = ""
    refused: frozenset[str] = frozenset()
    country: str | None = None
    ages: range | None = None
    former: bool = False
    rank: int | None = None
    people: bool = False
    harmed: bool = False
    charged: bool = False
    doer: bool = False
    unsuited: frozenset[str] = frozenset()

    @property
    def bodies(self) -> tuple[ActorKind, ...]:
        """The kinds of a description of a body, none of other anaphors."""
        return () if self.kinds == (ActorKind.PERSON,) else self.kinds


@dataclass(frozen=True, slots=True)
class Held:
    """The quotation that holds an anaphor: where it begins, and the actors that may be its speaker; ``said`` are the ends of the one
    just before it, whose speaker it stands for ("« ... », dit-*il*")."""

    start: int = 0
    speakers: frozenset[str] = frozenset()
    said: tuple[int, int] = (0, 0)


Fitting = list[tuple[Reference, Entity, int]]


def resolve(
    scan: Scan, anaphor: Anaphor, recent: list[Reference], entities: dict[str, Entity], held: Held
) -> str | None:
    """The key of the actor that an anaphor takes up of those met just before, None where none fits clearly."""
    token = scan.tokens[anaphor.last - 1]
    if token is None:
        return None
    if anaphor.way is Way.REINFORCING:
        return _just_before(anaphor, recent, entities)
    if anaphor.way is Way.OPPOSITE:
        return _other(scan, anaphor, recent, entities, held)
    partners = _partners(scan, anaphor, recent)
    fitting: Fitting = []
    for reference in recent:
        if reference.last > anaphor.first or reference.key in partners:
            continue
        if reference.start < held.start and reference.key in held.speakers:
            continue
        entity = entities.get(reference.key)
        if entity is None or not _agrees(entity, reference, anaphor):
            continue
        if anaphor.refused and own_class(entity, scan.lexicon.language) in anaphor.refused:
            continue
        distance = _distance(scan, reference, anaphor.first)
        if distance is not None and distance <= _FAR:
            fitting.append((reference, entity, distance))
    if anaphor.speaker and not anaphor.kinds:
        fitting = [item for item in fitting if item[1].kind is not ActorKind.COUNTRY] or fitting
    if not anaphor.kinds:
        fitting = _within_reach(anaphor, fitting)
    fitting = _nearer_known(anaphor, fitting)
    if anaphor.harmed or anaphor.charged or anaphor.doer or anaphor.unsuited:
        fitting = _by_deeds(scan, anaphor, fitting)
    if anaphor.own == "houses" and (house := _only_house(scan, anaphor, fitting, entities)):
        return house
    if anaphor.kinds == (ActorKind.GOVERNMENT,) and not fitting:
        return _only_government(anaphor, entities)
    if anaphor.speaker and not anaphor.kinds:
        fitting = _not_quoted(fitting, held.said)
    if any(reference.start >= held.start for reference, _, _ in fitting):
        fitting = [item for item in fitting if item[0].start >= held.start]
    if anaphor.way in {Way.LATTER, Way.CONCERNED}:
        return _last_named(scan, anaphor, fitting)
    if anaphor.way is Way.ALONE:
        return _alone(scan, anaphor, fitting)
    if anaphor.way is Way.SOLE:
        return None if _has_object_pronoun(scan, anaphor.last, token) else _sole(anaphor, fitting)
    if held.start and anaphor.plural and not anaphor.kinds and not any(far < 2 for _, _, far in fitting):
        several = _body_of_several(scan, anaphor, recent, entities, held)
        return several or _best(scan, anaphor, fitting)
    return _best(scan, anaphor, fitting)


def _by_deeds(scan: Scan, anaphor: Anaphor, fitting: Fitting) -> Fitting:
    """Those who suffered or did what the description tells: "*la victime*", "*le suspect*", "*l'agresseur*", "son *client*"."""
    fitting = [
        item for item in fitting if not any(office.title in anaphor.unsuited for office in item[1].offices)
    ]
    if anaphor.harmed or anaphor.doer:
        harmed = {item[0].key for item in fitting if _underwent(scan, item[0], "harm")}
        if anaphor.doer:
            fitting = [item for item in fitting if item[0].key not in harmed]
        else:
            fitting = [item for item in fitting if item[0].key in harmed] or fitting
    if anaphor.charged:
        charged = {
            item[0].key for item in fitting if _underwent(scan, item[0], "charge") or _suits(item[1], anaphor)
        }
        fitting = [item for item in fitting if item[0].key in charged] or fitting
    return fitting


def _underwent(scan: Scan, reference: Reference, table: str) -> bool:
    """Whether the verbs or nouns of a table were done to somebody: "il a renversé *Oona Marsel*", "la mort d'*Otto Kern*", "le procès d'*Otto Kern*"."""
    tables = word_list("fr", "taken_up")[table]
    for token in scan.tokens[reference.first : past_title(reference)]:
        if token is None:
            continue
        if token.dep in {"obj", "nsubj:pass"} and token.head.lemma in tables["verbs"]:
            return True
        if token.dep == "nmod" and token.head.lemma in tables["deeds"]:
            return True
        if token.dep == "nsubj" and token.head.lemma in tables["suffered"]:
            return True
    return False


def _not_quoted(fitting: Fitting, said: tuple[int, int]) -> Fitting:
    """Those whom the quotation does not name, since nobody names themself: "« Kern ment », dit-*il*" is another than Kern."""
    named = {
        reference.key
        for reference, _, _ in fitting
        if reference.role != "pronoun" and said[0] <= reference.start < said[1]
    }
    return [item for item in fitting if item[0].key not in named] or fitting


def _body_of_several(
    scan: Scan, anaphor: Anaphor, recent: list[Reference], entities: dict[str, Entity], held: Held
) -> str | None:
    """The body or country that "ils" stands for in a quotation, where nobody of several was named near:
    "Le préfet accuse la Merlande. « *Ils* nous ont trahis », dit-il."."""
    near = [
        r
        for r in recent
        if r.key in entities
        and r.last <= anaphor.first
        and r.key not in held.speakers
        and r.role != "adjective"
        and scan.sentences[anaphor.first] - scan.sentences[r.head] <= 1
        and entities[r.key].kind in _OF_SEVERAL
        and not entities[r.key].plural
    ]
    keys = list(dict.fromkeys(r.key for r in near))
    if len(keys) > 1:
        keys = list(dict.fromkeys(r.key for r in near if is_subject(scan, r))) or keys
    return keys[0] if len(keys) == 1 else None


_OF_SEVERAL = frozenset(
    [
        ActorKind.COUNTRY,
        ActorKind.ORGANISATION,
        ActorKind.INSTITUTION,
        ActorKind.GOVERNMENT,
        ActorKind.ARMED_GROUP,
    ]
)


def _only_government(anaphor: Anaphor, entities: dict[str, Entity]) -> str | None:
    """The only government named before, however far: "le gouvernement ... *l'exécutif*"."""
    found = [
        key
        for key, entity in islice(entities.items(), _MAX_ACTORS)
        if entity.kind is ActorKind.GOVERNMENT and entity.first < anaphor.first
    ]
    return found[0] if len(found) == 1 else None


def _within_reach(anaphor: Anaphor, fitting: Fitting) -> Fitting:
    """Those named in the sentences just before; where these name nobody, "il" and "elle" still reach the only person of a few
    sentences more, of whom the paragraph tells."""
    near = [item for item in fitting if item[2] <= _MAX_SENTENCES]
    if near or anaphor.plural or anaphor.way is not Way.PLAIN:
        return near
    persons = [item for item in fitting if item[1].kind is ActorKind.PERSON and item[1].gender]
    return persons if len({item[0].key for item in persons}) == 1 else []


def _only_house(scan: Scan, anaphor: Anaphor, fitting: Fitting, entities: dict[str, Entity]) -> str:
    """The only hospital, school or hotel named before, however far, where none stands near: "l'hôpital ... *l'établissement*"."""
    language = scan.lexicon.language
    if any(own_class(entity, language) == anaphor.own for _, entity, _ in fitting):
        return ""
    houses = [
        key
        for key, entity in islice(entities.items(), _MAX_ACTORS)
        if entity.kind in anaphor.kinds
        and entity.first < anaphor.first
        and own_class(entity, language) == anaphor.own
    ]
    return houses[0] if len(houses) == 1 else ""


def _nearer_known(anaphor: Anaphor, fitting: Fitting) -> Fitting:
    """Those of whom what the anaphor tells is known, else those of whom nothing else is: "*le quinquagénaire*" is a man of 52,
    "*le groupe danois*" no Swedish one, "*l'ancien maire*" whom somebody came after."""
    if anaphor.country:
        fitting = [item for item in fitting if item[1].country in {None, anaphor.country}]
        fitting = [item for item in fitting if item[1].country] or fitting
    if anaphor.ages:
        fitting = [item for item in fitting if item[1].age is None or item[1].age in anaphor.ages]
        fitting = [item for item in fitting if item[1].age] or fitting
    if anaphor.people:
        fitting = [item for item in fitting if item[1].kind in _PEOPLE]
    if anaphor.former:
        fitting = [item for item in fitting if item[1].left] or fitting
    return fitting


def _other(
    scan: Scan, anaphor: Anaphor, recent: list[Reference], entities: dict[str, Entity], held: Held
) -> str | None:
    """ "Marsan a battu Kern. *Sa rivale* ...": of the persons near, the one whose gender the noun shows, else the one who is
    not the subject."""
    near = [
        r
        for r in recent
        if r.key in entities and entities[r.key].kind is ActorKind.PERSON and r.last <= anaphor.first
    ]
    agreeing = {r.key for r in near if entities[r.key].gender == anaphor.gender}
    if len(agreeing) == 1 and len({r.key for r in near}) == 2:
        return min(agreeing)
    owner = resolve(scan, replace(anaphor, gender="", way=Way.PLAIN), near, entities, held)
    others = [reference for reference in near if reference.key != owner]
    if owner and anaphor.suits & peers():
        rank = ranks(entities[owner].offices)
        others = [r for r in others if rank & ranks(entities[r.key].offices)]
    return resolve(scan, replace(anaphor, way=Way.PLAIN), others, entities, held) if owner else None


def _just_before(anaphor: Anaphor, recent: list[Reference], entities: dict[str, Entity]) -> str | None:
    """ "La firme, *elle*, refuse": the subject that the comma sets off."""
    for reference in reversed(recent):
        holder = reference.office_holder
        if reference.role == "adjective" or anaphor.first not in {
            reference.last,
            holder.last if holder else 0,
        }:
            continue
        entity = entities.get(reference.key)
        if entity is not None and anaphor.gender in {reference.gender, entity.gender or anaphor.gender}:
            return reference.key
    return None


_MARGIN = 0.9
_DESCRIBED_MARGIN = 0.4
_ADDRESSED = 3.0


def _best(scan: Scan, anaphor: Anaphor, fitting: Fitting) -> str | None:
    """The actor that fits clearly best: subjects before others, persons before things, near before far; for a description,
    who is known as such before anybody else."""
    if anaphor.suits:
        fitting = [item for item in fitting if _suits(item[1], anaphor)] or fitting
    if anaphor.suits & posts():
        fitting = [i for i in fitting if i[1].words or not i[1].offices or _suits(i[1], anaphor)]
    scores: dict[str, float] = {}
    for order, (reference, entity, distance) in enumerate(fitting):
        score = 1.0 - (0.7 if anaphor.kinds else 1.5) * distance + 0.02 * order
        subject = is_subject(scan, reference)
        score += (1.5 if anaphor.bodies else 3.0) * subject
        score += 1.0 * (subject and distance == 0 and anaphor.way is Way.PLAIN and not anaphor.kinds)
        person = entity.kind is ActorKind.PERSON and not anaphor.bodies
        score += (2.5 if anaphor.way is Way.OBJECT or anaphor.speaker else 1.5) * person
        score += 0.5 if entity.gender else 0.0
        if anaphor.way is Way.OBJECT and distance == 0 and _is_addressee(scan, reference):
            score += _ADDRESSED
        score += 1.5 if anaphor.kinds == (ActorKind.PERSON,) and entity.words else 0.0
        if anaphor.suits and not anaphor.suits & _states(scan.lexicon.language):
            score -= 2.0 * (bool(entity.offices) and not _suits(entity, anaphor))
        score += 1.5 if anaphor.bodies[:1] == (entity.kind,) else 0.0
        if anaphor.own:
            told = own_class(entity, scan.lexicon.language)
            score += 2.0 * (told == anaphor.own) + 1.0 * (not told and bool(entity.words))
        scores[reference.key] = max(scores.get(reference.key, -99.0), score)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 0 and not anaphor.kinds):
        return None
    if anaphor.way is Way.PLAIN and not anaphor.kinds and _is_of_thing(scan, anaphor, ranked[0][0], fitting):
        return None
    margin = _DESCRIBED_MARGIN if anaphor.kinds else _MARGIN
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < margin:
        return None
    return ranked[0][0]


def _is_addressee(scan: Scan, reference: Reference) -> bool:
    """Whether something was said or done to somebody with "à": "Otto Kern a écrit *à Oona Marsel* pour lui demander de céder"."""
    return any(
        child.dep == "case" and child.lower in {"à", "au", "aux"}
        for token in scan.tokens[reference.first : past_title(reference)]
        if token is not None and token.dep in {"iobj", "nmod", "obl:arg", "obl:mod"}
        for child in token.children
    )


def _is_of_thing(scan: Scan, anaphor: Anaphor, key: str, fitting: Fitting) -> bool:
    """Whether a thing that agrees was subject since the body or country that fits best was named: "La Norvège dit que le virus circule, mais
    *il* recule"."""
    reference, entity, _ = max(
        (item for item in fitting if item[0].key == key), key=lambda item: item[0].first
    )
    return entity.kind is not ActorKind.PERSON and _thing_between(scan, reference, anaphor, _SUBJECTS)


@cache
def _own_nouns(language: str) -> dict[str, str]:
    rows = word_list(language, "taken_up").get("own", {})
    return {" ".join(pieces(word)): name for name, words in rows.items() for word in words}


def own_class(entity: Entity, language: str) -> str:
    """What the noun that heads a body's name tells that it is: the "*Syndicat* des ports" is of members; "" where it tells nothing."""
    known = _own_nouns(language)
    heads = [" ".join(entity.words[:size]) for size in (2, 1)]
    nouns = [form for noun in sorted(entity.nouns) for form in (noun, noun.split()[0])]
    found = (known[noun] for noun in (*heads, *nouns) if noun in known)
    return next(found, "")


@cache
def _states(language: str) -> frozenset[str]:
    """The nouns that anybody may be, whatever their office: "l'homme", "la victime"."""
    words = word_list(language, "taken_up").get("anybody", {}).get("nouns", ())
    return frozenset(" ".join(pieces(word)) for word in words)


def _suits(entity: Entity, anaphor: Anaphor) -> bool:
    return any(office.title in anaphor.suits for office in entity.offices) or not anaphor.suits.isdisjoint(
        entity.nouns
    )


def _sole(anaphor: Anaphor, fitting: Fitting) -> str | None:
    """The only person who holds such an office, or of whom no office is known: "Otto Kern a cédé. *Le maire* ..."."""
    suiting = {reference.key for reference, entity, _ in fitting if _suits(entity, anaphor)}
    free = {
        reference.key
        for reference, entity, distance in fitting
        if distance <= _MAX_SENTENCES and entity.words and not entity.offices and not entity.office
    }
    found = suiting or free
    if anaphor.gender and len(found) > 1:
        found = {r.key for r, entity, _ in fitting if r.key in found and entity.gender == anaphor.gender}
    return min(found) if len(found) == 1 else None


def _alone(scan: Scan, anaphor: Anaphor, fitting: Fitting) -> str | None:
    """The only person named in the sentences before, of whom no office is known: "Oona Marsel a gagné. *La candidate du centre* ..."; with
    ``speaker`` one who did what only persons do: "Otto Kern a annoncé une prime. *Le ministre du Port* ..."."""
    if anaphor.speaker and not any(_speaks(scan, reference) for reference, _, _ in fitting):
        return None
    near = {
        reference.key: (reference, entity)
        for reference, entity, distance in fitting
        if distance <= _MAX_SENTENCES
    }
    free = [key for key, (_, entity) in near.items() if entity.words and not entity.offices]
    return free[0] if len(free) == len(near) == 1 else None


def _speaks(scan: Scan, reference: Reference) -> bool:
    """Whether somebody is the subject of a verb of persons."""
    for token in scan.tokens[reference.first : past_title(reference)]:
        if token is not None and token.dep == "nsubj" and token.head.lemma in _human_verbs():
            return True
        if token is not None and token.dep == "obl:agent":
            return True
    return speaks_behind(scan, reference.first)


def _has_object_pronoun(scan: Scan, last: int, token: Token) -> bool:
    """Whether the verb of a subject is done to somebody named before, who is not the subject: "Le maire *lui* a répondu"."""
    objects = {word for name in ("given", "objects") for word in word_list("fr", "pronouns")[name]}
    if last < len(scan) and scan.gaps[last - 1] == " " and scan.folds[last] in objects:
        return True
    return any(
        child.dep in {"obj", "iobj"} and child.lower.strip("'") in objects for child in token.head.children
    )


def _last_named(scan: Scan, anaphor: Anaphor, fitting: Fitting) -> str | None:
    """Whoever was named last before "ce dernier" or "celle-ci"; nobody where a thing that agrees stands nearer."""
    if anaphor.way is Way.CONCERNED:
        fitting = [item for item in fitting if item[1].kind is ActorKind.PERSON]
    token = scan.tokens[anaphor.last - 1]
    if token is not None and token.dep not in _SUBJECTS:
        fitting = [item for item in fitting if item[2] or not is_subject(scan, item[0])] or fitting
    if not fitting:
        return None
    nearest = min(distance for _, _, distance in fitting)
    parties = [item for item in fitting if item[2] == nearest and not _is_complement(scan, item[0])]
    fitting = parties or fitting
    fitting = [item for item in fitting if item[0].role != "pronoun" or item[2] != nearest] or fitting
    nearest = min(distance for _, _, distance in fitting)
    reference = max((r for r, _, distance in fitting if distance == nearest), key=lambda r: (r.last, r.first))
    if anaphor.way is Way.LATTER and _thing_between(scan, reference, anaphor):
        return None
    return reference.key


def _is_complement(scan: Scan, reference: Reference) -> bool:
    """Whether a name only says more of another noun: "Otto Kern, patron d'une ferme de *Lugny*"."""
    token = scan.tokens[reference.head]
    return token is not None and token.dep == "nmod" and scan.before(reference.first) in scan.small.of


@cache
def _human_verbs() -> frozenset[str]:
    return name_table("fr", "will", "verbs") | frozenset(word_list("fr", "pronouns")["human"]["lemmas"])


def _thing_between(
    scan: Scan, reference: Reference, anaphor: Anaphor, parts: frozenset[str] = _PARTIES
) -> bool:
    """Whether a party to a verb that agrees with the pronoun stands after the reference and is no actor: "Otto Kern a
    lu le rapport. *Ce dernier* date de mai"; a verb that only persons are the subject of settles it."""
    verb = scan.tokens[anaphor.last - 1]
    if verb is not None and verb.head.lemma in _human_verbs():
        return False
    number = "Number=Plur" if anaphor.plural else "Number=Sing"
    gender = "Gender=Fem" if anaphor.gender == "f" else "Gender=Masc"
    for index in range(reference.last, anaphor.first):
        token = scan.tokens[index]
        if token is None or token.pos != "NOUN" or token.dep not in parts or index in scan.taken:
            continue
        if gender in token.morph and number in token.morph:
            return True
    return False


def _partners(scan: Scan, anaphor: Anaphor, recent: list[Reference]) -> frozenset[str]:
    """The subjects of the verb whose object the anaphor is, which it cannot stand for: "*Kern* l'a accusé"."""
    token = scan.tokens[anaphor.last - 1]
    if token is None or not (anaphor.way is Way.OBJECT or anaphor.kinds):
        return frozenset()
    verbs = _verbs_over(token)
    beside = anaphor.first - (scan.before(anaphor.first) in word_list("fr", "pronouns")["relative"]["words"])
    if anaphor.way is not Way.OBJECT or scan.gap_before(beside) not in {" ", ", "}:
        beside = -1
    here = [r for r in recent if scan.sentences[r.first] == scan.sentences[anaphor.first]]
    return frozenset(
        reference.key
        for reference in here
        if (reference.last == beside and scan.pos(max(0, reference.first - 1)) != "ADP")
        or any(
            held is not None and held.dep in _SUBJECTS and held.head.index in verbs
            for held in scan.tokens[reference.first : past_title(reference)]
        )
    )


def _verbs_over(token: Token) -> set[int]:
    """The verbs that share their subject with the verb of a word: "Kern *veut* l'aider", "Kern vient et l'*aide*"."""
    verb, found = token.head, {token.head.index}
    for _ in range(3):
        if verb.dep not in {"xcomp", "conj"} or any(child.dep in _SUBJECTS for child in verb.children):
            break
        verb = verb.head
        found.add(verb.index)
    return found


def past_title(reference: Reference) -> int:
    """The word behind a reference, behind the name where it is a title before one."""
    holder = reference.office_holder if reference.role == "titled" else None
    return holder.last if holder else reference.last


def _agrees(entity: Entity, reference: Reference, anaphor: Anaphor) -> bool:
    if anaphor.kinds:
        unnamed = entity.kind is ActorKind.ANONYMOUS and anaphor.kinds == (ActorKind.PERSON,)
        firm = bool(anaphor.bodies) and _may_be_firm(entity, anaphor)
        if entity.kind not in anaphor.kinds and not unnamed and not firm:
            return False
    elif entity.kind in _NEVER:
        return False
    plural = entity.plural or reference.plural or reference.role == "demonym"
    if reference.role == "adjective":
        return False
    if anaphor.bodies:
        return True
    if plural != anaphor.plural:
        return False
    if anaphor.strict and not _suits(entity, anaphor):
        return False
    gender = entity.gender or reference.gender
    if reference.role == "phrase" and entity.kind is not ActorKind.PERSON:
        gender = reference.gender or gender
    if not gender and not plural and entity.kind is not ActorKind.PERSON and anaphor.way is not Way.OBJECT:
        return False
    if anaphor.plural and anaphor.gender == "m":
        return True
    return not gender or not anaphor.gender or gender == anaphor.gender


def _may_be_firm(entity: Entity, anaphor: Anaphor) -> bool:
    """Whether a name of one word that was taken for a person or place may be a firm's: "Orvex ferme. *Le groupe* ..."."""
    single = entity.kind is ActorKind.PERSON and len(entity.words) == 1 and not entity.gender
    return single and not entity.offices and ActorKind.ORGANISATION in anaphor.bodies


def _distance(scan: Scan, reference: Reference, index: int) -> int | None:
    """How many sentences before that of this word the reference stands, None where it stands after it."""
    distance = scan.sentences[index] - scan.sentences[reference.head]
    return distance if distance >= 0 else None


def is_subject(scan: Scan, reference: Reference) -> bool:
    """Whether a word of the reference is the subject of a verb, what is followed ("selon Ilse Brandt"), or who said the words
    before ("« Non », *a écrit Mme Brandt*"), or whom a pronoun sets off ("*Brandt*, elle, refuse")."""
    for index in range(reference.first, past_title(reference)):
        token = scan.tokens[index]
        if token is not None and token.dep == "conj":
            token = token.head
        if token is not None and token.dep in _SUBJECTS:
            return True
    if scan.before(reference.first) == "selon" or speaks_behind(scan, reference.first):
        return True
    last = past_title(reference)
    set_off = last + 1 < len(scan) and scan.gaps[last - 1] == ", " and scan.gaps[last] == ", "
    return set_off and scan.folds[last] in word_list("fr", "pronouns")["after_prepositions"]
