package dev.diskwright.ui.contents;

import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// From a folder to the cells of its treemap.
final class TreemapCells {
    private static final int MOST = 40;
    private static final int MOST_INSIDE = 24;
    private static final int LEVELS = 3;

    private final TreeIndex index;
    private final Texts texts;

    TreemapCells(TreeIndex index, Texts texts) {
        this.index = index;
        this.texts = texts;
    }

    /// {@return the largest entries of a folder, the others together as the last one}
    List<TreemapCell> of(String path, Directory directory) {
        return cells(path.equals("/") ? "" : path, directory, MOST, LEVELS);
    }

    private List<TreemapCell> cells(String path, Directory directory, int most, int levels) {
        var cells = new ArrayList<TreemapCell>();
        TreeIndex.Sum sum = index.sum(directory);
        long named = 0;
        for (int i = 0; i < sum.count() && cells.size() < most; i++) {
            int at = sum.largest(i);
            FileNode node = directory.node(at);
            long bytes = index.size(node);
            if (bytes == 0 || bytes * 2000 < sum.bytes()) {
                break;
            }
            named += bytes;
            cells.add(cell(path, directory.name(at), node, bytes, sum.bytes(), levels));
        }
        long others = Math.max(0, sum.bytes() - named);
        int count = sum.count() - cells.size();
        if (others > 0 && count > 0) {
            String name = texts.of("contents.treemap.others", count);
            cells.add(
                    new TreemapCell(
                            "",
                            name,
                            SizeText.display(others),
                            others,
                            false,
                            texts.of("contents.treemap.cell", name, SizeText.display(others)),
                            List.of()));
        }
        cells.sort((a, b) -> Long.compare(b.bytes(), a.bytes()));
        return cells;
    }

    private TreemapCell cell(
            String above, String name, FileNode node, long bytes, long whole, int levels) {
        String path = above + "/" + name;
        String size = SizeText.display(bytes);
        double share = whole == 0 ? 0 : (double) bytes / whole;
        if (!(node instanceof Directory directory)) {
            return new TreemapCell(
                    path,
                    name,
                    size,
                    bytes,
                    false,
                    texts.of("contents.treemap.file", name, size, share),
                    List.of());
        }
        Directory inner = directory;
        String label = name;
        String at = path;
        while (inner.count() == 1 && inner.node(0) instanceof Directory only) {
            label = label + "/" + inner.name(0);
            at = at + "/" + inner.name(0);
            inner = only;
        }
        return new TreemapCell(
                at,
                label,
                size,
                bytes,
                true,
                texts.of("contents.treemap.folder", label, size, share, index.sum(inner).files()),
                levels == 0 ? List.of() : cells(at, inner, MOST_INSIDE, levels - 1));
    }
}
