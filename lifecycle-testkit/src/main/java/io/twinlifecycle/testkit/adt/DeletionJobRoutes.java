package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.testkit.graph.DeletionJob;
import io.twinlifecycle.testkit.graph.DeletionJobs;
import io.twinlifecycle.testkit.internal.Percent;
import java.util.UUID;

/** {@code /jobs/deletions} and {@code /jobs/deletions/{id}}. */
final class DeletionJobRoutes {

    private static final int LEAST_MINUTES = 15;
    private static final int MOST_MINUTES = 24 * 60;

    private final DeletionJobs jobs;

    DeletionJobRoutes(DeletionJobs jobs) {
        this.jobs = jobs;
    }

    AdtResponse add(AdtRequest request) {
        request.parameter("timeoutInMinutes").ifPresent(DeletionJobRoutes::requireTimeout);
        String id =
                request.header("operation-id").orElseGet(() -> UUID.randomUUID().toString());
        DeletionJob job = jobs.create(id);
        String location = request.link(
                "/jobs/deletions/" + Percent.encode(id) + "?api-version=" + Percent.encode(request.apiVersion()));
        return AdtResponse.json(202, job.document())
                .with("Operation-Location", location)
                .with("Operation-Id", id);
    }

    AdtResponse get(AdtRequest request) {
        return AdtResponse.json(200, jobs.get(request.segments().get(2)).document());
    }

    AdtResponse list(AdtRequest request) {
        return Lists.page(request, "/Jobs/Deletions?", jobs.all(), DeletionJob::document);
    }

    /** Documented: 15 minutes to 24 hours. A job here never takes so long. */
    private static void requireTimeout(String text) {
        boolean isNumber = text.matches("[0-9]{1,6}");
        if (!isNumber || Integer.parseInt(text) < LEAST_MINUTES || Integer.parseInt(text) > MOST_MINUTES) {
            throw new Bodies.Refused(ErrorBodies.of(
                    400, "InvalidArgument", "timeoutInMinutes must be " + LEAST_MINUTES + " to " + MOST_MINUTES + "."));
        }
    }
}
