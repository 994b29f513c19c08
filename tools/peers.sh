#!/usr/bin/env bash
# Installs the tools that the benchmark compares with, from the package index, into a folder of their own.
#
#   tools/peers.sh [DIR]      DIR: default ${XDG_CACHE_HOME:-~/.cache}/asynctb/peers
#
# What is there already stays. One that cannot be had is named on standard error and does not keep the others away: the
# benchmark then says that it is missing. It takes about half a minute.
set -euo pipefail

if [[ $# -gt 1 || ${1-} == -* ]]; then echo "usage: peers.sh [DIR]" >&2; exit 2; fi
dir=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/asynctb/peers}
pip=("$dir/bin/python" -m pip -q --disable-pip-version-check install)

mkdir -p "$dir"
[[ -x $dir/bin/python ]] || python3 -m venv "$dir"

# install PROGRAM REQUIREMENT...: the first of the requirements with which the program starts here.
install() {
    local program=$dir/bin/$1 requirement
    shift
    for requirement; do
        if "$program" --version >/dev/null 2>&1; then return; fi
        "${pip[@]}" "$requirement" >&2 || true
    done
    "$program" --version >/dev/null 2>&1 || printf 'peers: %s cannot be had here\n' "${program##*/}" >&2
}

install py-spy py-spy==0.4.3
install pystack pystack==1.7.2
# The newer one asks for a C library that not every machine has.
install austin austin-dist==4.0.0 austin-dist==3.7.0
# It runs inside the target, whatever the version of that, and so stands apart from what is compiled for this Python. The
# other two it imports, though it does not ask for them everywhere.
[[ -e $dir/stackscope/stackscope ]] || "${pip[@]}" --target "$dir/stackscope" \
    stackscope==0.2.2 typing_extensions==4.16.0 exceptiongroup==1.3.1 >&2 ||
    echo "peers: stackscope cannot be had here" >&2
