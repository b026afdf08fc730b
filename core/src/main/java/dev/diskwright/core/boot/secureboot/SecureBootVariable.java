package dev.diskwright.core.boot.secureboot;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.diskwright.core.bytes.Guids;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/// A variable that says whose signatures count (UEFI 2.11, section 32.3).
public enum SecureBootVariable {
    /// The platform's owner, who may change [#KEK].
    PK("PK", "8be4df61-93ca-11d2-aa0d-00e098032b8c"),
    /// Who may change [#DB] and [#DBX].
    KEK("KEK", "8be4df61-93ca-11d2-aa0d-00e098032b8c"),
    /// Whose programs are started.
    DB("db", "d719b2cb-3d3a-4596-a3bc-dad00e67656f"),
    /// What is not started, whoever has signed it.
    DBX("dbx", "d719b2cb-3d3a-4596-a3bc-dad00e67656f");

    /// Kept, for boot and run time, changed by signed writes with a time.
    static final int ATTRIBUTES = 0x27;

    static final int TIME_SIZE = 16;

    private static final UUID PKCS7 = UUID.fromString("4aafd29d-68df-49ee-8aa9-347d375665a7");
    private static final ValueLayout.OfShort U16 = JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final int CERTIFICATE_HEADER = 24;
    private static final short REVISION_2 = 0x200;
    private static final short UEFI_GUID = 0x0ef1;

    private final String variable;
    private final UUID vendor;

    SecureBootVariable(String variable, String vendor) {
        this.variable = variable;
        this.vendor = UUID.fromString(vendor);
    }

    /// {@return its name: `db`}
    public String variable() {
        return variable;
    }

    /// {@return the GUID that its name belongs to}
    public UUID vendor() {
        return vendor;
    }

    /// {@return the `.auth` file by which firmware that has `signer` enrolled takes these lists}
    ///
    /// @param lists as [SignatureList] makes them
    /// @param timestamp in seconds since 1970; has to be later than that of what the variable holds
    public byte[] update(byte[] lists, SigningKey signer, long timestamp) throws IOException {
        byte[] time = time(timestamp);
        byte[] name = variable.getBytes(UTF_16LE);
        MemorySegment signed =
                MemorySegment.ofArray(new byte[name.length + 16 + 4 + TIME_SIZE + lists.length]);
        MemorySegment.copy(name, 0, signed, JAVA_BYTE, 0, name.length);
        long at = name.length;
        Guids.putMixed(signed, at, vendor);
        signed.set(U32, at + 16, ATTRIBUTES);
        MemorySegment.copy(time, 0, signed, JAVA_BYTE, at + 20, TIME_SIZE);
        MemorySegment.copy(lists, 0, signed, JAVA_BYTE, at + 20 + TIME_SIZE, lists.length);
        byte[] signature = Cms.beside(signer, signed.toArray(JAVA_BYTE));

        int length = CERTIFICATE_HEADER + signature.length;
        MemorySegment file = MemorySegment.ofArray(new byte[TIME_SIZE + length + lists.length]);
        MemorySegment.copy(time, 0, file, JAVA_BYTE, 0, TIME_SIZE);
        file.set(U32, TIME_SIZE, length);
        file.set(U16, TIME_SIZE + 4, REVISION_2);
        file.set(U16, TIME_SIZE + 6, UEFI_GUID);
        Guids.putMixed(file, TIME_SIZE + 8, PKCS7);
        MemorySegment.copy(
                signature, 0, file, JAVA_BYTE, TIME_SIZE + CERTIFICATE_HEADER, signature.length);
        MemorySegment.copy(lists, 0, file, JAVA_BYTE, TIME_SIZE + length, lists.length);
        return file.toArray(JAVA_BYTE);
    }

    /// {@return EFI_TIME in UTC, without fractions}
    static byte[] time(long timestamp) {
        LocalDateTime it = LocalDateTime.ofEpochSecond(timestamp, 0, ZoneOffset.UTC);
        if (it.getYear() < 1900 || it.getYear() > 9999) {
            throw new IllegalArgumentException("UEFI has no time in the year " + it.getYear());
        }
        MemorySegment time = MemorySegment.ofArray(new byte[TIME_SIZE]);
        time.set(U16, 0, (short) it.getYear());
        time.set(JAVA_BYTE, 2, (byte) it.getMonthValue());
        time.set(JAVA_BYTE, 3, (byte) it.getDayOfMonth());
        time.set(JAVA_BYTE, 4, (byte) it.getHour());
        time.set(JAVA_BYTE, 5, (byte) it.getMinute());
        time.set(JAVA_BYTE, 6, (byte) it.getSecond());
        return time.toArray(JAVA_BYTE);
    }
}
