package dev.diskwright.core.vm.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is started.
///
/// The tokens say everything about the machine but its control socket, its first serial port and, where asked for, the
/// port of the firmware's messages: [RunningMachine] adds those, behind the tokens.
///
/// @param program a name to be looked for, or a path
/// @param tokens arguments of the program, without `-qmp`, `-serial` and `-daemonize`
/// @param environment variables beside those of this process
/// @param companions in the order in which they are started
/// @param readsFirmware whether an x86 firmware's messages are listened to (port 0x402, where SeaBIOS and debug builds of
///     EDK II write; the machine must have an ISA bus)
/// @param serialLog where what the guest writes is kept, if anywhere
public record MachineSpec(
        String program,
        List<String> tokens,
        Map<String, String> environment,
        List<Companion> companions,
        boolean readsFirmware,
        Optional<Path> serialLog) {
    /// Longest log of a serial port, in bytes: the first half and the last are kept.
    public static final long MAX_LOG = 64 << 20;

    /// Copies the lists.
    public MachineSpec {
        tokens = List.copyOf(tokens);
        environment = Map.copyOf(environment);
        companions = List.copyOf(companions);
    }

    /// {@return a machine with nothing beside it}
    public static MachineSpec of(String program, List<String> tokens) {
        return new MachineSpec(program, tokens, Map.of(), List.of(), false, Optional.empty());
    }

    /// {@return the same with companions}
    public MachineSpec withCompanions(List<Companion> changed) {
        return new MachineSpec(program, tokens, environment, changed, readsFirmware, serialLog);
    }

    /// {@return the same, which reads the firmware's messages or does not}
    public MachineSpec withReadsFirmware(boolean changed) {
        return new MachineSpec(program, tokens, environment, companions, changed, serialLog);
    }

    /// {@return the same with its serial log in that file}
    public MachineSpec withSerialLog(Path file) {
        return new MachineSpec(
                program, tokens, environment, companions, readsFirmware, Optional.of(file));
    }
}
