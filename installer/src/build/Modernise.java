import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Rewrites classes of a jar that were compiled for Java 5 as classes of Java 8, which means with stack maps: the Java
/// runtime verifies them faster, and only such classes can be kept in its AOT cache. What they do stays the same.
///
/// Arguments: the jar, which is replaced, and the time that its entries get.
final class Modernise {
    /// Class files of this version and later have stack maps.
    private static final int JAVA_6 = 50;

    private static final int JAVA_8 = 52;

    private Modernise() {}

    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        long time = Instant.parse(args[1]).toEpochMilli();
        Path written = jar.resolveSibling(jar.getFileName() + ".new");
        URL address = jar.toUri().toURL();
        try (var source = new JarFile(jar.toFile());
                var loader = new URLClassLoader(new URL[] {address});
                var target = new ZipOutputStream(Files.newOutputStream(written))) {
            ClassHierarchyResolver hierarchy =
                    ClassHierarchyResolver.ofResourceParsing(loader)
                            .orElse(ClassHierarchyResolver.defaultResolver());
            ClassFile classFile =
                    ClassFile.of(
                            StackMapsOption.GENERATE_STACK_MAPS,
                            ClassHierarchyResolverOption.of(hierarchy));
            for (JarEntry entry : Collections.list(source.entries())) {
                byte[] bytes = source.getInputStream(entry).readAllBytes();
                var copy = new ZipEntry(entry.getName());
                copy.setTime(time);
                target.putNextEntry(copy);
                target.write(entry.getName().endsWith(".class") ? of(classFile, bytes) : bytes);
                target.closeEntry();
            }
        }
        Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] of(ClassFile classFile, byte[] bytes) {
        ClassModel old = classFile.parse(bytes);
        if (old.majorVersion() >= JAVA_6) {
            return bytes;
        }
        ClassTransform rewritten =
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                        .andThen(ClassTransform.endHandler(it -> it.withVersion(JAVA_8, 0)));
        return classFile.transformClass(old, rewritten);
    }
}
