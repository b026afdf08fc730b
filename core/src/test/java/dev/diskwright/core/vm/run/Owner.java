package dev.diskwright.core.vm.run;

import java.nio.file.Path;

/// A program that runs a machine and is then killed by a test.
final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws Exception {
        try (var directory = RunDirectory.create(Path.of(arguments[0]));
                var machine =
                        RunningMachine.start(
                                MachineSpec.of(
                                        FakeEmulator.java(), FakeEmulator.tokens("ignores all")),
                                directory,
                                MachineListener.NONE)) {
            System.out.println(machine.pid() + " " + directory.path());
            Thread.sleep(600_000);
        }
    }
}
