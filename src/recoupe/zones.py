"""What is text and what is furniture: the zones of an article.

A paragraph is a line, or, in text broken at a fixed width, the lines between two blank ones. Each paragraph
gets one role, or is cut where a header is glued to its front or a notice to its end. What French and English
pages put around their text is in ``languages/<language>/zones.toml``.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from recoupe.model import Article, Role, Zone
from recoupe.zone_rules import ISO_STAMP, LETTER_CAPITAL, Rules, load_rules

CRAWL_STAMP = re.compile(
    rf"(?:date|pubdate|published|publié|timestamp)\s{{0,3}}[:=]?\s{{0,3}}(?:{ISO_STAMP}|\d{{4}}(?=\s))|{ISO_STAMP}"
)
ADDRESS = re.compile(r"(?:https?://|www\.|pic\.(?:twitter|x)\.com/)[^\s<>\"«»“”]+", re.IGNORECASE)
SENTENCE_BREAK = re.compile(r"[.!?…][»\"”)]?\s+")
LONG_WORD_BREAK = re.compile(r"\w{3}[.!?…][»\"”)]?\s")
WORD = re.compile(r"\w+")
RIGHTS_MARK = re.compile(
    r"(?:©|\(c\)|copyright)\s{0,3}(?:\d{4}|\S{1,40}\s{1,3}\d{4})|copyright\s", re.IGNORECASE
)
CREDIT_AT_END = re.compile(
    r"(?:©|\((?:photo|crédit|credit)\b|(?<=[.!?…])\s{0,3}(?:photos?|crédits?|credits?)(?=\s{1,3}[^\s:]))[^.!?…]{2,80}$",
    re.IGNORECASE,
)
SLASH_CREDIT = re.compile(
    rf"(?:^|[.!?…]\s{{1,3}})(?:[{LETTER_CAPITAL}][\w'’.-]*\s){{0,3}}[{LETTER_CAPITAL}][\w'’.-]*\s?/\s?[{LETTER_CAPITAL}][\w'’ .-]{{1,30}}$"
)
SIGNED_POST = re.compile(r"[—–-]\s?[^()]{1,60}\(@\w{1,30}\)[^.!?]{0,40}$")
BREADCRUMB = re.compile(r"[^>›»|/]{1,40}(?:\s*[>›]\s*[^>›|/]{1,60}){1,6}$")
AGENCY_ALONE = re.compile(
    rf"\([{LETTER_CAPITAL}][\w .'’/-]{{1,30}}\)\s{{0,3}}[-–—]{{0,2}}\s{{0,3}}(?=[{LETTER_CAPITAL}«\"“])"
)

FURNITURE = frozenset({Role.METADATA, Role.BOILERPLATE, Role.EMBED, Role.CAPTION})
WRAP_WIDTHS = range(45, 111)
SHORT_WORDS = 60
HEADLINE_WORDS = 30
FULL_STOP_HEADLINE_WORDS = 15
REPEATED_WORDS = 8
REPEATED_SHARE = 0.8
SHINGLE = 3


class Paragraph(NamedTuple):
    """A stretch of text between two breaks, without the blanks around it; ``blank_after`` where an empty line follows."""

    start: int
    end: int
    blank_after: bool


class Piece(NamedTuple):
    """A part of a paragraph with its role."""

    start: int
    end: int
    role: Role


def find_zones(article: Article, language: str) -> tuple[Zone, ...]:
    """The zones of an article: sorted, disjoint, none over two paragraphs, together every character that is not blank."""
    text = article.text
    rules = load_rules(language)
    paragraphs = list(_paragraphs(text))
    roles = [_role_alone(text[p.start : p.end], rules) for p in paragraphs]
    _keep_chronology(text, paragraphs, roles, rules)
    pieces: list[Piece] = []
    first_body = _read_header(article, paragraphs, roles, rules, pieces)
    for paragraph, role in zip(paragraphs[first_body:], roles[first_body:], strict=True):
        if role is None:
            pieces.extend(_cut_body(text, paragraph.start, paragraph.end, rules))
        else:
            pieces.append(Piece(paragraph.start, paragraph.end, role))
    return tuple(Zone(start=p.start, end=p.end, role=p.role) for p in _mark_repetitions(text, pieces, rules))


def find_furniture(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """The stretches of one paragraph of a text that are furniture, whatever stands around it."""
    rules = load_rules(language)
    role = _role_alone(text[start:end], rules)
    pieces = [Piece(start, end, role)] if role else _cut_body(text, start, end, rules)
    return [(piece.start, piece.end) for piece in pieces if piece.role in FURNITURE]


# --------------------------------------------------------------------------- paragraphs


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a text: its lines, or in hard-wrapped text the runs of lines that one greedy wrap broke."""
    lines = _lines(text)
    width = _wrap_width(text, lines)
    number = 0
    while number < len(lines):
        first = last = number
        while width and last + 1 < len(lines) and _is_wrapped(text, lines[last], lines[last + 1], width):
            last += 1
        yield Paragraph(lines[first].start, lines[last].end, lines[last].blank_after)
        number = last + 1


