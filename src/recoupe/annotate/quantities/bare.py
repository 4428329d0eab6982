"""What a number alone counts where its noun stands elsewhere: in a question, a heading, the sentence before."""

from __future__ import annotations

import re
from functools import cache

from recoupe.annotate.quantities.counted import Words
from recoupe.languages import word_list
from recoupe.model import Quantity

LOOKBACK = 300  # characters
LONGEST_REST = 24  # characters said behind a number: « 410 au bas mot »
_SENTENCE_END = re.compile(r"[.!?…][ \u00a0»]{1,3}(?=[^\W\d_a-z])")
_ANSWERS = re.compile(r"\?[ \u00a0](?:«[ \u00a0])?$")
_QUESTION = r"(?<!\w)combien (?:de |d['’])(?P<noun>[^\W\d_]{3,})(?P<rest>[^.?!\n]{0,60})\?"
_HOW_MANY = re.compile(_QUESTION, re.IGNORECASE)
_HOW_MANY_AT_END = re.compile(rf"{_QUESTION}[ \u00a0«]*$", re.IGNORECASE)
_HOW_MANY_PEOPLE = re.compile(
    r"(?<!\w)(?:combien(?: (?:étaient|sont|furent)-(?:ils|elles)(?:[ ,][^.?!\n]{0,60})?)?[ \u00a0]?\?"
    r"(?:[ \u00a0][^.?!\n]{0,100}\.)?[ \u00a0«]*|(?<!\w)(?P<them>ils|elles) (?:n['’]|ne )?"
    r"(?:étaient|sont|seraient|furent|auraient été|ont été)(?: (?:ainsi|déjà|encore|désormais|en fait|en réalité))?"
    r" (?:que |qu['’])?)$",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"(?:^|[.!?;\n][ \u00a0]|\n)(?P<noun>[A-ZÀ-Ý][^\W\d_]+s)(?P<rest>(?: [\w'’-]+){0,4})[ \u00a0]?: $"
)
_ARE_NOW = re.compile(
    r"(?<!\w)(?:les|ces|nos|leurs) (?P<noun>[^\W\d_]+s)(?P<rest>[^.;:,!?\n]{0,60}?) (?:sont|étaient)"
    r"(?: (?:maintenant|désormais|déjà|toujours|encore|au moins))? $",
    re.IGNORECASE,
)
_TALLY_AT = re.compile(
    r"(?<!\w)(?:le|son|leur|ce) (?:nombre|bilan|total|décompte|compte) (?:de |des |d['’])(?P<noun>[^\W\d_]+)"
    r"(?P<rest>[^.;:,!?\n\d]{0,40}?) à $",
    re.IGNORECASE,
)
_PUT_AT = re.compile(r"(?:chiffr|évalu|estim|fix)(?:e|ent|ait|aient|é|ées?) (?:\w+ )?à $", re.IGNORECASE)
_PUT_BEHIND = re.compile(r" (?:les|ses|leurs) (?P<noun>[^\W\d_]+s)(?!\w)", re.IGNORECASE)
_SCALE_STOP = re.compile(r"[ \u00a0]?(?:[.,;:!?)\n]|$| (?:selon|d['’]après|pour|sur|a|à)(?!\w))")
_FREE = re.compile(r"[ \u00a0]?(?:[.,;:!?)»\n]|$| (?:dans|à|au|aux|en|pour|sur)(?!\w))")
_ON_A_WORD = re.compile(
    r"(?:[^.;:!?\n\d]{0,60},)?(?: (?:à|au|aux|dans|en|sur) [^.;:,!?\n\d]{1,30}?)?"
    r" (?:(?:selon|d['’]après|à en croire|à entendre|aux (?:dires|yeux) d\w*|de l['’]a(?:vis|veu) d\w*|pour l[ae]s?|de source)"
    r"(?!\w)|pour l['’])"
    r"|[ \u00a0]?»?, (?:[^\W\d_]+ ){0,1}(?:d['’])?[^\W\d_]+(?:t|e|nt)(?:-(?:t-)?(?:il|elle|on))? (?!\w+(?:s|x) )"
)
_COUNTABLE = re.compile(
    r"[ \u00a0]?(?:[.,;:!?)»\n]|$"
    r"| (?:selon|d['’]après|à|a|au|aux|dans|de l['’]a(?:vis|veu)|en|les|leurs|pour|ses|sur|de source|aux dires)(?!\w))"
)
_AREA = re.compile(
    r" (?:dans|à|au|aux|en) (?:tout |toute )?(?:le |la |l['’]|les )?(?P<last>[^\W\d_][\w'’-]*)"
)


