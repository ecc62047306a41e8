"""What has been on hold for long is booked soon: the client is reminded while there is time to say no."""

from plus_one.mail.content import Content, Section
from plus_one.mail.kinds.held import NOT_BOOKED, facts, ways_out
from plus_one.mail.sections import stop_or_change
from plus_one.mail.told import Told


def to_client(told: Told) -> Content:
    return Content(
        title=f"On {told.resumes_on} we'll book your next session with {told.coach}",
        sentence=f"It has been on hold, and nothing will stand in its way then. It costs {told.money('rate')}.",
        facts=facts(told) | {"On hold because": told.because(str(told.event.reason))},
        sections=(_next(told), stop_or_change(told, NOT_BOOKED)),
    )


def _next(told: Told) -> Section:
    return Section(
        heading="What happens next",
        paragraphs=(
            "You have nothing to do if you want it. If you don't want it, pause the program, set a limit or turn it off"
            " before that day.",
            "If you want it now, book it on our page, where you sign in.",
        ),
        links=ways_out(told),
    )
