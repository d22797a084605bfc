package org.draco.am.yarn;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.JobKey;

/**
 * What each member of the fleet is told at its start: its arguments and its credentials.
 *
 * <p>A worker's secret stands in the credentials of its own container and nowhere else: not on a command line, which
 * every user of the node can read, not in the environment, which the NodeManager's pages show, not in a log.
 */
final class MemberLaunch {

    /** Under which name a worker finds its secret in its credentials. */
    static final Text SECRET_ALIAS = new Text(Handshake.SECRET_ALIAS);

    private final ContainerLaunch launch;
    private final URI jobDir;
    private final Supplier<Credentials> tokens;
    private final JobKey key;

    /**
     * @param tokens for the file systems, those of the moment; must not hold the ApplicationMaster's own token
     * @param key from which the workers' secrets are derived
     */
    MemberLaunch(ContainerLaunch launch, URI jobDir, Supplier<Credentials> tokens, JobKey key) {
        this.launch = launch;
        this.jobDir = jobDir;
        this.tokens = tokens;
        this.key = key;
    }

    /** The order that starts this member's process. */
    ContainerLaunchContext of(MemberAttempt who) throws IOException {
        return launch.context(who.member().role(), arguments(who), credentials(who));
    }

    private List<String> arguments(MemberAttempt who) {
        Member member = who.member();
        return member.role() == Role.WORKER
                ? List.of(
                        "--job-dir",
                        jobDir.toString(),
                        "--rank",
                        "" + member.rank(),
                        "--attempt",
                        "" + who.attempt())
                : List.of("--job-dir", jobDir.toString());
    }

    private Credentials credentials(MemberAttempt who) {
        Member member = who.member();
        Credentials own = new Credentials(tokens.get());
        if (member.role() == Role.WORKER) {
            own.addSecretKey(SECRET_ALIAS, key.workerSecret(member.rank(), who.attempt()));
        }
        return own;
    }
}
