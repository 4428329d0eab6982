"""Time expressions: a table of invented French news, look-alikes, anchors, and properties of any text."""

from __future__ import annotations

import json
import pathlib
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.annotate.calendar import TIMEX3_VALUE, easter, feast, interval, merge_values
from recoupe.annotate.numerals import read_number
from recoupe.annotate.quotes import find_quotes
from recoupe.annotate.reading import Reading, parse
from recoupe.annotate.times import find_times
from recoupe.annotate.timex import fold, time_words
from recoupe.languages import word_list
from recoupe.model import (
    Anchor,
    Article,
    Basis,
    Granularity,
    Published,
    Role,
    TimeExpression,
    Zone,
)

MAY10 = "2012-05-10"  # a Thursday of week 19

# published, text, what must be found: (words, type, value)
CASES: list[tuple[str | None, str, list[tuple[str, str, str]]]] = [
    # calendar dates
    (MAY10, "La halle de Combreux a rouvert le 3 avril 2011.", [("le 3 avril 2011", "DATE", "2011-04-03")]),
    (MAY10, "Le musée fermera ses portes le 1er juin.", [("le 1er juin", "DATE", "2012-06-01")]),
    (MAY10, "Le procès s'ouvrira jeudi 24 mai à Orvane.", [("jeudi 24 mai", "DATE", "2012-05-24")]),
    (MAY10, "L'usine a brûlé le 28 décembre.", [("le 28 décembre", "DATE", "2011-12-28")]),
    (MAY10, "Les dossiers sont reçus jusqu'au 30 juin.", [("30 juin", "DATE", "2012-06-30")]),
    (MAY10, "L'accord du 12 mars 2009 reste en vigueur.", [("12 mars 2009", "DATE", "2009-03-12")]),
    (MAY10, "La loi entre en vigueur le 01/09/2012.", [("le 01/09/2012", "DATE", "2012-09-01")]),
    (MAY10, "Le pont a cédé le 12/04/2011 au soir.", [("le 12/04/2011", "DATE", "2011-04-12")]),
    (MAY10, "Relevé du 2011-11-05 : rien à signaler.", [("2011-11-05", "DATE", "2011-11-05")]),
    (MAY10, "LE MARCHÉ OUVRIRA LE 2 JUIN 2012.", [("LE 2 JUIN 2012", "DATE", "2012-06-02")]),
    (MAY10, "Le depart est fixe au 15 aout 2012.", [("15 aout 2012", "DATE", "2012-08-15")]),
    (MAY10, "La grève a débuté le 3 sept. 2011.", [("le 3 sept. 2011", "DATE", "2011-09-03")]),
    (MAY10, "Le centre sera inauguré le premier juillet.", [("le premier juillet", "DATE", "2012-07-01")]),
    (
        MAY10,
        "La foire se tiendra du 3 au 7 juin.",
        [("3", "DATE", "2012-06-03"), ("7 juin", "DATE", "2012-06-07")],
    ),
    (
        MAY10,
        "Le chantier durera du 28 mai au 4 juin.",
        [("28 mai", "DATE", "2012-05-28"), ("4 juin", "DATE", "2012-06-04")],
    ),
    (
        MAY10,
        "Trois concerts auront lieu les 3, 5 et 7 juin.",
        [("les 3", "DATE", "2012-06-03"), ("5", "DATE", "2012-06-05"), ("7 juin", "DATE", "2012-06-07")],
    ),
    (
        MAY10,
        "La salle sera fermée du lundi 21 au mercredi 23 mai.",
        [("lundi 21", "DATE", "2012-05-21"), ("mercredi 23 mai", "DATE", "2012-05-23")],
    ),
    (
        MAY10,
        "Entre le 2 et le 9 juillet 2010, il a plu.",
        [("le 2", "DATE", "2010-07-02"), ("le 9 juillet 2010", "DATE", "2010-07-09")],
    ),
    (MAY10, "Lia Morvan est née le 29 février 2008.", [("le 29 février 2008", "DATE", "2008-02-29")]),
    (MAY10, "Un concert est donné samedi 12 dans l'église.", [("samedi 12", "DATE", "2012-05-12")]),
    (
        MAY10,
        "Le conseil se réunira le samedi 19 mai au matin.",
        [("le samedi 19 mai au matin", "TIME", "2012-05-19TMO")],
    ),
    # months, seasons, years
    (MAY10, "La crèche a ouvert en mars.", [("mars", "DATE", "2012-03")]),
    (MAY10, "Les travaux commenceront en septembre.", [("septembre", "DATE", "2012-09")]),
    (MAY10, "Sans emploi depuis octobre, il cherche.", [("octobre", "DATE", "2011-10")]),
    (MAY10, "Il a été élu en novembre dernier.", [("novembre dernier", "DATE", "2011-11")]),
    (MAY10, "La ligne sera prête en juin prochain.", [("juin prochain", "DATE", "2012-06")]),
    (MAY10, "Le port a fermé fin septembre 2010.", [("fin septembre 2010", "DATE", "2010-09")]),
    (MAY10, "Les candidats seront connus à la mi-juin.", [("la mi-juin", "DATE", "2012-06")]),
    (MAY10, "Début avril, la digue a été renforcée.", [("Début avril", "DATE", "2012-04")]),
    (MAY10, "Le stade rouvrira courant juillet.", [("courant juillet", "DATE", "2012-07")]),
    (MAY10, "Au mois de février 2012, le gel a duré.", [("mois de février 2012", "DATE", "2012-02")]),
    (MAY10, "Dès octobre 98, l'école avait changé.", [("octobre 98", "DATE", "1998-10")]),
    (MAY10, "Elle s'est installée à Sorel l'été dernier.", [("l'été dernier", "DATE", "2011-SU")]),
    (MAY10, "Le parc ouvrira à l'automne.", [("l'automne", "DATE", "2012-FA")]),
    (MAY10, "Au printemps 2009, la rivière a débordé.", [("printemps 2009", "DATE", "2009-SP")]),
    (MAY10, "L'hiver 2010 avait été rude.", [("L'hiver 2010", "DATE", "2010-WI")]),
    (MAY10, "L'entreprise a été fondée en 1975.", [("1975", "DATE", "1975")]),
    (MAY10, "Depuis 1998, le village décroît.", [("1998", "DATE", "1998")]),
    (MAY10, "Entre 2004 et 2009, la dette a doublé.", [("2004", "DATE", "2004"), ("2009", "DATE", "2009")]),
    (MAY10, "Le budget 2013 sera voté.", [("2013", "DATE", "2013")]),
    (MAY10, "Dès l'année 2014, le tram circulera.", [("l'année 2014", "DATE", "2014")]),
    (MAY10, "Fin 2011, le club était ruiné.", [("Fin 2011", "DATE", "2011")]),
    (MAY10, "La chanson date des années 60.", [("années 60", "DATE", "196X")]),
    (MAY10, "Au début des années 1980, la mine a fermé.", [("début des années 1980", "DATE", "198X")]),
    (MAY10, "Un moulin du XIXe siècle a été vendu.", [("XIXe siècle", "DATE", "18XX")]),
    (MAY10, "Le siècle dernier a laissé ses ruines.", [("Le siècle dernier", "DATE", "19XX")]),
    (
        MAY10,
        "Au premier trimestre 2011, les ventes ont reculé.",
        [("premier trimestre 2011", "DATE", "2011-Q1")],
    ),
    (MAY10, "Le second semestre sera difficile.", [("Le second semestre", "DATE", "2012-H2")]),
    (
        MAY10,
        "Il y a un peu plus de deux ans, la mine fermait.",
        [("Il y a un peu plus de deux ans", "DATE", "2010")],
    ),
    (MAY10, "Les crues du printemps dernier ont tout changé.", [("printemps dernier", "DATE", "2011-SP")]),
    # weekdays and their direction
    (MAY10, "Le maire a été arrêté lundi.", [("lundi", "DATE", "2012-05-07")]),
    (MAY10, "Le conseil se tiendra lundi.", [("lundi", "DATE", "2012-05-14")]),
    (MAY10, "La grève va commencer mardi.", [("mardi", "DATE", "2012-05-15")]),
    (MAY10, "La ministre doit recevoir les élus vendredi.", [("vendredi", "DATE", "2012-05-11")]),
    (
        MAY10,
        "Un incendie a détruit la grange dans la journée de mercredi.",
        [("la journée de mercredi", "DATE", "2012-05-09")],
    ),
    (MAY10, "Deux quais fermés mardi à Combreux.", [("mardi", "DATE", "2012-05-08")]),
    (MAY10, "Marché aux fleurs samedi à Combreux.", [("samedi", "DATE", "2012-05-12")]),
    (MAY10, "Le préfet, attendu lundi à Orvane, visitera l'usine.", [("lundi", "DATE", "2012-05-14")]),
    (MAY10, "Les mesures annoncées mardi par la région inquiètent.", [("mardi", "DATE", "2012-05-08")]),
    (MAY10, "Il souffre d'une bronchite depuis dimanche.", [("dimanche", "DATE", "2012-05-06")]),
    (MAY10, "Le tribunal rendra sa décision lundi prochain.", [("lundi prochain", "DATE", "2012-05-14")]),
    (MAY10, "La mairie a brûlé vendredi dernier.", [("vendredi dernier", "DATE", "2012-05-04")]),
    (MAY10, "La ministre a reçu les élus ce jeudi.", [("ce jeudi", "DATE", "2012-05-10")]),
    (MAY10, "Le préfet a signé jeudi l'arrêté.", [("jeudi", "DATE", "2012-05-10")]),
    (MAY10, "Le train est arrivé dimanche avec du retard.", [("dimanche", "DATE", "2012-05-06")]),
    (
        MAY10,
        "Samedi 19 mai, la rue sera fermée. Rendez-vous samedi devant la gare.",
        [("Samedi 19 mai", "DATE", "2012-05-19"), ("samedi", "DATE", "2012-05-19")],
    ),
    (MAY10, "Le gérant avait fui lundi soir.", [("lundi soir", "TIME", "2012-05-07TEV")]),
    (MAY10, "Les élèves partiront samedi matin.", [("samedi matin", "TIME", "2012-05-12TMO")]),
    (
        MAY10,
        "Le feu a pris dans la nuit de lundi à mardi.",
        [("la nuit de lundi à mardi", "TIME", "2012-05-07TNI")],
    ),
    (
        MAY10,
        "La tempête a frappé dans la nuit du 3 au 4 mai.",
        [("la nuit du 3 au 4 mai", "TIME", "2012-05-03TNI")],
    ),
    (
        MAY10,
        "Il est tombé dans la nuit du 30 avril au 1er mai.",
        [("la nuit du 30 avril au 1er mai", "TIME", "2012-04-30TNI")],
    ),
    # words for days
    (MAY10, "Le musée a rouvert hier.", [("hier", "DATE", "2012-05-09")]),
    (MAY10, "La piscine avait fermé avant-hier.", [("avant-hier", "DATE", "2012-05-08")]),
    (MAY10, "Le vote aura lieu demain.", [("demain", "DATE", "2012-05-11")]),
    (MAY10, "Le jury siégera après-demain.", [("après-demain", "DATE", "2012-05-12")]),
    (MAY10, "La ministre visitera aujourd'hui la ferme.", [("aujourd'hui", "DATE", "2012-05-10")]),
    (MAY10, "Une conduite a cédé hier matin.", [("hier matin", "TIME", "2012-05-09TMO")]),
    (MAY10, "Le bal aura lieu demain soir.", [("demain soir", "TIME", "2012-05-11TEV")]),
    (MAY10, "Le film sera projeté ce soir.", [("ce soir", "TIME", "2012-05-10TEV")]),
    (MAY10, "Un piéton a été renversé ce matin.", [("ce matin", "TIME", "2012-05-10TMO")]),
    (MAY10, "Deux voitures ont brûlé la nuit dernière.", [("la nuit dernière", "TIME", "2012-05-09TNI")]),
    (MAY10, "Deux voitures ont brûlé cette nuit.", [("cette nuit", "TIME", "2012-05-09TNI")]),
    (MAY10, "Il vit désormais à Sorel.", [("désormais", "TIME", "PRESENT_REF")]),
    (MAY10, "La commune compte aujourd'hui neuf cents âmes.", [("aujourd'hui", "TIME", "PRESENT_REF")]),
    (MAY10, "Le musée rouvrira prochainement.", [("prochainement", "TIME", "FUTURE_REF")]),
    (MAY10, "La mairie a récemment changé de toit.", [("récemment", "TIME", "PAST_REF")]),
    (
        MAY10,
        "L’avenue est barrée aujourd’hui jusqu’au parc et sera rouverte demain.",
        [("aujourd’hui", "DATE", "2012-05-10"), ("demain", "DATE", "2012-05-11")],
    ),
    # units counted from the article's day
    (MAY10, "Le prix a baissé la semaine dernière.", [("la semaine dernière", "DATE", "2012-W18")]),
    (MAY10, "Il reviendra la semaine prochaine.", [("la semaine prochaine", "DATE", "2012-W20")]),
    (MAY10, "Les ventes ont chuté le mois dernier.", [("le mois dernier", "DATE", "2012-04")]),
    (MAY10, "Le salaire augmentera l'an prochain.", [("l'an prochain", "DATE", "2013")]),
    (MAY10, "La récolte a été bonne l'année dernière.", [("l'année dernière", "DATE", "2011")]),
    (MAY10, "Cette année, le festival sera gratuit.", [("Cette année", "DATE", "2012")]),
    (MAY10, "Le texte sera examiné cette semaine.", [("cette semaine", "DATE", "2012-W19")]),
    (MAY10, "La pluie reviendra en fin de semaine.", [("fin de semaine", "DATE", "2012-W19")]),
    (MAY10, "Le tournoi aura lieu ce week-end.", [("ce week-end", "DATE", "2012-W19-WE")]),
    (MAY10, "Le club a gagné le week-end dernier.", [("le week-end dernier", "DATE", "2012-W18-WE")]),
    (MAY10, "Il est parti il y a trois jours.", [("il y a trois jours", "DATE", "2012-05-07")]),
    (MAY10, "La scierie a fermé il y a deux mois.", [("il y a deux mois", "DATE", "2012-03")]),
    (MAY10, "Le barrage a été bâti il y a vingt ans.", [("il y a vingt ans", "DATE", "1992")]),
    (MAY10, "Voilà trois ans, la gare fermait.", [("Voilà trois ans", "DATE", "2009")]),
    (MAY10, "Les résultats tomberont dans trois jours.", [("dans trois jours", "DATE", "2012-05-13")]),
    (MAY10, "La centrale fermera d'ici deux ans.", [("d'ici deux ans", "DATE", "2014")]),
    # clock times
    (MAY10, "La séance commencera à 20 h 30.", [("20 h 30", "TIME", "2012-05-10T20:30")]),
    (MAY10, "Le train est parti à 8H.", [("8H", "TIME", "2012-05-10T08:00")]),
    (
        MAY10,
        "La messe sera dite samedi à 15h.",
        [("samedi", "DATE", "2012-05-12"), ("15h", "TIME", "2012-05-12T15:00")],
    ),
    (
        MAY10,
        "Rendez-vous dimanche 20 mai, à 9 h 15, place Neuve.",
        [("dimanche 20 mai", "DATE", "2012-05-20"), ("9 h 15", "TIME", "2012-05-20T09:15")],
    ),
    (
        MAY10,
        "Le choc s'est produit mardi vers 21 h 45.",
        [("mardi", "DATE", "2012-05-08"), ("21 h 45", "TIME", "2012-05-08T21:45")],
    ),
    (
        MAY10,
        "Le bureau sera ouvert de 8 à 10 h.",
        [("8", "TIME", "2012-05-10T08:00"), ("10 h", "TIME", "2012-05-10T10:00")],
    ),
    (
        MAY10,
        "Il a été vu entre 2 h et 4 h mardi.",
        [("2 h", "TIME", "2012-05-08T02:00"), ("4 h mardi", "TIME", "2012-05-08T04:00")],
    ),
    (
        MAY10,
        "Le vol décollera demain à midi.",
        [("demain", "DATE", "2012-05-11"), ("midi", "TIME", "2012-05-11T12:00")],
    ),
    (
        MAY10,
        "Le bar fermera ce soir à minuit.",
        [("ce soir", "TIME", "2012-05-10TEV"), ("minuit", "TIME", "2012-05-10T24:00")],
    ),
    (MAY10, "Le camion a versé à 3 heures du matin.", [("3 heures du matin", "TIME", "2012-05-10T03:00")]),
    (MAY10, "La visite débutera à 14:30.", [("14:30", "TIME", "2012-05-10T14:30")]),
    (
        MAY10,
        "Le cambriolage a eu lieu à sept heures et quart.",
        [("sept heures et quart", "TIME", "2012-05-10T07:15")],
    ),
    (MAY10, "Fermeture à 24 h.", [("24 h", "TIME", "2012-05-10T24:00")]),
    (
        MAY10,
        "Le pont est fermé entre 7 heures et 20 heures.",
        [("7 heures", "TIME", "2012-05-10T07:00"), ("20 heures", "TIME", "2012-05-10T20:00")],
    ),
    # parts of the day
    (
        MAY10,
        "Samedi, le cortège partira dans la matinée.",
        [("Samedi", "DATE", "2012-05-12"), ("la matinée", "TIME", "2012-05-12TMO")],
    ),
    (
        MAY10,
        "Mardi, le feu a repris en fin d'après-midi.",
        [("Mardi", "DATE", "2012-05-08"), ("fin d'après-midi", "TIME", "2012-05-08TAF")],
    ),
    (MAY10, "Un incendie nocturne a détruit le hangar.", [("nocturne", "TIME", "TNI")]),
    # lengths
    (MAY10, "La grève a duré trois semaines.", [("trois semaines", "DURATION", "P3W")]),
    (MAY10, "Il a été condamné à dix-huit mois de prison.", [("dix-huit mois", "DURATION", "P18M")]),
    (
        MAY10,
        "Une peine de 8 à 24 mois a été requise.",
        [("8", "DURATION", "P8M"), ("24 mois", "DURATION", "P24M")],
    ),
    (MAY10, "La panne a duré près de 24 heures.", [("près de 24 heures", "DURATION", "PT24H")]),
    (MAY10, "Ils ont parlé pendant environ une heure.", [("environ une heure", "DURATION", "PT1H")]),
    (MAY10, "Il devance son rival de 30,4 secondes.", [("30,4 secondes", "DURATION", "PT30.4S")]),
    (MAY10, "La réunion a duré deux heures et demie.", [("deux heures et demie", "DURATION", "PT2H30M")]),
    (MAY10, "Il a attendu une demi-heure.", [("une demi-heure", "DURATION", "PT30M")]),
    (MAY10, "Elle a régné vingt et un ans.", [("vingt et un ans", "DURATION", "P21Y")]),
    (MAY10, "Le chantier avance depuis plusieurs mois.", [("plusieurs mois", "DURATION", "PXM")]),
    (MAY10, "Il est resté une dizaine de jours à Sorel.", [("une dizaine de jours", "DURATION", "P10D")]),
    (MAY10, "Le mandat de six ans s'achève.", [("six ans", "DURATION", "P6Y")]),
    (MAY10, "Plus de deux siècles ont passé.", [("Plus de deux siècles", "DURATION", "P200Y")]),
    (MAY10, "Ces dernières 24 heures, il a plu.", [("Ces dernières 24 heures", "DURATION", "PT24H")]),
    (
        MAY10,
        "Au cours des deux dernières années, il a voyagé.",
        [("deux dernières années", "DURATION", "P2Y")],
    ),
    (MAY10, "La mer a monté pendant des années.", [("des années", "DURATION", "PXY")]),
    (MAY10, "Il a couru en 2 h 30.", [("2 h 30", "DURATION", "PT2H30M")]),
    (MAY10, "Une trêve d'un an a été conclue.", [("un an", "DURATION", "P1Y")]),
    # repeated times
    (MAY10, "Le marché se tient chaque mardi.", [("chaque mardi", "SET", "XXXX-WXX-2")]),
    (MAY10, "Le jury se réunit tous les deux ans.", [("tous les deux ans", "SET", "P2Y")]),
    (MAY10, "Le musée ferme le dimanche.", [("le dimanche", "SET", "XXXX-WXX-7")]),
    (MAY10, "Chaque jour, elle nourrit ses poules.", [("Chaque jour", "SET", "P1D")]),
    (MAY10, "Le bulletin mensuel paraît en ligne.", [("mensuel", "SET", "P1M")]),
    (MAY10, "Les patrouilles quotidiennes rassurent.", [("quotidiennes", "SET", "P1D")]),
    (MAY10, "La navette passe toutes les vingt minutes.", [("toutes les vingt minutes", "SET", "PT20M")]),
    (MAY10, "Le bac traverse trois fois par jour.", [("trois fois par jour", "SET", "P1D")]),
    (MAY10, "Tous les samedis matin, il court.", [("Tous les samedis matin", "SET", "XXXX-WXX-6TMO")]),
    (MAY10, "Chaque été, le lac se vide.", [("Chaque été", "SET", "XXXX-SU")]),
    # feasts
    (MAY10, "Le village se réunira à Noël.", [("Noël", "DATE", "2012-12-25")]),
    (MAY10, "La course aura lieu le lundi de Pentecôte.", [("le lundi de Pentecôte", "DATE", "2012-05-28")]),
    (MAY10, "Le bal de Pâques a réuni cent couples.", [("Pâques", "DATE", "2012-04-08")]),
    (MAY10, "La boutique fermera pour l'Ascension.", [("l'Ascension", "DATE", "2012-05-17")]),
    (MAY10, "Il a neigé à Noël 2010.", [("Noël 2010", "DATE", "2010-12-25")]),
    (
        MAY10,
        "La veille de Noël, les halles seront ouvertes.",
        [("La veille", "DATE", "2012-12-24"), ("Noël", "DATE", "2012-12-25")],
    ),
    # told before
    (
        MAY10,
        "Le 24 mars, il quitta Sorel. Le lendemain, il était à Orvane.",
        [("Le 24 mars", "DATE", "2012-03-24"), ("Le lendemain", "DATE", "2012-03-25")],
    ),
    (
        MAY10,
        "Il est mort le 2 avril. La veille au soir, il chantait.",
        [("le 2 avril", "DATE", "2012-04-02"), ("La veille au soir", "TIME", "2012-04-01TEV")],
    ),
    (
        MAY10,
        "L'usine a fermé en décembre 2010. Deux mois plus tard, elle était vendue.",
        [("décembre 2010", "DATE", "2010-12"), ("Deux mois plus tard", "DATE", "2011-02")],
    ),
    (
        MAY10,
        "Il fut élu en 1998. Trois ans auparavant, il avait perdu.",
        [("1998", "DATE", "1998"), ("Trois ans auparavant", "DATE", "1995")],
    ),
    (
        MAY10,
        "Le 5 mai 2010, la banque cède. Le même jour, la bourse chute.",
        [("Le 5 mai 2010", "DATE", "2010-05-05"), ("Le même jour", "DATE", "2010-05-05")],
    ),
    (
        MAY10,
        "Né en 1961, il part en 1980. L'année suivante, il revient.",
        [("1961", "DATE", "1961"), ("1980", "DATE", "1980"), ("L'année suivante", "DATE", "1981")],
    ),
    (
        MAY10,
        "Le 30 avril 2009, il vend sa ferme, qu'il rachète le 2 mai.",
        [("Le 30 avril 2009", "DATE", "2009-04-30"), ("le 2 mai", "DATE", "2009-05-02")],
    ),
    (
        MAY10,
        "Les faits datent du 3 mars. Le samedi suivant, il avouait.",
        [("3 mars", "DATE", "2012-03-03"), ("Le samedi suivant", "DATE", "2012-03-10")],
    ),
    # no date of publication: partial values stay partial
    (None, "L'accord a été signé en décembre à Orvane.", [("décembre", "DATE", "XXXX-12")]),
    (
        None,
        "Le traité fut signé en décembre. Deux mois plus tard, il était rompu.",
        [("décembre", "DATE", "XXXX-12"), ("Deux mois plus tard", "DATE", "XXXX-02")],
    ),
    (None, "Le ministre a démissionné mercredi.", [("mercredi", "DATE", "XXXX-WXX-3")]),
    (None, "La digue a cédé hier soir.", [("hier soir", "TIME", "XXXX-XX-XXTEV")]),
    (None, "Le vote aura lieu le 3 juin.", [("le 3 juin", "DATE", "XXXX-06-03")]),
    (None, "Les prix ont baissé la semaine dernière.", [("la semaine dernière", "DATE", "XXXX-WXX")]),
    ("2012-05", "Le ministre a démissionné mercredi.", [("mercredi", "DATE", "XXXX-WXX-3")]),
    ("2012-05", "La digue a cédé en mars.", [("mars", "DATE", "2012-03")]),
    ("2012-05", "Les ventes ont chuté le mois dernier.", [("le mois dernier", "DATE", "2012-04")]),
    ("2012", "Les ventes ont chuté l'an dernier.", [("l'an dernier", "DATE", "2011")]),
    # turn of a year, leap days, weeks at year's end
    ("2012-01-02", "Le feu a pris hier.", [("hier", "DATE", "2012-01-01")]),
    ("2012-01-01", "Le feu a pris hier.", [("hier", "DATE", "2011-12-31")]),
    ("2012-01-03", "Il a été arrêté le 30 décembre.", [("le 30 décembre", "DATE", "2011-12-30")]),
    ("2011-12-28", "Le magasin ouvrira le 4 janvier.", [("le 4 janvier", "DATE", "2012-01-04")]),
    ("2012-03-01", "La digue a cédé hier.", [("hier", "DATE", "2012-02-29")]),
    ("2011-03-01", "La digue a cédé hier.", [("hier", "DATE", "2011-02-28")]),
    ("2011-01-03", "Le prix a chuté la semaine dernière.", [("la semaine dernière", "DATE", "2010-W52")]),
    ("2010-01-04", "Le prix a chuté la semaine dernière.", [("la semaine dernière", "DATE", "2009-W53")]),
    ("2012-01-05", "La scierie a fermé le mois dernier.", [("le mois dernier", "DATE", "2011-12")]),
    ("2012-03-31", "La scierie rouvrira le mois prochain.", [("le mois prochain", "DATE", "2012-04")]),
    (
        "2012-03-26",
        "Le train partira dimanche à 2 h 30.",
        [("dimanche", "DATE", "2012-04-01"), ("2 h 30", "TIME", "2012-04-01T02:30")],
    ),
]

