"""Files for those who host a site: how Netlify builds it, how nginx serves it, which okrsite makes it.

In: the headers of `pages/headers.py`, okrsite's version. Out: files by their path in a project. The headers stand in
one place, so that every host serves what the dev server serves.
"""

from __future__ import annotations

from collections.abc import Mapping

from okrsite import __version__
from okrsite.pages.headers import headers

INSTALL = "pip install -r requirements.txt"
PREVIEW = "git fetch --quiet origin main && okrsite build --preview FETCH_HEAD"
STATIC = "Cache-Control", "public, max-age=31536000, immutable"


def host_files(*, public: bool = False) -> dict[str, bytes]:
    """What a project needs to be built and served elsewhere."""
    served = headers(public=public)
    texts = {"requirements.txt": _requirements(), "netlify.toml": netlify(served), "hosting/nginx.conf": nginx(served)}
    return {path: text.encode() for path, text in texts.items()}


def _requirements() -> str:
    lines = [
        "# The same okrsite for everybody: pip install -r requirements.txt",
        "# Where okrsite does not come from your package index, put the path of its wheel or its git address here.",
        f"okrsite=={__version__}",
    ]
    return "\n".join(lines) + "\n"


def netlify(served: Mapping[str, str]) -> str:
    """Netlify's settings; the headers and redirects come with the site, in _headers and _redirects."""
    lines = [
        "# Netlify builds the site with okrsite. What it serves has the same headers as everywhere:",
        "# nothing from elsewhere, nothing inline, no frames.",
        "[build]",
        f'  command = "{INSTALL} && okrsite build"',
        '  publish = "site"',
        "",
        "# A pull request becomes a preview that lists what it changes.",
        "[context.deploy-preview]",
        f'  command = "{INSTALL} && ({PREVIEW} || okrsite build)"',
        "",
        "[build.environment]",
        '  PYTHON_VERSION = "3.13"',
        "",
        "[[headers]]",
        '  for = "/*"',
        "  [headers.values]",
        *(f'    {name} = "{value}"' for name, value in served.items()),
    ]
    return "\n".join(lines) + "\n"


def nginx(served: Mapping[str, str]) -> str:
    """An example for nginx; a location with headers of its own inherits none, so all stand in both."""
    always = [f'add_header {name} "{value}" always;' for name, value in served.items()]
    kept = [*always, f'add_header {STATIC[0]} "{STATIC[1]}" always;']
    lines = [
        "# An example: copy it, put in your name, your certificate and the folder of the built site.",
        "server {",
        "    listen 443 ssl;",
        "    server_name okr.example.com;",
        "    ssl_certificate /etc/ssl/okr.example.com.pem;",
        "    ssl_certificate_key /etc/ssl/okr.example.com.key;",
        "",
        "    root /srv/okr/site;",
        "    index index.html;",
        "    error_page 404 /404.html;",
        "    gzip on;",
        "    gzip_types text/css text/javascript application/json application/xml image/svg+xml;",
        "",
        *(f"    {line}" for line in always),
        "",
        "    location / {",
        "        try_files $uri $uri/ =404;",
        "    }",
        "",
        "    # Names of assets change with what is in them.",
        "    location /static/ {",
        *(f"        {line}" for line in kept),
        "    }",
        "",
        "    # What the builder leaves for itself.",
        "    location ~ /(\\.|_headers$|_redirects$) {",
        "        return 404;",
        "    }",
        "}",
    ]
    return "\n".join(lines) + "\n"
