package io.fairlead.server.lead.list;

import io.fairlead.server.company.WorkLists;
import io.fairlead.server.lead.list.LeadSearch.LeadFilter;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists under a name, as far as somebody has them. Thread-safe. */
@Component
class ViewQueries {
    /** Who hands over leads has all lists that are not somebody's own. */
    private static final String VISIBLE = "(" + WorkLists.HAS + " or (:manages and v.reach <> 'own'))";

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final JsonMapper json;
    private final WorkLists lists;

    ViewQueries(JdbcClient jdbc, Transactions transactions, JsonMapper json, WorkLists lists) {
        this.lists = lists;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
    }

    /**
     * The views that somebody has, by name.
     *
     * @param ownFilters whether they may see leads beside those of their work lists
     * @param state how they left the list; null for never
     */
    record Views(
            List<View> rows, boolean ownFilters, @Nullable ListState state) {}

    /**
     * A list under a name.
     *
     * @param reach who has it: "own", "team", "people" or "all"
     * @param teams who it is shared with, by key
     * @param people whose work list it is, by key
     * @param fixed whether they see no leads but those of such lists
     * @param maker the key of who made it
     * @param can whether the reader may change it
     */
    record View(
            String id,
            String name,
            String reach,
            List<String> teams,
            List<String> people,
            boolean fixed,
            String maker,
            boolean can,
            ViewShape shape,
            long version) {}

    /**
     * Which leads, in which order, with which columns; the columns are the reader's own where that is null.
     *
     * @param picked whether only leads that were picked for the list are on it; no if missing
     */
    record ViewShape(
            LeadFilter filter,
            @Nullable String sort,
            @Nullable List<ViewColumn> columns,
            @Nullable String density,
            @Nullable Boolean picked) {
        boolean isPicked() {
            return Boolean.TRUE.equals(picked);
        }
    }

    /**
     * A column at its place.
     *
     * @param width in pixels; null for what fits
     * @param pinned whether it stays at the side where lines begin
     */
    record ViewColumn(
            String id,
            @Nullable Integer width,
            @Nullable Boolean pinned,
            @Nullable Boolean hidden) {}

    /** @param standard the id of the view with which the list begins; null for all leads */
    record ListState(
            @Nullable String standard,
            @Nullable List<ViewColumn> columns,
            @Nullable String density) {}

    Views of(SignedIn me) {
        return transactions.inCompany(me.companyId(), () -> {
            List<View> rows = views(me, " order by lower(v.name), v.id");
            ListState state = jdbc.sql("select state from fairlead.list_state where user_id = ?")
                    .param(me.userId())
                    .query((row, n) -> json.readValue(row.getString("state"), ListState.class))
                    .optional()
                    .orElse(null);
            return new Views(rows, !isFixed(me), state);
        });
    }

    /** In a transaction under way. */
    View view(SignedIn me, String shown) {
        long id = number(me, shown);
        return views(me, " and v.id = " + id).stream().findFirst().orElseThrow(Refusal::notFound);
    }

    static long number(SignedIn me, String shown) {
        return Ids.of(me.idSeed()).read(Ids.Kind.VIEW, shown).orElseThrow(Refusal::notFound);
    }

    /**
     * The filters that leads have to meet for somebody to see them in a list with this one. A view that is still named by
     * one is a list of picked leads, by its number. In a transaction under way.
     *
     * @throws Refusal {@code own-filters-not-allowed}, {@code not-found} for a view they do not have
     */
    List<LeadFilter> asked(SignedIn me, LeadFilter filter) {
        if (filter.view() == null) {
            if (isFixed(me)) {
                throw Refusal.of(
                        HttpStatus.FORBIDDEN, "own-filters-not-allowed", "You see the leads of your work lists.");
            }
            return List.of(filter);
        }
        View view = view(me, filter.view());
        if (isFixed(me) && !view.fixed()) {
            throw Refusal.of(HttpStatus.FORBIDDEN, "own-filters-not-allowed", "You see the leads of your work lists.");
        }
        ViewShape shape = view.shape();
        String picked = shape.isPicked() ? Long.toString(number(me, view.id())) : null;
        return List.of(shape.filter().of(picked), filter.of(null));
    }

    private boolean isFixed(SignedIn me) {
        return !manages(me) && lists.areFixed(me.userId());
    }

    static boolean manages(SignedIn me) {
        return me.role().permits(Permission.HAND_OVER);
    }

    private List<View> views(SignedIn me, String more) {
        Ids ids = Ids.of(me.idSeed());
        return jdbc.sql("""
                        select v.*, (select u.key from fairlead.app_user u where u.id = v.made_by) as maker,
                               array(select p.key from fairlead.lead_view_user u join fairlead.app_user p on p.id = u.user_id
                                      where u.view_id = v.id order by p.key) as people
                          from fairlead.lead_view v where
                        """ + VISIBLE + more)
                .param("me", me.userId())
                .param("manages", manages(me))
                .query((row, n) -> new View(
                        ids.show(Ids.Kind.VIEW, row.getLong("id")),
                        row.getString("name"),
                        row.getString("reach"),
                        texts(row, "teams"),
                        texts(row, "people"),
                        row.getBoolean("fixed"),
                        row.getString("maker"),
                        row.getLong("made_by") == me.userId() || manages(me),
                        shape(row.getString("shape")),
                        row.getLong("version")))
                .list();
    }

    private ViewShape shape(String text) {
        JsonNode shape = json.readTree(text);
        return json.treeToValue(shape, ViewShape.class);
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array.getArray() instanceof String[] texts ? Arrays.asList(texts) : List.of();
    }
}
