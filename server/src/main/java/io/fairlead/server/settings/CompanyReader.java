package io.fairlead.server.settings;

import io.fairlead.engine.distribution.Company;
import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.server.settings.Node.Mapping;
import io.fairlead.server.settings.Node.Place;
import io.fairlead.server.settings.Node.Scalar;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code company}. */
final class CompanyReader {
    private static final Set<String> CLOSED = Set.of("won", "lost", "closed", "spam");
    private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());

    private CompanyReader() {}

    /** A company in UTC where the time zone is missing or unknown, which is a flaw. */
    static Company read(@Nullable Node node, Map<String, Node> users, Flaws flaws) {
        if (node == null) {
            flaws.add(
                    Place.START,
                    "missing-key",
                    null,
                    "company",
                    "the file has no company, expected company: {name: …, timezone: …}");
            node = new Mapping(Place.START, List.of());
            return company(Section.of(node, "company", Keys.COMPANY, flaws), ZoneOffset.UTC, users, flaws);
        }
        var section = Section.of(node, "company", Keys.COMPANY, flaws);
        if (!section.has("timezone")) {
            section.missing("timezone", "company");
        }
        @Nullable ZoneId zone = section.zone("timezone");
        return company(section, zone == null ? ZoneOffset.UTC : zone, users, flaws);
    }

    private static Company company(Section section, ZoneId zone, Map<String, Node> users, Flaws flaws) {
        @Nullable Scalar region = section.scalar("region");
        if (region != null && !REGIONS.contains(region.text())) {
            section.mismatch(region, "bad-region", "region", "a country code such as IT or RU");
        }
        return new Company(
                section.text("name", ""),
                zone,
                region != null && REGIONS.contains(region.text()) ? region.text() : null,
                section.locale("locale"),
                otherwise(section, new Otherwise.Unassigned(), users, flaws),
                new Company.Mailboxes(section.email("fallback-email"), section.email("overview-email")),
                section.has("closed-statuses") ? section.texts("closed-statuses") : CLOSED);
    }

    /** {@code hold}, {@code unassigned} or {@code {user: ID}}; for a rule {@code next-rule} too. */
    static Otherwise otherwise(Section section, Otherwise missing, Map<String, Node> users, Flaws flaws) {
        @Nullable Node node = section.node("otherwise");
        if (node == null) {
            return missing;
        }
        if (node instanceof Mapping) {
            var target = Section.of(node, "otherwise", Keys.OTHERWISE, flaws);
            if (!target.has("user")) {
                target.missing("user", "otherwise");
            }
            @Nullable String user = target.reference("user", users, "user");
            return user == null ? missing : new Otherwise.ToUser(user);
        }
        boolean rule = missing instanceof Otherwise.Hold;
        var written = node instanceof Scalar scalar ? scalar.text() : "";
        if (written.equals("hold")) {
            return new Otherwise.Hold();
        } else if (written.equals("unassigned")) {
            return new Otherwise.Unassigned();
        } else if (rule && written.equals("next-rule")) {
            return new Otherwise.NextRule();
        }
        var words = rule ? List.of("hold", "next-rule", "unassigned") : List.of("hold", "unassigned");
        flaws.mismatch(
                node.place(),
                "not-allowed",
                "otherwise",
                node.kind(),
                String.join(", ", words) + " or {user: ID}" + Flaws.suggestion(written, words));
        return missing;
    }
}
