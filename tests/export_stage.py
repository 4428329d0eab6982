"""What tests of exports share: the invented situation, the same with hostile words in every field, readers of formats."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest
from account_fixture import small_account

from recoupe.exports import encode, kinds_for
from recoupe.exports.choosing import choose, read_conditions
from recoupe.exports.material import Material, gather
from recoupe.model import (
    Account,
    AccountRow,
    ActorName,
    ActorRow,
    Annotation,
    EventRow,
    LedgerRow,
    Lineage,
    StatementRow,
)

ACCOUNT, ANNOTATIONS, INPUTS = small_account()
HOSTILE = [
    "<script>alert(1)</script> & \"x\" ]]> 'y'",
    "deux\u2028lignes\u2029ici\x85et\x0blà\r\nER  - \r\nTY  - JOUR\nEND:VEVENT",
    "nul\x00 échap\x1b[31m demi\ud800paire \ufffe",
    "\u202etxt.exe\u2066 renversé",
    "}}, author = {x}}\n@comment{ \\input{/etc/passwd} $x_1^2$ 100% #1 ~",
    "[[lien]] ![[image]] #étiquette `= 1 + 1` %%secret%% | ^bloc $a$ <% x %> ---\n---\nclé: valeur",
    "=HYPERLINK(1)",
    "../../../etc/passwd",
    "🙂é" * 120,
    "****  *source_faux *date_1999\n**** encore\n-*theme_x",
    "",
    " \t\n ",
]


def hostile_situation() -> tuple[Account, list[Annotation]]:
    """The invented situation with hostile words for every name, sentence, outlet, address, title and text."""
    turn = iter(HOSTILE * 200)
    annotations = []
    for number, annotation in enumerate(ANNOTATIONS):
        words = HOSTILE[number % len(HOSTILE)]
        article = msgspec.structs.replace(
            annotation.article, outlet=next(turn) or None, title=next(turn) or None, author=next(turn) or None,
            url=["javascript:alert(1)", "https://a.example/x?a={}&b=\"'<>", "http://[", None][number % 4],
            text=annotation.text + "\n" + words,
        )  # fmt: skip
        last = annotation.zones[-1]
        zone = msgspec.structs.replace(
            last, start=len(annotation.text) + 1, end=len(annotation.text) + 1 + len(words)
        )
        annotations.append(
            msgspec.structs.replace(annotation, article=article, zones=(*annotation.zones, zone))
        )
    rows = tuple(_hostile_row(row, next(turn), next(turn)) for row in ACCOUNT.rows)
    lineages = tuple(Lineage(origin=next(turn), articles=lineage.articles) for lineage in ACCOUNT.lineages)
    return msgspec.structs.replace(ACCOUNT, rows=rows, lineages=lineages), annotations


def _hostile_row(row: AccountRow, summary: str, words: str) -> AccountRow:
    def named(actor: ActorName | None) -> ActorName | None:
        return msgspec.structs.replace(actor, name=words) if actor else None

    changes: dict[str, Any] = {"summary": summary, "because": words}
    match row:
        case EventRow():
            changes |= {"actors": tuple(map(named, row.actors)), "place": words}
        case StatementRow():
            changes |= {"speaker": named(row.speaker), "content": words}
        case ActorRow():
            changes |= {"actor": named(row.actor), "names": (words, summary)}
        case LedgerRow():
            changes |= {"parts": tuple(msgspec.structs.replace(part, what=words) for part in row.parts)}
        case _:
            pass
    return msgspec.structs.replace(row, **changes)


def material(name: str, hostile: bool = False, *kinds: str, where: str = "", **how: Any) -> Material:
    account, annotations = hostile_situation() if hostile else (ACCOUNT, ANNOTATIONS)
    conditions = read_conditions([where] if where else [], "fr")
    return choose(account, gather(annotations), kinds_for(name, kinds), conditions, inputs=INPUTS, **how)


def written(name: str, hostile: bool = False, *kinds: str, **how: Any) -> str:
    content = b"".join(encode(name, material(name, hostile, *kinds, **how)))
    return content.decode("utf-8")


both = pytest.mark.parametrize("hostile", [False, True], ids=["plain", "hostile"])


class Tags(HTMLParser):
    """The tags of a piece of HTML, with the addresses it links to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


def read_iramuteq(text: str) -> list[tuple[dict[str, str], str]]:
    """The texts of an IRaMuTeQ corpus with their variables, as the program takes them."""
    found: list[tuple[dict[str, str], list[str]]] = []
    for line in text.split("\n"):
        if line.startswith("****"):
            variables = re.findall(r"\*([a-z]+)_(\S+)", line)
            found.append((dict(variables), []))
        else:
            found[-1][1].append(line)
    return [(variables, "\n".join(lines).strip()) for variables, lines in found]
