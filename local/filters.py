"""Lambda's event filter patterns, as far as this project may use them: what is not known here is an error."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

type Pattern = Mapping[str, Any]

COMPARISONS = {
    "=": lambda value, bound: value == bound,
    "<": lambda value, bound: value < bound,
    "<=": lambda value, bound: value <= bound,
    ">": lambda value, bound: value > bound,
    ">=": lambda value, bound: value >= bound,
}


class UnknownPattern(ValueError):
    """Raised for a pattern that Lambda would refuse, or that this matcher does not know."""


def parse_pattern(text: str) -> Pattern:
    pattern = json.loads(text)
    _check(pattern)
    return pattern  # type: ignore[no-any-return]


def matches(event: Any, pattern: Pattern) -> bool:
    """Every key of the pattern must match; a key that the event lacks matches only `{"exists": false}`."""
    return all(_field_matches(event, key, wanted) for key, wanted in pattern.items())


def _field_matches(event: Any, key: str, wanted: Any) -> bool:
    value = event.get(key) if isinstance(event, Mapping) else None
    if isinstance(wanted, Mapping):
        return matches(value, wanted)
    is_there = isinstance(event, Mapping) and key in event
    return any(_rule_matches(is_there, value, rule) for rule in wanted)


def _rule_matches(is_there: bool, value: Any, rule: Any) -> bool:
    if isinstance(rule, Mapping) and "exists" in rule:
        # As in EventBridge, `exists` looks at leaves only: an object there is no value.
        return (is_there and not isinstance(value, Mapping)) is rule["exists"]
    if not is_there:
        return False
    return any(_value_matches(each, rule) for each in (value if isinstance(value, list) else [value]))


def _value_matches(value: Any, rule: Any) -> bool:
    if not isinstance(rule, Mapping):
        return _same(value, rule)
    ((operator, operand),) = rule.items()
    match operator:
        case "prefix":
            return isinstance(value, str) and value.startswith(operand)
        case "anything-but":
            return not any(_same(value, each) for each in (operand if isinstance(operand, list) else [operand]))
        case _:
            return _is_number(value) and all(COMPARISONS[op](value, bound) for op, bound in _pairs(operand))


def _same(value: Any, wanted: Any) -> bool:
    """1 equals 1.0, but true is no 1 and "1" is no 1."""
    return value == wanted and isinstance(value, bool) is isinstance(wanted, bool)


def _check(pattern: Any) -> None:
    if not isinstance(pattern, Mapping) or not pattern:
        raise UnknownPattern(f"A pattern is an object with at least one key, not {pattern!r}.")
    for key, wanted in pattern.items():
        if isinstance(wanted, Mapping):
            _check(wanted)
        elif isinstance(wanted, list) and wanted and not key.startswith("$"):
            for rule in wanted:
                _check_rule(rule)
        else:
            raise UnknownPattern(f"{key!r} needs a list of alternatives, not {wanted!r}.")


def _check_rule(rule: Any) -> None:
    match rule:
        case None | str() | bool() | int() | float():
            return
        case {"exists": bool(), **rest} | {"prefix": str(), **rest} if not rest:
            return
        case {"anything-but": str() | int() | float() | list(), **rest} if not rest:
            return
        case {"numeric": [*operands], **rest} if operands and not rest and _are_comparisons(operands):
            return
    raise UnknownPattern(f"Unknown rule {rule!r}.")


def _are_comparisons(operands: Sequence[Any]) -> bool:
    return len(operands) % 2 == 0 and all(
        operator in COMPARISONS and _is_number(bound) for operator, bound in _pairs(operands)
    )


def _pairs(operands: Sequence[Any]) -> list[tuple[Any, Any]]:
    return list(zip(operands[::2], operands[1::2], strict=True))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
