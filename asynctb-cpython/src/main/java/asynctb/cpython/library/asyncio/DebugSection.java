package asynctb.cpython.library.asyncio;

import asynctb.cpython.layout.Layout;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a target says of the layout of its tasks: {@code _Py_AsyncioModuleDebugOffsets}, since 3.14. See
 * _asynciomodule.c.
 */
public final class DebugSection {
    /** The section of the file that holds the module. */
    public static final String NAME = ".AsyncioDebug";

    private static final String STRUCT = "_Py_AsyncioModuleDebugOffsets.";
    private static final int MAX_OFFSET = 1 << 20;
    private static final Map<String, String> OWNERS = Map.of(
            "asyncio_task_object.", "TaskObj.",
            "asyncio_interpreter_state.", "PyInterpreterState.",
            "asyncio_thread_state.", "_PyThreadStateImpl.");
    private static final List<String> MEMBERS = List.of(
            "asyncio_task_object.task_name",
            "asyncio_task_object.task_awaited_by",
            "asyncio_task_object.task_awaited_by_is_set",
            "asyncio_task_object.task_coro",
            "asyncio_task_object.task_node",
            "asyncio_interpreter_state.asyncio_tasks_head",
            "asyncio_thread_state.asyncio_running_loop",
            "asyncio_thread_state.asyncio_running_task",
            "asyncio_thread_state.asyncio_tasks_head");

    private DebugSection() {}

    /** A layout with what the section at an address says; unchanged where it cannot be read or says what cannot be. */
    public static Layout overlay(Memory memory, long section, Layout layout) {
        var offsets = new HashMap<String, Integer>();
        try {
            for (String member : MEMBERS) {
                int word = layout.offsetOrAbsent(STRUCT + member);
                long offset = word < 0 ? -1 : memory.readLong(section + word);
                if (offset <= 0 || offset > MAX_OFFSET) {
                    return layout;
                }
                int dot = member.indexOf('.') + 1;
                offsets.put(OWNERS.get(member.substring(0, dot)) + member.substring(dot), (int) offset);
            }
        } catch (MemoryFault e) {
            return layout;
        }
        return layout.overlaid(offsets);
    }
}
