"""How many and how much: the amounts of an article with their bounds, units and owners.

A number is found by its digits or words; what stands before it makes a bound of it, what stands after it says what it
counts. A number that is a name, a date, an age, an index or a score is refused.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from recoupe.annotate.actors.lexicon import fold
from recoupe.annotate.quantities.bare import fate_of_others, noun_told
from recoupe.annotate.quantities.counted import Counted, Words, counted_after
from recoupe.annotate.quantities.measured import REACHING, measured_thing
from recoupe.annotate.quantities.scope import scoped
from recoupe.annotate.reading import Reading
from recoupe.languages import word_list
from recoupe.model import Quantity, TimeExpression, TimeType

# Digits with what parts their thousands and decimals: "40 000", "1,5"; in English "40,000", "1.5".
_DIGITS = r"\d{1,3}(?:[ .\u00a0\u202f]\d{3}){1,5}(?!\d)(?:,\d{1,6})?|\d{1,15}(?:[.,]\d{1,6})?(?!\d)"
_ENGLISH_DIGITS = r"\d{1,3}(?:,\d{3}){1,5}(?!\d)(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?(?!\d)"
_MAX_LOOKBACK = 40
LONGEST_TO_NEXT_COUNT = 300  # characters
LONGEST_BEFORE_CLOCK = 2  # characters from a paragraph's start, « – 16 h 05 »
LONGEST_ASIDE = 24  # characters that a voice adds to a number: « Vingt, pas davantage, soutient la mairie »


@dataclass(frozen=True, slots=True)
class Amount:
    """A number where it stands: ``start:end``, its bounds, whether it is written in digits, the words that make it round."""

    start: int
    end: int
    minimum: float | None
    maximum: float | None
    digits: bool
    qualifier: str | None = None
    unit: str | None = None


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns for a number, for what may follow it inside it, and for a qualifier right before a place."""
    tables = word_list(language, "quantities")
    words = "|".join(sorted(map(_accented, tables["numbers"]), key=lambda w: (-len(w), w)))
    rounds = "|".join(sorted(tables["rounds"], key=lambda w: (-len(w), w)))
    fractions = "|".join(sorted((_loose(f) for f in tables["fractions"]), key=lambda w: (-len(w), w)))
    number = re.compile(
        rf"(?<![\w.,/°-])(?<![lLsS]['’])(?:(?P<fraction>(?:{fractions})(?!\w))"
        rf"|(?:(?P<many>des|plusieurs|quelques|une?|several|a)[ \u00a0]+)?(?P<round>(?:{rounds}))(?P<plural>s?)(?!\w)"
        rf"|(?P<digits>{_ENGLISH_DIGITS if language == 'en' else _DIGITS})|(?P<words>(?:{words})(?:(?:[ \u00a0-]et[ \u00a0-]|[ \u00a0-])(?:{words})(?!\w)){{0,12}})(?!\w))",
        re.IGNORECASE,
    )
    multiplier = re.compile(
        r"[ \u00a0\u202f](mille|millions?|milliards?|thousand|billion)(?!\w)", re.IGNORECASE
    )
    qualifiers = [q for kind in ("minimum", "maximum", "about") for q in tables["qualifiers"][kind]]
    before = re.compile(
        rf"(?<!\w)({'|'.join(sorted((re.escape(q) for q in qualifiers), key=lambda w: (-len(w), w)))})[ \u00a0]*$",
        re.IGNORECASE,
    )
    return number, multiplier, before


def _accented(word: str) -> str:
    return "z[ée]ro" if word == "zero" else word


def _loose(words: str) -> str:
    """A folded phrase as a pattern that accents and hyphens may not escape."""
    letters = words.replace("e", "[eéè]").replace(" ", "[ \u00a0-]")
    return letters


def find_quantities(reading: Reading) -> list[Quantity]:
    """The quantities of an article in the order of the text.

    Bounds: ``minimum == maximum`` for a plain or approximate number (the qualifier tells which), one of them None where
    only the other is said. Parts of a whole are in per cent.
    """
    if not word_list(reading.language, "quantities"):
        return []
    words = Words(reading, word_list(reading.language, "quantities"))
    found: list[Quantity] = []
    for zone in reading.paragraphs:
        done = zone.start
        for amount in _amounts(reading, zone.start, zone.end):
            if amount.start < done:
                continue
            quantity = _quantity(reading, words, amount, done, zone.end)
            if quantity is None:
                quantity = _again(reading, words, amount, found[-1] if found else None)
            if quantity is not None:
                if found and quantity.start < found[-1].end:
                    continue
                found.append(quantity)
                done = quantity.end
    return _own(reading, found)


