"""Phrases headed by a common noun that names who acts or speaks: offices, unnamed sources, groups, bodies, documents.

The phrase is read from the words and their parts of speech, since the parser's trees often break at names: determiner
and adjectives before the noun here, adjectives and complements after it in ``complements``, a name beside it in ``holders``.
"""

from __future__ import annotations

from recoupe.annotate.actors.complements import extend, past_own_name, past_party
from recoupe.annotate.actors.doers import find_doers
from recoupe.annotate.actors.names import Reference, Scan, starts_person, two_names_at
from recoupe.annotate.actors.nouns import noun_at
from recoupe.annotate.actors.phrase_kinds import body_of
from recoupe.model import ActorKind


def find_phrases(scan: Scan) -> list[Reference]:
    """The phrases whose head noun the tables know, in the order of the text; a phrase inside another is left out."""
    found: list[Reference] = []
    folds, firsts, size = scan.folds, scan.lexicon.nouns.firsts, len(scan)
    doers = scan.doers = find_doers(scan)
    taken, amounts, one_new = scan.taken, scan.small.amounts, scan.small.one_new
    index = 0
    while index < size:
        if index in taken:
            index += 1
            continue
        word = folds[index]
        if word in amounts and _counts_people(scan, index):
            index += 2
            continue
        if word in firsts or index in doers:
            reference = _phrase_at(scan, index)
        elif word == "entre" and index > 1:
            reference = _some_of_them(scan, index)
        elif word in one_new:
            reference = _one_of_them(scan, index) or _one_of_people(scan, index)
        else:
            index += 1
            continue
        if reference is None:
            index += 1
        else:
            found.append(reference)
            found.extend(_bodies_inside(scan, reference))
            index = max(reference.last, index + 1)
    return found


def _counts_people(scan: Scan, index: int) -> bool:
    """Whether a noun of amount leads to people, who are then the head of the phrase: "un *groupe* de militaires"."""
    if index + 2 >= len(scan) or scan.folds[index + 1] not in scan.small.plain_of:
        return False
    head = noun_at(scan, index + 2)
    return head is not None and head[1].plural and bool(head[1].tables & {"roles", "collectives", "sources"})


def _one_of_them(scan: Scan, index: int) -> Reference | None:
    """One of some who were named: "l'*un d'eux*", "l'une d'entre elles", "l'un des plaignants"; by itself somebody new."""
    if scan.before(index) != "l" or index + 2 >= len(scan) or scan.folds[index + 1] not in scan.small.of:
        return None
    last = index + 2 + (scan.folds[index + 2] == "entre")
    if last >= len(scan):
        return None
    if scan.folds[index + 1] == "des":
        head = noun_at(scan, last)
        if head is None or not head[1].plural or not head[1].tables & {"roles", "collectives", "sources"}:
            return None
        last += head[0]
    elif scan.folds[last] in scan.small.them:
        last += 1
    else:
        return None
    person = _person(scan, index - 1, index, last, scan.folds[index])
    person.definite, person.tables = True, person.tables | {"members"}
    return person


def _some_of_them(scan: Scan, index: int) -> Reference | None:
    """Several of some who were named, by themselves a group of their own: "*onze d'entre eux*"; at the word "entre"."""
    first = index - 2
    if scan.folds[index - 1] != "d" or index + 1 >= len(scan) or scan.folds[index + 1] not in scan.small.them:
        return None
    many = scan.folds[first] in scan.small.numbers | scan.small.many or scan.pos(first) in {"NUM", "PRON"}
    if not many or scan.folds[first] in scan.small.one_new:
        return None
    group = _person(scan, first, first, index + 2, scan.folds[first])
    group.kind, group.plural, group.tables = ActorKind.COLLECTIVE, True, frozenset(["collectives"])
    return group


def _one_of_people(scan: Scan, index: int) -> Reference | None:
    """One unnamed person of a country: "*un Danois* de 30 ans"."""
    name = (
        next((n for size, n in scan.lexicon.names.at(scan.folds, index + 1)), None)
        if index + 1 < len(scan)
        else None
    )
    if name is None or name.role != "adjective" or not scan.capital[index + 1] or scan.gaps[index] != " ":
        return None
    reference = _person(scan, index, index + 1, index + 2, scan.folds[index])
    reference.country = name.country
    return reference


def _person(scan: Scan, first: int, head: int, last: int, article: str) -> Reference:
    start, end = scan.starts[first], scan.ends[last - 1]
    name = scan.reading.text[start:end]
    phrase = Reference(first, last, start, end, ActorKind.PERSON, name, "phrase", head=head, definite=False)
    phrase.noun = phrase.title = scan.folds[head]
    phrase.tables, phrase.gender = frozenset(["roles"]), "f" if article == "une" else "m"
    return phrase


