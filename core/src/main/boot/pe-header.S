/* The headers of our UEFI programs, written out: PE32+ for x86-64, no relocation ever needed,
   and room for 14 more sections before the first section's data at 0x400. */
    .section .header, "a"
    .ascii "MZ"
    .zero 58
    .long 0x40                  /* where the PE header is */

    .ascii "PE\0\0"
    .word 0x8664                /* machine */
    .word 3                     /* sections */
    .long 0                     /* time stamp */
    .long 0, 0                  /* no symbols */
    .word sections - optional
    .word 0x0022                /* executable, large addresses */

optional:
    .word 0x020b                /* PE32+ */
    .byte 1, 0                  /* linker version */
    .long pe_text_raw_size      /* size of code */
    .long pe_initialised_size   /* size of initialised data */
    .long 0                     /* size of uninitialised data */
    .long entry
    .long pe_text               /* base of code */
    .quad 0                     /* image base */
    .long 0x1000, 0x200         /* section and file alignment */
    .word 0, 0, 1, 0, 0, 0      /* versions of system, image and subsystem */
    .long 0
    .long pe_end                /* size of image */
    .long 0x400                 /* size of headers */
    .long 0                     /* checksum */
    .word 10                    /* subsystem: UEFI application */
    .word 0x0160                /* NX compatible, movable, high addresses */
    .quad 0x100000, 0x1000, 0x100000, 0x1000
    .long 0
    .long 16                    /* data directories */
    .zero 5 * 8
    .long pe_reloc, 12          /* base relocations */
    .zero 10 * 8

sections:
    .ascii ".text\0\0\0"
    .long pe_text_size, pe_text, pe_text_raw_size, 0x400
    .long 0, 0, 0, 0x60000020
    .ascii ".data\0\0\0"
    .long pe_data_size, pe_data, pe_data_raw_size, pe_data_file
    .long 0, 0, 0, 0xc0000040
    .ascii ".reloc\0\0"
    .long 12, pe_reloc, 0x200, pe_reloc_file
    .long 0, 0, 0, 0x42000040

    /* Some firmware wants relocations to be there: one block, for no address. */
    .section .pereloc, "a"
    .long pe_text, 12
    .word 0, 0
