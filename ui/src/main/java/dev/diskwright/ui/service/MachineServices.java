package dev.diskwright.ui.service;

import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.design.Design;
import dev.diskwright.ui.machine.MachineSight;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What the window asks the core about machines. Called off the toolkit's thread.
public interface MachineServices {
    /// {@return what the design's machine comes to on this host: what [#start] would execute}
    ///
    /// @param folder that relative paths in the design start from
    /// @param cmdline what the kernel's command line comes to by the plan; empty while that is not known
    MachineSight look(Design design, Path folder, String cmdline)
            throws IOException, InterruptedException;

    /// Starts a machine.
    ///
    /// @param listener told what happens from the start on
    /// @return it; the caller closes it
    /// @throws InvalidDesignException if the design has errors
    /// @throws dev.diskwright.core.vm.session.UnmetNeedsException if this host lacks something
    /// @throws IOException if something cannot be read or made, or the emulator does not start
    LiveMachine start(MachineOrigin origin, LiveListener listener)
            throws InvalidDesignException, IOException, InterruptedException;

    /// Starts a machine, watches how far it comes, and ends it.
    ///
    /// @param expected texts on the serial port; none for a login
    /// @param limit from the start of the machine
    /// @return how it went; interrupting the thread ends it with that as the verdict, once the machine runs
    /// @throws InvalidDesignException if the design has errors
    /// @throws dev.diskwright.core.vm.session.UnmetNeedsException if this host lacks something
    /// @throws IOException if something cannot be read or made, or the emulator does not start
    BootCheck check(
            MachineOrigin origin, List<String> expected, Duration limit, CheckListener listener)
            throws InvalidDesignException, IOException, InterruptedException;
}
