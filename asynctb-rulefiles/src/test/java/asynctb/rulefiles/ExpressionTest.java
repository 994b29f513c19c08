package asynctb.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asynctb.rules.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions lead to. */
class ExpressionTest {
    private final FakeValue.World world = new FakeValue.World();
    private final FakeValue luna = new FakeValue(0x20, "moth.Task", "object").with("name", FakeValue.of(0x21, "luna"));
    private final FakeValue atlas =
            new FakeValue(0x30, "moth.Task", "object").with("name", FakeValue.of(0x31, "atlas"));
    private final FakeValue tasks = new FakeValue(0x40, "list");
    private final FakeValue nest = new FakeValue(0x10, "moth.Nest", "object")
            .with("tasks", tasks)
            .with("first", luna)
            .with("size", FakeValue.of(0x11, 2))
            .with("zero", FakeValue.of(0x12, 0))
            .with("open", FakeValue.of(0x13, true))
            .with("closed", FakeValue.of(0x14, false))
            .with("owner", new FakeValue(0x15, "NoneType"))
            .with("weak", new FakeValue(0x16, "weakref").with("referent", atlas))
            .with("callback", new FakeValue(0x17, "function").with("closure job", luna))
            .with("table", new FakeValue(0x18, "dict").with("[key]", atlas));

    private final Allowance allowance = Allowance.own();

    ExpressionTest() {
        tasks.items.addAll(List.of(luna, atlas));
        world.modules.put("moth", new FakeValue(0x50, "module").with("all", tasks));
    }

    private Place place() {
        return Place.of(nest, world, Budget.of(allowance, world));
    }

    private List<Long> addresses(String expression) {
        return ExpressionParser.parse(expression, ExpressionParser.Scope.OBJECT).values(place()).stream()
                .map(Value::address)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "self; 16",
                "self.first; 32",
                "self.first.name; 33",
                "self.tasks[*]; 32,48",
                "self.tasks[*].name; 33,49",
                "self.tasks[1]; 48",
                "self.tasks[2]; ``",
                "self.table[\"key\"]; 48",
                "self.table['none']; ``",
                "self.weak.ref(); 48",
                "self.first.ref(); ``",
                "self.callback.closure(\"job\"); 32",
                "module(\"moth\").all[1]; 48",
                "module(\"moths\").all[*]; ``",
                "self.owner; ``",
                "self.none.none.none; ``",
                "self.owner or self.first; 32",
                "self.zero or self.closed or self.first; 32",
                "self.open and self.first; 32",
                "self.closed and self.first; ``",
                "(self.none or self).first; 32",
                "self.first.name.nothing or self.table[\"key\"]; 48",
            })
    void leadsTo(String expression, String addresses) {
        assertThat(String.join(
                        ",", addresses(expression).stream().map(String::valueOf).toList()))
                .isEqualTo(addresses);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "self is self; true",
                "self.first is self.tasks[0]; true",
                "self.first is self.tasks[1]; false",
                "self.first is not self.tasks[1]; true",
                "self.first in self.tasks; true",
                "self in self.tasks; false",
                "self not in self.tasks; true",
                "self.owner is None; true",
                "self.first is None; false",
                "self.none is None; false",
                "self.none; false",
                "not self.none; true",
                "not not self; true",
                "self.open is True; true",
                "self.closed is False; true",
                "self.open is False; false",
                "self.size is True; false",
                "self.size == 2; true",
                "self.size != 2; false",
                "self.size == \"2\"; false",
                "self.first.name == \"luna\"; true",
                "'atlas' == self.tasks[*].name; true",
                "self.tasks[*].name == 'none'; false",
                "is_a(self, \"moth.Nest\"); true",
                "is_a(self.first, \"object\"); true",
                "is_a(self.first, \"moth.Nest\"); false",
                "count(self.tasks[*]) == 2; true",
                "count(self.none) == 0; true",
                "self.zero; false",
                "self.first is self.first and self.size == 2 or self.none; true",
            })
    void holds(String expression, boolean holds) {
        assertThat(ExpressionParser.parse(expression, ExpressionParser.Scope.OBJECT)
                        .isTrue(place()))
                .isEqualTo(holds);
    }

    @Test
    void templatesPutInWhatExpressionsLeadTo() {
        assertThat(Template.parse(
                                "{count(self.tasks[*])} {{tasks}}: {self.tasks[*].name}, {self.first}",
                                ExpressionParser.Scope.OBJECT)
                        .apply(place()))
                .isEqualTo("2 {tasks}: luna, atlas, <moth.Task>");
        assertThat(Template.parse("{self.none}", ExpressionParser.Scope.OBJECT).apply(place()))
                .isNull();
        assertThat(Template.parse("🦋".repeat(150), ExpressionParser.Scope.OBJECT)
                        .apply(place()))
                .hasSize(201)
                .endsWith("…");
    }

    @Test
    void whatDoesNotEndFails() {
        tasks.items.addAll(List.of(tasks, tasks));
        assertThatThrownBy(() -> addresses("self.tasks" + "[*]".repeat(60)))
                .isInstanceOf(RuleFailure.class)
                .hasMessageContaining("more than " + allowance.readsOfOne());
    }

    @Test
    void whatAllTogetherReadTooMuchFails() {
        for (int i = 0; i < 1_000; i++) {
            tasks.items.add(luna);
        }
        Expression expression = ExpressionParser.parse("self.tasks[*] is self.tasks[*]", ExpressionParser.Scope.OBJECT);
        Expression all = ExpressionParser.parse(
                "self.none is self.tasks[*] or count(self.tasks[*].tasks) == 1", ExpressionParser.Scope.OBJECT);
        assertThat(expression.isTrue(place())).isTrue();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < allowance.readsOfAll(); i++) {
                        all.isTrue(place());
                    }
                })
                .isInstanceOf(RuleFailure.class)
                .hasMessageContaining("more than " + allowance.readsOfAll());
    }
}
