package org.draco.container.link;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.draco.codec.wire.Encryption;

/**
 * Accepts one certificate, to the bit, whatever its name and dates and whoever signed it, and no other: not one that an
 * authority of this machine would vouch for. That the server has the key for it is TLS's to prove. Thread-safe.
 */
final class PinnedServer extends X509ExtendedTrustManager {

    private final byte[] certificate;

    /** @param certificate X.509 in DER; not copied */
    PinnedServer(byte[] certificate) {
        this.certificate = certificate;
    }

    /** What encrypts a connection on the worker's side. */
    SslContext context() {
        try {
            return SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .protocols(Encryption.PROTOCOL)
                    .trustManager(this)
                    .endpointIdentificationAlgorithm(null)
                    .build();
        } catch (SSLException e) {
            throw new AssertionError("every JDK from 11 speaks TLS 1.3", e);
        }
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0 || !Arrays.equals(chain[0].getEncoded(), certificate)) {
            throw new CertificateException(
                    "expected the certificate of this job's parameter server, found another");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noClients();
    }

    private static CertificateException noClients() {
        return new CertificateException("a worker has no clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
