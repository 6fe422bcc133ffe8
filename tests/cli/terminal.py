"""A real terminal: somebody reads the questions and types the answers."""

from __future__ import annotations

import os
import pty
import sys
import time
from collections.abc import Sequence
from pathlib import Path

PATIENCE = 60


def typed(folder: Path, words: Sequence[str], answers: Sequence[tuple[str, str]]) -> tuple[int, str]:
    """Run okrsite in a folder on a terminal: wait for each question and answer it. Out: exit code, what was shown."""
    pid, screen = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ.update(TERM="dumb", NO_COLOR="1", COLUMNS="200")
        os.environ.pop("CI", None)
        program = "from okrsite.cli import main; main()"
        os.execv(sys.executable, [sys.executable, "-c", program, *words])
    shown = ""
    for question, answer in answers:
        shown = _until(screen, shown, question)
        os.write(screen, f"{answer}\n".encode())
        shown = _until(screen, shown, "\n", after=len(shown))
    shown = _until(screen, shown, None)
    os.close(screen)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.replace("\r\n", "\n")


def _until(screen: int, shown: str, question: str | None, after: int | None = None) -> str:
    """Read on until the question stands at the end of the screen, or to the end."""
    began = time.monotonic()
    while question is None or question not in shown[shown.rfind("\n") + 1 if after is None else after :]:
        assert time.monotonic() - began < PATIENCE, shown
        try:
            piece = os.read(screen, 65536)
        except OSError:  # the other end is closed
            piece = b""
        if not piece:
            assert question is None, f"{question!r} was never asked:\n{shown}"
            return shown
        shown += piece.decode()
    return shown
