package org.draco.am.yarn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.UserGroupInformation;
import org.draco.am.access.FileSystemTokens;
import org.draco.am.access.Keytab;
import org.draco.am.access.KeytabTokens;
import org.draco.am.access.TokenRenewal;
import org.draco.layout.ApplicationLayout;
import org.draco.layout.access.FreshTokens;

/**
 * The tokens of this ApplicationMaster and its fleet: those that came with it, and if it has a keytab, those that replace them.
 *
 * <p>The process stays who YARN has made it: the Kerberos login is beside it, and only its tokens become the process's own.
 */
final class MasterTokens implements AutoCloseable {

    private final Optional<UserGroupInformation> owner;
    private final Configuration conf;
    private final ApplicationLayout layout;
    private final org.apache.hadoop.fs.Path archive;
    private Optional<TokenRenewal> renewal = Optional.empty();

    /**
     * The tokens that came with this process. With a keytab, new ones for the job's directory as well: an attempt may start when
     * the others are over already.
     */
    MasterTokens(MasterArguments arguments, Configuration conf)
            throws IOException, InterruptedException {
        this.conf = conf;
        this.layout = arguments.layout();
        this.archive = new org.apache.hadoop.fs.Path(arguments.archive());
        this.owner =
                arguments.principal().isPresent()
                        ? Optional.of(
                                KeytabTokens.logIn(
                                        new Keytab(
                                                arguments.principal().get(),
                                                Path.of(MasterKeytab.LINK))))
                        : Optional.empty();
        if (owner.isPresent()) {
            use(source(owner.get(), FileSystemTokens.ofStart(conf, layout, archive)).obtain());
        }
    }

    /** From now on, until this is closed, these tokens are replaced in time; without a keytab nothing happens. */
    void keepFresh(FileSystem fs, FileSystemTokens all) throws IOException, InterruptedException {
        if (owner.isPresent()) {
            renewal =
                    Optional.of(
                            TokenRenewal.start(
                                    source(owner.get(), all),
                                    grant -> {
                                        use(grant);
                                        FreshTokens.of(grant.tokens(), grant.lifetimeMillis())
                                                .write(fs, layout);
                                    }));
        }
    }

    private KeytabTokens source(UserGroupInformation user, FileSystemTokens tokens) {
        return new KeytabTokens(user, tokens, conf, System::currentTimeMillis);
    }

    private static void use(TokenRenewal.Grant grant) throws IOException {
        UserGroupInformation.getCurrentUser().addCredentials(grant.tokens());
    }

    /** What this process holds by now; the tokens in it are for processes that start. */
    MasterCredentials delivered() {
        try {
            return MasterCredentials.of(UserGroupInformation.getCurrentUser().getCredentials());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Replaces tokens no more. */
    @Override
    public void close() {
        renewal.ifPresent(TokenRenewal::close);
    }
}
