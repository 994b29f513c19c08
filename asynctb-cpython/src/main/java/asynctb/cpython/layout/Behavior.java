package asynctb.cpython.layout;

/**
 * What differs between versions and is not where a member stands. Chosen once, from the version; whatever the layout
 * table can tell by the presence of a member is not here.
 *
 * @param generatorStates what the numbers of a generator's frame state mean
 * @param awaitRule how it is told that a suspended generator waits for another object
 * @param awaitedDepth how far below the top of the value stack that object lies: 1 is the top
 * @param lastiUnit how many bytes one step of a frame's own {@code f_lasti} is (before 3.11)
 * @param hasEntryFrames whether C code that calls the interpreter has a frame of its own below what it calls
 * @param managedDicts where instances keep a dictionary that the interpreter manages
 * @param compiledFilesHaveFlags whether the second word of a compiled file says what the next ones mean (PEP 552)
 */
public record Behavior(
        GeneratorStates generatorStates,
        AwaitRule awaitRule,
        int awaitedDepth,
        int lastiUnit,
        boolean hasEntryFrames,
        ManagedDicts managedDicts,
        boolean compiledFilesHaveFlags) {
    /** How a suspended generator shows that it waits for another object. */
    public enum AwaitRule {
        /** The next instruction is YIELD_FROM. See _PyGen_yf in genobject.c, up to 3.10. */
        NEXT_IS_YIELD_FROM,
        /** The next instruction is RESUME with an argument of 2 or more. See _PyGen_yf of 3.11 and 3.12. */
        NEXT_IS_RESUME,
        /** The frame state says so. See _PyGen_yf of 3.13. */
        FRAME_STATE
    }

    /** Where the dictionary of an instance with Py_TPFLAGS_MANAGED_DICT is. See pycore_object.h. */
    public enum ManagedDicts {
        /** No type has that flag. */
        NONE,
        /** Values four words, the dictionary three words before the object. 3.11. */
        VALUES_THEN_DICT,
        /** One word three words before the object; an odd one is the values' address less one. 3.12. */
        TAGGED,
        /** The dictionary three words before the object; values may follow the object itself. Since 3.13. */
        DICT_OR_INLINE
    }

    /**
     * The numbers of {@code _framestate} in pycore_frame.h, of 3.10 in cpython/frameobject.h.
     *
     * @param created not started
     * @param suspended waits for its caller
     * @param yieldFrom the least number of those that wait for another object
     * @param yieldFromEnd the greatest number of those; less than {@code yieldFrom} if the version does not tell them apart
     * @param executing runs
     * @param executingEnd the greatest number of those that run: 3.10 has its own for the way out of the frame, where tracing
     *     functions and finalizers still run
     */
    public record GeneratorStates(
            int created, int suspended, int yieldFrom, int yieldFromEnd, int executing, int executingEnd) {}

    private static final GeneratorStates UP_TO_3_10 = new GeneratorStates(-2, -1, 0, -1, 0, 3);
    private static final GeneratorStates UP_TO_3_12 = new GeneratorStates(-2, -1, 0, -1, 0, 0);
    private static final GeneratorStates UP_TO_3_14 = new GeneratorStates(-3, -2, -1, -1, 0, 0);
    private static final GeneratorStates SINCE_3_15 = new GeneratorStates(0, 1, 2, 3, 4, 4);

    /** The behavior of a version; a newer one than is known behaves as the newest that is. */
    public static Behavior of(PythonVersion version) {
        return new Behavior(
                version.atLeast(15)
                        ? SINCE_3_15
                        : version.atLeast(13) ? UP_TO_3_14 : version.atLeast(11) ? UP_TO_3_12 : UP_TO_3_10,
                version.atLeast(13)
                        ? AwaitRule.FRAME_STATE
                        : version.atLeast(11) ? AwaitRule.NEXT_IS_RESUME : AwaitRule.NEXT_IS_YIELD_FROM,
                version.atLeast(15) ? 2 : 1,
                version.atLeast(10) ? 2 : 1,
                version.atLeast(12),
                version.atLeast(13)
                        ? ManagedDicts.DICT_OR_INLINE
                        : version.atLeast(12)
                                ? ManagedDicts.TAGGED
                                : version.atLeast(11) ? ManagedDicts.VALUES_THEN_DICT : ManagedDicts.NONE,
                version.atLeast(7));
    }
}
