"""Questions that write nothing: `explain`."""

from __future__ import annotations

import click

from okrsite.cli.shared import stop


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Say what a diagnostic CODE means and how to cure it."""
    from okrsite.diagnostics import did_you_mean

    pages = codes()
    if code not in pages:
        stop(f"there is no code {code}; {did_you_mean(code, pages)}".rstrip("; "))
    click.echo(pages[code], nl=False)


def codes() -> dict[str, str]:
    """The pages that explain the diagnostics, by code."""
    from okrsite.files import read_tree, shipped

    return {path.removesuffix(".md"): text.decode() for path, text in read_tree(shipped("codes")).items()}
