"""How a page has to look, light and dark, in each size of window."""

from axe_playwright_python.sync_playwright import Axe, AxeResults

DESK, PHONE, SMALLEST_PHONE = (1440, 900), (390, 844), (320, 568)
# All that axe knows, with the rule of WCAG 2.2 that it leaves off unless asked; then what a theme can change.
# Without preload: the style elements that axe makes of imported sheets are what our policy forbids.
ALL = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
COLOURS = {
    "resultTypes": ["violations"],
    "preload": False,
    "runOnly": ["color-contrast", "link-in-text-block"],
}
# Controls that lie outside of the window, where nothing scrolls to them.
CUT_OFF = """() => {
  const scrolls = (element) => element && (/auto|scroll/.test(getComputedStyle(element).overflowX)
    && element.scrollWidth > element.clientWidth || scrolls(element.parentElement))
  return [...document.querySelectorAll("a, button, input, select, textarea")]
    .filter((control) => control.checkVisibility() && control.getBoundingClientRect().right > innerWidth)
    .filter((control) => !scrolls(control)).map((control) => control.outerHTML)
}"""


def assert_looks_fine(page, *sizes):
    """Nothing that axe objects to, nothing that scrolls sideways, no control out of reach."""
    page.evaluate(Axe().axe_script)
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        for theme, options in {"light": ALL, "dark": COLOURS}.items():
            page.emulate_media(color_scheme=theme)
            page.evaluate("Promise.allSettled(document.getAnimations().map((fade) => fade.finished))")
            found = AxeResults(page.evaluate("options => axe.run(options)", options))
            assert not found.violations_count, f"{width} {theme}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CUT_OFF) == []
