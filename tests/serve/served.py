"""A dev server in a process of its own, and a tab that listens to it."""

from __future__ import annotations

import json
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import quote

PATIENCE = 60.0
"""Seconds until something that should happen is given up."""

CLIENT = re.compile(rb'<link rel="stylesheet" href="/_okrsite/overlay\.css">.*</script></body>')


@dataclass
class Server:
    """`okrsite serve` on a free port."""

    process: subprocess.Popen[str]
    lines: queue.Queue[str]
    port: int = 0
    said: list[str] = field(default_factory=list)

    def ask(self, address: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        """One request on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, f"/{address}", headers=headers)
        response = connection.getresponse()
        data = response.read()
        connection.close()
        return response, data

    def page(self, address: str) -> str:
        """A page's text."""
        return self.ask(address)[1].decode()

    def state(self, address: str) -> dict[str, str]:
        """What an open page is told."""
        answer: dict[str, str] = json.loads(self.ask(f"_okrsite/state?page=/{quote(address)}")[1])
        return answer

    def until(self, holds: Callable[[], Any], what: str) -> None:
        """Wait for something."""
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(f"never: {what}\n" + "\n".join(self.said[-40:]))
            time.sleep(0.02)

    def hear(self, wanted: str) -> str:
        """Wait for a line on the terminal."""
        while True:
            line = self.lines.get(timeout=PATIENCE)
            self.said.append(line)
            if re.search(wanted, line):
                return line

    def stop(self) -> int:
        """Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        while not self.lines.empty():
            self.said.append(self.lines.get())
        return code


def start(project: Path, *options: str) -> Server:
    """The command, started."""
    program = "import sys; from okrsite.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "serve", str(project), *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, encoding="utf-8")
    lines: queue.Queue[str] = queue.Queue()
    assert process.stderr is not None
    stream = process.stderr

    def read() -> None:
        for line in stream:
            lines.put(line.rstrip("\n"))
        stream.close()

    threading.Thread(target=read, daemon=True).start()
    return Server(process, lines)


@contextmanager
def served(project: Path, *options: str) -> Iterator[Server]:
    """The server of a project on its own day, up until it is no longer needed."""
    server = start(project, "--port", "0", "--as-of", "2026-10-31", *options)
    try:
        line = server.hear(r"http://127\.0\.0\.1:\d+/ shows")
        server.port = int(line.partition("127.0.0.1:")[2].partition("/")[0])
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()


def without_client(page: bytes) -> bytes:
    """A page as it was built."""
    return CLIENT.sub(b"</body>", page)
