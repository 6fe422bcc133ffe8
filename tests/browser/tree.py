"""What Chromium tells a screen reader of a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, Page


@dataclass
class Told:
    """One node of the accessibility tree that is not ignored, or what stands below one that is."""

    role: str
    name: str = ""
    description: str = ""
    below: list[Told] = field(default_factory=list)

    def all(self) -> Iterator[Told]:
        """This node and all below it."""
        yield self
        for one in self.below:
            yield from one.all()

    @property
    def text(self) -> str:
        """All that is read of it, in order."""
        return " ".join(one.name for one in self.all() if one.role == "StaticText")


class Tree:
    """The tree of a page as it is now."""

    def __init__(self, page: Page) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)
        raw = self._session.send("Accessibility.getFullAXTree")["nodes"]
        self._raw: dict[str, dict[str, Any]] = {one["nodeId"]: one for one in raw}
        self._of = {one["backendDOMNodeId"]: one["nodeId"] for one in raw if "backendDOMNodeId" in one}

    def told(self, selector: str) -> list[Told]:
        """What is told of each element that fits."""
        return [self._node(self._of[id]) for id in self._elements(selector) if id in self._of]

    def ignored(self, selector: str) -> bool:
        """Whether nothing is told of any element that fits."""
        return all(one.role == "none" and not one.text for one in self.told(selector))

    def _elements(self, selector: str) -> Iterator[int]:
        """The elements that fit and are drawn, by the number that Chromium gives them."""
        drawn = f"[...document.querySelectorAll({selector!r})].filter(one => one.checkVisibility())"
        found = self._session.send("Runtime.evaluate", {"expression": drawn})["result"]["objectId"]
        for one in self._session.send("Runtime.getProperties", {"objectId": found, "ownProperties": True})["result"]:
            if one["name"].isdigit():
                node = self._session.send("DOM.describeNode", {"objectId": one["value"]["objectId"]})
                yield node["node"]["backendNodeId"]

    def _node(self, id: str) -> Told:
        raw = self._raw[id]
        below = [self._node(child) for child in raw.get("childIds", ()) if child in self._raw]
        if raw.get("ignored"):
            return Told("none", below=below)
        value = {key: str(raw.get(key, {}).get("value", "")) for key in ("role", "name", "description")}
        return Told(value["role"], value["name"], value["description"], below)
