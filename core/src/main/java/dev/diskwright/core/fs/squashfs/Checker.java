package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.function.Consumer;
final class Checker {
    Checker(Where where, BlockSource source, Consumer<Finding> findings) {}
    void check() throws IOException {}
}
