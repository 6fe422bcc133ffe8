"""A real yaml-language-server, spoken to as an editor does: JSON messages over its standard input and output."""

from __future__ import annotations

import json
import subprocess
import threading
from pathlib import Path
from queue import Queue
from typing import Any

from tests.project import ROOT

SERVER = ROOT / ".node/node_modules/yaml-language-server/bin/yaml-language-server"
PATIENCE = 60
Json = dict[str, Any]


class Editor:
    """An editor with one folder open, and with the settings of that folder's `.vscode/settings.json`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings: Json = {}
        found = folder / ".vscode/settings.json"
        if found.exists():
            self.settings = json.loads(found.read_text())["yaml.schemas"]
        command = ["node", str(SERVER), "--stdio"]
        self.server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.inbox: Queue[Json] = Queue()
        threading.Thread(target=self.listen, daemon=True).start()
        self.sent = 0
        whole = {"uri": folder.as_uri(), "name": folder.name}
        able = {"textDocument": {"hover": {"contentFormat": ["markdown"]}, "completion": {}},
                "workspace": {"configuration": True}}  # fmt: skip
        self.ask("initialize", processId=None, rootUri=folder.as_uri(), workspaceFolders=[whole], capabilities=able)
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings={"yaml": self.configured()})

    def configured(self) -> Json:
        """What VS Code would hand over; the public catalogue of schemas is not asked."""
        shown = {"validate": True, "hover": True, "completion": True}
        return {**shown, "schemas": self.settings, "schemaStore": {"enable": False}}

    def opened(self, path: str, text: str) -> list[Json]:
        """What is marked in a text that is opened under a path."""
        uri = (self.folder / path).as_uri()
        self.tell("textDocument/didOpen", textDocument={"uri": uri, "languageId": "yaml", "version": 1, "text": text})
        while True:
            message = self.next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                return list(message["params"]["diagnostics"])

    def at(self, method: str, path: str, line: int, character: int) -> Any:
        """What the server says of a place: lines and characters from 0."""
        uri = (self.folder / path).as_uri()
        place = {"line": line, "character": character}
        return self.ask(f"textDocument/{method}", textDocument={"uri": uri}, position=place)

    def ask(self, method: str, **parameters: Any) -> Any:
        """A question's answer."""
        self.sent += 1
        number = self.sent
        self.send({"id": number, "method": method, "params": parameters})
        while True:
            message = self.next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, **parameters: Any) -> None:
        """Something that needs no answer."""
        self.send({"method": method, "params": parameters})

    def send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.server.stdin is not None
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()

    def next(self) -> Json:
        """The next message; the server's own questions are answered on the way."""
        message = self.inbox.get(timeout=PATIENCE)
        if "method" in message and "id" in message:
            result: Any = None
            if message["method"] == "workspace/configuration":
                sections = [item.get("section") for item in message["params"]["items"]]
                result = [self.configured() if section == "yaml" else {} for section in sections]
            self.send({"id": message["id"], "result": result})
        return message

    def listen(self) -> None:
        """Puts what the server says into the inbox."""
        out = self.server.stdout
        assert out is not None
        while header := out.readline():
            length = 0
            while header.strip():
                name, _, value = header.decode().partition(":")
                length = int(value) if name.lower() == "content-length" else length
                header = out.readline()
            self.inbox.put(json.loads(out.read(length)))

    def close(self) -> None:
        """The editor is closed."""
        self.server.kill()
        self.server.wait()
        for stream in (self.server.stdin, self.server.stdout):
            if stream is not None:
                stream.close()
