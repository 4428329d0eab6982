"""The templates' surroundings: everything that pages written from the account share, whatever wraps them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from recoupe.order import is_awaited
from recoupe.views.aligned import Run
from recoupe.views.passages import displayed
from recoupe.views.rows import web_address
from recoupe.views.wording import Wording


@cache
def environment(wording: Wording, *loaders: BaseLoader) -> Environment:
    """Templates of the views, worded by ``wording``; ``loaders`` hold further ones, which come first.

    What a template writes is escaped, and cleaned of characters that would change how its neighbours read.
    """
    made = Environment(
        loader=ChoiceLoader([*loaders, PackageLoader("recoupe.views")]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(web_address=web_address)
    made.filters["sum_words"] = _count_words
    made.filters["typeset"] = wording.typeset
    made.tests["awaited"] = is_awaited
    made.tests["single"] = lambda articles: len(articles) < 2
    return made


def _clean(value: object) -> object:
    """Every piece of data that a template writes, without characters that would change how the page reads."""
    return displayed(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _count_words(runs: Sequence[Run]) -> int:
    return sum(len(run.words.split()) for run in runs)
