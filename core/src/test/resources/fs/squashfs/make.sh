#!/usr/bin/env bash
# Makes the golden volumes with mksquashfs 4.5.1; as root. Their time stamps are fixed, so that they come out the same.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree
mkdir -p "$tree"/etc "$tree"/deep/er/still "$tree"/many
echo golden >"$tree/etc/hostname"
ln "$tree/etc/hostname" "$tree/etc/again"
ln -s ../etc/hostname "$tree/deep/link"
head -c 300000 /dev/zero | tr '\0' x >"$tree/deep/xs"
cp "$tree/deep/xs" "$tree/deep/er/twin"
python3 - "$tree" <<'PYTHON'
import sys
top = sys.argv[1]
open(top + "/deep/numbers", "w").write("".join("%d\n" % (i * i) for i in range(20000)))
with open(top + "/deep/er/holes", "wb") as f:
    f.write(b"start")
    f.seek(1 << 20)
    f.write(b"middle")
    f.truncate(3 << 20)
for i in range(600):
    open(top + "/many/name %03d %s" % (i, "long " * 12), "w").write("%d" % (i % 7))
PYTHON
mkfifo "$tree/deep/fifo"
mknod "$tree/deep/null" c 1 3
mknod "$tree/deep/disk" b 259 65537
chown 1000:100 "$tree/etc/hostname"
chmod 4751 "$tree/etc/hostname"
setfattr -n user.colour -v blue "$tree/etc/hostname"
setfattr -n user.colour -v blue "$tree/deep/numbers"
setfattr -n trusted.size -v "$(head -c 300 /dev/zero | tr '\0' y)" "$tree/deep"
find "$tree" -exec touch -h -d @1600000000 {} +
make() {
    local name=$1
    shift
    mksquashfs "$tree" "$work/$name.img" -mkfs-time 1600000000 -no-progress -noappend "$@" >/dev/null
    gzip -9nc "$work/$name.img" >"$name.img.gz"
}
make gzip -comp gzip
make xz -comp xz -b 4K -Xbcj x86 -tailends
make zstd -comp zstd -b 1M -no-exports
make lz4 -comp lz4 -Xhc -no-fragments
make lzo -comp lzo -noF -nopad
make lzma -comp lzma -no-duplicates
make none -comp gzip -noI -noD -noF -noX -noId -b 64K
