package dev.diskwright.core.vm.run;

import java.util.Arrays;

/// The last characters of a text that may be endless. For several threads.
final class TextRing {
    private final int capacity;
    private char[] characters = new char[1 << 12];
    private int start;
    private int length;

    /// @param capacity a power of two, at least 4096
    TextRing(int capacity) {
        this.capacity = capacity;
    }

    synchronized void append(CharSequence text) {
        int from = Math.max(0, text.length() - capacity);
        grow(text.length() - from);
        for (int i = from; i < text.length(); i++) {
            characters[(start + length) & (characters.length - 1)] = text.charAt(i);
            if (length < characters.length) {
                length++;
            } else {
                start = (start + 1) & (characters.length - 1);
            }
        }
    }

    private void grow(int more) {
        int wanted = characters.length;
        while (wanted < capacity && wanted < length + more) {
            wanted *= 2;
        }
        if (wanted > characters.length) {
            characters = Arrays.copyOf(text().toCharArray(), wanted);
            start = 0;
        }
    }

    /// {@return a copy}
    synchronized String text() {
        var out = new StringBuilder(length);
        int first = Math.min(length, characters.length - start);
        out.append(characters, start, first).append(characters, 0, length - first);
        if (out.length() > 0 && Character.isLowSurrogate(out.charAt(0))) {
            out.deleteCharAt(0);
        }
        return out.toString();
    }
}
