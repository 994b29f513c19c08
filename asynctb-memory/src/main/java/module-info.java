import org.jspecify.annotations.NullMarked;

/** The memory, mappings, threads and files of a process, whatever runs in it. */
@NullMarked
module asynctb.memory {
    requires static transitive org.jspecify;

    exports asynctb.memory;
    exports asynctb.memory.elf;
    exports asynctb.memory.linux;

    uses asynctb.memory.BulkReader;
    uses asynctb.memory.Pauser;
}
