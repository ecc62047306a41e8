"""Unit tests reach nothing outside their process."""

import pytest
from hypothesis import settings

settings.register_profile("unit", deadline=None)  # a busy machine is no failure
settings.load_profile("unit")


@pytest.fixture(autouse=True)
def no_network(socket_disabled: None) -> None:
    """pytest-socket opens the sockets again after each test, for the suites that need them."""
