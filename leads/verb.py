from functools import wraps

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods


def verb(page):
    """
    Make a view act on POST only; `page(request, **kwargs)` is the address for whoever comes by GET.

    People do: the login leads back to where they were going, and browsers restore tabs.
    """

    def decorate(view):
        @wraps(view)
        @require_http_methods(["GET", "HEAD", "POST"])
        def act(request, **kwargs):
            return view(request, **kwargs) if request.method == "POST" else redirect(page(request, **kwargs))

        return act

    return decorate
