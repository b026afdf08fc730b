/* Starts the Linux kernel that is carried in this image: a unified kernel image's stub.

   The kernel is in section .linux, its command line in .cmdline (UTF-8), its initial RAM disk in
   .initrd. The kernel asks for the RAM disk by the Load File 2 protocol on a device path that is
   nothing but the LINUX_EFI_INITRD_MEDIA_GUID vendor node (Linux 5.8 and later do). The load
   options this image was started with become the command line only where it carries none. */
#include "platform.h"

static const struct efi_guid device_path_protocol = {
        0x09576e91, 0x6d3f, 0x11d2, {0x8e, 0x39, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b}};
static const struct efi_guid load_file2_protocol = {
        0x4006c0c1, 0xfcb3, 0x403e, {0x99, 0x6d, 0x4a, 0x6c, 0x87, 0x24, 0xe0, 0x6d}};
static const struct efi_guid shell_parameters_protocol = {
        0x752f3136, 0x4e16, 0x4fdc, {0xa2, 0x2a, 0xe5, 0xf4, 0x68, 0x12, 0xf4, 0xca}};

static struct __attribute__((packed)) {
    uint8_t type, subtype;
    uint16_t size;
    struct efi_guid vendor;
    uint8_t end_type, end_subtype;
    uint16_t end_size;
} initrd_path = {
        4, 3, 20,
        {0x5568e427, 0x68fc, 0x4f3d, {0xac, 0x74, 0xca, 0x55, 0x52, 0x31, 0xcc, 0x68}},
        0x7f, 0xff, 4};

static struct bytes initrd;

static efi_status EFIAPI load_initrd(
        struct efi_load_file2 *self,
        const void *path,
        uint8_t boot_policy,
        uint64_t *size,
        void *buffer) {
    (void) self;
    if (!size || !path) return EFI_INVALID_PARAMETER;
    if (boot_policy) return EFI_UNSUPPORTED;
    uint64_t room = *size;
    *size = initrd.size;
    if (!buffer || room < initrd.size) return EFI_BUFFER_TOO_SMALL;
    const uint8_t *from = initrd.start;
    uint64_t count = initrd.size;
    __asm__ volatile("rep movsb" : "+D"(buffer), "+S"(from), "+c"(count) : : "memory");
    return EFI_SUCCESS;
}

static struct efi_load_file2 load_file2;

static struct bytes status_name(efi_status status) {
    switch (status) {
        case EFI_LOAD_ERROR: return TEXT("load error");
        case EFI_INVALID_PARAMETER: return TEXT("invalid parameter");
        case EFI_UNSUPPORTED: return TEXT("unsupported");
        case EFI_ERROR(9): return TEXT("out of resources");
        case EFI_NOT_FOUND: return TEXT("not found");
        case EFI_ACCESS_DENIED: return TEXT("access denied: is the kernel signed for Secure Boot?");
        case EFI_ALREADY_STARTED: return TEXT("already started");
        case EFI_SECURITY_VIOLATION:
            return TEXT("security violation: is the kernel signed for Secure Boot?");
        default: return TEXT("EFI status");
    }
}

/* "diskwright stub: WHAT (status name, 0xNN)" */
static efi_status failed(struct efi_system_table *system, struct bytes what, efi_status status) {
    uint8_t digits[] = ", 0x00)";
    for (int i = 0; i < 2; i++) {
        uint8_t digit = (status >> (4 * i)) & 0xf;
        digits[5 - i] = (uint8_t) (digit < 10 ? '0' + digit : 'a' + digit - 10);
    }
    struct bytes parts[] = {
            TEXT("diskwright stub: "), what, TEXT(" ("), status_name(status), {digits, 7}};
    say(system, parts, 5);
    return status;
}

/* A zero-terminated UTF-16 text under construction: first measured (no buffer), then written. */
struct text16 {
    char16 *buffer;
    uint64_t length;
};

static void append(struct text16 *text, uint32_t character) {
    char16 units[2];
    char16 *end = put_character(units, character);
    for (char16 *unit = units; unit != end; unit++) {
        if (text->buffer) text->buffer[text->length] = *unit;
        text->length++;
    }
}

