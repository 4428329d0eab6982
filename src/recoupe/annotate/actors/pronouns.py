"""Where pronouns stand, and the pass over an article in which pronouns and bare descriptions find their actors in turn."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cache
from typing import Any

from recoupe.annotate.actors.descriptions import Described
from recoupe.annotate.actors.joining import Entity, Registry
from recoupe.annotate.actors.names import Reference, Scan
from recoupe.annotate.actors.ordinals import ordinal_at, ranked
from recoupe.annotate.actors.salience import Anaphor, Held, Way, is_subject, past_title, resolve
from recoupe.languages import word_list
from recoupe.model import ActorKind

_WINDOW = 18
_MAX_VERB = 40


@cache
def _table(name: str) -> dict[str, Any]:
    return dict(word_list("fr", "pronouns").get(name, {}))


@cache
def _words(name: str, key: str) -> frozenset[str]:
    return frozenset(_table(name)[key])


@cache
def _openers() -> frozenset[str]:
    """The words at which a pronoun may be told: the last of "ce dernier" and "le second", the first of "celui-ci"."""
    names = (
        "subjects",
        "after_prepositions",
        "latter",
        "first",
        "second",
        "pointing",
        "concerned",
        "given",
        "objects",
    )
    return frozenset(word for name in names for word in _table(name))


def resolve_in_turn(
    registry: Registry, references: list[Reference], described: dict[int, Described]
) -> list[Reference]:
    """The pronouns whose actor is clear, as references with its key, in the order of the text.

    ``described`` are the bare descriptions by the word with which they begin; they come back with the pronouns where their
    actor is clear or they bring in one of their own. Inside a quotation what the quotation itself names is meant before anything else, and never its speaker,
    who says "je".
    """
    scan = registry.scan
    if scan.lexicon.language != "fr" or not scan.reading.parsed:
        return []
    before = sorted((r for r in references if r.role != "hidden"), key=lambda r: (r.first, -r.last))
    ages = {age.start: age.value for age in scan.reading.ages}
    _learn_ages(registry, before, ages)
    found: list[Reference] = []
    place = 0
    recent: list[Reference] = []
    quotes = [(q.start, q.end) for q in scan.reading.quotes if q.depth == 0]
    openers = _openers()
    for index, word in enumerate(scan.folds):
        opens = word in openers
        if not opens and not scan.capital[index] and index not in described:
            continue
        phrase = described.get(index)
        anaphor = _anaphor_at(scan, index, opens) if phrase is None else phrase.anaphor
        if anaphor is None:
            continue
        while place < len(before) and before[place].first < anaphor.first:
            recent = [*recent[-_WINDOW + 1 :], before[place]]
            place += 1
        held = _held(
            scan, quotes, scan.starts[anaphor.first], recent, before[place : place + 5], registry.entities
        )
        if anaphor.rank is None:
            key = resolve(scan, anaphor, recent, registry.entities, held)
        else:
            key = ranked(scan, index, anaphor.rank, anaphor.gender, recent, registry.entities)
        reference = _reference(scan, anaphor, key or "") if phrase is None else phrase.settle(registry, key)
        if reference.key:
            named = _apposed(scan, anaphor, before[place : place + 3])
            if named is not None and registry.is_unnamed(reference.key) and reference.key != named.key:
                registry.give_name(reference.key, named.key)
                for known in (*references, *found, *recent):
                    known.key = named.key if known.key == reference.key else known.key
                reference.key = named.key
            found.append(reference)
            _learn_ages(registry, [reference], ages)
            recent = [*recent[-_WINDOW + 1 :], reference]
    return found


def _learn_ages(registry: Registry, references: list[Reference], ages: dict[int, str]) -> None:
    """Give persons the age that is told right behind them: "un homme *de 52 ans*", "Otto Kern, *43 ans*,"; ``ages`` by where they begin."""
    scan = registry.scan
    if not ages:
        return
    for reference in references:
        entity = registry.entities.get(reference.key)
        if entity is None or entity.kind is not ActorKind.PERSON or entity.age is not None:
            continue
        for index in range(past_title(reference), min(past_title(reference) + 4, len(scan))):
            if scan.gaps[index - 1].strip() not in {"", ",", "("}:
                break
            if (value := ages.get(scan.starts[index])) is not None:
                entity.age = int(value[1:-1]) if value[1:-1].isdigit() and value.endswith("Y") else None
                break
            if scan.folds[index] not in _words("aged", "words"):
                break


def _reference(scan: Scan, anaphor: Anaphor, key: str) -> Reference:
    start, end = scan.starts[anaphor.first], scan.ends[anaphor.last - 1]
    reference = Reference(anaphor.first, anaphor.last, start, end, ActorKind.PERSON, "", "pronoun", key=key)
    reference.head = anaphor.last - 1
    return reference


def _held(
    scan: Scan,
    quotes: list[tuple[int, int]],
    offset: int,
    recent: list[Reference],
    coming: list[Reference],
    entities: dict[str, Entity],
) -> Held:
    """The quotation that holds this offset; its speaker is told after it ("« Il ment », *tacle Oona Marsel*"), else it may be
    any subject of the sentence before it or of its own."""
    place = bisect_right(quotes, (offset, offset)) - 1
    if place < 0:
        return Held()
    if quotes[place][1] <= offset:
        return Held(said=quotes[place]) if offset - quotes[place][1] < _MAX_VERB else Held()
    start = quotes[place][0]
    first = bisect_right(scan.starts, start)
    if first >= len(scan):
        return Held(start)
    speaker = _told_after(scan, bisect_right(scan.starts, quotes[place][1]), coming)
    if speaker:
        return Held(start, frozenset([speaker]))
    told = _pronoun_after(scan, bisect_right(scan.starts, quotes[place][1]))
    far = 0 if ":" in scan.gap_before(first) else 1
    subjects = [
        reference
        for reference in recent
        if reference.head >= 0
        and scan.sentences[first] - scan.sentences[reference.head] <= 1
        and is_subject(scan, reference)
        and (not told or _may_be(entities[reference.key], reference, told))
    ]
    near = [r for r in subjects if scan.sentences[first] - scan.sentences[r.head] <= far] or subjects
    return Held(start, frozenset(r.key for r in near))


def _may_be(entity: Entity, reference: Reference, form: str) -> bool:
    """Whether an actor agrees with a pronoun's gender and number: not "Oona Marsel" with "il"."""
    plural = entity.plural or reference.plural
    return plural == (form[1] == "p") and (plural or entity.gender in {"", form[0]})


