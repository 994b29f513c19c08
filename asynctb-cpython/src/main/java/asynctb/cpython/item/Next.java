package asynctb.cpython.item;

import asynctb.cpython.context.Callee;
import asynctb.cpython.frame.Generators;
import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.object.Awaitables;
import asynctb.cpython.object.PyGenerator;
import asynctb.cpython.object.PyObject;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What follows a frame in its stack.
 *
 * @param frame the frame that it calls; null if it calls none
 * @param awaited the address of what it waits for; 0 if it does not
 */
record Next(@Nullable PyFrame frame, long awaited) {
    /** Nothing, or what is not known. */
    static final Next NONE = new Next(null, 0);

    /**
     * The function that it leads to, be it called or driven as a coroutine.
     *
     * @throws asynctb.memory.MemoryFault if that cannot be read
     */
    Callee readCallee(CPythonPicture picture) {
        if (frame != null || awaited == 0) {
            return new Callee(frame);
        }
        PyObject object = picture.heap().readObject(awaited);
        OptionalLong driven = Awaitables.readDriven(object);
        if (driven.isPresent()) {
            object = picture.heap().readObject(driven.getAsLong());
        }
        if (object instanceof PyGenerator generator
                && picture.generators().readState(generator) != Generators.State.FINISHED) {
            return new Callee(picture.frames().readFrame(picture.generators().readFrameAddress(generator)));
        }
        return Callee.NONE;
    }
}
