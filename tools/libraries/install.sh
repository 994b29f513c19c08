#!/usr/bin/env bash
# Installs a set of third-party libraries for a Python, to test with: exact versions, into a folder of their own.
#
#   tools/libraries/install.sh PYTHON SET          what `locks/MINOR-SET.txt` names; prints the folder, which is to be on PYTHONPATH
#   tools/libraries/install.sh --lock PYTHON SET   first writes that lock anew from what `SET.txt` wants
#
# The folder is one below ${ASYNCTB_LIBRARIES:-${XDG_CACHE_HOME:-~/.cache}/asynctb/libraries}. It is named after the content
# of the lock, so it is never changed, and nothing is done if it is there already. Where packages come from, pip's own
# configuration says. Exit status 1: they could not be had; the reason is on standard error.
set -euo pipefail
unset "${!PYTHON@}"
export PIP_ROOT_USER_ACTION=ignore

here=$(dirname "$(readlink -f "$0")")
say() { printf 'libraries: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

lock=no
if [[ ${1-} == --lock ]]; then lock=yes; shift; fi
[[ $# -eq 2 && -r $here/$2.txt ]] || die "usage: install.sh [--lock] PYTHON SET; sets: $(basename -s .txt "$here"/*.txt | xargs)"
python=$1 set=$2
minor=$("$python" -I -S -c 'import sys; print("%d.%d" % sys.version_info[:2])') || die "$python does not run"
locked=$here/locks/$minor-$set.txt
[[ $lock == yes || -r $locked ]] || die "there is no set $set for Python $minor"

parent=${ASYNCTB_LIBRARIES:-${XDG_CACHE_HOME:-$HOME/.cache}/asynctb/libraries}
folder() { echo "$parent/$minor-$set-$(sha256sum <"$locked" | cut -c 1-12)/site-packages"; }
if [[ $lock == no && -d $(folder) ]]; then folder; exit; fi

# One at a time: tests of several modules may ask for the same set at once.
mkdir -p "$parent"
exec 9>"$parent/.lock"
flock 9
if [[ $lock == no && -d $(folder) ]]; then folder; exit; fi
work=$(mktemp -d "$parent/.work.XXXXXX")
trap 'rm -rf "$work"' EXIT

# The newest pip for this Python, fetched by whichever Python has one: what comes with old Pythons knows too few kinds of wheels,
# and some Pythons come with none. It runs from its wheel.
pip_of() {
    local other
    for other in "$python" python3 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin/python3; do
        if "$other" -m pip --version >/dev/null 2>&1; then
            "$other" -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: \
                --python-version "${minor/./}" --dest "$work" pip >&2 || return
            printf '%s/pip\n' "$work"/pip-*.whl
            return
        fi
    done
    say "there is no Python with pip here"
    return 1
}
pip=$(pip_of) || die "pip could not be fetched for Python $minor"
install() {
    "$python" "$pip" install --quiet --disable-pip-version-check --no-warn-script-location --prefer-binary \
        --target "$work/new/site-packages" -r "$1" >&2 || die "pip could not install the set $set for Python $minor"
}

if [[ $lock == yes ]]; then
    install "$here/$set.txt"
    "$python" "$pip" freeze --disable-pip-version-check --path "$work/new/site-packages" >"$locked"
else
    install "$locked"
fi
target=$(folder)
rm -rf "${target%/*}"
mv "$work/new" "${target%/*}"
echo "$target"
