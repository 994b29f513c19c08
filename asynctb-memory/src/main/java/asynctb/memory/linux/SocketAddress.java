package asynctb.memory.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * An address as the kernel's tables of sockets have it.
 *
 * @param bytes 4 or 16, in the order of the net, as hexadecimal digits
 */
record SocketAddress(String bytes, int port) {
    /** Takes {@code 0100007F:1F90} apart: words in this machine's byte order, then the port. */
    static Optional<SocketAddress> parse(String text) {
        int colon = text.indexOf(':');
        if (!text.matches("([0-9A-F]{8}|[0-9A-F]{32}):[0-9A-F]{1,4}")) {
            return Optional.empty();
        }
        ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(text.substring(0, colon)));
        ByteBuffer bytes = ByteBuffer.allocate(words.limit()).order(ByteOrder.nativeOrder());
        while (words.hasRemaining()) {
            bytes.putInt(words.getInt());
        }
        String digits = HexFormat.of().formatHex(bytes.array());
        return Optional.of(new SocketAddress(digits, Integer.parseInt(text.substring(colon + 1), 16)));
    }

    /** Whether it stands for all addresses of the machine. */
    boolean isAny() {
        return bytes.matches("0+");
    }

    @Override
    public String toString() {
        String host;
        if (isAny()) {
            host = "*";
        } else if (bytes.length() == 8) {
            host = version4(bytes);
        } else if (bytes.startsWith("00000000000000000000ffff")) {
            host = version4(bytes.substring(24));
        } else {
            host = "[" + version6() + "]";
        }
        return host + ":" + port;
    }

    private static String version4(String digits) {
        var parts = new ArrayList<String>();
        for (byte part : HexFormat.of().parseHex(digits)) {
            parts.add(Integer.toString(part & 0xff));
        }
        return String.join(".", parts);
    }

    private String version6() {
        var groups = new ArrayList<String>();
        for (int i = 0; i < bytes.length(); i += 4) {
            groups.add(Integer.toHexString(Integer.parseInt(bytes.substring(i, i + 4), 16)));
        }
        int start = 0;
        int length = 0;
        for (int i = 0; i < groups.size(); i++) {
            int end = i;
            while (end < groups.size() && groups.get(end).equals("0")) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        if (length < 2) {
            return String.join(":", groups);
        }
        List<String> rest = groups.subList(start + length, groups.size());
        return String.join(":", groups.subList(0, start)) + "::" + String.join(":", rest);
    }
}
