"""Health of one key result: computed, stated, shown, stale, and why."""

from __future__ import annotations

from typing import Any

import pytest

from okrsite.okr.figures import Verdict
from okrsite.okr.model import CheckIn, KeyResult
from tests.okr.made import cycle, figures, kr, made, objective, one, said

HUNDRED = kr(baseline=0, target=100)
TEN_DAYS = cycle(start="2026-10-01", end="2026-10-10")
BAND: dict[str, Any] = {"max": 25, "tolerance": 5}


def word(on: str, value: Any) -> CheckIn:
    return said(on, {"trust.success": value})


def verdict(*check_ins: CheckIn, key_result: KeyResult = HUNDRED, as_of: str = "2026-11-22", **goal: Any) -> Verdict:
    return one(key_result, *check_ins, as_of=as_of, **goal).verdict


STATED = ("stated",)
DISPUTED = ("stated", "numbers-say-otherwise")


# Half of 2026-10-01 … 2026-12-31 is over on 11-15; 57.6 % on 11-22.
@pytest.mark.parametrize(
    ("said_", "shown", "stated", "computed", "reasons"),
    [
        pytest.param(60, "on-track", None, "on-track", ("numbers",), id="the numbers"),
        pytest.param(
            {"value": 34.6, "health": "on-track"}, "on-track", "on-track", "off-track", DISPUTED,
            id="the worked example: stated on track, pace 0.6",
        ),
        pytest.param(
            {"value": 60, "health": "at-risk"}, "at-risk", "at-risk", "on-track", STATED, id="stated worse is stated"
        ),
        pytest.param(
            {"value": 45, "health": "at-risk"}, "at-risk", "at-risk", "at-risk", STATED, id="stated alike is stated"
        ),
        pytest.param({"health": "on-track"}, "on-track", "on-track", "pending", STATED, id="stated without a value"),
        pytest.param({"note": "x"}, "pending", None, "pending", ("no-data",), id="a word without a value"),
    ],
)  # fmt: skip
def test_stated_health_goes_before_the_numbers(
    said_: Any, shown: Any, stated: Any, computed: Any, reasons: tuple[str, ...]
) -> None:
    assert verdict(word("2026-11-20", said_)) == Verdict(shown, stated, computed, reasons)


def test_a_dispute_is_named() -> None:
    assert verdict(word("2026-11-20", {"value": 34.6, "health": "on-track"})).disputed
    assert not verdict(word("2026-11-20", {"value": 34.6, "health": "off-track"})).disputed


def test_no_verdict_without_a_check_in() -> None:
    assert verdict() == Verdict("pending", None, "pending", ("no-data",))


def test_no_verdict_in_the_first_tenth() -> None:
    early = verdict(word("2026-10-08", 100), as_of="2026-10-08")
    assert early == Verdict("pending", None, "pending", ("too-early",))
    assert verdict(as_of="2026-10-08").reasons == ("too-early",)
    assert verdict(word("2026-10-08", {"health": "off-track"}), as_of="2026-10-08").shown == "off-track"


def test_an_open_item_at_100_per_cent_stays_on_track() -> None:
    assert verdict(word("2026-11-20", 120)).shown == "on-track"


@pytest.mark.parametrize(
    ("value", "health"),
    [
        ("45", "on-track"),
        ("44.9999999999", "on-track"),
        ("44.9999999", "at-risk"),
        ("35", "at-risk"),
        ("34.9", "off-track"),
    ],
)
def test_limits_are_inclusive_within_a_billionth(value: str, health: str) -> None:
    found = verdict(word("2026-10-05", value), as_of="2026-10-05", cycles=[TEN_DAYS])
    assert found.computed == health


def test_the_site_sets_the_limits() -> None:
    company = made(
        objective("trust", HUNDRED), word("2026-11-20", 50), site={"health": {"on_track": "0.8", "at_risk": "0.5"}}
    )
    assert figures(company).key_results["search/2026-q4/trust.success"].verdict.shown == "on-track"


@pytest.mark.parametrize(
    ("value", "health"),
    [(25, "on-track"), (25.1, "at-risk"), (30, "at-risk"), (30.1, "off-track"), (None, "pending")],
)
def test_a_band_is_judged_by_where_the_value_lies(value: Any, health: str) -> None:
    heard = [] if value is None else [word("2026-10-01", value)]
    assert verdict(*heard, key_result=kr(**BAND), as_of="2026-10-01").shown == health
    assert verdict(*heard, key_result=kr(**BAND), as_of="2026-10-09").shown == health


@pytest.mark.parametrize(
    ("key_result", "done", "not_done"),
    [
        (kr(type="binary"), True, False),
        (kr(levels={"commit": "a", "target": "b", "stretch": "c"}), "stretch", "target"),
    ],
    ids=["binary", "levels"],
)
def test_what_comes_in_one_piece_is_judged_after_the_end(key_result: KeyResult, done: Any, not_done: Any) -> None:
    days = ("2026-11-22", "2026-12-31", "2027-01-01")
    good = [verdict(word("2026-11-20", done), key_result=key_result, as_of=on).computed for on in days]
    open_ = [verdict(word("2026-11-20", not_done), key_result=key_result, as_of=on).computed for on in days]
    assert good == ["on-track", "on-track", "on-track"]
    assert open_ == ["pending", "pending", "off-track"]
    assert verdict(key_result=key_result, as_of="2027-01-01").computed == "pending"
    assert verdict(word("2026-11-20", not_done), key_result=key_result).reasons == ()


@pytest.mark.parametrize(("outcome", "shown"), [("achieved", "achieved"), ("missed", "missed")])
def test_a_closed_outcome_goes_before_everything(outcome: str, shown: Any) -> None:
    found = verdict(word("2026-11-20", {"value": 30, "health": "at-risk"}), key_result=_closed(outcome))
    assert found == Verdict(shown, "at-risk", "off-track", ("closed",))