def noun_told(words: Words, start: int, end: int, before: Quantity | None) -> tuple[str, str] | None:
    """What the number alone at ``start:end`` counts, and its unit; None where nothing tells it.

    « Combien de blessés ? Douze, répond le maire. », « Disparus : 180, selon elle. », « Les blessés sont maintenant 58. »
    """
    if not word_list(words.reading.language, "quantities").get("bare"):
        return None
    if words.text[start:end].lower() in {"un", "une"}:
        return None
    lead = words.text[max(0, start - LOOKBACK) : start].rpartition("\n")[2]
    if (suffered := _suffering(words, lead, end)) is not None or _COUNTABLE.match(words.text, end) is None:
        return suffered
    return (
        _scale(words, lead, end)
        or _asked(words, lead, end)
        or _beside(words, lead, end)
        or _numbered(words, lead, end, before)
        or _gathered(words, lead, start, end, before)
        or _split(words, lead, end, start, before)
        or _headed_crowd(words, lead, end)
        or _restated(words, lead, end, start, before)
        or _taken_up(words, lead, end, start, before)
    )


def _scale(words: Words, lead: str, end: int) -> tuple[str, str] | None:
    """« une magnitude de 6,4 » has no unit but its name."""
    found = _scales().search(lead)
    if found is None or _SCALE_STOP.match(words.text, end) is None:
        return None
    return found[1].lower(), found[1].lower()


@cache
def _scales() -> re.Pattern[str]:
    nouns = "|".join(word_list("fr", "quantities")["bare"]["scales"])
    return re.compile(rf"(?<!\w)({nouns}) (?:de |d['’]|à )$", re.IGNORECASE)


def _asked(words: Words, lead: str, end: int) -> tuple[str, str] | None:
    """« Combien de morts à Valme ? Six, répond le maire. », « Combien de classes fermées ? Le recteur en annonce neuf. »"""
    if _FREE.match(words.text, end) is None:
        return None
    found = _HOW_MANY_AT_END.search(lead)
    asked = list(_HOW_MANY.finditer(lead)) if found is None and _of_them().search(lead) else []
    if asked and _SENTENCE_END.search(lead, asked[-1].end()) is None:
        found = asked[-1]
    return _named(words, found) if found is not None else None


def _suffering(words: Words, lead: str, end: int) -> tuple[str, str] | None:
    """« Le port compte ses marins. Sept ont été blessés, selon la capitainerie »: what became of so many, at the head of a clause."""
    found = _HAVE_SUFFERED.match(words.text, end)
    fate = _fates().get(_singular(found["fate"])) if found is not None else None
    return (fate, "personne") if fate is not None and _HEADS_A_CLAUSE.search(lead) is not None else None


