#!/bin/sh
# Makes the golden images of this directory with qemu-img and qemu-io 7.2 (Debian 12). Needs no privileges.
# A snapshot carries the time at which it was made; nothing that is tested depends on it.
set -eu
out=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# what Qcow2GoldenTest expects: 1 MiB, some of it filled
pattern() {
    qemu-io -f "$1" -c 'write -P 0x11 0 100k' -c 'write -P 0x22 300k 1k' -c 'write -P 0x33 1023k 1k' "$2" > /dev/null
}

truncate -s 1M disk.img
pattern raw disk.img
convert() {
    name=$1
    shift
    qemu-img convert -f raw -O qcow2 "$@" disk.img "$name.qcow2"
}
convert v2 -o compat=0.10
convert zlib -c -o cluster_size=16k
convert zstd -c -o cluster_size=16k,compression_type=zstd
convert small -o cluster_size=512,refcount_bits=1

# an overlay that changes, zeroes and discards parts of its backing file, with two snapshots and a bitmap
cp zlib.qcow2 base.qcow2
qemu-img create -q -f qcow2 -b base.qcow2 -F qcow2 -o cluster_size=4k overlay.qcow2
qemu-io -f qcow2 -c 'write -P 0x44 8k 10k' overlay.qcow2 > /dev/null
qemu-img snapshot -c one overlay.qcow2
qemu-io -f qcow2 -c 'write -z 32k 16k' -c 'write -P 0x55 12k 1k' overlay.qcow2 > /dev/null
qemu-img snapshot -c two overlay.qcow2
qemu-img bitmap --add overlay.qcow2 changes
qemu-io -f qcow2 -c 'write -P 0x66 600k 5k' overlay.qcow2 > /dev/null

for image in *.qcow2; do
    gzip -9n < "$image" > "$out/$image.gz"
done
