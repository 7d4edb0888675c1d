package io.fairlead.server;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModuleTest {
    @Test
    void everyPackageUsesOnlyWhatItMay() {
        ApplicationModules.of(FairleadServer.class).verify();
    }
}