# what looks like a time and is none
FALSE_FRIENDS = [
    "Une sécheresse sans précédent frappe la vallée.",
    "La maison a été vendue à un notaire.",
    "Le Premier ministre a salué les sauveteurs.",
    "La mer est calme devant Sorel.",
    "Orvane l'a emporté 3-2 face à Combreux.",
    "Le règlement, page 1998, est formel.",
    "L'association est régie par la loi 1901.",
    "Le billet coûte 2000 euros.",
    "Près de 1998 personnes vivent ici.",
    "Le standard répond au 03 19 98 20 12.",
    "Elle roule dans une vieille Peugeot 2008.",
    "Lia Morvan, 31 ans, dirige la scierie.",
    "Un homme âgé de 24 ans a été blessé.",
    "Un garçon de 8 ans a été retrouvé.",
    "Le tarif vaut pour les moins de 20 ans.",
    "La sonde approche de Mars sans encombre.",
    "Il faut sept ouvriers pour ce mur.",
    "Une seconde fois, il a refusé.",
    "Un jour, il reviendra au pays.",
    "Le quotidien régional change de patron.",
    "Elle a fêté ses 99 ans en famille.",
    "L'accord du Vendredi saint est menacé.",
    "La décision est restée sans lendemain.",
    "La police veille sur le quartier.",
    "Le mouvement Orvane Maintenant a rompu la trêve.",
    "Un samedi de pluie, le bac a coulé.",
    "Le camion roule à 90 km par heure.",
]


