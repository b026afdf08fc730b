package dev.diskwright.ui.service;

import dev.diskwright.core.vm.run.DiskStatistics;
import dev.diskwright.core.vm.run.MachineEnd;
import dev.diskwright.ui.machine.MachineSight;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A machine that was started. For several threads. All but [#type] and [#end] may wait for the emulator, some seconds at
/// most, and are called off the toolkit's thread.
public interface LiveMachine extends AutoCloseable {
    /// {@return its arguments as they were executed}
    MachineSight sight();

    /// Types something into the first serial port. Returns at once.
    ///
    /// @param text at most 4096 bytes of UTF-8; `\r` is the Enter key
    /// @return whether it was taken
    boolean type(String text);

    /// Presses the power button; the guest may ignore it.
    void powerDown() throws IOException, InterruptedException;

    /// Presses the reset button.
    void reset() throws IOException, InterruptedException;

    /// {@return what the screen shows, as a PNG file}
    ///
    /// @throws IOException if there is no screen, or the emulator does not answer
    byte[] screenshot() throws IOException, InterruptedException;

    /// {@return what the guest has done with its disks}
    List<DiskStatistics> disks() throws IOException, InterruptedException;

    /// {@return completed when the emulator has ended}
    CompletableFuture<MachineEnd> end();

    /// Ends it now, whatever it does, and deletes all that was made for it. Closing it again does nothing.
    @Override
    void close();
}
