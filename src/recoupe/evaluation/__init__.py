"""Scores against gold: how much of what a careful reader found, the program found too.

``evaluate_annotations`` compares annotation lines, ``evaluate_account`` the rows of an account. A gold
record may carry, beside the fields of its line format, ``optional`` or ``borderline`` (true: it counts neither as
missed nor, when predicted, as wrong) and ``accept`` (a list of fields that may stand instead of its own). A gold line
without the key of a layer leaves that layer unscored for its article. Articles without a gold line are not looked at.
"""

from recoupe.evaluation.account import evaluate_account
from recoupe.evaluation.annotations import evaluate_annotations
from recoupe.evaluation.files import evaluate_files
from recoupe.evaluation.score import Score, Scores, format_scores

__all__ = ["Score", "Scores", "evaluate_account", "evaluate_annotations", "evaluate_files", "format_scores"]
