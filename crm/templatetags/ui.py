from urllib.parse import urlsplit

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_info, gettext

from crm import relative_time
from crm.tile import tile_for
from leads.activity import sentence
from leads.fold import fold, matches
from leads.short_date import coming

register = template.Library()


@register.simple_tag
def tile(seed, **attributes):
    """A contact's face: `{% tile contact.visitor_id class="large" %}`."""
    face = tile_for(seed)
    return format_html(
        '<svg class="avatar{}" viewBox="0 0 2 2" color="oklch(.6 .12 {})" fill="currentColor"'
        ' aria-hidden="true">{}{}</svg>',
        _more(attributes),
        face.hue,
        format_html('<path d="{}"/>', face.solid) if face.solid else "",
        format_html('<path d="{}" opacity=".5"/>', face.faint) if face.faint else "",
    )


@register.simple_tag
def agent(user, labelled=False, **attributes):
    """
    An agent's circle: their picture over their initials, which are left where it cannot be had. Say
    `labelled=True` where the name does not stand beside it.
    """
    says = format_html('role="img" aria-label="{}"', user)
    hidden = mark_safe('aria-hidden="true"')
    circle = '<span class="agent{}" {}>{}{}</span>'
    return format_html(
        circle, _more(attributes), says if labelled else hidden, user.initials, _picture(user.picture_id)
    )


@register.simple_tag
def when(value, form="ago"):
    """`{% when moment %}` or `{% when moment "clock" %}`: short to read, exact in `title` and `datetime`."""
    if not value:
        return ""
    words, exact = FORMS[form](value), relative_time.exact(value)
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), exact, words)


@register.filter
def day(value):
    return relative_time.day(value)


@register.filter
def until(value):
    return relative_time.until(value)


@register.filter
def day_name(value):
    return relative_time.day_name(value)


@register.filter
def span(duration):
    return relative_time.span(duration)


@register.filter(name="coming")
def coming_moment(moment):
    """A moment to come: "18:00", "tomorrow, 09:00", "Monday, 09:00"."""
    return coming(moment)


@register.filter
def exact(moment):
    return relative_time.exact(moment)


@register.filter
def since(moment):
    """How long something has lasted, in its largest unit."""
    return relative_time.span(timezone.now() - moment, units=1)


@register.filter
def short_url(url):
    """The path of an address, or its host where it has none."""
    parts = urlsplit(url)
    return parts.path if parts.path.strip("/") else parts.netloc


@register.simple_tag(takes_context=True)
def query_with(context, change):
    """The query string of this address with some parameters set, or taken out where the change says None."""
    query = context["request"].GET.copy()
    for name, value in change.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag
def control(field, help="", **attributes):
    """
    A bound field's control: `{% control field class="chat-input" rows=4 %}`.

    What is typed runs in its own direction. Django adds `aria-invalid` and `aria-describedby`: it expects
    the help text as ID_helptext, the errors as ID_error.
    """
    field.help_text = help or field.help_text
    ours = attributes.pop("class", "" if is_choice(field) else "input")
    classes = f"{ours} {field.field.widget.attrs.get('class', '')}".strip()
    given = {"class": classes, "dir": "auto"} | attributes
    drawn = field.as_widget(attrs={name.replace("_", "-"): given[name] for name in given if given[name]})
    return drawn + field.as_hidden(only_initial=True) if field.field.show_hidden_initial else drawn


@register.filter
def is_choice(field):
    """Is this a check box or a group of them, drawn beside their labels instead of below?"""
    return getattr(field.field.widget, "input_type", "") in ("checkbox", "radio")


@register.filter
def marked(text, query):
    """The text with the first place that matches the search in `<mark>`, compared as the search compares."""
    place = matches(str(text), fold(query or ""))
    if place is None:
        return text
    start, end = place
    return format_html("{}<mark>{}</mark>{}", text[:start], text[start:end], text[end:])


@register.filter
def language_name(tag):
    """The name of a browser's language: "en-GB" → "English (GB)"."""
    code, _, region = tag.partition("-")
    try:
        name = gettext(get_language_info(code.lower())["name"])
    except KeyError:
        return tag
    return f"{name} ({region.upper()})" if region else name


@register.filter
def told(row):
    """A row of activity as a sentence."""
    return sentence(row)


@register.filter
def undo_address(tags):
    """The address that takes back what a message tells of, from its extra tags."""
    word, _, address = (tags or "").partition(" ")
    return address if word == "undo" else ""


FORMS = {
    "ago": relative_time.ago,
    "clock": relative_time.clock,
    "day": relative_time.day,
    "exact": relative_time.exact,
    "time": relative_time.time,
}


def _more(attributes):
    return f" {attributes['class']}" if attributes.get("class") else ""


def _picture(pk):
    return format_html('<img src="{}" alt="">', reverse("picture", args=[pk])) if pk else ""
