import unicodedata

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from conversations import limits
from conversations.live import announce
from crm.forms import SignInForm


@require_safe
def home(request):
    """Lead to the contacts of the project that the agent worked in last, or of their first one."""
    project = request.user.last_project
    if project is None or not request.user.memberships.filter(project=project).exists():
        project = request.user.projects.order_by("name").first()
    return redirect(project) if project else render(request, "crm/no_project.html")


@require_safe
def project_home(request):
    return redirect(request.project)


class SignIn(LoginView):
    """E-mail and password. Who failed too often waits, and no password of theirs is looked at meanwhile."""

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs):
        limits.check(limits.SIGN_INS, *self.who())
        return super().post(request, *args, **kwargs)

    def who(self):
        address = limits.client_address(self.request)
        email = unicodedata.normalize("NFKC", self.request.POST.get("username", ""))  # as the form reads it
        return f"{email.strip().lower()} {address}", address

    def get_redirect_url(self):
        """Leave out this very page: Django fails on sending somebody who is signed in round in a circle."""
        url = super().get_redirect_url()
        return "" if url == self.request.path else url

    def form_invalid(self, form):
        limits.note(limits.SIGN_INS, *self.who())
        return super().form_invalid(form)

    def form_valid(self, form):
        response = super().form_valid(form)
        if not form.cleaned_data["remember"]:
            self.request.session.set_expiry(0)
        return response


class SignOut(LogoutView):
    """Ask where a link leads here, and sign out on POST."""

    http_method_names = ["get", "head", *LogoutView.http_method_names]
    template_name = "registration/logout.html"

    def post(self, request, *args, **kwargs):
        user_id = request.user.pk
        response = super().post(request, *args, **kwargs)
        announce.access_changed(user_id)
        return response


@login_not_required
def admin_sign_in(request):
    """Stand in for the admin's own login, which counts no failures: staff come in by ours."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get("next", reverse("admin:index")))
    if not request.user.is_staff:
        raise PermissionDenied
    return redirect("admin:index")


@login_not_required
@never_cache
@require_safe
def no_live(request, **kwargs):
    """Answer where no live service stands in front: a browser that hears 204 asks by itself now and then."""
    return HttpResponse(status=204)


@login_not_required
@never_cache
@require_safe
def health(request):
    """Say whether this process can answer: 200 "ok", or 503 when the database does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unreachable\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
