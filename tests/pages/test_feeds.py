"""Atom entries say what moved, with the words of "What changed this week"."""

from __future__ import annotations

from xml.etree import ElementTree

from okrsite.pages.feeds import ATOM, feeds
from okrsite.pages.language import ENGLISH
from tests.pages.shown import known

GOALS = """
objectives:
  - id: trust
    title: Trust
    key_results:
      - {id: hits, title: Hits, unit: "%", baseline: 60, target: 80}
      - {id: launch, title: Launch, milestones: [{id: cz}, {id: at}, {id: de}]}
      - {id: story, title: Story}
      - {id: secret, title: Secret, baseline: 0, target: 10, redacted: internal only}
      - {id: base, title: Base, type: baseline, unit: ms}
"""


def entries(*weeks: str) -> list[str]:
    """What each entry says, newest first."""
    days = ("2026-10-09", "2026-10-16", "2026-10-23")
    files = {
        f"teams/search/2026-t3/check-ins/{day}-bo.md": f"---\nkey_results: {said}\n---\n"
        for day, said in zip(days, weeks, strict=False)
    }
    feed = feeds(known({"teams/search/2026-t3/okrs.yaml": GOALS, **files}), ENGLISH)["teams/search/feed.xml"]
    return [one.findtext(f"{{{ATOM}}}content") or "" for one in ElementTree.fromstring(feed).iter(f"{{{ATOM}}}entry")]


def test_the_first_value_stands_alone_and_later_ones_say_the_turn() -> None:
    third, second, first = entries("{trust.hits: 62}", "{trust.hits: 66}", "{trust.hits: 64}")
    assert first == "<h3>Hits</h3><p>62%</p>"
    assert second == "<h3>Hits</h3><p>came closer to its target: 62% → 66%</p>"
    assert third == "<h3>Hits</h3><p>went away from its target: 66% → 64%</p>"


def test_the_target_is_reached_and_milestones_are_counted() -> None:
    second, first = entries("{trust.hits: 79, trust.launch: [cz]}", "{trust.hits: 81, trust.launch: [cz, at]}")
    assert first == "<h3>Hits</h3><p>79%</p><h3>Launch</h3><p>0 → 1 of 3</p>"
    assert second == "<h3>Hits</h3><p>reached: 79% → 81%</p><h3>Launch</h3><p>came closer to its target: 1 → 2 of 3</p>"


def test_the_same_value_again_is_said_without_a_turn() -> None:
    second, _ = entries("{trust.hits: 62}", "{trust.hits: 62}")
    assert second == "<h3>Hits</h3><p>62%</p>"


def test_what_is_judged_only_measured_or_redacted_says_what_it_may() -> None:
    second, first = entries(
        "{trust.story: 40%, trust.secret: 3, trust.base: 7}", "{trust.story: 60%, trust.secret: 5, trust.base: 8}"
    )
    assert first == "<h3>Story</h3><p>40%</p><h3>Secret</h3><h3>Base</h3><p>7 ms</p>".replace(
        "7 ms", "7\N{NO-BREAK SPACE}ms"
    )
    assert "<h3>Story</h3><p>came closer to its target: 40% → 60%</p><h3>Secret</h3><h3>Base</h3>" in second


def test_a_note_alone_brings_no_number() -> None:
    second, _ = entries("{trust.hits: 62}", "{trust.hits: {note: Soon.}}")
    assert second == "<h3>Hits</h3><p>Soon.</p>\n"
