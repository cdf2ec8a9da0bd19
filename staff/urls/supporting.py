"""What officials asked for, and how we go on with those who want it."""

urlpatterns = []
