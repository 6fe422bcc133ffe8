"""How long from a save to the page: `python -m tests.bench.serve PROJECT [--as-of DATE] [--edits N]`.

In: a project; `gen_company.py` and `to_okrsite.py` of the shared benchmarks make one of any size. A value in one
check-in is saved again and again, with a pause between, and written back at the end. Out: milliseconds until open
pages are told, and until the team's page has come; the median of all and the best.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import statistics
import time
from pathlib import Path

from tornado.websocket import websocket_connect

from tests.serve.served import Server, served

PAUSE = 1.0


async def measured(server: Server, path: Path, page: str, edits: int) -> list[tuple[float, float]]:
    """For each edit the seconds until tabs are told, and until the page is there."""
    tab = await websocket_connect(f"ws://127.0.0.1:{server.port}/livereload")
    await tab.write_message(json.dumps({"command": "hello", "protocols": []}))
    await tab.read_message()
    await tab.write_message(json.dumps({"command": "info", "plugins": {}, "url": page}))
    text, found = path.read_text(encoding="utf-8"), []
    value = re.search(r"value: \S+", text)
    if value is None:
        raise SystemExit(f"{path} says no value")
    try:
        for n in range(edits):
            await asyncio.sleep(PAUSE)
            saved = time.perf_counter()
            path.write_text(text.replace(value[0], f"value: {n + 1}", 1), encoding="utf-8")
            await tab.read_message()
            told = time.perf_counter()
            await asyncio.to_thread(server.page, page)
            found.append((told - saved, time.perf_counter() - saved))
    finally:
        path.write_text(text, encoding="utf-8")
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("project", type=Path)
    parser.add_argument("--as-of", default="2026-03-31")
    parser.add_argument("--edits", type=int, default=20)
    said = parser.parse_args()
    paths = sorted(said.project.glob("content/teams/*/*/check-ins/*.md"))
    path = next(one for one in paths[len(paths) // 2 :] if "value: " in one.read_text(encoding="utf-8"))
    page = f"teams/{path.parts[-4]}/"
    began = time.perf_counter()
    with served(said.project, "--as-of", said.as_of) as server:
        print(f"first site {time.perf_counter() - began:.1f} s")
        server.page(page)
        found = asyncio.run(measured(server, path, page, said.edits))
    for what, seconds in zip(("told", "page"), zip(*found, strict=True), strict=True):
        print(f"{what}: median {statistics.median(seconds) * 1e3:.0f} ms, best {min(seconds) * 1e3:.0f} ms")


if __name__ == "__main__":
    main()
