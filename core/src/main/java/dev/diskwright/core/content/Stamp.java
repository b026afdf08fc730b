package dev.diskwright.core.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;

/// What a file of the host looks like from outside. Two equal stamps mean, as far as a host can tell, that nothing
/// happened in between.
///
/// @param size in bytes
/// @param modified last change of its contents, in nanoseconds since 1970, wrapping
/// @param changed last change of its contents or attributes, the same way; 0 where the host keeps no such time
/// @param key hash of what the host knows it by
public record Stamp(long size, long modified, long changed, int key) {
    /// Of a file that is not there, or may not be looked at.
    public static final Stamp ABSENT = new Stamp(-1, 0, 0, 0);

    /// {@return the stamp of `path` as it is now} Links are followed unless `options` say otherwise.
    public static Stamp of(Path path, LinkOption... options) {
        try {
            if (DirectorySource.UNIX) {
                return of(
                        Files.readAttributes(
                                path, "unix:size,lastModifiedTime,ctime,fileKey", options));
            }
            var it = Files.readAttributes(path, BasicFileAttributes.class, options);
            return new Stamp(
                    it.size(),
                    nanoseconds(it.lastModifiedTime()),
                    0,
                    Objects.hashCode(it.fileKey()));
        } catch (IOException e) {
            return ABSENT;
        }
    }

    /// {@return the stamp of a file whose attributes of the view `unix` were read}
    static Stamp of(Map<String, Object> unix) {
        return new Stamp(
                (Long) Objects.requireNonNull(unix.get("size")),
                nanoseconds((FileTime) Objects.requireNonNull(unix.get("lastModifiedTime"))),
                nanoseconds((FileTime) Objects.requireNonNull(unix.get("ctime"))),
                Objects.hashCode(unix.get("fileKey")));
    }

    private static long nanoseconds(FileTime time) {
        var instant = time.toInstant();
        return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }

    /// {@return a number that differs, all but surely, for a file of another name or stamp}
    long mixed(byte[] name) {
        long hash = 0xcbf2_9ce4_8422_2325L;
        for (byte b : name) {
            hash = (hash ^ b) * 0x100_0000_01b3L;
        }
        hash = mix(hash ^ size);
        hash = mix(hash ^ modified);
        hash = mix(hash ^ changed);
        return mix(hash ^ key);
    }

    private static long mix(long value) { // the finalizer of SplitMix64
        long z = value + 0x9e37_79b9_7f4a_7c15L;
        z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
        return z ^ z >>> 31;
    }
}