/* A shell passes its whole line as load options; its parameters know where the name ends. It took
   the quotes away; the kernel wants them around a parameter with spaces. */
static void append_arguments(struct text16 *text, const struct efi_shell_parameters *shell) {
    for (uint64_t i = 1; i < shell->argument_count; i++) {
        int quote = 0;
        for (const char16 *c = shell->arguments[i]; *c; c++) quote |= *c == ' ';
        if (i > 1) append(text, ' ');
        if (quote) append(text, '"');
        for (const char16 *c = shell->arguments[i]; *c; c++) append(text, *c);
        if (quote) append(text, '"');
    }
}

/* Some firmware passes binary data of its own here: text starts with a printable character. */
static void append_load_options(struct text16 *text, const struct efi_loaded_image *self) {
    const char16 *options = self->load_options;
    uint32_t count = self->load_options_size / 2;
    if (!options || !count || options[0] < ' ') return;
    for (uint32_t i = 0; i < count && options[i]; i++) append(text, options[i]);
}

static void compose(
        struct text16 *text,
        const struct efi_loaded_image *self,
        const struct efi_shell_parameters *shell) {
    struct bytes own = find_section(self, ".cmdline");
    text->length = 0;
    if (own.start) {
        const uint8_t *at = own.start, *end = at + own.size;
        while (at != end && *at && *at != '\n') append(text, next_character(&at, end));
    } else if (shell) {
        append_arguments(text, shell);
    } else {
        append_load_options(text, self);
    }
    append(text, 0);
}

static efi_status start(
        efi_handle handle, struct efi_system_table *system, const struct efi_loaded_image *self) {
    struct efi_boot_services *boot = system->boot;
    struct bytes linux_image = find_section(self, ".linux");
    if (!linux_image.start) {
        return failed(system, TEXT("this image carries no kernel"), EFI_NOT_FOUND);
    }
    struct efi_shell_parameters *shell = NULL;
    if (boot->handle_protocol(handle, &shell_parameters_protocol, (void **) &shell)) shell = NULL;
    struct text16 options = {NULL, 0};
    compose(&options, self, shell);
    efi_status status =
            boot->allocate_pool(EFI_LOADER_DATA, options.length * 2, (void **) &options.buffer);
    if (status) return failed(system, TEXT("no memory for the command line"), status);
    compose(&options, self, shell);

    efi_handle kernel = NULL;
    struct efi_loaded_image *loaded = NULL;
    status = boot->load_image(0, handle, NULL, linux_image.start, linux_image.size, &kernel);
    if (!status) {
        status = boot->handle_protocol(kernel, &efi_loaded_image_protocol, (void **) &loaded);
    }
    if (status) {
        failed(system, TEXT("the firmware refused the kernel"), status);
        if (kernel) boot->unload_image(kernel);
    } else {
        loaded->load_options = options.buffer;
        loaded->load_options_size = (uint32_t) (options.length * 2);
        status = boot->start_image(kernel, NULL, NULL);
        failed(system, TEXT("the kernel returned"), status);
    }
    boot->free_pool(options.buffer);
    return status;
}

efi_status EFIAPI entry(efi_handle handle, struct efi_system_table *system) {
    struct efi_boot_services *boot = system->boot;
    struct efi_loaded_image *self;
    efi_status status = boot->handle_protocol(handle, &efi_loaded_image_protocol, (void **) &self);
    if (status) return failed(system, TEXT("the firmware does not describe this image"), status);

    initrd = find_section(self, ".initrd");
    if (!initrd.size) return start(handle, system, self);
    load_file2.load_file = load_initrd;
    efi_handle provider = NULL;
    status = boot->install_multiple_protocols(
            &provider,
            &device_path_protocol, &initrd_path,
            &load_file2_protocol, &load_file2,
            NULL);
    if (status) return failed(system, TEXT("the initial RAM disk cannot be offered"), status);
    status = start(handle, system, self);
    boot->uninstall_multiple_protocols(
            provider,
            &device_path_protocol, &initrd_path,
            &load_file2_protocol, &load_file2,
            NULL);
    return status;
}
