"""Where the links of a Markdown text lead.

In: the files there are, and a link as it was written with the file it stands in. Out: a `Target`; a link or picture
that leads nowhere is reported in the text itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath, relpath
from urllib.parse import unquote

from okrsite.diagnostics import Checked, Diagnostic, Place, error, nearest
from okrsite.okr.inventory import ASSETS, CONTENT, Loaded
from okrsite.okr.model import Target, TargetKind
from okrsite.okr.references import References
from okrsite.source.hints import slug
from okrsite.source.markdown import Prose, Slot

_KINDS: Mapping[str, TargetKind] = {"site": "home"}


@dataclass(frozen=True, slots=True)
class Links:
    """Finds what links lead to. `files` are all content files by path, `assets` all paths under assets/."""

    files: Mapping[str, Loaded]
    assets: Collection[str]
    references: References
    block: Callable[[str], Checked[Prose]]

    def target(self, path: str, slot: Slot, place: Place, faults: list[Diagnostic]) -> Target | None:
        """What a link or picture in the file at `path` leads to; None after a complaint."""
        written, _, anchor = slot.target.partition("#")
        aim = _normal(path, unquote(written))
        if slot.picture or aim in self.assets:
            return self._asset(path, slot, aim, place, faults)
        folder = self._folder(aim)
        if folder and not anchor:
            return folder
        file = self.files.get(aim)
        if file is None:
            hint = self._hint(path, aim, self.files) or self._hint(path, aim, self.assets)
            faults.append(error("dead-link", place, f"{slot.target} leads to no content file", hint))
            return None
        return self._in_file(file, unquote(anchor), slot.target, place, faults)

    def field(self, path: str, text: str, place: Place, faults: list[Diagnostic]) -> Target | None:
        """What a content path written in a field leads to: relative to the file, or to content/."""
        below = CONTENT + text
        if below.partition("#")[0] in self.files and _normal(path, text).partition("#")[0] not in self.files:
            text = relpath(below, dirname(path))
        return self.target(path, Slot(text, False, -1, -1), place, faults)

    def _asset(self, path: str, slot: Slot, aim: str, place: Place, faults: list[Diagnostic]) -> Target | None:
        if aim in self.assets:
            return Target("asset", aim)
        hint = self._hint(path, aim, self.assets) or f"pictures are kept in {ASSETS}"
        faults.append(error("dead-picture", place, f"there is no picture {slot.target}", hint))
        return None

    def _folder(self, aim: str) -> Target | None:
        """The folder of a team, or of a team in a cycle."""
        match aim.split("/"):
            case ["content", "teams", team] if f"{aim}/team.md" in self.files:
                return Target("team", team)
            case ["content", "teams", team, cycle] if f"{aim}/okrs.yaml" in self.files:
                return Target("okrs", f"{team}/{cycle}")
        return None

    def _hint(self, path: str, aim: str, known: Collection[str]) -> str:
        """The nearest file as seen from the one with the link: of its name, else of a similar one beside it."""
        name = basename(aim)
        same = sorted(one for one in known if basename(one) == name)
        here = {basename(one): one for one in known if dirname(one) == dirname(aim)}
        near = same[0] if same else here.get(nearest(name, here) or "")
        return f"did you mean {relpath(near, dirname(path))}?" if near else ""

    def _in_file(self, file: Loaded, anchor: str, written: str, place: Place, faults: list[Diagnostic]) -> Target:
        """The file's page, or a part of it."""
        whole = Target(_KINDS.get(file.kind.name, _kind(file)), "" if file.kind.name in _ONE else file.id)
        if not anchor or file.record is None:
            return whole
        found, known = self._part(file, whole, anchor)
        if found is None:
            match = nearest(anchor, known)
            hint = f"did you mean #{match}?" if match else ""
            faults.append(
                error("dead-anchor", place, f"{written} leads to a part that {file.path} does not have", hint)
            )
        return found or whole

    def _part(self, file: Loaded, whole: Target, anchor: str) -> tuple[Target | None, list[str]]:
        """The part of a file that an anchor names, and all its parts."""
        if file.kind.name == "okrs":
            return self._item(file, anchor)
        if file.kind.name == "people":
            return (Target("person", anchor) if anchor in file.record.root else None), list(file.record.root)
        if file.kind.name == "glossary":
            terms = [slug(term) for term in file.record.root]
            term = slug(anchor)
            return (Target("glossary", "", term) if term in terms else None), terms
        pillars = [pillar.id for pillar in file.record.pillars] if file.kind.name == "strategy" else []
        if anchor in pillars:
            return Target("pillar", anchor), pillars
        return self._heading(file, whole, anchor, pillars)

    def _item(self, file: Loaded, anchor: str) -> tuple[Target | None, list[str]]:
        team, cycle = file.names["team"], file.names["cycle"]
        found = self.references.in_team(anchor, team, cycle)
        names = [f"{o.id}.{kr.id}" for o in file.record.objectives for kr in o.key_results]
        known = [*(objective.id for objective in file.record.objectives), *names]
        return (found if isinstance(found, Target) else None), known

    def _heading(self, file: Loaded, whole: Target, anchor: str, others: list[str]) -> tuple[Target | None, list[str]]:
        """A heading of a Markdown page; its id on the page carries a prefix that editors need not know."""
        prose = self.block(file.body).value if file.body else None
        ids = [heading.id for heading in prose.toc] if prose else []
        found = next((id for id in (f"s-{anchor}", anchor) if id in ids), None)
        target = Target(whole.kind, whole.id, found) if found else None
        return target, [*others, *(id.removeprefix("s-") for id in ids)]


_ONE = frozenset({"site", "mission", "vision", "strategy", "people", "glossary"})


def _kind(file: Loaded) -> TargetKind:
    """The kinds of files and of targets have the same names."""
    kind: TargetKind = file.kind.name  # type: ignore[assignment]
    return kind


def _normal(path: str, written: str) -> str:
    """The path from the project's root that a link means; a link to a part of its own file has none."""
    if not written:
        return path
    return normpath(join(dirname(path), written)) if not written.startswith("/") else normpath(written[1:])
