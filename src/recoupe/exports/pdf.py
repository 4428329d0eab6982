"""The report as PDF, printed by Chromium or Chrome where one is installed; without one, the error says what to install."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from recoupe.exports.choosing import export_error
from recoupe.exports.html import page
from recoupe.exports.material import Material

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
LIMIT_SECONDS = 600
NO_NETWORK = "--proxy-server=127.0.0.1:9"
"""A page of ours asks for nothing; whatever the browser itself would fetch goes nowhere."""

_DATES = re.compile(rb"/(CreationDate|ModDate) ?\(D:[^)]*\)")


def encode(material: Material) -> Iterator[bytes]:
    """The document, whole, without the time at which it was printed."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise export_error("no_browser", material.language, "--to pdf")
    with TemporaryDirectory() as folder:
        printed = Path(folder) / "report.pdf"
        (Path(folder) / "report.html").write_bytes(page(material))
        _print(browser, Path(folder), printed, material.language)
        yield _DATES.sub(_blanked, printed.read_bytes())


def _print(browser: str, folder: Path, printed: Path, language: str) -> None:
    """Print the page; raises ``UsageError`` where the browser fails or does not end."""
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    command = [
        browser, "--headless", *sandbox, "--disable-gpu", "--disable-extensions", "--no-first-run", NO_NETWORK,
        f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer", f"--print-to-pdf={printed}",
        (folder / "report.html").as_uri(),
    ]  # fmt: skip
    with (folder / "said").open("w+b") as said:
        try:
            ended = subprocess.run(
                command, stdout=subprocess.DEVNULL, stderr=said, timeout=LIMIT_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise export_error("browser_failed", language, browser, detail=f"{LIMIT_SECONDS} s") from error
        if ended.returncode or not printed.is_file():
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").strip().splitlines()
            detail = lines[-1] if lines else ended.returncode
            raise export_error("browser_failed", language, browser, detail=detail)


def _blanked(match: re.Match[bytes]) -> bytes:
    """A date of the document as the earliest there is, of the same length: places in a PDF are counted in bytes."""
    date = b"(D:19700101000000Z)"
    whole, name = match.group(), match.group(1)
    return (
        (b"/" + name + b" " * (len(whole) - len(name) - len(date) - 1) + date)
        if len(whole) > len(date)
        else whole
    )
