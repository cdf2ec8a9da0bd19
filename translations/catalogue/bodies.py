"""Who issues documents: organisations, and the bodies of each that sign by themselves.

Data. The names are those that the bodies give themselves in English.
"""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

ISSUERS = {
    "un": _("United Nations"),
    "council-of-europe": _("Council of Europe"),
    "european-court": _("European Court of Human Rights"),
    "osce": _("OSCE"),
    "ilo": _("International Labour Organization"),
    "unesco": _("UNESCO"),
    "european-union": _("European Union"),
    "oas": _("Organization of American States"),
    "african-union": _("African Union"),
    "arab-league": _("League of Arab States"),
    "cis": _("Commonwealth of Independent States"),
    "icrc": _("International Committee of the Red Cross"),
    "league-of-nations": _("League of Nations"),
    "geneva-conference": _("Diplomatic Conference of Geneva"),
    "other-court": _("Court of a State"),
}


class Body(NamedTuple):
    """A body of an issuer; `name` is empty where the issuer signs as a whole."""

    issuer: str
    name: str = ""


BODIES = {
    "un": Body("un"),
    "general-assembly": Body("un", _("General Assembly")),
    "security-council": Body("un", _("Security Council")),
    "ecosoc": Body("un", _("Economic and Social Council")),
    "trusteeship-council": Body("un", _("Trusteeship Council")),
    "secretariat": Body("un", _("Secretariat")),
    "human-rights-council": Body("un", _("Human Rights Council")),
    "commission-on-human-rights": Body("un", _("Commission on Human Rights")),
    "human-rights-committee": Body("un", _("Human Rights Committee")),
    "social-rights-committee": Body(
        "un", _("Committee on Economic, Social and Cultural Rights")
    ),
    "racial-discrimination-committee": Body(
        "un", _("Committee on the Elimination of Racial Discrimination")
    ),
    "women-committee": Body(
        "un", _("Committee on the Elimination of Discrimination against Women")
    ),
    "torture-committee": Body("un", _("Committee against Torture")),
    "torture-subcommittee": Body("un", _("Subcommittee on Prevention of Torture")),
    "child-committee": Body("un", _("Committee on the Rights of the Child")),
    "migrant-workers-committee": Body("un", _("Committee on Migrant Workers")),
    "disabilities-committee": Body(
        "un", _("Committee on the Rights of Persons with Disabilities")
    ),
    "disappearances-committee": Body("un", _("Committee on Enforced Disappearances")),
    "treaty-bodies": Body("un", _("Human rights treaty bodies")),
    "treaty-series": Body("un", _("Treaty Series")),
    "refugee-agency": Body("un", _("High Commissioner for Refugees")),
    "council-of-europe": Body("council-of-europe"),
    "committee-of-ministers": Body("council-of-europe", _("Committee of Ministers")),
    "parliamentary-assembly": Body("council-of-europe", _("Parliamentary Assembly")),
    "congress": Body(
        "council-of-europe", _("Congress of Local and Regional Authorities")
    ),
    "cpt": Body(
        "council-of-europe", _("European Committee for the Prevention of Torture")
    ),
    "venice-commission": Body("council-of-europe", _("Venice Commission")),
    "commissioner": Body("council-of-europe", _("Commissioner for Human Rights")),
    "ecri": Body(
        "council-of-europe", _("European Commission against Racism and Intolerance")
    ),
    "greta": Body("council-of-europe", "GRETA"),
    "grevio": Body("council-of-europe", "GREVIO"),
    "cepej": Body(
        "council-of-europe", _("European Commission for the Efficiency of Justice")
    ),
    "ccje": Body("council-of-europe", _("Consultative Council of European Judges")),
    "ccpe": Body(
        "council-of-europe", _("Consultative Council of European Prosecutors")
    ),
    "minorities-committee": Body(
        "council-of-europe", _("Advisory Committee on National Minorities")
    ),
    "european-court": Body("european-court"),
    "court-of-the-union": Body("european-union", _("Court of Justice")),
    "other-court": Body("other-court"),
    "osce": Body("osce"),
    "permanent-council": Body("osce", _("Permanent Council")),
    "ministerial-council": Body("osce", _("Ministerial Council")),
    "security-forum": Body("osce", _("Forum for Security Co-operation")),
    "odihr": Body("osce", _("Office for Democratic Institutions and Human Rights")),
    "ilo": Body("ilo"),
}
