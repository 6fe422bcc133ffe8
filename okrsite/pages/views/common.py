"""The pieces that many pages share: text, links, people, status, bars, rows.

All addresses are relative to the site's root; the filter `url` makes them relative to the page. Fractions are 0–1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from okrsite.okr.figures import Grade, Health, PaceWord
from okrsite.okr.records import HealthWord, KeyResultType


@dataclass(frozen=True, slots=True)
class Text:
    """Finished, safe HTML whose links are still open, and the same as plain text. Print it with the filter `text`.

    `urls[i]` stands between `html[i]` and `html[i + 1]`.
    """

    html: tuple[str, ...]
    urls: tuple[str, ...] = ()
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Who:
    """A person with a page, or a role or name without one (`url` None)."""

    name: str
    initials: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Weaker:
    """What stands worse than the objective that counts it: so many key results, and so many goals below it."""

    health: Health
    key_results: int
    goals: int


@dataclass(frozen=True, slots=True)
class Status:
    """Health as it is shown, with what is known beside it; the word and the icon are the template's.

    `disputed`: the owner sees it better than the numbers (`computed`). `stale`: days since the last check-in where it
    is too old, else None. `reasons` are the keys of `okr.figures.Verdict`. `weaker` is what an objective counts that is
    worse than its owner says of the whole: the place where the numbers come from. `outcome` is how it was closed, where
    that is not a health of its own.
    """

    health: Health
    stated: HealthWord | None = None
    computed: Health = "pending"
    disputed: bool = False
    stale: int | None = None
    reasons: tuple[str, ...] = ()
    weaker: Weaker | None = None
    outcome: Literal["partial", "dropped"] | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A progress bar as shares of its width. `fill` None draws the track alone (nothing measured).

    `line` is today (the share of the cycle that is gone, the same on a whole page), `tick` the expected progress where
    it differs from that, `before` last week's fill. `band` draws the stretch from 70 % and the target; `commit` and
    `stretch` are shares of the way to the target.
    """

    fill: float | None
    health: Health
    line: float | None = None
    tick: float | None = None
    before: float | None = None
    band: bool = False
    commit: float | None = None
    stretch: float | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far something is: the text that must stand beside every bar, and the bar.

    `percent` is the figure without its sign (`64`, `<1`, `-20`, `—`); `pace` with `points` are the words beside it;
    `kept` is True or False for a limit that is kept or broken (`within limit` instead of pace words), None elsewhere;
    `over_time` says that the figure is the share of check-ins inside the limits, whatever the last one was.
    `score` is the closing grade as written.
    """

    status: Status
    percent: str
    pace: PaceWord
    points: int
    bar: Bar
    kept: bool | None = None
    over_time: bool = False
    reported: int = 0
    of: int = 0
    last_on: date | None = None
    confidence: float | None = None
    score: Decimal | None = None
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """Where a key result came from, is and goes to: `12% → 17% → 35%`.

    Numbers with their unit for numeric types; `done` of `steps` for milestones; `level` for levels (`commit`, …);
    `met` for binary; `redacted` replaces every number.
    """

    type: KeyResultType
    unit: str | None = None
    baseline: Decimal | None = None
    value: Decimal | None = None
    target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    commit: Decimal | None = None
    stretch: Decimal | None = None
    done: int = 0
    steps: int = 0
    level: str | None = None
    met: bool | None = None
    redacted: str | None = None


@dataclass(frozen=True, slots=True)
class KeyResultRow:
    """One line of a goal list. `anchor` is its id on the objective's page."""

    anchor: str
    title: Text
    url: str
    owners: tuple[Who, ...]
    measure: Measure
    standing: Standing
    state: str = "active"
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """One objective in a list, with its team; `key_results` may be empty where a list does not show them."""

    id: str
    title: Text
    url: str
    team: Link
    owners: tuple[Who, ...]
    standing: Standing
    state: str = "active"
    ambition: str | None = None
    key_results: tuple[KeyResultRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way from the home page; the last has no address.

    `key` names a part of the site (a `Section`) whose word is the template's; `title` is empty then.
    """

    title: str
    url: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The running cycle, on every page: title, week `week` of `weeks`, share gone, days left, next event."""

    title: str
    url: str
    week: int
    weeks: int
    elapsed: float
    days_left: int
    start: date
    end: date
    next_title: str = ""
    next_on: date | None = None
    next_end: date | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the site that has content; its word is the template's. `main` ones stand in the menu, others below."""

    key: str
    url: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Chrome:
    """What stands around every page. Nothing in it changes with an edit of the content, but the site's settings and
    the running cycle do.

    `url` ends with a slash; `root` is its path, for the one page whose links cannot be relative (404). `sections` are
    those that have content; `version` is okrsite's; `languages` are (code, name); `pinned` is a fixed date of a
    demonstration; `feedback_url` may hold {page}; `preview` is the address of the page that lists what a proposed
    change does, empty on the published site. `goals` is False where there are neither teams nor cycles: the site is
    nothing but pages then, such as documentation.
    """

    name: str
    url: str | None
    language: str
    languages: tuple[tuple[str, str], ...]
    as_of: date
    pinned: bool
    edition: str
    public: bool
    sections: tuple[Section, ...]
    ribbon: Ribbon | None
    version: str
    feedback_url: str | None = None
    root: str = "/"
    preview: str = ""
    goals: bool = True


@dataclass(frozen=True, slots=True)
class Later:
    """A view that is made when its page is asked for."""

    make: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site: its address, the template that makes it and the view that the template sees.

    `kind` groups search results (`team`, `objective`, `lesson`, …); `section` is the menu's entry that is current;
    `edit_url` opens the file on the forge; `alternates` are (language, address) of the same page; `index` False keeps
    it out of sitemap and search; `rooted` says that it may be served at any address, so its links begin at the root;
    `changed` is the day of the last commit that touched its file, `history_url` leads to all of them on the forge;
    `tags` are words to find it by.
    """

    url: str
    template: str
    kind: str
    title: str
    view: object
    description: str = ""
    section: str = ""
    crumbs: tuple[Crumb, ...] = ()
    source: str = ""
    edit_url: str | None = None
    language: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    index: bool = True
    rooted: bool = False
    changed: date | None = None
    history_url: str | None = None
    tags: tuple[str, ...] = ()

    def made(self) -> Page:
        """The page with its view, if that has been put off."""
        return replace(self, view=self.view.make()) if isinstance(self.view, Later) else self


@dataclass(frozen=True, slots=True)
class Event:
    """A date in a cycle; `end` where it takes several days."""

    title: Text
    on: date
    end: date | None = None
    type: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the ruler: its number, its first day, and whether it is `past`, `now` or `next`."""

    number: int
    start: date
    when: Literal["past", "now", "next"]


@dataclass(frozen=True, slots=True)
class Note:
    """Words of a check-in: who, when, what; `url` leads to the check-in."""

    on: date
    by: Who | None
    text: Text
    url: str
    ask: Text | None = field(default=None)