def reading_of(text: str, published: str | None, language: str = "fr") -> Reading:
    zones, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            zones.append(Zone(start=place, end=place + len(line), role=Role.BODY))
        place += len(line) + 1
    return Reading(Article(id="a", text=text), language, tuple(zones), published_on(published))


def published_on(words: str | None) -> Published:
    if words is None:
        return Published(granularity=Granularity.UNKNOWN, basis=Basis.UNKNOWN, because="")
    found = interval(words)
    assert found is not None
    unit = {4: Granularity.YEAR, 7: Granularity.MONTH, 10: Granularity.DAY}[len(words)]
    return Published(earliest=found[0], latest=found[1], granularity=unit, basis=Basis.STATED, because="")


def times_of(readings: list[Reading]) -> list[list[TimeExpression]]:
    found = []
    for reading in parse(readings):
        reading.quotes = find_quotes(reading)
        found.append(find_times(reading))
    return found


def shown(reading: Reading, times: list[TimeExpression]) -> list[tuple[str, str, str]]:
    return [(reading.text[time.start : time.end], str(time.type), time.value) for time in times]


@pytest.fixture(scope="module")
def read_cases() -> list[list[TimeExpression]]:
    return times_of([reading_of(text, published) for published, text, _ in CASES])


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number][1][:60])
def test_invented_news(number: int, read_cases: list[list[TimeExpression]]) -> None:
    published, text, expected = CASES[number]
    assert shown(reading_of(text, published), read_cases[number]) == expected


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 150


