"""The addresses of the house: sign-in, administration and the staff interface."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("staff.urls.redirects")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("staff.urls")),
]

handler500 = "staff.views.frame.breakdown.page"
