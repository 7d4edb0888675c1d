/** The full public holidays of countries and regions, by code. */
@NullMarked
package io.fairlead.server.settings.holidays;

import org.jspecify.annotations.NullMarked;
