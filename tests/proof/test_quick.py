"""The quick part of the proof. `make prove` runs all of it."""

import pytest

from tests.proof.kinds import KINDS, run


@pytest.mark.parametrize("kind", KINDS)
def test_no_promise_is_broken(kind: str) -> None:
    result = run(kind, full=False)
    assert result.scenarios
    assert not result.violations, "\n".join(result.violations[:20])
