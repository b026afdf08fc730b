#!/usr/bin/env bash
# Builds a Debian root file system into UEFI images and holds them against the archive they came from: every name, byte, owner,
# mode, time and extended attribute by a loop mount, then a boot under OVMF to the login prompt. Run as root on Linux, with
# debootstrap, qemu-system-x86, qemu-utils and ovmf installed.
#
#   core/src/bench/debian-root.sh [ROOTFS.tar]
set -euo pipefail
here=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/diskwright-debian.XXXXXX")
trap 'umount -q "$work/mnt" 2>/dev/null || true; rm -rf "$work"' EXIT
export PATH=$PATH:/usr/sbin:/sbin LC_ALL=C TZ=UTC

if [ $# -gt 0 ]; then
    ln -s "$(realpath "$1")" "$work/root.tar"
else
    debootstrap --variant=minbase --include=linux-image-cloud-amd64,initramfs-tools,systemd-sysv,udev,iputils-ping,acl \
        bookworm "$work/tree" >/dev/null
    chroot "$work/tree" passwd -d root
    echo debian >"$work/tree/etc/hostname"
    setfattr -n user.comment -v hello "$work/tree/etc/hostname"
    setfacl -m u:1234:r "$work/tree/etc/hostname"
    tar --numeric-owner --xattrs --xattrs-include='*' --acls -C "$work/tree" -cf "$work/root.tar" .
    rm -rf "$work/tree"
fi
cat >"$work/debian.diskwright.json" <<'JSON'
{ "name": "debian", "disk": { "additionalSpace": "256MiB" }, "layout": { "preset": "efi" },
  "contents": [ { "source": "root.tar", "target": "/" } ],
  "boot": { "kernel": "contents:/boot/vmlinuz-*", "initrd": ["contents:/boot/initrd.img-*"], "cmdline": ["rw", "console=ttyS0"] } }
JSON
"$here/diskwright" build "$work/debian.diskwright.json" --format raw -o "$work/debian.raw"
"$here/diskwright" build "$work/debian.diskwright.json" --format qcow2 -o "$work/debian.qcow2"
qemu-img compare -f raw -F qcow2 "$work/debian.raw" "$work/debian.qcow2"

start=$(sfdisk -J "$work/debian.raw" | python3 -c 'import json,sys; print(json.load(sys.stdin)["partitiontable"]["partitions"][1]["start"] * 512)')
mkdir "$work/mnt" "$work/tar"
mount -o ro,loop,offset="$start" "$work/debian.raw" "$work/mnt"
tar --numeric-owner --xattrs --xattrs-include='*' --acls -C "$work/tar" -xf "$work/root.tar"
list() { # names, kinds, modes, owners, sizes, times, link targets; then attributes; then contents
    cd "$1"
    find . -path ./lost+found -prune -o \( -type d -printf '%p d %m %U %G %T@\n' , ! -type d -printf '%p %y %m %U %G %T@ %s %n %l\n' \) | sort
    find . -path ./lost+found -prune -o -print0 | sort -z | xargs -0 getfattr -h -d -m - -e hex 2>/dev/null
    find . -type f -print0 | sort -z | xargs -0 sha256sum
}
diff <(list "$work/mnt") <(list "$work/tar") && echo 'the image holds what the archive holds'
umount "$work/mnt"

cp /usr/share/OVMF/OVMF_VARS_4M.fd "$work/vars.fd"
timeout 600 qemu-system-x86_64 -machine q35 -m 1024 -nographic -net none -no-reboot \
    -drive if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd \
    -drive if=pflash,format=raw,unit=1,file="$work/vars.fd" \
    -drive file="$work/debian.qcow2",format=qcow2,if=virtio,snapshot=on </dev/null >"$work/serial" 2>&1 &
qemu=$!
for _ in $(seq 300); do
    grep -q 'debian login:' "$work/serial" && break
    kill -0 $qemu 2>/dev/null || break
    sleep 2
done
kill $qemu 2>/dev/null || true
grep -a 'debian login:' "$work/serial"
