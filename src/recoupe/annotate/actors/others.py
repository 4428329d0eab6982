"""Capitalised names that no table holds: persons, places, organisations, told by the whole article and not by one place."""

from __future__ import annotations

from recoupe.annotate.actors.names import (
    MAX_NAME_PIECES,
    Reference,
    Scan,
    article_gender,
    head_index,
    is_acronym,
    starts_person,
    two_names_at,
)
from recoupe.annotate.actors.nouns import FINITE
from recoupe.annotate.actors.offices import terms_by_sound
from recoupe.annotate.actors.sounds import sounds
from recoupe.annotate.actors.traces import Traces, name_table, wills
from recoupe.model import ActorKind


def name_run(scan: Scan, index: int) -> int:
    """Where a capitalised name that starts at this word ends: capitals joined by blanks, hyphens, initials and particles."""
    lexicon = scan.lexicon
    last = index + 1
    while last < len(scan) and last - index < MAX_NAME_PIECES:
        gap = scan.gaps[last - 1]
        initial = gap == ". " and len(scan.texts[last - 1]) == 1 and scan.capital[last - 1]
        if gap not in {" ", "-", "\u00a0", "'", "’"} and not initial:
            break
        if scan.capital[last] and last not in scan.taken:
            if is_acronym(scan, last - 1) and (starts_person(scan, last) or _is_full_name(scan, last)):
                break
            last += 1
        elif gap in {"-"} and scan.texts[last].islower() and last not in scan.taken:
            last += 1
        elif scan.folds[last] in lexicon.particles and (after := _after_particles(scan, index, last)):
            last = after
        else:
            break
    return last


def _is_full_name(scan: Scan, index: int) -> bool:
    """Whether the name finder takes two words behind an acronym for a person."""
    return scan.label(index) == "PER" and scan.gaps[index - 1] == " " and two_names_at(scan, index)


def _after_particles(scan: Scan, first: int, index: int) -> int:
    """Past one to three particles to the capital they lead to, 0 where they lead to none ("Otto van der Hemel")."""
    given = scan.folds[first] in scan.lexicon.given
    if scan.gaps[first] == "-" and scan.folds[first + 1] not in scan.lexicon.given:
        given = False
    for place in range(index, min(index + 3, len(scan) - 1)):
        word = scan.folds[place]
        if word not in scan.lexicon.particles or (
            (word in scan.small.of or word in scan.small.articles) and not given
        ):
            return 0
        if scan.gaps[place] not in {" ", "-", "'", "’"}:
            return 0
        if scan.capital[place + 1]:
            known = scan.taken.get(place + 1)
            return 0 if known or word == "des" else place + 2
    return 0


def find_other_names(
    scan: Scan,
    titled: dict[int, str],
    traces: dict[str, Traces],
    bearers: dict[tuple[str, ...], ActorKind],
) -> list[Reference]:
    """Capitalised names that no table holds, with what they are: person, place, organisation; a place that wills is a government.

    ``titled`` gives the words that a title stands before, with the title's gender: what follows them is a person.
    ``bearers`` are the names, as folded words, whose kind a noun has told.
    """
    found: list[Reference] = []
    things = _names_of_things(scan)
    index = 0
    while index < len(scan):
        if not scan.capital[index] or index in scan.taken:
            index += 1
            continue
        if bearers and (borne := _borne_name(scan, index, bearers)) is not None:
            found.append(borne)
            index = borne.last
            continue
        if not _may_start_name(scan, index, titled, traces):
            index += 1
            continue
        end = _past_paper(scan, index) or name_run(scan, index)
        last = next((place for place in range(index + 1, end) if place in titled), end)
        reference = _name_reference(scan, index, last, titled, traces)
        if reference is not None and (index in titled or reference.words not in things):
            found.append(reference)
            for place in range(reference.first, last):
                scan.taken[place] = reference
        index = last
    return found


