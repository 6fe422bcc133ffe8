"""Links to the files on a forge."""

from __future__ import annotations

import pytest

from okrsite.okr.records import Repository
from okrsite.pages.forge import edit_url, file_url

PATH = "content/teams/search/team.md"


def repository(forge: str, url: str | None = "https://forge.example/acme/okrs/") -> Repository:
    return Repository.model_validate({"url": url, "branch": "main", "forge": forge})


@pytest.mark.parametrize(
    ("forge", "edit", "read"),
    [
        ("github", f"edit/main/{PATH}", f"blob/main/{PATH}"),
        ("gitlab", f"-/edit/main/{PATH}", f"-/blob/main/{PATH}"),
        ("gitea", f"_edit/main/{PATH}", f"src/branch/main/{PATH}"),
        ("bitbucket", f"src/main/{PATH}?mode=edit", f"src/main/{PATH}"),
    ],
)
def test_each_forge_has_its_own_address(forge: str, edit: str, read: str) -> None:
    assert edit_url(repository(forge), PATH) == f"https://forge.example/acme/okrs/{edit}"
    assert file_url(repository(forge), PATH) == f"https://forge.example/acme/okrs/{read}"


def test_without_a_forge_or_an_address_there_is_no_link() -> None:
    assert edit_url(repository("none"), PATH) is None
    assert edit_url(repository("github", None), PATH) is None
    assert edit_url(repository("github"), "") is None


def test_a_branch_and_a_path_are_quoted() -> None:
    odd = Repository.model_validate({"url": "https://f.example/o", "branch": "next #1", "forge": "github"})
    assert edit_url(odd, "content/a b.md") == "https://f.example/o/edit/next%20%231/content/a%20b.md"
