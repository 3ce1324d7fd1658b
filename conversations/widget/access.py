"""Who may see a visitors' page, and what every such page has in common."""

from functools import wraps

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.vary import vary_on_headers

from leads.visitor import Visitor


def visitors_page(view):
    """
    Open a page to visitors, who have no login: `request.project` by its public key, `request.visitor` by
    the cookie.

    An unknown key and a site that may not embed the chat get a plain notice, in the visitor's language, and
    no cookie. Instead of a CSRF token, whose cookie would be a second one for a frame to lose, a write must
    come from a page of this very origin.
    """

    @wraps(view)
    def page(request, **kwargs):
        project = request.project
        with (
            translation.override(_language(request, project)),
            timezone.override(project and project.time_zone),
        ):
            if project is None:
                return notice(
                    request, 404, _("There is no chat at this address"), _("The website may have moved it.")
                )
            host_page = _host_page(request)
            if host_page and not project.may_be_embedded_at(host_page):
                return notice(
                    request,
                    403,
                    _("This chat is not open here"),
                    _("The page that shows it is not one of its websites."),
                )
            if request.method == "POST" and not _is_same_origin(request):
                return notice(request, 403, _("Not sent"), _("What you sent came from another website."))
            if host_page:
                project.saw(host_page)
            request.visitor = Visitor(request, project)
            sites = ["'self'", *project.allowed_sites] if project.allowed_sites else ["*"]
            try:
                return csp_replace({"frame-ancestors": sites})(view)(request, **kwargs)
            except SuspiciousOperation:
                return notice(request, 400, _("Not sent"), _("That was more than the chat takes at once."))

    for wrap in (
        vary_on_headers("HX-Request"),
        xframe_options_exempt,
        csrf_exempt,
        never_cache,
        login_not_required,
    ):
        page = wrap(page)
    return page


def chat_context(project, **context):
    """What the frame of every chat page shows of the project."""
    theme = reverse("chat-theme", args=[project.key])
    frame = {"theme_url": f"{theme}?v={project.accent[1:]}", "availability": project.availability()}
    return {"project": project} | frame | context


@csp_replace({"frame-ancestors": ["*"]})
def notice(request, status, headline, explanation, **action):
    """A plain page that says why there is no chat here. There is nothing on it to be tricked into."""
    context = {"headline": headline, "text": explanation, "code": status} | action
    return render(request, "widget/status.html", context, status=status)


def _language(request, project):
    """Return the first language of the browser that there is, else the project's."""
    for tag, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        try:
            return translation.get_supported_language_variant(tag)
        except LookupError:
            continue
    return project.language if project else translation.get_language()


def _host_page(request):
    """
    Return the address of the page of another site that shows this one in a frame, or "". Browsers enforce
    `frame-ancestors` too; knowing the site lets us say why.
    """
    referer = request.headers.get("Referer", "")
    is_framed = request.headers.get("Sec-Fetch-Dest") in ("iframe", "frame", "embed", "object")
    return referer if is_framed and not referer.startswith(_origin(request) + "/") else ""


def _is_same_origin(request):
    """
    Say whether a write came from our own page. Every current browser sends one of the two headers and no
    page can forge them; a client that sends neither is no browser, and carries nobody's cookie but its own.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site in ("same-origin", "none")
    return origin is None or origin == _origin(request) or origin in settings.CSRF_TRUSTED_ORIGINS


def _origin(request):
    return f"{request.scheme}://{request.get_host()}"
