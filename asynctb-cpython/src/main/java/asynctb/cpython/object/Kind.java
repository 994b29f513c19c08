package asynctb.cpython.object;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types that the interpreter itself knows, by the {@code tp_name} of the C structure. */
enum Kind {
    INT("int"),
    BOOL("bool"),
    FLOAT("float"),
    COMPLEX("complex"),
    STR("str"),
    BYTES("bytes"),
    BYTEARRAY("bytearray"),
    TUPLE("tuple"),
    LIST("list"),
    DICT("dict"),
    SET("set"),
    FROZENSET("frozenset"),
    DEQUE("collections.deque"),
    CELL("cell"),
    FUNCTION("function"),
    METHOD("method"),
    BUILTIN("builtin_function_or_method"),
    METHOD_WRAPPER("method-wrapper"),
    METHOD_DESCRIPTOR("method_descriptor"),
    WRAPPER_DESCRIPTOR("wrapper_descriptor"),
    CODE("code"),
    FRAME("frame"),
    // Called weakref.ReferenceType since 3.11.
    WEAKREF("weakref"),
    MODULE("module"),
    TYPE("type"),
    NONE("NoneType"),
    ELLIPSIS("ellipsis"),
    NOT_IMPLEMENTED("NotImplementedType"),
    GENERATOR("generator"),
    COROUTINE("coroutine"),
    ASYNC_GENERATOR("async_generator"),
    ASYNC_GENERATOR_ASEND("async_generator_asend"),
    ASYNC_GENERATOR_ATHROW("async_generator_athrow"),
    COROUTINE_WRAPPER("coroutine_wrapper"),
    ANEXT_AWAITABLE("anext_awaitable"),
    MEMBER_DESCRIPTOR("member_descriptor"),
    GETSET_DESCRIPTOR("getset_descriptor"),
    PROPERTY("property"),
    STATIC_METHOD("staticmethod"),
    CLASS_METHOD("classmethod"),
    SLICE("slice"),
    RANGE("range"),
    PARTIAL("functools.partial"),
    MAPPING_PROXY("mappingproxy"),
    OTHER("");

    private static final Map<String, Kind> BY_NAME = byName();

    private final String typeName;

    Kind(String typeName) {
        this.typeName = typeName;
    }

    /** The kind of a type whose C name is this; null if the interpreter does not treat it specially. */
    static @Nullable Kind named(String typeName) {
        return BY_NAME.get(typeName);
    }

    private static Map<String, Kind> byName() {
        var all = new HashMap<String, Kind>();
        for (Kind kind : values()) {
            if (kind != OTHER) {
                all.put(kind.typeName, kind);
            }
        }
        all.put("weakref.ReferenceType", WEAKREF);
        return Map.copyOf(all);
    }
}
