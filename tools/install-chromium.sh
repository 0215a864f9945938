#!/bin/sh
# The tests need Chromium, and a session bus for notifications. On Debian and its kin this installs the packaged one; elsewhere it says what to do.
set -eu
if ! command -v apt-get >/dev/null; then
    echo "The browser tests need Chromium. Install it with your system's package manager, then try again." >&2
    exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "The browser tests need Chromium. As root: apt-get install chromium" >&2
        exit 1
    fi
    as_root=sudo
fi
$as_root apt-get -q update
DEBIAN_FRONTEND=noninteractive $as_root apt-get -q install -y --no-install-recommends chromium fonts-dejavu-core dbus-daemon
