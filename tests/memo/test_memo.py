"""What is remembered, for how long, and that nothing that happens to the store can do harm."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okrsite.files import Cache, cache
from okrsite.memo import Memo, pack


class Counting:
    """A pure function that counts how often it was computed."""

    def __init__(self, fn: Callable[..., Any] = lambda *args: ("value", *args)) -> None:
        self.fn, self.calls = fn, 0

    def __call__(self, *args: Any) -> Any:
        self.calls += 1
        return self.fn(*args)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "edition", lambda: "this edition")
    return tmp_path / ".okrsite"


def build(folder: Path, *arguments: Any, name: str = "double", fn: Callable[..., Any] = lambda x: ("value", x)) -> int:
    """One build in a new process, as far as the memo can see: how many values it had to compute."""
    memo, counting = Memo(Cache(folder.parent)), Counting(fn)
    for argument in arguments:
        assert memo.call(name, counting, argument) == fn(argument)
    memo.save()
    return counting.calls


def test_a_value_is_computed_once(folder: Path) -> None:
    assert build(folder, 1, 2, 1) == 2
    assert build(folder, 1, 2, 3) == 1
    assert build(folder, 1, 2, 3) == 0


def test_any_argument_makes_a_difference(folder: Path) -> None:
    assert build(folder, 1, True, "1", 1.0, (1,), None) == 6
    assert build(folder, 1, True, "1", 1.0, (1,), None) == 0


def test_names_are_kept_apart(folder: Path) -> None:
    assert build(folder, 1, name="one") == 1
    assert build(folder, 1, name="two") == 1
    with pytest.raises(ValueError, match="not a name"):
        build(folder, 1, name="../up")


def test_all_plain_values_come_back_as_they_were(folder: Path) -> None:
    value = (None, True, 1, 2**70, 1.5, "text", "\ud800", b"bytes", [1, {"a": {1, 2}}], frozenset({1}))
    for _ in range(2):
        build(folder, 1, fn=lambda x: value)


def test_other_values_are_packed_and_unpacked(folder: Path) -> None:
    for _ in range(2):
        memo = Memo(Cache(folder.parent))
        assert memo.call("path", Path, "a/b", pack=str, unpack=Path) == Path("a/b")
        memo.save()
    assert memo.counts() == {"path": (1, 0)}


def test_without_a_store_everything_is_computed() -> None:
    memo, counting = Memo(None), Counting(lambda x: "value")
    assert memo.call("a", counting, object()) == memo.call("a", counting, object()) == "value"
    assert counting.calls == 2
    memo.save()
    assert memo.counts() == {}


def test_within_one_build_values_are_found_before_they_are_saved(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "_SPILL", 1000)
    memo, counting = Memo(Cache(folder.parent)), Counting(lambda n: "x" * n)
    for _ in range(2):
        assert [len(memo.call("a", counting, n)) for n in range(100)] == list(range(100))
    assert counting.calls == 100


def test_values_that_nobody_asks_for_are_dropped(folder: Path) -> None:
    build(folder, *range(10))
    for n in range(100, 100 + pack.GENERATIONS - 1):
        assert build(folder, n, 0) == 1
    assert build(folder, 0, 1, -1) == 1, "still there, the last time"
    assert build(folder, 0, 1, -2) == 1
    assert build(folder, 2) == 1


def test_a_pack_that_is_mostly_waste_is_written_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "_SLACK", 0)
    chance = random.Random(0)
    for n in range(60):
        build(folder, "stays", *(f"{n} {chance.random()}" * 50 for _ in range(5)))
    packs = list(folder.glob("*.pack"))
    assert len(packs) == 1
    assert packs[0].stat().st_size < 100_000, "of 360 kB that were written"
    assert build(folder, "stays") == 0


def test_another_edition_believes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert build(folder, 1) == 1
    monkeypatch.setattr(cache, "edition", lambda: "the next edition")
    assert build(folder, 1) == 1
    assert build(folder, 1) == 0
    assert len(list(folder.glob("*.pack"))) == 1


def test_a_store_from_elsewhere_is_not_believed(folder: Path, tmp_path: Path) -> None:
    build(folder, 1, fn=lambda x: "<script>")
    shutil.copytree(folder, tmp_path / "clone" / ".okrsite")
    assert build(tmp_path / "clone" / ".okrsite", 1, fn=lambda x: "text") == 1


def test_a_store_that_is_a_link_is_not_used(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    assert build(folder, 1) == build(folder, 1) == 1
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_where_nothing_can_be_written_everything_is_computed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "_SPILL", 10)
    folder.write_text("in the way")
    assert build(folder, 1, 2, 3) == build(folder, 1, 2, 3) == 3


def test_the_store_may_vanish_at_any_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "_SPILL", 10)
    store = Cache(folder.parent)
    memo = Memo(store)
    for n in range(20):
        assert memo.call("a", lambda x: f"value {x}", n % 7) == f"value {n % 7}"
        if n % 3 == 0:
            memo.save()
        if n % 4 == 0:
            shutil.rmtree(folder)
    memo.save()
    build(folder, 1)
    assert build(folder, 1) == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    which=st.integers(0, 9), at=st.floats(0, 1), deed=st.sampled_from(["cut", "flip", "zero", "delete", "swap", "add"])
)
def test_a_damaged_store_is_rebuilt_without_a_word(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, which: int, at: float, deed: str
) -> None:
    folder = tmp_path_factory.mktemp("damaged") / ".okrsite"
    for name in ("one", "two"):
        build(folder, *range(20), name=name)
    files = sorted(path for path in folder.iterdir() if path.name != "lock")
    damage(files[which % len(files)], files[(which + 1) % len(files)], at, deed)
    for name in ("one", "two"):
        build(folder, *range(25), name=name)
        assert build(folder, *range(25), name=name) == 0


def damage(path: Path, other: Path, at: float, deed: str) -> None:
    data = bytearray(path.read_bytes())
    place = int(at * (len(data) - 1))
    if deed == "cut":
        path.write_bytes(data[:place])
    elif deed == "flip":
        data[place] ^= 0x41
        path.write_bytes(data)
    elif deed == "zero":
        path.write_bytes(bytes(len(data)))
    elif deed == "add":
        path.write_bytes(data + b"more")
    elif deed == "swap":
        path.write_bytes(other.read_bytes())
    else:
        path.unlink()


BUILDER = """
import sys
from pathlib import Path
from okrsite.files import Cache, cache
from okrsite.memo import Memo, pack
cache.edition = lambda: "this edition"
pack._SPILL, pack._SLACK = 2000, 5000
folder, worker = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
for turn in range(12):
    store = Cache(folder.parent)
    memo = Memo(store)
    for n in range(60):
        x = (n * worker + turn) % 150
        assert memo.call("shared", lambda x: f"value {x} " * 30, x) == f"value {x} " * 30
    memo.save()
    store.close()
