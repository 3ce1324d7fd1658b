from django.db import models


class BytewiseMixin:
    """
    A text column that compares byte by byte on both databases.

    PostgreSQL's other collations cannot answer a prefix or a range from a plain index; SQLite compares so
    by itself.
    """

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class BytewiseCharField(BytewiseMixin, models.CharField):
    pass


class BytewiseTextField(BytewiseMixin, models.TextField):
    pass


class NormalizedEmailField(BytewiseMixin, models.EmailField):
    """An e-mail, kept without outer blanks and in lower case, so that equal addresses are equal strings."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value.strip().lower() if isinstance(value, str) else value

    def pre_save(self, instance, add):
        value = self.get_prep_value(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        return value
