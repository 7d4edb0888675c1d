package io.fairlead.bench;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.Ordered;

/**
 * How long a server had requests in hand: from when it has read their headers, before every filter, until their answer is
 * written. What a client and the way there and back take is not in it. Thread-safe.
 */
final class ServerTimes implements Filter, Ordered {
    private final List<Long> nanos = new ArrayList<>();

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long start = System.nanoTime();
        chain.doFilter(request, response);
        if (!request.isAsyncStarted()) {
            response.flushBuffer();
            add(System.nanoTime() - start);
        }
    }

    private synchronized void add(long took) {
        nanos.add(took);
    }

    /** Those since it was asked last. */
    synchronized Timing taken() {
        var taken = Timing.of(nanos.stream().mapToLong(Long::longValue).toArray());
        nanos.clear();
        return taken;
    }
}
