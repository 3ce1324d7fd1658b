import unicodedata

from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from conversations import limits
from crm.forms import ForgottenForm


class Refusing:
    """A form that is sent back with errors answers 422, as all of ours."""

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


@method_decorator(login_not_required, name="dispatch")
class Forgotten(Refusing, views.PasswordResetView):
    """Mail a link to whoever has an account with the e-mail, and answer the same to all."""

    form_class = ForgottenForm
    success_url = reverse_lazy("password-reset-sent")

    def form_valid(self, form):
        email = unicodedata.normalize("NFKC", form.cleaned_data["email"]).strip().lower()
        limits.allow(limits.RESETS, email, limits.client_address(self.request))
        return super().form_valid(form)


@method_decorator(login_not_required, name="dispatch")
class Sent(views.PasswordResetDoneView):
    pass


@method_decorator(login_not_required, name="dispatch")
class Reset(Refusing, views.PasswordResetConfirmView):
    """Take a new password from whoever has a mailed link; it works once."""

    success_url = reverse_lazy("password-reset-done")


@method_decorator(login_not_required, name="dispatch")
class Done(views.PasswordResetCompleteView):
    pass
