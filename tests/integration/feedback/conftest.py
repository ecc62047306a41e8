import pytest

from tests.integration.feedback.enrolled import Pair
from tests.marketplace import Marketplace, client, coach


@pytest.fixture
def pair(marketplace: Marketplace) -> Pair:
    return Pair(marketplace, client(), coach())
