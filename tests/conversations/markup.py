"""What a visitor's page asks and shows, read from its HTML."""

import re


def html(page):
    return page.content.decode()


def asked(page):
    """Return the names of the controls that the visitor sees, in order."""
    controls = re.findall(r"<(?:input|textarea|select)[^>]*>", html(page))
    names = [re.search(r'name="([^"]+)"', tag).group(1) for tag in controls if 'type="hidden"' not in tag]
    return list(dict.fromkeys(names))


def hidden(page, name):
    """Return the value of a hidden control, None when it is empty."""
    return re.search(rf'<input type="hidden" name="{name}"(?: value="([^"]*)")?', html(page)).group(1)


def control(page, name):
    """Return a control's tag, with what stands in it if it is a textarea."""
    name = re.escape(name)
    pattern = (
        rf'<textarea[^>]* name="{name}".*?</textarea>|<(?:input|select|textarea)[^>]* name="{name}"[^>]*>'
    )
    return re.search(pattern, html(page), re.DOTALL).group()


def subjects(page):
    """Return the conversations that a chat's home lists, in order."""
    return re.findall(r"<b><bdi>([^<]*)</bdi></b>", html(page))


def status(page):
    """Return what the chat's home says of each conversation, in order."""
    return re.findall(r'<small class="status[^"]*">([^<]+)</small>', html(page))


def link(page, parameter):
    """Return the address of the page's link to earlier (`after`) or later (`before`) rows, or None."""
    found = re.search(rf'href="([^"]*[?;&]{parameter}=[^"]+)"', html(page))
    return found and found.group(1).replace("&amp;", "&")
