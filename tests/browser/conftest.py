"""Headless Chromium. What a page complains about in a test, or asks of another host, fails that test."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import trustme
from playwright.sync_api import expect

from conversations import post
from conversations.assign import assign
from conversations.close import close
from conversations.models import Conversation
from conversations.signed import link_token
from crm.models import Membership
from leads import profile
from leads.merge import merge as merge_contacts
from leads.models.profile_value import Source
from tests.browser.chromium import run_chromium
from tests.browser.embedding import HOSTS, Crm
from tests.browser.site import Site
from tests.factories import ConversationFactory, LeadFactory, ProfileFieldFactory

# Playwright's sync API runs an event loop in this thread, in which Django would refuse to query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

PATIENCE = 15_000  # milliseconds: a busy machine is no failure
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium():
    """The one browser of these tests. It ends with them: other tests want no event loop in their thread."""
    with run_chromium() as browser:
        yield browser


class Complaints(list):
    """What went wrong in the pages of a test. One that the test provokes has to be expected, and to come."""

    def __init__(self):
        self.expected = []

    def expect(self, text):
        self.expected.append(text)

    def watch(self, context, *hosts):
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.append(f"uncaught: {error.error}"))
        context.on("request", lambda request: self._look(request.url, hosts))

    def settle(self):
        for text in self.expected:
            heard = [complaint for complaint in self if text in complaint]
            assert heard, f"expected a complaint about {text}, heard {list(self)}"
            self[:] = [complaint for complaint in self if text not in complaint]
        assert not self, "\n".join(self)

    def _hear(self, message):
        if message.type in ("error", "warning"):
            self.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _look(self, url, hosts):
        parts = urlsplit(url)
        if parts.netloc not in hosts and parts.scheme not in ("data", "blob"):
            self.append(f"asked another host: {url}")


@pytest.fixture
def complaints():
    complaints = Complaints()
    yield complaints
    complaints.settle()


@pytest.fixture
def address(live_server):
    """The address that pages are opened at."""
    return live_server.url


@pytest.fixture
def open_page(chromium, address, complaints):
    """
    Return a function that opens a page in a browser of its own, for whoever a test client is or nobody yet.

    Options are Playwright's. Motion is reduced: a page that still fades in takes no click.
    """
    contexts = []

    def open_page(client=None, **options):
        context = chromium.new_context(base_url=address, reduced_motion="reduce", **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        complaints.watch(context, urlsplit(address).netloc)
        cookies = client.cookies.values() if client else []
        context.add_cookies([{"name": c.key, "value": c.value, "url": address} for c in cookies])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def shop(project, other_project, agent, visitor):
    """Fern & Clay and all sorts of people: shared e-mails, no name, names that are long or run leftwards."""
    Membership.objects.create(project=other_project, user=agent)
    ProfileFieldFactory(project=project, key="cafe", label="Do you run a café?", kind="yes_no")
    ProfileFieldFactory(project=project, key="topic", label="About", kind="choice").choices.create(
        key="order", label="An order"
    )
    thread = visitor.start(f"Is the moss glaze dishwasher safe?\n{LONG * 5}")["Location"]
    conversation = Conversation.objects.get()
    post.reply(conversation, agent, "It is.")
    post.post_message(conversation, "Thank you.", via="mail", whole=f"Thank you.\n> It is.\n{LONG}")
    post.add_note(conversation, agent, f"Runs a café: {LONG}")
    ConversationFactory(project=project, lead=conversation.lead, subject=LONG)
    done = ConversationFactory(project=project, lead__email="andrea1@gmail.com", lead__full_name="عبد الرحمن")
    close(assign(done, agent, agent), agent)
    ConversationFactory(project=project, lead__full_name=LONG, lead__email=f"{LONG}@example.com")
    nobody = LeadFactory(project=project)
    LeadFactory.create_batch(25, project=project)
    duplicate = LeadFactory(project=project)
    profile.write(duplicate, {"full_name": LONG, "email": "andrea1@gmail.com"}, source=Source.VISITOR)
    merged = LeadFactory.create_batch(2, project=project, full_name="Merged")
    [merge] = merge_contacts(merged[0], merged[1:], by=agent, reason=LONG)
    return {
        "contact": conversation.lead.get_absolute_url(),
        "unnamed": nobody.get_absolute_url(),
        "conversation": conversation.get_absolute_url(),
        "closed": done.get_absolute_url(),
        "thread": thread,
        "duplicate": duplicate.pk,
        "merged": merged[0].get_absolute_url(),
        "merge": merge.pk,
        "letter": f"/chat/fern/letters/{link_token(conversation)}/",
    }


@pytest.fixture(scope="session")
def certificate():
    return trustme.CA().issue_cert(*HOSTS, "shop.test", "blog.test", "www.acme.test")


@pytest.fixture(scope="package")
def serve(static_root, tmp_path_factory, django_db_setup, django_db_blocker):
    """Return a function that starts the product as a server of its own, with or without a certificate."""
    servers = []

    def start(certificate=None):
        with django_db_blocker.unblock():
            servers.append(Crm(static_root, tmp_path_factory.mktemp("crm"), certificate))
        return servers[-1]

    yield start
    for server in servers:
        assert server.end() == 0


@pytest.fixture(scope="package")
def crm(serve, certificate):
    """The product over HTTPS."""
    return serve(certificate)


@pytest.fixture
def site(certificate):
    """A website over HTTPS that is not the product's."""
    site = Site(certificate)
    yield site
    site.close()


@pytest.fixture
def visit(chromium, site, crm, complaints):
    """Return a function that opens the website in a new browser, whose complaints count."""
    contexts = []

    def visit(path="/", **options):
        options = {"reduced_motion": "reduce", "ignore_https_errors": True} | options
        context = chromium.new_context(base_url=site.at("shop.test"), **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        complaints.watch(context, *(urlsplit(address).netloc for address in (site.at("shop.test"), crm.at())))
        page = context.new_page()
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()
