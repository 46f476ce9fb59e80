package io.twinlifecycle.architecture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/** What core must not do, done on purpose: the rules are tried on these. */
public final class Violations {

    private Violations() {}

    static final class UsesAnotherLibrary {
        void call() {
            Assertions.assertThat(1).isOne();
        }
    }

    static final class ReadsAFile {
        boolean call(String name) {
            return new File(name).exists();
        }
    }

    static final class ReadsAPath {
        boolean call(Path path) {
            return Files.exists(path);
        }
    }

    static final class OpensASocket {
        Socket call() {
            return new Socket();
        }
    }

    static final class CreatesAThread {
        void call(Runnable task) {
            new Thread(task).start();
        }
    }

    static final class CreatesAnExecutor {
        Executor call() {
            return Executors.newCachedThreadPool();
        }
    }

    static final class CreatesATimer {
        Timer call() {
            return new Timer();
        }
    }

    static final class RunsOnTheCommonPool {
        CompletableFuture<Void> call(Runnable task) {
            return CompletableFuture.runAsync(task);
        }
    }

    static final class StreamsInParallel {
        Stream<String> call(List<String> texts) {
            return texts.parallelStream();
        }
    }

    static final class AsksForTheInstant {
        Instant call() {
            return Instant.now();
        }
    }

    static final class AsksForNanoseconds {
        long call() {
            return System.nanoTime();
        }
    }

    static final class TakesTheSystemClock {
        Clock call() {
            return Clock.systemUTC();
        }
    }

    @SuppressWarnings("JavaUtilDate") // that it is a poor type is not what it is here for
    static final class CreatesADate {
        Date call() {
            return new Date();
        }
    }

    static final class Sleeps {
        void call() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    static final class UsesStandardOutput {
        void call() {
            System.out.flush();
        }
    }

    /** Shows it as a result. */
    public static final class ReturnsJackson {
        /** Does nothing. */
        public JsonNode call(JsonNode node) {
            return node;
        }
    }

    /** Shows it as a parameter of a constructor. */
    public static final class TakesJackson {
        /** Does nothing. */
        public TakesJackson(JsonNode node) {}
    }

    /** Shows it as an exception. */
    public static final class ThrowsJackson {
        /** Does nothing. */
        public void call() throws JsonProcessingException {}
    }

    /** Shows it as a field. */
    public abstract static class HoldsJackson {
        /** Holds nothing. */
        protected JsonNode node;
    }

    /** Shows it as a parent. */
    public abstract static class ExtendsJackson extends JsonDeserializer<String> {}

    /** Shows it as a type argument. */
    public interface ReturnsAListOfJackson {
        /** Does nothing. */
        List<JsonNode> call();
    }
}
