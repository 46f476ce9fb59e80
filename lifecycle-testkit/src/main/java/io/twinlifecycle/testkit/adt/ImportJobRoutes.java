package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.testkit.graph.ImportJob;
import io.twinlifecycle.testkit.graph.ImportJobs;
import java.util.Map;

/** {@code /jobs/imports}, {@code /jobs/imports/{id}} and {@code /jobs/imports/{id}/cancel}. */
final class ImportJobRoutes {

    private final ImportJobs jobs;
    private final ImportRun run;

    ImportJobRoutes(ImportJobs jobs) {
        this.jobs = jobs;
        run = new ImportRun(jobs);
    }

    AdtResponse put(AdtRequest request) {
        Map<String, Object> body = Bodies.object(request);
        ImportJob job = jobs.create(id(request), Bodies.text(body, "inputBlobUri"), Bodies.text(body, "outputBlobUri"));
        // As recorded, the answer is the job before it starts. It has ended when the client reads that.
        run.run(job);
        return AdtResponse.json(201, job.document());
    }

    AdtResponse get(AdtRequest request) {
        return AdtResponse.json(200, jobs.get(id(request)).document());
    }

    AdtResponse list(AdtRequest request) {
        return Lists.page(request, "/Jobs/Imports?", jobs.all(), ImportJob::document);
    }

    AdtResponse cancel(AdtRequest request) {
        return AdtResponse.json(200, jobs.cancel(id(request)).document());
    }

    AdtResponse delete(AdtRequest request) {
        jobs.delete(id(request));
        return AdtResponse.noContent();
    }

    private static String id(AdtRequest request) {
        return request.segments().get(2);
    }
}