def _names_of_things(scan: Scan) -> set[tuple[str, ...]]:
    """The names, as folded words, that the article gives to a storm, a film or the like: "le cyclone *Oda* approche"."""
    nouns = name_table(scan.lexicon.language, "things", "named")
    found = set()
    for index in [place + 1 for place, word in enumerate(scan.folds) if word in nouns]:
        if index < len(scan) and scan.capital[index] and scan.gaps[index - 1] == " ":
            found.add(tuple(scan.folds[index : name_run(scan, index)]))
    return found


def _borne_name(scan: Scan, index: int, bearers: dict[tuple[str, ...], ActorKind]) -> Reference | None:
    """The name that stands here where a noun has told its kind elsewhere: "la société Orvex ... *Orvex* ferme"."""
    for size in (3, 2, 1):
        words = tuple(scan.folds[index : index + size])
        kind = bearers.get(words)
        last = index + size
        if (
            kind is None
            or last > len(scan)
            or (last < len(scan) and scan.capital[last] and scan.gaps[last - 1] in {" ", "-"})
        ):
            continue
        start, end = scan.starts[index], scan.ends[last - 1]
        name = scan.reading.text[start:end]
        reference = Reference(index, last, start, end, kind, name, "name", words=words)
        reference.head, reference.gender = head_index(scan, index, last), article_gender(scan, index)
        scan.taken.update(dict.fromkeys(range(index, last), reference))
        return reference
    return None


def _past_paper(scan: Scan, index: int) -> int:
    """Past the name of a paper that a capitalised noun heads ("le Courrier de Marnoze"), 0 where there is none."""
    if scan.folds[index] not in name_table(scan.lexicon.language, "media", "heads") or scan.opens_sentence(
        index
    ):
        return 0
    place = index + 1
    while (
        place < len(scan) and place - index < 3 and scan.folds[place] in scan.small.of | scan.small.articles
    ):
        place += 1
    named = place > index + 1 and place < len(scan) and scan.capital[place] and place not in scan.taken
    return name_run(scan, place) if named else 0


def _may_start_name(scan: Scan, index: int, titled: dict[int, str], traces: dict[str, Traces]) -> bool:
    """No name starts at a function word, nor at a common word that only its place capitalises."""
    word = scan.folds[index]
    if index in titled:
        return True
    if scan.gap_before(index) == "-" and scan.capital[index - 1] and index - 1 not in scan.taken:
        return False
    if (
        scan.gaps[index] == "-"
        and (beside := scan.taken.get(index + 1)) is not None
        and beside.role == "adjective"
    ):
        return False
    if word in scan.lexicon.no_names or word in scan.lexicon.civility or scan.texts[index].isdigit():
        return False
    if word in scan.lexicon.given and _age_follows(scan, index + 1):
        return True
    if scan.opens_sentence(index) and word not in scan.lexicon.given and scan.pos(index) not in {"PROPN", ""}:
        unknown = word not in scan.lexicon.nouns.firsts
        named = unknown and bool(scan.label(index)) and _verb_follows(scan, index)
        compound = scan.gaps[index] == "-" and index + 1 < len(scan) and scan.capital[index + 1]
        return named or compound or (word in traces and traces[word].inside > 0)
    if (
        scan.gap_before(index) in {"'", "’"}
        and scan.capital[index - 1]
        and scan.folds[index - 1] not in scan.small.elided
    ):
        return False
    return not (word.isdigit() or (len(word) == 1 and scan.gaps[index] != ". "))


def _verb_follows(scan: Scan, index: int) -> bool:
    """Whether a finite verb stands after the word, or after the other words of a name that begins with it."""
    while (
        index + 1 < len(scan)
        and scan.gaps[index] == " "
        and scan.capital[index + 1]
        and scan.label(index + 1) == scan.label(index)
    ):
        index += 1
    if index + 1 < len(scan) and scan.gaps[index] == " " and scan.folds[index + 1] in scan.small.clitics:
        return True
    following = scan.tokens[index + 1] if index + 1 < len(scan) and scan.gaps[index] == " " else None
    return following is not None and following.pos in FINITE and "VerbForm=Fin" in following.morph


