from django.db.models import IntegerField, Subquery


class CountUpTo(Subquery):
    """Count the rows of a queryset, `most` at most: what is said as "99+" need not be counted to the end."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, queryset, most=100, **extra):
        super().__init__(queryset.order_by().values("pk")[:most], **extra)
