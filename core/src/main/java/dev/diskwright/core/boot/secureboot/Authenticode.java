package dev.diskwright.core.boot.secureboot;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.boot.PeLayout;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;

/// Signs UEFI programs (Authenticode, "PE Image Signature").
public final class Authenticode {
    static final ASN1ObjectIdentifier INDIRECT_DATA =
            new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.4");
    private static final ASN1ObjectIdentifier PE_IMAGE =
            new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.15");

    private static final ValueLayout.OfShort U16 = JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final int CERTIFICATE_HEADER = 8;
    private static final int ALIGNMENT = 8;
    private static final short REVISION_2 = 0x200;
    private static final short PKCS_SIGNED_DATA = 2;

    private Authenticode() {}

    /// {@return the program with a signature, behind those it may have} It is read once, for the digest.
    ///
    /// @throws CorruptImageException if a header is damaged
    /// @throws UnsupportedImageException if signatures are not at its end
    /// @throws DoesNotFitException if it is larger than a PE file can be
    public static BlockSource sign(BootInput program, SigningKey key) throws IOException {
        PeLayout layout = PeLayout.read(program.where(), program.bytes());
        long certificates = layout.certificatesOffset();
        long end = certificates == 0 ? align(program.bytes().size()) : certificates;
        BlockSource padded = padded(layout.withoutCertificates(), end);
        byte[] digest = layout.sha256(padded);
        byte[] signature = Cms.around(key, INDIRECT_DATA, content(digest));

        int length = (int) align(CERTIFICATE_HEADER + signature.length);
        MemorySegment entry = MemorySegment.ofArray(new byte[length]);
        entry.set(U32, 0, length);
        entry.set(U16, 4, REVISION_2);
        entry.set(U16, 6, PKCS_SIGNED_DATA);
        MemorySegment.copy(
                signature, 0, entry, ValueLayout.JAVA_BYTE, CERTIFICATE_HEADER, signature.length);
        long before = align(layout.certificatesSize());
        if (end + before + length > 0xffff_ffffL) {
            throw new DoesNotFitException(program.where(), end + before + length, 0xffff_ffffL);
        }
        MemorySegment headers = layout.headers(end, before + length);
        var whole = Composition.ofSize(end + before + length);
        whole.place(0, BlockSource.of(headers));
        whole.place(headers.byteSize(), padded.slice(headers.byteSize(), end - headers.byteSize()));
        if (certificates != 0) {
            whole.place(end, program.bytes().slice(certificates, layout.certificatesSize()));
        }
        whole.place(end + before, BlockSource.of(entry));
        return whole.build();
    }

    private static BlockSource padded(BlockSource source, long size) {
        return source.size() == size ? source : Composition.ofSize(size).place(0, source).build();
    }

    private static long align(long size) {
        return (size + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /// {@return SpcIndirectDataContent: what kind of thing was signed, and its digest}
    private static DERSequence content(byte[] digest) {
        var file = new DERTaggedObject(false, 0, new DERBMPString(""));
        var link = new DERTaggedObject(true, 2, file);
        var image = sequence(new DERBitString(new byte[0]), new DERTaggedObject(true, 0, link));
        var algorithm = sequence(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
        return sequence(sequence(PE_IMAGE, image), sequence(algorithm, new DEROctetString(digest)));
    }

    private static DERSequence sequence(
            org.bouncycastle.asn1.ASN1Encodable first, org.bouncycastle.asn1.ASN1Encodable second) {
        var elements = new ASN1EncodableVector();
        elements.add(first);
        elements.add(second);
        return new DERSequence(elements);
    }
}
