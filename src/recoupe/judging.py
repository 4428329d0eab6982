"""What a person may decide on a dossier: merge, split, confirm, reject, correct, note, undo.

Each function writes one decision, durably, before it returns, and gives it back with its number. ``author`` and ``at``
(an ISO 8601 moment with its offset from UTC) are the caller's: the library asks no clock. Rows are named by their keys,
actors by key or by a name that is one actor's alone. Raises ``UsageError`` where what is named is not there or the
decision says nothing, with words in the dossier's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import msgspec

from recoupe.annotate.actors.lexicon import fold
from recoupe.crosscheck.judged import (
    Decided,
    Finder,
    Lost,
    Rows,
    is_orphaned,
    keys_of,
    relation_key,
    stands_whole,
    why_lost,
)
from recoupe.crosscheck.judged.corrections import NO_COPY
from recoupe.decisions import (
    DECISION_FORMAT,
    ActorAnchor,
    Decision,
    DecisionKind,
    DecisionState,
    Letter,
    PassageAnchor,
    RowAnchor,
    find_flaw,
    find_undone,
    moment,
)
from recoupe.dossier import Dossier
from recoupe.errors import UsageError
from recoupe.languages import word_list
from recoupe.lines import encode_line
from recoupe.model import (
    AccountRow,
    ActorRow,
    EventRow,
    LedgerRow,
    MatchKind,
    Place,
    PositionRow,
    QuantityRow,
    RelationRow,
    StatementRow,
)
from recoupe.store.judgements import append_decisions, load_decided, load_decisions
from recoupe.store.kept import KeptRows

Judged = tuple[Decision, DecisionState]

# --------------------------------------------------------------------------- actors


def merge_actors(dossier: Dossier, first: str, *others: str, author: str, at: str) -> Decision:
    """Two or more actors are one; ``first`` gives its name."""
    desk = _Desk(dossier, author, at)
    rows = [desk.actor(named) for named in dict.fromkeys((first, *others))]
    if len({row.key for row in rows}) < 2:
        raise desk.refusal("one_actor", name=first)
    return desk.write(DecisionKind.MERGE, actors=tuple(map(desk.anchor_actor, rows)))


def split_actor(
    dossier: Dossier,
    actor: str,
    *,
    names: Iterable[str] = (),
    articles: Iterable[str] = (),
    author: str,
    at: str,
) -> Decision:
    """One actor is two: what goes by ``names`` (``names_in_articles``), or what stands in ``articles`` (their ids), leaves it."""
    desk = _Desk(dossier, author, at)
    row = desk.actor(actor, as_decided=True)
    whole = desk.anchor_actor(row)
    called = _names_of(dossier, whole)
    wanted, told = {fold(name): name for name in names}, set(articles)
    unknown = sorted(wanted.keys() - set(map(fold, called.values())))
    strangers = sorted(told - {mention.id for mention in whole.mentions})
    if unknown:
        have = ", ".join(dict.fromkeys(called.values()))
        raise desk.refusal("no_name", name=wanted[unknown[0]], actor=row.actor.name, names=have)
    if strangers:
        raise desk.refusal("not_in_article", article=strangers[0], actor=row.actor.name)
    leaving = tuple(
        mention for mention in whole.mentions if mention.id in told or fold(called[mention]) in wanted
    )
    if not leaving or len(leaving) == len(whole.mentions):
        raise desk.refusal("nothing_to_split", actor=row.actor.name)
    return desk.write(DecisionKind.SPLIT, actors=(whole,), passages=leaving, names=tuple(wanted.values()))


def names_in_articles(dossier: Dossier, actor: str) -> dict[str, list[str]]:
    """The names that articles have for an actor (key or name), each with the ids of those articles: what may be split off it."""
    desk = _Desk(dossier)
    found: dict[str, list[str]] = {}
    whole = desk.anchor_actor(desk.actor(actor, as_decided=True))
    for mention, name in _names_of(dossier, whole).items():
        found.setdefault(name, []).append(mention.id)
    return {name: sorted(found[name]) for name in sorted(found)}


def _names_of(dossier: Dossier, anchor: ActorAnchor) -> dict[PassageAnchor, str]:
    """By mention of an anchor, the name that the article has for the actor mentioned there."""
    return {
        mention: next(
            name
            for start, end, _, name in _mentions(dossier, mention.id)
            if (start, end) == (mention.start, mention.end)
        )
        for mention in anchor.mentions
    }


def _mentions(dossier: Dossier, article: str) -> list[tuple[int, int, str, str]]:
    """The mentions of an article (by id): start, end, the key of the article's actor and its name."""
    query = (
        'SELECT m.start, m."end", m.actor, a.name FROM articles t JOIN mentions m ON m.article = t.number'
        ' JOIN actors a ON a.article = t.number AND a.key = m.actor WHERE t.id = ? ORDER BY m.start, m."end"'
    )
    return dossier.file.connection.execute(query, (article,)).fetchall()