def test_false_friends_are_refused() -> None:
    readings = [reading_of(text, MAY10) for text in FALSE_FRIENDS]
    found = times_of(readings)
    wrong = {
        reading.text: shown(reading, times) for reading, times in zip(readings, found, strict=True) if times
    }
    assert wrong == {}


# --------------------------------------------------------------------------- anchors, modifiers, intervals


def only(text: str, published: str | None = MAY10, language: str = "fr") -> TimeExpression:
    (found,) = times_of([reading_of(text, published, language)])
    assert len(found) == 1, found
    return found[0]


def last(text: str, published: str | None = MAY10) -> TimeExpression:
    (found,) = times_of([reading_of(text, published)])
    return found[-1]


ANCHORS = [
    ("La digue a cédé hier.", Anchor.PUBLISHED),
    ("La digue a cédé le 3 mai 2009.", Anchor.ABSOLUTE),
    ("Elle a cédé le 3 mai 2009. Le lendemain, la plaine était noyée.", Anchor.NARRATIVE),
    ("« La digue peut céder demain », craint le maire.", Anchor.QUOTATION),
    ("La panne a duré trois jours.", Anchor.ABSOLUTE),
]


@pytest.mark.parametrize(("text", "anchor"), ANCHORS)
def test_each_time_says_its_anchor(text: str, anchor: Anchor) -> None:
    assert last(text).anchor is anchor


