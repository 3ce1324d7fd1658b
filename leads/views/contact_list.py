from django.utils.decorators import method_decorator
from django.views.decorators.vary import vary_on_headers
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from leads.filters import SORTS, ContactFilter
from leads.models import Lead
from leads.paging import paginate
from leads.search import is_too_short, wider
from leads.tables import ContactTable
from leads.tagging import give_tags


# Without it, Back would find the rows alone in the browser's cache.
@method_decorator(vary_on_headers("HX-Request"), name="dispatch")
class ContactList(SingleTableMixin, FilterView):
    """The contacts of a project: searched, filtered, sorted, one page of them."""

    table_class = ContactTable
    table_pagination = False
    filterset_class = ContactFilter
    strict = False
    page_size = 25

    def get_queryset(self):
        return Lead.objects.contacts().filter(project=self.request.project)

    def get_table_data(self):
        self.page = paginate(self.filterset.segments(), self.request.GET, self.page_size)
        Lead.objects.describe(self.page.rows)
        give_tags(self.page.rows)
        return self.page.rows

    def get_table_kwargs(self):
        return {"sort": None if self.filterset.is_ranked else self.filterset.sort}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        query = self.filterset.query
        return context | {
            "section": "contacts",
            "page": self.page,
            "query": query,
            "sort": self.filterset.sort,
            "order": SORTS[self.filterset.sort],
            "is_too_short": bool(query) and is_too_short(query),
            "wider": wider(query),
            "sharing": [row for row in self.page if row.sharing_count > 1 and row.email == query.lower()],
            "notes": self.filterset.misunderstood(),
        }

    def get_template_names(self):
        return ["leads/_contacts.html" if self.request.htmx else "leads/contact_list.html"]
