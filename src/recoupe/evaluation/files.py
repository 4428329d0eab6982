"""Gold and predictions from files: annotation lines, or an account."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from recoupe.errors import UsageError
from recoupe.evaluation.account import evaluate_account
from recoupe.evaluation.annotations import evaluate_annotations
from recoupe.evaluation.score import Scores


def evaluate_files(gold: Path, predicted: Path) -> Scores:
    """The scores of a file of lines against a file of gold.

    Gold is a file of annotation lines (as ``examples/gold/annotations.jsonl``) or one JSON object that holds an account
    (as ``examples/gold/account.json``); ``predicted`` is what ``recoupe annotate`` or ``recoupe account`` wrote.
    Raises ``UsageError``, naming file and line, where a file cannot be read, holds no JSON objects or lacks a field,
    and where the two sides were made from different texts.
    """
    text = _read(gold)
    account = _whole_object(text)
    try:
        if account is not None and "id" not in account:
            return evaluate_account(account, _lines(predicted, _read(predicted)))
        return evaluate_annotations(_lines(gold, text), _lines(predicted, _read(predicted)))
    except KeyError as missing:
        remedy = "Compare what recoupe annotate or recoupe account wrote with gold of the same kind."
        raise UsageError(
            f"a record lacks the field {missing}", where=f"{gold}, {predicted}", remedy=remedy
        ) from None
    except ValueError as unlike:
        remedy = "Annotate the texts that the gold was made from."
        raise UsageError(str(unlike), where=str(predicted), remedy=remedy) from None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(
            error.strerror or "cannot be read", where=str(path), remedy="Check the path."
        ) from None
    except UnicodeDecodeError:
        raise UsageError("not UTF-8 text", where=str(path), remedy="Give JSON Lines.") from None


def _whole_object(text: str) -> dict[str, Any] | None:
    """The one JSON object a file holds; None where it holds several, one a line."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def _lines(path: Path, text: str) -> list[dict[str, Any]]:
    lines = enumerate(text.split("\n"), start=1)
    return [_object(line, f"{path}, line {number}") for number, line in lines if line.strip()]


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"not JSON ({error.msg})", where=where, remedy="Give JSON Lines.") from None
    if not isinstance(found, dict):
        raise UsageError("not a JSON object", where=where, remedy="Give JSON Lines.")
    return found
