"""The account as schema.org JSON-LD: articles, what is claimed in them and by whom; a review only where a person gave a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recoupe.decisions import DecisionKind
from recoupe.exports.material import Material, actors_of, issued, title_of
from recoupe.exports.words import digest, json_bytes, one_line
from recoupe.languages import word_list
from recoupe.model import AccountRow, ActorKind, StatementRow, Verdict
from recoupe.views.rows import web_address

RATINGS = {DecisionKind.REJECT.value: 1, DecisionKind.CONFIRM.value: 5}
"""How a person's verdict stands on the scale from 1 (worst) to 5 (best) that a review has to name."""


def encode(material: Material) -> Iterator[bytes]:
    """One graph: NewsArticle for each chosen article, Claim for each row that claims something, ClaimReview for each verdict."""
    yield b'{"@context":"https://schema.org","@graph":[\n'
    yield b",\n".join(map(json_bytes, _nodes(material)))
    yield b"\n]}\n"


def _nodes(material: Material) -> Iterator[dict[str, Any]]:
    for key in material.articles:
        yield _article(material, key)
    for row in material.claims:
        yield _claim(material, row)
        if verdict := next((each for each in reversed(row.decided) if each.kind in RATINGS), None):
            yield _review(material, row, verdict)


def _article(material: Material, key: str) -> dict[str, Any]:
    annotation = material.texts[key]
    article = annotation.article
    return _present(
        {
            "@type": "NewsArticle",
            "@id": _id("article", key),
            "headline": one_line(title_of(annotation)),
            "url": web_address(article.url),
            "datePublished": issued(material.published(key)),
            "inLanguage": annotation.language,
            "author": {"@type": "Person", "name": one_line(article.author)} if article.author else None,
            "publisher": {"@type": "Organization", "name": one_line(article.outlet)}
            if article.outlet
            else None,
            "articleBody": annotation.text if material.with_text else None,
        }
    )


def _claim(material: Material, row: AccountRow) -> dict[str, Any]:
    """A row as what somebody claims: in its words, by whom, where it was read first and where else."""
    cited = list(dict.fromkeys(passage.place.id for passage in material.passages([row])))
    cited.sort(key=lambda key: material.published(key).earliest or "9999")
    quotes = list(dict.fromkeys(material.quote(place) for place in row.evidence))
    return _present(
        {
            "@type": "Claim",
            "@id": _id("claim", row.key),
            "name": one_line(row.summary),
            "text": row.content if isinstance(row, StatementRow) else one_line(row.summary),
            "author": [
                {"@type": "Person" if actor.kind is ActorKind.PERSON else "Organization", "name": one_line(actor.name)}
                for role, actor in actors_of(row)
                if role in ("speaker", "holder", "owner")
            ],
            "temporalCoverage": f"{row.earliest or '..'}/{row.latest or '..'}" if row.earliest or row.latest else None,
            "creativeWorkStatus": str(row.standing),
            "citation": [one_line(quote) for quote in quotes if quote],
            "firstAppearance": {"@id": _id("article", cited[0])} if cited else None,
            "appearance": [{"@id": _id("article", key)} for key in cited],
        }
    )  # fmt: skip


def _review(material: Material, row: AccountRow, verdict: Verdict) -> dict[str, Any]:
    said = word_list(material.language, "exports")["verdicts"][verdict.kind]
    return {
        "@type": "ClaimReview",
        "@id": _id("review", row.key, str(verdict.number), verdict.author, verdict.at),
        "claimReviewed": one_line(row.summary),
        "itemReviewed": {"@id": _id("claim", row.key)},
        "author": {"@type": "Person", "name": one_line(verdict.author)},
        "datePublished": verdict.at,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATINGS[verdict.kind],
            "worstRating": 1,
            "bestRating": 5,
            "alternateName": said,
        },
    }


def _present(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value}


def _id(*parts: str) -> str:
    return f"urn:recoupe:{parts[0]}:{digest(*parts)}"
