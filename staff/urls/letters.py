"""Letters: the register, templates, labels, and greetings."""

from django.urls import path

from staff.urls.rooms import rooms
from staff.views.letters import (
    courtesies,
    disclosures,
    letter_files,
    letter_lists,
    letter_steps,
    letters,
)

urlpatterns = [
    path("letters/incoming/", letters.LetterIncoming.as_view(), name="letter-incoming"),
    path("letters/gaps/", letter_lists.LetterGaps.as_view(), name="letter-gaps"),
    path("letters/greet/", courtesies.Greet.as_view(), name="letter-greet"),
    path("letters/greeted/", courtesies.Greeted.as_view(), name="letter-greeted"),
    path(
        "letters/envelopes/", letter_files.Envelopes.as_view(), name="letter-envelopes"
    ),
    path("letters/labels/", letter_files.AddressLabels.as_view(), name="letter-labels"),
    *rooms(
        "letters",
        "letter",
        list=letters.LetterList,
        add=letters.LetterAdd,
        detail=letters.LetterDetail,
        edit=letters.LetterEdit,
        file=letter_files.LetterScan,
        docx=letter_files.LetterWord,
        pdf=letter_files.LetterPdf,
        envelope=letter_files.LetterEnvelope,
        let_go=letter_steps.LetterLetGo,
        ready=letter_steps.LetterReady,
        unready=letter_steps.LetterUnready,
        dispatch=letter_steps.LetterDispatch,
        label=letter_steps.LetterLabel,
        cancel=letter_steps.LetterCancel,
        reopen=letter_steps.LetterReopen,
        went_already=letter_steps.LetterWentAlready,
    ),
    *rooms(
        "letter-templates",
        "lettertemplate",
        list=letter_lists.LetterTemplateList,
        add=letter_lists.LetterTemplateAdd,
        detail=letter_lists.LetterTemplateDetail,
        edit=letter_lists.LetterTemplateEdit,
    ),
    *rooms(
        "legal-labels",
        "legallabel",
        list=letter_lists.LegalLabelList,
        add=letter_lists.LegalLabelAdd,
        detail=letter_lists.LegalLabelDetail,
        edit=letter_lists.LegalLabelEdit,
    ),
    *rooms(
        "professional-days",
        "professionalday",
        list=letter_lists.ProfessionalDayList,
        add=letter_lists.ProfessionalDayAdd,
    ),
    path(
        "professional-days/<int:pk>/edit/",
        letter_lists.ProfessionalDayEdit.as_view(),
        name="professionalday-edit",
    ),
    *rooms(
        "disclosures",
        "disclosure",
        list=disclosures.DisclosureList,
        add=disclosures.DisclosureAdd,
        detail=disclosures.DisclosureDetail,
        edit=disclosures.DisclosureEdit,
        file=disclosures.DisclosureFile,
        ask=disclosures.DisclosureAsk,
        sign=disclosures.DisclosureSign,
        send_back=disclosures.DisclosureSendBack,
        withdraw=disclosures.DisclosureWithdraw,
    ),
]
