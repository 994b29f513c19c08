package asynctb.cpython.item;

import asynctb.rules.Rules;

/** Twisted: its tasks, and the frames of the reactor, of Deferreds and of its thread pool, which nobody wants to see. */
final class TwistedRules {
    private TwistedRules() {}

    static Rules twisted() {
        Rules.Builder rules = Rules.of("twisted").tasks(new TwistedTasks(), TwistedTasks.STATUS);
        hideReactor(rules);
        hideDeferreds(rules);
        hideThreadPool(rules);
        return rules.build();
    }

    private static void hideReactor(Rules.Builder rules) {
        rules.hide(
                "twisted.internet.base",
                "ReactorBase.run",
                "ReactorBase.mainLoop",
                "ReactorBase.iterate",
                "ReactorBase.runUntilCurrent",
                // Up to 22.4.
                "_SignalReactorMixin.run",
                "_SignalReactorMixin.mainLoop");
        rules.hide("twisted.internet.task", "react", "LoopingCall.__call__");
        rules.hide("twisted.internet.epollreactor", "EPollReactor.doPoll");
        rules.hide("twisted.internet.pollreactor", "PollReactor.doPoll");
        rules.hide("twisted.internet.selectreactor", "SelectReactor.doSelect");
        rules.hide("twisted.internet.posixbase", "_PollLikeMixin._doReadOrWrite");
        rules.hide("twisted.internet.asyncioreactor", "AsyncioSelectorReactor.run");
        rules.hide("twisted.python.log", "callWithLogger", "callWithContext");
        rules.hide(
                "twisted.python.context", "ContextTracker.callWithContext", "ThreadedContextTracker.callWithContext");
    }

    private static void hideDeferreds(Rules.Builder rules) {
        // The package that brought contextvars to 3.6.
        rules.hide("contextvars", "Context.run");
        rules.hide(
                TwistedTasks.DEFER,
                "ensureDeferred",
                "maybeDeferred",
                "inlineCallbacks.<locals>.unwindGenerator",
                "_cancellableInlineCallbacks",
                "_inlineCallbacks",
                "_inlineCallbacks.<locals>.gotResult",
                "_gotResultInlineCallbacks",
                "Deferred.fromCoroutine",
                "Deferred.callback",
                "Deferred.errback",
                "Deferred._startRunCallbacks",
                "Deferred._runCallbacks",
                "Deferred.__iter__",
                "DeferredList._cbDeferred");
    }

    private static void hideThreadPool(Rules.Builder rules) {
        rules.hide("twisted._threads._threadworker", "ThreadWorker.__init__.<locals>.work");
        rules.hide("twisted._threads._team", "Team._coordinateThisTask.<locals>.doWork");
        rules.hide(
                "twisted.python.threadpool",
                "ThreadPool.callInThreadWithCallback.<locals>.inContext",
                "ThreadPool.callInThreadWithCallback.<locals>.<lambda>");
    }
}