def test_what_was_partly_reached_stands_between_achieved_and_missed() -> None:
    assert verdict(word("2026-11-20", 30), key_result=_closed("partial")).shown == "at-risk"


def test_what_was_dropped_keeps_what_was_known_of_it() -> None:
    assert verdict(word("2026-11-20", 30), key_result=_closed("dropped")).shown == "off-track"


def _closed(outcome: str) -> KeyResult:
    return kr(baseline=0, target=100, state="closed", outcome=outcome)


# ---------------------------------------------------------------------------------------------- stale


@pytest.mark.parametrize(
    ("value", "shown", "reasons"),
    [
        pytest.param(80, "pending", ("no-recent-word",), id="silence is never green"),
        pytest.param(45, "at-risk", ("numbers",), id="at risk stands"),
        pytest.param(10, "off-track", ("numbers",), id="off track stands"),
        pytest.param(
            {"value": 80, "health": "on-track"},
            "pending",
            ("stated-stale", "no-recent-word"),
            id="an old word is not shown",
        ),
        pytest.param(
            {"value": 80, "health": "off-track"}, "pending", ("stated-stale", "no-recent-word"), id="not even a bad one"
        ),
        pytest.param(
            {"value": 10, "health": "on-track"}, "off-track", ("stated-stale", "numbers"), id="the numbers do"
        ),
        pytest.param({"health": "on-track"}, "pending", ("stated-stale", "no-data"), id="an old word and no number"),
    ],
)
def test_a_stale_key_result_is_never_green(value: Any, shown: str, reasons: tuple[str, ...]) -> None:
    found = one(HUNDRED, word("2026-11-01", value), as_of="2026-11-22")
    assert (found.stale, str(found.due_on)) == (21, "2026-11-08")
    assert (found.verdict.shown, found.verdict.reasons) == (shown, reasons)


def test_a_stated_health_holds_while_values_go_on() -> None:
    found = one(HUNDRED, word("2026-11-01", {"value": 30, "health": "on-track"}), word("2026-11-20", 30))
    assert found.stale is None
    assert (found.verdict.shown, found.verdict.reasons) == ("on-track", ("stated", "numbers-say-otherwise"))


@pytest.mark.parametrize(
    ("as_of", "stale"), [("2026-11-11", None), ("2026-11-12", 11), ("2026-12-31", 60), ("2027-03-01", 60)]
)
def test_the_clock_stops_at_the_end_of_the_cycle(as_of: str, stale: int | None) -> None:
    found = one(HUNDRED, word("2026-11-01", 50), as_of=as_of)
    assert found.stale == stale
    assert (found.due_on is None) == (as_of > "2026-12-31")


def test_no_check_in_is_due_after_the_end() -> None:
    assert one(HUNDRED, word("2026-12-28", 50), as_of="2026-12-30").due_on is None


@pytest.mark.parametrize(
    ("key_result", "goal"),
    [
        pytest.param(kr(baseline=0, target=100, state="paused"), {}, id="paused"),
        pytest.param(kr(baseline=0, target=100, state="closed"), {}, id="closed"),
        pytest.param(kr(baseline=0, target=100, state="cancelled"), {}, id="cancelled"),
        pytest.param(kr(baseline=0, target=100, outcome="partial"), {}, id="with an outcome"),
        pytest.param(kr(baseline=0, target=100, score="0.5"), {}, id="with a score"),
        pytest.param(HUNDRED, {"state": "paused"}, id="in a paused objective"),
        pytest.param(HUNDRED, {"state": "closed"}, id="in a closed objective"),
        pytest.param(kr(baseline=0, target=50), {}, id="at 100 per cent"),
    ],
)
def test_nobody_waits_for_what_is_not_worked_on(key_result: KeyResult, goal: dict[str, Any]) -> None:
    found = one(key_result, word("2026-10-20", {"value": 50, "health": "at-risk"}), **goal)
    assert (found.stale, found.due_on, found.verdict.shown) == (None, None, "at-risk")


def test_in_a_closed_cycle_nobody_waits_and_silence_is_still_not_green() -> None:
    found = one(HUNDRED, word("2026-10-20", 100 - 1), cycles=[cycle(state="closed")], as_of="2027-03-01")
    assert (found.stale, found.due_on) == (None, None)
    assert (found.verdict.shown, found.verdict.reasons) == ("pending", ("no-recent-word",))


def test_what_has_no_number_when_its_cycle_is_over_was_never_measured() -> None:
    assert one(HUNDRED, as_of="2026-12-31").verdict.reasons == ("no-data",)
    for never in (HUNDRED, kr(**BAND), kr(type="judged")):
        assert one(never, as_of="2027-01-01").verdict.reasons == ("never-measured",)


def test_a_score_without_a_check_in_is_no_verdict_and_not_nothing() -> None:
    assert one(kr(type="judged", score="0.5"), as_of="2027-01-01").verdict.reasons == ("scored",)


def test_a_band_that_is_kept_has_no_clock() -> None:
    found = one(kr(**BAND), word("2026-10-20", 20))
    assert found.progress == 1
    assert (found.stale, found.verdict.shown) == (None, "on-track")


def test_what_was_never_reported_grows_stale_from_the_start() -> None:
    assert one(HUNDRED, as_of="2026-10-11").stale is None
    assert one(HUNDRED, as_of="2026-10-12").stale == 11


def test_a_cycle_has_its_own_rhythm() -> None:
    monthly = cycle(every=30, grace=5)
    assert one(HUNDRED, word("2026-10-20", 50), cycles=[monthly]).stale is None
