"""Notes that link to each other, for Obsidian and its like: one for each claim, one for each actor, one that lists them.

Every note has a YAML head; words of articles are escaped, so that nothing in them is taken for a link, a tag or code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from recoupe.exports.material import ACCOUNT_KINDS, CLAIM_KINDS, Material, actors_of, kind_of
from recoupe.exports.packing import pack
from recoupe.exports.telling import Source, cited
from recoupe.exports.words import file_name, json_bytes, one_line, unique
from recoupe.languages import word_list
from recoupe.model import AccountRow, ActorName, ActorRow, LedgerRow, RelationRow, Verdict
from recoupe.views.wording import wording

TITLE_CHARACTERS = 80
TAGS = re.compile(r"[\\`*_\[\]<>#|~$%^&]")
ADDRESS = re.compile(r"[\s()<>\\]")


def encode(material: Material) -> Iterator[bytes]:
    """The folder of notes as a zip archive."""
    return pack(_Notes(material).files())


def _escaped(text: str) -> str:
    """Words on one line in which nothing is Markdown, HTML, a link between notes or a formula."""
    return TAGS.sub(r"\\\g<0>", one_line(text))


class _Notes:
    """The notes by the keys of their rows and actors."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.say = wording(material.language)
        self.words = word_list(material.language, "exports")["notes"]
        self.claims = material.claims
        self.rows = {row.actor.key: row for row in material.account.rows if isinstance(row, ActorRow)}
        actors = {actor.key: actor for row in self.claims for _, actor in actors_of(row)}
        actors |= {row.actor.key: row.actor for row in material.rows if isinstance(row, ActorRow)}
        self.actors: dict[str, ActorName] = {key: actors[key] for key in sorted(actors)}
        titles = [file_name(actor.name, key) for key, actor in self.actors.items()]
        titles += [
            f"{file_name(row.summary[:TITLE_CHARACTERS], kind_of(row))} ({file_name(row.key, 'row')})"
            for row in self.claims
        ]
        keys = [*(f"actor:{key}" for key in self.actors), *(row.key for row in self.claims)]
        self.names = dict(zip(keys, unique([self.words["index"], *titles])[1:], strict=True))
        self.relations: dict[str, list[RelationRow]] = defaultdict(list)
        for row in material.account.rows:
            if isinstance(row, RelationRow):
                self.relations[row.source].append(row)
                self.relations[row.target].append(row)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every note with its path."""
        yield f"{self.words['index']}.md", self._note(self._index())
        folder = self.words["actors"]
        told: dict[str, list[tuple[str, AccountRow]]] = defaultdict(list)
        for row in self.claims:
            for role, actor in actors_of(row):
                told[actor.key].append((role, row))
        for key, actor in self.actors.items():
            lines = self._actor(actor, told[key])
            yield f"{folder}/{self.names[f'actor:{key}']}.md", self._note(lines)
        for row in self.claims:
            yield f"{self.words['claims']}/{self.names[row.key]}.md", self._note(self._claim(row))

    def _note(self, lines: list[str]) -> bytes:
        return ("\n".join(lines) + "\n").encode("utf-8", "replace")

    def _link(self, key: str) -> str:
        return f"[[{self.names[key]}]]"

    def _head(self, **fields: object) -> list[str]:
        """The YAML head; JSON strings and lists are YAML too."""
        return [
            "---",
            *(f"{name}: {json_bytes(value).decode()}" for name, value in fields.items() if value),
            "---",
        ]

    def _index(self) -> list[str]:
        lines = [f"# {self.words['index']}"]
        for kind in CLAIM_KINDS:
            rows = [row for row in self.claims if isinstance(row, ACCOUNT_KINDS[kind])]
            if rows:
                lines += ["", f"## {self.words[kind]}", ""]
                lines += [
                    f"- {self._link(row.key)} ({self.say(f'standing.{row.standing.value}')})" for row in rows
                ]
        if self.actors:
            lines += [
                "",
                f"## {self.words['actors']}",
                "",
                *(f"- {self._link(f'actor:{key}')}" for key in self.actors),
            ]
        return lines

    def _actor(self, actor: ActorName, told: list[tuple[str, AccountRow]]) -> list[str]:
        row = self.rows.get(actor.key)
        names = [one_line(name) for name in row.names if name != actor.name] if row else []
        head = self._head(
            key=actor.key, kind=actor.kind.value, country=row.country if row else None, aliases=names, tags=["recoupe/actor"]
        )  # fmt: skip
        lines = [*head, "", f"# {_escaped(actor.name)}"]
        if row and row.offices:
            lines += [
                "",
                *(
                    f"- {_escaped(office.title)} ({office.since or '…'} – {office.until or '…'})"
                    for office in row.offices
                ),
            ]
        links = dict.fromkeys(
            f"- {self.words['roles'][role]} {self._link(claim.key)}" for role, claim in told
        )
        return [*lines, *(["", *links] if links else [])]

    def _claim(self, row: AccountRow) -> list[str]:
        kind = kind_of(row)
        head = self._head(
            key=row.key, row=kind, standing=row.standing.value, earliest=row.earliest, latest=row.latest,
            origins=len(row.lineages), tags=[f"recoupe/{kind}", f"recoupe/{row.standing.value}"],
        )  # fmt: skip
        standing = self.say(f"standing.{row.standing.value}")
        lines = [*head, "", f"# {_escaped(row.summary)}", ""]
        lines += [f"{self.say.row_date(row)} · {standing}", "", _escaped(row.because)]
        actors = [
            f"- {self.words['roles'][role]} {self._link(f'actor:{actor.key}')}"
            for role, actor in actors_of(row)
        ]
        lines += ["", *dict.fromkeys(actors)] if actors else []
        if isinstance(row, LedgerRow) and row.parts:
            lines += [
                "",
                *(
                    f"- {_escaped(part.what)}{self.say('grammar.colon')}{self.say(f'ledger.status.{part.status.value}')}"
                    for part in row.parts
                ),
            ]
        for citation in cited(self.material, row):
            sources = ", ".join(map(_source, citation.sources))
            lines += ["", f"> {_escaped(citation.quoted)}", f"> — {sources}"]
        lines += [line for verdict in row.decided for line in ("", f"- {self._decision(verdict)}")]
        lines += self._bearings(row)
        return lines

    def _decision(self, verdict: Verdict) -> str:
        """What a person decided on a row, by whom and on which day."""
        text = f"{self.say('grammar.colon')}{_escaped(verdict.text)}" if verdict.text else ""
        said = self.words["decisions"].get(verdict.kind, verdict.kind)
        return f"{said} ({_escaped(verdict.author)}, {verdict.at[:10]}){text}"

    def _bearings(self, row: AccountRow) -> list[str]:
        """How other claims bear on this one, as links."""
        found = []
        for relation in self.relations[row.key]:
            outward = relation.source == row.key
            other = relation.target if outward else relation.source
            if other in self.names and other != row.key:
                words = self.say(f"relation.{'from' if outward else 'to'}.{relation.kind.value}")
                found.append(f"- {words} {self._link(other)}")
        return ["", *dict.fromkeys(found)] if found else []


def _source(source: Source) -> str:
    name = _escaped(source.name)
    return f"[{name}]({ADDRESS.sub(_percent, source.url)})" if source.url else name


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace"))
