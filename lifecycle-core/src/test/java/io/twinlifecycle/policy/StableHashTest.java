package io.twinlifecycle.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The vectors are those that the authors of FNV and SplitMix64 publish: should one of these fail, devices would move. */
class StableHashTest {

    @Test
    void isFnv1aOf64Bits() {
        assertThat(StableHash.fnv("")).isEqualTo(0xcbf29ce484222325L);
        assertThat(StableHash.fnv("a")).isEqualTo(0xaf63dc4c8601ec8cL);
        assertThat(StableHash.fnv("foobar")).isEqualTo(0x85944171f73967e8L);
    }

    @Test
    void isMixedAsInSplitMix64() {
        long gamma = 0x9e3779b97f4a7c15L;
        assertThat(StableHash.mix(gamma)).isEqualTo(0xe220a8397b1dcdafL);
        assertThat(StableHash.mix(2 * gamma)).isEqualTo(0x6e789e6aa1b965f4L);
        assertThat(StableHash.mix(3 * gamma)).isEqualTo(0x06c45d188009454fL);
    }

    @Test
    void ignoresTheCaseOfAsciiLettersOnly() {
        assertThat(StableHash.fnv("Device-1@[Z")).isEqualTo(StableHash.fnv("dEVICE-1@[z"));
        assertThat(StableHash.fnv("@")).isNotEqualTo(StableHash.fnv("`"));
    }

    @Test
    void givesUnrelatedHashesForTwoPurposes() {
        assertThat(StableHash.hash("one", "device-1")).isNotEqualTo(StableHash.hash("two", "device-1"));
    }

    @Test
    void isNeverZeroOrOneAsAUnit() {
        assertThat(StableHash.unit(0)).isGreaterThan(0);
        assertThat(StableHash.unit(-1)).isLessThan(1);
    }

    @Test
    void knowsAHubByEverySpelling() {
        assertThat(HubTable.key("Hub-A.azure-devices.net"))
                .isEqualTo(HubTable.key("hub-a"))
                .isEqualTo(HubTable.key("HUB-A.example.org"))
                .isNotEqualTo(HubTable.key("hub-b.azure-devices.net"));
    }
}
