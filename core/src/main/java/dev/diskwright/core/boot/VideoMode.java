package dev.diskwright.core.boot;

/// The word `vga=` of a kernel command line, which a boot loader has to heed (Documentation/arch/x86/boot.rst, "Special
/// Command Line Options").
final class VideoMode {
    private static final int NORMAL = 0xffff;
    private static final int EXTENDED = 0xfffe;
    private static final int ASK = 0xfffd;
    private static final String WORD = "vga=";

    private VideoMode() {}

    /// {@return the value of the kernel's `vid_mode`; that of `normal` if there is no such word, or none it knows}
    static int of(String commandLine) {
        int mode = NORMAL;
        for (String word : commandLine.split(" ")) {
            if (word.startsWith(WORD)) {
                mode = value(word.substring(WORD.length()));
            }
        }
        return mode;
    }

    private static int value(String text) {
        return switch (text) {
            case "ext" -> EXTENDED;
            case "ask" -> ASK;
            default -> number(text);
        };
    }

    private static int number(String text) {
        try {
            int number = Integer.decode(text);
            return number >= 0 && number <= NORMAL ? number : NORMAL;
        } catch (NumberFormatException e) {
            return NORMAL; // also for the word itself
        }
    }
}
