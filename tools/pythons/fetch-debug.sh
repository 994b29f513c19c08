#!/usr/bin/env bash
# Fetches the debug build of CPython that this machine's own Debian has, to test that it is refused in a clear sentence.
#
#   tools/pythons/fetch-debug.sh [DIR]      DIR: default ${XDG_CACHE_HOME:-~/.cache}/asynctb/pythons/debug
#
# It is unpacked there and not installed; it runs as DIR/usr/bin/python3.Nd with the machine's own libraries. Nothing is done
# if it is there already. Exit status 1: it could not be had; the reason is on standard error.
set -euo pipefail

die() { printf 'fetch-debug: %s\n' "$*" >&2; exit 1; }

[[ $# -le 1 && ${1-} != -* ]] || die "usage: fetch-debug.sh [DIR]"
dir=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/asynctb/pythons/debug}
works() { "$1"/usr/bin/python3.*[0-9]d -I -c 'import sys, threading; sys.gettotalrefcount()' 2>/dev/null; }
if works "$dir"; then exit 0; fi

type -P apt-get dpkg-deb >/dev/null || die "this needs Debian's package tools"
package() { apt-cache depends python3-dbg 2>/dev/null | sed -n 's/^ *Depends: \(python3\.[0-9]*\)-dbg$/\1/p'; }
python=$(package)
if [[ -z $python && $(id -u) == 0 ]]; then apt-get -qq update >&2 || true; python=$(package); fi
[[ -n $python ]] || die "apt knows no package python3-dbg; update its lists (apt-get update), or do without"

mkdir -p "$(dirname "$dir")"
work=$(mktemp -d "$(dirname "$dir")/.debug.XXXXXX")
trap 'rm -rf "$work"' EXIT
options=(-qq)
# The folder is ours alone, apt's own user could not write there.
if [[ $(id -u) == 0 ]]; then options+=(-o APT::Sandbox::User=root); fi
fetch() { (cd "$work" && apt-get "${options[@]}" download "$python-dbg" "lib$python-dbg" "lib$python-minimal" "lib$python-stdlib" >&2); }
fetch || { [[ $(id -u) == 0 ]] && apt-get -qq update >&2 && fetch; } || die "apt-get could not download $python-dbg"
mkdir "$work/root"
for deb in "$work"/*.deb; do dpkg-deb --extract "$deb" "$work/root"; done
# Debug information of the release build and the static library, which are most of it, are of no use here.
rm -rf "$work/root/usr/lib/debug" "$work/root/usr/share/doc"
find "$work/root/usr/lib" -name 'libpython*' -delete
works "$work/root" || die "$python-dbg does not run here"
rm -rf "$dir"
mv "$work/root" "$dir"
