"""The chat in a website as it is in the world: two hosts, with TLS or without, and browsers that end."""

import json
from collections import deque
from contextlib import contextmanager
from threading import Thread

from playwright.sync_api import expect

from tests.browser.chromium import FLAGS
from tests.crm.production import Server

HOSTS = ("crm.test", "crm.acme.test")
# Playwright switches the partitioned storage off that every browser has; the last flag of a name counts.
AS_PEOPLE_HAVE_IT = [*FLAGS, "--ignore-certificate-errors", "--disable-features=Translate"]
OPEN, CLOSE = "Open the chat", "Close the chat"


class Crm(Server):
    """The product behind gunicorn, on two names of hosts, for all the tests of a package."""

    LONGEST = 1800

    def __init__(self, static_root, folder, certificate=None):
        self.scheme, self.log, files = "http", folder / "access.log", []
        if certificate:
            self.scheme, pem = "https", folder / "site.pem"
            certificate.private_key_and_cert_chain_pem.write_to_path(pem)
            files = ["--certfile", str(pem), "--keyfile", str(pem)]
        super().__init__(
            static_root, "--access-logfile", str(self.log), *files, ALLOWED_HOSTS=",".join(HOSTS)
        )

        # Many tests write more to it than a pipe holds, and then a server would wait for a reader.
        self.reader = Thread(target=deque, args=(self.process.stderr, 0), daemon=True)
        self.reader.start()

    def end(self):
        self.process.terminate()
        code = self.process.wait(timeout=self.LONGEST)
        self.reader.join()
        self.limit.cancel()
        return code

    def at(self, host="crm.test"):
        return f"{self.scheme}://{host}:{self.port}"

    def snippet(self, project, host="crm.test"):
        return project.embed_snippet(self.at(host))


@contextmanager
def browsing(browser_type, executable, profile, *, third_party_cookies=None):
    """Start a browser with what `profile` has kept, and yield a page in it. It keeps it for next time."""
    settings = profile / "Default" / "Preferences"
    if third_party_cookies is not None and not settings.exists():
        settings.parent.mkdir(parents=True)
        mode = {"cookie_controls_mode": 0 if third_party_cookies else 1}
        settings.write_text(
            json.dumps({"profile": mode | {"block_third_party_cookies": not third_party_cookies}})
        )
    context = browser_type.launch_persistent_context(
        profile, executable_path=executable, args=AS_PEOPLE_HAVE_IT, reduced_motion="reduce"
    )
    try:
        yield context.pages[0]
    finally:
        context.close()


def open_chat(page):
    """Open the panel, and return the chat in it."""
    page.get_by_role("button", name=OPEN).click()
    return chat_in(page)


def chat_in(page):
    return page.frame_locator("regulars-chat iframe")


def write_first(chat, body, name="Andrea"):
    chat.get_by_label("Full name").fill(name)
    chat.get_by_label("E-mail").fill("andrea1@gmail.com")
    write(chat, body)


def write(chat, body):
    chat.get_by_label("Message").fill(body)
    chat.get_by_role("button", name="Start").click()
    expect(chat.locator("li.mine p")).to_have_text(body)
