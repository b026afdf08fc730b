/* Says that the firmware found and started what is on this disk, then powers off.

   The image's name is in section .name (UTF-8). */
#include "platform.h"

efi_status EFIAPI entry(efi_handle handle, struct efi_system_table *system) {
    struct efi_loaded_image *self;
    struct bytes name = {NULL, 0};
    if (!system->boot->handle_protocol(handle, &efi_loaded_image_protocol, (void **) &self)) {
        name = find_section(self, ".name");
    }
    struct bytes line[] = {TEXT("diskwright self-test ok: "), name, TEXT(" (uefi)")};
    say(system, line, 3);
    system->boot->set_watchdog_timer(0, 0, 0, NULL);
    system->runtime->reset_system(EFI_RESET_SHUTDOWN, EFI_SUCCESS, 0, NULL);
    for (;;) __asm__ volatile("hlt");
}
