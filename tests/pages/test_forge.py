"""Links to files on the forge."""

from __future__ import annotations

import pytest

from okrsite.okr.records import Repository
from okrsite.pages.forge import edit_url, file_url, new_url


def kept_on(forge: str) -> Repository:
    return Repository.model_validate({"url": "https://forge.acme.example/acme/okrs/", "forge": forge, "branch": "a b"})


@pytest.mark.parametrize(
    ("forge", "address"),
    [
        ("github", "new/a%20b?filename=content%2Flessons%2Fx.md&value=title:+a,+b%0A%26%2B"),
        ("gitlab", "-/new/a%20b?file_name=content%2Flessons%2Fx.md"),
        ("gitea", "_new/a%20b/content/lessons?filename=x.md&value=title:+a,+b%0A%26%2B"),
    ],
)
def test_a_new_file_opens_with_its_text(forge: str, address: str) -> None:
    opened = new_url(kept_on(forge), "content/lessons/x.md", "title: a, b\n&+")
    assert opened == f"https://forge.acme.example/acme/okrs/{address}"


@pytest.mark.parametrize("forge", ["bitbucket", "none"])
def test_a_forge_that_cannot_has_no_link(forge: str) -> None:
    assert new_url(kept_on(forge), "content/lessons/x.md", "") is None


def test_files_are_changed_and_read_where_they_are_kept() -> None:
    path = "content/teams/a b/team.md"
    assert (
        edit_url(kept_on("github"), path)
        == "https://forge.acme.example/acme/okrs/edit/a%20b/content/teams/a%20b/team.md"
    )
    assert (
        file_url(kept_on("gitlab"), path)
        == "https://forge.acme.example/acme/okrs/-/blob/a%20b/content/teams/a%20b/team.md"
    )


def test_without_a_repository_there_is_no_link() -> None:
    assert edit_url(Repository.model_validate({}), "content/site.yaml") is None
