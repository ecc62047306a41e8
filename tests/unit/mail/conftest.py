import pytest


@pytest.fixture(autouse=True)
def _no_sockets(socket_disabled: None) -> None:
    """Composing a mail asks nobody anything, and SES is stubbed."""
