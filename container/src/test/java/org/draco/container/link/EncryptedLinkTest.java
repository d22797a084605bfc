package org.draco.container.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.wire.Compression;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.JobVectors;
import org.junit.jupiter.api.Test;

/** The worker's end of an encrypted connection: one certificate is good enough, and nothing less. */
class EncryptedLinkTest {

    private static final float[] VECTOR = {1, 2, 3, 4, 5};
    private static final byte[] SECRET = new byte[Handshake.SECRET_BYTES];

    private final JobVectors vectors =
            JobVectors.of(
                    new RepetitionCode(3, 3, 1, new FloatArithmetic()),
                    5,
                    new Compression("raw", 0, "none", 5));

    /** A key, and a certificate of its own making that nobody should accept for its name or its dates. */
    private record Identity(KeyPair keys, byte[] certificate) {

        static Identity generate() throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair keys = generator.generateKeyPair();
            X500Name name = new X500Name("CN=somebody else");
            Date longAgo = Date.from(Instant.EPOCH);
            return new Identity(
                    keys,
                    new JcaX509v3CertificateBuilder(
                                    name, BigInteger.ONE, longAgo, longAgo, name, keys.getPublic())
                            .build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(keys.getPrivate()))
                            .getEncoded());
        }

        FakeParameterServer listen(String protocol) throws Exception {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate shown =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(certificate));
            store.setKeyEntry("server", keys.getPrivate(), new char[0], new Certificate[] {shown});
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(store, new char[0]);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(managers.getKeyManagers(), null, null);
            ServerSocket listening =
                    tls.getServerSocketFactory()
                            .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
            ((SSLServerSocket) listening).setEnabledProtocols(new String[] {protocol});
            return new FakeParameterServer(listening);
        }
    }

    private MasterLink connect(FakeParameterServer server, byte[] certificate) throws IOException {
        return new MasterLink(
                server.address(),
                new WorkerCredentials("job-1", 3, 0, SECRET, Optional.of(certificate)),
                vectors);
    }

    @Test
    void speaksToTheServerWhoseCertificateItKnows() throws Exception {
        Identity identity = Identity.generate();
        try (FakeParameterServer server = identity.listen("TLSv1.3");
                MasterLink link = connect(server, identity.certificate())) {
            server.letIn(new WorkerCredentials("job-1", 3, 0, SECRET));
            server.sendParameters(vectors.parameters(), 0, VECTOR);
            Order.Compute order = assertInstanceOf(Order.Compute.class, link.next());
            assertArrayEquals(VECTOR, order.parameters());
        }
    }

    /** It hangs up before it has said a word, and says why. */
    private void assertLeft(FakeParameterServer server, byte[] certificate, String why)
            throws Exception {
        try (server;
                MasterLink link = connect(server, certificate)) {
            FutureTask<Void> attempt =
                    new FutureTask<>(
                            () -> {
                                server.accept();
                                server.challenge(Handshake.newNonce());
                                return null;
                            });
            Thread thread = new Thread(attempt, "server");
            thread.setDaemon(true);
            thread.start();
            Order.Disconnected end = assertInstanceOf(Order.Disconnected.class, link.next());
            assertTrue(end.why().contains(why), end.why());
            Exception failed =
                    assertThrows(ExecutionException.class, () -> attempt.get(1, TimeUnit.MINUTES));
            assertInstanceOf(IOException.class, failed.getCause());
        }
    }

    @Test
    void leavesAServerWithAnotherCertificateOfTheSameName() throws Exception {
        assertLeft(
                Identity.generate().listen("TLSv1.3"),
                Identity.generate().certificate(),
                "expected the certificate of this job's parameter server, found another");
    }

    /** The certificate is public: it is the key behind it that counts. */
    @Test
    void leavesAServerThatHasTheCertificateButNotItsKey() throws Exception {
        Identity known = Identity.generate();
        Identity thief = new Identity(Identity.generate().keys(), known.certificate());
        assertLeft(thief.listen("TLSv1.3"), known.certificate(), "TLS failed");
    }

    @Test
    void leavesAServerThatSpeaksPlainly() throws Exception {
        assertLeft(
                new FakeParameterServer(),
                Identity.generate().certificate(),
                "expected TLS, found other bytes");
    }

    @Test
    void leavesAServerThatSpeaksTls12() throws Exception {
        Identity identity = Identity.generate();
        assertLeft(identity.listen("TLSv1.2"), identity.certificate(), "TLS failed");
    }
}