def _restated(
    words: Words, lead: str, end: int, start: int, before: Quantity | None
) -> tuple[str, str] | None:
    """« 240 postes, annonce la direction ; 410, rétorque le syndicat », « 300 hectares, selon le port. Il faut lire 400, rectifie
    le phare », « a coûté 40 millions d'euros. La facture n'excède pas trente millions, dit le maire »: another voice's count of
    the same; of millions alone, the money told last."""
    if before is None or before.unit == "%" or before.unit in words.duration_units:
        return None
    between = words.text[before.end : start]
    ends = len(_SENTENCE_END.findall(between))
    # « 9 blessés. Le nombre des morts est disputé : six, dit le port. »
    headed = ends == 1 and between.endswith(": ")
    if "\n" in between or len(between) > LOOKBACK or ends > 1 or headed:
        return None
    if _MILLIONS.search(words.text, start, end) is not None:
        large = before.unit.isupper() or _MILLIONS.search(words.text, before.start, before.end) is not None
        return (before.what, before.unit) if large else None
    said = words.said_starts.get(start, 0)
    alone = 0 <= said - end <= LONGEST_REST and _RESTATED.search(between) is not None
    return (before.what, before.unit) if alone or _SET_RIGHT.search(lead) is not None else None


def _beside(words: Words, lead: str, end: int) -> tuple[str, str] | None:
    """« Disparus : 180 », « les blessés sont désormais 58 », « son décompte des arrestations à 340 », « chiffre à 90 les renvois »."""
    if _PUT_AT.search(lead) is not None and (found := _PUT_BEHIND.match(words.text, end)) is not None:
        return _named(words, found)
    if _FREE.match(words.text, end) is None and _ON_A_WORD.match(words.text, end) is None:
        return None
    found = _HEADED.search(lead) or _ARE_NOW.search(lead) or _TALLY_AT.search(lead)
    if found is None:
        return None
    people = words.is_person(_singular(found["noun"])) or _singular(found["noun"]) in _fates()
    return _named(words, found) if people or found.re is _TALLY_AT else None


_MILLIONS = re.compile(r"(?:millions?|milliards?)(?!\w)", re.IGNORECASE)
_RESTATED = re.compile(r"[;:.!?][ \u00a0](?:«[ \u00a0]?)?$")
_SET_RIGHT = re.compile(
    r"(?<!\w)(?:il (?:faut|fallait|faudrait) (?:plutôt )?(?:comprendre|compter|lire)|(?:c['’]est|ce serait) plutôt) $",
    re.IGNORECASE,
)
_HAVE_SUFFERED = re.compile(
    r" (?:ont|auraient|avaient|sont|seraient|étaient)(?: été)?(?: (?:grièvement|gravement|légèrement))?"
    r" (?P<fate>[^\W\d_]{3,})",
    re.IGNORECASE,
)
_HEADS_A_CLAUSE = re.compile(r"(?:^|[.!?;:»][ \u00a0](?:«[ \u00a0]?)?)$")


def _gathered(
    words: Words, lead: str, start: int, end: int, before: Quantity | None
) -> tuple[str, str] | None:
    """« Combien étaient-ils ? 300 d'après la mairie », « Ils étaient 300 à défiler, selon la mairie »: demonstrators where a march
    is told of nearby, else who was counted before (« Vingt blessés. Ils ne seraient que neuf, dit la mairie »), else people."""
    found = _HOW_MANY_PEOPLE.search(lead)
    if found is None:
        return None
    said = words.said_starts.get(start - len(lead) + found.start("them")) if found["them"] else None
    if said is None and not _ON_A_WORD.match(words.text, end):
        return None
    if found["them"] and before is not None and _stands_near(words, before, start):
        return before.what, before.unit
    around = f"{lead} {words.text[end : end + LOOKBACK].partition(chr(10))[0]}".lower()
    return ("manifestants" if _marches().search(around) else "personnes"), "personne"


def _stands_near(words: Words, before: Quantity, start: int) -> bool:
    """Whether things or people were counted in the sentence of a number or the one before, in its paragraph."""
    between = words.text[before.end : start]
    ends = len(_SENTENCE_END.findall(between))
    return not _is_measured(words, before) and len(between) <= LOOKBACK and "\n" not in between and ends < 2


