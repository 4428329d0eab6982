"""How claims bear on one another: contradicts, supersedes, refines, corroborates, same-origin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from recoupe.crosscheck.assertions import PAST, Claim, Claims
from recoupe.crosscheck.denials import (
    Said,
    anybody,
    deny_each_other,
    names_in,
    read_statement,
    tell_of_two_places,
)
from recoupe.crosscheck.denied_deeds import Deed, is_denied, read_deed
from recoupe.crosscheck.figure_links import relate_figures
from recoupe.crosscheck.gainsaid import Sentence, find_gainsaid
from recoupe.crosscheck.kin import kin_of, kin_stems, shared_kin
from recoupe.crosscheck.links import (
    SMALL_MATTER_ARTICLES,
    Link,
    by_size,
    grouped,
    in_order,
    meet,
    overlap,
    relate_groups,
)
from recoupe.crosscheck.meaning import choose_encoder
from recoupe.crosscheck.owners import same_owner
from recoupe.crosscheck.replies import Utterance, find_replies
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.succession import find_successions
from recoupe.crosscheck.wording import (
    WORD,
    containment,
    content_stems,
    empty_words,
    general_stems,
    likeness,
    takes_up,
)
from recoupe.languages import word_list
from recoupe.model import (
    Act,
    ActorKind,
    Attribution,
    Event,
    EventModality,
    Position,
    RelationKind,
    SaidModality,
    SpeakerKind,
    Stance,
)

ALIKE_TARGET = 0.20
CONTAINED_TARGET = 0.55
ALIKE_COUNTED = 0.50
ALIKE_SAID = 0.50
ALIKE_VERSION = 0.28
VERBATIM = 0.75
ONE_HAPPENING = 2  # families of words that two tellings share
VERBATIM_STEMS = 4
REPLY_CHARS = 120  # between what is said and the words that call it false
IN_FAVOUR = frozenset({Stance.SUPPORT, Stance.URGE, Stance.CONDITION})


def relate_claims(situation: Situation, claims: Claims) -> list[Link]:
    """Every relation between claims of one kind, in the order of the claims."""
    events = list(
        relate_groups(situation, _event_groups(situation, claims.events), by_size(situation, _relate_events))
    )
    sayings = [_saying(situation, claim) for claim in claims.statements]
    denied = [
        link for link in _relate_deeds(situation, claims.events, sayings) if not _told_by_events(link, events)
    ]
    statements = [
        link for link in _relate_sayings(situation, sayings) if not _told_by_events(link, [*events, *denied])
    ]
    figures = list(relate_figures(situation, claims.quantities))
    answers = list(_replies(situation, sayings, [*events, *denied, *statements]))
    gainsaid = _gainsaid(situation, sayings, [*events, *denied, *statements, *answers])
    return [
        *events,
        *denied,
        *_relate_stands(situation, claims.positions),
        *figures,
        *statements,
        *(link for link in (*answers, *gainsaid) if not _tells_disputed_figure(link, figures)),
    ]


def _told_by_events(link: Link, events: Sequence[Link]) -> bool:
    """Whether two statements contradict each other only by the events they tell, which do so themselves."""
    if link.kind is not RelationKind.CONTRADICTS:
        return False
    return any(
        (_overlaps(link.left, other.left) and _overlaps(link.right, other.right))
        or (_overlaps(link.left, other.right) and _overlaps(link.right, other.left))
        for other in events
        if other.kind is RelationKind.CONTRADICTS
    )


def _tells_disputed_figure(link: Link, figures: Sequence[Link]) -> bool:
    """Whether what is answered is a figure that is disputed as such."""
    return any(
        _overlaps(claim, other)
        for figure in figures
        if figure.kind is RelationKind.CONTRADICTS
        for other in (figure.left, figure.right)
        for claim in (link.left, link.right)
    )


def _overlaps(claim: Claim, other: Claim) -> bool:
    """Whether a passage of one claim and one of another stand over each other."""
    return any(
        one.article == two.article and one.start < two.end and two.start < one.end
        for one in claim.assertions
        for two in other.assertions
    )


# --------------------------------------------------------------------------- events


def _event_groups(situation: Situation, claims: list[Claim]) -> list[list[Claim]]:
    return grouped(
        ((_event(claim).type.value, situation.threads[claim.first.article]), claim) for claim in claims
    )


def _relate_events(situation: Situation, left: Claim, right: Claim, small: bool) -> Link | None:
    """An event that one reports and another denies, for the same parties and a time that can be the same; in a ``small`` matter
    also where one tells no parties, and both tell one thing of one object (« des maisons ont été pillées », « aucune maison n’a
    été pillée »).

    « L’Orvanie n’a pas reconnu avoir tiré » reports nothing: whoever is to have done it is not who tells it.
    """
    modalities = {_event(left).modality, _event(right).modality}
    if EventModality.DENIED not in modalities or not modalities & PAST:
        return None
    if not overlap(left, right):
        return None
    if not _same_parties(situation, left, right) and not (small and _one_happening(situation, left, right)):
        return None
    denial, told = (left, right) if _event(left).modality is EventModality.DENIED else (right, left)
    if _says_nothing_else(situation, denial, told) or _only_unacknowledged(situation, told):
        return None
    return Link(RelationKind.CONTRADICTS, left, right, "contradicts_event")


def _says_nothing_else(situation: Situation, denial: Claim, told: Claim) -> bool:
    """Whether both are told by one article in the same voice, so that nobody contradicts anybody."""
    voices = [
        {(a.article, a.voice.actor if a.voice else None) for a in claim.assertions}
        for claim in (denial, told)
    ]
    return voices[0] == voices[1] or (
        {*denial.articles} == {*told.articles} and all(a.voice is None for a in told.assertions)
    )


def _only_unacknowledged(situation: Situation, told: Claim) -> bool:
    """Whether nobody tells an event but those who are to have done it, and they for no certain."""
    return all(
        a.voice is not None
        and a.voice.actor is not None
        and isinstance(a.record, Event)
        and a.record.modality is EventModality.UNVERIFIED
        and situation.principal(a.voice.actor) in situation.principals(a.actors)
        for a in told.assertions
    )


def _event(claim: Claim) -> Event:
    assert isinstance(claim.first.record, Event)
    return claim.first.record


def _same_parties(situation: Situation, left: Claim, right: Claim) -> bool:
    """Whether actors and recipients are told on both sides and agree, and the wording is about one thing."""
    sides = []
    for part in ("actors", "recipients"):
        one = {key for assertion in left.assertions for key in getattr(assertion, part)}
        other = {key for assertion in right.assertions for key in getattr(assertion, part)}
        if one and other:
            sides.append(bool(situation.principals(one) & situation.principals(other)))
    alike = likeness(left.first.stems, right.first.stems, situation.weights)
    if len(sides) == 2 and all(sides) and _one_deed(situation, left, right):
        return True
    return (
        bool(sides) and all(sides) and (len(sides) == 2 or alike >= ALIKE_COUNTED) and alike >= ALIKE_TARGET
    )


def _one_happening(situation: Situation, left: Claim, right: Claim) -> bool:
    """Whether two events of one type may be one by what they tell: no party or place of the one differs from the other's, and
    they share the words of two families, beside names one of which at least does not name the deed itself."""
    for part in ("actors", "recipients"):
        one, other = (
            situation.principals(key for assertion in claim.assertions for key in getattr(assertion, part))
            for claim in (left, right)
        )
        if one and other and not one & other:
            return False
    stems, names = [], []
    for claim in (left, right):
        read = [names_in(situation, *assertion.place) for assertion in claim.assertions]
        names.append(frozenset(name for named, _ in read for name in named))
        language = situation.by_id[claim.first.article].language
        stems.append(frozenset(stem for _, bare in read for stem in kin_stems(bare, language)))
    cues = [_cue_kin(situation, claim) for claim in (left, right)]
    objects = shared_kin(*stems) - anybody(situation.language) - cues[0] - cues[1]
    return not tell_of_two_places(*names) and len(objects) + bool(cues[0] & cues[1]) >= ONE_HAPPENING


def _one_deed(situation: Situation, left: Claim, right: Claim) -> bool:
    """Whether two events are named by one verb, or a noun and its verb: « a bombardé le fort », « avoir bombardé le fort »."""
    return bool(_cue_kin(situation, left) & _cue_kin(situation, right))


def _cue_kin(situation: Situation, claim: Claim) -> frozenset[str]:
    """The families of the words that name the event of a claim."""
    return frozenset(
        kin_of(stem, situation.by_id[a.article].language)
        for a in claim.assertions
        if isinstance(a.record, Event) and a.record.cue is not None
        for stem in content_stems(
            situation.text_of(a.article, a.record.cue.start, a.record.cue.end),
            situation.by_id[a.article].language,
        )
    )


def _relate_deeds(
    situation: Situation, events: Sequence[Claim], sayings: Sequence[_Saying]
) -> Iterator[Link]:
    """Deeds that somebody says did not take place: « des gendarmes ont tiré », « pas un coup de feu n’a été tiré »."""
    deeds = [read_deed(situation, claim) for claim in events if _event(claim).modality in PAST]
    by_matter: dict[tuple[str, str], list[Deed]] = {}
    for deed in deeds:
        for stem in sorted(deed.cues):
            by_matter.setdefault((situation.threads[deed.claim.first.article], stem), []).append(deed)
    sizes = Counter(situation.threads.values())
    for saying in sayings:
        done: set[int] = set()
        small = sizes[situation.threads[saying.claim.first.article]] <= SMALL_MATTER_ARTICLES
        for core in sorted({core for said in saying.said for core in said.cores}):
            for deed in by_matter.get((situation.threads[saying.claim.first.article], core), ()):
                if id(deed) not in done and is_denied(
                    situation, deed, saying.claim, saying.said, saying.side, small
                ):
                    done.add(id(deed))
                    yield Link(RelationKind.CONTRADICTS, deed.claim, saying.claim, "contradicts_event")


# --------------------------------------------------------------------------- positions


def _relate_stands(situation: Situation, claims: list[Claim]) -> Iterator[Link]:
    """The relations between positions of one holder, of one side, or of two who held one office."""
    successions = find_successions(situation)
    following: dict[str, list[frozenset[str]]] = {}
    for pair in sorted(successions, key=sorted):
        for key in sorted(pair):
            following.setdefault(key, []).append(pair)

    def keys(holder: str) -> Iterator[tuple[str, ...]]:
        yield (situation.principal(holder),)
        for pair in following.get(holder, ()):
            yield ("succession", *sorted(pair))
        for title in sorted(_untold_offices(situation, holder), key=sorted):
            yield from (("office", *pair) for pair in combinations(sorted(title), 2))

    def relate(situation: Situation, left: Claim, right: Claim) -> Link | None:
        return _relate_positions(situation, left, right, successions)

    groups = grouped((key, claim) for claim in claims for key in keys(claim.first.actors[0]))
    return relate_groups(situation, groups, relate)


def _relate_positions(
    situation: Situation, left: Claim, right: Claim, successions: Collection[frozenset[str]]
) -> Link | None:
    """Two positions of one holder, or of two holders of one office, on one object."""
    if not _one_object(situation, left, right):
        return None
    first, second = in_order(situation, left, right)
    holders = left.first.actors[0], right.first.actors[0]
    same_holder = holders[0] == holders[1]
    incompatible = (_position(left).stance in IN_FAVOUR) != (_position(right).stance in IN_FAVOUR)
    if incompatible and first is not None and second is not None:
        if same_holder:
            return Link(RelationKind.SUPERSEDES, second, first, "supersedes_position")
        if (
            frozenset(holders) in successions
            or _speaks_for_country(situation, *holders)
            or _one_office(situation, *holders)
        ):
            return Link(RelationKind.SUPERSEDES, second, first, "supersedes_office")
        return None
    if incompatible or not same_holder:
        return None
    for narrow, wide in ((left, right), (right, left)):
        inside = containment(wide.first.stems, narrow.first.stems, situation.weights)
        if inside >= 0.9 and len(narrow.first.stems) > len(wide.first.stems):
            return Link(RelationKind.REFINES, narrow, wide, "refines_position")
    return None


def _position(claim: Claim) -> Position:
    assert isinstance(claim.first.record, Position)
    return claim.first.record


def _one_object(situation: Situation, left: Claim, right: Claim) -> bool:
    """Whether two stands are about one thing: much of the wording is shared, a noun counting for its verb, or one of them names
    by a single definite noun what the other tells in full, in one matter.

    « bloquer le pont » and « le blocage du pont »; « l'offre » and « l'offre d'Orvane », not « l'Orvane » and « l'offre de l'Orvane ».
    """
    one, other = (
        frozenset(kin_of(stem, situation.by_id[claim.first.article].language) for stem in claim.first.stems)
        for claim in (left, right)
    )
    if _is_name(situation, left) is not _is_name(situation, right):
        return False
    if likeness(one, other, situation.weights) >= ALIKE_TARGET:
        return True
    shared = max(containment(one, other, situation.weights), containment(other, one, situation.weights))
    if shared >= CONTAINED_TARGET and len(one & other) >= 2:
        return True
    if not one or not other or not (one <= other or other <= one):
        return False
    short = left if len(one) <= len(other) else right
    threads = {situation.threads[claim.first.article] for claim in (left, right)}
    return len(threads) == 1 and _is_definite_noun(situation, short)


def _is_name(situation: Situation, claim: Claim) -> bool:
    """Whether the target of a stand is only a name: « l'Orvane », not « l'offre de l'Orvane »."""
    language = situation.by_id[claim.first.article].language
    told = [
        word for word in WORD.findall(_position(claim).target) if word.lower() not in empty_words(language)
    ]
    return bool(told) and all(word[0].isupper() for word in told)


