"""Members of ZIP files as bytes, counted while they are unpacked, whatever the archive says of their sizes."""

from __future__ import annotations

import lzma
import zipfile
import zlib

from recoupe.readers.source import MAX_FILE_BYTES, Budget

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
CHUNK_BYTES = 262_144


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo | str, budget: Budget) -> bytes | None:
    """The bytes of a member; None for more than ``MAX_FILE_BYTES``.

    Raises UnpackedTooLarge, and one of ``BROKEN`` where the member is damaged, encrypted or packed in an unknown way.
    """
    pieces: list[bytes] = []
    size = 0
    with archive.open(member) as stream:
        while piece := stream.read(CHUNK_BYTES):
            budget.spend(len(piece))
            size += len(piece)
            if size > MAX_FILE_BYTES:
                return None
            pieces.append(piece)
    return b"".join(pieces)
