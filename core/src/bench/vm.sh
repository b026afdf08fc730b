#!/usr/bin/env bash
# Times ./diskwright vm run from its start to the first byte of the guest's serial port, for a design that was never built
# against the image that it is built into, in pairs, by UEFI and by BIOS; and for a disk of 2 TiB.
#
#   core/src/bench/vm.sh [RUNS]
#
# Prints for each the medians and the ratio pair by pair, which may be at most 1.3. Needs qemu-system-x86_64 and, for UEFI, OVMF.
set -euo pipefail
runs=${1:-5}
here=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/diskwright-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$here/diskwright" --version >/dev/null # builds what is not built

python3 - "$here/diskwright" "$work" "$runs" <<'PYTHON'
import json, os, statistics, subprocess, sys, time

ours, work, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])


def design(name, preset, size):
    text = {
        "name": name,
        "disk": {"format": "qcow2", "size": size},
        "layout": {"preset": preset, "bootSize": "64M"},
        "vm": {"memory": "256MiB"},
    }
    path = f"{work}/{name}.diskwright.json"
    with open(path, "w") as file:
        json.dump(text, file)
    return path


def first_byte(*arguments):
    """Seconds until the guest writes something; the machine is ended then."""
    start = time.monotonic()
    process = subprocess.Popen([ours, "vm", "run", "-q", *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        if not process.stdout.read(1):
            sys.exit("no serial output from " + " ".join(arguments))
        return time.monotonic() - start
    finally:
        process.terminate()
        process.wait()


for name, preset, size in (("efi", "efi", "256MiB"), ("legacy", "legacy", "256MiB"), ("huge", "efi", "2TiB")):
    path = design(name, preset, size)
    image = f"{work}/{name}.qcow2"
    subprocess.run([ours, "build", "-q", "-o", image, path], check=True, stdout=subprocess.DEVNULL)
    first_byte(path), first_byte(path, "--image", image, "--keep")  # warm caches
    unbuilt, built = [], []
    for run in range(runs):
        pair = [lambda: unbuilt.append(first_byte(path)), lambda: built.append(first_byte(path, "--image", image, "--keep"))]
        for one in pair if run % 2 == 0 else reversed(pair):
            one()
    ratio = statistics.median(a / b for a, b in zip(unbuilt, built))
    print(
        f"{preset}, {size}: unbuilt {statistics.median(unbuilt):.2f} s, "
        f"built {statistics.median(built):.2f} s, ratio of pairs {ratio:.2f}"
    )
PYTHON
