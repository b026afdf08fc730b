package dev.diskwright.core.vm;

import java.nio.file.Path;

/// UEFI firmware in two flash devices: its code, and a template of its variables.
///
/// @param code the code
/// @param codeFormat `raw` or `qcow2`
/// @param variables the template of the variable store, of the same build
/// @param variablesFormat `raw` or `qcow2`
/// @param origin what told us: a file that describes it, or a place that is known
/// @param secureBoot whether it can refuse programs that are not signed
/// @param enrolledKeys whether the template holds keys, so that it does so from the start
/// @param requiresSmm whether the machine must have system management mode
public record FirmwareImage(
        Path code,
        String codeFormat,
        Path variables,
        String variablesFormat,
        String origin,
        boolean secureBoot,
        boolean enrolledKeys,
        boolean requiresSmm) {}
