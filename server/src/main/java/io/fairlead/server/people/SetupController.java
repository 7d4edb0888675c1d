package io.fairlead.server.people;

import io.fairlead.server.people.Setup.NewInstallation;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/setup")
class SetupController {
    private final Setup setup;
    private final Passwords passwords;

    SetupController(Setup setup, Passwords passwords) {
        this.setup = setup;
        this.passwords = passwords;
    }

    record SetupState(boolean needed) {}

    record WantedSetup(
            @Nullable String token,
            @Nullable WantedCompany company,
            @Nullable String name,
            @Nullable String email,
            @Nullable String password) {}

    /** @param region the country of phone numbers without a country code, in two letters; null for none */
    record WantedCompany(
            @Nullable String name,
            @Nullable String timezone,
            @Nullable String region) {}

    @Allow(Permission.ANYONE)
    @GetMapping
    SetupState setup() {
        return new SetupState(setup.needed());
    }

    @Allow(Permission.ANYONE)
    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void completeSetup(@RequestBody WantedSetup wanted, Locale locale) {
        setup.complete(Typed.text(wanted.token()), checked(wanted, locale));
    }

    private NewInstallation checked(WantedSetup wanted, Locale locale) {
        WantedCompany company = wanted.company() == null ? new WantedCompany(null, null, null) : wanted.company();
        String email = Typed.text(wanted.email());
        List<FieldError> errors = new ArrayList<>();
        errors.addAll(Typed.flaws("company.name", Typed.text(company.name()), Typed.LONGEST_NAME));
        if (!ZoneId.getAvailableZoneIds().contains(Typed.text(company.timezone()))) {
            errors.add(new FieldError("company.timezone", "unknown-timezone"));
        }
        String region = Typed.text(company.region());
        if (!region.isEmpty() && !Set.of(Locale.getISOCountries()).contains(region)) {
            errors.add(new FieldError("company.region", "invalid"));
        }
        errors.addAll(Typed.flaws("name", Typed.text(wanted.name()), Typed.LONGEST_NAME));
        if (!Typed.isEmail(email)) {
            errors.add(new FieldError("email", email.isEmpty() ? "required" : "not-an-email"));
        }
        String password = wanted.password() == null ? "" : wanted.password();
        errors.addAll(passwords.flaws("password", password));
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        String language = Users.LOCALES.contains(locale.getLanguage()) ? locale.getLanguage() : "en";
        return new NewInstallation(
                Typed.text(company.name()),
                Typed.text(company.timezone()),
                region,
                Typed.text(wanted.name()),
                email,
                password,
                language);
    }
}
