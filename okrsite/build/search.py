"""The files that readers search in.

In: the planned pages, what makers of pages read, and a search engine, if there is one. Out: the files by address. Each
bundle is indexed once and remembered: a check-in changes no record, so it costs no index.
"""

from __future__ import annotations

from collections.abc import Mapping

from okrsite.build.remembered import Steps
from okrsite.diagnostics import Checked, Diagnostic, Place, advice
from okrsite.index import FOLDER, Engine, Unavailable, without_spaces
from okrsite.pages import search
from okrsite.pages.views.common import Page
from okrsite.pages.views.context import Context


def search_files(
    known: Context, pages: tuple[Page, ...], steps: Steps, engine: Engine | None
) -> Checked[dict[str, bytes]]:
    """Records and figures, and the engine's index of each bundle; without an engine the records serve alone."""
    found = search.bundles(pages, known)
    indexed: dict[str, Mapping[str, bytes]] = {}
    faults: tuple[Diagnostic, ...] = ()
    if engine and not without_spaces(known.language.code):
        try:
            indexed = {
                one.name: steps.index(one.records, known.language.code.lower(), engine) for one in found if one.records
            }
        except Unavailable as reason:
            faults = (_without(str(reason)),)
    files = {path: text.encode() for path, text in search.files(found, known, frozenset(indexed)).items()}
    for name, made in indexed.items():
        files |= {f"{FOLDER}{name}/{path}": data for path, data in made.items() if name == search.NOW or _own(path)}
    return Checked(files, faults)


def _own(path: str) -> bool:
    """Whether a file belongs to one bundle alone; the program that reads them comes with the first."""
    return path != "pagefind.js" and not path.startswith("wasm.")


def _without(reason: str) -> Diagnostic:
    """There is no engine, which costs bytes on large sites and nothing else."""
    return advice(
        "no-search-engine",
        Place("content/site.yaml"),
        f"the site is searched with its small built-in index, since Pagefind cannot be used: {reason}",
        "readers find the same things; on large sites they download more",
    )
