package dev.diskwright.app;

import java.util.ArrayList;
import java.util.List;

/// A table as text: columns aligned by spaces, numbers to the right, no trailing blanks.
final class Table {
    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] right;

    /// @param header names of the columns; one that begins with `>` is aligned to the right
    Table(String... header) {
        right = new boolean[header.length];
        String[] names = header.clone();
        for (int i = 0; i < names.length; i++) {
            right[i] = names[i].startsWith(">");
            names[i] = right[i] ? names[i].substring(1) : names[i];
        }
        rows.add(names);
    }

    /// Adds a row.
    ///
    /// @param cells as many as there are columns
    void row(String... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException(cells.length + " cells");
        }
        rows.add(cells.clone());
    }

    /// {@return whether there are rows beside the header}
    boolean isEmpty() {
        return rows.size() == 1;
    }

    /// {@return the table, a line a row, header first}
    @Override
    public String toString() {
        return text(0);
    }

    /// {@return the table without its header}
    String withoutHeader() {
        return text(1);
    }

    private String text(int first) {
        int[] widths = new int[right.length];
        for (String[] row : rows.subList(first, rows.size())) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], width(row[i]));
            }
        }
        var out = new StringBuilder();
        for (String[] row : rows.subList(first, rows.size())) {
            var line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String pad = " ".repeat(widths[i] - width(row[i]));
                line.append(i == 0 ? "" : GAP);
                line.append(right[i] ? pad + row[i] : row[i] + pad);
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
