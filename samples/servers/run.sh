#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs unmodified servers under the agent:
#   samples/servers/run.sh [pairs [jetty|helidon|tomcat ...]]
#   samples/servers/run.sh look [jetty|helidon|tomcat]      looks at the requests of a busy one
# It exits with 1 if a claim of the README beside it is false. It needs Maven and a JDK 25: the one
# of JAVA_HOME or of the PATH, or one that Maven's toolchain plugin finds.
set -euo pipefail
cd "$(dirname "$0")/../.."

usage() {
    echo "run.sh: $1; usage: run.sh [pairs [server...]] or run.sh look [server]" >&2
    exit 2
}
# This is checked before the build, which takes long; only the program knows the servers' names.
[[ "${1:-1}" == look || "${1:-1}" =~ ^[1-9][0-9]{0,3}$ ]] ||
    usage "pairs must be a number from 1 to 9999, not '$1'"

mvn -q -B -ntp package -DskipTests -am -pl api,agent,samples/servers/look,samples/servers

is_25() { "$1" -version 2>&1 | grep -Eq 'version "(2[5-9]|[3-9][0-9])'; }
java=java
if [[ -n "${JAVA_HOME:-}" ]] && is_25 "$JAVA_HOME/bin/java"; then
    java=$JAVA_HOME/bin/java
elif ! is_25 java; then
    home=$(mvn -B -ntp validate -N | sed -n 's/.*Selected JDK toolchain: JDK\[\(.*\)\].*/\1/p')
    [[ -n $home ]] || { echo "no JDK 25 found: set JAVA_HOME to one" >&2; exit 1; }
    java=$home/bin/java
fi

main=Check
if [[ "${1:-}" == look ]]; then
    main=LookAtBusy
    shift
fi
exec "$java" -cp samples/servers/target/taskwork-servers.jar "io.taskwork.servers.$main" "$@"
