"""The commands, run as a user runs them."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from recoupe.cli import app
from recoupe.cli.adding import example_articles
from recoupe.dossier import Dossier

COMMANDS = Path(__file__).parents[1] / "docs" / "commands.md"
TEXT = (
    "La digue de Valme a cédé\n\n14 mars 2031\n\n"
    "La Séranie a attaqué l'Orvanie jeudi soir, a déclaré la ministre Ilda Marsan. "
    "« Nous répondrons », a-t-elle ajouté.\n"
)


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def _documented() -> dict[str, set[str]]:
    """By command, the options that docs/commands.md names."""
    sections = re.split(r"^## recoupe ", COMMANDS.read_text(encoding="utf-8"), flags=re.M)[1:]
    return {section.split()[0]: set(re.findall(r"`(--?[a-z-]+)`", section)) for section in sections}


def test_commands_calculate_in_one_thread_unless_the_environment_says_another_number() -> None:
    shown = "import os, sys; from recoupe import cli; sys.argv = ['recoupe', '--help']\ntry: cli.main()\nfinally: print('threads', os.environ['OPENBLAS_NUM_THREADS'], 'numpy' in sys.modules)"
    bare = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    for given, told in ((bare, "threads 1 False"), (bare | {"OPENBLAS_NUM_THREADS": "3"}, "threads 3 False")):
        done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, env=given)
        assert done.stdout.splitlines()[-1] == told


def _options(command: object) -> set[str]:
    """The options of a command, or of all the commands of a group."""
    own = {option for parameter in command.params for option in parameter.opts if option.startswith("-")}  # type: ignore[attr-defined]
    inner = getattr(command, "commands", {}).values()
    return own.union(*map(_options, inner)) - {"--help"}


def test_every_command_and_option_is_documented_and_none_other() -> None:
    group = typer.main.get_command(app)
    real = {name: _options(command) for name, command in group.commands.items()}  # type: ignore[attr-defined]
    assert _documented() == real


def test_help_on_everything(runner: CliRunner) -> None:
    for name in _documented():
        result = runner.invoke(app, [name, "--help"])
        assert result.exit_code == 0
        assert len(result.output.strip().splitlines()) > 3


def test_unknown_option_says_what_was_meant(runner: CliRunner) -> None:
    result = runner.invoke(app, ["report", "x", "--langg", "fr"])
    assert result.exit_code == 2
    assert "--lang" in result.stderr


def test_annotate_gives_back_unknown_fields_in_order(runner: CliRunner, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(
        "".join(
            json.dumps({"id": f"a{n}", "text": TEXT.replace("Valme", f"Valme{n}"), "desk": n}) + "\n"
            for n in (2, 1)
        ),
        encoding="utf-8",
    )
    result = runner.invoke(app, ["annotate", str(source)])
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line["id"], line["desk"]) for line in lines] == [("a2", 2), ("a1", 1)]
    assert all(line["format"] == "recoupe.annotation/1" and line["text"] for line in lines)
    bare = runner.invoke(app, ["annotate", str(source), "--no-text"])
    assert "text" not in json.loads(bare.stdout.splitlines()[0])


def test_annotate_reads_standard_input(runner: CliRunner) -> None:
    result = runner.invoke(app, ["annotate", "-"], input=TEXT)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["text"] == TEXT


def test_add_twice_does_nothing_twice(runner: CliRunner, article: Path, tmp_path: Path) -> None:
    dossier = tmp_path / "d.recoupe"
    assert runner.invoke(app, ["add", str(dossier), str(article)]).exit_code == 0
    before = dossier.read_bytes()
    again = runner.invoke(app, ["add", str(dossier), str(article)])
    assert again.exit_code == 0
    with sqlite3.connect(dossier) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (1,)
        assert connection.execute("SELECT status FROM inputs").fetchall() == [("ok",)]
    assert before[:16] == b"SQLite format 3\0"


def test_failed_input_is_named_and_the_rest_goes_on(runner: CliRunner, article: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    page = tmp_path / "page.html"
    result = runner.invoke(app, ["report", str(article), str(empty), "-o", str(page), "--lang", "en"])
    assert result.exit_code == 1
    assert "empty.txt" in result.stderr
    assert "article" in page.read_text(encoding="utf-8")


def test_status_says_what_became_of_each_input(runner: CliRunner, article: Path, tmp_path: Path) -> None:
    dossier = tmp_path / "d.recoupe"
    (tmp_path / "empty.txt").touch()
    runner.invoke(app, ["add", str(dossier), str(tmp_path / "empty.txt"), str(article)])
    result = runner.invoke(app, ["status", str(dossier), "--lang", "en"])
    assert result.exit_code == 1
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert {row[0] for row in rows} == {"ok", "failed"}
    failed = next(row for row in rows if row[0] == "failed")
    assert failed[1].endswith("empty.txt") and len(failed) == 4


def test_account_and_export_write_the_same_rows(runner: CliRunner, article: Path, tmp_path: Path) -> None:
    dossier = tmp_path / "d.recoupe"
    runner.invoke(app, ["add", str(dossier), str(article)])
    account = runner.invoke(app, ["account", str(dossier)])
    exported = runner.invoke(app, ["export", str(dossier), "--to", "jsonl"])
    assert account.exit_code == exported.exit_code == 0
    assert account.stdout == exported.stdout != ""
    assert all(json.loads(line)["format"] == "recoupe.account/1" for line in account.stdout.splitlines())
    csv = runner.invoke(app, ["export", str(dossier), "--to", "csv", "--spreadsheet"])
    assert csv.exit_code == 0 and "summary" in csv.stdout


def test_reuse_and_stories(runner: CliRunner, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Titre {name}\n\n{TEXT} Fin {name}.", encoding="utf-8")
    matches = runner.invoke(app, ["reuse", str(tmp_path)])
    assert matches.exit_code == 0
    assert {
        (line["earlier"]["id"], line["later"]["id"]) for line in map(json.loads, matches.stdout.splitlines())
    } == {("a", "b")}
    stories = runner.invoke(app, ["stories", str(tmp_path)])
    assert [json.loads(line)["id"] for line in stories.stdout.splitlines()] == ["a", "b"]


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda path: path.write_bytes(b"not a database at all" * 50), "d.recoupe"),
        (lambda path: path.mkdir(), "d.recoupe"),
    ],
)
def test_what_is_no_dossier_is_refused_in_one_line(
    runner: CliRunner, article: Path, tmp_path: Path, make, word
) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "d.recoupe"
    make(path)
    result = runner.invoke(app, ["add", str(path), str(article)])
    assert result.exit_code != 0
    assert word in str(result.exception)


def test_missing_dossier_is_wrong_use(runner: CliRunner, tmp_path: Path) -> None:
    result = runner.invoke(app, ["status", str(tmp_path / "none.recoupe")])
    assert "none.recoupe" in str(result.exception)


def test_the_example_is_there() -> None:
    assert len(list(example_articles().iterdir())) >= 10


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
def test_ctrl_c_is_one_line_and_loses_nothing(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"a{number}.txt").write_text(
            f"Titre {number}\n\n{TEXT * 3} Fin {number}.", encoding="utf-8"
        )
    dossier = tmp_path / "d.recoupe"
    command = [
        sys.executable,
        "-c",
        "from recoupe.cli import main; main()",
        "add",
        str(dossier),
        str(tmp_path),
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not dossier.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said and len(said.strip().splitlines()) == 1
    with sqlite3.connect(dossier) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_broken_pipe_ends_in_silence(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": "a", "text": TEXT}) + "\n", encoding="utf-8")
    command = f"{sys.executable} -c 'from recoupe.cli import main; main()' annotate {source} | true"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=120)
    assert done.stderr == ""


def test_a_folder_that_is_not_there_is_one_line(article: Path, tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "out.jsonl"
    command = [sys.executable, "-c", "from recoupe.cli import main; main()", "reuse", str(article)]
    done = subprocess.run([*command, "-o", str(target)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1 and "nowhere" in done.stderr


def test_status_loads_nothing_that_analyses(tmp_path: Path) -> None:
    dossier = tmp_path / "d.recoupe"
    Dossier(dossier).file.close()
    code = """
import sys
from recoupe.cli import app
app(["status", sys.argv[1]], standalone_mode=False)
sys.exit("recoupe.annotate" in sys.modules or "numpy" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code, str(dossier)]).returncode == 0
