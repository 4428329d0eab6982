"""Names as they sound, so that spellings of one name are one: "Netanyahou" and "Netanyahu"."""

from __future__ import annotations

from functools import cache, lru_cache

from recoupe.annotate.actors.lexicon import Lexicon
from recoupe.languages import word_list


@cache
def _transliterations() -> tuple[tuple[str, str], ...]:
    return tuple((written, heard) for written, heard in word_list("fr", "names")["transliteration"]["pairs"])


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A folded word without the freedoms of transliteration: "netanyahou" and "netanyahu", "poutine" and "putin" are alike."""
    found = word
    for written, heard in _transliterations():
        found = found.replace(written, heard)
    kept = [letter for index, letter in enumerate(found) if index == 0 or letter != found[index - 1]]
    plain = "".join(kept)
    return plain[:-1] if plain.endswith("e") and len(plain) > 4 else plain


def sounds(words: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """The words of a name as they sound, without particles."""
    found = tuple(sound(word) for word in words if word not in lexicon.particles)
    return found or tuple(sound(word) for word in words)
