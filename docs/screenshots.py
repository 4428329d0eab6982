"""Make the pictures in the README and the documentation from the example situation; needs Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from recoupe.cli.adding import example_articles
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


PHONE_WIDTH = 360
DARK = "--blink-settings=preferredColorScheme=0"


def main() -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.exit(
            "Chromium is not installed: the pictures cannot be made (on Debian: apt-get install chromium)."
        )
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_pages(folder)
        for picture, page, width, height, flags in (
            ("page-fr", "fr.html", 1200, 1000, ()),
            ("page-en", "en.html", 1200, 1000, ()),
            ("page-phone", "phone.html", PHONE_WIDTH, 1400, ()),
            ("page-dark", "fr.html", 1200, 1000, (DARK,)),
        ):
            path = PICTURES / f"{picture}.png"
            subprocess.run(
                [
                    browser,
                    *FLAGS,
                    *flags,
                    f"--user-data-dir={folder}/profile",
                    f"--window-size={width},{height}",
                    f"--screenshot={path}",
                    (folder / page).as_uri(),
                ],
                check=True,
                capture_output=True,
            )
            print(path)


def write_pages(folder: Path) -> None:
    """The example's page in both languages, and one that holds the French page at the width of a phone."""
    with Dossier() as dossier:
        dossier.add([example_articles()])
        for language in ("fr", "en"):
            page = render_report(
                dossier.account(language), list(dossier.annotations()), dossier.inputs(), language
            )
            (folder / f"{language}.html").write_text(page, encoding="utf-8")
    (folder / "phone.html").write_text(
        f'<body style="margin:0"><iframe src="fr.html" width="{PHONE_WIDTH}" height="1400" style="border:0"></iframe>',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
