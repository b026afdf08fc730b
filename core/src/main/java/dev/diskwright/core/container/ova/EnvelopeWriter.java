package dev.diskwright.core.container.ova;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Writes a descriptor (DSP0243 1.1), elements in the order that DMTF's schemas ask for.
///
/// @param machine that it describes
/// @param parts its disks
record EnvelopeWriter(Machine machine, List<Part> parts) {
    private static final String DISK_FORMAT =
            "http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized";
    private static final int DISKS_PER_CONTROLLER = 15;
    private static final int CONTROLLERS = 4;

    /// Disks that the machine's controllers have room for.
    static final int MOST_DISKS = CONTROLLERS * DISKS_PER_CONTROLLER;

    /// A disk.
    ///
    /// @param id what refers to it
    /// @param file its file's name
    /// @param size of the file in bytes
    /// @param capacity of the disk in bytes
    /// @param populated bytes of the disk that are not zero, as far as grains tell
    record Part(String id, String file, long size, long capacity, long populated) {}

    EnvelopeWriter {
        parts = List.copyOf(parts);
    }

    /// {@return the document}
    String text() {
        var files = new StringBuilder();
        var disks = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            Part it = parts.get(i);
            int number = i + 1;
            files.append("    <ovf:File")
                    .append(attribute("id", "file" + number))
                    .append(attribute("href", it.file()))
                    .append(attribute("size", it.size()))
                    .append("/>\n");
            disks.append("    <ovf:Disk")
                    .append(attribute("diskId", it.id()))
                    .append(attribute("fileRef", "file" + number))
                    .append(attribute("capacity", it.capacity()))
                    .append(attribute("capacityAllocationUnits", "byte"))
                    .append(attribute("populatedSize", it.populated()))
                    .append(attribute("format", DISK_FORMAT))
                    .append("/>\n");
        }
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <ovf:Envelope xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"\
         xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"\
         xmlns:vssd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData"\
         xmlns:vmw="http://www.vmware.com/schema/ovf">
          <ovf:References>
        %s  </ovf:References>
          <ovf:DiskSection>
            <ovf:Info>Virtual disks</ovf:Info>
        %s  </ovf:DiskSection>
        %s  <ovf:VirtualSystem ovf:id="vm">
            <ovf:Info>A virtual machine</ovf:Info>
            <ovf:Name>%s</ovf:Name>
            <ovf:OperatingSystemSection ovf:id="%d" vmw:osType="%s">
              <ovf:Info>The operating system that it is meant for</ovf:Info>
              <ovf:Description>%s</ovf:Description>
            </ovf:OperatingSystemSection>
            <ovf:VirtualHardwareSection>
              <ovf:Info>Virtual hardware</ovf:Info>
              <ovf:System>
                <vssd:ElementName>Virtual Hardware Family</vssd:ElementName>
                <vssd:InstanceID>0</vssd:InstanceID>
                <vssd:VirtualSystemIdentifier>%s</vssd:VirtualSystemIdentifier>
                <vssd:VirtualSystemType>vmx-10</vssd:VirtualSystemType>
              </ovf:System>
        %s%s    </ovf:VirtualHardwareSection>
          </ovf:VirtualSystem>
        </ovf:Envelope>
        """
                .formatted(
                        files,
                        disks,
                        networkSection(),
                        escape(machine.name()),
                        machine.system().number(),
                        machine.system().vmware(),
                        machine.system().title(),
                        escape(machine.name()),
                        hardware(),
                        machine.efi()
                                ? "      <vmw:Config ovf:required=\"false\" vmw:key=\"firmware\""
                                        + " vmw:value=\"efi\"/>\n"
                                : "");
    }

    private String networkSection() {
        if (machine.networks().isEmpty()) {
            return "";
        }
        var text = new StringBuilder("  <ovf:NetworkSection>\n    <ovf:Info>Networks</ovf:Info>\n");
        for (String it : new LinkedHashSet<>(machine.networks())) {
            text.append("    <ovf:Network ovf:name=\"%s\"/>\n".formatted(escape(it)));
        }
        return text.append("  </ovf:NetworkSection>\n").toString();
    }

    private String hardware() {
        var items = new Items();
        items.add(
                "AllocationUnits", "hertz * 10^6",
                "Description", "Processors",
                "ElementName", machine.processors() + " virtual CPU(s)",
                "ResourceType", "3",
                "VirtualQuantity", machine.processors());
        items.add(
                "AllocationUnits", "byte * 2^20",
                "Description", "Memory",
                "ElementName", machine.memory() + " MiB of memory",
                "ResourceType", "4",
                "VirtualQuantity", machine.memory());
        int controller = 0;
        for (int i = 0; i < parts.size(); i++) {
            int unit = i % DISKS_PER_CONTROLLER;
            int bus = i / DISKS_PER_CONTROLLER;
            if (unit == 0) {
                controller =
                        items.add(
                                "Address", bus,
                                "Description", "SCSI controller",
                                "ElementName", "SCSI controller " + bus,
                                "ResourceSubType", "lsilogic",
                                "ResourceType", "6");
            }
            items.add(
                    "AddressOnParent",
                    unit < 7 ? unit : unit + 1, // 7 is the controller itself
                    "Description",
                    "Disk",
                    "ElementName",
                    "Hard disk " + (i + 1),
                    "HostResource",
                    "ovf:/disk/" + parts.get(i).id(),
                    "Parent",
                    controller,
                    "ResourceType",
                    "17");
        }
        int card = 0;
        for (String it : machine.networks()) {
            items.add(
                    "AddressOnParent", 7 + card++,
                    "AutomaticAllocation", "true",
                    "Connection", it,
                    "Description", "Network card",
                    "ElementName", "Ethernet " + card,
                    "ResourceSubType", "E1000",
                    "ResourceType", "10");
        }
        return items.text();
    }

    /// Hardware items, numbered.
    private static final class Items {
        private final StringBuilder text = new StringBuilder();
        private int instance;

        /// @param properties names and values in turn, in the order of their names, as the schema wants them
        /// @return the item's number
        int add(Object... properties) {
            instance++;
            text.append("      <ovf:Item>\n");
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < properties.length; i += 2) {
                lines.add(line(properties[i].toString(), properties[i + 1].toString()));
            }
            lines.add(line("InstanceID", Integer.toString(instance)));
            lines.stream().sorted().forEach(text::append);
            text.append("      </ovf:Item>\n");
            return instance;
        }

        private static String line(String name, String value) {
            return "        <rasd:%s>%s</rasd:%s>\n".formatted(name, escape(value), name);
        }

        String text() {
            return text.toString();
        }
    }

    private static String attribute(String name, Object value) {
        return " ovf:%s=\"%s\"".formatted(name, escape(value.toString()));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
