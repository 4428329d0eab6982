"""Every offset in every annotation line is right, whatever the text; the same article always gives the same line."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe.annotate import annotate
from recoupe.lines import annotation_line, encode_line
from recoupe.model import Annotation, Article, Manner, Span
from recoupe.readers import read_paths

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "corpora" / "orange" / "2020-05_2020-06.jsonl"

SENTENCES = [
    "« Nous n'accepterons rien », a déclaré mardi la ministre Odile Ferrand.",
    "Selon deux sources proches du dossier, le port de Morlane serait fermé le 3 mai.",
    'Le président a dit que "la trêve tient" et que 12 soldats étaient rentrés.',
    "Date 2024-04 La Varénie menace de frapper si l'accord échoue.",
    "MORLANE - Plus de 40 blessés ont été évacués hier soir, d'après l'armée.",
    "« Il m'a dit : “partez demain” », raconte-t-il.",
    "https://exemple.test/page?a=1 Partager cet article",
    "Le gouvernement s'oppose à toute sanction, a-t-il répété en juin 2023.",
    "14 avril 2024",
    "D'ici à deux mois, Otto Brenn quittera le conseil.",
]
ODD = [
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\u00a0",
    "\u202f",
    "\u0301",
    "\U0001f680",
    "\u200f",
    "\x00",
    "»",
    "«",
    '"',
    "…",
    "\t",
]
ODD += ["\u200b", "\ufeff", "ﬁ", "\u2028", "İ", "(", ".", "AFP."]

texts = st.lists(st.sampled_from(SENTENCES) | st.sampled_from(ODD) | st.text(max_size=8), max_size=14).map(
    "".join
)


def check_line(annotation: Annotation) -> None:
    """Fail where an offset, a key or an index of the line does not hold."""
    text = annotation.text
    check_zones(annotation)
    spans: list[Span] = [
        *annotation.times,
        *annotation.mentions,
        *annotation.attributions,
        *annotation.events,
    ]
    spans += [*annotation.positions, *annotation.quantities]
    for said in annotation.attributions:
        spans += [part for part in (said.speaker, said.cue, said.addressee, *said.via) if part is not None]
        content = text[said.start : said.end]
        assert not content[:1].isspace(), content
        if said.speaker is not None:
            assert text[said.speaker.start : said.speaker.end].strip()
    for position in annotation.positions:
        if position.target_span is not None:
            spans.append(position.target_span)
            assert position.target == text[position.target_span.start : position.target_span.end]
    for span in spans:
        assert 0 <= span.start < span.end <= len(text), span
    check_references(annotation)
    line = encode_line(annotation_line(annotation))
    assert json.loads(line)["text"] == text
    assert line.count(b"\n") == 1


def check_contents(annotation: Annotation) -> None:
    """A content starts after the word that joins it to the verb of saying, unless that word is itself quoted."""
    for said in annotation.attributions:
        content = annotation.text[said.start : said.end]
        assert said.kind is Manner.DIRECT or not content.startswith(("que ", "qu'", "qu’")), content


def check_zones(annotation: Annotation) -> None:
    covered = 0
    for zone in annotation.zones:
        assert covered <= zone.start < zone.end <= len(annotation.text)
        assert not annotation.text[covered : zone.start].strip()
        covered = zone.end
    assert not annotation.text[covered:].strip()


def check_references(annotation: Annotation) -> None:
    keys = {actor.key for actor in annotation.actors}
    said = range(len(annotation.attributions))
    assert len(keys) == len(annotation.actors)
    assert {mention.actor for mention in annotation.mentions} <= keys
    assert {position.holder for position in annotation.positions} <= keys
    for event in annotation.events:
        assert {*event.actors, *event.recipients} <= keys
    for record in (*annotation.events, *annotation.positions, *annotation.quantities):
        assert record.attribution is None or record.attribution in said
    for attribution in annotation.attributions:
        for party in (attribution.speaker, attribution.addressee):
            assert party is None or party.actor is None or party.actor in keys


@cache
def example() -> tuple[Article, ...]:
    found = read_paths([str(ROOT / "examples" / "articles")])
    return tuple(item for item in found if isinstance(item, Article))


def test_offsets_of_the_example() -> None:
    annotations = list(annotate(example()))
    assert [annotation.id for annotation in annotations] == [article.id for article in example()]
    for annotation in annotations:
        check_line(annotation)
        check_contents(annotation)


def test_an_article_is_read_alike_alone_and_among_others() -> None:
    together = list(annotate(example()[:8]))
    assert [next(iter(annotate([article]))) for article in example()[:8]] == together


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts)
def test_offsets_of_any_text(text: str) -> None:
    article = Article(id="1", text=text, language="fr", stated_date="2024-04-14")
    (annotation,) = annotate([article])
    check_line(annotation)
    check_contents(annotation)
    assert next(iter(annotate([article]))) == annotation


@pytest.mark.skipif(not REAL.is_file(), reason="the corpus of real articles is not here")
def test_offsets_of_real_articles() -> None:
    with REAL.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line, _ in zip(file, range(40), strict=False)]
    for annotation in annotate(
        Article(id=row["id"], text=row["text"], stated_date=row["published"]) for row in rows
    ):
        check_line(annotation)
        check_contents(annotation)
