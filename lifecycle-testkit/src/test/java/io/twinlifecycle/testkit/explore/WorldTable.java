package io.twinlifecycle.testkit.explore;

import java.util.Arrays;

/**
 * Which worlds were met, and how many orders lead from each to an end. 128 bits of a hash stand for a world, so that millions fit into
 * memory: among ten million, two would share one with a probability of 10 to the minus 25.
 */
final class WorldTable {

    private static final double UNKNOWN = -1;

    private long[] keys = new long[1 << 12];
    private double[] orders = filled(keys.length / 2);
    private int size;

    /** The place of a world that was not there; less than zero if it was: {@code -1 - place}. */
    int add(String world) {
        if (size > orders.length / 2) {
            grow();
        }
        long high = hash(world, 0x9E37_79B9_7F4A_7C15L);
        long low = hash(world, 0xC2B2_AE3D_27D4_EB4FL) | 1; // never zero, which is an empty place
        int place = find(high, low);
        if (keys[2 * place + 1] != 0) {
            return -1 - place;
        }
        keys[2 * place] = high;
        keys[2 * place + 1] = low;
        size++;
        return place;
    }

    int size() {
        return size;
    }

    /** Places move when the table grows, so a world is named by its text. */
    void setOrders(String world, double number) {
        orders[-1 - add(world)] = number;
    }

    /** How many orders there are from a world that was met. */
    double orders(String world) {
        double number = orders[-1 - add(world)];
        if (number == UNKNOWN) {
            throw new AssertionError("a scenario goes round in circles: " + world);
        }
        return number;
    }

    private int find(long high, long low) {
        int mask = orders.length - 1;
        int place = (int) (high >>> 20) & mask;
        while (keys[2 * place + 1] != 0 && (keys[2 * place] != high || keys[2 * place + 1] != low)) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        double[] oldOrders = orders;
        keys = new long[2 * oldKeys.length];
        orders = filled(2 * oldOrders.length);
        for (int old = 0; old < oldOrders.length; old++) {
            if (oldKeys[2 * old + 1] != 0) {
                int place = find(oldKeys[2 * old], oldKeys[2 * old + 1]);
                keys[2 * place] = oldKeys[2 * old];
                keys[2 * place + 1] = oldKeys[2 * old + 1];
                orders[place] = oldOrders[old];
            }
        }
    }

    private static double[] filled(int length) {
        double[] all = new double[length];
        Arrays.fill(all, UNKNOWN);
        return all;
    }

    private static long hash(String text, long seed) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0xFF51_AFD7_ED55_8CCDL;
            hash ^= hash >>> 32;
        }
        hash = (hash ^ (hash >>> 29)) * 0xC4CE_B9FE_1A85_EC53L;
        return hash ^ (hash >>> 32);
    }
}
