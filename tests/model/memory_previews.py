"""What would be, by the domain's functions."""

from plus_one.domain.events import Side
from plus_one.domain.previews import Change, Preview, preview, preview_after
from tests.model import memory_views as views
from tests.model.memory_enrollments import as_settings
from tests.model.memory_offers import Offers
from tests.model.seen import Body, Got


class Previews(Offers):
    def preview(self, client: str, coach: str, offer: int | None = None, settings: Body | None = None) -> Got:
        pairing = self.known((client, coach)) if (client, coach) in self.pairings else None
        change = Change(
            None if offer is None else self.bookable(client, coach, offer),
            None if settings is None else as_settings(settings),
        )
        person, limit = self.after_a_write(client), self.velocity_limit
        stopped = self.is_stopped(client, coach)
        then = preview_after(pairing, person, change, velocity_limit=limit, now=self.now, stopped=stopped)
        now = preview(pairing, velocity_limit=limit, now=self.now, stopped=stopped) if pairing else None
        return Got(200, {"now": _outlook(now) if now else None, "then": _outlook(then)})


def _outlook(value: Preview) -> Body:
    shown = views.preview(Side.CLIENT, value.pairing, value.decision)
    return shown | {"effective": value.standing.effective}
