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
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from leads.visitor import TOKEN_FIELD, TOKEN_HEADER, Visitor


def visitors_page(view):
    """
    Open a page to visitors, who have no login: `request.project` by its public key, `request.visitor` by
    the cookie, or by the token where no cookie works.

    An unknown key and a site that may not embed the chat get a plain notice, in the visitor's language, and
    no cookie. Instead of a CSRF token, whose cookie would be a second one for a frame to lose, a write must
    come from a page of this very origin.
    """

    @wraps(view)
    def page(request, **kwargs):
        project = request.project
        with timezone.override(project and project.time_zone):
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
            if request.method == "POST" and not is_same_origin(request):
                return notice(request, 403, _("Not sent"), _("What you sent came from another website."))
            if host_page:
                project.saw(host_page)
            sites = ["'self'", *project.allowed_sites] if project.allowed_sites else ["*"]
            try:
                request.visitor = Visitor(request, project)
                return csp_replace({"frame-ancestors": sites})(view)(request, **kwargs)
            except SuspiciousOperation:
                return notice(request, 400, _("Not sent"), _("That was more than the chat takes at once."))

    for wrap in (
        _in_their_language,
        vary_on_headers("HX-Request", TOKEN_HEADER),
        sensitive_post_parameters(TOKEN_FIELD),
        xframe_options_exempt,
        csrf_exempt,
        never_cache,
        login_not_required,
    ):
        page = wrap(page)
    return page


def require_reading(view):
    """
    Let a page be read: by GET, or by POST where the browser keeps no cookie and posts its token instead.
    The token must be in no address.
    """
    read = require_safe(view)

    @wraps(view)
    def page(request, **kwargs):
        if request.method == "POST" and TOKEN_FIELD in request.POST:
            request.method = "GET"
        return read(request, **kwargs)

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


def _in_their_language(view):
    """Answer in the first language of the browser that the chat speaks, else in the project's."""

    @wraps(view)
    def page(request, **kwargs):
        language = language_of(request, request.project)
        with translation.override(language):
            response = view(request, **kwargs)
        response.headers["Content-Language"] = language
        return response

    return page


def language_of(request, project):
    """Return the first language of the browser that the chat speaks, else the project's."""
    spoken = dict(settings.CHAT_LANGUAGES)
    for tag, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        for code in (tag, tag.partition("-")[0]):
            if code in spoken:
                return code
    return project.language if project else translation.get_language()


def _host_page(request):
    """
    Return the address of the page of another site that shows this one in a frame, or "". Browsers enforce
    `frame-ancestors` too; knowing the site lets us say why.
    """
    referer = request.headers.get("Referer", "")
    is_framed = request.headers.get("Sec-Fetch-Dest") in ("iframe", "frame", "embed", "object")
    return referer if is_framed and not referer.startswith(_origin(request) + "/") else ""


def is_same_origin(request):
    """
    Say whether a request came from our own page. Every current browser sends one of the two headers and no
    page can forge them; a client that sends neither is no browser, and carries nobody's cookie but its own.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site in ("same-origin", "none")
    return origin is None or origin == _origin(request) or origin in settings.CSRF_TRUSTED_ORIGINS


def _origin(request):
    return f"{request.scheme}://{request.get_host()}"
