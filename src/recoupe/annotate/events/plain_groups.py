"""English verb groups and subjects by their words: "has reportedly threatened to *shell*", and who does it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from recoupe.annotate.events.plain_clauses import (
    REACH,
    TEMPORAL,
    Line,
    Party,
    back_over_times,
    bounds,
    is_verb_like,
    nouns_follow,
)
from recoupe.annotate.events.plain_lexicon import Form, plain_event_words, singular
from recoupe.languages import word_list
from recoupe.model import ActorKind, EventModality

GROUP_REACH = 12
DESCRIBED = 5
SINGLE = frozenset({"false", "likely", "possible", "unlikely"})
TEXTS = frozenset(
    {"appeal", "communiqué", "declaration", "letter", "motion", "petition", "resolution", "statement"}
)
JOINING = frozenset({"join", "joined", "joining", "joins", "followed"})
TOLD = EventModality.OCCURRED
NO_BODY = frozenset({ActorKind.PERSON, ActorKind.PLACE, ActorKind.DOCUMENT, ActorKind.MEDIA})


@dataclass(slots=True)
class Group:
    """A verb with its auxiliaries: places ``first..verb``, how it is told, and whether what is before it undergoes it.

    ``told`` is None where the group tells nothing ("should attack", "to attack" under an unknown verb); ``shape`` is the verb's.
    ``bare`` is true of a form without auxiliaries; ``would`` of a future seen from the past; ``settled`` of what somebody voted or decided to do; ``trailing`` of a form in -ing behind a comma that says what its subject did as well.
    """

    first: int
    verb: int
    form: Form
    told: EventModality | None = TOLD
    negated: bool = False
    passive: bool = False
    bare: bool = False
    would: bool = False
    chained: bool = False
    settled: bool = False
    trailing: bool = False


@dataclass(slots=True)
class Subject:
    """Who stands before a verb: actor keys, the noun that heads the phrase, where it begins, whether it is nobody ("no one")."""

    keys: list[str] = field(default_factory=list)
    nouns: frozenset[str] = frozenset()
    first: int = 0
    nobody: bool = False
    plural: bool = False


@cache
def _words(name: str) -> frozenset[str]:
    return bounds(name, "group")


@cache
def _before_to() -> dict[str, EventModality]:
    return {
        word: EventModality(told)
        for told, words in word_list("en", "modality")["before_to"].items()
        for word in words
    }


@cache
def _embedding() -> dict[str, EventModality]:
    return {
        word: EventModality(told)
        for told, words in word_list("en", "modality")["embedding"].items()
        for word in words
    }


def embedded(line: Line, first: int) -> EventModality | None:
    """How a clause that begins at a place is told by what governs it: "*rumours that* Tavaria attacked"; None where nothing says.

    "It is *not true* that Tavaria attacked" denies.
    """
    at = first - 1
    if line.low(at) in ("the", "a", "an"):
        at -= 1
    said = line.low(at) == "that"
    at -= said
    low = line.low(at)
    if low == "true" and said:
        near = {line.low(at - 1), line.low(at - 2)}
        return EventModality.DENIED if near & _words("negations") else None
    if line.is_mark(at) or at in line.parties or (not said and low in SINGLE):
        return None
    return _embedding().get(low)


def read_group(line: Line, verb: int, forms: list[Form]) -> Group | None:
    """The group of a verb; None where the word cannot be a verb that tells of a deed: a gerund, "to" under an unknown verb.

    A bare "be" tells nothing yet: "demanded that he *be freed*".
    """
    group = Group(verb, verb, forms[0])
    helpers = _read_helpers(line, group)
    if helpers is None:
        return None
    if helpers == ["be"] and line.low(group.first) in ("be", "been", "being"):
        group.told = None
    if helpers[:2] == ["have", "modal"] or helpers[:3] == ["be", "have", "modal"]:
        group.told = EventModality.UNVERIFIED if group.told is EventModality.PREDICTED else None
    shapes = {form.shape: form for form in forms}
    wanted: tuple[str, ...]
    if "deny" in helpers:
        wanted = ("en", "ed") if helpers[0] == "have" else ("ing",)
    elif "be" in helpers[:1]:
        wanted = ("en", "ed", "ing")
    elif "have" in helpers[:1]:
        wanted = ("en", "ed")
    elif helpers:
        wanted = ("base",)
    else:
        group.bare = True
        wanted = ("past", "ed", "s", "en", "base")
        if "ing" in shapes and (line.low(verb - 1) == "," or _joins_in(line, verb) or _worded(line, verb)):
            group.trailing = True
            wanted = ("ing",)
    form = next((shapes[shape] for shape in wanted if shape in shapes), None)
    if form is None:
        return None
    group.form = form
    group.passive = helpers[:1] == ["be"] and form.shape != "ing"
    if group.bare and (form.shape == "en" or line.low(verb + 1) == "by"):
        group.passive = form.lemma not in _words("with_by") and form.shape in ("ed", "en")
    return group


def _joins_in(line: Line, verb: int) -> bool:
    """Whether somebody joins others in a deed: "joined Norway *in condemning* the raid"."""
    near = range(max(0, verb - GROUP_REACH), verb - 1)
    return line.low(verb - 1) == "in" and any(line.low(at) in JOINING for at in near)


def _worded(line: Line, verb: int) -> bool:
    """Whether a text that somebody makes says it: "passed a motion on Monday *calling* for a vote", "a letter *urging* him"."""
    back = back_over_times(line, verb)
    back -= back < verb and line.low(back - 1) == "on"
    return line.low(back - 1) in TEXTS


def _read_helpers(line: Line, group: Group) -> list[str] | None:
    """The auxiliaries before a verb, nearest first; notes how the verb is told. None where it is no finite verb."""
    found: list[str] = []
    place = group.verb - 1
    lowest = max(-1, group.verb - GROUP_REACH)
    contracted = word_list("en", "modality")["group"]["contracted"]
    while place > lowest and line.same_voice(place, group.verb):
        low = line.low(place)
        if low in contracted and low in _words("negations"):
            group.negated = not group.negated
            low = contracted[low]
        if low in ("all", "both") and (place == 0 or line.is_mark(place - 1)):
            break
        if low == "to":
            step = _over_to(line, place, group)
            if step is None:
                return None
            found.append("to")
            place = step
            continue
        if low in _words("negations"):
            group.negated = not group.negated
        elif low == "longer" and line.low(place - 1) == "no":
            group.negated = not group.negated
            place -= 1
        elif low in _words("unverified"):
            _tell(group, EventModality.UNVERIFIED)
        elif low in bounds("words", "denying") and (
            line.low(group.verb).endswith("ing") or line.low(place + 1) == "having"
        ):
            group.negated = True
            found.append("deny")
        elif low in _words("be"):
            found.append("be")
        elif low in _words("have"):
            found.append("have")
        elif low in _words("do"):
            found.append("do")
        elif low in _words("announced"):
            _tell(group, EventModality.ANNOUNCED)
            found.append("modal")
        elif low in _words("would"):
            group.would = True
            _tell(group, EventModality.ANNOUNCED)
            found.append("modal")
        elif low in _words("predicted"):
            _tell(group, EventModality.PREDICTED)
            found.append("modal")
        elif low in _words("untold"):
            group.told = None
            found.append("modal")
        elif (step := _before_inserted(line, place)) < place:
            place = step
            continue
        elif not (low in _words("adverbs") or (low.endswith("ly") and line.words[place].text[0].islower())):
            break
        group.first = place
        place -= 1
    return found


def _tell(group: Group, told: EventModality) -> None:
    """Note how the verb is told: the word nearest to the verb decides, a threat above all."""
    if group.told is TOLD:
        group.told = told


@cache
def _inserted() -> dict[str, list[tuple[str, ...]]]:
    """The circumstances that may part a verb from its auxiliary, by their last word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(_words("inserted")):
        parts = tuple(words.split())
        found.setdefault(parts[-1], []).append(parts)
    return found


