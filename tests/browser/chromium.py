import os
import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.test 127.0.0.1",  # sites that only a test has
]


def executable():
    """Return the Chromium that CHROMIUM names, or the system's."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


@contextmanager
def run_chromium():
    """Start `executable()`, and yield it as Playwright's browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield browser
        browser.close()
