package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.model.Context;
import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.rulefiles.RuleFile;
import asynctb.testkit.Json;
import asynctb.testkit.Libraries;
import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a file of rules does from outside is what the library stackscope does from within, taught by its hooks. */
class StackscopeHooksTest {
    @Test
    void eachHookHasItsCounterpart() throws IOException {
        for (String version : List.of("3.8", "3.12")) {
            compare(Needs.python(version));
        }
    }

    private static void compare(Python python) throws IOException {
        RuleFile rules = RuleFile.read(Run.program("hooks.toml"));
        try (var process = Libraries.of(python, Libraries.NEWEST).start(Run.program("hooks.py"), "tell");
                Target attached = Asynctb.attach(process.pid())) {
            Target target = attached.with(List.of(rules.rules()));
            process.awaitRest();
            var expected = (Map<?, ?>)
                    Objects.requireNonNull(Json.parse(process.greeting().getLast()));
            var seen = new LinkedHashMap<String, List<?>>();
            for (Object situation : expected.keySet()) {
                String name = situation.toString();
                int space = name.indexOf(' ');
                Extraction found = target.extract(
                        List.of(Selector.parse("__main__." + name.substring(0, space))), ExtractOptions.defaults());
                seen.put(name, frames(found.stacks().get(Integer.parseInt(name.substring(space + 1)))));
            }

            assertThat(expected).hasSize(11);
            seen.forEach((name, frames) -> assertThat(frames).as(name).isEqualTo(expected.get(name)));
        }
    }

    private static List<?> frames(Stack stack) {
        return stack.frames().stream().map(StackscopeHooksTest::frame).toList();
    }

    private static List<?> frame(Frame frame) {
        return List.of(
                frame.function(),
                (long) frame.line(),
                frame.hide(),
                frame.hideLine(),
                frame.contexts().stream().map(StackscopeHooksTest::context).toList());
    }

    private static Map<String, @Nullable Object> context(Context context) {
        var all = new HashMap<String, @Nullable Object>();
        all.put("type", Objects.requireNonNull(context.obj()).type());
        all.put("line", (long) context.startLine());
        all.put("description", context.description());
        all.put("hidden", context.hide());
        all.put("inner", context.innerStack() == null ? List.of() : frames(context.innerStack()));
        all.put(
                "managers",
                context.children().stream()
                        .filter(Context.class::isInstance)
                        .map(kept -> Objects.requireNonNull(((Context) kept).obj())
                                .type()
                                .replace("__main__.", ""))
                        .toList());
        all.put(
                "tasks",
                context.children().stream()
                        .filter(child -> !(child instanceof Context))
                        .count());
        return all;
    }
}
