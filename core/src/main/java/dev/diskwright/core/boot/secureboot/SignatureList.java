package dev.diskwright.core.boot.secureboot;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.Where;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// EFI_SIGNATURE_LIST: certificates and digests that a variable like `db` holds (UEFI 2.11, section 32.4.1).
public final class SignatureList {
    /// Entries that are X.509 certificates, DER.
    public static final UUID X509 = UUID.fromString("a5c059a1-94e4-4aa7-87b5-ab155c2bf072");

    /// Entries that are SHA-256 digests of programs.
    public static final UUID SHA256 = UUID.fromString("c1c41626-504c-4092-aca9-41f936934328");

    private static final ValueLayout.OfInt U32 = JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final int HEADER = 28;
    private static final int OWNER = 16;

    private SignatureList() {}

    /// An entry.
    ///
    /// @param type [#X509], [#SHA256] or one that is not looked into
    public record Entry(UUID type, UUID owner, MemorySegment data) {}

    /// {@return the lists of these certificates, one each, as firmware and the `.esl` files of other tools have them}
    ///
    /// @param owner GUID that tells who put them there
    public static byte[] ofCertificates(UUID owner, List<X509Certificate> certificates)
            throws IOException {
        var out = new ByteArrayOutputStream();
        for (X509Certificate it : certificates) {
            byte[] der;
            try {
                der = it.getEncoded();
            } catch (CertificateEncodingException e) {
                throw new IOException("a certificate that cannot be encoded", e);
            }
            MemorySegment list = MemorySegment.ofArray(new byte[HEADER + OWNER + der.length]);
            Guids.putMixed(list, 0, X509);
            list.set(U32, 16, (int) list.byteSize());
            list.set(U32, 20, 0);
            list.set(U32, 24, OWNER + der.length);
            Guids.putMixed(list, HEADER, owner);
            MemorySegment.copy(der, 0, list, JAVA_BYTE, HEADER + OWNER, der.length);
            out.writeBytes(list.toArray(JAVA_BYTE));
        }
        return out.toByteArray();
    }

    /// {@return all entries of the lists behind each other}
    ///
    /// @throws CorruptImageException if a size contradicts another
    public static List<Entry> read(Where where, byte[] lists) throws CorruptImageException {
        MemorySegment bytes = MemorySegment.ofArray(lists);
        var entries = new ArrayList<Entry>();
        long at = 0;
        while (at < lists.length) {
            Where list = where.structure("EFI_SIGNATURE_LIST", at);
            if (lists.length - at < HEADER) {
                throw new CorruptImageException(
                        list, (lists.length - at) + " bytes", HEADER + " and more");
            }
            long size = u32(bytes, at + 16);
            long header = u32(bytes, at + 20);
            long each = u32(bytes, at + 24);
            long body = size - HEADER - header;
            if (size > lists.length - at || body < 0 || each <= OWNER || body % each != 0) {
                throw new CorruptImageException(
                        list.field("sizes", 16),
                        "%d bytes, header %d, entries of %d".formatted(size, header, each),
                        "whole entries inside %d bytes".formatted(lists.length - at));
            }
            UUID type = Guids.getMixed(bytes, at);
            for (long entry = at + HEADER + header; entry < at + size; entry += each) {
                entries.add(
                        new Entry(
                                type,
                                Guids.getMixed(bytes, entry),
                                bytes.asSlice(entry + OWNER, each - OWNER).asReadOnly()));
            }
            at += size;
        }
        return entries;
    }

    private static long u32(MemorySegment bytes, long offset) {
        return bytes.get(U32, offset) & 0xffff_ffffL;
    }
}
