package io.fairlead.server.platform.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serial;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.ext.javatime.deser.LocalDateDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * What no request may hold, wherever a handler asks for a text, a day, an instant or a list: texts that the database does
 * not take, years that no calendar has, and lists with holes. Such a request is refused with the place before it is handled.
 */
@Configuration(proxyBeanMethods = false)
class Readings implements WebMvcConfigurer {
    private static final int FIRST_YEAR = 1;
    private static final int LAST_YEAR = 9999;

    private final JsonMapper sound;

    Readings(JsonMapper json) {
        SimpleModule module = new SimpleModule("fairlead")
                .addDeserializer(String.class, new Text())
                .addDeserializer(LocalDate.class, new Dated<>(LocalDate.class, LocalDateDeserializer.INSTANCE))
                .addDeserializer(Instant.class, new Dated<>(Instant.class, InstantDeserializer.INSTANT));
        this.sound = json.rebuild()
                .addModule(module)
                .withConfigOverride(
                        List.class, list -> list.setNullHandling(JsonSetter.Value.forContentNulls(Nulls.FAIL)))
                .build();
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(sound));
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(new Day());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Query());
    }

    /** A value of the right type that no request may hold. */
    static final class Unusable extends MismatchedInputException {
        @Serial
        private static final long serialVersionUID = 1L;

        Unusable(JsonParser parser) {
            super(parser, "unusable");
        }
    }

    /** Half a character pair is no text, and PostgreSQL has no character zero. */
    private static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\0' || Character.isLowSurrogate(character)) {
                return false;
            }
            if (Character.isHighSurrogate(character)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isKnown(int year) {
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    private static final class Text extends StdScalarDeserializer<String> {
        Text() {
            super(String.class);
        }

        @Override
        public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
            String text = StringDeserializer.instance.deserialize(parser, context);
            if (text != null && !isText(text)) {
                throw new Unusable(parser);
            }
            return text;
        }
    }

    private static final class Dated<T> extends StdScalarDeserializer<T> {
        private final transient ValueDeserializer<T> read;

        Dated(Class<T> type, ValueDeserializer<T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
            T value = read.deserialize(parser, context);
            int year = value instanceof LocalDate day
                    ? day.getYear()
                    : value instanceof Instant at ? at.atOffset(ZoneOffset.UTC).getYear() : FIRST_YEAR;
            if (!isKnown(year)) {
                throw new Unusable(parser);
            }
            return value;
        }
    }

    private static final class Day implements Converter<String, @Nullable LocalDate> {
        @Override
        public @Nullable LocalDate convert(String text) {
            if (text.isBlank()) {
                return null;
            }
            LocalDate day = LocalDate.parse(text.strip());
            if (!isKnown(day.getYear())) {
                throw new IllegalArgumentException("no such year");
            }
            return day;
        }
    }

    private static final class Query implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            String query = request.getQueryString();
            if (query != null && query.contains("%00")) {
                String before = query.substring(0, query.indexOf("%00"));
                String name = before.substring(before.lastIndexOf('&') + 1).split("=", 2)[0];
                throw Refusal.invalid(List.of(new Problem.FieldError(name, "invalid")));
            }
            return true;
        }
    }
}
