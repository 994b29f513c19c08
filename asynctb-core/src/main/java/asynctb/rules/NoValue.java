package asynctb.rules;

import asynctb.model.ObjectInfo;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The value that does not exist. */
public enum NoValue implements Value {
    INSTANCE;

    private static final ObjectInfo NOTHING = new ObjectInfo("missing", 0, null);

    @Override
    public long address() {
        return 0;
    }

    @Override
    public ObjectInfo info() {
        return NOTHING;
    }

    @Override
    public List<String> types() {
        return List.of();
    }

    @Override
    public Value attribute(String name) {
        return this;
    }

    @Override
    public Value item(String key) {
        return this;
    }

    @Override
    public Value item(long index) {
        return this;
    }

    @Override
    public List<Value> items() {
        return List.of();
    }

    @Override
    public List<Value> keys() {
        return List.of();
    }

    @Override
    public Value captured(String variable) {
        return this;
    }

    @Override
    public Value referent() {
        return this;
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
}
