package io.fairlead.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

class PermissionTest {
    @Test
    void everyHandlerNamesThePermissionItNeeds() {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.fairlead.server");
        assertThat(handlers(ours)).isNotEmpty();
        assertThat(withoutPermission(ours)).isEmpty();
    }

    @Test
    void aHandlerWithoutAPermissionIsFound() {
        assertThat(withoutPermission(new ClassFileImporter().importClasses(Careless.class)))
                .singleElement()
                .asString()
                .contains("Careless.open");
    }

    private static List<JavaMethod> handlers(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(RequestMapping.class)
                        || method.isMetaAnnotatedWith(RequestMapping.class))
                .toList();
    }

    private static List<String> withoutPermission(JavaClasses classes) {
        return handlers(classes).stream()
                .filter(method -> !method.isAnnotatedWith(Allow.class))
                .map(JavaMethod::getFullName)
                .toList();
    }

    /** What the rule is there to catch. */
    static final class Careless {
        @GetMapping("/api/everything")
        String open() {
            return "";
        }
    }
}
