"""Links to the content's files on the forge that keeps them.

In: the settings of the repository and a file's path from the project's root. Out: an address, or None where the site
names no repository. Sources of the forms: the forges' own interfaces.
"""

from __future__ import annotations

from urllib.parse import quote

from okrsite.okr.records import Repository

EDIT = {
    "github": "edit/{branch}/{path}",
    "gitlab": "-/edit/{branch}/{path}",
    "gitea": "_edit/{branch}/{path}",
    "bitbucket": "src/{branch}/{path}?mode=edit",
}
READ = {
    "github": "blob/{branch}/{path}",
    "gitlab": "-/blob/{branch}/{path}",
    "gitea": "src/branch/{branch}/{path}",
    "bitbucket": "src/{branch}/{path}",
}


def edit_url(repository: Repository, path: str) -> str | None:
    """Where a file can be changed in a browser."""
    return _address(EDIT, repository, path)


def file_url(repository: Repository, path: str) -> str | None:
    """Where a file can be read, with its history beside it."""
    return _address(READ, repository, path)


def _address(forms: dict[str, str], repository: Repository, path: str) -> str | None:
    form = forms.get(repository.forge)
    if form is None or not repository.url or not path:
        return None
    return f"{repository.url.rstrip('/')}/{form.format(branch=quote(repository.branch), path=quote(path))}"
