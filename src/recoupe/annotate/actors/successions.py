"""Who held an office before or after whom: "son prédécesseur", "sa devancière", "le successeur"."""

from __future__ import annotations

from bisect import bisect_left

from recoupe.annotate.actors.joining import Entity, Registry
from recoupe.annotate.actors.lexicon import Holder, fold
from recoupe.annotate.actors.names import Reference, Scan
from recoupe.annotate.actors.offices import comes_before, is_succession, terms_by_sound
from recoupe.annotate.actors.sounds import sounds
from recoupe.languages import word_list
from recoupe.model import ActorKind

_NEAR_WORDS = 80


def settle_successions(registry: Registry, references: list[Reference], phrases: list[Reference]) -> None:
    """Give each predecessor and successor without a name its person, else nobody; changes the phrases.

    In turn: whom a verb says to have been replaced ("Oona Tresk succède à Ilda Marsan"), who held the office before or
    after in the table of offices, and who else the article names, where only one is left and gender agrees.
    """
    language = registry.lexicon.language
    wanted = [p for p in phrases if not p.key and not p.plural and is_succession(p, language)]
    if not wanted:
        return
    persons = sorted(
        (r for r in (*references, *phrases) if r.key and registry.entities[r.key].kind is ActorKind.PERSON),
        key=lambda r: r.first,
    )
    told = _told_by_verbs(registry.scan, persons)
    for phrase in wanted:
        if registry.scan.folds[phrase.first] not in registry.scan.small.owning:
            continue
        first, last = (
            bisect_left(persons, place, key=lambda r: r.first)
            for place in (phrase.first - _NEAR_WORDS, phrase.first)
        )
        near = persons[first:last]
        keys = list(dict.fromkeys(r.key for r in reversed(near)))
        earlier = comes_before(phrase, language)
        phrase.key = (
            next((told[earlier][key] for key in keys if key in told[earlier]), "")
            or _by_table(registry, keys, phrase, earlier)
            or _only_other(registry, near, phrase, earlier)
        )
    for phrase in wanted:
        if not phrase.key and phrase.definite:
            registry.resolve_office(phrase)


def _told_by_verbs(scan: Scan, persons: list[Reference]) -> dict[bool, dict[str, str]]:
    """What verbs of succession tell ("Tresk a remplacé Marsan. *Sa devancière* ..."): by True who came before each person,
    by False who came after."""
    verbs = frozenset(word_list(scan.lexicon.language, "taken_up")["successions"]["verbs"])
    found: dict[int, dict[str, str]] = {}
    for reference in persons:
        for index in range(reference.first, reference.last):
            token = scan.tokens[index]
            if token is None or token.head.lemma not in verbs or token.head is token:
                continue
            passive = any(child.dep == "aux:pass" for child in token.head.children)
            if token.dep in {"nsubj", "nsubj:pass"}:
                found.setdefault(token.head.index, {})["earlier" if passive else "later"] = reference.key
            elif token.dep in {"obj", "obl:arg", "iobj"} and not passive:
                found.setdefault(token.head.index, {})["earlier"] = reference.key
            elif token.dep == "obl:agent" or (passive and scan.before(reference.first) == "par"):
                found.setdefault(token.head.index, {})["later"] = reference.key
    told: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for _, pair in sorted(found.items()):
        if len(pair) == 2 and pair["later"] != pair["earlier"]:
            told[True][pair["later"]] = pair["earlier"]
            told[False][pair["earlier"]] = pair["later"]
    return told


def _by_table(registry: Registry, keys: list[str], phrase: Reference, earlier: bool) -> str:
    """Who held the office before or after the only person near who holds one at the article's date."""
    found = {key: term for key in keys if (term := _term(registry, registry.entities[key])) is not None}
    if len(found) != 1:
        return ""
    term = next(iter(found.values()))
    series = sorted(
        (h for h in registry.lexicon.holders if (h.office, h.country) == (term.office, term.country)),
        key=lambda h: h.since,
    )
    place = series.index(term) + (-1 if earlier else 1)
    if not 0 <= place < len(series):
        return ""
    return registry.known_person(series[place].name, term.country, phrase).key


def _term(registry: Registry, entity: Entity) -> Holder | None:
    """The one term of office that the table gives a person for every day of the article's date."""
    published = registry.scan.reading.published
    if published.earliest is None or published.latest is None or len(entity.words) < 2:
        return None
    terms = [
        term
        for term in terms_by_sound(registry.lexicon.language).get(sounds(entity.words, registry.lexicon), ())
        if term.holds(published.earliest, published.latest)
    ]
    return terms[0] if len(terms) == 1 else None


def _only_other(registry: Registry, near: list[Reference], phrase: Reference, earlier: bool) -> str:
    """The only other person named before, where the noun's gender is not that of the person whom it hangs on: "le président
    Vint ... Maren Orel ... *sa devancière*"."""
    named = [r for r in near if r.last <= phrase.first]
    keys = list(dict.fromkeys(r.key for r in named))
    gender = _noun_gender(registry.scan, phrase)
    fitting = [key for key in keys if registry.entities[key].gender in {"", gender}]
    others = [key for key in keys if registry.entities[key].gender not in {"", gender}]
    if not earlier or len(keys) != 2 or len(fitting) != 1 or len(others) != 1:
        return ""
    return fitting[0]


def _noun_gender(scan: Scan, phrase: Reference) -> str:
    feminine = any(
        fold(word) == scan.folds[phrase.head]
        for side in ("before", "after")
        for pair in word_list(scan.lexicon.language, "taken_up")["successions"][side]
        for word in pair.split("|")[1:]
    )
    return "f" if feminine else "m"
