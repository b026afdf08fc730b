/* The part of the UEFI specification (2.10) that our boot programs use: names and order are the
   specification's; members we never touch are untyped slots that only keep the offsets right. */
#ifndef DISKWRIGHT_EFI_H
#define DISKWRIGHT_EFI_H

#include <stddef.h>
#include <stdint.h>

#define EFIAPI __attribute__((ms_abi))

typedef uint64_t efi_status;
typedef void *efi_handle;
typedef uint16_t char16;
typedef void *slot;

#define EFI_ERROR(code) (0x8000000000000000ULL | (code))
#define EFI_SUCCESS 0
#define EFI_LOAD_ERROR EFI_ERROR(1)
#define EFI_INVALID_PARAMETER EFI_ERROR(2)
#define EFI_UNSUPPORTED EFI_ERROR(3)
#define EFI_BUFFER_TOO_SMALL EFI_ERROR(5)
#define EFI_NOT_FOUND EFI_ERROR(14)
#define EFI_ACCESS_DENIED EFI_ERROR(15)
#define EFI_ALREADY_STARTED EFI_ERROR(20)
#define EFI_SECURITY_VIOLATION EFI_ERROR(26)

struct efi_guid {
    uint32_t a;
    uint16_t b, c;
    uint8_t d[8];
};

struct efi_table_header {
    uint64_t signature;
    uint32_t revision, header_size, crc32, reserved;
};

/* Section 4.4, EFI Boot Services Table. */
struct efi_boot_services {
    struct efi_table_header header;
    slot raise_tpl, restore_tpl;
    slot allocate_pages, free_pages, get_memory_map;
    efi_status(EFIAPI *allocate_pool)(uint32_t type, uint64_t size, void **buffer);
    efi_status(EFIAPI *free_pool)(void *buffer);
    slot create_event, set_timer, wait_for_event, signal_event, close_event, check_event;
    slot install_protocol, reinstall_protocol, uninstall_protocol;
    efi_status(EFIAPI *handle_protocol)(efi_handle, const struct efi_guid *, void **);
    slot reserved, register_protocol_notify, locate_handle;
    efi_status(EFIAPI *locate_device_path)(const struct efi_guid *, const void **, efi_handle *);
    slot install_configuration_table;
    efi_status(EFIAPI *load_image)(
            uint8_t boot_policy,
            efi_handle parent,
            const void *path,
            const void *source,
            uint64_t source_size,
            efi_handle *image);
    efi_status(EFIAPI *start_image)(efi_handle, uint64_t *exit_data_size, char16 **exit_data);
    slot exit;
    efi_status(EFIAPI *unload_image)(efi_handle);
    slot exit_boot_services, get_next_monotonic_count, stall;
    efi_status(EFIAPI *set_watchdog_timer)(
            uint64_t seconds, uint64_t code, uint64_t data_size, const char16 *data);
    slot connect_controller, disconnect_controller;
    slot open_protocol, close_protocol, open_protocol_information;
    slot protocols_per_handle, locate_handle_buffer, locate_protocol;
    efi_status(EFIAPI *install_multiple_protocols)(efi_handle *, ...);
    efi_status(EFIAPI *uninstall_multiple_protocols)(efi_handle, ...);
};

/* Section 4.5, EFI Runtime Services Table. */
struct efi_runtime_services {
    struct efi_table_header header;
    slot get_time, set_time, get_wakeup_time, set_wakeup_time;
    slot set_virtual_address_map, convert_pointer;
    slot get_variable, get_next_variable_name, set_variable, get_next_high_monotonic_count;
    void(EFIAPI *reset_system)(uint32_t type, efi_status, uint64_t data_size, const void *data);
};
#define EFI_RESET_SHUTDOWN 2

/* Section 12.4, Simple Text Output Protocol. */
struct efi_text_output {
    slot reset;
    efi_status(EFIAPI *output_string)(struct efi_text_output *, const char16 *);
};

/* Section 4.3, EFI System Table. */
struct efi_system_table {
    struct efi_table_header header;
    const char16 *firmware_vendor;
    uint32_t firmware_revision;
    efi_handle console_in_handle;
    slot console_in;
    efi_handle console_out_handle;
    struct efi_text_output *console_out;
    efi_handle standard_error_handle;
    slot standard_error;
    struct efi_runtime_services *runtime;
    struct efi_boot_services *boot;
};

/* Section 9.1, Loaded Image Protocol. */
struct efi_loaded_image {
    uint32_t revision;
    efi_handle parent;
    struct efi_system_table *system;
    efi_handle device;
    slot file_path, reserved;
    uint32_t load_options_size; /* in bytes */
    void *load_options;
    uint8_t *image_base;
    uint64_t image_size;
    uint32_t code_type, data_type;
    slot unload;
};
#define EFI_LOADER_DATA 2

/* Section 13.2, Load File 2 Protocol. */
struct efi_load_file2 {
    efi_status(EFIAPI *load_file)(
            struct efi_load_file2 *, const void *path, uint8_t boot_policy, uint64_t *, void *);
};

/* UEFI Shell specification 2.2, section 4.3, Shell Parameters Protocol. */
struct efi_shell_parameters {
    char16 **arguments;
    uint64_t argument_count;
};

#endif
