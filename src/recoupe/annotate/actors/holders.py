"""The names that stand beside an office, a role or a civility: who holds it."""

from __future__ import annotations

from functools import cache

from recoupe.annotate.actors.names import Reference, Scan, starts_person, two_names_at
from recoupe.annotate.actors.nouns import FINITE
from recoupe.annotate.actors.phrase_kinds import names_one_person
from recoupe.languages import word_list
from recoupe.model import ActorKind


def titled_words(scan: Scan) -> dict[int, str]:
    """The words that begin a person's name because a civility stands before them, with its gender ("Mme Vasseur": f)."""
    found: dict[int, str] = {}
    for index in range(1, len(scan)):
        gender = scan.lexicon.civility.get(scan.folds[index - 1])
        if (
            gender is None
            or not scan.capital[index]
            or scan.gaps[index - 1] not in {" ", ". ", "\u00a0", ".\u00a0"}
            or (len(scan.texts[index - 1]) > 4 and "." in scan.gaps[index - 1])
        ):
            continue
        if scan.capital[index - 1] or len(scan.texts[index - 1]) > 3:
            found[index] = gender
    return found


def names_beside(scan: Scan, phrases: list[Reference]) -> dict[int, str]:
    """The words that begin a person's name because an office or role stands right before them."""
    found = {}
    for phrase in phrases:
        index = phrase.last
        if phrase.plural or not phrase.tables & {"offices", "roles"}:
            continue
        if index < len(scan) and (
            (phrase.definite is not False and _name_may_follow(scan, phrase, index))
            or _name_set_off(scan, index, phrase.definite)
        ):
            found[index] = phrase.gender
        before = (
            None
            if phrase.definite is False or _is_subject(scan, phrase)
            else _name_set_off_before(scan, phrase.first)
        )
        if before is not None:
            found.setdefault(before, phrase.gender)
    return found


def _name_set_off(scan: Scan, index: int, definite: bool | None) -> bool:
    """Whether a full name follows between commas: "sa directrice, Oona Marsel, a démissionné"."""
    if definite is None or scan.gaps[index - 1] != ", " or not _unknown_capital(scan, index):
        return False
    last = index + 1
    while last < len(scan) and scan.gaps[last - 1] in {" ", "-"} and _unknown_capital(scan, last):
        last += 1
    return last - index in {2, 3, 4} and scan.gaps[last - 1].strip()[:1] in {",", ".", ")", ";", ":"}


def _name_set_off_before(scan: Scan, index: int) -> int | None:
    """Where a full name begins that an office takes up after a comma: "Oona Marsel, directrice du port"."""
    if index < 2 or scan.gaps[index - 1] != ", ":
        return None
    first = index
    while (
        first > 0
        and index - first < 4
        and _unknown_capital(scan, first - 1)
        and (first == index or scan.gaps[first - 1] in {" ", "-"})
    ):
        first -= 1
    small = scan.small
    if index - first < 2 or scan.before(first) in small.of | small.articles | small.joining | small.domain:
        return None
    known = not scan.opens_sentence(first) or scan.pos(first) == "PROPN"
    return first if scan.gaps[first] == " " and known else None


def _unknown_capital(scan: Scan, index: int) -> bool:
    word = scan.folds[index]
    return (
        scan.capital[index]
        and scan.texts[index].isalpha()
        and not scan.texts[index].isupper()
        and index not in scan.taken
        and word not in scan.lexicon.no_names
        and word not in scan.lexicon.civility
        and word not in scan.lexicon.no_family_names
    )


def _name_may_follow(scan: Scan, phrase: Reference, index: int) -> bool:
    """Whether a capital after an office begins its holder's name; after a common complement ("le patron de la firme
    Orvex") only where a given name or the name finder says so."""
    if not scan.capital[index] or index in scan.taken or scan.gaps[index - 1] not in {" ", "\u00a0", ") "}:
        return False
    if scan.folds[index] in scan.lexicon.civility or scan.opens_sentence(index):
        return False
    complemented = index - phrase.head > len(phrase.noun.split()) and scan.pos(index - 1) == "NOUN"
    if not complemented or starts_person(scan, index) or scan.label(index) == "PER":
        return True
    return scan.capital[index - 1] and two_names_at(scan, index)


def attach_names(scan: Scan, phrases: list[Reference]) -> None:
    """Join each phrase in the singular with the person's name that stands right after it or beside it between commas.

    "le ministre Pavel Orban": one stretch. "Ilse Brandt, porte-parole du port,": two stretches, one person. A phrase inside
    another has not the other's name: "la sœur *de la victime*, Ilse Brandt".
    """
    outer: Reference | None = None
    for place, phrase in enumerate(phrases):
        if outer is not None and outer.office_holder is not None and phrase.last <= outer.last:
            continue
        outer = phrase
        if _is_named_inside(scan, phrase, phrases[place + 1 : place + 2]):
            continue
        if phrase.plural or not phrase.tables & {"offices", "roles", "sources"}:
            continue
        after = None if scan.ends_paragraph(phrase.last) else scan.taken.get(phrase.last)
        gap = scan.gaps[phrase.last - 1]
        if _is_person(after) and after is not None and after.first == phrase.last:
            if gap.strip() in {"", ")"} and phrase.definite is not False:
                phrase.office_holder, phrase.role = after, "titled"
            elif gap.strip() == "," and phrase.definite is not None and _closes(scan, after.last):
                if _ends_clause(scan, phrase, after):
                    continue
                phrase.office_holder, phrase.role = after, "apposed"
        elif _civility_follows(scan, phrase.last) and gap.strip() in {"", ","}:
            person = scan.taken.get(phrase.last + 1)
            if _is_person(person):
                phrase.office_holder, phrase.role = person, "apposed"
        if phrase.office_holder is None:
            _attach_name_before(scan, phrase)
        if phrase.office_holder is None:
            _attach_subject(scan, phrase)
    _attach_titled(scan, phrases)


