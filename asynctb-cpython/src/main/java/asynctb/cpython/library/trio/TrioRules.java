package asynctb.cpython.library.trio;

import asynctb.rules.Rules;

/** The rules for Trio 0.19 and newer, and for what it brings along. */
public final class TrioRules {
    static final String RUN = "trio._core._run";
    static final String TRAPS = "trio._core._traps";
    static final String THREADS = "trio._threads";

    private TrioRules() {}

    public static Rules trio() {
        Rules.Builder rules = Rules.of("trio").since("0.19");
        rules.tasks(new TrioTasks(), "trio.lowlevel.Task", "trio._core._run.Task");
        hideTraps(rules);
        hideRunLoop(rules);
        hideWaits(rules);
        WorkerThreads.addTo(rules);
        ThreadCalls.addTo(rules);
        TrioManagers.addTo(rules);
        return rules.build();
    }

    private static void hideTraps(Rules.Builder rules) {
        rules.prune(
                TRAPS,
                "wait_task_rescheduled",
                "cancel_shielded_checkpoint",
                "temporarily_detach_coroutine_object",
                "permanently_detach_coroutine_object");
    }

    /** What stands in a thread, or in a task of Trio's own, between the program's code and itself. */
    private static void hideRunLoop(Rules.Builder rules) {
        rules.hide(
                RUN,
                "run",
                "unrolled_run",
                "GuestState.guest_tick",
                "GuestState.guest_tick.<locals>.get_events",
                "GuestState.guest_tick.<locals>.deliver.<locals>.in_main_thread",
                "Runner.init");
        rules.hide("trio._core._io_epoll", "EpollIOManager.get_events");
        rules.hide(
                "trio._core._entry_queue",
                "EntryQueue.task",
                "EntryQueue.task.<locals>.run_cb",
                "EntryQueue.task.<locals>.run_all_bounded");
        rules.hide("trio._core._ki", "_ki_protection_decorator.<locals>.decorator.<locals>.wrapper");
        rules.hide("trio._core._wakeup_socketpair", "WakeupSocketpair.wait_woken");
        rules.hide("trio._core._thread_cache", "WorkerThread._work", "WorkerThread._handle_job");
    }

    /** The state of the task says what these do, and the frame that calls them where. */
    private static void hideWaits(Rules.Builder rules) {
        rules.hide(RUN, "NurseryManager.__aexit__", "Nursery._nested_child_finished", "Nursery.start");
        rules.hide("trio._timeouts", "sleep", "sleep_until", "sleep_forever");
        rules.hide("trio._core._parking_lot", "ParkingLot.park");
        rules.hide("trio._sync", "AsyncContextManagerMixin.__aenter__");
        rules.hide("trio._abc", "ReceiveChannel.__anext__");
        rules.hide(
                "trio._socket", "_make_simple_sock_method_wrapper.<locals>.wrapper", "_SocketType._nonblocking_helper");
        rules.hide("trio._core._generated_io_epoll", "wait_readable", "wait_writable");
        rules.hide(
                "trio._core._io_epoll",
                "EpollIOManager.wait_readable",
                "EpollIOManager.wait_writable",
                "EpollIOManager._epoll_wait");
    }

    /** How Trio hands over what functions return and raise. */
    public static Rules outcome() {
        return Rules.of("outcome")
                .hide("outcome._impl", "capture", "acapture", "Value.send", "Error.send")
                .hide("outcome._sync", "capture", "Value.send", "Error.send")
                .hide("outcome._async", "acapture", "Value.send", "Error.send")
                .build();
    }
}
