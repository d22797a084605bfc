#!/usr/bin/env bash
# Hadoop's command hdfs for one cluster. Written anew by each "draco cluster start".
set -euo pipefail
export JAVA_HOME=${JAVA_HOME:-@JAVA_HOME@}
export HADOOP_CONF_DIR=@CONF@
CLASS_PATH=@CLASS_PATH@

case ${1:-} in
    dfs) main=org.apache.hadoop.fs.FsShell ;;
    dfsadmin) main=org.apache.hadoop.hdfs.tools.DFSAdmin ;;
    fsck) main=org.apache.hadoop.hdfs.tools.DFSck ;;
    getconf) main=org.apache.hadoop.hdfs.tools.GetConf ;;
    version) main=org.apache.hadoop.util.VersionInfo ;;
    classpath)
        printf '%s\n' "$CLASS_PATH"
        exit
        ;;
    *)
        printf 'usage: hdfs dfs|dfsadmin|fsck|getconf|version|classpath ...\n' >&2
        exit 2
        ;;
esac
shift
# shellcheck disable=SC2086  # several options in one variable
exec "$JAVA_HOME/bin/java" ${HADOOP_CLIENT_OPTS:-} -Dhadoop.root.logger="${HADOOP_ROOT_LOGGER:-INFO,console}" \
    -cp "$CLASS_PATH${HADOOP_CLASSPATH:+:$HADOOP_CLASSPATH}" "$main" "$@"