def _pronoun_after(scan: Scan, index: int) -> str:
    """The gender and number of the pronoun that stands behind its verb after a quotation: "« Il ment », *déplorent-ils*"; "" without one."""
    for place in range(index, min(index + 5, len(scan))):
        form = _table("subjects").get(scan.folds[place])
        if form and scan.gap_before(place) == "-":
            return str(form)
        if scan.gaps[place] not in {" ", "-", "'", "’"}:
            break
    return ""


def _apposed(scan: Scan, anaphor: Anaphor, coming: list[Reference]) -> Reference | None:
    """The person whose name follows "ce dernier" or "celle-ci" between commas: "*Celle-ci, Oona Marsel*, s'y oppose"."""
    if anaphor.way is not Way.LATTER:
        return None
    for reference in coming:
        if reference.first == anaphor.last and reference.words and reference.kind is ActorKind.PERSON:
            set_off = scan.gaps[anaphor.last - 1] == ", " and scan.gaps[reference.last - 1] == ", "
            return reference if set_off else None
    return None


def _told_after(scan: Scan, index: int, coming: list[Reference]) -> str:
    """The actor that stands right behind the verb after a quotation, "" where no verb and actor follow."""
    if index + 1 >= len(scan) or "," not in scan.gap_before(index) or scan.capital[index]:
        return ""
    if scan.folds[index] in scan.small.clitics and scan.gaps[index] in {" ", "'", "’"}:
        index += 1
    if scan.pos(index) not in {"VERB", "AUX", "NOUN", "ADJ", "X"} or scan.gaps[index] != " ":
        return ""
    last = index + 1
    while last < len(scan) and scan.pos(last) in {"VERB", "AUX", "ADV"} and scan.gaps[last - 1] == " ":
        last += 1
    return next((r.key for r in coming if last <= r.first <= last + 1), "")


