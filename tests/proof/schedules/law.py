"""What must have become of each last completion, from what was committed, in its order, and from nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plus_one.store.items import Item

type Completion = tuple[str, int]
type Beginning = tuple[int, int]


@dataclass
class Course:
    """One pairing so far: `pending` are the last completions, each with the enrollment and the packages then."""

    is_enrolled: bool = True
    turns: int = 0
    packages: int = 0
    pending: dict[Completion, Beginning] = field(default_factory=dict)

    def reason(self, begun: Beginning) -> str:
        if not self.is_enrolled:
            return "NOT_ENROLLED"
        if self.turns != begun[0]:
            return "ENROLLMENT_CHANGED"
        return "ALREADY_ON_DECK" if self.packages != begun[1] else "BOOKED"


def wrong(events: Iterable[Item]) -> Iterator[str]:
    """Events as they were committed. All pairings were enrolled before."""
    courses: dict[tuple[str, str], Course] = {}
    for event in events:
        yield from _took(courses.setdefault((event["client_id"], event["coach_id"]), Course()), event)
    for whose, course in courses.items():
        yield from (f"{whose}: nothing became of the completion {each}" for each in course.pending)


def _took(course: Course, event: Item) -> Iterator[str]:
    facts = event["facts"]
    match event["kind"]:
        case "package_booked":
            course.packages += 1
        case "enrolled" | "unenrolled" as kind:
            course.is_enrolled, course.turns = kind == "enrolled", course.turns + 1
        case "session_completed" if facts["trigger"] == "renewal":
            course.pending[facts["session_id"], facts["completion"]] = course.turns, course.packages
        case "plus_one_booked" | "not_booked":
            begun = course.pending.pop((facts["completed_session_id"], facts["completion"]), None)
            if begun is None or course.reason(begun) != event["reason"]:
                yield f"{facts['completed_session_id']} became {event['reason']}, not {begun and course.reason(begun)}"