SPOKEN = [
    ("« Nous partirons demain », a déclaré lundi Lia Morvan.", "demain", "2012-05-08"),
    ("« Nous avons tout vu hier », a affirmé mardi le maire.", "hier", "2012-05-07"),
    (
        "Selon un communiqué daté de mardi soir, l'usine ferme.\nLe patron y écrit : « Rien n'a été volé aujourd'hui. »",
        "aujourd'hui",
        "2012-05-08",
    ),
    ("« Nous voterons demain », promet le maire.", "demain", "2012-05-11"),
    ("« Le conseil se tiendra lundi », a annoncé Lia Morvan.", "lundi", "2012-05-14"),
    ("« Nous nous réunirons lundi en séance fermée », a annoncé Lia Morvan.", "lundi", "2012-05-14"),
]


@pytest.mark.parametrize(("text", "words", "value"), SPOKEN)
def test_a_quotation_is_read_on_the_day_of_speaking(text: str, words: str, value: str) -> None:
    (found,) = times_of([reading_of(text, MAY10)])
    quoted = [time for time in found if text[time.start : time.end] == words]
    assert [(time.value, time.anchor) for time in quoted] == [(value, Anchor.QUOTATION)]


def test_a_quotation_of_an_undated_article_stays_partial() -> None:
    assert only("« Nous partirons demain », dit Lia Morvan.", None).value == "XXXX-XX-XX"


