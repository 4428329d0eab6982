"""Which rows and articles an export holds: ``--rows`` names kinds of row, ``--where`` a few plain conditions.

Conditions on rows (``standing``, ``actor``, ``since``, ``until``, ``origins``, ``words`` and the values of single kinds) and on
articles (``outlet``, ``article``, ``published``). A row stays where all of them hold and, if articles are chosen, where one of
them is among its own; an article stays where it is chosen and, once rows are chosen, where one of the rows rests on it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from recoupe.annotate.times.calendar import granularity_of, interval
from recoupe.decisions import DecisionKind
from recoupe.errors import UsageError
from recoupe.exports.material import ACCOUNT_KINDS, KINDS, Material, actors_of
from recoupe.languages import word_list
from recoupe.model import (
    Account,
    AccountRow,
    Act,
    ActorRow,
    Annotation,
    Certainty,
    EventModality,
    EventType,
    InputRow,
    LedgerKind,
    LedgerRow,
    RelationKind,
    SaidModality,
    Stance,
    Standing,
)

FIXED: dict[str, tuple[type[StrEnum], ...]] = {
    "act": (Act,),
    "certainty": (Certainty,),
    "decided": (DecisionKind,),
    "kind": (LedgerKind, RelationKind),
    "modality": (EventModality, SaidModality),
    "stance": (Stance,),
    "standing": (Standing,),
    "type": (EventType,),
}
"""Conditions on a field of the row, with the values that it can have."""
ROW_CONDITIONS = (*FIXED, "actor", "origins", "since", "until", "words")
ARTICLE_CONDITIONS = ("article", "outlet", "published")
CONDITIONS = tuple(sorted((*ROW_CONDITIONS, *ARTICLE_CONDITIONS)))
MOST_ORIGINS_DIGITS = 6

_WORD = re.compile(r"\w+")


class Condition(NamedTuple):
    """One condition: the name of what is looked at and what it has to be."""

    name: str
    value: str


def export_error(code: str, language: str, where: str = "", **facts: object) -> UsageError:
    """The error that a code of ``languages/<language>/exports.toml`` words."""
    words = word_list(language, "exports")["errors"][code]
    return UsageError(words["what"].format(**facts), where=where, remedy=words["remedy"].format(**facts))


def read_kinds(asked: Iterable[str], language: str) -> tuple[str, ...]:
    """The kinds of row that were asked for, in the order of ``KINDS``; raises ``UsageError`` for a word that is none."""
    words = [word.strip() for each in asked for word in each.split(",")]
    for word in words:
        if word not in KINDS:
            raise export_error("no_such_rows", language, "--rows", word=word, known=", ".join(KINDS))
    return tuple(kind for kind in KINDS if kind in words)


def read_conditions(
    asked: Iterable[str], language: str, known: Sequence[str] = CONDITIONS
) -> tuple[Condition, ...]:
    """The conditions as they were written, ``name=value`` parted by commas or given one by one; raises ``UsageError``.

    ``known`` are the names that there can be.
    """
    following = re.compile(rf",(?=[ ]?(?:{'|'.join(known)})=)")
    return tuple(
        _read_condition(part.strip(), language, known) for each in asked for part in following.split(each)
    )


def _read_condition(written: str, language: str, names: Sequence[str]) -> Condition:
    name, equals, value = (part.strip() for part in written.partition("="))
    if name not in names or not equals:
        raise export_error("no_condition", language, "--where", written=written, known=", ".join(names))
    if name in FIXED:
        known = sorted({str(each) for kind in FIXED[name] for each in kind})
        value = next((each for each in known if each.casefold() == value.casefold()), "")
        remedy = ", ".join(known)
    else:
        remedy = word_list(language, "exports")["values"][name]
    if not _can_be_met(name, value):
        raise export_error("no_such_value", language, "--where", written=written, name=name, known=remedy)
    return Condition(name, value)


def _can_be_met(name: str, value: str) -> bool:
    """Whether a condition can hold of anything: a date that is one, a number of origins, a word."""
    if name in ("since", "until", "published"):
        return interval(value) is not None and granularity_of(value) in ("D", "M", "Y")
    if name == "origins":
        return value.isascii() and value.isdigit() and len(value) <= MOST_ORIGINS_DIGITS
    return bool(value if name in FIXED or name in ("article", "story") else words_of(value))


def choose(
    account: Account,
    texts: Mapping[str, Annotation],
    kinds: Sequence[str],
    conditions: Sequence[Condition] = (),
    *,
    inputs: Sequence[InputRow] = (),
    language: str = "fr",
    with_text: bool = False,
    guarded: bool = False,
) -> Material:
    """The material of one export: rows of ``kinds`` and articles that meet every condition (see the module's head)."""
    wanted = {ACCOUNT_KINDS[kind] for kind in kinds if kind in ACCOUNT_KINDS} or set(ACCOUNT_KINDS.values())
    of_rows = [condition for condition in conditions if condition.name in ROW_CONDITIONS]
    of_articles = [condition for condition in conditions if condition.name in ARTICLE_CONDITIONS]
    articles = {key for key, annotation in texts.items() if _article_meets(annotation, account, of_articles)}
    rows = tuple(
        row
        for row in account.rows
        if type(row) in wanted
        and all(_HOLDS[condition.name](row, condition) for condition in of_rows)
        and (not of_articles or not articles.isdisjoint(_articles_of(row)))
    )
    if of_rows or len(wanted) < len(ACCOUNT_KINDS):
        articles &= {article for row in rows for article in _articles_of(row)}
    return Material(
        account=account,
        texts=texts,
        rows=rows,
        articles=tuple(key for key in texts if key in articles),
        kinds=tuple(kinds),
        inputs=tuple(inputs),
        language=language,
        with_text=with_text,
        guarded=guarded,
    )


def _articles_of(row: AccountRow) -> set[str]:
    """The articles a row rests on, those that settle its parts among them."""
    found = {place.id for place in row.evidence}
    found.update(article for lineage in row.lineages for article in lineage.articles)
    if isinstance(row, LedgerRow):
        found.update(place.id for part in row.parts for place in part.evidence)
    return found


def _article_meets(annotation: Annotation, account: Account, conditions: Sequence[Condition]) -> bool:
    published = account.published.get(annotation.id)
    for name, value in conditions:
        if name == "article" and annotation.id != value:
            return False
        if name == "outlet" and words_of(annotation.article.outlet or "") != words_of(value):
            return False
        if name == "published" and not (
            published and within(published.earliest, published.latest, value, value)
        ):
            return False
    return True


def within(earliest: str | None, latest: str | None, since: str | None, until: str | None) -> bool:
    """Whether an interval can touch the days from ``since`` to ``until``; what has no date at all cannot."""
    if earliest is None and latest is None:
        return False
    first, last = interval(since) if since else None, interval(until) if until else None
    begins = (earliest or "")[:10]
    return not (first and latest and latest[:10] < first[0][: len(latest)]) and not (
        last and begins > last[1][: len(begins)]
    )


def _in_words(row: AccountRow, condition: Condition) -> bool:
    return holds_words(words_of(row.summary), words_of(condition.value))


def _has_actor(row: AccountRow, condition: Condition) -> bool:
    """Whether an actor of the row has this key, or a name (any that is met, of an actor row) with these words in a row."""
    actors = [actor for _, actor in actors_of(row)]
    names = [actor.name for actor in actors] + (list(row.names) if isinstance(row, ActorRow) else [])
    sought = words_of(condition.value)
    return condition.value in {actor.key for actor in actors} or any(
        holds_words(words_of(name), sought) for name in names
    )


def holds_words(words: list[str], sought: list[str]) -> bool:
    """Whether words hold others in a row."""
    return any(words[start : start + len(sought)] == sought for start in range(len(words) - len(sought) + 1))


def words_of(text: str) -> list[str]:
    """The words of a text without accents and capitals."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))


def _is_value(row: AccountRow, condition: Condition) -> bool:
    found: Any = getattr(row, condition.name, None)
    return found is not None and str(found) == condition.value


_HOLDS: dict[str, Callable[[AccountRow, Condition], bool]] = {
    **dict.fromkeys(FIXED, _is_value),
    "actor": _has_actor,
    "decided": lambda row, condition: any(verdict.kind == condition.value for verdict in row.decided),
    "origins": lambda row, condition: len(row.lineages) >= int(condition.value),
    "since": lambda row, condition: within(row.earliest, row.latest, condition.value, None),
    "until": lambda row, condition: within(row.earliest, row.latest, None, condition.value),
    "words": _in_words,
}
