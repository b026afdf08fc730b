package dev.diskwright.core.boot.secureboot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.lang.foreign.ValueLayout;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/// A private RSA key and the certificate that goes with it.
public final class SigningKey {
    private static final int LARGEST_FILE = 1 << 20;
    private static final int SMALLEST_KEY = 2048; // bits; what firmware takes

    private final PrivateKey key;
    private final X509Certificate certificate;

    private SigningKey(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /// {@return the key of two PEM files}
    ///
    /// @param keyFile PKCS#8 or PKCS#1, not encrypted
    /// @param certificateFile X.509, PEM or DER
    /// @throws CorruptImageException if a file is not what it should be, or the two do not belong together
    /// @throws UnsupportedImageException if the key is encrypted, no RSA key, or shorter than 2048 bits
    public static SigningKey ofPem(BootInput keyFile, BootInput certificateFile)
            throws IOException {
        return of(keyFile.where(), readKey(keyFile), readCertificate(certificateFile));
    }

    /// {@return the only key of a PKCS#12 file, or the one with this alias}
    ///
    /// @param alias null where there is one key only
    /// @throws CorruptImageException if the file is damaged, the passphrase is wrong, or there is no such key
    /// @throws UnsupportedImageException if the key is no RSA key, or shorter than 2048 bits
    public static SigningKey ofPkcs12(BootInput file, char[] passphrase, @Nullable String alias)
            throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try {
                store.load(new ByteArrayInputStream(bytes(file)), passphrase);
            } catch (IOException e) {
                boolean wrong = e.getCause() instanceof UnrecoverableKeyException;
                throw new CorruptImageException(
                        file.where(),
                        wrong ? "another passphrase" : "no PKCS#12",
                        wrong ? "the one it was made with" : "a PKCS#12 file",
                        e);
            }
            return ofStore(file.where(), store, passphrase, alias);
        } catch (GeneralSecurityException e) {
            throw new CorruptImageException(
                    file.where(), String.valueOf(e.getMessage()), "a key that can be read", e);
        }
    }

    private static SigningKey ofStore(
            Where where, KeyStore store, char[] passphrase, @Nullable String alias)
            throws IOException, GeneralSecurityException {
        var keys = new ArrayList<String>();
        for (String it : Collections.list(store.aliases())) {
            if (store.isKeyEntry(it) && (alias == null || alias.equals(it))) {
                keys.add(it);
            }
        }
        if (keys.size() != 1) {
            throw new CorruptImageException(
                    where,
                    "%d keys".formatted(keys.size()),
                    alias == null ? "one key, or the alias of one" : "a key named " + alias);
        }
        if (store.getKey(keys.getFirst(), passphrase) instanceof PrivateKey key
                && store.getCertificate(keys.getFirst()) instanceof X509Certificate certificate) {
            return of(where, key, certificate);
        }
        throw new CorruptImageException(
                where, "another kind of key", "a private key with a certificate");
    }

    private static SigningKey of(Where where, PrivateKey key, X509Certificate certificate)
            throws UnsupportedImageException, CorruptImageException {
        if (!(certificate.getPublicKey() instanceof RSAPublicKey rsa)
                || !key.getAlgorithm().equals("RSA")) {
            throw new UnsupportedImageException(
                    where, "a key of algorithm " + key.getAlgorithm() + ", which firmware lacks,");
        }
        if (rsa.getModulus().bitLength() < SMALLEST_KEY) {
            throw new UnsupportedImageException(
                    where, "an RSA key of %d bits".formatted(rsa.getModulus().bitLength()));
        }
        if (key instanceof java.security.interfaces.RSAPrivateKey own
                && !own.getModulus().equals(rsa.getModulus())) {
            throw new CorruptImageException(
                    where, "a key of another certificate", "the key of the certificate given");
        }
        return new SigningKey(key, certificate);
    }

    private static PrivateKey readKey(BootInput file) throws IOException {
        String text = new String(bytes(file), ISO_8859_1);
        Object found;
        try (var parser = new PEMParser(new StringReader(text))) {
            found = parser.readObject();
        } catch (IOException | RuntimeException e) { // the parser throws both
            throw new CorruptImageException(
                    file.where(), "no private key", "a private key as PEM", e);
        }
        var converter = new JcaPEMKeyConverter();
        try {
            return switch (found) {
                case PEMKeyPair pair -> converter.getKeyPair(pair).getPrivate();
                case PrivateKeyInfo info -> converter.getPrivateKey(info);
                case null ->
                        throw new CorruptImageException(
                                file.where(), "no private key", "a private key as PEM");
                default -> {
                    if (found.getClass().getSimpleName().contains("Encrypted")) {
                        throw new UnsupportedImageException(
                                file.where(), "an encrypted PEM key (PKCS#12 takes a passphrase)");
                    }
                    throw new CorruptImageException(
                            file.where(), "no private key", "a private key as PEM");
                }
            };
        } catch (org.bouncycastle.openssl.PEMException | RuntimeException e) {
            throw new CorruptImageException(
                    file.where(), "a damaged private key", "a private key as PEM", e);
        }
    }

    /// {@return the certificate of a file, PEM or DER}
    ///
    /// @throws CorruptImageException if it is none
    public static X509Certificate readCertificate(BootInput file) throws IOException {
        try {
            Certificate it =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(bytes(file)));
            if (it instanceof X509Certificate x509) {
                return x509;
            }
        } catch (CertificateException e) {
            throw new CorruptImageException(
                    file.where(), "no certificate", "an X.509 certificate, PEM or DER", e);
        }
        throw new CorruptImageException(
                file.where(), "no certificate", "an X.509 certificate, PEM or DER");
    }

    private static byte[] bytes(BootInput file) throws IOException {
        long size = file.bytes().size();
        if (size > LARGEST_FILE) {
            throw new DoesNotFitException(file.where(), size, LARGEST_FILE);
        }
        return file.bytes().bytes(0, (int) size).toArray(ValueLayout.JAVA_BYTE);
    }

    /// {@return the certificate}
    public X509Certificate certificate() {
        return certificate;
    }

    /// {@return the certificates that signatures carry}
    List<X509Certificate> chain() {
        return List.of(certificate);
    }

    PrivateKey key() {
        return key;
    }
}