def test_a_date_told_in_a_quotation_does_not_move_the_narrative() -> None:
    text = "Il est mort le 2 avril. « Nous étions le 9 juin 2001 », dit sa fille. Le lendemain, il pleuvait."
    assert last(text).value == "2012-04-03"


MODS = [
    ("Environ trois jours ont passé.", "APPROX"),
    ("Plus de trois jours ont passé.", "MORE_THAN"),
    ("Moins de trois jours ont passé.", "LESS_THAN"),
    ("Au moins trois jours ont passé.", "EQUAL_OR_MORE"),
    ("La gare rouvrira début juin.", "START"),
    ("La gare rouvrira fin juin.", "END"),
    ("La gare rouvrira à la mi-juin.", "MID"),
    ("La gare rouvrira en juin.", None),
]


@pytest.mark.parametrize(("text", "mod"), MODS)
def test_modifiers(text: str, mod: str | None) -> None:
    assert only(text).mod == mod


INTERVALS = [
    ("2012-05-10", ("2012-05-10", "2012-05-10")),
    ("2012-02", ("2012-02-01", "2012-02-29")),
    ("2011", ("2011-01-01", "2011-12-31")),
    ("2009-W53", ("2009-12-28", "2010-01-03")),
    ("2012-W01", ("2012-01-02", "2012-01-08")),
    ("2012-W19-WE", ("2012-05-12", "2012-05-13")),
    ("196X", ("1960-01-01", "1969-12-31")),
    ("18XX", ("1800-01-01", "1899-12-31")),
    ("2012-Q2", ("2012-04-01", "2012-06-30")),
    ("2010-WI", ("2010-12-21", "2011-03-19")),
    ("2012-05-10T24:00", ("2012-05-11T00:00", "2012-05-11T00:00")),
    ("2012-12-31TNI", ("2012-12-31T20:00", "2013-01-01T06:00")),
    ("2012-05-10TEV", ("2012-05-10T18:00", "2012-05-10T23:59")),
    ("2011-02-29", None),
    ("2012-W60", None),
    ("XXXX-12", None),
    ("P3D", None),
    ("PRESENT_REF", None),
]


