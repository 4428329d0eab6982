"""OPML: lists of feeds. Files that stand beside the list are read, addresses are left to be fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from recoupe.errors import Problem, problem_row
from recoupe.readers.decoding import opening
from recoupe.readers.markup import local_name, parse_xml, root_element
from recoupe.readers.source import Budget, Item, Link, Source, make_part

MAX_FEEDS = 10_000


def sniff(head: bytes, name: str) -> bool:
    """Whether the root element is ``opml``."""
    return root_element(opening(head)) == "opml"


def read(source: Source) -> Iterator[Item]:
    """The feeds, in the order of the list."""
    root = parse_xml(source.read_whole())
    feeds = (
        [each for each in root.iter() if local_name(each) == "outline" and each.get("xmlUrl")]
        if root is not None
        else []
    )
    if root is None:
        yield problem_row(source.origin, Problem.NOT_READABLE_AS, detail="OPML")
    for number, feed in enumerate(feeds[:MAX_FEEDS], start=1):
        address = feed.get("xmlUrl").strip()
        title = feed.get("title") or feed.get("text")
        origin = f"{source.origin}#{number}"
        if address.lower().startswith(("http://", "https://")):
            yield Link(origin, address, {"outlet": title})
        else:
            yield _open_beside(source, address, origin, title)


def _open_beside(source: Source, address: str, origin: str, title: str | None) -> Item:
    """A feed's file in the folder of the list, or under it; nothing outside that folder is opened."""
    name = PurePosixPath(unquote(address.removeprefix("file:")))
    if source.folder is None or name.is_absolute() or ".." in name.parts or ":" in address:
        return problem_row(origin, Problem.NAME_LEAVES)
    root = source.folder.resolve()
    path = root / name
    try:
        if not path.resolve().is_relative_to(root) or not path.is_file():
            return problem_row(origin, Problem.NOT_FOUND if not path.exists() else Problem.NAME_LEAVES)
        with path.open("rb") as stream:
            data = Source(origin, path.stem, b"", stream).read_whole()
    except (OSError, ValueError):
        return problem_row(origin, Problem.UNREADABLE)
    return make_part(source, origin, path.name, data, Budget(len(data)), {"outlet": title})
