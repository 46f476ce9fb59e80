package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.TimeSource;
import java.time.Duration;
import java.util.Objects;

/**
 * A graph of digital twins in memory that answers as Azure Digital Twins (api-version 2023-10-31) does, as far as its documentation
 * and the traffic recorded in the Azure SDKs' public test suites tell.
 *
 * <p>It imitates:
 *
 * <ul>
 *   <li>models in DTDL v2 and v3: upload all or none, order of upload, references that must resolve, decommissioning;
 *   <li>twins with ETags, {@code $metadata}, times per property and per component, {@code sourceTime};
 *   <li>validation of twins and relationships against the model; components that must be there;
 *   <li>JSON Patch with add, replace and remove, on properties, fields of object properties, components and {@code $metadata/$model};
 *   <li>{@code If-Match}, {@code If-None-Match: *}, the error codes of {@link ErrorCode};
 *   <li>relationships listed ten a page, ordered by id, and that a twin with relationships cannot be deleted, if you wish also for a
 *       while after they are gone ({@link #reportRelationshipsOnNextDeletes}).
 * </ul>
 *
 * <p>Event routes send what happens to their endpoints, which are consumers. Import jobs make what their file says, deletion jobs
 * delete everything. Telemetry is kept for tests to read. Queries are answered by {@link io.twinlifecycle.testkit.query.TwinQuery} from
 * its {@link #queryView}, which may lag.
 *
 * <p>It does not imitate: the limits on numbers of twins, relationships, models and routes; the limits on the length of texts and on the size of a twin that grew by patches; a lag
 * of relationship lists; whether a changed model still fits a twin's existing relationships. Not recorded anywhere, so a guess: which of
 * two reasons wins if a call could be refused for both.
 *
 * <p>Safe for use by many threads; each call is one step.
 */
public final class TwinGraph {

    private final GraphState state;
    private final Models models;
    private final Twins twins;
    private final Relationships relationships;
    private final Telemetry telemetry;
    private final EventRoutes eventRoutes;
    private final ImportJobs importJobs;
    private final DeletionJobs deletionJobs;

    /** An empty graph whose ETags are the same in every run. */
    public TwinGraph(TimeSource time) {
        this(time, 1);
    }

    /**
     * An empty graph.
     *
     * @param seed the same seed gives the same ETags
     */
    public TwinGraph(TimeSource time, long seed) {
        state = new GraphState(Objects.requireNonNull(time, "time"), seed);
        models = new Models(state);
        twins = new Twins(state);
        relationships = new Relationships(state);
        telemetry = new Telemetry(state);
        eventRoutes = new EventRoutes(state);
        importJobs = new ImportJobs(this, state);
        deletionJobs = new DeletionJobs(state);
    }

    /** The clock that it goes by. */
    public TimeSource time() {
        return state.time;
    }

    /** Its models. */
    public Models models() {
        return models;
    }

    /** Its twins. */
    public Twins twins() {
        return twins;
    }

    /** Its relationships. */
    public Relationships relationships() {
        return relationships;
    }

    /** The telemetry that was published to it. */
    public Telemetry telemetry() {
        return telemetry;
    }

    /** Its event routes. */
    public EventRoutes eventRoutes() {
        return eventRoutes;
    }

    /** Its import jobs. */
    public ImportJobs importJobs() {
        return importJobs;
    }

    /** Its deletion jobs. */
    public DeletionJobs deletionJobs() {
        return deletionJobs;
    }

    /**
     * Makes the next deletions of twins that could be made be refused with {@link ErrorCode#RELATIONSHIPS_NOT_DELETED}, as the service
     * does when it has not yet noticed that the last relationship is gone.
     *
     * @param deletions how many
     */
    public void reportRelationshipsOnNextDeletes(int deletions) {
        if (deletions < 0) {
            throw new IllegalArgumentException("deletions must be 0 or more, but was " + deletions);
        }
        synchronized (state) {
            state.lagging = deletions;
        }
    }

    /**
     * Lets queries see the twins and relationships of some time ago, as the service's do, by its documentation up to ten seconds late.
     * All that is there now is seen at once.
     *
     * @param lag how late; zero, as at the start, for not at all
     */
    public void letQueriesLag(Duration lag) {
        if (lag.isNegative()) {
            throw new IllegalArgumentException("queries cannot see the future, but were to lag by " + lag);
        }
        synchronized (state) {
            state.queryLag.set(lag);
        }
    }

    /** What queries see now; {@link io.twinlifecycle.testkit.query.TwinQuery} answers from it. */
    public GraphView queryView() {
        synchronized (state) {
            return state.queryLag.view();
        }
    }
}
