"""Expressions that are compiled late do what those of `re` do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilat.startup import pattern, sha256_of, sha256_of_file

EXPRESSION, FLAGS = r"(?P<word>[a-c]+)-?(\d)?", re.IGNORECASE


@given(text=st.text("abcABC-019 \n", max_size=20))
def test_every_method_answers_as_that_of_re(text):
    late, soon = pattern(EXPRESSION, FLAGS), re.compile(EXPRESSION, FLAGS)
    spans = [[(m.span(), m.groups()) for m in each.finditer(text)] for each in (late, soon)]
    assert spans[0] == spans[1]
    assert late.findall(text) == soon.findall(text)
    assert late.sub(r"<\g<word>>", text) == soon.sub(r"<\g<word>>", text)
    assert late.split(text) == soon.split(text)
    assert bool(late.fullmatch(text)) == bool(soon.fullmatch(text))
    assert late.pattern == soon.pattern


def test_an_expression_is_compiled_at_its_first_use():
    late = pattern("(")
    with pytest.raises(re.error):
        late.search("x")


@given(content=st.binary(max_size=300))
def test_digests_are_those_of_hashlib(content):
    import hashlib

    assert sha256_of(content) == hashlib.sha256(content).hexdigest()


def test_a_file_of_several_pieces_has_the_digest_of_its_bytes(tmp_path):
    path = tmp_path / "large"
    path.write_bytes(b"0123456789" * 300_000)
    assert sha256_of_file(path) == sha256_of(path.read_bytes())