def _is_definite_noun(situation: Situation, claim: Claim) -> bool:
    """Whether the target of a stand is one common noun that takes up what was told: « l'offre », « (opposé au) rachat »."""
    position = _position(claim)
    language = situation.by_id[claim.first.article].language
    words = WORD.findall(position.target)
    if not words or not words[-1].islower() or claim.first.stems <= general_stems(language):
        return False
    span = position.target_span
    before = situation.text_of(claim.first.article, position.start, span.start) if span is not None else ""
    definite = takes_up(words[0], language) and len(words) == 2
    return definite or (len(words) == 1 and takes_up(before, language))


def _speaks_for_country(situation: Situation, left: str, right: str) -> bool:
    """Whether one holder is the country or government that the other, a person, speaks for."""
    actors = [situation.identities.actors[key] for key in (left, right)]
    kinds = {actor.kind for actor in actors}
    return (
        situation.principal(left) == situation.principal(right)
        and bool(kinds & {ActorKind.COUNTRY, ActorKind.GOVERNMENT})
        and any(actor.kind is ActorKind.PERSON and actor.offices for actor in actors)
    )


def _untold_offices(situation: Situation, key: str) -> set[frozenset[str]]:
    """The offices of a person of whom no country is told, each of more than one word: « la nouvelle ministre de la Pêche »."""
    actor = situation.identities.actors[key]
    if actor.kind is not ActorKind.PERSON or actor.country or actor.acts_for:
        return set()
    passing = content_stems(
        " ".join(word_list(situation.language, "kin").get("passing", ())), situation.language
    )
    titles = {content_stems(office.title, situation.language) - passing for office in actor.offices}
    return {title for title in titles if len(title) > 1}


