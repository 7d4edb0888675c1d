package io.fairlead.server.transfer;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.server.desk.Doing.NewLead;
import io.fairlead.server.intake.Intake;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.transfer.table.RowTable;
import io.fairlead.server.zone.ZoneTree;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a row of a file as a lead, like one that is sent in. Not thread-safe. */
final class RowReader {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FIELDS = "fields.";

    private final Intake.Rows intake;
    private final List<String> columns;
    private final List<FieldType> types = new ArrayList<>();
    private final Cells cells;
    private boolean garbled;

    RowReader(Intake intake, ImportJobs.Job job) {
        this.intake = intake.rows(job.company(), job.madeBy(), job.choice().source());
        this.columns = job.columns();
        this.cells = new Cells(job.format());
        var fields = Columns.fields(intake, job.company());
        columns.forEach(column -> types.add(Columns.type(column, fields)));
    }

    /** The zones by which leads get theirs. */
    ZoneTree zones() {
        return intake.zones();
    }

    /** A lead, with what leads have that come without it. */
    Intake.Row read(RowTable.Row row) {
        var lead = lead(row);
        var read = intake.read(lead);
        return garbled ? new Intake.Row(read.lead(), List.of(new FieldError("", "wrong-encoding")), List.of()) : read;
    }

    /** What the row says and no more. */
    NewLead said(RowTable.Row row) {
        return intake.said(lead(row));
    }

    private ObjectNode lead(RowTable.Row row) {
        garbled = false;
        ObjectNode lead = JSON.createObjectNode();
        ObjectNode fields = JSON.createObjectNode();
        var name = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            if (column.isEmpty()) {
                continue;
            }
            String text = cells.value(row.cell(i), types.get(i));
            garbled |= text.indexOf('\uFFFD') >= 0;
            if (text.isEmpty()) {
                continue;
            }
            if (column.equals("name")) {
                name.append(name.isEmpty() ? "" : " ").append(text);
            } else if (column.startsWith(FIELDS)) {
                fields.put(column.substring(FIELDS.length()), text);
            } else {
                lead.put(column, text);
            }
        }
        if (!name.isEmpty()) {
            lead.put("name", name.toString());
        }
        if (!fields.isEmpty()) {
            lead.set("fields", fields);
        }
        return lead;
    }
}
