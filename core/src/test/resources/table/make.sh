#!/bin/sh
# Makes the golden disks of this directory with sgdisk 1.0.9 and sfdisk 2.38.1 (Debian 12). Needs no privileges.
set -eu
out=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
PATH=$PATH:/usr/sbin:/sbin

truncate -s 16M sgdisk.img
sgdisk -U 01234567-89ab-cdef-0123-456789abcdef \
    -n 1:2048:+4M -t 1:ef00 -c 1:ESP -u 1:00000000-0000-0000-0000-000000000001 \
    -n 128:0:0 -t 128:8304 -c 128:"root ✓" -u 128:00000000-0000-0000-0000-000000000080 -A 128:set:60 \
    sgdisk.img > /dev/null
sgdisk -h 1 sgdisk.img > /dev/null

truncate -s 16M sfdisk.img
sfdisk -q sfdisk.img <<'END'
label: gpt
label-id: 01234567-89ab-cdef-0123-456789abcdef
table-length: 4
2 : start=4096, size=4096, type=linux, uuid=00000000-0000-0000-0000-000000000002, name=second
1 : start=8192, size=100, type=uefi, uuid=00000000-0000-0000-0000-000000000001, attrs="LegacyBIOSBootable"
END

truncate -s 32M logical.img
sfdisk -q logical.img <<'END'
label: dos
label-id: 0x12345678
1 : start=2048, size=2048, type=c, bootable
4 : start=8192, size=57344, type=f
5 : start=10240, size=2048, type=83
6 : start=20480, size=4096, type=82
END

for disk in *.img; do
    gzip -9n < "$disk" > "$out/$disk.gz"
done
