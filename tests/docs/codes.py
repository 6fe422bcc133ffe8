"""Every diagnostic code with its severity and what it means, from the pages that `okrsite explain` prints."""

from __future__ import annotations

import re
from pathlib import Path

CODES = Path(__file__).resolve().parent.parent.parent / "okrsite" / "codes"


def codes(severity: str) -> str:
    """A table of all codes that usually have this severity."""
    rows = [(path.stem, *_told(path.read_text("utf-8"))) for path in sorted(CODES.glob("*.md"))]
    lines = [f"| `{code}` | {said} |" for code, known, said in rows if known == severity]
    return "\n".join(["| code | what it means |", "|---|---|", *lines])


def _told(text: str) -> tuple[str, str]:
    """The severity and the first sentence of a code's page."""
    _, severity, _, rest = text.split("\n", 3)
    paragraph = " ".join(rest.strip().split("\n\n")[0].split())
    first = re.match(r".*?[.:](?=\s|$)", paragraph)
    said = first.group() if first else paragraph
    said = f"{said[:-1]}." if said.endswith(":") else said
    return severity.removeprefix("severity: "), said.replace("|", "\\|")