# --------------------------------------------------------------------------- numbers


def _amounts(reading: Reading, start: int, end: int) -> Iterator[Amount]:
    language = reading.language
    number, multiplier, _ = _patterns(language)
    tables = word_list(language, "quantities")
    text = reading.text
    for match in number.finditer(text, start, end):
        if match["fraction"] is not None:
            low, high = tables["fractions"][_key(match["fraction"])]
            yield Amount(
                match.start(), match.end(), _bound(low), _bound(high), False, match["fraction"].lower(), "%"
            )
        elif match["round"] is not None:
            of = language == "en" and text.startswith(" of ", match.end())
            amount = _round(match, tables["rounds"][fold(match["round"])], alone=of)
            more = _OF_ROUND.match(text, match.end(), end)
            times = tables["rounds"].get(fold(more[1].rstrip("sS"))) if more is not None else None
            if amount is not None and more is not None and times is not None:
                amount = _multiplied(amount, times, more.end())
            if amount is not None:
                yield amount
        else:
            value = (
                _digits_value(match["digits"], language)
                if match["digits"]
                else words_value(match["words"], tables["numbers"])
            )
            if value is None:
                continue
            stop = match.end()
            more = multiplier.match(text, stop, end) if match["digits"] else None
            if more is not None:
                value, stop = value * tables["numbers"].get(more[1].lower(), 1), more.end()
            yield Amount(match.start(), stop, value, value, match["digits"] is not None)


def _key(words: str) -> str:
    return re.sub(r"[ \u00a0-]", " ", fold(words))


def _bound(value: float) -> float | None:
    return None if value < 0 else float(value)


def _round(match: re.Match[str], base: int, *, alone: bool) -> Amount | None:
    """ "une dizaine" is about ten, "des dizaines" two tens or more; a bare "millions" belongs to the number before it.

    With ``alone`` a bare plural counts: "dozens of homes".
    """
    many, plural = (match["many"] or "").lower(), bool(match["plural"])
    if not many and not (alone and plural):
        return None
    words = match.group().lower()
    if plural:
        return Amount(match.start(), match.end(), 2.0 * base, None, False, words)
    return Amount(
        match.start(), match.end(), float(base), float(base), False, words if base < 1_000_000 else None
    )


_OF_ROUND = re.compile(r" de (millions|milliards|milliers)(?!\w)", re.IGNORECASE)


def _multiplied(amount: Amount, base: int, end: int) -> Amount:
    """ "plusieurs centaines de millions": two hundreds of them or more."""
    low, high = (None if bound is None else bound * base for bound in (amount.minimum, amount.maximum))
    return Amount(amount.start, end, low, high, amount.digits, amount.qualifier, amount.unit)


