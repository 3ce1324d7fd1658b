from uuid import UUID

import pytest

from crm.tile import SHAPES, tile_for

# Pinned for ever: a change here gives every contact another face.
ANDREA = "3f9c2a71-8b1e-4d57-9a0c-61e4b7d2c508"
FACES = {
    ANDREA: (
        190,
        "M0 0a1 1 0 0 1 1 1a1 1 0 0 1-1-1zM1 1h1a1 1 0 0 1-1 1z",
        "M1 0a1 1 0 0 1 1 1a1 1 0 0 1-1-1zM0 1.5a.5.5 0 1 1 1 0a.5.5 0 1 1-1 0z",
    ),
    "b81d40e6-27fa-4c93-8e15-0a9f3c6d7214": (
        70,
        "M2 0v1h-1a1 1 0 0 1 1-1zM1 1a1 1 0 0 1 1 1a1 1 0 0 1-1-1z",
        "M1 0v1h-1a1 1 0 0 1 1-1zM0 1h1v1h-1z",
    ),
    "d42f1e98-6b07-4c5a-93e8-15fa7c0b8d62": (
        10,
        "M1 0v1h-1a1 1 0 0 1 1-1zM1 0h1v1a1 1 0 0 1-1-1z"
        "M0 1h1v1a1 1 0 0 1-1-1zM2 1a1 1 0 0 1-1 1a1 1 0 0 1 1-1z",
        "",
    ),
    "51d8f7c2-0e6a-4b39-a574-2c9d81b6e03f": (
        310,
        "M0 0v1h1a1 1 0 0 0-1-1zM1 0v1h1a1 1 0 0 0-1-1zM0 1h1v1a1 1 0 0 1-1-1zM1 1v1h1a1 1 0 0 0-1-1z",
        "",
    ),
}


@pytest.mark.parametrize(("visitor_id", "face"), FACES.items())
def test_a_visitor_id_keeps_its_face(visitor_id, face):
    assert tile_for(visitor_id) == face


def test_a_uuid_and_its_text_in_any_case_have_one_face():
    assert tile_for(UUID(ANDREA)) == tile_for(ANDREA.upper()) == tile_for(ANDREA)


def test_every_hue_is_one_of_twelve():
    hues = {tile_for(str(number)).hue for number in range(200)}
    assert hues == set(range(10, 370, 30))


def test_every_tile_draws_four_cells():
    for number in range(200):
        tile = tile_for(str(number))
        assert (tile.solid + tile.faint).count("M") == 4


def test_the_eight_shapes_differ():
    assert len(set(SHAPES)) == 8
