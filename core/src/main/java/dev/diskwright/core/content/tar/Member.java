package dev.diskwright.core.content.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.SpecialFile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a header and the extended headers before it say of one file.
///
/// @param header whose place names the member
/// @param path in the archive's tree
/// @param linkName as stored, for links
/// @param names of users and groups
record Member(Header header, Pax pax, String path, String linkName, AccountNames names) {
    private static final int ALL_MODES = 07777;
    private static final String ACCESS = "system.posix_acl_access";

    Where where() {
        return header.where();
    }

    Attributes attributes() throws ImageException {
        byte[] mtime = pax.get("mtime");
        BigDecimal time = mtime == null ? BigDecimal.valueOf(header.mtime()) : seconds(mtime);
        BigDecimal whole = time.setScale(0, RoundingMode.FLOOR);
        int nanos = time.subtract(whole).movePointRight(9).intValue();
        SortedMap<String, byte[]> xattrs = xattrs();
        int mode = (int) (header.mode() & ALL_MODES);
        byte[] text = pax.get("SCHILY.acl.access");
        byte[] acl = text == null ? null : PosixAcl.encode(text, where(), names);
        if (acl != null && !PosixAcl.isMinimal(acl)) {
            xattrs.put(ACCESS, acl);
        }
        return new Attributes(
                acl == null ? mode : PosixAcl.mode(mode, acl),
                owner("uid", header::uid),
                owner("gid", header::gid),
                whole.longValue(),
                nanos,
                xattrs);
    }

    private BigDecimal seconds(byte[] text) throws ImageException {
        String digits = new String(text, ISO_8859_1);
        if (!digits.matches("-?[0-9]{1,18}(\\.[0-9]{0,40})?")) {
            throw new CorruptImageException(
                    where().field("pax mtime", 0), Numbers.shown(text), "seconds");
        }
        return new BigDecimal(digits.endsWith(".") ? digits + "0" : digits);
    }

    private interface Field {
        long value() throws CorruptImageException;
    }

    private long owner(String key, Field field) throws ImageException {
        long owner = pax.number(key, -1, where());
        owner = owner < 0 ? field.value() : owner;
        if (owner >>> 32 != 0) {
            throw new CorruptImageException(
                    where().field(key, 0), Long.toString(owner), "an owner's number of 32 bits");
        }
        return owner;
    }

    private SortedMap<String, byte[]> xattrs() throws ImageException {
        var xattrs = new TreeMap<String, byte[]>();
        for (Map.Entry<String, byte[]> entry : pax.records().entrySet()) {
            String key = new String(entry.getKey().getBytes(ISO_8859_1), UTF_8);
            byte[] value = entry.getValue();
            if (key.startsWith("SCHILY.xattr.")) {
                xattrs.put(key.substring("SCHILY.xattr.".length()), value);
            } else if (key.startsWith("LIBARCHIVE.xattr.")) {
                libarchive(key, value, xattrs);
            } else if (key.equals("SCHILY.acl.default")) {
                xattrs.put("system.posix_acl_default", PosixAcl.encode(value, where(), names));
            } else if (key.equals("RHT.security.selinux")) {
                xattrs.put(
                        "security.selinux", Arrays.copyOf(value, value.length + 1)); // NUL ends it
            }
        }
        return xattrs;
    }

    private void libarchive(String key, byte[] value, SortedMap<String, byte[]> xattrs)
            throws ImageException {
        try {
            String name = URLDecoder.decode(key.substring("LIBARCHIVE.xattr.".length()), UTF_8);
            xattrs.putIfAbsent(name, Base64.getDecoder().decode(value));
        } catch (IllegalArgumentException e) {
            throw new CorruptImageException(
                    where().field("pax " + key, 0), Numbers.shown(value), "base64", e);
        }
    }

    String linkTarget() throws ImageException {
        if (linkName.isEmpty() || linkName.indexOf(0) >= 0) {
            throw new CorruptImageException(
                    where().field("linkname", 157), '"' + linkName + '"', "a link's target");
        }
        return linkName;
    }

    SpecialFile special(SpecialFile.Kind kind) throws ImageException {
        if (kind == SpecialFile.Kind.FIFO) {
            return new SpecialFile(attributes(), kind, 0, 0);
        }
        long major = pax.number("SCHILY.devmajor", -1, where());
        long minor = pax.number("SCHILY.devminor", -1, where());
        major = major < 0 ? header.deviceMajor() : major;
        minor = minor < 0 ? header.deviceMinor() : minor;
        if (major >>> 12 != 0 || minor >>> 20 != 0) {
            throw new UnsupportedImageException(
                    where(), "the device number %d:%d".formatted(major, minor));
        }
        return new SpecialFile(attributes(), kind, (int) major, (int) minor);
    }
}
