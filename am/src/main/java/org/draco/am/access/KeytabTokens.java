package org.draco.am.access;

import java.io.IOException;
import java.security.PrivilegedExceptionAction;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.token.Token;

/**
 * New tokens whenever they are asked for, by a Kerberos login of their own: the process itself stays who it is.
 *
 * <p>The user is his own renewer. Tokens are prolonged once, since the answer says how long they live; before that time is over
 * new ones replace them, so that it never matters how often they could be prolonged. Used by one thread at a time.
 */
public final class KeytabTokens implements TokenRenewal.Source {

    /** Of file systems whose tokens do not say: HDFS's default. */
    private static final long USUAL_LIFETIME_MILLIS = TimeUnit.DAYS.toMillis(1);

    private final UserGroupInformation user;
    private final FileSystemTokens tokens;
    private final Configuration conf;
    private final LongSupplier currentTimeMillis;

    /**
     * @param user logged in from a keytab, see {@link #logIn}
     * @param tokens which
     * @param conf to reach the file systems with
     * @param currentTimeMillis the clock, as {@link System#currentTimeMillis}; Kerberos wants those of all machines to agree
     *     within minutes anyhow
     */
    public KeytabTokens(
            UserGroupInformation user,
            FileSystemTokens tokens,
            Configuration conf,
            LongSupplier currentTimeMillis) {
        this.user = user;
        this.tokens = tokens;
        this.conf = conf;
        this.currentTimeMillis = currentTimeMillis;
    }

    /**
     * A login beside the process's own.
     *
     * @throws IOException if Kerberos refuses it; names principal and file. Also if this process knows of no Kerberos: Hadoop
     *     would say nothing, and the job would end with its tokens
     */
    public static UserGroupInformation logIn(Keytab keytab) throws IOException {
        if (!UserGroupInformation.isSecurityEnabled()) {
            throw new IOException(
                    "%s: expected hadoop.security.authentication to be kerberos in this process's configuration, found simple"
                            .formatted(keytab.principal()));
        }
        try {
            return UserGroupInformation.loginUserFromKeytabAndReturnUGI(
                    keytab.principal(), keytab.file().toString());
        } catch (IOException refused) {
            throw new IOException(
                    "%s: expected the key of %s, found that Kerberos refuses the login: %s"
                            .formatted(
                                    keytab.file(),
                                    keytab.principal(),
                                    RootCause.of(refused).getMessage()),
                    refused);
        }
    }

    @Override
    public TokenRenewal.Grant obtain() throws IOException, InterruptedException {
        user.checkTGTAndReloginFromKeytab();
        return user.doAs((PrivilegedExceptionAction<TokenRenewal.Grant>) this::asUser);
    }

    private TokenRenewal.Grant asUser() throws IOException, InterruptedException {
        Credentials granted = tokens.obtain(user.getUserName());
        long lifetimeMillis = USUAL_LIFETIME_MILLIS;
        for (Token<?> token : granted.getAllTokens()) {
            if (token.isManaged()) {
                long untilMillis = token.renew(conf);
                lifetimeMillis =
                        Math.min(lifetimeMillis, untilMillis - currentTimeMillis.getAsLong());
            }
        }
        return new TokenRenewal.Grant(granted, lifetimeMillis);
    }
}
