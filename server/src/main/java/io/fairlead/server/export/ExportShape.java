package io.fairlead.server.export;

import io.fairlead.server.lead.list.LeadSearch.LeadFilter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which leads an export has and how it writes them, as it is kept.
 *
 * @param leads the numbers of those that are ticked; null for all of the list
 * @param sort as lists name it
 * @param format {@code csv} or {@code xlsx}
 * @param separator of CSV: a comma, a semicolon or a tab
 * @param mark whether CSV begins with the mark by which spreadsheets know UTF-8
 * @param language of the people who read it: the direction of sheets
 */
record ExportShape(
        LeadFilter filter,
        @Nullable List<Long> leads,
        @Nullable String sort,
        List<ExportColumn> columns,
        String format,
        String separator,
        boolean mark,
        String language) {

    /**
     * A column.
     *
     * @param id as lists name it; {@code lead} for the lead's id
     * @param name what stands at its head; its id if missing
     * @param words what is written for some of its values; a value without such words stays as it is
     */
    record ExportColumn(
            String id, @Nullable String name, @Nullable Map<String, String> words) {
        String head() {
            return name == null || name.isBlank() ? id : name;
        }

        String said(String value) {
            return words == null ? value : words.getOrDefault(value, value);
        }
    }
}
