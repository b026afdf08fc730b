package dev.diskwright.core.vm;

import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmCredential;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The TPM, the guest agent's port, and credentials.
final class SecretArguments {
    private final Parts parts;
    private final Vm vm;
    private int credentials;

    SecretArguments(Parts parts) {
        this.parts = parts;
        this.vm = parts.vm();
    }

    void add() {
        if (vm.tpm().enable()) {
            tpm();
        }
        if (vm.guestAgent()) {
            agent();
        }
        vm.credentials().forEach(this::credential);
    }

    private void tpm() {
        Optional<Path> program = parts.host().program("swtpm");
        if (program.isEmpty()) {
            parts.lacks(
                    "VM-111",
                    "/vm/tpm/enable",
                    "swtpm is not installed",
                    "install it, or do without a TPM");
        }
        Path state = parts.ofRun("tpm");
        Path socket = parts.ofRun("tpm.sock");
        parts.prepare(new Preparation.Directory(state));
        parts.beside(
                new SideProgram(
                        "tpm",
                        List.of(
                                program.map(Path::toString).orElse("swtpm"),
                                "socket",
                                "--tpm2",
                                "--tpmstate",
                                "dir=" + state,
                                "--ctrl",
                                "type=unixio,path=" + socket,
                                "--flags",
                                "not-need-init"),
                        socket,
                        false));
        String given = vm.tpm().deviceModel();
        String model = given != null ? given : vm.architecture().tpmModels().getFirst();
        parts.group(
                "tpm",
                "TPM",
                List.of(
                        "-chardev",
                        Option.of("socket")
                                .with("id", "chrtpm")
                                .with("path", socket.toString())
                                .toString(),
                        "-tpmdev",
                        "emulator,id=tpm_dev_0,chardev=chrtpm",
                        "-device",
                        Option.of(model).with("tpmdev", "tpm_dev_0").toString()),
                "/vm/tpm",
                "/vm/tpm/deviceModel");
    }

    private void agent() {
        parts.group(
                "agent",
                "Guest agent",
                List.of(
                        "-device",
                        "virtio-serial",
                        "-chardev",
                        Option.of("socket")
                                .with("id", "agent")
                                .with("path", parts.ofRun("agent.sock").toString())
                                .with("server", "on")
                                .with("wait", "off")
                                .toString(),
                        "-device",
                        "virtserialport,chardev=agent,name=org.qemu.guest_agent.0"),
                "/vm/guestAgent");
    }

    private void credential(String name, VmCredential it) {
        String path = "/vm/credentials/" + DesignJson.escape(name);
        Path target = parts.ofRun("credential" + credentials++);
        String given = it.source();
        Path source = given == null ? null : parts.file(given);
        if (source != null && !parts.host().isFile(source)) {
            parts.lacks(
                    "VM-117",
                    path + "/source",
                    "%s is not there, or cannot be read".formatted(source),
                    "name the file that holds the credential");
        }
        List<String> tokens =
                switch (it.mechanismOn(vm.architecture())) {
                    case FW_CFG -> fwCfg(name, it.text(), source, target);
                    case SMBIOS, AUTO -> {
                        parts.prepare(
                                new Preparation.SmbiosCredential(target, name, it.text(), source));
                        yield List.of(
                                "-smbios",
                                Option.keys()
                                        .with("type", "11")
                                        .with("path", target.toString())
                                        .toString());
                    }
                };
        parts.group("credential-" + name, "Credential " + name, tokens, path);
    }

    private List<String> fwCfg(
            String name, @Nullable String text, @Nullable Path source, Path target) {
        if (text != null) {
            parts.prepare(new Preparation.CredentialFile(target, text));
        }
        Path file = source != null ? source : target;
        return List.of(
                "-fw_cfg",
                Option.keys()
                        .with("name", "opt/io.systemd.credentials/" + name)
                        .with("file", file.toString())
                        .toString());
    }
}
