"""From a fresh clone to a built site.

`python3 build.py [ARGS]` makes `.venv` once, installs the locked dependencies and this folder into it, and runs
`okrsite build ARGS`. `python3 build.py test [ARGS]` installs the test tools too (those of npm, where there is one, into
`.node`) and runs pytest. In: the lock files and `pyproject.toml`; what was installed is noted in `.venv/okrsite.json`,
which is written last, so that an interrupted set-up is begun anew and a changed lock is followed. Out: the command's
exit code. Standard library only; writes nothing outside the project.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (who has an older Python shall read a sentence, not a traceback)
    sys.exit("okrsite needs Python 3.11 or newer, and this is " + sys.version.split()[0] + ". Try: python3.11 build.py")

import hashlib
import json
import os
import shutil
import subprocess
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}


def main(arguments: list[str]) -> int:
    """Set up what is missing, then build or test."""
    testing = arguments[:1] == ["test"]
    place = ROOT / ".venv"
    try:
        with alone(ROOT / ".venv.lock"):
            set_up(place, "test" if testing else "run")
            if testing:
                set_up_node(ROOT / ".node")
    except subprocess.CalledProcessError as failure:
        print(f"build.py: the set-up stopped (exit code {failure.returncode}); run it again", file=sys.stderr)
        return 2
    command = test_command(arguments[1:]) if testing else ["okrsite", "build", *arguments]
    return subprocess.call([str(tool(place, command[0])), *command[1:]], cwd=ROOT)


def test_command(arguments: list[str]) -> list[str]:
    """All tests run on all cores; chosen ones as they are asked for."""
    return ["python", "-m", "pytest", *(arguments or ["-n", "auto", "--dist", "worksteal"])]


def set_up(place: Path, purpose: str) -> None:
    """Bring the environment to what the lock for this purpose asks for; does nothing when it is there."""
    wanted, note = digest(LOCKS[purpose]), place / "okrsite.json"
    known = installed(note)
    if known.get(purpose) == wanted and known.get("home") == home():
        return
    note.unlink(missing_ok=True)
    if known.get("home") != home():
        known = {}
        say(f"makes {place.name} with Python {sys.version.split()[0]}")
        make(place)
    say(f"installs {LOCKS[purpose]}")
    pip(place, "--require-hashes", "-r", LOCKS[purpose])
    say("installs okrsite from this folder")
    pip(place, "--no-deps", "--no-build-isolation", "--editable", ".")
    # The test tools hold everything a build needs, in the same versions.
    done = {**known, "home": home(), purpose: wanted, "run": digest(LOCKS["run"])}
    fresh = note.with_suffix(".new")
    fresh.write_text(json.dumps(done), encoding="utf-8")
    fresh.replace(note)


def set_up_node(place: Path) -> None:
    """The editors' language server and other tools of npm; tests that need them are skipped where there is no npm."""
    lock, npm = ROOT / "tests" / "node" / "package-lock.json", shutil.which("npm")
    known = place / "package-lock.json"
    done = place / "node_modules" / ".package-lock.json"
    if npm is None or not lock.exists() or (done.exists() and known.read_bytes() == lock.read_bytes()):
        return
    say("installs tests/node/package-lock.json")
    place.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(lock.with_name(name), place / name)
    subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=place, check=True
    )


def installed(note: Path) -> dict[str, str]:
    """What an earlier set-up finished, or nothing."""
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def home() -> str:
    """An environment works only where it was made, with the Python that made it."""
    return f"{ROOT} {sys.version}"


def digest(lock: str) -> str:
    """Names the content of a lock and of what okrsite says of itself."""
    return hashlib.sha256(b"\0".join((ROOT / name).read_bytes() for name in (lock, "pyproject.toml"))).hexdigest()


def make(place: Path) -> None:
    """An empty environment with pip, whatever was there before."""
    try:
        venv.create(place, clear=True, symlinks=os.name != "nt", with_pip=True)
    except subprocess.CalledProcessError:
        say("could not put pip into .venv; on Debian and Ubuntu the package python3-venv is missing")
        raise


def pip(place: Path, *arguments: str) -> None:
    """Install into the environment."""
    quiet = ("--quiet", "--quiet", "--disable-pip-version-check", "--no-input")
    subprocess.run([tool(place, "python"), "-m", "pip", "install", *quiet, *arguments], cwd=ROOT, check=True)


def tool(place: Path, name: str) -> Path:
    """A program of the environment."""
    return place / ("Scripts" if os.name == "nt" else "bin") / name


def say(what: str) -> None:
    """Tell the reader what is going on."""
    print(f"build.py: {what}", flush=True)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One set-up at a time; a second one waits for the first."""
    with lock.open("w") as handle:
        if os.name != "nt":
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
