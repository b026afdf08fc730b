package dev.diskwright.core.boot;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The programs of our own that images carry; see `src/main/boot`.
final class BootPrograms {
    static final String STUB = "stub-x86_64.bin";
    static final String SELF_TEST_UEFI = "selftest-uefi-x86_64.bin";
    static final String SELF_TEST_BIOS = "selftest-bios.bin";
    static final String LOADER_BIOS = "loader-bios.bin";

    private BootPrograms() {}

    static BootInput stub() {
        return program(STUB);
    }

    static BootInput program(String name) {
        return new BootInput(Where.file(name), BlockSource.of(bytes(name)));
    }

    static byte[] bytes(String name) {
        try (InputStream resource = BootPrograms.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the program lacks its resource " + name);
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
