"""Days as the page counts them: in the person's time zone, whenever midnight is, and whatever the browser prints."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.browser.conftest import Visit
from tests.browser.people import book, enroll
from tests.browser.visitor import Visitor
from tests.flow.test_story import Person

IN_ZONE = "(({ me }) => given.map(([zone, day]) => { me.zone = zone; return it.%s; }))(await part('me.js'))"
# ICU 72 prints the dates of en-CA like those of en-US; another one may do so for another locale.
OTHER_PATTERN = """
Object.defineProperty(Intl.DateTimeFormat.prototype, "format", { get: () => () => "11/29/2026" });
"""
# Clock changes at midnight, before and after it, by half an hour, over a whole day, and none.
ZONES = [
    "Africa/Cairo",
    "America/Asuncion",
    "America/Havana",
    "America/New_York",
    "America/Nuuk",
    "America/Santiago",
    "America/Sao_Paulo",
    "Asia/Amman",
    "Asia/Beirut",
    "Asia/Damascus",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "UTC",
]
# All over: what a country decides about a year to come is another day's news.
FIRST, LAST = date(2010, 1, 1), date(2014, 12, 31)
QUARTER = timedelta(minutes=15)


def ends(page: Visitor, days: list[tuple[str, str]]) -> Any:
    return page.imported("when.js", IN_ZONE % "endOf(day)", days)


def end_of(zone: ZoneInfo, day: date) -> str:
    """By looking at every quarter of an hour of three days."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=1)
    while moment.astimezone(zone).date() <= day:
        moment += QUARTER
    return f"{moment - timedelta(milliseconds=1):%Y-%m-%dT%H:%M:%S}.999Z"


def days_around_clock_changes(zone: ZoneInfo) -> list[date]:
    every = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days)]
    offsets = [datetime(day.year, day.month, day.day, 12, tzinfo=zone).utcoffset() for day in every]
    changes = [at for at in range(2, len(every) - 2) if offsets[at] != offsets[at - 1]]
    return [FIRST, *(every[at + near] for at in changes for near in (-2, -1, 0, 1))]


def test_a_day_ends_when_the_next_one_begins_also_without_a_midnight_or_with_two(front_page: Visitor) -> None:
    days = [(name, day) for name in ZONES for day in days_around_clock_changes(ZoneInfo(name))]
    found = ends(front_page, [(name, day.isoformat()) for name, day in days])
    expected = [end_of(ZoneInfo(name), day) for name, day in days]
    assert len(days) > 400
    assert [(*day, end) for day, end in zip(days, found, strict=True)] == [
        (*day, end) for day, end in zip(days, expected, strict=True)
    ]


def test_in_santiago_an_offer_until_3_april_2027_ends_an_hour_later_than_the_clock_says(front_page: Visitor) -> None:
    assert ends(front_page, [("America/Santiago", "2027-04-03")]) == ["2027-04-04T03:59:59.999Z"]


def test_a_time_zone_that_the_browser_does_not_know_is_said_and_times_are_in_utc(visit: Visit, kim: Person) -> None:
    kim.does("PUT", "/v1/profile", {"name": "Kim", "time_zone": "America/Coyhaique"})
    client = visit(kim)
    client.page.add_init_script("""
        const known = Intl.DateTimeFormat;
        Intl.DateTimeFormat = function (locale, options) {
          if (options?.timeZone === "America/Coyhaique") throw new RangeError("Invalid time zone");
          return new known(locale, options);
        };
    """)
    client.open()
    client.reads("This browser does not know the time zone America/Coyhaique. Times are shown in UTC.")


def test_a_pause_until_a_day_that_is_over_is_refused_whatever_pattern_the_browser_prints(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana)
    enroll(kim, dana)
    client = visit(kim)
    client.page.add_init_script(OTHER_PATTERN)
    client.open(f"#/preferences/{dana.user_id}")
    client.page.get_by_label("Pause until").fill("2020-06-01")
    client.button("Save settings").click()
    client.reads("or a later day.")
    assert kim.does("GET", f"/v1/coaches/{dana.user_id}/enrollment")["paused_until"] is None


def test_an_offer_ends_on_the_last_day_within_five_years_at_the_latest(visit: Visit, dana: Person) -> None:
    coach = visit(dana)
    coach.open("#/offers/new")
    coach.page.get_by_label("Title").fill("For long")
    coach.page.get_by_label("Price of all sessions").fill("200")
    until = coach.page.get_by_label("Open until the end of")
    last = date.fromisoformat(until.get_attribute("max") or "")
    until.fill((last + timedelta(days=1)).isoformat())
    coach.button("Offer it").click()
    coach.reads(f"{last.day}, {last.year} or an earlier day.")
    until.fill(last.isoformat())
    coach.button("Offer it").click()
    coach.news("Offered: “For long”")
