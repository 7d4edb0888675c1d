package io.fairlead.server.platform.http;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the API describes itself at {@code /api/openapi}. */
@Configuration(proxyBeanMethods = false)
class OpenApi {
    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .addServersItem(new Server().url("/"))
                .info(new Info()
                        .title("Fairlead")
                        .version("0")
                        .description("Gives every lead to the right person at once, fairly. Problems are RFC 9457 "
                                + "documents whose `slug` names them."));
    }

    @Bean
    ModelConverter nullability() {
        return new Nullability();
    }

    /** A record's component is always there; it may be null only if it says so. */
    private static final class Nullability implements ModelConverter {
        @Override
        public @Nullable Schema<?> resolve(
                AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
            Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
            JavaType java = Json.mapper().constructType(type.getType());
            if (schema != null && java != null && java.getRawClass().isRecord()) {
                String name = schema.get$ref() == null
                        ? null
                        : schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
                Schema<?> target =
                        name == null ? schema : context.getDefinedModels().get(name);
                if (target != null) {
                    require(target, java.getRawClass());
                }
            }
            return schema;
        }

        private static void require(Schema<?> schema, Class<?> record) {
            Arrays.stream(record.getRecordComponents())
                    .filter(component -> !nullable(component))
                    .map(RecordComponent::getName)
                    .filter(name -> schema.getProperties() != null
                            && schema.getProperties().containsKey(name)
                            && (schema.getRequired() == null
                                    || !schema.getRequired().contains(name)))
                    .forEach(schema::addRequiredItem);
        }

        private static boolean nullable(RecordComponent component) {
            return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        }
    }
}
