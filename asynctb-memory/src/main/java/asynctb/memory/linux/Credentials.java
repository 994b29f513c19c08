package asynctb.memory.linux;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who a process is when it opens a file.
 *
 * @param user number of the user; 0 may read all
 * @param groups numbers of all its groups
 */
record Credentials(long user, Set<Long> groups) {
    static final int READ = 4;
    static final int SEARCH = 1;
    private static final int FILE_SYSTEM = 3;

    static Credentials of(ProcStatus status) {
        var groups = new HashSet<Long>(status.numbers("Groups"));
        List<Long> gids = status.numbers("Gid");
        if (gids.size() > FILE_SYSTEM) {
            groups.add(gids.get(FILE_SYSTEM));
        }
        return new Credentials(status.number("Uid", FILE_SYSTEM), Set.copyOf(groups));
    }

    /**
     * Whether the mode bits let it. Exactly one of the three sets of bits counts, as for the kernel; access control lists
     * are not asked, which can differ for members of a file's group only.
     *
     * @param right {@link #READ} or {@link #SEARCH}
     */
    boolean may(int right, FileFacts file) {
        if (user == 0) {
            return true;
        }
        int shift = 0;
        if (user == file.user()) {
            shift = 6;
        } else if (groups.contains(file.group())) {
            shift = 3;
        }
        return (file.mode() >> shift & right) != 0;
    }
}
