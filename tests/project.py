"""A project in a test: its files as one text or a mapping in, what the whole arrow makes of them out.

Many files stand in one text, each behind a line `=== path`; what stands before the first of these lines is for people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from hashlib import sha1
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from okrsite import report
from okrsite.build import Built, build
from okrsite.build.settings import Options
from okrsite.cli import main, shared
from okrsite.files import Source, Sources
from okrsite.index import Engine
from okrsite.memo import Memo, Store
from okrsite.okr.records import Visibility
from okrsite.source.text import normalised

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 10, 31)
"""The day of most tests: half of the cycle `2026-t3` is gone."""

Files = dict[str, bytes]

_HEAD = re.compile(r"^=== (\S+)\n", re.MULTILINE)


def files_of(text: str) -> Files:
    """The files in a text, by path."""
    _, *rest = _HEAD.split(text)
    return {path: body.encode() for path, body in zip(rest[::2], rest[1::2], strict=True)}


LEAST: Mapping[str, bytes] = files_of(
    """\
=== content/site.yaml
name: Acme
=== content/cycles/2026.yaml
start: 2026-01-01
end: 2026-12-31
=== content/cycles/2026-t3.yaml
start: 2026-09-01
end: 2026-12-31
parent: "2026"
=== content/teams/company/team.md
---
name: Acme
---
=== content/teams/search/team.md
---
name: Search
parent: company
---
"""
)
"""The least that goals need: a cycle, the company and one team."""


@cache
def every_kind() -> Mapping[str, bytes]:
    """A small company with a file of every kind and a key result of every type."""
    return files_of((ROOT / "tests/build/every-kind.txt").read_text(encoding="utf-8"))


@cache
def default_theme() -> Mapping[str, bytes]:
    """What comes with okrsite, as `build` takes it: the default theme and a page for each code."""
    return shared.default_theme()


def sources(files: Mapping[str, bytes | str]) -> Sources:
    """Files as the disk would give them."""
    data = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    return Sources(tuple(Source(path, data[path], sha1(data[path]).hexdigest()) for path in sorted(data)))


def built(
    files: Mapping[str, bytes | str],
    as_of: date | None = TODAY,
    edition: Visibility | None = None,
    store: Store | None = None,
    shipped: Mapping[str, bytes] | None = None,
    memo: Memo | None = None,
    engine: Engine | None = None,
) -> Built:
    """What the whole arrow makes of the files; with a store it remembers, as one run of the command would."""
    memo = memo or Memo(store)
    made = build(sources(files), default_theme() if shipped is None else shipped, Options(as_of, edition), memo, engine)
    memo.save()
    return made


def said(made: Built, files: Mapping[str, bytes | str]) -> str:
    """All problems as the terminal shows them."""
    return report.text(made.diagnostics, reader(files))


def codes(made: Built) -> set[str]:
    """The codes of all problems."""
    return {diagnostic.code for diagnostic in made.diagnostics}


def reader(files: Mapping[str, bytes | str]) -> report.Read:
    """A file's text for messages; of the default theme too."""
    theme = {f"themes/{path}": data for path, data in default_theme().items()}

    @cache
    def read(path: str) -> str | None:
        data = files.get(path, theme.get(path))
        return data if isinstance(data, str) or data is None else normalised(data)

    return read


def texts(made: Built) -> dict[str, str]:
    """The site's files that are text."""
    assert made.tree is not None
    return {path: data.decode() for path, data in made.tree.items() if not path.endswith((".png", ".jpg", ".pdf"))}


def laid(root: Path, files: Mapping[str, bytes | str]) -> Path:
    """The files on the disk below a folder; out comes the folder."""
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data.encode() if isinstance(data, str) else data)
    return root


def okrsite(*arguments: Any, env: Mapping[str, str | None] | None = None) -> Result:
    """The command in this process, without what the test's own environment would tell it; a traceback is a failure."""
    outside = {"CI": None, "NO_COLOR": None, "FORCE_COLOR": None}
    result = CliRunner().invoke(main, [str(one) for one in arguments], env={**outside, **(env or {})})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
