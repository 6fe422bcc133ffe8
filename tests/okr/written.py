"""A company written in a test: texts by path below `content/` in, what `resolve` makes of them out."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

from okrsite.diagnostics import Checked, Diagnostic, Severity, in_file
from okrsite.okr.company import Loaded, resolve
from okrsite.okr.kinds import kind_of
from okrsite.okr.model import Company
from okrsite.source import markdown
from okrsite.source.decode import decode
from okrsite.source.document import parse
from okrsite.source.locate import span

BASE: Mapping[str, str] = {
    "site.yaml": "name: Acme\n",
    "cycles/2026.yaml": "start: 2026-01-01\nend: 2026-12-31\n",
    "cycles/2026-t3.yaml": "start: 2026-09-01\nend: 2026-12-31\nparent: '2026'\n",
    "teams/company/team.md": "---\nname: Acme\n---\n",
    "teams/search/team.md": "---\nname: Search\nparent: company\n---\n",
}
"""The least that goals need."""


def load(path: str, text: str | bytes) -> tuple[Loaded | None, tuple[Diagnostic, ...]]:
    """One file as the shell loads it; None where it is of no kind."""
    found = kind_of(path.removeprefix("content/"))
    if found is None:
        return None, ()
    kind, names = found
    data = text if isinstance(text, bytes) else text.encode()
    document = parse(data, kind.form)
    if document.value is None:
        return Loaded(path, kind, names, None), in_file(path, document.diagnostics)
    record = decode(document.value.tree, kind.model)
    faults = in_file(path, (*document.diagnostics, *record.diagnostics))
    return Loaded(path, kind, names, record.value, document.value.body, document.value.body_start), faults


def written(files: Mapping[str, str | bytes], codes: Mapping[str, Severity] | None = None) -> Checked[Company]:
    """The company in these files, with the faults of all stages; the files come in the order in which they stand."""
    loaded, faults, others = list[Loaded](), list[Diagnostic](), dict[str, bytes | None]()
    for path, text in files.items():
        one, wrong = load(f"content/{path}", text)
        faults.extend(wrong)
        if one:
            loaded.append(one)
        else:
            others[f"content/{path}"] = text if isinstance(text, bytes) else text.encode()
    checked = resolve(loaded, others, markdown.render, markdown.inline, codes)
    return Checked(checked.value, (*faults, *checked.diagnostics))


def company_of(files: Mapping[str, str | bytes]) -> Company:
    """The company in these files beside the base, which must be without errors."""
    checked = written({**BASE, **files})
    assert checked.value is not None
    assert said(checked, {**BASE, **files}) == []
    return checked.value


def said(checked: Checked[Company], files: Mapping[str, str | bytes]) -> list[str]:
    """Each diagnostic on one line: `error[code] path:line:column "marked" message (hint) [and line: related]`."""
    return [_line(diagnostic, files) for diagnostic in checked.diagnostics]


def wrong(files: Mapping[str, str | bytes], codes: Mapping[str, Severity] | None = None) -> list[str]:
    """What is said about these files beside the base."""
    both = {**BASE, **{path: dedent(text) if isinstance(text, str) else text for path, text in files.items()}}
    return said(written(both, codes), both)


def _line(diagnostic: Diagnostic, files: Mapping[str, str | bytes]) -> str:
    place = diagnostic.place
    where, marked = _where(place.path, files, diagnostic)
    related = "".join(f" [{_position(one.place.path, files, one)}: {one.message}]" for one in diagnostic.related)
    hint = f" ({diagnostic.hint})" if diagnostic.hint else ""
    return f"{diagnostic.severity}[{diagnostic.code}] {where} «{marked}» {diagnostic.message}{hint}{related}"


def _position(path: str, files: Mapping[str, str | bytes], one: object) -> str:
    return _where(path, files, one)[0]


def _where(path: str, files: Mapping[str, str | bytes], one: object) -> tuple[str, str]:
    text = files.get(path.removeprefix("content/"))
    if text is None:
        return path, ""
    text = text.decode() if isinstance(text, bytes) else text
    found = span(one.place, text)  # type: ignore[attr-defined]
    line = text.split("\n")[found.line - 1]
    marked = line[found.column - 1 : found.end_column - 1]
    return f"{path.removeprefix('content/')}:{found.line}:{found.column}", marked
