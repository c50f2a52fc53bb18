#!/bin/sh
# Makes .venv with the Python that is given; says in a sentence what is missing.
set -eu
python=$1

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Rapport needs Python 3.11 or newer; $python isn't. Say which one to take: make PYTHON=python3.12 …" >&2
    exit 1
fi
[ -x .venv/bin/pip ] && exit 0
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    # Debian and Ubuntu keep this part of Python in a package of its own.
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    else
        echo "Python can't make virtual environments here. Install the package python3-venv, then run make again." >&2
        exit 1
    fi
fi
"$python" -m venv .venv
