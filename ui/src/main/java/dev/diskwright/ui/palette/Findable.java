package dev.diskwright.ui.palette;

/// A screen that can be searched. It marks what it finds in its own way.
public interface Findable {
    /// Marks everything that has `text` in it, and brings the first into view.
    ///
    /// @return how many there are; 0 for an empty text, which marks nothing
    int find(String text);

    /// Brings another of those found into view.
    ///
    /// @param index from 0
    void show(int index);

    /// Takes the marks away.
    void stop();
}
