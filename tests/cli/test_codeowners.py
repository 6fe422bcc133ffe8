"""Teams are asked to read changes of their own files, and hand-written rules stay."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.cli.company import DAY
from tests.project import LEAST, files_of, laid, okrsite

FILES = {
    **LEAST,
    **files_of(
        """\
=== content/people.yaml
ann: {name: Ann Novak, email: ann@acme.example}
bo: {name: Bo Li}
cy: {name: Cy Ray, ended: 2026-01-31}
dee: {name: Dee Ova}
=== content/teams/company/team.md
---
name: Acme
lead: dee
---
=== content/teams/search/team.md
---
name: Search
parent: company
lead: ann
members: [bo, ann, cy, VP Product]
---
=== content/teams/old/team.md
---
name: Old
parent: company
lead: bo
ended: 2025-12-31
---
"""
    ),
}
PART = """\
# okrsite: from here on written by okrsite codeowners
/content/ @dee
/content/teams/company/ @dee
/content/teams/search/ ann@acme.example @bo
# okrsite: up to here
"""


def test_leads_and_members_who_are_there_are_named_and_roles_are_not(tmp_path: Path) -> None:
    laid(tmp_path, FILES)
    assert okrsite("codeowners", tmp_path, "--as-of", DAY, "--print").stdout == PART
    assert okrsite("codeowners", tmp_path, "--as-of", DAY).stdout == "Wrote CODEOWNERS\n"
    assert (tmp_path / "CODEOWNERS").read_text() == PART
    assert okrsite("codeowners", tmp_path, "--as-of", DAY).stdout == "CODEOWNERS is up to date.\n"


def test_check_fails_until_it_is_written_again(tmp_path: Path) -> None:
    laid(tmp_path, FILES)
    stale = okrsite("codeowners", tmp_path, "--as-of", DAY, "--check")
    assert (stale.exit_code, "CODEOWNERS is not up to date" in stale.stderr) == (1, True)
    assert not (tmp_path / "CODEOWNERS").exists()
    okrsite("codeowners", tmp_path, "--as-of", DAY)
    assert okrsite("codeowners", tmp_path, "--as-of", DAY, "--check").exit_code == 0


def test_what_people_wrote_around_it_stays(tmp_path: Path) -> None:
    laid(tmp_path, {**FILES, ".github/CODEOWNERS": f"* @ops\n\n{PART.replace('@bo', '@gone')}/themes/ @design\n"})
    assert okrsite("codeowners", tmp_path, "--as-of", DAY).stdout == "Wrote .github/CODEOWNERS\n"
    assert (tmp_path / ".github/CODEOWNERS").read_text() == f"* @ops\n\n{PART}/themes/ @design\n"
    laid(tmp_path, {".github/CODEOWNERS": "* @ops\n"})
    okrsite("codeowners", tmp_path, "--as-of", DAY)
    assert (tmp_path / ".github/CODEOWNERS").read_text() == f"* @ops\n\n{PART}"


def test_the_project_may_lie_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    laid(tmp_path / "okrs", FILES)
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    assert okrsite("codeowners", tmp_path / "okrs", "--as-of", DAY).stdout == "Wrote CODEOWNERS\n"
    assert "/okrs/content/teams/search/ ann@acme.example @bo\n" in (tmp_path / "CODEOWNERS").read_text()
