# Lists a mounted tree, one line a file, as LoopMounts expects it: listing.py TOP OUTPUT
import hashlib
import errno
import os
import stat
import sys

KINDS = {
    stat.S_IFDIR: "d",
    stat.S_IFREG: "f",
    stat.S_IFLNK: "l",
    stat.S_IFCHR: "c",
    stat.S_IFBLK: "b",
    stat.S_IFIFO: "p",
    stat.S_IFSOCK: "s",
}


def text(raw):
    return "".join(chr(c) if 32 < c < 127 and c != 92 else "\\%02x" % c for c in raw)


def line(path, shown):
    st = os.lstat(path)
    kind = KINDS[stat.S_IFMT(st.st_mode)]
    detail = ""
    if kind == "f":
        sha = hashlib.sha256()
        with open(path, "rb") as f:
            while chunk := f.read(1 << 20):
                sha.update(chunk)
        detail = "%d %s" % (st.st_size, sha.hexdigest())
    elif kind == "l":
        detail = text(os.readlink(path))
    elif kind in "cb":
        detail = "%d:%d" % (os.major(st.st_rdev), os.minor(st.st_rdev))
    try:
        names = [os.fsencode(n) for n in os.listxattr(path, follow_symlinks=False)]
    except OSError as e:
        if e.errno != errno.ENOTSUP:  # a squashfs without any attributes
            raise
        names = []
    xattrs = sorted(
        "%s=%s" % (text(n), os.getxattr(path, n, follow_symlinks=False).hex()) for n in names
    )
    seconds, nanos = divmod(st.st_mtime_ns, 10**9)
    same = "" if st.st_ctime_ns == st.st_mtime_ns == st.st_atime_ns else " other-times"
    return "%s %s %o %d:%d %d.%09d%s x%d %s [%s]\n" % (
        text(shown),
        kind,
        stat.S_IMODE(st.st_mode),
        st.st_uid,
        st.st_gid,
        seconds,
        nanos,
        same,
        st.st_nlink,
        detail,
        ",".join(xattrs),
    )


top = os.fsencode(sys.argv[1])
with open(sys.argv[2], "w", encoding="ascii") as out:
    stack = [(top, b"/")]
    while stack:
        path, shown = stack.pop()
        out.write(line(path, shown))
        if stat.S_ISDIR(os.lstat(path).st_mode):
            for name in os.listdir(path):
                stack.append((path + b"/" + name, shown.rstrip(b"/") + b"/" + name))
