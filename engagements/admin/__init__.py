"""Monitoring and engagement in the Django admin."""

from engagements.admin import engaging, monitoring, together

__all__ = ["engaging", "monitoring", "together"]
