"""All problems as a GitLab code quality report.

In: diagnostics, the files' texts, and what lies around them. Out: a JSON list in the form of `artifacts:reports:
codequality`. The fingerprints hold no line number, so that a problem that only moved is not a new one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.report.places import ALONE, Around, Read, fingerprints, ordered

_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.ADVICE: "info"}


def code_quality(diagnostics: Iterable[Diagnostic], read: Read, around: Around = ALONE) -> str:
    """The report; an empty list where all is well."""
    found = ordered(diagnostics, read)
    items = [
        {
            "description": f"{d.message}; {d.hint}" if d.hint else d.message,
            "check_name": d.code,
            "fingerprint": fingerprint,
            "severity": _LEVELS[d.severity],
            "location": {"path": around.folder + at.path, "lines": {"begin": at.line}},
        }
        for (at, d), fingerprint in zip(found, fingerprints(found), strict=True)
    ]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"
