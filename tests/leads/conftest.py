import pytest


@pytest.fixture
def look(agent, signed_in):
    """Return what the agent's page of contacts is for some query parameters."""
    client = signed_in(agent)
    return lambda address="", headers=None, **query: client.get(
        f"/p/fern/contacts/{address}", query or None, headers=headers
    )
