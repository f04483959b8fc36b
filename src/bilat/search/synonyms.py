"""Ordinary English words that mean nearly the same, so that a paraphrase finds what it is about.

Each line holds words that may stand for each other; general English, whatever a base is about.
"""

from __future__ import annotations

from functools import cache

_ALIKE = """
accord agreement treaty pact deal
acknowledge recognise
adopt pass
adversity hardship trouble difficulty
aid help assist assistance support donate donation contribute contribution
aim goal objective purpose target seek intend intention
ancient antiquity old
anniversary jubilee
appoint name nominate
archipelago island
assail attack aggression invade invasion
author writer
back support endorse favour
based rooted founded built rest
begin start commence launch outbreak
belief trust faith confidence
biggest largest greatest
bond tie link connection relationship
boost strengthen increase enhance promote
border frontier
bridge crossroads link
broaden expand widen extend grow
business commerce trade company enterprise
carriage freight cargo haulage load shipment
cease stop end halt
celebrate mark commemorate
chair preside presidency chairmanship chairman head lead
champion advocate support defend
characterise describe call
close deep intimate tight
collaborate cooperate collaboration cooperation
combat fight struggle war
commitment pledge promise
common shared mutual
company firm enterprise business corporation
complement supplement
conflict war dispute
consider regard see view deem think
consistent steady unchanged constant stable
contact exchange
conversation talk call discussion
country nation state
crucial vital essential key critical important
customs tradition
defeat beat victory win overcome conquer
defend protect safeguard uphold
degree diploma doctorate master graduate graduated studied study education educated
demand call require insist
depart leave
desire wish hope want
destination heading bound
determined resolved resolute
develop development progress advance growth
dialogue talk conversation
diligent hardworking diligence industrious
discuss talk debate
disease illness epidemic pandemic coronavirus covid
document paper text
dose shot jab injection
double twofold twice
east orient eastern
economy economic
education study university school
embassy mission legation
enemy foe rival adversary opponent
energy power fuel
envoy ambassador diplomat
equal equality
establish set up found create
exempt exemption waiver waive free
export sales
export sell sold
express voice state
factory plant industry industrial manufacturing
farmer peasant villager rural
firm company
first initial earliest
flight fly plane air airline aviation
forecast expect expected anticipate predict
foreign overseas abroad external international
foundation basis groundwork ground base
friendship friend amity rapport friendly
future coming upcoming
get obtain acquire receive
gift donation contribution
global world worldwide international
goods products merchandise wares
government cabinet administration authorities
grow rise increase expand growth climb soar
guest visitor tourist
hail praise welcome commend
hamper hinder obstruct
hinterland provinces countryside interior
history past historical
hold keep occupy
holidaymaker tourist sightseer traveller visitor vacationer
home domestic internal
hospitality hospitable welcome
impetus momentum push stimulus drive impulse
import buy bought purchase
independence freedom sovereignty
influx inflow arrival
inhabitant population people resident
initiative scheme project programme plan
interfere interference meddle intervene intervention
invest investment capital money funds
jab vaccine vaccination inoculation
join participate unite link connect
journey trip visit travel voyage tour
law legal lawful legitimate
leader president head
leave withdraw withdrawal pull
legitimate legal lawful sole
link connect join
locate location position situated lie
magnitude size volume
main chief major principal
majority most
mankind humanity
many numerous several
matter affair issue concern
military armed army
minister ministry
modern contemporary
modernise modernisation
money funds resources finance capital
mutual reciprocal two-way bilateral
neighbour neighbouring region regional
new fresh novel
note stress emphasise underline point
object oppose reject against
occupy occupation seize
office post position
old ancient
open inaugurate opened
opportunity chance
opposed oppose reject
organisation body institution
outnumber quantitative numerical superiority advantage
overcome survive endure
part component element share
partner ally
peace peaceful ceasefire
permanent unlimited indefinite lasting
permit allow let enable
phone telephone
pillar foundation
platform forum
poor developing underdeveloped
position stance stand view policy attitude
power might strength
preferred favourite chosen favoured
present current
president leader head
press media newspaper news
prevent hinder
principle rule norm
priority precedence important
project scheme
proverb saying adage
push promote
quality trait virtue characteristic feature
quick fast rapid swift
raise lift elevate
ready willing prepared readiness
region area zone
reliable dependable trustworthy
renewable green clean
renewal rejuvenation revival
renowned famous known reputed
reply answer respond
resolve determined
respect esteem
restore return revive
return restore back
revolution uprising
road route way path
route road corridor path line
sea maritime
secure safe safety security
send deliver ship dispatch supply
separate cut divide split apart
share common
shift change
sign conclude
similar alike similarity resemblance
soil land territory
sole only single
solidarity support
sphere area field domain sector
stability stable steady
stage phase
stress emphasise underline
strong powerful robust firm
success achievement accomplishment
summit meeting
technology technological tech
telephone phone
territory land soil
tourism tourist travel
trade commerce turnover exchange
transit transport
transport freight carry carriage shipping
troops forces army soldiers military
true genuine real
unify unite union
unite join
university academy
value importance weight
various different diverse
victory win triumph won victorious
view see regard
visit trip journey travel
war conflict fighting warfare
wealth rich
welcome greet hail
western west
withdraw withdrawal leave pull evacuate
world globe global
worth value
yearly annual
"""


@cache
def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for line in _ALIKE.splitlines():
        group = line.split()
        for word in group:
            found.setdefault(word, {}).update(dict.fromkeys(w for w in group if w != word))
    return {word: tuple(others) for word, others in found.items()}


def synonyms(word: str) -> tuple[str, ...]:
    """Other words for a folded one, in its plain form or with a usual ending."""
    table = _table()
    forms = [word, *(word.removesuffix(ending) for ending in ("s", "es", "ed", "d", "ing"))]
    forms += [f"{word.removesuffix('ing')}e", f"{word.removesuffix('ies')}y"]
    return next((table[form] for form in forms if form in table), ())
