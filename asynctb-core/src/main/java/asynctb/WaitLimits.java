package asynctb;

import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.rules.WaitLimit;

/** What blocks, calls and awaited objects do to the waits inside of them and behind them. */
interface WaitLimits {
    /** What the block of a manager does, or something that is awaited. */
    WaitLimit of(ObjectInfo object);

    /** What the call of a frame does. */
    WaitLimit of(Frame call);
}
