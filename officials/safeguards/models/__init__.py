"""What is known against somebody, what could go wrong for whom, who else must sign."""

from officials.safeguards.models.reviews import ReviewRequest
from officials.safeguards.models.safeguards import (
    ConductCheck,
    ExposureRisk,
    ExposureThreat,
)
from officials.safeguards.models.switches import Switch

__all__ = [
    "ConductCheck",
    "ExposureRisk",
    "ExposureThreat",
    "ReviewRequest",
    "Switch",
]