@pytest.mark.parametrize(("value", "span"), INTERVALS)
def test_the_interval_a_value_stands_for(value: str, span: tuple[str, str] | None) -> None:
    assert interval(value) == span


def test_an_article_of_a_month_gives_hier_an_interval() -> None:
    time = only("La digue a cédé hier.", "2012-05")
    assert (time.value, time.earliest, time.latest) == ("2012-XX-XX", "2012-04-30", "2012-05-30")


def test_nothing_is_filled_in_without_a_date() -> None:
    time = only("La digue a cédé hier.", None)
    assert (time.value, time.earliest, time.latest) == ("XXXX-XX-XX", None, None)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1999, "1999-04-04"),
        (2000, "2000-04-23"),
        (2008, "2008-03-23"),
        (2024, "2024-03-31"),
        (2038, "2038-04-25"),
    ],
)
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


def test_movable_feasts() -> None:
    assert str(feast("easter+39", 2012)) == "2012-05-17"
    assert str(feast("5-7-last", 2012)) == "2012-05-27"
    assert str(feast("11-4-4", 2012)) == "2012-11-22"


def test_merged_values_keep_what_they_share() -> None:
    assert merge_values("2012-05-10", "2012-05-12") == "2012-05-XX"
    assert merge_values("2012-05-10", "2012-06-10") == "2012-XX-XX"


NUMBERS = [
    ("vingt et un", 21),
    ("soixante-dix", 70),
    ("soixante et onze", 71),
    ("quatre-vingt-dix-neuf", 99),
    ("quatre vingts", 80),
    ("cent quatre-vingt", 180),
    ("deux cents", 200),
    ("mille neuf cent trois", 1903),
    ("1 200", 1200),
    ("30,4", 30.4),
    ("nul", None),
]


@pytest.mark.parametrize(("words", "number"), NUMBERS)
def test_numbers_in_words(words: str, number: float | None) -> None:
    assert read_number(words, word_list("fr", "times")["numbers"], frozenset({"et"})) == number


# --------------------------------------------------------------------------- properties

PIECES = [
    "lundi", "le 31", "mai", "2012", "98", "hier", "soir", "la nuit", "de", "à", "au", "20 h", "et demie", "deux", "ans",
    "il y a", "plus tard", "dernier", "« ", " »", '"', ",", ".", "\n", "29 février", "décembre", "XIXe siècle", "Pâques", "tous les",
    "la veille", "le lendemain", "de Noël", "chaque", "ce", "week-end", "l'été", "avant", "entre", "9999", "24 h 59", "0 h",
    "la mi-", "fin", "cette nuit-là", "des années 60", "millénaire", "999999 ans", "İstanbul", "ß", "e\u0301", "\u202f", "😀",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
)
PUBLISHED = st.one_of(
    st.none(),
    st.dates(max_value=date(9998, 12, 31)).map(lambda day: day.isoformat()),
    st.dates(max_value=date(9998, 12, 31)).map(lambda day: day.isoformat()[:7]),
    st.dates(max_value=date(9998, 12, 31)).map(lambda day: day.isoformat()[:4]),
)


def unparsed(text: str, published: str | None, language: str) -> Reading:
    reading = reading_of(text, published, language)
    reading.quotes = find_quotes(reading)
    return reading


@settings(deadline=None, max_examples=250)
@given(TEXTS, PUBLISHED, st.sampled_from(["fr", "en"]))
def test_any_text_gives_valid_records(text: str, published: str | None, language: str) -> None:
    reading = unparsed(text, published, language)
    found = find_times(reading)
    assert found == find_times(reading)
    place = 0
    for time in found:
        assert place <= time.start < time.end <= len(text)
        place = time.end
        assert text[time.start : time.end].strip() == text[time.start : time.end]
        assert TIMEX3_VALUE.fullmatch(time.value), time.value
        assert (time.earliest is None) == (time.latest is None)
        if time.earliest is not None and time.latest is not None:
            assert time.earliest <= time.latest
            assert re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?", time.earliest)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=300))
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_parsed_text_of_any_signs_gives_valid_records() -> None:
    texts = [
        " ".join(PIECES),
        " ".join(reversed(PIECES)),
        "".join(PIECES),
        " ".join(PIECES[::2] + PIECES[1::2]),
    ]
    readings = [reading_of(text, MAY10) for text in texts]
    for reading, found in zip(readings, times_of(readings), strict=True):
        assert all(TIMEX3_VALUE.fullmatch(time.value) for time in found)
        assert all(time.end <= len(reading.text) for time in found)


