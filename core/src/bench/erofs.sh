#!/usr/bin/env bash
# Times ./diskwright against mkfs.erofs at packing a tree, in turns, with LZ4 and uncompressed as each has them by
# default, and prints processor and elapsed times, their ratios, and the sizes.
#
#   core/src/bench/erofs.sh [-n RUNS] [-d FOLDER] [-c "lz4 lz4hc none"] [TREE]
#
# TREE is a directory of ordinary files (default /usr/bin); some 400 MB say most. Ours is the whole command: a raw disk of one
# EROFS, written and verified. FOLDER is where the work is done, best one in memory (default /dev/shm).
set -euo pipefail
runs=3
folder=/dev/shm
kinds="lz4 none"
while getopts n:d:c: option; do
    case $option in
    n) runs=$OPTARG ;;
    d) folder=$OPTARG ;;
    c) kinds=$OPTARG ;;
    *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
tree=$(cd "${1:-/usr/bin}" && pwd)
here=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d "$folder/diskwright-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$here/diskwright" --version >/dev/null # builds what is not built

python3 - "$here/diskwright" "$tree" "$work" "$runs" $kinds <<'PYTHON'
import json, os, resource, statistics, subprocess, sys, time

ours, tree, work, runs, kinds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5:]


def timed(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "TMPDIR": work})
    elapsed = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


for kind in kinds:
    design = f"{work}/{kind}.diskwright.json"
    with open(design, "w") as file:
        json.dump(
            {
                "name": "bench",
                "layout": {
                    "preset": None,
                    "table": "none",
                    "partitions": [
                        {"size": "fit", "mount": "/", "filesystem": {"type": "erofs", "compression": kind}}
                    ],
                },
                "contents": [{"source": tree, "target": "/"}],
                "boot": {"loader": "none"},
            },
            file,
        )
    mine, theirs = f"{work}/ours.raw", f"{work}/theirs.img"
    packing = [ours, "build", "--quiet", "--force", "--format", "raw", "-o", mine, design]
    making = ["mkfs.erofs", "--quiet", *([] if kind == "none" else ["-z" + kind]), theirs, tree]
    pairs = [(timed(packing), timed(making)) for _ in range(runs)]
    for index, word in ((0, "elapsed"), (1, "processor")):
        a = statistics.median(it[0][index] for it in pairs)
        b = statistics.median(it[1][index] for it in pairs)
        ratio = statistics.median(it[0][index] / it[1][index] for it in pairs)
        print(f"{kind:5} {word:9} diskwright {a:7.2f} s, mkfs.erofs {b:7.2f} s, ratio {ratio:.2f}")
    a, b = os.path.getsize(mine), os.path.getsize(theirs)
    print(f"{kind:5} size      diskwright {a}, mkfs.erofs {b}, ratio {a / b:.4f}")
PYTHON
