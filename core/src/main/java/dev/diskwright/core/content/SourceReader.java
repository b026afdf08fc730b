package dev.diskwright.core.content;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.HostErrors;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.block.HostPaths;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.content.cpio.CpioSource;
import dev.diskwright.core.content.oci.OciSource;
import dev.diskwright.core.content.packages.DebSource;
import dev.diskwright.core.content.packages.RpmSource;
import dev.diskwright.core.content.tar.TarSource;
import dev.diskwright.core.content.zip.ZipSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/// Reads the source of one entry of a list of contents.
///
/// - A source that is a directory becomes the target itself; so does any file, except an archive, which is unpacked
///   at the target: a tar archive under any name, zip and cpio archives and packages of Debian and RPM under names that say so. A link that is named as a
///   source is followed.
/// - A directory or archive that is an OCI image layout, or an archive that `docker save` wrote, gives the files that a
///   container of the image would see.
/// - Of a source with wildcards (see [Glob]) each match goes below the target under its own name, as it is: links stay
///   links and archives stay files. A path that exists as it is written is not taken for a pattern.
/// - A file that holds a file system, or a disk with some, gives the files of that if the entry names a partition or a path
///   in it, or if its target ends with a slash and so cannot be a file.
/// - A path chooses what of all this is meant.
/// - A text in place of a source is a file of root's, mode 0644, in UTF-8.
public final class SourceReader {
    private final ContentSpec spec;
    private final Path base;
    private final long seconds;
    private final Scratch scratch;
    private final Images images;
    private final SourceWatch watch = new SourceWatch();
    private final List<ContentProblem> problems = new ArrayList<>();
    private boolean folder; // or an archive
    private boolean container;
    private boolean partition; // or a bare file system

    private SourceReader(
            ContentSpec spec, Path base, long seconds, Scratch scratch, Images images) {
        this.images = images;
        this.spec = spec;
        this.base = base;
        this.seconds = seconds;
        this.scratch = scratch;
    }

    /// {@return what the source of `spec` holds} Directories and archives are read; the contents of files are read when
    /// used, so `scratch` must stay open as long as they are.
    ///
    /// @param base what sources are relative to
    /// @param seconds time of directories that are only implied, since 1970-01-01 UTC
    /// @param scratch where compressed archives are unpacked
    /// @param images reads file systems
    public static SourceFiles read(
            ContentSpec spec, Path base, long seconds, Scratch scratch, Images images)
            throws IOException, InterruptedException {
        var reader = new SourceReader(spec, base.toAbsolutePath(), seconds, scratch, images);
        Map<String, FileNode> files = Map.of();
        try {
            files = reader.files();
        } catch (ImageException e) {
            reader.problems.add(
                    new ContentProblem(0, "source", Objects.toString(e.getMessage()), e));
        } catch (PatternSyntaxException e) {
            reader.problem("the pattern is wrong: " + e.getDescription());
        }
        return new SourceFiles(files, reader.problems, reader.watch);
    }

    private void problem(String sentence) {
        problems.add(new ContentProblem(0, "source", sentence, null));
    }

    private Map<String, FileNode> files() throws IOException, InterruptedException {
        if (spec.text() != null) {
            BlockSource content = BlockSource.of(FileNames.encode(spec.text()));
            Attributes attributes = Attributes.root(0644, seconds);
            return Map.of(SourceFiles.WHOLE, new RegularFile(attributes, content));
        }
        String source = spec.source();
        if (source.isEmpty() || source.indexOf(0) >= 0) {
            problem("\"%s\" is no path".formatted(source));
            return Map.of();
        }
        Path path = HostPaths.resolve(base, FileNames.encode(source));
        if (Glob.isPattern(source) && !Files.exists(path)) {
            return matches();
        }
        Path plain =
                Files.exists(path)
                        ? path
                        : HostPaths.resolve(base, FileNames.encode(Glob.unescaped(source)));
        watch.name(plain);
        return Map.of(SourceFiles.WHOLE, single(plain));
    }

