package asynctb.cpython.item;

import asynctb.rules.Rules;

/** tornado: its calls of {@code gen.coroutine}s, and the frames of its loop, connections and handlers, which nobody wants to see. */
final class TornadoRules {
    private TornadoRules() {}

    static Rules tornado() {
        var tasks = new TornadoTasks();
        return Rules.of("tornado")
                .tasks(tasks, TornadoTasks.RUNNER)
                .amend(tasks)
                .hide("tornado.ioloop", "IOLoop.run_sync", "IOLoop._run_callback", "PeriodicCallback._run")
                .hide("tornado.platform.asyncio", "BaseAsyncIOLoop.start", "BaseAsyncIOLoop._handle_events")
                .hide(
                        "tornado.gen",
                        "coroutine.<locals>.wrapper",
                        "Runner.__init__",
                        "Runner.run",
                        "Runner.handle_yield",
                        "Runner.handle_yield.<locals>.inner")
                .hide("tornado.web", "RequestHandler._execute")
                .hide("tornado.routing", "_RoutingDelegate.finish")
                .hide(
                        "tornado.http1connection",
                        "HTTP1Connection.read_response",
                        "HTTP1Connection._read_message",
                        "HTTP1Connection._read_message_inner")
                .build();
    }
}
