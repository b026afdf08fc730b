package dev.diskwright.core.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.BootFile;
import dev.diskwright.core.boot.BootFile.Place;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.boot.PeImage;
import dev.diskwright.core.boot.secureboot.Authenticode;
import dev.diskwright.core.boot.secureboot.SecureBootVariable;
import dev.diskwright.core.boot.secureboot.SignatureList;
import dev.diskwright.core.boot.secureboot.SigningKey;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.design.BootSecureBoot;
import dev.diskwright.core.design.Design;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Signs the programs of the ESP with the design's key.
final class BootSigner {
    private static final int LONGEST_PASSPHRASE = 4096;

    private final Design design;
    private final SigningKey key;

    private BootSigner(Design design, SigningKey key) {
        this.design = design;
        this.key = key;
    }

    /// {@return the signer; null if the design has no key, or a diagnostic says what is missing}
    static @Nullable BootSigner open(Design design, BootInputs inputs) throws IOException {
        BootSecureBoot settings = design.boot().secureBoot();
        BootInput key = inputs.open(settings.key(), "/boot/secureBoot/key");
        BootInput certificate = inputs.open(settings.certificate(), "/boot/secureBoot/certificate");
        BootInput passphrase =
                inputs.open(settings.passphraseFile(), "/boot/secureBoot/passphraseFile");
        if (key == null) {
            return null;
        }
        String name = Objects.requireNonNull(settings.key()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".p12") || name.endsWith(".pfx")) {
            char[] word = passphrase == null ? new char[0] : firstLine(passphrase);
            return new BootSigner(design, SigningKey.ofPkcs12(key, word, null));
        }
        return certificate == null
                ? null
                : new BootSigner(design, SigningKey.ofPem(key, certificate));
    }

    private static char[] firstLine(BootInput file) throws IOException {
        int size = (int) Math.min(LONGEST_PASSPHRASE, file.bytes().size());
        String text = new String(file.bytes().bytes(0, size).toArray(ValueLayout.JAVA_BYTE), UTF_8);
        return text.lines().findFirst().orElse("").toCharArray();
    }

    /// {@return the same program with a signature}
    BootInput sign(BootInput program) throws IOException {
        return new BootInput(program.where(), Authenticode.sign(program, key));
    }

    /// {@return the same files, programs signed, and those that enrol the key where they are wanted}
    List<BootFile> sign(List<BootFile> files) throws IOException {
        Map<BlockSource, BlockSource> signed = new HashMap<>();
        var all = new ArrayList<BootFile>();
        for (BootFile it : files) {
            if (it.place() != Place.ESP || !PeImage.startsLikeOne(it.content())) {
                all.add(it);
                continue;
            }
            BlockSource program = signed.get(it.content());
            if (program == null) {
                program = sign(new BootInput(Where.file(it.path()), it.content())).bytes();
                signed.put(it.content(), program);
            }
            all.add(new BootFile(it.place(), it.path(), program));
        }
        if (design.boot().secureBoot().enrol()) {
            all.addAll(enrolment());
        }
        return all;
    }

    private List<BootFile> enrolment() throws IOException {
        UUID owner = Guids.derive(design.reproducible().seed(), "secure boot owner");
        byte[] lists = SignatureList.ofCertificates(owner, List.of(key.certificate()));
        var files = new ArrayList<BootFile>();
        for (SecureBootVariable it :
                List.of(SecureBootVariable.PK, SecureBootVariable.KEK, SecureBootVariable.DB)) {
            String path = "/loader/keys/auto/" + it.variable();
            byte[] update = it.update(lists, key, design.reproducible().timestamp());
            files.add(BootFile.onEsp(path + ".auth", BlockSource.of(update)));
            files.add(BootFile.onEsp(path + ".esl", BlockSource.of(lists)));
        }
        return files;
    }
}