def _one_office(situation: Situation, left: str, right: str) -> bool:
    """Whether two actors held one office, one after the other: the same title for the same country.

    « la présidente » and « le président alcéen » are one office; « ministre de la Défense » and « ministre de la Santé » two.
    Where nobody tells a country, a title has to tell the office by more than one word; « directeur général » is short for
    « directeur général de la régie ».
    """
    for one in _untold_offices(situation, left):
        if any(one <= other or other <= one for other in _untold_offices(situation, right)):
            return True
    if situation.principal(left) != situation.principal(right):
        return False
    titles = [
        [
            content_stems(office.title, situation.language)
            for office in situation.identities.actors[key].offices
        ]
        for key in (left, right)
    ]
    return any(
        one & other and (len(one & other) * 2 > len(one | other) or min(len(one), len(other)) == 1)
        for one in titles[0]
        for other in titles[1]
    )


# --------------------------------------------------------------------------- statements


@dataclass(frozen=True, slots=True)
class _Saying:
    """A claim of what was said as it is compared with others: ``side`` is whom the speaker acts for, None where the
    speaker is no actor of the account; ``names`` are the stems of the words for the speaker."""

    claim: Claim
    stems: frozenset[str]
    said: tuple[Said, ...]
    kind: SpeakerKind | None
    side: str | None
    names: frozenset[str]
    days: tuple[str | None, str | None]
    articles: frozenset[str]


