"""The web page as a set of files with headers: what `make run` serves and what publishing puts into S3."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
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


def files() -> dict[str, Path]:
    """By their path in a URL. What has no content type here, like this file, is not part of the page."""
    found = (path for path in sorted(FOLDER.rglob("*")) if path.suffix in CONTENT_TYPES)
    return {path.relative_to(FOLDER).as_posix(): path for path in found}


def file(name: str) -> Path | None:
    """The one of that path, and nothing outside this folder."""
    path = (FOLDER / name).resolve()
    is_ours = path.is_relative_to(FOLDER) and path.suffix in CONTENT_TYPES
    return path if is_ours and path.is_file() else None


def content_type(name: str) -> str:
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
