package io.twinlifecycle.adt;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Makes calls and waits for their answers, never past a deadline. */
final class AdtCalls {

    private final AdtErrors errors;

    AdtCalls(AdtErrors errors) {
        this.errors = errors;
    }

    /**
     * Makes one call.
     *
     * @param expected what the service's error codes mean to the caller, where they are no failure
     * @param doing what the call is for, to go after "while"
     */
    <T> T await(Mono<T> call, Map<String, T> expected, String doing, Deadline deadline) {
        if (deadline.isOver()) {
            throw LifecycleException.outOfTime(doing);
        }
        // Not on the caller's thread: a credential may block while it fetches a token, and the deadline has to hold all
        // the same.
        CompletableFuture<T> answer = expecting(call, expected)
                .subscribeOn(Schedulers.boundedElastic())
                .toFuture();
        try {
            return await(answer, doing, deadline);
        } finally {
            answer.cancel(true); // does nothing to one that is complete
        }
    }

    /** Waits for an answer that others may be waiting for, too. */
    <T> T await(CompletableFuture<T> answer, String doing, Deadline deadline) {
        try {
            return answer.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw LifecycleException.outOfTime(doing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LifecycleException.interrupted(e);
        } catch (ExecutionException e) {
            Throwable failure = e.getCause();
            throw errors.translate(failure == null ? e : Exceptions.unwrap(failure), doing);
        }
    }

    /** The call, with the expected error codes as values, and every other answer as an {@link AdtFault}. */
    static <T> Mono<T> expecting(Mono<T> call, Map<String, T> expected) {
        return call.onErrorResume(
                AdtCalls::isAnAnswer,
                failure -> AdtFault.read((HttpResponseException) failure).flatMap(fault -> {
                    T value = expected.get(fault.code());
                    return value == null ? Mono.error(fault) : Mono.just(value);
                }));
    }

    private static boolean isAnAnswer(Throwable failure) {
        return failure instanceof HttpResponseException && !(failure instanceof ClientAuthenticationException);
    }
}
