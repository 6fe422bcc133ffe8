"""How a key result moved, in words: `came closer to its target: 61% → 64.5%`.

In: a turn and a way (`okr/turns.py`) and a `Language`. Out: texts. The home page, the feeds and `okrsite diff` say it
with these words; templates reach them as filters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from okrsite.okr.display import NO_FIGURE
from okrsite.okr.figures import Health
from okrsite.okr.turns import Turn, Way
from okrsite.pages.language import Language


def turned(language: Language, turn: Turn) -> str:
    """In which way something moved."""
    words: dict[Turn, str] = {
        "reached": language.gettext("reached"),
        "closer": language.gettext("came closer to its target"),
        "away": language.gettext("went away from its target"),
        "first": language.gettext("measured for the first time"),
        "gone": language.gettext("has no figure any more"),
        "word": language.gettext("unchanged"),
    }
    return words[turn]


def figures(language: Language, way: Way) -> str:
    """What it was and is: `61% → 64.5%`, `2 of 3`."""
    if way.new is not None or way.old is not None:
        return _values(language, way)
    if way.steps:
        done = language.gettext("%(done)s of %(steps)s")
        now = done % {"done": language.number(way.done), "steps": language.number(way.steps)}
        return now if way.had == way.done else f"{language.number(way.had)} {language.onwards} {now}"
    if way.was not in (NO_FIGURE, way.now):
        return f"{language.percent(way.was)} {language.onwards} {language.percent(way.now)}"
    return language.percent(way.now)


def _values(language: Language, way: Way) -> str:
    """Two values; the unit stands once, but for the per-cent sign."""
    old, new, unit = way.old, way.new, way.unit
    if old is None or old == new:
        return language.quantity(new, unit) if new is not None else NO_FIGURE
    first = language.quantity(old, unit if unit == "%" or new is None else None)
    return f"{first} {language.onwards} {NO_FIGURE if new is None else language.quantity(new, unit)}"


def movement(language: Language, turn: Turn, way: Way) -> str:
    """Both in one: the turn, and what stands on its two sides."""
    shown = figures(language, way)
    return turned(language, turn) if shown == NO_FIGURE else f"{turned(language, turn)}: {shown}"


def health_in_words(language: Language, health: Health) -> str:
    """A health inside a sentence."""
    words: dict[Health, str] = {
        "on-track": language.gettext("on track"),
        "at-risk": language.gettext("at risk"),
        "off-track": language.gettext("off track"),
        "achieved": language.gettext("achieved"),
        "missed": language.gettext("missed"),
        "pending": language.gettext("no verdict yet"),
    }
    return words[health]


def was_and_is(language: Language, was: Health, now: Health) -> str:
    """The turn of a health, as a sentence."""
    words = {"before": health_in_words(language, was), "now": health_in_words(language, now)}
    if was == "pending":
        return language.gettext("Had no verdict, is %(now)s.") % words
    if now == "pending":
        return language.gettext("Was %(before)s, has no verdict now.") % words
    return language.gettext("Was %(before)s, is %(now)s.") % words


MOVEMENTS: Mapping[str, Callable[..., str]] = {
    "turned": turned,
    "figures": figures,
    "health_in_words": health_in_words,
    "was_and_is": was_and_is,
}
"""The filters that templates get: `turn|turned`, `way|figures`, `health|health_in_words`, `was|was_and_is(now)`."""


def filters(language: Language) -> Mapping[str, Callable[..., str]]:
    """The same in one language."""
    return {name: partial(words, language) for name, words in MOVEMENTS.items()}
