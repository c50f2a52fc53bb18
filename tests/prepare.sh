#!/bin/sh
# Installs what the tests need beside Python packages: Node packages, and Chromium where the machine allows it.
set -eu

# Not `npm ci`: it fails where a registry lacks the packages of other platforms, which are optional.
echo "Installing the Node packages of the tests."
npm install --no-save --prefix tests --no-fund --no-audit --loglevel error

for browser in chromium chromium-browser google-chrome; do
    command -v "$browser" >/dev/null && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium."
    apt-get update -qq && apt-get install -y -qq chromium fonts-liberation >/dev/null && exit 0
fi
echo "The browser tests need Chromium: install the package chromium, then run make test again." >&2
exit 1
