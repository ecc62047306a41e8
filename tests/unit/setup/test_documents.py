"""The documents: what they say of the code is so, and their links lead somewhere."""

import re
from collections.abc import Iterator
from inspect import isfunction, signature
from pathlib import Path

import pytest

from local.people import PEOPLE
from local.try_this import welcome
from plus_one.store import keys, pairing_names
from tests.conftest import ROOT
from tests.proof.kinds import KINDS
from tests.proof.planted.promises import PLANTED

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README, GUARANTEES, DATA_MODEL = (
    (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/guarantees.md", "docs/data-model.md")
)
MOST_LINES = 150
STACK = {
    "web_url": "http://localhost:8080",
    "api_url": "http://127.0.0.1:8080",
    "sign_in_url": "http://127.0.0.1:8080",
    "mailbox_url": "http://127.0.0.1:8080/mailbox",
    "aws_endpoint_url": "http://127.0.0.1:4566",
    "user_pool_client_id": "",
    "container_host": "",
}


def section(page: str, heading: str) -> str:
    return page.split(f"\n{heading}\n")[1].split("\n#", maxsplit=1)[0]


def first_cells(text: str) -> list[str]:
    """Of each row: what is in backquotes in its first cell."""
    return [name for row in re.findall(r"^\| ([^|]*) \|", text, re.MULTILINE) for name in re.findall(r"`([^`]+)`", row)]


def anchors(page: Path) -> set[str]:
    """As the hosts of repositories make them of headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page: Path) -> Iterator[str]:
    for link in re.findall(r"(?:\]\(|src=\")([^)\s\"]+)", page.read_text(encoding="utf-8")):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(broken_links(page)) == []


def test_the_readme_is_short_and_shows_what_make_run_prints() -> None:
    assert len(README.splitlines()) <= MOST_LINES
    said, _, _ = welcome(STACK, PEOPLE, Path("/.local/aws.log")).partition("\nTry this:")
    assert said.strip().replace("/.local/aws.log", ".../.local/aws.log") in README


def test_each_promise_has_its_number_and_planted_bugs_of_that_number() -> None:
    numbers = re.findall(r"^(\d+)\. ", section(GUARANTEES, "## What is promised"), re.MULTILINE)
    assert [int(each) for each in numbers] == list(PLANTED)
    assert all(len(bugs) >= 3 for bugs in PLANTED.values())


def test_each_kind_of_proof_is_explained() -> None:
    assert sorted(first_cells(section(GUARANTEES, "## The proof"))) == sorted(KINDS)


def test_the_chart_of_what_is_due_has_every_shard() -> None:
    chart = section(DATA_MODEL, "## What is due")
    spans = re.findall(r"^\| `(\w+)#(\d+)`(?: to `\1#(\d+)`)? \|", chart, re.MULTILINE)
    named = [f"{name}#{each}" for name, low, high in spans for each in range(int(low), int(high or low) + 1)]
    assert sorted(named) == sorted(keys.ALL_SHARDS)


def test_the_chart_of_items_has_every_key() -> None:
    shown = {f"{pk} {sk}" for pk, sk in re.findall(r"\| `([^`]+)` \| `([^`]+)` \|", section(DATA_MODEL, "## Items"))}
    made = {f"{key.pk} {key.sk}" for key in (*made_keys(), keys.BOOKINGS, keys.BACKFILLED)}
    assert {each.replace("<completed session>", "<session>") for each in shown} == made


def made_keys() -> Iterator[keys.Key]:
    """One of each kind, of the names that the chart uses."""
    for make in vars(keys).values():
        if isfunction(make) and signature(make).return_annotation is keys.Key:
            names = (name.removesuffix("_id").removeprefix("idempotency_") for name in signature(make).parameters)
            yield make(*(f"<{name}>" for name in names))


def test_the_short_form_of_pairings_has_every_name_and_code() -> None:
    top = section(DATA_MODEL, "### Of the pairing")
    assert dict(re.findall(r"^\| `(\w)` \| `(\w+)` \|", top, re.MULTILINE)) == {
        short: longer for longer, short in pairing_names._TOP.items()
    }
    maps = re.findall(r"^\| `(\w+)`[^|]*\|(.*)$", section(DATA_MODEL, "### Of its maps"), re.MULTILINE)
    rows = {name: dict(re.findall(r"`(\w)` (\w+)", row)) for name, row in maps}
    known = pairing_names._MAPS | {"set": pairing_names._SETTINGS}
    assert rows == {name: {short: longer for longer, short in names.items()} for name, names in known.items()}
    codes = dict(re.findall(r"^\| `(\w)` \| `(\w+)` \|", section(DATA_MODEL, "### Reasons"), re.MULTILINE))
    assert codes == {code: reason.value for reason, code in pairing_names.CODES.items()}
