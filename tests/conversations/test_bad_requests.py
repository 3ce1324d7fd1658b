"""Requests that no page of ours makes: other methods, addresses, content types, encodings and sizes."""

import base64
import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conversations.models import Conversation
from crm.wsgi import application
from leads.models import Lead
from tests.conversations.markup import asked, control, html, subjects

UUID = "3f9c2a71-8b1e-4d57-9a0c-61e4b7d2c508"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=XX"
PART = b'--XX\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
PAGES = ["", f"conversations/{UUID}/"]
POSTS = ["conversations/", f"conversations/{UUID}/messages/"]


def send(browser, body, content_type=FORM, address=None, **more):
    return browser.generic("POST", address or f"{browser.chat}conversations/", body, content_type, **more)


def cursor(*place):
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


@pytest.mark.parametrize("address", POSTS)
@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options", "trace"])
def test_what_is_written_by_post_is_written_by_nothing_else(chat, nothing_written, method, address):
    is_link = method in ("get", "head")  # to the page that it belongs to
    with nothing_written():
        assert getattr(chat, method)(chat.chat + address).status_code == (302 if is_link else 405)


@pytest.mark.parametrize("address", [*PAGES, "theme.css"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_page_that_is_read_takes_nothing(chat, nothing_written, method, address):
    with nothing_written():
        assert getattr(chat, method)(chat.chat + address).status_code == 405


@pytest.mark.parametrize("key", ["nowhere", "FERN", "fern2", "ferns", "1", "x" * 500])
@pytest.mark.parametrize("address", [*PAGES, *POSTS])
def test_an_unknown_key_gets_a_plain_page_and_leaves_no_trace(visitor, nothing_written, key, address):
    with nothing_written():
        page = (visitor.post if address in POSTS else visitor.get)(f"/chat/{key}/{address}")

    assert page.status_code == 404
    assert "There is no chat at this address" in html(page)
    assert not page.cookies
    assert not asked(page)


@pytest.mark.parametrize("key", ["a b", "%00", "%ff%fe", "fern%2f", "..", "<script>", "%E2%80%AE", "fern;x"])
def test_an_address_that_cannot_be_is_not_found(client, db, key):
    page = client.get(f"/chat/{key}/")

    assert page.status_code == 404
    assert "<script>" not in html(page)


def test_the_notice_speaks_the_visitors_language_or_else_the_projects(visitor, project, settings):
    settings.CHAT_LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("ar", "العربية")]
    project.language = "ar"
    project.allowed_sites = ["https://fern.example"]
    project.save()
    framed = {"Sec-Fetch-Dest": "iframe", "Referer": "https://evil.example/"}

    unknown = visitor.get("/chat/nowhere/", headers={"Accept-Language": "xx, de-AT;q=0.9, en;q=0.5"})
    forbidden = visitor.get(visitor.chat, headers=framed | {"Accept-Language": "xx"})
    own = visitor.get(visitor.chat, headers={"Accept-Language": "de"})

    assert '<html lang="de" dir="ltr">' in html(unknown)
    assert '<html lang="ar" dir="rtl">' in html(forbidden)
    assert '<html lang="de"' in html(own)


@pytest.mark.parametrize(
    "public_id",
    [
        "1",
        "x",
        UUID.upper(),
        UUID.replace("-", ""),
        UUID[:-1],
        f"{UUID}0",
        f"%7B{UUID}%7D",
        "%00",
        "%ff",
        "../x",
    ],
)
def test_a_malformed_public_id_is_not_found(chat, nothing_written, public_id):
    with nothing_written():
        assert chat.get(f"{chat.chat}conversations/{public_id}/").status_code == 404
        assert chat.say(f"{chat.chat}conversations/{public_id}/").status_code == 404


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"body=" + b"x" * 5_000_000, FORM),
        (PART % (b"body", b"x" * 5_000_000) + b"--XX--\r\n", MULTIPART),
        (b"&".join(b"field%d=x" % number for number in range(2000)), FORM),
        (b"".join(PART % (b"field%d" % number, b"x") for number in range(2000)) + b"--XX--\r\n", MULTIPART),
        (b"body=Hello", "multipart/form-data"),
        (b"body=Hello", f"multipart/form-data; boundary={'X' * 300}"),
        (b"body=Hello", "multipart/form-data; boundary=\xff"),
        (b"body=Hello", f"{FORM}; charset=utf-16"),
    ],
    ids=[
        "5 MB",
        "5 MB part",
        "2000 fields",
        "2000 parts",
        "no boundary",
        "long boundary",
        "odd boundary",
        "utf-16",
    ],
)
def test_a_request_that_is_too_much_or_broken_is_refused(chat, nothing_written, body, content_type):
    with nothing_written():
        for address in (f"{chat.chat}conversations/", f"{chat.thread}messages/"):
            assert send(chat, body, content_type, address).status_code in (400, 413)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ('{"full_name": "Andrea", "email": "a@b.example", "body": "Hello"}', "application/json"),
        ("full_name=Andrea&email=a@b.example&body=Hello", "text/plain"),
        ("full_name=Andrea&email=a@b.example&body=Hello", ""),
        ("full_name=Andrea&email=a@b.example&body=Hello", "\x00;;=/"),
        ("", FORM),
        ("&&&===;;;%%%zz", FORM),
        ("--XX--\r\n", MULTIPART),
        ("--XX\r\nContent-Disposition: form-data\r\n\r\nHello\r\n--XX--\r\n", MULTIPART),
        (
            "--XX\r\nContent-Disposition: form-data; name*=utf-7''attributes.%2B2AA-\r\n\r\nx\r\n--XX--",
            MULTIPART,
        ),
        ("--XX\r\nContent-Disposition: form-data; name*=rot13''body%41\r\n\r\nx\r\n--XX--", MULTIPART),
    ],
)
def test_what_is_no_form_is_an_empty_form(visitor, nothing_written, body, content_type):
    with nothing_written():
        page = send(visitor, body, content_type)

    assert page.status_code == 422
    assert asked(page) == ["full_name", "last_name", "email", "body"]