def _relate_sayings(situation: Situation, read: Sequence[_Saying]) -> Iterator[Link]:
    """The relations between what voices of one matter said."""
    sayings = {id(saying.claim): saying for saying in read}
    claims = [saying.claim for saying in read]

    def relate(situation: Situation, left: Claim, right: Claim, small: bool) -> Link | None:
        return _relate_statements(situation, sayings[id(left)], sayings[id(right)], small)

    groups = grouped(((situation.threads[claim.first.article],), claim) for claim in claims)
    return relate_groups(situation, groups, by_size(situation, relate))


def _replies(situation: Situation, sayings: Sequence[_Saying], told: Sequence[Link]) -> Iterator[Link]:
    """The contradictions that the articles themselves tell (``replies.py``), of statements of which ``told`` tells none."""
    links = [link for link in told if link.kind is RelationKind.CONTRADICTS]
    known = {frozenset((id(link.left), id(link.right))) for link in links}
    contradicted: dict[int, set[str]] = {}
    for link in links:
        for claim, other in ((link.left, link.right), (link.right, link.left)):
            contradicted.setdefault(id(claim), set()).update(other.articles)
    utterances = [
        Utterance(saying.claim, assertion, saying.said, saying.side, saying.names)
        for saying in sayings
        for assertion in saying.claim.assertions
    ]
    for before, reply, article in find_replies(situation, utterances):
        pair = frozenset((id(before), id(reply)))
        if len(pair) == 2 and pair not in known and article not in contradicted.get(id(reply), ()):
            known.add(pair)
            yield Link(RelationKind.CONTRADICTS, before, reply, "contradicts_reply")


