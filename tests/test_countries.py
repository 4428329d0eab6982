"""The tables of countries: every ISO 3166 country in both languages, named as CLDR names it, with adjectives and capitals."""

from __future__ import annotations

import pytest
from actor_stage import actors_of

from recoupe.annotate.actors.lexicon import lexicon, pieces
from recoupe.languages import word_list

# Territories of CLDR that the press does not speak of as countries, dissolved states and technical codes.
LEFT_OUT = frozenset(
    [
        "ABW", "AIA", "ALA", "ASC", "ASM", "ATA", "ATF", "BES", "BLM", "BMU", "BUR", "BVT", "CCK", "COK",
        "CPT", "CUW", "CXR", "CYM", "DDR", "DGA", "FLK", "FRO", "FXX", "GGY", "GIB", "GLP", "GUF", "GUM",
        "HMD", "IMN", "IOT", "JEY", "MAF", "MNP", "MSR", "MTQ", "MYT", "NFK", "NIU", "PCN", "QUU", "REU",
        "SGS", "SHN", "SJM", "SPM", "SXM", "TAA", "TCA", "TKL", "TMP", "UMI", "VGB", "VIR", "WLF", "XAA",
        "XBB", "XKK", "YMD", "ZAR", "ZZZ",
    ]
)  # fmt: skip
# Where the press has another name than CLDR.
OTHERWISE = {"fr": {"COD", "MMR", "PSE", "VAT"}, "en": {"COD", "COG", "MMR", "PSE"}}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_country_of_cldr_has_its_name(language: str) -> None:
    core = pytest.importorskip(
        "babel.core", reason="Babel is not installed: names are not compared with CLDR"
    )
    names = core.Locale(language).territories
    codes = {
        three: two[0]
        for three, two in core.get_global("territory_aliases").items()
        if len(three) == 3 and three.isalpha() and len(two) == 1 and two[0] in names
    }
    table = word_list(language, "countries")["countries"]
    assert sorted(codes.keys() - table.keys() - LEFT_OUT) == []
    assert sorted(table.keys() - codes.keys()) == ["XKX"]
    other = {
        code
        for code, row in table.items()
        if code in codes and _plain(names[codes[code]]) not in {_plain(name) for name in row[0].split("|")}
    }
    assert other - {"HKG", "MAC"} <= OTHERWISE[language]


def _plain(name: str) -> tuple[str, ...]:
    return tuple(word for word in pieces(name) if word not in {"and", "the", "saint", "st"})


def test_both_languages_hold_the_same_countries() -> None:
    french, english = (word_list(language, "countries")["countries"] for language in ("fr", "en"))
    assert french.keys() == english.keys()


def test_no_name_stands_for_two_countries() -> None:
    for language in ("fr", "en"):
        codes: dict[tuple[str, ...], set[str]] = {}
        for code, row in word_list(language, "countries")["countries"].items():
            for name in row[0].split("|"):
                codes.setdefault(pieces(name), set()).add(code)
        assert {name: found for name, found in codes.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Les Surinamais ont voté.", "SUR"),
        ("Nouméa exige des garanties.", "NCL"),
        ("La délégation kényane est partie.", "KEN"),
        ("Le Sahara occidental attend.", "ESH"),
        ("Les autorités malgaches ont nié.", "MDG"),
    ],
)
def test_names_adjectives_and_capitals_give_the_code(text: str, code: str) -> None:
    assert code in {actor.country for actor in actors_of(text)[0].values()}


@pytest.mark.parametrize(("word", "code"), [("Vanuatu", "VUT"), ("Gambian", "GMB"), ("Maseru", "LSO")])
def test_english_tables_give_the_code(word: str, code: str) -> None:
    assert code in {name.country for name in lexicon("en").names.values(pieces(word))}
