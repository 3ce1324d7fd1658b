"""
Pictures of every page of the demo, to lay beside the design: `python -m tests.browser.screenshots FOLDER`.

With `--readme` instead of a folder: the pictures that the README shows.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from tests.browser.chromium import run_chromium

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = {"": {"width": 1440, "height": 900}, "-mobile": {"width": 390, "height": 844}}
PAGES = {
    "chat-known": "/chat/demo/",
    "chat-change": "/chat/demo/?change=1",
    "chat-thread": "{thread}",
    "chat-notice": "/chat/nobody/",
    "contacts": "/p/demo/contacts/?q=andrea1@gmail.com",
    "contacts-all": "/p/demo/contacts/",
    "contacts-filtered": "/p/demo/contacts/?has_email=no&sort=name",
    "contacts-none": "/p/demo/contacts/?q=nobody@example.com",
    "contact": "{contact}",
    "contact-edit": "{contact}edit/",
    "contact-erase": "{contact}erasure/",
    "contact-export": "{contact}export/",
    "trash": "/p/demo/contacts/trash/",
    "inbox": "/p/demo/conversations/",
    "settings-hours": "/p/demo/settings/hours/",
    "notifications": "/profile/notifications/",
    "inbox-closed": "/p/demo/conversations/?queue=closed",
    "inbox-snoozed": "/p/demo/conversations/?queue=snoozed",
    "inbox-waiting": "/p/demo/conversations/?queue=waiting",
    "conversation": "{conversation}",
    "profile": "/profile/",
    "profile-language": "/profile/language/",
    "profile-appearance": "/profile/appearance/",
    "profile-password": "/profile/password/",
    "profile-projects": "/profile/projects/",
    "leaving": "/p/demo/leaving/",
    "settings": "/p/demo/settings/",
    "settings-install": "/p/demo/settings/install/",
    "settings-fields": "/p/demo/settings/fields/",
    "settings-field": "{field}",
    "settings-field-new": "/p/demo/settings/fields/new/",
    "settings-field-kind": "{field}kind/?kind=text",
    "settings-field-kind-refused": "{field}kind/?kind=number",
    "settings-canned": "/p/demo/settings/canned/",
    "settings-canned-new": "/p/demo/settings/canned/new/",
    "settings-members": "/p/demo/settings/members/",
    "admin": "/admin/",
    "admin-leads": "/admin/leads/lead/?project=1",
    "admin-lead": "/admin/leads/lead/1/change/",
    "admin-people": "/admin/crm/user/",
}


def main(argument):
    with demo_site() as url, run_chromium() as browser:
        page = browser.new_page(base_url=url, viewport=SIZES[""], reduced_motion="reduce")
        if argument == "--readme":
            sign_in(page)
            draw(page, "/p/demo/contacts/", ROOT / "docs" / "images" / "contacts.png")
            open_chat_in_the_shop(page)
            draw(page, None, ROOT / "docs" / "images" / "chat.png")
        else:
            draw_everything(page, Path(argument))


def draw_everything(page, folder):
    draw_all(page, {"login": "/login/", "chat": "/chat/demo/", "shop": "/demo/"}, folder)
    open_chat_in_the_shop(page)
    draw_all(page, {"shop-open": None}, folder)
    page.goto("/chat/demo/")
    page.get_by_label("E-mail").fill("ines@example")
    page.get_by_role("button", name="Start chat").click()
    draw_all(page, {"chat-errors": None}, folder)
    page.get_by_label("Full name").fill("Ines")
    page.get_by_label("E-mail").fill("ines@example.com")
    page.get_by_label("Message").fill("Do the clay cups fit under a coffee machine?")
    page.get_by_role("button", name="Start chat").click()
    places = {"thread": page.url}
    sign_in(page)
    page.goto("/p/demo/conversations/")
    page.get_by_role("link", name="Ines").click()
    page.get_by_label("Write a reply").fill("They do: a clay cup is 7 cm high.")
    page.get_by_role("button", name="Send reply").click()
    page.goto(PAGES["contacts"])
    page.get_by_role("link", name="Andrea", exact=True).click()
    places["contact"] = page.url
    places["conversation"] = page.get_by_role("link", name="Reply").get_attribute("href")
    page.goto("/p/demo/settings/fields/")
    places["field"] = page.get_by_role("link", name="Topic").get_attribute("href")
    draw_all(page, PAGES, folder, **places)


def open_chat_in_the_shop(page):
    page.goto("/demo/")
    page.get_by_role("button", name="Open the chat").click()
    page.frame_locator("iframe").get_by_role("button", name="Close the chat").wait_for()


def draw_all(page, pages, folder, **places):
    """Draw each page in both themes and sizes; one without an address is the page that is open."""
    for name, path in pages.items():
        for ending, size in SIZES.items():
            for theme in ("light", "dark"):
                page.set_viewport_size(size)
                page.emulate_media(color_scheme=theme)
                draw(page, path and path.format(**places), folder / f"{name}{ending}-{theme}.png")


def draw(page, path, file):
    if path:
        page.goto(path, wait_until="networkidle")
    page.screenshot(path=file, animations="disabled")


def sign_in(page):
    page.goto("/login/")
    page.get_by_label("E-mail").fill("maya@fernandclay.example")
    page.get_by_label("Password").fill("regulars-demo")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Contacts").wait_for()


@contextmanager
def demo_site():
    """Serve the demo from a database of its own, and yield the site's address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        host, port = probe.getsockname()
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3", "DEBUG": "1"}
        run = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        manage = [sys.executable, ROOT / "manage.py"]
        subprocess.run([*manage, "migrate"], check=True, **run)
        subprocess.run([*manage, "demo"], check=True, **run)
        with subprocess.Popen([*manage, "runserver", f"{host}:{port}", "--noreload"], **run) as server:
            try:
                while socket.socket().connect_ex((host, port)) and server.poll() is None:
                    time.sleep(0.1)
                yield f"http://{host}:{port}"
            finally:
                server.terminate()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
