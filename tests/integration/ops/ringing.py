"""An alarm of the template over the figures that the functions emit, minute by minute, as CloudWatch evaluates it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from plus_one import clock
from tests.integration.ops.desk import Figures

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": float.__gt__,
    "GreaterThanOrEqualToThreshold": float.__ge__,
    "LessThanThreshold": float.__lt__,
}


@dataclass
class Bell:
    alarm: Any
    figures: Figures
    later: Callable[..., None]
    seen: list[tuple[datetime, float]] = field(default_factory=list)

    def rings(self) -> bool:
        """Now: enough of the last periods are beyond the threshold."""
        self._look()
        periods: int = self.alarm["EvaluationPeriods"]
        wanted: int = self.alarm.get("DatapointsToAlarm", periods)
        return sum(map(self._breaches, range(periods))) >= wanted

    def is_over_within(self, minutes: int, act: Callable[[], None]) -> bool:
        """`act` is done each time that a period is over."""
        period = timedelta(seconds=self.alarm["Period"])
        for _ in range(ceil(timedelta(minutes=minutes) / period)):
            self.later(seconds=self.alarm["Period"])
            act()
            if not self.rings():
                return True
        return False

    def _look(self) -> None:
        self.seen += [(clock.now(), value) for value in self.figures().get(self.alarm["MetricName"], [])]

    def _breaches(self, periods_ago: int) -> bool:
        period = timedelta(seconds=self.alarm["Period"])
        end = clock.now() - periods_ago * period
        values = [value for at, value in self.seen if end - period < at <= end]
        if not values:
            return bool(self.alarm["TreatMissingData"] == "breaching")
        return COMPARISONS[self.alarm["ComparisonOperator"]](float(self._of(values)), float(self.alarm["Threshold"]))

    def _of(self, values: list[float]) -> float:
        match self.alarm.get("Statistic"):
            case "Sum":
                return sum(values)
            case "Maximum":
                return max(values)
            case "SampleCount":
                return len(values)
        return sorted(values)[ceil(0.99 * len(values)) - 1]
