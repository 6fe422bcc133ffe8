"""The only room that touches the disk.

In come folders: `read` takes a project's content and themes as bytes, `read_tree` a theme that ships with okrsite.
Out go folders: `publish` swaps a whole site in at once, `replace` and `write_new` write single files for editors,
and `Cache` keeps what the memo remembers. `git.py` reads what git keeps. Nothing here knows what the bytes mean.
"""

from okrsite.files.cache import Cache, edition
from okrsite.files.disk import Busy, Refused, load, replace
from okrsite.files.git import (
    Unanswered,
    WorkTree,
    commit,
    fork,
    last_changes,
    published,
    repository,
    sources_at,
    touched,
    work_tree,
)
from okrsite.files.output import recover
from okrsite.files.publishing import Published, publish, standing
from okrsite.files.shipped import read_tree, shipped, write_new, write_over
from okrsite.files.sources import Seen, Source, Sources, read

__all__ = [
    "Busy",
    "Cache",
    "Published",
    "Refused",
    "Seen",
    "Source",
    "Sources",
    "Unanswered",
    "WorkTree",
    "commit",
    "edition",
    "fork",
    "last_changes",
    "load",
    "publish",
    "published",
    "read",
    "read_tree",
    "recover",
    "replace",
    "repository",
    "shipped",
    "sources_at",
    "standing",
    "touched",
    "work_tree",
    "write_new",
    "write_over",
]
