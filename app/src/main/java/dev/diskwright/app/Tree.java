package dev.diskwright.app;

import java.util.ArrayList;
import java.util.List;

/// A tree as text.
///
/// @param label one line
/// @param branches below it, may be added to
record Tree(String label, List<Tree> branches) {
    /// {@return a tree without branches yet}
    static Tree of(String label) {
        return new Tree(label, new ArrayList<>());
    }

    /// {@return the new branch of that label}
    Tree add(String newLabel) {
        Tree branch = of(newLabel);
        branches.add(branch);
        return branch;
    }

    /// {@return the tree, a line a label}
    @Override
    public String toString() {
        var out = new StringBuilder(label).append('\n');
        print("", out);
        return out.toString();
    }

    private void print(String indent, StringBuilder out) {
        for (int i = 0; i < branches.size(); i++) {
            Tree branch = branches.get(i);
            boolean last = i == branches.size() - 1;
            out.append(indent).append(last ? "└─ " : "├─ ").append(branch.label).append('\n');
            branch.print(indent + (last ? "   " : "│  "), out);
        }
    }
}
