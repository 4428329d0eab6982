"""Finding the mention that stands at a place of an article.

The other layers ask by offsets: who is meant by ``text[start:end]``?
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from recoupe.model import Actor, Mention


class MentionIndex:
    """The mentions of one article by place, and the actor of each.

    Built once per article from the records that ``find_actors`` gives; a look-up costs the logarithm of their number
    plus the mentions nested there.
    """

    def __init__(self, actors: Iterable[Actor], mentions: Iterable[Mention]):
        self._actors = {actor.key: actor for actor in actors}
        self._mentions = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
        self._starts = [mention.start for mention in self._mentions]
        self._longest = max((mention.end - mention.start for mention in self._mentions), default=0)

    def _overlapping(self, start: int, end: int) -> list[Mention]:
        low = bisect_left(self._starts, start - self._longest)
        high = bisect_left(self._starts, max(end, start + 1))
        return [mention for mention in self._mentions[low:high] if mention.end > start]

    def at(self, start: int, end: int) -> Mention | None:
        """The mention for ``start:end``: the shortest that covers it, else the outermost inside it that starts first,
        else the one that overlaps it most; None where none touches it."""
        touching = self._overlapping(start, end)
        covering = [mention for mention in touching if mention.start <= start and mention.end >= end]
        if covering:
            return min(covering, key=lambda mention: (mention.end - mention.start, mention.start))
        inside = [mention for mention in touching if mention.start >= start and mention.end <= end]
        if inside:
            return min(inside, key=lambda mention: (mention.start, -mention.end))
        return max(
            touching,
            key=lambda mention: (min(end, mention.end) - max(start, mention.start), -mention.start),
            default=None,
        )

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie wholly inside ``start:end``, in the order of the text, outer before inner."""
        low, high = bisect_left(self._starts, start), bisect_right(self._starts, end)
        return [mention for mention in self._mentions[low:high] if mention.end <= end]

    def actor(self, mention: Mention) -> Actor:
        """The actor that a mention refers to; KeyError for a mention of another article."""
        return self._actors[mention.actor]
