package dev.diskwright.core.vm;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Vm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a machine is put together from, in order.
final class Parts {
    private final Design design;
    private final MachinePaths paths;
    private final VmHost host;
    private final List<ArgumentGroup> groups = new ArrayList<>();
    private final List<Preparation> preparations = new ArrayList<>();
    private final List<SideProgram> sidePrograms = new ArrayList<>();
    private final List<Diagnostic> needs = new ArrayList<>();
    private int bootIndex;

    Parts(Design design, MachinePaths paths, VmHost host) {
        this.design = design;
        this.paths = paths;
        this.host = host;
    }

    Design design() {
        return design;
    }

    Vm vm() {
        return design.vm();
    }

    VmHost host() {
        return host;
    }

    MachinePaths paths() {
        return paths;
    }

    /// {@return a file that the design names}
    Path file(String name) {
        return paths.design().resolve(name).normalize();
    }

    /// {@return a file of this run}
    Path ofRun(String name) {
        return paths.run().resolve(name);
    }

    /// {@return a place in the order of booting that nothing else has}
    int nextBootIndex() {
        return ++bootIndex;
    }

    void group(String id, String title, List<String> tokens, String... fields) {
        groups.add(new ArgumentGroup(id, title, tokens, List.of(fields)));
    }

    void prepare(Preparation preparation) {
        preparations.add(preparation);
    }

    void beside(SideProgram program) {
        sidePrograms.add(program);
    }

    /// The machine will not start.
    void lacks(String code, String path, String problem, String remedy) {
        needs.add(Diagnostic.error(code, path, problem, remedy));
    }

    /// The machine will start, but not be what is wanted.
    void doubts(String code, String path, String problem, String remedy) {
        needs.add(Diagnostic.warning(code, path, problem, remedy));
    }

    void remarks(String code, String path, String problem, String remedy) {
        needs.add(Diagnostic.hint(code, path, problem, remedy));
    }

    List<ArgumentGroup> groups() {
        return groups;
    }

    List<Preparation> preparations() {
        return preparations;
    }

    List<SideProgram> sidePrograms() {
        return sidePrograms;
    }

    List<Diagnostic> needs() {
        return needs;
    }
}
