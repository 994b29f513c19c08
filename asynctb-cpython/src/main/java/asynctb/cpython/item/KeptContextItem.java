package asynctb.cpython.item;

import asynctb.cpython.library.ManagerDetails;
import asynctb.model.Problem;
import asynctb.runtime.ContextItem;
import java.util.ArrayList;

/**
 * A manager or callback that an exit stack keeps.
 *
 * @param picture in which it is
 * @param entry what the stack keeps
 * @param stack the name of the stack
 * @param index its place in the stack
 * @param line of the statement that the stack is active by; 0 if that is not known
 */
record KeptContextItem(CPythonPicture picture, ManagerDetails.Entry entry, String stack, int index, int line)
        implements ContextItem {
    @Override
    public long address() {
        return entry.object();
    }

    @Override
    public View view() {
        var problems = new ArrayList<Problem>();
        var manager = new ManagerItem(picture, entry.isManager() ? entry.object() : 0);
        ManagerDetails details = manager.readDetails(problems);
        String name = stack + "[" + index + "]";
        String argument = details.description() == null ? entry.argument() : details.description();
        String call = stack + "." + entry.method() + "(" + argument + ")";
        return new View(
                picture.describe(entry.object()),
                entry.isAsync(),
                false,
                false,
                name,
                line,
                null,
                entry.method().startsWith("enter_async") ? "await " + call : call,
                manager.inner(details),
                manager.children(details, name, line),
                problems);
    }
}
