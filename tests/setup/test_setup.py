"""`src/setup.sh` and the Makefile, with stand-ins for Python, pip and uv; the slow tests do it for real."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[2]
SETUP_FILES = ("Makefile", "pyproject.toml", "requirements.lock", "requirements-uv.lock", "src/setup.sh")
TOOLS = ["sh", "cat", "cmp", "cp", "cut", "env", "find", "grep", "ln", "make", "mkdir", "mv"]
TOOLS += ["readlink", "rm", "sed", "sleep", "tail", "touch", "wc"]

# A Python that writes each call down and does as its variables say. As `-m venv` it links itself into .venv.
PYTHON = """#!/bin/sh
echo "python $*" >> "$CALLS"
case "$*" in
    -c*_base_executable*) echo "{version} {venv} $0" ;;
    "-m venv "*)
        mkdir -p .venv/bin
        ln -s "$0" .venv/bin/python
        touch .venv/pyvenv.cfg ;;
    "-m pip install "*requirements-uv.lock)
        [ -z "${{FAIL_PIP_UV:-}}" ] || {{ echo "$FAIL_PIP_UV"; exit 1; }}
        cp "$UV" .venv/bin/uv ;;
    "-m pip install "*"-e .") [ -z "${{FAIL_PROJECT:-}}" ] || {{ echo "$FAIL_PROJECT"; exit 1; }} ;;
    "-m pip install "*requirements.lock) [ -z "${{FAIL_PIP:-}}" ] || {{ echo "$FAIL_PIP"; exit 1; }} ;;
