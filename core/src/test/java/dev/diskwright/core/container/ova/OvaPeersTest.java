package dev.diskwright.core.container.ova;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Sources;
import java.io.ByteArrayInputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// What other tools say of our packages, and what we read from theirs.
@Tag("peer")
class OvaPeersTest {
    @TempDir Path folder;

    private BlockSource writeRaw(String name, int seed) throws Exception {
        BlockSource disk = Sources.random(Cases.random(seed), 2_000_384);
        byte[] bytes = disk.bytes(0, (int) disk.size()).toArray(ValueLayout.JAVA_BYTE);
        Files.write(folder.resolve(name), bytes);
        return disk;
    }

    @Test
    void otherToolsTakeItApart() throws Exception {
        Peers.require("7zz", "tar", "qemu-img", "sha256sum", "xmllint");
        BlockSource one = writeRaw("one.img", 1);
        BlockSource two = writeRaw("two.img", 2);
        Path file = folder.resolve("machine.ova");
        Files.write(file, Packages.encode(new Ova(), Map.of(), one, two).bytes());
        Peers.run("7zz", "t", file).ok();
        String listing = Peers.run("tar", "-tf", file).ok();
        assertEquals("machine.ovf\nmachine.mf\nmachine-disk1.vmdk\nmachine-disk2.vmdk\n", listing);
        Peers.run("tar", "-xf", file, "-C", folder).ok();
        Peers.run("xmllint", "--noout", "--nonet", folder.resolve("machine.ovf")).ok();
        String sums = Files.readString(folder.resolve("machine.mf"));
        for (String line : sums.lines().toList()) {
            String name = line.substring(line.indexOf('(') + 1, line.indexOf(')'));
            String sum = Peers.run("sha256sum", folder.resolve(name)).ok();
            assertTrue(line.endsWith(")= " + sum.substring(0, 64)), line);
        }
        for (String disk : List.of("1 one.img", "2 two.img")) {
            Path vmdk = folder.resolve("machine-disk" + disk.charAt(0) + ".vmdk");
            Path raw = folder.resolve(disk.substring(2));
            Peers.run("qemu-img", "check", "-f", "vmdk", vmdk).ok();
            Peers.run("qemu-img", "compare", "-f", "raw", "-F", "vmdk", raw, vmdk).ok();
        }
    }

    @Test
    void packageOfOtherToolsIsRead() throws Exception {
        Peers.require("tar", "qemu-img", "sha1sum");
        BlockSource disk = writeRaw("disk.img", 3);
        for (String format : List.of("vmdk", "vpc", "qcow2")) {
            Path image = folder.resolve("disk." + format);
            var arguments = new ArrayList<Object>(List.of("convert", "-O", format));
            if (format.equals("vpc")) {
                arguments.addAll(List.of("-o", "force_size=on,subformat=dynamic"));
            }
            arguments.addAll(List.of(folder.resolve("disk.img"), image));
            Peers.run("qemu-img", arguments.toArray()).ok();
            String text =
                    Packages.envelope(
                            "ovf:id=\"f\" ovf:href=\"disk.%s\" ovf:size=\"%d\""
                                    .formatted(format, Files.size(image)),
                            "ovf:diskId=\"d\" ovf:fileRef=\"f\" ovf:capacity=\"2000384\"");
            Files.writeString(folder.resolve("m.ovf"), text);
            var sums = new StringBuilder();
            for (String name : List.of("m.ovf", "disk." + format)) {
                String sum = Peers.run("sha1sum", folder.resolve(name)).ok();
                sums.append("SHA1(%s)= %s\n".formatted(name, sum.substring(0, 40)));
            }
            Files.writeString(folder.resolve("m.mf"), sums);
            for (String kind : List.of("ustar", "gnu", "pax")) {
                Path file = folder.resolve("m.ova");
                Peers.run(
                                "tar",
                                "--format=" + kind,
                                "-cf",
                                file,
                                "-C",
                                folder,
                                "m.ovf",
                                "m.mf",
                                "disk." + format)
                        .ok();
                try (HostFile open = HostFile.open(file)) {
                    BlockSource read =
                            new Ova().decode(Packages.FILE, open, Companions.NONE).disk();
                    assertEquals(disk.size(), read.size());
                    int size = (int) disk.size();
                    assertEquals(-1, disk.bytes(0, size).mismatch(read.bytes(0, size)));
                }
                assertEquals(List.of(), Packages.check(Files.readAllBytes(file)));
            }
        }
    }

    /// DMTF's schemas ask for sequences: of the envelope, of the system, and by name in each hardware item.
    @Test
    void elementsComeInTheOrderOfTheSchemas() throws Exception {
        BlockSource disk = BlockSource.zeros(512);
        byte[] text =
                Packages.encode(new Ovf(), Map.of("firmware", "efi", "networks", "2"), disk, disk)
                        .bytes();
        var factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        Element root =
                factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(text))
                        .getDocumentElement();
        assertEquals(
                List.of("References", "DiskSection", "NetworkSection", "VirtualSystem"),
                children(root));
        Element system = child(root, "VirtualSystem");
        assertEquals(
                List.of("Info", "Name", "OperatingSystemSection", "VirtualHardwareSection"),
                children(system));
        Element hardware = child(system, "VirtualHardwareSection");
        List<String> names = children(hardware);
        assertEquals(List.of("Info", "System"), names.subList(0, 2));
        assertEquals("Config", names.getLast());
        assertTrue(names.subList(2, names.size() - 1).stream().allMatch("Item"::equals));
        var instances = new ArrayList<String>();
        for (Node it = hardware.getFirstChild(); it != null; it = it.getNextSibling()) {
            if (it instanceof Element item && item.getLocalName().equals("Item")) {
                assertEquals(children(item).stream().sorted().toList(), children(item));
                instances.add(child(item, "InstanceID").getTextContent());
                assertTrue(children(item).containsAll(List.of("ElementName", "ResourceType")));
            }
        }
        assertEquals(instances.stream().distinct().toList(), instances);
    }

    private static List<String> children(Element parent) {
        var names = new ArrayList<String>();
        for (Node it = parent.getFirstChild(); it != null; it = it.getNextSibling()) {
            if (it instanceof Element element) {
                names.add(element.getLocalName());
            }
        }
        return names;
    }

    private static Element child(Element parent, String name) {
        for (Node it = parent.getFirstChild(); it != null; it = it.getNextSibling()) {
            if (it instanceof Element element && element.getLocalName().equals(name)) {
                return element;
            }
        }
        throw new AssertionError("no " + name);
    }
}
