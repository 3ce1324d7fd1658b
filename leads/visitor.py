"""
The signed cookie with the visitor ID, and the signed token that stands in for it.

The cookie holds one random UUID for each project this browser has opened a chat of, so no project can
recognise another one's visitors. It is signed as a whole with the time of signing: a visitor ID alone,
which agents see and exports hold, is not a cookie. A cookie that is forged, stale or from elsewhere counts
as none, and so does one whose lead was erased.

Where a browser keeps no cookie, as in a frame of another site on plain HTTP, the frame keeps the token of
one project (`static/js/no-cookie.js`) and sends it back in a header or in what a form posts: never in an
address. A cookie goes before a token, a bad token is as good as none, and neither can be used as the other.
"""

from datetime import timedelta
from functools import cached_property
from http import cookies
from uuid import UUID, uuid4

from django.core import signing
from django.utils import timezone

from .models import ErasedVisitor, Lead

SALT = "leads.visitor"
TOKEN_SALT = "leads.visitor.token"  # noqa: S105  the name of a purpose, not a secret
TOKEN_HEADER, TOKEN_FIELD = "X-Visitor-Token", "visitor_token"
LIFETIME = timedelta(days=365)
RENEWED_AFTER = timedelta(days=30)
MOST_PROJECTS = 40  # a cookie has 4 kB

# Python knows the attribute from 3.14 on.
cookies.Morsel._reserved.setdefault("partitioned", "Partitioned")
cookies.Morsel._flags.add("partitioned")


def cookie_name(request):
    return "__Host-visitor" if request.is_secure() else "visitor"


class Visitor:
    """
    Who writes from this browser to `project`. `lead` is None until they have written.

    `known_by` says how the browser is known: "cookie", "token", or not: "nothing", or "refused" where it
    sent a token that is none.
    """

    def __init__(self, request, project):
        self.project = project
        place, token = str(project.pk), _token_of(request)
        self._ids, signed_at = _read(request.COOKIES.get(cookie_name(request), ""), SALT)
        self.known_by = "cookie"
        if place not in self._ids:
            ids, signed_at = _read(token, TOKEN_SALT)
            self.known_by = "token" if place in ids else "refused" if token else "nothing"
            self._ids[place] = ids.get(place) or uuid4().hex
        is_old = timezone.now() - signed_at > RENEWED_AFTER
        self._cookie_is_due = self.known_by != "cookie" or is_old
        self._token_is_due = self.known_by != "cookie" and (self.is_new or is_old)
        self.id = UUID(self._ids[place])
        if not self.is_new and self.lead is None and self._is_erased():
            self.start_anew()

    def start_anew(self):
        """Be somebody new: nothing that this browser was here before is left."""
        self.__dict__.pop("lead", None)
        self.id, self.known_by = uuid4(), "nothing"
        self._ids[str(self.project.pk)] = self.id.hex
        self._cookie_is_due = self._token_is_due = True

    def _is_erased(self):
        return ErasedVisitor.objects.of(self.project, self.id).exists()

    @property
    def is_new(self):
        return self.known_by in ("nothing", "refused")

    @cached_property
    def lead(self):
        if self.is_new:
            return None
        return Lead.objects.filter(project=self.project, visitor_id=self.id).first()

    @property
    def token(self):
        """What the page hands to a browser that may keep no cookie; "" where it has one that will do."""
        ids = {str(self.project.pk): self.id.hex}
        return signing.dumps(ids, salt=TOKEN_SALT) if self._token_is_due else ""

    def only_looks(self):
        """Give this browser neither cookie nor token with this answer."""
        self._cookie_is_due = self._token_is_due = False

    def keep(self, request, response):
        """Give the browser its cookie, when it has none, a bad one, or one that was signed long ago."""
        if not self._cookie_is_due:
            return
        name, secure = cookie_name(request), request.is_secure()
        ids = dict(list(self._ids.items())[-MOST_PROJECTS:])
        response.set_cookie(
            name,
            signing.dumps(ids, salt=SALT, compress=True),
            max_age=LIFETIME,
            secure=secure,
            httponly=True,
            samesite="None" if secure else "Lax",
        )
        if secure:
            response.cookies[name]["partitioned"] = True


def _token_of(request):
    sent = request.POST.get(TOKEN_FIELD, "") if request.method == "POST" else ""
    return request.headers.get(TOKEN_HEADER) or sent


def _read(value, salt):
    """Return the ids by project that `value` holds and when it was signed; no ids for what is not ours."""
    try:
        ids = signing.TimestampSigner(salt=salt).unsign_object(value, max_age=LIFETIME)
        signed_at = signing.b62_decode(value.rsplit(":", 2)[1])
        ids = {str(project): UUID(hex).hex for project, hex in ids.items()}
    except (signing.BadSignature, AttributeError, ValueError, TypeError):
        return {}, timezone.now()
    return ids, timezone.datetime.fromtimestamp(signed_at, tz=timezone.get_current_timezone())
