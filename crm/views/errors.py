from django.http import HttpResponseServerError
from django.template.loader import render_to_string


def server_error(request):
    """Say that we failed, asking nothing of what may have failed: not even who is signed in."""
    context = {"appearance": getattr(request, "appearance", "")}
    return HttpResponseServerError(render_to_string("500.html", context))
