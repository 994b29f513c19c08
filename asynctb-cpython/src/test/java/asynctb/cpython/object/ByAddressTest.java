package asynctb.cpython.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByAddressTest {
    @Test
    void holdsWhatATableOfJavaHolds() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var known = new HashMap<Long, Integer>();
        var table = new ByAddress<Integer>();
        for (int i = 0; i < 50_000; i++) {
            // Few enough that many are met again; evenly spaced, as objects are.
            long address = 0x7f00_0000_0000L + 48L * random.nextInt(20_000);
            assertThat(table.get(address)).as("seed %d", seed).isEqualTo(known.get(address));
            table.put(address, i);
            known.put(address, i);
        }
        for (Map.Entry<Long, Integer> entry : known.entrySet()) {
            assertThat(table.get(entry.getKey())).as("seed %d", seed).isEqualTo(entry.getValue());
        }
    }

    @Test
    void takesAnyAddress() {
        var table = new ByAddress<String>();
        for (long address : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(table.get(address)).isNull();
            table.put(address, Long.toHexString(address));
        }
        assertThat(table.get(0)).isEqualTo("0");
        assertThat(table.get(-1)).isEqualTo("ffffffffffffffff");
    }
}
