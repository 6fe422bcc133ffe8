"""The headers that every page of a site is served with, in one place.

The dev server sends them, every build writes them into `_headers` (Netlify, Cloudflare Pages), and tests hold
`netlify.toml` and the nginx example of the docs to them.
"""

from __future__ import annotations

from collections.abc import Mapping

_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

_ALWAYS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}


def headers(*, public: bool) -> Mapping[str, str]:
    """Name to value; an intranet's pages also tell search engines to stay away."""
    return _ALWAYS if public else {**_ALWAYS, "X-Robots-Tag": "noindex"}


def headers_file(static: str, *, public: bool) -> str:
    """`_headers`: the same for hosts that read it; the theme's assets carry their digest and may be kept for ever."""
    lines = [f"  {name}: {value}" for name, value in headers(public=public).items()]
    return "\n".join(["/*", *lines, f"/{static}*", "  Cache-Control: public, max-age=31536000, immutable", ""])