# --------------------------------------------------------------------------- where a pronoun stands


def _anaphor_at(scan: Scan, index: int, opens: bool) -> Anaphor | None:
    """The pronoun at a word that may be one, else somebody by where they come from."""
    return _pronoun_at(scan, index) if opens else _native_at(scan, index)


def _pronoun_at(scan: Scan, index: int) -> Anaphor | None:
    word, before = scan.folds[index], scan.before(index)
    if word in _table("latter"):
        return _latter_at(scan, index) if before in scan.small.demonstrative else None
    if word in _table("first") or word in _table("second"):
        told = ordinal_at(scan, index)
        first = index - (before in scan.small.articles)
        return None if told is None else Anaphor(first, index + 1, told[1], told[2], rank=told[0])
    if word in _table("pointing"):
        pointing = scan.folds[index + 1 : index + 2] == ["ci"] and scan.gaps[index] == "-"
        return _made(index, index + 2, _table("pointing")[word], Way.LATTER) if pointing else None
    if word in _table("concerned"):
        concerned = before in scan.small.articles and scan.pos(index) != "ADJ"
        return _made(index - 1, index + 1, _table("concerned")[word], Way.CONCERNED) if concerned else None
    if word in _table("after_prepositions"):
        if before in _words("prepositions", "words") and not (
            word in _table("given") and _infinitive(scan, index + 1)
        ):
            form = _table("after_prepositions")[word]
            speaker = before in _words("prepositions", "voices")
            return Anaphor(index, index + 1, form[0], form[1] == "p", speaker=speaker)
        if scan.gap_before(index) == ", " and scan.gaps[index] == ", ":
            return _made(index, index + 1, _table("after_prepositions")[word], Way.REINFORCING)
    if word in _table("given") or word in _table("objects"):
        return _object_at(scan, index, word)
    if word in _table("subjects"):
        inverted = scan.gap_before(index) == "-"
        if _asks_of_nobody(scan, index) if inverted else _impersonal(scan, index):
            return None
        if _happens(scan, index):
            return None
        form = _table("subjects")[word]
        speaker = inverted and _after_quotation(scan, index)
        return Anaphor(index, index + 1, form[0], form[1] == "p", speaker=speaker)
    return None


def _native_at(scan: Scan, index: int) -> Anaphor | None:
    """Somebody by where they come from: "*le Flamand* a gagné", "*la Lugnoise* se tait"; only the subject of a verb, since towns and regions
    have such names too."""
    known = scan.taken.get(index)
    if known is not None and known.role == "native":
        return _native_of_table(scan, known)
    if known is not None or scan.before(index) not in scan.small.articles - scan.small.many:
        return None
    told = scan.folds[index] in _words("natives", "words") or scan.folds[index].endswith(_native_endings())
    token = scan.tokens[index]
    alone = index + 1 < len(scan) and not scan.capital[index + 1] and scan.gaps[index] == " "
    if not told or not alone or token is None or token.dep not in {"nsubj", "nsubj:pass"}:
        return None
    gender = "f" if scan.folds[index].endswith("e") else "m"
    return Anaphor(index - 1, index + 1, gender, False, kinds=(ActorKind.PERSON,))


def _native_of_table(scan: Scan, known: Reference) -> Anaphor | None:
    """Somebody from a country of the tables, unless the name follows: "*le Danois* a gagné", not "le Danois Otto Kern"."""
    last = known.last
    if last < len(scan) and scan.capital[last] and scan.gaps[last - 1] in {" ", "\u00a0"}:
        return None
    article, form = scan.before(known.first), scan.folds[last - 1]
    gender = "f" if article in scan.small.feminine else "m" if article in scan.small.masculine else ""
    gender = gender or ("f" if form.endswith(("aise", "aine", "ienne", "oise", "ande", "ine")) else "")
    first = known.first - (article not in scan.small.contracted)
    return Anaphor(first, last, gender, False, kinds=(ActorKind.PERSON,), country=known.country)


@cache
def _native_endings() -> tuple[str, ...]:
    return tuple(_table("natives")["endings"])


