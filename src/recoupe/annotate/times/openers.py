"""Which words a pattern may begin with, so that at each word of a text only the patterns that may begin there are tried.

Read off the parsed regular expression (``re``'s own parser): literals are spelled out up to the end of the first word; what
cannot be spelled out (a class of characters, an open repetition) leaves the words that begin with what was spelled so far.
That parser is no public part of Python; on a Python without it every pattern is tried at every word, which finds the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

try:
    import re._parser as parser  # type: ignore[import-not-found]
except ImportError:
    parser = None

MOST_SPELLED = 4000


@dataclass(slots=True)
class Openers:
    """The numbers of the patterns that may begin with a folded word, or with any word that has a given beginning."""

    words: dict[str, tuple[int, ...]] = field(default_factory=dict)
    beginnings: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _known: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def of(self, word: str) -> tuple[int, ...]:
        """The patterns to try at a word, in their order."""
        found = self._known.get(word)
        if found is None:
            numbers = set(self.words.get(word, ()))
            for length in range(min(len(word), 12) + 1):
                numbers.update(self.beginnings.get(word[:length], ()))
            found = tuple(sorted(numbers))
            if len(word) < 30 and len(self._known) < 50_000:
                self._known[word] = found
        return found


def openers(patterns: Iterable[str]) -> Openers:
    """The openers of regular expressions over folded text.

    >>> openers(["le (?:lundi|mardi)", "chaque ete", r"\\d+ h"]).of("le")
    (0,)
    """
    words: dict[str, list[int]] = {}
    beginnings: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        for spelled, whole in _spellings(parser.parse(pattern)) if parser else {("", False)}:
            table = words if whole else beginnings
            table.setdefault(spelled, []).append(number)
    return Openers(
        {word: tuple(numbers) for word, numbers in words.items()},
        {word: tuple(numbers) for word, numbers in beginnings.items()},
    )


def _spellings(nodes: Any) -> set[tuple[str, bool]]:
    """The first words of a parsed pattern: each spelled so far, and whether it is the whole word."""
    return {(spelled, state != "open") for spelled, state in _extend({("", "going")}, nodes)}


def _extend(begun: set[tuple[str, str]], nodes: Any) -> set[tuple[str, str]]:
    """Spell on: ``going`` spellings take the next node, ``whole`` and ``open`` ones are done."""
    for operation, argument in nodes:
        going = {item for item in begun if item[1] == "going"}
        if not going:
            break
        done = begun - going
        begun = done | set(_step(going, str(operation), argument))
        if len(begun) > MOST_SPELLED:
            return done | {(spelled, "open") for spelled, _ in going}
    return begun


def _step(going: set[tuple[str, str]], operation: str, argument: Any) -> Iterator[tuple[str, str]]:
    if operation == "LITERAL":
        char = chr(argument)
        for spelled, _ in going:
            if char.isalnum() or char == "_":
                yield spelled + char, "going"
            else:
                yield spelled, "whole" if spelled else "open"
    elif operation == "SUBPATTERN":
        yield from _extend(going, argument[3])
    elif operation == "ATOMIC_GROUP":
        yield from _extend(going, argument)
    elif operation == "BRANCH":
        for branch in argument[1]:
            yield from _extend(going, branch)
    elif operation in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, body = argument
        if least == 0:
            yield from going
        once = _extend(going, body)
        for spelled, state in once:
            yield spelled, "open" if state == "going" and int(most) > 1 else state
    elif operation == "IN":
        for spelled, _ in going:
            yield from _one_of(spelled, argument)
    elif operation in ("ASSERT", "ASSERT_NOT", "AT"):
        yield from going
    else:
        for spelled, _ in going:
            yield spelled, "open"


def _one_of(spelled: str, argument: Any) -> Iterator[tuple[str, str]]:
    """A class of characters: each of its letters or figures begins a word, a blank or mark ends one."""
    for kind, value in argument:
        if str(kind) == "LITERAL":
            chars = chr(value)
        elif str(kind) == "RANGE":
            chars = "".join(map(chr, range(value[0], value[1] + 1)))
        elif str(value) == "CATEGORY_DIGIT":
            chars = "0123456789"
        else:
            yield spelled, "open"
            continue
        for char in chars:
            if char.isalnum():
                yield spelled + char, "open"
            else:
                yield spelled, "whole" if spelled else "open"
