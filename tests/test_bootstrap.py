"""`build.py` sets up what is missing, once, and runs what was asked for."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import build

REAL = build.ROOT


class Machine:
    """Stands for pip and venv: notes what they were asked for, and fails when told to."""

    def __init__(self, root: Path) -> None:
        self.root, self.asked, self.broken = root, list[str](), False

    def make(self, place: Path) -> None:
        self.asked.append("venv")
        place.mkdir(exist_ok=True)

    def pip(self, place: Path, *arguments: str) -> None:
        if self.broken:
            raise subprocess.CalledProcessError(1, "pip")
        self.asked.append(arguments[-1])
        assert arguments[0] in ("--require-hashes", "--no-deps")

    def set_up(self, purpose: str) -> list[str]:
        """What one set-up asks for."""
        self.asked = []
        build.set_up(self.root / ".venv", purpose)
        return self.asked


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path)
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "make", machine.make)
    monkeypatch.setattr(build, "pip", machine.pip)
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text("first")
    return machine


def test_everything_is_set_up_once(machine: Machine) -> None:
    assert machine.set_up("run") == ["venv", "requirements.lock", "."]
    assert machine.set_up("run") == []


def test_the_tests_need_more_and_a_build_after_them_nothing(machine: Machine) -> None:
    assert machine.set_up("run") == ["venv", "requirements.lock", "."]
    assert machine.set_up("test") == ["requirements-dev.lock", "."]
    assert machine.set_up("run") == machine.set_up("test") == []


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_is_followed(machine: Machine, name: str) -> None:
    machine.set_up("run")
    (machine.root / name).write_text("second")
    assert machine.set_up("run") == ["requirements.lock", "."]
    assert machine.set_up("run") == []


def test_an_interrupted_set_up_is_begun_anew(machine: Machine) -> None:
    machine.broken = True
    with pytest.raises(subprocess.CalledProcessError):
        machine.set_up("run")
    machine.broken = False
    assert machine.set_up("run") == ["venv", "requirements.lock", "."]
    (machine.root / "requirements.lock").write_text("second")
    machine.broken = True
    with pytest.raises(subprocess.CalledProcessError):
        machine.set_up("run")
    machine.broken = False
    assert machine.set_up("run") == ["venv", "requirements.lock", "."]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"home": "elsewhere"}'])
def test_a_damaged_note_or_another_machine_means_a_new_environment(machine: Machine, text: str) -> None:
    machine.set_up("run")
    note = machine.root / ".venv" / "okrsite.json"
    if text.startswith('{"'):
        text = json.dumps({**json.loads(note.read_text()), **json.loads(text)})
    note.write_text(text)
    assert machine.set_up("run") == ["venv", "requirements.lock", "."]


def test_arguments_reach_the_command_and_its_exit_code_comes_back(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []

    def call(command: list[str], cwd: Path) -> int:
        ran.append([Path(command[0]).name, *command[1:]])
        assert Path(command[0]).is_relative_to(cwd / ".venv")
        return 7

    monkeypatch.setattr(subprocess, "call", call)
    assert [build.main(words) for words in ([], ["--strict"], ["test", "-k", "x"])] == [7, 7, 7]
    assert ran == [["okrsite", "build"], ["okrsite", "build", "--strict"], ["python", "-m", "pytest", "-k", "x"]]


def test_a_set_up_that_fails_is_told_in_a_sentence(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.broken = True
    assert build.main([]) == 2
    assert "the set-up stopped (exit code 1); run it again" in capsys.readouterr().err


def test_an_old_python_is_told_what_to_do() -> None:
    source = (REAL / "build.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    program = f"import sys; sys.version_info = (3, 9, 2); sys.version = '3.9.2 (old)'; exec({source!r})"
    outcome = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert outcome.returncode == 1
    assert outcome.stderr == ("okrsite needs Python 3.11 or newer, and this is 3.9.2. Try: python3.11 build.py\n")


def test_netlify_builds_with_the_same_command_and_serves_strictly() -> None:
    netlify = tomllib.loads((REAL / "netlify.toml").read_text(encoding="utf-8"))
    assert netlify["build"]["command"] == "python3 build.py"
    assert netlify["build"]["publish"] == "site"
    headers = {name.lower(): value for name, value in netlify["headers"][0]["values"].items()}
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex"
    assert headers.keys() >= {
        "permissions-policy",
        "strict-transport-security",
        "cross-origin-opener-policy",
        "cross-origin-resource-policy",
    }


def test_npms_tools_are_installed_once_per_lock(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    place, ran = machine.root / ".node", list[list[str]]()

    def run(command: list[str], cwd: Path, check: bool) -> None:
        ran.append(command[1:2])
        (cwd / "node_modules").mkdir(exist_ok=True)
        (cwd / "node_modules/.package-lock.json").touch()

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(shutil, "which", lambda name: name)
    build.set_up_node(place)
    assert ran == []
    lock = machine.root / "tests/node/package-lock.json"
    lock.parent.mkdir(parents=True)
    for text in ("first", "first", "second"):
        lock.write_text(text)
        lock.with_name("package.json").write_text("{}")
        build.set_up_node(place)
    assert ran == [["ci"], ["ci"]]
    monkeypatch.setattr(shutil, "which", lambda name: None)
    lock.write_text("third")
    build.set_up_node(place)
    assert len(ran) == 2
