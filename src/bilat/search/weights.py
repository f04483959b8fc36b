"""Every number that the ranking rests on, each with its reason, but for the columns in index.py."""

from typing import NamedTuple


class Weights(NamedTuple):
    """Every number that the ranking rests on, each with its reason."""

    # A fact whose record names the actor or topic asked for is about it, though no word may match.
    actor: float = 2.2
    topic: float = 2.6
    # How much less each actor or topic after the first is what a fact is about.
    later: float = 0.4
    # A single word of a person's name may mean a namesake, and one of another name much else.
    part_of_person: float = 0.6
    word_of_name: float = 0.25
    # A capital may stand for its government, and most often is just the city.
    capital: float = 0.3
    # Words and record agreeing is better than either, but they are not independent.
    second_way: float = 0.5
    # A word that was mended, or only looks related, may be another word after all.
    mended: float = 0.8
    # A word of the same stem may be another word: patriots and patriotism, to import and imports.
    derived: float = 0.7
    # Words that stand in texts about anything say less, even where few facts hold them.
    common: float = 0.6
    # Another word for it seldom means quite the same.
    synonym: float = 0.3
    # A window of time is asked for as plainly as a topic. What only goes on in it, or may have
    # happened in it, fits it by halves; a time that an undated fact tells of fits better. Of facts
    # that fit alike the earlier one comes first.
    window: float = 2.6
    told: float = 0.7
    vaguely: float = 0.5
    after_the_earliest: float = 0.001
    # A prefix matches more than was asked for, and so does a coarser time, level by level.
    prefix: float = 0.8
    coarser: float = 0.35
    # Neighbours in the query that stand close together in the fact belong together.
    neighbours: float = 0.6
    # What a fact must match of the query's weight to be an answer at all, and how steeply the rest
    # fades with what it does not match.
    least_share: float = 0.1
    share_power: float = 0.5
    # What it must match of that weight where the rest is words that the base does not know: half of
    # a query about something else is no answer.
    least_known: float = 0.55
    # A word that the base does not know weighs almost as much as the rarest one that it does.
    unknown: float = 1.0
    # A capital makes it a name: of something that the base is not about.
    unknown_name: float = 2.0
    # A number is exact: with another one it would be another matter.
    unknown_number: float = 1.5
    # Of other languages the base holds only names and a few words.
    unknown_foreign: float = 0.6
    # Common words are left out of a text by chance.
    unknown_common: float = 0.3
    unknown_everyday: float = 0.8
    # A country, place or person in more than this part of the facts tells none of them from others.
    telling: float = 0.25
    # The words of a phrase may all be there without being the phrase.
    apart: float = 0.9
    # Far below the best answer begins the junk.
    tail: float = 0.05
    # "When", "how many" and "why" ask for facts with a date, a number or a reason.
    answers: float = 1.3
    # Who asks what somebody says about a subject wants to hear nobody else on it.
    heard: float = 2.0


WEIGHTS = Weights()
