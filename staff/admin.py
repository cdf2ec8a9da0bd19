from django.contrib.admin import AdminSite


class RapportAdminSite(AdminSite):
    pass
