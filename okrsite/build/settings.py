"""What holds for one build: the day, the edition, the language.

In: the site's settings and what the command said. Out: `Settings`, with a located word on settings that cannot be. The
one clock of okrsite is read here, and only where neither the command nor `site.yaml` names a day.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError

from okrsite.diagnostics import Checked, Diagnostic, Place, did_you_mean, error
from okrsite.okr.records import Site, Visibility
from okrsite.pages.language import Language

SETTINGS = Place("content/site.yaml")
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class Options:
    """What a command says: the day (None: `site.yaml`, else today) and the edition (None: `site.yaml`)."""

    as_of: date | None = None
    edition: Visibility | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The day, the edition and the languages of a build; the first is the interface's.

    `until` is when the day is over, None where somebody named it.
    """

    as_of: date
    until: datetime | None
    edition: Visibility
    languages: tuple[Language, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def dated(self) -> bool:
        """Whether somebody named the day."""
        return self.until is None

    @property
    def language(self) -> Language:
        """The language of every page that is not a translation."""
        return self.languages[0]


def settle(site: Site, options: Options) -> Settings:
    """Options before settings, settings before defaults."""
    zone, languages = _zone(site.time_zone), [_language(code, n) for n, code in enumerate(site.languages)]
    named, here = options.as_of or site.as_of, zone.value or ZoneInfo("UTC")
    today = datetime.now(here).date()
    return Settings(
        as_of=named or today,
        until=None if named else datetime.combine(today + timedelta(days=1), time(), here),
        edition=options.edition or site.edition,
        languages=tuple(language.value or Language() for language in languages) or (Language(),),
        diagnostics=(*zone.diagnostics, *(fault for language in languages for fault in language.diagnostics)),
    )


@cache
def _zones() -> frozenset[str]:
    """The names of all time zones, which lie in hundreds of files."""
    return frozenset(available_timezones())


def _zone(name: str) -> Checked[ZoneInfo]:
    """The zone whose date is today."""
    names = _zones()
    if name in names:
        return Checked(ZoneInfo(name))
    hint = did_you_mean(name, names) or "write it as Europe/Prague"
    return Checked(None, (error("unknown-time-zone", SETTINGS / "time_zone", f"there is no time zone {name}", hint),))


def _language(code: str, index: int) -> Checked[Language]:
    """A language of the site, the interface's at index 0."""
    with suppress(UnknownLocaleError, ValueError):
        if _CODE.fullmatch(code) and Locale.parse(code, sep="-"):
            return Checked(Language(code))
    place = SETTINGS / "languages" / index
    return Checked(None, (error("unknown-language", place, f"there is no language {code}", "write it as en or pt-BR"),))
