"""
What a request tells of the browser it came from. It is what the browser says, shown to agents and trusted
for nothing.
"""

import re

from ua_parser import parse

SYSTEMS = {"Mac OS X": "macOS", "Chrome OS": "ChromeOS"}
BROWSERS = {
    "Mobile Safari": "Safari",
    "Chrome Mobile": "Chrome",
    "Chrome Mobile iOS": "Chrome",
    "Firefox Mobile": "Firefox",
    "Firefox iOS": "Firefox",
    "Edge Mobile": "Edge",
}


def describe(request) -> dict:
    """
    Return `browser`, `browser_version`, `system` and `language` of a lead, each "" when the request does
    not say.
    """
    told = parse(request.headers.get("User-Agent", "").replace("\x00", "")[:500])
    family = told.user_agent.family if told.user_agent else ""
    system = told.os.family if told.os else ""
    device = told.device.family if told.device and told.device.family in ("iPhone", "iPad") else ""
    language = re.match(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", request.headers.get("Accept-Language", ""))
    return {
        "browser": BROWSERS.get(family, family)[:50],
        "browser_version": (told.user_agent.major or "")[:20] if told.user_agent else "",
        "system": (device or SYSTEMS.get(system, system))[:50],
        "language": language.group()[:20] if language else "",
    }