def _attach_titled(scan: Scan, phrases: list[Reference]) -> None:
    """Join a phrase with the titled name that stands behind its comma: "*le porte-parole du port*, le capitaine Otto Kern,"."""
    titled = {phrase.first: phrase for phrase in phrases if phrase.role == "titled"}
    for phrase in phrases:
        name = titled.get(phrase.last)
        holder = name.office_holder if name is not None else None
        if holder is None or phrase.office_holder is not None or scan.gaps[phrase.last - 1] != ", ":
            continue
        one = names_one_person(scan, phrase) or ("sources" in phrase.tables and not phrase.plural)
        if phrase.definite is not None and one and _closes(scan, holder.last):
            phrase.office_holder, phrase.role = holder, "apposed"


def _is_named_inside(scan: Scan, phrase: Reference, following: list[Reference]) -> bool:
    """Whether a name right behind the phrase is that of the person in its complement: "la veuve *du chanteur* Otto Kern"."""
    inner = following[0] if following else None
    if inner is None or inner.last != phrase.last or inner.first <= phrase.head:
        return False
    return names_one_person(scan, inner) and scan.gaps[phrase.last - 1].strip() in {"", ")"}


def _civility_follows(scan: Scan, index: int) -> bool:
    return index + 1 < len(scan) and scan.capital[index] and scan.folds[index] in scan.lexicon.civility


def _closes(scan: Scan, last: int) -> bool:
    """Whether a name set off by a comma ends there: with a comma, a bracket, the end of the sentence, or its verb."""
    gap = scan.gaps[last - 1]
    return (
        gap.strip()[:1] in {",", ".", ")", ":", ";", "»", '"', "(", "–", "—"}
        or gap == "\n"
        or scan.pos(last) in FINITE
        or (gap == " " and scan.folds[last] in scan.small.restricting)
    )


def _ends_clause(scan: Scan, phrase: Reference, name: Reference) -> bool:
    """Whether a phrase ends a clause and the name begins the next: "dans le phare où vivait *son père*, *Otto Kern* a grandi".

    It is the subject of a verb that stands before it, and the name's own verb follows without a comma.
    """
    token = scan.tokens[phrase.head]
    verb = token.head if token is not None else None
    inverted = (
        verb is not None
        and token is not None
        and verb.index < token.index
        and (token.dep == "nsubj" or any(child.lower in ("dont", "où") for child in verb.children))
    )
    return inverted and scan.gaps[name.last - 1] == " " and scan.pos(name.last) in FINITE


def _attach_name_before(scan: Scan, phrase: Reference) -> None:
    before = scan.taken.get(phrase.first - 1)
    if not _is_person(before) or before is None or before.last != phrase.first:
        return
    if _is_subject(scan, phrase):
        return
    gap = scan.gaps[phrase.first - 1].strip(_CLOSING if phrase.definite else None)
    if gap in {",", "("} and (phrase.definite is not False or (gap == "," and is_set_off(scan, phrase.last))):
        phrase.office_holder, phrase.role = before, "apposed"


def is_set_off(scan: Scan, last: int) -> bool:
    """Whether a comma or the end of the sentence closes the apposition before any verb: "Oona Marsel, *une juriste à la retraite*, a répondu"."""
    for place in range(last, min(last + 5, len(scan) + 1)):
        gap = scan.gaps[place - 1]
        if gap != " ":
            return gap in {", ", "\n"} or gap.strip()[:1] in {".", ";"}
        if scan.pos(place) in FINITE:
            return False
    return False


def _is_subject(scan: Scan, phrase: Reference) -> bool:
    """Whether the phrase is the subject of the verb after it, and no apposition: "Pour Otto Kern, *la maire* doit partir"."""
    token = (
        scan.tokens[phrase.last] if phrase.last < len(scan) and scan.gaps[phrase.last - 1] == " " else None
    )
    return (
        bool(phrase.definite) and token is not None and token.pos in FINITE and "VerbForm=Fin" in token.morph
    )


def _attach_subject(scan: Scan, phrase: Reference) -> None:
    """The person who is said to be what the phrase says: "Otto Kern *est* le nouveau maire"."""
    index = phrase.first
    while index > 0 and phrase.first - index < _MAX_VERB_WORDS and scan.gaps[index - 1] == " ":
        token = scan.tokens[index - 1]
        if token is None or not (
            token.pos in {"AUX", "ADV"} or token.lemma in _states(scan.lexicon.language)
        ):
            break
        index -= 1
    person = scan.taken.get(index - 1) if index < phrase.first else None
    if _is_person(person) and person is not None and person.last == index:
        phrase.office_holder, phrase.role = person, "apposed"


@cache
def _states(language: str) -> frozenset[str]:
    return frozenset(word_list(language, "taken_up").get("states", {}).get("verbs", ()))


_MAX_VERB_WORDS = 4
# what may close a quotation between a name and its apposition: « a salué "l'œuvre d'Oona Marsel", directrice du port »
_CLOSING = ' \u00a0"»”'


def _is_person(reference: Reference | None) -> bool:
    return reference is not None and reference.kind is ActorKind.PERSON and bool(reference.words)
