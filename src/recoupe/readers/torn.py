"""ZIP files that were cut or damaged, so that the directory at their end is lost: what is whole in them is found by its own headers.

Each member begins with a header that says its name and, mostly, its size (PKWARE's APPNOTE 4.3.7); where the size is told
only behind the member (4.3.9), its packed bytes say themselves where they end, and what is told there has to agree.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

MEMBER, DIRECTORY, DESCRIPTOR = b"PK\x03\x04", b"PK\x01\x02", b"PK\x07\x08"
LOCAL = struct.Struct("<4s5HL2L2H")
CENTRAL = struct.Struct("<4s6HL2L5H2L")
END = struct.Struct("<4s4H2LH")
SIZES = struct.Struct("<3L")
STORED, DEFLATED = 0, 8
SIZE_FOLLOWS = 0x8
IN_EXTRA = 0xFFFFFFFF
PIECE_BYTES = 65_536
MOST_UNPACKED_BYTES = 200_000_000
"""How much may be unpacked in all to see where members of unknown size end."""


class Found(NamedTuple):
    """A member that is whole: where its header stands, what it says, its sizes and checksum, and where what follows begins."""

    at: int
    version: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: int
    size: int
    name: bytes
    end: int


def mend(data: bytes, most_members: int) -> bytes:
    """A ZIP file with a directory of the members that are whole in a damaged one, at most ``most_members``; they stay where they are.

    Of the rest nothing is told. Links are not told from files, which only the lost directory would do.
    """
    members = list(_members(data, most_members))
    directory = b"".join(map(_entry, members))
    count = min(len(members), 0xFFFF)
    return b"".join(
        (data, directory, END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(data), 0))
    )


def _members(data: bytes, most: int) -> Iterator[Found]:
    """The whole members in their order; after a damaged one, from the next header on."""
    probe = _Probe()
    at, tried = data.find(MEMBER), 0
    while at >= 0 and tried < most and not probe.spent:
        tried += 1
        found = _member(data, at, probe)
        if found is not None:
            yield found
        at = data.find(MEMBER, found.end if found else at + len(MEMBER))


def _member(data: bytes, at: int, probe: _Probe) -> Found | None:
    """The member whose header stands at a place; None where it is not whole."""
    if at + LOCAL.size > len(data):
        return None
    _, version, flags, method, time, date, crc, packed, size, name_size, extra_size = LOCAL.unpack_from(
        data, at
    )
    start = at + LOCAL.size + name_size + extra_size
    name = data[at + LOCAL.size : at + LOCAL.size + name_size]
    if not name or start > len(data):
        return None
    if flags & SIZE_FOLLOWS:
        ended = probe.follow(data, start) if method == DEFLATED and not flags & 1 else None
        if ended is None:
            return None
        packed, size, crc = ended
        told = start + packed
        end = told + (4 if data.startswith(DESCRIPTOR, told) else 0) + SIZES.size
        if data[end - SIZES.size : end] != SIZES.pack(crc, packed, size):
            return None
    else:
        end = start + packed
    if IN_EXTRA in (packed, size) or end > len(data):
        return None
    return Found(at, version, flags, method, time, date, crc, packed, size, name, end)


class _Probe:
    """Unpacks members to see where they end; nothing of what they hold is kept."""

    def __init__(self) -> None:
        self._left = MOST_UNPACKED_BYTES

    @property
    def spent(self) -> bool:
        """Whether more was unpacked, or read to no end, than may be."""
        return self._left < 0

    def follow(self, data: bytes, start: int) -> tuple[int, int, int] | None:
        """The packed and unpacked size and the checksum of what is packed from ``start`` on; None where it does not end well."""
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        at, size, crc = start, 0, 0
        while not inflating.eof and not self.spent and (at < len(data) or inflating.unconsumed_tail):
            packed = inflating.unconsumed_tail or data[at : at + PIECE_BYTES]
            at += 0 if inflating.unconsumed_tail else len(packed)
            try:
                piece = inflating.decompress(packed, PIECE_BYTES)
            except zlib.error:
                return None
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            self._left -= len(piece) + len(packed)
        rest = len(inflating.unused_data)
        return (at - start - rest, size, crc) if inflating.eof else None


def _entry(member: Found) -> bytes:
    """The directory's line of a member."""
    head = (DIRECTORY, member.version, member.version, member.flags, member.method, member.time, member.date)
    sizes = (member.crc, member.packed, member.size)
    return CENTRAL.pack(*head, *sizes, len(member.name), 0, 0, 0, 0, 0, member.at) + member.name
