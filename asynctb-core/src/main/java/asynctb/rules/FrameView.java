package asynctb.rules;

import org.jspecify.annotations.Nullable;

/** A frame as rules see it. Like those of {@link Value}, its methods never fail. */
public interface FrameView {
    /** Where it stands. */
    long address();

    /** The short name of the code. */
    String function();

    /** The module that the code belongs to; null if not known. */
    @Nullable
    String module();

    /** The file as the code names it. */
    String file();

    /**
     * Whether it runs a certain function: the very code that is found in the module by this name, so that another one of
     * the same short name does not count.
     *
     * @param module the full name of the module that defines the function
     * @param qualname its name there: {@code Thread.run}, {@code shield.<locals>.callback}
     */
    boolean runs(String module, String qualname);

    /**
     * Whether it runs a function: its very code, with the very variables that it has captured. So it tells apart two
     * functions that were made by one {@code def}.
     */
    boolean runs(Value function);

    /** The value of a variable; captured ones are looked through. */
    Value local(String name);

    /** Whether the code itself asks not to be shown to readers, by whatever the runtime's tools understand as that. */
    boolean asksToBeHidden();
}