def _digits_value(digits: str, language: str) -> float:
    """The value of a number: blanks and points part thousands, a comma or a lone point the decimals; in English commas part thousands."""
    if language == "en":
        return float(digits.replace(",", ""))
    plain = re.sub(r"[ \u00a0\u202f]", "", digits)
    if "," in plain:
        return float(plain.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", plain):
        return float(plain.replace(".", ""))
    return float(plain)


def words_value(words: str, numbers: dict[str, int]) -> float | None:
    """The value of a number in words: "quatre-vingt-dix-sept mille" is 97000; None where the words make no number."""
    total, current = 0, 0
    for word in re.split(r"[ \u00a0-]+", fold(words)):
        if word in {"et", "and"}:
            continue
        value = numbers.get(word)
        if value is None:
            return None
        if value >= 1000:
            total, current = total + max(current, 1) * value, 0
        elif value == 100 or (value == 20 and current % 100 == 4):
            current = (
                current - current % 100 + max(current % 100, 1) * value
                if value == 20
                else max(current, 1) * 100
            )
        else:
            current += value
    return float(total + current)


# --------------------------------------------------------------------------- one quantity


def _quantity(reading: Reading, words: Words, amount: Amount, floor: int, ceiling: int) -> Quantity | None:
    """The quantity that a number makes with what stands around it, None where it is none."""
    amount = _range(reading, amount, ceiling)
    if words.refuses_before(amount.start, amount.digits) and not _PER_CENT.match(reading.text, amount.end):
        return None
    qualified, start = _qualified(reading, amount, floor)
    counted = counted_after(words, amount.end, ceiling, fraction=amount.unit is not None)
    if counted is None:
        return None
    qualified, counted = _after(reading, words, qualified, counted)
    unit = amount.unit or counted.unit
    if _refused(reading, words, qualified, counted, unit, start):
        return None
    low, high = qualified.minimum, qualified.maximum
    added = words.companion_before(amount.start, floor, counted) if counted.others else None
    added = words.are_ranks(amount.start, floor, counted) if added is None else added
    if added is not None:
        start = added
        unit = "personne"
        low, high = (low + 1 if low is not None else None), (high + 1 if high is not None else None)
    what = scoped(reading, words.tables, counted)
    if words.is_measure(what):
        what = measured_thing(reading.language, reading.text, start, counted.end) or what
    return Quantity(
        start=start,
        end=counted.end,
        what=what,
        minimum=low,
        maximum=high,
        unit=unit,
        qualifier=qualified.qualifier,
    )


# « a fermé en vol 94 % des vannes » is no flight.
_PER_CENT = re.compile(r"[ \u00a0\u202f]?(?:%|pour cent(?!\w))")
_BY_ANOTHER = re.compile(r",? (?:selon|d['’]après|pour|according to)(?!\w)", re.IGNORECASE)
_NUMBER_OF = re.compile(
    r"(?:nombre|bilan|total) (?:de |des |d['’])(?P<noun>[^\W\d_]+)(?P<rest>[^.;:\n?!]{0,80}) ?: $",
    re.IGNORECASE,
)

_REACHING = re.compile(
    r"(?:nombre|bilan|total) (?:de |des |d['’])(?P<noun>[^\W\d_]+)(?P<rest>[^.;:,\n?!\d]{0,60}?)"
    rf"{REACHING} $",
    re.IGNORECASE,
)
_NUMBER_BEHIND = re.compile(
    r" le (?:nombre|bilan|total) (?:de |des |d['’])(?P<noun>[^\W\d_]+)"
    r"(?P<rest>(?: (?:à|au|aux|en|dans|sur)(?: (?!soir|matin|midi)[\w'’-]+){1,5}(?=[.,;:!?\n]|$))?)",
    re.IGNORECASE,
)
_AMONG = re.compile(r"(?<!\w)(?:dont|parmi (?:lesquel(?:le)?s|eux|elles)) $", re.IGNORECASE)
_OTHERS = re.compile(r" autres?(?!\w)", re.IGNORECASE)
_STOP = re.compile(r"[ \u00a0]?(?:[.,;:!?)\n]|$)")
_BEGINS = re.compile(r"[.!?][ \u00a0](?:«[ \u00a0]?)?$")
_INSTEAD = re.compile(r"(?<!\w)(?:contre|au lieu de)[ \u00a0]$", re.IGNORECASE)
_OF_THEM = re.compile(r"(?<!\w)en (?:[\w'’-]+ ){1,3}$", re.IGNORECASE)

_MOVED = re.compile(
    r"(?:pass|mont|grimp|tomb|recul|baiss|chut|bond|augment)[a-zéèêû]{1,6} de $", re.IGNORECASE
)
_IN_PLACE = re.compile(r" (?:à|au|aux|en|dans) [A-ZÀ-Ý][\w'’-]*")


def _again(reading: Reading, words: Words, amount: Amount, before: Quantity | None) -> Quantity | None:
    """A bare number whose noun was told before, on somebody's word: "300 personnes selon la police, 900 selon les
    organisateurs", "le nombre de morts est disputé : neuf selon le port"."""
    text = reading.text
    if amount.unit is not None:
        return None
    if words.in_date(amount.start, amount.end, "") or words.refuses_before(amount.start, amount.digits):
        return None
    what = unit = ""
    by_another = _BY_ANOTHER.match(text, amount.end) is not None
    between = text[before.end : amount.start] if before is not None else ""
    qualified, start = _qualified(reading, amount, before.end if before is not None else 0)
    if before is not None and _takes_up(words, amount, start, before):
        what, unit = fate_of_others(words, amount.end, before) or before.what, before.unit
    elif (alone := noun_told(words, start, amount.end, before)) is not None:
        what, unit = alone
    elif (told := _NUMBER_BEHIND.match(text, amount.end)) is not None:
        what, unit = _told_as(words, told)
    elif not by_another and (told := _REACHING.search(text[max(0, start - 120) : start])) is not None:
        if _STOP.match(text, amount.end) is None:
            return None
        what, unit = _told_as(words, told)
    elif not by_another:
        return None
    elif before is not None and _BY_ANOTHER.match(between) and not any(mark in between for mark in ".;:\n?!"):
        what, unit = before.what, before.unit
    else:
        told = _NUMBER_OF.search(text[max(0, amount.start - 160) : amount.start])
        if told is None:
            return None
        what, unit = _told_as(words, told)
    return Quantity(
        start=start,
        end=amount.end,
        what=what,
        minimum=qualified.minimum,
        maximum=qualified.maximum,
        unit=unit,
        qualifier=qualified.qualifier,
    )


def _told_as(words: Words, told: re.Match[str]) -> tuple[str, str]:
    """What is counted, and its unit, where the noun stands before the number: "le nombre de morts s'élève à 41"."""
    noun = told["noun"].lower()
    what = words.tables.get("fates", {}).get("nouns", {}).get(noun.removesuffix("s"), noun)
    place = _IN_PLACE.match(told["rest"])
    if told.re is _NUMBER_BEHIND:
        what = f"{what}{told['rest']}"
    elif place is not None:
        what = f"{what}{place.group()}"
    return what, words.unit_of_noun(noun.removesuffix("s"))


def _takes_up(words: Words, amount: Amount, start: int, before: Quantity) -> bool:
    """Whether a bare number counts what the one before it did: "80 navires, contre 60", "et en a blessé une trentaine"."""
    if _counts_again(words, amount, start, before):
        return True
    between = words.text[before.end : start]
    if any(mark in between for mark in ".;:\n?!") or len(between) > 60:
        return False
    if words.text[start : amount.end].lower() in {"un", "une"}:
        return False
    if _INSTEAD.search(between) is not None or _AMONG.search(between) is not None:
        return True
    if _OTHERS.match(words.text, amount.end) is not None:
        return True
    return _OF_THEM.search(between) is not None and _STOP.match(words.text, amount.end) is not None


def _counts_again(words: Words, amount: Amount, start: int, before: Quantity) -> bool:
    """Whether the next sentence counts the same anew: "34 malades. Le syndicat en recense 61.", "17 blessés. Vingt, corrige
    le maire.", "ils sont au nombre de neuf. Vingt, pas davantage, soutient le maire."
    """
    text = words.text
    between = text[before.end : start]
    if "\n" in between or len(between) > LONGEST_TO_NEXT_COUNT or before.unit == "%":
        return False
    of_them, corrected = _recounting(words.reading.language)
    if of_them.search(between) is not None:
        return _STOP.match(text, amount.end) is not None
    if _BEGINS.search(between) is None:
        return False
    said = words.said_starts.get(start, 0) - amount.end
    return corrected.match(text, amount.end) is not None or 0 <= said <= LONGEST_ASIDE


@cache
def _recounting(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What leads to a number that counts anew (« en recense »), and what follows one (« , corrige »)."""
    tables = word_list(language, "quantities").get("recounts", {})
    verbs, corrections = ("|".join(tables.get(name, ())) or r"\Z\A" for name in ("verbs", "corrections"))
    between = "|".join(tables.get("between", ())) or r"\Z\A"
    return (
        re.compile(rf"(?<!\w)en (?:(?:a|ont) )?(?:{verbs})\w{{0,6}} (?:(?:{between}) )?$", re.IGNORECASE),
        re.compile(rf"[ \u00a0]?»?, (?:{corrections})\w{{0,6}}(?!\w)", re.IGNORECASE),
    )


def _range(reading: Reading, amount: Amount, ceiling: int) -> Amount:
    """ "entre 20 et 30", "20 à 30": the second number gives the upper bound."""
    link = re.compile(r"(?:[ \u00a0]?%)?[ \u00a0](à|a|et|ou|to|and)[ \u00a0]").match(
        reading.text, amount.end, ceiling
    )
    if link is None or amount.unit is not None or amount.minimum is None:
        return amount
    following = next(_amounts(reading, link.end(), min(ceiling, link.end() + 60)), None)
    if (
        following is None
        or following.start != link.end()
        or following.maximum is None
        or following.unit is not None
    ):
        return amount
    before = reading.text[max(0, amount.start - 9) : amount.start].lower()
    if before.endswith((" de ", " d'")) and _MOVED.search(
        reading.text[max(0, amount.start - 24) : amount.start]
    ):
        return amount
    between = re.search(r"(?<!\w)(entre|between)[ \u00a0]$", before)
    joined = link[1].lower()
    if joined in {"et", "and"} and between is None:
        return amount
    low, high = amount.minimum, following.maximum
    if (
        low < 1000 <= high
        and re.search(r"mill", reading.text[following.start : following.end])
        and low < high / 1e6
    ):
        low = low * _scale(high)
    if high <= low:
        return amount
    start = amount.start - len(between[0]) if between else amount.start
    qualifier = reading.text[start : amount.start].strip().lower() or None
    return Amount(start, following.end, low, high, amount.digits or following.digits, qualifier)


def _scale(value: float) -> float:
    return 1e9 if value >= 1e9 else 1e6


def _qualified(reading: Reading, amount: Amount, floor: int) -> tuple[Amount, int]:
    """The amount with the bound that the words right before it make of it, and where those words begin."""
    qualifiers = word_list(reading.language, "quantities")["qualifiers"]
    low = max(floor, amount.start - _MAX_LOOKBACK)
    match = _patterns(reading.language)[2].search(reading.text[low : amount.start])
    if match is None:
        return amount, amount.start
    said = match[1].lower().replace("’", "'")
    kind = next(
        k for k in ("minimum", "maximum", "about") if said in [q.replace("’", "'") for q in qualifiers[k]]
    )
    start = low + match.start(1)
    label = f"{match[1]} {amount.qualifier}" if amount.qualifier else match[1]
    return _bounded(amount, kind, label.lower().replace("' ", "'")), start


def _bounded(amount: Amount, kind: str, qualifier: str) -> Amount:
    minimum, maximum = amount.minimum, amount.maximum
    if kind == "minimum":
        maximum = None if amount.unit is None else maximum if maximum == 100 else None
    elif kind == "maximum":
        minimum = None
    return Amount(amount.start, amount.end, minimum, maximum, amount.digits, qualifier, amount.unit)


def _after(reading: Reading, words: Words, amount: Amount, counted: Counted) -> tuple[Amount, Counted]:
    """The amount with the bound that words after the unit make of it ("douze blessés au moins"); in "un mort et plus de vingt blessés" the
    words belong to the next amount."""
    qualifiers = word_list(reading.language, "quantities")["qualifiers"]
    following = reading.text[counted.end : counted.end + 20].lower()
    for kind in ("minimum", "maximum", "about"):
        for said in qualifiers[f"after_{kind}"]:
            if said.endswith("plus") and _MORE_THAN.match(following, len(said) + 1):
                continue
            if following.startswith(f" {said}") and not following[len(said) + 1 : len(said) + 2].isalnum():
                longer = Counted(
                    counted.what, counted.unit, counted.end + 1 + len(said), counted.others, counted.noun
                )
                return _bounded(amount, kind, said), longer
    return amount, counted


_MORE_THAN = re.compile(r"[ \u00a0]d(?:e[ \u00a0]|['’])")


def _refused(reading: Reading, words: Words, amount: Amount, counted: Counted, unit: str, start: int) -> bool:
    """Whether it is no amount after all: a date, a clock time, an age, "un" as a mere article, a definite pair."""
    written = reading.text[amount.start : amount.end].lower()
    if words.in_date(amount.start, amount.end, unit):
        return True
    if unit in words.duration_units and words.word_before(start) == "depuis":
        return True
    if unit in words.duration_units and words.is_age_or_clock(start, counted, written):
        return True
    if amount.qualifier is None and not amount.digits and words.definite_before(start, written):
        return True
    if written in {"un", "une"}:
        measured = unit in words.duration_units and (amount.qualifier or words.lasting_before(start))
        return not (
            measured
            or words.counts_alone(counted.noun)
            or (amount.qualifier and not amount.qualifier.startswith("plus d"))
        )
    return False


# --------------------------------------------------------------------------- owners


def _own(reading: Reading, quantities: list[Quantity]) -> list[Quantity]:
    """Each quantity with the innermost attribution whose content holds it, and as of when it was known."""
    owned = []
    clocks = [t for t in reading.times if t.type is TimeType.TIME and t.earliest]
    starts = [t.start for t in clocks]
    for quantity in quantities:
        holding = [
            (a.end - a.start, index)
            for index, a in enumerate(reading.attributions)
            if a.start <= quantity.start and quantity.end <= a.end
        ] or (_brought_up_to_date(reading, quantity) or _stated_beside(reading, quantity))
        owned.append(
            Quantity(
                start=quantity.start,
                end=quantity.end,
                what=quantity.what,
                minimum=quantity.minimum,
                maximum=quantity.maximum,
                unit=quantity.unit,
                qualifier=quantity.qualifier,
                as_of=_as_of(reading, clocks, starts, quantity),
                attribution=min(holding)[1] if holding else None,
            )
        )
    return owned


_WHICH_BRINGS = re.compile(
    r", (?:ce qui (?:porte|portait|fait passer|ramène)|portant|ramenant) [^.;:!?\n,]{0,60}$"
)
_NOW_AT = re.compile(
    r", (?:(?:désormais |maintenant )?à|qui (?:s['’](?:élève|établit)|passe|monte|atteint)"
    r"(?: désormais| maintenant)?(?: à)?) $"
)
_TOLL = re.compile(r"(?<!\w)(?:bilan|décompte|nombre|total)(?!\w)", re.IGNORECASE)


def _brought_up_to_date(reading: Reading, quantity: Quantity) -> list[tuple[int, int]]:
    """Whose word a count is that stands behind what tells of it, as ``_own`` ranks attributions.

    « Un corps a été trouvé, dit le port, ce qui porte le bilan à six morts », « a revu son bilan à la baisse, à six morts ».
    """
    text = reading.text
    low = max(text.rfind(mark, 0, quantity.start) for mark in ("\n", ". ", "! ", "? ")) + 1
    brings = _WHICH_BRINGS.search(text, low, quantity.start)
    behind = brings or _NOW_AT.search(text, low, quantity.start)
    if behind is None:
        return []
    return [
        (a.end - a.start, index)
        for index, a in enumerate(reading.attributions)
        if a.speaker is not None
        and low <= a.start
        and max(a.end, a.speaker.end) <= behind.start()
        and (brings is not None or _TOLL.search(text, a.start, a.end))
    ][-1:]


_STATING = re.compile(
    r"(?<!\w)(?:en faisant état|faisant état|en évoquant|évoquant|en annonçant|en dénombrant|dénombrant|en avançant|en parlant|en recensant|recensant)"
    r" (?:(?:d['’]|de |du |des )?(?:un bilan |le chiffre |un total )?(?:provisoire )?(?:d['’]|de |du |des )?)(?:[\w'’-]+ ){0,2}$"
)


def _stated_beside(reading: Reading, quantity: Quantity) -> list[tuple[int, int]]:
    """Whose word a count is that a participle adds to what somebody says, as ``_own`` ranks attributions.

    « Le toit s'est effondré, ont précisé les pompiers en faisant état de douze blessés ».
    """
    text = reading.text
    low = max(text.rfind(mark, 0, quantity.start) for mark in ("\n", ". ", "! ", "? ")) + 1
    stating = _STATING.search(text, max(low, quantity.start - 80), quantity.start)
    if stating is None:
        return []
    return [
        (a.end - a.start, index)
        for index, a in enumerate(reading.attributions)
        if a.speaker is not None and low <= a.start and max(a.end, a.speaker.end) <= quantity.start
    ][-1:]


def _as_of(
    reading: Reading, clocks: list[TimeExpression], starts: list[int], quantity: Quantity
) -> str | None:
    """The clock time told in the quantity's sentence, within 120 characters and with no full stop between ("à 15 heures"), which
    is over at the article's date; else the one that opens its paragraph ("16 h 05. Douze arrestations…")."""
    place = bisect_right(starts, quantity.start)
    latest = reading.published.latest if reading.published is not None else None
    near = [c for c in clocks[max(0, place - 1) : place + 1] if abs(c.start - quantity.start) < 120]
    for clock in near:
        low, high = min(clock.end, quantity.end), max(clock.start, quantity.start)
        between = reading.text[low:high]
        coming = latest is not None and clock.earliest is not None and clock.earliest[:10] > latest[:10]
        if not coming and "." not in between and ";" not in between and "\n" not in between:
            return clock.earliest
    opening = reading.text.rfind("\n", 0, quantity.start) + 1
    first = bisect_left(starts, opening)
    heads = clocks[first : first + 1]
    return heads[0].earliest if heads and heads[0].start - opening <= LONGEST_BEFORE_CLOCK else None
