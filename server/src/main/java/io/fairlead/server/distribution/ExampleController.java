package io.fairlead.server.distribution;

import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Refusal;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/examples")
class ExampleController {
    record ExampleRows(List<ExampleRow> rows) {}

    record ExampleRow(String id) {}

    record Example(String id, String text) {}

    @Allow(Permission.SIMULATE)
    @GetMapping
    ExampleRows examples() {
        return new ExampleRows(Examples.IDS.stream().map(ExampleRow::new).toList());
    }

    @Allow(Permission.SIMULATE)
    @GetMapping("/{id}")
    Example example(@PathVariable String id) {
        return new Example(id, Examples.text(id).orElseThrow(Refusal::notFound));
    }
}
