package dev.diskwright.core.container.packed;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Output;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Images in a zip archive, which are read only.
public final class Zip implements ContainerFormat {
    private static final int MAGIC = 0x04034b50; // of a member
    private static final int MAGIC_EMPTY = 0x06054b50; // of the end of the directory

    @Override
    public String name() {
        return "zip";
    }

    @Override
    public String title() {
        return "Images in a zip archive";
    }

    @Override
    public List<String> extensions() {
        return List.of("zip");
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public boolean holdsSeveral() {
        return true;
    }

    @Override
    public boolean recognises(BlockSource file) throws IOException {
        if (file.size() < 4) {
            return false;
        }
        int magic =
                file.bytes(0, 4)
                        .get(
                                ValueLayout.JAVA_INT_UNALIGNED.withOrder(
                                        java.nio.ByteOrder.LITTLE_ENDIAN),
                                0);
        return magic == MAGIC || magic == MAGIC_EMPTY;
    }

    @Override
    public Container decode(Where where, BlockSource file, Companions companions)
            throws IOException {
        var disks = new ArrayList<Container.Disk>();
        var attachments = new ArrayList<Container.Attachment>();
        var facts = new ArrayList<Container.Fact>();
        List<ZipMember> members = ZipMember.all(where, file);
        List<ZipMember> images = ZipMember.images(where, members);
        for (ZipMember member : images) {
            Container inside =
                    Inside.decode(member.where(), member.open(), member.compression(), companions);
            String prefix = images.size() == 1 ? "" : member.name();
            for (Container.Disk it : inside.disks()) {
                String name =
                        prefix.isEmpty() || it.name().isEmpty()
                                ? prefix + it.name()
                                : prefix + "/" + it.name();
                disks.add(new Container.Disk(name, it.size(), it.opening()));
            }
            if (images.size() == 1) {
                facts.add(new Container.Fact("member", member.name()));
                facts.addAll(inside.facts());
                attachments.addAll(inside.attachments());
            }
        }
        for (ZipMember member : members) {
            if (!images.contains(member) && member.isSmall()) {
                attachments.add(new Container.Attachment(member.fileName(), member.open()));
            }
        }
        return new Container(disks, facts, attachments);
    }

    @Override
    public Encoder encoder(Output output) throws IOException {
        throw new UnsupportedImageException(Where.file(output.target().name()), "writing zip");
    }

    @Override
    public void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        try {
            for (ZipMember member : ZipMember.images(where, ZipMember.all(where, file))) {
                try {
                    Inside.check(member.where(), member.check(findings), companions, findings);
                } catch (ImageException e) {
                    findings.accept(Finding.of(e));
                }
            }
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }
}
