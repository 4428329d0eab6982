"""Gold and predictions from files: annotation lines, or an account."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from recoupe.evaluation.account import evaluate_account
from recoupe.evaluation.annotations import evaluate_annotations
from recoupe.evaluation.score import Scores


def evaluate_files(gold: Path, predicted: Path) -> Scores:
    """The scores of a file of lines against a file of gold.

    Gold is a file of annotation lines (as ``examples/gold/annotations.jsonl``) or one JSON object that holds an account
    (as ``examples/gold/account.json``); ``predicted`` is what ``recoupe annotate`` or ``recoupe account`` wrote.
    Raises ``OSError`` where a file cannot be read and ``ValueError``, naming file and line, where it does not hold JSON objects.
    """
    account = _whole_object(gold)
    if account is not None and "id" not in account:
        return evaluate_account(account, _lines(predicted))
    return evaluate_annotations(_lines(gold), _lines(predicted))


def _whole_object(path: Path) -> dict[str, Any] | None:
    """The one JSON object a file holds; None where it holds several, one a line."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def _lines(path: Path) -> list[dict[str, Any]]:
    found = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                found.append(_object(line, path, number))
    return found


def _object(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"{path}, line {number}: not JSON ({error.msg})") from error
    if not isinstance(found, dict):
        raise ValueError(f"{path}, line {number}: a JSON object is expected")
    return found