def _gainsaid(situation: Situation, sayings: Sequence[_Saying], told: Sequence[Link]) -> Iterator[Link]:
    """What denials that contradict nothing yet bear on by their meaning (``gainsaid.py``), in small matters."""
    bound = [
        claim for link in told if link.kind is RelationKind.CONTRADICTS for claim in (link.left, link.right)
    ]
    known = {id(claim) for claim in bound}
    by_claim = {id(saying.claim): saying for saying in sayings}
    sizes = Counter(situation.threads.values())
    sentences = [
        Sentence(saying.claim, said, matter, saying.days)
        for saying in sayings
        if sizes[matter := situation.threads[saying.claim.first.article]] <= SMALL_MATTER_ARTICLES
        for said in saying.said
        if not (
            said.denied and (id(saying.claim) in known or any(_overlaps(saying.claim, one) for one in bound))
        )
    ]

    def are_two_voices(one: Claim, other: Claim) -> bool:
        left, right = by_claim[id(one)], by_claim[id(other)]
        if left.side is not None and right.side is not None:
            return left.side != right.side
        return bool(left.names) and bool(right.names) and not left.names & right.names

    encoder = situation.encoder or choose_encoder()
    found = find_gainsaid(sentences, are_two_voices, encoder)
    for said, denial in {(id(said), id(denial)): (said, denial) for said, denial in found}.values():
        yield Link(RelationKind.CONTRADICTS, said, denial, "contradicts_meaning")


def _saying(situation: Situation, claim: Claim) -> _Saying:
    voice = claim.first.voice
    assert voice is not None
    return _Saying(
        claim=claim,
        stems=claim.first.stems,
        said=read_statement(situation, claim.first),
        kind=voice.kind,
        side=situation.principal(voice.actor) if voice.actor is not None else None,
        names=content_stems(voice.words, situation.language),
        days=claim.interval,
        articles=frozenset(claim.articles),
    )


