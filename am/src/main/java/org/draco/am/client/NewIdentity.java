package org.draco.am.client;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.draco.am.link.ServerIdentity;

/**
 * Makes the identity of a job's parameter server, which must outlive an ApplicationMaster and so is made before the first.
 *
 * <p>P-256 and a certificate that the key has signed itself. Its name and dates are what the format demands: whoever is to
 * accept it knows it to the bit.
 */
public final class NewIdentity {

    private static final X500Name NAME = new X500Name("CN=draco parameter server");
    private static final int SERIAL_BITS = 127;

    private NewIdentity() {}

    /** A new key, and a certificate for it. */
    public static ServerIdentity generate() {
        try {
            SecureRandom random = new SecureRandom();
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            ContentSigner signer =
                    new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
            byte[] certificate =
                    new JcaX509v3CertificateBuilder(
                                    NAME,
                                    new BigInteger(SERIAL_BITS, random),
                                    Date.from(Instant.EPOCH),
                                    Date.from(Instant.parse("9999-12-31T23:59:59Z")),
                                    NAME,
                                    pair.getPublic())
                            .build(signer)
                            .getEncoded();
            return ServerIdentity.of(pair.getPrivate().getEncoded(), certificate);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new AssertionError("every Java platform has P-256 and SHA-256", e);
        }
    }
}
