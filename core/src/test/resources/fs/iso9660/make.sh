#!/bin/sh
# Makes the golden images of this directory with bsdtar (libarchive 3.6.2, Debian 12). Needs no privileges.
set -eu
out=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

tree=$work/tree
mkdir -p "$tree/etc" "$tree/many"
printf 'diskwright\n' > "$tree/etc/hostname"
seq 1 3000 > "$tree/Numbers up to 3000.text"
ln "$tree/etc/hostname" "$tree/etc/name"
ln -s hostname "$tree/etc/short"
ln -s "$(printf 'x%.0s' $(seq 1 240))/../$(printf 'y%.0s' $(seq 1 200))" "$tree/long"
mkfifo "$tree/fifo"
seq 1 100 > "$tree/boot.img"
deep=$tree
for i in 1 2 3 4 5 6 7 8 9 10 11; do
    deep=$deep/Level$i
    mkdir "$deep"
    echo $i > "$deep/file"
done
i=0
while [ $i -lt 60 ]; do
    echo $i > "$tree/many/a-name-of-some-length-$i"
    i=$((i + 1))
done
chmod -R u=rwX,go=rX "$tree"
chmod 4755 "$tree/boot.img"
find "$tree" -exec touch -h -d '2001-02-03 04:05:06 UTC' {} +

make() { # name, options
    TZ=UTC bsdtar --uid 1000 --gid 1001 --uname '' --gname '' --format iso9660 --options "volume-id=GOLDEN,$2" -cf "$work/$1.iso" -C "$tree" .
    gzip -9 -n < "$work/$1.iso" > "$out/$1.iso.gz"
}

make rock-ridge 'rockridge=strict,joliet,boot=boot.img,boot-type=no-emulation,boot-load-size=4'
rm -r "$tree/Level1/Level2/Level3" "$tree/long" "$tree/fifo"
make joliet '!rockridge,joliet'
make plain '!rockridge,!joliet'
