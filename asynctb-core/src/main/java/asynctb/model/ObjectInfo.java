package asynctb.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A frozen description of an object in the target. Two are equal if they say the same.
 *
 * <p>Most objects are shown as {@code <module.Class object at 0x7f12…>}, in which only the address is the object's own; that
 * text is put together when somebody asks for it, because there may be millions.
 */
public final class ObjectInfo {
    private final String type;
    private final long address;
    /** All of the text, or what stands before the address. */
    private final @Nullable String text;

    private final boolean endsWithAddress;

    private ObjectInfo(String type, long address, @Nullable String text, boolean endsWithAddress) {
        this.type = type;
        this.address = address;
        this.text = text;
        this.endsWithAddress = endsWithAddress;
    }

    /**
     * What is said of an object.
     *
     * @param type see {@link #type()}
     * @param address see {@link #address()}
     * @param repr see {@link #repr()}
     */
    public ObjectInfo(String type, long address, @Nullable String repr) {
        this(type, address, repr, false);
    }

    /**
     * What is said of an object whose text ends with its address.
     *
     * @param type see {@link #type()}
     * @param address see {@link #address()}
     * @param start what stands before {@code " at 0x7f12…>"}
     */
    public static ObjectInfo endingWithAddress(String type, long address, String start) {
        return new ObjectInfo(type, address, start, true);
    }

    /** The name of its type: builtin types without a module ({@code dict}), others {@code module.Qualname}. */
    public String type() {
        return type;
    }

    /** Where it stands in the target's memory; 0 if it has no address of its own. */
    public long address() {
        return address;
    }

    /** A bounded text made from memory, never by running code; null if none could be made. */
    public @Nullable String repr() {
        return endsWithAddress ? withAddress(String.valueOf(text)) : text;
    }

    private String withAddress(String start) {
        return start + " at 0x" + Long.toHexString(address) + ">";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof ObjectInfo info
                        && address == info.address
                        && type.equals(info.type)
                        && (endsWithAddress == info.endsWithAddress
                                ? Objects.equals(text, info.text)
                                : Objects.equals(repr(), info.repr()));
    }

    @Override
    public int hashCode() {
        return Long.hashCode(address) * 31 + type.hashCode();
    }

    @Override
    public String toString() {
        return text == null ? withAddress("<" + type) : String.valueOf(repr());
    }
}
