import io
import logging
from collections.abc import Callable, Iterator

import pytest
from moto import mock_aws

from local.mails import Mails
from local.render import Template
from tests.conftest import TABLE, aws, create_table
from tests.integration.api.pair import Pair
from tests.integration.api.routes import Deal, begin
from tests.marketplace import Marketplace, client, coach


@pytest.fixture
def pair(marketplace: Marketplace) -> Pair:
    return Pair(marketplace, client("Alex"), coach("Casey"))


@pytest.fixture
def deal(pair: Pair) -> Deal:
    return begin(pair)


@pytest.fixture(scope="module")
def standing_deal(template: Template, mails: Mails) -> Iterator[Deal]:
    """One deal for all tests of a module whose requests write nothing."""
    with mock_aws():
        create_table(aws("dynamodb"), template, TABLE)
        yield begin(Pair(Marketplace(template, mails, 0), client("Alex"), coach("Casey")))


type Written = Callable[[], str]


@pytest.fixture
def written(
    marketplace: Marketplace,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> Written:
    """All that is logged and printed: ours at DEBUG, that of the libraries at INFO (Lambda leaves them at WARNING)."""
    for name in {*marketplace.routes.values(), *marketplace.readers(), "mail_feedback", "sweep"}:
        marketplace.handler(name)  # their loggers took hold of standard output when they were imported
    log = io.StringIO()
    ours = logging.getLogger("tests")
    for handler in ours.handlers:
        monkeypatch.setattr(handler, "stream", log)
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, ours.name)
    return lambda: log.getvalue() + caplog.text + "".join(capsys.readouterr())