def _is_measured(words: Words, quantity: Quantity) -> bool:
    """Whether a quantity is a share, a length of time or a sum, which nobody takes up as « ils » or « en »."""
    return quantity.unit == "%" or quantity.unit in words.duration_units or quantity.unit[:1].isupper()


def _numbered(words: Words, lead: str, end: int, before: Quantity | None) -> tuple[str, str] | None:
    """« Elle a vu les assaillants. Elle les dit au nombre de douze. »: the people told of last."""
    if _IN_NUMBER.search(lead) is None or _FREE.match(words.text, end) is None:
        return None
    told = [match for match in _PLURAL.finditer(lead) if _are_people(words, match[1])]
    return (told[-1][1].lower(), "personne") if told else None


def _are_people(words: Words, noun: str) -> bool:
    """« assaillants », « pêcheurs »: people by the list or by the ending of those who do something."""
    endings = tuple(word_list("fr", "attributions")["people"]["endings"])
    return words.is_person(_singular(noun)) or noun.lower().endswith(endings)


def _headed_crowd(words: Words, lead: str, end: int) -> tuple[str, str] | None:
    """« Des retraités ont défilé mercredi : 600 selon la police, … »: demonstrators, where a march stands before the colon."""
    if not lead.endswith(": ") or _ON_A_WORD.match(words.text, end) is None:
        return None
    sentence = _SENTENCE_END.split(lead)[-1]
    several = _PLURAL.search(sentence) is not None
    return ("manifestants", "personne") if several and _marches().search(sentence.lower()) else None


@cache
def _marches() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(word_list('fr', 'quantities')['bare']['marches'])})")


def _split(words: Words, lead: str, end: int, start: int, before: Quantity | None) -> tuple[str, str] | None:
    """« Des milliers de personnes ont défilé : 900 selon la police, 3 000 selon le collectif »: what the count before counts."""
    if before is None or before.unit == "%" or start - before.end > LOOKBACK:
        return None
    between = words.text[before.end : start]
    if (
        "\n" in between
        or _SENTENCE_END.search(between) is not None
        or _ON_A_WORD.match(words.text, end) is None
    ):
        return None
    if between.endswith(" : ") and before.minimum is not None and before.maximum != before.minimum:
        return before.what, before.unit
    if _ON_A_WORD.match(between) is not None and between.endswith(", ") and ":" not in between:
        return before.what, before.unit
    return None


def _taken_up(
    words: Words, lead: str, end: int, start: int, before: Quantity | None
) -> tuple[str, str] | None:
    """« Depuis, les morts. Le ministère en annonçait douze, hier »: the last noun of its kind told in the two sentences before."""
    found = _of_them().search(lead) or _OF_THESE.search(lead)
    if found is None or _FREE.match(words.text, end) is None:
        return None
    if before is not None and before.unit != "personne" and not _is_measured(words, before):
        return (before.what, before.unit) if _stands_near(words, before, start) else None
    bounds = [m.end() for m in _SENTENCE_END.finditer(lead, 0, found.start())]
    low = bounds[-3] if len(bounds) > 2 else 0
    told = [
        match
        for pattern in (_PLURAL, _SUFFERED)
        for match in pattern.finditer(lead, low, found.start())
        if _singular(match[1]) in _fates()
    ]
    counted = before is not None and before.unit == "personne" and start - before.end < len(lead) - low
    if before is not None and counted:
        noun = before.what
    elif told:
        noun = _fates()[_singular(max(told, key=lambda match: match.start())[1])]
    else:
        return None
    if _OWN_RANKS.match(words.text, end) is not None:
        return f"{noun.partition(' (')[0]} (rangs)", "personne"
    area = _AREA.match(words.text, end)
    if area is None or not (area["last"][0].isupper() or area["last"] in words.tables["places"]["nouns"]):
        return noun, "personne"
    return f"{_WHERE.split(noun)[0]}{area.group()}", "personne"


