package io.twinlifecycle.samples.quickstart.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the feed: something that happened, and what became of it. All texts are of one line.
 *
 * @param id numbers the lines, from 1
 * @param time when
 * @param kind who began it
 * @param title what happened
 * @param ours what the library made of it, if it was asked
 * @param article what the article's algorithm made of it, if it was asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Entry(
        long id,
        String time,
        Kind kind,
        String title,
        @Nullable Side ours,
        @Nullable Side article) {

    /** Who began it. */
    enum Kind {
        /** A person at the page. */
        OPERATOR,
        /** DPS asked the webhook. */
        REGISTRATION,
        /** A hub's event arrived. */
        EVENT
    }

    static Entry of(long id, Instant time, Kind kind, String title, @Nullable Side ours, @Nullable Side article) {
        return new Entry(id, time.toString(), kind, title, ours, article);
    }
}