def _bodies_inside(scan: Scan, outer: Reference) -> list[Reference]:
    """The body or person that is a complement of the phrase: "le chef *des Brigades du Levant*", "la mère de *la victime*"."""
    for index in range(outer.head + len(outer.noun.split()), outer.last):
        if index in scan.taken or scan.folds[index] not in scan.lexicon.nouns.firsts:
            continue
        inner = _phrase_at(scan, index)
        if inner is None or not inner.definite or inner.first <= outer.head or inner.last > outer.last:
            continue
        if (
            scan.folds[inner.first - 1] not in scan.small.of
            and scan.folds[inner.first] not in scan.small.definite
        ):
            continue
        body = any(table.startswith("bodies.") or table == "takers" for table in inner.tables)
        if scan.capital[index]:
            return [inner] if body and inner.proper and inner.last > index + 1 else []
        if body or (not inner.plural and inner.tables & {"offices", "roles"}):
            return [inner, *_bodies_inside(scan, inner)]
    return []


def _phrase_at(scan: Scan, index: int) -> Reference | None:
    head = None if starts_person(scan, index) else noun_at(scan, index)
    if head is None:
        return None
    size, noun = head
    if size == 1 and scan.pos(index) == "ADJ" and not _is_determined(scan, index):
        return None
    if size == 1 and scan.folds[index] in scan.small.young and _noun_follows(scan, index):
        return None
    adjective = scan.taken.get(index - 1) if scan.lexicon.language == "en" else None
    before = adjective is not None and adjective.role == "adjective"
    first, definite, former = _left_edge(scan, adjective.first if adjective and before else index)
    if definite is None and scan.capital[index] and scan.before(first) in scan.small.of:
        definite = True
    phrase = Reference(first, index + size, 0, 0, ActorKind.PERSON, "", "phrase")
    phrase.noun, phrase.tables, phrase.gender, phrase.plural = (
        noun.lemma,
        noun.tables,
        noun.gender,
        noun.plural,
    )
    phrase.definite, phrase.former, phrase.head = definite, former, index
    phrase.plural = phrase.plural or (noun.same and _of_many(scan, first))
    _gender_of(scan, phrase)
    phrase.proper = scan.capital[index] and not scan.opens_sentence(index)
    after = past_own_name(scan, phrase, index + size)
    person = bool(noun.tables & {"offices", "roles"})
    last = extend(scan, phrase, after or (past_party(scan, index + size) if person else index + size))
    if not after and not phrase.issuer and last > index + size:
        last = past_own_name(scan, phrase, last) or last
    if person and definite and last > index + size and two_names_at(scan, past_party(scan, last)):
        last = past_party(scan, last)
    if person and definite:
        last = _past_post(scan, last)
    last = _past_second_noun(scan, last) if person and definite else last
    phrase.last = last
    if adjective is not None and before:
        phrase.country = phrase.country or adjective.country
    phrase.title = " ".join(scan.folds[index:last])
    phrase.start, phrase.end = scan.starts[first], scan.ends[last - 1]
    phrase.name = scan.reading.text[scan.starts[_name_start(scan, first, index)] : phrase.end]
    return phrase


def _is_determined(scan: Scan, index: int) -> bool:
    """Whether a determiner stands before a word, or before its "ancien": "*l'ancienne* comptable"."""
    return scan.before(index - (scan.before(index) in scan.small.former)) in scan.small.determiners


def _past_post(scan: Scan, index: int) -> int:
    """Past the place where somebody has a post, between the office and a full name: "le correspondant du Courrier *à Lugny*, Otto Kern,"."""
    if index + 3 >= len(scan) or scan.folds[index] not in scan.small.post or scan.gaps[index - 1] != " ":
        return index
    known = scan.taken.get(index + 1)
    last = known.last if known is not None else index + 2
    if not scan.capital[index + 1] or last + 1 >= len(scan) or scan.gaps[last - 1] != ", ":
        return index
    return last if two_names_at(scan, last) and last not in scan.taken else index


def _noun_follows(scan: Scan, index: int) -> bool:
    """Whether a word is an adjective before a noun: "une *jeune* fille", not "une jeune"."""
    following = index + 1
    return following < len(scan) and scan.gaps[index] == " " and noun_at(scan, following) is not None


def _past_second_noun(scan: Scan, index: int) -> int:
    """Past a second noun that stands before the same name: "le chanteur *et parolier* Otto Kern"; ``index`` where there is none."""
    if index + 2 >= len(scan) or scan.folds[index] != "et" or scan.gaps[index - 1] != " ":
        return index
    last = index + 2
    if (
        scan.pos(index + 1) not in {"NOUN", "ADJ", "X"}
        or scan.capital[index + 1]
        or scan.gaps[last - 1] != " "
    ):
        return index
    return last if scan.capital[last] and last not in scan.taken else index


