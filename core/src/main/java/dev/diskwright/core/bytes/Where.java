package dev.diskwright.core.bytes;

/// A place in a file: what a message names so that a person can find it with a hex editor.
///
/// @param file the file's name as the user knows it, or a path inside it (`disk.img, partition 2`)
/// @param structure the specification's name of the structure; empty for the file as a whole
/// @param offset of the structure in `file`, in bytes
/// @param field the specification's name of the field; empty for the structure as a whole
/// @param fieldOffset of the field relative to `offset`, in bytes
public record Where(String file, String structure, long offset, String field, long fieldOffset) {
    /// {@return the file as a whole}
    public static Where file(String name) {
        return new Where(name, "", 0, "", 0);
    }

    /// {@return a structure of this file, at an absolute offset in bytes}
    public Where structure(String name, long offset) {
        return new Where(file, name, offset, "", 0);
    }

    /// {@return a field of this structure, `relative` bytes behind its start}
    public Where field(String name, long relative) {
        return new Where(file, structure, offset, name, relative);
    }

    /// {@return something inside this file that is addressed from its own start, such as a partition}
    public Where inside(String part) {
        return file(file + ", " + part);
    }

    @Override
    public String toString() {
        if (structure.isEmpty() && field.isEmpty()) {
            return file;
        }
        String name =
                field.isEmpty() ? structure : structure.isEmpty() ? field : structure + " " + field;
        return "%s, %s at 0x%x".formatted(file, name, offset + fieldOffset);
    }
}
