package asynctb;

import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Position;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.ThreadInfo;
import asynctb.rules.FrameView;
import asynctb.rules.NoValue;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import asynctb.runtime.ContextItem;
import asynctb.runtime.FrameItem;
import asynctb.runtime.Item;
import asynctb.runtime.Picture;
import asynctb.runtime.Resolution;
import asynctb.runtime.Unwrapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A made-up target: things with attributes, some of which consist of calls and of further things. */
final class World implements Picture, Scene {
    final Map<Long, Thing> things = new LinkedHashMap<>();
    final List<ThreadView> threads = new ArrayList<>();
    final Map<String, Value> modules = new HashMap<>();
    /** What each selector names. */
    final List<Item> items = new ArrayList<>();

    long size;
    private final Map<List<String>, List<String>> typeLists = new HashMap<>();

    /** A thing of a class; what it consists of is set afterwards. */
    Thing thing(long address, String... types) {
        return things.computeIfAbsent(
                address * TaskForest.SPREAD,
                key -> new Thing(this, address, typeLists.computeIfAbsent(List.of(types), list -> list)));
    }

    Call call(long address, String function) {
        return new Call(address, function, new HashMap<>(), new ArrayList<>());
    }

    /** An object. */
    static final class Thing implements Value, Item {
        private final World world;
        private final long address;
        private final List<String> types;
        final Map<String, Value> attributes = new LinkedHashMap<>();

        @Nullable
        List<Item> consistsOf;

        private Thing(World world, long address, List<String> types) {
            this.world = world;
            this.address = address;
            this.types = types;
        }

        Thing of(Item... items) {
            consistsOf = List.of(items);
            return this;
        }

        /** Something else that consists of a call. */
        Thing body(Call call) {
            return world.thing(call.address() << 32, "Coroutine").of(call);
        }

        Thing with(String name, Value value) {
            attributes.put(name, value);
            return this;
        }

        @Override
        public long address() {
            return address;
        }

        @Override
        public ObjectInfo info() {
            return new ObjectInfo(types.getFirst(), address, types.getFirst() + address);
        }

        @Override
        public Value value() {
            return this;
        }

        @Override
        public Unwrapping unwrap() {
            return consistsOf == null ? Unwrapping.leaf() : Unwrapping.of(consistsOf);
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
            return attribute(key);
        }

        @Override
        public Value item(long index) {
            return index < attributes.size() ? items().get((int) index) : NoValue.INSTANCE;
        }

        @Override
        public List<Value> items() {
            return List.copyOf(attributes.values());
        }

        @Override
        public List<Value> keys() {
            return List.of();
        }

        @Override
        public Value captured(String variable) {
            return attribute(variable);
        }

        @Override
        public Value referent() {
            return attribute("referent");
        }

        @Override
        public @Nullable String text() {
            return null;
        }

        @Override
        public OptionalLong integer() {
            return OptionalLong.empty();
        }

        @Override
        public OptionalDouble number() {
            return OptionalDouble.empty();
        }

        @Override
        public boolean isNothing() {
            return false;
        }

        @Override
        public boolean isTrue() {
            return false;
        }

        @Override
        public String toString() {
            return world.things.size() + " things, this one " + info();
        }
    }

    /** A call of a function of the module {@code m}. */
    record Call(long address, String function, Map<String, Value> locals, List<ContextItem> managers)
            implements FrameItem, FrameView {
        Call with(String name, Value value) {
            locals.put(name, value);
            return this;
        }

        Call in(Thing manager) {
            managers.add(new ContextItem(
                    manager, manager.info(), false, false, false, "m", 1, null, null, List.<Problem>of()));
            return this;
        }

        @Override
        public FrameView view() {
            return this;
        }

        @Override
        public String module() {
            return "m";
        }

        @Override
        public String file() {
            return "m.x";
        }

        @Override
        public boolean runs(String module, String qualname) {
            return module.equals("m") && qualname.equals(function);
        }

        @Override
        public boolean runs(Value value) {
            return locals.containsValue(value);
        }

        @Override
        public boolean asksToBeHidden() {
            return locals.containsKey("hide me");
        }

        @Override
        public Value local(String name) {
            return locals.getOrDefault(name, NoValue.INSTANCE);
        }

        @Override
        public ObjectInfo info() {
            return new ObjectInfo("frame", address, null);
        }

        @Override
        public Unwrapping unwrap() {
            return Unwrapping.of(List.of(this));
        }

        @Override
        public Contexts contexts() {
            return new Contexts(managers, List.of());
        }

        @Override
        public Frame frame(ExtractOptions options) {
            return new Frame(
                    address,
                    function,
                    null,
                    null,
                    "m",
                    "m.x",
                    Position.ofLine(1),
                    null,
                    false,
                    false,
                    null,
                    null,
                    List.of(),
                    List.of());
        }
    }

    /** A thread. */
    record Strand(String name, List<Call> frames) implements ThreadView {
        @Override
        public Value object() {
            return NoValue.INSTANCE;
        }

        @Override
        public ThreadInfo threadInfo() {
            return new ThreadInfo(1, null, null, 0, Map.of());
        }
    }

    /** Some calls of a thread. */
    private record Calls(List<Call> calls) implements Item {
        @Override
        public long address() {
            return 0;
        }

        @Override
        public ObjectInfo info() {
            return new ObjectInfo("frames", 0, null);
        }

        @Override
        public Unwrapping unwrap() {
            return Unwrapping.of(calls);
        }
    }

    @Override
    public Scene scene() {
        return this;
    }

    @Override
    public Item item(Part part) {
        return switch (part) {
            case Part.Of of -> Objects.requireNonNull(things.get(of.value().address() * TaskForest.SPREAD));
            case Part.Frames frames ->
                new Calls(((Strand) frames.thread()).frames().subList(frames.from(), frames.to()));
        };
    }

    @Override
    public Resolution resolve(Selector selector) {
        return Resolution.of(items);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public @Nullable ObjectInfo attribute(ObjectInfo object, String name) {
        return null;
    }

    @Override
    public List<ThreadView> threads() {
        return threads;
    }

    @Override
    public Value module(String name) {
        return modules.getOrDefault(name, NoValue.INSTANCE);
    }

    @Override
    public Value at(long address) {
        Value thing = things.get(address * TaskForest.SPREAD);
        return thing == null ? NoValue.INSTANCE : thing;
    }

    @Override
    public List<FrameView> frames(Value object) {
        List<Item> parts = ((Thing) object).consistsOf;
        return parts == null
                ? List.of()
                : parts.stream()
                        .filter(Call.class::isInstance)
                        .<FrameView>map(Call.class::cast)
                        .toList();
    }

    @Override
    public Stack.State state(Value generator) {
        return Stack.State.UNKNOWN;
    }

    @Override
    public OptionalDouble now() {
        return OptionalDouble.empty();
    }

    @Override
    public <T> T once(Object key, Supplier<T> compute) {
        return compute.get();
    }
}
