package dev.diskwright.core.content;

/// A device node, named pipe or socket.
public final class SpecialFile implements FileNode {
    /// Which of them.
    public enum Kind {
        /// Character device.
        CHARACTER_DEVICE,
        /// Block device.
        BLOCK_DEVICE,
        /// Named pipe.
        FIFO,
        /// Unix socket.
        SOCKET
    }

    private final Attributes attributes;
    private final Kind kind;
    private final int major;
    private final int minor;

    /// @param major device number, 0 to 4095; 0 for pipes and sockets
    /// @param minor device number, 0 to 1,048,575; 0 for pipes and sockets
    public SpecialFile(Attributes attributes, Kind kind, int major, int minor) {
        if (major >>> 12 != 0 || minor >>> 20 != 0) {
            throw new IllegalArgumentException("device %d:%d".formatted(major, minor));
        }
        this.attributes = attributes;
        this.kind = kind;
        this.major = major;
        this.minor = minor;
    }

    @Override
    public Attributes attributes() {
        return attributes;
    }

    /// {@return which kind it is}
    public Kind kind() {
        return kind;
    }

    /// {@return major device number}
    public int major() {
        return major;
    }

    /// {@return minor device number}
    public int minor() {
        return minor;
    }
}
