package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.HubName;
import io.twinlifecycle.store.StoredTwin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Somebody who acts, one step at a time. */
sealed interface Actor {

    /** A device asks DPS; DPS will use the webhook's answer, or will not, since it gave up waiting. */
    record Arrival(HubName hub, boolean used) implements Actor {}

    /** An algorithm between two calls. */
    record Running(Program program, List<Object> answers, Optional<Suspended> waiting) implements Actor {

        static Running start(Program program, Program.Algorithms algorithms) {
            return of(program, List.of(), algorithms);
        }

        Running answered(Object answer, Program.Algorithms algorithms) {
            List<Object> more = new ArrayList<>(answers);
            more.add(answer);
            return of(program, more, algorithms);
        }

        private static Running of(Program program, List<Object> answers, Program.Algorithms algorithms) {
            try {
                program.run(algorithms, new Ports(answers));
                return new Running(program, answers, Optional.empty());
            } catch (Suspended waiting) {
                return new Running(program, answers, Optional.of(waiting));
            }
        }

        /** Two runs are alike if they did the same so far. Of versions only matters whether they are the current one. */
        String canonical(Shared world) {
            StringBuilder text = new StringBuilder(program.toString());
            for (Object answer : answers) {
                text.append('|').append(canonical(answer, world));
            }
            return text.toString();
        }

        private static String canonical(Object answer, Shared world) {
            if (answer instanceof Optional<?> optional && optional.orElse(null) instanceof StoredTwin twin) {
                boolean current =
                        world.twin().map(now -> now.etag().equals(twin.etag())).orElse(false);
                return (current ? "current" : "old") + twin.contents();
            }
            return answer.toString();
        }
    }

    /** DPS acts on an answer: first it creates the device on the new hub, then it removes it from the old one. */
    record Assignment(HubName hub, boolean created) implements Actor {}

    /** An operator deletes the device from its hub. */
    record Operator() implements Actor {}

    /** Telemetry changes the twin's version. */
    record Telemetry() implements Actor {}
}
