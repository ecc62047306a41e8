"""The web page as a set of files with headers: what `make run` serves and what publishing puts into S3."""

import json
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).resolve().parent
START = "index.html"
TERMS = "terms.json"
CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
# Browsers ask each time and get 304; CloudFront keeps a file until publishing invalidates it.
ASKED = "max-age=0, must-revalidate, s-maxage=86400"
KEPT = "max-age=31536000, immutable"
PRELOAD = '<link rel="modulepreload" href="{release}/{module}">\n'


class Part(NamedTuple):
    body: bytes
    content_type: str
    caching: str


def files() -> dict[str, Path]:
    """By their path in this folder. What has no content type here, like this file, is not part of the page."""
    found = (path for path in sorted(FOLDER.rglob("*")) if path.suffix in CONTENT_TYPES)
    return {path.relative_to(FOLDER).as_posix(): path for path in found}


def site(config: Mapping[str, Any]) -> dict[str, Part]:
    """By their path in a URL. All but the first file are in a folder named by their content, so nobody asks for them
    twice, and a release that is open keeps its files while the next one is published."""
    contents = {name: path.read_bytes() for name, path in files().items()}
    start = contents.pop(START)
    release = sha256(repr(sorted(contents.items())).encode()).hexdigest()[:12]
    parts = {f"{release}/{name}": Part(body, _content_type(name), KEPT) for name, body in contents.items()}
    parts[TERMS] = Part(contents[TERMS], _content_type(TERMS), ASKED)
    modules = sorted((name for name in contents if name.endswith(".js")), key=lambda name: ("/" in name, name))
    parts[START] = Part(_start(start.decode(), release, modules, config), _content_type(START), ASKED)
    return parts


def _start(text: str, release: str, modules: list[str], config: Mapping[str, Any]) -> bytes:
    preloads = "".join(PRELOAD.replace("{module}", module) for module in modules)
    said = text.replace(PRELOAD, preloads).replace("{release}", release)
    return said.replace("{config}", escape(json.dumps(config))).encode()


def _content_type(name: str) -> str:
    return CONTENT_TYPES[Path(name).suffix]


def policy(*origins: str) -> str:
    """The Content-Security-Policy: code and style from here only, requests to here and to `origins` only.

    Trusted Types without a policy: no text can become markup or code, whatever a script does.
    """
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            f"connect-src 'self' {' '.join(origins)}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )
