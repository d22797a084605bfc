package org.draco.am.yarn;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.draco.am.link.JobSecrets;
import org.draco.codec.wire.Encryption;
import org.draco.codec.wire.Handshake;

/**
 * What each member of the fleet is told at its start: its arguments and its credentials.
 *
 * <p>A worker's secret stands in the credentials of its own container and nowhere else: not on a command line, which
 * every user of the node can read, not in the environment, which the NodeManager's pages show, not in a log.
 */
final class MemberLaunch {

    /** Under which name it finds there by what to know the parameter server, where connections are encrypted. */
    static final Text CERTIFICATE_ALIAS = new Text(Encryption.CERTIFICATE_ALIAS);

    private final ContainerLaunch launch;
    private final URI jobDir;
    private final Supplier<Credentials> tokens;
    private final JobSecrets secrets;
    private final Crews crews;

    /**
     * @param tokens for the file systems, those of the moment; must not hold the ApplicationMaster's own token
     * @param secrets the job's, of which each worker is given its own
     * @param crews which workers share a process
     */
    MemberLaunch(
            ContainerLaunch launch,
            URI jobDir,
            Supplier<Credentials> tokens,
            JobSecrets secrets,
            Crews crews) {
        this.launch = launch;
        this.jobDir = jobDir;
        this.tokens = tokens;
        this.secrets = secrets;
        this.crews = crews;
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
                        crews.of(member)
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(",")),
                        "--attempt",
                        "" + who.attempt())
                : List.of("--job-dir", jobDir.toString());
    }

    private Credentials credentials(MemberAttempt who) {
        Member member = who.member();
        Credentials own = new Credentials(tokens.get());
        if (member.role() == Role.WORKER) {
            crews.of(member)
                    .forEach(
                            rank ->
                                    own.addSecretKey(
                                            new Text(Handshake.secretAlias(rank)),
                                            secrets.key().workerSecret(rank, who.attempt())));
            secrets.identity()
                    .ifPresent(
                            server ->
                                    own.addSecretKey(CERTIFICATE_ALIAS, server.certificateBytes()));
        }
        return own;
    }
}
