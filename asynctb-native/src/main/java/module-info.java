import org.jspecify.annotations.NullMarked;

/** Reads live processes in bulk, and holds them, through the foreign-function API: an optional part of {@link asynctb.memory}. */
@NullMarked
module asynctb.nativeaccess {
    requires asynctb.memory;
    requires static org.jspecify;

    provides asynctb.memory.BulkReader with
            asynctb.nativeaccess.ProcessVmReader;
    provides asynctb.memory.Pauser with
            asynctb.nativeaccess.PtracePauser;
}
