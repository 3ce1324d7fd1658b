from django.contrib import admin

from .bounded_search import BoundedSearch


class ReadOnlyAdmin(BoundedSearch, admin.ModelAdmin):
    """Rows that only the product's own verbs may write: staff look at them here."""

    show_full_result_count = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
