package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.AsynctbException;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.model.ObjectInfo;
import asynctb.testkit.EachPython;
import asynctb.testkit.Json;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import asynctb.testkit.Pythons;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The texts made of objects from memory are those that Python itself makes of them; paths lead to the objects they name. */
class ReprTest {
    @EachPython
    void textsAreThoseOfPythonItself(Python python) {
        try (PythonProcess process = python.start(Programs.find("repr_program.py"));
                Target target = Asynctb.attach(process.pid())) {
            Map<String, String> expected = expected(process.greeting());
            List<Selector> selectors = new ArrayList<>();
            expected.keySet().forEach(path -> selectors.add(Selector.parse("__main__." + path)));
            var soft = new SoftAssertions();
            var stacks = target.extract(selectors, ExtractOptions.defaults()).stacks();
            assertThat(stacks).hasSize(expected.size());
            for (var stack : stacks) {
                String path = String.valueOf(stack.selector()).substring("__main__.".length());
                ObjectInfo root = stack.root();
                soft.assertThat(root == null ? null : root.repr()).as(path).isEqualTo(expected.get(path));
            }
            soft.assertAll();
        }
    }

    @Test
    void whatCannotBeReadWithoutRunningCodeIsSaid() {
        Python python = Pythons.all().getLast();
        try (PythonProcess process = python.start(Programs.find("repr_program.py"));
                Target target = Asynctb.attach(process.pid())) {
            assertThat(message(target, "__main__.properties.computed")).contains("property");
            assertThat(message(target, "__main__.properties.absent")).contains("no attribute absent");
            assertThat(message(target, "__main__.queue[3]")).contains("no such item");
            assertThat(message(target, "collections.absent")).contains("module collections has no attribute absent");
            assertThat(message(target, "nowhere.at.all")).contains("no module nowhere is loaded");
            assertThat(message(target, "__main__.slotted.missing")).contains("no attribute missing");
        }
    }

    private static String message(Target target, String path) {
        try {
            return "found " + target.extract(path).root();
        } catch (AsynctbException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** By path. Addresses and texts that are cut are not compared to the letter. */
    private static Map<String, String> expected(List<String> lines) {
        var expected = new LinkedHashMap<String, String>();
        int values = 0;
        for (String line : lines) {
            int tab = line.indexOf('\t');
            String path = tab < 0 ? "VALUES[" + values++ + "]" : line.substring(0, tab);
            expected.put(path, String.valueOf(Json.parse(line.substring(tab + 1))));
        }
        return expected;
    }
}
