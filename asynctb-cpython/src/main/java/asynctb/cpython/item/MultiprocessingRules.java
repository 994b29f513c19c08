package asynctb.cpython.item;

import asynctb.rules.Rules;

/** {@code multiprocessing}, and the processes of {@code concurrent.futures}: what they work for, and what stands around that. */
final class MultiprocessingRules {
    private MultiprocessingRules() {}

    static Rules multiprocessing() {
        return Rules.of("multiprocessing")
                .tasks(new MultiprocessingTasks())
                .hide("multiprocessing.process", "BaseProcess.start", "BaseProcess._bootstrap", "BaseProcess.run")
                .hide(
                        "multiprocessing.context",
                        "Process._Popen",
                        "ForkProcess._Popen",
                        "SpawnProcess._Popen",
                        "ForkServerProcess._Popen")
                .hide("multiprocessing.popen_fork", "Popen.__init__", "Popen._launch")
                .hide("multiprocessing.spawn", "spawn_main", "_main")
                .hide("multiprocessing.forkserver", "main", "_serve_one")
                .hide(
                        "multiprocessing.pool",
                        "worker",
                        "mapstar",
                        "starmapstar",
                        "Pool.__init__",
                        "Pool._repopulate_pool",
                        "Pool._repopulate_pool_static")
                .hide("multiprocessing.context", "BaseContext.Pool")
                .hide(
                        "concurrent.futures.process",
                        "_process_worker",
                        "_process_chunk",
                        "_spawn_worker",
                        "ProcessPoolExecutor._adjust_process_count",
                        "ProcessPoolExecutor._spawn_process",
                        "ProcessPoolExecutor._launch_processes",
                        "ProcessPoolExecutor._start_executor_manager_thread",
                        "ProcessPoolExecutor._start_queue_management_thread",
                        "ProcessPoolExecutor.submit")
                .build();
    }
}