# --------------------------------------------------------------------------- rows


def confirm_row(dossier: Dossier, row: str, *, author: str, at: str) -> Decision:
    """A row of the account is right as it stands."""
    desk = _Desk(dossier, author, at)
    return desk.write(DecisionKind.CONFIRM, **desk.about(row))


def reject_row(dossier: Dossier, row: str, *, author: str, at: str) -> Decision:
    """A row is wrong: it stays, marked, but contradicts, settles and supersedes nothing any more."""
    desk = _Desk(dossier, author, at)
    return desk.write(DecisionKind.REJECT, **desk.about(row))


def correct_row(
    dossier: Dossier,
    row: str,
    *,
    speaker: str | None = None,
    date: str | None = None,
    modality: str | None = None,
    author: str,
    at: str,
) -> Decision:
    """Who says it, when it is (an ISO 8601 prefix: ``2031``, ``2031-03``, ``2031-03-14``), or in what mode; at least one of the three.

    ``speaker`` is an actor's key or name; a name that no actor has makes a new one. Of a position it is the holder, of a
    figure its owner.
    """
    desk = _Desk(dossier, author, at)
    found = desk.told_row(row)
    told = {"date": date, "modality": modality, "speaker": speaker}
    values = {name: value for name, value in told.items() if value}
    actors: tuple[ActorAnchor, ...] = ()
    if speaker:
        if not _has_speaker(found):
            raise desk.refusal("no_speaker", row=row)
        known = desk.find_actor(speaker)
        values["speaker"] = known.actor.name if known else speaker
        actors = (desk.anchor_actor(known),) if known else ()
    return desk.write(DecisionKind.CORRECT, row=desk.anchor_row(found), values=values, actors=actors)


def _has_speaker(row: AccountRow) -> bool:
    return isinstance(row, StatementRow | PositionRow) or (
        isinstance(row, QuantityRow) and row.owner is not None
    )


def correct_lineage(
    dossier: Dossier, row: str, article: str, other: str, *, same: bool, author: str, at: str
) -> Decision:
    """On one row, two articles (by id) have what they say from one origin, or each from its own."""
    desk = _Desk(dossier, author, at)
    anchor = desk.anchor_row(desk.told_row(row))
    for id in (article, other):
        if id not in {passage.id for passage in anchor.passages}:
            raise desk.refusal("not_in_row", article=id, row=row)
    whole = tuple(desk.passage(Place(id=id, start=0, end=0)) for id in (article, other))
    return desk.write(
        DecisionKind.LINEAGE, row=anchor, passages=whole, values={"same": "yes" if same else "no"}
    )


# --------------------------------------------------------------------------- copies, outlets, notes


def correct_copying(
    dossier: Dossier, earlier: Place, later: Place, kind: MatchKind | None, *, author: str, at: str
) -> Decision:
    """Of what kind the copying between two places of a passage match is; None where it is none."""
    desk = _Desk(dossier, author, at)
    places = (desk.stretch(earlier), desk.stretch(later))
    return desk.write(DecisionKind.COPYING, passages=places, values={"kind": kind.value if kind else NO_COPY})


def rate_outlet(dossier: Dossier, outlet: str, letter: Letter, *, author: str, at: str) -> Decision:
    """How reliable an outlet is; a later letter takes the place of an earlier one."""
    desk = _Desk(dossier, author, at)
    known = [name for (name,) in dossier.file.connection.execute("SELECT DISTINCT outlet FROM article_facts")]
    alike = sorted(name for name in known if name is not None and fold(name) == fold(outlet))
    if not alike:
        raise desk.refusal("no_outlet", outlet=outlet)
    name = outlet if outlet in alike else alike[0]
    return desk.write(DecisionKind.LETTER, values={"outlet": name, "letter": letter.value})


