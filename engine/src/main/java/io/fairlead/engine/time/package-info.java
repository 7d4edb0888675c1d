/** Windows, schedules, shifts and absences in a zone: on duty from when until when. */
@NullMarked
package io.fairlead.engine.time;

import org.jspecify.annotations.NullMarked;
