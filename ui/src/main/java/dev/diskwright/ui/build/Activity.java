package dev.diskwright.ui.build;

/// What a run does. It has words of its own where the two differ.
public enum Activity {
    /// Makes images of a design.
    BUILD("build"),
    /// Makes images of an image.
    CONVERT("convert");

    private final String key;

    Activity(String key) {
        this.key = key;
    }

    /// {@return what the keys of its words begin with}
    public String key() {
        return key;
    }
}
