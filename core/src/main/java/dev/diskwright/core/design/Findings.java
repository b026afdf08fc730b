package dev.diskwright.core.design;

import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong in a design.
final class Findings {
    private final Design design;
    private final List<Diagnostic> found = new ArrayList<>();

    Findings(Design design) {
        this.design = design;
    }

    Design design() {
        return design;
    }

    /// {@return everything that was found, in order}
    List<Diagnostic> all() {
        return found;
    }

    void add(Diagnostic diagnostic) {
        found.add(diagnostic);
    }

    void error(String code, String path, String problem, String remedy) {
        add(Diagnostic.error(code, path, problem, remedy));
    }

    void error(String code, String path, String problem, String remedy, String label, Edit fix) {
        add(Diagnostic.error(code, path, problem, remedy).withFix(label, fix));
    }

    void warning(String code, String path, String problem, String remedy, String label, Edit fix) {
        add(Diagnostic.warning(code, path, problem, remedy).withFix(label, fix));
    }

    /// {@return the size in bytes; -1 if it exceeds a long}
    long bytes(ByteSize size) {
        try {
            return size.inBytes(Math.max(1, design.disk().sectorSize()));
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    static long roundUp(long value, long step) {
        return Math.ceilDiv(value, step) * step;
    }
}
