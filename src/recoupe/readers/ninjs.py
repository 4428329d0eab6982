"""News agencies' JSON (ninjs 1 to 3): one item, an array of items, or one item a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers import lines
from recoupe.readers.fields import make_article
from recoupe.readers.markup import plain_text
from recoupe.readers.source import Source

MARKS = re.compile(
    rb'"(?:versioncreated|versionCreated|body_?xhtml|body_?text|pubstatus|pubStatus|bodies)"\s{0,9}:'
)
BODIES = ("body_text", "bodytext", "body_xhtml", "bodyxhtml", "body_html", "bodyhtml")
DATES = ("firstcreated", "firstCreated", "versioncreated", "versionCreated")
WITHDRAWN = ("canceled", "cancelled", "withheld")
KEPT = ("located", "pubstatus", "pubStatus", "urgency", "version", "copyrightholder", "copyrightHolder", "usageterms", "usageTerms", "versioncreated", "versionCreated")  # fmt: skip


def sniff(head: bytes, name: str) -> bool:
    """Whether the input is JSON and its first items have a ``uri`` and two fields that only ninjs has."""
    found = set(MARKS.findall(head[:65_536]))
    return lines.sniff(head, name) and b'"uri"' in head[:65_536] and len(found) > 1


def read(source: Source) -> Iterator[Article | InputRow]:
    """The items that are text, in order; those cancelled or withheld are a row each."""
    for value, origin in lines.values(source):
        if isinstance(value, dict):
            yield from _read_item(value, origin)
        else:
            yield problem_row(origin, value if isinstance(value, Problem) else Problem.LINE_BROKEN)


def _read_item(item: dict[str, Any], origin: str) -> Iterator[Article | InputRow]:
    status = str(item.get("pubstatus") or item.get("pubStatus") or "").lower()
    if status in WITHDRAWN:
        yield problem_row(origin, Problem.CANCELLED)
        return
    dates = [(name, item[name]) for name in DATES if isinstance(item.get(name), str)]
    place, stated = next(iter(dates), ("", ""))
    yield from make_article(
        origin,
        _text(item),
        id=_words(item.get("uri")),
        title=_words(item.get("headline")) or _listed(item.get("headlines")) or None,
        author=_words(item.get("byline")) or _listed(item.get("by")) or None,
        outlet=_words(item.get("provider")) or _words(item.get("copyrightholder")) or None,
        stated=stated,
        place=f"“{place}”",
        url=_address(item.get("uri")),
        language=_language(item.get("language")),
        extra={name: item[name] for name in KEPT if item.get(name)},
    )


def _text(item: dict[str, Any]) -> str:
    """The longest of the bodies."""
    bodies = [value for name in BODIES if isinstance(value := item.get(name), str)]
    listed = item.get("bodies")
    if isinstance(listed, list):
        bodies += [
            each["value"]
            for each in listed[:50]
            if isinstance(each, dict) and isinstance(each.get("value"), str)
        ]
    return max(map(plain_text, bodies), key=len, default="")


def _listed(value: Any) -> str:
    """The value of the first of a list of objects, as ninjs 2 gives headlines."""
    first = value[0] if isinstance(value, list) and value else None
    return _words(first.get("value")) if isinstance(first, dict) else ""


def _words(value: Any) -> str:
    """One line of words; the name of an object that has one."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("literal")
    return " ".join(plain_text(value).split())[:500] if isinstance(value, str) else ""


def _language(value: Any) -> str | None:
    code = value.split("-")[0].lower() if isinstance(value, str) else ""
    return code if len(code) in (2, 3) and code.isalpha() and code.isascii() else None


def _address(value: Any) -> str | None:
    return value if isinstance(value, str) and value.lower().startswith(("http://", "https://")) else None
