#!/usr/bin/env bash
# Compares asynctb with other tools and writes a table in Markdown to standard output; docs/benchmarks.md says what is
# measured. Run by hand, on a machine that does nothing else; `--help` lists the options.
set -euo pipefail
home=$(dirname "$(dirname "$(readlink -f "$0")")")
build=$home/target/bench

. "$home/tools/jdk.sh"
find_jdk || { echo "No JDK 25 or newer was found; install one." >&2; exit 1; }
type -P mvn >/dev/null || { echo "Maven, which builds the benchmark, was not found; install version 3.8 or newer of it." >&2; exit 1; }

mkdir -p "$home/target"
if ! (cd "$home" && JAVA_HOME=$jdk mvn -B -q -T1C package -pl asynctb-bench -am -Dquick -Dmaven.test.skip \
        -Dasynctb.build="$build") >"$build.log" 2>&1 </dev/null; then
    tail -n 25 "$build.log" >&2
    echo "The build failed; its whole output is in $build.log." >&2
    exit 1
fi
printf -v jars '%s:' "$build"/asynctb-*/asynctb-*.jar
exec "$jdk/bin/java" --enable-native-access=ALL-UNNAMED -Dasynctb.home="$home" -cp "${jars%:}" asynctb.bench.Main "$@"
