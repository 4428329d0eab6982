"""What a step over a whole dossier found, kept for as long as nothing that it is made of has changed.

A decision on a row leaves the stories and the actors of ten thousand articles as they were.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Protocol, TypeVar

import msgspec

from recoupe import __version__

Found = TypeVar("Found")


class Steps(Protocol):
    """The last result of each step, under the digest of what it was made of."""

    def recall(self, step: str, digest: bytes) -> bytes | None: ...

    def keep(self, step: str, digest: bytes, found: bytes) -> None: ...


def digest(made_of: object) -> bytes:
    """What stands for all that a step is made of, and for the version of the program."""
    return hashlib.sha256(msgspec.msgpack.encode([__version__, made_of])).digest()


def once(
    steps: Steps | None, step: str, made_of: object, found: type[Found], find: Callable[[], Found]
) -> Found:
    """What ``find`` gives, or gave when the step was last taken on the same; ``found`` is its type."""
    if steps is None:
        return find()
    key = digest(made_of)
    known = steps.recall(step, key)
    if known is not None:
        try:
            return msgspec.msgpack.decode(known, type=found)
        except msgspec.ValidationError:
            pass
    fresh = find()
    steps.keep(step, key, msgspec.msgpack.encode(fresh))
    return fresh
