"""Phrases headed by a common noun that names who acts or speaks: offices, unnamed sources, groups, bodies, documents.

The phrase is read from the words and their parts of speech, since the parser's trees often break at names: determiner
and adjectives before the noun, then adjectives and complements, then a name beside it or set off by a comma.
"""

from __future__ import annotations

from recoupe.annotate.lexicon import Noun
from recoupe.annotate.names import Reference, Scan, starts_person
from recoupe.model import ActorKind

MAX_COMPLEMENT_PIECES = 14
HEADS_WITH_DOMAIN = frozenset(
    ["ministre", "ministere", "secretaire", "commissaire", "etat", "conseiller", "directeur"]
)
_NO_MODIFIER = frozenset(
    [
        "tel",
        "telle",
        "tels",
        "telles",
        "capable",
        "capables",
        "susceptible",
        "susceptibles",
        "pret",
        "prete",
        "prets",
        "pretes",
    ]
)
_OF = frozenset(["de", "d", "du", "des", "of"])
_DOMAIN = frozenset(["a", "au", "aux"])
_ARTICLES = frozenset(["la", "le", "les", "l", "the"])
_DEFINITE = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "ce",
        "cet",
        "cette",
        "ces",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "notre",
        "nos",
        "votre",
        "vos",
        "du",
        "au",
        "aux",
        "the",
        "his",
        "her",
        "their",
        "its",
    ]
)
_INDEFINITE = frozenset(
    [
        "un",
        "une",
        "des",
        "plusieurs",
        "quelques",
        "certains",
        "certaines",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "d",
        "autres",
        "divers",
        "diverses",
        "plusieurs",
        "a",
        "an",
        "several",
        "some",
        "two",
        "three",
    ]
)
_DETERMINERS = _DEFINITE | _INDEFINITE
_PRENOMINAL = frozenset(
    [
        "haut",
        "haute",
        "hauts",
        "hautes",
        "ancien",
        "ancienne",
        "anciens",
        "anciennes",
        "nouveau",
        "nouvelle",
        "nouveaux",
        "nouvelles",
        "jeune",
        "jeunes",
        "grand",
        "grande",
        "grands",
        "grandes",
        "autre",
        "autres",
        "premier",
        "premiere",
        "premiers",
        "premieres",
        "principal",
        "principale",
        "principaux",
        "principales",
        "meme",
        "futur",
        "future",
        "ex",
        "vice",
        "seul",
        "seule",
        "dernier",
        "derniere",
        "petit",
        "petite",
        "actuel",
        "actuelle",
        "tres",
        "celebre",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "former",
        "top",
        "senior",
        "two",
        "three",
    ]
)
_FORMER = frozenset(["ancien", "ancienne", "anciens", "anciennes", "ex", "former"])
_FINITE = frozenset(["VERB", "AUX"])


def find_phrases(scan: Scan) -> list[Reference]:
    """The phrases whose head noun the tables know, in the order of the text; a phrase inside another is left out."""
    found: list[Reference] = []
    folds, firsts, size = scan.folds, scan.lexicon.nouns.firsts, len(scan)
    index = 0
    while index < size:
        if folds[index] not in firsts or index in scan.taken:
            index += 1
            continue
        reference = _phrase_at(scan, index)
        if reference is None:
            index += 1
        else:
            found.append(reference)
            found.extend(_bodies_inside(scan, reference))
            index = max(reference.last, index + 1)
    return found


def _bodies_inside(scan: Scan, outer: Reference) -> list[Reference]:
    """The body whose own name is a complement of the phrase: "le chef des Brigades du Levant"."""
    for index in range(outer.head + 1, outer.last):
        if scan.capital[index] and index not in scan.taken and scan.folds[index] in scan.lexicon.nouns.firsts:
            inner = _phrase_at(scan, index)
            if inner is not None and inner.proper and inner.definite and inner.last > index + 1:
                return [inner] if any(t.startswith("bodies.") for t in inner.tables) else []
    return []


