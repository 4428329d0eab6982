"""Whether one voice says of a thing what another says is not so: « les fumées étaient toxiques », « elles n’ont rien de toxique »."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, takewhile
from typing import Any, NamedTuple

from recoupe.crosscheck.assertions import Assertion
from recoupe.crosscheck.deeds import future_verb
from recoupe.crosscheck.identities import JoinedActor
from recoupe.crosscheck.kin import joined, kin_of, kin_stems, shared_kin
from recoupe.crosscheck.links import meet
from recoupe.crosscheck.negations import negates, tells_nothing_certain, without_examples
from recoupe.crosscheck.rivals import exclude_each_other, read_account
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import WORD, content_stems, empty_words, stem_of
from recoupe.languages import word_list
from recoupe.model import Act, ActorKind, Attribution, Manner, SaidModality

LONGEST_DENIED_WORDS = 25
ALL_BUT_NEGATION = 0.9
MOST_OF_IT = 0.5
ABOUT_ONE_THING = 0.25
MOST_SENTENCES = 12  # of one quotation that are set against others
MODAL_REACH = 1
PAST_OPENING = 3  # « avoir ouvert », « ne pas avoir ouvert »
CONTEXT_CHARS = 160  # before a statement, where its matter is told
# Not behind a civility: « M. Sorel », « Me Aubin ».
SENTENCE_ENDS = re.compile(r"(?<!\bM)(?<!\bMM)(?<!\bMe)(?<!\bDr)(?<!\bMr)[.!?…;:]+[»”\"]?\s+")
# A name of each of these is one of a place.
WHERE = {"country": "place", "government": "place", "land": "place"}
# « sur le Kardoun », « en Orvanie »: with an article, or behind *en*, a name is that of a land; « à Orne » of a town.
LAND = re.compile(r"\b(?:(?:le|la|les|en|au|aux|du)\s|l['’])(?=[A-ZÀ-Ý]|$)")
# For whom a name stands: a country or its government is one side.
SIDES = frozenset({ActorKind.COUNTRY, ActorKind.GOVERNMENT})
# What somebody foresees or asks for is no fact that another can deny.
FACTUAL = frozenset({SaidModality.ASSERTED, SaidModality.DENIED})
NO_FACTS = frozenset({Act.REQUEST, Act.COMMITMENT, Act.THREAT})


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a statement as it is set against others: read once, however many there are.

    ``stems`` are those of its families of words, names left out, ``told`` the same without what negates, ``beside`` those of
    times and of verbs that only carry a noun. ``names`` are the actors named in it by their kind and key, ``unnamed`` the persons told
    by no name (« le maire », « elle »), ``selves`` whom « je » and « nous » stand for. ``comparable``: short, of what is or was, and
    no stand; ``asked``: not in its own words, what somebody asks for, promises or threatens. ``cores`` are the words that a denial
    bears on. ``own`` is what « nos », « mes » stand before in a denial (« aucun de nos soldats »). ``past``: a deed done or not
    done, which is so whenever it is said. ``before`` are the families of the words right before it.
    """

    text: str
    words: int
    language: str
    stems: frozenset[str]
    told: frozenset[str]
    beside: frozenset[str]
    names: frozenset[tuple[str, str]]
    unnamed: frozenset[str]
    selves: frozenset[str]
    denied: bool
    comparable: bool
    factual: bool
    asked: bool
    cores: frozenset[str]
    own: frozenset[str]
    past: bool
    before: frozenset[str] = frozenset()


def read_statement(situation: Situation, assertion: Assertion) -> tuple[Said, ...]:
    """What is needed of each sentence of a statement to tell whether another denies it."""
    language = situation.by_id[assertion.article].language
    parts = list(_sentences(situation, assertion))
    by_verb, cue = _is_denied_by_verb(assertion), _cue(situation, assertion)
    return tuple(
        _read_part(situation, assertion, start, end, language, by_verb, cue, alone=len(parts) == 1)
        for start, end in parts
    )