def note_row(dossier: Dossier, row: str, text: str, *, author: str, at: str) -> Decision:
    """A note on a row of the account, an actor's included."""
    desk = _Desk(dossier, author, at)
    return desk.write(DecisionKind.NOTE, **desk.about(row), values={"text": text})


def note_passage(dossier: Dossier, place: Place, text: str, *, author: str, at: str) -> Decision:
    """A note on a stretch of an article (by id); raises ``UsageError`` where the stretch is not within its text."""
    desk = _Desk(dossier, author, at)
    return desk.write(DecisionKind.NOTE, passages=(desk.stretch(place),), values={"text": text})


def undo(dossier: Dossier, number: int, *, author: str, at: str) -> Decision:
    """Take back the decision of this number; the account is then as if it had never been. To undo an undoing brings it back."""
    desk = _Desk(dossier, author, at)
    made = load_decisions(dossier.file)
    decision = next((d for d in made if d.number == number), None)
    if decision is None:
        raise desk.refusal("no_decision", number=number)
    if decision.uid in find_undone(made):
        raise desk.refusal("undone_already", number=number)
    return desk.write(DecisionKind.UNDO, undoes=decision.uid)


# --------------------------------------------------------------------------- what was decided


def list_decisions(dossier: Dossier, rows: Finder | None = None) -> list[Judged]:
    """Every decision ever made, in order, with what has become of it in these ``rows``; without them, in the account."""
    made = load_decisions(dossier.file)
    undone = find_undone(made)
    standing = rows or _Standing(dossier)
    orphans = {
        decision.number
        for decision in load_decided(dossier.file).decisions
        if is_orphaned(decision, keys_of(decision, standing))
    }

    def state(decision: Decision) -> DecisionState:
        if decision.uid in undone:
            return DecisionState.UNDONE
        return DecisionState.ORPHANED if decision.number in orphans else DecisionState.HOLDS

    return [(decision, state(decision)) for decision in made]


def explain_orphans(dossier: Dossier, judged: Iterable[Judged], rows: Rows | None = None) -> dict[int, Lost]:
    """By number, why each orphan finds nothing in these ``rows`` (without them, in the account), and what is told there now."""
    orphans = [decision for decision, state in judged if state is DecisionState.ORPHANED]
    if not orphans:
        return {}
    rows = rows or Rows(dossier.account(dossier.file.language).rows)
    ids = dossier.file.identities()
    return {decision.number: why_lost(Decided.resolve(decision, ids), rows) for decision in orphans}


def decisions_on(dossier: Dossier, key: str) -> list[Judged]:
    """The history of one row or actor of the account: every decision that is about it, those taken back included."""
    judged = list_decisions(dossier)
    standing = _Standing(dossier)
    ids = dossier.file.identities() if judged else {}
    return [pair for pair in judged if key in keys_of(Decided.resolve(pair[0], ids), standing)]


def decisions_in(dossier: Dossier, article: str) -> list[Judged]:
    """Every decision on a passage of an article (by id): notes, copies, lineages, splits; those on rows are with the rows."""
    ids = dossier.file.identities()
    return [
        pair
        for pair in list_decisions(dossier)
        if any(passage.article in ids and ids[passage.article] == article for passage in pair[0].passages)
    ]


def tell(decision: Decision, language: str, numbers: Mapping[str, int] | None = None) -> str:
    """One line on what a decision says, in ``language``: « réunit : Ilda Marsan, la ministre ».

    ``numbers`` gives the number of a decision by its ``uid``, to name one that is taken back.
    """
    words = word_list(language, "judge")["told"]
    values = dict(decision.values)
    about = [decision.row.summary] if decision.row else [actor.name for actor in decision.actors]
    places = [f"{passage.id}:{passage.start}-{passage.end}" for passage in decision.passages]
    kind = decision.kind.value + (f"_{values['same']}" if decision.kind is DecisionKind.LINEAGE else "")
    facts = {
        "about": ", ".join(about or places),
        "articles": ", ".join(passage.id for passage in decision.passages),
        "parts": ", ".join(decision.names or places),
        "values": ", ".join(f"{name} {value}" for name, value in sorted(values.items())),
        "number": (numbers or {}).get(decision.undoes or "", decision.undoes or ""),
    }
    return " ".join(str(words[kind]).format(**{**facts, **values}).split())


