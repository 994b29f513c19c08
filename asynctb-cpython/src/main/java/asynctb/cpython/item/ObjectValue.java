package asynctb.cpython.item;

import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Containers;
import asynctb.cpython.object.PyCell;
import asynctb.cpython.object.PyDict;
import asynctb.cpython.object.PyFloat;
import asynctb.cpython.object.PyFunction;
import asynctb.cpython.object.PyInt;
import asynctb.cpython.object.PyList;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PyStr;
import asynctb.cpython.object.PyTuple;
import asynctb.cpython.object.PyWeakref;
import asynctb.memory.MemoryFault;
import asynctb.model.ObjectInfo;
import asynctb.rules.NoValue;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object as rules see it.
 *
 * @param picture in which it is
 * @param address where it stands
 */
record ObjectValue(CPythonPicture picture, long address) implements Value {
    private static final int MAX_ITEMS = 10_000_000;

    /** The object at an address; none if that is 0. */
    static Value at(CPythonPicture picture, long address) {
        return address == 0 ? NoValue.INSTANCE : new ObjectValue(picture, address);
    }

    /** Reads from the object. What cannot be read is as if it was not there. */
    private <T extends @Nullable Object> T read(Function<PyObject, T> reading, T otherwise) {
        try {
            return reading.apply(picture.heap().readObject(address));
        } catch (MemoryFault e) {
            return otherwise;
        }
    }

    private Value readValue(Function<PyObject, OptionalLong> reading) {
        return at(picture, read(reading, OptionalLong.empty()).orElse(0));
    }

    @Override
    public ObjectInfo info() {
        return picture.names().describe(address);
    }

    @Override
    public List<String> types() {
        return picture.names().types(address);
    }

    @Override
    public Value attribute(String name) {
        return readValue(object -> Attributes.readPlain(object, name));
    }

    @Override
    public Value item(String key) {
        return readValue(object -> object instanceof PyDict dict ? dict.readValue(key) : OptionalLong.empty());
    }

    @Override
    public Value item(long index) {
        return readValue(object -> index >= 0 && (object instanceof PyTuple || object instanceof PyList)
                ? Containers.readItem(object, index)
                : OptionalLong.empty());
    }

    @Override
    public List<Value> items() {
        return items(MAX_ITEMS);
    }

    @Override
    public List<Value> items(int atMost) {
        var items = new ArrayList<Value>();
        read(
                object -> {
                    Containers.readItems(object, item -> {
                        items.add(at(picture, item));
                        return items.size() < atMost;
                    });
                    return true;
                },
                false);
        return items;
    }

    @Override
    public int size() {
        return read(Containers::readSize, 0);
    }

    @Override
    public List<Value> keys() {
        var keys = new ArrayList<Value>();
        read(
                object -> {
                    if (object instanceof PyDict dict) {
                        dict.readEntries((key, value) -> {
                            keys.add(at(picture, key));
                            return keys.size() < MAX_ITEMS;
                        });
                    }
                    return true;
                },
                false);
        return keys;
    }

    @Override
    public Value captured(String variable) {
        return readValue(object -> object instanceof PyFunction function
                ? OptionalLong.of(function.readFree(variable))
                : OptionalLong.empty());
    }

    @Override
    public Value referent() {
        return readValue(object -> switch (object) {
            case PyWeakref reference -> reference.readReferent();
            case PyCell cell -> OptionalLong.of(cell.readContent());
            default -> OptionalLong.empty();
        });
    }

    @Override
    public @Nullable String text() {
        return read(
                        object ->
                                object instanceof PyStr text ? Optional.of(text.readText()) : Optional.<String>empty(),
                        Optional.<String>empty())
                .orElse(null);
    }

    @Override
    public OptionalLong integer() {
        return read(
                object -> object instanceof PyInt number && number.readValue().bitLength() < Long.SIZE
                        ? OptionalLong.of(number.readLong())
                        : OptionalLong.empty(),
                OptionalLong.empty());
    }

    @Override
    public OptionalDouble number() {
        return read(
                object -> switch (object) {
                    case PyFloat number -> OptionalDouble.of(number.readValue());
                    case PyInt number -> OptionalDouble.of(number.readValue().doubleValue());
                    default -> OptionalDouble.empty();
                },
                OptionalDouble.empty());
    }

    @Override
    public boolean isNothing() {
        return types().contains("NoneType");
    }

    @Override
    public boolean isTrue() {
        return read(object -> object instanceof PyInt number && number.isBool() && number.readLong() != 0, false);
    }
}