def _sentences(situation: Situation, assertion: Assertion) -> Iterator[tuple[int, int]]:
    """Where the sentences of a statement begin and end; of « Ni hier ni jamais : il n’a rien signé » the latter half."""
    text = situation.text_of(*assertion.place)
    start = 0
    found = 0
    for end in (*(mark.end() for mark in SENTENCE_ENDS.finditer(text)), len(text)):
        if text[start:end].strip() and found < MOST_SENTENCES:
            found += 1
            yield assertion.start + start, assertion.start + end
        start = end


def _read_part(
    situation: Situation,
    assertion: Assertion,
    start: int,
    end: int,
    language: str,
    by_verb: bool,
    cue: str,
    *,
    alone: bool,
) -> Said:
    text = situation.text_of(assertion.article, start, end)
    names, bare = names_in(situation, assertion.article, start, end)
    reading = _read(text, language, by_verb, cue)
    stems = kin_stems(without_examples(bare, language) if reading.denied else bare, language)
    comparable = (
        reading.comparable
        and future_verb(text, language, own=True) is None
        and not (stems and stems <= _taken_up(language))
    )
    return Said(
        text=text,
        words=len(text.split()),
        language=language,
        stems=stems,
        told=stems - _negations(language),
        beside=_times_told(situation, assertion.article, start, end, language) | _carried(text, language),
        names=names,
        unnamed=_persons_unnamed(situation, assertion.article, start, end),
        selves=_selves(situation, assertion, text, language),
        denied=reading.denied,
        comparable=comparable,
        factual=_is_factual(assertion, alone=alone),
        asked=_is_asked(assertion),
        cores=denied_words(text, language) if reading.denied and comparable else frozenset(),
        own=_own_things(text, language) if reading.denied else frozenset(),
        past=_tells_past(text, language),
        before=kin_stems(
            situation.text_of(assertion.article, max(0, start - CONTEXT_CHARS), start), language
        ),
    )


def only_takes_up(said: Said) -> bool:
    """Whether a sentence holds nothing but what was told before: « toute responsabilité », « ces accusations »."""
    return bool(said.stems) and said.stems <= _taken_up(said.language)


@cache
def _taken_up(language: str) -> frozenset[str]:
    """The stems of words that only take up what was told: « ces accusations », « son implication »."""
    return kin_stems(" ".join(word_list(language, "negations").get("taken_up", ())), language)


def _is_title(words: str, actor: JoinedActor, language: str) -> bool:
    """« au maire »: somebody told by his office alone."""
    stems = content_stems(words, language)
    return (
        bool(stems)
        and words.islower()
        and any(stems <= content_stems(o.title, language) for o in actor.offices)
    )


def names_in(
    situation: Situation, article: str, start: int, end: int
) -> tuple[frozenset[tuple[str, str]], str]:
    """The actors that a stretch names by a proper name, each with its kind, and its words without those names."""
    text = situation.by_id[article].text
    names: set[tuple[str, str]] = set()
    kept, at = [], start
    for mention in situation.mentions_between(article, start, end):
        key = situation.identities.key(article, mention.actor)
        actor = situation.identities.actors.get(key) if key else None
        if actor is None or mention.end > end or not any(word[:1].isupper() for word in actor.name.split()):
            continue
        if text[mention.start : mention.end].lower() in _clitics(situation.language):
            continue
        if _is_title(text[mention.start : mention.end], actor, situation.language):
            continue
        kind = actor.kind.value
        if actor.kind is ActorKind.PLACE and LAND.search(text[max(0, mention.start - 4) : mention.start + 4]):
            kind = "land"
        names.add((kind, situation.principal(key) if actor.kind in SIDES else key))
        kept.append(text[at : max(at, mention.start)])
        at = max(at, mention.end)
    kept.append(text[at : max(at, end)])
    return frozenset(names), " ".join(kept)


@cache
def _clitics(language: str) -> frozenset[str]:
    """Pronouns before a verb, which may stand for several: « ne *lui* est pas parvenu » names nobody."""
    return frozenset(word_list(language, "grammar").get("pronouns", {}).get("clitics", ()))


