"""Actions, what is said and promised in them, and the plans they follow."""

from staff.urls.rooms import rooms
from staff.views import engagements

urlpatterns = [
    *rooms(
        "actions",
        "action",
        list=engagements.ActionList,
        add=engagements.ActionAdd,
        detail=engagements.ActionDetail,
        edit=engagements.ActionEdit,
        finish=engagements.ActionDone,
        cancel=engagements.ActionCancel,
        reopen=engagements.ActionReopen,
    ),
]