def _lines(text: str) -> list[Paragraph]:
    """The lines that are not blank, without the blanks around them."""
    lines: list[Paragraph] = []
    place = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = place + len(line) - len(line.lstrip())
            lines.append(Paragraph(start, start + len(bare), False))
        elif lines:
            lines[-1] = lines[-1]._replace(blank_after=True)
        place += len(line)
    return lines


def _wrap_width(text: str, lines: list[Paragraph]) -> int:
    """The width at which a text was broken by hand or by a mailer, 0 where it was not.

    A greedy wrap leaves its marks: no line is wider, the next word would not have fitted, and lines go on in
    lower case.
    """
    spaced = [
        line.end - line.start for line in lines if " " in text[line.start : min(line.end, line.start + 111)]
    ]
    if len(spaced) < 4 or sum(length > WRAP_WIDTHS[-1] for length in spaced) * 20 > len(spaced):
        return 0
    width = max((length for length in spaced if length <= WRAP_WIDTHS[-1]), default=0)
    breaks = [(a, b) for a, b in itertools.pairwise(lines) if not a.blank_after]
    tight = [(a, b) for a, b in breaks if _is_wrapped(text, a, b, width)]
    lower = sum(text[b.start].islower() for _, b in tight)
    return (
        width
        if width in WRAP_WIDTHS
        and len(tight) >= 3
        and len(tight) * 10 >= len(breaks) * 6
        and lower * 3 >= len(tight)
        else 0
    )


def _is_wrapped(text: str, line: Paragraph, following: Paragraph, width: int) -> bool:
    """Whether a line was broken because the next word would not have fitted the width (less a tenth)."""
    if line.blank_after or not line.end - line.start <= WRAP_WIDTHS[-1]:
        return False
    word = text[following.start : following.start + width].split(None, 1)[0]
    return line.end - line.start + 1 + len(word) > width - width // 10


# --------------------------------------------------------------------------- a paragraph by itself


def _role_alone(words: str, rules: Rules) -> Role | None:
    """The role of a paragraph that is furniture whatever stands around it, None for one that may be text."""
    if not any(map(str.isalnum, words)):
        return Role.BOILERPLATE
    if _is_embed(words, rules):
        return Role.EMBED
    if len(words) > 600 or words.count(" ") > SHORT_WORDS:
        return None
    if _metadata_kinds(words, rules):
        return Role.METADATA
    if (
        rules.call.match(words)
        or rules.rights.search(words)
        or RIGHTS_MARK.match(words)
        or _is_share_bar(words, rules)
    ):
        return Role.BOILERPLATE
    credits = (rules.credit.match(words), CREDIT_AT_END.search(words), SLASH_CREDIT.search(words))
    if words.count(" ") < 40 and any(credits):
        return Role.CAPTION
    return None


def _is_share_bar(words: str, rules: Rules) -> bool:
    """Whether a line is buttons only: « Facebook Twitter Imprimer »."""
    found = [word.lower() for word in WORD.findall(words)]
    return (
        len(found) <= 12
        and all(word in rules.share or word.isdigit() for word in found)
        and any(len(word) > 3 for word in found)
    )