def export_decisions(dossier: Dossier) -> Iterator[bytes]:
    """Every decision as a JSON line (``recoupe.decision/1``), in order."""
    return (encode_line(decision) for decision in load_decisions(dossier.file))


def import_decisions(dossier: Dossier, lines: Iterable[bytes]) -> list[Decision]:
    """Append the decisions of another dossier that this one does not have yet; gives those back, with their new numbers.

    All or none: raises ``UsageError`` naming the first line that is no decision line.
    """
    found = []
    known = {decision.uid for decision in load_decisions(dossier.file)}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            decision = msgspec.json.decode(line, type=Decision)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise _refusal(dossier, "no_line", line=number, detail=error) from error
        flaw = (
            "no_line_format"
            if decision.format != DECISION_FORMAT or not decision.uid
            else find_flaw(decision)
        )
        if decision.undoes is not None and decision.undoes not in known:
            flaw = flaw or "undoes_nothing"
        if flaw is not None:
            raise _refusal(dossier, "no_line", line=number, detail=_words(dossier, flaw)["what"])
        known.add(decision.uid)
        found.append(decision)
    return append_decisions(dossier.file, found)


# --------------------------------------------------------------------------- writing a decision


def _words(dossier: Dossier, code: str) -> dict[str, str]:
    return dict(word_list(dossier.file.language, "judge")["problem"][code])


def _refusal(dossier: Dossier, code: str, **facts: object) -> UsageError:
    words = _words(dossier, code)
    return UsageError(words["what"].format(**facts), remedy=words["remedy"].format(**facts))