def _relate_statements(situation: Situation, left: _Saying, right: _Saying, small: bool) -> Link | None:
    """Two voices that say the same or the contrary, or two versions of what one voice said."""
    if _rebuts(situation, left, right) or _rebuts(situation, right, left):
        return Link(RelationKind.CONTRADICTS, left.claim, right.claim, "contradicts_statement")
    if left.side is None or right.side is None:
        return _relate_unknown(situation, left, right) if small else None
    if not small and left.stems.isdisjoint(right.stems):
        return None
    same_side, one_day = left.side == right.side, meet(left.days, right.days)
    if not same_side and deny_each_other(
        left.said, right.said, situation.weights, small=small, one_day=one_day
    ):
        return Link(RelationKind.CONTRADICTS, left.claim, right.claim, "contradicts_statement")
    if not one_day or left.articles & right.articles:
        return None
    alike = likeness(left.stems, right.stems, situation.weights)
    if alike < ALIKE_VERSION:
        return None
    if same_side and SpeakerKind.ANONYMOUS not in (left.kind, right.kind):
        return Link(RelationKind.SAME_ORIGIN, right.claim, left.claim, "same_origin")
    if _are_same_words(situation, left, right, alike):
        return Link(RelationKind.SAME_ORIGIN, right.claim, left.claim, "same_words")
    if alike >= ALIKE_SAID and _may_bear_out(left, right) and not _is_one_voice(situation, left, right):
        return Link(RelationKind.CORROBORATES, right.claim, left.claim, "corroborates")
    return None


def _are_same_words(situation: Situation, left: _Saying, right: _Saying, alike: float) -> bool:
    """Whether two statements are one in its very words, which no two voices find: one of the articles has the wrong voice, or
    names it otherwise."""
    return (alike >= VERBATIM and min(len(left.stems), len(right.stems)) >= VERBATIM_STEMS) or (
        situation.same_wording(left.claim.first.place, right.claim.first.place)
    )


def _may_bear_out(left: _Saying, right: _Saying) -> bool:
    """Whether both tell what is, and tell who says so: wishes, stands and « une source » bear out nothing."""
    records = [saying.claim.first.record for saying in (left, right)]
    return SpeakerKind.ANONYMOUS not in (left.kind, right.kind) and all(
        isinstance(record, Attribution)
        and record.act is Act.STATEMENT
        and record.modality is SaidModality.ASSERTED
        for record in records
    )


def _is_one_voice(situation: Situation, left: _Saying, right: _Saying) -> bool:
    """Whether two voices may be one: « le maire de Valme » and « le maire », « la préfète » and « la préfecture »."""
    voices = [saying.claim.first.voice for saying in (left, right)]
    return bool(left.names & right.names) or left.side == right.side or same_owner(situation, *voices)


def _rebuts(situation: Situation, said: _Saying, reply: _Saying) -> bool:
    """Whether words right behind another's call them false: « Le lac baisse, assure Ana Lind. Faux, rétorque la mairie. »."""
    one, other = said.claim.first, reply.claim.first
    known = said.side is not None and reply.side is not None
    if one.article != other.article or (said.side == reply.side if known else bool(said.names & reply.names)):
        return False
    if not one.end <= other.start <= one.end + REPLY_CHARS:
        return False
    language = situation.by_id[one.article].language
    opening = situation.text_of(*other.place).lower().replace("’", "'").lstrip('« "“')
    return any(
        opening.startswith(words) and not opening[len(words) : len(words) + 1].isalpha()
        for words in word_list(language, "kin").get("rebuttals", ())
    )


def _relate_unknown(situation: Situation, left: _Saying, right: _Saying) -> Link | None:
    """Two statements of which one is by somebody who is no actor of the account: they can only deny each other."""
    if not left.names or not right.names or left.names & right.names:
        return None
    one_day = meet(left.days, right.days)
    if deny_each_other(left.said, right.said, situation.weights, small=True, one_day=one_day):
        return Link(RelationKind.CONTRADICTS, left.claim, right.claim, "contradicts_statement")
    return None