def _before_inserted(line: Line, place: int) -> int:
    """The auxiliary before a circumstance that ends here: "*has* for the first time threatened"; the place itself without one."""
    for words in _inserted().get(line.low(place), ()):
        first = place - len(words) + 1
        if first > 0 and line.says(first, words):
            low = line.low(first - 1)
            if any(low in _words(name) for name in ("have", "be", "announced", "would", "predicted")):
                return first - 1
    return place


def _over_to(line: Line, place: int, group: Group) -> int | None:
    """Past "to" and the word before it that governs the verb ("*plans to* attack"); None of any other infinitive."""
    low = line.low(place - 1)
    negating = low in ("not", "never")
    if negating:
        group.negated = not group.negated
        place -= 1
        low = line.low(place - 1)
    if low not in _before_to() and not negating:
        place = _over_circumstances(line, place)
        low = line.low(place - 1)
    told = _before_to().get(low)
    if told is not None and place - 1 not in line.parties:
        if told is EventModality.UNVERIFIED and line.low(place - 2) not in _words("be"):
            return None
        _tell(group, told)
        group.chained = True
        group.settled = low in bounds("words", "settling")
        group.first = place - 1
        return place - 2
    if low in _words("be") and low not in ("be", "been", "being"):
        _tell(group, EventModality.ANNOUNCED)
        group.first = place - 1
        return place - 2
    return None


