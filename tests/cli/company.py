"""A company that the commands which write files are tried on."""

from __future__ import annotations

from pathlib import Path

from tests.project import LEAST, files_of, laid

DAY = "2026-11-20"
FILES = {
    **LEAST,
    **files_of(
        """\
=== content/people.yaml
ann: {name: Ann Novak, team: search}
=== content/teams/search/2026-t3/okrs.yaml
# Ours.
objectives:
  - id: trust
    title: People **trust** search  # always
    key_results:
      - {id: success, title: Success from 61 to 75, unit: "%", baseline: 61, target: 75}
      - {id: launch, title: Launch, milestones: [{id: cz, title: Czechia}, {id: at, title: Austria}]}
      - {id: story, title: Customers tell us}
      - {id: law, title: The audit is passed, type: binary}
=== content/teams/search/2026-t3/check-ins/2026-11-13-ann.md
---
key_results:
  trust.success: {value: 64.5, confidence: 6/10, note: The new ranker helps.}
  trust.launch: [cz]
---
"""
    ),
}
OKRS = "content/teams/search/2026-t3/okrs.yaml"
CHECK_INS = "content/teams/search/2026-t3/check-ins"


def project(root: Path) -> Path:
    """The company on the disk."""
    return laid(root, FILES)


def files(root: Path) -> dict[str, bytes]:
    """All content files."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("content/**/*.*")}
