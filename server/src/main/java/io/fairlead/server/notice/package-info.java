/** What people are told of what happens: notices in the app and by mail, mails to the company's own addresses. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "notify",
            "people",
            "platform",
            "platform::job",
            "platform::sql",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
