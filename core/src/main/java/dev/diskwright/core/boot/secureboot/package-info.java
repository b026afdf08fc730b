/// Secure Boot: signatures of UEFI programs, and the variables that say whose signatures count.
///
/// ```text
/// program       headers │ sections │ padding to 8 bytes │ certificate table: WIN_CERTIFICATE, PKCS#7 SignedData
/// .esl          EFI_SIGNATURE_LIST: type, sizes │ owner, certificate
/// .auth         EFI_VARIABLE_AUTHENTICATION_2: time, PKCS#7 SignedData │ .esl
/// variables     firmware volume header │ variable store header │ variables, each: header, name, data
/// ```
///
/// Follows Microsoft's "Windows Authenticode Portable Executable Signature Format", UEFI 2.11 sections 8.2 and 32.4, and
/// the variable store of EDK II. Signatures are RSA with PKCS#1 v1.5 padding, without time: the same key makes the same
/// bytes.
@NullMarked
package dev.diskwright.core.boot.secureboot;

import org.jspecify.annotations.NullMarked;
