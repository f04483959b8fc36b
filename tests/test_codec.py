"""Records to JSON and back, and what any other JSON is answered with."""

from __future__ import annotations

import json
import re
from typing import Any, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import minibase
from bilat.base import codec, document
from bilat.base.base import load
from bilat.core import model, terms
from bilat.core.errors import BaseError
from test_edtf import MARKED

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)
IDS = st.lists(st.text("abc019", min_size=1, max_size=5), min_size=1, max_size=3).map("-".join)
NATURAL = st.integers(0, 2**53)
DATES = st.one_of(MARKED, MARKED.map(lambda text: f"{text}/.."))
LANGUAGES = st.sampled_from(["az", "zh", "ru", "tr", "az-Cyrl", "zh-Hans-CN", "yue"])


def decoded_as(name: str, value: Any, where: str) -> Any:
    kinds = {
        "fact": model.Fact,
        "source": model.Source,
        "entity": model.Entity,
        "topic": model.Topic,
        "omission": model.Omission,
        "meta": model.Release,
    }
    return codec.decode(kinds[name], value, where)


def many(items: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[list[Any]]:
    return st.lists(items, min_size=least, max_size=3)


def maybe(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), value)


def record(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(fields)


BASIS = st.one_of(
    record(type=st.just("stated"), how=maybe(TEXT)), record(type=st.just("derived"), how=TEXT)
)
NAMES = st.dictionaries(LANGUAGES, many(TEXT, 1), max_size=3)
SPAN = {"start": NATURAL, "end": NATURAL}
EVIDENCE = record(
    source=IDS,
    **SPAN,
    quote=TEXT,
    asserted_by=many(IDS),
    voice=st.sampled_from(get_args(terms.VoiceOf)),
    when=maybe(DATES),
)
QUANTITY = record(
    value=st.one_of(st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False)),
    unit=TEXT,
    comparator=st.sampled_from(get_args(terms.Comparator)),
    of=TEXT,
    base=maybe(TEXT),
)
PAGE = record(
    title=TEXT,
    publisher=maybe(TEXT),
    issued=maybe(DATES),
    URL=TEXT,
    accessed=DATES,
    quote=TEXT,
)
UNDATED = {
    "id": IDS,
    "statement": TEXT,
    "kind": st.sampled_from(terms.KINDS),
    "scope": st.sampled_from(terms.SCOPES),
    "topics": many(IDS, 1),
    "actors": many(IDS, 1),
    "when": st.none(),
    "when_basis": st.none(),
    "quantities": many(QUANTITY),
    "evidence": many(EVIDENCE, 1),
    "caveats": many(
        record(type=st.sampled_from(get_args(terms.CaveatType)), text=TEXT, receipt=maybe(PAGE))
    ),
    "relations": many(record(type=st.sampled_from(get_args(terms.RelationType)), fact=IDS)),
    "keywords": many(TEXT),
}
RECORDS = {
    "fact": st.one_of(
        record(**UNDATED), record(**(UNDATED | {"when": DATES, "when_basis": BASIS}))
    ),
    "source": record(
        id=IDS,
        file=TEXT.filter(lambda name: not set(name) & set("/\\:.\0")),
        sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
        type=st.sampled_from(terms.SOURCE_TYPES),
        title=TEXT,
        **{"title-short": maybe(TEXT), "container-title": maybe(TEXT), "URL": maybe(TEXT)},
        author=many(IDS),
        author_role=maybe(TEXT),
        editor=many(IDS),
        issued=st.one_of(DATES, st.sampled_from(["[2015..2025]", "[..2025-07-28]", "[18XX..]"])),
        issued_basis=BASIS,
        accessed=maybe(DATES),
        **{name: maybe(TEXT) for name in ("publisher", "publisher-place", "volume", "issue")},
        **{name: maybe(TEXT) for name in ("page", "number", "genre")},
        posted=maybe(record(by=TEXT, at=TEXT)),
        language=LANGUAGES,
        sides=many(IDS),
        wrapped=st.booleans(),
        regions=many(
            record(type=st.sampled_from(terms.REGION_TYPES), **SPAN, language=maybe(LANGUAGES)),
            1,
        ),
    ),
    "entity": record(
        id=IDS,
        type=st.sampled_from(get_args(terms.EntityType)),
        name=TEXT,
        **{name: maybe(TEXT) for name in ("given", "family", "suffix")},
        **{name: maybe(TEXT) for name in ("dropping-particle", "non-dropping-particle")},
        family_first=st.booleans(),
        names=NAMES,
        aliases=many(TEXT),
        side=maybe(IDS),
        description=maybe(TEXT),
    ),
    "topic": record(id=IDS, label=TEXT, labels=NAMES, alt=many(TEXT), broader=maybe(IDS)),
    "omission": record(
        id=IDS, source=IDS, **SPAN, reason=st.sampled_from(get_args(terms.OmissionReason))
    ),
    "meta": record(format=NATURAL, release=TEXT, title=maybe(TEXT), sides=many(IDS)),
}
TOMBSTONE = record(id=IDS, withdrawn=TEXT, successor=maybe(IDS))
JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.sampled_from([10**400, -(10**400), 1e308]),
        st.floats(),
        st.text(st.characters(exclude_categories=[])),
        IDS,
        MARKED,
    ),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=8,
)


