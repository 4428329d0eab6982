"""From two texts to the ledger: what the later makes of what the earlier foresees, in the ways in which the press tells it."""

from __future__ import annotations

import pytest

from recoupe.annotate import annotate
from recoupe.annotate.reading import has_parser
from recoupe.crosscheck.account import build_account
from recoupe.model import Article, LedgerRow

pytestmark = pytest.mark.skipif(not has_parser("fr"), reason="the French parser is not installed")

FORESEEN_TITLE = "Le point sur la situation dans la ville de Valme et ses alentours"
LATER_TITLE = "Ce qui a changé depuis à Valme et dans ses alentours"

# (what the first article says on Wednesday 12 March 2031, the second on Friday 21 March, the kind, the status of each part)
CASES = [
    # what is limited is done
    ("Les médecins norviens arriveront jeudi à Valme, a promis l'ambassadeur.", "Attendus jeudi à Valme, les médecins norviens n'y sont arrivés que vendredi.",
     "promise", {"event": "confirmed", "when": "refuted"}),
    # nothing was done of it
    ("Les éboueurs de Valme cesseront le travail jeudi, a prévenu le syndicat.", "Les éboueurs de Valme devaient cesser le travail jeudi. Ils n'en ont rien fait.",
     "promise", {"event": "refuted", "when": "refuted"}),
    # who speaks of himself is whom the later text names
    ("« Je ne démissionnerai pas », a dit le maire de Valme, Luc Aubin.", "Luc Aubin a remis jeudi sa démission.", "promise", {"event": "refuted"}),
    ("« Je quitterai mon poste avant lundi », a dit le maire de Valme, Luc Aubin.", "Luc Aubin a démissionné samedi 15 mars.", "promise", {"event": "confirmed", "when": "confirmed"}),
    # a condition in front is no part of what hangs on it
    ("Si le lac de Valme dépasse 12 mètres, le village sera évacué, a averti la préfète.", "Le lac de Valme a atteint 13 mètres.", "condition", {"event": "open", "condition": "confirmed"}),
    ("Elle y met une borne : si une usine est touchée, la Norvie suspendra ses livraisons.", "La Norvie a suspendu ses livraisons.", "condition", {"event": "confirmed", "condition": "open"}),
    # what is to be expected, and what acts has come about
    ("« Il faut s'attendre à une panne avant samedi à Valme », a prévenu la régie.", "Une forte panne a touché Valme vendredi 14 mars.", "prediction", {"event": "confirmed", "when": "confirmed"}),
    # any day up to the last will do
    ("Le décret sera signé vendredi au plus tard, a promis le ministre.", "Le décret a été signé jeudi 13 mars par le ministre.", "promise", {"event": "confirmed", "when": "confirmed"}),
    ("Chaque famille recevra 3 000 couronnes avant le 20 mars, s'est engagée la ministre.", "Les familles ont reçu 1 500 couronnes mercredi 19 mars.", "promise", {"event": "confirmed", "when": "confirmed", "amount": "refuted"}),
    ("La Norvie enverra trois navires à Valme lundi, a promis Ana Roux.", "Trois navires norviens sont arrivés à Valme lundi 17 mars.", "promise", {"event": "confirmed", "amount": "confirmed"}),
    ("La Norvie livrera vingt pompes à Valme lundi, a promis Ana Roux.", "Les pompes de la Norvie ont été livrées à Valme lundi 17 mars.", "promise", {"event": "confirmed", "amount": "open"}),
    # what another verb governs is about what stands behind it
    ("La patronne d'Ardel, Vera Roux, a promis de dédommager les pêcheurs.", "Les pêcheurs de Valme ont touché leurs premières indemnités.", "promise", {"event": "confirmed"}),
    # a count that rises as it was said to
    ("Trois personnes sont mortes à Valme, selon la préfecture. Le bilan s'alourdira, a prévenu Ana Roux.", "Cinq personnes sont mortes à Valme, selon la préfecture.", "prediction", {"event": "confirmed"}),
    ("Cinq personnes sont mortes à Valme, selon la préfecture. Le bilan s'alourdira avant samedi, a prévenu Ana Roux.", "Cinq personnes sont mortes à Valme, selon la préfecture.", "prediction", {"event": "open"}),
    # what tells the deed tells the condition too
    ("Le village de Valme sera évacué si le lac de Norve dépasse la cote 12, a averti la préfète.", "Le lac de Norve ayant atteint la cote 13, la préfète a fait évacuer dans la nuit le village de Valme.", "condition", {"event": "confirmed", "condition": "confirmed"}),
    # who speaks of what he will do under a condition is whom the later text names
    ("« Je quitterai mon poste si l'enquête établit une faute », a dit le directeur d'Ardel, Luc Aubin.", "Luc Aubin a démissionné jeudi.", "condition", {"event": "confirmed"}),
    ("Les Verts de Valme entreront au conseil avant samedi, a annoncé Ana Roux.", "Les Verts de Valme sont entrés au conseil jeudi 13 mars.", "prediction", {"event": "confirmed", "when": "confirmed"}),
    # to go somewhere is a deed
    ("Luc Aubin ira à Valme lundi, a annoncé son cabinet.", "Luc Aubin n'est pas allé à Valme.", "prediction", {"event": "refuted", "when": "refuted"}),
    # of several times, that behind the verb is meant
    ("Les lits commandés au printemps seront livrés à Valme lundi, a promis la régie.", "Les lits ont été livrés à Valme lundi.", "promise", {"event": "confirmed", "when": "confirmed"}),
    # what is gone without is not done; the day for which it was awaited is not the one on which it came
    ("« La pluie de samedi ranimera le feu de Valme », craint Ana Roux, de la météo.", "La pluie est tombée samedi 15 mars sans ranimer le feu de Valme.", "prediction", {"event": "refuted"}),
    ("La Norvie livrera jeudi vingt pompes à Valme, a promis Ana Roux.", "Prévues pour jeudi 13 mars, les vingt pompes ont été livrées à Valme samedi 15 mars.", "promise", {"event": "confirmed", "when": "refuted"}),
    # a heading and what is told under it
    ("La ligne de Valme rouvrira lundi, a promis la régie.", "La ligne de Valme. Elle a rouvert mardi 18 mars.", "promise", {"event": "confirmed", "when": "refuted"}),
    # what somebody foresees of another
    ("Luc Aubin démissionnera avant vendredi, pronostique un conseiller.", "Luc Aubin a démissionné jeudi 13 mars.", "prediction", {"event": "confirmed", "when": "confirmed"}),
    # a threat that was to be carried out, failing something
    ("Faute de renforts lundi, les pompiers fermeront la caserne de Valme, a prévenu Ana Roux.", "Les pompiers ont fermé la caserne de Valme.", "condition", {"event": "confirmed"}),
    # done without an article
    ("La ville de Valme fera appel, a indiqué Lise Roux, son avocate.", "La ville de Valme a fait appel.", "prediction", {"event": "confirmed"}),
    # what was to come has not, and what is put off is not done in its time
    ("Les sinistrés de Valme recevront un chèque avant lundi, a promis la régie.", "Les sinistrés de Valme attendent toujours leur chèque.",
     "promise", {"event": "refuted", "when": "refuted"}),
    ("La piscine de Valme ouvrira lundi, a promis la régie.", "La régie a reporté à l'été l'ouverture de la piscine de Valme.",
     "promise", {"event": "refuted", "when": "refuted"}),
    ("La régie vendra le port de Valme, a promis Luc Aubin.", "La régie de Valme a renoncé à la vente du port.", "promise", {"event": "refuted"}),
    # one deed on the very day foreseen, whoever is said to do it
    ("Les survivants seront rapatriés lundi dans la capitale, a promis la régie de Valme.", "Les rescapés de Valme ont été ramenés lundi 17 mars par la route.",
     "promise", {"event": "confirmed", "when": "confirmed"}),
    # who is expected comes
    ("Luc Aubin, le maire de Norve, a quitté sa ville. Il est attendu lundi à Valme.", "Luc Aubin est arrivé lundi 17 mars à Valme.",
     "prediction", {"event": "confirmed", "when": "confirmed"}),
    # what was done before it was foreseen, and an aim, are no outcome
    ("La régie rouvrira les vannes du barrage de Valme, a promis Luc Aubin.", "La régie avait rouvert les vannes du barrage de Valme le 3 janvier.",
     "promise", {"event": "open"}),
    ("La régie livrera vingt pompes neuves à Valme, a promis Luc Aubin.", "Le but fixé par la régie est de faire livrer vingt pompes neuves à Valme.",
     "promise", {"event": "open"}),
    # not done so far is not refuted
    ("Les secours craignent une rupture du barrage de Valme.", "Le barrage de Valme n'a pas rompu.", "prediction", {"event": "open"}),
]  # fmt: skip


