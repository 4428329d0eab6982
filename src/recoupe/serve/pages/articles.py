"""Articles: all of them, one with its marks, two side by side."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from recoupe.crosscheck.republished import reprints_of
from recoupe.model import InputStatus, MatchKind
from recoupe.serve.files import Card
from recoupe.serve.filters import choices, filters_of
from recoupe.serve.pages.inputs import worded
from recoupe.serve.paging import sheet_of
from recoupe.serve.reading import Reading
from recoupe.serve.room import address, not_found, page, reading_of, room_of
from recoupe.views.aligned import AlignedPair, align
from recoupe.views.articles import ArticleView, margins
from recoupe.views.copying import Share, tints_of
from recoupe.views.passages import paragraphs

ARTICLES_PER_PAGE = 50
MARGIN_NOTES = 4
SHARES_SHOWN = 12

_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")


def show_all(request: Request) -> Response:
    """All articles, the latest first."""
    reading, filters = reading_of(request), filters_of(request.query_params)
    order = reading.published_order
    if filters.outlet:
        order = [article for article in order if reading.digest.cards[article].outlet == filters.outlet]
    sheet = sheet_of(request, order, ARTICLES_PER_PAGE)
    return page(
        request,
        "page_articles.html.j2",
        reading=reading,
        sheet=sheet,
        filters=filters,
        choices=choices(reading, filters),
    )


def show(request: Request) -> Response:
    """One article: its text, the rows that rest on it, what it took from whom and who took from it."""
    reading = reading_of(request)
    article = article_of(reading, request.path_params["number"])
    found = _PLACE.fullmatch(request.query_params.get("at", ""))
    at = (int(found[1]), int(found[2])) if found else None
    decisions = room_of(request).shelf.files.decisions()
    return page(
        request,
        "page_article.html.j2",
        reading=reading,
        view=_view(reading, article, at),
        card=reading.digest.cards[article],
        doubts=_doubts(request, reading.digest.cards[article]),
        reprints=reprints_of(reading.digest.articles[article].article),
        margin_most=MARGIN_NOTES,
        shares=reading.sharing.get(article, [])[:SHARES_SHOWN],
        pair_href=lambda share: pair_href(reading, share),
        deciding="article",
        at=at or (0, len(reading.digest.articles[article].text)),
        chosen=at is not None,
        note_href=lambda start, end: address(request, at=f"{start}-{end}") + "#deciding",
        letter=decisions.letter(reading.digest.cards[article].outlet),
        decided=decisions.articles.get(article, []),
        back=request.url.path,
    )


def _doubts(request: Request, card: Card) -> list[str]:
    """Why an article was not read wholly, in the reader's language."""
    rows = room_of(request).shelf.files.inputs(card.origin)
    return [
        " — ".join(filter(None, (row.reason, row.remedy)))
        for row in worded(request, rows)
        if row.origin == card.origin and row.status is InputStatus.PARTIAL
    ]


def show_pair(request: Request) -> Response:
    """Two articles with the passages they have in common facing each other."""
    reading = reading_of(request)
    earlier, later = (article_of(reading, request.path_params[side]) for side in ("earlier", "later"))
    share = next((share for other, share in reading.sharing.get(later, ()) if other == earlier), None)
    if share is None:
        raise not_found()
    earlier, later = share.earlier, share.later
    common = [
        match
        for match in reading.matches.get(later, ())
        if match.earlier.id == earlier and match.later.id == later and match.kind is not MatchKind.BOILERPLATE
    ]
    texts = reading.digest.articles
    rows = reading.aligned.get((earlier, later), lambda: align(texts[earlier], texts[later], common))
    return page(
        request,
        "page_pair.html.j2",
        reading=reading,
        pair=AlignedPair(share, rows),
        because=sorted({match.because for match in common if match.because}),
        passages=common,
        kinds=MatchKind,
        deciding="pair",
        decided=[
            shown
            for shown in room_of(request).shelf.files.decisions().articles.get(later, [])
            if any(anchor.id == earlier for anchor in shown.decision.passages)
        ],
        back=request.url.path,
    )


def article_of(reading: Reading, number: int) -> str:
    """The id of the article of this number; raises what becomes a page that says there is none."""
    article = reading.by_number.get(number)
    if article is None:
        raise not_found()
    return article


def pair_href(reading: Reading, share: Share) -> str:
    """The address of two articles side by side."""
    earlier, later = (reading.digest.cards[article].number for article in (share.earlier, share.later))
    return f"/pair/{earlier}/{later}"


def _view(reading: Reading, article: str, at: tuple[int, int] | None) -> ArticleView:
    annotation = reading.digest.articles[article]
    resting = reading.by_article.get(article, [])
    places = {(evidence.start, evidence.end) for evidence, _ in resting}
    if at is not None and at[0] <= at[1] <= len(annotation.text):
        places.add(at)
    tints = tints_of(reading.matches.get(article, ()), reading.tints).get(article, [])
    cut = paragraphs(annotation.text, annotation.zones, places, tints)
    published = reading.account.published.get(article)
    return ArticleView(
        id="p",
        annotation=annotation,
        title=reading.digest.title(article),
        published=reading.digest.wording.published(published),
        because=published.because if published else "",
        paragraphs=cut,
        margins=margins(
            [zone.start for zone in annotation.zones],
            len(cut),
            [(evidence.start, row) for evidence, row in resting],
        ),
        original=1.0,
        shares=reading.sharing.get(article, []),
        tint=reading.tints.get(article, 0),
    )
