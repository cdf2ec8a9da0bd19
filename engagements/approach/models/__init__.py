"""Before we approach somebody: four answers, one signature, and the brief."""

from engagements.approach.models.approaches import Approach
from engagements.approach.models.briefs import BriefPrint
from engagements.approach.models.respect import RespectWord

__all__ = [
    "Approach",
    "BriefPrint",
    "RespectWord",
]