def titled_words(scan: Scan) -> dict[int, str]:
    """The words that begin a person's name because a civility stands before them, with its gender ("Mme Vasseur": f)."""
    found: dict[int, str] = {}
    for index in range(1, len(scan)):
        gender = scan.lexicon.civility.get(scan.folds[index - 1])
        if (
            gender is None
            or not scan.capital[index]
            or scan.gaps[index - 1] not in {" ", ". ", "\u00a0", ".\u00a0"}
        ):
            continue
        if scan.capital[index - 1] or len(scan.texts[index - 1]) > 3:
            found[index] = gender
    return found


def _noun_at(scan: Scan, index: int) -> tuple[int, Noun] | None:
    for size, noun in scan.lexicon.nouns.at(scan.folds, index):
        if any(gap not in {" ", "-", "'", "’", "\u00a0"} for gap in scan.gaps[index : index + size - 1]):
            continue
        if (
            scan.pos(index + size - 1) in _FINITE
            and not noun.plural
            and scan.before(index) not in _DETERMINERS
        ):
            continue
        return size, noun
    return None


def _phrase_at(scan: Scan, index: int) -> Reference | None:
    head = None if starts_person(scan, index) else _noun_at(scan, index)
    if head is None:
        return None
    size, noun = head
    if size == 1 and scan.pos(index) == "ADJ" and scan.before(index) not in _DETERMINERS:
        return None
    first, definite, former = _left_edge(scan, index)
    if definite is None and scan.capital[index] and scan.before(first) in {"des", "du", "de", "d"}:
        definite = True
    phrase = Reference(first, index + size, 0, 0, ActorKind.PERSON, "", "phrase")
    phrase.noun, phrase.tables, phrase.gender, phrase.plural = (
        noun.lemma,
        noun.tables,
        noun.gender,
        noun.plural,
    )
    phrase.definite, phrase.former, phrase.head = definite, former, index
    _gender_of(scan, phrase)
    phrase.proper = scan.capital[index] and not scan.opens_sentence(index)
    after = _past_own_name(scan, phrase, index + size)
    last = _extend(scan, phrase, after or _past_party(scan, index + size))
    phrase.last = last
    phrase.title = " ".join(scan.folds[index:last])
    phrase.start, phrase.end = scan.starts[first], scan.ends[last - 1]
    phrase.name = scan.reading.text[scan.starts[_name_start(scan, first, index)] : phrase.end]
    return phrase


def _name_start(scan: Scan, first: int, head: int) -> int:
    """Where the name that is shown begins: after the determiner."""
    place = first
    while place < head and (scan.folds[place] in _DETERMINERS and scan.folds[place] != "ex"):
        place += 1
    return place


def _left_edge(scan: Scan, index: int) -> tuple[int, bool | None, bool]:
    """Where the phrase begins, whether it is definite (None without a determiner), whether its office is a former one.

    A preposition with an article in it ("du", "au") makes the phrase definite but stays outside.
    """
    first, former = index, False
    while first > 0 and scan.gaps[first - 1] in {" ", "-", "\u00a0"} and index - first < 4:
        word = scan.folds[first - 1]
        if word not in _PRENOMINAL and not (
            scan.pos(first - 1) == "ADJ" and word not in _DETERMINERS and scan.capital[first - 1] is False
        ):
            break
        if (first - 1) in scan.taken:
            break
        former = former or word in _FORMER
        first -= 1
    definite: bool | None = None
    if first > 0 and scan.gaps[first - 1] in {" ", "'", "’", "\u00a0"}:
        word, token = scan.folds[first - 1], scan.tokens[first - 1]
        contracted = word in {"du", "au", "aux"} or (
            word == "des" and token is not None and token.pos == "ADP"
        )
        if contracted:
            definite = True
        elif word in _DEFINITE:
            definite, first = True, first - 1
        elif word in _INDEFINITE and word not in {"d", "a"}:
            definite, first = False, first - 1
    if definite is None and scan.folds[first] in {
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "autres",
    }:
        definite = False
    return first, definite, former