def _made(first: int, last: int, form: str, way: Way) -> Anaphor:
    return Anaphor(first, last, form[0].strip("-"), form[1] == "p", way)


def _object_at(scan: Scan, index: int, word: str) -> Anaphor | None:
    """ "lui a répondu", "leur reproche"; "l'accuse" only before verbs that persons are the object of."""
    token = scan.tokens[index]
    if token is None or scan.gaps[index] not in {" ", "'", "’"} or _sets_off_subject(scan, index):
        return None
    misread = token.dep in {"obj", "iobj"} or (
        token.pos == "DET" and (scan.pos(index + 1) in {"VERB", "AUX"} and not scan.opens_sentence(index))
    )
    verb = _verb_after(scan, index) if token.pos == "PRON" or misread else _verb_taken_for_noun(scan, index)
    if not verb:
        return None
    if word in _table("given"):
        made = _made(index, index + 1, _table("given")[word], Way.OBJECT)
    elif verb in _words("done", "lemmas"):
        form = _table("objects")[word]
        gender = _gender_by_participle(scan, index) or form[0]
        made = _made(index, index + 1, gender + form[1], Way.OBJECT)
    else:
        return None
    return replace(made, people=True) if verb in _words("personal", "lemmas") else made


def _sets_off_subject(scan: Scan, index: int) -> bool:
    """Whether a pronoun between the auxiliary and its participle is no object: "le syndicat a *lui* refusé"."""
    if index == 0 or index + 1 >= len(scan) or scan.pos(index - 1) != "AUX" or scan.gaps[index - 1] != " ":
        return False
    participle = scan.tokens[index + 1]
    return participle is not None and "VerbForm=Part" in participle.morph


def _gender_by_participle(scan: Scan, index: int) -> str:
    """The gender of an object before its participle, which agrees with it: "Otto Kern *l'*a accabl*ée*"; "" without one."""
    for place in range(index + 1, min(index + 5, len(scan))):
        token = scan.tokens[place]
        if token is None or scan.gaps[place - 1] not in {" ", "'", "’"}:
            break
        if token.pos == "VERB":
            if place == index + 1 or "VerbForm=Part" not in token.morph:
                return ""
            return (
                "f" if token.lower.rstrip("s").endswith("e") else "m" if "Number=Sing" in token.morph else ""
            )
        if token.pos not in {"AUX", "ADV"}:
            break
    return ""


def _verb_taken_for_noun(scan: Scan, index: int) -> str:
    """The lemma of a verb that the parser takes for a noun behind its article: "on *l'attaque*", "Otto Kern *le presse* d'agir",
    where "le" cannot be the article of "presse", "le préfet *la suspendra*", whose lemma is a verb's; "" where it is a noun."""
    token, noun = scan.tokens[index], scan.tokens[index + 1] if index + 1 < len(scan) else None
    if noun is not None and noun.lemma != noun.lower and noun.lemma in _words("done", "lemmas"):
        return noun.lemma
    lemma = _present_forms().get(scan.texts[index + 1]) if noun is not None and noun.pos == "NOUN" else None
    if token is None or noun is None or lemma is None:
        return ""
    genders = {part for one in (token, noun) for part in one.morph.split("|") if part.startswith("Gender")}
    return lemma if len(genders) > 1 or scan.before(index) in _words("subject_words", "words") else ""


@cache
def _present_forms() -> dict[str, str]:
    """The present of those verbs of the first group whose object is a person, with their lemmas: "presse" of "presser"."""
    return {lemma.removesuffix("r"): lemma for lemma in _words("done", "lemmas") if lemma.endswith("er")}


def _verb_after(scan: Scan, index: int) -> str:
    """The lemma of the verb that a pronoun stands before, past its auxiliaries; "" where it stands before none."""
    lemma = ""
    for place in range(index + 1, min(index + 5, len(scan))):
        token = scan.tokens[place]
        if token is None or scan.gaps[place - 1] not in {" ", "'", "’"}:
            break
        if token.lemma == "faire" and (caused := _infinitive(scan, place + 1)):
            return caused
        if token.pos == "VERB":
            return token.lemma
        if token.pos == "AUX":
            lemma = token.lemma
        elif token.pos not in {"ADV", "PRON"}:
            break
    return lemma


