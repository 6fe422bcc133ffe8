"""How bad a problem is for this company: `checks` in site.yaml.

In: the settings, and diagnostics. Out: the diagnostics with the severity that the company gave to their code. An
error stays an error: what it is about cannot be published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from okrsite.diagnostics import Diagnostic, Place, Severity, did_you_mean, error


def settings_faults(checks: Mapping[str, str], codes: Mapping[str, Severity], place: Place) -> Iterator[Diagnostic]:
    """Settings for codes that do not exist, or that are always errors."""
    for code, setting in checks.items() if codes else ():
        where = place / "checks" / code
        if code not in codes:
            yield error("unknown-code", where.key(), f'no check is called "{code}"', did_you_mean(code, codes))
        elif codes[code] is Severity.ERROR and setting != Severity.ERROR:
            message = f"{code} is always an error: without its cure there is nothing right to publish"
            yield error("fixed-severity", where, message, "leave it out")


def weighed(diagnostics: Iterable[Diagnostic], checks: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """The diagnostics with the company's severities, without those that are off."""
    return tuple(one for diagnostic in diagnostics if (one := _weighed(diagnostic, checks.get(diagnostic.code))))


def _weighed(diagnostic: Diagnostic, setting: str | None) -> Diagnostic | None:
    if setting is None or diagnostic.severity is Severity.ERROR:
        return diagnostic
    return None if setting == "off" else replace(diagnostic, severity=Severity(setting))