@pytest.mark.parametrize("name", RECORDS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_record_comes_back_as_it_was(name, data):
    value = data.draw(RECORDS[name])
    decoded = decoded_as(name, value, "x: ")

    assert codec.encode(decoded) == value
    assert json.loads(json.dumps(codec.encode(decoded))) == value
    assert tuple(codec.encode(decoded)) == type(decoded).__struct_encode_fields__
    assert decoded_as(name, codec.encode(decoded), "x: ") == decoded


def test_an_entity_without_a_family_name_is_read_as_one_whose_family_name_is_not_said():
    value = minibase.tables()["entities"]["lala-aliyeva"]
    before = {key: item for key, item in value.items() if key != "family"}
    assert decoded_as("entity", before, "x: ") == decoded_as("entity", value, "x: ")


@given(TOMBSTONE)
def test_a_tombstone_comes_back_as_it_was(value):
    decoded = decoded_as("fact", value, "x: ")
    assert isinstance(decoded, model.Tombstone)
    assert codec.encode(decoded) == value


@pytest.mark.parametrize("name", RECORDS)
@settings(max_examples=60)
@given(value=JSON)
def test_any_json_is_a_record_or_a_fault_with_its_place(name, value):
    try:
        decoded_as(name, value, "facts/a: ")
    except BaseError as error:
        # Either outcome is right.
        assert re.fullmatch(r"facts/a: .+", str(error))  # noqa: PT017


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path of every value inside a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, item in inner:
        found.append((*path, key))
        if isinstance(item, (dict, list)):
            found += places(item, (*path, key))
    return found


def dotted(path: tuple[str | int, ...]) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps)[1:]


@pytest.mark.parametrize("name", RECORDS)
@settings(max_examples=60, deadline=None)
@given(data=st.data(), other=JSON)
def test_a_record_with_one_other_value_is_a_record_or_a_fault_at_that_place(name, data, other):
    value = data.draw(RECORDS[name])
    *path, last = data.draw(st.sampled_from(places(value)))
    holder = value
    for step in path:
        holder = holder[step]
    holder[last] = other
    try:
        decoded = decoded_as(name, value, "x: ")
    except BaseError as error:
        # A list or object may be faulted where it differs inside; a date at its basis.
        place = dotted((*path, last))
        alike = place.replace("when", "when_basis", 1) if place == "when" else place
        assert str(error).startswith((f"x: {place}", f"x: {alike}"))  # noqa: PT017
    else:
        assert codec.encode(decoded) == value


def counted(value: Any) -> Any:
    """A fact with a number."""
    number = {"value": value, "unit": "u", "comparator": "=", "of": "o", "base": None}
    fact = minibase.tables()["facts"]["relations-opened"] | {"quantities": [number]}
    return decoded_as("fact", fact, "x: ").quantities[0].value


@pytest.mark.parametrize("value", [2**53, -(2**53), 0, 1.5, 1e300, -0.0])
def test_a_number_is_taken_as_it_is(value):
    assert counted(value) == value


