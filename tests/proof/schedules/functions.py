"""The functions as they are deployed, over our table, our SES and our bus."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from warnings import catch_warnings, simplefilter

from plus_one.store.link_keys import LinkKeys
from plus_one.store.table import Table
from tests.conftest import LINK_KEYS
from tests.proof.schedules.line import Line

type Handler = Callable[[Any], Any]

NAMES = ("book_plus_one", "send_notices", "sweep")
CONTEXT = SimpleNamespace(
    function_name="proof",
    memory_limit_in_mb=1024,
    invoked_function_arn="arn",
    aws_request_id="1",
    get_remaining_time_in_millis=lambda: 60_000,
)


@contextmanager
def functions(table: Table, line: Line) -> Iterator[dict[str, Handler]]:
    """With one lane each, so that a schedule follows from its number: what threads do has tests of its own."""
    ours = {"table": table, "ses": line, "bus": line, "LANES": 1}
    with ExitStack() as changes, catch_warnings():
        simplefilter("ignore")  # an invocation within another one has sent the other's metrics
        found = {}
        for name in NAMES:
            app: Any = import_module(f"functions.{name}.app")
            keys = {
                "keys": LinkKeys(lambda: json.dumps(LINK_KEYS)),
                "settings": app.settings._replace(velocity_limit=0),
            }
            for what, value in (ours | keys).items():
                if hasattr(app, what):
                    changes.enter_context(patch.object(app, what, value))
            found[name] = _handler(app)
        yield found


def _handler(app: Any) -> Handler:
    return lambda event: app.handler(event, CONTEXT)