"""


@pytest.mark.slow
def test_processes_that_remember_at_once_do_no_harm(folder: Path) -> None:
    workers = [subprocess.Popen([sys.executable, "-c", BUILDER, str(folder), str(n)]) for n in range(1, 5)]
    assert [worker.wait(60) for worker in workers] == [0] * 4
    fn = lambda x: f"value {x} " * 30  # noqa: E731 (as in the workers)
    assert build(folder, *range(150), name="shared", fn=fn) < 150
    assert build(folder, *range(150), name="shared", fn=fn) == 0
    assert len(list(folder.glob("*.pack"))) == 1


def test_workers_of_a_first_build_share_one_pack(folder: Path) -> None:
    memos = [Memo(Cache(folder.parent)) for _ in range(3)]
    for n, memo in enumerate(memos):
        memo.call("a", lambda x: ("value", x), n)
    for memo in memos:
        memo.save()
    assert build(folder, 0, 1, 2, name="a") == 0


@pytest.mark.slow
def test_a_process_killed_while_it_remembers_does_no_harm(folder: Path) -> None:
    for n in range(12):
        worker = subprocess.Popen(
            [sys.executable, "-c", BUILDER, str(folder), str(n + 1)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert worker.stdout
        worker.stdout.readline()
        time.sleep(0.002 * n)
        worker.kill()
        worker.communicate()
    fn = lambda x: f"value {x} " * 30  # noqa: E731 (as in the workers)
    build(folder, *range(150), name="shared", fn=fn)
    assert build(folder, *range(150), name="shared", fn=fn) == 0


def test_the_edition_names_code_python_and_libraries() -> None:
    assert cache.edition() == cache.edition()
    assert len(cache.edition()) == 64
