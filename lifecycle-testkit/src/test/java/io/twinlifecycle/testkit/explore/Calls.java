package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.store.TwinStore.WriteOutcome;
import io.twinlifecycle.testkit.explore.World.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can become of the call that an algorithm is about to make. */
final class Calls {

    /** Where relationships may be lost, as the documentation says: what was removed is remembered in memory. */
    static final String DIED_HALF_WAY = "an instance died half-way through the retirement of ";

    /** P1 to the letter; the twin may be made anew later, but without what others had put into it. */
    static final String DELETED_ALIVE = "P1 an event deleted the twin of a device that was on a hub all the while";

    // Worlds are compared by value, and an exception equals itself only; nobody looks at its stack trace.
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final LifecycleException DOWN = LifecycleException.storeUnavailable("down", null);

    @SuppressWarnings("StaticAssignmentOfThrowable") // as above
    private static final LifecycleException THROTTLED =
            LifecycleException.storeUnavailable("throttled", Duration.ofSeconds(1), null);

    private Calls() {}

    /** It is answered; or it fails before its effect or after; or its instance dies before it hears of the effect. */
    static void add(World world, int index, List<Step> steps) {
        Running running = (Running) world.actors().get(index);
        Shared before = world.shared();
        Suspended.Effect<?> effect = judged(running, before, running.waiting().run(before));
        String call = running.program() + ": " + running.waiting().words();
        steps.add(new Step(call + answered(effect.answer()), after(world, index, effect.after(), effect.answer())));
        if (before.failures() > 0) {
            steps.add(new Step(call + ", which is throttled", after(world, index, before.failed(), THROTTLED)));
            if (!effect.after().equals(before)) {
                steps.add(new Step(
                        call + ", and the answer is lost",
                        after(world, index, effect.after().failed(), DOWN)));
            }
        }
        if (before.crashes() > 0) {
            steps.add(new Step(call + ", and its instance dies", died(world, index, effect.after())));
        }
    }

    /** No event may delete the twin of a device that was on a hub all the while. */
    private static Suspended.Effect<?> judged(Running running, Shared before, Suspended.Effect<?> effect) {
        boolean wrong = effect.answer() == TwinStore.DeleteOutcome.DONE
                && running.program().isAboutALiveDevice(before);
        return wrong ? new Suspended.Effect<>(effect.after().marked(DELETED_ALIVE), effect.answer()) : effect;
    }

    private static World after(World world, int index, Shared shared, Object answer) {
        Running running = ((Running) world.actors().get(index)).answered(answer);
        World after = world.sharing(shared).with(index, running);
        return running.isOver() ? after.ended(index) : after;
    }

    /** Whoever asked asks again: DPS, or the event hub. */
    private static World died(World world, int index, Shared after) {
        Running running = (Running) world.actors().get(index);
        Shared shared = after.crashed();
        if (running.program() instanceof Program.Registration registration) {
            return world.sharing(shared)
                    .with(index, new Actor.Arrival(registration.device(), registration.hub(), registration.used()));
        }
        boolean removed = running.hasRemoved() || running.waiting().words().equals(Ports.DELETES_RELATIONSHIP);
        Shared marked =
                removed ? shared.marked(DIED_HALF_WAY + running.program().device()) : shared;
        return world.without(index).sharing(marked.toBeDeliveredAgain(((Program.Delivery) running.program()).event()));
    }

    /** A change that will not be made: the algorithm, if it begins anew whatever the answer. */
    static Optional<Running> inVain(Running running, World world) {
        if (running.isOver()
                || world.shared().failures() > 0
                || world.shared().crashes() > 0
                || !running.waiting()
                        .change()
                        .map(version -> version.isOldIn(world.shared().graph()))
                        .orElse(false)) {
            return Optional.empty();
        }
        Running changed = running.answered(WriteOutcome.CHANGED);
        boolean allTheSame = changed.isAtItsBeginning()
                && running.answered(WriteOutcome.GONE).isAtItsBeginning();
        return allTheSame ? Optional.of(changed) : Optional.empty();
    }

    private static String answered(Object answer) {
        if (answer instanceof Enum<?> outcome) {
            return " (" + outcome + ")";
        } else if (answer instanceof Boolean yes) {
            return yes ? " (yes)" : " (no)";
        }
        return answer instanceof Optional<?> found && found.isEmpty() ? " (none)" : "";
    }
}
