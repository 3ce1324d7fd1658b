from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from crm.models import Picture


@require_safe
@cache_control(private=True, max_age=31536000, immutable=True)
def picture(request, pk):
    """The picture of oneself or of somebody one works with. What is at an address never changes."""
    found = get_object_or_404(Picture.objects.seen_by(request.user), pk=pk)
    return HttpResponse(found.image, content_type=Picture.TYPE)
