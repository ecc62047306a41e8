"""`make bench` in small: its parts, one round each, from the sources. Figures mean nothing here."""

import json
import re
import sysconfig
from pathlib import Path

import pytest

from bench import compare, contenders, measure, picture
from bench.__main__ import make_inputs
from bench.burst import Evening, simulate
from bench.compare import Inputs
from bench.contenders import LAYER, LOCKS, PACKAGES, PEERS, PROJECT, SHARED, Contender
from bench.measure import Failed, Task
from bench.report import Line, table, write
from local.render import Template

PACKAGES_OF_TESTS = Path(sysconfig.get_path("purelib"))
ROUTE_OF = {
    "plain": r'"([A-Z]+) (/v1[^"]*)": \(',
    "fastapi_mangum": r'@app\.([a-z]+)\("(/v1[^"]*)"',
    "chalice_pydantic": r'@app\.route\("(/v1[^"]*)", methods=\["([A-Z]+)"\]\)',
}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory, template: Template) -> Inputs:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in measure.LAMBDA.items():
            patch.setenv(name, value)
        return make_inputs(tmp_path_factory.mktemp("bench"), template)


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> dict[str, Contender]:
    """Ours and the plain peers; the others need packages that only the bench installs."""
    monkeypatch.setattr(compare, "PEERS", {"plain dict + boto3": "plain"})
    ours = {name: _from_source(PROJECT / "functions" / name) for name in ("coach_api", "book_plus_one")}
    ways = compare.WAYS.values()
    return ours | {f"{peer}-{way}": _from_source(PEERS / peer) for peer in ("plain", "plain_stream") for way in ways}


def _from_source(folder: Path) -> Contender:
    return Contender(folder.name, (folder, PEERS, LAYER, PACKAGES_OF_TESTS))


def test_cold_starts_are_compared(built: dict[str, Contender], inputs: Inputs, tmp_path: Path) -> None:
    lines, milliseconds = compare.cold(built, inputs, rounds=1)
    assert len(lines) == 2 * len(compare.WAYS) + 1
    assert "from a snapshot" in lines[-1].name
    assert all(line.ratio > 0 for line in lines)

    picture.draw(milliseconds | dict.fromkeys(picture.BARS, 1.0), tmp_path / "bench.svg")
    drawn = (tmp_path / "bench.svg").read_text()
    assert all(title in drawn for title in picture.BARS.values())


def test_requests_are_compared(built: dict[str, Contender], inputs: Inputs) -> None:
    lines = list(compare.warm(built, inputs, rounds=1))
    assert [line.ratio > 0 for line in lines] == [True, True]


def test_the_stream_is_measured(built: dict[str, Contender], inputs: Inputs) -> None:
    [line] = compare.stream(built, inputs, rounds=1)
    assert line.ratio > 0


def test_what_does_not_do_its_work_is_not_measured(inputs: Inputs, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("def handler(event, context):\n    return {'statusCode': 500}\n")
    idle = Contender("idle", (tmp_path, PACKAGES_OF_TESTS))
    with pytest.raises(Failed, match="idle"):
        Task(idle, "cold", inputs.http, inputs.before).run()


@pytest.mark.parametrize("peer", ROUTE_OF)
def test_a_peer_has_the_routes_of_coach_api(peer: str) -> None:
    ours = re.findall(r'@app\.([a-z]+)\("(/v1[^"]*)"', (PROJECT / "functions/coach_api/app.py").read_text())
    theirs = re.findall(ROUTE_OF[peer], (PEERS / peer / "app.py").read_text())
    assert {_route(*each) for each in theirs} == {_route(*each) for each in ours}


def _route(*parts: str) -> frozenset[str]:
    return frozenset(part.replace("<", "{").replace(">", "}").upper() for part in parts)


def test_every_package_of_a_peer_is_locked() -> None:
    locked = {line.partition("==")[0] for lock in LOCKS for line in lock.read_text().splitlines() if "==" in line}
    assert set().union(*PACKAGES.values()) <= locked
    assert all((LAYER / "plus_one" / part).exists() for part in SHARED)


def test_a_zip_has_a_size(tmp_path: Path) -> None:
    (tmp_path / "it").mkdir()
    (tmp_path / "it" / "app.py").write_text("pass\n")
    assert contenders.zipped(tmp_path / "it") > 0


def test_results_say_what_was_met(tmp_path: Path) -> None:
    lines = [Line("a", 0.5, 0.6), Line("b", 0.7, 0.6), Line("c", 4.4, 4.5, at_least=True), Line("d", 9.0)]
    write(lines, tmp_path / "results.json")

    assert [each["met"] for each in json.loads((tmp_path / "results.json").read_text())] == [True, False, False]
    assert table(lines).count("**missed**") == 2


def test_a_burst_is_booked_to_its_end() -> None:
    calm, crowded = simulate(Evening("calm", 1, 4)), simulate(Evening("crowded", 1, 4, starts=3000))

    assert len(calm.waits) > 0
    assert crowded.backlog > calm.backlog
    assert max(crowded.waits) > max(calm.waits)
