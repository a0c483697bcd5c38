#!/bin/sh
# Set-up: builds .venv from the hashed locks, with uv or, where uv cannot be had, with pip; then the project itself.
# `make` calls it before everything else. When nothing changed it compares a few files and starts no Python.
# Each failure is one line that names the mend; what pip and uv had to say is kept in .venv/setup.log.
set -u
unset CDPATH PYTHONHOME PYTHONPATH
# A user's mirror, proxy or certificate stays in force; what would install elsewhere or alter the lock does not.
unset PIP_TARGET PIP_PREFIX PIP_ROOT PIP_CONSTRAINT PIP_REQUIREMENT PIP_REQUIRE_HASHES PIP_DRY_RUN
unset UV_PYTHON UV_SYSTEM_PYTHON UV_TARGET UV_PREFIX UV_CONSTRAINT UV_OVERRIDE UV_EXCLUDE_NEWER
export PYTHONNOUSERSITE=1 PIP_USER=0 PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_PROGRESS_BAR=off
case $0 in */*) cd "${0%/*}/.." ;; *) cd .. ;; esac || exit 1
# Nothing is made or emptied in a folder that is not the project's.
for input in requirements.lock requirements-uv.lock pyproject.toml src/setup.sh; do
    [ -f "$input" ] && continue
    echo "$input is missing from $(pwd): restore it (git checkout $input), then type the command again." >&2
    exit 1
done

venv=.venv
stamp=$venv/setup
log=$venv/setup.log
lock=$venv/setup.lock
owned=

say() { printf '%s\n' "$1"; }

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

release() { [ -z "$owned" ] || rm -rf "$lock"; }

interrupted() {
    trap '' INT TERM HUP
    printf '%s\n' "Set-up interrupted: type the same command again and it starts afresh." >&2
    exit 130
}

# Runs a command with its output in the log. Not in the background: Ctrl-C must reach its own children too.
run() {
    mark=$(wc -l <"$log")
    "$@" >>"$log" 2>&1 </dev/null
}

# Console scripts hold the folder and the Python as absolute paths: both are part of the stamp.
place() {
    pwd -P
    readlink -f "$venv/bin/python" 2>/dev/null || :
}

kept() { cmp -s "$1" "$stamp/$1"; }

state() {
    if [ ! -e "$stamp/place" ]; then
        if [ -e "$venv/pyvenv.cfg" ] || [ -e "$venv/bin" ]; then echo unfinished; else echo absent; fi
    elif [ ! -x "$venv/bin/python" ] || [ "$(place)" != "$(cat "$stamp/place")" ]; then
        echo moved
    elif ! kept requirements.lock || ! kept requirements-uv.lock; then
        echo locks
    elif ! kept pyproject.toml; then
        echo project
    else
        echo ready
    fi
}

take_lock() {
    mkdir -p "$venv" 2>/dev/null || fail "The folder $(pwd) cannot be written: make it writable, or clone into one that is."
    for attempt in 1 2 3; do
        if mkdir "$lock" 2>/dev/null; then
            owned=yes
            echo $$ >"$lock/pid"
            return
        fi
        [ -e "$lock/pid" ] || sleep 1
        owner=$(cat "$lock/pid" 2>/dev/null)
        if [ -n "$owner" ] && kill -0 "$owner" 2>/dev/null; then
            fail "Another set-up of this folder is running (process $owner): type the command again when it has ended, or remove $lock if it is none."
        fi
        rm -rf "$lock"
    done
    fail "$lock cannot be made: remove .venv and type the command again."
}

probe='import sys
try:
    import ensurepip, venv
    found = "venv"
except ImportError:
    found = "bare"
base = getattr(sys, "_base_executable", "") or sys.executable
print("%d.%d.%d %s %s" % (tuple(sys.version_info[:3]) + (found, base)))'

# The first Python from 3.11 to 3.13 that can make a virtual environment, as the path of its own program
# (never that of an activated .venv, which may be about to go).
find_python() {
    if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; else set -- python3 python3.13 python3.12 python3.11; fi
    bare=
    others=
    for candidate in "$@"; do
        answer=$("$candidate" -c "$probe" 2>/dev/null) || continue
        read -r version found python <<END
$answer
END
        case $version in
            3.11.* | 3.12.* | 3.13.*)
                [ "$found" = venv ] && return
                bare=${bare:-$version}
                ;;
            *) others="${others:+$others, }$version" ;;
        esac
    done
    [ -z "$bare" ] || fail "Python $bare has no venv module: on Debian or Ubuntu 'sudo apt install python3-venv' adds it; then type the command again."
    [ -z "$others" ] || fail "Python 3.11, 3.12 or 3.13 is needed and $others was found: install one of them, or name it: make setup PYTHON=python3.12"
    [ -z "${PYTHON:-}" ] || fail "PYTHON=$PYTHON does not run: name a Python 3.11, 3.12 or 3.13, or leave PYTHON out."
    fail "No Python was found: install Python 3.11, 3.12 or 3.13 (on Debian or Ubuntu: sudo apt install python3 python3-venv), then type the command again."
}

# Did the last command fail on its way to the package index?
unreachable() {
    tail -n "+$((mark + 1))" "$log" |
        grep -Eiq 'retrying \(|connection|failed to connect|timed out|name resolution|unreachable|ProxyError|SSLError'
}

stop_installing() {
    if unreachable; then
        fail "The package index cannot be reached: check the network (or proxy, or pip's index-url), then type the command again; details in $log"
    fi
    reason=$(tail -n "+$((mark + 1))" "$log" | grep -E '^(ERROR|error)' | tail -n 1 | cut -c 1-160)
    fail "Set-up failed: ${reason:-no reason given} - mend that and type the command again; details in $log"
}

pip() { run "$venv/bin/python" -m pip install "$@"; }

# uv does not read pip's configuration: an index that is set there is handed over.
share_index() {
    [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ] || return 0
    index=${PIP_INDEX_URL:-$("$venv/bin/python" -m pip config get global.index-url 2>/dev/null)}
    [ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
}

install_packages() {
    if pip --require-hashes -r requirements-uv.lock; then
        share_index
        say "Installing the packages of requirements.lock with uv (about half a minute) ..."
        run "$venv/bin/uv" pip install --python "$venv/bin/python" --compile-bytecode --require-hashes -r requirements.lock && return
    elif unreachable; then
        stop_installing
    fi
    say "uv cannot be used here; installing with pip instead (one to two minutes) ..."
    pip --require-hashes -r requirements.lock || stop_installing
}

install_project() {
    pip --no-deps --no-build-isolation -e . || stop_installing
}

build() {
    find_python
    say "Setting up .venv with Python $version ..."
    # Emptied, not removed: it holds the lock of this set-up. Without its place, the stamp says "unfinished".
    rm -f "$stamp/place"
    find "$venv/" -mindepth 1 -maxdepth 1 ! -name setup.lock -exec rm -rf {} +
    : >"$log"
    mkdir -p "$stamp" && cp requirements.lock requirements-uv.lock pyproject.toml "$stamp/"
    run "$python" -m venv "$venv" || fail "Python $version could not make .venv: mend what the end of $log names, then type the command again."
    install_packages
    install_project
    # Built once here, matplotlib's list of fonts neither delays nor speaks up in the first notebook.
    run env MPLCONFIGDIR="$PWD/$venv/matplotlib" "$venv/bin/python" -c "import matplotlib.font_manager"
}

[ "$(state)" != ready ] || exit 0
trap release EXIT
trap interrupted INT TERM HUP
take_lock
what=$(state) # once more: another set-up may just have ended
case $what in
    ready) exit 0 ;;
    unfinished) say "An earlier set-up was interrupted or failed before its end: it starts again." ;;
    moved) say "This folder or its Python was moved since the set-up: .venv is built again." ;;
    locks) say "The locked packages changed: .venv is built again." ;;
esac
if [ "$what" = project ]; then
    say "pyproject.toml changed: installing the project again ..."
    cp pyproject.toml "$stamp/new"
    : >"$log"
    install_project
    mv "$stamp/new" "$stamp/pyproject.toml"
else
    build
    place >"$stamp/new" && mv "$stamp/new" "$stamp/place"
fi
say "Set-up is complete."
