from urllib.parse import urlsplit

from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_tasks import task

from conversations import letter


@task()
def mail_reset(email, base_url, language):
    """Mail a link for a new password to whoever signs in with `email`, if anybody does."""
    for user in PasswordResetForm().get_users(email):
        token = default_token_generator.make_token(user)
        path = reverse("password-reset-confirm", args=[urlsafe_base64_encode(force_bytes(user.pk)), token])
        letter.send(
            "password_reset",
            user.email,
            key=token,
            language=language,
            link=base_url.rstrip("/") + path,
            site=urlsplit(base_url).netloc,
        )
