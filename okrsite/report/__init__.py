"""Diagnostics → what a person or a machine reads.

In: diagnostics and the texts of the files they point to. Out: text for a terminal (`terminal.py`), JSON for scripts,
workflow commands and a summary for GitHub, a code quality report for GitLab, SARIF for code scanners; and what a
change means, as text, Markdown and JSON (`changes.py`).
"""

from okrsite.report.changes import MARKER, Comparison, changes_json, changes_markdown, changes_text
from okrsite.report.github import step_summary, workflow_commands
from okrsite.report.gitlab import code_quality
from okrsite.report.places import Around, Read, locate, ordered, where
from okrsite.report.sarif import sarif
from okrsite.report.scripts import as_json
from okrsite.report.terminal import summary, text

__all__ = [
    "MARKER",
    "Around",
    "Comparison",
    "Read",
    "as_json",
    "changes_json",
    "changes_markdown",
    "changes_text",
    "code_quality",
    "locate",
    "ordered",
    "sarif",
    "step_summary",
    "summary",
    "text",
    "where",
    "workflow_commands",
]