def _infinitive(scan: Scan, index: int) -> str:
    """The lemma of an infinitive at a word: "le juge l'a fait *examiner*"; "" for other words."""
    token = scan.tokens[index] if index < len(scan) and scan.gaps[index - 1] == " " else None
    return token.lemma if token is not None and "VerbForm=Inf" in token.morph else ""


def _latter_at(scan: Scan, index: int) -> Anaphor | None:
    """ "ce dernier" by itself; "ce dernier point" is no pronoun."""
    noun = (
        index + 1 < len(scan) and scan.pos(index + 1) in {"NOUN", "PROPN", "NUM"} and scan.gaps[index] == " "
    )
    if noun and not _is_verb_before_object(scan, index + 1):
        return None
    return _made(index - 1, index + 1, _table("latter")[scan.folds[index]], Way.LATTER)


def _is_verb_before_object(scan: Scan, index: int) -> bool:
    """Whether what the parser takes for a noun is a verb with its object: "cette dernière *attaque* son employeur"."""
    if scan.texts[index] not in _present_forms() or index + 1 >= len(scan) or scan.gaps[index] != " ":
        return False
    return scan.folds[index + 1] in scan.small.articles | scan.small.owning


def _after_quotation(scan: Scan, index: int) -> bool:
    """Whether the clause of an inverted pronoun follows a comma or a closing mark ("..., a-t-elle ajouté")."""
    return any(mark in scan.gaps[place] for place in range(max(0, index - 4), index) for mark in '"»”,')


def _asks_of_nobody(scan: Scan, index: int) -> bool:
    """ "faut-il", "y a-t-il", "s'agit-il": no one is meant, though the pronoun stands behind its verb."""
    verb = index - 1 - (scan.before(index) == "t")
    if verb < 1:
        return verb == 0 and scan.folds[0] in _words("impersonal", "forms")
    word, before = scan.folds[verb], scan.folds[verb - 1]
    return (
        word in _words("impersonal", "forms")
        or (before == "y" and word in _words("impersonal", "having"))
        or (before == "s" and word in _words("impersonal", "reflexive"))
    )


def _happens(scan: Scan, index: int) -> bool:
    """Whether a pronoun is the subject of what only deeds, writings and things do: "*elle* est survenue", "*elle* a duré deux jours"."""
    token = scan.tokens[index]
    if token is None or token.dep not in {"nsubj", "nsubj:pass"}:
        return False
    verb = token.head
    undergone = token.dep == "nsubj:pass" or any(child.dep == "aux:pass" for child in verb.children)
    return verb.lemma in _words("happening", "lemmas") or (
        undergone and verb.lemma in _words("happening", "undergone")
    )


def _impersonal(scan: Scan, index: int) -> bool:
    """ "il faut", "il y a", "il s'agit", "il est clair que": no one is meant."""
    following = scan.folds[index + 1 : index + 6]
    if following and following[0] in _words("impersonal", "negation"):
        following = following[1:]
    if not following or following[0] in _words("impersonal", "forms"):
        return True
    if following[0] == "y":
        return following[1:2] == [] or following[1] in _words("impersonal", "having")
    if following[0] == "en" and following[1:] and following[1] in _words("impersonal", "going"):
        return any(word in _words("impersonal", "likewise") for word in following[2:4])
    if following[0] == "s" and following[1:] and following[1] in _words("impersonal", "reflexive"):
        return True
    token = scan.tokens[index]
    if token is not None and token.head.lemma in _words("impersonal", "lemmas"):
        return True
    if following[0] in _words("impersonal", "remaining"):
        rest = [word for word in following[1:] if word not in _words("impersonal", "adverbs")]
        return bool(rest) and rest[0] in _words("impersonal", "amounts")
    if following[0] in _words("impersonal", "being") and len(following) > 2:
        rest = following[1 + (following[1] in _words("impersonal", "adverbs")) :]
        if len(rest) < 2:
            return False
        return (
            any(word in _words("impersonal", "clause") for word in rest[1:3])
            or rest[0] in _words("impersonal", "told")
            or (rest[1] in scan.small.of and rest[0] in _words("impersonal", "judged"))
        )
    return False
