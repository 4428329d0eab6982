"""Numbers in figures and words, as they stand in time expressions."""

from __future__ import annotations

import re
from collections.abc import Mapping


def read_number(words: str, values: Mapping[str, int], joiners: frozenset[str]) -> float | None:
    """The number that folded (lower-case, unaccented) words or figures stand for, None where they are none.

    ``values`` gives each number word its value, ``joiners`` the words that only link (``et``).

    >>> read_number("vingt et un", {"vingt": 20, "un": 1}, frozenset({"et"}))
    21.0
    >>> read_number("1 200,5", {}, frozenset())
    1200.5
    """
    figures = re.sub(r"(?<=\d)[ .](?=\d{3}(?!\d))", "", words).replace(",", ".")
    if re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", figures):
        return float(figures)
    total, group = 0, 0
    for word in _join_compounds(re.split(r"[- ]+", words), values):
        if word in joiners:
            continue
        if word not in values:
            return None
        value = values[word]
        if value >= 1000:
            total, group = total + max(group, 1) * value, 0
        elif value == 100:
            group = max(group, 1) * value
        else:
            group += value
    return float(total + group)


def _join_compounds(words: list[str], values: Mapping[str, int]) -> list[str]:
    """Words of which two make one value are joined: ``quatre``, ``vingt`` become ``quatre-vingt`` (80)."""
    joined: list[str] = []
    for word in words:
        if joined and f"{joined[-1]}-{word}" in values:
            joined[-1] = f"{joined[-1]}-{word}"
        else:
            joined.append(word)
    return joined


def show_number(number: float) -> str:
    """A number as TIMEX3 writes it: no trailing zeros."""
    return f"{number:.6f}".rstrip("0").rstrip(".") if number % 1 else str(int(number))
