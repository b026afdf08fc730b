package dev.diskwright.core.design;

/// The layouts of NixOS's image builder.
public enum Preset {
    /// The root file system on the bare disk.
    NONE("none", "Single file system"),
    /// MBR with one active Linux partition.
    LEGACY("legacy", "BIOS, MBR"),
    /// GPT with a BIOS boot partition.
    LEGACY_GPT("legacy+gpt", "BIOS, GPT"),
    /// GPT with an ESP.
    EFI("efi", "UEFI"),
    /// GPT with an ESP and a BIOS boot partition.
    HYBRID("hybrid", "BIOS + UEFI");

    private final String text;
    private final String title;

    Preset(String text, String title) {
        this.text = text;
        this.title = title;
    }

    /// {@return a short title in English, for tables}
    public String title() {
        return title;
    }

    /// {@return what the document calls it}
    @Override
    public String toString() {
        return text;
    }
}
