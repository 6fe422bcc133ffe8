"""Links to the content's files on the forge that keeps them.

In: the settings of the repository and a file's path from the project's root. Out: an address, or None where the site
names no repository. Sources of the forms: the forges' own interfaces.
"""

from __future__ import annotations

from urllib.parse import quote, quote_plus

from okrsite.okr.records import Repository

EDIT = {
    "github": "edit/{branch}/{path}",
    "gitlab": "-/edit/{branch}/{path}",
    "gitea": "_edit/{branch}/{path}",
    "bitbucket": "src/{branch}/{path}?mode=edit",
}
NEW = {
    "github": "new/{branch}?filename={whole}&value={text}",
    "gitlab": "-/new/{branch}?file_name={whole}",
    "gitea": "_new/{branch}/{folder}?filename={name}&value={text}",
}
READ = {
    "github": "blob/{branch}/{path}",
    "gitlab": "-/blob/{branch}/{path}",
    "gitea": "src/branch/{branch}/{path}",
    "bitbucket": "src/{branch}/{path}",
}
FOLDER = {
    "github": "tree/{branch}/{path}",
    "gitlab": "-/tree/{branch}/{path}",
    "gitea": "src/branch/{branch}/{path}",
    "bitbucket": "src/{branch}/{path}",
}
HISTORY = {
    "github": "commits/{branch}/{path}",
    "gitlab": "-/commits/{branch}/{path}",
    "gitea": "commits/branch/{branch}/{path}",
    "bitbucket": "history-node/{branch}/{path}",
}


TAKES_TEXT = ("github", "gitea")
"""Forges whose editor begins with a text that a link brings along."""


def edit_url(repository: Repository, path: str) -> str | None:
    """Where a file can be changed in a browser; of a folder, which ends with a slash, where its files are listed."""
    return _address(FOLDER if path.endswith("/") else EDIT, repository, path.rstrip("/"))


def new_url(repository: Repository, path: str, text: str) -> str | None:
    """Where a new file can be written in a browser, with a text to begin with where the forge takes one."""
    folder, _, name = path.rpartition("/")
    return _address(NEW, repository, path, folder=quote(folder), name=quote(name), text=quote_plus(text, safe="/:,"))


def file_url(repository: Repository, path: str) -> str | None:
    """Where a file can be read."""
    return _address(READ, repository, path)


def history_url(repository: Repository, path: str) -> str | None:
    """Where all changes of a file are listed."""
    return _address(HISTORY, repository, path)


def _address(forms: dict[str, str], repository: Repository, path: str, **more: str) -> str | None:
    form = forms.get(repository.forge)
    if form is None or not repository.url or not path:
        return None
    parts = {"branch": quote(repository.branch), "path": quote(path), "whole": quote(path, safe=""), **more}
    return f"{repository.url.rstrip('/')}/{form.format(**parts)}"
