package org.draco.bin.cli;

import org.draco.layout.job.Recovery;
import picocli.CommandLine.Option;

/** The options that say what the ApplicationMaster of any application gets, and how long it waits. */
class MasterOptions {

    @Option(
            names = "--master-memory",
            paramLabel = "MB",
            description = "Java heap of the ApplicationMaster (default: ${DEFAULT-VALUE}).")
    int masterHeapMb = 768;

    @Option(
            names = "--memory-overhead",
            paramLabel = "MB",
            description =
                    "Memory of each container beside its heap, for native libraries (default: ${DEFAULT-VALUE}).")
    int nativeOverheadMb = 512;

    @Option(
            names = "--master-vcores",
            paramLabel = "N",
            description =
                    "Virtual cores of the ApplicationMaster, and threads of an aggregation rule there (default: ${DEFAULT-VALUE}).")
    int masterVcores = 1;

    @Option(
            names = "--queue",
            paramLabel = "NAME",
            description = "YARN queue (default: ${DEFAULT-VALUE}).")
    String queue = "default";

    @Option(
            names = "--view-acls",
            paramLabel = "ACL",
            description =
                    "Who else may see the job and its logs, where YARN's ACLs are on: \"user,user group,group\" or \"*\" (default:"
                            + " nobody).")
    String viewAcls = "";

    @Option(
            names = "--modify-acls",
            paramLabel = "ACL",
            description = "Who else may kill it (default: nobody).")
    String modifyAcls = "";

    @Option(
            names = "--allocation-timeout",
            paramLabel = "S",
            description = "Seconds until all containers must be had (default: ${DEFAULT-VALUE}).")
    int allocationSeconds = 120;

    @Option(
            names = "--storage-timeout",
            paramLabel = "S",
            description =
                    "Seconds for which writing and reading are tried again while HDFS has trouble (default: ${DEFAULT-VALUE}).")
    int storageSeconds = Recovery.USUAL_STORAGE_SECONDS;
}
