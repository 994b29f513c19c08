package asynctb.cpython.library.trio;

import asynctb.rules.Value;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The state of Trio's locks and channels in words. */
public final class Descriptions {
    private Descriptions() {}

    /** Of a lock, limiter, condition or channel; null if there is nothing to say. */
    public static @Nullable String of(Value object) {
        for (String type : object.types()) {
            switch (type.substring(type.lastIndexOf('.') + 1)) {
                case "_LockImpl" -> {
                    return lock(object);
                }
                case "Condition" -> {
                    return lock(object.attribute("_lock"));
                }
                case "Semaphore" -> {
                    return left(object);
                }
                case "CapacityLimiter" -> {
                    return limiter(object);
                }
                case "MemorySendChannel", "MemoryReceiveChannel" -> {
                    return channel(object.attribute("_state"));
                }
                default -> {
                    // Nothing is known of this class; of one that it inherits from perhaps.
                }
            }
        }
        return null;
    }

    /** Who waits at a {@code ParkingLot}; null if that is not known. */
    static @Nullable String waiting(Value lot) {
        Value parked = lot.attribute("_parked");
        return parked.exists() ? parked.size() + " waiting" : null;
    }

    private static @Nullable String lock(Value lock) {
        Value owner = lock.attribute("_owner");
        if (!owner.exists()) {
            return null;
        }
        return owner.isNothing()
                ? "not held"
                : "held by \"" + owner.attribute("name").text() + '"';
    }

    private static @Nullable String left(Value semaphore) {
        OptionalLong value = semaphore.attribute("_value").integer();
        return value.isEmpty() ? null : value.getAsLong() + " left";
    }

    private static @Nullable String limiter(Value limiter) {
        OptionalDouble total = limiter.attribute("_total_tokens").number();
        return total.isEmpty()
                ? null
                : limiter.attribute("_borrowers").size() + " of " + count(total.getAsDouble()) + " in use";
    }

    /** Of what the two ends of a channel share; anyio's keep it alike. */
    public static @Nullable String channel(Value state) {
        Value data = state.attribute("data");
        Value items = data.exists() ? data : state.attribute("buffer");
        OptionalDouble size = state.attribute("max_buffer_size").number();
        OptionalLong senders = state.attribute("open_send_channels").integer();
        OptionalLong receivers = state.attribute("open_receive_channels").integer();
        return size.isEmpty() || senders.isEmpty() || receivers.isEmpty()
                ? null
                : items.size() + " of " + count(size.getAsDouble()) + " items, " + number(senders.getAsLong(), "sender")
                        + ", " + number(receivers.getAsLong(), "receiver");
    }

    private static String number(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String count(double number) {
        return Double.isInfinite(number) ? "any number of" : Long.toString((long) number);
    }
}
