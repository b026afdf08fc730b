/* What both UEFI programs share: saying something, and finding the sections of their own image. */
#ifndef DISKWRIGHT_PLATFORM_H
#define DISKWRIGHT_PLATFORM_H

#include "efi.h"

/* A run of bytes in memory; `start` is null for a section that is not there. */
struct bytes {
    const uint8_t *start;
    uint64_t size;
};

/* Says UTF-8 text, on one new line, on the firmware's console and on the first serial port. */
void say(struct efi_system_table *system, const struct bytes *parts, size_t count);

/* The bytes of a string literal, for `say`. */
#define TEXT(literal) ((struct bytes){(const uint8_t *) (literal), sizeof(literal) - 1})

/* Decodes one character of UTF-8 and advances `at`; what is malformed becomes U+FFFD. */
uint32_t next_character(const uint8_t **at, const uint8_t *end);

/* Appends a character as UTF-16 and returns where the next one goes. */
char16 *put_character(char16 *to, uint32_t character);

/* The first section of a loaded PE image with exactly this name (at most 8 bytes). */
struct bytes find_section(const struct efi_loaded_image *image, const char *name);

extern const struct efi_guid efi_loaded_image_protocol;

#endif
