"""Templates and assets in lookup order.

In: the files of `themes/` by path, read by the shell. Out: a `Theme`, a value whose digest stands for everything in it.
A project's theme overrides the default one file by file, by equal path; `default/base.html` always means the default's
own template, so that an override can extend what it replaces.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from okrsite.diagnostics import Checked, Diagnostic, Place, did_you_mean, error

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Theme:
    """Templates by name (`team.html`, `partials/parts.html`), assets by name (`okr.css`), and where each came from.

    `origins` maps a template's name to the file that an editor would open. `static` is the folder of the assets in the
    site; its name changes with any of them, so that browsers may keep them for ever.
    """

    templates: Mapping[str, str]
    assets: Mapping[str, bytes]
    origins: Mapping[str, str]
    digest: str

    @property
    def static(self) -> str:
        """The assets' folder in the site, with a slash at its end."""
        return f"static/{self.digest[:10]}/"


def theme(files: Mapping[str, bytes], name: str) -> Checked[Theme]:
    """The theme `name` laid over the default one; files are keyed like `default/templates/base.html`."""
    templates: dict[str, str] = {}
    assets: dict[str, bytes] = {}
    origins: dict[str, str] = {}
    for layer in dict.fromkeys((DEFAULT, name)):
        for path, data in sorted(files.items()):
            folder, _, rest = path.partition("/")
            kind, _, item = rest.partition("/")
            if folder != layer:
                continue
            if kind == "templates":
                for known in {item, f"{layer}/{item}"}:
                    templates[known] = data.decode("utf-8", "replace")
                    origins[known] = f"themes/{path}"
            elif kind == "assets":
                assets[item] = data
    return Checked(Theme(templates, assets, origins, _digest(templates, assets)), tuple(_faults(files, name)))


def _faults(files: Mapping[str, bytes], name: str) -> Iterator[Diagnostic]:
    """A theme that has no file at all."""
    folders = {path.partition("/")[0] for path in files}
    if name not in folders:
        place = Place("content/site.yaml", ("theme",))
        hint = did_you_mean(name, folders) or f"make the folder themes/{name}, or leave the field out"
        yield error("unknown-theme", place, f"there is no theme {name}", hint)


def _digest(templates: Mapping[str, str], assets: Mapping[str, bytes]) -> str:
    total = hashlib.sha1(usedforsecurity=False)
    for name, data in sorted(
        [(n, t.encode()) for n, t in templates.items()] + [(f"/{n}", d) for n, d in assets.items()]
    ):
        total.update(f"{len(name)}:{name}{len(data)}:".encode())
        total.update(data)
    return total.hexdigest()
