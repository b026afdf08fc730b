package dev.diskwright.ui.journal;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Short names of values: equal for equal designs, whatever their files look like.
final class Fingerprints {
    private Fingerprints() {}

    static String of(Design design) {
        return of(DesignJson.write(design));
    }

    /// {@return SHA-256 of the text in UTF-8, in hexadecimal}
    static String of(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
