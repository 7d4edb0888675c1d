package io.fairlead.server.exchange;

import io.fairlead.server.company.Companies;
import io.fairlead.server.company.CompanyProfile;
import io.fairlead.server.company.WorkSettings;
import io.fairlead.server.company.WorkSettings.Sight;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/company")
class CompanyController {
    private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_IDLE = 1440;
    private static final int LONGEST_NOTE = 1000;

    private final Companies companies;

    CompanyController(Companies companies) {
        this.companies = companies;
    }

    /**
     * What a company is called, where it is, and how its people work.
     *
     * @param locale the language of what the company sends out
     * @param region the country of phone numbers without a country code, in two letters; null for none
     * @param idleMinutes after how long without a sign of life people go offline by themselves; null for never
     */
    record CompanySettings(
            long version,
            String name,
            String timezone,
            String locale,
            @Nullable String region,
            @Nullable Integer idleMinutes,
            CompanyWork work) {
        static CompanySettings of(Companies.Kept kept) {
            CompanyProfile profile = kept.profile();
            WorkSettings work = profile.work();
            return new CompanySettings(
                    kept.version(),
                    profile.name(),
                    profile.timezone(),
                    profile.locale(),
                    profile.region(),
                    profile.idleMinutes(),
                    new CompanyWork(
                            work.noteLength(),
                            work.history().word(),
                            work.callbacks().word(),
                            work.severalWorkers(),
                            work.ownBalance()));
        }
    }

    /**
     * How people work leads.
     *
     * @param noteLength how many characters the note must have that goes with every change of status; 0 for none
     * @param history whose work people see in a lead's history: {@code own}, {@code group} or {@code all}
     * @param callbacks whose callbacks people see: {@code own} or {@code group}
     * @param severalWorkers whether further people may be put on a lead beside its owner
     * @param ownBalance whether people see their own line of the fairness page
     */
    record CompanyWork(int noteLength, String history, String callbacks, boolean severalWorkers, boolean ownBalance) {}

    /** All of it; what is left out of {@code work} is as a new company has it. */
    record WantedSettings(
            @Nullable String name,
            @Nullable String timezone,
            @Nullable String locale,
            @Nullable String region,
            @Nullable Integer idleMinutes,
            @Nullable WantedWork work) {

        CompanyProfile checked() {
            List<FieldError> errors = new ArrayList<>();
            String called = text(name);
            if (called.isEmpty()) {
                errors.add(new FieldError("name", "required"));
            } else if (called.length() > LONGEST_NAME || called.chars().anyMatch(Character::isISOControl)) {
                errors.add(new FieldError("name", called.length() > LONGEST_NAME ? "too-long" : "invalid"));
            }
            if (!isZone(text(timezone))) {
                errors.add(new FieldError("timezone", "unknown-timezone"));
            }
            if (!SettingsWriting.LANGUAGES.contains(text(locale))) {
                errors.add(new FieldError("locale", "unknown-locale"));
            }
            String country = text(region).isEmpty() ? null : text(region);
            if (country != null && !REGIONS.contains(country)) {
                errors.add(new FieldError("region", "unknown-region"));
            }
            if (idleMinutes != null && (idleMinutes < 1 || idleMinutes > LONGEST_IDLE)) {
                errors.add(new FieldError("idleMinutes", "invalid"));
            }
            WorkSettings how = (work == null ? WantedWork.NONE : work).checked(errors);
            if (!errors.isEmpty()) {
                throw Refusal.invalid(errors);
            }
            return new CompanyProfile(called, text(timezone), text(locale), country, idleMinutes, how);
        }

        private static boolean isZone(String zone) {
            try {
                return !ZoneId.of(zone).getId().isEmpty();
            } catch (DateTimeException e) {
                return false;
            }
        }

        private static String text(@Nullable String given) {
            return given == null ? "" : given.strip();
        }
    }

    /** As {@link CompanyWork}. */
    record WantedWork(
            @Nullable Integer noteLength,
            @Nullable String history,
            @Nullable String callbacks,
            @Nullable Boolean severalWorkers,
            @Nullable Boolean ownBalance) {
        private static final WantedWork NONE = new WantedWork(null, null, null, null, null);

        private WorkSettings checked(List<FieldError> errors) {
            WorkSettings missing = WorkSettings.DEFAULT;
            int length = Objects.requireNonNullElse(noteLength, missing.noteLength());
            if (length < 0 || length > LONGEST_NOTE) {
                errors.add(new FieldError("work.noteLength", "invalid"));
            }
            Sight seen = history == null ? missing.history() : Sight.of(history);
            Sight called = callbacks == null ? missing.callbacks() : Sight.of(callbacks);
            if (seen == null) {
                errors.add(new FieldError("work.history", "invalid"));
            }
            if (called == null || called == Sight.ALL) {
                errors.add(new FieldError("work.callbacks", "invalid"));
            }
            return new WorkSettings(
                    length,
                    Objects.requireNonNullElse(seen, missing.history()),
                    Objects.requireNonNullElse(called, missing.callbacks()),
                    Objects.requireNonNullElse(severalWorkers, missing.severalWorkers()),
                    Objects.requireNonNullElse(ownBalance, missing.ownBalance()));
        }
    }

    @Allow(Permission.SIGNED_IN)
    @GetMapping
    ResponseEntity<CompanySettings> company(@AuthenticationPrincipal SignedIn me) {
        return answer(companies.profile(me.companyId()));
    }

    /** Counts at once, for everybody. */
    @Allow(Permission.MANAGE_COMPANY)
    @PutMapping
    ResponseEntity<CompanySettings> changeCompanySettings(
            @AuthenticationPrincipal SignedIn me,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @RequestBody WantedSettings wanted) {
        return answer(companies.change(me.companyId(), me.userId(), IfMatch.version(match), wanted.checked()));
    }

    private static ResponseEntity<CompanySettings> answer(Companies.Kept kept) {
        return ResponseEntity.ok().eTag(IfMatch.tag(kept.version())).body(CompanySettings.of(kept));
    }
}
