package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.draco.am.client.NewIdentity;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The parameter server's door with encryption: by TLS 1.3 and its own certificate, or not at all. */
class EncryptedConnectionsTest extends LoopbackServer {

    private final ServerIdentity identity = NewIdentity.generate();

    @BeforeEach
    @Override
    void opens() throws IOException {
        opens(VOTING, Optional.of(identity));
    }

    /** Believes whom it meets: it is the server that is tried here. */
    private static final class Credulous implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private SSLSocket socket(String... protocols) throws IOException, GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new Credulous()}, null);
        SSLSocket socket =
                (SSLSocket)
                        tls.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), server.port());
        socket.setEnabledProtocols(protocols);
        return socket;
    }

    @Override
    RawWorker connect() throws IOException {
        try {
            RawWorker worker = new RawWorker(socket("TLSv1.3"));
            workers.add(worker);
            return worker;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK speaks TLS", e);
        }
    }

    private RawWorker connectPlainly() throws IOException {
        RawWorker worker = new RawWorker(server.port());
        workers.add(worker);
        return worker;
    }

    @Test
    void trainsWithinTls() throws Exception {
        RawWorker worker = join(1);
        for (long step = 0; step < 5; step++) {
            playStep(worker, 1, step);
        }
        assertTrue(server.bytesIn() > worker.bytesSent(), "what travels is more than what is said");
    }

    @Test
    void wantsTheProofOfTheSecretWithinTlsToo() throws Exception {
        RawWorker member = join(0);
        RawWorker intruder = connect();
        intruder.send(intruder.hello(JOB, 1, new byte[Handshake.SECRET_BYTES]));
        intruder.awaitEnd();
        playStep(member, 0, 0);
    }

    @Test
    void showsItsCertificateAlsoAfterARestart() throws Exception {
        closes();
        ServerIdentity again = ServerIdentity.of(identity.keyBytes(), identity.certificateBytes());
        opens(VOTING, Optional.of(again));
        try (SSLSocket socket = socket("TLSv1.3")) {
            socket.startHandshake();
            assertEquals("TLSv1.3", socket.getSession().getProtocol());
            assertArrayEquals(
                    identity.certificateBytes(),
                    socket.getSession().getPeerCertificates()[0].getEncoded());
        }
    }

    @Test
    void shutsOutTls12() throws Exception {
        RawWorker member = join(0);
        try (SSLSocket old = socket("TLSv1.2")) {
            assertThrows(IOException.class, old::startHandshake);
        }
        playStep(member, 0, 0);
    }

    @Test
    void shutsOutWhoeverSpeaksPlainly() throws Exception {
        RawWorker member = join(0);
        byte[] nonce = Handshake.newNonce();
        Handshake guess = new Handshake(JOB, 1, 0, nonce, nonce);
        RawWorker plain = connectPlainly();
        plain.send(guess.hello(secret(1)));
        plain.awaitHangUp();
        plain = connectPlainly();
        plain.send("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        plain.awaitHangUp();
        playStep(member, 0, 0);
    }

    @Test
    void tellsAStrangerWithoutTlsNothingOfTheProtocol() throws Exception {
        RawWorker plain = connectPlainly();
        plain.send(new Message.Challenge(Handshake.newNonce()));
        byte[] said = plain.awaitHangUp();
        assertTrue(
                said.length < Handshake.NONCE_BYTES,
                () -> "more than an alert: " + HexFormat.of().formatHex(said));
    }

    @Test
    void aPlainServerShutsOutTls() throws Exception {
        closes();
        workers.clear();
        opens(VOTING, Optional.empty());
        try (SSLSocket tls = socket("TLSv1.3")) {
            assertThrows(IOException.class, tls::startHandshake);
        }
        RawWorker member = connectPlainly();
        member.introduce(JOB, 0, 0, secret(0), DIMENSION);
        event(WorkerEvent.Joined.class);
        playStep(member, 0, 0);
    }

    @Test
    void refusesAnIdentityThatIsNoneWithoutShowingIt() {
        byte[] key = identity.keyBytes();
        byte[] certificate = identity.certificateBytes();
        byte[][][] wrong = {
            {new byte[0], certificate},
            {Arrays.copyOf(key, key.length - 1), certificate},
            {certificate, key},
            {key, new byte[0]},
            {key, Arrays.copyOf(certificate, 40)}
        };
        for (byte[][] bytes : wrong) {
            IllegalArgumentException e =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> ServerIdentity.of(bytes[0], bytes[1]));
            assertTrue(e.getMessage().contains(bytes[0].length + " and "), e.getMessage());
            assertEquals(null, e.getCause());
        }
        assertEquals("the parameter server's identity", identity.toString());
    }
}
