package dev.diskwright.core.vm.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class LibvirtDomainTest {
    @TempDir private Path folder;

    private static Document parse(String text) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(text.getBytes(UTF_8)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static String value(Document document, String path) {
        try {
            return XPathFactory.newInstance().newXPath().evaluate(path, document);
        } catch (XPathExpressionException e) {
            throw new AssertionError(path, e);
        }
    }

    private static List<String> rest(Document document) {
        var all = new ArrayList<String>();
        var nodes = document.getElementsByTagName("qemu:arg");
        for (int i = 0; i < nodes.getLength(); i++) {
            all.add(((Element) nodes.item(i)).getAttribute("value"));
        }
        return all;
    }

    @Test
    void whatLibvirtKnowsBecomesElements() throws IOException {
        Document it = parse(new LibvirtDomain().export(Machines.full()).text());
        assertEquals("full", value(it, "/domain/name"));
        assertEquals("qemu", value(it, "/domain/@type"));
        assertEquals("768", value(it, "/domain/memory[@unit='MiB']"));
        assertEquals("2", value(it, "/domain/vcpu"));
        assertEquals("/fw/code.fd", value(it, "/domain/os/loader[@secure='yes'][@type='pflash']"));
        assertEquals("/base/vars.fd", value(it, "/domain/os/nvram"));
        assertEquals("/base/vmlinuz", value(it, "/domain/os/kernel"));
        assertEquals("console=ttyS0&<'quote'", value(it, "/domain/os/cmdline"));
        assertEquals("on", value(it, "/domain/features/smm/@state"));
        String disk = "/domain/devices/disk[serial='%s']";
        assertEquals("1", value(it, disk.formatted("root") + "/boot/@order"));
        assertEquals("/base/full.qcow2", value(it, disk.formatted("root") + "/source/@file"));
        assertEquals("scsi", value(it, disk.formatted("logs") + "/target/@bus"));
        assertEquals("4001", value(it, "/domain/devices/interface[@type='mcast']/source/@port"));
        assertEquals("e1000", value(it, "/domain/devices/interface[@type='user']/model/@type"));
        assertEquals(
                "/base/s", value(it, "/domain/devices/filesystem[target/@dir='src']/source/@dir"));
        assertEquals(
                "/base/f",
                value(it, "/domain/devices/filesystem[driver/@type='virtiofs']/source/@dir"));
        assertEquals("memfd", value(it, "/domain/memoryBacking/source/@type"));
        assertEquals("tpm-tis", value(it, "/domain/devices/tpm/@model"));
        assertEquals("virtio", value(it, "/domain/devices/rng/@model"));
        assertEquals("keyboard", value(it, "/domain/devices/input[@bus='virtio']/@type"));
        assertEquals("org.qemu.guest_agent.0", value(it, "/domain/devices/channel/target/@name"));
        assertEquals("pty", value(it, "/domain/devices/serial/@type"));
        assertEquals("vnc", value(it, "/domain/devices/graphics/@type"));
    }

    @Test
    void whatItDoesNotKnowFollowsAsItIsAndIsTold() throws IOException {
        Exported it = new LibvirtDomain().export(Machines.full());
        assertEquals(
                List.of(
                        "-netdev",
                        "user,id=user.0,hostfwd=tcp::2222-:22",
                        "-device",
                        "virtio-net-pci,netdev=user.0,mac=52:54:00:11:00:0a",
                        "-drive",
                        "file=data0.qcow2,format=qcow2,id=drive2,if=none,index=2",
                        "-device",
                        "nvme,drive=drive2,serial=data0",
                        "-rtc",
                        "base=utc"),
                rest(parse(it.text())));
        assertTrue(
                it.remarks().getLast().endsWith(": -device, -drive, -netdev, -rtc"), it.toString());
    }

    @Test
    void multicastThatStaysOnThisHostIsNotLetOut() throws IOException {
        ExportedMachine machine =
                Machines.of(
                        Design.of("x", Preset.EFI),
                        "-netdev",
                        "socket,id=v,mcast=230.0.0.1:4001,localaddr=127.0.0.1",
                        "-device",
                        "virtio-net-pci,netdev=v");
        assertEquals(machine.tokens(), rest(parse(new LibvirtDomain().export(machine).text())));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void everyTextSurvives(long seed) throws IOException {
        Random random = Cases.random(seed);
        var tokens = new ArrayList<>(List.of("-unknown", "x" + Machines.text(random)));
        String command = "x" + Machines.text(random);
        tokens.addAll(List.of("-kernel", "k", "-append", command));
        Design design = Design.of("n" + Machines.text(random), Preset.EFI);
        ExportedMachine machine = Machines.of(design, tokens.toArray(String[]::new));
        Document it = parse(new LibvirtDomain().export(machine).text());
        assertEquals(tokens.subList(0, 2), rest(it));
        assertEquals(command, value(it, "/domain/os/cmdline"));
    }

    @Test
    void charactersThatXmlCannotHoldAreRefused() {
        for (String text : List.of("a\0", "\u0001", "\ufffe", "\ud800")) {
            ExportedMachine machine = Machines.of(Design.of("x", Preset.EFI), "-unknown", text);
            assertThrows(ExportException.class, () -> new LibvirtDomain().export(machine));
        }
    }

    @Test
    @Tag("peer")
    void schemaAcceptsIt() throws IOException {
        Peers.require("virt-xml-validate", "xmllint");
        Peers.requireFile("/usr/share/libvirt/schemas/domain.rng");
        String text = new LibvirtDomain().export(Machines.full()).text();
        Path file = Files.writeString(folder.resolve("full.xml"), text);
        Peers.run("virt-xml-validate", file, "domain").ok();
    }
}
