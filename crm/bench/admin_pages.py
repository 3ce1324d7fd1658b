"""Every list of the Django admin: its ends, filters, sorts and searches, and a row of each."""

from django.contrib import admin
from django.urls import reverse

from conversations.models import Conversation
from leads.models import Lead

from .measure import get
from .people import HEAVY_EACH, random_of, visitor_id


def pages(client, project):
    """Yield a name and an address for everything that staff can look at, with `project` for the filters."""
    yield "start page", reverse("admin:index")
    terms = searches(project)
    for model in admin.site._registry:
        yield from _of_list(client, model, project, terms.get(model._meta.model_name, {}))


def _of_list(client, model, project, terms):
    name, path = _named(model), _path(model)
    everything = _list(client, path)
    yield f"{name}: first page", path
    yield from _last_page(everything, f"{name}: last page", path)
    yield from _filtered(everything, name, path)
    yield from _sorted(everything, name, path)
    if any(getattr(spec, "parameter_name", "") == "project" for spec in everything.filter_specs):
        within = f"{path}?project={project.pk}"
        of_project = _list(client, within)
        yield from _last_page(of_project, f"{name} of a project: last page", within)
        yield from _filtered(of_project, f"{name} of a project", path)
        yield from _sorted(of_project, f"{name} of a project", within)
    for what, query in terms.items():
        yield f"{name}: {what}", f"{path}?{query}"
    if everything.result_list:
        row = everything.result_list[0]
        yield f"{name}: a row", f"{path}{row.pk}/change/"
        yield f"{name}: its history", f"{path}{row.pk}/history/"


def _last_page(changelist, name, path):
    if changelist.paginator.num_pages > 1:
        yield name, f"{path}{'&' if '?' in path else '?'}p={changelist.paginator.num_pages}"


def _filtered(changelist, name, path):
    for spec in changelist.filter_specs:
        for choice in list(spec.choices(changelist))[:5]:
            if not choice["selected"] and len(choice["query_string"]) > 1:
                yield f"{name}: by {spec.title}: {choice['display']}", f"{path}{choice['query_string']}"


def _sorted(changelist, name, path):
    joined = f"{path}{'&' if '?' in path else '?'}o="
    for place, column in enumerate(changelist.list_display):
        sortable = changelist.sortable_by is None or column in changelist.sortable_by
        if sortable and changelist.get_ordering_field(column):
            yield f"{name}: by {column}", f"{joined}{place}"
            yield f"{name}: by {column}, descending", f"{joined}-{place}"


def _list(client, path):
    return get(client, path).context_data["cl"]


def _path(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def _named(model):
    return str(model._meta.verbose_name_plural)


def searches(project):
    """Return the searches of the large lists, with terms that find something and some that do not."""
    known = Lead.objects.contacts().filter(project=project, email__gt="", phone__gt="")
    lead = known.order_by("-last_seen", "-id")[0]
    busy = _busy(project)
    within = f"project={project.pk}&q="
    lead_terms = {"a whole e-mail": f"q={lead.email}", "a visitor ID": f"q={lead.visitor_id}"}
    return {
        "lead": lead_terms
        | {
            "a number": f"q={lead.pk}",
            "the beginning of an e-mail": f"q={lead.email[:9]}",
            "one letter": "q=a",
            "nothing": "q=nobody-at-all@example.com",
            "one contact": f"contact={lead.pk}",
            "in a project, a whole e-mail": f"{within}{lead.email}",
            "in a project, a part of an e-mail": f"{within}{lead.email[3:12]}",
            "in a project, a common domain": f"{within}gmail.example",
            "in a project, two letters": f"{within}an",
            "in a project, a name": f"{within}muller",
            "in a project, two names": f"{within}anna+vogel",
            "in a project, a phone": f"{within}{lead.phone[-6:]}",
            "in a project, nothing": f"{within}nobody-at-all",
        },
        "conversation": lead_terms
        | {
            "a public ID": f"q={busy.public_id}",
            "a shared e-mail": "q=info@fern.example",
            "nothing": "q=nobody@example.com",
            "of somebody with 1,000": f"lead={busy.lead_id}",
            "of an agent": f"project={project.pk}&assignee={busy.assignee_id or ''}",
        },
        "message": {
            "a public ID": f"q={busy.public_id}",
            "of a long thread": f"conversation={busy.pk}",
            "of a long thread, last page": f"conversation={busy.pk}&p=40",
        },
        "profilevalue": lead_terms | {"of a lead": f"lead={lead.pk}"},
        "activity": lead_terms | {"of a lead": f"lead={lead.pk}", "of an agent": f"actor={busy.assignee_id}"},
        "user": {"a part of a name": "q=ad"},
        "project": {"a part of a name": "q=en"},
        "membership": {"a part of a name": "q=ad"},
    }


def _busy(project):
    """Return the long thread of somebody who writes all the time, or else the latest that has an agent."""
    heavy = visitor_id(random_of(1, project, HEAVY_EACH // 2))
    lead = Lead.objects.filter(project=project, visitor_id=heavy).first()
    if lead:
        return lead.conversations.order_by("created_at")[0]
    answered = Conversation.objects.open().filter(project=project, assignee__isnull=False)
    return answered.latest_first()[0]
