"""Calendars: facts that are dated to the day, read back by a calendar parser."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from icalendar import Calendar, Event

from bilat.core.text import printable
from exports import HOSTILE, bundled, changed, document, hostile, inside, nasty_examples

DAY = r"\d{4}-\d\d-\d\d"


def events(content: str | bytes) -> dict[str, Event]:
    """The events of a calendar by the ids of their facts."""
    (calendar,) = Calendar.from_ical(content, multiple=True)
    assert (calendar["VERSION"], calendar.errors) == ("2.0", [])
    found = {str(event["UID"]): event for event in calendar.events}
    assert len(found) == len(calendar.subcomponents)
    assert all(uid.startswith("urn:bilat:fact:") for uid in found)
    return {uid.rsplit(":", 1)[1]: event for uid, event in found.items()}


def on(folder, when: str, kind: str = "visit") -> tuple[date, date] | None:
    """The first day, and the one after the last, of a fact of this time; None without an event."""
    library = changed(folder, facts={"first-envoy": {"when": when, "kind": kind}})
    found = events(document(library, "ics", [library.base.facts["first-envoy"]]))
    if not found:
        return None
    assert found["first-envoy"].errors == []
    return found["first-envoy"].decoded("DTSTART"), found["first-envoy"].decoded("DTEND")


@pytest.mark.parametrize(
    ("when", "first", "after"),
    [
        ("1990-05-04", "1990-05-04", "1990-05-05"),
        ("1991-12-31", "1991-12-31", "1992-01-01"),
        ("2024-02-29", "2024-02-29", "2024-03-01"),
        ("2023-02-28", "2023-02-28", "2023-03-01"),
        ("2024-02-28", "2024-02-28", "2024-02-29"),
        ("1900-02-28", "1900-02-28", "1900-03-01"),
        ("0001-01-01", "0001-01-01", "0001-01-02"),
    ],
)
def test_an_event_has_the_day_of_its_fact(tmp_path, when, first, after):
    assert on(tmp_path, when) == (date.fromisoformat(first), date.fromisoformat(after))


@pytest.mark.parametrize(
    ("when", "after"),
    [
        ("1994-03-07/1994-03-10", "1994-03-11"),
        ("1994-03-07/1999-12-31", "2000-01-01"),
        ("1994-03-07/..", None),
        ("1994-03-07/1994-04", None),
        ("1994-03-07/1994-03-10?", None),
    ],
)
def test_what_happened_has_its_first_day_and_the_rest_all_days(tmp_path, when, after):
    first = date(1994, 3, 7)
    assert on(tmp_path, when) == (first, first + timedelta(1))
    if after is None:
        assert on(tmp_path, when, "plan") in (None, (first, first + timedelta(1)))
    else:
        assert on(tmp_path, when, "plan") == (first, date.fromisoformat(after))


@pytest.mark.parametrize(
    ("when", "kind", "rule"),
    [
        ("1990-05-04", "event", {"FREQ": ["YEARLY"]}),
        ("1990-05-04", "agreement", {"FREQ": ["YEARLY"]}),
        ("1992-02-29", "visit", {"FREQ": ["YEARLY"], "BYMONTH": [2], "BYMONTHDAY": [-1]}),
        (
            "1992-02-29/1992-03-02",
            "visit",
            {"FREQ": ["YEARLY"], "BYMONTH": [2], "BYMONTHDAY": [-1]},
        ),
        ("1992-02-26/1992-02-29", "visit", {"FREQ": ["YEARLY"]}),
        *(
            ("1990-05-04", kind, None)
            for kind in ("figure", "status", "plan", "claim", "biography")
        ),
    ],
)
def test_only_what_happened_comes_back_and_on_a_day_of_every_year(tmp_path, when, kind, rule):
    library = changed(tmp_path, facts={"first-envoy": {"when": when, "kind": kind}})
    (event,) = events(document(library, "ics", [library.base.facts["first-envoy"]])).values()
    assert event.get("RRULE") == rule


def test_a_calendar_has_a_name(mini):
    assert "\r\nNAME:Azerbaijan–China relations\r\n" in document(bundled(), "ics")
    out = inside("export", "--facts", mini, "--format", "ics").out.decode()
    assert "NAME:Graustark\\, Ruritania\r\nX-WR-CALNAME:Graustark\\, Ruritania\r\n" in out


@pytest.mark.parametrize(
    "when",
    [
        *("1990", "1990-05", "1990-05-XX", "2003-22", "199X", "17XX?"),
        *("1990-05-04?", "1990-05-04~", "1990-05-04%", "1990-05-04?/1990-05-06"),
        *("1990-05/1990-06", "1990-05/1990-06-04", "1990/..", "../1990-05-04"),
        *("-0043-03-15", "0000-03-15", "9999-12-31"),
    ],
)
def test_what_is_not_known_to_the_day_has_no_anniversary(tmp_path, when):
    assert on(tmp_path, when) is None


def test_every_fact_of_the_base_that_is_known_to_the_day_is_in_its_calendar():
    facts = bundled().base.facts
    found = events(document(bundled(), "ics"))
    assert list(found) == [
        fact.id
        for fact in facts.values()
        if fact.when and re.fullmatch(rf"{DAY}(/{DAY})?", fact.when.text)
    ]
    for name, event in found.items():
        happened = facts[name].kind in ("event", "agreement", "visit")
        assert event.get("RRULE") == ({"FREQ": ["YEARLY"]} if happened else None)
        assert (event["SUMMARY"], event["TRANSP"]) == (facts[name].statement, "TRANSPARENT")
        described = str(event["DESCRIPTION"])
        for item in facts[name].evidence:
            assert f"“{printable(item.quote)}”\n" in described
        for caveat in facts[name].caveats:
            assert caveat.text in described
        labels = [bundled().base.topics[topic].label for topic in facts[name].topics]
        assert [str(label) for label in event["CATEGORIES"].cats] == labels
        length = event.decoded("DTEND") - event.decoded("DTSTART")
        assert timedelta(1) <= length <= timedelta(31)


def test_the_command_tells_how_many_facts_it_left_out(mini):
    ran = inside("export", "--facts", mini, "--format", "ics")
    assert ran.code == 0
    assert ran.err == "bilat: 8 facts not dated to the day left out of the calendar.\n"
    assert list(events(ran.out)) == ["relations-opened"]
    only = inside("export", "--facts", mini, "--format", "ics", "--during", "1990-05-04")
    assert (only.code, only.out, only.err) == (0, ran.out, "")


def test_facts_of_which_none_is_dated_to_the_day_make_no_calendar(on_mini, tmp_path):
    args = ["export", "--topic", "trade", "--format", "ics", "--output", tmp_path / "a.ics"]
    told = "bilat: none of 3 facts is dated to the day. Choose others.\n"
    assert on_mini(*args) == (1, "", told)
    assert not (tmp_path / "a.ics").exists()


def test_the_same_facts_give_the_same_bytes(on_mini):
    first = on_mini("export", "--format", "ics", PYTHONHASHSEED="1")
    assert first == on_mini("export", "--format", "ics", PYTHONHASHSEED="2", TZ="Asia/Baku")
    assert first.out.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")


@pytest.mark.parametrize(
    ("release", "stamp"),
    [
        ("2026.11", "20261101T000000Z"),
        ("2026-11-21", "20261121T000000Z"),
        ("mini-1", "19700101T000000Z"),
    ],
)
def test_the_stamp_is_the_release_of_the_base(tmp_path, release, stamp):
    library = changed(tmp_path, meta={"base": {"release": release}})
    (event,) = events(document(library, "ics")).values()
    assert event["DTSTAMP"].to_ical().decode() == stamp


def test_the_references_have_the_style_asked_for(mini):
    args = ["export", "--facts", mini, "--format", "ics", "--style"]
    described = {
        style: str(events(inside(*args, style).out)["relations-opened"]["DESCRIPTION"])
        for style in ("apa", "mla", "gbt7714")
    }
    assert "Əliyeva, L. (2005, March 1). A note on ties, para. 1." in described["apa"]
    assert "Əliyeva, Lala. “A Note on Ties.” 1 Mar. 2005, par. 1." in described["mla"]
    assert "[Z]" in described["gbt7714"]


def test_long_lines_are_folded_between_characters():
    text = "习近平总书记" * 40 + "😀" * 30 + "e\u0301" * 60 + "plain " * 30
    out = document(hostile(text), "ics")
    lines = out.encode().split(b"\r\n")
    assert max(map(len, lines)) == 75
    assert [line.decode() for line in lines]
    assert events(out)["fact"]["SUMMARY"] == printable(text)


def test_what_separates_values_is_escaped():
    out = document(hostile("a;b,c\\d\ne:f"), "ics")
    assert "\r\nSUMMARY:a\\;b\\,c\\\\d\\ne:f\r\n" in out
    assert "\r\nCATEGORIES:a\\;b\\,c\\\\d\\ne:f\r\n" in out


def lined(text: str) -> str:
    """The text in its lines, each as it is printed."""
    return "\n".join(printable(line) for line in text.split("\n"))


@nasty_examples
@given(HOSTILE)
@settings(deadline=None)
def test_no_text_is_lost_on_its_way_through_a_calendar(text):
    out = document(hostile(text), "ics")
    event = events(out)["fact"]
    assert event["SUMMARY"] == lined(text)
    assert [str(label) for label in event["CATEGORIES"].cats] == [lined(text)]
    assert str(event["DESCRIPTION"]).startswith(f"“{printable(text)}”\n")
    assert str(event["DESCRIPTION"]).endswith(f"\n\nvague: {printable(text)}")
    lines = out.split("\r\n")
    assert all(len(line.encode()) <= 75 and line.isprintable() for line in lines if line.isascii())
    assert "\n" not in "".join(lines)
    assert "\r" not in "".join(lines)


def test_a_limit_counts_events_and_not_facts(on_mini):
    out = on_mini("export", "--format", "ics", "--limit", "1").out
    assert out.count("BEGIN:VEVENT") == 1
