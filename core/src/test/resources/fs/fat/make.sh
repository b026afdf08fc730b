#!/bin/sh
# Makes the golden images beside this script: mkfs.fat 4.2 (dosfstools) and mtools 4.0.32.
set -eu
export LC_ALL=C.UTF-8 TZ=UTC MTOOLS_SKIP_CHECK=1 SOURCE_DATE_EPOCH=1700000000
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

mkdir -p "$work/EFI/BOOT" "$work/empty"
seq 1 3000 > "$work/EFI/BOOT/BOOTX64.EFI"
printf 'exit\r\n' > "$work/startup.nsh"
printf 'long' > "$work/A name that is long, with spaces.conf"
printf 'music' > "$work/naïve ☃.txt"
: > "$work/Nothing.txt"
find "$work" -mindepth 1 -exec touch -d @1600000001 {} +

# make NAME KIBIBYTES mkfs-options
make() {
    name=$1
    size=$2
    shift 2
    rm -f "$name.img" "$name.img.gz"
    truncate -s "${size}K" "$name.img"
    mkfs.fat --invariant -n GOLDEN "$@" "$name.img" > /dev/null
    mcopy -i "$name.img" -s -m "$work"/* ::
    # a deleted file, a fragmented one and a read-only one
    seq 1 2000 | mcopy -i "$name.img" - ::one
    seq 1 2000 | mcopy -i "$name.img" - ::two
    mdel -i "$name.img" ::one
    seq 1 4000 | mcopy -i "$name.img" - ::FRAGMENT.BIN
    mattrib -i "$name.img" +r ::two
    gzip -9n "$name.img"
}

make fat12 1440 -F 12
make fat12-4096 4096 -F 12 -S 4096
make fat16 8192 -F 16 -s 1
make fat32 40000 -F 32 -s 1

# mtools takes this one for FAT16, so it stays empty
truncate -s 8M fat32-few.img
mkfs.fat --invariant -n GOLDEN -F 32 -s 8 fat32-few.img > /dev/null
rm -f fat32-few.img.gz
gzip -9n fat32-few.img
