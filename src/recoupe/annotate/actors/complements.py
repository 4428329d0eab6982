"""What belongs to a phrase after its noun: adjectives, complements, a field of office, a name of its own."""

from __future__ import annotations

from functools import cache

from recoupe.annotate.actors.names import Reference, Scan, starts_person
from recoupe.annotate.actors.nouns import noun_at
from recoupe.annotate.actors.traces import name_table
from recoupe.languages import word_list

MAX_COMPLEMENT_PIECES = 14


def extend(scan: Scan, phrase: Reference, index: int) -> int:
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
            and not scan.capital[index]
            and word not in scan.small.opening
            and word not in name_table(scan.lexicon.language, "will", "forms")
            and (scan.pos(index) == "ADJ" or _of_unknown_country(scan, index, begin))
        ):
            index += 1
        elif (
            word in scan.small.of
            and scan.pos(index) != "DET"
            and not (word == "des" and not _capital_follows(scan, index) and _is_asked(scan, phrase))
            and (after := _complement(scan, phrase, index + 1))
        ) or (
            word in scan.small.domain
            and phrase.noun.split()[-1] in scan.small.fielded
            and (after := _domain(scan, index + 1) or _field(scan, index + 1))
        ):
            index, domain = after, True
        elif (
            word == "et"
            and domain
            and index + 1 < len(scan)
            and scan.folds[index + 1] in scan.small.of
            and (after := _complement(scan, phrase, index + 2))
        ) or (word in scan.small.set_complement and (after := _fixed(scan, index))):
            index = after
        else:
            break
    return index


def _capital_follows(scan: Scan, index: int) -> bool:
    return index + 1 < len(scan) and scan.capital[index + 1]


def _is_asked(scan: Scan, phrase: Reference) -> bool:
    """Whether the phrase is whom a verb of giving or asking is done to, so that "des" begins its object: "a demandé *au maire* des comptes"."""
    index = phrase.first - 1
    if scan.before(phrase.first) not in scan.small.domain:
        return False
    verb = scan.tokens[index - 1] if index > 0 and scan.gaps[index - 1] == " " else None
    language = scan.lexicon.language
    return verb is not None and (
        verb.lemma in name_table(language, "will", "granting")
        or verb.lemma in name_table(language, "will", "giving")
    )


def _of_unknown_country(scan: Scan, index: int, begin: int) -> bool:
    """Whether the word right after the noun is the adjective of a place that nobody knows, which the parser takes for a
    name or verb: "le ministère *velmarquois* de la Santé"."""
    token = scan.tokens[index]
    if token is None or index != begin or scan.gaps[index - 1] != " ":
        return False
    if token.pos not in {"NOUN", "PROPN", "X"} and not (token.pos == "VERB" and token.lemma == token.lower):
        return False
    return len(scan.folds[index]) > 5 and scan.folds[index].endswith(
        _adjective_endings(scan.lexicon.language)
    )


@cache
def _adjective_endings(language: str) -> tuple[str, ...]:
    words = word_list(language, "names").get("demonyms", {}).get("telling", ())
    return tuple(sorted(form for word in words for form in (*word.split("|"), word.split("|")[-1] + "s")))


def past_party(scan: Scan, index: int) -> int:
    """Past the short name of a party or union: "la députée (ABC) de Lugny", "le délégué ABC" """
    if index >= len(scan) or not (scan.texts[index].isupper() and 1 < len(scan.texts[index]) <= 6):
        return index
    bracketed = scan.gaps[index - 1] == " (" and scan.gaps[index] == ") "
    return index + 1 if bracketed or scan.gaps[index - 1] == " " else index


def past_own_name(scan: Scan, phrase: Reference, index: int) -> int:
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
        index < len(scan)
        and scan.folds[index] in scan.small.articles
        and scan.gaps[index] in {" ", "'", "’", "\u00a0"}
    ):
        index += 1
    return index


def _complement(scan: Scan, phrase: Reference, index: int) -> int:
    """Past what follows "de": a known name, a capitalised name, or a common noun with its adjectives; 0 where neither."""
    index = _skip_articles(scan, index)
    if index + 1 < len(scan) and scan.folds[index] in scan.small.one_new and scan.pos(index) == "DET":
        index += 1 + (scan.pos(index + 1) == "ADJ")
    if index >= len(scan):
        return 0
    known = scan.taken.get(index)
    if known is not None and known.role != "adjective":
        phrase.country = phrase.country or known.country
        phrase.issuer = phrase.issuer or known
        return known.last
    if scan.capital[index] and scan.folds[index] in scan.lexicon.civility:
        return 0
    named = noun_at(scan, index) if scan.capital[index] else None
    if named is not None and named[0] > 1:
        return index + named[0]
    if scan.capital[index]:
        last = _past_domain(scan, index)
        return last if scan.texts[last - 1].isalpha() else 0
    if scan.pos(index) in {"NOUN", "X"} or noun_at(scan, index) is not None:
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
    if scan.folds[index] in scan.small.time_nouns or scan.texts[index].isdigit():
        return 0
    head = noun_at(scan, index)
    last = index + (head[0] if head else 1)
    while last < len(scan) and scan.gaps[last - 1] == "-":
        last += 1
    return last


def _domain(scan: Scan, index: int) -> int:
    """Past a field of office in capitals after "à la", "aux" ("secrétaire d'État à la Défense"), 0 where there is none."""
    index = _skip_articles(scan, index)
    if index >= len(scan) or not scan.capital[index] or index in scan.taken:
        return 0
    return _past_domain(scan, index)


def _past_domain(scan: Scan, index: int) -> int:
    """Past the capitals and adjectives of a field or name; two capitals behind a known field are somebody's name: "le ministre de la
    Santé *Otto Kern*"."""
    last = index + 1
    while last < len(scan) and _continues_domain(scan, last):
        named = (
            scan.capital[last] and last + 1 < len(scan) and scan.capital[last + 1] and scan.gaps[last] == " "
        )
        if named and scan.folds[index] in scan.small.office_fields:
            break
        last += 1
    return last


def _fixed(scan: Scan, index: int) -> int:
    """Past "en chef", "en exercice", "chargé de la Ville"; 0 for other words."""
    if scan.folds[index] == "en":
        following = scan.folds[index + 1] if index + 1 < len(scan) else ""
        return index + 2 if following in scan.small.after_en else 0
    following = scan.folds[index + 1] if index + 1 < len(scan) else ""
    if following in scan.small.of | scan.small.domain:
        return _domain(scan, index + 2) or _charge(scan, index + 2)
    return 0


def _field(scan: Scan, index: int) -> int:
    """Past a field of office in lower case: "l'adjoint à l'*urbanisme*", "le conseiller *aux sports*"; 0 where it is none."""
    index = _skip_articles(scan, index)
    if index >= len(scan) or scan.folds[index] not in scan.small.office_fields:
        return 0
    return _past_adjectives(scan, index + 1)


def _charge(scan: Scan, index: int) -> int:
    """Past what somebody is in charge of: "chargée de la *culture*"; 0 where no noun stands there."""
    index = _skip_articles(scan, index)
    if index >= len(scan) or scan.pos(index) != "NOUN" or scan.folds[index] in scan.small.time_nouns:
        return 0
    return _past_adjectives(scan, index + 1)


def _past_adjectives(scan: Scan, index: int) -> int:
    while index < len(scan) and scan.gaps[index - 1] == " " and scan.pos(index) == "ADJ":
        index += 1
    return index
