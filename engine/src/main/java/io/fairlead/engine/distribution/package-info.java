/** Rules, candidates, eligibility, strategies, the fair ledger: who gets a lead at an instant, and why. */
@NullMarked
package io.fairlead.engine.distribution;

import org.jspecify.annotations.NullMarked;
