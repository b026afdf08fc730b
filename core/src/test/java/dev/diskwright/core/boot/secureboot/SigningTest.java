package dev.diskwright.core.boot.secureboot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Fixtures;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningTest {
    private static final UUID OWNER = UUID.fromString("11111111-2222-3333-4444-123456789abc");
    private static final long TIMESTAMP = 1_700_000_000L;
    private static final String STUB = "/usr/lib/systemd/boot/efi/linuxx64.efi.stub";

    @TempDir Path directory;

    private static BootInput fixture(String name) {
        return new BootInput(Where.file(name), BlockSource.of(Fixtures.bytes("boot/" + name)));
    }

    private static SigningKey key() throws IOException {
        return SigningKey.ofPem(fixture("key.pem"), fixture("certificate.pem"));
    }

    private static X509Certificate certificate() throws IOException {
        return key().certificate();
    }

    @ParameterizedTest
    @ValueSource(strings = {STUB, "/usr/lib/systemd/boot/efi/systemd-bootx64.efi", "/vmlinuz"})
    void othersBelieveTheSignature(String program) throws IOException {
        Peers.require("sbverify");
        Path file = Peers.requireFile(program);
        BlockSource signed =
                Authenticode.sign(
                        new BootInput(
                                Where.file(program), BlockSource.of(Files.readAllBytes(file))),
                        key());
        Path output = Files.write(directory.resolve("signed.efi"), bytes(signed));
        Path certificate =
                Files.write(directory.resolve("c.pem"), Fixtures.bytes("boot/certificate.pem"));
        Peers.run("sbverify", "--cert", certificate, output).ok();
    }

    @Test
    void sameKeyMakesTheSameBytes() throws IOException {
        Peers.require("sbverify");
        Path file = Peers.requireFile(STUB);
        var program = new BootInput(Where.file("stub"), BlockSource.of(Files.readAllBytes(file)));
        byte[] signed = bytes(Authenticode.sign(program, key()));
        assertArrayEquals(signed, bytes(Authenticode.sign(program, key())));
        SigningKey same = SigningKey.ofPkcs12(fixture("key.p12"), "secret".toCharArray(), null);
        assertArrayEquals(signed, bytes(Authenticode.sign(program, same)));
    }

    @Test
    void wrongKeysAreRefused() throws IOException {
        refused(
                CorruptImageException.class,
                "key.p12: found another passphrase, expected the one it was made with",
                () -> SigningKey.ofPkcs12(fixture("key.p12"), "other".toCharArray(), null));
        refused(
                CorruptImageException.class,
                "key.p12: found 0 keys, expected a key named other",
                () -> SigningKey.ofPkcs12(fixture("key.p12"), "secret".toCharArray(), "other"));
        refused(
                CorruptImageException.class,
                "certificate.pem: found no private key, expected a private key as PEM",
                () -> SigningKey.ofPem(fixture("certificate.pem"), fixture("certificate.pem")));
        refused(
                CorruptImageException.class,
                "key.pem: found no certificate, expected an X.509 certificate, PEM or DER",
                () -> SigningKey.ofPem(fixture("key.pem"), fixture("key.pem")));
    }

    private static void refused(
            Class<? extends ImageException> kind,
            String message,
            org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(kind, call).getMessage());
    }

    @Test
    void listsAreThoseOfOtherTools() throws IOException {
        Peers.require("cert-to-efi-sig-list");
        Path certificate =
                Files.write(directory.resolve("c.pem"), Fixtures.bytes("boot/certificate.pem"));
        Path list = directory.resolve("c.esl");
        Peers.run("cert-to-efi-sig-list", "-g", OWNER, certificate, list).ok();
        byte[] ours = SignatureList.ofCertificates(OWNER, List.of(certificate()));
        assertArrayEquals(Files.readAllBytes(list), ours);
        List<SignatureList.Entry> entries = SignatureList.read(Where.file("c.esl"), ours);
        assertEquals(SignatureList.X509, entries.getFirst().type());
        assertEquals(OWNER, entries.getFirst().owner());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PK", "KEK", "db"})
    void updatesAreThoseOfOtherTools(String name) throws IOException {
        Peers.require("sign-efi-sig-list");
        Path certificate =
                Files.write(directory.resolve("c.pem"), Fixtures.bytes("boot/certificate.pem"));
        Path key = Files.write(directory.resolve("k.pem"), Fixtures.bytes("boot/key.pem"));
        byte[] lists = SignatureList.ofCertificates(OWNER, List.of(certificate()));
        Path list = Files.write(directory.resolve("c.esl"), lists);
        Path update = directory.resolve("c.auth");
        Peers.run(
                        "sign-efi-sig-list",
                        "-t",
                        "2023-11-14 22:13:20",
                        "-k",
                        key,
                        "-c",
                        certificate,
                        name,
                        list,
                        update)
                .ok();
        SecureBootVariable variable =
                SecureBootVariable.valueOf(name.toUpperCase(java.util.Locale.ROOT));
        assertArrayEquals(Files.readAllBytes(update), variable.update(lists, key(), TIMESTAMP));
    }

    @Test
    void variablesAreEnrolledBehindThoseThatAreThere() throws IOException {
        VariableStore store = VariableStore.read(ovmf());
        byte[] lists = SignatureList.ofCertificates(OWNER, List.of(certificate()));
        int before = store.variables().size();
        store.enrol(Map.of(SecureBootVariable.PK, lists, SecureBootVariable.DB, lists), TIMESTAMP);
        store.enrol(Map.of(SecureBootVariable.PK, lists), TIMESTAMP);
        var again =
                VariableStore.read(
                        new BootInput(Where.file("vars"), BlockSource.of(store.toBytes())));
        var names = again.variables().stream().map(VariableStore.Variable::name).toList();
        assertEquals(before + 3, names.size(), names.toString());
        assertEquals(List.of("db", "PK", "SecureBootEnable"), names.subList(before, before + 3));
    }

    private static BootInput ovmf() throws IOException {
        Path file = Peers.requireFile("/usr/share/OVMF/OVMF_VARS_4M.fd");
        return new BootInput(Where.file("vars"), BlockSource.of(Files.readAllBytes(file)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedFilesFailCleanly(long seed) throws IOException {
        var random = Cases.random(seed);
        byte[] program = Files.readAllBytes(Peers.requireFile(STUB));
        byte[] signed =
                bytes(
                        Authenticode.sign(
                                new BootInput(Where.file("stub"), BlockSource.of(program)), key()));
        byte[] variables = ovmf().bytes().bytes(0, 4096).toArray(ValueLayout.JAVA_BYTE);
        byte[] lists = SignatureList.ofCertificates(OWNER, List.of(certificate()));
        for (int i = 0; i < 20; i++) {
            signed[random.nextInt(1024)] ^= (byte) (1 << random.nextInt(8));
            variables[random.nextInt(512)] ^= (byte) (1 << random.nextInt(8));
            lists[random.nextInt(lists.length)] ^= (byte) (1 << random.nextInt(8));
            assertFails(() ->
                    Authenticode.sign(
                            new BootInput(Where.file("stub"), BlockSource.of(signed)), key()));
            assertFails(() ->
                    VariableStore.read(new BootInput(Where.file("v"), BlockSource.of(variables)))
                            .variables());
            assertFails(() -> SignatureList.read(Where.file("l"), lists));
        }
    }

    private static void assertFails(org.junit.jupiter.api.function.Executable call) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    try {
                        call.execute();
                    } catch (ImageException e) {
                        assertTrue(e.getMessage() != null);
                    }
                });
    }

    private static byte[] bytes(BlockSource source) throws IOException {
        return source.bytes(0, (int) source.size()).toArray(ValueLayout.JAVA_BYTE);
    }
}
