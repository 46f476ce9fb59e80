package io.twinlifecycle.adt;

import com.azure.core.http.rest.PagedResponse;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.Texts;
import java.net.URL;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Links from one page of a list to the next. The service sends absolute URLs and the SDK follows whatever it is given, with the caller's
 * token in the request: so a link to another host is refused, and what we hand out as a page token has no host at all.
 */
final class PageLinks {

    private static final Pattern LINK =
            Pattern.compile("(?:https://([^/?#]+))?(/(?!/)[^#]*)", Pattern.CASE_INSENSITIVE);
    private static final String HTTPS_PORT = ":443";

    private PageLinks() {}

    /**
     * The token of the page after this one; empty on the last.
     *
     * @throws LifecycleException if the link leads elsewhere
     */
    static Optional<String> next(PagedResponse<?> page) {
        String link = page.getContinuationToken();
        if (link == null || link.isBlank()) {
            return Optional.empty();
        }
        Matcher parts = LINK.matcher(link);
        if (!parts.matches() || !isOwn(parts.group(1), page.getRequest().getUrl())) {
            throw LifecycleException.storeUnavailable(
                    "the next page of a list is said to be at " + Texts.quoted(link)
                            + ", which is not on the host that was asked; it was not followed",
                    null);
        }
        return Optional.of(parts.group(2));
    }

    /**
     * Checks a token that came back.
     *
     * @throws IllegalArgumentException if it is none of ours
     */
    static String checked(String token) {
        Matcher parts = LINK.matcher(token);
        if (!parts.matches() || parts.group(1) != null) {
            throw new IllegalArgumentException("this is not the token of a page: " + Texts.quoted(token));
        }
        return token;
    }

    private static boolean isOwn(@Nullable String authority, URL asked) {
        return authority == null || bare(authority).equals(bare(asked.getAuthority()));
    }

    private static String bare(String authority) {
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.endsWith(HTTPS_PORT) ? lower.substring(0, lower.length() - HTTPS_PORT.length()) : lower;
    }
}
