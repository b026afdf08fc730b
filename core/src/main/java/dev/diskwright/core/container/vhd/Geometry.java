package dev.diskwright.core.container.vhd;

/// Cylinders, heads and sectors of a disk (specification, appendix "CHS Calculation").
record Geometry(int cylinders, int heads, int sectorsPerTrack) {
    private static final int MOST_CYLINDERS = 65_535;
    private static final int MOST_HEADS = 16;
    private static final int MOST_SECTORS = 255;
    private static final int CYLINDERS_OF_A_BIOS = 1024;

    /// What disks of 127 GiB and more have: it says nothing of their size.
    static final Geometry MAXIMAL = new Geometry(MOST_CYLINDERS, MOST_HEADS, MOST_SECTORS);

    /// {@return the geometry for a disk of that many sectors} It holds as many or fewer.
    static Geometry of(long sectors) {
        if (sectors >= MAXIMAL.sectors()) {
            return MAXIMAL;
        }
        if (sectors >= (long) MOST_CYLINDERS * MOST_HEADS * 63) {
            return of(sectors, MOST_HEADS, MOST_SECTORS);
        }
        int tracks = (int) (sectors / 17);
        int heads = Math.max(4, Math.ceilDiv(tracks, CYLINDERS_OF_A_BIOS));
        if (heads <= MOST_HEADS && tracks < heads * CYLINDERS_OF_A_BIOS) {
            return of(sectors, heads, 17);
        }
        boolean fits = sectors / 31 < MOST_HEADS * CYLINDERS_OF_A_BIOS;
        return of(sectors, MOST_HEADS, fits ? 31 : 63);
    }

    private static Geometry of(long sectors, int heads, int sectorsPerTrack) {
        return new Geometry((int) (sectors / sectorsPerTrack / heads), heads, sectorsPerTrack);
    }

    /// {@return the number of sectors, `least` or more, that some geometry holds exactly; `least` itself where sizes do
    /// not follow the geometry any more}
    static long roundUp(long least) {
        long sectors = least;
        while (of(sectors).sectors() < least && sectors < MAXIMAL.sectors()) {
            sectors++;
        }
        return Math.max(least, of(sectors).sectors());
    }

    /// {@return how many sectors it has}
    long sectors() {
        return (long) cylinders * heads * sectorsPerTrack;
    }

    @Override
    public String toString() {
        return cylinders + "/" + heads + "/" + sectorsPerTrack;
    }
}
