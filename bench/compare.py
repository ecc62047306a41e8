"""Cold starts, warm requests and the stream: ours beside the peers, in turn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.contenders import Contender
from bench.measure import Figures, Task, in_turn, middle, ratio
from bench.report import Line

PEERS = {"FastAPI + Mangum": "fastapi_mangum", "Chalice + pydantic": "chalice_pydantic", "plain dict + boto3": "plain"}
WAYS = {"as shipped by `sam build`": "shipped", "with valid `.pyc`": "compiled", "with all our levers": "lean"}
COLD_GOALS = {
    ("fastapi_mangum", "shipped"): 0.22,
    ("fastapi_mangum", "compiled"): 0.60,
    ("chalice_pydantic", "shipped"): 0.33,
    ("chalice_pydantic", "compiled"): 0.90,
    ("plain", "shipped"): 0.49,
    ("plain", "compiled"): 1.25,
}
LANES = 8

type Rounds = Mapping[str, list[Figures]]


@dataclass(frozen=True)
class Inputs:
    """Files: one completion as an HTTP and as a REST API sends it, one record, a hundred, and what the table has."""

    http: Path
    rest: Path
    record: Path
    records: Path
    before: Path
    after: Path

    def request(self, name: str) -> Path:
        return self.rest if name.startswith("chalice") else self.http


def cold(built: Mapping[str, Contender], inputs: Inputs, rounds: int) -> tuple[list[Line], dict[str, float]]:
    """And the medians in milliseconds, for the picture."""
    apis = ["coach_api", *(f"{peer}-{way}" for peer in PEERS.values() for way in WAYS.values())]
    streams = ["book_plus_one", *(f"plain_stream-{way}" for way in WAYS.values())]
    tasks = {name: Task(built[name], "cold", inputs.request(name), inputs.before) for name in apis}
    tasks |= {name: Task(built[name], "cold", inputs.record, inputs.after) for name in streams}
    tasks |= {"snapshot": Task(built["coach_api"], "snapshot", inputs.http, inputs.before)}
    found = in_turn(tasks, rounds)
    snapshots = found.pop("snapshot")
    lines = [*_cold_apis(found), *_cold_streams(found), _from_snapshot(found["coach_api"], snapshots)]
    return lines, {name: middle(figures, "cold") for name, figures in found.items()}


def _cold_apis(found: Rounds) -> Iterator[Line]:
    for title, peer in PEERS.items():
        for way, suffix in WAYS.items():
            name = f"cold start of `coach_api` / {title} {way}"
            yield _cold(name, found, "coach_api", f"{peer}-{suffix}", COLD_GOALS.get((peer, suffix)))


def _cold_streams(found: Rounds) -> Iterator[Line]:
    for way, suffix in WAYS.items():
        name = f"cold start of `book_plus_one` / plain stream handler {way}"
        yield _cold(name, found, "book_plus_one", f"plain_stream-{suffix}", 0.95 if suffix == "compiled" else None)


def _cold(name: str, found: Rounds, ours: str, theirs: str, goal: float | None) -> Line:
    said = f"{middle(found[ours], 'cold'):.0f} / {middle(found[theirs], 'cold'):.0f} ms of CPU"
    return Line(name, ratio(found[ours], found[theirs], "cold"), goal, said=said)


def _from_snapshot(cold: list[Figures], restored: list[Figures]) -> Line:
    """What Lambda itself takes to restore one is in neither."""
    said = f"{middle(restored, 'first'):.1f} / {middle(cold, 'first'):.1f} ms of CPU"
    return Line(
        "first request of `coach_api` from a snapshot / after a start", ratio(restored, cold, "first"), said=said
    )


def warm(built: Mapping[str, Contender], inputs: Inputs, rounds: int) -> Iterator[Line]:
    names = {"coach_api": "coach_api", **{title: f"{peer}-compiled" for title, peer in PEERS.items()}}
    found = in_turn(
        {title: Task(built[name], "warm", inputs.request(name), inputs.before) for title, name in names.items()}, rounds
    )
    for title in PEERS:
        for of, what in (("own", "without boto3"), ("whole", "with boto3")):
            goal = 1.0 if title.startswith("FastAPI") and of == "own" else None
            said = f"{middle(found['coach_api'], of):.0f} / {middle(found[title], of):.0f} us of CPU"
            name = f"warm request with log line and metric / {title} with neither, {what}"
            yield Line(name, ratio(found["coach_api"], found[title], of), goal, said=said)


def stream(built: Mapping[str, Contender], inputs: Inputs, rounds: int) -> Iterator[Line]:
    def task(lanes: int) -> Task:
        return Task(built["book_plus_one"], "stream", inputs.records, inputs.after, lanes)

    found = in_turn({"alone": task(1), "lanes": task(LANES)}, rounds)
    fast, slow, cpu = (
        middle(found[name], of) for name, of in (("lanes", "per_second"), ("alone", "per_second"), ("lanes", "cpu"))
    )
    said = f"{fast:.0f} / {slow:.0f} records a second, {cpu:.1f} ms of CPU each"
    name = f"settled records per second at 5 ms per call, {LANES} lanes / one after the other"
    yield Line(name, ratio(found["lanes"], found["alone"], "per_second"), 4.5, at_least=True, said=said)
