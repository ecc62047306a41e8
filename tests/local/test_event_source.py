"""In which order records come, how often, and when they are given up: as Lambda reads a stream."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local.event_source import Answered, EventSource, Failed, GiveUp, Invoke, Outcome, Rules, Unreached, Wait
from tests.local.driving import ARRIVED, drive, failing_at, letters, records, reporting, source


def test_records_come_in_order_in_batches_of_at_most_the_batch_size() -> None:
    assert drive(source(Rules(batch_size=2), "abcde"), failing_at()).calls == ["ab", "cd", "e"]


def test_the_next_batch_waits_until_the_one_before_is_done() -> None:
    calls = drive(source(Rules(batch_size=2, max_retries=1), "abcd"), failing_at("b")).calls
    assert calls == ["ab", "ab", "cd"]


def test_an_unsettled_batch_is_offered_again_and_not_lost() -> None:
    waiting = source(Rules(), "ab")
    assert waiting.next(ARRIVED) == waiting.next(ARRIVED)


def test_max_retries_come_on_top_of_the_first_try_and_then_the_batch_is_given_up() -> None:
    run = drive(source(Rules(max_retries=2), "ab"), failing_at("a"))
    assert run.calls == ["ab", "ab", "ab"]
    assert run.given_up == [("ab", "RetryAttemptsExhausted")]


def test_no_retries_means_one_try() -> None:
    assert drive(source(Rules(max_retries=0), "a"), failing_at("a")).calls == ["a"]


def test_without_a_limit_it_tries_for_ever() -> None:
    assert len(drive(source(Rules(), "a"), failing_at("a"), most_calls=50).calls) == 50


def test_after_giving_up_the_stream_goes_on() -> None:
    run = drive(source(Rules(batch_size=1, max_retries=0), "abc"), failing_at("b"))
    assert run.calls == ["a", "b", "c"]
    assert run.given_up == [("b", "RetryAttemptsExhausted")]


def test_pauses_between_tries_double_up_to_the_longest() -> None:
    slow = source(Rules(first_delay=1, longest_delay=5), "a")
    pauses = []
    now = ARRIVED
    for _ in range(4):
        slow.settle(Failed(), now) if isinstance(slow.next(now), Invoke) else pytest.fail("not offered")
        step = slow.next(now)
        assert isinstance(step, Wait)
        assert step.until is not None
        pauses.append(step.until - now)
        now = step.until
    assert pauses == [2, 4, 5, 5]


def test_bisecting_finds_the_one_bad_record_and_saves_the_others() -> None:
    run = drive(source(Rules(max_retries=1, bisect=True), "abcdefgh"), failing_at("f"))
    assert run.calls == ["abcdefgh", "abcd", "efgh", "ef", "e", "f", "f", "gh"]
    assert run.given_up == [("f", "RetryAttemptsExhausted")]


def test_bisecting_uses_up_no_retry() -> None:
    run = drive(source(Rules(max_retries=0, bisect=True), "abcd"), failing_at("d"))
    assert run.given_up == [("d", "RetryAttemptsExhausted")]


def test_halves_stay_in_order_when_both_are_bad() -> None:
    run = drive(source(Rules(max_retries=0, bisect=True), "abc"), failing_at("a", "b", "c"))
    assert run.calls == ["abc", "a", "bc", "b", "c"]
    assert [given_up for given_up, _ in run.given_up] == ["a", "b", "c"]


def test_too_old_records_are_given_up_without_a_try_and_younger_ones_are_tried() -> None:
    old_and_new = EventSource(Rules(max_age=60))
    old_and_new.offer(records("ab"))
    old_and_new.offer([{"dynamodb": {"SequenceNumber": "c", "ApproximateCreationDateTime": ARRIVED + 50}}])
    step = old_and_new.next(ARRIVED + 61)
    assert isinstance(step, GiveUp)
    assert (letters(step.batch.records), step.condition) == ("ab", "MaximumRecordAgeExceeded")
    assert drive(old_and_new, failing_at()).calls == ["c"]


def test_at_exactly_the_limit_a_record_is_not_too_old() -> None:
    assert isinstance(source(Rules(max_age=60), "a").next(ARRIVED + 60), Invoke)


def test_retries_end_when_the_record_gets_too_old() -> None:
    run = drive(source(Rules(max_age=60, first_delay=20, longest_delay=20), "a"), failing_at("a"))
    assert run.calls == ["a"] * 4
    assert run.given_up == [("a", "MaximumRecordAgeExceeded")]


def test_a_call_that_never_reached_the_function_uses_up_no_retry() -> None:
    outcomes: list[Outcome] = [Unreached(), Unreached(), Unreached(), Failed(), Answered()]
    run = drive(source(Rules(max_retries=1), "ab"), lambda _: outcomes.pop(0))
    assert run.calls == ["ab"] * 5
    assert run.given_up == []


def test_a_call_that_never_reached_the_function_is_tried_again_after_a_pause_only() -> None:
    throttled = source(Rules(first_delay=1), "a")
    throttled.next(ARRIVED)
    throttled.settle(Unreached(), ARRIVED)
    assert throttled.next(ARRIVED) == Wait(ARRIVED + 2)


def test_records_that_come_meanwhile_make_one_later_batch() -> None:
    busy = source(Rules(), "a")
    for late in "bc":
        busy.next(ARRIVED)
        busy.offer(records(late))
    busy.settle(Answered(), ARRIVED)
    assert drive(busy, failing_at()).calls == ["bc"]


@settings(deadline=None)
@given(
    rules=st.builds(
        Rules,
        batch_size=st.integers(1, 5),
        max_retries=st.integers(0, 2),
        bisect=st.booleans(),
        report_item_failures=st.booleans(),
    ),
    data=st.data(),
)
def test_whatever_happens_nothing_is_skipped_or_reordered_and_it_ends(rules: Rules, data: st.DataObject) -> None:
    offered = "abcdefgh"
    working = source(rules, offered)

    def anything(batch: str) -> Outcome:
        left = "".join(letters(each.records) for each in working._batches) + letters(tuple(working._unbatched))
        assert offered.endswith(left)
        assert left.startswith(batch)
        named = data.draw(st.sampled_from(["", *batch]))
        return data.draw(st.sampled_from([Answered(), Failed(), reporting(named)(batch)]))

    run = drive(working, anything, most_calls=1000)
    assert working.next(run.now) == Wait(None)
    lost = "".join(given_up for given_up, _ in run.given_up)
    assert list(lost) == sorted(set(lost))