_IN_NUMBER = re.compile(r"(?<!\w)au nombre de $", re.IGNORECASE)
_OF_THESE = re.compile(
    r"(?<!\w)(?:n['’]en (?!\w+ant )\w+(?: \w+)? (?:que |qu['’])|(?:n['’])?en (?:a|ont|avait|avaient|aurait|auraient) (?:\w+ )?"
    r"\w+(?:é|i|u|is|it)s? (?:\w+ )?(?:que |qu['’])?)$",
    re.IGNORECASE,
)
_OWN_RANKS = re.compile(
    r" (?:dans (?:ses|leurs|nos) (?:propres )?rangs|parmi les siens|dans (?:son|leur) camp)(?!\w)"
)
_WHERE = re.compile(r" (?:à|au|aux|dans|en|sur) ")
_PLURAL = re.compile(r"(?<!\w)(?:les|des|de|aux|ces|d['’]|\d) ?([^\W\d_]{3,}s)(?!\w)", re.IGNORECASE)
_SUFFERED = re.compile(r"(?<!\w)(?:sont|ont été|avaient été|étaient) ([^\W\d_]{3,}s)(?!\w)", re.IGNORECASE)


@cache
def _of_them() -> re.Pattern[str]:
    """« en recense », « n'en reconnaît que », « en dénombrait mardi soir »."""
    tables = word_list("fr", "quantities")
    verbs = "|".join((*tables["recounts"]["verbs"], *tables["bare"]["verbs"]))
    between = "|".join(tables["recounts"]["between"])
    return re.compile(
        rf"(?<!\w)en (?:(?:a|ont) )?(?:{verbs})[^\W\d_]{{0,8}}(?: (?:{between}))?(?: (?:que|qu['’]))?"
        r"(?: (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier)(?: (?:matin|midi|soir))?)? $",
        re.IGNORECASE,
    )


def fate_of_others(words: Words, end: int, before: Quantity) -> str | None:
    """What became of « 31 autres » where their own verb tells it: « 31 autres y ont été blessées » are injured there."""
    found = _OTHERS_SUFFERED.match(words.text, end)
    fate = _fates().get(_singular(found["fate"])) if found is not None else None
    if fate is None or found is None or found["there"] is None:
        return fate
    where = _WHERE.search(before.what)
    return f"{fate}{before.what[where.start() :]}" if where is not None else fate


_OTHERS_SUFFERED = re.compile(
    r" autres?(?: personnes)?(?P<there> y)? (?:ont|a|avaient|sont|est|étaient)(?: été)?"
    r"(?: (?:aussi|grièvement|légèrement))? (?P<fate>[^\W\d_]{3,})",
    re.IGNORECASE,
)


def _fates() -> dict[str, str]:
    fates: dict[str, str] = word_list("fr", "quantities")["fates"]["nouns"]
    return fates


def _singular(noun: str) -> str:
    """A noun without the marks of plural and feminine where the table knows it so."""
    noun = noun.lower()
    forms = (noun, noun.removesuffix("s"), noun.removesuffix("s").removesuffix("e"))
    return next((form for form in forms if form in _fates()), forms[1])


_PLACE = re.compile(
    r" (?:(?P<of>de |d['’])|(?:à|au|aux|en|dans) (?:l['’]|la |le )?)(?P<name>[A-ZÀ-Ý][\w'’-]*)"
)


def _named(words: Words, found: re.Match[str]) -> tuple[str, str]:
    """What a matched noun counts, with the place told behind it, and its unit."""
    noun = found["noun"].lower()
    what = _fates().get(_singular(noun), noun)
    rest = found.groupdict().get("rest") or ""
    place = _PLACE.match(rest)
    if place is not None and place["of"]:
        what = f"{what} à {place['name']}"
    elif place is not None:
        what = f"{what}{place.group()}"
    return what, words.unit_of_noun(_singular(noun))
