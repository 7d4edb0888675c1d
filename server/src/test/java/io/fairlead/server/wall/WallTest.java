package io.fairlead.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.TestServer;
import io.fairlead.server.people.Role;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every operation of the live API: over the wall between two companies, without sign-in, permission or CSRF token. */
class WallTest {
    private static final TestServer SERVER = Neighbours.SERVER;
    private static final Company OWN = Neighbours.OWN;
    private static final Company OTHER = Neighbours.OTHER;
    private static final List<Operation> ALL = Operations.all();

    /** A new operation has to be tried here too. */
    @Test
    void everyOperationOfTheApiIsTried() {
        var described = new TreeSet<String>();
        SERVER.client()
                .get("/api/openapi")
                .expect(200)
                .json()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> described.add(
                                method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        assertThat(new TreeSet<>(ALL.stream().map(Operation::name).toList())).isEqualTo(described);
        assertThat(ALL).extracting(Operation::name).doesNotHaveDuplicates();
    }

    @Test
    void everyOperationWorksForItsOwnCompanyAndTellsNothingOfAnother() {
        var before = Snapshot.of(SERVER, OTHER.number);
        each(finite(), operation -> {
            var request = operation.made().apply(OWN);
            var answer = request.send(request.by() == null ? OWN.head : request.by());
            assertThat(operation.own()).as(operation.name() + " " + answer).contains(answer.status());
            OTHER.assertUnheard(answer.text() + answer.headers());
            assertThat(OTHER.shown.stream().filter(id -> answer.text().contains("\"" + id + "\"")))
                    .isEmpty();
        });
        assertThat(Snapshot.differences(before, Snapshot.of(SERVER, OTHER.number)))
                .isEmpty();
    }

    @Test
    void whatNamesSomethingOfAnotherCompanyFindsAndChangesNothing() {
        each(finite(), operation -> {
            if (!operation.foreign().isEmpty()) {
                var request = operation.made().apply(OTHER);
                var before = Snapshot.of(SERVER, OTHER.number);
                var answer = request.send(OWN.head);
                assertThat(operation.foreign())
                        .as(operation.name() + " " + answer)
                        .contains(answer.status());
                OTHER.assertUnheard(answer.text() + answer.headers());
                assertThat(Snapshot.differences(before, Snapshot.of(SERVER, OTHER.number)))
                        .as(operation.name())
                        .isEmpty();
            }
        });
    }

    @Test
    void everyOperationNeedsASignInUnlessItIsForAnybody() {
        var permissions = permissions();
        var deactivated = OWN.joined("manager");
        var token = OWN.head.withToken(deactivated
                .post("/api/tokens", Map.of("name", "left behind"))
                .expect(201)
                .json()
                .path("secret")
                .asString());
        token.get("/api/users").expect(200);
        String key = deactivated.get("/api/session").json().at("/user/key").asString();
        var user = OWN.head.get("/api/users/" + key).expect(200);
        OWN.head
                .call(
                        "PUT",
                        "/api/users/" + key,
                        Map.of("key", key, "name", "gone", "email", OWN.email(key), "active", false, "role", "manager"),
                        Map.of("If-Match", user.header("etag")))
                .expect(200);
        deactivated.get("/api/session").expect(401);
        each(ALL, operation -> {
            var request = operation.made().apply(OWN);
            if (permissions.get(operation.name()) != Permission.ANYONE) {
                assertThat(request.send(SERVER.client()).status())
                        .as(operation.name())
                        .isEqualTo(401);
            }
            assertThat(request.send(token).status())
                    .as(operation.name() + " with the token of who left")
                    .isEqualTo(401);
        });
    }

    @Test
    void everyOperationIsRefusedToWhoMayNot() {
        var permissions = permissions();
        var refused = new TreeMap<Role, Integer>();
        var browsers = Map.of(Role.OPERATOR, OWN.accept("olga"), Role.MANAGER, OWN.accept("mario"));
        each(ALL, operation -> {
            var needed = Objects.requireNonNull(permissions.get(operation.name()));
            if (needed == Permission.ANYONE) {
                return;
            }
            var request = operation.made().apply(OWN);
            if (needed != Permission.INTAKE) {
                assertThat(request.send(OWN.program).status())
                        .as(operation.name() + " with the key of a source")
                        .isEqualTo(403);
            }
            browsers.forEach((role, browser) -> {
                if (needed != Permission.SIGNED_IN && !role.permits(needed)) {
                    assertThat(request.send(browser).status())
                            .as(operation.name() + " as " + role)
                            .isEqualTo(403);
                    refused.merge(role, 1, Integer::sum);
                }
            });
        });
        assertThat(refused).containsKeys(Role.OPERATOR);
    }

    @Test
    void everyChangeNeedsTheCsrfTokenOfItsSession() {
        each(ALL, operation -> {
            if (!operation.isSafe()) {
                var request = operation.made().apply(OWN).with("X-XSRF-TOKEN", "none");
                var before = Snapshot.of(SERVER, OWN.number);
                assertThat(request.send(OWN.head).status()).as(operation.name()).isEqualTo(403);
                assertThat(Snapshot.differences(before, Snapshot.of(SERVER, OWN.number)))
                        .as(operation.name())
                        .isEmpty();
            }
        });
    }

    /** Tries each, and tells all that failed. */
    private static void each(List<Operation> operations, Consumer<Operation> trial) {
        var failed = new ArrayList<String>();
        for (var operation : operations) {
            try {
                trial.accept(operation);
            } catch (AssertionError e) {
                failed.add(operation.name() + ": " + e.getMessage());
            }
        }
        assertThat(failed).isEmpty();
    }

    private static List<Operation> finite() {
        return ALL.stream()
                .filter(operation -> !operation.name().equals(Operations.STREAM))
                .toList();
    }

    private static RequestMappingHandlerMapping handlers() {
        return Objects.requireNonNull(SERVER.part(DispatcherServlet.class).getHandlerMappings()).stream()
                .filter(mapping -> mapping.getClass() == RequestMappingHandlerMapping.class)
                .map(RequestMappingHandlerMapping.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** The permission each operation needs, as its handler names it. */
    private static Map<String, Permission> permissions() {
        var found = new TreeMap<String, Permission>();
        handlers().getHandlerMethods().forEach((info, handler) -> {
            var allow = handler.getMethodAnnotation(Allow.class);
            if (allow != null) {
                for (var path : info.getPatternValues()) {
                    info.getMethodsCondition()
                            .getMethods()
                            .forEach(method -> found.put(method + " " + path, allow.value()));
                }
            }
        });
        assertThat(found.keySet())
                .containsAll(new ArrayList<>(ALL.stream().map(Operation::name).toList()));
        return found;
    }
}