def _gender_of(scan: Scan, phrase: Reference) -> None:
    """The determiner tells the gender where the noun has one form for both ("la ministre")."""
    word = scan.folds[phrase.first]
    if not phrase.gender and word in {"la", "une", "cette", "sa"}:
        phrase.gender = "f"
    elif not phrase.gender and word in {"le", "un", "ce", "cet"}:
        phrase.gender = "m"


# --------------------------------------------------------------------------- complements


def _extend(scan: Scan, phrase: Reference, index: int) -> int:
    """Past the adjectives and complements that belong to the phrase, noting its country and who issues or employs it."""
    begin, domain = index, False
    while index < len(scan) and index - begin < MAX_COMPLEMENT_PIECES:
        if scan.gaps[index - 1] not in {" ", "-", "'", "’", "\u00a0", ") "}:
            break
        word, known = scan.folds[index], scan.taken.get(index)
        if known is not None and known.role == "adjective":
            phrase.country = phrase.country or known.country
            index = known.last
        elif (
            known is None
            and scan.pos(index) == "ADJ"
            and not scan.capital[index]
            and word not in _NO_MODIFIER
        ):
            index += 1
        elif (
            word in _OF and scan.pos(index) != "DET" and (after := _complement(scan, phrase, index + 1))
        ) or (
            word in _DOMAIN
            and phrase.noun.split()[-1] in HEADS_WITH_DOMAIN
            and (after := _domain(scan, index + 1))
        ):
            index, domain = after, True
        elif (
            word == "et"
            and domain
            and index + 1 < len(scan)
            and scan.folds[index + 1] in _OF
            and (after := _complement(scan, phrase, index + 2))
        ) or (word in {"en", "charge", "chargee", "delegue", "deleguee"} and (after := _fixed(scan, index))):
            index = after
        else:
            break
    return index


def _past_party(scan: Scan, index: int) -> int:
    """Past a party in brackets: "la députée (ABC) de Lugny" """
    bracketed = index + 1 < len(scan) and scan.gaps[index - 1] == " (" and scan.gaps[index] == ") "
    return index + 1 if bracketed and scan.texts[index].isupper() else index


def _past_own_name(scan: Scan, phrase: Reference, index: int) -> int:
    """Past the name that a body's noun bears right after it ("la compagnie Marnoze", "le gouvernement Duval"); 0 without one."""
    if not any(table.startswith("bodies.") for table in phrase.tables) or phrase.definite is not True:
        return 0
    if phrase.tables & {"offices", "roles"} or index >= len(scan) or starts_person(scan, index):
        return 0
    if not scan.capital[index] or scan.gaps[index - 1] not in {" ", "\u00a0"}:
        return 0
    if index in scan.taken or scan.folds[index] in scan.lexicon.civility or not scan.texts[index].isalpha():
        return 0
    last = index + 1
    while last < len(scan) and last - index < 4 and scan.gaps[last - 1] in {" ", "-"} and scan.capital[last]:
        if last in scan.taken:
            return 0
        last += 1
    phrase.named = index
    return last


def _skip_articles(scan: Scan, index: int) -> int:
    while (
        index < len(scan) and scan.folds[index] in _ARTICLES and scan.gaps[index] in {" ", "'", "’", "\u00a0"}
    ):
        index += 1
    return index


def _complement(scan: Scan, phrase: Reference, index: int) -> int:
    """Past what follows "de": a known name, a capitalised name, or a common noun with its adjectives; 0 where neither."""
    index = _skip_articles(scan, index)
    if index >= len(scan):
        return 0
    known = scan.taken.get(index)
    if known is not None and known.role != "adjective":
        phrase.country = phrase.country or known.country
        phrase.issuer = phrase.issuer or known
        return known.last
    if scan.capital[index]:
        last = index + 1
        while last < len(scan) and _continues_domain(scan, last):
            last += 1
        return last if scan.texts[last - 1].isalpha() else 0
    if scan.pos(index) in {"NOUN", "X"} or _noun_at(scan, index) is not None:
        return _common_complement(scan, phrase, index)
    return 0


