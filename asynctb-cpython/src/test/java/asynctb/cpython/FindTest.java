package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.ObjectQuery;
import asynctb.Target;
import asynctb.model.Findings;
import asynctb.model.FoundObject;
import asynctb.model.FoundObject.Holder;
import asynctb.model.Stack;
import asynctb.model.TargetInfo.Consistency;
import asynctb.testkit.EachPython;
import asynctb.testkit.Json;
import asynctb.testkit.Libraries;
import asynctb.testkit.Python;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;

/** Searches for objects, beside what the target's own collector lists. */
class FindTest {
    private static final String PROGRAM = "find_program.py";

    @EachPython
    void asManyAsTheCollectorLists(Python python) {
        try (var process = Libraries.of(python, Libraries.NEWEST).start(Programs.find(PROGRAM));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Map<String, Long> listed = counts(process.greeting().getFirst());

            assertThat(counts(target, listed)).isEqualTo(listed);
            assertThat(listed.get("greenlet")).isGreaterThan(9);
            checkDetails(target);

            if (python.isAtLeast("3.7")) {
                process.ask("freeze");
                process.awaitRest();
                assertThat(counts(target, listed)).as("frozen ones too").isEqualTo(listed);
            }
        }
    }

    private static Map<String, Long> counts(String json) {
        var counts = new LinkedHashMap<String, Long>();
        Map<?, ?> listed = (Map<?, ?>) Objects.requireNonNull(Json.parse(json));
        listed.forEach((name, count) -> counts.put(String.valueOf(name), ((Number) count).longValue()));
        return counts;
    }

    private static Map<String, Long> counts(Target target, Map<String, Long> listed) {
        var counts = new LinkedHashMap<String, Long>();
        for (String type : listed.keySet()) {
            Findings findings = find(target, type);
            assertThat(findings.problems()).isEmpty();
            assertThat(findings.target().consistency()).isEqualTo(Consistency.UNMOVED);
            long count = findings.counts().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat((long) findings.objects().size()).isEqualTo(count);
            counts.put(type, count);
        }
        return counts;
    }

    private static Findings find(Target target, String... types) {
        return target.find(ObjectQuery.of(List.of(types)), ExtractOptions.defaults());
    }

    private static void checkDetails(Target target) {
        Findings all = target.find(ObjectQuery.all(), ExtractOptions.defaults());
        List<String> said = all.objects().stream().map(FindTest::said).toList();
        var softly = new SoftAssertions();
        softly.assertThat(said)
                .contains(
                        "COROUTINE outer SUSPENDED in outer by TASK",
                        "COROUTINE inner SUSPENDED in inner by COROUTINE outer",
                        "COROUTINE inner CREATED in inner",
                        "COROUTINE main RUNNING in main by THREAD",
                        "GENERATOR numbers CREATED in numbers",
                        "GENERATOR numbers SUSPENDED in numbers",
                        "GENERATOR numbers SUSPENDED in numbers by GENERATOR delegating",
                        "GENERATOR numbers FINISHED",
                        "ASYNC_GENERATOR anumbers SUSPENDED in anumbers",
                        "GREENLET CREATED by THREAD",
                        "GREENLET SUSPENDED in switching by THREAD",
                        "GREENLET FINISHED",
                        "TASK WAITING in outer by THREAD",
                        "TASK FINISHED");
        softly.assertAll();

        Findings suspended = target.find(ObjectQuery.of(List.of("coroutine")).suspended(), ExtractOptions.defaults());
        assertThat(suspended.objects()).allMatch(found -> found.state() == Stack.State.SUSPENDED);
        assertThat(suspended.objects().stream().map(FoundObject::name))
                .filteredOn(name -> List.of("outer", "inner").contains(name))
                .hasSize(20);
        assertThat(suspended.counts()).containsExactly(Map.entry("coroutine", (long)
                suspended.objects().size()));
        FoundObject outer = suspended.objects().getFirst();
        assertThat(target.extract("@0x" + Long.toHexString(outer.info().address()))
                        .frames()
                        .getFirst()
                        .line())
                .isEqualTo(Objects.requireNonNull(outer.place()).line());
    }

    /** Of names only those that each version has. */
    private static String said(FoundObject found) {
        var words = new StringBuilder(found.kind().name());
        boolean isOfCode = found.kind() != Stack.Kind.TASK && found.kind() != Stack.Kind.GREENLET;
        words.append(isOfCode ? " " + found.name() : "").append(" ").append(found.state());
        if (found.place() != null) {
            words.append(" in ").append(found.place().function());
        }
        Holder holder = found.holder();
        if (holder != null) {
            boolean isCode = holder.kind() != Stack.Kind.TASK && holder.kind() != Stack.Kind.THREAD;
            words.append(" by ").append(holder.kind()).append(isCode ? " " + holder.name() : "");
        }
        return words.toString();
    }
}