def _persons_unnamed(situation: Situation, article: str, start: int, end: int) -> frozenset[str]:
    """The persons whom a stretch tells by an office or a pronoun: « le maire », « elle »."""
    text = situation.by_id[article].text
    found = set()
    for mention in situation.mentions_between(article, start, end):
        key = situation.identities.key(article, mention.actor)
        actor = situation.identities.actors.get(key) if key else None
        is_person = actor is not None and actor.kind is ActorKind.PERSON
        if is_person and mention.end <= end and text[mention.start].islower():
            found.add(key)
    return frozenset(found)


def _times_told(situation: Situation, article: str, start: int, end: int, language: str) -> frozenset[str]:
    """The stems of the times told in a stretch."""
    annotation = situation.by_id[article]
    first = bisect_left(annotation.times, start, key=lambda time: time.start)
    told = [
        annotation.text[t.start : t.end] for t in takewhile(lambda t: t.start < end, annotation.times[first:])
    ]
    return kin_stems(" ".join(told), language) if told else frozenset()


def _carried(text: str, language: str) -> frozenset[str]:
    """« aucun courrier ne lui est *parvenu* »: verbs that only carry the noun of which there is none."""
    kin = word_list(language, "kin")
    words = _words(text)
    if {*kin.get("none", ())}.isdisjoint(words):
        return frozenset()
    return kin_stems(" ".join(word for word in words if word in kin.get("carriers", ())), language)


def _selves(situation: Situation, assertion: Assertion, text: str, language: str) -> frozenset[str]:
    """Whom « je » and « nous » stand for: the speaker and whom he acts for."""
    actor = assertion.voice.actor if assertion.voice is not None else None
    ours = {*word_list(language, "kin").get("ours", ())}
    if actor is None or ours.isdisjoint(_words(text)):
        return frozenset()
    return frozenset({actor, situation.principal(actor)})


def _own_things(text: str, language: str) -> frozenset[str]:
    """What « nos » and « mes » stand before: « aucun de nos soldats n’a tiré » tells of soldiers; « mes hommes » of anybody."""
    table = word_list(language, "kin")
    possessives = {*table.get("possessives", ())}
    own = {
        kin_of(stem_of(after, language), language)
        for word, after in pairwise(_words(text))
        if word in possessives
    }
    return frozenset(own - anybody(language))


@cache
def anybody(language: str) -> frozenset[str]:
    """The stems of words that tell no more than people: « mes hommes », « nos équipes »."""
    words = word_list(language, "kin").get("anybody", ())
    return frozenset(kin_of(stem_of(word, language), language) for word in words)


def _tells_past(text: str, language: str) -> bool:
    """Whether a deed is told in the past (« a payé », « avoir payé », « n’est jamais parvenue »); what is open today may be shut tomorrow."""
    kin = word_list(language, "kin")
    words = _words(text)
    if any(word in kin.get("past_auxiliaries", ()) for word in words):
        return True
    if any(word in kin.get("past_infinitives", ()) for word in words[:PAST_OPENING]):
        return True
    moved = tuple(kin.get("moved", ()))
    return bool(moved) and any(word.startswith(moved) for word in words)


def _words(text: str) -> list[str]:
    return [found.group() for found in WORD.finditer(text.lower().replace("’", "'"))]


def deny_each_other(
    left: Sequence[Said], right: Sequence[Said], weights: Mapping[str, float], *, small: bool, one_day: bool
) -> bool:
    """Whether a sentence of one statement denies what one of the other says; ``weights`` tell how telling each stem is.

    What was said on different days (not ``one_day``) can deny each other only of what is past, or so for good.

    Both are short and one alone is negated, or denied by its verb of saying (« a démenti avoir fermé la vanne »). Of the
    denial's words but the negation nearly all are the other's; in a ``small`` matter half of their weight, two words at
    least, among them the one that is denied (« les gendarmes ont fait usage de gaz », « le gaz n’a pas été utilisé »), or
    this one alone where the denial has no other (« Il n’y a pas de fuite »); a name counts as a word where it is all that they
    have beside the one word of the denial. There, too, two statements that are both
    affirmed deny each other by words that exclude each other (« la vanne était ouverte », « on a trouvé la vanne close »).
    """
    return any(
        _deny(one, two, weights, small=small)
        for one in left
        for two in right
        if one_day or (one.past and two.past) or _lasts(one, two) or _lasts(two, one)
    )


