#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the agent in the local Maven repository, then tests the two example projects with it.
# The first run downloads Spring Boot.
set -euo pipefail
cd "$(dirname "$0")/../.."

mvn -q -B -ntp install -DskipTests -DskipITs -am -pl api,agent
mvn -B -ntp -f samples/frameworks/junit test
mvn -B -ntp -f samples/frameworks/spring-boot test
