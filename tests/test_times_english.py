"""English time expressions, by the engine that reads French: invented news, look-alikes, anchors, any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_time_values import PUBLISHED
from time_stage import reading_of, shown, unparsed

from recoupe.annotate.times import find_times, find_times_and_ages
from recoupe.annotate.times.calendar import TIMEX3_VALUE
from recoupe.model import Anchor, TimeExpression

MAY10 = "2012-05-10"  # a Thursday of week 19

Expected = list[tuple[str, str, str]]

# text, what must be found in an article of MAY10: (words, type, value)
CASES: list[tuple[str, Expected]] = [
    # calendar dates
    ("She was born on March 3, 1961.", [("March 3, 1961", "DATE", "1961-03-03")]),
    ("The museum reopened on 12 April 2011.", [("12 April 2011", "DATE", "2011-04-12")]),
    ("The ferry sank on Mar. 13 off Sorrel Bay.", [("Mar. 13", "DATE", "2012-03-13")]),
    ("The deal of Sept. 3, 2009 still holds.", [("Sept. 3, 2009", "DATE", "2009-09-03")]),
    ("The hall will reopen on 2 June.", [("2 June", "DATE", "2012-06-02")]),
    ("The trial will open on Thursday, May 24.", [("Thursday, May 24", "DATE", "2012-05-24")]),
    ("The trial opened on Monday 7 May in Marlowe.", [("Monday 7 May", "DATE", "2012-05-07")]),
    ("The factory burned on December 28.", [("December 28", "DATE", "2011-12-28")]),
    ("Bids are taken until June 30th.", [("June 30th", "DATE", "2012-06-30")]),
    ("The treaty of the 3rd of May 2010 was torn up.", [("the 3rd of May 2010", "DATE", "2010-05-03")]),
    ("The file is dated 2011-11-05.", [("2011-11-05", "DATE", "2011-11-05")]),
    ("The bridge gave way on 25/04/2011.", [("25/04/2011", "DATE", "2011-04-25")]),
    ("The bridge gave way on 4/25/2011.", [("4/25/2011", "DATE", "2011-04-25")]),
    ("The bridge gave way on 05/05/2011.", [("05/05/2011", "DATE", "2011-05-05")]),
    ("The bridge gave way on 03/04/2011.", [("03/04/2011", "DATE", "2011")]),
    ("THE FAIR WILL OPEN ON JUNE 2, 2012.", [("JUNE 2, 2012", "DATE", "2012-06-02")]),
    ("The vote took place on Sat., Feb. 4.", [("Sat., Feb. 4", "DATE", "2012-02-04")]),
    ("Police raided the farm on the night of May 3.", [("the night of May 3", "TIME", "2012-05-03TNI")]),
    (
        "The fair will run May 13-17 in Marlowe.",
        [("May 13", "DATE", "2012-05-13"), ("17", "DATE", "2012-05-17")],
    ),
    (
        "Concerts are planned for June 3, 5 and 7.",
        [("June 3", "DATE", "2012-06-03"), ("5", "DATE", "2012-06-05"), ("7", "DATE", "2012-06-07")],
    ),
    (
        "The fair will run from 3 to 7 June.",
        [("3", "DATE", "2012-06-03"), ("7 June", "DATE", "2012-06-07")],
    ),
    (
        "Works will last from May 28 to June 4.",
        [("May 28", "DATE", "2012-05-28"), ("June 4", "DATE", "2012-06-04")],
    ),
    ("On May 3, 12 people were hurt in Marlowe.", [("May 3", "DATE", "2012-05-03")]),
    # months, seasons, quarters, years
    ("The law may pass in March.", [("March", "DATE", "2012-03")]),
    ("The nursery will open in September.", [("September", "DATE", "2012-09")]),
    ("She has been out of work since October.", [("October", "DATE", "2011-10")]),
    ("He was elected last November.", [("last November", "DATE", "2011-11")]),
    ("The line will be ready next June.", [("next June", "DATE", "2012-06")]),
    ("The port shut in late September 2010.", [("late September 2010", "DATE", "2010-09")]),
    ("The list will be known in mid-June.", [("mid-June", "DATE", "2012-06")]),
    ("Prices fell at the end of March.", [("the end of March", "DATE", "2012-03")]),
    ("The plant opened in December 2010.", [("December 2010", "DATE", "2010-12")]),
    (
        "The shop was shut between April and May.",
        [("April", "DATE", "2012-04"), ("May", "DATE", "2012-05")],
    ),
    ("She moved to Sorrel Bay last summer.", [("last summer", "DATE", "2011-SU")]),
    ("The park will open this fall.", [("this fall", "DATE", "2012-FA")]),
    ("The river flooded in the spring of 2009.", [("the spring of 2009", "DATE", "2009-SP")]),
    ("The rink will open in the autumn.", [("the autumn", "DATE", "2012-FA")]),
    ("Winter 2010 was harsh in the valley.", [("Winter 2010", "DATE", "2010-WI")]),
    ("Sales fell in the first quarter of 2011.", [("the first quarter of 2011", "DATE", "2011-Q1")]),
    ("Sales rose 3% in the second quarter.", [("the second quarter", "DATE", "2012-Q2")]),
    ("Profit doubled in Q3 2011.", [("Q3 2011", "DATE", "2011-Q3")]),
    ("Orders slowed in the second half of 2010.", [("the second half of 2010", "DATE", "2010-H2")]),
    ("The mine closed in 1975.", [("1975", "DATE", "1975")]),
    ("The village has shrunk since 2004.", [("2004", "DATE", "2004")]),
    (
        "Debt doubled from 2004 to 2009.",
        [("2004", "DATE", "2004"), ("2009", "DATE", "2009")],
    ),
    ("The club was ruined by late 2011.", [("late 2011", "DATE", "2011")]),
    ("The song dates from the 1960s.", [("the 1960s", "DATE", "196X")]),
    ("Fashion of the '90s is back.", [("the '90s", "DATE", "199X")]),
    ("Rents soared in the mid-2000s.", [("the mid-2000s", "DATE", "200X")]),
    ("Rents soared in the late nineties.", [("the late nineties", "DATE", "199X")]),
    ("A mill of the 19th century was sold.", [("the 19th century", "DATE", "18XX")]),
    ("The chapel is a twelfth-century jewel.", [("twelfth-century", "DATE", "11XX")]),
    # weekdays and where they point
    ("The council met on Monday in Marlowe.", [("Monday", "DATE", "2012-05-07")]),
    ("The council will meet on Monday in Marlowe.", [("Monday", "DATE", "2012-05-14")]),
    ("The mayor said on Tuesday the road was safe.", [("Tuesday", "DATE", "2012-05-08")]),
    ("The panel is due to meet on Friday.", [("Friday", "DATE", "2012-05-11")]),
    ("The vote will be held Tuesday.", [("Tuesday", "DATE", "2012-05-15")]),
    ("A ruling is expected to be announced Monday.", [("Monday", "DATE", "2012-05-14")]),
    ("Two platforms closed Tuesday in Marlowe.", [("Tuesday", "DATE", "2012-05-08")]),
    ("Flower market on Saturday in Marlowe", [("Saturday", "DATE", "2012-05-12")]),
    ("The minister will visit the damaged bridge Tuesday.", [("Tuesday", "DATE", "2012-05-15")]),
    ("Officials said the talks would resume Wednesday.", [("Wednesday", "DATE", "2012-05-16")]),
    ("On Monday, the prefect signed the order.", [("Monday", "DATE", "2012-05-07")]),
    ("On Monday, the prefect will sign the order.", [("Monday", "DATE", "2012-05-14")]),
    ("The prefect signed the order Thursday.", [("Thursday", "DATE", "2012-05-10")]),
    ("Staff must reply by Friday.", [("Friday", "DATE", "2012-05-11")]),
    ("He has been ill since Sunday.", [("Sunday", "DATE", "2012-05-06")]),
    ("The court will rule next Monday.", [("next Monday", "DATE", "2012-05-14")]),
    ("The town hall burned last Friday.", [("last Friday", "DATE", "2012-05-04")]),
    ("The film opens this Friday.", [("this Friday", "DATE", "2012-05-11")]),
    ("Tuesday's vote was close.", [("Tuesday", "DATE", "2012-05-08")]),
    (
        "The road will be shut between Monday and Wednesday.",
        [("Monday", "DATE", "2012-05-14"), ("Wednesday", "DATE", "2012-05-16")],
    ),
    (
        "On Saturday, May 19, the street will be shut. Meet Saturday at the station.",
        [("Saturday, May 19", "DATE", "2012-05-19"), ("Saturday", "DATE", "2012-05-19")],
    ),
    ("She spoke at a Tuesday news conference.", [("Tuesday", "DATE", "2012-05-08")]),
    # parts of the day
    ("The mayor resigned on Tuesday night.", [("Tuesday night", "TIME", "2012-05-08TNI")]),
    ("A man was arrested on Monday night.", [("Monday night", "TIME", "2012-05-07TNI")]),
    ("The pupils will leave Saturday morning.", [("Saturday morning", "TIME", "2012-05-12TMO")]),
    ("The debate will be aired tonight.", [("tonight", "TIME", "2012-05-10TNI")]),
    ("A cyclist was hit this morning.", [("this morning", "TIME", "2012-05-10TMO")]),
    ("Two cars burned last night.", [("last night", "TIME", "2012-05-09TNI")]),
    ("Two cars burned overnight.", [("overnight", "TIME", "2012-05-09TNI")]),
    ("The vote will be held tomorrow morning.", [("tomorrow morning", "TIME", "2012-05-11TMO")]),
    ("A pipe burst yesterday afternoon.", [("yesterday afternoon", "TIME", "2012-05-09TAF")]),
    ("The storm hit early Tuesday morning.", [("early Tuesday morning", "TIME", "2012-05-08TMO")]),
    ("The storm hit late Tuesday.", [("late Tuesday", "DATE", "2012-05-08")]),
    (
        "On Saturday, the march will set off in the morning.",
        [("Saturday", "DATE", "2012-05-12"), ("the morning", "TIME", "2012-05-12TMO")],
    ),
    # clock times
    ("The session starts at 10:30 p.m.", [("10:30 p.m.", "TIME", "2012-05-10T22:30")]),
    ("The train left at 5pm.", [("5pm", "TIME", "2012-05-10T17:00")]),
    ("The train left at 10.30am.", [("10.30am", "TIME", "2012-05-10T10:30")]),
    ("The call was made at 17:00 GMT.", [("17:00 GMT", "TIME", "2012-05-10T17:00")]),
    ("The call was made at 1730 GMT.", [("1730 GMT", "TIME", "2012-05-10T17:30")]),
    ("The bar shuts at midnight.", [("midnight", "TIME", "2012-05-10T24:00")]),
    ("The bus crashed at 12:15 a.m.", [("12:15 a.m.", "TIME", "2012-05-10T00:15")]),
    ("The bell rings at half past eight.", [("half past eight", "TIME", "2012-05-10T08:30")]),
    ("Shops open at nine o'clock.", [("nine o'clock", "TIME", "2012-05-10T09:00")]),
    (
        "The plane will take off tomorrow at noon.",
        [("tomorrow", "DATE", "2012-05-11"), ("noon", "TIME", "2012-05-11T12:00")],
    ),
    (
        "The train left at 8:30 a.m. on Friday.",
        [("8:30 a.m.", "TIME", "2012-05-04T08:30"), ("Friday", "DATE", "2012-05-04")],
    ),
    ("The mass will be said at 3 p.m. Saturday.", [("3 p.m. Saturday", "TIME", "2012-05-12T15:00")]),
    (
        "The desk will be open from 8 to 10 a.m.",
        [("8", "TIME", "2012-05-10T08:00"), ("10 a.m.", "TIME", "2012-05-10T10:00")],
    ),
    (
        "He was seen between 2 and 4 p.m. on Tuesday.",
        [
            ("2", "TIME", "2012-05-08T14:00"),
            ("4 p.m.", "TIME", "2012-05-08T16:00"),
            ("Tuesday", "DATE", "2012-05-08"),
        ],
    ),
    # words for days, units counted from the article's day
    ("The bridge was closed yesterday.", [("yesterday", "DATE", "2012-05-09")]),
    ("The pool shut the day before yesterday.", [("the day before yesterday", "DATE", "2012-05-08")]),
    ("The jury will sit the day after tomorrow.", [("the day after tomorrow", "DATE", "2012-05-12")]),
    ("The minister will visit the farm today.", [("today", "DATE", "2012-05-10")]),
    ("The mill burned down last week.", [("last week", "DATE", "2012-W18")]),
    ("Fares will rise next year.", [("next year", "DATE", "2013")]),
    ("Sales dropped last month.", [("last month", "DATE", "2012-04")]),
    ("The bill will be read this week.", [("this week", "DATE", "2012-W19")]),
    ("The firm hired forty people earlier this year.", [("earlier this year", "DATE", "2012")]),
    ("The bill will be read later this month.", [("later this month", "DATE", "2012-05")]),
    ("The plan was dropped late last year.", [("late last year", "DATE", "2011")]),
    ("Talks resume early next week.", [("early next week", "DATE", "2012-W20")]),
    ("The tournament will be held this weekend.", [("this weekend", "DATE", "2012-W19-WE")]),
    ("The club won last weekend.", [("last weekend", "DATE", "2012-W18-WE")]),
    ("The barn burned over the weekend.", [("the weekend", "DATE", "2012-W18-WE")]),
    ("He left two days ago.", [("two days ago", "DATE", "2012-05-08")]),
    ("He left a week ago.", [("a week ago", "DATE", "2012-05-03")]),
    ("The dam was built twenty years ago.", [("twenty years ago", "DATE", "1992")]),
    ("The mill shut more than two years ago.", [("more than two years ago", "DATE", "2010")]),
    ("The mill shut a decade ago.", [("a decade ago", "DATE", "2002")]),
    ("The mill shut several years ago.", [("several years ago", "DATE", "PAST_REF")]),
    ("Results will be out in three days.", [("in three days", "DATE", "2012-05-13")]),
    ("In two weeks, the hall will open.", [("In two weeks", "DATE", "2012-05-24")]),
    ("They built the wall in two weeks.", [("two weeks", "DURATION", "P2W")]),
    ("It will be the first fair in five years.", [("five years", "DURATION", "P5Y")]),
    ("The plant will shut two years from now.", [("two years from now", "DATE", "2014")]),
    ("He now lives in Marlowe.", [("now", "DATE", "PRESENT_REF")]),
    ("The town hall recently got a new roof.", [("recently", "DATE", "PAST_REF")]),
    ("Rents have risen in recent years.", [("recent years", "DATE", "PAST_REF")]),
    # feasts
    ("The village will gather at Christmas.", [("Christmas", "DATE", "2012-12-25")]),
    ("The race was run on Easter Monday.", [("Easter Monday", "DATE", "2012-04-09")]),
    ("Shops will close for Thanksgiving.", [("Thanksgiving", "DATE", "2012-11-22")]),
    ("The band will play on the Fourth of July.", [("the Fourth of July", "DATE", "2012-07-04")]),
    ("The ball will be held on New Year's Eve.", [("New Year's Eve", "DATE", "2012-12-31")]),
    ("The match will be played on Boxing Day.", [("Boxing Day", "DATE", "2012-12-26")]),
    ("Pools will close after Labor Day.", [("Labor Day", "DATE", "2012-09-03")]),
    ("It snowed on Christmas Eve 2010.", [("Christmas Eve 2010", "DATE", "2010-12-24")]),
    # lengths
    ("The strike lasted three weeks.", [("three weeks", "DURATION", "P3W")]),
    ("She won a six-year term.", [("six-year", "DURATION", "P6Y")]),
    ("The power cut lasted 48 hours.", [("48 hours", "DURATION", "PT48H")]),
    ("A 24-hour strike was called.", [("24-hour", "DURATION", "PT24H")]),
    ("He was held for more than two months.", [("more than two months", "DURATION", "P2M")]),
    ("They talked for about an hour.", [("about an hour", "DURATION", "PT1H")]),
    ("He waited for half an hour.", [("half an hour", "DURATION", "PT30M")]),
    ("He was jailed for eighteen months.", [("eighteen months", "DURATION", "P18M")]),
    ("She reigned for twenty-one years.", [("twenty-one years", "DURATION", "P21Y")]),
    ("The siege lasted two and a half years.", [("two and a half years", "DURATION", "P2Y6M")]),
    ("The siege lasted a year and a half.", [("a year and a half", "DURATION", "P1Y6M")]),
    ("The works have dragged on for several months.", [("several months", "DURATION", "PXM")]),
    ("The sea has been rising for years.", [("years", "DURATION", "PXY")]),
    ("A hundred days have passed.", [("A hundred days", "DURATION", "P100D")]),
    (
        "Over the past three months, prices have doubled.",
        [("the past three months", "DURATION", "P3M")],
    ),
    ("More arrests are likely in the coming days.", [("the coming days", "DURATION", "PXD")]),
    ("The vote must be held within 30 days.", [("30 days", "DURATION", "P30D")]),
    ("Two weeks after the fire, the mill reopened.", [("Two weeks", "DURATION", "P2W")]),
    # repeated times
    ("The market is held every Tuesday.", [("every Tuesday", "SET", "XXXX-WXX-2")]),
    ("The museum is shut on Sundays.", [("Sundays", "SET", "XXXX-WXX-7")]),
    ("The ferry sails twice a week.", [("twice a week", "SET", "P1W")]),
    ("The prize is awarded annually.", [("annually", "SET", "P1Y")]),
    ("The jury meets every two years.", [("every two years", "SET", "P2Y")]),
    ("Each day she feeds her hens.", [("Each day", "SET", "P1D")]),
    ("The annual fair drew crowds.", [("annual", "SET", "P1Y")]),
    ("Every summer the lake dries up.", [("Every summer", "SET", "XXXX-SU")]),
    ("The shuttle leaves every 20 minutes.", [("every 20 minutes", "SET", "PT20M")]),
    # told before
    (
        "The plant opened in December 2010. Two months later, it was sold.",
        [("December 2010", "DATE", "2010-12"), ("Two months later", "DATE", "2011-02")],
    ),
    (
        "On March 24, he left Marlowe. The next day, he was in Sorrel Bay.",
        [("March 24", "DATE", "2012-03-24"), ("The next day", "DATE", "2012-03-25")],
    ),
    (
        "He died on April 2. The day before, he was singing.",
        [("April 2", "DATE", "2012-04-02"), ("The day before", "DATE", "2012-04-01")],
    ),
    (
        "He was elected in 1998. Three years earlier, he had lost.",
        [("1998", "DATE", "1998"), ("Three years earlier", "DATE", "1995")],
    ),
    (
        "He left in 1980. The following year, he came back.",
        [("1980", "DATE", "1980"), ("The following year", "DATE", "1981")],
    ),
    (
        "The bank failed on May 5, 2010. That same day, shares plunged.",
        [("May 5, 2010", "DATE", "2010-05-05"), ("That same day", "DATE", "2010-05-05")],
    ),
    (
        "The rebels took Marlowe on Tuesday. A day later, they left.",
        [("Tuesday", "DATE", "2012-05-08"), ("A day later", "DATE", "2012-05-09")],
    ),
    (
        "The day after the vote, shops were looted.",
        [("The day after", "DATE", "XXXX-XX-XX")],
    ),
]

# written after the first table passed, with each sentence as the press would print it
LONGER: list[tuple[str, Expected]] = [
    (
        "The rebels, who seized the port in February, will hold talks in Marlowe on Monday.",
        [("February", "DATE", "2012-02"), ("Monday", "DATE", "2012-05-14")],
    ),
    (
        "President Halvard told lawmakers on Wednesday that elections would be held in November.",
        [("Wednesday", "DATE", "2012-05-09"), ("November", "DATE", "2012-11")],
    ),
    (
        "At least 12 people were killed when a bus plunged into a ravine late on Sunday, police said.",
        [("late on Sunday", "DATE", "2012-05-06")],
    ),
    (
        "The army said it had retaken the town by Saturday evening.",
        [("Saturday evening", "TIME", "2012-05-05TEV")],
    ),
    (
        "Talks that began last week are to resume on Tuesday.",
        [("last week", "DATE", "2012-W18"), ("Tuesday", "DATE", "2012-05-15")],
    ),
    ("Ministers from nine states are meeting in Sorrel Bay on Friday.", [("Friday", "DATE", "2012-05-11")]),
    (
        "The vote had been planned for April 22 but was put off until June 10.",
        [("April 22", "DATE", "2012-04-22"), ("June 10", "DATE", "2012-06-10")],
    ),
    ("Officials could not be reached for comment on Tuesday.", [("Tuesday", "DATE", "2012-05-08")]),
    ("A spokesman declined to comment Wednesday.", [("Wednesday", "DATE", "2012-05-09")]),
    (
        "The ceasefire, agreed in 2009, has held for almost three years.",
        [("2009", "DATE", "2009"), ("almost three years", "DURATION", "P3Y")],
    ),
    (
        "Output grew 4% year on year in the three months to March.",
        [("three months", "DURATION", "P3M"), ("March", "DATE", "2012-03")],
    ),
    (
        "The deadline expires at midnight on Friday.",
        [("midnight", "TIME", "2012-05-11T24:00"), ("Friday", "DATE", "2012-05-11")],
    ),
    ("He has served two four-year terms.", [("four-year", "DURATION", "P4Y")]),
    ("The bank cut rates for the first time in a decade.", [("a decade", "DURATION", "P10Y")]),
    ("The 2012 budget was passed in January.", [("2012", "DATE", "2012"), ("January", "DATE", "2012-01")]),
    ("Nearly a month after the flood, schools reopened.", [("Nearly a month", "DURATION", "P1M")]),
    ("She will be sworn in on January 20, 2013.", [("January 20, 2013", "DATE", "2013-01-20")]),
    ("The law takes effect July 1.", [("July 1", "DATE", "2012-07-01")]),
    (
        "The war broke out in the summer of 1998 and lasted until early 2003.",
        [("the summer of 1998", "DATE", "1998-SU"), ("early 2003", "DATE", "2003")],
    ),
    (
        "On Tuesday evening, thousands marched through Marlowe.",
        [("Tuesday evening", "TIME", "2012-05-08TEV")],
    ),
    (
        "The shooting happened around 2:15 a.m. Sunday outside a bar.",
        [("2:15 a.m. Sunday", "TIME", "2012-05-06T02:15")],
    ),
    (
        "Police were called at about 9pm on Monday.",
        [("9pm", "TIME", "2012-05-07T21:00"), ("Monday", "DATE", "2012-05-07")],
    ),
    ("Voters go to the polls on Sunday.", [("Sunday", "DATE", "2012-05-13")]),
    (
        "The minister is scheduled to arrive in Marlowe on Saturday for a two-day visit.",
        [("Saturday", "DATE", "2012-05-12"), ("two-day", "DURATION", "P2D")],
    ),
    ("The court adjourned the case until September 3.", [("September 3", "DATE", "2012-09-03")]),
    (
        "He was jailed in 1994 and freed eight years later.",
        [("1994", "DATE", "1994"), ("eight years later", "DATE", "2002")],
    ),
    (
        "The town fell to rebels on the evening of March 12.",
        [("the evening of March 12", "TIME", "2012-03-12TEV")],
    ),
    (
        "The company expects to hire 300 people over the next 18 months.",
        [("the next 18 months", "DURATION", "P18M")],
    ),
    ("The two sides met in secret three times last month.", [("last month", "DATE", "2012-04")]),
    (
        "Some 400 people died in the 1970s and 1980s.",
        [("the 1970s", "DATE", "197X"), ("1980s", "DATE", "198X")],
    ),
    ("Aid will arrive within the next 48 hours.", [("the next 48 hours", "DURATION", "PT48H")]),
    ("He had arrived in Marlowe the previous evening.", [("the previous evening", "TIME", "2012-05-09TEV")]),
    (
        "The mayor, elected in 2008, may step down before Christmas.",
        [("2008", "DATE", "2008"), ("Christmas", "DATE", "2012-12-25")],
    ),
    (
        "March's figures were the worst since May 2009.",
        [("March", "DATE", "2012-03"), ("May 2009", "DATE", "2009-05")],
    ),
    ("Rebels vowed on May 1 to march on the capital.", [("May 1", "DATE", "2012-05-01")]),
    ("The parade will be held on Independence Day.", []),
    ("The fire started at 3 in the morning.", [("3 in the morning", "TIME", "2012-05-10T03:00")]),
    ("A second round is due on May 27.", [("May 27", "DATE", "2012-05-27")]),
    ("The truce ended after 17 days.", [("17 days", "DURATION", "P17D")]),
    ("The mission was extended by another six months.", [("six months", "DURATION", "P6M")]),
    (
        "Every night for a month, sirens wailed.",
        [("Every night", "SET", "XXXX-XX-XXTNI"), ("a month", "DURATION", "P1M")],
    ),
    (
        "The museum is closed on Mondays and Tuesdays.",
        [("Mondays", "SET", "XXXX-WXX-1"), ("Tuesdays", "SET", "XXXX-WXX-2")],
    ),
    (
        "By the time police arrived on Saturday night, he was gone.",
        [("Saturday night", "TIME", "2012-05-05TNI")],
    ),
    ("Monday's strike will disrupt trains.", [("Monday", "DATE", "2012-05-14")]),
    ("Since Monday's strike, trains have been late.", [("Monday", "DATE", "2012-05-07")]),
    (
        "Profits fell 12 percent in the fourth quarter of 2011.",
        [("the fourth quarter of 2011", "DATE", "2011-Q4")],
    ),
    ("The next general election is due in 2015.", [("2015", "DATE", "2015")]),
    ("The attack came two days before the summit.", [("two days", "DURATION", "P2D")]),
    ("A day earlier, a bomb had killed five.", [("A day earlier", "DATE", "2012-05-09")]),
    ("The treaty took six years to negotiate.", [("six years", "DURATION", "P6Y")]),
    ("The treaty will take six months to ratify.", [("six months", "DURATION", "P6M")]),
    (
        "He was last seen on 3 May at 6.45pm.",
        [("3 May", "DATE", "2012-05-03"), ("6.45pm", "TIME", "2012-05-03T18:45")],
    ),
    ("The 9-5 vote came on Tuesday.", [("Tuesday", "DATE", "2012-05-08")]),
    ("It is the third attack this month.", [("this month", "DATE", "2012-05")]),
    ("The reform dates back to the late 19th century.", [("the late 19th century", "DATE", "18XX")]),
    ("She joined the firm in her twenties.", []),
    ("He won gold at the 2008 games.", [("2008", "DATE", "2008")]),
    ("The plane took off at 06:20 local time.", [("06:20 local time", "TIME", "2012-05-10T06:20")]),
    (
        "In the early hours of Wednesday, shells hit the market.",
        [("the early hours of Wednesday", "TIME", "2012-05-09TMO")],
    ),
    (
        "The curfew runs from 10 p.m. to 6 a.m.",
        [("10 p.m.", "TIME", "2012-05-10T22:00"), ("6 a.m.", "TIME", "2012-05-10T06:00")],
    ),
    ("Annual inflation hit 9% in April.", [("Annual", "SET", "P1Y"), ("April", "DATE", "2012-04")]),
    (
        "“I will resign tomorrow,” he told the paper on Sunday.",
        [("tomorrow", "DATE", "2012-05-07"), ("Sunday", "DATE", "2012-05-06")],
    ),
    ("“Three weeks ago we had nothing,” said Lena Marsh.", [("Three weeks ago", "DATE", "2012-04-19")]),
    ("The council plans to vote again next Thursday.", [("next Thursday", "DATE", "2012-05-17")]),
    ("He had been due to fly home on Sunday.", [("Sunday", "DATE", "2012-05-13")]),
    ("Will Weller spoke on Tuesday?", [("Tuesday", "DATE", "2012-05-08")]),
    ("Will Weller said on Tuesday he was fine.", [("Tuesday", "DATE", "2012-05-08")]),
    ("The hall was built in 1887.", [("1887", "DATE", "1887")]),
    ("More than 3,000 years of history lie here.", [("More than 3,000 years", "DURATION", "P3000Y")]),
    ("It lasted 2.5 hours.", [("2.5 hours", "DURATION", "PT2.5H")]),
    ("The Monday Club met in May.", [("May", "DATE", "2012-05")]),
    ("In 2010, 2,300 houses burned.", [("2010", "DATE", "2010")]),
    ("Room 2010 is locked.", []),
    (
        "Polls close at 8 p.m. (1900 GMT).",
        [("8 p.m.", "TIME", "2012-05-10T20:00"), ("1900 GMT", "TIME", "2012-05-10T19:00")],
    ),
    (
        "Gunmen opened fire on a convoy near Ostrel on Thursday, killing four soldiers.",
        [("Thursday", "DATE", "2012-05-10")],
    ),
    ("The bishop, 71, will retire in the autumn.", [("the autumn", "DATE", "2012-FA")]),
    (
        "The airline said flights to Marlowe would be suspended from Monday until at least May 20.",
        [("Monday", "DATE", "2012-05-14"), ("May 20", "DATE", "2012-05-20")],
    ),
    ("A decision is not expected before mid-June.", [("mid-June", "DATE", "2012-06")]),
    (
        "In an interview published on Sunday, the general denied he had fled.",
        [("Sunday", "DATE", "2012-05-06")],
    ),
    (
        "The museum, which opened in 1932, draws 40,000 visitors a year.",
        [("1932", "DATE", "1932"), ("a year", "SET", "P1Y")],
    ),
    (
        "Fighting resumed on Tuesday after a week of calm.",
        [("Tuesday", "DATE", "2012-05-08"), ("a week", "DURATION", "P1W")],
    ),
    (
        "The minister, who took office just over a year ago, offered his resignation last Wednesday.",
        [("just over a year ago", "DATE", "2011"), ("last Wednesday", "DATE", "2012-05-09")],
    ),
    (
        "Rescuers worked through the night to free miners trapped since Tuesday.",
        [("the night", "TIME", "2012-05-09TNI"), ("Tuesday", "DATE", "2012-05-08")],
    ),
    (
        "The two leaders are expected to sign the deal on the sidelines of a summit in Ostrel on June 2 and 3.",
        [("June 2", "DATE", "2012-06-02"), ("3", "DATE", "2012-06-03")],
    ),
    (
        "Inflation, which peaked at 11% last October, has slowed for six straight months.",
        [("last October", "DATE", "2011-10"), ("six straight months", "DURATION", "P6M")],
    ),
    (
        "The suspect appeared in court Monday and was ordered held without bail pending a hearing on May 22.",
        [("Monday", "DATE", "2012-05-07"), ("May 22", "DATE", "2012-05-22")],
    ),
    (
        "Snow fell overnight across the north, and more was forecast for Friday.",
        [("overnight", "TIME", "2012-05-09TNI"), ("Friday", "DATE", "2012-05-11")],
    ),
    (
        "Parliament approved the bill by 91 votes to 40 late on Wednesday night.",
        [("late on Wednesday night", "TIME", "2012-05-09TNI")],
    ),
    ("He spent 27 years in prison.", [("27 years", "DURATION", "P27Y")]),
    ("Schools will remain closed for the rest of the week.", []),
    (
        "The vaccine will be available early next year, the firm said Tuesday.",
        [("early next year", "DATE", "2013"), ("Tuesday", "DATE", "2012-05-08")],
    ),
    (
        "Marlowe hosted the games in 1984 and again in 2004.",
        [("1984", "DATE", "1984"), ("2004", "DATE", "2004")],
    ),
    (
        "Traffic was halted for two hours Monday morning.",
        [("two hours", "DURATION", "PT2H"), ("Monday morning", "TIME", "2012-05-07TMO")],
    ),
    (
        "The union says its members will walk out at noon Friday.",
        [("noon", "TIME", "2012-05-11T12:00"), ("Friday", "DATE", "2012-05-11")],
    ),
    ("Ten days of mourning were declared.", [("Ten days", "DURATION", "P10D")]),
    ("The Senate is set to vote Thursday on the plan.", [("Thursday", "DATE", "2012-05-10")]),
    ("The siege entered its 40th day on Saturday.", [("Saturday", "DATE", "2012-05-05")]),
    (
        "He was born in Ostrel in July 1950 and died there on 2 January 2011.",
        [("July 1950", "DATE", "1950-07"), ("2 January 2011", "DATE", "2011-01-02")],
    ),
    ("The crisis of the early 1990s left deep scars.", [("the early 1990s", "DATE", "199X")]),
    ("Prosecutors on Tuesday charged Anna May with fraud.", [("Tuesday", "DATE", "2012-05-08")]),
    ("Until recently, few had heard of him.", [("recently", "DATE", "PAST_REF")]),
    ("By the end of May, half the crop was lost.", [("the end of May", "DATE", "2012-05")]),
    (
        "At 7:45 a.m. local time on March 11, the ground shook.",
        [("7:45 a.m. local time", "TIME", "2012-03-11T07:45"), ("March 11", "DATE", "2012-03-11")],
    ),
    ("Nobody has claimed the attack, the second in as many weeks.", []),
    ("The ban runs until 2015.", [("2015", "DATE", "2015")]),
    ("Over the weekend, the two sides will swap prisoners.", [("the weekend", "DATE", "2012-W19-WE")]),
    ("The judge gave him six months to pay.", [("six months", "DURATION", "P6M")]),
    ("It has been 10 years since the flood.", [("10 years", "DURATION", "P10Y")]),
    ("The rally on Saturday drew thousands.", [("Saturday", "DATE", "2012-05-05")]),
    ("The rally on Saturday is expected to draw thousands.", [("Saturday", "DATE", "2012-05-12")]),
    ("Marlowe mayor quits after Tuesday vote", [("Tuesday", "DATE", "2012-05-08")]),
    ("Ostrel talks to resume Monday", [("Monday", "DATE", "2012-05-14")]),
    ("Two killed in Ostrel blast Sunday", [("Sunday", "DATE", "2012-05-06")]),
    (
        "“We have been waiting since Monday, and today we march,” she said on Wednesday.",
        [
            ("Monday", "DATE", "2012-05-07"),
            ("today", "DATE", "2012-05-09"),
            ("Wednesday", "DATE", "2012-05-09"),
        ],
    ),
    (
        "On Wednesday night he tweeted: “I am leaving tonight.”",
        [("Wednesday night", "TIME", "2012-05-09TNI"), ("tonight", "TIME", "2012-05-09TNI")],
    ),
    (
        "The quake struck at 03:34 on 27 February 2010.",
        [("03:34", "TIME", "2010-02-27T03:34"), ("27 February 2010", "DATE", "2010-02-27")],
    ),
    ("He joined in the late '80s.", [("the late '80s", "DATE", "198X")]),
    ("She ran the 400 metres in 52 seconds.", [("52 seconds", "DURATION", "PT52S")]),
    ("The score was 2-1 after 90 minutes.", [("90 minutes", "DURATION", "PT90M")]),
    (
        "He will face trial in 2013, three years after the crash.",
        [("2013", "DATE", "2013"), ("three years", "DURATION", "P3Y")],
    ),
    (
        "The army moved in on Friday. That evening, the president fled. The following morning, crowds cheered.",
        [
            ("Friday", "DATE", "2012-05-04"),
            ("That evening", "TIME", "2012-05-04TEV"),
            ("The following morning", "TIME", "2012-05-05TMO"),
        ],
    ),
    (
        "In January 2011 he left; a year later he was back.",
        [("January 2011", "DATE", "2011-01"), ("a year later", "DATE", "2012")],
    ),
    (
        "The dinner takes place on the first Saturday in June.",
        [("the first Saturday in June", "DATE", "2012-06-02")],
    ),
    ("The chief executive will step down at the end of the year.", [("the end of the year", "DATE", "2012")]),
    ("The fair is held every July 4.", [("every July 4", "SET", "XXXX-07-04")]),
    ("The club meets on the last Friday of the month.", [("the last Friday of the month", "SET", "P1M")]),
    (
        "It burned in the night of Friday to Saturday.",
        [("the night of Friday to Saturday", "TIME", "2012-05-04TNI")],
    ),
    ("Guards earn $50 a day.", [("a day", "SET", "P1D")]),
]

# published, text, what must be found
ELSEWHEN: list[tuple[str | None, str, Expected]] = [
    (None, "The pact was signed in December in Marlowe.", [("December", "DATE", "XXXX-12")]),
    (None, "The minister resigned on Wednesday.", [("Wednesday", "DATE", "XXXX-WXX-3")]),
    (None, "The dyke gave way last night.", [("last night", "TIME", "XXXX-XX-XXTNI")]),
    (None, "The vote will be held on June 3.", [("June 3", "DATE", "XXXX-06-03")]),
    (None, "Prices fell last week.", [("last week", "DATE", "XXXX-WXX")]),
    (None, "The bank failed yesterday.", [("yesterday", "DATE", "XXXX-XX-XX")]),
    ("2012-05", "The minister resigned on Wednesday.", [("Wednesday", "DATE", "XXXX-WXX-3")]),
    ("2012-05", "Sales fell last month.", [("last month", "DATE", "2012-04")]),
    ("2012", "Sales fell last year.", [("last year", "DATE", "2011")]),
    ("2012-01-01", "The fire broke out yesterday.", [("yesterday", "DATE", "2011-12-31")]),
    ("2012-01-03", "He was arrested on December 30.", [("December 30", "DATE", "2011-12-30")]),
    ("2011-12-28", "The shop will open on January 4.", [("January 4", "DATE", "2012-01-04")]),
    ("2012-03-01", "The dyke gave way yesterday.", [("yesterday", "DATE", "2012-02-29")]),
    ("2010-01-04", "Prices fell last week.", [("last week", "DATE", "2009-W53")]),
    ("2023-03-14", "Shares fell on March 13, 2023.", [("March 13, 2023", "DATE", "2023-03-13")]),
]

# what looks like a time and is none
FALSE_FRIENDS = [
    "It may rain; troops march on.",
    "The march was banned by the prefect.",
    "He came in and may leave.",
    "Clara May said she was ready.",
    "April Novak runs the bakery.",
    "August Weller opened the meeting.",
    "For a second time, he refused.",
    "She was second in the race.",
    "Prices may fall.",
    "The fall of the regime was swift.",
    "She sat in the sun.",
    "Marlowe beat Sorrel Bay 3-2.",
    "The rule, on page 1998, is plain.",
    "Section 2010 of the code is plain.",
    "A ticket costs $2000.",
    "A ticket costs £1998.",
    "Nearly 1998 people live here.",
    "Call 0199 8012 1998 for help.",
    "Her old laptop runs Windows 2000.",
    "The hotline is staffed 24/7.",
    "The Daily Lantern has a new owner.",
    "The Sunday Herald has a new owner.",
    "Lena Marsh, 45, runs the 12-year-old firm.",
    "A 24-year-old man was hurt.",
    "A man aged 32 was hurt.",
    "Lena Marsh, 31 years old, runs the mill.",
    "An 18-month-old baby was found.",
    "The Good Friday Agreement is at risk.",
    "One day, he will come home.",
    "Three quarters of the seats are taken.",
    "The truck was doing 90 miles per hour.",
    "On a Saturday of rain, the ferry sank.",
    "The room was full of Christmas trees.",
    "The show is sold out on Black Friday deals.",
    "The daily has a new editor.",
    "She joined the firm in her twenties.",
    "Room 2010 is locked.",
]


def times_in(text: str, published: str | None = MAY10) -> Expected:
    reading = unparsed(text, published, "en")
    return shown(reading, find_times(reading))


@pytest.mark.parametrize(("text", "expected"), CASES + LONGER, ids=[text[:60] for text, _ in CASES + LONGER])
def test_invented_news(text: str, expected: Expected) -> None:
    assert times_in(text) == expected


@pytest.mark.parametrize(("published", "text", "expected"), ELSEWHEN)
def test_other_dates_of_publication(published: str | None, text: str, expected: Expected) -> None:
    assert times_in(text, published) == expected


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_false_friends_are_refused(text: str) -> None:
    assert times_in(text) == []


def test_there_are_enough_cases() -> None:
    assert len(CASES) + len(LONGER) + len(ELSEWHEN) + len(FALSE_FRIENDS) >= 340


# --------------------------------------------------------------------------- anchors, modifiers, intervals


def last(text: str, published: str | None = MAY10) -> TimeExpression:
    return find_times(unparsed(text, published, "en"))[-1]


ANCHORS = [
    ("The dyke gave way yesterday.", Anchor.PUBLISHED),
    ("The dyke gave way on May 3, 2009.", Anchor.ABSOLUTE),
    ("It gave way on May 3, 2009. The next day, the plain was flooded.", Anchor.NARRATIVE),
    ("“The dyke may give way tomorrow,” warned the mayor.", Anchor.QUOTATION),
    ("The power cut lasted three days.", Anchor.ABSOLUTE),
]


@pytest.mark.parametrize(("text", "anchor"), ANCHORS)
def test_each_time_says_its_anchor(text: str, anchor: Anchor) -> None:
    assert last(text).anchor is anchor


SPOKEN = [
    ("“We leave tomorrow,” she said on Monday.", "tomorrow", "2012-05-08"),
    ('"We leave tomorrow," she said on Monday.', "tomorrow", "2012-05-08"),
    ("On Tuesday, the mayor told reporters: “We saw it all yesterday.”", "yesterday", "2012-05-07"),
    ("“We vote tomorrow,” the mayor promised.", "tomorrow", "2012-05-11"),
    ("“The council will meet on Monday,” said Lena Marsh.", "Monday", "2012-05-14"),
    (
        "In a statement dated Tuesday, the firm announced closures.\nIts owner wrote: “Nothing was stolen today.”",
        "today",
        "2012-05-08",
    ),
]


@pytest.mark.parametrize(("text", "words", "value"), SPOKEN)
def test_a_quotation_is_read_on_the_day_of_speaking(text: str, words: str, value: str) -> None:
    found = find_times(unparsed(text, MAY10, "en"))
    quoted = [told for told in found if text[told.start : told.end] == words]
    assert [(told.value, told.anchor) for told in quoted] == [(value, Anchor.QUOTATION)]


MODS = [
    ("About three days went by.", "APPROX"),
    ("Nearly three days went by.", "APPROX"),
    ("More than three days went by.", "MORE_THAN"),
    ("Less than three days went by.", "LESS_THAN"),
    ("At least three days went by.", "EQUAL_OR_MORE"),
    ("The station will reopen in early June.", "START"),
    ("The station will reopen in late June.", "END"),
    ("The station will reopen in mid-June.", "MID"),
    ("The station will reopen in June.", None),
    ("The station reopened earlier this year.", "START"),
    ("The station will reopen later this year.", "END"),
    ("The storm hit late Tuesday.", "END"),
    ("The storm hit early Tuesday morning.", "START"),
]


@pytest.mark.parametrize(("text", "mod"), MODS)
def test_modifiers(text: str, mod: str | None) -> None:
    assert last(text).mod == mod


def test_an_article_of_a_month_gives_yesterday_an_interval() -> None:
    told = last("The dyke gave way yesterday.", "2012-05")
    assert (told.value, told.earliest, told.latest) == ("2012-XX-XX", "2012-04-30", "2012-05-30")


def test_figures_in_either_order_are_sure_of_the_year_only() -> None:
    told = last("The bridge gave way on 03/04/2011.")
    assert (told.earliest, told.latest) == ("2011-01-01", "2011-12-31")


def test_the_past_three_months_end_on_the_article_s_day() -> None:
    told = last("Prices have doubled over the past three months.")
    assert (told.earliest, told.latest) == ("2012-02-09", "2012-05-10")


AGES = [
    ("A 24-year-old man was hurt.", "24-year-old", "P24Y"),
    ("A man aged 32 was hurt.", "32", "P32Y"),
    ("Lena Marsh, 45, runs the mill.", "45", "P45Y"),
    ("Lena Marsh, 31 years old, runs the mill.", "31 years old", "P31Y"),
    ("An 18-month-old baby was found.", "18-month-old", "P18M"),
    ("He died at the age of 84.", "84", "P84Y"),
    ("She turned thirty.", "thirty", "P30Y"),
]


@pytest.mark.parametrize(("text", "words", "value"), AGES)
def test_ages_are_records_of_their_own(text: str, words: str, value: str) -> None:
    times, ages = find_times_and_ages(unparsed(text, MAY10, "en"))
    assert times == []
    assert [(text[age.start : age.end], age.value) for age in ages] == [(words, value)]


NO_AGES = [
    "Rooms 12, 45, and 50 are shut.",
    "In Marlowe, 45, perhaps 46, houses burned.",
    "He turned 2000 pages.",
    "She won a six-year term.",
]


@pytest.mark.parametrize("text", NO_AGES)
def test_what_is_no_age(text: str) -> None:
    assert find_times_and_ages(unparsed(text, MAY10, "en"))[1] == []


# --------------------------------------------------------------------------- any text

PIECES = [
    "Monday", "the", "31", "May", "2012", "'90s", "yesterday", "evening", "tonight", "of", "in", "to", "8 p.m.", "half past", "two", "years",
    "ago", "later", "last", "“", "”", '"', ",", ".", "\n", "February 29", "December", "19th century", "Easter", "every",
    "the day before", "the next day", "Christmas", "each", "this", "weekend", "the fall", "before", "between", "9999", "24:59", "12 a.m.",
    "mid-", "late", "that night", "Q4", "1730 GMT", "a hundred", "999999 years", "13/31/2012", "twice a", "İstanbul", "ß", "e\u0301", "\u202f", "😀",
]  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(
    st.one_of(st.text(max_size=150), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)), PUBLISHED
)
def test_any_text_gives_valid_records(text: str, published: str | None) -> None:
    reading = unparsed(text, published, "en")
    found = find_times(reading)
    assert found == find_times(reading)
    place = 0
    for told in found:
        assert place <= told.start < told.end <= len(text)
        place = told.end
        assert text[told.start : told.end].strip() == text[told.start : told.end]
        assert TIMEX3_VALUE.fullmatch(told.value), told.value
        assert (told.earliest is None) == (told.latest is None)
        if told.earliest is not None and told.latest is not None:
            assert told.earliest <= told.latest


HOSTILE = [
    "Monday " * 8_000,
    "May 3, " * 8_000,
    "two " * 20_000,
    "“today” " * 8_000,
    "May 3, 3, 3, 3, " * 5_000,
    "the " * 25_000,
    "between 2 and " * 7_000,
    "will be closed " * 13_000,
    "in two weeks " * 6_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_hostile_text_takes_linear_time(text: str) -> None:
    start = time.process_time()
    find_times(unparsed(text, MAY10, "en"))
    assert time.process_time() - start < 12


def test_english_is_read_without_a_parse() -> None:
    reading = reading_of("The council met on Monday.", MAY10, "en")
    assert not reading.tokens
    assert [told.value for told in find_times(reading)] == ["2012-05-07"]