def _lasts(one: Said, two: Said) -> bool:
    """Whether one tells what is so for good, and the other its contrary: « Il est mort », « Il est vivant »."""
    lasting = kin_stems(" ".join(word_list(one.language, "kin").get("lasting", ())), one.language)
    contraries = _contraries(one.language)
    return any(contraries.get(stem, frozenset()) & two.stems for stem in one.stems & lasting)


def may_meet(
    one: Said, two: Said, days: tuple[str | None, str | None], others: tuple[str | None, str | None]
) -> bool:
    """Whether two sentences tell of times that can be one: said on one day, or both of what is past."""
    return meet(days, others) or (one.past and two.past)


def _deny(one: Said, two: Said, weights: Mapping[str, float], *, small: bool) -> bool:
    if not (one.comparable and two.comparable):
        return False
    if one.denied == two.denied:
        affirmed = not (one.denied or one.asked or two.asked)
        return small and affirmed and (_exclude_each_other(one, two, weights) or _are_rivals(one, two))
    denial, other = (one, two) if one.denied else (two, one)
    shared = shared_kin(denial.told, other.stems)
    told = denial.told - (denial.beside - shared)
    if not shared or not (one.factual and two.factual) or tell_of_others(denial, other):
        return False
    named = len(names_of_both(denial, other))
    if len(told) + len(denial.names) < 2:
        return small and bool(denial.cores & shared) and denial.words > 1
    held = (_weight(shared, weights) + named) / (_weight(told, weights) + max(named, len(denial.names)))
    if held >= ALL_BUT_NEGATION:
        return True
    enough = len(shared) + (named if shared >= told else 0) > 1 and held >= MOST_OF_IT
    return small and enough and bool(denial.cores & shared)


def _differ(
    one: Collection[tuple[str, str]],
    other: Collection[tuple[str, str]],
    shared: Collection[str],
) -> bool:
    """Whether each names somebody or something of one kind that the other does not."""
    left, right = (
        {WHERE.get(kind, kind) for kind, key in side if key not in shared} for side in (one, other)
    )
    return bool(left & right)


def tell_of_two_places(one: Collection[tuple[str, str]], other: Collection[tuple[str, str]]) -> bool:
    """Whether two passages name different places, and none that is the same; a country holds any town."""
    towns = [{key for kind, key in side if kind == "place"} for side in (one, other)]
    return bool(towns[0]) and bool(towns[1]) and not towns[0] & towns[1]


def names_of_both(one: Said, two: Said) -> frozenset[str]:
    """Whom both name, one by his office (« la juge ») or not, or one names and the other stands for: « nous » in one and the
    speaker's name in the other."""
    here, there = (frozenset(key for _, key in side.names) for side in (one, two))
    itself = ((here | one.unnamed) & two.selves) | ((there | two.unnamed) & one.selves)
    return (here & there) | (here & two.unnamed) | (there & one.unnamed) | itself


def tell_of_others(denial: Said, other: Said) -> bool:
    """Whether a denial is of another place, person or country: each names one of a kind that the other does not.

    Or of its own people where others are told of: « aucun de nos soldats n’a tiré », « les rebelles ont tiré ».
    """
    shared = names_of_both(denial, other)
    kinds = [
        {WHERE.get(kind, kind) for kind, key in side.names if key not in shared} for side in (denial, other)
    ]
    if kinds[0] & kinds[1]:
        return True
    return bool(denial.own) and not shared_kin(denial.own, other.stems)


