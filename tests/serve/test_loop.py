"""The loop around a build that takes its time: pages are answered meanwhile, and no change is missed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

from okrsite.diagnostics import Checked, Diagnostic
from okrsite.serve.loop import Outcome, _serve
from tests.serve.served import PATIENCE, without_client


class Site:
    """A site of one page."""

    def __init__(self, text: str) -> None:
        self.text = text

    def file(self, name: str) -> Checked[bytes]:
        return Checked(f"<body>{self.text}</body>".encode() if name == "index.html" else None)

    def asset(self, name: str) -> bytes | None:
        return None

    def stamp(self, name: str) -> str:
        return self.text

    def styles(self) -> str:
        return ""

    def faults(self) -> Iterator[tuple[Diagnostic, ...]]:
        yield ()


class Slow:
    """Shows what stands in a file; once held, a build has read it and waits."""

    def __init__(self, path: Path) -> None:
        self.path, self.go, self.reading = path, threading.Event(), threading.Event()
        self.go.set()

    def __call__(self) -> Outcome:
        text = self.path.read_text(encoding="utf-8")
        self.reading.set()
        assert self.go.wait(PATIENCE)
        return Outcome(Site(text), (), lambda problems: "", f"built {text}")


def test_pages_are_answered_while_a_build_takes_its_time_and_no_change_is_missed(tmp_path: Path) -> None:
    path = tmp_path / "content/page.md"
    path.parent.mkdir()
    path.write_text("one")
    build, lines, address = Slow(path), list[str](), list[str]()

    def page() -> str:
        with urlopen(address[0]) as answer:
            return without_client(answer.read()).decode()

    async def until(holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await asyncio.sleep(0.02)

    async def play() -> None:
        server = asyncio.create_task(_serve(tmp_path, build, lines.append, 0, "127.0.0.1", False, address.append))
        await until(lambda: bool(address))
        build.go.clear()
        build.reading.clear()
        path.write_text("two")
        await until(build.reading.is_set)
        path.write_text("three")
        assert await asyncio.to_thread(page) == "<body>one</body>"
        build.go.set()
        await until(lambda: "built three" in lines)
        assert await asyncio.to_thread(page) == "<body>three</body>"
        server.cancel()
        await asyncio.wait([server])

    asyncio.run(play())
    assert [line for line in lines if line.startswith("built")] == ["built one", "built two", "built three"]
