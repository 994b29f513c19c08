#!/usr/bin/env bash
# Fetches CPython 3.14 and 3.15 from Debian's suite `sid`, to run and to measure, on a Debian machine of any release.
#
#   tools/pythons/fetch-debian.sh [--update] [DIR]      DIR: default ${XDG_CACHE_HOME:-~/.cache}/asynctb/pythons
#
# Each version gets a tree of its own that looks like a Debian root directory:
#
#   DIR/3.14/usr/bin/python3.14          the interpreter, run as DIR/3.14/bin/python3.14 (bin, lib, lib64, include link into usr)
#   DIR/3.14/usr/lib/python3.14          its standard library; sys.prefix is DIR/3.14
#   DIR/3.14/usr/lib/x86_64-linux-gnu    the C library and the others that the interpreter and its modules are linked with
#   DIR/3.14/usr/include/python3.14      the headers with CPython's internal ones, which tools/layouts/generate.py compiles
#
# Nothing is installed and the machine's own package lists stay as they are: apt works on a state in a temporary
# folder, whose only source is the machine's own entry of the Debian archive with `sid` in place of its suite. On a
# machine without such an entry set ASYNCTB_DEBIAN_SOURCE to a one-line one ("deb [options] URI sid main").
#
# The C library of sid is newer than the machine's. So the interpreter is patched (patchelf) to start with the loader of
# its tree and to look for libraries there first; as DT_RPATH, since only that also holds for the libraries of
# extension modules. Both are absolute paths: a tree that was moved must be fetched again.
#
# Prints `debian 3.14.x PATH` for each version. A version that is already there is not looked up again, unless --update
# is given. Exit status 1: a version could not be had; the reason is on standard error.
set -euo pipefail

minors=(3.14 3.15)

say() { printf 'fetch-debian: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

update=no
if [[ ${1-} == --update ]]; then update=yes; shift; fi
[[ $# -le 1 && ${1-} != -* ]] || die "usage: fetch-debian.sh [--update] [DIR]"
dir=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/asynctb/pythons}
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)

# Prints the version of the interpreter in the tree $1 of minor $2, fails when it does not run.
version_of() {
    env -u PYTHONHOME -u PYTHONPATH "$1/bin/python$2" -I -c 'import platform; print(platform.python_version())' 2>/dev/null
}

# Is the tree of minor $1 complete? The stamp is written last and holds the place the tree was made for.
present() {
    [[ -f $dir/$1/.complete && $(<"$dir/$1/.complete") == "$dir/$1" ]] && version_of "$dir/$1" "$1" >/dev/null
}

missing=()
for minor in "${minors[@]}"; do
    if [[ $update == yes ]] || ! present "$minor"; then missing+=("$minor"); fi
done

temporary=
cleanup() { if [[ -n $temporary ]]; then rm -rf "$temporary"; fi; }
trap cleanup EXIT

# Prints the machine's source of the main Debian archive, its suite replaced by sid, in the style it was found in.
debian_source() {
    local codename=none
    if [[ -r /etc/os-release ]]; then codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-none}"); fi
    local files=()
    shopt -s nullglob
    files=(/etc/apt/sources.list.d/*.sources)
    if ((${#files[@]})); then
        # deb822: stanzas divided by empty lines; a field may go on in lines that begin with a blank.
        # An empty line after each file ends its last one.
        for file in "${files[@]}"; do cat "$file"; echo; done | awk -v codename="$codename" '
            function finish(   i, n, words, suite, main) {
                n = split(field["suites"], words); suite = 0
                for (i = 1; i <= n; i++) if (words[i] ~ known) suite = 1
                main = (" " field["components"] " ") ~ /[ \t\n]main[ \t\n]/
                if (!done && suite && main && (" " field["types"] " ") ~ /[ \t\n]deb[ \t\n]/ && field["enabled"] !~ /^ *no/ &&
                        (field["signed-by"] ~ /debian-archive/ || field["signed-by"] == "")) {
                    done = 1
                    print "Types: deb\nURIs:" field["uris"] "\nSuites: sid\nComponents: main"
                    if (field["signed-by"] != "") print "Signed-By:" field["signed-by"]
                }
                delete field; name = ""
            }
            BEGIN { known = "^(" codename "|oldoldstable|oldstable|stable|testing|unstable|sid)$" }
            /^#/ { next }
            /^[ \t]*$/ { finish(); next }
            /^[ \t]/ { field[name] = field[name] "\n" $0; next }
            { name = tolower($0); sub(/:.*/, "", name); value = $0; sub(/^[^:]*:/, "", value); field[name] = value }
            END { finish() }' >"$1/sid.sources"
        if [[ -s $1/sid.sources ]]; then return 0; fi
        rm -f "$1/sid.sources"
    fi
    files=(/etc/apt/sources.list.d/*.list)
    if [[ -f /etc/apt/sources.list ]]; then files=(/etc/apt/sources.list "${files[@]}"); fi
    if ((${#files[@]})); then
        awk -v codename="$codename" '
            BEGIN { known = "^(" codename "|oldoldstable|oldstable|stable|testing|unstable|sid)$" }
            $1 == "deb" && !done {
                options = ""; line = $0; sub(/^deb[ \t]+/, "", line); sub(/#.*/, "", line)
                if (line ~ /^\[/) { options = line; sub(/\].*/, "] ", options); sub(/^[^]]*\][ \t]*/, "", line) }
                n = split(line, words)
                if (words[2] !~ known || (options ~ /signed-by/ && options !~ /debian-archive/)) next
                for (i = 3; i <= n; i++) if (words[i] == "main") { done = 1; print "deb " options words[1] " sid main"; next }
            }' "${files[@]}" >"$1/sid.list"
        if [[ -s $1/sid.list ]]; then return 0; fi
        rm -f "$1/sid.list"
    fi
    return 1
}

