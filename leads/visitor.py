"""
The signed cookie, and the visitor ID in it.

The cookie holds one random UUID for each project this browser has opened a chat of, so no project can
recognise another one's visitors. It is signed as a whole with the time of signing: a visitor ID alone,
which agents see and exports hold, is not a cookie. A cookie that is forged, stale or from elsewhere counts
as none.
"""

from datetime import timedelta
from functools import cached_property
from http import cookies
from uuid import UUID, uuid4

from django.core import signing
from django.utils import timezone

from .models import Lead

SALT = "leads.visitor"
LIFETIME = timedelta(days=365)
RENEWED_AFTER = timedelta(days=30)
MOST_PROJECTS = 40  # a cookie has 4 kB

# Python knows the attribute from 3.14 on.
cookies.Morsel._reserved.setdefault("partitioned", "Partitioned")
cookies.Morsel._flags.add("partitioned")


def cookie_name(request):
    return "__Host-visitor" if request.is_secure() else "visitor"


class Visitor:
    """Who writes from this browser to `project`. `lead` is None until they have written."""

    def __init__(self, request, project):
        self.project = project
        self._ids, signed_at = _read(request)
        self.is_new = str(project.pk) not in self._ids
        if self.is_new:
            self._ids[str(project.pk)] = uuid4().hex
        self._is_due = self.is_new or timezone.now() - signed_at > RENEWED_AFTER
        self.id = UUID(self._ids[str(project.pk)])

    @cached_property
    def lead(self):
        if self.is_new:
            return None
        return Lead.objects.filter(project=self.project, visitor_id=self.id).first()

    def keep(self, request, response):
        """Give the browser its cookie, when it has none, a bad one, or one that was signed long ago."""
        if not self._is_due:
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


def _read(request):
    signer = signing.TimestampSigner(salt=SALT)
    value = request.COOKIES.get(cookie_name(request), "")
    try:
        ids = signer.unsign_object(value, max_age=LIFETIME)
        signed_at = signing.b62_decode(value.rsplit(":", 2)[1])
        ids = {str(project): UUID(hex).hex for project, hex in ids.items()}
    except (signing.BadSignature, AttributeError, ValueError, TypeError):
        return {}, timezone.now()
    return ids, timezone.datetime.fromtimestamp(signed_at, tz=timezone.get_current_timezone())
