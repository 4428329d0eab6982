"""Which references of one article are to one actor.

Persons are joined by their names first; then phrases ("le ministre", "le communiqué") by what the article has taught.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from recoupe.annotate.actors.capitals import acts
from recoupe.annotate.actors.groups import group_called_again
from recoupe.annotate.actors.lexicon import pieces, slug
from recoupe.annotate.actors.names import Reference, Scan
from recoupe.annotate.actors.offices import Office, comes_before, is_succession, office_of, terms_by_sound
from recoupe.annotate.actors.sounds import sound, sounds
from recoupe.languages import word_list
from recoupe.model import ActorKind


@dataclass(slots=True)
class Entity:
    """An actor in the making: what its references have shown so far.

    ``offices`` are the offices taught by phrases beside its name, ``town`` says that "la ville" may be it,
    ``members`` are the keys of two who were taken up together, ``age`` is in years, and ``left`` says that somebody else has the office now.
    """

    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    office: str | None = None
    gender: str = ""
    plural: bool = False
    words: tuple[str, ...] = ()
    nouns: set[str] = field(default_factory=set)
    offices: list[Office] = field(default_factory=list)
    first: int = 0
    town: bool = False
    members: tuple[str, ...] = ()
    age: int | None = None
    left: bool = False


class Registry:
    """The actors of one article, by key; ``join`` gives each reference the key of its actor."""

    def __init__(self, scan: Scan):
        self.scan = scan
        self.lexicon = scan.lexicon
        self.entities: dict[str, Entity] = {}
        self._by_sound: dict[tuple[str, ...], Entity] = {}
        self._persons: list[Entity] = []
        self._by_last_word: dict[str, list[Entity]] = {}
        self._by_noun: dict[str, list[Entity]] = {}
        self._by_slug: dict[tuple[str, ActorKind], Entity] = {}
        self._countries: set[str | None] = set()
        self._taught: dict[str, list[Entity]] = {}
        self._defined: list[Entity] = []
        self._numbers: dict[str, int] = {}
        self._pairs: dict[tuple[str, ...], Entity] = {}
        self._kin: dict[str, list[Entity]] = {}
        self.families: dict[str, Entity] = {}

    # ---- names

    def _profession(self, entity: Entity, reference: Reference) -> None:
        """What a civility tells of a person's profession: "*Me* Kern" is a lawyer."""
        before = reference.first - 1
        civility = self.scan.folds[before] if before >= 0 and self.scan.capital[before] else ""
        title = self.lexicon.professions.get(civility)
        office = Office(title, frozenset(), None, False) if title else None
        if office is not None and office not in entity.offices:
            entity.offices.append(office)
            self._taught.setdefault(office.title, []).append(entity)

    def join_names(self, references: list[Reference]) -> None:
        """Give every proper name its actor: full names of persons first, so that a family name finds its person."""
        self._countries = {r.country for r in references if r.role in {"country", "adjective", "demonym"}}
        persons = [r for r in references if r.kind is ActorKind.PERSON]
        full = [r for r in persons if len(sounds(r.words, self.lexicon)) > 1]
        for reference in full:
            self._join_full(reference)
        for reference in persons:
            if not reference.key:
                self._join_short(reference)
        for reference in references:
            if not reference.key:
                self._join_other(reference)

    def _join_full(self, reference: Reference) -> None:
        heard = sounds(reference.words, self.lexicon)
        entity = (
            self._by_sound.get(heard)
            or self._by_sound.get(tuple(sorted(heard)))
            or self._longer(heard, reference)
        )
        if entity is None:
            entity = self._add(reference.name, ActorKind.PERSON, reference)
            self._register_person(entity, heard)
        self._learn(entity, reference)

    def _longer(self, heard: tuple[str, ...], reference: Reference) -> Entity | None:
        """The one person whose full name holds these words after the first name ("Lula da Silva")."""
        if reference.words[0] in self.lexicon.given:
            return None
        return self._only(
            [
                e
                for e in self._by_last_word.get(heard[-1], ())
                if set(heard) <= set(sounds(e.words, self.lexicon)[1:])
            ]
        )

    def _register_person(self, entity: Entity, heard: tuple[str, ...]) -> None:
        self._by_sound[heard] = entity
        self._by_sound.setdefault(tuple(sorted(heard)), entity)
        self._persons.append(entity)
        for word in dict.fromkeys(heard[1:] or heard):
            self._by_last_word.setdefault(word, []).append(entity)

    def _join_family(self, reference: Reference, heard: tuple[str, ...]) -> bool:
        """ "Otto Kern et sa fille sont partis. *Les Kern* ...": several of a person's family, who are a group of their own."""
        if len(heard) != 1 or self.scan.before(reference.first) not in self.scan.small.peoples:
            return False
        if not self._by_last_word.get(heard[0]):
            return False
        family = self.families.get(heard[0])
        if family is None:
            article = next(iter(sorted(self.scan.small.peoples & self.scan.small.articles)), "")
            family = self._add(f"{article} {reference.name}".strip(), ActorKind.COLLECTIVE, reference)
            family.plural, family.gender, family.words = True, "", ()
            family.nouns.add("famille")
            self.families[heard[0]] = family
        reference.key, reference.kind = family.key, ActorKind.COLLECTIVE
        return True

    def _join_short(self, reference: Reference) -> None:
        heard = sounds(reference.words, self.lexicon)
        if self._join_family(reference, heard):
            return
        entities = self._by_last_word.get(heard[-1], [])
        fitting = [
            e for e in entities if not (e.gender and reference.gender and e.gender != reference.gender)
        ]
        entity = self._only(fitting) or self._nearest(fitting, reference)
        if entity is None and not fitting:
            entity = self._only(
                [e for e in self._persons if len(e.words) > 1 and sound(e.words[0]) == heard[0]]
            )
        if entity is None:
            entity = self._add(reference.name, ActorKind.PERSON, reference)
            if not fitting:
                self._register_person(entity, heard)
        self._learn(entity, reference)

    def _nearest(self, entities: list[Entity], reference: Reference) -> Entity | None:
        """Of several persons of one family name, the one whose full name stands in the hundred words before, if only one does."""
        return self._only([e for e in entities if 0 <= reference.first - e.first <= 100])

    def _learn(self, entity: Entity, reference: Reference) -> None:
        reference.key = entity.key
        native = self.scan.taken.get(reference.first - 1)
        if native is not None and native.role == "native" and native.last == reference.first:
            entity.country = entity.country or native.country
        self._profession(entity, reference)
        entity.gender = entity.gender or reference.gender
        entity.first = min(entity.first, reference.first)
        if len(reference.words) > len(entity.words):
            entity.words, entity.name = reference.words, reference.name

    def _join_other(self, reference: Reference) -> None:
        if reference.role == "name" and self._family_name(reference):
            return
        if reference.role == "capital" and acts(self.scan, reference):
            self._meant_by_capital(reference)
        entity = self._by_slug.get((slug(reference.name), reference.kind))
        if entity is None:
            entity = self._by_name_sound(reference) or self._add(reference.name, reference.kind, reference)
            entity.country = entity.country or reference.country
            entity.words = entity.words or pieces(reference.name)
            entity.town = reference.role == "capital" or (
                reference.role == "name"
                and reference.kind in _TOWNS
                and len(reference.words) == len(entity.words)
                and not reference.gender
            )
        reference.key = entity.key
        if reference.role == "defined" and entity not in self._defined:
            self._defined.append(entity)
        self._nouns_of(entity, reference)

    def _meant_by_capital(self, reference: Reference) -> None:
        """What acts where a capital does: its country, or the body that sits there where the article names that country
        nowhere else ("*Bruxelles* exige des comptes")."""
        country = self.lexicon.countries[reference.country or ""]
        seat = self.lexicon.seats.get(slug(reference.name))
        if seat is not None and reference.country not in self._countries:
            reference.kind, reference.name, reference.country = ActorKind.ORGANISATION, seat, None
        else:
            reference.kind, reference.name = ActorKind.COUNTRY, country.name

    def _family_name(self, reference: Reference) -> bool:
        """A name that was taken for a place or body, but is the family name of a person of the article, or of several."""
        heard = sounds(reference.words, self.lexicon)
        if self._join_family(reference, heard):
            return True
        entity = (
            self._only([e for e in self._by_last_word.get(heard[-1], ()) if len(e.words) > 1])
            if len(heard) == 1
            else None
        )
        if entity is not None:
            reference.kind = ActorKind.PERSON
            self._learn(entity, reference)
        return entity is not None

    def _by_name_sound(self, reference: Reference) -> Entity | None:
        if reference.role != "name":
            return None
        entity = self._by_sound.get(sounds(reference.words, self.lexicon))
        return entity if entity is not None and entity.kind is reference.kind else None

    def _nouns_of(self, entity: Entity, reference: Reference) -> None:
        if reference.role == "country" and entity.gender == "":
            country = self.lexicon.countries.get(reference.country or "")
            entity.gender = country.gender[:1] if country else reference.gender
            entity.plural = bool(country and country.gender.endswith("p"))

    @staticmethod
    def _only(entities: list[Entity]) -> Entity | None:
        return entities[0] if len(entities) == 1 else None

    def _add(self, name: str, kind: ActorKind, reference: Reference) -> Entity:
        base = slug(name) or kind.value
        key, number = base, self._numbers.get(base, 2)
        while key in self.entities:
            key, number = f"{base}-{number}", number + 1
        self._numbers[base] = number
        entity = Entity(key, " ".join(name.split()), kind, first=reference.first, words=reference.words)
        entity.gender, entity.plural, entity.country = reference.gender, reference.plural, reference.country
        self.entities[key] = entity
        self._by_slug.setdefault((base, kind), entity)
        if kind is ActorKind.PERSON and not reference.words:
            self._persons.append(entity)
        return entity

    # ---- offices

    def teach(self, phrase: Reference) -> None:
        """A phrase beside a name tells the person's office, for this article."""
        holder = phrase.office_holder
        if holder is None or not holder.key:
            return
        entity = self.entities[holder.key]
        phrase.key = entity.key
        if is_succession(phrase, self.lexicon.language):
            entity.gender = entity.gender or phrase.gender
            entity.left = entity.left or comes_before(phrase, self.lexicon.language)
            return
        office = office_of(phrase, self.scan)
        if office not in entity.offices and not self.is_relative(phrase):
            entity.offices.append(office)
            self._taught.setdefault(office.title, []).append(entity)
        entity.gender = entity.gender or phrase.gender
        if "offices" in phrase.tables and not phrase.former:
            entity.country = entity.country or phrase.country
            if entity.office is None or len(phrase.name) > len(entity.office):
                entity.office = phrase.name

    def is_relative(self, phrase: Reference) -> bool:
        """Whether a phrase only says what somebody is to another: "*sa rivale*, Oona Marsel"; no office of theirs."""
        return "opposites" in phrase.tables and self.scan.folds[phrase.first] in self.scan.small.owning

    def know_holders(self) -> None:
        """Persons of the article whom the table of offices knows get their country, and their office at the article's date."""
        terms = terms_by_sound(self.lexicon.language)
        published = self.scan.reading.published
        for entity in self._persons:
            heard = sounds(entity.words, self.lexicon) if entity.words else ()
            if len(heard) == 1:
                self._name_holder(entity, heard[0])
            for term in terms.get(heard, ()) if len(heard) > 1 else ():
                office = Office(term.office, frozenset(), term.country, False, of_state=True)
                if published.latest and (
                    term.since > published.latest
                    or (term.until and published.earliest and term.until <= published.earliest)
                ):
                    continue
                entity.country = entity.country or term.country
                if office not in entity.offices:
                    entity.offices.append(office)
                    self._taught.setdefault(office.title, []).append(entity)

    def _name_holder(self, entity: Entity, family: str) -> None:
        """A family name with an office is the holder of that name at the article's date: "le président Biden" """
        published = self.scan.reading.published
        holders = {
            (holder.name, holder.country)
            for office in entity.offices
            if not office.former
            for holder in self.lexicon.holders_of(office.title, published.earliest, published.latest)
            if sounds(pieces(holder.name), self.lexicon)[-1] == family
            and office.country in {None, holder.country}
        }
        if len(holders) != 1:
            return
        name, country = holders.pop()
        heard = sounds(pieces(name), self.lexicon)
        if heard not in self._by_sound:
            entity.name, entity.words, entity.country = name, pieces(name), country
            self._by_sound[heard] = entity

    def takes_up_source(self, phrase: Reference) -> bool:
        """Whether "ce porte-parole" takes up an unnamed source of the same noun that was met before, and no named person."""
        bare = len(phrase.title.split()) == len(phrase.noun.split())
        if (
            not bare
            or "sources" not in phrase.tables
            or self._taught.get(self.lexicon.office_title(phrase.noun))
        ):
            return False
        return any(e.kind is ActorKind.ANONYMOUS for e in self._by_noun.get(phrase.noun, ()))

    def resolve_office(self, phrase: Reference) -> None:
        """ "le président saldovien": the person taught with that office, else its holder at the article's date, else an unnamed one."""
        office = office_of(phrase, self.scan)
        fitting = {
            e.key: e
            for e in self._taught.get(office.title, ())
            if any(o.fits(office) and (o.party == office.party or e.words) for o in e.offices)
        }
        entity = self._only(list(fitting.values()))
        if entity is None and office.country and not office.former and not office.domain - {office.title}:
            entity = self._holder(office, phrase)
        if entity is None and not fitting:
            entity = self._head_of_body(office, phrase)
        if (entity is None and len(fitting) < 2) or (entity is None and (office.country or office.told)):
            entity = self._unnamed(office, phrase)
        if entity is not None:
            phrase.key = entity.key
            entity.gender = entity.gender or phrase.gender

    def _holder(self, office: Office, phrase: Reference) -> Entity | None:
        published = self.scan.reading.published
        name = self.lexicon.holder(office.title, office.country or "", published.earliest, published.latest)
        if name is None:
            return None
        entity = self.known_person(name, office.country, phrase)
        entity.office = entity.office or phrase.name
        return entity

    def _head_of_body(self, office: Office, phrase: Reference) -> Entity | None:
        """ "la présidente de la Commission européenne": who headed the body at the article's date, by the table of offices."""
        body = phrase.issuer
        if body is None or body.role != "body" or body.last != phrase.last or office.former:
            return None
        between = self.scan.folds[phrase.head + len(phrase.noun.split()) : body.first]
        if any(word not in self.scan.small.unheard for word in between):
            return None
        published = self.scan.reading.published
        name = self.lexicon.head_of_body(office.title, body.name, published.earliest, published.latest)
        return None if name is None else self.known_person(name, None, phrase)

    def known_person(self, name: str, country: str | None, phrase: Reference) -> Entity:
        """The person whom the table of offices names, whether the article names them elsewhere or not."""
        heard = sounds(pieces(name), self.lexicon)
        entity = self._by_sound.get(heard)
        if entity is None:
            entity = self._add(name, ActorKind.PERSON, phrase)
            entity.words = pieces(name)
            self._register_person(entity, heard)
        entity.country = entity.country or country
        return entity

    def pair(self, two: tuple[Entity, ...], words: str, place: int) -> Entity:
        """The collective of two actors taken up together, named by its words ("deux hommes"); without members where it is
        not known who they are."""
        members = tuple(entity.key for entity in two)
        group = members or (words,)
        known = self._pairs.get(group)
        if known is None:
            reference = Reference(place, place, 0, 0, ActorKind.COLLECTIVE, words, "phrase", plural=True)
            known = self._pairs[group] = self._add(words, ActorKind.COLLECTIVE, reference)
            known.members = members
        return known

    def _unnamed(self, office: Office, phrase: Reference) -> Entity:
        """One actor for an office whose holder is not known, by title, complements and country."""
        label = " ".join(
            [
                office.title,
                *[w for w in phrase.title.split() if w in office.told],
                (office.country or "").lower(),
            ]
        )
        if office.former:
            label = "ancien " + label
        key = slug(label)
        entity = self.entities.get(key)
        if entity is None or entity.kind is not ActorKind.PERSON:
            entity = self._add(label, ActorKind.PERSON, phrase)
            entity.name, entity.country = phrase.name, office.country
            entity.office = phrase.name
            entity.offices.append(office)
            self._taught.setdefault(office.title, []).append(entity)
        return entity

    # ---- other phrases

    def join_phrase(self, phrase: Reference, kind: ActorKind) -> None:
        """A phrase without a name: the actor introduced before with the same noun where it says no more, else one by its words."""
        bare = len(phrase.title.split()) == len(phrase.noun.split()) and not phrase.country
        known = [e for e in self._by_noun.get(phrase.noun, ()) if e.kind is kind and e.first <= phrase.first]
        if bare and phrase.definite and known:
            alike = [e for e in known if e.plural == phrase.plural or kind is not ActorKind.ANONYMOUS]
            entity = (
                (alike or known)[-1]
                if kind in {ActorKind.ANONYMOUS, ActorKind.DOCUMENT}
                else self._only(known)
            )
            if entity is not None:
                phrase.key = entity.key
                return
        if bare and phrase.definite and kind is ActorKind.ARMED_GROUP:
            named = self._only([e for e in self.entities.values() if e.kind is kind])
            if named is not None:
                phrase.key = named.key
                return
        if bare and phrase.definite and phrase.plural and (group := self._fighters(phrase)) is not None:
            phrase.key, group.kind = group.key, ActorKind.ARMED_GROUP
            return
        if (
            bare
            and phrase.definite
            and kind is ActorKind.COLLECTIVE
            and (again := group_called_again(phrase, self._by_noun, self.lexicon.language)) is not None
        ):
            phrase.key = again.key
            return
        entity = (
            self._bearer(phrase, kind)
            or self.entities.get(slug(phrase.name))
            or self._same_owner(phrase, known)
        )
        if entity is None or entity.kind is not kind:
            entity = self._add(phrase.name, kind, phrase)
            entity.words = ()
            entity.nouns.add(phrase.noun)
            ends = (phrase.noun.split()[-1],) if phrase.noun.startswith("haut ") else ()
            for noun in dict.fromkeys((phrase.noun, phrase.noun.split()[0], *ends)):
                self._by_noun.setdefault(noun, []).append(entity)
        phrase.key = entity.key

    def _fighters(self, phrase: Reference) -> Entity | None:
        """ "les rebelles": the only armed group named before them, else the only body whose name sounds like one; else nobody."""
        tables = word_list(self.lexicon.language, "taken_up").get("fighters", {})
        if phrase.noun not in {" ".join(pieces(noun)) for noun in tables.get("nouns", ())}:
            return None
        before = [e for e in self.entities.values() if e.first < phrase.first]
        groups = [e for e in before if e.kind is ActorKind.ARMED_GROUP]
        fronts = [
            e for e in before if e.kind is ActorKind.ORGANISATION and set(e.words[:1]) & set(tables["bodies"])
        ]
        return self._only(groups or fronts)

    def _bearer(self, phrase: Reference, kind: ActorKind) -> Entity | None:
        """ "la société Orvex" is "Orvex", where the article names it so."""
        words = self.scan.folds[phrase.named : phrase.last] if phrase.named else []
        entity = self.entities.get(slug(" ".join(words)))
        if entity is None or entity.kind is not kind:
            return None
        self._by_noun.setdefault(phrase.noun, []).append(entity)
        entity.nouns.add(phrase.noun)
        entity.gender, entity.country = entity.gender or phrase.gender, entity.country or phrase.country
        return entity

    def introduce(self, phrase: Reference, kind: ActorKind) -> None:
        """An actor whom the article brings in by a common noun: "un passager"; later "le passager" is the same, and "sa mère" is
        told again as "sa mère"."""
        owned = self.scan.folds[phrase.first] in self.scan.small.owning
        known = self._only(self._kin.get(phrase.noun, [])) if owned else None
        if known is not None:
            phrase.key = known.key
            return
        entity = self._add(phrase.name, kind, phrase)
        if owned:
            self._kin.setdefault(phrase.noun, []).append(entity)
        self._by_noun.setdefault(phrase.noun, []).append(entity)
        self._taught.setdefault(self.lexicon.office_title(phrase.noun), []).append(entity)
        entity.offices.append(office_of(phrase, self.scan))
        phrase.key = entity.key

    def family(self, key: str) -> list[Entity]:
        """The persons with more than one name who share the last name of a person, the first few of them."""
        words = self.entities[key].words
        last = sounds(words, self.lexicon)[-1] if words else ""
        return list(islice((e for e in self._by_last_word.get(last, ()) if len(e.words) > 1), _MAX_FAMILY))

    def country_of_family(self, word: str) -> str | None:
        """The country of the only person of this family name ("le gouvernement Duval"), None where it is not known."""
        entity = self._only(self._by_last_word.get(sound(word), []))
        return entity.country if entity is not None else None

    def teach_noun(self, phrase: Reference, named: Reference) -> None:
        """ "les Brigades du Levant, une milice": the noun may take the body up for the rest of the article."""
        entity = self.entities.get(named.key)
        if entity is not None and entity.kind in _BODY_KINDS:
            known = self._by_noun.setdefault(phrase.noun, [])
            if entity not in known:
                known.append(entity)

    def take_up_body(self, phrase: Reference) -> None:
        """ "le Conseil", "la milice" where the article has named one body by that noun: that body; else nobody."""
        far = len(phrase.title.split()) > len(phrase.noun.split()) or phrase.head - phrase.first > 1
        if far or phrase.plural:
            return
        known = {e.key: e for e in self._by_noun.get(phrase.noun, ()) if e.kind in _BODY_KINDS}
        for entity in self._defined:
            if entity.words[:1] == tuple(phrase.noun.split()):
                known[entity.key] = entity
        named = self._only(list(known.values()))
        if named is not None:
            phrase.key = named.key

    def take_up_server(self, phrase: Reference) -> bool:
        """ "Me Kern a plaidé. *Son avocat* ...": the only lawyer named, of whom the article tells nobody else whom they serve."""
        title = self.lexicon.office_title(phrase.noun)
        known = {e.key: e for e in self._taught.get(title, ()) if e.first < phrase.first and e.words}
        only = self._only(list(known.values()))
        if only is None or any(office.domain for office in only.offices if office.title == title):
            return False
        phrase.key = only.key
        return True

    def learn_office(self, entity: Entity, phrase: Reference) -> None:
        """A description that took somebody up is what they are for the rest of the article."""
        office = office_of(phrase, self.scan)
        if office not in entity.offices:
            entity.offices.append(office)
            self._taught.setdefault(office.title, []).append(entity)

    def is_unnamed(self, key: str) -> bool:
        """Whether the actor is a person known by an office or a description only."""
        entity = self.entities[key]
        return entity.kind is ActorKind.PERSON and not entity.words

    def give_name(self, unnamed: str, named: str) -> None:
        """An unnamed person turns out to be a named one: "la directrice ... *Celle-ci, Oona Marsel*," teaches her office."""
        other, entity = self.entities[unnamed], self.entities[named]
        entity.offices += [office for office in other.offices if office not in entity.offices]
        entity.office, entity.gender = entity.office or other.office, entity.gender or other.gender
        for taught in self._taught.values():
            taught[:] = [entity if each is other else each for each in taught]

    def knows_holder(self, phrase: Reference) -> bool:
        """Whether the article has said of one person that they are what the phrase says: "Otto Kern, prévenu" ... "le prévenu"."""
        office = office_of(phrase, self.scan)
        fitting = {
            e.key for e in self._taught.get(office.title, ()) if any(o.fits(office) for o in e.offices)
        }
        return len(fitting) == 1

    def has_holder(self, phrase: Reference) -> bool:
        """Whether the table of offices knows who held the office of a country at the article's date."""
        office, published = office_of(phrase, self.scan), self.scan.reading.published
        if not office.country or office.former:
            return False
        dates = published.earliest, published.latest
        return self.lexicon.holder(office.title, office.country, *dates) is not None

    def _same_owner(self, phrase: Reference, known: list[Entity]) -> Entity | None:
        """ "le gouvernement de la Saldovie" after "le gouvernement saldovien": same noun, same country, no other complement."""
        if not phrase.country or office_of(phrase, self.scan).domain - set(phrase.noun.split()):
            return None
        return self._only(
            [
                e
                for e in known
                if e.country == phrase.country and e.plural == phrase.plural and len(e.name.split()) <= 4
            ]
        )


_MAX_FAMILY = 3
_TOWNS = frozenset([ActorKind.PLACE, ActorKind.GOVERNMENT])
_BODY_KINDS = frozenset(
    [
        ActorKind.INSTITUTION,
        ActorKind.ORGANISATION,
        ActorKind.ARMED_GROUP,
        ActorKind.GOVERNMENT,
        ActorKind.MEDIA,
    ]
)
