package dev.diskwright.core.content;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.diskwright.core.block.HostPaths;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What Linux knows of files and Java does not ask for: the exact target of a link, attributes of links and outside
/// `user.`, and making special files. Calls libc by the foreign-function API; none of it follows a symbolic link.
final class Posix {
    private static final Optional<Posix> LINUX =
            System.getProperty("os.name", "").equals("Linux") ? load() : Optional.empty();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final long UTIME_OMIT = 0x3fff_fffe;
    private static final int EEXIST = 17;
    private static final int ERANGE = 34;
    private static final int ENODATA = 61;
    private static final int ENOTSUP = 95;

    private final MethodHandle readlink =
            handle("readlink", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG);
    private final MethodHandle list = handle("llistxattr", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG);
    private final MethodHandle get =
            handle("lgetxattr", JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
    private final MethodHandle set =
            handle("lsetxattr", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT);
    private final MethodHandle mknod = handle("mknod", JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG);

    private final MethodHandle utimensat =
            handle("utimensat", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    private final MethodHandle symlink = handle("symlink", JAVA_INT, ADDRESS, ADDRESS);

    private Posix() {}

    private static Optional<Posix> load() {
        try {
            return Optional.of(new Posix());
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty(); // a libc without one of them, or native access denied
        }
    }

    private static MethodHandle handle(
            String name, MemoryLayout result, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    /// {@return the functions, on Linux; empty elsewhere, where what Java knows must do}
    static Optional<Posix> ofThisSystem() {
        return LINUX;
    }

    /// A call that fills a buffer.
    private interface Filler {
        long fill(MemorySegment state, MemorySegment buffer) throws Throwable;
    }

    /// {@return what the call filled in, in a buffer that grows as needed; empty if there is nothing of that kind}
    private static byte[] filled(Arena arena, String what, Path path, Filler call)
            throws HostException {
        MemorySegment state = arena.allocate(STATE);
        for (long size = 512; ; size *= 4) {
            MemorySegment buffer = arena.allocate(size);
            long length;
            try {
                length = call.fill(state, buffer);
            } catch (Throwable e) {
                throw new IllegalStateException(e); // the handles fit their calls
            }
            if (length >= 0 && length < size) {
                return buffer.asSlice(0, length).toArray(JAVA_BYTE);
            }
            int errno = (int) ERRNO.get(state, 0L);
            if (length < 0 && (errno == ENOTSUP || errno == ENODATA)) {
                return new byte[0];
            }
            if (length < 0 && errno != ERANGE || size > 1 << 20) {
                throw new HostException(
                        Where.file(path.toString()),
                        "%s cannot be read (error %d)".formatted(what, errno));
            }
        }
    }

    private static MemorySegment text(Arena arena, byte[] bytes) {
        MemorySegment text = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
        return text;
    }

    private static MemorySegment name(Arena arena, Path path) {
        return text(arena, HostPaths.bytes(path));
    }

    /// {@return the link's target as stored}
    byte[] linkTarget(Path link) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = name(arena, link);
            return filled(
                    arena,
                    "its target",
                    link,
                    (state, buffer) ->
                            (long) readlink.invokeExact(state, name, buffer, buffer.byteSize()));
        }
    }

    /// {@return the extended attributes that belong to the file and not to this host: see [DirectorySource]}
    SortedMap<String, byte[]> xattrs(Path path) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = name(arena, path);
            byte[] names =
                    filled(
                            arena,
                            "the list of its extended attributes",
                            path,
                            (state, buffer) ->
                                    (long)
                                            list.invokeExact(
                                                    state, name, buffer, buffer.byteSize()));
            if (names.length == 0) {
                return Attributes.NO_XATTRS;
            }
            var xattrs = new TreeMap<String, byte[]>();
            for (String key : new String(names, StandardCharsets.UTF_8).split("\0", -1)) {
                if (isKept(key)) {
                    MemorySegment attribute = text(arena, key.getBytes(StandardCharsets.UTF_8));
                    xattrs.put(
                            key,
                            filled(
                                    arena,
                                    "its attribute " + key,
                                    path,
                                    (state, buffer) ->
                                            (long)
                                                    get.invokeExact(
                                                            state,
                                                            name,
                                                            attribute,
                                                            buffer,
                                                            buffer.byteSize())));
                }
            }
            return xattrs;
        }
    }

    private static boolean isKept(String key) {
        return key.startsWith("user.")
                || key.startsWith("trusted.")
                || Arrays.asList(
                                "security.capability",
                                "system.posix_acl_access",
                                "system.posix_acl_default")
                        .contains(key);
    }

    /// {@return whether the attribute could be set}
    boolean setXattr(Path path, String key, byte[] value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = text(arena, value);
            return (int)
                            set.invokeExact(
                                    arena.allocate(STATE),
                                    name(arena, path),
                                    text(arena, key.getBytes(StandardCharsets.UTF_8)),
                                    bytes,
                                    (long) value.length,
                                    0)
                    == 0;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // the handle fits its call
        }
    }

    /// Makes a symbolic link whose target is exactly these bytes.
    void makeLink(Path path, byte[] target) throws IOException {
        int result;
        int errno;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            result = (int) symlink.invokeExact(state, text(arena, target), name(arena, path));
            errno = (int) ERRNO.get(state, 0L);
        } catch (Throwable e) {
            throw new IllegalStateException(e); // the handle fits its call
        }
        if (result != 0) {
            throw errno == EEXIST
                    ? new FileAlreadyExistsException(path.toString())
                    : new HostException(
                            Where.file(path.toString()),
                            "the link cannot be made (error %d)".formatted(errno));
        }
    }

    /// {@return whether the modification time could be set} Java opens the file for that, and waits for ever if it is a
    /// pipe.
    boolean setTime(Path path, long seconds, int nanos) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment times = arena.allocate(JAVA_LONG, 4); // two of struct timespec
            times.setAtIndex(JAVA_LONG, 1, UTIME_OMIT);
            times.setAtIndex(JAVA_LONG, 2, seconds);
            times.setAtIndex(JAVA_LONG, 3, nanos);
            MemorySegment state = arena.allocate(STATE);
            return (int)
                            utimensat.invokeExact(
                                    state, AT_FDCWD, name(arena, path), times, AT_SYMLINK_NOFOLLOW)
                    == 0;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // the handle fits its call
        }
    }

    /// {@return whether the special file could be made}
    ///
    /// @param type and permissions, as in `st_mode`
    boolean makeNode(Path path, int type, int major, int minor) {
        long device =
                (major & 0xfffL) << 8
                        | (minor & 0xffL)
                        | (minor & ~0xffL) << 12; // as in glibc and musl
        try (Arena arena = Arena.ofConfined()) {
            return (int) mknod.invokeExact(arena.allocate(STATE), name(arena, path), type, device)
                    == 0;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // the handle fits its call
        }
    }
}
