"""Two accounts of one fact of which one alone can be true though neither denies anything: another hour, cause or doer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from recoupe.crosscheck.kin import kin_stems, shared_kin
from recoupe.languages import word_list

MOST_OF_IT = 0.5
ONE_DEED = 2  # families of words that two tellings of a deed share, beside the hour or who did it


@dataclass(frozen=True, slots=True)
class Cause:
    """What came of what, or who did what: families of words. ``deed``: what somebody did, else what something brought about.

    ``effect`` is empty where the sentence tells the cause of what stands before it (« C'est la foudre »).
    """

    effect: frozenset[str]
    cause: frozenset[str]
    deed: bool


@dataclass(frozen=True, slots=True)
class Account:
    """What a sentence tells that another can tell otherwise: the one hour in it, the words beside that, and the causes."""

    hour: str | None
    beside: frozenset[str]
    causes: tuple[Cause, ...]


@lru_cache(maxsize=20_000)
def read_account(text: str, language: str) -> Account:
    """The hour and the causes told in a sentence.

    >>> read_account("L'ordre est arrivé à 6 h 30", "fr").hour
    '6:30'
    >>> [(sorted(one.effect), sorted(one.cause)) for one in read_account("La panne vient d'un moteur", "fr").causes]
    [(['pann'], ['moteur'])]
    """
    told = text.lower().replace("’", "'").strip(' .«»“”"')
    hours = frozenset(
        f"{int(found['hour'])}:{found['minute'] or '00'}" for found in _hour(language).finditer(told)
    )
    hour = next(iter(hours)) if len(hours) == 1 else None
    return Account(hour, kin_stems(_hour(language).sub(" ", told), language), tuple(_causes(told, language)))


def exclude_each_other(
    one: Account, two: Account, before: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
) -> bool:
    """Whether one alone of two accounts can be true; ``before`` are the families of words that stand before each.

    Two hours of one deed (« L'ordre est parti à 19 heures », « L'ordre n'est arrivé qu'à 22 heures »), two causes of one thing
    (« La panne vient du moteur », « La panne est due à un joint »), two who are to have done it (« C'est la milice qui a miné le
    pont », « Le pont a été miné par l'armée »).
    """
    return _at_two_hours(one, two) or any(
        _are_rivals(here, there, before) for here in one.causes for there in two.causes
    )


def _at_two_hours(one: Account, two: Account) -> bool:
    if one.hour is None or two.hour is None or one.hour == two.hour:
        return False
    shared = shared_kin(one.beside, two.beside)
    least = min(len(one.beside), len(two.beside))
    return len(shared) >= ONE_DEED and len(shared) >= MOST_OF_IT * least


def _are_rivals(one: Cause, two: Cause, before: tuple[frozenset[str], frozenset[str]]) -> bool:
    if one.deed is not two.deed or shared_kin(one.cause, two.cause):
        return False
    if not one.effect or not two.effect:
        return bool(shared_kin(one.effect or before[0], two.effect or before[1]))
    return len(shared_kin(one.effect, two.effect)) >= (ONE_DEED if one.deed else 1)


def _causes(told: str, language: str) -> list[Cause]:
    table = word_list(language, "rivals")
    found = []
    for name, deed in (("causes", False), ("doers", True)):
        for pattern in _patterns(language, name):
            match = pattern.match(told)
            if match is not None:
                effect, cause = (kin_stems(match[part], language) for part in ("effect", "cause"))
                found += [Cause(effect, cause, deed)] if effect and cause else []
                break
    verdict = re.match(table["verdict"], told) if not found and "verdict" in table else None
    if verdict is not None:
        found.append(Cause(frozenset(), kin_stems(verdict["cause"], language), deed=False))
    return found


@cache
def _patterns(language: str, name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in word_list(language, "rivals").get(name, ()))


@cache
def _hour(language: str) -> re.Pattern[str]:
    words = word_list(language, "rivals").get("hour")
    return re.compile(rf"(?<!\w){words}" if words else r"\Z\A")
