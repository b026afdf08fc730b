package dev.diskwright.core.boot;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Where;

/// A file that takes part in booting, and the name that messages about it use.
public record BootInput(Where where, BlockSource bytes) {}