def _name_reference(
    scan: Scan, first: int, last: int, titled: dict[int, str], traces: dict[str, Traces]
) -> Reference | None:
    words = tuple(scan.folds[first:last])
    met = traces.get(" ".join(words)) if first not in titled else None
    kind = _kind_of_name(scan, first, last, titled, met)
    if kind is None:
        return None
    begin = first
    if kind is ActorKind.PLACE and met is not None:
        begin = _thing_before(scan, first, met)
        if (
            begin == first
            and wills(scan, first)
            and scan.before(first) not in scan.small.determiners | scan.small.of
        ):
            kind = ActorKind.GOVERNMENT
    start, end = scan.starts[begin], scan.ends[last - 1]
    reference = Reference(begin, last, start, end, kind, scan.reading.text[start:end], "name", words=words)
    reference.head = head_index(scan, begin, last)
    if kind is ActorKind.PERSON:
        reference.gender = titled.get(first, "") or scan.lexicon.given.get(words[0], "")
    else:
        reference.gender = article_gender(scan, first)
    return reference


def _thing_before(scan: Scan, first: int, met: Traces) -> int:
    """Where a thing that bears the name begins ("col de Marnoze"), ``first`` where the name is met without a thing as well."""
    if met.things < len(met.places) or first < 2 or (first - 2) in scan.taken:
        return first
    return first - 2


def _kind_of_name(
    scan: Scan, first: int, last: int, titled: dict[int, str], met: Traces | None
) -> ActorKind | None:
    if first in titled:
        return ActorKind.PERSON
    texts = scan.texts[first:last]
    label = scan.label(first)
    given = scan.folds[first] in scan.lexicon.given
    placed = label == "LOC" and scan.before(first) not in scan.small.elided | scan.small.plain_of
    if len(texts) > 1 and given and label != "ORG" and not placed and not texts[1].isdigit():
        return ActorKind.PERSON
    if len(texts) > 1 and label != "PER" and _has_held_office(scan, first, last):
        return ActorKind.PERSON
    if given and _age_follows(scan, last):
        return ActorKind.PERSON
    if len(texts) == 1 and any(
        size == 1 and "people" not in noun.tables for size, noun in scan.lexicon.nouns.at(scan.folds, first)
    ):
        return None
    if len(texts) == 1 and scan.folds[first] in name_table(scan.lexicon.language, "media", "heads"):
        return ActorKind.MEDIA if scan.before(first) in scan.small.articles and scan.label(first) else None
    if len(texts) == 1 and texts[0].isupper():
        return ActorKind.ORGANISATION if label == "ORG" and len(texts[0]) > 1 else None
    if any(text.isdigit() for text in texts):
        return None
    if len(texts) > 1 and _names_paper(scan, first, last):
        return ActorKind.MEDIA
    if met is not None:
        kind = _kind_by_traces(scan, first, met)
    elif label == "PER":
        several = scan.before(first) in scan.small.no_person
        return ActorKind.PERSON if not several else ActorKind.ORGANISATION if len(texts) > 1 else None
    else:
        kind = _KIND_OF_LABEL.get(label)
    if kind is None and not label and _heads_clause(scan, first, last):
        return ActorKind.ORGANISATION if "-" in scan.gaps[first : last - 1] else ActorKind.PERSON
    return kind


def _age_follows(scan: Scan, last: int) -> bool:
    """Whether an age stands behind a name: "*Oona*, 57 ans, attend"."""
    if last + 1 >= len(scan) or scan.gaps[last - 1] not in {", ", " ("} or not scan.texts[last].isdigit():
        return False
    return scan.folds[last + 1] == "ans"


