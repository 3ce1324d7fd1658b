import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from .models import Lead


class ContactColumn(tables.TemplateColumn):
    """A column drawn by its own small template, with the classes that decide where there is room for it."""

    def __init__(self, name, label, *, css="", sort="", **kwargs):
        self.sort = sort
        template, classes = f"leads/columns/{name}.html", {"class": css}
        super().__init__(
            template_name=template, verbose_name=label, attrs={"td": classes, "th": classes}, **kwargs
        )

    def say_order(self, current):
        """
        Work out what the head of the column says of the list's order, and what its link changes that to.
        """
        own = self.sort.removeprefix("-")
        is_current = bool(own) and current is not None and current.removeprefix("-") == own
        self.direction = ("descending" if current.startswith("-") else "ascending") if is_current else ""
        other = own if current == f"-{own}" else f"-{own}"
        self.change = {"sort": other if is_current else self.sort, "after": None, "before": None}


class ContactTable(tables.Table):
    select = ContactColumn("select", "", css="select", empty_values=())
    contact = ContactColumn("contact", _("Contact"), sort="name", accessor="pk")
    email = ContactColumn("email", _("E-mail"), css="cell-email truncate", sort="email")
    conversations = ContactColumn(
        "conversations", _("Conversations"), css="cell-conversations number optional-2", empty_values=()
    )
    last_seen = ContactColumn("last_seen", _("Last seen"), css="cell-seen", sort="-last_seen")
    created = ContactColumn(
        "created", _("First seen"), css="muted optional-2", accessor="created_at", sort="-created"
    )

    class Meta:
        model = Lead
        fields = []
        template_name = "leads/_table.html"
        orderable = False
        row_attrs = {
            "data-lead-id": lambda record: record.pk,
            "data-visitor-id": lambda record: record.visitor_id or "",
        }

    def __init__(self, *args, sort=None, **kwargs):
        super().__init__(*args, **kwargs)
        for bound in self.columns:
            bound.column.say_order(sort)
