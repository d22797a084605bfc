#!/usr/bin/env bash
# Hadoop's command yarn for one cluster. Written anew by each "draco cluster start".
set -euo pipefail
export JAVA_HOME=${JAVA_HOME:-@JAVA_HOME@}
export HADOOP_CONF_DIR=@CONF@
CLASS_PATH=@CLASS_PATH@

words=("${@:2}")
case ${1:-} in
    jar) main=org.apache.hadoop.util.RunJar ;;
    application | app | applicationattempt | container)
        main=org.apache.hadoop.yarn.client.cli.ApplicationCLI
        words=("$@")
        ;;
    logs) main=org.apache.hadoop.yarn.client.cli.LogsCLI ;;
    node) main=org.apache.hadoop.yarn.client.cli.NodeCLI ;;
    queue) main=org.apache.hadoop.yarn.client.cli.QueueCLI ;;
    rmadmin) main=org.apache.hadoop.yarn.client.cli.RMAdminCLI ;;
    version) main=org.apache.hadoop.util.VersionInfo ;;
    classpath)
        printf '%s\n' "$CLASS_PATH"
        exit
        ;;
    *)
        printf 'usage: yarn jar|application|applicationattempt|container|logs|node|queue|rmadmin|version|classpath ...\n' >&2
        exit 2
        ;;
esac
# shellcheck disable=SC2086  # several options in one variable
exec "$JAVA_HOME/bin/java" ${HADOOP_CLIENT_OPTS:-} -Dhadoop.root.logger="${HADOOP_ROOT_LOGGER:-INFO,console}" \
    -cp "$CLASS_PATH${HADOOP_CLASSPATH:+:$HADOOP_CLASSPATH}" "$main" ${words[@]+"${words[@]}"}