def test_a_message_sent_as_a_file_is_no_message(visitor, nothing_written):
    with nothing_written():
        page = visitor.start(SimpleUploadedFile("body.txt", b"Hello"))

    assert page.status_code == 422
    assert 'id="id_body_error"' in html(page)


def test_of_a_repeated_field_the_last_counts(visitor):
    send(visitor, "full_name=A&full_name=Andrea&email=x&email=a@b.example&body=One&body=Two")

    assert Lead.objects.get().full_name == "Andrea"
    assert Conversation.objects.get().subject == "Two"


def test_a_thousand_unknown_fields_are_refused_with_the_form(visitor, nothing_written):
    with nothing_written():
        page = visitor.start("Kept", **{f"attributes.field{number}": "x" for number in range(900)})

    assert page.status_code == 422
    assert "Kept" in control(page, "body")


@pytest.mark.parametrize("name", ["User-Agent", "Accept-Language", "Referer", "X-Forwarded-For", "Cookie"])
@pytest.mark.parametrize(
    "value", ["x" * 7000, "x," * 3000, "\xff\xfe\x00\x01", "<script>", "(" * 500, "=;:/?[%", ""]
)
def test_no_header_breaks_the_form(visitor, settings, name, value):
    settings.TRUSTED_PROXIES = 1
    visitor.defaults["HTTP_" + name.upper().replace("-", "_")] = value

    page, answer = visitor.look(), visitor.start()

    assert page.status_code == 200
    assert "<script>x" not in html(page)
    assert answer.status_code == 303


# A real server's start and end of a request, which let go of connections that are in a transaction.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "charset", ["utf-7", "rot13", "undefined", "idna", "hex", "unicode_escape", "utf-16", "x"]
)
def test_the_encoding_that_a_request_names_is_not_heeded(visitor, charset):
    fields = {b"full_name": b"Andrea +2AA-", b"email": b"a@b.example", b"body": "Grüße \\ud800".encode()}
    body = b"".join(PART % field for field in fields.items()) + b"--XX--\r\n"
    environ = visitor._base_environ(
        REQUEST_METHOD="POST",
        PATH_INFO=f"{visitor.chat}conversations/",
        QUERY_STRING="change=%41",
        CONTENT_TYPE=f"multipart/form-data; Charset={charset}; boundary=XX",
        CONTENT_LENGTH=str(len(body)),
    ) | {"wsgi.input": BytesIO(body)}
    answers = []

    application(environ, lambda status, headers: answers.append(status)).close()

    assert answers == ["303 See Other"]
    assert Lead.objects.get().full_name == "Andrea +2AA-"
    assert Conversation.objects.get().subject == "Grüße \\ud800"


@pytest.mark.parametrize(
    "place",
    [
        "",
        "é",
        "x" * 5000,
        cursor(),
        cursor(0),
        cursor(1, "2026-01-01T00:00:00Z", 1),
        cursor(-1, "2026-01-01T00:00:00Z", 1),
        cursor(0, None, None),
        cursor(0, "\x00", "\x00"),
        cursor(0, "2026-01-01T00:00:00Z", float("inf")),
        cursor(0, "2026-01-01T00:00:00Z", float("nan")),
        cursor(0, float("inf"), 1),
        cursor(0, [[[]]], {}),
        cursor(0, "2026-02-30T00:00:00Z", 1),
    ],
)
@pytest.mark.parametrize("direction", ["after", "before"])
def test_a_page_that_is_none_is_the_first_page_with_a_note(chat, direction, place):
    home = chat.get(chat.chat, {direction: place})
    thread = chat.get(chat.thread, {direction: place})

    assert (home.status_code, thread.status_code) == (200, 200)
    assert subjects(home) == ["Is the moss glaze dishwasher safe?"]
    assert '<li class="mine" id="m1">' in html(thread)
    note = "That page is not there any more."
    assert (note in html(home), note in html(thread)) == (bool(place), bool(place))


@pytest.mark.parametrize("direction", ["after", "before"])
@pytest.mark.parametrize(
    "place",
    [
        ["0001-01-01T00:00:00+14:00", 1],
        ["9999-12-31T23:59:59-14:00", 1],
        ["2026-01-01T00:00:00Z", 10**30],
        ["2026-01-01T00:00:00Z", -(10**30)],
        [10**40, 10**40],
        [-(10**40), 1],
    ],
)
def test_a_place_beyond_all_rows_is_no_error(chat, direction, place):
    for address in (chat.chat, chat.thread):
        assert chat.get(address, {direction: cursor(0, *place)}).status_code == 200


def test_a_request_that_is_too_large_gets_a_notice_that_a_frame_may_show(visitor):
    response = visitor.start("x" * 3_000_000)
    assert response.status_code == 400
    assert "X-Frame-Options" not in response.headers
    assert "more than the chat takes" in response.content.decode()
