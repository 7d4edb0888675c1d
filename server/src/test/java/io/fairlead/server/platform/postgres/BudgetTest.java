package io.fairlead.server.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetTest {
    private static final long GB = 1L << 30;

    @Test
    void aSmallInstallationTakesWhatPostgresTakesByItself() {
        assertThat(new Budget(24 * GB, 40_000_000).settings())
                .contains("shared_buffers=128MB", "max_wal_size=1024MB", "work_mem=24MB");
    }

    @Test
    void aLargeOneHasItsDataInMemoryButLeavesMostOfItToOthers() {
        assertThat(new Budget(24 * GB, 3 * GB).settings()).contains("shared_buffers=3072MB");
        assertThat(new Budget(24 * GB, 20 * GB).settings())
                .contains("shared_buffers=6144MB", "effective_cache_size=12288MB", "max_wal_size=5120MB");
    }

    @Test
    void aSmallMachineIsNotAskedForMoreThanItHas() {
        assertThat(new Budget(GB / 2, 20 * GB).settings())
                .contains("shared_buffers=128MB", "work_mem=4MB", "maintenance_work_mem=64MB");
    }

    @Test
    void theDataAreMeasuredWithAllFoldersBelow(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a"), "123");
        Files.writeString(Files.createDirectories(folder.resolve("b/c")).resolve("d"), "4567");
        assertThat(Budget.of(folder).data()).isEqualTo(7);
        assertThat(Budget.of(folder).memory()).isGreaterThan(GB / 8);
    }
}