HOSTILE = [
    "lundi " * 40_000,
    "3, " * 60_000,
    "deux " * 40_000,
    "« hier » " * 20_000,
    "1" * 200_000,
    "le " * 60_000,
    "2012-" * 40_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_hostile_text_takes_linear_time(text: str) -> None:
    import time

    start = time.process_time()
    find_times(unparsed(text, MAY10, "fr"))
    assert time.process_time() - start < 12


# --------------------------------------------------------------------------- English, by the same engine

ENGLISH: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("The council met on Monday in Marlowe.", [("Monday", "DATE", "2012-05-07")]),
    ("The council will meet on Monday in Marlowe.", [("Monday", "DATE", "2012-05-14")]),
    ("The bridge was closed yesterday.", [("yesterday", "DATE", "2012-05-09")]),
    ("The vote will be held tomorrow morning.", [("tomorrow morning", "TIME", "2012-05-11TMO")]),
    ("She was born on March 3, 1961.", [("March 3, 1961", "DATE", "1961-03-03")]),
    ("The museum reopened on 12 April 2011.", [("12 April 2011", "DATE", "2011-04-12")]),
    ("The mill burned down last week.", [("last week", "DATE", "2012-W18")]),
    ("Fares will rise next year.", [("next year", "DATE", "2013")]),
    ("The mine closed in 1975.", [("1975", "DATE", "1975")]),
    ("The strike lasted three weeks.", [("three weeks", "DURATION", "P3W")]),
    ("He left two days ago.", [("two days ago", "DATE", "2012-05-08")]),
    ("They talked for about an hour.", [("about an hour", "DURATION", "PT1H")]),
    ("The song dates from the 1960s.", [("the 1960s", "DATE", "196X")]),
    ("The market is held every Tuesday.", [("every Tuesday", "SET", "XXXX-WXX-2")]),
    (
        "The train left at 8:30 a.m. on Friday.",
        [("8:30 a.m.", "TIME", "2012-05-04T08:30"), ("Friday", "DATE", "2012-05-04")],
    ),
    (
        "The plant opened in December 2010. Two months later, it was sold.",
        [("December 2010", "DATE", "2010-12"), ("Two months later", "DATE", "2011-02")],
    ),
    ("The mayor resigned on Tuesday night.", [("Tuesday night", "TIME", "2012-05-08TNI")]),
    ("The law may pass in March.", [("March", "DATE", "2012-03")]),
    ("It may rain; troops march on.", []),
    ("Lena Marsh, 45, runs the 12-year-old firm.", []),
]


def test_english_news() -> None:
    readings = [reading_of(text, MAY10, "en") for text, _ in ENGLISH]
    found = times_of(readings)
    read = {reading.text: shown(reading, times) for reading, times in zip(readings, found, strict=True)}
    assert read == dict(ENGLISH)


def test_a_language_without_time_words_has_no_times() -> None:
    assert find_times(unparsed("El lunes llegó tarde.", MAY10, "es")) == []


# --------------------------------------------------------------------------- the data, the examples, the scores


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_pattern_finds_its_own_example(language: str) -> None:
    words = time_words(language)
    assert words is not None
    path = pathlib.Path(__file__).parent.parent / "src/recoupe/languages" / language / "times.toml"
    examples = re.findall(
        r'\[\[expression\]\] # "([^"]+)"[^\n]*\nkind = "(\w+)"', path.read_text(encoding="utf-8")
    )
    assert len(examples) == len(words.patterns)
    missed: list[tuple[str, str]] = []
    for number, (example, kind) in enumerate(examples):
        assert words.patterns[number][0] == kind
        missed += [(example, kind)] if not words.patterns[number][1].search(fold(example)) else []

    assert not missed, missed


def rule_examples() -> list[tuple[str, str]]:
    """The examples of the rules' docstrings: the words (after those they hang on) and the value."""
    from recoupe.annotate.calendar_rules import CalendarRules
    from recoupe.annotate.day_rules import DayRules
    from recoupe.annotate.lengths import Lengths
    from recoupe.annotate.time_rules import TimeRules

    found = []
    for rules in (CalendarRules, DayRules, TimeRules, Lengths):
        for member in vars(rules).values():
            doc = getattr(member, "__doc__", None) or ""
            for words, before, value in re.findall(
                r'"([^"]+)"(?:, after "([^"]+)")?[^";→]{0,60}→ ([\w-]+(?::\d\d)?)', doc
            ):
                found.append((f"{before}. {words}" if before else words, value))
    return found


def test_the_examples_of_the_rules_hold() -> None:
    examples = rule_examples()
    assert len(examples) >= 25
    found = times_of([reading_of(text + ".", MAY10) for text, _ in examples])
    wrong = [
        (text, value, [time.value for time in times])
        for (text, value), times in zip(examples, found, strict=True)
        if value not in [time.value for time in times]
    ]
    assert not wrong, wrong


GOLD = pathlib.Path(__file__).parent.parent.parent / "shared" / "gold" / "times" / "ftib_dev.jsonl"


@pytest.mark.skipif(
    not GOLD.is_file(), reason="the development articles of the French TimeBank are not beside the repository"
)
def test_the_development_set_does_not_get_worse() -> None:
    documents = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    found = times_of([reading_of(document["text"], document["published"]) for document in documents])
    expected = {(d["id"], t["start"], t["end"], t["value"]) for d in documents for t in d["times"]}
    got = {
        (d["id"], t.start, t.end, t.value) for d, times in zip(documents, found, strict=True) for t in times
    }
    score = 2 * len(expected & got) / (len(expected) + len(got))
    assert score >= 0.95, score
