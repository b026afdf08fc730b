#include "platform.h"

const struct efi_guid efi_loaded_image_protocol = {
        0x5b1b31a1, 0x9562, 0x11d2, {0x8e, 0x3f, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b}};

/* A 16550 as every PC has it: registers of the first serial port. */
enum { COM1 = 0x3f8, DATA = COM1, INTERRUPTS = COM1 + 1, FIFO = COM1 + 2 };
enum { LINE = COM1 + 3, MODEM = COM1 + 4, STATUS = COM1 + 5 };
enum { LINE_8N1 = 0x03, LINE_DIVISOR = 0x80 };
enum { STATUS_MAY_SEND = 0x20, STATUS_SENT = 0x40 };

static uint8_t in(uint16_t port) {
    uint8_t value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

static void out(uint16_t port, uint8_t value) {
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

/* A port read takes about a microsecond, a character at 9600 baud a millisecond. */
static int serial_wait(uint8_t status) {
    for (int tries = 0; tries < 100000; tries++) {
        if (in(STATUS) & status) return 1;
        __asm__ volatile("pause");
    }
    return 0;
}

/* Whether there is a port; one that the firmware has not set up yet gets 115200 8N1. */
static int serial_open(void) {
    if (in(STATUS) == 0xff) return 0;
    if ((in(LINE) & 0x3f) != LINE_8N1) {
        out(INTERRUPTS, 0);
        out(LINE, LINE_8N1 | LINE_DIVISOR);
        out(DATA, 1);
        out(INTERRUPTS, 0);
        out(LINE, LINE_8N1);
        out(FIFO, 0x07);
        out(MODEM, 0x03);
    }
    return 1;
}

static int serial_put(struct bytes text) {
    for (uint64_t i = 0; i < text.size; i++) {
        if (!serial_wait(STATUS_MAY_SEND)) return 0;
        out(DATA, text.start[i]);
    }
    return 1;
}

static void serial_say(const struct bytes *parts, size_t count) {
    if (!serial_open() || !serial_put(TEXT("\r\n"))) return;
    for (size_t i = 0; i < count; i++) {
        if (!serial_put(parts[i])) return;
    }
    if (serial_put(TEXT("\r\n"))) serial_wait(STATUS_SENT);
}

static void console_put(struct efi_text_output *console, struct bytes text) {
    char16 line[66];
    const uint8_t *at = text.start, *end = at + text.size;
    while (at != end) {
        char16 *to = line;
        while (at != end && to < line + 64) to = put_character(to, next_character(&at, end));
        *to = 0;
        console->output_string(console, line);
    }
}

void say(struct efi_system_table *system, const struct bytes *parts, size_t count) {
    if (system->console_out) {
        console_put(system->console_out, TEXT("\r\n"));
        for (size_t i = 0; i < count; i++) console_put(system->console_out, parts[i]);
        console_put(system->console_out, TEXT("\r\n"));
    }
    serial_say(parts, count);
}

uint32_t next_character(const uint8_t **at, const uint8_t *end) {
    static const uint32_t smallest[] = {0, 0x80, 0x800, 0x10000};
    uint8_t first = *(*at)++;
    if (first < 0x80) return first;
    int more = first >= 0xf0 && first < 0xf8 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc0 || first >= 0xf8 || end - *at < more) return 0xfffd;
    uint32_t character = first & (0x3f >> more);
    for (int i = 0; i < more; i++) {
        if (((*at)[i] & 0xc0) != 0x80) return 0xfffd;
        character = character << 6 | ((*at)[i] & 0x3f);
    }
    if (character < smallest[more] || character > 0x10ffff || (character >> 11) == 0x1b) {
        return 0xfffd;
    }
    *at += more;
    return character;
}

char16 *put_character(char16 *to, uint32_t character) {
    if (character >= 0x10000) {
        *to++ = (char16) (0xd800 + ((character - 0x10000) >> 10));
        character = 0xdc00 + (character & 0x3ff);
    }
    *to++ = (char16) character;
    return to;
}

static uint32_t u16_at(const uint8_t *at) {
    return at[0] | (uint32_t) at[1] << 8;
}

static uint32_t u32_at(const uint8_t *at) {
    return u16_at(at) | u16_at(at + 2) << 16;
}

static int has_name(const uint8_t *header, const char *name) {
    for (int i = 0; i < 8; i++) {
        if (header[i] != (uint8_t) name[i]) return 0;
        if (!name[i]) return 1;
    }
    return 1;
}

struct bytes find_section(const struct efi_loaded_image *image, const char *name) {
    const uint8_t *pe = image->image_base + u32_at(image->image_base + 0x3c);
    uint32_t count = u16_at(pe + 6);
    const uint8_t *header = pe + 24 + u16_at(pe + 20);
    for (; count; count--, header += 40) {
        uint64_t size = u32_at(header + 8), address = u32_at(header + 12);
        if (has_name(header, name) && address + size <= image->image_size) {
            return (struct bytes){image->image_base + address, size};
        }
    }
    return (struct bytes){NULL, 0};
}
