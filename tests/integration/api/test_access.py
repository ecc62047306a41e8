"""Every route of the OpenAPI document has a good request, so that the access matrix (tests/proof/access.py) knows it.

That the owner does succeed with the same requests is in test_shapes.py and test_shapes_of_writes.py.
"""

from tests.integration.api.routes import GOOD, PUBLIC, declared


def test_every_route_of_the_document_has_a_request_here() -> None:
    assert declared() == set(GOOD) | PUBLIC
