package asynctb.cpython.library.pytest;

import asynctb.rules.FrameView;
import asynctb.rules.LibraryTask;
import asynctb.rules.Rules;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import org.jspecify.annotations.Nullable;

/** The rules for pytest, whose own frames nobody wants to see. */
public final class PytestRules {
    private static final String RUNNER = "_pytest.runner";

    private PytestRules() {}

    /** Those for pytest itself. */
    public static Rules pytest() {
        return Rules.of("_pytest")
                .hide("_pytest.config", "console_main", "main", "_main")
                .hide("_pytest.main", "pytest_cmdline_main", "wrap_session", "_main", "pytest_runtestloop")
                .hide(
                        RUNNER,
                        "pytest_runtest_protocol",
                        "runtestprotocol",
                        "call_and_report",
                        "call_and_report.<locals>.<lambda>",
                        "call_runtest_hook",
                        "call_runtest_hook.<locals>.<lambda>",
                        "CallInfo.from_call",
                        "pytest_runtest_setup",
                        "pytest_runtest_call",
                        "pytest_runtest_teardown",
                        "SetupState.setup",
                        "SetupState.teardown_exact")
                .hide("_pytest.python", "Function.setup", "Function.runtest", "pytest_pyfunc_call")
                .hide(
                        "_pytest.fixtures",
                        "FixtureRequest._fillfixtures",
                        "TopRequest._fillfixtures",
                        "FixtureRequest.getfixturevalue",
                        "FixtureRequest._get_active_fixturedef",
                        "FixtureRequest._compute_fixture_value",
                        "FixtureDef.execute",
                        "FixtureDef.finish",
                        "pytest_fixture_setup",
                        "call_fixture_func")
                .build();
    }

    /** Those for what calls pytest's plugins. */
    public static Rules pluggy() {
        Rules.Builder rules = Rules.of("pluggy");
        for (String module : new String[] {"pluggy._hooks", "pluggy._caller", "pluggy.hooks"}) {
            rules.hide(module, "HookCaller.__call__", "_HookCaller.__call__");
        }
        for (String module : new String[] {"pluggy._manager", "pluggy.manager"}) {
            rules.hide(module, "PluginManager._hookexec", "PluginManager.__init__.<locals>.<lambda>");
        }
        for (String module : new String[] {"pluggy._callers", "pluggy._execution", "pluggy.callers"}) {
            rules.hide(module, "_multicall");
        }
        return rules.build();
    }

    /** A task that runs a test, with which it is, as pytest writes it. */
    static LibraryTask saying(LibraryTask task) {
        String test = task.thread() == null ? null : test(task.thread());
        return test == null ? task : task.remarking("test " + test);
    }

    /** The test that a thread runs: {@code test_shop.py::test_order}; null if it runs none. */
    private static @Nullable String test(ThreadView thread) {
        for (FrameView frame : thread.frames()) {
            if (frame.runs(RUNNER, "runtestprotocol")) {
                return id(frame.local("item"));
            }
        }
        return null;
    }

    /** Since pytest 9.2 not kept as a text. */
    private static @Nullable String id(Value test) {
        Value parts = test.attribute("_id");
        if (!parts.exists()) {
            return test.attribute("_nodeid").text();
        }
        var id = new StringBuilder(String.valueOf(parts.attribute("path").text()));
        parts.attribute("names").items().forEach(name -> id.append("::").append(name.text()));
        String parameters = parts.attribute("params").text();
        return parameters == null
                ? id.toString()
                : id.append('[').append(parameters).append(']').toString();
    }
}
