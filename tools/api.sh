#!/usr/bin/env bash
# Compares the public signatures of the modules that users program against with api/*.api.
#
#   tools/api.sh             fails, showing the difference, when they are not the same
#   tools/api.sh --update    writes them anew: a change that users see, so it belongs in CHANGELOG.md too
#
# It reads the classes that `mvn verify` left in target.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
. tools/jdk.sh
find_jdk || { echo "No JDK 25 or newer was found; install one." >&2; exit 1; }

published=(asynctb-core asynctb-render asynctb-rulefiles)

signatures() {
    local classes=$1/target/classes name=${1//-/.} package
    for package in $("$jdk/bin/java" --module-path "$classes" --describe-module "$name" | awk '$1 == "exports" { print $2 }' | sort); do
        echo "// $package"
        # Members sorted within their class; without what every record has, and without classes that are not public.
        find "$classes/${package//.//}" -maxdepth 1 -name '*.class' ! -name package-info.class | sort |
            xargs -d '\n' "$jdk/bin/javap" -protected |
            sed -E 's/java\.lang\.([A-Z])/\1/g' |
            awk '/^Compiled from/ || /public final (String toString\(\)|int hashCode\(\)|boolean equals\(Object\));/ { next }
                 /^[^ ].*\{$/ { shown = /^(public|protected) /; if (shown) { print; fflush() }; next }
                 /^\}/ { if (shown) { close("sort"); print "}"; fflush() }; shown = 0; next }
                 shown { print | "sort" }'
    done
}

export LC_ALL=C
status=0
for module in "${published[@]}"; do
    if [[ ! -e $module/target/classes/module-info.class ]]; then
        if [[ ! -e $module/src/main/java/module-info.java ]]; then continue; fi
        echo "$module is not compiled; run mvn verify." >&2
        exit 1
    fi
    if [[ ${1-} == --update ]]; then
        signatures "$module" >"api/$module.api"
    elif ! signatures "$module" | diff -u "api/$module.api" -; then
        echo "The public signatures of $module are not those of api/$module.api; if that is meant, run tools/api.sh --update."
        status=1
    fi
done
exit $status