def _of_many(scan: Scan, index: int) -> bool:
    """Whether the phrase that begins at a word is of several, where its noun does not tell: "*des* ONG", "*deux* fils"."""
    before = {scan.folds[index], scan.before(index)}
    return bool(before & scan.small.many) or scan.folds[index] in scan.small.numbers or _counts(scan, index)


def _name_start(scan: Scan, first: int, head: int) -> int:
    """Where the name that is shown begins: after the determiner."""
    place = first
    while place < head and (scan.folds[place] in scan.small.determiners or _counts(scan, place)):
        place += 1
    return place


def _left_edge(scan: Scan, index: int) -> tuple[int, bool | None, bool]:
    """Where the phrase begins, whether it is definite (None without a determiner), whether its office is a former one.

    A preposition with an article in it ("du", "au") makes the phrase definite but stays outside.
    """
    small = scan.small
    first, former = index, False
    while first > 0 and index - first < 4:
        if scan.gaps[first - 1] not in {" ", "-", "\u00a0", "\u202f"} and not _in_number(scan, first):
            break
        word = scan.folds[first - 1]
        if (
            word not in small.prenominal
            and word not in small.numbers
            and not _counts(scan, first - 1)
            and not (
                scan.pos(first - 1) == "ADJ"
                and word not in small.determiners
                and scan.capital[first - 1] is False
            )
        ):
            break
        if (first - 1) in scan.taken:
            break
        former = former or word in small.former
        first -= 1
    definite: bool | None = None
    if first > 0 and scan.gaps[first - 1] in {" ", "'", "’", "\u00a0"}:
        word, token = scan.folds[first - 1], scan.tokens[first - 1]
        contracted = word in small.contracted or (word == "des" and token is not None and token.pos == "ADP")
        if contracted:
            definite = True
        elif word in small.definite:
            definite, first = True, first - 1
        elif word in small.indefinite:
            definite, first = False, first - 1
    if definite is None and (
        scan.folds[first] in small.numbers or scan.folds[first] in small.indefinite or _counts(scan, first)
    ):
        definite = False
    if definite is None and first > 1 and scan.folds[first - 1] in scan.small.plain_of:
        definite = False if scan.folds[first - 2] in small.amounts else None
    return first, definite, former


def _in_number(scan: Scan, index: int) -> bool:
    """Whether a point or comma before a word stands inside a number: "1.*400* dockers"."""
    return (
        scan.gaps[index - 1] in {".", ","} and scan.texts[index].isdigit() and scan.texts[index - 1].isdigit()
    )


def _counts(scan: Scan, index: int) -> bool:
    """Whether a word is a number: "*quatorze* soldats", "quelque *300* habitants", "deux *cents* dockers"."""
    return scan.pos(index) == "NUM" or scan.texts[index].isdigit() or scan.folds[index] in scan.small.numerals


def _adjective_gender(scan: Scan, phrase: Reference) -> str:
    """The gender that the noun itself or an adjective before it shows: "l'*ancien* maire", "son *mari*"; "" where none does."""
    if phrase.noun in scan.small.male:
        return "m"
    for index in range(phrase.first, phrase.head):
        token = scan.tokens[index]
        if token is None or token.pos != "ADJ" or scan.folds[index] not in scan.small.prenominal:
            continue
        if "Number=Sing" in token.morph and "Gender=" in token.morph:
            return "f" if "Gender=Fem" in token.morph else "m"
    return ""


def _contracted(scan: Scan, index: int) -> bool:
    """Whether "du" or "au" stands before a word, whose noun is then masculine: "la mère *du* vieil homme"."""
    before = scan.before(index)
    return before in scan.small.contracted and before in scan.small.masculine


def _gender_of(scan: Scan, phrase: Reference) -> None:
    """The determiner tells the gender where the noun has one form for both ("la ministre"); where it
    does not ("l'édile", "Oona Marsel, *porte-parole* du port") what the parser takes for a man may be a woman."""
    word = scan.folds[phrase.first]
    if phrase.noun in scan.small.genderless:
        return
    if not phrase.gender and word in scan.small.feminine:
        phrase.gender = "f"
    elif not phrase.gender and (word in scan.small.masculine or _contracted(scan, phrase.first)):
        phrase.gender = "m"
    elif not phrase.gender and (told := _adjective_gender(scan, phrase)):
        phrase.gender = told
    elif not phrase.gender:
        token = scan.tokens[phrase.head]
        morph = token.morph if token else ""
        body = body_of(phrase) is not None
        phrase.gender = "f" if "Gender=Fem" in morph else "m" if body and "Gender=Masc" in morph else ""
