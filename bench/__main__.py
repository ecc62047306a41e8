"""`python -m bench [rounds]`: builds ours and the peers, measures, prints one table, writes results and a picture."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import compare, contenders, costs, end_to_end, page, picture, samples
from bench.compare import Inputs
from bench.measure import LAMBDA
from bench.report import Line, table, write
from local.render import Template, render
from tests.integration.meter import Cost

PROJECT = Path(__file__).parents[1]
ROUNDS = 7


def main(rounds: int) -> None:
    os.environ.update(LAMBDA)
    template = render(PROJECT / "template.yaml")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        say("building ours and the peers")
        built = contenders.ours(work) | contenders.peers(work)
        inputs = make_inputs(work, template)
        say("cold starts")
        lines, milliseconds = compare.cold(built, inputs, rounds)
        say("warm requests")
        lines += compare.warm(built, inputs, rounds)
        say("the stream")
        lines += compare.stream(built, inputs, rounds)
        lines.append(_size(work))
    say("round trips and capacity")
    lines += _costs(template)
    say("from completion to mail")
    lines.append(_end_to_end())
    say("the page in a browser")
    lines += page.lines()
    print(table(lines))
    write(lines, PROJECT / "bench" / "results.json")
    picture.draw(milliseconds, PROJECT / "docs" / "bench.svg")


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def make_inputs(work: Path, template: Template) -> Inputs:
    def kept(name: str, value: Any) -> Path:
        path = work / f"{name}.json"
        path.write_text(json.dumps(value))
        return path

    request = samples.completion()
    return Inputs(
        http=kept("http", request),
        rest=kept("rest", samples.for_rest(request)),
        record=kept("record", samples.records(1)),
        records=kept("records", samples.records(100)),
        before=kept("before", samples.before_completion(template)),
        after=kept("after", samples.after_completion(template)),
    )


def _size(work: Path) -> Line:
    ours, pip = contenders.zipped(work / "layer"), contenders.zipped(contenders.pip_installed(work))
    said = f"{ours / 1e6:.1f} / {pip / 1e6:.1f} MB"
    return Line("zipped layer / what `pip install` of its requirements zips to", ours / pip, 0.35, said=said)


def _costs(template: Template) -> Iterator[Line]:
    """As shares of what an operation may cost."""
    young, old = costs.young_and_old(template)
    for operation, (trips, writes) in costs.goals().items():
        cost = young[operation]
        ratio = max(cost.round_trips / trips, cost.writes / writes if writes else float(cost.writes))
        said = f"{cost.round_trips} round trips, {cost.writes} WCU, {cost.reads:g} RCU; may be {trips} and {writes}"
        yield Line(f"{operation}: share of what it may cost", ratio, 1.0, said=said)
    grown = max(_total(old[operation]) / _total(young[operation]) for operation in costs.goals())
    said = f"the operation that grew most, from {costs.YOUNG} to {costs.OLD} sessions"
    yield Line("cost of an operation, long history / short", grown, 1.0, said=said)


def _total(cost: Cost) -> float:
    return cost.round_trips + cost.writes + cost.reads


def _end_to_end() -> Line:
    seconds = end_to_end.seconds_to_mail()
    p50, p99 = (seconds[round(share * (len(seconds) - 1))] for share in (0.5, 0.99))
    said = f"p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms of {len(seconds)}, on the local stack"
    return Line("completion to mail, p99 / p50", p99 / p50, said=said)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else ROUNDS)
