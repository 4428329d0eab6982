"""What takes long to make and was asked for lately, kept for the next who asks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


class Recent(Generic[Key, Made]):
    """The ``most`` things that were asked for last, by key; two who ask at once may both make one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Key, Made] = {}
        self._lock = threading.Lock()

    def get(self, key: Key, make: Callable[[], Made]) -> Made:
        """What is kept under a key, made where it is not."""
        with self._lock:
            if key in self._kept:
                self._kept[key] = self._kept.pop(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]
        return made