def _metadata_kinds(words: str, rules: Rules) -> frozenset[str]:
    """What a line that is metadata from end to end tells; empty where it holds anything else.

    « Par Anna Delmas | Publié le 3 mai 2031 à 18h05 | Lecture 4 min » tells byline, published, date, clock and reading time.
    """
    if len(words) > 200:
        return frozenset()
    kinds: set[str] = set()
    place = 0
    if rules.source.match(words) and words.count(" ") < 15:
        return frozenset({"source"})
    while place < len(words):
        if words[place] in " \t\xa0\u202f|·•,;:()[]/–—-.":
            place += 1
            continue
        kind, end = _metadata_at(words, place, rules)
        if not kind:
            return frozenset()
        kinds.add(kind)
        place = end
    return frozenset(kinds - {"published"}) and frozenset(kinds)


def _metadata_at(words: str, place: int, rules: Rules) -> tuple[str, int]:
    """The kind of metadata that stands at this place and where it ends; an empty kind where none does."""
    for kind, pattern in (
        ("stamp", CRAWL_STAMP),
        ("date", rules.date),
        ("reading", rules.reading_time),
        ("clock", rules.clock),
        ("published", rules.published),
    ):
        if (found := pattern.match(words, place)) and found.end() > place:
            return kind, found.end()
    if place == 0 and (found := rules.placed.match(words)):
        return "placed", found.end()
    found = rules.byline.match(words, place)
    if found and _are_names(found[1], rules):
        return "byline", found.end()
    return "", place


def _are_names(words: str, rules: Rules) -> bool:
    """Whether words can be the names of writers: capitals and small words only, no sentence: « Anna Delmas, à Valbrune »."""
    parts = [part for part in re.split(r"[\s,'’()/&-]+", words) if part]
    names = [part for part in parts if part[0].isupper() or "@" in part]
    small = all(part[0].isupper() or "@" in part or part.lower() in rules.byline_words for part in parts)
    return bool(names) and small and len(parts) <= 14 and not re.search(r"\w{3}[.!?…]\s*$", words)


def _has_address(words: str) -> bool:
    """Whether words hold a network address; a quick look spares most paragraphs the search."""
    return any(mark in words for mark in ("://", "www.", "pic.")) and ADDRESS.search(words) is not None


def _is_embed(words: str, rules: Rules) -> bool:
    """Whether a whole paragraph stands for an embedded post: addresses, notices, nothing else."""
    if SIGNED_POST.match(words):
        return True
    if not _has_address(words):
        if words.count(" ") > SHORT_WORDS:
            return False
        has_tracker = rules.tracker.search(words) and not re.search(r"[«»“”\"]", words)
        notice = rules.phrases.search(words) or (
            has_tracker and all(_is_notice(part, rules) for part in _sentences(words))
        )
        return bool(notice) and (words.count(" ") <= 25 or bool(has_tracker))
    return all(role is Role.EMBED for _, _, role in _embed_parts(words, rules))


def _sentences(words: str) -> list[str]:
    return [part for part in SENTENCE_BREAK.split(words) if any(map(str.isalnum, part))]


def _is_notice(sentence: str, rules: Rules, follows_notice: bool = False) -> bool:
    """Whether a sentence speaks of a post that the screen does not show: « Cliquez ici pour afficher ce contenu. »

    After another notice it need not name the thing again: « Vous pouvez les réactiver. »
    """
    if len(sentence) > 400:
        return False
    if rules.phrases.search(sentence):
        return True
    asked = (
        (rules.screen, rules.addressed) if follows_notice else (rules.screen, rules.addressed, rules.thing)
    )
    return all(pattern.search(sentence) for pattern in asked)


