#!/usr/bin/env bash
# Makes the golden volumes with mkfs.erofs 1.5; as root. Their time stamps and UUID are fixed, so that they come out the same.
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
python3 - "$tree" <<'PYTHON'
import random
import sys
top = sys.argv[1]
text = "".join("%d\n" % (i * i) for i in range(9000))
open(top + "/numbers", "w").write(text)
open(top + "/deep/more", "w").write("more " + text[:40000] + "other end" * 30)
open(top + "/deep/noise", "wb").write(random.Random(1).randbytes(9000))
with open(top + "/deep/er/holes", "wb") as f:
    f.write(b"start")
    f.seek(1 << 17)
    f.write(b"middle")
    f.truncate(3 << 17)
for i in range(300):
    open(top + "/many/name %03d %s" % (i, "long " * 12), "w").write("%d" % (i % 7))
PYTHON
mkfifo "$tree/deep/fifo"
mknod "$tree/deep/null" c 1 3
mknod "$tree/deep/disk" b 259 65537
chown 1000:100 "$tree/etc/hostname"
chmod 4751 "$tree/etc/hostname"
for file in etc/hostname numbers deep/xs; do
    setfattr -n user.colour -v blue "$tree/$file"
done
setfattr -n trusted.size -v "$(head -c 300 /dev/zero | tr '\0' y)" "$tree/deep"
find "$tree" -exec touch -h -d @1600000000 {} +
make() {
    local name=$1
    shift
    mkfs.erofs --quiet -U eb176051-bd15-49b7-9e6b-462e0b467019 -T1600000000 "$@" "$work/$name.img" "$tree" >/dev/null
    gzip -9nc "$work/$name.img" >"$name.img.gz"
}
make plain -x1
make lz4 -zlz4hc
make big -zlz4 -C65536
make tails -zlz4 -Eztailpacking
make fragments -zlz4 -C32768 -Efragments
make dedupe -zlz4 -Ededupe
make chunks --chunksize=8192 -Eforce-chunk-indexes
make legacy -zlz4 -Elegacy-compress
