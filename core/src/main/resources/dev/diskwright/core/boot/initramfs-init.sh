#!/bin/sh
# Finds the root file system, mounts it and starts the system on it.
#
# Words of the kernel command line that count: root=, rootfstype=, rootflags=, ro, rw, init=, rootdelay= (seconds to wait
# for the root, 30 without), rootwait (for ever), diskwright.root=disk|overlay|memory, panic=.
export PATH=/bin
umask 022
mkdir -p /dev /proc /sys /run /root
mount -t devtmpfs -o mode=0755 dev /dev
mount -t proc -o nosuid,noexec,nodev proc /proc
mount -t sysfs -o nosuid,noexec,nodev sysfs /sys
mount -t tmpfs -o nosuid,nodev,mode=0755 run /run

. /etc/initramfs.conf # mode, init
root= type= flags= access=ro limit=30 panic=
for word in $(cat /proc/cmdline); do
	case $word in
	root=*) root=${word#root=} ;;
	rootfstype=*) type=${word#rootfstype=} ;;
	rootflags=*) flags=,${word#rootflags=} ;;
	ro) access=ro ;;
	rw) access=rw ;;
	init=*) init=${word#init=} ;;
	rootdelay=*) limit=${word#rootdelay=} ;;
	rootwait) limit=1000000000 ;;
	diskwright.root=*) mode=${word#diskwright.root=} ;;
	panic=*) panic=${word#panic=} ;;
	esac
done

fail() {
	echo "diskwright initramfs: $1" >&2
	echo "Block devices:" $(ls /sys/class/block) >&2
	if [ -n "$panic" ]; then
		exit 1 # the kernel heeds panic=
	fi
	echo "A shell follows; when the root is mounted on /root, exit goes on." >&2
	PS1='(initramfs) ' setsid sh -c 'exec sh <>/dev/console >&0 2>&1'
}

while read -r module; do
	insmod "/lib/modules/$module" || echo "diskwright initramfs: cannot load $module" >&2
done </etc/modules

lower() {
	echo "$1" | tr 'A-Z' 'a-z'
}

# COUNT bytes of FILE from OFFSET on, in hexadecimal digits.
bytes() {
	dd if="$1" bs=1 skip="$2" count="$3" 2>/dev/null | hexdump -v -e '1/1 "%02x "'
}

# The partition identifier of a block device, as the kernel gives it, or from the table where the kernel is too old for that.
partuuid() {
	value=$(sed -n 's/^PARTUUID=//p' "/sys/class/block/$1/uevent")
	if [ -n "$value" ]; then
		lower "$value"
		return
	fi
	number=$(cat "/sys/class/block/$1/partition" 2>/dev/null) || return
	disk=$(basename "$(readlink -f "/sys/class/block/$1/..")")
	sector=$(cat "/sys/class/block/$disk/queue/logical_block_size")
	if [ "$(bytes "/dev/$disk" "$sector" 8)" = "45 46 49 20 50 41 52 54 " ]; then
		set -- $(bytes "/dev/$disk" $((sector + 72)) 16)
		at=$((0x$4$3$2$1 * sector + (number - 1) * 0x${16}${15}${14}${13}))
		set -- $(bytes "/dev/$disk" $((at + 16)) 16)
		echo "$4$3$2$1-$6$5-$8$7-$9${10}-${11}${12}${13}${14}${15}${16}"
	else
		set -- $(bytes "/dev/$disk" 440 4)
		printf '%s-%02x\n' "$4$3$2$1" "$number"
	fi
}

# The disk with a serial number, and its partition if there is a number behind it: SERIAL or SERIAL-partN.
serial() {
	wanted=${1%-part[0-9]*} number=
	[ "$wanted" = "$1" ] || number=${1##*-part}
	for disk in /sys/block/*; do
		for file in serial device/serial device/wwid device/vpd_pg80; do
			[ -r "$disk/$file" ] || continue
			case $(tr -d '\000-\040' <"$disk/$file") in
			"$wanted" | *"$wanted")
				[ -n "$number" ] || basename "$disk"
				for part in "$disk"/*/partition; do
					[ "$(cat "$part" 2>/dev/null)" != "$number" ] || basename "${part%/partition}"
				done
				return
				;;
			esac
		done
	done
}

# The device that root= means, if it is there yet.
find_root() {
	case $1 in
	PARTUUID=* | /dev/disk/by-partuuid/*)
		wanted=$(lower "${1##*[=/]}")
		for device in /sys/class/block/*; do
			if [ "$(partuuid "${device##*/}")" = "$wanted" ]; then
				echo "/dev/${device##*/}"
				return
			fi
		done
		;;
	PARTLABEL=* | /dev/disk/by-partlabel/*)
		wanted=${1#PARTLABEL=}
		wanted=${wanted#/dev/disk/by-partlabel/}
		for device in /sys/class/block/*; do
			if [ "$(sed -n 's/^PARTNAME=//p' "$device/uevent")" = "$wanted" ]; then
				echo "/dev/${device##*/}"
				return
			fi
		done
		;;
	UUID=* | LABEL=*) findfs "$1" 2>/dev/null ;;
	/dev/disk/by-uuid/*) findfs "UUID=${1##*/}" 2>/dev/null ;;
	/dev/disk/by-label/*) findfs "LABEL=${1##*/}" 2>/dev/null ;;
	SERIAL=* | /dev/disk/by-id/virtio-*)
		wanted=${1#SERIAL=}
		device=$(serial "${wanted#/dev/disk/by-id/virtio-}")
		[ -z "$device" ] || echo "/dev/$device"
		;;
	/dev/*) [ ! -b "$1" ] || echo "$1" ;;
	esac
}

[ -n "$root" ] || fail "the command line has no root="
waited=0 device=
while [ -n "$root" ]; do
	device=$(find_root "$root")
	[ -z "$device" ] || break
	if [ "$waited" -ge "$((limit * 10))" ]; then
		fail "gave up waiting for root $root after $limit s"
		break
	fi
	waited=$((waited + 1))
	usleep 100000
done

mount_root() { # options, target
	mount ${type:+-t "$type"} -o "$1$flags" "$device" "$2" || fail "mounting $device on $2 failed"
}

if [ -n "$device" ]; then
	case $mode in
	overlay)
		mkdir -p /run/root/disk /run/root/changes
		mount_root ro /run/root/disk
		mount -t tmpfs -o mode=0755 changes /run/root/changes
		mkdir /run/root/changes/files /run/root/changes/work
		mount -t overlay -o lowerdir=/run/root/disk,upperdir=/run/root/changes/files,workdir=/run/root/changes/work \
			overlay /root || fail "mounting the overlay on /root failed"
		;;
	memory)
		mkdir -p /run/disk
		mount_root ro /run/disk
		mount -t tmpfs -o mode=0755,size=90% root /root
		cp -a /run/disk/. /root/ || fail "the root does not fit in memory"
		umount /run/disk
		;;
	*) mount_root "$access" /root ;;
	esac
fi

[ -x "/root$init" ] || [ -L "/root$init" ] || fail "there is no $init on the root"
for point in dev proc sys run; do
	[ -d "/root/$point" ] || mkdir "/root/$point" 2>/dev/null
	mount -o move "/$point" "/root/$point"
done
exec switch_root /root "$init"
