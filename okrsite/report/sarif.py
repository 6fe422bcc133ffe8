"""All problems as SARIF 2.1.0, which code scanners' tools read.

In: diagnostics, the files' texts, what lies around them, and the pages that explain the codes. Out: one run with its
rules and results. Addresses are relative to the repository; columns count characters.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from okrsite import __version__
from okrsite.diagnostics import Diagnostic, Severity, Span
from okrsite.report.places import ALONE, Around, Read, fingerprints, locate, ordered

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def sarif(
    diagnostics: Iterable[Diagnostic], read: Read, around: Around = ALONE, codes: Mapping[str, str] | None = None
) -> str:
    """The log; `codes` are the pages of the diagnostics, in Markdown."""
    found = ordered(diagnostics, read)
    rules = sorted({d.code for _, d in found})
    results = [
        _result(at, d, rules.index(d.code), fingerprint, read, around)
        for (at, d), fingerprint in zip(found, fingerprints(found), strict=True)
    ]
    driver = {"name": "okrsite", "version": __version__, "rules": [_rule(code, codes or {}) for code in rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str, codes: Mapping[str, str]) -> dict[str, Any]:
    """What a code means: the first paragraph of its page, and the page."""
    page = codes.get(code, "")
    paragraphs = [part.replace("\n", " ") for part in page.split("\n\n")]
    about = next((part for part in paragraphs if part and not part.startswith("#")), code)
    rule: dict[str, Any] = {"id": code, "shortDescription": {"text": about}}
    return {**rule, "help": {"text": page, "markdown": page}} if page else rule


def _result(
    at: Span, diagnostic: Diagnostic, rule: int, fingerprint: str, read: Read, around: Around
) -> dict[str, Any]:
    told = f"{diagnostic.message}\n{diagnostic.hint}".strip()
    others = [(locate(other.place, read), other.message) for other in diagnostic.related]
    result = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": told},
        "locations": [_location(at, around)],
        "partialFingerprints": {"okrsite/v1": fingerprint},
    }
    if others:
        result["relatedLocations"] = [
            {"id": number, **_location(place, around), "message": {"text": message}}
            for number, (place, message) in enumerate(others, 1)
        ]
    return result


def _location(at: Span, around: Around) -> dict[str, Any]:
    region = {"startLine": at.line, "startColumn": at.column, "endLine": at.line, "endColumn": at.end_column}
    artifact = {"uri": quote(around.folder + at.path), "uriBaseId": "%SRCROOT%"}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
