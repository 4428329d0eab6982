"""One sentence per row, made from its records and the phrases of ``languages/<language>/account.toml``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from recoupe.annotate.actors.lexicon import slug
from recoupe.crosscheck.assertions import Assertion, Voice
from recoupe.crosscheck.identities import Identities, JoinedActor
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.sketches import Sketch
from recoupe.crosscheck.wording import content_stems
from recoupe.languages import word_list
from recoupe.model import (
    Act,
    ActorKind,
    Attribution,
    Event,
    EventModality,
    EventType,
    Position,
    Quantity,
    SaidModality,
    SpeakerKind,
    Stance,
)

LONGEST_QUOTE_CHARS = 220
BARE_AT_MOST = 4  # names without an article, for each with one: « en Séranie »
PLURAL = re.compile(
    r"^(?:les|des|ces|ses|leurs|deux|trois|quatre|cinq|plusieurs|certains|two|three|four|several|some)\b",
    re.I,
)
ARTICLED = re.compile(
    r"^(?:les?|la|l['’]|une?|des|du|ce|cet|cette|ces|ses|son|sa|leurs?|the|an?|some|deux|trois|plusieurs)\b",
    re.I,
)
BLANKS = re.compile(r"\s+")
ELIDED = re.compile(r"\b([Qq]u|[Dd])e (?=[AEIOUÉÈÊÂÎÔaeiouéèêâîô])")
CONTRACTED = (
    (" à le ", " au "),
    (" à les ", " aux "),
    (" de le ", " du "),
    (" de les ", " des "),
    (" de des ", " de "),
)
ARTICLE_OF = {
    "la": "la ",
    "le": "le ",
    "les": "les ",
    "l’": "l’",
    "du": "le ",
    "au": "le ",
    "aux": "les ",
    "des": "les ",
}
ARTICLE_OF_GENDER = {"f": "la ", "m": "le ", "fp": "les ", "mp": "les "}
COMMON_ARTICLE_OF = {**ARTICLE_OF, "des": "des ", "un": "un ", "une": "une "}


def find_determiners(sketches: Iterable[Sketch], identities: Identities) -> dict[str, str]:
    """By actor, the article that French puts before its name, as the table of countries or else these articles tell; none
    where there is none.

    The table knows « la Belgique » and « Malte ». Of other names the article that the texts put there most often, if they
    put one before a fifth of the names, and not once against others: « en Séranie » says nothing; « la Séranie », « du Norvik »
    and « l’Orvanie » do; « Norvik » alone counts against.
    """
    usual = {}
    seen: dict[str, Counter[str]] = {}
    for sketch in sketches:
        for named in sketch.named:
            key = identities.key(sketch.id, named.actor.key)
            actor = identities.actors[key]
            known = _articles_of_countries().get(slug(actor.name)) if actor.country else None
            if known is not None:
                usual[key] = known
            if known is not None or not named.determiners or _stands_alone(actor):
                continue
            table = COMMON_ARTICLE_OF if actor.name[:1].islower() else ARTICLE_OF
            counts = seen.setdefault(key, Counter())
            for word, count in named.determiners.items():
                counts[table.get(word, "")] += count
    for key, counts in seen.items():
        articled = [(count, article) for article, count in counts.items() if article]
        told = sum(count for count, _ in articled)
        if articled and BARE_AT_MOST * told >= counts[""] and (told > 1 or not counts[""]):
            article = min(articled, key=lambda item: (-item[0], item[1]))[1]
            usual[key] = _elided(article, identities.actors[key].name)
    return usual


@cache
def _articles_of_countries() -> dict[str, str]:
    """The French articles before the first names of countries, "" where there is none: « la », « l’ », « les »."""
    table = word_list("fr", "countries")
    found = {}
    for code, (names, gender, *_) in table["countries"].items():
        name = names.split("|")[0]
        found[slug(name)] = (
            "" if code in table["bare"]["countries"] else _elided(ARTICLE_OF_GENDER[gender], name)
        )
    return found


def _elided(article: str, name: str) -> str:
    """An article as it stands before a name: « l’Afghanistan », « l’État »."""
    return "l’" if article in ("le ", "la ") and slug(name)[:1] in tuple("aeiou") else article


def _stands_alone(actor: JoinedActor) -> bool:
    """Whether a name takes no article before it: a person's, and one that begins with an article."""
    return bool(ARTICLED.match(actor.name)) or (actor.kind is ActorKind.PERSON and actor.name[:1].isupper())


