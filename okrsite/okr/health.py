"""Health, decided once: what the numbers say, what is stated, what is shown, and why.

In: the progress of an item, its curve's value, what was stated and when, its clock. Out: a `Verdict` with its
reasons, so that no page decides health again. Pace bands are Mooncamp's (90 and 70 % of the expected), the weakest
item decides for the objective (Perdoo), silence is never green.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from okrsite.okr import records
from okrsite.okr.figures import Health, Verdict
from okrsite.okr.metrics import Number, band
from okrsite.okr.model import KeyResult
from okrsite.okr.readings import Stated

WORST_FIRST: tuple[Health, ...] = ("missed", "off-track", "at-risk", "on-track", "achieved", "pending")
RANK = {health: rank for rank, health in enumerate(WORST_FIRST)}

EARLY = Fraction(1, 10)
"""The share of a cycle before which the numbers give no verdict."""

_CLOSE = Fraction(1, 10**9)

OUTCOMES: Mapping[str, Health] = MappingProxyType({"achieved": "achieved", "partial": "at-risk", "missed": "missed"})
"""The last word on a goal, as a health; one that was dropped keeps what was known of it."""

SHELVED = ("draft", "cancelled", "postponed")
"""States whose items do not count anywhere."""

GOOD: tuple[Health, ...] = ("on-track", "achieved")

OFF: tuple[Health, ...] = ("off-track", "missed")

POOR: tuple[Health, ...] = (*OFF, "at-risk")
"""What needs help, most first."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The pace from which an item is on track or at risk, already lowered by the allowance of 1e-9."""

    on_track: Fraction
    at_risk: Fraction


def limits(site: records.Site) -> Limits:
    """The limits of a site; 0.9 and 0.7 unless it says otherwise."""
    return Limits(Fraction(site.health.on_track) - _CLOSE, Fraction(site.health.at_risk) - _CLOSE)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a key result stands on a day: what its computed health follows from.

    `value` is its number, if any; `early`: less than a tenth of the cycle has passed.
    """

    progress: Fraction | None
    expected: Fraction | None
    ratio: Fraction | None
    value: Number | None
    reported: bool
    early: bool


def worst(healths: Iterable[Health]) -> Health:
    """The worst of some healths; those that are pending say nothing; pending where there is no other."""
    return min(healths, key=RANK.__getitem__, default="pending")


def is_closed(item: records.Item) -> bool:
    """Closed: by its state, or because the close has been written."""
    return item.state == "closed" or item.outcome is not None or item.score is not None


def is_watched(item: records.Item) -> bool:
    """Whether somebody is expected to report it: neither paused nor closed nor left out of everything."""
    return item.state == "active" and not is_closed(item)


def closed_as(item: records.Item) -> Health | None:
    """The health that the outcome decides: what was partly reached stands between achieved and missed."""
    return OUTCOMES.get(item.outcome) if item.outcome else None


def by_pace(ratio: Fraction, bounds: Limits) -> Health:
    """On track from 0.90 of the expected, at risk from 0.70 (or the site's limits)."""
    return "on-track" if ratio >= bounds.on_track else "at-risk" if ratio >= bounds.at_risk else "off-track"


def by_band(key_result: KeyResult, value: Number) -> Health:
    """A `maintain`: inside, up to and including the tolerance, outside (Viva Goals)."""
    limits_ = band(key_result.record)
    if limits_ is None:
        return "pending"
    off = limits_.distance(value)
    return "on-track" if not off else "at-risk" if off <= limits_.tolerance else "off-track"


def computed(key_result: KeyResult, now: Standing, ended: bool, bounds: Limits) -> tuple[Health, str]:
    """What the numbers say of a key result, and the reason.

    It is `numbers`, `too-early`, `no-data`, `never-measured` or `scored`. There is no verdict and no reason where there
    is nothing to judge: a `baseline` that has its value, a `binary` or `levels` before the cycle is over.
    `maintain` is judged whatever the time. Where nothing is expected yet of an item that will be measured (a plan
    that starts later), any progress is on track.
    """
    nothing: tuple[Health, str] = "pending", silent(ended)
    if key_result.type == "maintain":
        known = now.reported and now.value is not None
        return (by_band(key_result, now.value), "numbers") if known and now.value is not None else nothing
    if key_result.type == "baseline" and now.value is not None:
        return "pending", ""
    if now.early:
        return "pending", "too-early"
    if not now.reported or now.progress is None:
        return nothing if now.progress is None else ("pending", "scored")
    if key_result.type in ("binary", "levels"):
        return _in_one_piece(now.progress, ended)
    return ("on-track" if now.ratio is None else by_pace(now.ratio, bounds)), "numbers"


def silent(ended: bool) -> str:
    """Why there is no verdict where nothing was reported: once the cycle is over, nothing will be."""
    return "never-measured" if ended else "no-data"


def _in_one_piece(progress: Fraction, ended: bool) -> tuple[Health, str]:
    """`binary`, `levels`: on track at 1, no verdict before the cycle is over, off track after it."""
    if progress >= 1:
        return "on-track", "numbers"
    return ("off-track", "numbers") if ended else ("pending", "")


def verdict(says: tuple[Health, str], stated: Stated | None, stale: bool, closed: Health | None = None) -> Verdict:
    """What is shown, first that applies: closed outcome, stated unless stale, computed, pending.

    `says` is the computed health and its reason. A stale item that would be on track is pending: no recent word.
    """
    health, reason = says
    word = stated.health if stated else None
    if closed:
        return Verdict(closed, word, health, ("closed",))
    if word and not stale:
        return Verdict(word, word, health, ("stated", "numbers-say-otherwise") if better(word, health) else ("stated",))
    old = ("stated-stale",) if word else ()
    if stale and health == "on-track":
        return Verdict("pending", word, health, (*old, "no-recent-word"))
    return Verdict(health, word, health, (*old, reason) if reason else old)


def better(shown: Health, numbers: Health) -> bool:
    """Whether a health looks better than the numbers do; pending numbers say nothing."""
    return "pending" not in (shown, numbers) and RANK[shown] > RANK[numbers]
