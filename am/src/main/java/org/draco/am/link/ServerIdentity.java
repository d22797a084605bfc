package org.draco.am.link;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import javax.net.ssl.SSLException;
import org.draco.codec.wire.Encryption;

/**
 * What a parameter server shows itself by when connections are encrypted: an elliptic-curve key and the certificate for it.
 *
 * <p>Workers accept this very certificate and no other, so nobody need have signed it, and its name and dates mean nothing.
 * Immutable and thread-safe; the key is never shown.
 */
public final class ServerIdentity {

    /** Clients with a session to resume: none of ours does, so there is nothing to remember. */
    private static final int SESSIONS_REMEMBERED = 1;

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final byte[] certificateBytes;

    private ServerIdentity(PrivateKey key, X509Certificate certificate, byte[] certificateBytes) {
        this.key = key;
        this.certificate = certificate;
        this.certificateBytes = certificateBytes;
    }

    /**
     * The identity that {@link #keyBytes} and {@link #certificateBytes} gave.
     *
     * @param key an elliptic-curve key, PKCS #8 in DER; not copied, not kept
     * @param certificate X.509 in DER; copied
     * @throws IllegalArgumentException if they are not that; the message does not show the key
     */
    public static ServerIdentity of(byte[] key, byte[] certificate) {
        try {
            return new ServerIdentity(
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(certificate)),
                    certificate.clone());
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "the parameter server's identity: expected an elliptic-curve key (PKCS #8) and a certificate (X.509), found %d and %d bytes that are something else"
                            .formatted(key.length, certificate.length));
        }
    }

    /** The key, PKCS #8 in DER; a new array, for the ApplicationMaster's credentials and nobody else. */
    public byte[] keyBytes() {
        return key.getEncoded();
    }

    /** The certificate, X.509 in DER; a new array, for every worker. */
    public byte[] certificateBytes() {
        return certificateBytes.clone();
    }

    /** What encrypts a connection on the server's side. */
    SslContext context() {
        try {
            return SslContextBuilder.forServer(key, certificate)
                    .sslProvider(SslProvider.JDK)
                    .protocols(Encryption.PROTOCOL)
                    .sessionCacheSize(SESSIONS_REMEMBERED)
                    .build();
        } catch (SSLException e) {
            throw new AssertionError("every JDK from 11 speaks TLS 1.3", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "the parameter server's identity";
    }
}
