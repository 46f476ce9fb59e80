package io.twinlifecycle.testkit.query;

/** A query is refused. The message says where and why. */
public final class QueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of refusal it is. */
    public enum Kind {
        /** The query breaks a rule of the language. */
        SQL_QUERY_ERROR(400, "SqlQueryError"),
        /** The continuation token is none. */
        BAD_TOKEN(400, "BadRequest"),
        /** The query visits more than can be visited. */
        TIMEOUT(400, "TimeoutError"),
        /** The documentation does not say what the service would do, so nothing is guessed here. */
        NOT_IMITATED(501, "NotImitated");

        private final int status;
        private final String wireName;

        Kind(int status, String wireName) {
            this.status = status;
            this.wireName = wireName;
        }

        /** The HTTP status that goes with it. */
        public int status() {
            return status;
        }

        /** The code as it is written on the wire. */
        public String wireName() {
            return wireName;
        }
    }

    private final Kind kind;

    private QueryException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Recorded of the service: this form, with lines from 1 and positions from 0. */
    static QueryException at(int line, int position, String message) {
        return new QueryException(
                Kind.SQL_QUERY_ERROR,
                "SQL query parse failed: SQL Parser Error, Line=" + line + ", Position=" + position + ", Message="
                        + message + " See samples in https://aka.ms/adtv2query for the correct syntax.");
    }

    static QueryException at(Lexeme place, String message) {
        return at(place.line(), place.position(), message);
    }

    static QueryException notImitated(Lexeme place, String message) {
        return new QueryException(
                Kind.NOT_IMITATED,
                "This local server does not imitate this query, line " + place.line() + ", position " + place.position()
                        + ": " + message);
    }

    static QueryException badToken() {
        return new QueryException(Kind.BAD_TOKEN, "The continuation token is invalid.");
    }

    static QueryException timeout(int steps) {
        return new QueryException(
                Kind.TIMEOUT,
                "The query visits more than " + steps
                        + " twins and relationships. Simplify it or add conditions that reduce the result.");
    }

    /** What kind of refusal it is. */
    public Kind kind() {
        return kind;
    }
}