# Makes apt's own state in $temporary and loads the package lists.
prepare_apt() {
    for program in apt-get dpkg; do
        command -v "$program" >/dev/null || die "$program is not here: this script needs Debian's package tools"
    done
    if ! command -v patchelf >/dev/null; then
        [[ $(id -u) == 0 ]] || die "patchelf is not here: install the package patchelf, then run this again"
        say "installing patchelf"
        { apt-get install -y -qq patchelf || { apt-get update -qq && apt-get install -y -qq patchelf; }; } >/dev/null 2>&1 ||
            die "the package patchelf could not be installed"
    fi
    temporary=$(mktemp -d)
    mkdir -p "$temporary"/{source,lists/partial,cache/archives/partial,debs}
    : >"$temporary/status"
    if [[ -n ${ASYNCTB_DEBIAN_SOURCE-} ]]; then
        echo "$ASYNCTB_DEBIAN_SOURCE" >"$temporary/source/sid.list"
    else
        debian_source "$temporary/source" ||
            die "found no entry of the Debian archive in apt's sources of this machine; set ASYNCTB_DEBIAN_SOURCE"
    fi
    apt=(-qq
        -o "Dir::State=$temporary" -o "Dir::State::lists=$temporary/lists" -o "Dir::State::status=$temporary/status"
        -o "Dir::Cache=$temporary/cache" -o "Dir::Etc::sourcelist=/dev/null" -o "Dir::Etc::sourceparts=$temporary/source"
        -o "Acquire::Languages=none" -o "APT::Install-Recommends=false")
    # The temporary folder is ours alone, apt's own user could not write there.
    if [[ $(id -u) == 0 ]]; then apt+=(-o "APT::Sandbox::User=root"); fi
    apt-get "${apt[@]}" update >&2 || die "apt-get could not load the package lists of sid"
}

# Fetches and unpacks minor $1 into a new tree, which takes the place of the old one when it works.
fetch() {
    local minor=$1 tree=$dir/$1 packages
    if [[ -z $(apt-cache "${apt[@]}" madison "python$minor" 2>/dev/null) ]]; then
        say "Debian's suite sid has no python$minor any more (or not yet): this version cannot be had from there"
        return 1
    fi
    # With an empty status file the simulation names all that the two need, down to the C library. Of that only
    # the interpreter, its library and headers, and shared libraries are of use here.
    packages=$(apt-get "${apt[@]}" install -s "python$minor" "libpython$minor-dev" | awk -v minor="$minor" '
        $1 != "Inst" { next }
        $2 ~ /^(lib)?python/ { if ($2 != "libpython" minor) print $2; next }
        $2 ~ /^(lib|zlib1g)/ && $2 !~ /-(dev|bin)$/ { print $2 }' | sort -u)
    [[ -n $packages ]] || { say "apt-get could not work out what python$minor needs"; return 1; }
    # shellcheck disable=SC2086 # one package a word
    (cd "$temporary/debs" && rm -f ./*.deb && apt-get "${apt[@]}" download $packages >&2) || {
        say "apt-get could not download the packages of python$minor"
        return 1
    }
    # Kept beside the trees, so that putting it in place is a rename. Packages from before the merged /usr write to
    # /lib, those after it to /usr/lib: the links, made first, bring both together.
    local new=$dir/.new-$minor
    rm -rf "$new"
    mkdir -p "$new"/usr/{bin,include,lib,lib64}
    ln -s usr/bin "$new/bin"
    ln -s usr/include "$new/include"
    ln -s usr/lib "$new/lib"
    ln -s usr/lib64 "$new/lib64"
    local deb
    for deb in "$temporary"/debs/*.deb; do dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$new" --keep-directory-symlink --no-same-owner; done
    # Documentation and the static library, which is half of it all, are of no use here.
    rm -rf "$new/usr/share/doc" "$new/usr/share/man"
    find "$new/usr/lib" -name 'libpython*.a' -delete
    rm -rf "$tree"
    mv "$new" "$tree"

    local loader library python=$tree/usr/bin/python$minor
    loader=$tree$(patchelf --print-interpreter "$python")
    [[ -e $loader ]] || { say "the tree of python$minor has no loader $loader"; return 1; }
    library=$(dirname "$(find "$tree/usr/lib" -name 'libc.so.6' -print -quit)")
    # A copy is patched, then renamed: processes that run the old file keep it.
    cp "$python" "$python.new"
    patchelf --set-interpreter "$loader" "$python.new"
    patchelf --force-rpath --set-rpath "$library" "$python.new"
    mv "$python.new" "$python"

    # Everything compiled must load with this C library, not only the interpreter itself.
    env -u PYTHONHOME -u PYTHONPATH "$tree/bin/python$minor" -I -c '
import asyncio, bz2, ctypes, decimal, lzma, readline, sqlite3, ssl, sys, threading, uuid, zipimport, zlib
import _asyncio
if sys.version_info >= (3, 14): import compression.zstd
assert sys.prefix == sys.argv[1], (sys.prefix, sys.argv[1])
libraries = [line.split()[-1] for line in open("/proc/self/maps") if ".so" in line]
strangers = {path for path in libraries if not path.startswith(sys.argv[1] + "/")}
assert not strangers, strangers' "$tree" || { say "python$minor does not work in $tree"; return 1; }
    echo "$tree" >"$tree/.complete"
}

failed=0
if ((${#missing[@]})); then
    prepare_apt
    for minor in "${missing[@]}"; do fetch "$minor" || failed=1; done
fi
for minor in "${minors[@]}"; do
    if version=$(version_of "$dir/$minor" "$minor"); then echo "debian $version $dir/$minor/bin/python$minor"; fi
done
exit $failed
