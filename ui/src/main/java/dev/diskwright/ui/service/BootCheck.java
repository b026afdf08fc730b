package dev.diskwright.ui.service;

import dev.diskwright.core.vm.boottest.BootVerdict;
import java.nio.file.Path;

/// What came of a boot check.
///
/// @param folder where its report, logs and screenshots are kept
public record BootCheck(BootVerdict verdict, Path folder) {}
