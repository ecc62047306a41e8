import pytest

from local.filters import UnknownPattern, matches, parse_pattern

INSERT = {
    "eventName": "INSERT",
    "dynamodb": {"NewImage": {"type": {"S": "renewal"}, "state": {"S": "pending"}, "attempts": {"N": "3"}}},
}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ('{"eventName": ["INSERT"]}', True),
        ('{"eventName": ["MODIFY"]}', False),
        ('{"eventName": ["MODIFY", "INSERT"]}', True),
        ('{"eventName": ["insert"]}', False),
        ('{"eventName": [{"prefix": "INS"}]}', True),
        ('{"eventName": [{"prefix": "SERT"}]}', False),
        ('{"eventName": [{"anything-but": "REMOVE"}]}', True),
        ('{"eventName": [{"anything-but": ["REMOVE", "INSERT"]}]}', False),
        ('{"nothing": [{"anything-but": "REMOVE"}]}', False),
        ('{"nothing": [null]}', False),
        ('{"nothing": {"below": ["x"]}}', False),
        ('{"nothing": {"below": [{"exists": false}]}}', True),
        ('{"dynamodb": {"NewImage": {"state": {"S": ["pending"]}}}}', True),
        ('{"dynamodb": {"NewImage": {"state": {"S": ["booked"]}}}}', False),
        ('{"dynamodb": {"NewImage": {"state": {"S": [{"exists": true}]}}}}', True),
        ('{"dynamodb": {"NewImage": {"state": {"S": [{"exists": false}]}}}}', False),
        ('{"dynamodb": {"NewImage": {"due_shard": {"S": [{"exists": true}]}}}}', False),
        ('{"dynamodb": {"NewImage": {"due_shard": {"S": [{"exists": false}]}}}}', True),
        ('{"dynamodb": {"NewImage": {"state": [{"exists": true}]}}}', False),
        ('{"eventName": ["INSERT"], "dynamodb": {"NewImage": {"type": {"S": ["event"]}}}}', False),
        ('{"dynamodb": {"NewImage": {"attempts": {"N": [3]}}}}', False),
        ('{"dynamodb": {"NewImage": {"attempts": {"N": [{"numeric": [">", 1]}]}}}}', False),
    ],
)
def test_what_a_pattern_lets_through(pattern: str, expected: bool) -> None:
    assert matches(INSERT, parse_pattern(pattern)) is expected


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        ('{"numeric": ["=", 3]}', 3.0, True),
        ('{"numeric": [">", 1, "<=", 3]}', 3, True),
        ('{"numeric": [">", 1, "<", 3]}', 3, False),
        ('{"numeric": [">=", 4]}', 3, False),
        ('{"numeric": ["=", 1]}', True, False),
        ("1", True, False),
        ("true", True, True),
        ("null", None, True),
        ('"a"', ["b", "a"], True),
        ('{"prefix": "a"}', 1, False),
    ],
)
def test_rules_look_at_the_type_too(rule: str, value: object, expected: bool) -> None:
    assert matches({"x": value}, parse_pattern(f'{{"x": [{rule}]}}')) is expected


@pytest.mark.parametrize(
    "pattern",
    [
        "{}",
        "[]",
        '{"x": "INSERT"}',
        '{"x": []}',
        '{"x": {}}',
        '{"x": [["a"]]}',
        '{"x": [{}]}',
        '{"x": [{"suffix": "a"}]}',
        '{"x": [{"exists": "true"}]}',
        '{"x": [{"prefix": "a", "exists": true}]}',
        '{"x": [{"anything-but": {"prefix": "a"}}]}',
        '{"x": [{"numeric": []}]}',
        '{"x": [{"numeric": [">"]}]}',
        '{"x": [{"numeric": ["!=", 1]}]}',
        '{"x": [{"numeric": [">", "1"]}]}',
        '{"$or": [{"x": ["a"]}]}',
        '{"$or": ["a"]}',
    ],
)
def test_a_pattern_that_is_not_known_is_an_error_and_no_match(pattern: str) -> None:
    with pytest.raises(UnknownPattern):
        parse_pattern(pattern)
