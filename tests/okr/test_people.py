"""Who is meant by a name, and who almost is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okrsite.okr.model import Owner
from okrsite.okr.people import Directory
from okrsite.okr.records import Person

WORDS = st.text("abcdef", min_size=4, max_size=10)


def directory(**names: str) -> Directory:
    return Directory({id: Person(name=name) for id, name in names.items()})


def test_a_name_that_two_people_have_means_neither() -> None:
    people = directory(ann="Ann Novak", anna="Ann Novak", bo="Bo Li")
    assert people.owner("Ann Novak") == Owner("Ann Novak")
    assert people.owner("Bo Li") == Owner("Bo Li", "bo")


@given(WORDS, st.integers(0, 9), st.sampled_from("xyz"), st.sampled_from(["more", "less", "other", "swapped"]))
def test_one_slip_of_the_finger_is_noticed(word: str, at: int, letter: str, slip: str) -> None:
    at %= len(word)
    slips = {
        "more": word[:at] + letter + word[at:],
        "less": word[:at] + word[at + 1 :],
        "other": word[:at] + letter + word[at + 1 :],
        "swapped": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }
    assert directory(**{word: "Somebody Else"}).almost(slips[slip]) == word


def test_two_slips_are_another_name() -> None:
    people = directory(marek="Marek Nowicki")
    assert people.almost("maret") == "marek"
    assert people.almost("mirez") is None
    assert people.almost("Marketing") is None
