package dev.diskwright.core.vm.boottest;

import dev.diskwright.core.block.HostErrors;
import dev.diskwright.core.vm.run.MachineSpec;
import dev.diskwright.core.vm.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/// What a boot must show, and by when.
///
/// @param expected texts, all of which must be seen on the serial port, each within a line, in any order; if there are
///     none, that somebody can log in
/// @param limit from the start of the machine
/// @param results directory for the serial log, the firmware's messages, the screenshots and the report; made if it is
///     missing; files of an earlier test in it are replaced
public record BootTest(List<String> expected, Duration limit, Path results) {
    /// The serial port's output in the directory of results, as it came.
    public static final String SERIAL_LOG = "serial.log";

    /// The firmware's messages there, if they are listened to.
    public static final String FIRMWARE_LOG = "firmware.log";

    /// The verdict there, as JSON.
    public static final String REPORT = "report.json";

    /// Refuses texts that cannot be seen.
    public BootTest {
        expected = List.copyOf(expected);
        for (String text : expected) {
            if (text.isBlank()
                    || text.length() > Recogniser.MAX_EXPECTED
                    || text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "expected text of no, of several or of too long lines");
            }
        }
    }

    /// Starts a machine and watches it to its end or that of the time. The machine is gone when this returns. An interrupt
    /// ends the test, and is still set then.
    ///
    /// @param spec its own place for a serial log is not used
    /// @param nanos a clock that counts nanoseconds from anywhere
    /// @throws dev.diskwright.core.vm.run.MachineException if it cannot be started
    /// @throws dev.diskwright.core.bytes.HostException if the results cannot be written
    /// @throws InterruptedException if interrupted while it starts
    public BootVerdict run(
            MachineSpec spec, RunDirectory directory, LongSupplier nanos, BootListener listener)
            throws IOException, InterruptedException {
        try {
            Files.createDirectories(results);
            Files.deleteIfExists(results.resolve(FIRMWARE_LOG));
            Files.deleteIfExists(results.resolve(REPORT));
        } catch (IOException e) {
            throw HostErrors.writing(results, e);
        }
        return new BootRun(this, nanos, listener)
                .run(spec.withSerialLog(results.resolve(SERIAL_LOG)), directory);
    }
}
