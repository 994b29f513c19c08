package asynctb.model;

import org.jspecify.annotations.Nullable;

/**
 * A frozen description of an object in the target.
 *
 * @param type the name of its type: builtin types without a module ({@code dict}), others {@code module.Qualname}
 * @param address where it stands in the target's memory; 0 if it has no address of its own
 * @param repr a bounded text made from memory, never by running code; null if none could be made
 */
public record ObjectInfo(
        String type, long address, @Nullable String repr) {
    @Override
    public String toString() {
        return repr != null ? repr : "<" + type + " at 0x" + Long.toHexString(address) + ">";
    }
}
