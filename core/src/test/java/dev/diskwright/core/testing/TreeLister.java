package dev.diskwright.core.testing;

import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.DirectorySource;
import dev.diskwright.core.content.FileTree;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Lists a directory in a process of its own, to see it under another locale.
public final class TreeLister {
    private TreeLister() {}

    /// @param arguments the directory
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var top = (Directory) new DirectorySource().read(Path.of(arguments[0]));
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.print(Trees.list(new FileTree(top)));
        out.flush();
    }
}
