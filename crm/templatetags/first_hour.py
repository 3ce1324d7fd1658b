from django import template

from crm import first_steps

register = template.Library()


@register.simple_tag(takes_context=True)
def steps_ahead(context):
    """What the project still needs, for its admins; an empty list once nothing is left to do."""
    request = context["request"]
    if not request.membership.may_manage:
        return []
    steps = first_steps.first_steps(request.project, request.user)
    return [] if all(step.is_done for step in steps) else steps


@register.filter
def is_new(project):
    return first_steps.is_new(project)


@register.filter
def done(steps):
    return [step for step in steps if step.is_done]


@register.simple_tag(takes_context=True)
def embed_snippet(context):
    """The HTML that puts the project's chat into pages. It is safe HTML: to show it, escape it."""
    request = context["request"]
    return request.project.embed_snippet(request.build_absolute_uri("/").rstrip("/"))