class Sentences:
    """Words rows for one situation, in its reader's language."""

    def __init__(self, situation: Situation):
        self.situation = situation
        self.french = situation.language == "fr"
        self.table = word_list(situation.language, "account")

    # ---------------------------------------------------------------- names

    def name(self, key: str) -> str:
        """An actor's name as it stands in running text: « la Séranie », « Ilda Marsan »."""
        actor = self.situation.identities.actors[key]
        if not self.french:
            return actor.name
        if _stands_alone(actor):
            return actor.name
        plural = "des " if actor.name[:1].islower() and actor.name.split(" ")[0].endswith(("s", "x")) else ""
        return self.situation.determiners.get(key, plural) + actor.name

    def names(self, keys: Sequence[str]) -> str:
        shown = list(dict.fromkeys(self.name(key) for key in keys[:3]))
        return (
            shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + self.table["phrase"]["and"] + shown[-1]
        )

    def voice(self, voice: Voice) -> str:
        """Who speaks: a proper name as the account has it; a source told by a common noun in the article's words."""
        named = voice.actor is not None and self.situation.identities.actors[voice.actor].name[:1].isupper()
        if ARTICLED.match(voice.shown) and not (named and voice.kind is not SpeakerKind.ANONYMOUS):
            return shorten(voice.shown[0].lower() + voice.shown[1:])
        if voice.actor is not None:
            return self.name(voice.actor)
        return voice.words or str(self.table["phrase"]["unnamed"])

    def chain(self, voice: Voice) -> str:
        """« (par le Courrier de Valme) » where words came through relays."""
        if not voice.via:
            return ""
        through = [self.table["phrase"]["through"].format(name=name) for name in voice.via]
        return str(self.table["phrase"]["chain"].format(names=", ".join(through)))

    # ---------------------------------------------------------------- rows

    def event(self, best: Assertion, modality: str, actors: Sequence[str], recipients: Sequence[str]) -> str:
        record = best.record
        assert isinstance(record, Event)
        verb = self.table["event"][record.type.value]
        if record.type is EventType.THREATEN and modality == EventModality.THREATENED:
            modality = EventModality.OCCURRED
        forms = self.table["verb"]["plural" if self._many(actors) else "singular"]
        if actors and not recipients and verb.get("needs_object"):
            text = self.table["modality_noun"][modality].format(
                noun=verb["noun"], against=self.table["phrase"]["from"].format(name=self.names(actors))
            )
        elif actors:
            text = self.table["modality"][modality].format(
                subject=self.names(actors),
                participle=verb["participle"],
                infinitive=verb["infinitive"],
                de_infinitive=_de(verb["infinitive"]),
                object=verb["object"].format(name=self.names(recipients)) if recipients else "",
                **forms,
            )
        else:
            text = self.table["modality_noun"][modality].format(
                noun=verb["noun"],
                against=verb["against"].format(name=self.names(recipients)) if recipients else "",
            )
        return self._close(text, best)

    def statement(self, best: Assertion, addressee: str | None) -> str:
        record, voice = best.record, best.voice
        assert isinstance(record, Attribution) and voice is not None
        speaker = self.voice(voice)
        number = "plural" if PLURAL.match(speaker) else "singular"
        act: dict[str, Any] = self.table["act"]
        verb = (
            act[f"denied_{number}"]
            if record.modality is SaidModality.DENIED
            else act[number][record.act.value]
        )
        to = (
            self.table["phrase"]["to"].format(name=self.name(addressee))
            if addressee and record.act is Act.REQUEST
            else ""
        )
        return self._close(f"{speaker}{self.chain(voice)} {verb}{to}", best)

    def position(self, best: Assertion, holder: str) -> str:
        record = best.record
        assert isinstance(record, Position)
        name = self.name(holder)
        verb = self.table["stance"]["plural" if PLURAL.match(name) else "singular"][record.stance.value]
        text = f"{name} {verb} {self._quoted(record.target)}"
        if record.condition:
            phrase = "under" if record.stance is Stance.CONDITION else "condition"
            text += self.table["phrase"][phrase].format(words=shorten(record.condition))
        return _sentence(self._contract(text))

    def quantity(self, best: Assertion) -> str:
        record = best.record
        assert isinstance(record, Quantity)
        text = self._quoted(self.situation.text_of(*best.place))
        language = self.situation.by_id[best.article].language
        if content_stems(record.what, language) - content_stems(
            self.situation.text_of(*best.place), language
        ):
            text += self.table["phrase"]["counted"].format(what=shorten(record.what))
        if best.voice is not None:
            text += self.table["phrase"]["according_to"].format(name=self.voice(best.voice)) + self.chain(
                best.voice
            )
        return _sentence(text)

    def ledger(self, best: Assertion, kind: str, *, closed: bool = False) -> str:
        words = self.table["phrase"]["quoted"].format(words=shorten(self.situation.text_of(*best.place)))
        teller = ""
        if best.voice is not None:
            teller = self.table["phrase"]["according_to"].format(name=self.voice(best.voice)) + self.chain(
                best.voice
            )
        state = self.table["phrase"]["closed"] if closed else ""
        return _sentence(self._contract(f"{self.table['ledger'][kind]}{state}{teller}{words}"))

    def relation(self, kind: str, left: str, right: str) -> str:
        """A relation between two rows, told by their sentences without their full stops."""
        ends = {"left": left.rstrip("."), "right": right.rstrip(".")}
        return _sentence(self.table["relation"][kind].format(**ends))

    def because(self, reason: str, **parts: object) -> str:
        return self._contract(str(self.table["because"][reason].format(**parts)))

    # ---------------------------------------------------------------- pieces

    def _many(self, keys: Sequence[str]) -> bool:
        names = {self.name(key) for key in keys}
        return len(names) > 1 or (len(names) == 1 and bool(PLURAL.match(min(names))))

    def _quoted(self, words: str) -> str:
        return str(self.table["phrase"]["words"].format(words=shorten(words)))

    def _close(self, text: str, best: Assertion) -> str:
        words = shorten(self.situation.text_of(*best.place))
        text = BLANKS.sub(" ", text).strip()
        return _sentence(self._contract(text) + self.table["phrase"]["quoted"].format(words=words))

    def _contract(self, text: str) -> str:
        return contract(text) if self.french else text


def contract(text: str) -> str:
    """French contracts *à* and *de* with the article, drops *des* after *de* and elides: « au Norvik », « d’Ilda Marsan »,
    « de la part de témoins »."""
    for full, short in CONTRACTED:
        text = text.replace(full, short)
    return ELIDED.sub(lambda found: found.group(1) + "’", text)


def _de(infinitive: str) -> str:
    """*de* before an infinitive: « d’attaquer », « de menacer »."""
    return ("d’" if infinitive[0].lower() in "aeiouéèêh" else "de ") + infinitive


def _sentence(text: str) -> str:
    """Capital first, full stop last, whatever the pieces brought along."""
    text = BLANKS.sub(" ", text).strip()
    return (text[:1].upper() + text[1:]).rstrip(". ") + "."


def shorten(words: str) -> str:
    """Words of an article on one line, cut at a blank after ``LONGEST_QUOTE_CHARS`` characters."""
    words = BLANKS.sub(" ", words).strip()
    if len(words) <= LONGEST_QUOTE_CHARS:
        return words
    return words[:LONGEST_QUOTE_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
