"""Charts as SVG: what is on them, what they say, and that they never break."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import accumulate, combinations
from typing import Any
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from okrsite.pages.charts import CHARTS, charts
from okrsite.pages.language import ENGLISH, Language
from okrsite.pages.views.charts import BurnUp, Fan, History, KpiSeries, PulseTrend, Rule, Spark, Spot, Step

START, END, TODAY = date(2026, 10, 1), date(2026, 12, 31), date(2026, 11, 22)
WEEK = timedelta(days=7)


def spots(*values: float) -> tuple[Spot, ...]:
    return tuple(Spot(START + n * WEEK, value) for n, value in enumerate(values))


def burn_up(*values: float, **more: Any) -> BurnUp:
    plain = {"health": "at-risk", "points": spots(*values), "expected": ((START, 0.0), (END, 1.0))}
    return BurnUp("c", START, END, TODAY, **{**plain, **more})


def history(*values: float, unit: str | None = "%", **more: Any) -> History:
    return History("h", "Success", unit, START, END, TODAY, "on-track", spots(*values), **more)


def drawn(name: str, data: Any, language: Language = ENGLISH) -> list[ElementTree.Element]:
    """The drawings of a chart, each well-formed."""
    svg = str(CHARTS[name](data, language))
    return list(ElementTree.fromstring(f"<div>{svg}</div>"))


def corners(svg: ElementTree.Element, style: str) -> list[tuple[int, int]]:
    """Where the one path of a style goes: its first place, and the ways from there on added up."""
    (path,) = [path for path in svg.iter("path") if path.get("class") == style]
    return places(path)


def places(path: ElementTree.Element) -> list[tuple[int, int]]:
    numbers = [int(n) for n in re.findall(r"-?\d+", path.get("d", "").replace("h0", ""))]
    steps = zip(numbers[::2], numbers[1::2], strict=True)
    return list(accumulate(steps, lambda at, way: (at[0] + way[0], at[1] + way[1])))


def rings(svg: ElementTree.Element) -> list[tuple[int, int]]:
    """The points that are drawn as rings: a thick dot, and what refers to it for the thinner one in it."""
    (outer,) = [group[0] for group in svg.iter("g") if group.get("class") == "dot"]
    (inner,) = svg.iter("use")
    assert inner.get("href") == f"#{outer.get('id')}"
    return places(outer)


def said(svg: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in svg.iter("text")]


def test_a_burn_up_is_drawn_wide_and_small_and_says_itself_in_words() -> None:
    wide, small = drawn("burn_up", burn_up(0, 0.2, 0.5))
    assert (wide.get("viewBox"), small.get("viewBox")) == ("0 0 760 300", "0 0 360 264")
    assert (wide.get("class"), small.get("class")) == ("chart is-risk", "chart chart--s is-risk")
    title, description = wide.find("title"), wide.find("desc")
    assert title is not None
    assert description is not None
    assert description.text == "From 0% on 1 October to 50% on 15 October. Even pace would be 15%."
    assert (small.get("aria-labelledby"), small.get("aria-describedby")) == (title.get("id"), description.get("id"))
    for svg in (wide, small):
        assert svg.get("role") == "img"
        assert "today" in said(svg)
    assert "even pace" in said(wide)
    assert "even pace" not in said(small)


def test_ids_differ_between_drawings_and_begin_with_the_charts_own() -> None:
    svg = str(CHARTS["burn_up"](burn_up(0, 0.5), ENGLISH))
    ids = re.findall(r' id="([^"]+)"', svg)
    assert len(ids) == len(set(ids)) == 4
    assert set(re.findall(r' href="#([^"]+)"', svg)) <= set(ids)
    assert all(id.startswith("c-") for id in ids)


def test_a_note_stands_on_its_point() -> None:
    data = burn_up(points=(Spot(START, 0.0), Spot(START + WEEK, 0.4, note=1)))
    wide, _ = drawn("burn_up", data)
    (numbers,) = [group for group in wide.iter("g") if group.get("class") == "noted-n"]
    (disc,) = corners(wide, "noted")
    (number,) = numbers
    assert number.text == "1"
    assert (number.get("x"), number.get("y")) == (str(disc[0]), str(disc[1] + 4))


def test_a_fan_is_cut_off_where_all_is_reached_but_its_words_stay_true() -> None:
    wide, _ = drawn("burn_up", burn_up(0, 0.2, 0.5, fan=Fan(0.8, 2.5)))
    heights = [y for _, y in corners(wide, "cone")]
    assert min(heights) == 26
    assert len(heights) == 4
    assert "between 80% and 100%" in (wide.findtext("desc") or "")


def test_a_single_point_is_a_dot_without_a_line() -> None:
    for svg in drawn("burn_up", burn_up(0.3)):
        assert not [line for line in svg.iter("path") if line.get("class") == "act"]
        assert len(rings(svg)) == 1
    assert ">30% on 1 October." in str(CHARTS["burn_up"](burn_up(0.3), ENGLISH))


def test_without_points_there_is_no_chart() -> None:
    assert CHARTS["burn_up"](burn_up(), ENGLISH) == ""
    assert CHARTS["history"](history(), ENGLISH) == ""
    assert CHARTS["kpi"](KpiSeries("k", "NPS", None, ()), ENGLISH) == ""
    assert CHARTS["pulse"](PulseTrend("p", "Mood", 5, ()), ENGLISH) == ""
    assert CHARTS["spark"](Spark(()), ENGLISH) == ""


def test_a_history_names_its_levels_in_its_own_unit() -> None:
    rules = (Rule("baseline", 61), Rule("target", 75), Rule("commit", 66))
    (svg,) = drawn("history", history(61, 62, 64.5, rules=rules))
    assert {"start 61%", "target 75%", "promised 66%"} <= set(said(svg))
    assert svg.findtext("desc") == "From 61% on 1 October to 64.5% on 15 October."


def test_a_sentence_has_the_decimals_that_were_written_and_no_more_of_a_computed_value() -> None:
    assert "to 99.955% on" in (drawn("history", history(99.9, 99.955))[0].findtext("desc") or "")
    assert "to 33.33% on" in (drawn("history", history(1, 100 / 3))[0].findtext("desc") or "")
    assert "to 0.3% on" in (drawn("history", history(1, 0.1 + 0.2))[0].findtext("desc") or "")


def test_per_cents_never_promise_more_than_all() -> None:
    (svg,) = drawn("history", history(98, 99, 100, rules=(Rule("target", 100),), fan=Fan(120, 180)))
    assert "100.0%" in said(svg)
    assert "100.5%" not in said(svg)


def test_levels_that_would_touch_are_named_once() -> None:
    rules = (Rule("target", 75), Rule("commit", 74.9), Rule("stretch", 75.1))
    (svg,) = drawn("history", history(0, 30, rules=rules))
    assert sum(words.startswith(("target", "promised", "outstanding")) for words in said(svg)) == 1


def test_a_long_unit_stands_in_the_caption_and_a_long_number_is_short() -> None:
    rules = (Rule("baseline", 10), Rule("target", 987_654_321_987_654))
    (svg,) = drawn("history", history(12, 17, rules=rules, unit="qualified opportunities / week"))
    assert {"start 10", "target 987.65T"} <= set(said(svg))


def test_the_word_of_a_level_keeps_clear_of_today() -> None:
    (svg,) = drawn("history", history(99, 95, 90, rules=(Rule("stretch", 100),), unit=None))
    places = {text.text: float(text.get("y") or 0) for text in svg.iter("text")}
    assert abs(places["outstanding 100"] - places["today"]) >= 15


def test_time_begins_at_the_right_where_people_read_from_the_right() -> None:
    for code, ahead in (("en", True), ("he", False)):
        for svg in drawn("burn_up", burn_up(0, 0.2, 0.5), Language(code)):
            across = [x for x, _ in corners(svg, "act")]
            assert (across == sorted(across)) is ahead
            ticks = next(svg.iter("g"))
            assert ticks.get("class") == ("end" if ahead else None)
            assert all((float(text.get("x") or 0) < across[0]) is ahead for text in ticks)


def test_a_kpi_shows_its_steps_and_its_healthy_zone() -> None:
    steps = (Step(None, START + WEEK, 30), Step(START + WEEK, None, 40))
    wide, _ = drawn("kpi", KpiSeries("k", "NPS", None, spots(20, 28, 35), TODAY, steps, low=10))
    levels = {line.get("class"): line.get("d", "").count("M") for line in wide.iter("path")}
    assert (levels["level limit"], levels["level target"]) == (1, 2)
    assert "band" in levels
    assert {"target 40", "at least 10"} <= set(said(wide))


def test_hundreds_of_points_have_one_dot_at_the_end() -> None:
    wide, _ = drawn("kpi", KpiSeries("k", "NPS", None, spots(*range(300))))
    assert len(rings(wide)) == 1


def test_a_hidden_survey_breaks_the_line() -> None:
    trend = PulseTrend("p", "Mood", 5, (*spots(3, 4), Spot(START + 4 * WEEK, 4.5)), gaps=(START + 3 * WEEK,))
    wide, _ = drawn("pulse", trend)
    assert len([line for line in wide.iter("path") if line.get("class") == "act"]) == 1
    assert said(wide)[:5] == ["1", "2", "3", "4", "5"]


def test_confidence_is_ten_pips() -> None:
    (svg,) = drawn("confidence", 0.3)
    assert [(path.get("class"), path.get("d")) for path in svg.iter("path")] == [("f", "M0 6H18"), (None, "M18 6H60")]
    assert [path.get("d") for path in drawn("confidence", 1.7)[0].iter("path")] == ["M0 6H60"]
    assert [path.get("class") for path in drawn("confidence", 0.0)[0].iter("path")] == [None]


def test_text_from_content_is_escaped() -> None:
    data = history(1, 2, unit=None)
    data = History("h", "<script>&", None, START, END, TODAY, "on-track", data.points)
    assert "<script>" not in str(CHARTS["history"](data, ENGLISH))


def test_no_drawing_carries_a_style_a_script_or_a_colour() -> None:
    data = burn_up(0, 0.2, 0.4, 0.5, fan=Fan(0.7, 0.9))
    svg = str(CHARTS["burn_up"](data, ENGLISH)) + str(CHARTS["spark"](Spark((1, 2), 3), ENGLISH))
    assert not re.search(r"style=|<script|#[0-9a-f]{3,6}\b|fill=|stroke=", svg)


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=2, max_size=12))
def test_the_line_goes_through_its_points_and_each_has_its_ring(values: list[float]) -> None:
    for svg in drawn("burn_up", burn_up(*values)):
        line = corners(svg, "act")
        assert line == rings(svg)
        assert [x for x, _ in line] == sorted(x for x, _ in line)
        for (one, (_, y)), (other, (_, z)) in combinations(zip(values, line, strict=True), 2):
            assert y == z or (one > other) == (y < z)


def test_filters_are_bound_to_their_language() -> None:
    assert "října" in charts(Language("cs"))["burn_up"](burn_up(0, 0.5))


VALUES = st.lists(st.floats(-1e9, 1e9), max_size=12)


@settings(deadline=None)
@given(VALUES, st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.sampled_from([None, "%", "EUR", "dispatchers"]))
def test_a_history_is_well_formed_and_finite_whatever_the_numbers(
    values: list[float], baseline: float, target: float, unit: str | None
) -> None:
    rules = (Rule("baseline", baseline), Rule("target", target))
    data = history(
        *values, unit=unit, rules=rules, fan=Fan(baseline, target), expected=((START, baseline), (END, target))
    )
    svg = str(CHARTS["history"](data, ENGLISH))
    ElementTree.fromstring(f"<div>{svg}</div>")
    assert not re.search(r"\b(nan|inf)\b", svg)
