package dev.diskwright.core.content;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a file carries beside its contents.
///
/// @param mode permission bits with set-id and sticky, 0 to 07777
/// @param uid owner, unsigned 32 bits
/// @param gid group, unsigned 32 bits
/// @param seconds of the modification time since 1970-01-01 UTC, negative before
/// @param nanos of the modification time, 0 to 999,999,999
/// @param xattrs extended attributes by full name (`security.capability`), values as stored; sorted, unmodifiable
public record Attributes(
        int mode, long uid, long gid, long seconds, int nanos, SortedMap<String, byte[]> xattrs) {
    /// No extended attributes.
    public static final SortedMap<String, byte[]> NO_XATTRS = Collections.emptySortedMap();

    /// Refuses values out of range; copies the extended attributes.
    public Attributes {
        if ((mode & ~07777) != 0
                || uid >>> 32 != 0
                || gid >>> 32 != 0
                || nanos < 0
                || nanos > 999_999_999) {
            throw new IllegalArgumentException(
                    "mode %o, owner %d:%d, %d ns".formatted(mode, uid, gid, nanos));
        }
        xattrs =
                xattrs.isEmpty()
                        ? NO_XATTRS
                        : Collections.unmodifiableSortedMap(new TreeMap<>(xattrs));
    }

    /// {@return attributes of a file that belongs to root}
    public static Attributes root(int mode, long seconds) {
        return new Attributes(mode, 0, 0, seconds, 0, NO_XATTRS);
    }

    /// {@return the same with another mode}
    public Attributes withMode(int newMode) {
        return new Attributes(newMode, uid, gid, seconds, nanos, xattrs);
    }

    /// {@return the same with another owner and group}
    public Attributes withOwner(long newUid, long newGid) {
        return new Attributes(mode, newUid, newGid, seconds, nanos, xattrs);
    }
}
