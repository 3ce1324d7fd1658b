"""How a page has to look, light and dark, in each size of window."""

from axe_playwright_python.sync_playwright import Axe

DESK, PHONE, SMALLEST_PHONE = (1440, 900), (390, 844), (320, 568)
# The rule of WCAG 2.2 that axe leaves off unless asked.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def assert_looks_fine(page, *sizes):
    """Nothing that axe objects to, and nothing that scrolls sideways."""
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"scrolls at {width}"
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.evaluate("Promise.allSettled(document.getAnimations().map((fade) => fade.finished))")
            found = Axe().run(page, options=OPTIONS)
            assert not found.violations_count, f"{width} {theme}: {found.generate_report()}"
