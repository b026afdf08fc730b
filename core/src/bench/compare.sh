#!/usr/bin/env bash
# Times ./diskwright against mke2fs, sgdisk, mkfs.vfat, mcopy and qemu-img doing the same job on the same tree, in turns,
# and prints the median of each and their ratio.
#
#   core/src/bench/compare.sh TREE [RUNS]
#
# TREE is a directory of files, best a root file system. Both sides end with a verified-size qcow2 image of a GPT disk with a
# 64 MiB ESP and an ext4 root that holds the tree.
set -euo pipefail
tree=$(cd "$1" && pwd)
runs=${2:-5}
here=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/diskwright-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
export PATH=$PATH:/usr/sbin:/sbin

payload=$work/BOOTX64.EFI
head -c 1000000 /dev/zero >"$payload"
cat >"$work/bench.diskwright.json" <<JSON
{ "name": "bench", "disk": { "format": "qcow2", "additionalSpace": "64MiB" },
  "layout": { "preset": "efi", "bootSize": "72MiB" },
  "contents": [ { "source": "$tree", "target": "/" }, { "source": "BOOTX64.EFI", "target": "/boot/EFI/BOOT/BOOTX64.EFI" } ],
  "boot": { "loader": "none" }, "reproducible": { "seed": "bench" } }
JSON
"$here/diskwright" --version >/dev/null # builds what is not built
size=$("$here/diskwright" plan --json "$work/bench.diskwright.json" | python3 -c 'import json,sys; print(json.load(sys.stdin)["size"])')

ours() { "$here/diskwright" build --quiet --force "$@" -o "$work/ours.qcow2" "$work/bench.diskwright.json"; }

theirs() {
    local mib=$((1 << 20)) root=$work/root.img esp=$work/esp.img disk=$work/disk.raw
    rm -f "$root" "$esp" "$disk" "$work/theirs.qcow2"
    truncate -s "$size" "$disk"
    sgdisk -n 1:8M:+64M -t 1:ef00 -n 2:72M:0 -t 2:8300 "$disk" >/dev/null
    truncate -s 64M "$esp"
    mkfs.vfat -F 32 "$esp" >/dev/null
    mmd -i "$esp" ::/EFI ::/EFI/BOOT
    mcopy -i "$esp" "$payload" ::/EFI/BOOT/
    dd if="$esp" of="$disk" bs=1M seek=8 conv=notrunc,sparse status=none
    mke2fs -q -F -t ext4 -L nixos -d "$tree" -E offset=$((72 * mib)) "$disk" $(((size - 73 * mib) / 1024))k
    qemu-img convert -f raw -O qcow2 "$disk" "$work/theirs.qcow2"
    rm -f "$disk" "$esp"
}

seconds() { # of one command
    local start end
    start=$(date +%s.%N)
    "$@" >/dev/null
    end=$(date +%s.%N)
    python3 -c "print($end - $start)"
}

ours && theirs # warm caches
for _ in $(seq "$runs"); do
    seconds ours --no-verify >>"$work/ours"
    seconds ours >>"$work/verified"
    seconds theirs >>"$work/theirs"
done
python3 - "$work" <<'PYTHON'
import statistics, sys
def read(name):
    return sorted(float(line) for line in open(f"{sys.argv[1]}/{name}"))
theirs = statistics.median(read("theirs"))
for name, label in (("ours", "diskwright build --no-verify"), ("verified", "diskwright build"), ("theirs", "mke2fs, sgdisk, mkfs.vfat, mcopy, qemu-img")):
    times = read(name)
    print(f"{label:45} min {times[0]:.2f} s, median {statistics.median(times):.2f} s, max {times[-1]:.2f} s, ratio {statistics.median(times) / theirs:.2f}")
PYTHON
for disk in 8GiB 2TiB; do
    sed "s/\"additionalSpace\": \"64MiB\"/\"size\": \"$disk\"/" "$work/bench.diskwright.json" >"$work/$disk.diskwright.json"
done
sized() { "$here/diskwright" build --quiet --force -o "$work/ours.qcow2" "$work/$1.diskwright.json"; }
for _ in $(seq "$runs"); do
    seconds sized 8GiB >>"$work/small"
    seconds sized 2TiB >>"$work/large"
done
python3 - "$work" <<'PYTHON'
import statistics, sys
small, large = (statistics.median(float(line) for line in open(f"{sys.argv[1]}/{name}")) for name in ("small", "large"))
print(f"the same tree on a disk of 2 TiB {large:.2f} s, of 8 GiB {small:.2f} s, ratio {large / small:.2f}")
PYTHON
if command -v /usr/bin/time >/dev/null; then
    /usr/bin/time -f 'peak memory of diskwright build: %M KiB' "$here/diskwright" build --quiet --force -o "$work/ours.qcow2" "$work/bench.diskwright.json"
fi
