package dev.diskwright.ui;

import dev.diskwright.core.vm.run.DiskStatistics;
import dev.diskwright.core.vm.run.MachineEnd;
import dev.diskwright.core.vm.run.RunningMachine;
import dev.diskwright.core.vm.session.MachineSession;
import dev.diskwright.ui.machine.MachineSight;
import dev.diskwright.ui.service.LiveMachine;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A machine of the core, with all that was opened and made for it.
final class SessionMachine implements LiveMachine {
    private final OriginParts parts;
    private final MachineSession session;
    private final RunningMachine machine;
    private final MachineSight sight;

    SessionMachine(
            OriginParts parts, MachineSession session, RunningMachine machine, MachineSight sight) {
        this.parts = parts;
        this.session = session;
        this.machine = machine;
        this.sight = sight;
    }

    @Override
    public MachineSight sight() {
        return sight;
    }

    /// {@return the whole command, as it was run}
    List<String> command() {
        return machine.command();
    }

    @Override
    public boolean type(String text) {
        return machine.serial().type(text);
    }

    @Override
    public void powerDown() throws IOException, InterruptedException {
        machine.powerDown();
    }

    @Override
    public void reset() throws IOException, InterruptedException {
        machine.reset();
    }

    @Override
    public byte[] screenshot() throws IOException, InterruptedException {
        return machine.screenshot();
    }

    @Override
    public List<DiskStatistics> disks() throws IOException, InterruptedException {
        return machine.diskStatistics();
    }

    @Override
    public CompletableFuture<MachineEnd> end() {
        return machine.end();
    }

    @Override
    public void close() {
        try (parts;
                session) {
            machine.close();
        } catch (IOException e) {
            // what was only read, or is thrown away anyhow
        }
    }
}
