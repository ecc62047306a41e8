"""The cold starts as bars, for docs/scale.md."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

BARS = {
    "coach_api": "+1, as built",
    "plain-compiled": "plain dict + boto3, compiled",
    "plain-shipped": "plain dict + boto3, as shipped",
    "chalice_pydantic-compiled": "Chalice + pydantic, compiled",
    "chalice_pydantic-shipped": "Chalice + pydantic, as shipped",
    "fastapi_mangum-compiled": "FastAPI + Mangum, compiled",
    "fastapi_mangum-shipped": "FastAPI + Mangum, as shipped",
}
WIDTH, LEFT, ROW = 720, 250, 26
STYLE = "text{font:14px system-ui,sans-serif;fill:#24292f}rect{fill:#afb8c1}.ours{fill:#1a7f37}"


def draw(milliseconds: Mapping[str, float], path: Path) -> None:
    """Relative to ours: absolute times are those of the machine."""
    unit = milliseconds["coach_api"]
    longest = max(milliseconds[name] / unit for name in BARS)
    rows = [_row(number, name, milliseconds[name] / unit, longest) for number, name in enumerate(BARS)]
    height = ROW * (len(BARS) + 1) + 8
    title = "Cold start of coach_api and of its peers: CPU of import plus first request"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{title}">'
    back = f'<rect width="{WIDTH}" height="{height}" style="fill:#fff"/>'
    path.write_text("\n".join([head, f"<style>{STYLE}</style>", back, _text(8, 20, title), *rows, "</svg>"]) + "\n")


def _row(number: int, name: str, times: float, longest: float) -> str:
    top = ROW * (number + 1) + 8
    width = round((WIDTH - LEFT - 60) * times / longest)
    ours = ' class="ours"' if name == "coach_api" else ""
    bar = f'<rect{ours} x="{LEFT}" y="{top}" width="{width}" height="{ROW - 8}"/>'
    return _text(8, top + 14, BARS[name]) + bar + _text(LEFT + width + 8, top + 14, f"{times:.1f}")


def _text(x: int, y: int, text: str) -> str:
    return f'<text x="{x}" y="{y}">{escape(text)}</text>'
