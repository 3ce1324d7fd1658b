"""
Lists of the admin that cost the same at any size.

Nothing is counted to the end, no more than the first rows can be paged to, a list is sorted by what an
index holds, and an address can ask for nothing but the filters that are there.
"""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..search import clean

MOST = 2000  # rows that a list leads to; searching and filtering lead to all others


def column(field, description):
    """Return the column of a field whose own name is not one for people, or not in their language."""

    @admin.display(description=description, ordering=field)
    def shown(row):
        return getattr(row, field)

    shown.__name__ = field  # its class in the page
    return shown


PROJECT = column("project", _("project"))


class BoundedPaginator(Paginator):
    @cached_property
    def count(self):
        return min(self._counted, MOST)

    @property
    def is_cut(self):
        """Whether there are more rows than this list leads to."""
        return self._counted > MOST

    @cached_property
    def _counted(self):
        # In their order, so that the list's own index is read, whatever the planner thinks of the filters.
        return self.object_list.values("pk")[: MOST + 1].count()


class BoundedChangeList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        return super().get_queryset(request, exclude_parameters).defer(*self.model_admin.list_defer)

    def apply_select_related(self, queryset):
        """Read rows of one table by its index, then what they point at: a join could make it read all."""
        return queryset.prefetch_related(*self.model_admin.list_prefetch)

    def get_ordering(self, request, queryset):
        """Sort by one column, then by the key in the same direction: what an index can be read along."""
        first = super().get_ordering(request, queryset)[0]
        return [first] if first.strip("-") in ("pk", "id") else [first, "-pk" if first[0] == "-" else "pk"]


class StaffAdmin(admin.ModelAdmin):
    """An admin with bounded lists, searches and actions."""

    paginator = BoundedPaginator
    list_per_page = list_max_show_all = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def lookup_allowed(self, lookup, value, request):
        """Take only the filters of this list: any other condition could read a whole table."""
        column, _, how = lookup.partition("__")
        return how in ("", "exact") and column in map(_parameter, self.get_list_filter(request))

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, clean(search_term))

    def response_action(self, request, queryset):
        """Act on the rows that were ticked, never on a whole list unseen."""
        request.POST = request.POST.copy()
        request.POST["select_across"] = "0"
        return super().response_action(request, queryset)


class ReadOnlyAdmin(StaffAdmin):
    """Rows that only the product's own verbs may write: staff look at them here."""

    ordering = ["-id"]
    sortable_by = ()
    list_defer = ()  # large columns that the list does not show
    list_prefetch = ()

    def get_list_display(self, request):
        """Within a project nothing is said of the project."""
        columns = super().get_list_display(request)
        return [name for name in columns if name is not PROJECT or not request.GET.get("project")]

    def get_changelist(self, request, **kwargs):
        return BoundedChangeList

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def _parameter(entry):
    if isinstance(entry, str):
        return entry
    return entry[0] if isinstance(entry, tuple) else entry.parameter_name
