#!/bin/sh
# Makes the golden images of this directory with mke2fs and debugfs of e2fsprogs 1.47.0 (Debian 12).
# Needs no privileges. Identifiers are fixed, times are those of the day it runs.
set -eu
out=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
uuid=6ba7b810-9dad-11d1-80b4-00c04fd430c8
PATH=$PATH:/usr/sbin:/sbin

tree=$work/tree
mkdir -p "$tree/etc" "$tree/deep/a/b/c/d" "$tree/many"
printf 'diskwright\n' > "$tree/etc/hostname"
seq 1 6000 > "$tree/numbers"
ln "$tree/etc/hostname" "$tree/etc/name"
ln -s hostname "$tree/etc/short"
ln -s "$(printf 'x%.0s' $(seq 1 200))" "$tree/long"
# 3 MiB of holes with three islands
truncate -s 3M "$tree/sparse"
printf first | dd of="$tree/sparse" conv=notrunc status=none
printf middle | dd of="$tree/sparse" bs=1 seek=1000000 conv=notrunc status=none
printf last | dd of="$tree/sparse" bs=1 seek=3145724 conv=notrunc status=none
i=0
while [ $i -lt 400 ]; do
    : > "$tree/many/a-name-of-some-length-$i"
    i=$((i + 1))
done
chmod -R u=rwX,go=rX "$tree"
chmod 4755 "$tree/numbers"
# an ACL as getxattr gives it: user::rw-, user:1000:r--, group::r--, mask::r--, other::---
printf '\002\000\000\000\001\000\006\000\377\377\377\377\002\000\004\000\350\003\000\000\004\000\004\000\377\377\377\377\020\000\004\000\377\377\377\377\040\000\000\000\377\377\377\377' > "$work/acl"
# cap_net_raw+ep
printf '\001\000\000\002\000\040\000\000\000\000\000\000\000\000\000\000\000\000\000\000' > "$work/capability"
head -c 700 /dev/zero | tr '\0' v > "$work/value"

make() { # name, size, options of mke2fs
    name=$1 size=$2
    shift 2
    image=$work/$name.img
    mke2fs -q -F -N 600 -U $uuid -L golden -E root_owner=0:0,hash_seed=$uuid -d "$tree" "$@" "$image" "$size" > /dev/null
    {
        echo "mknod fifo p"
        echo "mknod null c 1 3"
        echo "mknod disk b 259 7000"
        echo "sif null mode 020666"
        echo "sif disk mode 060660"
        echo "sif fifo mode 010644"
        echo "ea_set /etc/hostname user.comment plain"
        echo "ea_set -f $work/acl /etc/hostname system.posix_acl_access"
        echo "ea_set -f $work/capability /numbers security.capability"
        echo "ea_set -f $work/value /numbers user.large"
        for file in /etc /etc/hostname /numbers /sparse /long; do
            echo "sif $file uid 100000"
            echo "sif $file gid 70000"
        done
        echo "sif /numbers mtime @1000000000"
        echo "sif /numbers mtime_extra 0x1dcd6501" # 2^32 s later, and 125,000,000 ns
    } > "$work/commands"
    debugfs -w -f "$work/commands" "$image" > /dev/null 2>&1
    e2fsck -fyD "$image" > /dev/null || true
    e2fsck -fn "$image" > /dev/null
    gzip -9 -n < "$image" > "$out/$name.img.gz"
}

make ext2-1k 2M -t ext2 -b 1024
make ext3-2k 10M -t ext3 -b 2048 -J size=4
make ext4-1k 4M -t ext4 -b 1024 -O ^has_journal -I 256
make ext4-2k-nocsum 4M -t ext4 -b 2048 -O ^has_journal,^metadata_csum,^64bit,uninit_bg -I 256
make ext4-4k 12M -t ext4 -b 4096 -J size=4
make rev0-1k 2M -r 0 -b 1024
