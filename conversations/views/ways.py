"""Where the forms of a thread lead."""

from django.shortcuts import redirect
from django.urls import reverse

from conversations.queues import DEFAULT, QUEUES


def page_of(request, pk):
    return reverse("conversation", args=[request.project.slug, pk])


def back_to(request, conversation, fragment="latest"):
    return redirect(f"{page_of(request, conversation.pk)}?queue={queue_of(request)}#{fragment}")


def to_queue(request):
    return redirect(f"{reverse('inbox', args=[request.project.slug])}?queue={queue_of(request)}")


def queue_of(request):
    queue = request.POST.get("queue")
    return queue if queue in QUEUES else DEFAULT
