package asynctb.cpython.code;

/** Byte code that is not what the version's compiler writes: damaged, or of a version that is not known. */
public final class UnknownCodeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Says what is wrong.
     *
     * @param what stands in the byte code, to be put behind "holds"
     */
    public UnknownCodeException(String what) {
        super("the byte code holds " + what, null, false, false);
    }
}