def _exclude_each_other(one: Said, two: Said, weights: Mapping[str, float]) -> bool:
    """Whether two affirmations say of one thing words that exclude each other: « ouverte » and « close »."""
    contraries = _contraries(one.language)
    for here, there in ((one.stems, two.stems), (two.stems, one.stems)):
        for word in sorted(here & contraries.keys()):
            against = contraries[word] & there
            if not against or word in there:
                continue
            rest = here - {word}, there - against
            shared, named = shared_kin(*rest), len(names_of_both(one, two))
            least = min(_weight(side, weights) for side in rest) + named
            about = _weight(shared, weights) + named
            if about and about >= ABOUT_ONE_THING * least and not tell_of_others(one, two):
                return True
    return False


def _are_rivals(one: Said, two: Said) -> bool:
    """Whether one alone of two affirmations can be true: they tell of one thing two hours, two causes or two doers."""
    accounts = read_account(one.text, one.language), read_account(two.text, two.language)
    return exclude_each_other(*accounts, (one.before, two.before)) and not tell_of_others(one, two)


def _is_factual(assertion: Assertion, *, alone: bool) -> bool:
    """Whether a statement tells what is; of several sentences the record's modality tells the first only.

    « La mairie réclame la fermeture du quai », « a promis 300 tentes » tell nothing that is.
    """
    record = assertion.record
    if not isinstance(record, Attribution):
        return True
    return record.act not in NO_FACTS and (not alone or record.modality in FACTUAL)


def _is_asked(assertion: Assertion) -> bool:
    record = assertion.record
    return isinstance(record, Attribution) and record.act in NO_FACTS and record.kind is not Manner.DIRECT


def _cue(situation: Situation, assertion: Assertion) -> str:
    """The words of saying, « nie », where a statement has such."""
    record = assertion.record
    if not isinstance(record, Attribution) or record.cue is None:
        return ""
    return situation.text_of(assertion.article, record.cue.start, record.cue.end).lower()


def _weight(stems: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(stem, 1.0) for stem in sorted(stems))


class _Reading(NamedTuple):
    """Whether a statement is denied, and whether it is short and tells no stand, so that it may be set against another."""

    denied: bool
    comparable: bool


@lru_cache(maxsize=20_000)
def _read(text: str, language: str, by_verb: bool, cue: str) -> _Reading:
    words = [found.group() for found in WORD.finditer(text.lower())]
    short = len(text.split()) <= LONGEST_DENIED_WORDS
    refused = by_verb and not _denies_a_fact(cue, language)
    clear = not _lost_its_negation(words, language) and not tells_nothing_certain(text.lower(), language)
    # a denial of a negation says that it is so
    denied = negates(text.lower().replace("’", "'"), language) != by_verb
    return _Reading(denied, short and clear and not _tells_a_stand(words, language, refused))


def _lost_its_negation(words: Sequence[str], language: str) -> bool:
    """« Nous avons pas été avertis »: what stands without *ne* may be a translation's slip; « Pas un mot » is none."""
    halves = word_list(language, "kin").get("needs_ne", ())
    marks = word_list(language, "ledger").get("negations", ())
    return (
        bool(words) and words[0] not in halves and any(w in halves for w in words) and not {*marks} & {*words}
    )


def _denies_a_fact(cue: str, language: str) -> bool:
    """« nie avoir fermé la vanne » denies; « exclut de fermer la vanne » refuses."""
    table = word_list(language, "kin").get("denies", ())
    denies = {stem_of(word, language) for word in table}
    return any(stem_of(word, language) in denies for word in WORD.findall(cue))


def _is_denied_by_verb(assertion: Assertion) -> bool:
    return isinstance(assertion.record, Attribution) and assertion.record.modality is SaidModality.DENIED


def _tells_a_stand(words: Sequence[str], language: str, refused: bool) -> bool:
    """« a exclu de fermer le port », « s’est dit opposé à la fermeture »: what one will not have is nothing denied."""
    if not words:
        return False
    kin = word_list(language, "kin")
    infinitive = words[0].endswith(tuple(kin.get("infinitives", ()))) and words[0] not in kin["subjunctives"]
    stands = frozenset(stem_of(word, language) for word in kin.get("stands", ()))
    return (refused and infinitive) or stem_of(words[0], language) in stands


