"""Many files in one: a zip archive that is the same, byte for byte, whenever it is made from the same files."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

CHUNK_BYTES = 1 << 20
MADE = (1980, 1, 1, 0, 0, 0)
"""The time that every file in an archive bears: the earliest that the format can tell."""
READABLE = 0o644 << 16


def pack(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The archive of these files (path with ``/``, content), in their order, piece by piece."""
    with TemporaryFile() as held:
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in files:
                entry = zipfile.ZipInfo(path, MADE)
                entry.external_attr = READABLE
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)
        yield from pieces(held)


def pieces(held: IO[bytes]) -> Iterator[bytes]:
    """What a file holds, from its start, a piece at a time."""
    held.seek(0)
    while piece := held.read(CHUNK_BYTES):
        yield piece
