package io.fairlead.server.platform.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;

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

    /** Every operation may be refused with a problem. */
    @Bean
    OpenApiCustomizer everywhereAProblem() {
        return api -> {
            ModelConverters.getInstance(true).readAll(Problem.class).forEach((name, schema) -> {
                // Some kinds of problem have members of their own.
                schema.setAdditionalProperties(name.equals("Problem") ? true : null);
                api.getComponents().addSchemas(name, schema);
            });
            Content content = new Content()
                    .addMediaType(
                            MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            new io.swagger.v3.oas.models.media.MediaType()
                                    .schema(new Schema<>().$ref("#/components/schemas/Problem")));
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(operation -> operation
                            .getResponses()
                            .addApiResponse(
                                    "default",
                                    new ApiResponse().description("A problem").content(content)));
        };
    }

    /** A record's component is always there; only one that says so may be null, or be left out of a request. */
    private static final class Nullability implements ModelConverter {
        @Override
        public @Nullable Schema<?> resolve(
                AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
            Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
            JavaType java = Json.mapper().constructType(type.getType());
            if (schema != null && java != null && java.getRawClass().isRecord()) {
                String reference = schema.get$ref();
                Schema<?> target = reference == null
                        ? schema
                        : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
                if (target != null && target.getProperties() != null) {
                    describe(target, java.getRawClass());
                }
            }
            return schema;
        }

        private static void describe(Schema<?> schema, Class<?> record) {
            JsonInclude include = record.getAnnotation(JsonInclude.class);
            boolean nullsAreLeftOut = include != null && include.value() == JsonInclude.Include.NON_NULL;
            for (RecordComponent component : record.getRecordComponents()) {
                Schema<?> property = schema.getProperties().get(component.getName());
                boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                if (property == null) {
                    continue;
                }
                if (!nullable) {
                    require(schema, component.getName());
                } else if (!nullsAreLeftOut) {
                    schema.getProperties().put(component.getName(), orNull(property));
                }
            }
        }

        private static void require(Schema<?> schema, String name) {
            if (schema.getRequired() == null || !schema.getRequired().contains(name)) {
                schema.addRequiredItem(name);
            }
        }

        private static Schema<?> orNull(Schema<?> property) {
            if (property.get$ref() != null) {
                return new JsonSchema().addOneOfItem(property).addOneOfItem(new JsonSchema().typesItem("null"));
            }
            if (property.getTypes() != null) {
                property.addType("null");
            }
            return property;
        }
    }
}