esac
"""
UV = """#!/bin/sh
echo "uv $*" >> "$CALLS"
[ -z "${SLOW_UV:-}" ] || { touch "$SLOW_UV"; sleep 30; }
[ -z "${FAIL_UV:-}" ] || { echo "error: $FAIL_UV"; exit 2; }
"""
OFFLINE = "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError'"


def executable(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


class Checkout:
    """The files of the set-up in a folder, and a PATH with a few tools and the Pythons that are added."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "programs"
        self.programs.mkdir()
        for tool in TOOLS:
            if found := shutil.which(tool):
                (self.programs / tool).symlink_to(found)
        self.folder = folder / "a check out"
        for name in SETUP_FILES:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, self.folder / name)
        self.calls = folder / "calls.txt"
        self.home = folder / "home"
        self.home.mkdir()
        executable(folder / "uv", UV)
        self.environment = {
            "PATH": str(self.programs),
            "HOME": str(self.home),
            "CALLS": str(self.calls),
            "UV": str(folder / "uv"),
        }

    def python(self, name: str, version: str, venv: str = "venv") -> None:
        executable(self.programs / name, PYTHON.format(version=version, venv=venv))

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        self.calls.write_text("")
        return subprocess.run(
            command or ("sh", "src/setup.sh"),
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def started(self) -> list[str]:
        return self.calls.read_text().splitlines()

    def fails(self, **environment: str) -> str:
        """The one line with which the set-up ends."""
        result = self.run(**environment)
        assert result.returncode == 1
        (line,) = result.stderr.splitlines()
        return line


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = Checkout(tmp_path)
    made.python("python3", "3.12.4")
    return made


@pytest.fixture
def ready(checkout: Checkout) -> Checkout:
    assert checkout.run().returncode == 0
    return checkout


def test_installs_with_hashes_by_uv_then_the_project(checkout: Checkout) -> None:
    result = checkout.run()
    assert (result.returncode, result.stderr) == (0, "")
    started = [line for line in checkout.started() if "pip" in line or "venv" in line]
    installs = [line for line in started if "install" in line]
    assert installs == [
        "python -m pip install --require-hashes -r requirements-uv.lock",
        "uv pip install --python .venv/bin/python --compile-bytecode --require-hashes -r requirements.lock",
        "python -m pip install --no-deps --no-build-isolation -e .",
    ]


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.lock", "requirements-uv.lock"])
def test_a_missing_input_is_named_and_nothing_is_touched(ready: Checkout, name: str) -> None:
    (ready.folder / name).unlink()
    assert name in ready.fails()
    assert ready.started() == []
    assert (ready.folder / ".venv" / "setup" / "place").exists()


def test_called_from_another_folder_it_stays_in_its_own(checkout: Checkout, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    here, checkout.folder = checkout.folder, elsewhere
    assert checkout.run("sh", str(here / "src" / "setup.sh")).returncode == 0
    assert list(elsewhere.iterdir()) == []
    assert (here / ".venv" / "setup" / "place").exists()


def test_writes_nothing_outside_the_venv(checkout: Checkout) -> None:
    def everything() -> set[Path]:
        return {path for path in checkout.folder.parent.rglob("*") if ".venv" not in path.parts}

    before = everything()
    checkout.run()
    assert everything() - before == {checkout.calls}
    assert not (checkout.folder / ".venv" / "setup.lock").exists()


def test_second_call_starts_no_python(ready: Checkout) -> None:
    result = ready.run()
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert ready.started() == []


def test_second_make_starts_no_python(ready: Checkout) -> None:
    assert ready.run("make", "setup").stdout == ""
    assert ready.started() == []


def test_touched_lock_does_not_install(ready: Checkout) -> None:
    for name in ("requirements.lock", "requirements-uv.lock", "pyproject.toml"):
        os.utime(ready.folder / name, (2_000_000_000, 2_000_000_000))
    ready.run()
    assert ready.started() == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-uv.lock"])
def test_changed_lock_of_equal_length_and_age_installs(ready: Checkout, name: str) -> None:
    lock = ready.folder / name
    stat = lock.stat()
    text = lock.read_text()
    lock.write_text(text.replace("sha256:0", "sha256:1", 1).replace("sha256:1", "sha256:2", 1))
    os.utime(lock, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert lock.stat().st_size == stat.st_size
    result = ready.run()
    assert "locked packages changed" in result.stdout
    assert any(line.startswith("uv pip install") for line in ready.started())
    ready.run()
    assert ready.started() == []


def test_changed_pyproject_installs_the_project_only(ready: Checkout) -> None:
    with (ready.folder / "pyproject.toml").open("a") as file:
        file.write("\n# one more line\n")
    ready.run()
    assert ready.started() == ["python -m pip install --no-deps --no-build-isolation -e ."]
    ready.run()
    assert ready.started() == []


def test_project_that_did_not_install_is_installed_again(ready: Checkout) -> None:
    with (ready.folder / "pyproject.toml").open("a") as file:
        file.write("\n# one more line\n")
    assert "no readme" in ready.fails(FAIL_PROJECT="ERROR: no readme")
    assert ready.run().returncode == 0
    assert ready.started() == ["python -m pip install --no-deps --no-build-isolation -e ."]


def test_without_uv_pip_installs_with_hashes(checkout: Checkout) -> None:
    result = checkout.run(FAIL_PIP_UV="ERROR: No matching distribution found for uv")
    assert (result.returncode, result.stderr) == (0, "")
    assert "python -m pip install --require-hashes -r requirements.lock" in checkout.started()
    assert not any(line.startswith("uv") for line in checkout.started())


def test_uv_failing_falls_back_on_pip(checkout: Checkout) -> None:
    result = checkout.run(FAIL_UV="Failed to fetch the index")
    assert (result.returncode, result.stderr) == (0, "")
    assert "python -m pip install --require-hashes -r requirements.lock" in checkout.started()


def test_uv_is_given_the_index_that_pip_is_given(checkout: Checkout) -> None:
    executable(checkout.folder.parent / "uv", '#!/bin/sh\necho "uv index $UV_DEFAULT_INDEX" >> "$CALLS"\n')
    checkout.run(PIP_INDEX_URL="mirror-of-pip")
    assert "uv index mirror-of-pip" in checkout.started()


@pytest.mark.parametrize("version", ["3.10.13", "3.14.0", "4.0.1"])
def test_python_out_of_range_is_named(checkout: Checkout, version: str) -> None:
    checkout.python("python3", version)
    line = checkout.fails()
    assert version in line
    assert "3.11" in line
    assert "3.13" in line
    assert not (checkout.folder / ".venv" / "bin").exists()


@pytest.mark.parametrize("name", ["python3.13", "python3.12", "python3.11"])
def test_another_python_is_taken_when_python3_is_out_of_range(checkout: Checkout, name: str) -> None:
    checkout.python("python3", "3.9.2")
    checkout.python(name, name.removeprefix("python") + ".1")
    result = checkout.run()
    assert result.returncode == 0
    assert f"Python {name.removeprefix('python')}.1" in result.stdout


def test_named_python_is_taken(checkout: Checkout) -> None:
    checkout.python("mine", "3.11.9")
    assert "Python 3.11.9" in checkout.run("make", "setup", "PYTHON=mine").stdout


def test_named_python_that_does_not_run(checkout: Checkout) -> None:
    assert "PYTHON=nowhere" in checkout.fails(PYTHON="nowhere")


def test_no_python_at_all(checkout: Checkout) -> None:
    (checkout.programs / "python3").unlink()
    assert "No Python was found" in checkout.fails()


def test_no_venv_module_names_the_mend(checkout: Checkout) -> None:
    checkout.python("python3", "3.11.2", venv="bare")
    line = checkout.fails()
    assert "3.11.2" in line
    assert "apt install python3-venv" in line


def test_no_network(checkout: Checkout) -> None:
    line = checkout.fails(FAIL_PIP_UV=OFFLINE)
    assert "cannot be reached" in line
    assert ".venv/setup.log" in line
    assert OFFLINE in (checkout.folder / ".venv" / "setup.log").read_text()


def test_network_lost_after_uv(checkout: Checkout) -> None:
    assert "cannot be reached" in checkout.fails(FAIL_UV="dns error", FAIL_PIP=OFFLINE)


def test_other_failures_quote_their_reason(checkout: Checkout) -> None:
    line = checkout.fails(FAIL_UV="hash mismatch", FAIL_PIP="ERROR: THESE PACKAGES DO NOT MATCH THE HASHES")
    assert "DO NOT MATCH THE HASHES" in line
    assert "cannot be reached" not in line


def test_failed_setup_is_repeated_and_then_complete(checkout: Checkout) -> None:
    checkout.fails(FAIL_PIP_UV=OFFLINE)
    assert checkout.run().returncode == 0
    checkout.run()
    assert checkout.started() == []


def test_interrupted_setup_starts_again(ready: Checkout) -> None:
    (ready.folder / ".venv" / "setup" / "place").unlink()
    (ready.folder / ".venv" / "half-installed").touch()
    result = ready.run()
    assert "interrupted" in result.stdout.splitlines()[0]
    assert result.returncode == 0
    assert not (ready.folder / ".venv" / "half-installed").exists()


def test_interrupt_ends_with_one_line(checkout: Checkout, tmp_path: Path) -> None:
    reached = tmp_path / "uv-runs"
    process = subprocess.Popen(
        ["sh", "src/setup.sh"],
        cwd=checkout.folder,
        env=checkout.environment | {"SLOW_UV": str(reached)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Whoever runs the tests in the background has Ctrl-C ignored, and a shell cannot undo that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    deadline = time.monotonic() + 30
    while not reached.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does: to every process of the command
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    (line,) = errors.splitlines()
    assert "type the same command again" in line
    assert not (checkout.folder / ".venv" / "setup.lock").exists()
    assert "interrupted" in checkout.run().stdout.splitlines()[0]


def test_moved_folder_is_set_up_again(ready: Checkout, tmp_path: Path) -> None:
    ready.folder = ready.folder.rename(tmp_path / "moved")
    assert "moved" in ready.run().stdout.splitlines()[0]
    ready.run()
    assert ready.started() == []


def test_deleted_python_is_set_up_again(ready: Checkout) -> None:
    (ready.programs / "python3").unlink()
    ready.python("python3.11", "3.11.8")
    assert "with Python 3.11.8" in ready.run().stdout
    ready.run()
    assert ready.started() == []


def test_two_setups_at_once(checkout: Checkout) -> None:
    lock = checkout.folder / ".venv" / "setup.lock"
    lock.mkdir(parents=True)
    (lock / "pid").write_text(f"{os.getpid()}\n")
    line = checkout.fails()
    assert str(os.getpid()) in line
    assert "setup.lock" in line
    assert lock.exists()


def test_ready_venv_waits_for_nobody(ready: Checkout) -> None:
    lock = ready.folder / ".venv" / "setup.lock"
    lock.mkdir()
    (lock / "pid").write_text(f"{os.getpid()}\n")
    assert ready.run().returncode == 0


@pytest.mark.parametrize("owner", [None, "ended"])
def test_lock_left_behind_is_taken_over(checkout: Checkout, owner: str | None) -> None:
    lock = checkout.folder / ".venv" / "setup.lock"
    lock.mkdir(parents=True)
    if owner:
        ended = subprocess.Popen(["true"])
        ended.wait()
        (lock / "pid").write_text(f"{ended.pid}\n")
    assert checkout.run().returncode == 0
    assert not lock.exists()


def test_range_is_that_of_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = SpecifierSet(project["requires-python"])
    accepted = {f"3.{minor}" for minor in range(30) if f"3.{minor}.1" in declared}
    script = (ROOT / "src" / "setup.sh").read_text()
    assert set(re.findall(r"\bpython(3\.\d+)", script)) - {"3"} == accepted
    assert set(re.findall(r"\b(3\.\d+)\.\*", script)) == accepted


def targets() -> list[str]:
    (line,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    return line.split()


def test_help_is_the_default_and_names_every_target(checkout: Checkout) -> None:
    shown = checkout.run("make").stdout
    assert shown == checkout.run("make", "help").stdout
    assert [line.split()[0] for line in shown.splitlines() if line.startswith("  ")] == targets()
    promised = {"setup", "reproduce", "notebooks", "test", "lab", "keep", "site", "accept", "lock", "audit", "clean"}
    assert promised <= set(targets())
    assert checkout.started() == []


@pytest.mark.parametrize("target", ["reproduce", "verify", "notebooks", "site", "lab"])
@pytest.mark.parametrize("study", ["gemeenten", "/some where/a study", "it's", "a$b, (c)"])
def test_study_reaches_the_command_as_one_word(checkout: Checkout, target: str, study: str) -> None:
    (checkout.folder / "src" / "setup.sh").write_text("")
    (checkout.folder / ".venv" / "bin").mkdir(parents=True)
    for name in ("collabstudy", "jupyter-lab"):
        executable(checkout.folder / ".venv" / "bin" / name, '#!/bin/sh\nprintf "<%s>" "$@" >> "$CALLS"\n')
    result = checkout.run("make", target, f"STUDY={study}")
    assert result.returncode == 0
    assert f"<{target}><{study}>" in checkout.started()[0]
    listed = checkout.run("make", "-n", target, f"STUDY={study}").stdout
    assert "'" + study.replace("'", "'\\''") + "'" in listed


def test_clean_leaves_the_data_and_the_venv(checkout: Checkout) -> None:
    kept = ["data/raw/gemeenten/study.toml", ".venv/bin/python", "build/lab/explore.ipynb"]
    for name in [*kept, "build/gemeenten/site/index.html", "data/processed/gemeenten/responses.parquet"]:
        (checkout.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout.folder / name).touch()
    assert checkout.run("make", "clean").returncode == 0
    assert all((checkout.folder / name).exists() for name in kept)
    assert [path.name for path in (checkout.folder / "build").iterdir()] == ["lab"]
    assert not (checkout.folder / "data" / "processed").exists()


# From here on for real: what is installed comes from the package index or from uv's and pip's caches.


def pythons() -> dict[str, str]:
    """One program for each minor in range: of COLLABSTUDY_PYTHONS (a PATH-like list), of PATH, of pyenv."""
    named = [part for part in os.environ.get("COLLABSTUDY_PYTHONS", "").split(os.pathsep) if part]
    found: dict[str, str] = {}
    for minor in ("3.11", "3.12", "3.13"):
        versions = sorted((Path.home() / ".pyenv" / "versions").glob(f"{minor}.*/bin/python3"))
        candidates = [*named, shutil.which(f"python{minor}"), *map(str, versions), sys.executable]
        for candidate in filter(None, candidates):
            code = "import sys, ensurepip; print('%d.%d' % sys.version_info[:2])"
            answer = subprocess.run([candidate, "-c", code], capture_output=True, text=True, check=False)
            if answer.stdout.strip() == minor:
                found[minor] = candidate
                break
    return found


def fresh_copy(folder: Path) -> Path:
    """The files that git tracks or would track, alone, in a folder whose name has a space."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    copy = folder / "fresh copy"
    for name in filter(None, listed.split("\0")):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name)
    return copy


def set_up(copy: Path, python: str) -> str:
    """What `make setup` says in the copy, once its .venv is seen to hold the packages and the project."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    command = ["make", "setup", f"PYTHON={python}"]
    result = subprocess.run(command, cwd=copy, env=inherited, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    code = "import collabstudy as c, pandas, papermill, pathlib; print(pathlib.Path(c.__file__).parents[2])"
    command = [str(copy / ".venv" / "bin" / "python"), "-c", code]
    answer = subprocess.run(command, cwd=copy.parent, capture_output=True, text=True, check=True)
    assert Path(answer.stdout.strip()) == copy.resolve()
    assert (copy / ".venv" / "bin" / "collabstudy").exists()
    return result.stdout


@pytest.mark.slow
def test_from_nothing_through_uv_on_every_python_found(tmp_path: Path) -> None:
    found = pythons()
    assert found
    for minor, python in found.items():
        copy = fresh_copy(tmp_path / minor)
        said = set_up(copy, python)
        assert f"with Python {minor}." in said
        assert "with pip instead" not in said
        assert list(copy.glob(f".venv/lib/python{minor}/site-packages/pandas/__pycache__/*.pyc"))


@pytest.mark.slow
def test_from_nothing_through_pip(tmp_path: Path) -> None:
    copy = fresh_copy(tmp_path)
    lock = copy / "requirements-uv.lock"
    lock.write_text(re.sub(r"sha256:\w{8}", "sha256:00000000", lock.read_text()))
    assert "with pip instead" in set_up(copy, sys.executable)
