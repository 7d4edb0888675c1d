/** What a manager would regret in a set of rules: uncovered hours, shadowed rules, idle people. */
@NullMarked
package io.fairlead.engine.coverage;

import org.jspecify.annotations.NullMarked;
