/* Stands in for a kernel: tells what a boot loader hands to it, in one line, and powers off.

   It asks for its initial RAM disk as Linux does since 5.8: Load File 2 on the device path that is
   LINUX_EFI_INITRD_MEDIA_GUID alone, first for the size and then for the bytes. */
#include "platform.h"

static const struct efi_guid load_file2 = {
        0x4006c0c1, 0xfcb3, 0x403e, {0x99, 0x6d, 0x4a, 0x6c, 0x87, 0x24, 0xe0, 0x6d}};
static const uint8_t initrd_path[] = {
        0x04, 0x03, 0x14, 0x00, 0x27, 0xe4, 0x68, 0x55, 0xfc, 0x68, 0x3d, 0x4f,
        0xac, 0x74, 0xca, 0x55, 0x52, 0x31, 0xcc, 0x68, 0x7f, 0xff, 0x04, 0x00};

static struct bytes read_initrd(struct efi_boot_services *boot) {
    const void *path = initrd_path;
    efi_handle handle;
    struct efi_load_file2 *provider;
    void *buffer;
    uint64_t size = 0;
    if (boot->locate_device_path(&load_file2, &path, &handle)) return TEXT("none");
    if (boot->handle_protocol(handle, &load_file2, (void **) &provider)) return TEXT("none");
    if (provider->load_file(provider, path, 0, &size, NULL) != EFI_BUFFER_TOO_SMALL) {
        return TEXT("its size is not told");
    }
    if (boot->allocate_pool(EFI_LOADER_DATA, size, &buffer)) return TEXT("no memory");
    size--;
    if (provider->load_file(provider, path, 0, &size, buffer) != EFI_BUFFER_TOO_SMALL) {
        return TEXT("a small buffer is not refused");
    }
    if (provider->load_file(provider, path, 0, &size, buffer)) return TEXT("it cannot be read");
    return (struct bytes){buffer, size};
}

/* UTF-16 to UTF-8, up to its terminator. */
static struct bytes narrow(const char16 *text, uint8_t *to) {
    uint8_t *start = to;
    for (; *text; text++) {
        uint32_t c = *text;
        if (c >= 0xd800 && c < 0xdc00) c = 0x10000 + ((c - 0xd800) << 10) + (*++text - 0xdc00);
        if (c < 0x80) {
            *to++ = (uint8_t) c;
            continue;
        }
        int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        *to++ = (uint8_t) ((0xff00 >> (more + 1)) | (c >> (6 * more)));
        while (more--) *to++ = (uint8_t) (0x80 | ((c >> (6 * more)) & 0x3f));
    }
    return (struct bytes){start, (uint64_t) (to - start)};
}

efi_status EFIAPI entry(efi_handle handle, struct efi_system_table *system) {
    static uint8_t text[4096];
    struct efi_loaded_image *self;
    if (!system->boot->handle_protocol(handle, &efi_loaded_image_protocol, (void **) &self)) {
        struct bytes line[] = {
                TEXT("command line ["), narrow(self->load_options, text),
                TEXT("] initrd ["), read_initrd(system->boot), TEXT("]")};
        say(system, line, 5);
    }
    system->runtime->reset_system(EFI_RESET_SHUTDOWN, EFI_SUCCESS, 0, NULL);
    for (;;) __asm__ volatile("hlt");
}
