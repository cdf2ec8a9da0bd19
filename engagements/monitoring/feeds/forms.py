"""The form of a feed."""

from django.utils import timezone

from engagements.monitoring.models import Feed
from officials.forms import RecordForm, WebAddressField
from officials.names.choice import ChooseOne


class FeedForm(RecordForm):
    """Where the feed is, and whose; another address begins from the beginning."""

    folded = ("circle",)

    class Meta:
        model = Feed
        fields = ["name", "url", "institution", "source", "in_use", "circle"]
        field_classes = {
            "url": WebAddressField,
            "institution": ChooseOne,
            "source": ChooseOne,
        }

    def save(self, commit=True):
        if {"url", "in_use"} & set(self.changed_data):
            feed = self.instance
            feed.etag = feed.modified = feed.trouble = ""
            feed.failures, feed.fetch_after = 0, timezone.now()
        return super().save(commit)