def _over_circumstances(line: Line, place: int) -> int:
    """Back over a day and an adverb between the verb and its "to": "voted *overwhelmingly on Saturday* to endorse"."""
    back = back_over_times(line, place)
    if back < place and line.low(back - 1) in ("on", "in", "at"):
        back -= 1
    while back > 1 and (line.low(back - 1) in _words("adverbs") or line.low(back - 1).endswith("ly")):
        back -= 1
    return back


# --------------------------------------------------------------------------- who stands before the verb


def find_subject(line: Line, first: int, acting_for: frozenset[str]) -> Subject | None:
    """Who stands before a place; None where nobody can be told: after "and" (see the caller), after a mark."""
    last = back_over_times(line, first)
    if last < first and line.low(last - 1) in ("on", "since", "in"):
        last -= 1
    if last == 0 or not line.same_voice(last - 1, first):
        return None
    low = line.low(last - 1)
    if low == ",":
        return _before_aside(line, last - 1, acting_for)
    if low in bounds("relatives") and last > 1:
        end = last - 2 if line.low(last - 2) == "," else last - 1
        found = _antecedent(line, end, acting_for) if end > 0 else None
        if end == last - 2 and not (found is not None and found.keys):
            return _before_aside(line, end, acting_for) or found
        return found
    if line.is_mark(last - 1):
        return None
    return _phrase_ending(line, last, acting_for)


def _antecedent(line: Line, last: int, acting_for: frozenset[str]) -> Subject | None:
    """ "condemned by *Norway*, which called": whoever is named right before the relative."""
    party = line.ending(last)
    if party is not None and not (party.adjective or party.owner):
        return Subject([party.key], frozenset(), party.first)
    return _phrase_ending(line, last, acting_for)


def _before_aside(line: Line, comma: int, acting_for: frozenset[str]) -> Subject | None:
    """ "Ada Pell, *the mayor*, condemned", "Ada Pell, *who leads the party*, condemned", "the mayor, *Ada Pell*, condemned"."""
    for place in range(comma - 1, max(comma - REACH, 0), -1):
        text = line.words[place].text
        if text in HARD_STOPS:
            return None
        if text == ",":
            found = _phrase_ending(line, place, acting_for)
            aside = line.starting(place + 1)
            person = aside is not None and aside.last == comma and aside.kind is ActorKind.PERSON
            if aside is not None and person and not (found and len(found.keys) and line.ending(place)):
                return Subject([aside.key], frozenset(), place + 1)
            return found
    return None


