"""What a function reads of its environment at its start."""

import pytest

from plus_one.settings import RuleSettings, from_environment


def test_a_number_is_read_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TABLE_NAME", "plus-one")
    monkeypatch.setenv("VELOCITY_LIMIT", "12")
    assert from_environment(RuleSettings) == RuleSettings("plus-one", 12)


@pytest.mark.parametrize("text", ["1_2", "+12", " 12", "12.0", "-1", "\u0661\u0662", "²", ""])
def test_a_function_does_not_start_with_a_number_that_could_be_read_in_another_way(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("TABLE_NAME", "plus-one")
    monkeypatch.setenv("VELOCITY_LIMIT", text)
    with pytest.raises(ValueError, match="not a whole number"):
        from_environment(RuleSettings)
