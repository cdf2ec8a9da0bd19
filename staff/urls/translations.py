"""Documents and their translations."""

from staff.urls.rooms import rooms
from staff.views import translations

urlpatterns = [
    *rooms(
        "documents",
        "document",
        list=translations.DocumentList,
        add=translations.DocumentAdd,
        detail=translations.DocumentDetail,
        edit=translations.DocumentEdit,
        file=translations.DocumentFile,
        translate=translations.DocumentTranslate,
    ),
    *rooms(
        "translations",
        "translation",
        list=translations.TranslationList,
        detail=translations.TranslationDetail,
        edit=translations.TranslationEdit,
        file=translations.TranslationFile,
        deliver=translations.TranslationDeliver,
        begin=translations.TranslationBegin,
        hand_in=translations.TranslationHandIn,
        approve=translations.TranslationApprove,
        send_back=translations.TranslationSendBack,
        withdraw=translations.TranslationWithdraw,
    ),
]
