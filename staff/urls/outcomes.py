"""Outcomes: what changed, and what it rests on; reforms."""

from django.urls import path

from staff.urls.rooms import part, rooms
from staff.views.outcomes import chains, outcome_steps, outcomes, reforms

urlpatterns = [
    path("outcomes/results/", outcomes.ResultList.as_view(), name="result-list"),
    *rooms(
        "outcomes",
        "outcome",
        list=outcomes.OutcomeList,
        add=outcomes.OutcomeAdd,
        detail=outcomes.OutcomeDetail,
        edit=outcomes.OutcomeEdit,
        describe=outcome_steps.OutcomeDescribe,
        redraft=outcome_steps.OutcomeRedraft,
        substantiate=outcome_steps.OutcomeSubstantiate,
        describe_again=outcome_steps.OutcomeDescribeAgain,
        reject=outcome_steps.OutcomeReject,
        take_up=outcome_steps.OutcomeTakeUp,
        ask=outcome_steps.OutcomeAsk,
        sign=outcome_steps.OutcomeSign,
        send_back=outcome_steps.OutcomeSendBack,
        take_back=outcome_steps.OutcomeTakeBack,
        withdraw=outcome_steps.OutcomeWithdraw,
        candidates=chains.OutcomeCandidates,
        story=chains.OutcomeStory,
        pdf=chains.OutcomePdf,
    ),
    part("outcomes", "substantiation", outcomes.SubstantiationAdd),
    *rooms(
        "substantiations",
        "substantiation",
        file=outcomes.SubstantiationFile,
        remove=outcomes.SubstantiationRemove,
    ),
    part("outcomes", "outcomelink", chains.LinkAdd),
    *rooms(
        "outcome-links",
        "outcomelink",
        edit=chains.LinkEdit,
        remove=chains.LinkRemove,
    ),
    *rooms(
        "reforms",
        "reform",
        list=reforms.ReformList,
        add=reforms.ReformAdd,
        detail=reforms.ReformDetail,
        edit=reforms.ReformEdit,
        take_back=reforms.ReformTakeBack,
    ),
    part("reforms", "reformstep", reforms.ReformStepAdd),
    *rooms("reform-steps", "reformstep", file=reforms.ReformStepFile),
    path(
        "reforms/<uuid:pk>/copies/new/",
        reforms.ReformCopyAdd.as_view(),
        name="reformcopy-add",
    ),
    *rooms(
        "reform-copies",
        "reformcopy",
        edit=reforms.ReformCopyEdit,
        remove=reforms.ReformCopyRemove,
    ),
]
