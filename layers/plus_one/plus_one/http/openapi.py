"""The document of the whole API, written by `make openapi`."""

from pathlib import Path

DOCUMENT = Path(__file__).with_name("openapi.json")
