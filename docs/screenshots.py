"""Make the pictures in the README and the documentation from the example situation; needs Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from recoupe.cli.adding import example_articles
from recoupe.dossier import Dossier
from recoupe.model import EventRow, Standing
from recoupe.serve import Door, build_app, listen, open_room
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
        dossier = write_pages(folder)
        for picture, page, width, height, flags in (
            ("page-fr", "fr.html", 1200, 1000, ()),
            ("page-en", "en.html", 1200, 1000, ()),
            ("page-phone", "phone.html", PHONE_WIDTH, 1400, ()),
            ("page-dark", "fr.html", 1200, 1000, (DARK,)),
        ):
            take(browser, folder, picture, (folder / page).as_uri(), width, height, flags)
        with reading_room(dossier) as (base, token):
            for picture, address, height, flags in (
                ("room-account", "/", 900, ()),
                ("room-timeline", "/timeline", 1000, ()),
                ("room-claim", claim_to_show(dossier), 1000, ()),
                ("room-article", "/article/3", 880, ()),
                ("room-dark", "/ledger", 900, (DARK,)),
            ):
                take(browser, folder, picture, f"{base}{address}?lang=fr&token={token}", 1280, height, flags)


def take(
    browser: str, folder: Path, picture: str, address: str, width: int, height: int, flags: Sequence[str]
) -> None:
    """One picture of a window of this size."""
    path = PICTURES / f"{picture}.png"
    command = [
        browser,
        *FLAGS,
        *flags,
        f"--user-data-dir={folder}/profile",
        f"--window-size={width},{height}",
    ]
    subprocess.run([*command, f"--screenshot={path}", address], check=True, capture_output=True)
    print(path)


@contextmanager
def reading_room(dossier: Path) -> Iterator[tuple[str, str]]:
    """The reading room of a dossier on this machine; where it is and the token that opens it."""
    listening = listen("127.0.0.1", 0)
    door = Door(listening.getsockname()[1])
    server = uvicorn.Server(
        uvicorn.Config(build_app(open_room(dossier, door, read_only=True)), log_level="error")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{door.port}", door.token
    server.should_exit = True
    thread.join()
    listening.close()


def claim_to_show(dossier: Path) -> str:
    """The address of the established event with most origins, the first of them in the account; of any where none is."""
    with Dossier(dossier, write=False) as opened:
        rows = [row for row in opened.account("fr").rows if isinstance(row, EventRow)]
    shown = max(rows, key=lambda row: (row.standing is Standing.ESTABLISHED, len(row.lineages)))
    return f"/row/{shown.key}"


def write_pages(folder: Path) -> Path:
    """The example's page in both languages, one that holds the French page at the width of a phone; its dossier's path."""
    path = folder / "example.recoupe"
    with Dossier(path) as dossier:
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
    return path


if __name__ == "__main__":
    main()
