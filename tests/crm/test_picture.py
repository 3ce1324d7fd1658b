"""One's picture: read from whatever is sent, kept as a small square, shown to the people one works with."""

from contextlib import suppress
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from crm import picture as verbs
from crm.models import Picture
from tests.factories import ConversationFactory, MembershipFactory

UPLOAD, REMOVAL = "/profile/picture/", "/profile/picture/removal/"


def drawn(form="PNG", size=(300, 200), mode="RGB", colour="red", **options):
    file = BytesIO()
    Image.new(mode, size, colour).save(file, form, **options)
    return file.getvalue()


def sent(content, name="face.png", kind="image/png"):
    return SimpleUploadedFile(name, content, kind)


def upload(client, content, **about):
    return client.post(UPLOAD, {"picture": sent(content, **about)})


def read(image):
    return Image.open(BytesIO(image))


@pytest.fixture
def client(agent, signed_in):
    return signed_in(agent)


@pytest.fixture
def with_picture(agent):
    verbs.keep(agent, sent(drawn()))
    agent.refresh_from_db()
    return agent


def test_a_picture_is_sent_and_stands_where_the_initials_stood(agent, client):
    assert ">MA</span>" in client.get("/p/fern/contacts/").text
    assert upload(client, drawn()).url == "/profile/"
    agent.refresh_from_db()
    address = agent.picture.get_absolute_url()
    assert f'>MA<img src="{address}" alt=""></span>' in client.get("/p/fern/contacts/").text
    shown = client.get(address)
    assert shown["Content-Type"] == "image/webp"
    assert read(shown.content).size == (verbs.SIDE, verbs.SIDE)


def test_it_is_kept_for_long_and_by_this_browser_only(client, with_picture):
    shown = client.get(with_picture.picture.get_absolute_url())
    assert shown["Cache-Control"] == "private, max-age=31536000, immutable"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in shown["Content-Security-Policy"]


def test_another_one_takes_its_place_at_another_address(client, with_picture):
    earlier = with_picture.picture.get_absolute_url()
    upload(client, drawn(colour="blue"))
    with_picture.refresh_from_db()
    assert Picture.objects.get() == with_picture.picture
    assert with_picture.picture.get_absolute_url() != earlier
    assert client.get(earlier).status_code == 404


def test_it_is_taken_away_again(client, with_picture):
    assert "Show my initials instead" in client.get("/profile/").text
    assert client.post(REMOVAL).url == "/profile/"
    assert client.post(REMOVAL).status_code == 302
    with_picture.refresh_from_db()
    assert with_picture.picture is None
    assert not Picture.objects.exists()
    assert "Show my initials instead" not in client.get("/profile/").text


def test_people_who_share_a_project_see_it_and_nobody_else(
    admin, outsider, staff, other_project, with_picture, signed_in
):
    address = with_picture.picture.get_absolute_url()
    assert signed_in(admin).get(address).status_code == 200
    for stranger in (outsider, staff):
        assert signed_in(stranger).get(address).status_code == 404
    assert Client().get(address).url.startswith("/login/")
    MembershipFactory(project=other_project, user=with_picture)
    assert signed_in(outsider).get(address).status_code == 200


def test_no_page_takes_a_query_more_for_them(project, admin, signed_in):
    client = signed_in(admin)
    for _ in range(5):
        MembershipFactory(project=project)
    pages = ["/p/fern/settings/members/", ConversationFactory(project=project).get_absolute_url()]
    before = [count_of(client, page) for page in pages]
    for member in project.members.all():
        verbs.keep(member, sent(drawn()))
    assert [count_of(client, page) for page in pages] == before
    assert all(client.get(page).text.count('<img src="/pictures/') > 5 for page in pages)


def count_of(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    return len(queries)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("size", [(1, 1), (3000, 10), (10, 3000), (640, 480)])
def test_every_form_and_shape_becomes_the_same_square(form, size):
    assert read(verbs.square(sent(drawn(form, size)))).size == (verbs.SIDE, verbs.SIDE)


@pytest.mark.parametrize(
    ("form", "mode"), [("JPEG", "CMYK"), ("PNG", "I;16"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "1")]
)
def test_every_kind_of_pixels_is_read(form, mode):
    assert read(verbs.square(sent(drawn(form, mode=mode, colour=0)))).mode == "RGB"


def test_what_is_transparent_is_white():
    clear = verbs.square(sent(drawn(mode="RGBA", colour=(0, 0, 0, 0))))
    assert read(clear).getpixel((90, 90)) == (255, 255, 255)


def test_nothing_but_the_pixels_survives():
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "SECRET"
    data = drawn("JPEG", exif=exif, comment=b"SECRET") + b"SECRET"
    image = verbs.square(sent(data))
    assert b"SECRET" in data
    assert b"SECRET" not in image
    assert not read(image).getexif()
    assert "icc_profile" not in read(image).info


def test_it_stands_upright():
    half = Image.new("RGB", (200, 200), "white")
    half.paste("black", (0, 0, 100, 200))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # to be turned to the right: what is left is on top then
    file = BytesIO()
    half.save(file, "PNG", exif=exif)
    image = read(verbs.square(sent(file.getvalue())))
    assert (image.getpixel((96, 10))[0] < 50, image.getpixel((96, 180))[0] > 200) == (True, True)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
UNREADABLE = {
    "SVG": SVG,
    "HTML": HTML,
    "the beginning of a PNG": drawn()[:60],
    "HTML that begins like a GIF": b"GIF89a" + HTML,
    "a BMP": drawn("BMP"),
    "a TIFF": drawn("TIFF"),
    "an icon": drawn("ICO"),
    "PostScript": drawn("EPS"),
    "nonsense": b"\x00\xff" * 100,
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_picture_is_refused_whatever_it_says_it_is(agent, client, content):
    assert_refused(upload(client, content), "This is no picture that can be read.")


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "This file is empty."), (b"\x00" * (verbs.LARGEST_FILE + 1), "5 MB are the most.")],
    ids=["empty", "too large"],
)
def test_a_file_that_cannot_be_is_refused_at_its_field(agent, client, content, words):
    assert_refused(upload(client, content), words)


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_read(agent, client):
    for size in ((5001, 5000), (14_000, 14_000)):
        bomb = drawn(mode="1", size=size, colour=0)
        assert len(bomb) < 200_000
        assert_refused(upload(client, bomb), "25 megapixels are the most.")


def test_sending_no_file_says_so(agent, client):
    for data in ({}, {"picture": "text"}):
        assert_refused(client.post(UPLOAD, data), "Choose a file first.")


def assert_refused(response, words):
    assert response.status_code == 422
    [error] = response.context["picture_form"].errors["picture"]
    assert words in error
    assert 'aria-invalid="true"' in response.text
    assert not Picture.objects.exists()


BROKEN = [drawn(form, size=(40, 30)) for form in verbs.FORMATS]


@settings(deadline=None)
@given(st.sampled_from(BROKEN), st.integers(min_value=0), st.binary(min_size=1, max_size=20))
def test_no_broken_file_is_an_error(data, place, rubbish):
    place %= len(data)
    with suppress(verbs.NoPicture, verbs.TooManyPixels):
        verbs.square(sent(data[:place] + rubbish + data[place + len(rubbish) :]))
