package io.twinlifecycle.testkit.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An {@code If-Match} header: a list of ETags, {@code *}, or none, which holds always.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class IfMatch {

    private static final IfMatch NONE = new IfMatch(List.of(), true);

    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"[^\"]*\"|\\*");

    private final List<String> etags;
    private final boolean any;

    private IfMatch(List<String> etags, boolean any) {
        this.etags = etags;
        this.any = any;
    }

    /** No condition. */
    public static IfMatch none() {
        return NONE;
    }

    /**
     * What a header says; its ETags contain no commas, since the service's do not.
     *
     * @throws TwinGraphException with {@link ErrorCode#INVALID_ARGUMENT} if it is neither {@code *} nor ETags in quotes
     */
    public static IfMatch of(Optional<String> header) {
        return header.map(text -> {
                    List<String> etags = Arrays.stream(text.split(",", -1))
                            .map(String::strip)
                            .toList();
                    if (!etags.stream().allMatch(etag -> ETAG.matcher(etag).matches())) {
                        throw TwinGraphException.invalidArgument(
                                "Invalid If-Match header value. Allowed value(s): If-Match: {etag} or If-Match: *");
                    }
                    return new IfMatch(etags, etags.contains("*"));
                })
                .orElse(NONE);
    }

    /** Exactly this version. */
    public static IfMatch exactly(String etag) {
        return new IfMatch(List.of(etag), false);
    }

    /** Throws {@link ErrorCode#PRECONDITION_FAILED} unless it holds for something of this version. */
    void require(String etag) {
        if (!any && !etags.contains(etag)) {
            throw TwinGraphException.otherETag(String.join(", ", etags));
        }
    }

    @Override
    public String toString() {
        return any ? "*" : String.join(", ", etags);
    }
}
