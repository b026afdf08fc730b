#!/bin/sh
# Builds the boot programs with gcc and binutils into a directory; two builds are byte-equal.
# usage: build.sh DIRECTORY [PROGRAM]
# With a second argument builds another program instead: a UEFI program of C, on what ours share, or one for a BIOS of
# assembler, which begins at address 0.
set -eu
out=$(cd "$1" && pwd)
other=${2:+$(realpath "$2")}
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C

compile() {
    gcc -std=c11 -Os -Wall -Wextra -Werror -ffreestanding -fshort-wchar -fpie -mno-red-zone \
        -mgeneral-regs-only -fno-stack-protector -fno-asynchronous-unwind-tables \
        -fno-jump-tables -fno-ident -fcf-protection=none -I. -ffile-prefix-map="$PWD"=. \
        -c "$1" -o "$work/$2.o"
    # The image is never relocated: whatever is not relative to the code would be wrong.
    if readelf -rW "$work/$2.o" | grep -E 'R_X86_64_(32|32S|64) '; then
        echo "$1 holds absolute addresses" >&2
        exit 1
    fi
}

uefi() {
    ld -m elf_x86_64 -static -z noexecstack --build-id=none -e entry -T pe.ld \
        --oformat binary -o "$out/$1.bin" "$work/header.o" "$work/$2.o" "$work/platform.o"
}

bios() {
    gcc -m32 -c "$1" -o "$work/bios.o"
    ld -m elf_i386 -z noexecstack --build-id=none -Ttext="$2" --oformat binary \
        -o "$out/$(basename "$1" .S).bin" "$work/bios.o"
}

case "$other" in
*.S)
    bios "$other" 0
    exit
    ;;
esac

gcc -c pe-header.S -o "$work/header.o"
compile platform.c platform
if [ -n "$other" ]; then
    compile "$other" other
    uefi "$(basename "$other" .c)" other
    exit
fi
compile stub.c stub
compile selftest-uefi.c selftest-uefi
uefi stub-x86_64 stub
uefi selftest-uefi-x86_64 selftest-uefi

bios selftest-bios.S 0x7c00
bios loader-bios.S 0x7c00
chmod 644 "$out"/*.bin