def denied_words(text: str, language: str) -> frozenset[str]:
    """The words that a denial bears on, as stems of their families: the first that carries meaning behind *ne* or an
    auxiliary, past verbs that only carry a noun, and the noun behind *aucun*; none behind a modal verb.

    >>> sorted(denied_words("la vanne n’a jamais été ouverte de nuit", "fr"))
    ['ouvr']
    >>> sorted(denied_words("aucune vanne n’a lâché", "fr"))
    ['lach', 'vann']
    >>> sorted(denied_words("aucune vanne ne doit lâcher", "fr"))
    []
    >>> sorted(denied_words("ni le port ni le maire n’ont ouvert la vanne", "fr"))
    ['ouvr']
    """
    words = _words(joined(text, language))
    table, kin = word_list(language, "ledger"), word_list(language, "kin")
    marks = {*table.get("negations", ())}
    auxiliaries = {*table.get("auxiliaries", ()), *kin.get("subjunctives", ())}
    skipped = empty_words(language) | _negated(language) | {*kin.get("carriers", ())} | auxiliaries
    nouns = _behind_none(words, skipped, kin)
    neither = word_list(language, "negations").get("neither")
    for group in (marks - {neither}, marks, auxiliaries):
        at = next((at for at, word in enumerate(words) if word in group), None)
        if at is not None:
            if any(word in kin.get("modal", ()) for word in words[at + 1 : at + 2 + MODAL_REACH]):
                return frozenset()
            break
    word = next((word for word in words[0 if at is None else at + 1 :] if word not in skipped), None)
    return frozenset(kin_of(stem_of(word, language), language) for word in (word, *nouns) if word)


def denied_deed(said: Said) -> frozenset[str]:
    """Of the words that a denial bears on those that name a deed not done: « n'a pas *payé* », « aucun *rapport* ne lui est parvenu »;
    none where it is no deed (« n'a pas d'argent », « aucun danger »)."""
    kin = word_list(said.language, "kin")
    words = _words(joined(said.text, said.language))
    nouns = kin_stems(" ".join(_behind_none(words, empty_words(said.language), kin)), said.language)
    if not {*kin.get("carriers", ())}.isdisjoint(words):
        return said.cores
    endings = tuple(kin.get("participles", ()))
    done = kin_stems(" ".join(word for word in words if word.endswith(endings)), said.language)
    return (said.cores - nouns) & done


def _behind_none(words: Sequence[str], skipped: Collection[str], kin: Mapping[str, Any]) -> list[str]:
    """The nouns of which there is none: « aucune bombe », « pas un coup de feu »."""
    none, one = {*kin.get("none", ())}, {*kin.get("not_one", ())}
    found = []
    for place, word in enumerate(words[:-1]):
        begins = word in none or (word == "pas" and words[place + 1] in one)
        after = next((next_ for next_ in words[place + 1 : place + 4] if next_ not in skipped), None)
        if begins and after is not None:
            found.append(after)
    return found


@cache
def _contraries(language: str) -> dict[str, frozenset[str]]:
    """By a family of words those that it excludes."""
    found: dict[str, frozenset[str]] = {}
    for pair in word_list(language, "kin").get("contraries", ()):
        one, other = (kin_of(stem_of(word, language), language) for word in pair)
        found[one] = found.get(one, frozenset()) | {other}
        found[other] = found.get(other, frozenset()) | {one}
    return found


@cache
def _negated(language: str) -> frozenset[str]:
    return frozenset(word_list(language, "figures").get("negated", ()))


@cache
def _negations(language: str) -> frozenset[str]:
    """The stems of the words that negate."""
    words = (
        *word_list(language, "figures").get("negated", ()),
        *word_list(language, "kin").get("subjunctives", ()),
        *word_list(language, "kin").get("nobody", ()),
    )
    return content_stems(" ".join(words), language)
