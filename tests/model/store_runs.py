"""A marketplace to play in outside pytest: what the fixtures of tests/conftest.py set up, without them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from moto import mock_aws

from local.gateway import Gateway
from local.mails import Mails
from local.outcomes import Outcomes
from local.render import render
from local.server import Pages, serve
from local.ses import Account
from tests.announced import create_bus
from tests.conftest import MAIL_PORT, ROOT, TABLE, aws, create_link_keys, create_table
from tests.marketplace import Marketplace
from tests.model.run import Runs
from tests.model.through_store import Store


@contextmanager
def through_store() -> Iterator[Runs]:
    template, kept = render(ROOT / "template.yaml"), Mails()
    gateway = Gateway("http://127.0.0.1:9", "none", "http://127.0.0.1:8080", print)
    account = Account(frozenset({"plus-one@example.com"}), frozenset({"mail"}))
    with serve(MAIL_PORT, Pages(gateway, Outcomes(kept), account)), mock_aws():
        create_table(aws("dynamodb"), template, TABLE)
        create_link_keys()
        create_bus(aws("events"))
        yield runs_in(Marketplace(template, kept, 0))


def runs_in(marketplace: Marketplace) -> Runs:
    """With Idempotency-Keys: the actions know them, the domain does not."""

    def new(velocity_limit: int, start: datetime) -> Store:
        return Store(marketplace, velocity_limit, start)

    return Runs(new, keys=True)
