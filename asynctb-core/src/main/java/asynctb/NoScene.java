package asynctb;

import asynctb.model.Stack;
import asynctb.rules.FrameView;
import asynctb.rules.NoValue;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Where rules have nothing to see. */
enum NoScene implements Scene {
    INSTANCE;

    @Override
    public List<ThreadView> threads() {
        return List.of();
    }

    @Override
    public Value module(String name) {
        return NoValue.INSTANCE;
    }

    @Override
    public Value at(long address) {
        return NoValue.INSTANCE;
    }

    @Override
    public List<FrameView> frames(Value object) {
        return List.of();
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
