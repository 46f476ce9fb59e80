package io.twinlifecycle.testkit.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The little of DER (ITU-T X.690) that a certificate needs. Every value is a tag, a length and its content; here each is a byte array,
 * and those that hold others take them as arguments.
 */
final class Der {

    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] sequence(byte[]... members) {
        return tagged(0x30, concat(members));
    }

    static byte[] set(byte[]... members) {
        return tagged(0x31, concat(members));
    }

    static byte[] integer(BigInteger value) {
        return tagged(0x02, value.toByteArray());
    }

    static byte[] trueValue() {
        return tagged(0x01, new byte[] {(byte) 0xFF});
    }

    static byte[] octets(byte[] content) {
        return tagged(0x04, content);
    }

    /** Whole bytes only: none of the last byte's bits is unused. */
    static byte[] bits(byte[] content) {
        return tagged(0x03, concat(new byte[] {0}, content));
    }

    static byte[] text(String text) {
        return tagged(0x0C, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Good until 2049, after which certificates use another form. */
    static byte[] time(Instant time) {
        return tagged(0x17, UTC_TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    /** An object identifier: the first two numbers share a byte, the others are written in base 128. */
    static byte[] oid(int first, int second, int... rest) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(first * 40 + second);
        for (int number : rest) {
            int shift = 28;
            while (shift > 0 && number >>> shift == 0) {
                shift -= 7;
            }
            for (; shift > 0; shift -= 7) {
                content.write(0x80 | ((number >>> shift) & 0x7F));
            }
            content.write(number & 0x7F);
        }
        return tagged(0x06, content.toByteArray());
    }

    /** A value whose meaning the place where it stands defines; it holds others. */
    static byte[] contextHolding(int number, byte[] content) {
        return tagged(0xA0 | number, content);
    }

    /** A value whose meaning the place where it stands defines; it holds bytes. */
    static byte[] context(int number, byte[] content) {
        return tagged(0x80 | number, content);
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 4);
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length < 0x100) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >>> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
