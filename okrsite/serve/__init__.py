"""Watch, rebuild, reload, error overlay.

In: a project's folder. Out: its site on a local address, rebuilt whenever a file changes. Nothing is written to the
output folder: pages are made when they are asked for and served from memory. While there is an error the last good
site stays up, and an overlay on every page lists the problems until they are gone.
"""

from okrsite.serve.loop import InUse, serve

__all__ = ["InUse", "serve"]
