package dev.diskwright.core.fs.fat;

/// The modes that files on FAT have.
final class FatMode {
    private FatMode() {}

    /// {@return 0755 for directories and 0644 for files, both without the write bits if read-only}
    static int of(boolean directory, boolean readOnly) {
        return (directory ? 0755 : 0644) & (readOnly ? ~0222 : ~0);
    }

    /// {@return whether nobody may write, which is what FAT's read-only attribute keeps}
    static boolean isReadOnly(int mode) {
        return (mode & 0222) == 0;
    }
}
