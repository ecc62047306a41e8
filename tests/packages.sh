#!/bin/sh
# What `make test` needs from the distribution: installed where that is allowed, else named with the command that installs it.
set -eu

missing=""
needs() { command -v "$1" >/dev/null || missing="$missing $2"; }
needs "${CHROMIUM:-chromium}" chromium
needs "${FIREFOX:-firefox-esr}" firefox-esr
needs WebKitWebDriver webkit2gtk-driver
needs Xvfb xvfb
needs node nodejs
needs npm npm
needs faketime faketime
[ -n "$missing" ] || exit 0

install="apt-get install --yes --no-install-recommends$missing fonts-dejavu-core"
refuse() {
    echo "make test needs these packages of Debian, and could not install them:$missing" >&2
    echo "Type this, then make test again:" >&2
    echo "    sudo sh -c 'apt-get update && $install'" >&2
    exit 1
}

command -v apt-get >/dev/null || refuse
if [ "$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as="sudo -n"; else refuse; fi
echo "Installing what the tests need from the distribution (once):$missing"
{ $as apt-get update --quiet && $as env DEBIAN_FRONTEND=noninteractive $install --quiet; } || refuse
