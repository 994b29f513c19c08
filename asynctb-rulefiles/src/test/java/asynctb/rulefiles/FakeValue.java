package asynctb.rulefiles;

import asynctb.model.ObjectInfo;
import asynctb.model.Stack;
import asynctb.rules.FrameView;
import asynctb.rules.NoValue;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An object of a made-up target. */
final class FakeValue implements Value {
    private final long address;
    private final List<String> types;
    private final Map<String, Value> attributes = new HashMap<>();
    final List<Value> items = new ArrayList<>();

    @Nullable
    Object constant;

    FakeValue(long address, String... types) {
        this.address = address;
        this.types = List.of(types);
    }

    static FakeValue of(long address, Object constant) {
        var value = new FakeValue(
                address, constant instanceof String ? "str" : constant instanceof Boolean ? "bool" : "int");
        value.constant = constant;
        return value;
    }

    FakeValue with(String name, Value value) {
        attributes.put(name, value);
        return this;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public ObjectInfo info() {
        return new ObjectInfo(types.getFirst(), address, "<" + types.getFirst() + ">");
    }

    @Override
    public List<String> types() {
        return types;
    }

    @Override
    public Value attribute(String name) {
        return attributes.getOrDefault(name, NoValue.INSTANCE);
    }

    @Override
    public Value item(String key) {
        return attribute("[" + key + "]");
    }

    @Override
    public Value item(long index) {
        return index < items.size() ? items.get((int) index) : NoValue.INSTANCE;
    }

    @Override
    public List<Value> items() {
        return List.copyOf(items);
    }

    @Override
    public List<Value> keys() {
        return List.of();
    }

    @Override
    public Value captured(String variable) {
        return attribute("closure " + variable);
    }

    @Override
    public Value referent() {
        return attribute("referent");
    }

    @Override
    public @Nullable String text() {
        return constant instanceof String text ? text : null;
    }

    @Override
    public OptionalLong integer() {
        return switch (constant) {
            case Integer number -> OptionalLong.of(number);
            case Boolean truth -> OptionalLong.of(truth ? 1 : 0);
            case null, default -> OptionalLong.empty();
        };
    }

    @Override
    public OptionalDouble number() {
        return OptionalDouble.empty();
    }

    @Override
    public boolean isNothing() {
        return types.contains("NoneType");
    }

    @Override
    public boolean isTrue() {
        return Boolean.TRUE.equals(constant);
    }

    /** A target with modules, and no threads. */
    static final class World implements Scene {
        final Map<String, Value> modules = new HashMap<>();
        private final Map<Object, Object> kept = new HashMap<>();

        @Override
        public List<? extends ThreadView> threads() {
            return List.of();
        }

        @Override
        public Value module(String name) {
            return Objects.requireNonNullElse(modules.get(name), NoValue.INSTANCE);
        }

        @Override
        public Value at(long address) {
            return NoValue.INSTANCE;
        }

        @Override
        public Stack.State state(Value generator) {
            return Stack.State.UNKNOWN;
        }

        @Override
        public List<? extends FrameView> frames(Value object) {
            return List.of();
        }

        @Override
        public OptionalDouble now() {
            return OptionalDouble.empty();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T once(Object key, Supplier<T> compute) {
            return (T) kept.computeIfAbsent(key, k -> compute.get());
        }
    }
}
