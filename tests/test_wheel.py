"""What is installed from the wheel works without the checkout: it carries its theme, its starter and its codes."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """A command's output; fails with all it said."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CI"))}
    outcome = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return outcome.stdout


@pytest.fixture(scope="module")
def okrsite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command as the wheel installs it; the libraries are those of the tests, so that nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT, cwd=folder)
    venv.create(folder / "venv", symlinks=os.name != "nt")
    scripts = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    (wheel,) = folder.glob("okrsite-*.whl")
    run(*pip, "--python", scripts / "python", "install", "--no-deps", "--no-index", wheel, cwd=folder)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    place = Path(run(scripts / "python", "-c", ask, cwd=folder).strip())
    (place / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    return scripts / "okrsite"


def test_the_wheel_is_used_and_not_the_checkout(okrsite: Path, tmp_path: Path) -> None:
    ask = "import okrsite.files as f; print(f.__file__); print(*(f.shipped(n) for n in ('themes/default', 'codes')))"
    for path in run(okrsite.parent / "python", "-c", ask, cwd=tmp_path).split():
        assert not Path(path).is_relative_to(ROOT)
        assert Path(path).exists()


def test_a_new_project_is_made_and_built(okrsite: Path, tmp_path: Path) -> None:
    run(okrsite, "init", "company", "--ci", "github", cwd=tmp_path)
    assert (tmp_path / "company/.github/workflows/okrs.yml").exists()
    said = run(okrsite, "build", "company", cwd=tmp_path)
    assert "pages" in said
    home = (tmp_path / "company" / "site" / "index.html").read_text(encoding="utf-8")
    assert home.lstrip().lower().startswith("<!doctype html>")
    assert (tmp_path / "company" / "site" / "okrs.json").exists()


def test_codes_are_explained(okrsite: Path, tmp_path: Path) -> None:
    assert run(okrsite, "explain", "outside-project", cwd=tmp_path).startswith("# outside-project")
