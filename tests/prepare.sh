#!/bin/sh
# Installs what the tests need beside Python packages: Node packages, and Chromium and LibreOffice where the machine
# allows it.
set -eu

# Not `npm ci`: it fails where a registry lacks the packages of other platforms, which are optional.
echo "Installing the Node packages of the tests."
npm install --no-save --prefix tests --no-fund --no-audit --loglevel error

browser_is_there() {
    for browser in chromium chromium-browser google-chrome; do
        command -v "$browser" >/dev/null && return 0
    done
    return 1
}

# Its own Python module, uno, lies with the system's Python and not with ours.
office_is_there() {
    command -v soffice >/dev/null && { /usr/bin/python3 -c "import uno" || /usr/lib/libreoffice/program/python -c "import uno"; } 2>/dev/null
}

# install NAME PACKAGES-AND-OPTIONS...
install() {
    name=$1
    shift
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $name."
        apt-get update -qq && apt-get install -y -qq "$@" >/dev/null
    fi
}

browser_is_there || install Chromium chromium fonts-liberation || true
office_is_there || install LibreOffice --no-install-recommends libreoffice-calc python3-uno poppler-utils || true
browser_is_there || {
    echo "The browser tests need Chromium: install the package chromium, then run make test again." >&2
    exit 1
}
office_is_there || {
    echo "The tests of workbooks need LibreOffice: install the packages libreoffice-calc and python3-uno, then run make test again." >&2
    exit 1
}
