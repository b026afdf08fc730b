#!/bin/sh
# Makes the golden images of volumes that were not unmounted: the kernel writes them, and they are copied while mounted.
# Needs root and a loop device. Made with Linux 6.18 and e2fsprogs 1.47.0; identifiers are fixed, times are those of the
# day it runs.
set -eu
out=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
uuid=6ba7b810-9dad-11d1-80b4-00c04fd430c8
PATH=$PATH:/usr/sbin:/sbin

make() { # name, options of mke2fs
    name=$1
    shift
    image=$work/$name.img
    mke2fs -q -F -N 400 -U $uuid -L golden -E root_owner=0:0,hash_seed=$uuid -b 1024 -J size=1 "$@" "$image" 4M > /dev/null
    top=$work/top
    mkdir -p "$top"
    mount -o loop "$image" "$top"
    mkdir "$top/etc" "$top/many" "$top/gone"
    printf 'diskwright\n' > "$top/etc/hostname"
    seq 1 40 > "$top/forty"
    seq 1 6000 > "$top/numbers"
    setfattr -n user.comment -v plain "$top/etc/hostname"
    case "$*" in *ea_inode*) setfattr -n user.long -v "$(seq 1 700 | tr '\n' ' ')" "$top/numbers" ;; esac
    i=0
    while [ $i -lt 120 ]; do
        : > "$top/many/a-name-of-some-length-$i"
        i=$((i + 1))
    done
    seq 1 900 > "$top/gone/file"
    sync -f "$top"
    rm -r "$top/gone"
    seq 1 1200 > "$top/after"
    sync -f "$top"
    cp "$image" "$work/crashed"
    umount "$top"
    gzip -9 -n < "$work/crashed" > "$out/$name.img.gz"
}

make crashed-ext3 -t ext3
make crashed-ext4 -t ext4 -I 512 -O inline_data,ea_inode,orphan_file,^resize_inode
make crashed-clusters -t ext4 -O bigalloc,^resize_inode -C 4096
