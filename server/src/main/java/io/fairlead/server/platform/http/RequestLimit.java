package io.fairlead.server.platform.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses bodies larger than the request needs, whether they announce their size or not: 64 kB, and more for handlers
 * marked with {@link LargeBody}. Of an upload it lets one byte through that is too much: its handler says so itself.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestLimit extends OncePerRequestFilter {
    private static final long MOST_BYTES = 64_000;
    private static final long MOST_BYTES_OF_LARGE = 24_000_000;
    private static final String LARGE = RequestLimit.class.getName() + ".large";

    private final Problems problems;
    private final UploadLimit upload;

    RequestLimit(Problems problems, UploadLimit upload) {
        this.problems = problems;
        this.upload = upload;
    }

    static Refusal refusal() {
        return Refusal.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "The request is larger than the server accepts.");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > 2 * Math.max(MOST_BYTES_OF_LARGE, upload.bytes())) {
            problems.write(response, refusal());
            return;
        }
        chain.doFilter(new Limited(request, upload), response);
    }

    /** Raises the limit for handlers that take a file. It runs once it is known that the caller may use them. */
    static final class Raising implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            LargeBody large =
                    handler instanceof HandlerMethod method ? method.getMethodAnnotation(LargeBody.class) : null;
            if (large != null) {
                request.setAttribute(LARGE, large.upload());
            }
            return true;
        }
    }

    /** A body went on beyond the limit. */
    static final class TooLarge extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    private static final class Limited extends HttpServletRequestWrapper {
        private final UploadLimit upload;

        Limited(HttpServletRequest request, UploadLimit upload) {
            super(request);
            this.upload = upload;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            Object large = getAttribute(LARGE);
            long most = large == null ? MOST_BYTES : large.equals(true) ? upload.bytes() + 1 : MOST_BYTES_OF_LARGE;
            if (getContentLengthLong() > most) {
                throw new TooLarge();
            }
            return new Counting(super.getInputStream(), most);
        }
    }

    private static final class Counting extends ServletInputStream {
        private final ServletInputStream in;
        private long left;

        Counting(ServletInputStream in, long most) {
            this.in = in;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int start, int length) throws IOException {
            int read = in.read(bytes, start, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) throws TooLarge {
            left -= read;
            if (left < 0) {
                throw new TooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
