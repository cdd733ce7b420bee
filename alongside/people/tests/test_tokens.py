"""Links and codes: always the same for a row, never the same for two, worthless without the site's key."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from alongside.people import tokens

purposes = st.sampled_from(["invitation", "assessment", "participant"])


@given(purposes, st.uuids())
def test_a_link_opens_its_own_row_only(purpose, id):
    secret = tokens.link_secret(purpose, id)
    assert len(secret) == 43
    assert tokens.link_opens(purpose, id, secret)
    assert not tokens.link_opens(purpose, uuid.uuid4(), secret)
    assert not tokens.link_opens(purpose + "x", id, secret)
    assert not tokens.link_opens(purpose, id, secret[:-1])


@given(purposes, st.uuids(), st.text(max_size=60))
def test_no_other_text_opens_a_link(purpose, id, text):
    assert tokens.link_opens(purpose, id, text) == (text == tokens.link_secret(purpose, id))


@given(purposes, st.uuids())
def test_a_code_can_be_typed_in_any_dress(purpose, id):
    code = tokens.typed_code(purpose, id)
    assert tokens.looks_like_code(code)
    for typed in (code.lower(), code.replace("-", ""), f"  {code.replace('-', ' ')} "):
        assert tokens.looks_like_code(typed)
        assert tokens.code_hash(purpose, typed) == tokens.code_hash(purpose, code)


@given(st.text(max_size=20))
def test_whatever_is_typed_gets_an_answer(text):
    assert tokens.looks_like_code(text) in (True, False)
    assert len(tokens.code_hash("invitation", text)) == 64


def test_the_alphabet_has_no_look_alikes():
    assert len(set(tokens.ALPHABET)) == len(tokens.ALPHABET) == 31
    assert not set(tokens.ALPHABET) & set("ILO01")


def test_codes_use_the_alphabet_evenly_and_do_not_repeat():
    codes = {tokens.tidy(tokens.typed_code("invitation", uuid.UUID(int=number))) for number in range(20_000)}
    assert len(codes) == 20_000
    counts = {letter: sum(code.count(letter) for code in codes) for letter in tokens.ALPHABET}
    expected = 20_000 * 8 / 31
    # Chi-square with 30 degrees of freedom exceeds 59.7 once in a thousand; the input is fixed.
    assert sum((count - expected) ** 2 / expected for count in counts.values()) < 59.7


def test_another_key_makes_other_secrets(settings):
    id = uuid.uuid4()
    before = tokens.link_secret("invitation", id), tokens.typed_code("invitation", id)
    settings.SECRET_KEY = "another key"
    after = tokens.link_secret("invitation", id), tokens.typed_code("invitation", id)
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_the_two_kinds_of_secret_say_nothing_about_each_other():
    id = uuid.uuid4()
    code = tokens.tidy(tokens.typed_code("invitation", id))
    assert tokens.hash_of("invitation", code) == tokens.code_hash("invitation", code)
    assert code not in tokens.link_secret("invitation", id).upper()
