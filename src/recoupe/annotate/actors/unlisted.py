"""Countries that no table holds, told by what stands around their names in the article.

A capitalised name with an article ("la Saldovie", "en Saldovie") is a country where the article makes an adjective of it
that goes with a noun of state ("l'armée saldovienne"), gives it a state's noun ("le gouvernement de la Saldovie"), or
makes it will something ("la Saldovie refuse"). Its adjectives and "les Saldoviens" are then mentions of it.
"""

from __future__ import annotations

from functools import lru_cache

from recoupe.annotate.actors.lexicon import slug
from recoupe.annotate.actors.names import Reference, Scan, adjective_stands
from recoupe.annotate.actors.traces import Traces, name_table
from recoupe.languages import word_list
from recoupe.model import ActorKind

_MIN_STEM = 3


@lru_cache(maxsize=20_000)
def demonyms(name: str, language: str = "fr") -> frozenset[str]:
    """The adjectives that may be made of a folded name, in all their forms: "saldovie" gives "saldovien", "saldoviennes"."""
    tables = word_list(language, "names").get("demonyms", {})
    stems = {
        name.removesuffix(ending) if ending != "que" else name.removesuffix("que") + "c"
        for ending in tables.get("name_endings", ())
        if name.endswith(ending)
    }
    found: set[str] = set()
    for stem in stems:
        if len(stem) < _MIN_STEM:
            continue
        for endings in tables.get("adjective_endings", ()):
            for ending in endings.split("|"):
                form = stem + ending
                found.update((form, form if form.endswith("s") else form + "s"))
    return frozenset(found - {name})


# --------------------------------------------------------------------------- countries


def find_countries(scan: Scan, traces: dict[str, Traces]) -> list[Reference]:
    """The countries that no table holds, with every mention of their names, adjectives and people; marks them taken."""
    if scan.lexicon.language == "en":
        return _mark(scan, _english_countries(scan))
    if scan.lexicon.language != "fr" or not scan.reading.parsed:
        return []
    words = set(scan.folds)
    lower = {word for word, capital in zip(scan.folds, scan.capital, strict=True) if not capital}
    found: list[Reference] = []
    forms: dict[str, tuple[str, Traces]] = {}
    for key, met in traces.items():
        if not _may_be_country(scan, key, met, lower):
            continue
        adjectives, people = demonyms(key) & lower, demonyms(key) & words
        if _is_country(scan, key, met, adjectives | people):
            found.extend(_name_references(scan, key, met))
            forms.update(dict.fromkeys(adjectives | people, (key, met)))
    if forms:
        found.extend(_adjective_references(scan, forms))
    return _mark(scan, found)


def _mark(scan: Scan, found: list[Reference]) -> list[Reference]:
    for reference in found:
        for place in range(reference.first, reference.last):
            scan.taken[place] = reference
    return found


def _english_countries(scan: Scan) -> list[Reference]:
    """English names that end as countries do ("Saldovia") and their adjectives ("Saldovian"), read without grammar.

    Given names and names beside another capital are left out.
    """
    found = []
    names = dict[str, str]()
    endings = tuple(word_list("en", "names")["countries"]["endings"])
    for index, word in enumerate(scan.folds):
        if word.endswith(endings) and len(word) > 5 and _stands_free(scan, index):
            names.setdefault(word, scan.texts[index])
    names.update(_opening_countries(scan, endings, names))
    names.update(_countries_of_bodies(scan, names))
    adjectives = {f"{word}n": word for word in names if word.endswith("ia")}
    for index, word in enumerate(scan.folds):
        base = word if word in names else adjectives.get(word)
        if base is None or not scan.capital[index] or index in scan.taken:
            continue
        role = "country" if word in names else "adjective"
        if role == "country" and not _stands_free(scan, index, opening=True):
            continue
        start, end = scan.starts[index], scan.ends[index]
        name = names[base]
        found.append(Reference(index, index + 1, start, end, ActorKind.COUNTRY, name, role, slug(name)))
    return found


def _opening_countries(scan: Scan, endings: tuple[str, ...], known: dict[str, str]) -> dict[str, str]:
    """The names that only open sentences, where the article makes an adjective of them or they do something: "*Tavaria* denied it"."""
    words = set(scan.folds)
    common = name_table("en", "countries", "common")
    doing = name_table("en", "plain", "done_by_persons") | name_table("en", "plain", "done_by_bodies")
    return {
        word: scan.texts[index]
        for index, word in enumerate(scan.folds)
        if word not in known
        and word.endswith(endings)
        and len(word) > 4
        and word not in common
        and (f"{word}n" in words or _acts(scan, index, doing))
        and _stands_free(scan, index, opening=True)
    }


def _acts(scan: Scan, index: int, doing: frozenset[str]) -> bool:
    """Whether a name that opens a sentence stands before a verb, or before what is set apart: "Tavaria, *which* …"."""
    if index + 1 >= len(scan):
        return False
    behind = scan.folds[index + 1]
    if scan.gaps[index] == ", ":
        return behind in ("for", "which", "whose") or behind.endswith("ing")
    return scan.gaps[index] == " " and behind in doing


