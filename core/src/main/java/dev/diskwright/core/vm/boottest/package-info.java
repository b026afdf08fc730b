/// Boots a machine and tells how far it came and why it ended, by what firmware, loaders, kernels and init systems write
/// to the serial port and the firmware's own port.
///
/// ```text
/// serial port    --SerialText--> lines --Recogniser (Signs)--> stage, outcome
/// firmware port  --SerialText--> lines --/
/// screen         --Screenshots--> at most eight pictures
/// BootTest: verdict = expected texts seen | a final sign, when it has become quiet | end of machine | time limit
/// ```
@NullMarked
package dev.diskwright.core.vm.boottest;

import org.jspecify.annotations.NullMarked;
