"""Letters: the register, templates, labels, and greetings."""

urlpatterns = []
