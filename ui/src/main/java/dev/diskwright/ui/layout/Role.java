package dev.diskwright.ui.layout;

import java.util.Locale;

/// What a partition is for, as far as colour and pattern tell it.
public enum Role {
    /// EFI system partition.
    ESP("ESP"),
    /// Holds kernels and boot entries.
    BOOT("BOO"),
    /// Root file system.
    ROOT("ROO"),
    /// Verity hashes and signatures.
    VERITY("VER"),
    /// Other files.
    DATA("DAT"),
    /// Swap space.
    SWAP("SWP"),
    /// Bytes without a file system, boot code.
    RAW("RAW"),
    /// Reserved, or of other systems.
    FOREIGN("FGN");

    private final String code;

    Role(String code) {
        this.code = code;
    }

    /// {@return three letters for narrow blocks}
    public String code() {
        return code;
    }

    /// {@return the style class that gives it colour and pattern}
    public String styleClass() {
        return "role-" + name().toLowerCase(Locale.ROOT);
    }

    /// {@return the role of a partition}
    ///
    /// @param type name of its type
    /// @param mount empty for none
    /// @param formatted whether it holds a file system
    public static Role of(String type, String mount, boolean formatted) {
        if (type.equals("esp")) {
            return ESP;
        }
        if (type.equals("xbootldr") || type.equals("bls-boot")) {
            return BOOT;
        }
        if (type.contains("verity")) {
            return VERITY;
        }
        if (type.equals("bios-boot") || type.equals("prep")) {
            return RAW;
        }
        if (type.equals("linux-swap")) {
            return SWAP;
        }
        if (type.startsWith("linux-root") || mount.equals("/")) {
            return ROOT;
        }
        if (mount.equals("/boot") && formatted) {
            return BOOT;
        }
        if (type.startsWith("linux")
                || type.equals("luks")
                || type.equals("microsoft-basic-data")) {
            return formatted ? DATA : RAW;
        }
        return formatted ? DATA : FOREIGN;
    }
}