def _heads_clause(scan: Scan, first: int, last: int) -> bool:
    """Whether a name of two or three words that nobody knows opens a sentence and does something: "*Oda Nemir* a cédé"
    is a person, "*Météo-Delta* avertit" a body."""
    if not 2 <= last - first <= 3 or not scan.opens_sentence(first) or scan.gaps[last - 1] not in {" ", ", "}:
        return False
    if not all(text.isalpha() and not text.isupper() for text in scan.texts[first:last]):
        return False
    return _verb_follows(scan, last - 1) or (last < len(scan) and _may_be_verb(scan, last))


def _may_be_verb(scan: Scan, index: int) -> bool:
    """A form of a verb of will after a name, which the parser may take for an adjective."""
    return scan.folds[index] in name_table(scan.lexicon.language, "will", "forms")


def _has_held_office(scan: Scan, first: int, last: int) -> bool:
    """Whether the table of offices has a person of this name, whatever the name finder takes it for."""
    heard = sounds(tuple(scan.folds[first:last]), scan.lexicon)
    return len(heard) > 1 and heard in terms_by_sound(scan.lexicon.language)


def _names_paper(scan: Scan, first: int, last: int) -> bool:
    language, words = scan.lexicon.language, scan.folds[first:last]
    return words[0] in name_table(language, "media", "heads") or any(
        word in name_table(language, "media", "words") for word in words
    )


_KIND_OF_LABEL = {"PER": ActorKind.PERSON, "ORG": ActorKind.ORGANISATION, "LOC": ActorKind.PLACE}


def _is_capitalised(scan: Scan, met: Traces) -> bool:
    """Whether it is a common noun that French writes with a capital: "la *République*"."""
    low, high = met.places[0]
    return " ".join(scan.folds[low:high]) in name_table(scan.lexicon.language, "capitalised", "words")


def _is_common(scan: Scan, first: int, met: Traces) -> bool:
    """Whether it is no name: a common noun with a capital, people of a place ("des Marnoziens"), a word capitalised by its place only."""
    if _is_capitalised(scan, met):
        return True
    low, high = met.places[0]
    key = " ".join(scan.folds[low:high])
    if any(
        name.role == "adjective"
        for size, name in scan.lexicon.names.at(scan.folds, first)
        if size == high - low
    ):
        return True
    if scan.before(first) in scan.small.many and key.endswith(tuple(sorted(scan.small.people_endings))):
        return True
    token = scan.tokens[first]
    return not met.inside and token is not None and token.dep not in _MAIN_PARTS and scan.before(first) != "a"


_MAIN_PARTS = frozenset(["nsubj", "nsubj:pass", "ROOT", "obl:mod", "obl:arg", "appos", "conj", "nmod"])


def _kind_by_traces(scan: Scan, first: int, met: Traces) -> ActorKind | None:
    """What a name of one word is, by all its places in the article.

    "à Marnoze", "en Saldovie", "la ville de Marnoze" make a place of it, a full name elsewhere a person, an article no person;
    a name that nobody knows and that wills something ("Orvalor s'est engagé") is a body.
    """
    if met.person and met.located <= met.person:
        return None if _is_capitalised(scan, met) else ActorKind.PERSON
    label = min(met.labels, key=lambda name: (-met.labels[name], name)) if met.labels else ""
    if _is_common(scan, first, met):
        return None
    if met.within or met.located or met.things:
        return ActorKind.PLACE
    if met.staffed:
        return ActorKind.ORGANISATION
    if met.articled:
        return (
            ActorKind.PLACE
            if label == "PER" and met.feminine
            else _KIND_OF_LABEL.get(label)
            if label != "PER"
            else None
        )
    if label == "PER":
        plausible = not scan.opens_sentence(first) or scan.pos(first) == "PROPN"
        return ActorKind.PERSON if plausible and scan.before(first) not in scan.small.no_person else None
    if not label and met.acting and scan.pos(first) == "PROPN":
        return ActorKind.ORGANISATION
    return _KIND_OF_LABEL.get(label)
