"""What is expected of texts, in one list: to add an expectation, write its module and add one line here."""

from dataclasses import dataclass
from typing import Literal

from expectations.broken_caption import ExpectColumnValuesNotToHoldABrokenCaption
from expectations.duplicated_body import ExpectColumnValuesNotToHoldADuplicatedBody
from expectations.mixed_script_noise import ExpectColumnValuesNotToHoldMixedScriptNoise
from expectations.results import Severity
from expectations.text_column import TextColumnExpectation
from expectations.unreadable_text import ExpectColumnValuesToBeReadable

Action = Literal["quarantine", "report"]


@dataclass(frozen=True, slots=True)
class Declaration:
    """One expectation: `mostly` is the share of texts that must pass; `action`: what becomes of a row that fails."""

    name: str
    expectation: type[TextColumnExpectation]
    column: str
    severity: Severity
    mostly: float
    action: Action


EXPECTATIONS = (
    Declaration("duplicated_body", ExpectColumnValuesNotToHoldADuplicatedBody, "text", "critical", 0.95, "report"),
    Declaration("unreadable_text", ExpectColumnValuesToBeReadable, "text", "warning", 0.95, "quarantine"),
    Declaration("broken_caption", ExpectColumnValuesNotToHoldABrokenCaption, "text", "warning", 0.99, "report"),
    Declaration("mixed_script_noise", ExpectColumnValuesNotToHoldMixedScriptNoise, "text", "warning", 0.98, "report"),
)