    private Map<String, FileNode> matches() throws IOException, InterruptedException {
        List<Path> matches;
        try {
            matches = Glob.matches(base, spec.source());
        } catch (IOException e) {
            watch.match(base, spec.source(), List.of());
            throw e;
        }
        watch.match(base, spec.source(), matches);
        matches.forEach(watch::name);
        if (matches.isEmpty()) {
            problem("nothing matches \"%s\"".formatted(spec.source()));
        }
        missed();
        var files = new LinkedHashMap<String, FileNode>();
        var source = new DirectorySource(watch);
        for (Path match : matches) {
            String name = FileNames.decode(HostPaths.nameBytes(match));
            if (files.put(name, source.read(match)) != null) {
                problem("two matches have the name \"%s\"".formatted(name));
            }
        }
        return files;
    }

    private FileNode single(Path path) throws IOException, InterruptedException {
        Path real = path;
        if (Files.isSymbolicLink(path)) {
            try {
                real = path.toRealPath();
            } catch (IOException e) {
                throw HostErrors.reading(path, e);
            }
        }
        FileNode node = new DirectorySource(watch).read(real);
        FileNode whole =
                switch (node) {
                    case Directory it -> container(new FileTree(it)).root();
                    case RegularFile _ -> opened(node, real);
                    case SymbolicLink _, SpecialFile _ -> node;
                };
        missed();
        return whole instanceof Directory it ? part(it) : whole;
    }

    /// {@return what is in a file: an archive or a file system; the file itself if it is neither} What is a file system is taken
    /// for one only where the entry says so, as many images carry others as files.
    private FileNode opened(FileNode node, Path path) throws IOException, InterruptedException {
        Selection selection = spec.selection();
        HostFile file = scratch.open(path);
        Optional<FileTree> files = selection.partition() == null ? archive(file) : Optional.empty();
        if (files.isPresent()) {
            return container(files.get()).root();
        }
        if (selection.partition() != null || selection.path() != null || spec.isFolder()) {
            files = images.read(path, spec.source(), file, selection.partition());
        }
        if (files.isPresent()) {
            partition = true;
            return files.get().root();
        }
        scratch.release(file);
        return node;
    }

    private FileNode part(Directory whole) {
        String path = spec.selection().path();
        if (path == null) {
            return whole;
        }
        FileNode part = Accounts.follow(new FileTree(whole), path);
        if (part == null) {
            String sentence = "%s has no %s".formatted(spec.source(), path);
            problems.add(new ContentProblem(0, "path", sentence, null));
        }
        return part == null ? whole : part;
    }

    /// {@return what a container would see of files that are an image of it; the files themselves if they are none}
    private FileTree container(FileTree files) throws IOException, InterruptedException {
        Selection selection = spec.selection();
        Optional<FileTree> image =
                OciSource.read(
                        spec.source(),
                        files,
                        scratch,
                        seconds,
                        selection.reference(),
                        selection.platform(),
                        selection.architecture());
        container = image.isPresent();
        folder = true;
        return image.orElse(files);
    }

    /// Tells of what was asked for and is not of this kind.
    private void missed() {
        Selection it = spec.selection();
        if (!container && it.reference() != null) {
            missed("reference", "no image of containers to choose from");
        } else if (!container && it.platform() != null) {
            missed("platform", "no image of containers to choose from");
        } else if (!partition && it.partition() != null) {
            missed("partition", "no image of a disk");
        } else if (!partition && !folder && it.path() != null) {
            missed("path", "no directory, archive or file system");
        }
    }

    private void missed(String field, String what) {
        String sentence = "%s is %s".formatted(spec.source(), what);
        problems.add(new ContentProblem(0, field, sentence, null));
    }

    private Optional<FileTree> archive(HostFile file) throws IOException, InterruptedException {
        String name = spec.source();
        Optional<FileTree> named = ZipSource.read(name, file, scratch, seconds);
        if (named.isEmpty()) {
            named = CpioSource.read(name, file, scratch, seconds);
        }
        if (named.isEmpty()) {
            named = DebSource.read(name, file, scratch, seconds);
        }
        if (named.isEmpty()) {
            named = RpmSource.read(name, file, scratch, seconds);
        }
        return named.isPresent() ? named : TarSource.read(name, file, scratch, seconds);
    }
}
