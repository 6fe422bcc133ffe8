"""All problems as JSON, for scripts; the keys are documented and stable.

In: diagnostics and the files' texts. Out: one JSON document, with paths from the project's root.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from okrsite.diagnostics import Diagnostic, Severity, Span
from okrsite.report.places import Read, locate, ordered


def as_json(diagnostics: Iterable[Diagnostic], read: Read) -> str:
    """All problems for a script; the keys are documented and stable."""
    found = ordered(diagnostics, read)
    counts = Counter(d.severity for _, d in found)
    document = {
        "diagnostics": [_object(at, d, read) for at, d in found],
        "summary": {str(severity): counts[severity] for severity in Severity},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _object(at: Span, diagnostic: Diagnostic, read: Read) -> dict[str, Any]:
    related = [(locate(r.place, read), r.message) for r in diagnostic.related]
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "path": at.path,
        "line": at.line,
        "column": at.column,
        "end_column": at.end_column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "related": [{"path": other.path, "line": other.line, "message": message} for other, message in related],
    }