HARD_STOPS = frozenset('.;:!?"“”')


def _phrase_ending(
    line: Line, last: int, acting_for: frozenset[str], *, carrying: bool = False
) -> Subject | None:
    """The noun phrase that ends before a place: an actor, those joined to it, or a body that acts for one.

    With ``carrying`` a form in -ing that describes it stands behind it, and no second one is looked for.
    """
    for _ in range(4):
        party = line.ending(last)
        if party is not None:
            if party.adjective or party.owner:
                return None
            first = _before_articles(line, party.first)
            before = line.low(first - 1)
            if before == "by" and first > 2 and _is_participle(line, first - 2):
                last = first - 2
                continue
            if before in bounds("prepositions") and before not in TEMPORAL:
                owner = (
                    _owned(line, first - 1, party, acting_for) if before in ("of", "for", "from") else None
                )
                if owner is not None:
                    return owner
                last = first - 1
                if before == "to" and line.low(last - 1) in bounds("devoted"):
                    last -= 1
                if last == 0 or line.is_mark(last - 1):
                    return None
                continue
            return _joined(line, party, first)
        return _common(line, last, acting_for, carrying=carrying)
    return None


def _is_participle(line: Line, place: int) -> bool:
    """Whether a participle before "by" only describes a noun: "an appeal *lodged* by Omar Delbos was"."""
    low = line.low(place)
    lexicon = plain_event_words("en")
    known = lexicon is not None and any(form.shape in ("ed", "en") for form in lexicon.forms.get(low, ()))
    return (known or low.endswith("ed")) and line.low(place - 1) not in (_words("be") | _words("have"))


def _before_articles(line: Line, first: int) -> int:
    return first - 1 if line.low(first - 1) in ("the", "a", "an") else first


def _joined(line: Line, party: Party, first: int) -> Subject:
    """An actor, with the actors that "and" or commas join before it: "Norway, Peru *and* Brazil"."""
    found = [party.key]
    place = first
    while place > 1 and len(found) < 8 and line.low(place - 1) in ("and", ",", "or", "nor"):
        step = place - 2 if line.low(place - 1) == "and" and line.low(place - 2) == "," else place - 1
        other = line.ending(step)
        if (
            other is None
            or other.adjective
            or other.owner
            or (line.low(place - 1) == "," and len(found) == 1)
        ):
            break
        first = _before_articles(line, other.first)
        if line.low(first - 1) in ("from", "of") and _is_crowd(line.low(first - 2)):
            found.append(other.key)
            place = first - 2
            break
        if line.low(first - 1) in bounds("prepositions") or _ends_clause(line, first):
            break
        found.append(other.key)
        place = first
    nobody = line.low(place - 1) in ("neither", "nor")
    return Subject(list(dict.fromkeys(reversed(found))), frozenset(), place, nobody, plural=len(found) > 1 or party.kind is ActorKind.COLLECTIVE)  # fmt: skip


def _ends_clause(line: Line, place: int) -> bool:
    """Whether what stands before an actor makes it an object of another verb: "met Ada Pell and Tom Orsk resigned"."""
    low = line.low(place - 1)
    return low.endswith("ed") or is_verb_like(line, place - 1) if place else False


def _owned(line: Line, last: int, party: Party, acting_for: frozenset[str]) -> Subject | None:
    """ "*the army of* Tavaria": a body that acts for the actor behind "of"."""
    noun = line.low(last - 1)
    if (
        noun in acting_for
        or noun in ("spokesman", "spokeswoman", "spokesperson")
        or (_is_crowd(noun) and party.kind is not ActorKind.PLACE)
    ):
        return Subject([party.key], frozenset([singular(noun)]), max(0, last - 2), plural=noun.endswith("s"))
    return None


def _is_crowd(noun: str) -> bool:
    """Whether a plural names people who act together: "*rebels* from the Dawn Front"."""
    lexicon = plain_event_words("en")
    return lexicon is not None and noun.endswith(("s", "en")) and singular(noun) in lexicon.doers


