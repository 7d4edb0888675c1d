/** Mails: an outbox filled in the transaction of what they tell, a sender, and the form that letters have. */
@ApplicationModule(allowedDependencies = {"company", "platform", "platform::job", "platform::sql"})
@NullMarked
package io.fairlead.server.notify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
