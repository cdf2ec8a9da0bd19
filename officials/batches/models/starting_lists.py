"""What a new database was given to begin with."""

from django.db import models


class StartingListQuerySet(models.QuerySet):
    def begin(self, name):
        """Whether the list `name` is still to be written; remembers that it is."""
        _there, is_new = self.get_or_create(name=name)
        return is_new


class StartingList(models.Model):
    """A list that the database began with: one that somebody emptied stays empty."""

    name = models.CharField(max_length=40, primary_key=True)
    written_at = models.DateTimeField(auto_now_add=True)

    objects = StartingListQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name