LARGE = [10**400, -(10**400), 2**63, 2**64, 10**30, 2**53 + 1]


@pytest.mark.parametrize("value", [*LARGE, float("nan"), float("inf"), True, "1", None, []])
def test_what_is_no_number_that_every_reader_keeps_is_refused(value):
    with pytest.raises(BaseError, match=r"^x: quantities\[0\].value: must be a number"):
        counted(value)


@pytest.mark.parametrize("value", [*LARGE, -1, 1.0, True, "1", None])
@pytest.mark.parametrize("field", ["start", "end"])
def test_an_offset_that_no_text_has_is_refused(value, field):
    fact = minibase.tables()["facts"]["relations-opened"]
    fact["evidence"][0][field] = value
    with pytest.raises(BaseError, match=rf"^x: evidence\[0\].{field}: must be a whole number"):
        decoded_as("fact", fact, "x: ")


def filed(name: str) -> str:
    """The file of a source."""
    return decoded_as("source", minibase.tables()["sources"]["note"] | {"file": name}, "x: ").file


@pytest.mark.parametrize("name", ["/a", "a/../b", "..", "C:a", "a\\b", "", " ", "\ud800", "a\0b"])
def test_a_file_outside_the_base_or_of_no_name_is_refused(name):
    with pytest.raises(BaseError, match=r"^x: file: must be "):
        filed(name)


@pytest.mark.parametrize("name", ["a", "seeds/a.txt", "seeds/a..b", "Əliyeva 王.txt", "./a"])
def test_a_file_below_the_base_is_taken(name):
    assert filed(name) == name


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@example("a\0b")
def test_a_source_whose_file_cannot_be_there_is_a_fault_and_no_crash(tmp_path_factory, name):
    folder = tmp_path_factory.getbasetemp() / "none"
    value = minibase.tables()["sources"]["note"] | {"file": name}
    with pytest.raises(BaseError, match=r"^x: file|^sources/note: file"):
        document.read(folder, decoded_as("source", value, "x: "))


@pytest.mark.parametrize("depth", [100, 500, 900, 950, 980, 100_000])
def test_a_base_nested_too_deep_is_a_fault_and_no_crash(tmp_path, depth):
    path = minibase.write(tmp_path)
    nested = "[" * depth + "]" * depth
    path.write_text(path.read_text("utf-8").replace('"mini-1"', nested), "utf-8")
    with pytest.raises(BaseError):
        load(path)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"kind": "Event"}, "x: kind: must be one of event, agreement, "),
        ({"topics": []}, "x: topics: must be a list of at least 1, not []"),
        (
            {"topics": ["A"]},
            "x: topics[0]: must be an id of the characters a-z, 0-9 and -, not 'A'",
        ),
        ({"statement": " "}, "x: statement: must be a text, not ' '"),
        ({"statement": "\ud800"}, "x: statement: must be a text without lone surrogates, not "),
        ({"when": "1993-13"}, "x: when: '1993-13': 13 is neither a month (01-12) nor a season"),
        ({"when": None}, "x: when_basis: must be given just where `when` is, not "),
        ({"when_basis": None}, "x: when_basis: must be given just where `when` is, not null"),
        (
            {"when_basis": {"type": "derived", "how": None}},
            "x: when_basis.how: must be said for a derived date, not null",
        ),
        ({"stetement": "a"}, "x: unknown field 'stetement'"),
        ({"caveats": [{"type": "vague"}]}, "x: caveats[0]: the field 'text' is missing"),
        ({"relations": [None]}, "x: relations[0]: must be an object, not null"),
        ({"statement": 1, "kind": "x" * 99}, "x: statement: must be a text, not 1"),
    ],
)
def test_a_fault_says_where_and_what(change, problem):
    value = minibase.tables()["facts"]["relations-opened"] | change
    with pytest.raises(BaseError) as caught:
        decoded_as("fact", value, "x: ")
    assert str(caught.value).startswith(problem)
    assert caught.value.advice


def test_a_missing_field_is_named():
    value = minibase.tables()["facts"]["relations-opened"]
    del value["scope"]
    with pytest.raises(BaseError, match=r"^x: the field 'scope' is missing$"):
        decoded_as("fact", value, "x: ")
