"""English events without a parser: invented sentences with what must be found, look-alikes, the word lists, any text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.annotate import annotate
from recoupe.annotate.attributions import find_attributions
from recoupe.annotate.events import find_events
from recoupe.annotate.events.plain_lexicon import plain_event_words, singular
from recoupe.annotate.quotes import find_quotes
from recoupe.annotate.reading import Reading
from recoupe.annotate.times import find_times
from recoupe.languages import word_list
from recoupe.model import (
    Actor,
    ActorKind,
    Article,
    Basis,
    Event,
    EventType,
    Granularity,
    Mention,
    Published,
    Role,
    Zone,
)

CAST = {
    "tav": (ActorKind.COUNTRY, "Tavaria"),
    "ost": (ActorKind.COUNTRY, "Ostravia"),
    "peru": (ActorKind.COUNTRY, "Peru"),
    "mir": (ActorKind.PERSON, "Lena Mirande"),
    "del": (ActorKind.PERSON, "Omar Delbos"),
    "kes": (ActorKind.PLACE, "Kessim"),
    "mil": (ActorKind.ARMED_GROUP, "militia"),
    "syn": (ActorKind.ORGANISATION, "union"),
    "rc": (ActorKind.ORGANISATION, "Red Cross"),
    "pol": (ActorKind.INSTITUTION, "police"),
}
FORMS = {
    "Tavaria": "tav", "Tavarian": "tav", "Ostravia": "ost", "Ostravian": "ost", "Peru": "peru", "Peruvian": "peru",
    "Lena Mirande": "mir", "Mirande": "mir", "Omar Delbos": "del", "Delbos": "del", "Kessim": "kes",
    "The militia": "mil", "the militia": "mil", "The union": "syn", "the union": "syn", "The Red Cross": "rc",
    "the Red Cross": "rc", "Police": "pol", "police": "pol",
}  # fmt: skip
NAMES = re.compile(r"\b(" + "|".join(sorted(map(re.escape, FORMS), key=len, reverse=True)) + r")\b")


def stage(text: str, published: str | None = "2031-03-05") -> Reading:
    """A text (paragraphs by line) with the invented actors named in it, its quotations, times and attributions."""
    zones = tuple(
        Zone(start=found.start(), end=found.end(), role=Role.BODY)
        for found in re.finditer(r"[^\n]*\S[^\n]*", text)
    )
    reading = Reading(Article(id="a", text=text), "en", zones)
    reading.paragraphs = list(zones)
    if published is not None:
        reading.published = Published(
            earliest=published,
            latest=published,
            granularity=Granularity.DAY,
            basis=Basis.STATED,
            because="stated",
        )
    reading.quotes = find_quotes(reading)
    reading.times = find_times(reading)
    reading.actors = [Actor(key=key, name=name, kind=kind) for key, (kind, name) in CAST.items()]
    reading.mentions = [
        Mention(start=found.start(), end=found.end(), actor=FORMS[found[1]]) for found in NAMES.finditer(text)
    ]
    reading.attributions = find_attributions(reading)
    return reading


def events(text: str) -> list[Event]:
    return find_events(stage(text))


def told(text: str) -> list[str]:
    """Each event in short: "ASSAULT tav > kes occurred"."""
    return [
        f"{event.type.value} {','.join(event.actors) or '-'} > {','.join(event.recipients) or '-'} {event.modality.value}"
        for event in events(text)
    ]


CASES = [
    ("Tavaria agreed in principle to a truce.", ["AGREE tav > - occurred"]),
    ("Police detained two protesters. Both were released.", ["COERCE pol > - occurred", "RETREAT - > - occurred"]),
    ("Rumours that Tavaria had attacked Ostravia spread.", ["ASSAULT tav > ost unverified"]),
    ("It is not true that Tavaria attacked Ostravia.", ["ASSAULT tav > ost denied"]),
    ("Peru doubts that Tavaria attacked Ostravia.", ["ASSAULT tav > ost unverified"]),
    ("No one believes Tavaria attacked Ostravia.", ["ASSAULT tav > ost unverified"]),
    ("Peru fears that Tavaria will attack Ostravia.", ["ASSAULT tav > ost predicted"]),
    ("It is true that Tavaria attacked Ostravia.", ["ASSAULT tav > ost occurred"]),
    ("Tavaria has for the first time threatened to bomb Kessim.",
     ["THREATEN tav > - threatened", "ASSAULT tav > kes threatened"]),
    ("Peru passed a motion on Monday calling for a vote.", ["REQUEST peru > - occurred"]),
    ("Omar Delbos called the claim baseless.", ["REJECT del > - occurred"]),
    ("Drones slammed into a depot near Kessim.", ["ASSAULT - > kes occurred"]),
    ("Omar Delbos of the Greens rejected the offer.", ["REJECT del > - occurred"]),
    ("Neither Tavaria nor Peru recalled its ambassador.", ["SANCTION tav,peru > - denied"]),
    ("Tavaria may have attacked Ostravia.", ["ASSAULT tav > ost unverified"]),
    ("A clinic came under mortar fire from Tavaria.", ["ASSAULT tav > - occurred"]),
    ("Omar Delbos was led away in handcuffs.", ["COERCE - > del occurred"]),
    ("Omar Delbos gave himself up on Monday.", ["RETREAT del > - occurred"]),
    ("Three tankers flying the flag of Tavaria were boarded by the militia.", ["COERCE mil > - occurred"]),
    ("Peru asked a court in Kessim to annul the licence.", ["REQUEST peru > - occurred"]),
    ("The closure prompted an immediate walkout.", ["PROTEST - > - occurred"]),
    ("A claim lodged by Omar Delbos was thrown out by the court.", ["REJECT - > - occurred"]),
    ("Should the truce fail, Tavaria would attack Ostravia.", ["ASSAULT tav > ost conditional"]),
    ("Lobbyists accused Tavaria of spying.", ["ACCUSE - > tav occurred"]),
    ("Tavaria protested at the seizure.", ["ACCUSE tav > - occurred"]),
    ("Tavaria balked on Monday at the plan.", ["REJECT tav > - occurred"]),
    ("Tavaria warned it would attack Ostravia.", ["THREATEN tav > - threatened", "ASSAULT tav > ost announced"]),
    ("Omar Delbos asked whether Tavaria would attack Ostravia.", ["ASSAULT tav > ost unverified"]),
    ("Tavaria denied having attacked Ostravia.", ["ASSAULT tav > ost denied"]),
    ("Peru condemned the raid and, hours later, recalled its ambassador.",
     ["ACCUSE peru > - occurred", "SANCTION peru > - occurred"]),
    ("Peru joined Tavaria in condemning the raid.", ["ACCUSE peru > - occurred"]),
    ("The sacking of 40 miners angered the union.", ["SANCTION - > - occurred"]),
    ("Tavaria, nonetheless, rejected the offer.", ["REJECT tav > - occurred"]),
    ("The two captains whom Tavaria had dismissed left.", ["SANCTION tav > - occurred"]),
    ("Lena Mirande asked that the ruling be set aside.", ["REQUEST mir > - occurred"]),
    ("Tavaria bombed Kessim on Monday.", ["ASSAULT tav > kes occurred"]),
    ("Tavarian forces attacked the militia.", ["ASSAULT tav > mil occurred"]),
    ("Kessim was shelled by Tavarian artillery overnight.", ["ASSAULT tav > kes occurred"]),
    ("Omar Delbos was arrested on Monday.", ["COERCE - > del occurred"]),
    ("Two drivers have been kidnapped by the militia.", ["ASSAULT mil > - occurred"]),
    ("Tavaria on Monday condemned the raid.", ["ACCUSE tav > - occurred"]),
    ("Lena Mirande, the mayor of Kessim, rejected the offer.", ["REJECT mir > - occurred"]),
    ("Lena Mirande, who was visiting the port, rejected the offer.", ["REJECT mir > - occurred"]),
    ("Lena Mirande and Omar Delbos met in Kessim.", ["CONSULT mir,del > - occurred"]),
    ("Lena Mirande met with Omar Delbos.", ["CONSULT mir,del > - occurred"]),
    ("Lena Mirande will meet Omar Delbos on Friday.", ["CONSULT mir,del > - announced"]),
    ("Lena Mirande is to meet Omar Delbos.", ["CONSULT mir,del > - announced"]),
    ("Lena Mirande did not meet Omar Delbos.", ["CONSULT mir,del > - denied"]),
    ("Tavaria may attack Ostravia.", ["ASSAULT tav > ost predicted"]),
    ("Tavaria is expected to attack Ostravia.", ["ASSAULT tav > ost predicted"]),
    ("Tavaria plans to deploy troops near Kessim.", ["MOBILIZE tav > - announced"]),
    ("Tavaria allegedly attacked Ostravia.", ["ASSAULT tav > ost unverified"]),
    ("Tavaria is believed to have attacked Ostravia.", ["ASSAULT tav > ost unverified"]),
    ("Tavaria denies attacking Ostravia.", ["ASSAULT tav > ost denied"]),
    ("Tavaria denied that it had attacked Ostravia.", ["ASSAULT tav > ost denied"]),
    ("Tavaria has never attacked Ostravia.", ["ASSAULT tav > ost denied"]),
    ("If Tavaria attacks Ostravia, the port will close.", ["ASSAULT tav > ost conditional"]),
    ("Tavaria will attack Ostravia unless the militia leaves.", ["ASSAULT tav > ost conditional"]),
    ("Tavaria threatened to attack Ostravia.", ["ASSAULT tav > ost threatened", "THREATEN tav > - threatened"]),
    ("Tavaria urged Ostravia to release the sailors.", ["REQUEST tav > ost occurred"]),
    ("Tavaria and Peru urged Ostravia to negotiate.", ["REQUEST tav,peru > ost occurred"]),
    ("Tavaria called on Ostravia to negotiate.", ["REQUEST tav > ost occurred"]),
    ("The union called for a strike.", ["REQUEST syn > - occurred"]),
    ("Peru accused Tavaria of bombing Kessim.", ["ACCUSE peru > tav occurred"]),
    ("The union marched through Kessim and demanded an apology.",
     ["PROTEST syn > - occurred", "REQUEST syn > - occurred"]),
    ("The Red Cross delivered tents to Kessim.", ["AID rc > kes occurred"]),
    ("Tavaria imposed sanctions on Peru.", ["SANCTION tav > peru occurred"]),
    ("Tavaria expelled two Peruvian diplomats.", ["SANCTION tav > peru occurred"]),
    ("Omar Delbos resigned.", ["RETREAT del > - occurred"]),
    ("Omar Delbos has stepped down.", ["RETREAT del > - occurred"]),
    ("The militia released two hostages.", ["RETREAT mil > - occurred"]),
    ("Tavaria withdrew its troops from Kessim.", ["RETREAT tav > kes occurred"]),
    ("Tavaria and Ostravia signed a truce.", ["AGREE tav,ost > - occurred"]),
    ("Tavaria will not support the plan.", ["REJECT tav > - occurred"]),
    ("Tavaria refused to withdraw.", ["REJECT tav > - occurred"]),
    ('"We will retaliate," said Omar Delbos.', ["THREATEN del > - threatened"]),
    ("Omar Delbos flew to Peru. He met Lena Mirande.",
     ["CONSULT del > peru occurred", "CONSULT del,mir > - occurred"]),
    ("A court sentenced Omar Delbos to two years in prison.", ["SANCTION - > del occurred"]),
    ("Nobody was arrested.", ["COERCE - > - denied"]),
    ("Thousands of protesters marched in Kessim.", ["PROTEST - > - occurred"]),
    ("The mayor, Lena Mirande, condemned the raid.", ["ACCUSE mir > - occurred"]),
    ("Tavarian troops opened fire on a crowd.", ["ASSAULT tav > - occurred"]),
    ("Tavaria has blocked the strait.", ["COERCE tav > - occurred"]),
    ("Tavaria warned that it would retaliate.", ["THREATEN tav > - threatened"]),
    ("Tavaria's army denied that its planes had bombed Kessim.", ["ASSAULT tav > kes denied"]),
    ("Union leaders and Tavaria exchanged letters.", []),
    ("Tavaria killed two drivers in a raid near Kessim.", ["ASSAULT tav > - occurred"]),
    # harder clauses
    ("Soldiers loyal to Tavaria stormed the palace in Kessim.", ["ASSAULT - > kes occurred"]),
    ("Peru demanded that Omar Delbos be released.", ["REQUEST peru > del occurred"]),
    ("Not fewer than nine sailors were arrested.", ["COERCE - > - occurred"]),
    ("No more than nine sailors were arrested.", ["COERCE - > - occurred"]),
    ("The offer that Tavaria rejected was small.", ["REJECT tav > - occurred"]),
    ("Omar Delbos, whom many accuse of fraud, left.", ["ACCUSE - > del occurred"]),
    ("The plan was criticised by residents.", ["ACCUSE - > - occurred"]),
    ("Omar Delbos was urged by Peru to resign.", ["REQUEST peru > del occurred"]),
    ("Omar Delbos is himself being investigated.", ["ACCUSE - > del occurred"]),
    ("Dozens of marchers arrested in Kessim.", ["COERCE - > - occurred"]),
    ("Police detained Omar Delbos and charged him with fraud.",
     ["COERCE pol > del occurred", "ACCUSE pol > del occurred"]),
    ("Critics accused Omar Delbos of fraud.", ["ACCUSE - > del occurred"]),
    ("Tavaria warned that it would freeze the loans.",
     ["SANCTION tav > - announced", "THREATEN tav > - threatened"]),
    ("Tavaria would meet Peru only if the militia left.", ["CONSULT tav,peru > - conditional"]),
    ("The resignation of Omar Delbos, announced on Monday, came late.", ["RETREAT del > - occurred"]),
    ("A sit-in by villagers ended.", ["PROTEST - > - occurred"]),
    ("Tavaria closes ports, recalls envoy from Peru.", ["COERCE tav > - occurred", "SANCTION tav > peru occurred"]),
    ("A boat carrying ninety people was intercepted by Tavaria.", ["COERCE tav > - occurred"]),
    ("Two dead, dozens arrested after the storm.", ["COERCE - > - occurred"]),
    # nouns
    ("A Tavarian strike on a depot near Kessim killed four people.", ["ASSAULT tav > kes occurred"]),
    ("Tavaria bombed a depot near Kessim.", ["ASSAULT tav > kes occurred"]),
    ("The Tavarian attack on Ostravia lasted an hour.", ["ASSAULT tav > ost occurred"]),
    ("An attack by the militia on Kessim was foiled.", []),
    ("Tavaria launched an attack on Ostravia.", ["ASSAULT tav > ost occurred"]),
    ("Tavaria could launch an attack on Ostravia.", ["ASSAULT tav > ost predicted"]),
    ("Talks between Tavaria and Ostravia opened in Kessim.", ["CONSULT tav,ost > - occurred"]),
    ("Talks between Tavaria and Ostravia will resume on Friday.", ["CONSULT tav,ost > - announced"]),
    ("Talks between Tavaria and Ostravia were postponed.", []),
    ("Peru condemned the Tavarian attack on Kessim.",
     ["ACCUSE peru > tav occurred", "ASSAULT tav > kes occurred"]),
    ("Peru fears an attack by Tavaria.", ["ASSAULT tav > - predicted"]),
    ("The arrest of Omar Delbos by police angered the union.", ["COERCE pol > del occurred"]),
    ("In the event of an attack by Tavaria, the port will close.", ["ASSAULT tav > - conditional"]),
    ("The union will hold a national strike on Friday.", ["PROTEST syn > - announced"]),
    ("Three people died in a drone attack on Kessim.", ["ASSAULT - > kes occurred"]),
    ("Farmers blocked a road, demanding the repeal of a law.", ["PROTEST - > - occurred", "REQUEST - > - occurred"]),
    ("Negotiators from Tavaria and Ostravia resumed talks in Kessim.", ["CONSULT tav,ost > - occurred"]),
    ("Soldiers of Tavaria who had held the port near the river freed two hostages.", ["RETREAT tav > - occurred"]),
    ("Farmers on tractors blockaded a depot.", ["PROTEST - > - occurred"]),
    ("Lena Mirande called the vote \"an utter farce\".", ["ACCUSE mir > - occurred"]),
    ("More than 6,000 residents were evacuated by helicopter.", ["AID - > - occurred"]),
    ("Protesters blocked the port. They were arrested on Monday.", ["PROTEST - > - occurred", "COERCE - > - occurred"]),
    ("The vote drew condemnation from Peru.", ["ACCUSE peru > - occurred"]),
    ("The militia claimed responsibility for the attack on Kessim.", ["ASSAULT - > kes occurred"]),
]  # fmt: skip

NOTHING = [
    "Lena Mirande was struck by the view.",
    "Tavaria warned that the dam would burst.",
    "Tavaria fired two rockets into the sea.",
    "Tavaria's mayor, Lena Mirande, danced.",
    "Tavaria struck a balance between salt and timber.",
    "The talks room of the union is new.",
    "The fire sale at Kessim lasts until Friday.",
    "Omar Delbos visited neither.",
    "Lena Mirande wrote about the World War II museum in Kessim.",
    "Any attack on Kessim would be foolish.",
    "Tavaria met the deadline.",
    "The plan met resistance in Kessim.",
    "Omar Delbos hit a record in the final of the cup.",
    "Should Tavaria attack Ostravia?",
    "Did police arrest Omar Delbos?",
    "A heart attack stopped Omar Delbos.",
    "Omar Delbos fired the imagination of Kessim.",
    "The support of the roof is old.",
    "Ostravia supports a population of herons.",
    "The storm hit Kessim.",
    "Measles killed two children in Kessim.",
    "Tavaria must withdraw.",
    "Lena Mirande can attack any problem.",
    "The strike price of the option fell in Kessim.",
    "Omar Delbos is a released prisoner in a novel.",
    "The bishop threatened the rook and Omar Delbos took the pawn in the final game.",
    "Omar Delbos blocked the shot in the final of the cup.",
    "Every visit to Kessim is a joy.",
    "Lena Mirande pressed the button.",
    "Tavaria exports arms and ammunition.",
    "Omar Delbos received a letter.",
    "Lena Mirande released an album.",
    "Demand for timber threatened to outrun supply in Kessim.",
    "Tavaria backed away.",
    "Lena Mirande asked for coffee.",
    "The raid on the fridge amused Lena Mirande.",
    "Omar Delbos stood by the door.",
    "Lena Mirande turned down the heating.",
    "The rain that Tavaria needed came.",
    "Tavaria warned that the river would attack the dykes.",
    "Lena Mirande knew that it was painted.",
    "In a novel of that year, Tavaria invades Ostravia.",
    "A court may fine a union.",
    "No protest was held.",
    "Omar Delbos was taken away by ambulance.",
    "Tavaria signed up to the newsletter.",
    "Tavaria beat Peru in Kessim.",
    "Omar Delbos appealed to voters.",
    "Tavaria beat its rivals.",
    "Tavaria declined to rule out a truce.",
    "Tavaria would have attacked Ostravia.",
    "Companies threaten, unions resist, governments urge restraint.",
    "Their captain struck the post after the whistle.",
    "The militia was dismissed by Tavaria as a gang of thieves.",
    "Omar Delbos asked not to be named.",
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_what_happened(text: str, wanted: list[str]) -> None:
    assert sorted(told(text)) == sorted(wanted)


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_look_alike_are_no_events(text: str) -> None:
    assert told(text) == []


def _rows(kind: str) -> list[tuple[str, str]]:
    return [(row["example"], row["type"]) for row in word_list("en", "events")[kind]]


@pytest.mark.parametrize(("example", "kind"), _rows("verb") + _rows("noun"))
def test_every_row_finds_its_example(example: str, kind: str) -> None:
    assert kind in [event.type.value for event in events(example)]


def test_when_where_and_by_what() -> None:
    (event,) = events("Tavaria fired rockets at Ostravia in Kessim on Tuesday.")
    assert (event.mode, event.place, event.earliest) == ("heavy-weapons", "Kessim", "2031-03-04")
    (event,) = events("Talks between Tavaria and Ostravia opened on Tuesday in Kessim.")
    assert (event.place, event.earliest) == ("Kessim", "2031-03-04")


def test_a_condition_keeps_its_words() -> None:
    (event,) = events("Tavaria will release two sailors if the militia leaves.")
    assert (event.modality.value, event.condition) == ("conditional", "if the militia leaves")


def test_whose_word_it_is() -> None:
    text = "Tavaria bombed Kessim, Omar Delbos said."
    reading = stage(text)
    (event,) = find_events(reading)
    assert event.attribution is not None
    assert reading.attributions[event.attribution].speaker is not None


def test_one_happening_told_twice_is_one_event() -> None:
    found = events(
        "Tavaria attacked Ostravia on Tuesday. The attack lasted an hour.\nPeru condemned the attack on Ostravia."
    )
    assert [event.type for event in found] == [EventType.ASSAULT, EventType.ACCUSE]


def test_who_was_struck_is_not_who_strikes() -> None:
    found = events(
        "Peru condemned the strikes on Tavaria. Tavaria did not confirm that it carried out the raid."
    )
    assert [(event.actors, event.recipients) for event in found if event.type is EventType.ASSAULT] == [
        ((), ("tav",)),
        (("tav",), ()),
    ]


def test_two_days_are_two_events() -> None:
    found = events("Tavaria attacked Ostravia on Monday. Tavaria attacked Ostravia on Tuesday.")
    assert len(found) == 2


def test_a_meeting_to_come_is_announced() -> None:
    (event,) = events("Lena Mirande meets Omar Delbos on Friday 14 March 2031.")
    assert event.modality.value == "announced"


def test_an_english_article_is_read_from_end_to_end() -> None:
    article = Article(
        id="a",
        text="Norwegian warplanes bombed a depot near Dorn on Tuesday, killing four people. Peru condemned the attack.",
        language="en",
        stated_date="2031-03-05",
    )
    (found,) = annotate([article])
    assert [(event.type.value, event.actors) for event in found.events] == [
        ("ASSAULT", ("norway",)),
        ("ACCUSE", ("peru",)),
    ]


# --------------------------------------------------------------------------- the word list


def test_rows_stand_in_the_order_of_their_types_and_lists_are_sorted() -> None:
    tables = word_list("en", "events")
    types = list(dict.fromkeys(row["type"] for row in tables["verb"]))
    assert set(types) <= {kind.value for kind in EventType}
    assert list(tables["irregular"]) == sorted(tables["irregular"])
    for row in tables["verb"]:
        assert row["lemmas"] == sorted(row["lemmas"])


@pytest.mark.parametrize(
    ("form", "lemma", "shape"),
    [("shelled", "shell", "ed"), ("banned", "ban", "ed"), ("denounces", "denounce", "s"), ("seizing", "seize", "ing"),
     ("struck", "strike", "ed"), ("withdrawn", "withdraw", "en"), ("expelled", "expel", "ed"), ("rallied", "rally", "ed")],
)  # fmt: skip
def test_forms_of_verbs(form: str, lemma: str, shape: str) -> None:
    lexicon = plain_event_words("en")
    assert lexicon is not None
    assert (lemma, shape) in [tuple(one) for one in lexicon.forms[form]]


@pytest.mark.parametrize(("word", "one"), [("cities", "city"), ("sanctions", "sanction"), ("press", "press"), ("union's", "union"), ("losses", "loss")])  # fmt: skip
def test_singulars(word: str, one: str) -> None:
    assert singular(word) == one


def test_french_keeps_its_own_rooms() -> None:
    assert plain_event_words("fr") is None


# --------------------------------------------------------------------------- any text

WORDS = st.sampled_from(
    [*FORMS, "attacked", "will", "to", "threatened", "if", "unless", "the", "a", "attack", "talks", "between", "and", "by",
     ",", ".", "?", '"', "“", "”", "(", "on", "Monday", "not", "denied", "has", "been", "was", "who", "which", "of", "strike",
     "met", "\n", "urged", "release", "’", "É", "🙂", "\u202e", "no", "said", "that", "it", "he", "we"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_events_of_any_text_lie_in_it_in_order(text: str) -> None:
    reading = stage(text, None)
    found = find_events(reading)
    keys = {actor.key for actor in reading.actors}
    assert found == sorted(found, key=lambda event: (event.start, event.end, event.type))
    for event in found:
        assert 0 <= event.start < event.end <= len(text)
        assert event.cue is not None
        assert event.start <= event.cue.start < event.cue.end <= len(text)
        assert {*event.actors, *event.recipients} <= keys
        assert event.attribution is None or event.attribution < len(reading.attributions)
        assert event.condition is None or event.condition in text


HOSTILE = [
    "Tavaria attacked Ostravia and ",
    "Tavaria, ",
    "if Tavaria attacks, ",
    "the attack of the attack on ",
    "will not ",
    "to attack to ",
    '"Tavaria attacked Ostravia." ',
    "talks between Tavaria and Ostravia and ",
    "who attacked ",
    "Tavaria threatened to attack Ostravia. ",
    "boats carrying boats arrested ",
    "the attack that Tavaria rejected, ",
    "Tavaria warned that it would ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length_alone(piece: str) -> None:
    def seconds(times: int) -> float:
        found = []
        for _ in range(3):
            reading = stage(piece * times, None)
            begin = time.perf_counter()
            find_events(reading)
            found.append(time.perf_counter() - begin)
        return min(found)

    short, long = 10_000 // len(piece), 40_000 // len(piece)
    assert seconds(long) < 12 * max(seconds(short), 0.02)
