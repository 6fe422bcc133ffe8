"""A process that is killed while it publishes leaves the last site or the new one, whole."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from okrsite.files import publish, recover

PAGES = 60
KILLS = 45

PUBLISHER = """
import sys
from pathlib import Path
from okrsite.files import output, publish
root, start, exchange = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
if exchange == "renames":
    output.exchange = lambda one, other: False
for n in range(start, start + 10_000):
    tree = {f"{i % 7}/{i}.html": b"%d" % n * 50 for i in range(PAGES)}
    publish(root, root / "site", tree | {"version": b"%d" % n, f"only-in-{n}": b""})
    print(n, flush=True)
""".replace("PAGES", str(PAGES))


@pytest.mark.slow
@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_no_kill_leaves_a_mixed_site(tmp_path: Path, way: str) -> None:
    chance = random.Random(way)
    last = 0
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", PUBLISHER, str(tmp_path), str(last + 1), way], stdout=subprocess.PIPE
        )
        assert process.stdout
        shown = int(process.stdout.readline())
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        process.communicate()
        recover(tmp_path / "site")
        last = version(tmp_path / "site")
        assert last >= shown
    publish(tmp_path, tmp_path / "site", {"a": b"1"})
    assert [path.name for path in (tmp_path / "site").iterdir() if path.name[0] != "."] == ["a"]


def version(site: Path) -> int:
    """Which version is there; fails if it is not there in whole."""
    n = int((site / "version").read_bytes())
    pages = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}
    assert pages == {f"{i % 7}/{i}.html": b"%d" % n * 50 for i in range(PAGES)}
    assert [path.name for path in site.glob("only-in-*")] == [f"only-in-{n}"]
    return n