def _carries(line: Line, place: int) -> bool:
    """Whether a form in -ing only describes the noun before it: "a boat *carrying* eleven people was"."""
    before = line.low(place - 1)
    if place < 2 or line.is_mark(place - 1):
        return False
    return before.isalpha() and not (
        before in bounds("determiners") or before in bounds("prepositions") or before in _words("be")
    )


def _crowd_before(line: Line, last: int) -> Subject | None:
    """The people whom a short phrase describes: "*farmers* on tractors blocked", "*drivers* at the depot walked out"."""
    for place in range(last - 2, max(last - 2 - DESCRIBED, 0), -1):
        low = line.low(place)
        if line.is_mark(place) or low in bounds("conjunctions") or is_verb_like(line, place):
            return None
        if low in bounds("prepositions"):
            noun = line.low(place - 1)
            if place - 1 in line.parties or not _is_crowd(noun) or singular(line.low(last - 1)) == "number":
                return None
            return Subject([], frozenset([singular(noun)]), place - 1, plural=True)
    return None


def _common(line: Line, last: int, acting_for: frozenset[str], *, carrying: bool = False) -> Subject | None:
    """A common noun: of "Tavarian *forces*" Tavaria acts; "*many*" stand alone; "no one" is nobody."""
    head = line.low(last - 1)
    if head in bounds("several"):
        return Subject([], frozenset([head]), last - 1, plural=True)
    if head in ("said", "says", "told"):
        return None
    if head in ("all", "both"):
        return Subject([], frozenset([head]), last - 1, plural=True)
    if head in bounds("determiners") - bounds("pronouns") - bounds("no") or head in bounds("prepositions"):
        return None
    if head in bounds("pronouns"):
        return Subject([], frozenset([head]), last - 1)
    if head in bounds("no"):
        return Subject(nobody=True, first=last - 1)
    crowd = _crowd_before(line, last)
    if crowd is not None:
        return crowd
    place = last - 1
    while place > 0 and last - place < 7:
        party = line.ending(place)
        if party is not None:
            takes = party.kind not in NO_BODY and (head in acting_for or line.low(place) in acting_for)
            keys = [party.key] if takes else []
            return Subject(keys, frozenset([singular(head)]), party.first, plural=head.endswith("s"))
        low = line.low(place - 1)
        if low.endswith("ing") and not carrying and _carries(line, place - 1):
            return _phrase_ending(line, place - 1, acting_for, carrying=True)
        if (
            line.is_mark(place - 1)
            or low in bounds("prepositions")
            or low in bounds("conjunctions")
            or low in bounds("subordinators") - bounds("determiners")
            or (is_verb_like(line, place - 1) and not nouns_follow(line, place - 1))
        ):
            break
        place -= 1
        if low in ("its", "their") and head in acting_for:
            return Subject([], frozenset(["it"]), place, plural=head.endswith("s"))
        if low in bounds("determiners"):
            if line.low(place - 1).endswith("ing") and not carrying and _carries(line, place - 1):
                return _phrase_ending(line, place - 1, acting_for, carrying=True)
            break
    nouns = frozenset([singular(head)])
    person = line.ending(place - 1) if line.low(place - 1) in ("at", "for", "from", "of", "with") else None
    if person is not None and person.kind is ActorKind.PERSON and not person.owner:
        return Subject([person.key], frozenset(), person.first)
    if line.low(place - 1) == "of" and line.low(place - 2) in (
        "hundreds",
        "thousands",
        "dozens",
        "scores",
        "tens",
    ):
        place -= 2
    least = line.low(place + 1) in ("fewer", "less", "more")
    nobody = not least and (line.low(place) in bounds("no") or line.low(place) == "not")
    return Subject(
        [], nouns, place, nobody, plural=head.endswith("s") or head in ("people", "police", "men", "women")
    )
