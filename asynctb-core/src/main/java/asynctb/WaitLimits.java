package asynctb;

import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.rules.WaitLimit;
import java.util.OptionalLong;

/** What blocks, calls and awaited objects do to the waits inside of them and behind them, and what is known of locks. */
interface WaitLimits {
    /** What the block of a manager does, or something that is awaited. */
    WaitLimit of(ObjectInfo object);

    /** What the call of a frame does. */
    WaitLimit of(Frame call);

    /** The address of the task, or the ident of the thread, that holds a lock; 0 for nobody; empty if that is not known. */
    OptionalLong ownerOf(ObjectInfo lock);

    /** Whether the code of a frame may let go of locks by hand that it is in the blocks of. */
    boolean mayLetGo(Frame frame);

    /** The address of the lock that a condition is entered by; its own if that is not known. */
    long lockOf(ObjectInfo condition);
}