class _Desk:
    """Where one decision is written: the account it is made on, its author and its time (neither where one only looks)."""

    def __init__(self, dossier: Dossier, author: str = "", at: str = "1970-01-01T00:00:00Z"):
        self.dossier = dossier
        self.author = author
        try:
            self.at = moment(at)
        except (ValueError, OverflowError):
            raise self.refusal("no_time") from None
        self._kept = KeptRows(dossier.file)

    def refusal(self, code: str, **facts: object) -> UsageError:
        """The error that a code of ``languages/<language>/judge.toml`` [problem] words."""
        return _refusal(self.dossier, code, **facts)

    @cached_property
    def _whole(self) -> dict[str, AccountRow]:
        """The rows of the account by key, after all articles and decisions."""
        return {row.key: row for row in self.dossier.account(self.dossier.file.language).rows}

    @cached_property
    def _identities(self) -> dict[str, str]:
        return {id: identity for identity, id in self.dossier.file.identities().items()}

    def row(self, key: str) -> AccountRow | None:
        """The row of a key: as the account was kept last, which is what people have seen; else as it is now."""
        return self._kept.get(key) or (None if self._kept.current else self._whole.get(key))

    def write(self, kind: DecisionKind, **parts: Any) -> Decision:
        """Append the decision; raises ``UsageError`` where it says nothing."""
        decision = Decision(
            format=DECISION_FORMAT, number=0, uid="", author=self.author, at=self.at, kind=kind, **parts
        )
        flaw = find_flaw(decision)
        if flaw is not None:
            raise self.refusal(flaw)
        return append_decisions(self.dossier.file, [decision])[0]

    def about(self, key: str) -> dict[str, Any]:
        """What a decision on a row is anchored to: the row, or the actor whose row it is."""
        row = self.row(key)
        if row is None:
            actor = self.find_actor(key)
            if actor is None:
                raise self.refusal("no_row", row=key)
            row = actor
        if isinstance(row, ActorRow):
            return {"actors": (self.anchor_actor(row),)}
        return {"row": self.anchor_row(row)}

    def told_row(self, key: str) -> AccountRow:
        """A row of what is told; of an item of the ledger the row of the event, statement or position that it comes from."""
        row = self.row(key)
        if isinstance(row, LedgerRow):
            told = (
                self.row(f"{kind}-{key.partition('-')[2]}")
                for kind in ("event", "statement", "position", "quantity")
            )
            row = next((each for each in told if each is not None), None)
        if row is None or isinstance(row, ActorRow | RelationRow):
            raise self.refusal("no_row", row=key)
        return row

    def find_actor(self, named: str, *, as_decided: bool = False) -> ActorRow | None:
        """The actor of a key, or the one that goes by a name; None where there is none. Raises where there are several.

        As the account was kept last, where it has one, unless it has to be ``as_decided`` since.
        """
        if not as_decided or self._kept.current:
            row = self._kept.get(named)
            found = row if isinstance(row, ActorRow) else self._called(named, self._kept.actors)
            if found is not None or self._kept.current:
                return found
        row = self._whole.get(named)
        actors = [each for each in self._whole.values() if isinstance(each, ActorRow)]
        return row if isinstance(row, ActorRow) else self._called(named, actors)

    def _called(self, named: str, actors: list[ActorRow]) -> ActorRow | None:
        called = [row for row in actors if fold(row.actor.name) == fold(named)]
        called = called or [row for row in actors if fold(named) in map(fold, row.names)]
        if len(called) > 1:
            raise self.refusal("several_actors", name=named, keys=", ".join(row.key for row in called))
        return called[0] if called else None

    def actor(self, named: str, *, as_decided: bool = False) -> ActorRow:
        """The actor of a key or name, as ``find_actor`` finds it."""
        row = self.find_actor(named, as_decided=as_decided)
        if row is None:
            raise self.refusal("no_actor", name=named)
        return row

    def passage(self, place: Place) -> PassageAnchor:
        """A stretch of an article of the dossier."""
        identity = self._identities.get(place.id)
        if identity is None:
            raise self.refusal("no_article", article=place.id)
        return PassageAnchor(article=identity, id=place.id, start=place.start, end=place.end)

    def stretch(self, place: Place) -> PassageAnchor:
        """A stretch of an article of the dossier that is within its text."""
        anchor = self.passage(place)
        query = "SELECT text FROM articles WHERE id = ?"
        (text,) = self.dossier.file.connection.execute(query, (place.id,)).fetchone()
        if not 0 <= place.start <= place.end:
            raise self.refusal("no_place")
        if place.end > len(text):
            raise self.refusal("outside_text", article=place.id, end=place.end, length=len(text))
        return anchor

    def anchor_actor(self, row: ActorRow) -> ActorAnchor:
        """An actor by the first mention of each of the articles' actors that it is made of."""
        places: dict[str, set[tuple[int, int]]] = {}
        for evidence in row.evidence:
            places.setdefault(evidence.id, set()).add((evidence.start, evidence.end))
        first: dict[tuple[str, str], Place] = {}
        for article, spans in places.items():
            for start, end, key, _ in _mentions(self.dossier, article):
                if (start, end) in spans:
                    first.setdefault((article, key), Place(id=article, start=start, end=end))
        return ActorAnchor(
            key=row.key,
            name=row.actor.name,
            kind=row.actor.kind,
            mentions=tuple(map(self.passage, first.values())),
        )

    def anchor_row(self, row: AccountRow) -> RowAnchor:
        """A row by the passages it rests on; a relation by its two rows."""
        ends: tuple[RowAnchor, ...] = ()
        kind = row.type.value if isinstance(row, EventRow) else None
        if isinstance(row, RelationRow):
            found = (self.row(key) for key in (row.source, row.target))
            ends = tuple(self.anchor_row(end) for end in found if end is not None)
            kind = row.kind.value
        return RowAnchor(
            row=str(row.__struct_config__.tag),
            key=row.key,
            summary=row.summary,
            passages=tuple(map(self.passage, row.evidence)),
            type=kind,
            ends=ends,
        )


class _Standing:
    """Finds what decisions are about: by key in the account that is kept where that row rests on all that the decision does,
    else among all rows of the account."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._kept = KeptRows(dossier.file)

    @cached_property
    def _whole(self) -> Rows:
        return Rows(self._dossier.account(self._dossier.file.language).rows)

    def find(self, anchor: RowAnchor) -> str | None:
        """The key of the row that an anchor stands for, None where there is none any more."""
        if stands_whole(anchor, self._kept.get(anchor.key)):
            return anchor.key
        if anchor.ends and self._kept.get(key := relation_key(anchor, self)) is not None:
            return key
        return None if anchor.ends and self._kept.current else self._whole.find(anchor)

    def actor_at(self, passage: PassageAnchor) -> str | None:
        """The key of the actor mentioned at a place."""
        return self._whole.actor_at(passage)

    def find_actor(self, anchor: ActorAnchor) -> str | None:
        """The key of the actor that has most of an anchor's mentions; by its name where none is found."""
        if stands_whole(anchor, self._kept.get(anchor.key)):
            return anchor.key
        return self._whole.find_actor(anchor)
