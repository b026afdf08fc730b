package dev.diskwright.core.block;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Optional;

/// Asks the system where a file has holes: `lseek` with SEEK_DATA and SEEK_HOLE, on a descriptor of its own. Whatever
/// goes wrong means "not known".
final class Holes implements AutoCloseable {
    private static final int ENXIO = 6; // the same on all three systems: no data behind the offset
    private static final int SEEK_END = 2;
    private static final Optional<Whence> WHENCE = Whence.ofThisSystem();

    private final int descriptor;
    private final Whence whence;
    private boolean closed;

    private Holes(int descriptor, Whence whence) {
        this.descriptor = descriptor;
        this.whence = whence;
    }

    /// The numbers of one system.
    private enum Whence {
        LINUX(3, 4, 0x80000),
        MAC(4, 3, 0x1000000),
        FREEBSD(3, 4, 0x100000);

        final int data;
        final int hole;
        final int closeOnExec;

        Whence(int data, int hole, int closeOnExec) {
            this.data = data;
            this.hole = hole;
            this.closeOnExec = closeOnExec;
        }

        static Optional<Whence> ofThisSystem() {
            String name = System.getProperty("os.name", "");
            return name.equals("Linux")
                    ? Optional.of(LINUX)
                    : name.startsWith("Mac")
                            ? Optional.of(MAC)
                            : name.equals("FreeBSD") ? Optional.of(FREEBSD) : Optional.empty();
        }
    }

    /// The functions, looked up only on a system that has them.
    private static final class Libc {
        static final MemoryLayout STATE = Linker.Option.captureStateLayout();
        static final VarHandle ERRNO =
                STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
        static final MethodHandle OPEN = handle("open", JAVA_INT, ADDRESS, JAVA_INT);
        static final MethodHandle CLOSE = handle("close", JAVA_INT, JAVA_INT);
        static final MethodHandle LSEEK = handle("lseek", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);

        private static MethodHandle handle(
                String name, MemoryLayout result, MemoryLayout... arguments) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow(name),
                    FunctionDescriptor.of(result, arguments),
                    Linker.Option.captureCallState("errno"));
        }
    }

    /// {@return the holes of an existing file; empty where the system cannot tell}
    static Optional<Holes> of(Path path) {
        if (WHENCE.isEmpty()) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            byte[] name = HostPaths.bytes(path);
            MemorySegment text = arena.allocate(name.length + 1L);
            MemorySegment.copy(name, 0, text, JAVA_BYTE, 0, name.length);
            int descriptor =
                    (int)
                            Libc.OPEN.invokeExact(
                                    arena.allocate(Libc.STATE), text, WHENCE.get().closeOnExec);
            return descriptor < 0
                    ? Optional.empty()
                    : Optional.of(new Holes(descriptor, WHENCE.get()));
        } catch (Throwable e) {
            return Optional.empty(); // no such function, or native access denied
        }
    }

    /// {@return the run that covers `offset`; empty where the system cannot tell}
    synchronized Optional<Extent> extentAt(long offset, long size) {
        long data = seek(offset, whence.data, size);
        if (data > offset) {
            return Optional.of(new Extent(offset, data - offset, Extent.Kind.ZERO));
        }
        long hole = data == offset ? seek(offset, whence.hole, size) : -1;
        return hole > offset
                ? Optional.of(new Extent(offset, hole - offset, Extent.Kind.DATA))
                : Optional.empty();
    }

    /// {@return the offset behind the last byte, also of a device; -1 where the system cannot tell}
    synchronized long end() {
        return seek(0, SEEK_END, Long.MAX_VALUE);
    }

    /// {@return what `lseek` says, at most `size`, which also stands for "nothing more"; -1 if it failed}
    private long seek(long offset, int how, long size) {
        if (closed) {
            return -1;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.STATE);
            long found = (long) Libc.LSEEK.invokeExact(state, descriptor, offset, how);
            if (found >= 0) {
                return Math.min(found, size);
            }
            return (int) Libc.ERRNO.get(state, 0L) == ENXIO ? size : -1;
        } catch (Throwable e) {
            return -1;
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (Arena arena = Arena.ofConfined()) {
            int _ = (int) Libc.CLOSE.invokeExact(arena.allocate(Libc.STATE), descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException(e); // it was looked up and called before
        }
    }
}