def _embed_parts(words: str, rules: Rules) -> list[Piece]:
    """A paragraph that holds an address, cut into text and embeds.

    An address belongs to an embed where a notice stands next to it or where it is all there is. One that a
    sentence of the article quotes stays in its sentence.
    """
    cuts = {0, len(words)}
    for address in ADDRESS.finditer(words):
        cuts |= {address.start(), address.end()}
    cuts |= {found.end() for found in SENTENCE_BREAK.finditer(words)}
    places = sorted(cuts)
    kinds: list[tuple[int, int, str]] = []
    for start, end in itertools.pairwise(places):
        part = words[start:end]
        if not any(map(str.isalnum, part)):
            kind = "blank"
        elif ADDRESS.match(part):
            kind = "address"
        else:
            follows_notice = bool(kinds) and kinds[-1][2] == "notice"
            kind = "notice" if _is_notice(part, rules, follows_notice) else "text"
        kinds.append((start, end, kind))
    alone = all(kind != "text" for _, _, kind in kinds)
    return _join_embed_runs(kinds, alone)


def _join_embed_runs(kinds: list[tuple[int, int, str]], alone: bool) -> list[Piece]:
    """Runs of addresses and notices as embeds, the rest as body; blank parts go with what stands before them."""
    parts: list[Piece] = []
    number = 0
    while number < len(kinds):
        last = number
        is_text = kinds[number][2] == "text"
        while last + 1 < len(kinds) and (
            kinds[last + 1][2] == "blank" or (kinds[last + 1][2] == "text") == is_text
        ):
            last += 1
        held = {kind for _, _, kind in kinds[number : last + 1]}
        role = Role.EMBED if not is_text and (alone or {"address", "notice"} <= held) else Role.BODY
        if parts and parts[-1].role is role:
            parts[-1] = parts[-1]._replace(end=kinds[last][1])
        else:
            parts.append(Piece(kinds[number][0], kinds[last][1], role))
        number = last + 1
    return parts


def _keep_chronology(text: str, paragraphs: list[Paragraph], roles: list[Role | None], rules: Rules) -> None:
    """Dates alone on a line, two or more of them between paragraphs of text, head the entries of a chronology: they are text."""
    heads = []
    for number in range(2, len(roles) - 1):
        if roles[number] is Role.METADATA and roles[number - 1] is None and roles[number + 1] is None:
            kinds = _metadata_kinds(text[paragraphs[number].start : paragraphs[number].end], rules)
            if kinds <= {"date", "clock", "stamp"}:
                heads.append(number)
    if len(heads) > 1:
        for number in heads:
            roles[number] = None


def _ends_sentence(text: str, paragraph: Paragraph) -> bool:
    return bool(
        re.search(r"[.!?…]\s?[»\"”)]?$", text[max(paragraph.start, paragraph.end - 3) : paragraph.end])
    )


# --------------------------------------------------------------------------- the head of an article


def _read_header(
    article: Article, paragraphs: list[Paragraph], roles: list[Role | None], rules: Rules, pieces: list[Piece]
) -> int:
    """Append the pieces of everything up to and with the first paragraph of text; the number of the one after it."""
    text = article.text
    headlines = 0
    for number, paragraph in enumerate(paragraphs):
        if (role := roles[number]) is not None:
            pieces.append(Piece(paragraph.start, paragraph.end, role))
            continue
        start = _cut_stamp(text, paragraph, rules, pieces)
        if start >= paragraph.end:
            continue
        title_end = _title_end(article, start, paragraph.end)
        if title_end == paragraph.end and number + 1 < len(paragraphs):
            pieces.append(Piece(start, paragraph.end, Role.HEADLINE))
            headlines += 1
            continue
        is_rubric = not headlines and _is_rubric(text, start, number, paragraphs, roles)
        if is_rubric or (headlines and _is_name_line(text[start : paragraph.end], rules)):
            pieces.append(Piece(start, paragraph.end, Role.METADATA))
        elif headlines < 2 and _is_headline(text, start, number, paragraphs, roles, again=headlines > 0):
            pieces.append(Piece(start, paragraph.end, Role.HEADLINE))
            headlines += 1
        else:
            if start < title_end < paragraph.end:
                pieces.append(Piece(start, title_end, Role.HEADLINE))
                start = _skip_blank(text, title_end)
            start = _cut_dateline(text, start, paragraph.end, rules, pieces)
            pieces.extend(_cut_body(text, start, paragraph.end, rules))
            return number + 1
    return len(paragraphs)