def _countries_of_bodies(scan: Scan, known: dict[str, str]) -> dict[str, str]:
    """The names that only their adjective tells, beside a body of state: "the *Altonian* coastguard"."""
    bodies = name_table("en", "countries", "bodies")
    return {
        word[:-1]: scan.texts[index][:-1]
        for index, word in enumerate(scan.folds[:-1])
        if word.endswith("ian")
        and scan.capital[index]
        and index not in scan.taken
        and word[:-1] not in known
        and scan.folds[index + 1] in bodies
        and scan.gaps[index] == " "
        and word not in name_table("en", "countries", "no_countries")
    }


def _stands_free(scan: Scan, index: int, *, opening: bool = False) -> bool:
    """Whether a capitalised word is no given name, opens no sentence (unless with ``opening``), and has no capital beside it."""
    if not scan.capital[index] or index in scan.taken or scan.folds[index] in scan.lexicon.given:
        return False
    if (scan.opens_sentence(index) and not opening) or scan.gap_before(index) == "-":
        return False
    beside = scan.gaps[index] == " " and index + 1 < len(scan) and scan.capital[index + 1]
    behind = (
        scan.gap_before(index) == " "
        and scan.capital[index - 1]
        and scan.folds[index - 1] not in name_table("en", "countries", "compass")
    )
    return not (beside or behind)


def _may_be_country(scan: Scan, key: str, met: Traces, lower: set[str]) -> bool:
    if met.person or not (met.articled or met.within) or key in lower:
        return False
    if key in name_table("fr", "capitalised", "words") or met.shown.isupper() or len(key) < 4:
        return False
    return not any(
        size == 1 for first, _ in met.places[:1] for size, _ in scan.lexicon.nouns.at(scan.folds, first)
    )


def _is_country(scan: Scan, key: str, met: Traces, adjectives: frozenset[str]) -> bool:
    if adjectives and (met.governed or met.acting or _goes_with_state(scan, adjectives)):
        return True
    if met.articled and not met.feminine and _acts_as_state(met):
        return not key.endswith(tuple(sorted(name_table("fr", "capitalised", "endings"))))
    shaped = key.endswith(("e", "a")) and met.feminine == met.articled
    if key.endswith("ie") and met.feminine and not met.labels.keys() & {"LOC", "ORG", "PER"}:
        return not key.endswith(tuple(sorted(name_table("fr", "capitalised", "endings"))))
    told = bool(met.governed or met.acting) and not key.endswith(
        tuple(sorted(name_table("fr", "capitalised", "endings")))
    )
    return shaped and (told or bool(adjectives))


def _acts_as_state(met: Traces) -> bool:
    """Whether a masculine name is governed and wills or is a place to be in, or wills more than once and is seen as a place:
    "le *Kordan* frappera", "*Kordan*" being a town else, a river or a paper.

    `Le Kordan refuse tout dialogue. Le gouvernement du Kordan a rappelé son ambassadeur.` → `Kordan`
    """
    if met.governed:
        return bool(met.acting or met.within)
    return met.acting > 1 and met.labels["LOC"] * 2 >= len(met.places) and not met.labels["ORG"]


def _goes_with_state(scan: Scan, adjectives: frozenset[str]) -> bool:
    state = name_table("fr", "state", "nouns")
    for index, word in enumerate(scan.folds):
        if (
            word in adjectives
            and index > 0
            and (scan.folds[index - 1] in state or scan.before(index) in scan.small.peoples)
        ):
            return True
    return False


def _name_references(scan: Scan, key: str, met: Traces) -> list[Reference]:
    gender = "f" if met.feminine or key.endswith("e") else "m"
    name, country = met.shown, slug(met.shown)
    found = []
    for first, last in met.places:
        reference = Reference(
            first, last, scan.starts[first], scan.ends[last - 1], ActorKind.COUNTRY, name, "country", country, gender
        )  # fmt: skip
        reference.head = first
        found.append(reference)
    return found


def _adjective_references(scan: Scan, forms: dict[str, tuple[str, Traces]]) -> list[Reference]:
    found = []
    for index, word in enumerate(scan.folds):
        known = forms.get(word)
        if known is None or index in scan.taken or not adjective_stands(scan, index, index + 1):
            continue
        name = known[1].shown
        role = "demonym" if scan.capital[index] else "adjective"
        reference = Reference(
            index, index + 1, scan.starts[index], scan.ends[index], ActorKind.COUNTRY, name, role, slug(name)
        )
        reference.head = index
        found.append(reference)
    return found


def is_unlisted(country: str | None) -> bool:
    """Whether a country is known by its key in the article only, not by an ISO code."""
    return country is not None and not (len(country) == 3 and country.isupper())
