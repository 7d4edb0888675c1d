package io.fairlead.server.intake.form;

import io.fairlead.server.intake.Intake;
import io.fairlead.server.intake.Source;
import io.fairlead.server.intake.SourceCheck;
import io.fairlead.server.intake.Sources;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FormPreviewController {
    private final Sources sources;
    private final Intake intake;
    private final FormView view;
    private final FormWords words;

    FormPreviewController(Sources sources, Intake intake, FormView view, FormWords words) {
        this.sources = sources;
        this.intake = intake;
        this.view = view;
        this.words = words;
    }

    record WantedPreview(
            SourceCheck.@Nullable WantedForm form, @Nullable String locale) {}

    /** @param html a whole page without scripts */
    record FormPreview(String html) {}

    /** Draws a form that is not saved yet, exactly as visitors will see it. */
    @Allow(Permission.MANAGE_INTAKE)
    @PostMapping("/api/form-previews")
    FormPreview previewForm(@AuthenticationPrincipal SignedIn me, @RequestBody WantedPreview wanted) {
        Source.Form form = sources.draft(me, wanted.form());
        String locale = wanted.locale() != null && words.has(wanted.locale()) ? wanted.locale() : form.locale();
        String inner = view.form(
                new FormView.Filling(form, intake.fields(me.companyId()), locale, "#", Map.of(), Map.of(), Map.of()));
        return new FormPreview(view.page(form, locale, inner));
    }
}