def _continues_domain(scan: Scan, index: int) -> bool:
    if index in scan.taken or scan.gaps[index - 1] not in {" ", "-"}:
        return False
    if starts_person(scan, index):
        return False
    return scan.capital[index] or scan.pos(index) == "ADJ"


def _common_complement(scan: Scan, phrase: Reference, index: int) -> int:
    """Past a common noun ("porte-parole de la police"), with hyphens; times and amounts are no complement."""
    if scan.folds[index] in _TIME_NOUNS or scan.texts[index].isdigit():
        return 0
    head = _noun_at(scan, index)
    last = index + (head[0] if head else 1)
    while last < len(scan) and scan.gaps[last - 1] == "-":
        last += 1
    return last


_TIME_NOUNS = frozenset(
    [
        "an",
        "ans",
        "jour",
        "jours",
        "semaine",
        "mois",
        "annee",
        "annees",
        "heure",
        "heures",
        "soir",
        "matin",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
    ]
)


def _domain(scan: Scan, index: int) -> int:
    """Past a field of office in capitals after "à la", "aux" ("secrétaire d'État à la Défense"), 0 where there is none."""
    index = _skip_articles(scan, index)
    if index >= len(scan) or not scan.capital[index] or index in scan.taken:
        return 0
    last = index + 1
    while last < len(scan) and _continues_domain(scan, last):
        last += 1
    return last


def _fixed(scan: Scan, index: int) -> int:
    """Past "en chef", "en exercice", "chargé de la Ville"; 0 for other words."""
    if scan.folds[index] == "en":
        following = scan.folds[index + 1] if index + 1 < len(scan) else ""
        return index + 2 if following in {"chef", "exercice", "charge", "fonction", "titre"} else 0
    following = scan.folds[index + 1] if index + 1 < len(scan) else ""
    if following in _OF | _DOMAIN:
        return _domain(scan, index + 2)
    return 0


# --------------------------------------------------------------------------- a name beside the phrase


def attach_names(scan: Scan, phrases: list[Reference]) -> None:
    """Join each phrase in the singular with the person's name that stands right after it or beside it between commas.

    "le ministre Pavel Orban": one stretch. "Ilse Brandt, porte-parole du port,": two stretches, one person.
    """
    for phrase in phrases:
        if phrase.plural or not phrase.tables & {"offices", "roles", "sources"}:
            continue
        after = scan.taken.get(phrase.last)
        gap = scan.gaps[phrase.last - 1]
        if _is_person(after) and after is not None and after.first == phrase.last:
            if gap.strip() in {"", ")"} and phrase.definite is not False:
                phrase.office_holder, phrase.role = after, "titled"
            elif gap.strip() == "," and phrase.definite and _closes(scan, after.last):
                phrase.office_holder, phrase.role = after, "apposed"
        elif _civility_follows(scan, phrase.last) and gap.strip() in {"", ","}:
            person = scan.taken.get(phrase.last + 1)
            if _is_person(person):
                phrase.office_holder, phrase.role = person, "apposed"
        if phrase.office_holder is None:
            _attach_name_before(scan, phrase)


def _civility_follows(scan: Scan, index: int) -> bool:
    return index + 1 < len(scan) and scan.capital[index] and scan.folds[index] in scan.lexicon.civility


def _closes(scan: Scan, last: int) -> bool:
    """Whether a name set off by a comma ends there: with a comma, a bracket, the end of the sentence, or its verb."""
    gap = scan.gaps[last - 1]
    return (
        gap.strip()[:1] in {",", ".", ")", ":", ";", "»", '"', "(", "–", "—"}
        or gap == "\n"
        or scan.pos(last) in _FINITE
    )


def _attach_name_before(scan: Scan, phrase: Reference) -> None:
    before = scan.taken.get(phrase.first - 1)
    if not _is_person(before) or before is None or before.last != phrase.first:
        return
    if scan.gaps[phrase.first - 1].strip() in {",", "("} and phrase.definite is not False:
        phrase.office_holder, phrase.role = before, "apposed"


def _is_person(reference: Reference | None) -> bool:
    return reference is not None and reference.kind is ActorKind.PERSON and bool(reference.words)
