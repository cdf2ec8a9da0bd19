"""Translations at work."""

from staff.urls.rooms import rooms
from staff.views.jobs import job_steps, translations

urlpatterns = [
    *rooms(
        "translations",
        "translation",
        list=translations.TranslationList,
        detail=translations.TranslationDetail,
        edit=translations.TranslationEdit,
        file=translations.TranslationFile,
        deliver=translations.TranslationDeliver,
        draft=translations.TranslationDraft,
        split=job_steps.TranslationSplit,
        begin=job_steps.TranslationBegin,
        hand_in=job_steps.TranslationHandIn,
        approve=job_steps.TranslationApprove,
        expert_review=job_steps.TranslationExpertReview,
        proofread=job_steps.TranslationProofread,
        publish=job_steps.TranslationPublish,
        open_again=job_steps.TranslationOpenAgain,
        send_back=job_steps.TranslationSendBack,
        withdraw=job_steps.TranslationWithdraw,
    ),
]
