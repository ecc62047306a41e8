"""When a function has started (decisions 66 and 69)."""

import gc

import pytest


@pytest.mark.parametrize(("start", "done"), [("snap-start", ["models", "table"]), ("on-demand", []), (None, [])])
def test_what_the_first_request_would_do_is_done_before_a_snapshot_and_else_left_to_it(
    monkeypatch: pytest.MonkeyPatch, start: str | None, done: list[str]
) -> None:
    from plus_one.cold_start import ready  # stops the garbage collection, until all is ready

    if start:
        monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", start)
    primed: list[str] = []
    ready(lambda: primed.append("models"), lambda: primed.append("table"))
    assert primed == done
    assert gc.isenabled()
