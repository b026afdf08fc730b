#!/usr/bin/env bash
# Times ./diskwright against qemu-img and sha256sum at converting, comparing and hashing, in turns, and prints for each the
# medians, the ratio pair by pair, the sizes of what was written and the peak memory.
#
#   core/src/bench/convert.sh [-n RUNS] [-d FOLDER] [TREE]
#
# TREE is a directory of ordinary files (default /usr) of which some 750 MiB go onto a disk of 4 GiB, with 256 MiB of random
# bytes. ONLY, a regular expression in the environment, picks the rows. FOLDER is where the work is done, best one in
# memory with 12 GiB free (default /dev/shm): there a flush costs nothing, which qemu-img does not do and we always do.
set -euo pipefail
runs=5
folder=/dev/shm
while getopts n:d: option; do
    case $option in
    n) runs=$OPTARG ;;
    d) folder=$OPTARG ;;
    *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
tree=${1:-/usr}
here=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d "$folder/diskwright-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$here/diskwright" --version >/dev/null # builds what is not built

python3 - "$here/diskwright" "$tree" "$work" "$runs" <<'PYTHON'
import os, random, re, statistics, subprocess, sys, time

ours, tree, work, runs = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
GIB = 1 << 30


def files():
    for folder, folders, names in os.walk(tree):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            if os.path.isfile(path) and not os.path.islink(path):
                yield path


def mixed():
    total = 0
    for path in files():
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError:
            continue
        if total + len(data) > GIB * 3 // 4:
            break
        total += len(data)
        yield data
    source = random.Random(1)
    while total < GIB:
        total += 4 << 20
        yield source.randbytes(4 << 20)


def make(path, size):
    gaps = random.Random(2)
    with open(path, "wb") as disk:
        disk.truncate(size)
        at = 1 << 20
        for data in mixed():
            disk.seek(at)
            disk.write(data)
            at += -(-len(data) // 4096) * 4096
            if gaps.random() < 0.02:
                at += int(gaps.random() * (size - at) / 400) // 4096 * 4096


def run(command):
    """Seconds and peak memory in MiB of a command that must succeed."""
    began = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, work + "/errors", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)])
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)}: {open(work + '/errors').read()}")
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def path(name):
    return os.path.join(work, name)


def remove(name):
    if os.path.exists(path(name)):
        os.remove(path(name))


def used(name):
    return os.stat(path(name)).st_blocks * 512 if os.path.exists(path(name)) else 0


def convert(name, source, extension, options, peer, limit, goal):
    """A conversion by both sides."""
    mine, other = "ours." + extension, "theirs." + extension
    return (name, [ours, "convert", "-q", *options, path(source), path(mine)],
            ["qemu-img", "convert", *peer, path(source), path(other)], mine, other, limit, goal)


qemu = {"qcow2": "qcow2", "vhd": "vpc", "vdi": "vdi", "vhdx": "vhdx", "vmdk": "vmdk"}
make(path("disk.raw"), 4 * GIB)
subprocess.run(["qemu-img", "convert", "-c", "-m", "4", "-W", "-O", "qcow2", path("disk.raw"), path("zlib.qcow2")], check=True)
subprocess.run(["qemu-img", "convert", "-c", "-m", "4", "-W", "-O", "qcow2", "-o", "compression_type=zstd", path("disk.raw"), path("zstd.qcow2")], check=True)
subprocess.run(["qemu-img", "convert", "-O", "vmdk", "-o", "subformat=streamOptimized", path("disk.raw"), path("stream.vmdk")], check=True)

fast = ["-m", "4", "-W"]
cases = [
    convert("raw to qcow2 zlib", "disk.raw", "qcow2", ["--compress", "zlib"], ["-c", *fast, "-O", "qcow2"], 0.5, 0.3),
    convert("raw to qcow2 zstd", "disk.raw", "qcow2", ["--compress", "zstd"],
            ["-c", *fast, "-O", "qcow2", "-o", "compression_type=zstd"], 1.0, 0.8),
    convert("raw to streamOptimized", "disk.raw", "vmdk", ["--option", "subformat=streamOptimized"],
            ["-O", "vmdk", "-o", "subformat=streamOptimized"], 0.3, 0.17),
    convert("qcow2 zlib to raw", "zlib.qcow2", "raw", [], [*fast, "-O", "raw"], 0.8, 0.5),
    convert("qcow2 zstd to raw", "zstd.qcow2", "raw", [], [*fast, "-O", "raw"], 0.8, 0.5),
    convert("streamOptimized to raw", "stream.vmdk", "raw", [], [*fast, "-O", "raw"], 0.8, 0.5),
]
for ours_name, theirs_name in qemu.items():
    cases.append(convert("raw to " + ours_name, "disk.raw", ours_name, [], ["-O", theirs_name], 1.0, 0.8))
for ours_name, theirs_name in qemu.items():
    source = "plain." + ours_name
    if not os.path.exists(path(source)):
        subprocess.run(["qemu-img", "convert", "-O", theirs_name, path("disk.raw"), path(source)], check=True)
    cases.append(convert(ours_name + " to raw", source, "raw", [], ["-f", theirs_name, "-O", "raw"], 1.0, 0.8))
cases += [
    ("diff raw, qcow2 zlib", [ours, "diff", "-q", "--bytes", path("disk.raw"), path("zlib.qcow2")],
     ["qemu-img", "compare", path("disk.raw"), path("zlib.qcow2")], "", "", 0.7, 0.4),
    ("digest", [ours, "digest", "-q", path("disk.raw")], ["sha256sum", path("disk.raw")], "", "", 0.35, 0.27),
    ("digest --tree", [ours, "digest", "-q", "--tree", path("disk.raw")], ["sha256sum", path("disk.raw")], "", "", 0.1, 0.05),
]
only = os.environ.get("ONLY", "")
print(f"{'':24} {'ours':>7} {'theirs':>7} {'ratio':>6} {'(min-max)':>11} {'limit':>5} {'goal':>5}  {'size':>6} {'memory':>7}", flush=True)
for name, mine, theirs, made, other, limit, goal in cases:
    if not re.search(only, name):
        continue
    times = []
    peak = 0
    for counted in range(runs + 1):  # the first one warms up
        remove(made) if made else None
        a, memory = run(mine)
        remove(other) if other else None
        b, _ = run(theirs)
        peak = max(peak, memory)
        if counted:
            times.append((a, b))
    ratios = sorted(a / b for a, b in times)
    size = used(made) / used(other) if made and used(other) else 0
    print(f"{name:24} {statistics.median(a for a, _ in times):6.2f}s {statistics.median(b for _, b in times):6.2f}s "
          f"{statistics.median(ratios):6.2f} {ratios[0]:5.2f}-{ratios[-1]:5.2f} {limit:5} {goal:5}  "
          f"{size and f'{size:.3f}' or '':>6} {peak:5.0f}MB", flush=True)
    if made:
        remove(made)
        remove(other)
huge = path("huge.raw")
subprocess.run(["cp", "--sparse=always", path("disk.raw"), huge], check=True)
os.truncate(huge, 2048 * GIB)
if not only:
    times = []
    for _ in range(runs):
        remove("ours.qcow2")
        a, memory = run([ours, "convert", "-q", huge, path("ours.qcow2")])
        remove("ours.qcow2")
        b, _ = run([ours, "convert", "-q", path("disk.raw"), path("ours.qcow2")])
        times.append(a / b)
    print(f"2 TiB against 4 GiB, to qcow2: {statistics.median(times):.2f} ({min(times):.2f}-{max(times):.2f}), limit 1.3, {memory:.0f}MB")
PYTHON
