package dev.diskwright.core.design;

import org.jspecify.annotations.Nullable;

/// Signing what UEFI starts, for Secure Boot with own keys. Programs behind shim keep the signatures they have.
///
/// @param key private RSA key: PEM, or PKCS#12 with its certificate; null signs nothing
/// @param certificate X.509 certificate of a PEM key, PEM or DER
/// @param passphraseFile file whose first line opens a PKCS#12 key
/// @param enrol whether the ESP also gets the files by which firmware in setup mode takes the key, where systemd-boot
///     looks for them: `/loader/keys/auto`
public record BootSecureBoot(
        @Default("null") @Explain("Private key to sign with: PEM, or PKCS#12.")
                @Nullable String key,
        @Default("null") @Explain("Certificate of a PEM key.") @Nullable String certificate,
        @Default("null") @Explain("File whose first line opens a PKCS#12 key.")
                @Nullable String passphraseFile,
        @Default("false") @Explain("Put files to enrol the key on the ESP.") boolean enrol) {
    /// {@return the same with another key}
    public BootSecureBoot withKey(@Nullable String newKey, @Nullable String newCertificate) {
        return new BootSecureBoot(newKey, newCertificate, passphraseFile, enrol);
    }

    /// {@return the same with files to enrol the key or without}
    public BootSecureBoot withEnrol(boolean newEnrol) {
        return new BootSecureBoot(key, certificate, passphraseFile, newEnrol);
    }
}
