"""Make the pictures in the README and the documentation from the example situation; needs Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from recoupe.cli import example_articles
from recoupe.dossier import Dossier
from recoupe.views.report import render_report

PICTURES = Path(__file__).parent / "pictures"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


def main() -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.exit(
            "Chromium is not installed: the pictures cannot be made (on Debian: apt-get install chromium)."
        )
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Dossier() as dossier:
        dossier.add([example_articles()])
        for language in ("fr", "en"):
            page = Path(folder) / f"{language}.html"
            account = dossier.account(language)
            page.write_text(
                render_report(account, list(dossier.annotations()), dossier.inputs(), language),
                encoding="utf-8",
            )
            picture = PICTURES / f"page-{language}.png"
            subprocess.run(
                [
                    browser,
                    *FLAGS,
                    f"--user-data-dir={folder}/profile",
                    "--window-size=1200,1000",
                    f"--screenshot={picture}",
                    page.as_uri(),
                ],
                check=True,
                capture_output=True,
            )
            print(picture)


if __name__ == "__main__":
    main()
