# Sourced by ./asynctb and ./check: find_jdk sets `jdk` to the folder of a JDK 25 or newer, and fails when there is none.
# It reads what each JDK says of itself in its file `release`: to start each one would cost a second.

find_jdk() {
    local java line version
    # As `type -P` tells it, but without a process of its own.
    hash java 2>/dev/null || true
    java=${BASH_CMDS[java]-}
    if [[ -L $java ]]; then java=$(readlink -f "$java"); fi
    for jdk in "${JAVA_HOME-}" "${java%/bin/java}" /usr/lib/jvm/* /opt/*jdk* \
        ~/.sdkman/candidates/java/* ~/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [[ -n $jdk && -x $jdk/bin/javac && -r $jdk/release ]] || continue
        while read -r line; do
            if [[ $line == JAVA_VERSION=* ]]; then
                version=${line#*\"}
                version=${version%%[!0-9]*}
                if [[ ${version:-0} -ge 25 ]]; then return 0; fi
            fi
        done <"$jdk/release"
    done
    jdk=
    return 1
}
