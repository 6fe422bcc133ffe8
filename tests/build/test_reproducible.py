"""The same content, theme, version and day give the same bytes, whatever the machine is like."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from okrsite.files import read_tree
from okrsite.index import FOLDER, is_excepted
from tests.project import every_kind

pytestmark = pytest.mark.slow

COMMAND = (sys.executable, "-c", "from okrsite.cli import main; main()")
DAY = ("--as-of", "2026-10-31")


def project(folder: Path, order: Iterable[str] = (), age: int | None = None) -> Path:
    """The small company on the disk, its files made in this order and last changed at this second."""
    files = every_kind()
    for path in order or sorted(files):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(files[path])
        if age is not None:
            os.utime(folder / path, (age, age))
    return folder


def site(folder: Path, *arguments: str, cwd: Path | None = None, umask: int = -1, **env: str) -> dict[str, bytes]:
    """What the command publishes, run as a process of its own in a bare environment."""
    place = str(folder) if cwd is None else os.path.relpath(folder, cwd)
    bare = {"PATH": os.environ["PATH"], "HOME": str(folder), **env}
    ran = subprocess.run(
        (*COMMAND, "build", place, *DAY, *arguments), cwd=cwd or folder, env=bare, umask=umask, capture_output=True
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return read_tree(folder / "site")


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as this machine builds it."""
    return site(project(tmp_path_factory.mktemp("usual")), PYTHONHASHSEED="0", TZ="UTC", LANG="C.UTF-8")


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that are not the same in both; of the search engine's own some may differ."""
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path) and not is_excepted(path))


def test_another_zone_language_and_hash_seed_change_nothing(usual: dict[str, bytes], tmp_path: Path) -> None:
    made = site(
        project(tmp_path),
        TZ="Pacific/Kiritimati",
        LANG="tr_TR.UTF-8",
        LC_ALL="cs_CZ",
        LANGUAGE="cs",
        PYTHONHASHSEED="1",
    )
    assert differing(made, usual) == []


def test_another_order_age_umask_path_and_folder_to_stand_in_change_nothing(
    usual: dict[str, bytes], tmp_path: Path
) -> None:
    folder = project(tmp_path / "a folder" / "größer", sorted(every_kind(), reverse=True), age=315532800)
    (tmp_path / "elsewhere").mkdir()
    made = site(folder, cwd=tmp_path / "elsewhere", umask=0o077, TZ="America/Los_Angeles", PYTHONHASHSEED="2")
    assert differing(made, usual) == []


def test_what_was_remembered_elsewhere_or_not_at_all_changes_nothing(usual: dict[str, bytes], tmp_path: Path) -> None:
    folder = project(tmp_path)
    assert differing(site(folder, "--no-cache", PYTHONHASHSEED="3", PYTHONUTF8="0", LANG="C"), usual) == []
    assert differing(site(folder, PYTHONHASHSEED="4"), usual) == []
    assert differing(site(folder, PYTHONHASHSEED="5", PYTHONOPTIMIZE="1"), usual) == []


def test_neither_the_machine_nor_the_path_can_be_read_from_the_site(usual: dict[str, bytes]) -> None:
    names = {os.uname().nodename, str(Path.home()), "/tmp/"} - {"", "/", "localhost"}
    texts = {path: data for path, data in usual.items() if not path.startswith(FOLDER)}  # what is there is compressed
    found = [(path, name) for path, data in texts.items() for name in names if name.encode() in data]
    assert found == []
