package io.twinlifecycle.testkit.world;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.provisioning.InitialTwin;
import java.util.Map;
import java.util.Optional;

/** What became of the question which hub a device gets. */
sealed interface Decision {

    /**
     * This one.
     *
     * @param hub one of the linked hubs
     * @param initialTwin the device twin that the webhook asks for instead of the enrollment's
     * @param payload what the device is told
     */
    record Hub(HubHost hub, Optional<InitialTwin> initialTwin, Optional<Map<String, Object>> payload)
            implements Decision {}

    /** None: the registration fails. */
    record None(RegistrationRecord.Failure why) implements Decision {}

    /** None yet: the webhook is to be asked again. */
    record AskAgain(int status) implements Decision {}
}
