package dev.diskwright.ui.build;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Short hashes of what images are made from.
final class Hashes {
    private Hashes() {}

    /// {@return 128 bits of the SHA-256 of `bytes`, in hexadecimal}
    static String of(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every platform has it
        }
    }
}
