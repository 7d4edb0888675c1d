/** Web forms: a page of their own and a script to embed, both filled on the server. */
@NullMarked
package io.fairlead.server.intake.form;

import org.jspecify.annotations.NullMarked;