@pytest.mark.parametrize(("foreseen", "later", "kind", "parts"), CASES)
def test_what_became_of_it(foreseen: str, later: str, kind: str, parts: dict[str, str]) -> None:
    texts = (("a", "2031-03-12", FORESEEN_TITLE, foreseen), ("b", "2031-03-21", LATER_TITLE, later))
    articles = [
        Article(id=name, text=f"{title}\n\n{text}", origin=name, outlet=name, stated_date=day)
        for name, day, title, text in texts
    ]
    account = build_account(list(annotate(articles)))
    rows = [row for row in account.rows if isinstance(row, LedgerRow) and row.evidence[0].id == "a"]
    found = [(row.kind.value, {part.aspect: part.status.value for part in row.parts}) for row in rows]
    assert [(kind, {aspect: told.get(aspect) for aspect in parts}) for kind, told in found] == [(kind, parts)]


@pytest.mark.parametrize(
    "foreseen",
    [
        "La procureure de Valme, Ana Roux, a rappelé avoir décidé, en mars 2029, d'ouvrir une enquête sur la régie.",
        "Les marcheurs de Valme voulaient dénoncer les violences de la police.",
        "Luc Aubin dit condamner les violences de la police de Valme.",
    ],
)
def test_what_was_decided_long_ago_or_is_done_now_is_not_foreseen(foreseen: str) -> None:
    text = f"{FORESEEN_TITLE}\n\n{foreseen}"
    article = Article(id="a", text=text, origin="a", outlet="a", stated_date="2031-03-12")
    rows = build_account(list(annotate([article]))).rows
    assert [row.summary for row in rows if isinstance(row, LedgerRow)] == []


LATER = "Ana Roux a mis à bas la cabane de pêcheur des dunes."
RIVALS = " La fête de la moisson aura lieu au parc. Une crue emportera le vieux moulin. Les boulangers vendront leur pain plus cher."


@pytest.mark.parametrize(("beside", "expected"), [(RIVALS, ["confirmed"]), ("", [])])
def test_what_means_the_same_is_nearer_to_it_than_to_others_that_foresee(
    beside: str, expected: list[str]
) -> None:
    foreseen = "La garde-côte Ana Roux démolira la cabane des dunes de Valme."
    texts = (("a", "2031-03-12", FORESEEN_TITLE, foreseen + beside), ("b", "2031-03-21", LATER_TITLE, LATER))
    articles = [
        Article(id=name, text=f"{title}\n\n{text}", origin=name, outlet=name, stated_date=day)
        for name, day, title, text in texts
    ]
    rows = build_account(list(annotate(articles))).rows
    told = [p.status.value for r in rows if isinstance(r, LedgerRow) for p in r.parts if "cabane" in p.what]
    assert told == expected
