package org.draco.codec.wire;

/**
 * How a connection is encrypted, where the job says so: by TLS 1.3 alone, with a certificate of the parameter server's that its
 * workers know beforehand. What goes through the tunnel is what goes without it, proofs of identity included.
 */
public final class Encryption {

    /** The only version that either side speaks, by the name that the JDK gives it. */
    public static final String PROTOCOL = "TLSv1.3";

    /** Name under which the credentials of the ApplicationMaster and of workers hold the certificate, X.509 in DER. */
    public static final String CERTIFICATE_ALIAS = "draco.server.certificate";

    private Encryption() {}
}