def _skip_blank(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _cut_stamp(text: str, paragraph: Paragraph, rules: Rules, pieces: list[Piece]) -> int:
    """Cut a date that a crawl or a page glued to the front of a paragraph; where the text goes on.

    `` date 2031-05 Le pont de Valbrune a cédé … `` and ``Publié le 3 mai 2031 à 18h05 Le pont …``, ``3 mai 2031 - Le pont …``.
    """
    found = CRAWL_STAMP.match(text, paragraph.start, paragraph.end)
    if not found or (found.end() < paragraph.end and not text[found.end()].isspace()):
        found = rules.published_stamp.match(text, paragraph.start, paragraph.end)
    found = found or rules.dated_start.match(text, paragraph.start, paragraph.end)
    if not found:
        return paragraph.start
    after = _skip_blank(text, found.end())
    goes_on = text[after : after + 1]
    if found.re is CRAWL_STAMP and (goes_on.islower() or goes_on in ",;.)"):
        return paragraph.start
    pieces.append(Piece(paragraph.start, paragraph.start + len(found[0].rstrip()), Role.METADATA))
    return after


def _title_end(article: Article, start: int, end: int) -> int:
    """Where the words of the article's title end, if the paragraph begins with them; otherwise ``start``.

    A title that the paragraph goes on from in lower case is the beginning of its first sentence.
    """
    wanted = [word.casefold() for word in WORD.findall(article.title or "")[:60]]
    found = [m for _, m in zip(wanted, WORD.finditer(article.text, start, end), strict=False)]
    if not wanted or [m[0].casefold() for m in found] != wanted:
        return start
    place = found[-1].end()
    while place < end and not article.text[place].isalnum() and not article.text[place].isspace():
        place += 1
    rest = article.text[place:end].lstrip(' \t\xa0\u202f»"”.!?…')
    if not any(map(str.isalnum, rest)):
        return end
    return (
        place
        if len(wanted) >= 3 and (rest[0].isupper() or rest[0] in '«"“') and article.text[place].isspace()
        else start
    )


def _is_rubric(
    text: str, start: int, number: int, paragraphs: list[Paragraph], roles: list[Role | None]
) -> bool:
    """Whether one of the first lines names the section above a headline: « MONDE », « Accueil > Monde > Europe »."""
    words = text[start : paragraphs[number].end]
    if number > 2 or len(words) > 100 or number + 2 >= len(paragraphs):
        return False
    if BREADCRUMB.match(words) and words.count(" ") < 15 and not words.endswith((".", "!", "?")):
        return True
    if not words.isupper() or words.count(" ") > 2 or roles[number + 1] is not None:
        return False
    return _is_headline(text, paragraphs[number + 1].start, number + 1, paragraphs, roles, again=False)


def _is_name_line(words: str, rules: Rules) -> bool:
    """Whether a line under the headline is only names: « Anna Delmas », « Agence Mirande »."""
    return len(words) <= 60 and words.count(" ") <= 4 and _are_names(words, rules)


def _is_headline(
    text: str, start: int, number: int, paragraphs: list[Paragraph], roles: list[Role | None], again: bool
) -> bool:
    """Whether the first lines of an article are its headline, or (``again``) the second line of one.

    A headline is short, is followed by text, and does not end as a sentence does, unless a line of metadata follows.
    """
    paragraph = paragraphs[number]
    words = text[start : paragraph.end]
    if (
        len(words) > 220
        or words.count(" ") >= HEADLINE_WORDS
        or not (words[0].isupper() or words[0] in "«\"“'‘[0123456789")
    ):
        return False
    if any(words.count(" ", 0, found.start()) > 5 for found in LONG_WORD_BREAK.finditer(words)):
        return False
    if number + 1 < len(paragraphs) and _goes_on(text[paragraphs[number + 1].start]):
        return False
    following = [
        later
        for later, role in zip(paragraphs[number + 1 :], roles[number + 1 :], strict=True)
        if role is None
    ]
    if not any(later.end - later.start > 100 or _ends_sentence(text, later) for later in following):
        return False
    if not again and number + 1 < len(roles) and roles[number + 1] is Role.METADATA:
        return words[-1] not in ":;," and (words[-1] != "." or words.count(" ") < FULL_STOP_HEADLINE_WORDS)
    return words[-1] not in ".…:;," and not re.search(r"[.…]\s?[»\"”)]$", words)


def _goes_on(first: str) -> bool:
    """Whether a line beginning with this character goes on with the sentence of the line before."""
    return first.islower() or first in ",;.)!?:"


def _cut_dateline(text: str, start: int, end: int, rules: Rules, pieces: list[Piece]) -> int:
    """Cut a label and a dateline off the first paragraph of text; where the text goes on.

    ``VALBRUNE (Agence Mirande) - Le pont …``, ``Valbrune, le 3 mai — Le pont …``, ``SONDAGE - Les habitants …``.
    """
    label = rules.kicker.match(text, start, end)
    if label and label.end() < end:
        pieces.append(Piece(start, start + len(label[0].rstrip()), Role.METADATA))
        start = label.end()
    found = rules.dateline.match(text, start, end)
    if found and not (found["agency"] or found["date"] or "," in found[0]):
        place = found["place"]
        found = found if place.count(" ") <= (2 if place.isupper() else 1) else None
    found = found or AGENCY_ALONE.match(text, start, end)
    if not found or found.end() >= end:
        return start
    pieces.append(Piece(start, start + len(found[0].rstrip()), Role.DATELINE))
    return found.end()


# --------------------------------------------------------------------------- text, and what is glued to it


def _cut_body(text: str, start: int, end: int, rules: Rules) -> Iterator[Piece]:
    """A paragraph of text, cut where it holds an embed or ends in a credit or a pointer."""
    words = text[start:end]
    if not _has_address(words):
        yield from _cut_tail(text, start, end, rules)
        return
    for part in _embed_parts(words, rules):
        low = _skip_blank(text, start + part.start)
        high = start + part.start + len(words[part.start : part.end].rstrip())
        if low < high and part.role is Role.BODY:
            yield from _cut_tail(text, low, high, rules)
        elif low < high:
            yield Piece(low, high, part.role)


def _cut_tail(text: str, start: int, end: int, rules: Rules) -> Iterator[Piece]:
    """Cut off a credit or a pointer glued to the last sentence: ``… en mai. Photo : Anna Delmas``."""
    low = max(start, end - 300)
    for pattern, role in ((rules.credit_tail, Role.CAPTION), (rules.call_tail, Role.BOILERPLATE)):
        for found in pattern.finditer(text, low, end):
            tail = text[found.start(1) : end]
            if (
                (tail[0].isupper() or tail[0] == "©")
                and tail.count(" ") <= 25
                and not SENTENCE_BREAK.search(tail)
            ):
                yield Piece(start, start + len(text[start : found.start(1)].rstrip()), Role.BODY)
                yield Piece(found.start(1), end, role)
                return
    yield Piece(start, end, Role.BODY)


# --------------------------------------------------------------------------- repetitions


def _mark_repetitions(text: str, pieces: list[Piece], rules: Rules) -> Iterator[Piece]:
    """Give the role repetition to text whose wording stands earlier in the article, whole or nearly so.

    Nearly: four fifths of its runs of three words stand in one earlier paragraph, and no figure or negation is new.
    A paragraph whose number of dead has changed is news.
    """
    seen: dict[tuple[str, ...], int] = {}
    vocabularies: dict[int, set[str]] = {}
    for number, piece in enumerate(pieces):
        if piece.role not in (Role.BODY, Role.HEADLINE):
            yield piece
            continue
        words = [word.casefold() for word in WORD.findall(text, piece.start, piece.end)]
        runs = list(zip(*(words[shift:] for shift in range(SHINGLE)), strict=False))
        hits = Counter(seen[run] for run in runs if run in seen)
        source, count = min(hits.items(), key=lambda hit: (-hit[1], hit[0]), default=(0, 0))
        new = set(words) - vocabularies.get(source, set())
        is_news = any(word in rules.negations or any(map(str.isdigit, word)) for word in new)
        if len(words) >= REPEATED_WORDS and count >= REPEATED_SHARE * len(runs) and not is_news:
            yield piece._replace(role=Role.REPETITION)
            continue
        vocabularies[number] = set(words)
        for run in runs:
            seen.setdefault(run, number)
        yield piece
