package io.twinlifecycle.testkit.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;

class LocalCloudExtensionTest {

    /** The clouds that the tests of the classes below were given; this class's own tests run one after the other. */
    static final List<LocalCloud> SEEN = new CopyOnWriteArrayList<>();

    @AfterEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void aFieldOfTheInstanceGivesEachTestACloudOfItsOwn() {
        run(EachItsOwn.class, 2);
        assertThat(SEEN).hasSize(2).doesNotHaveDuplicates().allSatisfy(LocalCloudExtensionTest::isClosed);
    }

    @Test
    void aStaticFieldGivesTheClassOneCloudAndItsNestedClassesToo() {
        run(OneForAll.class, 3);
        assertThat(SEEN).hasSize(3).allMatch(SEEN.get(0)::equals);
        isClosed(SEEN.get(0));
    }

    @Test
    void anAnnotationAtTheClassGivesItOneCloud() {
        run(ByAnnotation.class, 2);
        assertThat(SEEN).hasSize(2).allMatch(SEEN.get(0)::equals);
        isClosed(SEEN.get(0));
    }

    private static void run(Class<?> tests, int expected) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute()
                .testEvents()
                .assertStatistics(events -> events.started(expected).succeeded(expected));
    }

    private static void isClosed(LocalCloud cloud) {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), cloud.adt().endpoint().getPort())) {
            throw new AssertionError("the cloud still listens at " + socket);
        } catch (IOException expected) {
            assertThat(expected).as("nobody listens").hasMessageContaining("refused");
        }
    }

    static final class EachItsOwn {

        @RegisterExtension
        final LocalCloudExtension clouds = new LocalCloudExtension();

        @Test
        void one(LocalCloud cloud) {
            SEEN.add(cloud);
        }

        @Test
        void another(LocalCloud cloud) {
            SEEN.add(cloud);
        }
    }

    static class OneForAll {

        @RegisterExtension
        static final LocalCloudExtension CLOUDS = new LocalCloudExtension(with -> with.iotHubs("hub-x"));

        @Test
        void one(LocalCloud cloud) {
            SEEN.add(cloud);
            assertThat(cloud.world().hubs()).hasSize(1);
        }

        @Test
        void another(LocalCloud cloud) {
            SEEN.add(cloud);
        }

        @Nested
        final class Inside {
            @Test
            void third(LocalCloud cloud) {
                SEEN.add(cloud);
            }
        }
    }

    @ExtendWith(LocalCloudExtension.class)
    static final class ByAnnotation {

        @Test
        void one(LocalCloud cloud) {
            SEEN.add(cloud);
        }

        @Test
        void another(LocalCloud cloud) {
            SEEN.add(cloud);
        }
    }
}
