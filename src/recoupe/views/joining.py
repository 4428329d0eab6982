"""Rows that hang together: sets joined two by two."""

from __future__ import annotations

from collections.abc import Iterable


class Joined:
    """Disjoint sets of keys (union by path halving); keys that were not given at the start are left alone."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._leader = {key: key for key in keys}

    def first(self, key: str) -> str:
        """The key that stands for the whole set of ``key``."""
        leader = self._leader
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    def join(self, one: str, other: str) -> None:
        """Put two keys into one set."""
        if one in self._leader and other in self._leader:
            self._leader[self.first(one)] = self.first(other)
