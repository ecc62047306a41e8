import pytest

from plus_one.store import link_keys
from tests.integration.unsubscribe.link import enrolled
from tests.marketplace import Marketplace, Person, client, coach


@pytest.fixture(autouse=True)
def fresh_keys(moto_table: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A function that has just started."""
    from functions.unsubscribe import app

    monkeypatch.setattr(app, "keys", link_keys.connect("link-keys"))


@pytest.fixture
def pair(marketplace: Marketplace) -> tuple[Person, Person]:
    alex, casey = client(), coach()
    enrolled(marketplace, alex, casey)
    return alex, casey
